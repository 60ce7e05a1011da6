//! What was typed, as terms with weights.

use std::collections::HashMap;

use crate::{
    analysis::{Analysis, Shape},
    glyphs::{Class, glyphs},
    weights,
};

const LONGEST: usize = 200;
pub const MOST_TERMS: usize = 64;

/// What a question comes down to.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// Nothing typed: everything, newest first.
    Blank,
    /// Typed, but no letter among it: nothing.
    Wordless,
    /// One Japanese sign.
    Sign(char),
    Words(Words),
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    /// Distinct, in the order typed.
    pub terms: Vec<Term>,
    /// Every occurrence but those of roots: which term, at which place.
    pub sequence: Vec<(usize, usize)>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    pub text: String,
    pub shape: Shape,
    pub weight: f32,
}

impl Question {
    pub fn read(typed: &str) -> Self {
        let typed = cut(typed);
        if typed.trim().is_empty() {
            return Self::Blank;
        }
        let mut signs = glyphs(typed).into_iter().filter(|g| Class::of(g.ch) != Class::Gap);
        if let (Some(only), None) = (signs.next(), signs.next())
            && Class::of(only.ch).is_unspaced()
        {
            return Self::Sign(only.ch);
        }
        let words = Words::read(typed);
        if words.terms.is_empty() { Self::Wordless } else { Self::Words(words) }
    }
}

/// As much of what was typed as is read.
pub fn cut(typed: &str) -> &str {
    typed.char_indices().nth(LONGEST).and_then(|(end, _)| typed.get(..end)).unwrap_or(typed)
}

impl Words {
    /// A pair that is a whole run of the question.
    pub fn stands_alone(&self, term: usize) -> bool {
        let pair = |at: usize| self.terms.get(at).is_some_and(|t| t.shape != Shape::Word);
        let mut places = self.sequence.iter().filter(|(at, _)| *at == term).map(|(_, place)| *place);
        places.any(|place| !self.sequence.iter().any(|(at, other)| pair(*at) && (*other + 1 == place || *other == place + 1)))
    }

    fn read(typed: &str) -> Self {
        let mut words = Self::default();
        let mut known: HashMap<String, usize> = HashMap::new();
        // The last sign of a run is there for questions of one sign; here its pair says more.
        for piece in Analysis::default().pieces(typed).into_iter().filter(|p| p.shape != Shape::Tail) {
            let at = match known.get(&piece.text) {
                Some(at) => *at,
                None if words.terms.len() == MOST_TERMS => continue,
                None => {
                    let weight = weights::of_shape(piece.shape);
                    words.terms.push(Term { text: piece.text.clone(), shape: piece.shape, weight });
                    known.insert(piece.text, words.terms.len() - 1);
                    words.terms.len() - 1
                }
            };
            if piece.shape != Shape::Root {
                words.sequence.push((at, piece.position));
            }
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_told_apart() {
        let read = |typed: &str| Question::read(typed);
        assert_eq!(read("  "), Question::Blank);
        assert_eq!(read("((("), Question::Wordless);
        assert_eq!(read("😀"), Question::Wordless);
        assert_eq!(read("(鍵)"), Question::Sign('鍵'));
        assert_eq!(read("の"), Question::Sign('の'));
        for words in ["a", "から", "鍵 a", "見積書"] {
            assert!(matches!(read(words), Question::Words(_)), "{words}");
        }
    }

    #[test]
    fn a_long_question_is_cut() {
        let typed = (0..5_000).map(|n| n.to_string()).collect::<Vec<_>>().join(" ");
        let Question::Words(words) = Question::read(&typed) else { panic!("words") };
        assert!(words.terms.len() <= MOST_TERMS);
    }
}
