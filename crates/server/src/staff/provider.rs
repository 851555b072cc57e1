//! Signing in by the municipality's own account (OpenID Connect, authorization code with PKCE). The provider says who
//! somebody is; who that is here was said before, by an administrator or by a verified address that is the login. Nobody is
//! made by it. What goes out with the browser comes back once, to the browser that took it along.

use super::ceremony::Purpose;
use super::provider_line::{Line, Silent};
use super::provider_settings::ProviderSettings;
use super::sign_in::Step;
use crate::error::Error;
use crate::log::{AccountRow, Realm, StaffRow, Write};
use crate::municipality::Municipality;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreClientAuthMethod, CoreErrorResponseType,
    CoreGenderClaim, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm,
    CoreProviderMetadata, CoreRevocableToken, CoreRevocationErrorResponse, CoreTokenIntrospectionResponse,
    CoreTokenType,
};
use openidconnect::http::Uri;
use openidconnect::{
    AdditionalClaims, AuthType, AuthorizationCode, Client, ClientId, ClientSecret, CsrfToken,
    EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest, IdTokenClaims,
    IdTokenFields, IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError,
    Scope, StandardErrorResponse, StandardTokenResponse, TokenResponse as _,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;
use vizitas_domain::id::ActorId;
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_sync::entropy::draw;
use vizitas_sync::hash::Hash;

/// How far the provider's clock may be from ours, in seconds, and how old what it says may be.
const OFF_S: i64 = 10 * 60;
/// How much earlier than the browser was sent there it may say that somebody signed in, in seconds: clocks are not one.
const BEFORE_S: i64 = 2 * 60;
/// Signatures that are believed: none that a secret known to both sides could make.
const SIGNATURES: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// What a token says beside what every one does.
#[derive(Clone, Default, Deserialize, Serialize)]
struct More {
    #[serde(flatten)]
    all: Map<String, Value>,
}

impl std::fmt::Debug for More {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "More({})", self.all.len())
    }
}

impl AdditionalClaims for More {}

type Claims = IdTokenClaims<More, CoreGenderClaim>;
type Fields = IdTokenFields<
    More,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;
type Party = Client<
    More,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<Fields, CoreTokenType>,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// What is to be known when the browser comes back.
#[derive(Serialize, Deserialize)]
struct Journey {
    issuer: String,
    verifier: String,
    nonce: String,
    /// Hash of what the browser's cookie carries.
    browser: [u8; 32],
    /// When the browser was sent away.
    began: i64,
}

/// Somebody is sent to the provider.
pub(crate) struct Sent {
    /// Where the browser goes.
    pub(crate) address: String,
    /// What its cookie carries, so that it comes back to nobody else.
    pub(crate) browser: String,
}

/// What the browser brings back.
#[derive(Clone, Default)]
pub(crate) struct Brought {
    pub(crate) state: String,
    pub(crate) code: String,
    /// As whom the provider answers (RFC 9207), where it says so.
    pub(crate) issuer: Option<String>,
    /// What its cookie carries.
    pub(crate) cookie: String,
    /// How the browser names itself.
    pub(crate) browser: String,
    /// Where the request comes from.
    pub(crate) address: String,
    /// The session that the browser still holds: it ends when another begins.
    pub(crate) former: Option<(ActorId, Uuid)>,
}

/// Why somebody does not get in by the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Turned {
    /// The municipality uses none.
    Off,
    /// It does not answer, or is not what the settings say.
    Silent,
    /// What was begun is over: too late, finished already, or by another browser.
    Over,
    /// What it says will not do.
    Wrong,
    /// It is nobody's account here: which one it is, for its owner to tell the administrator.
    Unknown(Text),
    /// Its owner may not sign in any more.
    Suspended,
}

/// An account, as the provider's token names it.
struct Account {
    realm: Realm,
    subject: Text,
    /// Its e-mail, when the provider says that it was verified.
    email: Option<String>,
}

impl Municipality {
    /// Whether people sign in by a provider.
    pub(crate) fn has_provider(&self) -> Result<bool, Error> {
        Ok(self.settings::<ProviderSettings>()?.on)
    }

