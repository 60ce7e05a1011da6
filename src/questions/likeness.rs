use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

/// From here on two questions may be the same one.
pub const LIKE_PERCENT: u32 = 40;

/// How much two questions have in common, in percent: of their pairs of neighbouring signs, so that it works in any language
/// without a dictionary.
pub fn likeness(one: &str, other: &str) -> u32 {
    let (one, other) = (pairs(one), pairs(other));
    let all: u32 = one.values().sum::<u32>() + other.values().sum::<u32>();
    let common: u32 = one.iter().map(|(pair, count)| other.get(pair).copied().unwrap_or(0).min(*count)).sum();
    (common * 200).checked_div(all).unwrap_or(0)
}

fn pairs(text: &str) -> BTreeMap<(char, char), u32> {
    let signs: Vec<char> = text.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect();
    let mut pairs = BTreeMap::new();
    for pair in signs.windows(2) {
        if let [a, b] = pair {
            *pairs.entry((*a, *b)).or_insert(0) += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_question_in_other_words_is_like_it() {
        for (one, other, like) in [
            ("見積書の有効期限は何日ですか", "見積書の有効期限を教えてください", true),
            ("見積書の有効期限は何日ですか", "データセンターの場所はどこですか", false),
            ("How long is a quote valid?", "how long is the quote valid", true),
            ("Ｋｕｍｏ　Ｄｅｓｋの料金", "kumo deskの料金", true),
            ("", "何か", false),
            ("あ", "あ", false),
        ] {
            assert_eq!(likeness(one, other) >= LIKE_PERCENT, like, "{one} {other}: {}", likeness(one, other));
        }
        assert_eq!(likeness("同じ質問です", "同じ質問です"), 100);
    }
}
