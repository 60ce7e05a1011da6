//! Titles for half-typed words: katakana as hiragana, every sign of Japanese, the first letter of every word, every pair.

use tantivy::tokenizer::Tokenizer;

use crate::{
    analysis::{Piece, Pieces, Shape},
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

fn hiragana(ch: char) -> char {
    match ch {
        'ァ'..='ヶ' => u32::from(ch).checked_sub(0x60).and_then(char::from_u32).unwrap_or(ch),
        _ => ch,
    }
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
}
