//! A visit as a calendar entry: invitation, update, cancellation (RFC 5546) and a file to add to a calendar, as
//! RFC 5545 writes them, with the parts of an e-mail that carry them (RFC 6047).
//!
//! Nothing of this reads calendars. No field, whatever it holds, can begin a line or a parameter of its own.

use crate::day::utc;
use vizitas_domain::id::VisitId;
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;

/// What a calendar does with the entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// An invitation, or an update when the sequence is higher than the last one's.
    Request,
    /// The visit will not be.
    Cancel,
    /// A file that a person adds to her calendar herself: nobody is asked, nobody is named.
    Publish,
}

impl Method {
    /// As both METHOD and the e-mail's header say it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
            Self::Publish => "PUBLISH",
        }
    }
}

/// Somebody with an e-mail address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mailbox {
    /// The name as it is shown; may be empty.
    pub name: Text,
    /// `soc_parama@alytus.lt`
    pub address: Text,
}

/// One visit in one recipient's calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which visit: all its messages name it alike.
    pub visit: VisitId,
    /// Rises strictly with each message about the visit; kept with the message that was sent.
    pub sequence: u32,
    /// When this was written.
    pub written: Time,
    /// When the visit begins.
    pub start: Time,
    /// How long it takes.
    pub minutes: u16,
    /// Who invites: the sender of the e-mail.
    pub organizer: Mailbox,
    /// Who is invited: exactly the recipient of the e-mail.
    pub attendee: Mailbox,
    /// The title, neutral: calendars are shared ([`crate::Catalogue::calendar`]).
    pub summary: Text,
    /// The notes, neutral as well.
    pub notes: Text,
}

/// A written calendar object.
#[derive(Clone, PartialEq, Eq)]
pub struct Calendar {
    method: Method,
    text: String,
}

/// A file that goes with an e-mail.
#[derive(Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name.
    pub name: &'static str,
    /// The value of its Content-Type.
    pub content_type: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Calendar {
    /// Writes an entry.
    #[must_use]
    pub fn write(method: Method, entry: &Entry) -> Self {
        let mut lines = Lines(String::new());
        lines.add("BEGIN", "VCALENDAR");
        lines.add("VERSION", "2.0");
        lines.add("PRODID", "-//Vizitas//Vizitas//LT");
        lines.add("METHOD", method.name());
        lines.add("BEGIN", "VEVENT");
        lines.add("UID", &entry.visit.to_string());
        lines.add("SEQUENCE", &entry.sequence.to_string());
        lines.add("DTSTAMP", &moment(entry.written));
        lines.add("DTSTART", &moment(entry.start));
        // An end has to be later than its start (RFC 5545 §3.8.2.2).
        lines.add("DTEND", &moment(entry.start.plus_minutes(i64::from(entry.minutes.max(1)))));
        lines.add("SUMMARY", &text(&entry.summary));
        lines.add("DESCRIPTION", &text(&entry.notes));
        lines.add(&format!("ORGANIZER{}", named(&entry.organizer)), &mailto(&entry.organizer));
        match method {
            Method::Request => {
                let asked = "ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE";
                lines.add(&format!("ATTENDEE{};{asked}", named(&entry.attendee)), &mailto(&entry.attendee));
            }
            Method::Cancel => {
                lines.add(&format!("ATTENDEE{}", named(&entry.attendee)), &mailto(&entry.attendee));
            }
            Method::Publish => {}
        }
        lines.add("STATUS", if method == Method::Cancel { "CANCELLED" } else { "CONFIRMED" });
        lines.add("CLASS", "PRIVATE");
        lines.add("TRANSP", "OPAQUE");
        lines.add("END", "VEVENT");
        lines.add("END", "VCALENDAR");
        Self { method, text: lines.0 }
    }

    /// The object: lines ended by CRLF, UTF-8.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The Content-Type of the part that stands beside the letter's text and HTML.
    #[must_use]
    pub fn content_type(&self) -> String {
        format!("text/calendar; method={}; charset=UTF-8", self.method.name())
    }

    /// The same as a file, for programs that do not look at the parts.
    #[must_use]
    pub fn attachment(&self) -> Attachment {
        Attachment {
            name: "vizitas.ics",
            content_type: format!("application/ics; method={}; name=\"vizitas.ics\"", self.method.name()),
            bytes: self.text.clone().into_bytes(),
        }
    }
}

impl std::fmt::Debug for Calendar {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Calendar({}, {} bytes)", self.method.name(), self.text.len())
    }
}

