//! The terms of a question in one field of one state of the index: where their texts are listed, and how rare they are.

use tantivy::{InvertedIndexReader, Searcher, SegmentReader, Term, postings::TermInfo, schema::Field};

use crate::{columns::Columns, common::Counts};

/// Terms in a field. Each is looked up once, whatever is asked of it later.
pub struct Side {
    pub field: Field,
    /// By segment; a term that is written in two ways is there twice.
    listed: Vec<Vec<Listed>>,
    /// In how many texts, by term.
    pub found: Vec<f32>,
    pub rarity: Vec<f32>,
    pub tokens: f32,
    pub average_length: f32,
}

/// A term that a segment has.
pub struct Listed {
    /// Its number among the terms.
    pub term: u8,
    /// Where its texts are listed.
    pub info: TermInfo,
    /// Where they are counted, too.
    pub counts: Option<Counts>,
}

/// Of a term that so many of all texts have.
pub fn rarity(all: f32, found: f32) -> f32 {
    ((all - found + 0.5) / (found + 0.5)).ln_1p()
}

impl Side {
    /// `terms`: each with another way to write it, where there is one.
    #[allow(clippy::cast_precision_loss)]
    pub fn of<'t>(
        searcher: &Searcher,
        columns: &Columns,
        field: Field,
        terms: impl Iterator<Item = (&'t str, Option<&'t str>)>,
    ) -> tantivy::Result<Self> {
        let all = searcher.num_docs() as f32;
        let segments = searcher.segment_readers();
        let indexes = segments.iter().map(|reader| reader.inverted_index(field)).collect::<tantivy::Result<Vec<_>>>()?;
        let mut listed: Vec<Vec<Listed>> = segments.iter().map(|_| Vec::new()).collect();
        let mut found = Vec::new();
        for (number, (text, also)) in (0..=u8::MAX).zip(terms) {
            let mut texts = 0;
            for text in std::iter::once(text).chain(also) {
                let term = Term::from_field_text(field, text);
                for ((listed, index), common) in listed.iter_mut().zip(&indexes).zip(columns.common()) {
                    if let Some(info) = index.get_term_info(&term)? {
                        texts += info.doc_freq;
                        let counts = common.counts(index, field, &info)?;
                        listed.push(Listed { term: number, info, counts });
                    }
                }
            }
            found.push((texts as f32).min(all));
        }
        let rarity = found.iter().map(|found| rarity(all, *found)).collect();
        let tokens: u64 = indexes.iter().map(|index| index.total_num_tokens()).sum();
        let tokens = (tokens as f32).max(1.0);
        Ok(Self { field, listed, found, rarity, tokens, average_length: (tokens / all.max(1.0)).max(1.0) })
    }

    pub fn rarity(&self, term: usize) -> f32 {
        self.rarity.get(term).copied().unwrap_or_default()
    }

    /// The terms that a segment has.
    pub fn listed(&self, segment: u32) -> &[Listed] {
        self.listed.get(segment as usize).map_or(&[], Vec::as_slice)
    }

    pub fn index(&self, reader: &SegmentReader) -> tantivy::Result<std::sync::Arc<InvertedIndexReader>> {
        reader.inverted_index(self.field)
    }
}
