//! Text into terms: words (stemmed) for spaced writing, bigrams for Japanese, the same for documents and questions.
//!
//! A run of Japanese signs gives every pair of neighbours, every stretch of one script whole, and its last sign alone, so that
//! a question of one character finds it too. Pairs of hiragana are mostly grammar and weigh half.

use frostem::{Algorithm, Stemmer};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::glyphs::{Class, Glyph, glyphs};

/// The name under which the index knows this analysis.
pub const NAME: &str = "jiso";

const LONGEST_WORD: usize = 48;

/// Ends of verbs before another verb; those that are also particles, as in 見て and 前に, are not among them.
pub const OKURIGANA: [char; 19] =
    ['い', 'き', 'ぎ', 'し', 'ち', 'び', 'み', 'り', 'え', 'け', 'げ', 'せ', 'ね', 'べ', 'め', 'れ', 'っ', 'じ', 'ぜ'];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Word,
    /// Two neighbours in kanji or katakana.
    Pair,
    /// Hiragana after kanji or katakana: an ending, or a particle.
    Ending,
    /// Hiragana before kanji or katakana: mostly where a word ends.
    Boundary,
    /// Two neighbours in hiragana.
    KanaPair,
    /// A kanji alone before hiragana: what stays of 読む, 読み and 読んだ.
    Root,
    /// All katakana, or all kanji, between other signs: a word as it is written.
    Whole,
    /// Two kanji with the kana between them left out: 申し込み is also 申込. Only texts are asked for it; a question has it beside
    /// its pairs.
    Closed,
    /// The last sign of a run that has pairs.
    Tail,
    /// A run of one sign.
    Single,
}

/// One term of a text, with its place among the others and the bytes it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub shape: Shape,
    pub position: usize,
    pub start: usize,
    pub end: usize,
}

/// Splits texts into pieces; keeps what is dear to make.
pub struct Analysis {
    stemmer: Stemmer,
}

impl Default for Analysis {
    fn default() -> Self {
        Self { stemmer: Stemmer::new(Algorithm::English) }
    }
}

impl Analysis {
    pub fn pieces(&self, text: &str) -> Vec<Piece> {
        let glyphs = glyphs(text);
        let mut out = Vec::with_capacity(glyphs.len());
        let mut position = 0;
        for run in runs(&glyphs) {
            if is_word(run) {
                let text = self.word(run);
                out.push(Piece { text, shape: Shape::Word, position, start: start(run), end: end(run) });
                position += 1;
            } else {
                position += push_run(&without_final_marks(run), position, &mut out);
            }
        }
        out
    }

    /// The term of a run that is a word.
    pub fn word(&self, run: &[Glyph]) -> String {
        let letters: String = run.iter().map(|g| g.ch).filter(|c| c.is_alphanumeric()).take(LONGEST_WORD).collect();
        self.stem(&letters)
    }

    /// The term of a normalised word.
    pub fn stem(&self, word: &str) -> String {
        if word.is_ascii() { self.stemmer.stem(word).into_owned() } else { word.to_owned() }
    }
}

/// Words and runs of Japanese signs, without what is between them.
pub fn runs(mut rest: &[Glyph]) -> impl Iterator<Item = &[Glyph]> {
    std::iter::from_fn(move || {
        loop {
            let length = match Class::of(rest.first()?.ch) {
                Class::Gap => 0,
                Class::Word => word_length(rest),
                _ => rest.iter().position(|g| !Class::unspaced(g.ch)).unwrap_or(rest.len()),
            };
            let (run, later) = rest.split_at(length.max(1));
            rest = later;
            if length > 0 {
                return Some(run);
            }
        }
    })
}

/// A word, not a run of Japanese signs.
pub fn is_word(run: &[Glyph]) -> bool {
    run.first().is_some_and(|g| Class::of(g.ch) == Class::Word)
}

pub fn start(run: &[Glyph]) -> usize {
    run.first().map_or(0, |g| g.start)
}

pub fn end(run: &[Glyph]) -> usize {
    run.last().map_or(0, |g| g.end)
}

