//! Lithuania's public holidays: article 123 of the Labour Code in force since 2020. Knows dates alone; that an
//! office is closed on them is the calendar's matter.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// A public holiday, named so that a screen can say which one it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holiday {
    /// 1 January.
    NewYear,
    /// 16 February: the State of Lithuania was restored.
    Restoration,
    /// 11 March: independence was restored.
    Independence,
    /// Easter Sunday of the western churches.
    Easter,
    /// The day after it.
    EasterMonday,
    /// 1 May.
    Labour,
    /// First Sunday of May.
    Mothers,
    /// First Sunday of June.
    Fathers,
    /// 24 June: Joninės.
    Midsummer,
    /// 6 July: the State, and the anthem's day.
    Statehood,
    /// 15 August: Žolinė.
    Assumption,
    /// 1 November.
    AllSaints,
    /// 2 November: Vėlinės.
    AllSouls,
    /// 24 December: Kūčios.
    ChristmasEve,
    /// 25 December.
    Christmas,
    /// 26 December.
    SecondChristmas,
}

impl Holiday {
    /// Which holiday a day is, if any. When the first of May is a Sunday it is named by its fixed date.
    #[must_use]
    pub fn on(day: NaiveDate) -> Option<Self> {
        Self::fixed(day.month(), day.day()).or_else(|| Self::movable(day))
    }

    fn fixed(month: u32, day: u32) -> Option<Self> {
        Some(match (month, day) {
            (1, 1) => Self::NewYear,
            (2, 16) => Self::Restoration,
            (3, 11) => Self::Independence,
            (5, 1) => Self::Labour,
            (6, 24) => Self::Midsummer,
            (7, 6) => Self::Statehood,
            (8, 15) => Self::Assumption,
            (11, 1) => Self::AllSaints,
            (11, 2) => Self::AllSouls,
            (12, 24) => Self::ChristmasEve,
            (12, 25) => Self::Christmas,
            (12, 26) => Self::SecondChristmas,
            _ => return None,
        })
    }

    fn movable(day: NaiveDate) -> Option<Self> {
        match (day.weekday(), day.month(), day.day()) {
            (Weekday::Sun, 5, 1..=7) => Some(Self::Mothers),
            (Weekday::Sun, 6, 1..=7) => Some(Self::Fathers),
            // The feast falls between 22 March and 25 April: spare the arithmetic for the rest of the year.
            (Weekday::Sun, 3 | 4, _) if easter(day.year()) == Some(day) => Some(Self::Easter),
            (Weekday::Mon, 3 | 4, _) if easter(day.year()) == day.checked_sub_days(Days::new(1)) => {
                Some(Self::EasterMonday)
            }
            _ => None,
        }
    }
}

/// Easter Sunday of a Gregorian year, by the anonymous computus (Meeus, Jones, Butcher). `None` only for years
/// that the date type cannot hold.
#[must_use]
pub fn easter(year: i32) -> Option<NaiveDate> {
    let (century, in_century) = (year.div_euclid(100), year.rem_euclid(100));
    let golden = year.rem_euclid(19);
    let (leap_centuries, century_rest) = (century.div_euclid(4), century.rem_euclid(4));
    let moon_shift = (century - (century + 8).div_euclid(25) + 1).div_euclid(3);
    let epact = (19 * golden + century - leap_centuries - moon_shift + 15).rem_euclid(30);
    let (leap_years, year_rest) = (in_century / 4, in_century % 4);
    let to_sunday = (32 + 2 * century_rest + 2 * leap_years - epact - year_rest).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * to_sunday) / 451;
    let days = epact + to_sunday - 7 * late + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(days / 31).ok()?, u32::try_from(days % 31 + 1).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn easter_falls_on_the_published_days() {
        let published = [
            (1818, 3, 22),
            (1943, 4, 25),
            (1954, 4, 18),
            (1981, 4, 19),
            (2000, 4, 23),
            (2008, 3, 23),
            (2011, 4, 24),
            (2016, 3, 27),
            (2018, 4, 1),
            (2019, 4, 21),
            (2020, 4, 12),
            (2021, 4, 4),
            (2022, 4, 17),
            (2023, 4, 9),
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2027, 3, 28),
            (2028, 4, 16),
            (2029, 4, 1),
            (2030, 4, 21),
            (2038, 4, 25),
            (2049, 4, 18),
            (2076, 4, 19),
        ];
        for (year, month, day) in published {
            assert_eq!(easter(year), Some(date(year, month, day)), "{year}");
        }
    }

    #[test]
    fn the_holidays_of_2026_are_these_and_no_others() {
        let found: Vec<_> = date(2026, 1, 1)
            .iter_days()
            .take_while(|day| day.year() == 2026)
            .filter_map(|day| Holiday::on(day).map(|holiday| (day.month(), day.day(), holiday)))
            .collect();
        assert_eq!(
            found,
            [
                (1, 1, Holiday::NewYear),
                (2, 16, Holiday::Restoration),
                (3, 11, Holiday::Independence),
                (4, 5, Holiday::Easter),
                (4, 6, Holiday::EasterMonday),
                (5, 1, Holiday::Labour),
                (5, 3, Holiday::Mothers),
                (6, 7, Holiday::Fathers),
                (6, 24, Holiday::Midsummer),
                (7, 6, Holiday::Statehood),
                (8, 15, Holiday::Assumption),
                (11, 1, Holiday::AllSaints),
                (11, 2, Holiday::AllSouls),
                (12, 24, Holiday::ChristmasEve),
                (12, 25, Holiday::Christmas),
                (12, 26, Holiday::SecondChristmas),
            ]
        );
    }
}
