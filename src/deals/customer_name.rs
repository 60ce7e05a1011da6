//! Names of customers, so compared that 「㈱北浜製作所 御中」 and 「株式会社　北浜製作所」 are one company (名寄せ).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// Long forms first, so that 社会医療法人 does not leave 社会 behind.
const LEGAL_FORMS: &str = "特定非営利活動法人 地方独立行政法人 国立研究開発法人 独立行政法人 国立大学法人 \
    公立大学法人 一般社団法人 公益社団法人 一般財団法人 公益財団法人 社会福祉法人 社会医療法人 \
    医療法人社団 医療法人財団 弁護士法人 税理士法人 医療法人 学校法人 宗教法人 監査法人 社団法人 \
    財団法人 npo法人 株式会社 有限会社 合同会社 合資会社 合名会社";
const SHORT_FORMS: &str = "(株) (有) (合) (同) (資) (名) (社) (財) (医) (学) (福) (宗) (独) (特非)";
const LAST_WORDS: &str = "inc incorporated ltd limited co company corp corporation kk gk llc llp plc gmbh 御中 様 各位";
const ADDRESSES: &str = "御中 各位 様";
/// Characters that companies write either way: as found, as compared.
const VARIANTS: &str = "髙高 﨑崎 濵浜 濱浜 邊辺 邉辺 齋斎 齊斉 澤沢 國国 廣広 櫻桜 會会 學学 眞真 惠恵 榮栄 德徳 瀨瀬 龍竜 嶋島";
/// From here on two names are worth a reviewer's look. The first character counts twice, so 北浜 and 南浜 stay apart.
const SIMILAR: f64 = 0.7;
/// A shorter beginning than this (日本, 東京) says nothing.
const TELLING_BEGINNING: usize = 3;
/// Characters of [`CustomerKey::beginning`].
const BEGINNING: usize = 2;

/// A customer's name without what people write in different ways. Empty when the name has no letter.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CustomerKey(String);

impl CustomerKey {
    /// The key of a name; a key is its own key.
    pub fn of(name: &str) -> Self {
        let mut key = reduced(name);
        // Taking one form away may bring another to light.
        loop {
            let further = reduced(&key);
            if further == key {
                return Self(key);
            }
            key = further;
        }
    }

