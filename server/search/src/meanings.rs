//! Words of kanji, and what they are in English: a title that is a name, or in English, answers a question in Japanese, too.
//!
//! The words are everyday ones; what is called otherwise in the vendor's trade is for the vendor's synonyms to say.

use std::{collections::HashMap, sync::LazyLock};

use crate::glyphs::Class;

/// Letters of a word that say which word it is.
const LONGEST: usize = 8;
/// With fewer, nearly every title has it somewhere.
const SHORTEST: usize = 3;

/// A line each: the word, and English ones for it.
const EVERYDAY: &str = include_str!("everyday.txt");

static WORDS: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let lines = EVERYDAY.lines().filter(|line| !line.starts_with('#'));
    let words = lines.filter_map(|line| line.split_once(' '));
    words.map(|(word, english)| (word, english.split(' ').collect())).collect()
});
static LONGEST_WORD: LazyLock<usize> = LazyLock::new(|| WORDS.keys().map(|word| word.chars().count()).max().unwrap_or_default());

/// The everyday words in a stretch of kanji, each with its English ones; a kanji is a word only where it stands alone.
pub fn meanings(stretch: &str) -> Vec<(&str, &'static [&'static str])> {
    let mut out = Vec::new();
    if !stretch.chars().all(|sign| Class::of(sign) == Class::Han) {
        return out;
    }
    let mut rest = stretch;
    while let Some(first) = rest.chars().next() {
        let shortest = if rest.len() == stretch.len() && stretch.chars().nth(1).is_none() { 1 } else { 2 };
        let beginnings = (shortest..=*LONGEST_WORD).rev().filter_map(|signs| beginning(rest, signs));
        let known = beginnings.into_iter().find_map(|word| Some((word, WORDS.get(word)?.as_slice())));
        out.extend(known);
        rest = rest.get(known.map_or(first.len_utf8(), |(word, _)| word.len())..).unwrap_or_default();
    }
    out
}

/// The first so many signs, if there are as many.
fn beginning(text: &str, signs: usize) -> Option<&str> {
    let mut ends = text.char_indices().map(|(at, sign)| at + sign.len_utf8());
    text.get(..ends.nth(signs.checked_sub(1)?)?)
}

/// How much of one of the words, from its first letter on, a title says, 0 to 1; also inside of its words.
#[allow(clippy::cast_precision_loss)]
pub fn said(english: &[&str], letters: &[u8]) -> f32 {
    let said = |word: &&str| {
        let word = word.as_bytes().get(..LONGEST).unwrap_or(word.as_bytes());
        let same = |at: usize| word.iter().zip(letters.iter().skip(at)).take_while(|(a, b)| a == b).count();
        let longest = (0..letters.len()).map(same).max().unwrap_or_default();
        if longest < SHORTEST { 0.0 } else { longest as f32 / word.len() as f32 }
    };
    english.iter().map(said).fold(0.0, f32::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(stretch: &str) -> Vec<&str> {
        meanings(stretch).into_iter().map(|(word, _)| word).collect()
    }

    #[test]
    fn the_longest_word_is_meant() {
        assert_eq!(words("浮動小数点"), ["浮動小数点"]);
        assert_eq!(words("契約更新日付"), ["契約", "更新", "日付"]);
        assert_eq!(words("名"), ["名"]);
        assert_eq!(words("氏名欄"), ["氏名"]);
        assert!(words("サイズ").is_empty() && words("").is_empty() && words("name").is_empty());
    }

    #[test]
    fn a_name_says_it_in_english() {
        for (stretch, title, least) in [
            ("取得", "getpagesize", 0.99),
            ("価格", "price list", 0.99),
            ("属性", "pthread_attr_init", 0.49),
            ("送信", "mq_send", 0.99),
        ] {
            let english = meanings(stretch)[0].1;
            assert!(said(english, title.as_bytes()) > least, "{stretch} {title}");
        }
        assert!(said(meanings("価格")[0].1, b"prefix") < 0.01);
    }

    #[test]
    fn each_word_stands_once_and_in_small_letters() {
        let lines: Vec<&str> = EVERYDAY.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(lines.len(), WORDS.len());
        for line in lines {
            let (word, english) = line.split_once(' ').unwrap();
            assert!(word.chars().all(|sign| Class::of(sign) == Class::Han), "{word}");
            assert!(english.split(' ').all(|one| one.len() >= SHORTEST && one.bytes().all(|b| b.is_ascii_lowercase())), "{line}");
        }
    }
}
