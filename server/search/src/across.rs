//! What a question in Japanese says in the Latin letters of a title: names of products, of commands and of files, and titles of
//! texts that there are in English only.

use crate::{
    meanings::{meanings, said},
    question::Words,
    sounds::{Heard, Sound, hear, share, spoken},
    texts::BITS,
    weights::{MEANT_IN_TITLE, SOUNDS_IN_TITLE},
};

/// The words of a question that a title may have in another script.
pub struct Across(Vec<Word>);

struct Word {
    says: Says,
    /// Its terms in the question, as bits.
    terms: u64,
}

enum Says {
    Sounds(Vec<Sound>),
    Means(&'static [&'static str]),
}

/// The letters of titles, and what they sound like.
struct Titles<'t> {
    letters: Vec<&'t [u8]>,
    heard: Vec<Heard>,
    ends: Vec<usize>,
}

impl Across {
    pub fn of(words: &Words) -> Self {
        let stretches = words.wholes.iter().filter_map(|whole| whole.strip_prefix('='));
        let of_stretch = |stretch: &str| {
            let sounds = spoken(stretch).map(|sounds| Word { says: Says::Sounds(sounds), terms: terms(words, stretch) });
            let means = meanings(stretch);
            let means = means.into_iter().map(|(word, english)| Word { says: Says::Means(english), terms: terms(words, word) });
            sounds.into_iter().chain(means).collect::<Vec<_>>()
        };
        Self(stretches.flat_map(of_stretch).collect())
    }

    /// What each of these titles has of it, weighed; `worth` tells the share of a question that terms are, as bits. What many of
    /// the titles have says less about which one is meant.
    #[allow(clippy::cast_precision_loss)]
    pub fn weigh<'t>(&self, titles: impl ExactSizeIterator<Item = &'t [u8]>, worth: impl Fn(u64) -> f32) -> Vec<f32> {
        let mut out = vec![0.0; titles.len()];
        if self.0.is_empty() {
            return out;
        }
        let titles = Titles::of(titles.collect(), self.0.iter().any(|word| matches!(word.says, Says::Sounds(_))));
        let mut found = Vec::with_capacity(out.len());
        for word in &self.0 {
            found.clear();
            let weight = match &word.says {
                Says::Sounds(sounds) => {
                    found.extend((0..out.len()).map(|title| share(sounds, titles.heard(title))));
                    SOUNDS_IN_TITLE
                }
                Says::Means(english) => {
                    found.extend(titles.letters.iter().map(|letters| said(english, letters)));
                    MEANT_IN_TITLE
                }
            };
            let rare = 1.0 - found.iter().sum::<f32>() / found.len().max(1) as f32;
            let weight = weight * rare * worth(word.terms);
            for (sum, found) in out.iter_mut().zip(&found) {
                *sum += weight * found;
            }
        }
        out
    }
}

/// The terms that a word of a question is, as bits.
fn terms(words: &Words, word: &str) -> u64 {
    let signs: Vec<char> = word.chars().collect();
    let is_of_word = |term: &str| {
        let mut own = term.chars();
        match (own.next(), own.next(), own.next()) {
            // Of one kanji, also what stays of it before kana.
            (Some(first), None | Some('~'), None) => signs == [first],
            (Some(first), Some(second), None) => signs.windows(2).any(|pair| pair == [first, second]),
            _ => false,
        }
    };
    let own = words.terms.iter().enumerate().filter(|(_, term)| is_of_word(&term.text));
    own.fold(0, |bits, (at, _)| bits | 1 << (at % BITS))
}

impl<'t> Titles<'t> {
    fn of(letters: Vec<&'t [u8]>, listens: bool) -> Self {
        let (mut heard, mut ends) = (Vec::new(), Vec::with_capacity(letters.len()));
        for title in letters.iter().filter(|_| listens) {
            hear(title, &mut heard);
            ends.push(heard.len());
        }
        Self { letters, heard, ends }
    }

    fn heard(&self, title: usize) -> &[Heard] {
        let end = |title: Option<usize>| title.and_then(|title| self.ends.get(title)).copied().unwrap_or_default();
        self.heard.get(end(title.checked_sub(1))..end(Some(title))).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question::Question;

    /// With each word as half of the question.
    fn weighed(question: &str, titles: &[&str]) -> Vec<f32> {
        let Question::Words(words) = Question::read(question) else { panic!("{question}") };
        Across::of(&words).weigh(titles.iter().map(|title| title.as_bytes()), |terms| if terms == 0 { 0.0 } else { 0.5 })
    }

    #[test]
    fn titles_say_it_in_latin_letters() {
        let found = weighed("ページサイズを取得する", &["getpagesize", "getpid", "mmap"]);
        assert!(found[0] > found[1] && found[1] > found[2] && found[2] == 0.0, "{found:?}");
        let found = weighed("見積のテンプレート", &["quote template", "template", "news"]);
        assert!(found[0] > found[1] && found[1] > 0.0 && found[2] == 0.0, "{found:?}");
    }

    #[test]
    fn what_all_titles_have_says_nothing() {
        assert_eq!(weighed("名を読む", &["read name", "read name"]), [0.0, 0.0]);
        assert_eq!(weighed("size", &["size", "other"]), [0.0, 0.0], "letters.rs compares these");
        assert!(weighed("取得", &[]).is_empty());
    }
}
