//! Short words of katakana of which a text may have parts only: one about ポイント says nothing about ライン. Nor does one about
//! ガイドライン where ライン has other words in its place, and so is a word of its own.

use crate::{
    analysis::Shape,
    question::Words,
    texts::BITS,
    whole::{SHORT, is_katakana},
};

/// The short words of a question, and what else it asks for, as bits.
#[derive(Default)]
pub struct Within {
    /// By their numbers among the whole words.
    wholes: u64,
    /// The terms that are no parts of them, but for grammar.
    others: u64,
    /// The terms of each that may also be the end of a longer word, as シート of セキュリティシート.
    joined: Vec<u64>,
}

impl Within {
    /// `stands`: whether a text has a whole word, by its number; `is_covered`: whether one, as a term, has others in its place.
    /// What is neither may be a part of what was meant.
    pub fn of(words: &Words, stands: impl Fn(usize) -> bool, is_covered: impl Fn(&str) -> bool) -> Self {
        let (mut wholes, mut parts, mut joined) = (0, 0, Vec::new());
        for (number, whole) in words.wholes.iter().enumerate() {
            let signs: Vec<char> = whole.chars().skip(1).collect();
            let short = (2..=SHORT).contains(&signs.len()) && signs.iter().all(|sign| is_katakana(*sign));
            let covered = short && is_covered(whole);
            if !short || !(covered || stands(number)) {
                continue;
            }
            let term = |pair: &[char]| words.terms.iter().position(|term| term.text.chars().eq(pair.iter().copied()));
            let pairs = signs.windows(2).fold(0, |pairs, pair| pairs | term(pair).map_or(0, bit));
            wholes |= bit(number);
            parts |= pairs;
            joined.extend((!covered).then_some(pairs));
        }
        let says = |shape| matches!(shape, Shape::Word | Shape::Pair | Shape::Root | Shape::Single);
        let telling = words.terms.iter().enumerate().filter(|(_, term)| says(term.shape));
        Self { wholes, others: telling.fold(0, |bits, (at, _)| bits | bit(at)) & !parts, joined }
    }

    /// The question has no such words.
    pub const fn is_empty(&self) -> bool {
        self.wholes == 0
    }

    /// Whether a text with these terms and whole words has no more of the question than parts of other words.
    pub fn is_all(&self, terms: u64, wholes: u64) -> bool {
        !self.is_empty()
            && terms & self.others == 0
            && wholes & self.wholes == 0
            && !self.joined.iter().any(|pairs| terms & pairs == *pairs)
    }
}

const fn bit(number: usize) -> u64 {
    1 << (number % BITS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question::Question;

    #[test]
    fn parts_of_other_words_are_not_the_word() {
        let within = |typed: &str, covered: bool| {
            let Question::Words(words) = Question::read(typed) else { panic!("{typed}") };
            let terms = |text: &str| words.terms.iter().position(|term| term.text == text).map_or(0, bit);
            (Within::of(&words, |_| true, |_| covered), terms("ライ") | terms("ンの"), terms("イン"), terms("設定"))
        };
        let (line, one, other, _) = within("ライン", true);
        assert!(line.is_all(one | other, 0) && !line.is_all(one | other, 1));
        let (line, one, other, _) = within("ライン", false);
        assert!(line.is_all(one, 0) && line.is_all(other, 0) && !line.is_all(one | other, 0));
        let (line, one, other, settings) = within("ラインの設定", true);
        assert!(line.is_all(one | other, 0) && !line.is_all(one | settings, 0));
        for longer in ["オンライン", "設定", "line"] {
            assert!(within(longer, true).0.is_empty(), "{longer}");
        }
    }
}
