//! How a client is told: the channel wished for, where it can be used, else the office's next, else a person. Pure.

use super::settings::{EmailSettings, MessageSettings, SmsSettings};
use super::templates::TemplateSettings;
use vizitas_domain::client::{Card, Channel};

/// What the office has.
#[derive(Clone, Debug)]
pub(crate) struct Carriers {
    pub(crate) messages: MessageSettings,
    pub(crate) email: EmailSettings,
    pub(crate) sms: SmsSettings,
    pub(crate) templates: TemplateSettings,
}

impl Carriers {
    /// The channel by which this client is told; [`Channel::Phone`] stands for a person who calls. Letters are a
    /// person's matter, too.
    pub(crate) fn channel(&self, card: &Card) -> Channel {
        let own = card.channel;
        if card.never_text || matches!(own, Channel::Phone | Channel::Letter) {
            return Channel::Phone;
        }
        let wished = std::iter::once(own).chain(self.messages.fallback.iter().copied());
        let mut usable = wished.filter(|channel| self.address(card, *channel).is_some());
        usable.next().unwrap_or(Channel::Phone)
    }

    /// Whether a channel sends at all.
    pub(crate) fn is_on(&self, channel: Channel) -> bool {
        match channel {
            Channel::Sms => self.sms.on,
            Channel::Email => self.email.on,
            _ => false,
        }
    }

    /// Where a channel reaches the client, if it can be used by now.
    pub(crate) fn address(&self, card: &Card, channel: Channel) -> Option<String> {
        if card.never_text {
            return None;
        }
        match channel {
            Channel::Sms if self.sms.on => mobile(&card.phone),
            Channel::Email if self.email.on => {
                card.email.parse::<lettre::Address>().is_ok().then(|| card.email.to_string())
            }
            _ => None,
        }
    }
}

/// A number that takes messages: a Lithuanian mobile one, or a foreign one, of which this cannot be told.
fn mobile(phone: &str) -> Option<String> {
    let e164 = vizitas_domain::phone::read(phone)?;
    let takes = e164.strip_prefix("+370").is_none_or(|rest| rest.starts_with('6'));
    takes.then_some(e164)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn carriers(sms: bool, email: bool) -> Carriers {
        Carriers {
            messages: MessageSettings::default(),
            email: EmailSettings { on: email, ..EmailSettings::default() },
            sms: SmsSettings { on: sms, ..SmsSettings::default() },
            templates: TemplateSettings::default(),
        }
    }

    fn card(channel: Channel, phone: &str, email: &str) -> Card {
        Card { channel, phone: phone.into(), email: email.into(), ..Card::default() }
    }

    #[test]
    fn the_clients_own_channel_first_then_the_offices_then_a_person() {
        let both = carriers(true, true);
        let check = |office: &Carriers, channel, phone, email, expected| {
            assert_eq!(office.channel(&card(channel, phone, email)), expected, "{channel:?} {phone} {email}");
        };
        check(&both, Channel::Email, "+37061234567", "ona@post.example", Channel::Email);
        check(&both, Channel::Email, "+37061234567", "", Channel::Sms);
        check(&both, Channel::Sms, "+37031512345", "ona@post.example", Channel::Email);
        check(&both, Channel::Unknown, "+37061234567", "ona@post.example", Channel::Sms);
        check(&both, Channel::Sms, "+48221234567", "", Channel::Sms);
        check(&both, Channel::Sms, "nėra", "ne adresas", Channel::Phone);
        check(&both, Channel::Phone, "+37061234567", "ona@post.example", Channel::Phone);
        check(&both, Channel::Letter, "+37061234567", "", Channel::Phone);
        check(&carriers(false, true), Channel::Sms, "+37061234567", "ona@post.example", Channel::Email);
        check(&carriers(false, false), Channel::Sms, "+37061234567", "ona@post.example", Channel::Phone);
    }

    #[test]
    fn a_home_that_is_never_texted_is_called() {
        let card = Card { never_text: true, ..card(Channel::Sms, "+37061234567", "ona@post.example") };
        let both = carriers(true, true);
        assert_eq!(both.channel(&card), Channel::Phone);
        assert_eq!(both.address(&card, Channel::Sms), None);
        assert_eq!(both.address(&card, Channel::Email), None);
    }
}
