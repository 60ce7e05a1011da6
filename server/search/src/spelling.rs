//! Latin words that nobody wrote: the words that differ from them by one letter, and of long ones by two.

use std::collections::BTreeSet;

use crate::{
    analysis::{Analysis, Shape, is_word, runs},
    glyphs::glyphs,
    meant::{Readable, distance, distances},
    question::{self, MOST_TERMS, Words},
};

/// A shorter word is near to too many others.
const SHORTEST: usize = 4;
const LONGEST: usize = 24;
/// Of so many letters, two may be wrong.
const LONG: usize = 8;
/// So many letters of a word may be its ending, which the index does not have.
const ENDING: usize = 7;
/// Words of the index that are compared as a text writes them, the nearest first.
const COMPARED: usize = 8;
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
        for text in near(readable, &analysis, &word)? {
            let known = out.terms.iter().any(|t| t.text == text);
            if out.terms.len() < MOST_TERMS && !known {
                out.terms.push(question::Term::new(text, Shape::Word, WEIGHT));
            }
        }
    }
    Ok((out.terms.len() > words.terms.len()).then_some(out))
}

pub fn is_repairable(word: &str) -> bool {
    (SHORTEST..=LONGEST).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase())
}

/// The terms of readable texts that a word may have been meant as: one letter off, or else, when it is long, two.
pub fn near(readable: &Readable, analysis: &Analysis, word: &str) -> tantivy::Result<Vec<String>> {
    if let Some(known) = readable.mended.borrow().iter().find(|(typed, _)| typed == word) {
        return Ok(known.1.clone());
    }
    let stems: BTreeSet<String> = one_off(word).iter().map(|near| analysis.stem(near)).collect();
    let mut out = Vec::new();
    for stem in stems {
        if readable.has(&stem)? {
            out.push(stem);
        }
    }
    if out.is_empty() && word.len() >= LONG {
        out = two_off(readable, word)?;
    }
    readable.mended.borrow_mut().push((word.to_owned(), out.clone()));
    Ok(out)
}

/// The index has words without their endings, so these are compared with the word's beginnings first, and those that are near
/// as the texts write them.
fn two_off(readable: &Readable, word: &str) -> tantivy::Result<Vec<String>> {
    let letters: Vec<char> = word.chars().collect();
    let Some(first) = letters.first() else { return Ok(Vec::new()) };
    let own = letter_set(word);
    let mut found: BTreeSet<(usize, String)> = BTreeSet::new();
    readable.words_with(*first, |term| {
        let right_length = term.len() + ENDING + 2 >= letters.len() && term.len() <= letters.len() + 2;
        if !right_length || (letter_set(term) & !own).count_ones() > 2 {
            return;
        }
        let term_letters: Vec<char> = term.chars().collect();
        let least = distances(&term_letters, &letters).into_iter().rev().take(ENDING + 1).min();
        if let Some(least) = least.filter(|least| *least <= 2) {
            found.insert((least, term.to_owned()));
        }
    })?;
    let mut out = Vec::new();
    for (_, term) in found.into_iter().take(COMPARED) {
        if let Some(written) = readable.as_written(&term, Some(word))?
            && distance(&letters, &written.chars().collect::<Vec<_>>()) <= 2
        {
            out.push(term);
        }
    }
    Ok(out)
}

/// As bits.
fn letter_set(word: &str) -> u64 {
    word.bytes().fold(0, |set, letter| set | 1 << (letter & 63))
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
