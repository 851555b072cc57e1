//! Finding somebody by name, street or telephone, with or without Lithuanian letters.

use super::words::of;
use super::{Outcome, Walk};

/// Lithuanian letters, and what is typed by whoever has none.
const PLAIN: [(char, char); 9] = [
    ('ą', 'a'),
    ('č', 'c'),
    ('ę', 'e'),
    ('ė', 'e'),
    ('į', 'i'),
    ('š', 's'),
    ('ų', 'u'),
    ('ū', 'u'),
    ('ž', 'z'),
];

const ROWS: &str = "//main//li/button[b]";
/// What a row tells: name, place, telephone, next visit.
const CELLS: usize = 4;

impl Walk {
    /// One person is found by surname, street and number.
    pub(super) async fn find_people(&mut self) -> Outcome {
        self.window.tap_words(of("place-people")?).await?;
        let known = self.window.texts(&format!("{ROWS}/*")).await?;
        let parts = known.chunks(CELLS).find_map(parts).ok_or("nobody in the list has Lithuanian letters")?;
        for (query, picture) in [
            (plain(&parts.surname), "found-by-name"),
            (plain(&parts.street), "found-by-street"),
            (parts.phone, ""),
        ] {
            self.window.write(of("search")?, &query).await?;
            self.window.see_path(&format!("{ROWS}/b[normalize-space(.)={:?}]", parts.name)).await?;
            if !picture.is_empty() {
                self.picture(picture).await?;
            }
        }
        Ok(())
    }
}

struct Parts {
    name: String,
    surname: String,
    street: String,
    phone: String,
}

/// A row of the list, when it tells enough to look for its person in three ways.
fn parts(row: &[String]) -> Option<Parts> {
    let [name, place, phone, _next] = row else { return None };
    let surname = name.split(' ').next_back()?;
    let street = place.split(' ').next()?;
    let phone: String = phone.chars().filter(char::is_ascii_digit).collect();
    let telling = plain(surname) != surname.to_lowercase() && phone.len() > 8;
    let own = |text: &str| text.to_owned();
    telling.then(|| Parts { name: own(name), surname: own(surname), street: own(street), phone })
}

fn plain(text: &str) -> String {
    let letter = |c: char| PLAIN.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to);
    text.to_lowercase().chars().map(letter).collect()
}
