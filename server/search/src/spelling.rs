//! Latin words that nobody wrote: the words that differ from them by one letter.

use std::collections::BTreeSet;

use crate::{
    analysis::{Analysis, Shape, is_word, runs},
    glyphs::glyphs,
    meant::Readable,
    question::{self, MOST_TERMS, Words},
};

/// A shorter word is near to too many others.
const SHORTEST: usize = 4;
const LONGEST: usize = 24;
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";

/// Against a word that was typed right.
const WEIGHT: f32 = 0.5;

/// The question with near words in the place of those that no text has; `None` when there is nothing to change. Words are
/// compared as typed, before they are stemmed.
pub fn repaired(readable: &Readable, words: &Words, typed: &str) -> tantivy::Result<Option<Words>> {
    let analysis = Analysis::default();
    let mut out = words.clone();
    for run in runs(&glyphs(typed)).filter(|run| is_word(run)) {
        let word: String = run.iter().map(|g| g.ch).collect();
        if !is_repairable(&word) || readable.has(&analysis.stem(&word))? {
            continue;
        }
        let near: BTreeSet<String> = one_off(&word).iter().map(|w| analysis.stem(w)).collect();
        for text in near {
            let known = out.terms.iter().any(|t| t.text == text);
            if out.terms.len() < MOST_TERMS && !known && readable.has(&text)? {
                out.terms.push(question::Term { text, shape: Shape::Word, weight: WEIGHT, share: 1.0 });
            }
        }
    }
    Ok((out.terms.len() > words.terms.len()).then_some(out))
}

pub fn is_repairable(word: &str) -> bool {
    (SHORTEST..=LONGEST).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase())
}

/// With one letter left out, changed, added, or swapped with the next. The first letter is taken as right.
pub fn one_off(word: &str) -> Vec<String> {
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