/// Letters and digits, also over an apostrophe between letters and a comma between digits (partner's, 1,468,800).
fn word_length(run: &[Glyph]) -> usize {
    let is_word = |at: usize| run.get(at).is_some_and(|g| Class::of(g.ch) == Class::Word);
    let is_digit = |at: usize| run.get(at).is_some_and(|g| g.ch.is_ascii_digit());
    let mut at = 0;
    while let Some(glyph) = run.get(at) {
        let inside = match glyph.ch {
            '\'' | '’' => at > 0 && is_word(at + 1),
            ',' => at > 0 && is_digit(at - 1) && is_digit(at + 1),
            _ => is_word(at),
        };
        if !inside {
            break;
        }
        at += 1;
    }
    at
}

/// サーバー and サーバ are one word: a prolonged mark after two or more katakana and before something else is dropped.
pub fn without_final_marks(run: &[Glyph]) -> Vec<Glyph> {
    let mut out: Vec<Glyph> = Vec::with_capacity(run.len());
    let mut katakana = 0;
    for (at, glyph) in run.iter().enumerate() {
        let class = Class::of(glyph.ch);
        let goes_on = run.get(at + 1).is_some_and(|g| matches!(Class::of(g.ch), Class::Katakana | Class::Prolonged));
        if class == Class::Prolonged && katakana >= 2 && !goes_on {
            if let Some(last) = out.last_mut() {
                last.end = glyph.end;
            }
            katakana = 0;
            continue;
        }
        katakana = if matches!(class, Class::Katakana | Class::Prolonged) { katakana + 1 } else { 0 };
        out.push(*glyph);
    }
    out
}

/// Pairs, whole words and the last sign; how many places they take.
fn push_run(run: &[Glyph], position: usize, out: &mut Vec<Piece>) -> usize {
    let mut words = whole_words(run).peekable();
    for (at, pair) in run.windows(2).enumerate() {
        if let Some((_, word)) = words.next_if(|(from, _)| *from == at) {
            out.push(whole(word, position + at));
        }
        if let ([root, next], false) = (pair, at > 0 && run.get(at - 1).is_some_and(|g| Class::of(g.ch) == Class::Han))
            && Class::of(root.ch) == Class::Han
            && Class::of(next.ch) == Class::Hiragana
        {
            out.push(Piece {
                text: format!("{}~", root.ch),
                shape: Shape::Root,
                position: position + at,
                start: root.start,
                end: root.end,
            });
        }
        if let Some((first, last)) = closed(run, at) {
            out.push(Piece {
                text: format!("^{}{}", first.ch, last.ch),
                shape: Shape::Closed,
                position: position + at,
                start: first.start,
                end: last.end,
            });
        }
        out.push(Piece {
            text: pair.iter().map(|g| g.ch).collect(),
            shape: pair_shape(pair),
            position: position + at,
            start: start(pair),
            end: end(pair),
        });
    }
    if let Some((at, word)) = words.next() {
        out.push(whole(word, position + at));
    }
    if let Some(last) = run.last() {
        out.push(Piece {
            text: last.ch.to_string(),
            shape: if run.len() == 1 { Shape::Single } else { Shape::Tail },
            position: position + run.len() - 1,
            start: last.start,
            end: last.end,
        });
    }
    run.len()
}

/// The two kanji of a word of two verbs whose kana may be left out: 申し込み, 引っ越し.
pub fn closed(run: &[Glyph], at: usize) -> Option<(&Glyph, &Glyph)> {
    let kana = run.get(at + 1).map(|g| g.ch)?;
    if !OKURIGANA.contains(&kana) {
        return None;
    }
    let (first, last) = (run.get(at)?, run.get(at + 2)?);
    [first, last].into_iter().all(|g| Class::of(g.ch) == Class::Han).then_some((first, last))
}

/// Stretches of katakana, or of kanji, and where they begin.
fn whole_words(run: &[Glyph]) -> impl Iterator<Item = (usize, &[Glyph])> {
    let script = |g: &Glyph| if Class::of(g.ch) == Class::Prolonged { Class::Katakana } else { Class::of(g.ch) };
    let stretches = run.chunk_by(move |a, b| script(a) == script(b)).scan(0, |next, stretch| {
        let from = *next;
        *next += stretch.len();
        Some((from, stretch))
    });
    stretches.filter(move |(_, word)| word.len() <= LONGEST_WORD && word.first().is_some_and(|g| script(g) != Class::Hiragana))
}

