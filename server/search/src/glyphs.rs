//! Text as the index sees it: letters without the differences that do not matter, each with the bytes it came from.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::variants;

/// One normalised letter and the bytes of the original text that it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    pub ch: char,
    pub start: usize,
    pub end: usize,
}

/// What a letter is made into: words of letters and digits, bigrams of East Asian signs, or nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    Han,
    Hiragana,
    Katakana,
    /// ー: belongs to the kana before it.
    Prolonged,
    Word,
    Gap,
}

impl Class {
    pub fn of(ch: char) -> Self {
        match ch {
            _ if ch.is_ascii_alphanumeric() => Self::Word,
            _ if ch.is_ascii() => Self::Gap,
            'ー' => Self::Prolonged,
            '\u{3041}'..='\u{309f}' => Self::Hiragana,
            '・' | '\u{30a0}' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3030}' => Self::Gap,
            '\u{30a1}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' => Self::Katakana,
            '々' | '〆' | '〇' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => Self::Han,
            _ if ch.is_alphanumeric() => Self::Word,
            _ => Self::Gap,
        }
    }

    /// Written without spaces between words.
    pub const fn is_unspaced(self) -> bool {
        !matches!(self, Self::Word | Self::Gap)
    }

    /// The same of a letter, for most of them without looking further.
    pub fn unspaced(ch: char) -> bool {
        match ch {
            '\u{3041}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}' | '\u{4e00}'..='\u{9fff}' => true,
            _ => Self::of(ch).is_unspaced(),
        }
    }
}

/// Half and full width are one (NFKC), upper and lower case are one, Latin letters lose their accents, characters that nobody
/// sees are dropped, and what Japanese writes in several ways ([`variants`]) is one.
pub fn glyphs(text: &str) -> Vec<Glyph> {
    let mut out: Vec<Glyph> = Vec::with_capacity(text.chars().count());
    // Where the last letter began, with all that is written onto it.
    let mut base = 0;
    for (start, ch) in text.char_indices() {
        let end = start + ch.len_utf8();
        if is_plain(ch) {
            base = start;
            out.push(Glyph { ch: ch.to_ascii_lowercase(), start, end });
            continue;
        }
        if joins(ch) {
            while out.last().is_some_and(|before| before.start == base) {
                out.pop();
            }
        } else {
            base = start;
        }
        let letters = text.get(base..end).unwrap_or_default().nfkc().flat_map(char::to_lowercase).map(without_accent);
        out.extend(letters.filter(|c| !is_unseen(*c)).map(|ch| Glyph { ch, start: base, end }));
    }
    variants::fold(&mut out);
    out
}

/// Already in its normal form.
pub const fn is_plain(ch: char) -> bool {
    ch.is_ascii()
        || matches!(ch, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fe}' | '\u{4e00}'..='\u{9fff}' | '々' | '、' | '。')
}

/// Written onto the letter before it, such as the dots of a half-width ｶﾞ.
fn joins(ch: char) -> bool {
    match ch {
        ..'\u{300}' | '\u{3040}'..='\u{3098}' | '\u{309b}'..='\u{9fff}' => false,
        '\u{ff9e}' | '\u{ff9f}' => true,
        _ => is_combining_mark(ch),
    }
}

fn is_unseen(ch: char) -> bool {
    is_combining_mark(ch)
        || matches!(
            ch,
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
        )
}

fn without_accent(ch: char) -> char {
    if matches!(ch, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') { ch.nfd().next().unwrap_or(ch) } else { ch }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normal(text: &str) -> String {
        glyphs(text).iter().map(|g| g.ch).collect()
    }

    #[test]
    fn differences_that_do_not_matter_are_gone() {
        for (text, expected) in [
            ("ＳＳＯ", "sso"),
            ("ｶﾞｲﾄﾞ", "ガイド"),
            ("カ\u{3099}イト\u{3099}", "ガイド"),
            ("①㈱", "1(株)"),
            ("Café", "cafe"),
            ("cafe\u{301}", "cafe"),
            ("soft\u{ad}ware", "software"),
            ("\u{202e}abc\u{202c}", "abc"),
            ("㌔", "キロ"),
            ("－", "-"),
        ] {
            assert_eq!(normal(text), expected, "{text}");
        }
    }

    #[test]
    fn letters_know_where_they_came_from() {
        let text = "aｶﾞ㈱";
        let found: Vec<&str> = glyphs(text).iter().map(|g| &text[g.start..g.end]).collect();
        assert_eq!(found, ["a", "ｶﾞ", "㈱", "㈱", "㈱"]);
    }
}
