//! An e-mail's subject, text and HTML. It ends with who signs and quotes nothing (the standard, §11).

use crate::facts::Facts;
use crate::html;
use crate::language::Language;
use crate::template::{Form, Template, plain};

/// An e-mail without its envelope.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    /// One line, neutral.
    pub subject: String,
    /// The letter as plain text, lines ended by `\n`.
    pub text: String,
    /// The letter as HTML.
    pub html: String,
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Mail({} chars)", self.text.chars().count())
    }
}

/// Writes a letter.
pub(crate) fn write(
    language: Language,
    facts: &Facts,
    subject: &Template,
    body: &Template,
    signature: &Template,
) -> Mail {
    let subject = subject.line(Form::Subject, language, facts);
    let paragraphs = body.fill(Form::Mail, language, facts);
    let signature: Vec<String> =
        signature.fill(Form::Signature, language, facts).iter().map(|line| plain(line)).collect();
    let mut text: Vec<String> = paragraphs.iter().map(|paragraph| plain(paragraph)).collect();
    text.push(signature.join("\n"));
    Mail {
        text: text.join("\n\n") + "\n",
        html: html::letter(language, &subject, &paragraphs, &signature),
        subject,
    }
}
