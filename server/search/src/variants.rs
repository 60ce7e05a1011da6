//! What Japanese writes in several ways, as one: katakana of foreign sounds, dashes for long vowels, counters, and old forms of kanji.
//!
//! | written | one with |
//! |---|---|
//! | ソフトウェア, フィルム | ソフトウエア, フイルム |
//! | ヴァージョン | バージョン |
//! | サ―バ, サ−バ (a dash for the mark) | サーバ |
//! | 三ヶ月, 3カ月, 3か月, 三箇月 | 三か月 |
//! | 髙橋, 渡邊, 會社 | 高橋, 渡辺, 会社 |
//! | 問い合わせ, 見積もり, 行なう | 問い合せ, 見積り, 行う |

use crate::glyphs::{Class, Glyph};

pub fn fold(glyphs: &mut Vec<Glyph>) {
    let mut gone = false;
    for at in 0..glyphs.len() {
        let Some(glyph) = glyphs.get(at).copied().filter(|glyph| is_concerned(glyph.ch) && glyph.ch != GONE) else { continue };
        let next = glyphs.get(at + 1).copied();
        // The kana between a kanji and the ending of its verb may be left out.
        if let Some(kana) = next.filter(|next| is_left_out(glyph.ch, next.ch, glyphs.get(at + 2).map(|g| g.ch))) {
            glyphs.iter_mut().skip(at).take(1).for_each(|kanji| kanji.end = kana.end);
            glyphs.iter_mut().skip(at + 1).take(1).for_each(|kana| kana.ch = GONE);
            gone = true;
            continue;
        }
        let sound = next.filter(|_| glyph.ch == 'ヴ').and_then(|next| Some((with_b(next.ch)?, next.end)));
        let folded = if let Some((ch, end)) = sound {
            // One sound of two signs: ヴァ is バ.
            glyphs.iter_mut().skip(at + 1).take(1).for_each(|vowel| vowel.ch = GONE);
            gone = true;
            Glyph { ch, end, ..glyph }
        } else {
            let before = glyphs.iter().take(at).rev().map(|before| before.ch).find(|before| *before != GONE);
            Glyph { ch: folded(glyph.ch, before, next.map(|next| next.ch)), ..glyph }
        };
        glyphs.iter_mut().skip(at).take(1).for_each(|glyph| *glyph = folded);
    }
    if gone {
        glyphs.retain(|glyph| glyph.ch != GONE);
    }
}

/// Whether a verb is also written without this kana behind its kanji, by what is behind the kana ("本則" and "許容" of the rules
/// for okurigana that the Cabinet announced in 1973, and 行なう, which they allowed until 1973).
fn is_left_out(kanji: char, kana: char, behind: Option<char>) -> bool {
    let ending = LEFT_OUT.iter().find(|verb| (verb.0, verb.1) == (kanji, kana)).map(|verb| verb.2);
    ending.is_some_and(|ending| behind.is_some_and(|behind| ending.contains(behind)))
}

/// A sign between its neighbours.
fn folded(ch: char, before: Option<char>, next: Option<char>) -> char {
    let between = |left: fn(char) -> bool, right: fn(char) -> bool| before.is_some_and(left) && next.is_some_and(right);
    match ch {
        '‐'..='―' | '−' | '─' if between(is_katakana, is_katakana) => 'ー',
        'ヶ' | 'ヵ' | 'カ' | 'か' | 'ケ' | '箇' | '個' if between(is_number, is_counted) => 'か',
        'ヴ' => 'ブ',
        other => sign(other),
    }
}

/// What a sign is one with, whatever stands behind it; `None` where that decides.
pub fn alone(before: char, ch: char) -> Option<char> {
    match ch {
        _ if is_concerned(before) && LEFT_OUT.iter().any(|verb| (verb.0, verb.1) == (before, ch)) => None,
        _ if !is_concerned(ch) => Some(ch),
        '‐'..='―' | '−' | '─' | 'ヴ' | 'ヶ' | 'ヵ' => None,
        'カ' | 'か' | 'ケ' | '箇' | '個' if is_number(before) => None,
        other => Some(sign(other)),
    }
}

/// Kanji, the kana that may be left out, and the first signs of what then follows.
const LEFT_OUT: [(char, char, &str); 14] = [
    ('合', 'わ', "せさ"),
    ('積', 'も', RU),
    ('終', 'わ', RU),
    ('変', 'わ', RU),
    ('代', 'わ', RU),
    ('替', 'わ', RU),
    ('換', 'わ', RU),
    ('関', 'わ', RU),
    ('断', 'わ', RU),
    ('分', 'か', RU),
    ('当', 'た', RU),
    ('起', 'こ', SU),
    ('落', 'と', SU),
    ('行', 'な', "わいうえおっ"),
];
const RU: &str = "らりるれろっ";
const SU: &str = "さしすせそ";

/// In place of what became one with its neighbour.
const GONE: char = '\u{ffff}';

fn is_katakana(ch: char) -> bool {
    matches!(Class::of(ch), Class::Katakana | Class::Prolonged)
}

const fn is_number(ch: char) -> bool {
    ch.is_ascii_digit() || matches!(ch, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '数' | '何')
}

const fn is_counted(ch: char) -> bool {
    matches!(ch, '月' | '年' | '所' | '国' | '条' | '村')
}

/// Of ヴ and a small vowel.
const fn with_b(vowel: char) -> Option<char> {
    match vowel {
        'ァ' => Some('バ'),
        'ィ' => Some('ビ'),
        'ゥ' => Some('ブ'),
        'ェ' => Some('ベ'),
        'ォ' => Some('ボ'),
        _ => None,
    }
}

