//! What is indexed of a text.

use std::hash::{DefaultHasher, Hash, Hasher};

use jiso::{caller::Audience, lang::Lang, search::DocumentKind, time::Timestamp};
use tantivy::TantivyDocument;

use crate::schema::{ANY, Fields};

/// Characters of a body that excerpts are cut from.
const SHOWN: usize = 6_000;

/// A text to be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchDocument {
    /// Unique; a document with the same key replaces the one before.
    pub key: String,
    pub kind: DocumentKind,
    pub lang: Lang,
    /// Who may read it; nobody finds a document without audiences.
    pub audiences: Vec<Audience>,
    pub title: String,
    /// Summary, headings, first paragraph.
    pub lead: String,
    /// Plain text.
    pub body: String,
    /// With the numbers of the lines they are in the body, by which their page opens there.
    pub headings: Vec<(u32, String)>,
    /// Documents of one address are languages of one text: only the one that suits the reader is shown.
    pub url: String,
    /// Empty: all of them. So for sizes and phases.
    pub industries: Vec<String>,
    pub sizes: Vec<String>,
    pub phases: Vec<String>,
    /// Empty: none of them.
    pub competitors: Vec<String>,
    pub minutes: Option<u16>,
    /// Of news, the day they are from, which is shown.
    pub updated_at: Timestamp,
}

/// One step of the change feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    Upsert(Box<SearchDocument>),
    Delete(String),
}

impl SearchDocument {
    /// A text for every partner, without a lead or headings and for all industries, sizes and phases, as old as time.
    pub fn for_partners(key: String, kind: DocumentKind, lang: Lang, url: String, title: String, body: String) -> Self {
        Self {
            key,
            kind,
            lang,
            audiences: vec![Audience::Partner],
            title,
            lead: String::new(),
            body,
            headings: Vec::new(),
            url,
            industries: Vec::new(),
            sizes: Vec::new(),
            phases: Vec::new(),
            competitors: Vec::new(),
            minutes: None,
            updated_at: Timestamp::EPOCH,
        }
    }

    pub(crate) fn to_index(&self, fields: &Fields) -> TantivyDocument {
        let mut out = TantivyDocument::default();
        out.add_text(fields.key, &self.key);
        out.add_text(fields.url, &self.url);
        out.add_u64(fields.group, group(&self.url));
        out.add_text(fields.kind, self.kind.as_str());
        out.add_text(fields.lang, self.lang.as_str());
        for audience in &self.audiences {
            out.add_text(fields.audience, audience.as_str());
        }
        for (field, values) in [(fields.industry, &self.industries), (fields.size, &self.sizes), (fields.phase, &self.phases)] {
            if values.is_empty() {
                out.add_text(field, ANY);
            }
            for value in values {
                out.add_text(field, value);
            }
        }
        for value in &self.competitors {
            out.add_text(fields.competitor, value);
        }
        out.add_text(fields.title, &self.title);
        out.add_text(fields.typed, &self.title);
        out.add_text(fields.lead, &self.lead);
        out.add_text(fields.body, &self.body);
        out.add_text(fields.shown, beginning(&self.body));
        for (_, heading) in &self.headings {
            out.add_text(fields.headings, heading);
        }
        out.add_text(fields.heading_lines, lines(&self.headings));
        if let Some(minutes) = self.minutes {
            out.add_u64(fields.minutes, u64::from(minutes));
        }
        out.add_i64(fields.updated_at, self.updated_at.micros());
        out
    }
}

fn beginning(body: &str) -> &str {
    body.char_indices().nth(SHOWN).and_then(|(end, _)| body.get(..end)).unwrap_or(body)
}

fn lines(headings: &[(u32, String)]) -> String {
    headings.iter().map(|(block, heading)| format!("{block} {heading}")).collect::<Vec<_>>().join("\n")
}

fn group(url: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    url.hash(&mut hasher);
    hasher.finish()
}
