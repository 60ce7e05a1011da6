use std::collections::BTreeSet;

use super::{Expected, Mistake};
use crate::lang::Bilingual;

/// What was found so far.
#[derive(Default)]
pub(super) struct Checks(pub(super) Vec<Mistake>);

impl Checks {
    pub(super) fn ensure(&mut self, holds: bool, path: &str, expected: Expected) {
        if !holds {
            self.0.push(Mistake { path: path.to_owned(), expected });
        }
    }

    pub(super) fn at_least(&mut self, value: impl Into<i64>, min: i64, path: &str) {
        self.ensure(value.into() >= min, path, Expected::AtLeast(min));
    }

    pub(super) fn within(&mut self, value: impl Into<i64>, min: i64, max: i64, path: &str) {
        let value = value.into();
        self.at_least(value, min, path);
        self.ensure(value <= max, path, Expected::AtMost(max));
    }

    pub(super) fn text(&mut self, text: &Bilingual, path: &str) {
        self.ensure(!text.ja.trim().is_empty(), &format!("{path}.ja"), Expected::Text);
        self.ensure(!text.en.trim().is_empty(), &format!("{path}.en"), Expected::Text);
    }

    /// Well-formed keys, none twice, at least one of them.
    pub(super) fn keys<'a>(&mut self, list: &str, field: &str, keys: impl Iterator<Item = &'a str>) {
        let mut seen = BTreeSet::new();
        for (index, key) in keys.enumerate() {
            let path = format!("{list}[{index}].{field}");
            self.ensure(is_key(key), &path, Expected::Key);
            self.ensure(seen.insert(key.to_owned()), &path, Expected::UniqueKey);
        }
        self.ensure(!seen.is_empty(), list, Expected::Some);
    }
}

pub(super) fn is_key(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'))
}
