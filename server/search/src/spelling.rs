//! Latin words that nobody wrote: the words that differ from them by one letter.

use std::collections::BTreeSet;

use tantivy::{Searcher, Term};

use crate::{
    analysis::{Analysis, Shape, is_word, runs},
    glyphs::glyphs,
    question::{self, MOST_TERMS, Words},
    schema::Fields,
};

/// A shorter word is near to too many others.
const SHORTEST: usize = 4;
const LONGEST: usize = 24;
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";

/// What was typed with words that exist; `None` when there are none. Words are compared as typed, before they are stemmed.
pub fn near(searcher: &Searcher, fields: &Fields, typed: &str) -> tantivy::Result<Option<Words>> {
    let analysis = Analysis::default();
    let mut out = Words::default();
    for run in runs(&glyphs(typed)).filter(|run| is_word(run)) {
        let word: String = run.iter().map(|g| g.ch).collect();
        if !(SHORTEST..=LONGEST).contains(&word.len()) || !word.bytes().all(|b| b.is_ascii_lowercase()) {
            continue;
        }
        let terms: BTreeSet<String> = one_off(&word).iter().map(|w| analysis.stem(w)).collect();
        for text in terms {
            let known = out.terms.iter().any(|t| t.text == text);
            if out.terms.len() < MOST_TERMS && !known && exists(searcher, fields, &text)? {
                // Not neighbours of each other: each stands for a word of the question.
                out.sequence.push((out.terms.len(), out.terms.len() * 2));
                out.terms.push(question::Term { text, shape: Shape::Word, weight: 1.0 });
            }
        }
    }
    Ok((!out.terms.is_empty()).then_some(out))
}

fn exists(searcher: &Searcher, fields: &Fields, text: &str) -> tantivy::Result<bool> {
    for field in [fields.title, fields.lead, fields.body] {
        if searcher.doc_freq(&Term::from_field_text(field, text))? > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// With one letter left out, changed, added, or swapped with the next. The first letter is taken as right.
fn one_off(word: &str) -> Vec<String> {
    let mut out = Vec::new();
    for at in 1..=word.len() {
        let (head, tail) = word.split_at(at);
        let mut later = tail.chars();
        if let Some(first) = later.next() {
            let rest = later.as_str();
            out.push(format!("{head}{rest}"));
            out.extend(LETTERS.chars().filter(|c| *c != first).map(|c| format!("{head}{c}{rest}")));
            let mut after = later.clone();
            out.extend(after.next().map(|second| format!("{head}{second}{first}{}", after.as_str())));
        }
        out.extend(LETTERS.chars().map(|c| format!("{head}{c}{tail}")));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_off() {
        let near = one_off("deal");
        for word in ["dal", "dead", "ideal", "deals", "dael", "dealt"] {
            assert_eq!(near.iter().any(|w| w == word), word != "ideal", "{word}");
        }
    }
}
