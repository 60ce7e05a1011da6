//! Latin words that nobody wrote: the words that differ from them by one letter, and of long ones by two.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use crate::{
    analysis::{Analysis, Shape, is_word, runs},
    english::{is_everyday, is_function, is_same_but_for_ending, undoubled},
    glyphs::glyphs,
    meant::{Readable, distances},
    question::{self, MOST_TERMS, Words},
    written::{begins_alike, far},
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
/// compared as typed, before they are stemmed: the beginning of a wrong one may be that of another word (referal, reference).
pub fn repaired(readable: &Readable, words: &Words, typed: &str) -> tantivy::Result<Option<Words>> {
    let analysis = Analysis::default();
    let mut out = words.clone();
    let mut changed = false;
    for run in runs(&glyphs(typed)).filter(|run| is_word(run)) {
        let word: String = run.iter().map(|g| g.ch).collect();
        if !is_repairable(&word) || is_everyday(&word) || readable.has_written(&analysis, &word)? {
            continue;
        }
        let term = analysis.stem(&word);
        let mut wrong = if readable.has(&term)? { out.terms.iter().position(|t| t.text == term) } else { None };
        for text in near(readable, &analysis, &word)? {
            if out.terms.iter().any(|t| t.text == text) {
                continue;
            }
            if let Some(replaced) = wrong.take().and_then(|at| out.terms.get_mut(at)) {
                (replaced.text, replaced.weight) = (text, WEIGHT);
                changed = true;
            } else if out.terms.len() < MOST_TERMS {
                out.terms.push(question::Term::new(text, Shape::Word, WEIGHT));
                changed = true;
            }
        }
    }
    Ok(changed.then_some(out))
}

pub fn is_repairable(word: &str) -> bool {
    (SHORTEST..=LONGEST).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase())
}

/// The terms of readable texts that a word may have been meant as: one letter off, or else letters written once or twice, or
/// else, when it is long, two off.
pub fn near(readable: &Readable, analysis: &Analysis, word: &str) -> tantivy::Result<Vec<String>> {
    if let Some(known) = readable.mended.borrow().iter().find(|(typed, _)| typed == word) {
        return Ok(known.1.clone());
    }
    let mut out = one_letter(readable, analysis, word)?;
    if out.is_empty() {
        out = doubled(readable, analysis, word)?;
    }
    // What begins as another word does is nearer to it than to one with two other letters.
    if out.is_empty() && word.len() >= LONG && !readable.has(&analysis.stem(word))? {
        out = two_off(readable, analysis, word)?;
    }
    readable.mended.borrow_mut().push((word.to_owned(), out.clone()));
    Ok(out)
}

/// The terms of words that are one letter off, where a text has such a word, be it with another ending.
fn one_letter(readable: &Readable, analysis: &Analysis, word: &str) -> tantivy::Result<Vec<String>> {
    let mut meant: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for near in one_off(word) {
        meant.entry(analysis.stem(&near)).or_default().push(near);
    }
    let own = analysis.stem(word);
    let mut out = Vec::new();
    for (term, ways) in meant {
        if term == own || !readable.has(&term)? {
            continue;
        }
        let Some(written) = readable.nearest_written(analysis, &term, word)? else { continue };
        let alike = |way: &String| is_same_but_for_ending(way, &written) || way.len() >= LONG && written.starts_with(&term);
        let close = word.len() > SHORTEST || far(word, &written) <= 1;
        if close && !is_function(&written) && ways.iter().any(alike) {
            out.push(term);
        }
    }
    Ok(out)
}

/// Letters that are written twice in one word and once in the other: refferal, comited.
fn doubled(readable: &Readable, analysis: &Analysis, word: &str) -> tantivy::Result<Vec<String>> {
    let Some(first) = word.chars().next() else { return Ok(Vec::new()) };
    let (once, own) = (undoubled(word), analysis.stem(word));
    let mut found: BTreeSet<(Reverse<usize>, String)> = BTreeSet::new();
    readable.words_with(first, |term| {
        if term == own || term.len() + ENDING < word.len() || !begins_alike(term, word) {
            return;
        }
        // The last letter may be there for another: polici for policy.
        let begin = undoubled(term);
        if begin.get(..begin.len().saturating_sub(1)).is_some_and(|begin| once.starts_with(begin)) {
            found.insert((Reverse(term.len()), term.to_owned()));
        }
    })?;
    let mut out = Vec::new();
    for (_, term) in found.into_iter().take(COMPARED) {
        if let Some(written) = readable.nearest_written(analysis, &term, word)?
            && !is_function(&written)
            && is_same_but_for_ending(&once, &undoubled(&written))
        {
            out.push(term);
        }
    }
    Ok(out)
}

/// The index has words without their endings, so these are compared with the word's beginnings first, and those that are near
/// as the texts write them.
fn two_off(readable: &Readable, analysis: &Analysis, word: &str) -> tantivy::Result<Vec<String>> {
    let letters: Vec<char> = word.chars().collect();
    let Some(first) = letters.first() else { return Ok(Vec::new()) };
    let own = letter_set(word);
    // Of those that are equally near, the long ones: a short one is near to nearly everything.
    let mut found: BTreeSet<(usize, Reverse<usize>, String)> = BTreeSet::new();
    readable.words_with(*first, |term| {
        let right_length = term.len() + ENDING + 2 >= letters.len() && term.len() <= letters.len() + 2;
        if !right_length || (letter_set(term) & !own).count_ones() > 2 {
            return;
        }
        let term_letters: Vec<char> = term.chars().collect();
        let least = distances(&term_letters, &letters).into_iter().rev().take(ENDING + 1).min();
        if let Some(least) = least.filter(|least| *least <= 2) {
            found.insert((least, Reverse(term.len()), term.to_owned()));
        }
    })?;
    let mut out = Vec::new();
    for (.., term) in found.into_iter().take(COMPARED) {
        if let Some(written) = readable.nearest_written(analysis, &term, word)?
            && !is_function(&written)
            && far(word, &written) <= 2
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
