//! Which provider of accounts the municipality uses, and which of its words names a person.

use super::provider_line::is_sealed;
use crate::error::{Error, Unfit};
use crate::log::Realm;
use crate::settings::{Secret, Setting};
use openidconnect::http::Uri;
use serde::{Deserialize, Serialize};
use vizitas_domain::text::Text;

/// Characters of a setting, at most.
const LONGEST: usize = 300;
/// Characters of an account's name, at most.
const LONGEST_ACCOUNT: usize = 255;

/// The municipality's provider of accounts (OpenID Connect).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ProviderSettings {
    /// Whether people sign in by it.
    pub on: bool,
    /// Where it is found, as it names itself: `https://login.alytus.lt`.
    pub issuer: String,
    /// How it knows this server.
    pub client_id: String,
    /// By what it knows it.
    pub secret: Secret,
    /// The claim that names an account for good.
    pub claim: String,
    /// Whether somebody whose verified e-mail there is the login here is known at the first time.
    pub by_email: bool,
}

impl Default for ProviderSettings {
    fn default() -> Self {
        Self {
            on: false,
            issuer: String::new(),
            client_id: String::new(),
            secret: Secret::default(),
            claim: "sub".to_owned(),
            by_email: false,
        }
    }
}

impl ProviderSettings {
    /// By what its accounts are told apart.
    pub(super) fn realm(&self) -> Realm {
        Realm { issuer: self.issuer.clone(), claim: self.claim.clone() }
    }

    /// An account as it is compared, however a person typed it or the provider's token says it; none when it cannot be one.
    pub(super) fn account(&self, said: &str) -> Option<Text> {
        let said = said.trim();
        let said = if self.claim == "email" { said.to_lowercase() } else { said.to_owned() };
        let fits = !said.is_empty() && said.chars().count() <= LONGEST_ACCOUNT;
        (fits && !said.chars().any(char::is_control)).then(|| Text::from(said))
    }
}

impl Setting for ProviderSettings {
    const NAME: &'static str = "provider";
    const SECRETS: &'static [&'static str] = &["secret"];
    const SENT_TO: &'static [(&'static str, &'static str)] = &[("secret", "issuer")];
    const ON_PROOF: bool = true;

    fn check(&self) -> Result<(), Error> {
        for (field, value) in
            [("issuer", &self.issuer), ("client_id", &self.client_id), ("claim", &self.claim)]
        {
            if value.chars().count() > LONGEST || value.chars().any(|c| c.is_control() || c.is_whitespace()) {
                return Err(Error::field(field, Unfit::Address, "one word"));
            }
        }
        if self.claim.is_empty() {
            return Err(Error::field("claim", Unfit::Empty, "the claim that names an account, mostly sub"));
        }
        if self.issuer.is_empty() && !self.on {
            return Ok(());
        }
        let issuer: Uri = self.issuer.parse().map_err(|_| {
            Error::field("issuer", Unfit::empty_or(&self.issuer, Unfit::Address), "the provider's address")
        })?;
        let plain = issuer.scheme_str() == Some("http");
        if !is_sealed(&issuer) {
            let cause = if plain { Unfit::Unsealed } else { Unfit::Address };
            return Err(Error::field("issuer", cause, "https, unless the provider is on this machine"));
        }
        if issuer.query().is_some() || self.issuer.contains(['#', '@']) {
            return Err(Error::field("issuer", Unfit::Address, "no query, no fragment and no user"));
        }
        if self.on && self.client_id.is_empty() {
            return Err(Error::field("client_id", Unfit::Empty, "how the provider knows this server"));
        }
        if self.on && self.secret.is_empty() {
            return Err(Error::field("secret", Unfit::Empty, "by what the provider knows this server"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issuer_is_spoken_to_by_tls_or_on_this_machine() {
        for (issuer, fits) in [
            ("https://login.alytus.lt", true),
            ("https://login.alytus.lt/realms/vizitas", true),
            ("http://127.0.0.1:3000", true),
            ("http://[::1]:3000", true),
            ("http://localhost:3000/oidc", true),
            ("http://login.alytus.lt", false),
            ("http://127.0.0.1.example", false),
            ("https://somebody@login.alytus.lt", false),
            ("https://login.alytus.lt?x=1", false),
            ("https://login.alytus.lt#x", false),
            ("ftp://login.alytus.lt", false),
            ("login.alytus.lt", false),
            ("", true),
        ] {
            let settings = ProviderSettings { issuer: issuer.to_owned(), ..ProviderSettings::default() };
            assert_eq!(settings.check().is_ok(), fits, "{issuer}");
        }
        ProviderSettings::default().check().unwrap();
    }

    #[test]
    fn an_account_is_compared_as_one_and_the_same_word() {
        let longest = "a".repeat(LONGEST_ACCOUNT);
        for (claim, said, account) in [
            ("sub", " R-1 ", Some("R-1")),
            ("sub", "r-1\n", Some("r-1")),
            ("sub", "r\n1", None),
            ("sub", " ", None),
            ("sub", longest.as_str(), Some(longest.as_str())),
            ("sub", &format!("{longest}a"), None),
            ("email", "Jonas@Office.example ", Some("jonas@office.example")),
        ] {
            let settings = ProviderSettings { claim: claim.to_owned(), ..ProviderSettings::default() };
            assert_eq!(settings.account(said).as_deref(), account, "{claim} {said:?}");
        }
    }

    #[test]
    fn whoever_switches_it_on_says_all_that_it_takes() {
        let issuer = "https://login.alytus.lt".to_owned();
        let on = ProviderSettings {
            on: true,
            issuer,
            client_id: "vizitas".to_owned(),
            ..ProviderSettings::default()
        };
        assert!(on.check().is_err(), "no secret");
        assert!(ProviderSettings { client_id: String::new(), ..on.clone() }.check().is_err());
        assert!(ProviderSettings { claim: String::new(), ..on }.check().is_err());
    }
}
