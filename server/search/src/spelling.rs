//! Latin words that nobody wrote: the words that differ from them by one letter, and of long ones by two.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use crate::{
    analysis::{Analysis, end, is_word, runs, start},
    english::{is_everyday, is_function, is_same_but_for_ending, undoubled},
    glyphs::{Glyph, glyphs},
    meant::{Readable, distances},
    question::Words,
    written::{begins_alike, far},
};

/// A shorter word is near to too many others.
const SHORTEST: usize = 4;
const LONGEST: usize = 24;
/// Of so many letters, two may be wrong.
const LONG: usize = 8;
/// So many letters of a word may be its ending, which the index does not have.
const ENDING: usize = 7;
/// A shorter word of the vendor's own is near to too many others, and no text tells which one is meant.
const SYNONYM: usize = 6;
/// Words of the index that are compared as a text writes them, the nearest first.
const COMPARED: usize = 8;
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";

/// Against a word that was typed right.
const WEIGHT: f32 = 0.5;

/// A word that may have been meant.
#[derive(Clone, Debug)]
pub struct Near {
    /// In the index.
    pub term: String,
    /// As the texts write it, in small letters.
    pub written: String,
    /// One of the vendor's synonyms; texts may have only the others.
    pub is_synonym: bool,
}

/// A question with near words in the place of those that no text has.
#[derive(Debug)]
pub struct Repaired {
    pub words: Words,
    /// As it would have been typed right.
    pub typed: String,
    /// A word in it is a synonym that no text has, and is to be asked for in the others.
    pub has_synonym: bool,
}

/// `None` when there is nothing to change. Words are compared as typed, before they are stemmed: the beginning of a wrong one may
/// be that of another word (referal, reference). `known`: stretches of bytes that are no mistakes.
pub fn repaired(readable: &Readable, words: &Words, typed: &str, known: &[Range<usize>]) -> tantivy::Result<Option<Repaired>> {
    let analysis = Analysis::default();
    let mut out = Repaired { words: words.clone(), typed: String::new(), has_synonym: false };
    let mut from = 0;
    for run in runs(&glyphs(typed)).filter(|run| is_word(run) && !is_within(run, known)) {
        let word: String = run.iter().map(|g| g.ch).collect();
        if !is_repairable(&word) || is_everyday(&word) || readable.has_written(&analysis, &word)? {
            continue;
        }
        let Some(near) = nearest(readable, &analysis, &word, 1, usize::MAX)? else { continue };
        let term = analysis.stem(&word);
        let is_there = out.words.terms.iter().any(|t| t.text == near.term);
        // In its place, not beside it: what no text has would count against those that have the right word.
        let Some(wrong) = out.words.terms.iter_mut().find(|t| !is_there && t.text == term) else { continue };
        (wrong.text, wrong.weight) = (near.term, WEIGHT);
        out.typed.push_str(typed.get(from..start(run)).unwrap_or_default());
        out.typed.push_str(&near.written);
        out.has_synonym |= near.is_synonym;
        from = end(run);
    }
    if from == 0 {
        return Ok(None);
    }
    out.typed.push_str(typed.get(from..).unwrap_or_default());
    Ok(Some(out))
}

/// Whether a part of what was typed is in one of these stretches of bytes, or reaches into it.
pub fn is_within(part: &[Glyph], stretches: &[Range<usize>]) -> bool {
    stretches.iter().any(|stretch| stretch.start < end(part) && start(part) < stretch.end)
}

pub fn is_repairable(word: &str) -> bool {
    (SHORTEST..=LONGEST).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase())
}

/// Of the words that a word may have been meant as, the nearest, then the one of the most texts. `least`: so many have it;
/// `most`: so many letters may be wrong.
pub fn nearest(readable: &Readable, analysis: &Analysis, word: &str, least: u32, most: usize) -> tantivy::Result<Option<Near>> {
    let mut best: Option<((usize, Reverse<u32>), Near)> = None;
    for one in near(readable, analysis, word)? {
        let (wrong, count) = (far(word, &one.written), readable.count(&one.term)?);
        let place = (wrong, Reverse(count));
        let enough = one.is_synonym || count >= least;
        if enough && wrong <= most && best.as_ref().is_none_or(|(other, _)| place < *other) {
            best = Some((place, one));
        }
    }
    Ok(best.map(|(_, near)| near))
}

/// The words of readable texts that a word may have been meant as: one letter off, or else of the vendor's synonyms, or else
/// letters written once or twice, or else, when it is long, two off.
fn near(readable: &Readable, analysis: &Analysis, word: &str) -> tantivy::Result<Vec<Near>> {
    if let Some(known) = readable.mended.borrow().iter().find(|(typed, _)| typed == word) {
        return Ok(known.1.clone());
    }
    let mut out = one_letter(readable, analysis, word)?;
    // What a text has is right, and needs no other word.
    if out.is_empty() && !readable.has_written(analysis, word)? {
        out = synonyms(readable, analysis, word);
    }
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

/// Latin words of the vendor's synonyms that are one letter off. The first letter is taken as right.
fn synonyms(readable: &Readable, analysis: &Analysis, word: &str) -> Vec<Near> {
    let mut out: Vec<Near> = Vec::new();
    let words = readable.synonyms.words().flat_map(|said| said.split(|ch: char| !ch.is_alphanumeric()));
    for said in words.filter(|said| said.len() >= SYNONYM && said.len().abs_diff(word.len()) <= 1) {
        let written = said.to_ascii_lowercase();
        if is_repairable(&written) && written.get(..1) == word.get(..1) && far(word, &written) == 1 {
            out.push(Near { term: analysis.stem(&written), written, is_synonym: true });
        }
    }
    out
}

/// The words that are one letter off, where a text has such a word, be it with another ending.
fn one_letter(readable: &Readable, analysis: &Analysis, word: &str) -> tantivy::Result<Vec<Near>> {
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
            out.push(Near { term, written, is_synonym: false });
        }
    }
    Ok(out)
}

/// Letters that are written twice in one word and once in the other: refferal, comited.
fn doubled(readable: &Readable, analysis: &Analysis, word: &str) -> tantivy::Result<Vec<Near>> {
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
            out.push(Near { term, written, is_synonym: false });
        }
    }
    Ok(out)
}

/// The index has words without their endings, so these are compared with the word's beginnings first, and those that are near
/// as the texts write them.
fn two_off(readable: &Readable, analysis: &Analysis, word: &str) -> tantivy::Result<Vec<Near>> {
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
            out.push(Near { term, written, is_synonym: false });
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
