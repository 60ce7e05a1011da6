//! Words that a title has with another ending than was typed: stored is not what stores are.

use crate::{english::is_same_but_for_number, question::Words, texts::BITS};

/// The terms of Latin words of a question, and the words as they were typed.
pub struct Endings<'a>(Vec<(usize, &'a [u8])>);

impl<'a> Endings<'a> {
    /// What was put in the place of a typed word is not among them.
    pub fn of(words: &'a Words) -> Self {
        let latin = words.written.iter().filter(|(_, written)| written.bytes().all(|letter| letter.is_ascii_alphabetic()));
        let term = |text: &str| words.terms.iter().position(|term| term.text == text);
        Self(latin.filter_map(|(text, written)| Some((term(text)?, written.as_bytes()))).collect())
    }

    /// Of the terms in a title, as bits, those that none of its words has as it was typed, be it of one thing or of several.
    pub fn others(&self, terms: u64, letters: &[u8]) -> u64 {
        let in_title = || self.0.iter().filter(move |(term, _)| terms >> (term % BITS) & 1 == 1);
        let mut others = in_title().fold(0, |bits, (term, _)| bits | 1 << (term % BITS));
        if others == 0 {
            return 0;
        }
        for word in letters.split(|letter| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
            let same = in_title().filter(|(_, typed)| is_same_but_for_number(word, typed));
            others &= !same.fold(0, |bits, (term, _)| bits | 1 << (term % BITS));
        }
        others
    }
}
