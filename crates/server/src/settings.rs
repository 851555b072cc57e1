//! The office's settings: one JSON value a noun, typed by who owns the noun. Secrets stand in them wrapped by the
//! key-encryption key, go in by standard input or the console, and never come out again.

use crate::called::OfficeSettings;
use crate::error::{Error, Unfit};
use crate::kek::{Kek, hex, unhex};
use crate::log::{Read, Write};
use crate::municipality::Municipality;
use crate::staff::{Staff, spend_proof};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::fmt;
use zeroize::Zeroizing;

/// Settings of one noun.
pub trait Setting: Serialize + DeserializeOwned + Default {
    /// Its name.
    const NAME: &'static str;
    /// Fields that are secret.
    const SECRETS: &'static [&'static str] = &[];
    /// Secrets that are sent, and the field that says where to: one is kept for that place alone.
    const SENT_TO: &'static [(&'static str, &'static str)] = &[];
    /// Whether the console changes it on a proof alone, which is used up.
    const ON_PROOF: bool = false;

    /// Whether it makes sense.
    ///
    /// # Errors
    /// [`Error::Field`].
    fn check(&self) -> Result<(), Error>;
}

/// A secret as it is stored.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() { "Secret(none)" } else { "Secret" })
    }
}

impl Secret {
    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn wrap(kek: &Kek, label: &str, plain: &str) -> Result<Self, Error> {
        if plain.is_empty() {
            return Ok(Self::default());
        }
        Ok(Self(hex(&kek.wrap(label.as_bytes(), plain.as_bytes())?)))
    }

    /// The secret of a setting's field; empty when there is none.
    pub(crate) fn open<T: Setting>(&self, kek: &Kek, field: &str) -> Result<Zeroizing<String>, Error> {
        if self.0.is_empty() {
            return Ok(Zeroizing::default());
        }
        let wrapped = unhex(&self.0).ok_or(Error::Malformed("secret of a setting"))?;
        let plain = kek.unwrap(label(T::NAME, field).as_bytes(), &wrapped)?;
        let plain = std::str::from_utf8(&plain).map_err(|_| Error::Malformed("secret of a setting"))?;
        Ok(Zeroizing::new(plain.to_owned()))
    }
}

/// Makes every secret's wrap anew under the key that wraps now. Gives how many there were to do.
pub(crate) fn rewrap(log: &mut dyn Write, kek: &Kek) -> Result<usize, Error> {
    let mut done = 0;
    for noun in NOUNS {
        let Some(stored) = log.read().setting(noun.name)? else { continue };
        let mut value: Value = serde_json::from_str(&stored).map_err(|_| Error::Malformed("setting"))?;
        let before = done;
        for field in noun.secrets {
            let Some(secret) = value.get_mut(field) else { continue };
            let Some(wrapped) = secret.as_str().filter(|wrapped| !wrapped.is_empty()) else { continue };
            let wrapped = unhex(wrapped).ok_or(Error::Malformed("secret of a setting"))?;
            if let Some(anew) = kek.rewrap(label(noun.name, field).as_bytes(), &wrapped)? {
                *secret = Value::String(hex(&anew));
                done += 1;
            }
        }
        if done > before {
            log.put_setting(noun.name, &value.to_string())?;
        }
    }
    Ok(done)
}

fn label(name: &str, field: &str) -> String {
    format!("setting {name} {field}")
}

/// A noun's settings, without its type.
struct Noun {
    name: &'static str,
    secrets: &'static [&'static str],
    sent_to: &'static [(&'static str, &'static str)],
    on_proof: bool,
    /// The value written out whole, once it was checked.
    whole: fn(Value) -> Result<Value, Error>,
}

impl Noun {
    const fn of<T: Setting>() -> Self {
        let (name, secrets, sent_to) = (T::NAME, T::SECRETS, T::SENT_TO);
        Self { name, secrets, sent_to, on_proof: T::ON_PROOF, whole: whole::<T> }
    }
}

/// Refuses to keep a secret for another place than it was given for: whoever may change settings would have it sent there. With
/// no place left it is forgotten.
fn keep_for_its_place(noun: &Noun, stored: &Value, value: &mut Value) -> Result<(), Error> {
    for (secret, place) in noun.sent_to {
        let kept = stored.get(secret).and_then(Value::as_str).is_some_and(|wrapped| !wrapped.is_empty());
        let same = kept && stored.get(secret) == value.get(*secret);
        if !same || stored.get(place) == value.get(*place) {
            continue;
        }
        if value.get(*place).and_then(Value::as_str).is_some_and(|place| !place.is_empty()) {
            return Err(Error::field(
                *secret,
                Unfit::Again,
                "the secret anew: it was given for another place",
            ));
        }
        if let Some(secret) = value.get_mut(*secret) {
            *secret = Value::String(String::new());
        }
    }
    Ok(())
}

fn whole<T: Setting>(value: Value) -> Result<Value, Error> {
    let typed: T = serde_path_to_error::deserialize(value)
        .map_err(|error| Error::field(error.path().to_string(), Unfit::Kind, error.inner().to_string()))?;
    typed.check()?;
    serde_json::to_value(typed).map_err(|_| Error::Malformed("setting"))
}

