//! A mail as it goes out (RFC 5322, 2045, 6047): the letter in plain text and HTML, the invitation as their alternative and,
//! for those who read that badly, once more beside them. It decides nothing about what is said.

use crate::error::Error;
use lettre::Message;
use lettre::message::header::{
    ContentDisposition, ContentTransferEncoding, ContentType, HeaderName, HeaderValue,
};
use lettre::message::{Body, Mailbox as Sender, MultiPart, SinglePart};
use std::time::{Duration, SystemTime};
use vizitas_domain::id::MessageId;
use vizitas_domain::time::Time;
use vizitas_message::ical::Calendar;

/// Writes a mail. Its Message-ID is the message's own, so that a server which knows it already can drop it.
pub(super) fn write(
    id: MessageId,
    from: &str,
    to: &str,
    now: Time,
    words: vizitas_message::Mail,
    invitation: Option<&Calendar>,
) -> Result<Message, Error> {
    let from: Sender = from.parse().map_err(|_| Error::Invalid("from: Name <address>".to_owned()))?;
    let to = to.parse().map_err(|_| Error::Malformed("address"))?;
    let name = format!("<{id}@{}>", from.email.domain());
    let at = SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(now.0).unwrap_or(0));
    let builder = Message::builder()
        .from(from)
        .to(Sender::new(None, to))
        .subject(words.subject)
        .message_id(Some(name))
        .date(at)
        // RFC 3834: who answers by himself need not answer this.
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ));
    let mut both = MultiPart::alternative()
        .singlepart(SinglePart::plain(words.text))
        .singlepart(SinglePart::html(words.html));
    let made = match invitation {
        None => builder.multipart(both),
        Some(invitation) => {
            both = both.singlepart(part(
                &invitation.content_type(),
                invitation.text().as_bytes().to_vec(),
                None,
            )?);
            let file = invitation.attachment();
            let beside = part(&file.content_type, file.bytes, Some(file.name))?;
            builder.multipart(MultiPart::mixed().multipart(both).singlepart(beside))
        }
    };
    made.map_err(|_| Error::Malformed("mail"))
}

fn part(kind: &str, bytes: Vec<u8>, file: Option<&str>) -> Result<SinglePart, Error> {
    let kind = ContentType::parse(kind).map_err(|_| Error::Malformed("mail"))?;
    // Base64, because its lines end as RFC 5545 says and must arrive so.
    let body = Body::new_with_encoding(bytes, ContentTransferEncoding::Base64);
    let body = body.map_err(|_| Error::Malformed("mail"))?;
    let mut part = SinglePart::builder().header(kind);
    if let Some(file) = file {
        part = part.header(ContentDisposition::attachment(file));
    }
    Ok(part.body(body))
}

#[cfg(test)]
mod tests {
    use super::*;
    use vizitas_domain::id::VisitId;
    use vizitas_message::ical::{Entry, Mailbox, Method};

    fn id() -> MessageId {
        MessageId(uuid::Uuid::from_bytes([7; 16]))
    }

    fn words() -> vizitas_message::Mail {
        let subject = "Vizitas antradienį\r\nBcc: kas@kitas.example".to_owned();
        vizitas_message::Mail { subject, text: "Laba diena".to_owned(), html: "<p>Laba diena</p>".to_owned() }
    }

    fn entry() -> Entry {
        let mailbox = |address: &str| Mailbox { name: "".into(), address: address.into() };
        Entry {
            visit: VisitId(uuid::Uuid::from_bytes([8; 16])),
            sequence: 0,
            written: Time(1_795_413_600),
            start: Time(1_795_500_000),
            minutes: 30,
            organizer: mailbox("vizitai@office.example"),
            attendee: mailbox("ona@post.example"),
            summary: "Vizitas".into(),
            notes: "".into(),
        }
    }

    #[test]
    fn an_invitation_stands_twice_and_its_method_too() {
        let invitation = Calendar::write(Method::Request, &entry());
        let from = "Skyrius <vizitai@office.example>";
        let mail =
            write(id(), from, "ona@post.example", Time(1_795_413_600), words(), Some(&invitation)).unwrap();
        let bytes = String::from_utf8(mail.formatted()).unwrap();
        assert_eq!(bytes.matches("method=REQUEST").count(), 2, "{bytes}");
        assert!(bytes.contains("multipart/mixed") && bytes.contains("multipart/alternative"));
        assert!(bytes.contains("Message-ID: <07070707-0707-0707-0707-070707070707@office.example>"));
        assert!(bytes.contains("Auto-Submitted: auto-generated"));
        assert!(bytes.is_ascii());
    }

    #[test]
    fn no_field_makes_a_header() {
        let mail = write(id(), "a@office.example", "ona@post.example", Time(0), words(), None).unwrap();
        let bytes = String::from_utf8(mail.formatted()).unwrap();
        assert!(!bytes.lines().any(|line| line.to_lowercase().starts_with("bcc:")), "{bytes}");
        assert!(
            write(id(), "a@office.example", "ona@post.example\r\nBcc: x@y.example", Time(0), words(), None)
                .is_err()
        );
    }
}
