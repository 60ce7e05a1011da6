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
