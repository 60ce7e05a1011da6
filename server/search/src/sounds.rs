//! Words of katakana, and Latin words that sound like them: ページサイズ is the page size, also in getpagesize.
//!
//! Japanese writes foreign words as they sound, so the consonants of both are compared: vowels come and go on the way (strength,
//! ストレングス). A Latin letter stands for each sound that it may have.

use crate::glyphs::Class;

/// A set of consonants, as bits.
pub type Sound = u16;

const K: Sound = 1;
const G: Sound = 1 << 1;
const S: Sound = 1 << 2;
const Z: Sound = 1 << 3;
const T: Sound = 1 << 4;
const D: Sound = 1 << 5;
const N: Sound = 1 << 6;
const H: Sound = 1 << 7;
const B: Sound = 1 << 8;
const P: Sound = 1 << 9;
const M: Sound = 1 << 10;
const R: Sound = 1 << 11;
/// No word goes on over it.
const BREAK: Sound = 0;

/// Consonants that say which word it is.
const ENOUGH: usize = 3;
/// With fewer, half of all words sound alike.
const FEWEST: usize = 2;

/// One consonant of Latin letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard {
    sound: Sound,
    /// It may be left out: signs, computer.
    silent: bool,
}

/// The consonants of a word that is all katakana; `None` for any other, and for one that has too few.
pub fn spoken(word: &str) -> Option<Vec<Sound>> {
    let is_katakana = |sign| matches!(Class::of(sign), Class::Katakana | Class::Prolonged);
    let sounds: Vec<Sound> = word.chars().all(is_katakana).then(|| word.chars().filter_map(consonant).collect())?;
    (sounds.len() >= FEWEST).then_some(sounds)
}

/// How much of a word is heard without a break, 0 to 1.
#[allow(clippy::cast_precision_loss)]
pub fn share(spoken: &[Sound], heard: &[Heard]) -> f32 {
    let least = spoken.len().min(ENOUGH);
    let from = |from: usize| (0..heard.len()).map(move |at| same(spoken.get(from..), heard.get(at..)));
    let longest = (0..=spoken.len() - least).flat_map(from).max().unwrap_or_default();
    if longest < least { 0.0 } else { longest as f32 / spoken.len().max(1) as f32 }
}

/// How many consonants, from the first on, are the same.
fn same(spoken: Option<&[Sound]>, heard: Option<&[Heard]>) -> usize {
    let (mut spoken, mut count) = (spoken.unwrap_or_default(), 0);
    for next in heard.unwrap_or_default() {
        match spoken {
            [first, rest @ ..] if first & next.sound != 0 => {
                spoken = rest;
                count += 1;
            }
            [_, ..] if next.silent => {}
            _ => break,
        }
    }
    count
}

/// Small vowels and other ways to write a sound are one in what was typed.
const fn consonant(sign: char) -> Option<Sound> {
    Some(match sign {
        'カ' | 'キ' | 'ク' | 'ケ' | 'コ' => K,
        'ガ' | 'ギ' | 'グ' | 'ゲ' | 'ゴ' => G,
        'サ' | 'シ' | 'ス' | 'セ' | 'ソ' => S,
        'ザ' | 'ジ' | 'ズ' | 'ゼ' | 'ゾ' => Z,
        'タ' | 'チ' | 'ツ' | 'テ' | 'ト' => T,
        'ダ' | 'デ' | 'ド' => D,
        'ナ' | 'ニ' | 'ヌ' | 'ネ' | 'ノ' | 'ン' => N,
        'ハ' | 'ヒ' | 'フ' | 'ヘ' | 'ホ' => H,
        'バ' | 'ビ' | 'ブ' | 'ベ' | 'ボ' => B,
        'パ' | 'ピ' | 'プ' | 'ペ' | 'ポ' => P,
        'マ' | 'ミ' | 'ム' | 'メ' | 'モ' => M,
        'ラ' | 'リ' | 'ル' | 'レ' | 'ロ' => R,
        _ => return None,
    })
}

/// The consonants of Latin letters, in small letters; those of several words after each other go on.
pub fn hear(letters: &[u8], out: &mut Vec<Heard>) {
    let letter = |at: usize| letters.get(at).copied().unwrap_or(b' ');
    let mut at = 0;
    while at < letters.len() {
        let before = if at > 0 { letter(at - 1) } else { b' ' };
        let (sounds, taken) = sounds(before, letter(at), letter(at + 1));
        out.extend(sounds.iter().flatten());
        at += taken;
    }
}

