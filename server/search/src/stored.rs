//! What the index keeps of a text for whoever finds it.

use jiso::{lang::Lang, search::DocumentKind, time::Timestamp};
use tantivy::{
    DocAddress, Searcher,
    schema::{
        Field,
        document::{
            DeserializeError, DocumentDeserialize, DocumentDeserializer, ValueDeserialize, ValueDeserializer, ValueVisitor,
        },
    },
};

use crate::{cutting::floor, schema::Fields};

/// The stored side of a document.
pub struct Stored {
    pub key: String,
    pub url: String,
    pub kind: DocumentKind,
    pub lang: Lang,
    pub title: String,
    pub lead: String,
    pub body: Shown,
    pub heading_lines: String,
    pub minutes: Option<u16>,
    pub updated_at: Timestamp,
}

/// The beginning of a body, of which excerpts are cut.
#[derive(Default)]
pub struct Shown(String);

/// The values of a document by field, as they are on the disk.
struct Values(Vec<(Field, Value)>);

enum Value {
    Text(String),
    Number(i64),
}

impl Stored {
    /// `None` when the kind or language is unknown, which only an index of another version has.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn read(searcher: &Searcher, at: DocAddress, fields: &Fields) -> tantivy::Result<Option<Self>> {
        let Values(mut values) = searcher.doc(at)?;
        let mut text = |field: Field| match values.iter_mut().find(|(other, _)| *other == field) {
            Some((_, Value::Text(text))) => std::mem::take(text),
            _ => String::new(),
        };
        let (kind, lang) = (DocumentKind::parse(&text(fields.kind)), Lang::parse(&text(fields.lang)));
        let (key, url, title, lead) = (text(fields.key), text(fields.url), text(fields.title), text(fields.lead));
        let body = Shown(text(fields.shown));
        let heading_lines = text(fields.heading_lines);
        let (mut minutes, mut updated_at) = (None, 0);
        for (field, value) in values {
            match value {
                Value::Number(number) if field == fields.minutes => minutes = u16::try_from(number).ok(),
                Value::Number(number) if field == fields.updated_at => updated_at = number,
                Value::Text(_) | Value::Number(_) => {}
            }
        }
        let (Some(kind), Some(lang)) = (kind, lang) else { return Ok(None) };
        let updated_at = Timestamp::from_micros(updated_at);
        Ok(Some(Self { key, url, kind, lang, title, lead, body, heading_lines, minutes, updated_at }))
    }

    /// Each with the number of its block.
    pub fn headings(&self) -> impl Iterator<Item = (u32, &str)> {
        self.heading_lines.lines().filter_map(|line| {
            let (block, heading) = line.split_once(' ')?;
            Some((block.parse().ok()?, heading))
        })
    }
}

impl Shown {
    pub fn begins_with(&self, text: &str) -> bool {
        self.0.starts_with(text)
    }

    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// From the beginning of a sign to the beginning of another, neither later than asked for.
    pub fn part(&self, from: usize, to: usize) -> (usize, &str) {
        let (from, to) = (floor(&self.0, from), floor(&self.0, to));
        (from, self.0.get(from..to).unwrap_or_default())
    }

    pub fn all(&self) -> &str {
        &self.0
    }

    /// Whether something other than blanks follows.
    pub fn goes_on(&self, at: usize) -> bool {
        self.0.bytes().skip(at).any(|byte| !byte.is_ascii_whitespace())
    }

    /// How many lines end between two places.
    pub fn lines_between(&self, from: usize, to: usize) -> usize {
        self.0.as_bytes().get(from..to.min(self.len())).unwrap_or_default().split(|byte| *byte == b'\n').skip(1).count()
    }
}

impl From<&str> for Shown {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl DocumentDeserialize for Values {
    fn deserialize<'de, D: DocumentDeserializer<'de>>(mut deserializer: D) -> Result<Self, DeserializeError> {
        let mut values = Vec::with_capacity(deserializer.size_hint());
        while let Some(value) = deserializer.next_field()? {
            values.push(value);
        }
        Ok(Self(values))
    }
}

impl ValueDeserialize for Value {
    fn deserialize<'de, D: ValueDeserializer<'de>>(deserializer: D) -> Result<Self, DeserializeError> {
        deserializer.deserialize_any(Read)
    }
}

struct Read;

impl ValueVisitor for Read {
    type Value = Value;

    fn visit_string(&self, text: String) -> Result<Value, DeserializeError> {
        Ok(Value::Text(text))
    }

    fn visit_u64(&self, number: u64) -> Result<Value, DeserializeError> {
        Ok(Value::Number(i64::try_from(number).unwrap_or(i64::MAX)))
    }

    fn visit_i64(&self, number: i64) -> Result<Value, DeserializeError> {
        Ok(Value::Number(number))
    }
}
