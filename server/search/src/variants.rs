//! What Japanese writes in several ways, as one: katakana of foreign sounds, dashes for long vowels, counters, and old forms of kanji.
//!
//! | written | one with |
//! |---|---|
//! | ソフトウェア, フィルム | ソフトウエア, フイルム |
//! | ヴァージョン | バージョン |
//! | サ―バ, サ−バ (a dash for the mark) | サーバ |
//! | 三ヶ月, 3カ月, 3か月, 三箇月 | 三か月 |
//! | 髙橋, 渡邊, 會社 | 高橋, 渡辺, 会社 |

use crate::glyphs::{Class, Glyph};

pub fn fold(glyphs: &mut Vec<Glyph>) {
    let mut kept = 0_usize;
    for at in 0..glyphs.len() {
        let Some(mut glyph) = glyphs.get(at).copied() else { break };
        let before = kept.checked_sub(1).and_then(|last| glyphs.get(last)).map(|last| last.ch);
        let next = glyphs.get(at + 1).map(|next| next.ch);
        match glyph.ch {
            ..'‐' => {}
            '‐'..='―' | '−' | '─' if before.is_some_and(is_katakana) && next.is_some_and(is_katakana) => glyph.ch = 'ー',
            'ヶ' | 'ヵ' | 'カ' | 'か' | 'ケ' | '箇' | '個' if before.is_some_and(is_number) && next.is_some_and(is_counted) =>
            {
                glyph.ch = 'か';
            }
            'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' if before == Some('ヴ') => {
                // One sound of two signs: ヴァ is バ.
                if let Some(last) = kept.checked_sub(1).and_then(|last| glyphs.get_mut(last)) {
                    *last = Glyph { ch: with_b(glyph.ch), start: last.start, end: glyph.end };
                }
                continue;
            }
            other => glyph.ch = sign(other),
        }
        if before == Some('ヴ')
            && let Some(last) = kept.checked_sub(1).and_then(|last| glyphs.get_mut(last))
        {
            last.ch = 'ブ';
        }
        if let Some(place) = glyphs.get_mut(kept) {
            *place = glyph;
        }
        kept += 1;
    }
    glyphs.truncate(kept);
    if let Some(last) = glyphs.last_mut()
        && last.ch == 'ヴ'
    {
        last.ch = 'ブ';
    }
}

fn is_katakana(ch: char) -> bool {
    matches!(Class::of(ch), Class::Katakana | Class::Prolonged)
}

const fn is_number(ch: char) -> bool {
    ch.is_ascii_digit() || matches!(ch, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '数' | '何')
}

const fn is_counted(ch: char) -> bool {
    matches!(ch, '月' | '年' | '所' | '国' | '条' | '村')
}

const fn with_b(vowel: char) -> char {
    match vowel {
        'ァ' => 'バ',
        'ィ' => 'ビ',
        'ェ' => 'ベ',
        'ォ' => 'ボ',
        _ => 'ブ',
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
        '\u{4e00}'..='\u{9fff}' if is_old(ch) => {
            OLD.binary_search_by_key(&ch, |pair| pair.0).ok().and_then(|at| OLD.get(at)).map_or(ch, |pair| pair.1)
        }
        other => other,
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

/// One bit a kanji, so that the others cost nothing.
static OLD_SIGNS: [u64; 0x5200 / 64] = {
    let mut bits = [0; 0x5200 / 64];
    let mut at = 0;
    while at < OLD.len() {
        let number = OLD[at].0 as usize - 0x4e00;
        bits[number / 64] |= 1 << (number % 64);
        at += 1;
    }
    bits
};

fn is_old(kanji: char) -> bool {
    let number = (kanji as usize).saturating_sub(0x4e00);
    OLD_SIGNS.get(number / 64).is_some_and(|bits| bits >> (number % 64) & 1 == 1)
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
