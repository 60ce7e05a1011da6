//! The letters of titles: Latin words of a question as beginnings of what a title says, also inside of its words (page size,
//! getpagesize).

use crate::{analysis::Shape, glyphs::glyphs, question::Words};

/// Letters of a word that say which word it is.
const LONGEST: usize = 8;
/// And of one that counts as asked for.
const ASKED: usize = 6;
/// A single letter is everywhere.
const SHORTEST: usize = 2;

/// What a title is compared by. What is not ASCII can be no part of a Latin word; it is there only to be counted.
pub fn letters(title: &str) -> impl Iterator<Item = u8> {
    glyphs(title).into_iter().map(|g| u8::try_from(g.ch).unwrap_or(u8::MAX))
}

/// The Latin words of a question.
pub struct Letters {
    /// Which term, and its letters.
    words: Vec<(usize, Vec<u8>)>,
}

/// What a title has of them.
#[derive(Default)]
pub struct Spelt {
    /// Which term, and how much of its beginning.
    pub parts: Vec<(usize, f32)>,
    /// How much of the title's letters, 0 to 1.
    pub asked: f32,
    /// How many letters the title has.
    pub length: f32,
}

impl Letters {
    pub fn of(words: &Words) -> Self {
        let latin = words.terms.iter().enumerate().filter(|(_, t)| t.shape == Shape::Word && t.text.is_ascii());
        let begin = |text: &str| text.bytes().take(LONGEST).collect::<Vec<u8>>();
        Self { words: latin.map(|(at, t)| (at, begin(&t.text))).filter(|(_, word)| word.len() >= SHORTEST).collect() }
    }

    pub const fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Of the letters of a title.
    pub fn look(&self, letters: &[u8]) -> Spelt {
        let counts = |letter: u8| letter.is_ascii_alphanumeric() || letter == u8::MAX;
        let mut asked = vec![false; letters.len()];
        let mut parts = Vec::new();
        for (term, word) in &self.words {
            let mut longest = 0;
            for (at, _) in letters.iter().enumerate().filter(|(_, letter)| Some(*letter) == word.first()) {
                let same = word.iter().zip(letters.iter().skip(at)).take_while(|(a, b)| a == b).count();
                if same >= SHORTEST {
                    longest = same.max(longest);
                    asked.iter_mut().skip(at).take(same.min(ASKED)).for_each(|letter| *letter = true);
                }
            }
            if longest > 0 {
                parts.push((*term, share(longest, word.len())));
            }
        }
        let length = letters.iter().filter(|letter| counts(**letter)).count();
        Spelt { parts, asked: share(asked.iter().filter(|a| **a).count(), length), length: share(length, 1) }
    }
}

#[allow(clippy::cast_precision_loss)]
fn share(part: usize, of: usize) -> f32 {
    part as f32 / of.max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question::Question;

    #[test]
    fn words_are_found_inside_of_names() {
        let Question::Words(words) = Question::read("get the page size") else { panic!("words") };
        let asked = Letters::of(&words);
        let look = |title| asked.look(&letters(title).collect::<Vec<_>>());
        let found = look("getpagesize");
        assert_eq!((found.parts.len(), found.length), (3, 11.0));
        assert!((found.asked - 1.0).abs() < f32::EPSILON, "{}", found.asked);
        let other = look("サーバー mkdir");
        assert!(other.parts.is_empty() && other.asked == 0.0);
    }
}
