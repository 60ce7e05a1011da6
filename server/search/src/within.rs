//! Words of katakana of which a text may have parts only: one about ポイント says nothing about ライン, and one about レポート
//! nothing about サポート. Nor does one about ガイドライン where ライン, which is short, has other words in its place, and so is
//! a word of its own.

use crate::{
    analysis::Shape,
    glyphs::{Class, Glyph},
    question::Words,
    texts::BITS,
    whole::{SHORT, is_katakana},
};

/// Of the pairs of a typed word in katakana, so many of so many are the word with a mistake in it.
const NEARLY: (usize, usize) = (3, 4);

/// The words of katakana of a question, and what else it asks for, as bits.
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
    /// `stands`: whether a text has a whole word, by its number, which is asked of short ones; `is_covered`: whether one, as a
    /// term, has others in its place. What is neither may be a part of what was meant.
    pub fn of(words: &Words, stands: impl Fn(usize) -> bool, is_covered: impl Fn(&str) -> bool) -> Self {
        let (mut wholes, mut parts, mut joined) = (0, 0, Vec::new());
        for (number, whole) in words.wholes.iter().enumerate() {
            let signs: Vec<char> = whole.chars().skip(1).collect();
            if signs.len() < 2 || !signs.iter().all(|sign| is_katakana(*sign)) {
                continue;
            }
            let (short, covered) = (signs.len() <= SHORT, is_covered(whole));
            // Among very many texts, parts of long words lead to texts that were meant more often than not.
            if !(covered || short && stands(number)) {
                continue;
            }
            // A long word is itself also where it ends a longer one.
            let apart = short && covered;
            let term = |pair: &[char]| words.terms.iter().position(|term| term.text.chars().eq(pair.iter().copied()));
            let pairs = signs.windows(2).fold(0, |pairs, pair| pairs | term(pair).map_or(0, bit));
            wholes |= bit(number);
            parts |= pairs;
            joined.extend((!apart).then_some(pairs));
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

/// Whether a pair of a text has no katakana, or stands in a stretch of it that says one of the typed ones that have the pair: the
/// end of レポート is no サポート.
pub fn is_of_typed(typed: &[Vec<char>], run: &[Glyph], at: usize) -> bool {
    let sign = |at: usize| run.get(at).map(|g| g.ch);
    let (Some(a), Some(b)) = (sign(at), sign(at + 1)) else { return true };
    let (first, second) = (is_katakana(a), is_katakana(b));
    if !first && !second {
        return true;
    }
    let own = typed.iter().filter(|typed| match (first, second) {
        (true, true) => typed.windows(2).any(|pair| pair == [a, b]),
        (true, false) => typed.last() == Some(&a),
        (false, _) => typed.first() == Some(&b),
    });
    let mut own = own.peekable();
    if own.peek().is_none() {
        return true;
    }
    let stretch = katakana_around(run, if first { at } else { at + 1 });
    own.any(|typed| says(&stretch, typed))
}

/// The katakana about a sign of it, but for a prolonged mark at the end.
fn katakana_around(run: &[Glyph], at: usize) -> Vec<char> {
    let (before, behind) = run.split_at(at.min(run.len()));
    let before = before.iter().rev().take_while(|g| is_katakana(g.ch)).count();
    let behind = behind.iter().take_while(|g| is_katakana(g.ch)).count();
    let mut out: Vec<char> = run.iter().skip(at - before).take(before + behind).map(|g| g.ch).collect();
    if out.len() > 2 && out.last().is_some_and(|last| Class::of(*last) == Class::Prolonged) {
        out.pop();
    }
    out
}

/// Whether a stretch of katakana has a typed one in it, or nearly, or is a part of it.
fn says(stretch: &[char], typed: &[char]) -> bool {
    let has = |signs: &[char], pair: &[char]| signs.windows(2).any(|other| other == pair);
    let all = typed.len().saturating_sub(1);
    let there = typed.windows(2).filter(|pair| has(stretch, pair)).count();
    there * NEARLY.1 >= all * NEARLY.0 || stretch.windows(2).all(|pair| has(typed, pair))
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
        for other in ["設定", "line", "さぽーと"] {
            assert!(within(other, true).0.is_empty(), "{other}");
        }
    }

    #[test]
    fn parts_of_a_long_word_are_not_the_word() {
        let within = |typed: &str, stands: bool, covered: bool| {
            let Question::Words(words) = Question::read(typed) else { panic!("{typed}") };
            let bits = |some: &[&str]| {
                let terms = words.terms.iter().enumerate().filter(|(_, term)| some.contains(&term.text.as_str()));
                terms.fold(0, |bits, (at, _)| bits | bit(at))
            };
            let within = Within::of(&words, |_| stands, |_| covered);
            let (parts, all) = (["ポー", "ート"], ["サポ", "ポー", "ート"]);
            (within.is_all(bits(&parts), 0), within.is_all(bits(&all), 0), within.is_all(bits(&["ート", "時間"]), 0))
        };
        for (stands, covered) in [(false, true), (true, true)] {
            assert_eq!(within("サポート", stands, covered), (true, false, true));
            assert_eq!(within("サポート時間", stands, covered), (true, false, false), "it has the other word");
        }
        for stands in [false, true] {
            assert_eq!(
                within("サポート", stands, false),
                (false, false, false),
                "it may be a mistake, or a part of what was meant"
            );
        }
    }
}