    /// A key as [`Self::of`] made it once, read back from where it was kept.
    pub fn kept(key: String) -> Self {
        Self(key)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The characters by which a store finds names worth comparing. Names that begin otherwise are hardly ever alike, as
    /// [`Self::likeness`] counts the first character twice.
    pub fn beginning(&self) -> &str {
        self.0.char_indices().nth(BEGINNING).map_or(&self.0, |(end, _)| self.0.get(..end).unwrap_or(&self.0))
    }

    /// From 0 to 1: Dice's coefficient over pairs of neighbouring characters.
    pub fn likeness(&self, other: &Self) -> f64 {
        let (mine, theirs) = (pairs(&self.0), pairs(&other.0));
        let shared: u32 = mine.iter().map(|(pair, n)| theirs.get(pair).map_or(0, |m| *n.min(m))).sum();
        let all: u32 = mine.values().chain(theirs.values()).sum();
        if all == 0 { 0.0 } else { f64::from(2 * shared) / f64::from(all) }
    }

    /// Whether a text writes this name, however it is written. In Latin letters only as whole words; a name of one character is a
    /// word of many others.
    pub fn is_spelled_in(&self, text: &str) -> bool {
        let key: Vec<char> = self.0.chars().collect();
        let folded = text.nfkc().flat_map(char::to_lowercase).nfkc().map(fold).collect::<String>();
        // Each letter, and whether something else stands before it.
        let (mut signs, mut apart) = (Vec::new(), true);
        for sign in folded.chars().filter(|sign| *sign != 'ー') {
            if sign.is_alphanumeric() {
                signs.push((sign, apart));
            }
            apart = !sign.is_alphanumeric();
        }
        let latin = |sign: Option<&char>| sign.is_some_and(char::is_ascii_alphanumeric);
        let parted = |at: usize| match signs.get(at) {
            Some((sign, apart)) => {
                *apart || !latin(Some(sign)) || at.checked_sub(1).is_none_or(|i| !latin(signs.get(i).map(|(s, _)| s)))
            }
            None => true,
        };
        let spelled = |at: usize| {
            let same = signs.iter().skip(at).zip(&key).filter(|((sign, _), wanted)| sign == *wanted).count() == key.len();
            same && (!latin(key.first()) || parted(at)) && (!latin(key.last()) || parted(at + key.len()))
        };
        key.len() > 1 && (0..signs.len()).any(spelled)
    }

    /// Worth a look: nearly the same, or one begins with the whole of the other.
    pub fn resembles(&self, other: &Self) -> bool {
        let shorter = self.0.chars().count().min(other.0.chars().count());
        let begins = self.0.starts_with(&other.0) || other.0.starts_with(&self.0);
        (shorter >= TELLING_BEGINNING && begins) || self.likeness(other) >= SIMILAR
    }
}

fn reduced(name: &str) -> String {
    let folded: String = name.nfkc().flat_map(char::to_lowercase).nfkc().map(fold).collect();
    let unspaced: String = without_last_words(&folded).chars().filter(|c| !c.is_whitespace()).collect();
    let bare = without(&letters(&without(&unspaced, SHORT_FORMS)), LEGAL_FORMS);
    let bare = ADDRESSES.split(' ').find_map(|address| bare.strip_suffix(address)).unwrap_or(&bare);
    // A company that is called nothing but its legal form keeps it.
    if bare.is_empty() { letters(&folded) } else { bare.to_owned() }
}

/// Hiragana for katakana, full size for small kana, today's character for an old one.
fn fold(c: char) -> char {
    let kana = match c {
        'ァ'..='ヶ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        _ => c,
    };
    match kana {
        'ぁ' => 'あ',
        'ぃ' => 'い',
        'ぅ' => 'う',
        'ぇ' => 'え',
        'ぉ' => 'お',
        'っ' => 'つ',
        'ゃ' => 'や',
        'ゅ' => 'ゆ',
        'ょ' => 'よ',
        'ゎ' => 'わ',
        'ゕ' => 'か',
        'ゖ' => 'け',
        _ => VARIANTS.split(' ').find_map(|pair| pair.strip_prefix(kana)?.chars().next()).unwrap_or(kana),
    }
}

/// `kitahama co., ltd. 御中` → `kitahama`; `k.k.` counts as one word.
fn without_last_words(name: &str) -> &str {
    let mut rest = name;
    loop {
        rest = rest.trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')');
        let start = rest.rfind(|c: char| !c.is_alphanumeric() && c != '.').map_or(0, |at| at + char_len(rest, at));
        let Some(word) = rest.get(start..) else { return rest };
        let dotless: String = word.chars().filter(|c| *c != '.').collect();
        // The name itself is never a last word.
        if start == 0 || !LAST_WORDS.split(' ').any(|listed| listed == dotless) {
            return match rest.rsplit_once('.') {
                Some((before, last)) if !before.is_empty() && LAST_WORDS.split(' ').any(|listed| listed == last) => before,
                _ => rest,
            };
        }
        rest = rest.get(..start).unwrap_or(rest);
    }
}

fn char_len(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8)
}

fn without(name: &str, forms: &str) -> String {
    forms.split(' ').fold(name.to_owned(), |name, form| if name.contains(form) { name.replace(form, "") } else { name })
}

/// Letters and digits only; the long-vowel mark (サーバー, サーバ) is neither.
fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric() && *c != 'ー').nfkc().collect()
}

