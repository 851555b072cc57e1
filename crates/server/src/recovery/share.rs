//! The secret half of a recovery key, in two shares: one random, the other the secret XOR the first, so that one alone says
//! nothing whatever its passphrase. Each lies in a file of its own under its keeper's passphrase (Argon2id, AES-256-GCM).
//! It must never write the secret, nor a share in the open.

use super::{Holder, invalid, print};
use crate::error::Error;
use crate::kek::{hex, random, unhex, write_private};
use argon2::{Algorithm, Argon2, Params, Version};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::path::{Path, PathBuf, absolute};
use vizitas_domain::id::ActorId;
use vizitas_sync::keys::Opener;
use zeroize::Zeroizing;

const FORM: &str = "vizitas recovery share 1";
const SALT: usize = 16;
/// Memory in KiB, passes, lanes: who has the file may try for years.
const COST: (u32, u32, u32) = (64 * 1024, 3, 1);
/// Characters a passphrase has at least.
const SHORTEST: usize = 12;

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// The first.
    A,
    /// The second.
    B,
}

/// One share, as it lies in its file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Share {
    form: String,
    /// Short name of the municipality.
    municipality: String,
    /// Which recovery key, from 1.
    pub number: u32,
    /// Which of the two shares.
    pub part: Part,
    /// Who keeps it.
    pub holder: ActorId,
    /// What this person types at sign-in.
    pub login: String,
    /// Of the public half.
    key: String,
    salt: String,
    nonce: String,
    sealed: String,
}

impl Share {
    /// Splits a secret half between two people.
    pub(super) fn split(
        opener: &Opener,
        municipality: &str,
        number: u32,
        holders: [(ActorId, &Holder); 2],
    ) -> Result<[Self; 2], Error> {
        let first = Zeroizing::new(random::<32>()?);
        let second = xor(opener.bytes(), &first);
        let key = hex(&print(opener)?);
        let [a, b] = holders;
        let make = |part, (holder, who): (ActorId, &Holder), secret: &[u8; 32]| {
            let (form, key, login) = (FORM.to_owned(), key.clone(), who.login.clone());
            let (salt, nonce) = (random::<SALT>()?, random::<NONCE_LEN>()?);
            let unsealed = Self {
                form,
                municipality: municipality.to_owned(),
                number,
                part,
                holder,
                login,
                key,
                salt: hex(&salt),
                nonce: hex(&nonce),
                sealed: String::new(),
            };
            let mut sealed = secret.to_vec();
            cipher(&who.passphrase, &salt)?
                .seal_in_place_append_tag(
                    Nonce::assume_unique_for_key(nonce),
                    Aad::from(unsealed.bound()),
                    &mut sealed,
                )
                .map_err(|_| Error::Crypto("share"))?;
            Ok::<_, Error>(Self { sealed: hex(&sealed), ..unsealed })
        };
        Ok([make(Part::A, a, &first)?, make(Part::B, b, &second)?])
    }

    /// Reads a share's file.
    ///
    /// # Errors
    /// When it cannot be read; [`Error::Invalid`] when it is no share.
    pub fn read(file: &Path) -> Result<Self, Error> {
        let text = std::fs::read(file).map_err(Error::at(file))?;
        let no_share = || invalid(&format!("{} is no share of a recovery key", file.display()));
        let share: Self = serde_json::from_slice(&text).map_err(|_| no_share())?;
        if share.form == FORM { Ok(share) } else { Err(no_share()) }
    }

