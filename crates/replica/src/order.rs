//! The order of names as a Lithuanian expects it: `y` with `i`, `č` after `c`, `š` after `s`, `ž` after `z`. Sort
//! keys are stored beside the names, so that the database orders by bytes alone.

use crate::error::{Error, Result};
use icu_collator::CollatorBorrowed;
use icu_collator::options::CollatorOptions;
use icu_locale::locale;

/// Makes sort keys. Keys of one release of the collation data are comparable; another release needs a rebuild.
pub(crate) struct Order(CollatorBorrowed<'static>);

impl Order {
    /// The Lithuanian order.
    pub(crate) fn lithuanian() -> Result<Self> {
        let collator = CollatorBorrowed::try_new(locale!("lt").into(), CollatorOptions::default());
        collator.map(Self).map_err(|_| Error::NoAlphabet)
    }

    /// The sort key of several texts, the first deciding before the next is looked at.
    pub(crate) fn key(&self, texts: &[&str]) -> Vec<u8> {
        /// Less than any byte a sort key holds.
        const END: u8 = 0;
        let mut key = Vec::new();
        for text in texts {
            let Ok(()) = self.0.write_sort_key_to(text, &mut key);
            key.push(END);
        }
        key
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_lithuanian_order() {
        let order = Order::lithuanian().unwrap();
        let sorted = [
            ["Abromaitis", "Ona"],
            ["Adomaitis", "Ana"],
            ["Ąžuolas", "Jonas"],
            ["Babrauskas", "Jonas"],
            ["Cibulskis", "Jonas"],
            ["Čepaitis", "Jonas"],
            ["Daunys", "Ąžuolas"],
            ["Ėglė", "Rasa"],
            ["Eidukas", "Rasa"],
            ["Yla", "Rasa"],
            ["Ilgūnas", "Rasa"],
            ["Ymas", "Rasa"],
            ["Inčiūra", "Rasa"],
            ["Jonaitis", "Ana"],
            ["Jonaitis", "Rūta"],
            ["Jonaitis", "Šarūnė"],
            ["Jonaitytė", "Ana"],
            ["Sakalas", "Jonas"],
            ["Szymański", "Jan"],
            ["Šakalys", "Jonas"],
            ["Zakas", "Jonas"],
            ["Žakas", "Jonas"],
        ];
        let keys: Vec<_> = sorted.iter().map(|name| order.key(name)).collect();
        for (pair, names) in keys.windows(2).zip(sorted.windows(2)) {
            assert!(pair[0] < pair[1], "{names:?}");
        }
    }
}
