//! Passwords: which will do, and Argon2id with the cost that OWASP advises, kept as PHC strings that name their own cost. It never keeps a
//! password, and spends the same time on one that nobody has.

use super::guess;
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

/// Why a new password will not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// Too short, or too long to look at.
    Length,
    /// Somebody would try it first.
    Easy,
}

impl std::fmt::Display for Unfit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Length => write!(f, "a password has at least {SHORTEST} characters"),
            Self::Easy => f.write_str("this password is easy to guess: write a sentence of your own"),
        }
    }
}

/// Why a new password will not do for somebody of whom this is known, if it will not.
pub(super) fn unfit(password: &str, about: &[&str]) -> Option<Unfit> {
    if password.chars().count() < SHORTEST || password.len() > LONGEST {
        return Some(Unfit::Length);
    }
    guess::is_easy(password, about).then_some(Unfit::Easy)
}

/// What is kept of a password.
pub(super) fn keep(password: &str, salt: &[u8; 16]) -> Result<Text, Error> {
    let kept = argon()?.hash_password_with_salt(password.as_bytes(), salt);
    Ok(Text::from(kept.map_err(|_| Error::Crypto("password"))?.to_string()))
}

/// Whether a typed password is the kept one; none is kept of somebody who does not exist. Either way takes as long.
pub(crate) fn is(typed: &str, kept: &str) -> Result<bool, Error> {
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
    }

    #[test]
    fn twelve_letters_of_any_kind_will_do_unless_they_are_easy() {
        for (password, why) in [
            ("žalias arkly", None),
            ("žalias arkl", Some(Unfit::Length)),
            (&*"ab cd ef ".repeat(200), Some(Unfit::Length)),
            ("ąąąąąąąąąąąą", Some(Unfit::Easy)),
            ("ruta.kalniene", Some(Unfit::Easy)),
        ] {
            assert_eq!(unfit(password, &["ruta.kalniene"]), why, "{password}");
        }
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