    /// Puts the secret half together for as long as it is needed.
    pub(super) fn join(shares: [(&Self, &str); 2], municipality: &str) -> Result<Opener, Error> {
        let [(first, _), (second, _)] = shares;
        if first.municipality != municipality || second.municipality != municipality {
            return Err(invalid("a share is another municipality's: take those made for this one"));
        }
        if first.part == second.part {
            return Err(invalid("both files are the same half: bring the one of the other person"));
        }
        if (first.number, &first.key) != (second.number, &second.key) {
            return Err(invalid(
                "the two shares belong to different recovery keys: bring two of the same number",
            ));
        }
        let [a, b] = shares.map(|(share, passphrase)| share.open(passphrase));
        let (a, b) = (a?, b?);
        let secret = xor(&a, &b);
        let opener = Opener::from_bytes(*secret);
        if hex(&print(&opener)?) == first.key { Ok(opener) } else { Err(Error::Malformed("share")) }
    }

    fn open(&self, passphrase: &str) -> Result<Zeroizing<[u8; 32]>, Error> {
        let damaged = || Error::Malformed("share");
        let bytes = |text: &str| unhex(text).ok_or_else(damaged);
        let nonce = Nonce::try_assume_unique_for_key(&bytes(&self.nonce)?).map_err(|_| damaged())?;
        let mut sealed = Zeroizing::new(bytes(&self.sealed)?);
        let salt = bytes(&self.salt)?;
        let opened = cipher(passphrase, &salt)?.open_in_place(nonce, Aad::from(self.bound()), &mut sealed);
        let wrong = |_| {
            invalid(&format!(
                "the passphrase does not open the share of {}: nothing was changed, try again",
                self.login
            ))
        };
        let opened: &[u8] = opened.map_err(wrong)?;
        Ok(Zeroizing::new(opened.try_into().map_err(|_| damaged())?))
    }

    /// What the seal vouches for beside the secret.
    fn bound(&self) -> Vec<u8> {
        let Self { form, municipality, number, part, holder, login, key, .. } = self;
        format!("{form}\n{municipality}\n{number}\n{part:?}\n{}\n{login}\n{key}", holder.0).into_bytes()
    }
}

fn xor(a: &[u8; 32], b: &[u8; 32]) -> Zeroizing<[u8; 32]> {
    let mut out = Zeroizing::new([0; 32]);
    for (to, (a, b)) in out.iter_mut().zip(a.iter().zip(b)) {
        *to = a ^ b;
    }
    out
}

fn cipher(passphrase: &str, salt: &[u8]) -> Result<LessSafeKey, Error> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, Some(32)).map_err(|_| Error::Crypto("share cost"))?;
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, &mut *key)
        .map_err(|_| Error::Crypto("share"))?;
    UnboundKey::new(&AES_256_GCM, &*key).map(LessSafeKey::new).map_err(|_| Error::Crypto("share"))
}

pub(super) fn check_passphrase(passphrase: &str) -> Result<(), Error> {
    if passphrase.chars().count() >= SHORTEST {
        return Ok(());
    }
    Err(invalid(&format!(
        "a passphrase has at least {SHORTEST} characters: take a sentence that only you know"
    )))
}

/// Shares belong on sticks in two pockets, not beside what they open.
pub(super) fn check_places(files: [&Path; 2], data: &Path) -> Result<(), Error> {
    let data = std::fs::canonicalize(data).map_err(Error::at(data))?;
    let [here, there] = files.map(folder_of);
    let (here, there) = (here?, there?);
    if here.starts_with(&data) || there.starts_with(&data) {
        return Err(invalid(
            "a share must not lie in the server's data folder: give each person's own medium",
        ));
    }
    if here == there {
        return Err(invalid("both shares must not lie in one folder: give each person's own medium"));
    }
    Ok(())
}

fn folder_of(file: &Path) -> Result<PathBuf, Error> {
    let file = absolute(file).map_err(Error::at(file))?;
    let folder = file.parent().unwrap_or(Path::new("/"));
    std::fs::canonicalize(folder).map_err(Error::at(folder))
}