impl std::fmt::Debug for Attachment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Attachment({}, {} bytes)", self.name, self.bytes.len())
    }
}

/// Content lines, folded.
struct Lines(String);

impl Lines {
    /// Adds a line; no part of it is longer than 75 octets, and no character is cut (RFC 5545 §3.1).
    fn add(&mut self, name: &str, value: &str) {
        let mut octets = 0;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if octets + c.len_utf8() > 75 {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(c);
            octets += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// A moment in UTC: `20261124T084500Z`.
fn moment(time: Time) -> String {
    utc(time).format("%Y%m%dT%H%M%SZ").to_string()
}

/// A TEXT value (RFC 5545 §3.3.11).
fn text(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for c in lines(value) {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// The name of somebody as a parameter; quoted, and its quotes and lines encoded (RFC 6868).
fn named(mailbox: &Mailbox) -> String {
    if mailbox.name.is_empty() {
        return String::new();
    }
    let mut encoded = String::from(";CN=\"");
    for c in lines(&mailbox.name) {
        match c {
            '^' => encoded.push_str("^^"),
            '"' => encoded.push_str("^'"),
            '\n' => encoded.push_str("^n"),
            _ => encoded.push(c),
        }
    }
    encoded.push('"');
    encoded
}

/// An address as a URI (RFC 6068): whatever has a meaning in one or in a calendar is percent-encoded.
fn mailto(mailbox: &Mailbox) -> String {
    let mut uri = String::from("mailto:");
    for c in mailbox.address.chars().filter(|c| !c.is_control() && !c.is_whitespace()) {
        if c.is_ascii_alphanumeric() || "-._~@+!$'*=".contains(c) {
            uri.push(c);
        } else {
            for octet in c.encode_utf8(&mut [0; 4]).bytes() {
                uri.push_str(&format!("%{octet:02X}"));
            }
        }
    }
    uri
}

/// The characters of a value: one `\n` for whatever some reader takes for the end of a line, a space for a tab, and no
/// other control character.
fn lines(value: &str) -> impl Iterator<Item = char> {
    let unified = value.replace("\r\n", "\n");
    let one = |c: char| match c {
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
            Some('\n')
        }
        '\t' => Some(' '),
        _ => Some(c).filter(|c| !c.is_control()),
    };
    unified.chars().filter_map(one).collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn entry() -> Entry {
        Entry {
            visit: VisitId(Uuid::from_u128(7)),
            sequence: 2,
            written: Time(1_795_400_000),
            start: Time(1_795_510_800),
            minutes: 45,
            organizer: Mailbox {
                name: "Alytaus miesto savivaldybė".into(),
                address: "soc_parama@alytus.lt".into(),
            },
            attendee: Mailbox { name: "".into(), address: "ona@example.lt".into() },
            summary: "Vizitas: Alytaus miesto savivaldybė".into(),
            notes: "Atvyks Rasa; tel. 0 315 56660".into(),
        }
    }

    /// What a reader sees: unfolded lines.
    fn unfolded(calendar: &Calendar) -> Vec<String> {
        let text = calendar.text().replace("\r\n ", "");
        text.strip_suffix("\r\n").unwrap().split("\r\n").map(str::to_owned).collect()
    }

    fn names(calendar: &Calendar) -> Vec<String> {
        let lines = unfolded(calendar);
        lines.iter().map(|line| line.split([':', ';']).next().unwrap().to_owned()).collect()
    }

    fn value(calendar: &Calendar, name: &str) -> String {
        let lines = unfolded(calendar);
        lines.iter().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).unwrap().to_owned()
    }

    #[test]
    fn an_invitation_is_written_whole() {
        let expected = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Vizitas//Vizitas//LT",
            "METHOD:REQUEST",
            "BEGIN:VEVENT",
            "UID:00000000-0000-0000-0000-000000000007",
            "SEQUENCE:2",
            "DTSTAMP:20261123T021320Z",
            "DTSTART:20261124T090000Z",
            "DTEND:20261124T094500Z",
            "SUMMARY:Vizitas: Alytaus miesto savivaldybė",
            "DESCRIPTION:Atvyks Rasa\\; tel. 0 315 56660",
            "ORGANIZER;CN=\"Alytaus miesto savivaldybė\":mailto:soc_parama@alytus.lt",
            "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:ona@example.lt",
            "STATUS:CONFIRMED",
            "CLASS:PRIVATE",
            "TRANSP:OPAQUE",
            "END:VEVENT",
            "END:VCALENDAR",
        ];
        let calendar = Calendar::write(Method::Request, &entry());
        assert_eq!(unfolded(&calendar), expected);
        assert_eq!(calendar.content_type(), "text/calendar; method=REQUEST; charset=UTF-8");
        assert_eq!(calendar.attachment().bytes, calendar.text().as_bytes());
    }

    #[test]
    fn a_cancellation_asks_for_no_answer_and_a_file_names_nobody() {
        let cancelled = Calendar::write(Method::Cancel, &entry());
        assert_eq!(
            (value(&cancelled, "STATUS"), value(&cancelled, "METHOD")),
            ("CANCELLED".into(), "CANCEL".into())
        );
        assert_eq!(value(&cancelled, "ATTENDEE"), "mailto:ona@example.lt");
        let published = Calendar::write(Method::Publish, &entry());
        assert!(!published.text().contains("ATTENDEE") && !published.text().contains("ona@"));
    }

    #[test]
    fn quotes_and_lines_of_a_name_are_encoded() {
        let mailbox = Mailbox { name: "A \"B\" ^ C\r\nD".into(), address: "a;b,c:\"d\"@x.lt\r\nX: y".into() };
        assert_eq!(named(&mailbox), ";CN=\"A ^'B^' ^^ C^nD\"");
        assert_eq!(mailto(&mailbox), "mailto:a%3Bb%2Cc%3A%22d%22@x.ltX%3Ay");
    }

    /// Text that likes to break out: the characters with a meaning, controls and letters of several octets.
    fn nasty() -> impl Strategy<Value = String> {
        let pieces = prop_oneof![
            Just("\r\n".to_owned()),
            Just("\n ".to_owned()),
            Just("\r".to_owned()),
            Just("\u{2028}".to_owned()),
            Just("\nATTENDEE:mailto:x@y".to_owned()),
            Just("\";X=\"".to_owned()),
            Just("\\n,;:^n^'".to_owned()),
            ".{0,30}",
            "[ąčęėįšųūžйцукен😀]{0,60}",
        ];
        proptest::collection::vec(pieces, 0..6).prop_map(|pieces| pieces.concat())
    }

    fn unescaped(value: &str) -> String {
        let mut chars = value.chars();
        let mut text = String::new();
        while let Some(c) = chars.next() {
            match c {
                '\\' => match chars.next().unwrap() {
                    'n' => text.push('\n'),
                    c => text.push(c),
                },
                ';' | ',' => panic!("a bare {c}"),
                _ => text.push(c),
            }
        }
        text
    }

    fn any_method() -> impl Strategy<Value = Method> {
        prop_oneof![Just(Method::Request), Just(Method::Cancel), Just(Method::Publish)]
    }

    proptest! {
        #[test]
        fn no_field_adds_a_line_or_a_parameter(
            method in any_method(), a in nasty(), b in nasty(), c in nasty(), d in nasty(), e in nasty(), start in any::<i64>()
        ) {
            let written = Calendar::write(method, &Entry {
                start: Time(start),
                organizer: Mailbox { name: format!("N{a}").into(), address: b.clone().into() },
                attendee: Mailbox { name: format!("N{b}").into(), address: c.clone().into() },
                summary: d.clone().into(),
                notes: e.clone().into(),
                ..entry()
            });
            prop_assert_eq!(names(&written), names(&Calendar::write(method, &entry())));
            // Three quotes at most would mean that a name ended early.
            for line in unfolded(&written).iter().filter(|line| line.starts_with("ORGANIZER")) {
                prop_assert_eq!(line.matches('"').count(), 2);
                prop_assert!(line.contains("\":mailto:"));
            }
            let tidy = |text: &str| lines(text).collect::<String>();
            prop_assert_eq!(unescaped(&value(&written, "SUMMARY")), tidy(&d));
            prop_assert_eq!(unescaped(&value(&written, "DESCRIPTION")), tidy(&e));
        }

        #[test]
        fn lines_are_folded_at_75_octets_between_characters(method in any_method(), a in nasty(), b in nasty()) {
            let written = Calendar::write(method, &Entry { summary: a.into(), notes: b.repeat(9).into(), ..entry() });
            let body = written.text().strip_suffix("\r\n").unwrap();
            for line in body.split("\r\n") {
                // A &str is whole characters: what was cut within one could not have been split here.
                prop_assert!(line.len() <= 75);
                prop_assert!(!line.chars().any(char::is_control));
            }
        }
    }
}
