//! The sentences of the respectful visit by their items, in one language.

use serde_json::Value;
use std::collections::BTreeMap;

const FILES: [(&str, &str); 2] = [
    ("lt", include_str!("../../../../standard/respectful-visit.1.0.0.lt.json")),
    ("en", include_str!("../../../../standard/respectful-visit.1.0.0.en.json")),
];

pub(super) fn sentences(language: &str) -> BTreeMap<String, String> {
    let file = FILES.iter().find(|(code, _)| *code == language).map_or("{}", |(_, file)| file);
    let mut found = BTreeMap::new();
    collect(&serde_json::from_str(file).unwrap_or_default(), &mut found);
    found
}

fn collect(value: &Value, found: &mut BTreeMap<String, String>) {
    if let (Some(item), Some(text)) =
        (value.get("linkId").and_then(Value::as_str), value.get("text").and_then(Value::as_str))
    {
        found.insert(item.to_owned(), text.to_owned());
    }
    for inside in value.get("item").and_then(Value::as_array).into_iter().flatten() {
        collect(inside, found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_items() {
        let (lt, en) = (sentences("lt"), sentences("en"));
        assert!(lt.len() > 10 && lt.keys().eq(en.keys()));
    }
}