/// Writes both files or none.
pub(super) fn write_both(shares: &[Share; 2], files: [&Path; 2]) -> Result<(), Error> {
    let text = |share: &Share| serde_json::to_vec_pretty(share).map_err(|_| Error::Malformed("share"));
    let ([first, second], [here, there]) = (shares, files);
    write_private(here, &text(first)?)?;
    write_private(there, &text(second)?).inspect_err(|_| {
        // A half without the other is of no use to anybody.
        let _ = std::fs::remove_file(here);
    })?;
    // The names, too, are on the stick before it is pulled out.
    files.into_iter().try_for_each(|file| {
        let folder = folder_of(file)?;
        File::open(&folder).and_then(|folder| folder.sync_all()).map_err(Error::at(&folder))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn holder(login: &str, passphrase: &str) -> Holder {
        let passphrase = Zeroizing::new(passphrase.to_owned());
        Holder { login: login.to_owned(), password: Zeroizing::default(), passphrase }
    }

    fn shares(opener: &Opener, number: u32) -> [Share; 2] {
        let [a, b] = [holder("ona", "žalias arklys šoka"), holder("jonas", "du gaidžiai giedojo")];
        let of = |n| ActorId(Uuid::from_u128(n));
        Share::split(opener, "alytus", number, [(of(1), &a), (of(2), &b)]).unwrap()
    }

    #[test]
    fn both_shares_open_it_in_either_order_and_nothing_less_does() {
        let opener = Opener::from_bytes([7; 32]);
        let [a, b] = shares(&opener, 1);
        let (ona, jonas) = ("žalias arklys šoka", "du gaidžiai giedojo");
        for pair in [[(&a, ona), (&b, jonas)], [(&b, jonas), (&a, ona)]] {
            assert_eq!(Share::join(pair, "alytus").unwrap().bytes(), opener.bytes());
        }
        let [_, later] = shares(&Opener::from_bytes([8; 32]), 2);
        let mut renamed = b.clone();
        renamed.holder = a.holder;
        let cases = [
            [(&a, ona), (&a, ona)],
            [(&a, ona), (&b, ona)],
            [(&a, jonas), (&b, jonas)],
            [(&a, ona), (&later, jonas)],
            [(&a, ona), (&renamed, jonas)],
        ];
        for pair in cases {
            assert!(matches!(Share::join(pair, "alytus"), Err(Error::Invalid(_))));
        }
        assert!(matches!(Share::join([(&a, ona), (&b, jonas)], "kitas"), Err(Error::Invalid(_))));
    }

    #[test]
    fn a_file_holds_neither_the_secret_nor_its_half_in_the_open() {
        let opener = Opener::from_bytes([7; 32]);
        let [a, b] = shares(&opener, 1);
        let half = a.open("žalias arklys šoka").unwrap();
        for share in [&a, &b] {
            let text = serde_json::to_string(share).unwrap();
            assert!(!text.contains(&hex(opener.bytes())) && !text.contains(&hex(&*half)));
        }
    }

    #[test]
    fn both_files_are_written_or_none_and_never_beside_what_they_open() {
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("data");
        std::fs::create_dir_all(&data).unwrap();
        std::fs::create_dir(dir.path().join("stick")).unwrap();
        let (here, there) = (dir.path().join("a"), dir.path().join("stick/b"));
        assert!(check_places([&here, &there], &data).is_ok());
        assert!(check_places([&here, &dir.path().join("b")], &data).is_err(), "in one folder");
        assert!(check_places([&here, &data.join("b")], &data).is_err());
        let both = shares(&Opener::from_bytes([7; 32]), 1);
        std::fs::write(&there, "taken").unwrap();
        assert!(write_both(&both, [&here, &there]).is_err());
        assert!(!here.exists());
        std::fs::remove_file(&there).unwrap();
        write_both(&both, [&here, &there]).unwrap();
        assert_eq!(Share::read(&there).unwrap().part, Part::B);
        assert!(matches!(Share::read(&data.join("none")), Err(Error::File { .. })));
        std::fs::write(data.join("other"), "{}").unwrap();
        assert!(matches!(Share::read(&data.join("other")), Err(Error::Invalid(_))));
    }
}