fn whole(word: &[Glyph], position: usize) -> Piece {
    let text = std::iter::once('=').chain(word.iter().map(|g| g.ch)).collect();
    Piece { text, shape: Shape::Whole, position, start: start(word), end: end(word) }
}

fn pair_shape(pair: &[Glyph]) -> Shape {
    let hiragana = |at: usize| pair.get(at).is_some_and(|g| Class::of(g.ch) == Class::Hiragana);
    let prolonged = pair.get(1).is_some_and(|g| Class::of(g.ch) == Class::Prolonged);
    match (hiragana(0), hiragana(1)) {
        (true, true) => Shape::KanaPair,
        (true, false) if prolonged => Shape::KanaPair,
        (true, false) => Shape::Boundary,
        (false, true) => Shape::Ending,
        (false, false) => Shape::Pair,
    }
}

/// The same analysis as the index wants it.
#[derive(Clone, Default)]
pub struct Terms;

impl Tokenizer for Terms {
    type TokenStream<'a> = Pieces;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Pieces {
        Pieces::new(Analysis::default().pieces(text))
    }
}

pub struct Pieces {
    left: std::vec::IntoIter<Piece>,
    token: Token,
}

impl Pieces {
    pub fn new(pieces: Vec<Piece>) -> Self {
        Self { left: pieces.into_iter(), token: Token::default() }
    }
}

impl TokenStream for Pieces {
    fn advance(&mut self) -> bool {
        let Some(piece) = self.left.next() else { return false };
        self.token = Token {
            offset_from: piece.start,
            offset_to: piece.end,
            position: piece.position,
            text: piece.text,
            position_length: 1,
        };
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(text: &str) -> Vec<String> {
        Analysis::default().pieces(text).into_iter().map(|p| p.text).collect()
    }

    #[test]
    fn texts_become_terms() {
        for (text, expected) in [
            ("検索機能", "=検索機能 検索 索機 機能 能"),
            ("サーバー", "=サーバ サー ーバ バ"),
            ("サーバ", "=サーバ サー ーバ バ"),
            ("ｻｰﾊﾞｰ", "=サーバ サー ーバ バ"),
            ("サーバーの設定", "=サーバ サー ーバ バの の設 =設定 設定 定"),
            ("キー", "=キー キー ー"),
            ("鍵", "=鍵 鍵"),
            ("読む", "=読 読~ 読む む"),
            ("書き込み", "=書 書~ ^書込 書き き込 =込 込~ 込み み"),
            ("引っ越し", "=引 引~ ^引越 引っ っ越 =越 越~ 越し し"),
            ("組み合わせ表", "=組 組~ ^組合 組み み合 =合 合~ ^合表 合せ せ表 =表 表"),
            ("前に読む", "=前 前~ 前に に読 =読 読~ 読む む"),
            ("SSO設定", "sso =設定 設定 定"),
            ("ＳＳＯ", "sso"),
            ("Partner's registrations", "partner registr"),
            ("1,468,800円", "1468800 =円 円"),
            ("人々", "=人々 人々 々"),
            ("メール・電話", "=メール メー ール ル =電話 電話 話"),
            ("git-write-tree", "git write tree"),
            ("", ""),
            ("((( ))) *:~^", ""),
            ("😀😀", ""),
        ] {
            assert_eq!(terms(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn pairs_are_told_apart() {
        let shapes: Vec<Shape> = Analysis::default().pieces("設定から").into_iter().map(|p| p.shape).collect();
        assert_eq!(shapes, [Shape::Whole, Shape::Pair, Shape::Ending, Shape::KanaPair, Shape::Tail]);
    }

    #[test]
    fn pieces_know_their_bytes() {
        let text = "安いサーバー!";
        let pieces = Analysis::default().pieces(text);
        let last = pieces.iter().rev().find(|p| p.shape == Shape::Pair);
        assert_eq!(last.map(|p| &text[p.start..p.end]), Some("ーバー"));
    }

    #[test]
    fn a_long_word_is_cut() {
        assert_eq!(terms(&"x".repeat(10_000))[0].len(), LONGEST_WORD);
    }
}
