//! Where in a text something of a question may stand, told by its signs as they are written. Most of a text has nothing of it; to
//! read all of it letter by letter was half of what the excerpts of a page took.

use crate::{analysis::OKURIGANA, glyphs::is_plain, variants};

/// The signs with which something begins and goes on.
#[derive(Clone, Default)]
pub struct Spots {
    pairs: Neighbours,
    /// Kanji that may have kana behind them, and those kana.
    closed: Neighbours,
    single: Signs,
}

/// Two signs side by side, of which either may be any of several.
#[derive(Clone, Default)]
struct Neighbours {
    firsts: Signs,
    seconds: Signs,
}

const WORDS: usize = 32;

/// A set of signs; it may have others too, but seldom.
#[derive(Clone, Default)]
struct Signs([u64; WORDS]);

impl Spots {
    pub fn add_pair(&mut self, first: char, second: char) {
        self.pairs.firsts.add(first);
        self.pairs.seconds.add(second);
    }

    /// Two kanji that may have kana between them, by the first.
    pub fn add_closed(&mut self, first: char) {
        self.closed.firsts.add(first);
        for kana in OKURIGANA {
            self.closed.seconds.add(kana);
        }
    }

    pub fn add_single(&mut self, sign: char) {
        self.single.add(sign);
    }

    /// By how it begins.
    pub fn add_word(&mut self, word: &str) {
        let mut letters = word.chars();
        match (letters.next(), letters.next()) {
            (Some(first), Some(second)) => self.add_pair(first, second),
            (Some(only), None) => self.add_single(only),
            _ => {}
        }
    }

    /// The parts between marks and blanks that may have something, each with the byte at which it begins.
    pub fn parts<'t>(&self, text: &'t str) -> impl Iterator<Item = (usize, &'t str)> {
        let mut signs = text.char_indices().chain([(text.len(), ' ')]);
        std::iter::from_fn(move || {
            let (mut from, mut before, mut found) = (None, ' ', false);
            for (at, sign) in signs.by_ref() {
                if ends(sign) {
                    if let Some(from) = from.filter(|_| found) {
                        return Some((from, text.get(from..at).unwrap_or_default()));
                    }
                    (from, before, found) = (None, ' ', false);
                    continue;
                }
                from = from.or(Some(at));
                if !found {
                    match read(before, sign) {
                        Some(sign) => {
                            found = self.may_stand(before, sign);
                            before = sign;
                        }
                        None => found = true,
                    }
                }
            }
            None
        })
    }

    const fn may_stand(&self, before: char, sign: char) -> bool {
        self.pairs.has(before, sign) || self.closed.has(before, sign) || self.single.has(sign)
    }
}

impl Neighbours {
    const fn has(&self, first: char, second: char) -> bool {
        self.firsts.has(first) && self.seconds.has(second)
    }
}

impl Signs {
    const fn add(&mut self, sign: char) {
        let number = sign as usize;
        self.0[number / 64 % WORDS] |= 1 << (number % 64);
    }

    const fn has(&self, sign: char) -> bool {
        let number = sign as usize;
        self.0[number / 64 % WORDS] >> (number % 64) & 1 == 1
    }
}

/// No word goes on over it.
const fn ends(sign: char) -> bool {
    matches!(sign, '。' | '、') || (sign.is_ascii() && !sign.is_ascii_alphanumeric() && !matches!(sign, '\'' | ','))
}

/// What a sign is one with; `None` where that takes a closer look.
fn read(before: char, sign: char) -> Option<char> {
    if is_plain(sign) { variants::alone(before, sign.to_ascii_lowercase()) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_parts_that_may_have_it_are_read() {
        let mut spots = Spots::default();
        spots.add_pair('見', '積');
        spots.add_closed('申');
        spots.add_word("quote");
        spots.add_single('鍵');
        for (text, expected) in [
            ("契約の話。見積を出す、次の話。", "見積を出す"),
            ("申し込みと、申告", "申し込みと"),
            ("a Quote, or it's fine - QUOTES", "Quote,|QUOTES"),
            ("ｑｕｏｔｅと見る", "ｑｕｏｔｅと見る"),
            ("合鍵", "合鍵"),
            ("三ヶ月", "三ヶ月"),
            ("", ""),
        ] {
            let found: Vec<&str> = spots.parts(text).map(|(_, part)| part).collect();
            assert_eq!(found.join("|"), expected, "{text}");
            assert!(spots.parts(text).all(|(from, part)| text[from..].starts_with(part)), "{text}");
        }
    }
}