fn pairs(key: &str) -> BTreeMap<(char, char), u32> {
    let mut pairs = BTreeMap::new();
    let mut before = ' ';
    for c in key.chars() {
        *pairs.entry((before, c)).or_default() += 1;
        before = c;
    }
    pairs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_is_found_in_a_text() {
        for (name, text, spelled) in [
            ("株式会社北浜製作所", "先週、北濱製作所様へ", true),
            ("みなとシステム", "ﾐﾅﾄ・ｼｽﾃﾑの担当者", true),
            ("サーバーワークス", "サーバワークスに伺う", true),
            ("北浜製作所", "製作所に伺う", false),
            ("Kitahama Co., Ltd.", "Kita-hama's plant", true),
            ("Kitahama Co., Ltd.", "the kitahamas", false),
            ("IT Works", "edit works", false),
            ("IT Works", "with IT works, then", true),
            ("東", "東京で会う", false),
            ("", "", false),
        ] {
            assert_eq!(CustomerKey::of(name).is_spelled_in(text), spelled, "{name} in {text}");
        }
    }

    #[test]
    fn one_company_written_in_many_ways() {
        let families: &[&[&str]] = &[
            &[
                "北浜製作所",
                "株式会社北浜製作所",
                "株式会社　北浜製作所",
                "㈱北浜製作所 御中",
                "(株)北浜製作所",
                "（株）北浜製作所様",
                "北濱製作所株式會社",
                "㍿北浜製作所",
            ],
            &["みなとシステム", "ﾐﾅﾄｼｽﾃﾑ", "みなと・システム有限会社", "ミナト システム㈲", "ミナト-システム"],
            &["サーバーワークス", "サーバワークス", "さーばーわーくす合同会社"],
            &["キャノン", "キヤノン"],
            &[
                "Kitahama",
                "KITAHAMA Co., Ltd.",
                "Kitahama Inc.",
                "ｋｉｔａｈａｍａ K.K.",
                "kitahama corporation 御中",
                "Kitahama Co.,Ltd",
            ],
            &["青葉会", "医療法人社団青葉会", "社会医療法人 青葉会", "医療法人 青葉會"],
            &["自走支援", "特定非営利活動法人自走支援", "NPO法人 自走支援"],
        ];
        for family in families {
            for name in *family {
                assert_eq!(CustomerKey::of(name), CustomerKey::of(family[0]), "{name}");
            }
        }
    }

    #[test]
    fn a_name_is_not_eaten_up() {
        for (name, key) in
            [("株式会社", "株式会社"), ("Limited", "limited"), ("様", "様"), ("コクヨ", "こくよ"), ("!!!", ""), ("", "")]
        {
            assert_eq!(CustomerKey::of(name).as_str(), key, "{name}");
        }
    }

    #[test]
    fn likeness_at_its_borders() {
        let like = |a: &str, b: &str| CustomerKey::of(a).resembles(&CustomerKey::of(b));
        for (a, b) in [
            ("北浜製作所", "北浜製作"),
            ("東都システムズ", "東都システム"),
            ("みなと情報", "みなと情報システム"),
            ("クモワークス", "クモワ一クス"),
        ] {
            assert!(like(a, b), "{a} {b}");
        }
        for (a, b) in [("北浜製作所", "南浜製作所"), ("日本", "日本電装"), ("青葉商会", "若葉商会"), ("", "北浜"), ("", "")]
        {
            assert!(!like(a, b), "{a} {b}");
        }
    }

    #[test]
    fn a_beginning_is_two_characters_or_all_there_is() {
        for (name, beginning) in [("株式会社北浜製作所", "北浜"), ("北", "北"), ("", "")] {
            assert_eq!(CustomerKey::of(name).beginning(), beginning);
        }
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key(name in "[株式会社有限\\(\\)㈱様御中 .,AaKkIinc北浜ーサｻﾞ゙ァ]{0,16}|\\PC{0,24}") {
            let key = CustomerKey::of(&name);
            prop_assert_eq!(&CustomerKey::of(key.as_str()), &key);
        }

        #[test]
        fn likeness_is_mutual_and_bounded(a in "[北浜南製作所]{0,6}", b in "[北浜南製作所]{0,6}") {
            let (a, b) = (CustomerKey::of(&a), CustomerKey::of(&b));
            let likeness = a.likeness(&b);
            prop_assert!((0.0..=1.0).contains(&likeness));
            prop_assert!((likeness - b.likeness(&a)).abs() < 1e-9);
            prop_assert_eq!(a.resembles(&b), b.resembles(&a));
            prop_assert!(a.is_empty() || a.resembles(&a));
        }
    }
}
