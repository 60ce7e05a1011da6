//! Terms as the texts write them: the index has words without their endings, and two words may have the same beginning.

use tantivy::DocAddress;

use crate::{
    analysis::{Analysis, Shape},
    english::is_same_but_for_ending,
    meant::{Readable, distance},
    stored::Stored,
};

/// Texts that are looked into for a word.
const LOOKED_INTO: usize = 24;
/// And for the nearest of several ways to write it.
const COMPARED: usize = 12;

impl Readable<'_> {
    /// Whether a text has a Latin word as it was typed, or with another regular ending.
    pub fn has_written(&self, analysis: &Analysis, word: &str) -> tantivy::Result<bool> {
        if let Some((_, known)) = self.written.borrow().iter().find(|(typed, _)| typed == word) {
            return Ok(*known);
        }
        let found = self.looks_written(analysis, word)?;
        self.written.borrow_mut().push((word.to_owned(), found));
        Ok(found)
    }

    fn looks_written(&self, analysis: &Analysis, word: &str) -> tantivy::Result<bool> {
        let term = analysis.stem(word);
        if term == word {
            return self.has(&term);
        }
        for at in self.texts(&term, LOOKED_INTO)? {
            let Some(stored) = Stored::read(self.searcher, at, self.fields)? else { continue };
            let mut other = false;
            for written in fields(&stored).into_iter().flat_map(latin_words).filter(|written| begins_alike(written, word)) {
                let written = written.to_ascii_lowercase();
                if is_same_but_for_ending(&written, word) {
                    return Ok(true);
                }
                other |= analysis.stem(&written) == term;
            }
            // It stands in a part of the text that is not kept, and nobody can say how.
            if !other {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// A Latin term as the texts write it, in small letters; of several ways the one nearest to what was typed.
    pub fn nearest_written(&self, analysis: &Analysis, term: &str, typed: &str) -> tantivy::Result<Option<String>> {
        let texts = self.texts(term, COMPARED)?;
        if texts.is_empty() {
            return Ok(None);
        }
        let mut nearest: Option<(usize, String)> = None;
        for at in texts {
            let Some(stored) = Stored::read(self.searcher, at, self.fields)? else { continue };
            for written in fields(&stored).into_iter().flat_map(latin_words).filter(|written| begins_alike(written, term)) {
                let written = written.to_ascii_lowercase();
                if analysis.stem(&written) != term {
                    continue;
                }
                let wrong = far(typed, &written);
                if nearest.as_ref().is_none_or(|(least, _)| wrong < *least) {
                    nearest = Some((wrong, written));
                }
            }
            if nearest.as_ref().is_some_and(|(least, _)| *least <= 1) {
                break;
            }
        }
        Ok(Some(nearest.map_or_else(|| term.to_owned(), |(_, written)| written)))
    }

    /// A Japanese term as the first text writes it.
    pub fn as_written(&self, term: &str) -> tantivy::Result<Option<String>> {
        let Some(at) = self.texts(term, 1)?.pop() else { return Ok(None) };
        let Some(stored) = Stored::read(self.searcher, at, self.fields)? else { return Ok(None) };
        let analysis = Analysis::default();
        for text in fields(&stored) {
            let mut pieces = analysis.pieces(text).into_iter();
            if let Some(piece) = pieces.find(|piece| piece.shape == Shape::Whole && piece.text == term) {
                return Ok(text.get(piece.start..piece.end).map(str::to_owned));
            }
        }
        Ok(Some(term.trim_start_matches('=').to_owned()))
    }

    /// The first texts that have a term.
    fn texts(&self, term: &str, most: usize) -> tantivy::Result<Vec<DocAddress>> {
        let mut texts = Vec::new();
        self.each(term, |at| {
            if !texts.contains(&at) {
                texts.push(at);
            }
            texts.len() < most
        })?;
        Ok(texts)
    }
}

/// Signs to be left out, added, changed or swapped with the next, from one word to another.
pub fn far(typed: &str, written: &str) -> usize {
    distance(&typed.chars().collect::<Vec<_>>(), &written.chars().collect::<Vec<_>>())
}

fn fields(stored: &Stored) -> [&str; 3] {
    [stored.title.as_str(), stored.lead.as_str(), stored.body.all()]
}

fn latin_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|ch: char| !ch.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
}

/// As words of one stem do.
pub fn begins_alike(written: &str, word: &str) -> bool {
    written.bytes().zip(word.bytes()).take(2).all(|(a, b)| a.eq_ignore_ascii_case(&b))
}
