//! An e-mail's subject, text and HTML. It ends with who signs and quotes nothing (the standard, §11).

use crate::facts::Facts;
use crate::html;
use crate::language::Language;
use crate::template::{Form, Span, Template, plain};

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
    let fill = |template: &Template, form: Form| {
        template.fill(form, &|variable| variable.value(facts, language, form.between()))
    };
    let on_lines = |pieces: &[Vec<Span>]| pieces.iter().map(|piece| plain(piece)).collect::<Vec<_>>();
    let subject = on_lines(&fill(subject, Form::Subject)).join(" ");
    let paragraphs = fill(body, Form::Mail);
    let signature = on_lines(&fill(signature, Form::Signature));
    let mut text = on_lines(&paragraphs);
    text.push(signature.join("\n"));
    Mail {
        text: text.join("\n\n") + "\n",
        html: html::letter(language, &subject, &paragraphs, &signature),
        subject,
    }
}
