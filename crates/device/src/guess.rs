//! PINs that anybody would try first: by rule where people choose by a rule, by name where they remember a picture of the
//! keys. People choose six digits much as they choose four: repeated, in a row, as a date, along the keys (Markert, Bailey,
//! Golla, Dürmuth, Aviv: "This PIN can be easily guessed", IEEE S&P 2020; the same advises a list of what is refused).

/// The shortest PIN, in digits.
const SHORTEST: usize = 6;
/// The longest.
const LONGEST: usize = 12;

/// Paths over the keys, and numbers that everybody knows.
const KNOWN: [&str; 21] = [
    "147258", "147852", "258147", "258369", "369258", "789456", "456123", "456789", "741852", "852741",
    "852963", "963852", "159357", "159753", "357159", "753951", "951753", "142536", "112358", "314159",
    "271828",
];

/// Whether it is written as a PIN is: digits, and as many as it takes.
pub(crate) fn is_pin(pin: &str) -> bool {
    (SHORTEST..=LONGEST).contains(&pin.len()) && pin.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether it would be among the first that somebody tries.
pub(crate) fn is_easy(pin: &str) -> bool {
    let digits: Vec<u8> = pin.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();
    KNOWN.contains(&pin) || is_poor(&digits) || is_row(&digits) || is_repeated(&digits) || is_date(&digits)
}

/// Of one digit or two.
fn is_poor(digits: &[u8]) -> bool {
    let mut seen: Vec<u8> = digits.to_vec();
    seen.sort_unstable();
    seen.dedup();
    seen.len() < 3
}

/// Each digit as far from the one before it, over the end too: 890123, 246802, 987654.
fn is_row(digits: &[u8]) -> bool {
    let mut steps = digits.windows(2).filter_map(|pair| match pair {
        [a, b] => Some((b + 10 - a) % 10),
        _ => None,
    });
    let first = steps.next();
    steps.all(|step| Some(step) == first)
}

/// A part over and over, forth and back, or each digit doubled: 123123, 454545, 123321, 112233; and 010203.
fn is_repeated(digits: &[u8]) -> bool {
    let of = |length: usize| digits.chunks(length).all(|part| digits.starts_with(part));
    let counted = |rest: Vec<u8>| rest.len() > 2 && is_row(&rest);
    let every_other = |from: usize| digits.iter().skip(from).step_by(2).copied().collect::<Vec<_>>();
    let is_same = |from: usize| every_other(from).windows(2).all(|pair| pair.first() == pair.last());
    of(2)
        || of(3)
        || digits.iter().eq(digits.iter().rev())
        || digits.chunks(2).all(|pair| pair.first() == pair.last())
        || is_same(0) && counted(every_other(1))
        || is_same(1) && counted(every_other(0))
}

/// A day of birth, as people here write it: year, month, day, or the other way round, with or without the century.
fn is_date(digits: &[u8]) -> bool {
    let two =
        |at: usize| Some(u32::from(*digits.get(at)?) * 10 + u32::from(*digits.get(at.checked_add(1)?)?));
    let is = |day: Option<u32>, month: Option<u32>| {
        day.is_some_and(|day| (1..=31).contains(&day)) && month.is_some_and(|month| (1..=12).contains(&month))
    };
    let century = |at: usize| matches!(two(at), Some(19 | 20));
    match digits.len() {
        6 => is(two(0), two(2)) || is(two(4), two(2)),
        8 => century(4) && is(two(0), two(2)) || century(0) && is(two(6), two(4)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_anybody_would_try_first_is_refused() {
        let easy = [
            "000000", "111111", "123456", "234567", "890123", "987654", "246802", "121212", "123123",
            "112233", "123321", "454545", "445454", "010203", "102030", "696969", "159753", "147258",
            "314159", "12345678",
        ];
        let dates = ["560412", "120456", "311299", "991231", "19560412", "12041956", "20010101"];
        for pin in easy.into_iter().chain(dates) {
            assert!(is_pin(pin) && is_easy(pin), "{pin}");
        }
        for pin in ["804217", "739164", "482913", "8042179", "560472", "19561312", "905318274"] {
            assert!(is_pin(pin) && !is_easy(pin), "{pin}");
        }
        for pin in ["", "12345", "80421a", "804 217", "８０４２１７", "8042178042171"] {
            assert!(!is_pin(pin), "{pin}");
        }
    }
}