    /// Sends a browser to the provider.
    pub(crate) fn begin_provider(self: &Arc<Self>, address: String) -> Result<Result<Sent, Turned>, Error> {
        let settings = self.settings::<ProviderSettings>()?;
        if !settings.on {
            return Ok(Err(Turned::Off));
        }
        let line = Line::open(&settings.issuer)?;
        let party = match self.party(&settings, &line)? {
            Ok(party) => party,
            Err(turned) => return Ok(Err(turned)),
        };
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let nonce = Nonce::new_random();
        let browser = URL_SAFE_NO_PAD.encode(draw::<32>(&self.random)?);
        let journey = Journey {
            issuer: settings.issuer.clone(),
            verifier: verifier.secret().clone(),
            nonce: nonce.secret().clone(),
            browser: hashed(&browser).0,
            began: self.clock.now().0,
        };
        let office = Arc::clone(self);
        let state = self
            .log
            .write(move |log| office.begin_ceremony(log, (Purpose::Provider, None), &address, &journey))?;
        let request = party
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(state),
                move || nonce,
            )
            .add_scopes(scopes(&settings).map(Scope::new))
            // Whoever sat here before may be signed in there still. The browser could leave both words out; that the
            // provider was asked for the second has it say when somebody signed in, which is looked at.
            .add_prompt(CoreAuthPrompt::Login)
            .set_max_age(Duration::ZERO)
            .set_pkce_challenge(challenge);
        let (address, _, _) = request.url();
        Ok(Ok(Sent { address: address.into(), browser }))
    }

    /// Signs in whoever comes back from the provider.
    pub(crate) fn sign_in_by_provider(
        self: &Arc<Self>,
        brought: &Brought,
    ) -> Result<Result<Step, Turned>, Error> {
        let settings = self.settings::<ProviderSettings>()?;
        if !settings.on {
            return Ok(Err(Turned::Off));
        }
        let account = match self.proved_account(&settings, brought)? {
            Ok(account) => account,
            Err(turned) => {
                if turned == Turned::Wrong {
                    let (office, address) = (Arc::clone(self), brought.address.clone());
                    self.log
                        .write(move |log| office.note_stranger(log, &address, "provider sign-in refused"))?;
                }
                return Ok(Err(turned));
            }
        };
        let (office, brought) = (Arc::clone(self), brought.clone());
        self.log.write(move |log| {
            // Changed while the provider was asked.
            let standing: ProviderSettings = crate::settings::read(log.read())?;
            if standing != settings {
                return Ok(Err(if standing.on { Turned::Over } else { Turned::Off }));
            }
            office.enter_by_account(log, &account, settings.by_email, &brought)
        })
    }

    /// The account that the provider's word is about, if its word is good.
    fn proved_account(
        self: &Arc<Self>,
        settings: &ProviderSettings,
        brought: &Brought,
    ) -> Result<Result<Account, Turned>, Error> {
        let (office, state) = (Arc::clone(self), brought.state.clone());
        let journey: Option<Journey> =
            self.log.write(move |log| office.take_ceremony(log, (Purpose::Provider, None), &state))?;
        let begun_here = |journey: &Journey| {
            journey.issuer == settings.issuer && hashed(&brought.cookie).0 == journey.browser
        };
        let Some(journey) = journey.filter(begun_here) else { return Ok(Err(Turned::Over)) };
        if brought.issuer.as_ref().is_some_and(|issuer| *issuer != settings.issuer) {
            return Ok(Err(Turned::Wrong));
        }
        let line = Line::open(&settings.issuer)?;
        let party = match self.party(settings, &line)? {
            Ok(party) => party,
            Err(turned) => return Ok(Err(turned)),
        };
        let now = self.clock.now();
        let code = AuthorizationCode::new(brought.code.clone());
        let Ok(exchange) = party.exchange_code(code) else { return Ok(Err(Turned::Silent)) };
        let exchanged = exchange
            .set_pkce_verifier(PkceCodeVerifier::new(journey.verifier))
            .request(&|request: HttpRequest| line.ask(request));
        let tokens = match exchanged {
            Ok(tokens) => tokens,
            Err(RequestTokenError::Request(Silent)) => return Ok(Err(Turned::Silent)),
            Err(_) => return Ok(Err(Turned::Wrong)),
        };
        let verifier = party
            .id_token_verifier()
            .set_allowed_algs(SIGNATURES)
            .set_time_fn(move || moment(now))
            .set_issue_time_verifier_fn(move |issued| near(issued, now))
            .set_auth_time_verifier_fn(move |signed_in| anew(signed_in, journey.began, now));
        let claims = tokens.id_token().map(|token| token.claims(&verifier, &Nonce::new(journey.nonce)));
        let Some(Ok(claims)) = claims else { return Ok(Err(Turned::Wrong)) };
        let for_us = claims.authorized_party().is_none_or(|party| **party == settings.client_id);
        Ok(account(claims, settings).filter(|_| for_us).ok_or(Turned::Wrong))
    }

    /// This server before the provider, as the provider describes itself just now.
    fn party(&self, settings: &ProviderSettings, line: &Line) -> Result<Result<Party, Turned>, Error> {
        let secret = settings.secret.open::<ProviderSettings>(&self.kek()?, "secret")?;
        let Ok(issuer) = IssuerUrl::new(settings.issuer.clone()) else { return Ok(Err(Turned::Silent)) };
        let Ok(found) = CoreProviderMetadata::discover(&issuer, &|request: HttpRequest| line.ask(request))
        else {
            return Ok(Err(Turned::Silent));
        };
        let sealed =
            found.authorization_endpoint().as_str().parse::<Uri>().is_ok_and(|address| line.may(&address));
        if !sealed {
            return Ok(Err(Turned::Silent));
        }
        let methods = found.token_endpoint_auth_methods_supported();
        let basic = methods.is_none_or(|known| known.contains(&CoreClientAuthMethod::ClientSecretBasic));
        let back =
            self.console_at.as_ref().and_then(|at| at.join(&format!("/m/{}/console/", self.slug())).ok());
        let Some(back) = back else { return Ok(Err(Turned::Off)) };
        let party: Party = Client::from_provider_metadata(
            found,
            ClientId::new(settings.client_id.clone()),
            Some(ClientSecret::new(secret.to_string())),
        );
        let party = party.set_redirect_uri(RedirectUrl::from_url(back)).set_auth_type(if basic {
            AuthType::BasicAuth
        } else {
            AuthType::RequestBody
        });
        Ok(Ok(party))
    }

    /// Lets the account's owner in.
    fn enter_by_account(
        &self,
        log: &mut dyn Write,
        account: &Account,
        by_email: bool,
        brought: &Brought,
    ) -> Result<Result<Step, Turned>, Error> {
        let now = self.clock.now();
        let known = log.read().account(&account.realm, &account.subject)?;
        let row = match known {
            Some(known) => known,
            None => match self.owner_by_email(log, account, by_email)? {
                Some(owner) => {
                    log.audit(now, owner.actor, "account bound by address", None)?;
                    AccountRow {
                        realm: account.realm.clone(),
                        subject: account.subject.clone(),
                        actor: owner.actor,
                        by: owner.actor,
                        since: now,
                        used: None,
                    }
                }
                None => {
                    self.note_stranger(log, &brought.address, "unknown account refused")?;
                    return Ok(Err(Turned::Unknown(account.subject.clone())));
                }
            },
        };
        let Some(owner) = log.read().staff_of(row.actor)?.filter(|owner| owner.may_sign_in(now)) else {
            log.audit(now, row.actor, "provider sign-in refused", None)?;
            return Ok(Err(Turned::Suspended));
        };
        log.put_account(&AccountRow { used: Some(now), ..row })?;
        let begun = self.new_session(owner.actor, &brought.browser)?;
        log.put_session(&begun.session)?;
        if let Some((actor, session)) = brought.former {
            self.end(log, actor, actor, session)?;
        }
        log.audit(now, owner.actor, "signed in by provider", None)?;
        let staff = begun.staff(owner);
        Ok(Ok(Step::In(begun.token, staff)))
    }

    /// Who signs in here by the verified address of an account that is nobody's yet, and has no other account there. Where one
    /// of either's was taken back, no address brings it back.
    fn owner_by_email(
        &self,
        log: &mut dyn Write,
        account: &Account,
        by_email: bool,
    ) -> Result<Option<StaffRow>, Error> {
        let email = account.email.as_ref().filter(|email| by_email && email.contains('@'));
        let Some(email) = email else { return Ok(None) };
        let now = self.clock.now();
        let Some(owner) = log.read().staff_named(email)?.filter(|owner| owner.may_sign_in(now)) else {
            return Ok(None);
        };
        let other = log.read().account_of(&account.realm, owner.actor)?;
        let ended = log.read().was_ended(&account.realm, &account.subject, owner.actor)?;
        Ok(Some(owner).filter(|_| other.is_none() && !ended))
    }
}

