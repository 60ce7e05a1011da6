//! A word of several terms that stands in another word's place: a text has it only where all of it stands together. One that
//! says "sign in" somewhere says nothing about "single sign-on".

use std::ops::Range;

use tantivy::{
    Term,
    query::{BooleanQuery, PhraseQuery, Query, TermQuery},
    schema::{Field, IndexRecordOption},
};

use crate::{
    analysis::{Analysis, Piece, Shape, end, is_word, runs, start, without_final_marks},
    glyphs::{Class, Glyph, glyphs},
    question::{Question, Words},
    schema::Fields,
    synonyms::{Synonyms, Way},
};

/// Katakana of so few signs is a part of many other words, as ワード of パスワード and ライン of ガイドライン.
pub const SHORT: usize = 3;

/// A question in other words, ready to be asked.
pub struct Reworded {
    /// All of it.
    pub words: Words,
    /// What stands in the place of typed words, where it is one term.
    pub singles: Vec<Words>,
    /// And where it is several.
    pub wholes: Vec<Whole>,
}

impl Reworded {
    /// `None` when there is too little to ask for.
    pub fn read(way: &Way) -> Option<Self> {
        let words = read(&way.text)?;
        let wholes: Vec<Whole> = way.instead.iter().filter_map(|word| Whole::of(word)).collect();
        let singles = way.instead.iter().filter(|word| Whole::of(word).is_none()).filter_map(|word| read(word)).collect();
        Some(Self { words, singles, wholes })
    }
}

/// All other ways to ask what was typed.
pub fn ways(synonyms: &Synonyms, typed: &str) -> Vec<Reworded> {
    synonyms.ways(typed).iter().filter_map(Reworded::read).collect()
}

fn read(text: &str) -> Option<Words> {
    match Question::read(text) {
        Question::Words(words) => Some(words),
        Question::Blank | Question::Wordless | Question::Sign(_) => None,
    }
}

/// A word of several terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    parts: Vec<Part>,
    /// How the index has it: terms, and their places.
    terms: Vec<(usize, String)>,
    /// No part of a longer word.
    alone: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    said: Said,
    /// A word, or the first sign of a run.
    begins: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Said {
    Word(String),
    Sign(char),
}

/// A word or a sign of a text.
pub struct Unit<'g> {
    here: Here<'g>,
    begins: bool,
}

#[derive(Clone, Copy)]
enum Here<'g> {
    Word(&'g [Glyph]),
    Sign(Glyph),
}

/// A text as whole words are looked for in it.
pub fn units(glyphs: &[Glyph]) -> Vec<Unit<'_>> {
    let mut out = Vec::new();
    for run in runs(glyphs) {
        if is_word(run) {
            out.push(Unit { here: Here::Word(run), begins: true });
        } else {
            let signs = without_final_marks(run).into_iter().enumerate();
            out.extend(signs.map(|(at, glyph)| Unit { here: Here::Sign(glyph), begins: at == 0 }));
        }
    }
    out
}

impl Whole {
    /// `None` for what is one term, which is found and marked like any other.
    pub fn of(word: &str) -> Option<Self> {
        let analysis = Analysis::default();
        let glyphs = glyphs(word);
        let part = |unit: &Unit| Part { said: unit.said(&analysis), begins: unit.begins };
        let parts: Vec<Part> = units(&glyphs).iter().map(part).collect();
        let pieces = analysis.pieces(word);
        let of = |shapes: &[Shape]| -> Vec<(usize, String)> {
            let pieces = pieces.iter().filter(|piece| shapes.contains(&piece.shape));
            pieces.map(|Piece { text, position, .. }| (*position, text.clone())).collect()
        };
        let pairs = of(&[Shape::Word, Shape::Pair, Shape::Ending, Shape::Boundary, Shape::KanaPair]);
        let signs = of(&[Shape::Single]);
        if pairs.len() + signs.len() < 2 {
            return None;
        }
        let katakana = |part: &Part| matches!(part.said, Said::Sign(sign) if is_katakana(sign));
        let alone = parts.len() <= SHORT && parts.iter().all(katakana) && !parts.iter().skip(1).any(|part| part.begins);
        let terms = match (alone, pairs.is_empty()) {
            (true, _) => of(&[Shape::Whole]),
            // A sign alone is a term only where no other follows it, so the rest says where the word may be.
            (false, false) => pairs,
            (false, true) => signs,
        };
        Some(Self { parts, terms, alone })
    }

