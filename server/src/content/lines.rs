//! From the name of a value in a TOML text to the line it stands in.

use std::ops::Range;

use jiso::programme::Misfit;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::parser::first_of_lines;

/// A parsed TOML text that knows its lines.
pub struct Lines<'a> {
    text: &'a str,
    root: Spanned<DeTable<'a>>,
}

impl<'a> Lines<'a> {
    /// # Errors
    /// The first place that is no TOML, and why.
    pub fn of(text: &'a str) -> Result<Self, Misfit> {
        let (root, broken) = DeTable::parse_recoverable(text);
        match first_of_lines(text, &broken).into_iter().next() {
            None => Ok(Self { text, root }),
            Some(misfit) => Err(misfit),
        }
    }

    /// Whether there is such a key at the top.
    pub fn has(&self, key: &str) -> bool {
        DeTable::contains_key(self.root.get_ref(), key)
    }

    /// The line of `tiers[2].criteria[0].min` or `quiz.0.answer`; where that is not there, of the nearest thing around it.
    pub fn line(&self, path: &str) -> usize {
        line_at(self.text, self.find(path).0)
    }

    /// What is written there, if it is one word or number.
    pub fn value(&self, path: &str) -> Option<&str> {
        let value = self.find(path).1?;
        let plain = !matches!(value.get_ref(), DeValue::Table(_) | DeValue::Array(_));
        self.text.get(value.span()).filter(|_| plain)
    }

    /// Where the value of a name stands in the text.
    pub fn span(&self, path: &str) -> Option<Range<usize>> {
        Some(self.find(path).1?.span())
    }

    /// Where the nearest thing begins, and the value itself if it is there.
    fn find(&self, path: &str) -> (usize, Option<&Spanned<DeValue<'a>>>) {
        let mut table = Some(self.root.get_ref());
        let mut array = None;
        let mut at = 0;
        let mut last = None;
        for part in path.split(['.', '[', ']']).filter(|part| !part.is_empty()) {
            let value = match (table, array) {
                (Some(table), _) => {
                    let Some((key, value)) = DeTable::get_key_value(table, part) else { return (at, None) };
                    at = key.span().start;
                    value
                }
                (None, Some(array)) => {
                    let items: &[Spanned<DeValue<'_>>] = AsRef::as_ref(array);
                    let Some(value) = part.parse().ok().and_then(|i: usize| items.get(i)) else { return (at, None) };
                    at = value.span().start;
                    value
                }
                (None, None) => return (at, None),
            };
            last = Some(value);
            (table, array) = match value.get_ref() {
                DeValue::Table(inner) => (Some(inner), None),
                DeValue::Array(inner) => (None, Some(inner)),
                _ => (None, None),
            };
        }
        (at, last)
    }
}

/// From 1.
pub fn line_at(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_to_lines() {
        let text = "a = 1\n\n[vendor]\nname = { ja = \"あ\",\n  en = \"a\" }\n\n[[tiers]]\nkey = \"x\"\n\n[[tiers]]\nkey = \"y\"\n\
                    criteria = [\n  { min = 1 },\n  { min = 2 },\n]\n";
        let lines = Lines::of(text).unwrap();
        let cases = [
            ("a", 1),
            ("vendor", 3),
            ("vendor.name", 4),
            ("vendor.name.en", 5),
            ("vendor.mail", 3),
            ("tiers[0].key", 8),
            ("tiers[1]", 10),
            ("tiers.1.key", 11),
            ("tiers[1].criteria[1].min", 14),
            ("tiers[1].criteria[1]", 14),
            ("tiers[1].nothing", 10),
            ("tiers[7].key", 7),
            ("nothing", 1),
        ];
        for (path, line) in cases {
            assert_eq!(lines.line(path), line, "{path}");
        }
        assert_eq!(Lines::of("a = 1\nb = ").err().map(|misfit| misfit.line), Some(2));
    }
}