/// What a letter between two others sounds like, and how many letters that is.
const fn sounds(before: u8, letter: u8, next: u8) -> ([Option<Heard>; 2], usize) {
    let soft = matches!(next, b'e' | b'i' | b'y');
    let doubled = letter == before;
    match (letter, next) {
        // Access has both of its sounds.
        (b'c', _) if soft => one(S, false, 1),
        _ if doubled => ([None, None], 1),
        (b'c', b'h') => one(T | S | K, false, 2),
        (b'c', b'k') | (b'a' | b'e' | b'i' | b'o' | b'u' | b'w' | b'y' | b' ' | b'_' | b'-', _) => ([None, None], 1),
        (b'k', b'n') => one(K, true, 1),
        (b'c' | b'k' | b'q', _) => one(K, false, 1),
        (b'g', b'h') => one(G, true, 2),
        (b'g', _) if soft => one(G | Z, false, 1),
        (b'g', _) => one(G, before == b'n', 1),
        (b's', b'h') => one(S, false, 2),
        (b's', _) => one(S | Z, false, 1),
        (b'z' | b'j', _) => one(Z, false, 1),
        (b't', b'c') => one(T, true, 1),
        (b't', b'h') => one(S | Z | T, false, 2),
        (b't', b'i') => one(T | S, false, 1),
        (b't', _) => one(T, false, 1),
        (b'd', _) => one(D | Z, next == b'g', 1),
        (b'n', _) => one(N, false, 1),
        (b'm', _) => one(M | N, false, 1),
        (b'p', b'h') => one(H, false, 2),
        (b'p', _) => one(P, false, 1),
        (b'f', _) => one(H, false, 1),
        (b'h', _) => one(H, true, 1),
        (b'b', _) => one(B, before == b'm', 1),
        (b'v', _) => one(B, false, 1),
        (b'l', _) => one(R, false, 1),
        (b'r', _) => one(R, is_vowel(before) && !is_vowel(next), 1),
        (b'x', _) => ([Some(Heard { sound: K, silent: false }), Some(Heard { sound: S, silent: false })], 1),
        _ => one(BREAK, false, 1),
    }
}

const fn one(sound: Sound, silent: bool, taken: usize) -> ([Option<Heard>; 2], usize) {
    ([Some(Heard { sound, silent }), None], taken)
}

const fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{glyphs::glyphs, letters::letters};

    fn heard_in(latin: &str, katakana: &str) -> f32 {
        let typed: String = glyphs(katakana).iter().map(|glyph| glyph.ch).collect();
        let mut out = Vec::new();
        hear(&letters(latin).collect::<Vec<_>>(), &mut out);
        spoken(&typed).map_or(0.0, |spoken| share(&spoken, &out))
    }

    #[test]
    fn katakana_sounds_like_the_word_that_it_was() {
        for (katakana, latin) in [
            ("ページサイズ", "getpagesize"),
            ("ページサイズ", "Page size"),
            ("コピー", "copysign"),
            ("イベント", "io_getevents"),
            ("スリープ", "nanosleep"),
            ("エントリー", "getdirentries"),
            ("インターフェース", "interface"),
            ("パスワード", "password"),
            ("スイッチ", "switch"),
            ("テンプレート", "Template"),
            ("セキュリティ", "Security"),
            ("サポート", "Support hours"),
            ("コンピューター", "computer"),
            ("エクスポート", "export"),
            ("アクセス", "Access"),
            ("デジタル", "digital"),
            ("フォトグラフ", "photograph"),
            ("ナイフ", "knife"),
            ("バッジ", "badge"),
            ("ヴォイス", "Kumo Desk Voice"),
        ] {
            assert!(heard_in(latin, katakana) > 0.99, "{katakana} {latin}");
        }
        assert!(heard_in("getdtablesize", "ディスクリプターテーブル") > 0.3, "its end");
    }

    #[test]
    fn other_words_sound_otherwise() {
        for (katakana, latin) in
            [("サポート", "report"), ("ライン", "クライアント"), ("ページ", "pa, zebra"), ("アイ", "eye"), ("設定", "settings")]
        {
            assert!(heard_in(latin, katakana) < 0.01, "{katakana} {latin}");
        }
    }
}
