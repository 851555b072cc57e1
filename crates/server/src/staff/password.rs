//! Passwords: Argon2id with the cost that OWASP advises, kept as PHC strings that name their own cost. It never keeps a
//! password, and spends the same time on one that nobody has.

use crate::error::Error;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use vizitas_domain::text::Text;

/// Characters a password has at least. Length is what counts; no letter is prescribed.
pub(super) const SHORTEST: usize = 12;
/// Longer ones are refused before they cost anything.
const LONGEST: usize = 1024;
/// Memory in KiB, passes and lanes: OWASP's first choice of 2025.
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);
/// What a password is compared with when nobody has the login: of the same cost, of a password nobody knows.
const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

fn argon() -> Result<Argon2<'static>, Error> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, Some(32)).map_err(|_| Error::Crypto("password cost"))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

pub(super) fn is_long_enough(password: &str) -> bool {
    password.chars().count() >= SHORTEST && password.len() <= LONGEST
}

/// What is kept of a password.
pub(super) fn keep(password: &str, salt: &[u8; 16]) -> Result<Text, Error> {
    let kept = argon()?.hash_password_with_salt(password.as_bytes(), salt);
    Ok(Text::from(kept.map_err(|_| Error::Crypto("password"))?.to_string()))
}

/// Whether a typed password is the kept one; none is kept of somebody who does not exist. Either way takes as long.
pub(super) fn is(typed: &str, kept: &str) -> Result<bool, Error> {
    let typed = if typed.len() > LONGEST { "" } else { typed };
    let against = if kept.is_empty() { NOBODYS } else { kept };
    let same = PasswordVerifier::<str>::verify_password(&argon()?, typed.as_bytes(), against).is_ok();
    Ok(same && !kept.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use argon2::password_hash::phc::PasswordHash;

    #[test]
    fn a_password_opens_what_was_kept_of_it_and_nothing_else() {
        let kept = keep("žalias arklys šoka", &[7; 16]).unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "it names its cost");
        assert!(is("žalias arklys šoka", &kept).unwrap());
        assert!(!is("žalias arklys soka", &kept).unwrap());
        assert!(!is("", "").unwrap() && !is("x", "nonsense").unwrap());
        assert!(is_long_enough("ąąąąąąąąąąąą") && !is_long_enough("trumpas"));
        assert!(!is_long_enough(&"a".repeat(1025)));
    }

    #[test]
    fn what_nobody_has_costs_the_same() {
        let nobodys = PasswordHash::new(NOBODYS).unwrap();
        let kept = keep("abcdefghijkl", &[1; 16]).unwrap();
        let kept = PasswordHash::new(&kept).unwrap();
        assert_eq!((nobodys.algorithm, nobodys.version), (kept.algorithm, kept.version));
        assert_eq!(nobodys.params, kept.params);
    }
}