/// What is asked for beside who somebody is.
fn scopes(settings: &ProviderSettings) -> impl Iterator<Item = String> {
    let email = settings.by_email || settings.claim == "email";
    let profile = !["sub", "email"].contains(&settings.claim.as_str());
    let asked = [("email", email), ("profile", profile)];
    asked.into_iter().filter(|(_, asked)| *asked).map(|(scope, _)| scope.to_owned())
}

/// The account that a token is about; an e-mail that nobody verified names nobody.
fn account(claims: &Claims, settings: &ProviderSettings) -> Option<Account> {
    let verified = claims.email_verified() == Some(true);
    let email = claims.email().filter(|_| verified).map(|email| email.trim().to_lowercase());
    let subject = match settings.claim.as_str() {
        "sub" => Some(claims.subject().to_string()),
        "email" => email.clone(),
        "preferred_username" => claims.preferred_username().map(|name| name.to_string()),
        other => claims.additional_claims().all.get(other).and_then(Value::as_str).map(str::to_owned),
    };
    let subject = settings.account(&subject?)?;
    Some(Account { realm: settings.realm(), subject, email })
}

fn moment(at: Time) -> DateTime<Utc> {
    DateTime::from_timestamp(at.0, 0).unwrap_or_default()
}

fn near(told: DateTime<Utc>, now: Time) -> Result<(), String> {
    let off = (told.timestamp() - now.0).abs();
    if off <= OFF_S { Ok(()) } else { Err("the provider's clock is not ours, or its word is old".to_owned()) }
}

/// Whether the provider says that somebody signed in for this journey.
fn anew(signed_in: Option<DateTime<Utc>>, began: i64, now: Time) -> Result<(), String> {
    let Some(at) = signed_in else { return Err("it does not say when somebody signed in".to_owned()) };
    if at.timestamp() < began - BEFORE_S {
        return Err("somebody signed in before the browser came".to_owned());
    }
    near(at, now)
}

fn hashed(browser: &str) -> Hash {
    Hash::of(&[b"vizitas journey v1", browser.as_bytes()])
}
