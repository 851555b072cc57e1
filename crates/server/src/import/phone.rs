//! Telephone cells: the number itself is the domain's to read; here a cell may hold several.

/// What a telephone cell holds.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Phones {
    /// The first number, E.164.
    pub(super) first: String,
    /// Whether the cell held more than this one.
    pub(super) more: bool,
}

/// Reads a telephone cell; `None` when its first number is not one.
pub(super) fn parse(cell: &str) -> Option<Phones> {
    let mut parts = cell.split([',', ';', '/', '\n']).filter(|part| part.chars().any(|c| c.is_ascii_digit()));
    let first = vizitas_domain::phone::read(parts.next()?)?;
    Some(Phones { first, more: parts.next().is_some() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_number_is_noticed() {
        let phones = parse("8 664 52821, 8 315 52100").unwrap();
        assert_eq!((phones.first.as_str(), phones.more), ("+37066452821", true));
        assert!(!parse("8 664 52821 (dukra)").is_some_and(|phones| phones.more));
    }
}
