//! How often the commonest terms stand in each text of a segment. Questions have these terms in common: to look texts up in each of
//! their long lists, block by block, would be a fifth of a search among many texts.

use std::sync::Arc;

use quick_cache::sync::Cache;
use tantivy::{
    InvertedIndexReader, SegmentReader,
    postings::TermInfo,
    schema::{Field, IndexRecordOption},
};

/// One text of so many has a common term.
const COMMON: u32 = 4;
/// A list that is no longer than this is read in one go anyway.
const SHORT: u32 = 128;
/// Kept of a segment, a byte a text and term.
const MOST_BYTES: usize = 64_000_000;
/// As many as questions may have in common, however few texts there are.
const MOST_TERMS: usize = 1_000;

/// By text, how often it says the term; from 255 on, 255.
pub type Counts = Arc<[u8]>;

/// Those of one segment that were asked for lately.
pub struct CommonTerms {
    texts: u32,
    kept: Cache<(Field, usize), Counts>,
}

impl CommonTerms {
    pub fn of(reader: &SegmentReader) -> Self {
        let texts = reader.max_doc();
        Self { texts, kept: Cache::new((MOST_BYTES / (texts as usize).max(1)).clamp(1, MOST_TERMS)) }
    }

    /// `None` for a term that is not common.
    pub fn counts(&self, index: &InvertedIndexReader, field: Field, info: &TermInfo) -> tantivy::Result<Option<Counts>> {
        if info.doc_freq <= SHORT || info.doc_freq < self.texts / COMMON {
            return Ok(None);
        }
        self.kept.get_or_insert_with(&(field, info.postings_range.start), || self.count(index, info)).map(Some)
    }

    fn count(&self, index: &InvertedIndexReader, info: &TermInfo) -> tantivy::Result<Counts> {
        let mut counts = vec![0; self.texts as usize];
        let mut block = index.read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
        while !block.docs().is_empty() {
            for (doc, count) in block.docs().iter().zip(block.freqs()) {
                if let Some(counted) = counts.get_mut(*doc as usize) {
                    *counted = u8::try_from(*count).unwrap_or(u8::MAX);
                }
            }
            block.advance();
        }
        Ok(counts.into())
    }
}

#[cfg(test)]
mod tests {
    use jiso::{lang::Lang, search::DocumentKind};

    use super::*;
    use crate::{document::SearchDocument, index::SearchIndex, side::Side};

    #[test]
    fn common_terms_are_counted_by_text_and_others_are_not() {
        let text = |number: usize| {
            let body = format!("{}{}", "見積 ".repeat(number % 3 * 150), if number.is_multiple_of(10) { "契約" } else { "" });
            SearchDocument::for_partners(
                number.to_string(),
                DocumentKind::Faq,
                Lang::Ja,
                format!("/{number}"),
                String::new(),
                body,
            )
        };
        let folder = tempfile::tempdir().unwrap();
        let index = SearchIndex::open(folder.path()).unwrap();
        index.rebuild((0..600).map(text), 0).unwrap();
        let view = index.view();
        let terms = [("見積", None), ("契約", None)];
        let side = Side::of(&view.searcher, &view.columns, index.fields().body, terms.into_iter()).unwrap();
        let [quote, contract] = side.listed(0) else { panic!("both are listed") };
        let counts = quote.counts.as_ref().unwrap();
        assert_eq!(counts.iter().take(6).copied().collect::<Vec<_>>(), [0, 150, 255, 0, 150, 255]);
        assert_eq!((counts.len(), contract.counts.is_none()), (600, true), "60 texts are read in one go");
        let again = Side::of(&view.searcher, &view.columns, index.fields().body, [("見積", None)].into_iter()).unwrap();
        assert!(again.listed(0).iter().all(|listed| Arc::ptr_eq(listed.counts.as_ref().unwrap(), counts)), "counted once");
    }
}