    /// The texts that have it in the title, the lead or the body.
    pub fn query(&self, fields: &Fields) -> Box<dyn Query> {
        let within = |field: Field| -> Box<dyn Query> {
            let term = |text: &str| Term::from_field_text(field, text);
            match self.terms.as_slice() {
                [(_, only)] => Box::new(TermQuery::new(term(only), IndexRecordOption::Basic)),
                several => Box::new(PhraseQuery::new_with_offset(several.iter().map(|(at, text)| (*at, term(text))).collect())),
            }
        };
        Box::new(BooleanQuery::union([fields.title, fields.lead, fields.body].map(within).into()))
    }

    /// The bytes of a text where it stands, from left to right.
    pub fn places(&self, text: &[Unit<'_>], analysis: &Analysis) -> Vec<Range<usize>> {
        let places = text.windows(self.parts.len().max(1)).enumerate();
        let found = places.filter(|(at, here)| self.is(here, analysis) && !(self.alone && is_part(text, *at, here.len())));
        found.filter_map(|(_, here)| Some(here.first()?.start()..here.last()?.end())).collect()
    }

    fn is(&self, here: &[Unit<'_>], analysis: &Analysis) -> bool {
        let mut parts = self.parts.iter().zip(here).enumerate();
        parts.all(|(at, (part, unit))| (at == 0 || part.begins == unit.begins) && unit.says(&part.said, analysis))
    }
}

impl Unit<'_> {
    fn said(&self, analysis: &Analysis) -> Said {
        match self.here {
            Here::Word(run) => Said::Word(analysis.word(run)),
            Here::Sign(glyph) => Said::Sign(glyph.ch),
        }
    }

    fn says(&self, said: &Said, analysis: &Analysis) -> bool {
        match (self.here, said) {
            (Here::Sign(glyph), Said::Sign(sign)) => glyph.ch == *sign,
            // Most words differ in their first letters, and need no look at their endings.
            (Here::Word(run), Said::Word(word)) => {
                word.chars().zip(run).take(2).all(|(letter, glyph)| letter == glyph.ch) && analysis.word(run) == *word
            }
            (Here::Sign(_), Said::Word(_)) | (Here::Word(_), Said::Sign(_)) => false,
        }
    }

    fn is_katakana(&self) -> bool {
        matches!(self.here, Here::Sign(glyph) if is_katakana(glyph.ch))
    }

    fn start(&self) -> usize {
        match self.here {
            Here::Word(run) => start(run),
            Here::Sign(glyph) => glyph.start,
        }
    }

    fn end(&self) -> usize {
        match self.here {
            Here::Word(run) => end(run),
            Here::Sign(glyph) => glyph.end,
        }
    }
}

/// Katakana goes on before or behind it.
fn is_part(text: &[Unit<'_>], at: usize, length: usize) -> bool {
    let begins = text.get(at).is_none_or(|first| first.begins);
    let before = at.checked_sub(1).and_then(|before| text.get(before));
    let behind = text.get(at + length).filter(|next| !next.begins);
    (!begins && before.is_some_and(Unit::is_katakana)) || behind.is_some_and(Unit::is_katakana)
}

pub fn is_katakana(sign: char) -> bool {
    matches!(Class::of(sign), Class::Katakana | Class::Prolonged)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_term_is_no_whole_word() {
        for word in ["SSO", "customer", "商談", "デモ", "鍵", "partner's", "((", ""] {
            assert!(Whole::of(word).is_none(), "{word}");
        }
        for word in ["single sign-on", "sign in", "個人情報", "ワード", "A社", "見積り"] {
            assert!(Whole::of(word).is_some_and(|whole| !whole.terms.is_empty()), "{word}");
        }
    }

    #[test]
    fn a_word_stands_where_all_of_it_is() {
        for (word, text, expected) in [
            ("single sign-on", "Sign in. A single sign, on paper; Single Sign On", "single sign, on|Single Sign On"),
            ("single sign-on", "sign on, single", ""),
            ("プライバシー", "トライアルとﾌﾟﾗｲﾊﾞｼｰの話", "ﾌﾟﾗｲﾊﾞｼｰ"),
            ("クライアント", "クライアントサーバーとトライアル", "クライアント"),
            ("個人情報", "個人の情報と個人情報保護", "個人情報"),
            ("ワード", "パスワードとワードと「ワード」", "ワード|ワード"),
            ("ライン", "ガイドライン、オンライン", ""),
            ("A社", "A社の事例、A 社員", "A社|A 社"),
            ("申込書", "申、込、書", ""),
        ] {
            let glyphs = glyphs(text);
            let Some(whole) = Whole::of(word) else { panic!("{word}") };
            let found: Vec<&str> =
                whole.places(&units(&glyphs), &Analysis::default()).into_iter().map(|place| &text[place]).collect();
            assert_eq!(found.join("|"), expected, "{word} in {text}");
        }
    }
}
