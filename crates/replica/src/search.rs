//! Finding a client by what is remembered: a name, a street, a telephone, each as far as it is typed, with or
//! without Lithuanian letters.

use crate::clients::{self, Client};
use crate::error::Result;
use crate::open::Replica;
use crate::rows::list;
use crate::words::{line, phone_spellings, phones, words};
use rusqlite::Connection;
use vizitas_domain::fold::client::ClientState;

/// Writes a client's words under the number of her stream. A client who is not listed is not found.
pub(crate) fn write(connection: &Connection, stream: i64, state: &ClientState) -> Result<()> {
    erase(connection, stream)?;
    if !state.registered || state.merged_into.is_some() {
        return Ok(());
    }
    let card = &state.card;
    let address = &card.address;
    let near: Vec<_> = state.contacts.values().filter(|contact| !contact.removed).collect();
    let post = if address.postcode.is_empty() { "" } else { "lt" };
    let numbers = [&card.phone].into_iter().chain(near.iter().map(|contact| &contact.phone));
    let sql = "INSERT INTO search (rowid, name, address, phone, near) VALUES (?1, ?2, ?3, ?4, ?5)";
    connection.prepare_cached(sql)?.execute((
        stream,
        line([&*card.given, &card.surname, card.number.as_deref().unwrap_or_default()]),
        line([&*address.street, &address.house, &address.flat, post, &address.postcode, &address.town]),
        numbers.map(|number| phones(number)).collect::<Vec<_>>().join(" "),
        line(near.iter().map(|contact| &*contact.name)),
    ))?;
    Ok(())
}

/// Erases a client's words.
pub(crate) fn erase(connection: &Connection, stream: i64) -> Result<()> {
    connection.prepare_cached("DELETE FROM search WHERE rowid = ?1")?.execute([stream])?;
    Ok(())
}

/// What is typed, as the index understands it: every word must be there, as the beginning of one. Digits that
/// stand together may also be the beginning of a telephone number.
fn expression(typed: &[String]) -> String {
    let is_number = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
    let parts = typed.chunk_by(|a, b| is_number(a) && is_number(b)).map(|run| {
        let each: Vec<_> = run.iter().map(|word| format!("\"{word}\"*")).collect();
        let mut ways = vec![format!("{{name address near}} : ({})", each.join(" AND "))];
        if run.iter().all(is_number) {
            let digits = run.concat();
            ways.extend(phone_spellings(&digits).into_iter().map(|begun| format!("phone : \"{begun}\"*")));
        }
        format!("({})", ways.join(" OR "))
    });
    parts.collect::<Vec<_>>().join(" AND ")
}

/// How well a name answers what is typed: each word that is a whole word of it counts most, one that begins a
/// word of it less, one found elsewhere nothing.
fn likeness(name: &str, typed: &[String]) -> usize {
    let score = |word: &String| {
        if name.split(' ').any(|own| own == word) {
            3
        } else if name.split(' ').any(|own| own.starts_with(word.as_str())) {
            2
        } else {
            0
        }
    };
    typed.iter().map(score).sum()
}

impl Replica {
    /// Clients in whose name, address, telephone or contacts every word of `text` is the beginning of one, at most
    /// `limit`: those who are named so before the others, then in the order of names. A text without a letter or
    /// digit finds nobody.
    ///
    /// # Errors
    /// Those of the database.
    pub fn search(&self, text: &str, limit: usize) -> Result<Vec<Client>> {
        let typed = words(text);
        if typed.is_empty() {
            return Ok(Vec::new());
        }
        // Everyone who fits is ranked by name alone; only those who are shown are read whole.
        let sql = "SELECT s.rowid, s.name, c.name_order FROM search s
            JOIN streams n ON n.num = s.rowid JOIN clients c ON c.stream = n.id
            WHERE search MATCH ?1 ORDER BY c.name_order, c.stream";
        let mut found = list(&self.connection, sql, [expression(&typed)], |row| {
            let name: String = row.get(1)?;
            Ok((likeness(&name, &typed), row.get::<_, i64>(0)?))
        })?;
        found.sort_by_key(|(likeness, _)| std::cmp::Reverse(*likeness));
        found.truncate(limit);
        let columns = clients::COLUMNS;
        let sql = format!(
            "SELECT {columns} FROM streams n JOIN clients c ON c.stream = n.id
             LEFT JOIN grants g ON g.stream = c.stream WHERE n.num = ?1"
        );
        let mut clients = Vec::with_capacity(found.len());
        for (_, stream) in found {
            clients.extend(list(&self.connection, &sql, [stream], clients::read)?);
        }
        Ok(clients)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_may_be_a_house_or_a_telephone() {
        let words_of = |text: &str| expression(&words(text)).replace("{name address near} : ", "");
        assert_eq!(words_of("Ona"), "((\"ona\"*))");
        assert_eq!(
            words_of("Naujoji 72-38"),
            "((\"naujoji\"*)) AND ((\"72\"* AND \"38\"*) OR phone : \"7238\"*)"
        );
        assert_eq!(words_of("8-6"), "((\"8\"* AND \"6\"*) OR phone : \"86\"* OR phone : \"6\"*)");
    }

    #[test]
    fn nothing_typed_can_be_an_operator() {
        let typed = expression(&words("a\" OR NOT* (b:c"));
        for word in ["a", "or", "not", "b", "c"] {
            assert!(typed.contains(&format!("(\"{word}\"*)")), "{typed}");
        }
    }
}
