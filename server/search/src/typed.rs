//! Titles for half-typed words: katakana as hiragana, every sign of Japanese, the first letter of every word, every pair.

use tantivy::tokenizer::Tokenizer;

use crate::{
    analysis::{OKURIGANA, Piece, Pieces, Shape, closed},
    glyphs::{Class, Glyph, glyphs},
};

pub const NAME: &str = "typed";

const LONGEST_WORD: usize = 48;

/// Words and runs, normalised and folded.
pub fn parts(text: &str) -> Vec<Vec<Glyph>> {
    let glyphs: Vec<Glyph> = glyphs(text).into_iter().map(|g| Glyph { ch: hiragana(g.ch), ..g }).collect();
    glyphs.split(|g| Class::of(g.ch) == Class::Gap).filter(|part| !part.is_empty()).map(<[Glyph]>::to_vec).collect()
}

/// The folded text, its parts joined.
pub fn folded(text: &str) -> String {
    parts(text).iter().map(|part| part.iter().map(|g| g.ch).collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// How a title has what was typed, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// It begins so.
    Title,
    /// Words of it do.
    Word,
    /// It is within a word.
    Within,
}

/// `None` where a part of what was typed does not stand in the title as it is, though its pairs may.
pub fn place(title: &str, typed: &str) -> Option<Place> {
    let (title, typed) = (spaced(title), spaced(typed));
    let typed = without_mark(&typed);
    if title.get(..typed.len()).is_some_and(|begin| sounds(begin, typed)) {
        return Some(Place::Title);
    }
    let mut parts = typed.split(|sign| *sign == ' ').map(|part| place_of(&title, without_mark(part)));
    parts.try_fold(Place::Word, |worst, place| place.map(|place| worst.max(place)))
}

/// Normalised signs, with a blank where there is anything else.
fn spaced(text: &str) -> Vec<char> {
    let glyphs = glyphs(text);
    let parts = glyphs.split(|g| Class::of(g.ch) == Class::Gap).filter(|part| !part.is_empty());
    let parts: Vec<Vec<char>> = parts.map(|part| part.iter().map(|g| g.ch).collect()).collect();
    parts.join(&' ')
}

/// サーバ is in サーバー, and so is サーバー in サーバ.
fn without_mark(typed: &[char]) -> &[char] {
    match typed {
        [rest @ .., last] if rest.len() > 1 && Class::of(*last) == Class::Prolonged => rest,
        _ => typed,
    }
}

fn place_of(title: &[char], part: &[char]) -> Option<Place> {
    let places = title.windows(part.len().max(1)).enumerate().filter(|(_, here)| sounds(here, part));
    let places = places.filter_map(|(at, here)| {
        if begins_word(title, at) {
            return Some(Place::Word);
        }
        // What is typed in katakana is no ending of a verb: もらい has no ライ.
        is_written(here, part).then_some(Place::Within)
    });
    places.min()
}

/// In either kana.
fn sounds(title: &[char], typed: &[char]) -> bool {
    title.len() == typed.len() && title.iter().zip(typed).all(|(a, b)| hiragana(*a) == hiragana(*b))
}

/// As it is, or not yet in katakana.
fn is_written(title: &[char], typed: &[char]) -> bool {
    title.iter().zip(typed).all(|(a, b)| a == b || hiragana(*a) == *b)
}

/// Where the script changes, a word begins, but for hiragana, which mostly goes on with one.
fn begins_word(title: &[char], at: usize) -> bool {
    let class = |at: usize| title.get(at).map(|sign| Class::of(*sign));
    let before = at.checked_sub(1).and_then(class);
    match class(at) {
        Some(Class::Hiragana | Class::Prolonged) => matches!(before, None | Some(Class::Gap)),
        Some(Class::Katakana) => !matches!(before, Some(Class::Katakana | Class::Prolonged)),
        here => here != before,
    }
}

/// Katakana as hiragana; other signs as they are.
pub fn hiragana(ch: char) -> char {
    match ch {
        'ァ'..='ヶ' => u32::from(ch).checked_sub(0x60).and_then(char::from_u32).unwrap_or(ch),
        _ => ch,
    }
}

/// Without the kana that may be left out: 見積 for 見積もり, 申込 for 申し込み. `None` where there are none, or too little stays.
pub fn without_okurigana(text: &str) -> Option<String> {
    let glyphs = glyphs(text.trim());
    let is_kana = |glyph: &&Glyph| Class::of(glyph.ch) == Class::Hiragana;
    let ending = match glyphs.iter().rev().take_while(is_kana).map(|glyph| glyph.ch).collect::<Vec<_>>().as_slice() {
        [last] if OKURIGANA.contains(last) => 1,
        ['り', 'も'] | ['せ', 'わ'] => 2,
        _ => 0,
    };
    let mut out = String::new();
    let mut at = 0;
    while let Some(glyph) = glyphs.get(at).filter(|_| at + ending < glyphs.len()) {
        out.push(glyph.ch);
        let between = closed(&glyphs, at).map_or(0, |_| glyphs.iter().skip(at + 1).take_while(is_kana).count());
        at += 1 + between;
    }
    let enough = out.chars().rev().take_while(|ch| Class::of(*ch) == Class::Han).count() >= 2;
    (enough && out.chars().count() < glyphs.len()).then_some(out)
}

/// What a half-typed part asks for: its pairs, or its only sign. サーバー asks for サーバ too.
pub fn asked(part: &[Glyph]) -> Vec<String> {
    let part = match part {
        [rest @ .., last] if rest.len() > 1 && Class::of(last.ch) == Class::Prolonged => rest,
        _ => part,
    };
    if let [only] = part {
        return vec![only.ch.to_string()];
    }
    part.windows(2).take(LONGEST_WORD).map(|pair| pair.iter().map(|g| g.ch).collect()).collect()
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut out = Vec::new();
    for part in parts(text) {
        for (at, glyph) in part.iter().enumerate().take(LONGEST_WORD) {
            let first = at == 0 || Class::of(glyph.ch).is_unspaced();
            let singles = first.then(|| (glyph.ch.to_string(), glyph.end));
            let pairs = part.get(at + 1).map(|next| (format!("{}{}", glyph.ch, next.ch), next.end));
            for (text, end) in singles.into_iter().chain(pairs) {
                out.push(Piece { text, shape: Shape::Pair, position: out.len(), start: glyph.start, end });
            }
        }
    }
    out
}

#[derive(Clone, Default)]
pub struct Typed;

impl Tokenizer for Typed {
    type TokenStream<'a> = Pieces;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Pieces {
        Pieces::new(pieces(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_beginnings_and_pairs() {
        let terms: Vec<String> = pieces("サーバ IT").into_iter().map(|p| p.text).collect();
        assert_eq!(terms.join(" "), "さ さー ー ーば ば i it");
        assert_eq!(folded("ｻｰﾊﾞ・ＩＴ"), "さーば it");
    }

    #[test]
    fn titles_begin_so_or_a_word_of_theirs_does() {
        for (title, typed, expected) in [
            ("トライアルの始め方", "トラ", Some(Place::Title)),
            ("トライアルの始め方", "とら", Some(Place::Title)),
            ("お客様のトライアル", "とら", Some(Place::Word)),
            ("トライアルの始め方", "ライ", Some(Place::Within)),
            ("返事をもらう、もらい方", "ライ", None),
            ("もらい方", "モラ", Some(Place::Title)),
            ("お見積の出し方", "見積", Some(Place::Word)),
            ("案件登録", "登録", Some(Place::Within)),
            ("24時間サポート", "サポ", Some(Place::Word)),
            ("サーバの場所", "サーバー", Some(Place::Title)),
            ("ｻｰﾊﾞｰの場所", "サーバ", Some(Place::Title)),
            ("How to invite a colleague", "hol", None),
            ("Closed on holidays", "hol", Some(Place::Word)),
            ("Security sheet", "sheet sec", Some(Place::Word)),
            ("Security sheet", "sheet cur", Some(Place::Within)),
            ("物流センターへのご案内、最初に", "さいん", None),
            ("Sheet", "", Some(Place::Title)),
        ] {
            assert_eq!(place(title, typed), expected, "{typed} in {title}");
        }
    }

    #[test]
    fn kana_may_be_left_out() {
        for (typed, expected) in [
            ("見積もり", Some("見積")),
            ("見積り", Some("見積")),
            ("申し込み", Some("申込")),
            ("問い合わせ", Some("問合")),
            ("値引き ", Some("値引")),
            ("新しい見積もり", Some("新しい見積")),
            ("見積", None),
            ("見積から", None),
            ("読み", None),
            ("みつもり", None),
            ("", None),
        ] {
            assert_eq!(without_okurigana(typed).as_deref(), expected, "{typed}");
        }
    }
}
