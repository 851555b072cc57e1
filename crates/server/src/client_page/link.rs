//! Links to a visit's page: 128 random bits, of which the server keeps a hash. Whoever has the link may answer, so it is
//! made when a message goes out, and never written anywhere else.

use crate::error::Error;
use crate::kek::random;
use crate::log::{LinkHash, PageLink};
use crate::municipality::Municipality;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use std::fmt;
use vizitas_domain::id::{StreamId, VisitId};
use vizitas_domain::visit::VisitKind;

/// What a link carries. [`fmt::Display`] spells it, `Debug` never.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Token([u8; 16]);

impl Token {
    /// Reads the end of a link: 22 characters (base 64 for addresses without padding, RFC 4648 §5).
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok().map(Self)
    }

    /// By what the server finds it.
    pub(crate) fn hash(self) -> LinkHash {
        let mut hash = [0; 32];
        hash.copy_from_slice(digest(&SHA256, &self.0).as_ref());
        hash
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(self.0))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

impl Municipality {
    /// Makes a link to a visit's page. Links given before stay good.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such visit; [`Error::Invalid`] when it is unannounced: then it has no page.
    pub fn new_link(&self, stream: StreamId, visit: VisitId) -> Result<Token, Error> {
        let found = self.folded(|replica| Ok(replica.visit(stream, visit)?))?;
        let kind = found.ok_or_else(|| Error::Missing("visit".to_owned()))?.visit.kind;
        if kind == VisitKind::Unannounced {
            return Err(Error::Invalid("an unannounced visit has no page".to_owned()));
        }
        let token = Token(random()?);
        let link = PageLink { hash: token.hash(), stream, visit, made: self.clock.now(), ended: None };
        self.log.write(move |log| log.put_page_link(&link))?;
        Ok(token)
    }

    /// A new address of a visit's page, for the command line.
    ///
    /// # Errors
    /// As [`Municipality::new_link`]; [`Error::Invalid`] where no pages are served.
    pub fn link_to(&self, visit: VisitId) -> Result<String, Error> {
        let (_, stream, ..) = self.find_visit(visit)?;
        let token = self.new_link(stream, visit)?;
        let nowhere = || Error::Invalid("server.json names no address for clients' pages".to_owned());
        self.page_address(token).ok_or_else(nowhere)
    }

    /// The address of a page, as a client types it; none where no pages are served.
    #[must_use]
    pub fn page_address(&self, token: Token) -> Option<String> {
        let base = self.pages_at.as_ref()?;
        Some(format!("{}/v/{token}", base.trim_end_matches('/')))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_back_and_never_told_by_debug() {
        let token = Token([0xfb; 16]);
        let text = token.to_string();
        assert_eq!((text.len(), Token::read(&text)), (22, Some(token)));
        assert_eq!(format!("{token:?}"), "Token");
        for wrong in ["", "short", &format!("{text}A"), &text.to_uppercase(), "++++++++++++++++++++++"] {
            assert_ne!(Token::read(wrong), Some(token), "{wrong}");
        }
    }
}
