//! What was typed, as terms with weights.

use std::collections::{HashMap, HashSet};

use crate::{
    analysis::{Analysis, OKURIGANA, Piece, Shape},
    english::is_function,
    glyphs::{Class, glyphs},
    texts::BITS,
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
    /// Stretches of one script as they were typed, distinct.
    pub wholes: Vec<String>,
    /// The terms of spaced words, and the words as they were typed.
    pub written: Vec<(String, String)>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    pub text: String,
    pub shape: Shape,
    pub weight: f32,
    /// Of the word it belongs to.
    pub share: f32,
    /// The same with kana between two kanji, or without them: what stands for it in another way to write it.
    pub also: Option<String>,
}

impl Term {
    pub fn new(text: String, shape: Shape, weight: f32) -> Self {
        let also = (shape == Shape::Pair && text.chars().all(|ch| Class::of(ch) == Class::Han)).then(|| format!("^{text}"));
        Self { text, shape, weight, share: 1.0, also }
    }

    fn is_katakana(&self) -> bool {
        self.text.chars().all(|ch| matches!(Class::of(ch), Class::Katakana | Class::Prolonged))
    }
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

    /// The terms of words that only hold others together, as bits; none where there are no others. Beside Japanese, IT is a name.
    pub fn fillers(&self) -> u64 {
        if self.terms.iter().any(|term| term.shape != Shape::Word) {
            return 0;
        }
        let all = self.terms.iter().enumerate();
        let fillers = all.filter(|(_, term)| self.is_filler(term)).fold(0, |bits, (at, _)| bits | 1 << (at % BITS));
        if self.terms.iter().all(|term| self.is_filler(term)) { 0 } else { fillers }
    }

    /// One that was put in the place of another was not typed, and is none.
    fn is_filler(&self, term: &Term) -> bool {
        let mut written = self.written.iter().filter(|(text, _)| *text == term.text).map(|(_, written)| written).peekable();
        written.peek().is_some() && written.all(|written| is_function(written))
    }

    /// It has nothing but words that hold others together.
    pub fn is_grammar(&self) -> bool {
        self.terms.iter().all(|term| term.shape == Shape::Word && self.is_filler(term))
    }

    fn read(typed: &str) -> Self {
        let mut words = Self::default();
        let mut known: HashMap<String, usize> = HashMap::new();
        // The last sign of a run is there for questions of one sign; here its pair says more.
        let pieces: Vec<Piece> = Analysis::default().pieces(typed).into_iter().filter(|p| p.shape != Shape::Tail).collect();
        // A word of two verbs, as 申し込み, asks for 申込: the index has it as that too. 読み方 is none.
        let is_verb = |first: &Piece| {
            let second = pieces.iter().find(|p| p.position == first.position + 2 && p.shape == Shape::Ending);
            second.is_some_and(|ending| ending.text.ends_with(OKURIGANA))
        };
        let closed: HashSet<usize> =
            pieces.iter().filter(|p| p.shape == Shape::Closed && is_verb(p)).map(|p| p.position).collect();
        let mut others: Vec<(usize, String)> = Vec::new();
        for mut piece in pieces {
            let is_behind = |places: usize| piece.position.checked_sub(places).is_some_and(|begin| closed.contains(&begin));
            match piece.shape {
                Shape::Closed if is_behind(0) => {
                    piece.text.remove(0);
                    piece.shape = Shape::Pair;
                }
                Shape::Closed => {
                    let pair = piece.text.trim_start_matches('^');
                    others.extend((0..2).map(|next| (piece.position + next, pair.to_owned())));
                    continue;
                }
                Shape::Ending | Shape::Boundary if is_behind(0) || is_behind(1) => continue,
                Shape::Root if is_behind(0) || is_behind(2) => continue,
                _ => {}
            }
            if piece.shape == Shape::Whole {
                if words.wholes.len() < MOST_TERMS && !words.wholes.contains(&piece.text) {
                    words.wholes.push(piece.text);
                }
                continue;
            }
            if piece.shape == Shape::Word && words.written.len() < MOST_TERMS {
                let written = glyphs(typed.get(piece.start..piece.end).unwrap_or_default());
                words.written.push((piece.text.clone(), written.into_iter().map(|glyph| glyph.ch).collect()));
            }
            let at = match known.get(&piece.text) {
                Some(at) => *at,
                None if words.terms.len() == MOST_TERMS => continue,
                None => {
                    let weight = weights::of_shape(piece.shape);
                    words.terms.push(Term::new(piece.text.clone(), piece.shape, weight));
                    known.insert(piece.text, words.terms.len() - 1);
                    words.terms.len() - 1
                }
            };
            if piece.shape != Shape::Root {
                words.sequence.push((at, piece.position));
            }
        }
        for (place, written) in others {
            let here = words.sequence.iter().filter(|(_, at)| *at == place).map(|(term, _)| *term).collect::<Vec<_>>();
            for term in here {
                words.terms.iter_mut().skip(term).take(1).for_each(|term| term.also = Some(written.clone()));
            }
        }
        words.share_among_katakana();
        words
    }

    /// A long word of katakana has many pairs and is still one word: each counts by the root of how many they are.
    fn share_among_katakana(&mut self) {
        let katakana = |at: usize| self.terms.get(at).is_some_and(Term::is_katakana);
        let words = self.sequence.chunk_by(|a, b| katakana(a.0) && katakana(b.0) && a.1 + 1 == b.1);
        let shares = words.filter(|pairs| pairs.len() > 1).flat_map(|pairs| {
            let share = 1.0 / f32::from(u16::try_from(pairs.len()).unwrap_or(u16::MAX)).sqrt();
            pairs.iter().map(move |pair| (pair.0, share))
        });
        for (at, share) in shares.collect::<Vec<_>>() {
            self.terms.iter_mut().skip(at).take(1).for_each(|term| term.share = share);
        }
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
    fn words_that_hold_others_together_are_told_from_them() {
        for (typed, fillers) in [
            ("what is the weather", 0b0111),
            ("How to get paid", 0b0111),
            ("evening doings", 0),
            ("the of a", 0),
            ("IT導入", 0),
            ("partner's points", 0),
        ] {
            let Question::Words(words) = Question::read(typed) else { panic!("{typed}") };
            assert_eq!((words.fillers(), words.is_grammar()), (fillers, typed == "the of a"), "{typed}");
        }
    }

    #[test]
    fn a_long_question_is_cut() {
        let typed = (0..5_000).map(|n| n.to_string()).collect::<Vec<_>>().join(" ");
        let Question::Words(words) = Question::read(&typed) else { panic!("words") };
        assert!(words.terms.len() <= MOST_TERMS);
    }
}