const NOUNS: &[Noun] = &[
    Noun::of::<crate::messages::MessageSettings>(),
    Noun::of::<crate::messages::EmailSettings>(),
    Noun::of::<crate::messages::SmsSettings>(),
    Noun::of::<crate::messages::TemplateSettings>(),
    Noun::of::<crate::photo::PageSettings>(),
    Noun::of::<crate::contact::TabletSettings>(),
    Noun::of::<OfficeSettings>(),
    Noun::of::<crate::idle::AccountSettings>(),
    Noun::of::<crate::staff::ProviderSettings>(),
];

fn noun(name: &str) -> Result<&'static Noun, Error> {
    let known = || NOUNS.iter().map(|noun| noun.name).collect::<Vec<_>>().join(", ");
    NOUNS
        .iter()
        .find(|noun| noun.name == name)
        .ok_or_else(|| Error::Missing(format!("setting; there are: {}", known())))
}

/// What stands in the log, or what holds when nothing was ever set.
pub(crate) fn read<T: Setting>(log: &dyn Read) -> Result<T, Error> {
    match log.setting(T::NAME)? {
        Some(json) => serde_json::from_str(&json).map_err(|_| Error::Malformed("setting")),
        None => Ok(T::default()),
    }
}

/// Writes a noun's settings as they are, secrets wrapped already.
pub(crate) fn write<T: Setting>(log: &mut dyn Write, setting: &T) -> Result<(), Error> {
    setting.check()?;
    let value = serde_json::to_string(setting).map_err(|_| Error::Malformed("setting"))?;
    log.put_setting(T::NAME, &value)
}

impl Municipality {
    /// A noun's settings.
    ///
    /// # Errors
    /// When the database fails.
    pub fn settings<T: Setting>(&self) -> Result<T, Error> {
        self.log.read(|log| read(log))
    }

    /// A noun's settings as JSON for a person to read: of a secret it says only whether there is one.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such noun.
    pub fn settings_shown(&self, name: &str) -> Result<Value, Error> {
        let noun = noun(name)?;
        let stored = self.log.read(|log| log.setting(name))?;
        let first = match noun.name {
            OfficeSettings::NAME => serde_json::json!(OfficeSettings { name: self.name()? }),
            _ => Value::Object(Map::new()),
        };
        let value = stored.as_deref().map_or(Ok(first), serde_json::from_str);
        let mut value = (noun.whole)(value.map_err(|_| Error::Malformed("setting"))?)?;
        for field in noun.secrets {
            if let Some(secret) = value.get_mut(field) {
                *secret = Value::Bool(secret.as_str().is_some_and(|wrapped| !wrapped.is_empty()));
            }
        }
        Ok(value)
    }

    /// Writes a noun's settings whole, by whoever commands at the server's own command line.
    ///
    /// # Errors
    /// [`Error::Field`] when a field makes no sense; [`Error::Missing`] when there is no such noun.
    pub fn set_settings(&self, name: &str, value: Value) -> Result<(), Error> {
        self.set_settings_by(None, name, value)
    }

    /// Writes a noun's settings whole. A secret that is left out, or `true` as it is shown, stays as it is, as long as it goes
    /// where it went before. The audit keeps who did it and to which noun.
    ///
    /// # Errors
    /// As [`Self::set_settings`]; [`Error::Unproved`] in the console, of a noun that asks for a proof.
    pub(crate) fn set_settings_by(&self, by: Option<&Staff>, name: &str, value: Value) -> Result<(), Error> {
        let noun = noun(name)?;
        let Value::Object(mut fields) = value else {
            return Err(Error::Invalid("a setting is a JSON object".to_owned()));
        };
        let (kek, now) = (self.kek()?, self.clock.now());
        let actor = by.map_or(self.identity.office, |staff| staff.actor);
        let proves = by.filter(|_| noun.on_proof).cloned();
        self.log.write(move |log| {
            if let Some(staff) = &proves {
                spend_proof(log, staff, now)?;
            }
            // Read under the lock: a secret that somebody else has just taken out is not written back.
            let stored = log.read().setting(noun.name)?;
            let stored: Value = stored.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default();
            for field in noun.secrets {
                let secret = match fields.remove(*field) {
                    Some(Value::String(plain)) => {
                        Value::String(Secret::wrap(&kek, &label(noun.name, field), &plain)?.0)
                    }
                    Some(Value::Bool(false)) => Value::String(String::new()),
                    _ => stored.get(field).cloned().unwrap_or(Value::String(String::new())),
                };
                fields.insert((*field).to_owned(), secret);
            }
            let mut value = (noun.whole)(Value::Object(fields))?;
            keep_for_its_place(noun, &stored, &mut value)?;
            let switched_on = noun.name == crate::messages::MessageSettings::NAME
                && value.get("on") == Some(&Value::Bool(true))
                && stored.get("on") != Some(&Value::Bool(true));
            log.put_setting(noun.name, &value.to_string())?;
            if switched_on {
                // What is agreed already is told about from now on, too.
                log.set_mark(crate::messages::DERIVED_TO, 0)?;
            }
            log.audit_because(now, actor, "settings changed", None, noun.name)
        })
    }
}
