//! A letter as simple HTML that any mail program and screen reader can show. All text passes one function that
//! escapes it; there is no script, no picture and nothing that is loaded from elsewhere.

use crate::language::Language;
use crate::template::Span;
use std::fmt::Write as _;

/// Text as it may stand in HTML, within elements and within quoted attributes.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// The whole letter.
pub(crate) fn letter(
    language: Language,
    subject: &str,
    paragraphs: &[Vec<Span>],
    signature: &[String],
) -> String {
    let mut body = String::new();
    for paragraph in paragraphs {
        let inner: String = paragraph.iter().map(span).collect();
        // A String takes whatever is written to it.
        let _ = writeln!(body, "<p>{inner}</p>");
    }
    let signature: Vec<String> = signature.iter().map(|line| escape(line)).collect();
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n</head>\n\
         <body style=\"font-family: sans-serif; font-size: 18px; line-height: 1.5; max-width: 36em\">\n\
         {body}<p>{}</p>\n</body>\n</html>\n",
        language.code(),
        escape(subject),
        signature.join("<br>\n"),
    )
}

fn span(span: &Span) -> String {
    match span {
        Span::Words(words) => escape(words).replace('\n', "<br>\n"),
        // Whatever is no web address is shown and leads nowhere.
        Span::Link(link) if link.starts_with("https://") || link.starts_with("http://") => {
            format!("<a href=\"{0}\">{0}</a>", escape(link))
        }
        Span::Link(link) => escape(link),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a reader of HTML makes of escaped text.
    fn unescape(html: &str) -> String {
        html.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&")
    }

    proptest! {
        #[test]
        fn nothing_leaves_the_text_it_stands_in(text in ".*") {
            let escaped = escape(&text);
            prop_assert!(!escaped.contains(['<', '>', '"', '\'']));
            prop_assert_eq!(unescape(&escaped), text);
        }

        #[test]
        fn a_letter_has_the_same_elements_whatever_it_says(words in ".*", link in ".*", signature in ".*") {
            let tags = |html: &str| html.matches('<').count() - html.matches("<br>").count();
            let letter = |words: &str, link: &str, signature: &str| {
                let spans = vec![vec![Span::Words(words.into()), Span::Link(format!("https://{link}"))]];
                tags(&letter(Language::Lt, words, &spans, &[signature.into()]))
            };
            prop_assert_eq!(letter(&words, &link, &signature), letter("a", "b", "c"));
        }
    }

    #[test]
    fn only_a_web_address_becomes_a_link() {
        assert_eq!(span(&Span::Link("javascript:alert(1)".into())), "javascript:alert(1)");
        assert_eq!(
            span(&Span::Link("https://a.lt/?a=1&b=2".into())),
            "<a href=\"https://a.lt/?a=1&amp;b=2\">https://a.lt/?a=1&amp;b=2</a>"
        );
    }
}