/// Small vowels as large ones, old kanji as new ones.
fn sign(ch: char) -> char {
    match ch {
        'ァ' => 'ア',
        'ィ' => 'イ',
        'ゥ' => 'ウ',
        'ェ' => 'エ',
        'ォ' => 'オ',
        'ぁ' => 'あ',
        'ぃ' => 'い',
        'ぅ' => 'う',
        'ぇ' => 'え',
        'ぉ' => 'お',
        '﨑' => '崎',
        'ヂ' => 'ジ',
        'ヅ' => 'ズ',
        _ => OLD.binary_search_by_key(&ch, |pair| pair.0).ok().and_then(|at| OLD.get(at)).map_or(ch, |pair| pair.1),
    }
}

/// In the order of the first.
const OLD: &[(char, char)] = &[
    ('佛', '仏'),
    ('來', '来'),
    ('價', '価'),
    ('國', '国'),
    ('圓', '円'),
    ('增', '増'),
    ('壽', '寿'),
    ('學', '学'),
    ('實', '実'),
    ('嵜', '崎'),
    ('嶋', '島'),
    ('廣', '広'),
    ('德', '徳'),
    ('惠', '恵'),
    ('會', '会'),
    ('條', '条'),
    ('榮', '栄'),
    ('檢', '検'),
    ('櫻', '桜'),
    ('氣', '気'),
    ('淺', '浅'),
    ('澤', '沢'),
    ('濱', '浜'),
    ('濵', '浜'),
    ('瀧', '滝'),
    ('當', '当'),
    ('眞', '真'),
    ('縣', '県'),
    ('聯', '連'),
    ('與', '与'),
    ('萬', '万'),
    ('藝', '芸'),
    ('讀', '読'),
    ('變', '変'),
    ('豐', '豊'),
    ('賣', '売'),
    ('邉', '辺'),
    ('邊', '辺'),
    ('鐵', '鉄'),
    ('關', '関'),
    ('靜', '静'),
    ('體', '体'),
    ('髙', '高'),
    ('黑', '黒'),
    ('齊', '斉'),
    ('齋', '斎'),
    ('龍', '竜'),
];

/// What is written in several ways, or says which way is meant, besides old kanji.
const OTHERS: &[char] = &[
    GONE, '−', '─', 'ヶ', 'ヵ', 'カ', 'か', 'ケ', '箇', '個', 'ヴ', 'ァ', 'ィ', 'ゥ', 'ェ', 'ォ', 'ぁ', 'ぃ', 'ぅ', 'ぇ', 'ぉ',
    '﨑', 'ヂ', 'ヅ',
];

/// One bit a sign, so that the others cost nothing.
static CONCERNED: [u64; 0x1_0000 / 64] = {
    let mut bits = [0; 0x1_0000 / 64];
    let mut at = 0;
    while at < OLD.len() {
        let number = OLD[at].0 as usize;
        bits[number / 64] |= 1 << (number % 64);
        at += 1;
    }
    at = 0;
    while at < OTHERS.len() {
        let number = OTHERS[at] as usize;
        bits[number / 64] |= 1 << (number % 64);
        at += 1;
    }
    at = 0;
    while at < LEFT_OUT.len() {
        let number = LEFT_OUT[at].0 as usize;
        bits[number / 64] |= 1 << (number % 64);
        at += 1;
    }
    at = '‐' as usize;
    while at <= '―' as usize {
        bits[at / 64] |= 1 << (at % 64);
        at += 1;
    }
    bits
};

fn is_concerned(ch: char) -> bool {
    let number = ch as usize;
    CONCERNED.get(number / 64).is_some_and(|bits| bits >> (number % 64) & 1 == 1)
}

#[cfg(test)]
mod tests {
    use crate::glyphs::glyphs;

    #[test]
    fn ways_to_write_one_word_are_one() {
        let normal = |text: &str| glyphs(text).iter().map(|g| g.ch).collect::<String>();
        for (one, other) in [
            ("ソフトウェア", "ソフトウエア"),
            ("ｿﾌﾄｳｪｱ", "ソフトウエア"),
            ("ウェブ", "ウエブ"),
            ("ヴァージョン", "バージョン"),
            ("サーヴィス", "サービス"),
            ("ヴ", "ブ"),
            ("ヴラ", "ブラ"),
            ("サ―バ", "サーバ"),
            ("サ−バ", "サーバ"),
            ("三ヶ月", "三か月"),
            ("３ヵ月", "3カ月"),
            ("3箇所", "3か所"),
            ("髙橋", "高橋"),
            ("渡邊", "渡辺"),
            ("會社", "会社"),
            ("問い合わせ", "問い合せ"),
            ("打ち合わせる", "打ち合せる"),
            ("見積もり", "見積り"),
            ("行なった", "行った"),
            ("終わり", "終り"),
            ("分からない", "分らない"),
        ] {
            assert_eq!(normal(one), normal(other), "{one} {other}");
        }
        for (one, other) in [("サーバ-DB", "サーバーDB"), ("カメラ", "かメラ"), ("キー", "キイ"), ("1-2", "1ー2")]
        {
            assert_ne!(normal(one), normal(other), "{one} {other}");
        }
    }

    #[test]
    fn a_sound_of_two_signs_knows_both() {
        let text = "aヴァ";
        let found: Vec<&str> = glyphs(text).iter().map(|g| &text[g.start..g.end]).collect();
        assert_eq!(found, ["a", "ヴァ"]);
    }
}
