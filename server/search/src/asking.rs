//! What a question asks for: without the words by which anybody asks for anything, and without the name of what the vendor sells.
//! Nearly every text has that name, and it would drown the word that was asked for.

use std::borrow::Cow;

use jiso::lang::Bilingual;

use crate::{
    glyphs::Class,
    question::{Question, cut},
    synonyms::Synonyms,
};

/// Behind what is asked for, the longer before the shorter.
const TELL: [&str; 21] = [
    "知りたいのですが",
    "知りたいんですが",
    "お願いできますか",
    "お願いしたい",
    "お願いします",
    "教えてください",
    "おしえてください",
    "教えて下さい",
    "教えてほしい",
    "教えて欲しい",
    "教えてくれる",
    "教えて",
    "おしえて",
    "知りたい",
    "しりたい",
    "聞きたい",
    "確認したい",
    "でしょうか",
    "について",
    "に関して",
    "ですか",
];
/// Polite, and only behind one of these.
const POLITE: [&str; 2] = ["たいです", "しいです"];
/// What joins them to what is asked for.
const JOINTS: [&str; 10] = ["についての", "について", "に関する", "に関して", "のことを", "のこと", "を", "が", "は", "も"];
/// What joins the vendor's product to the words behind it.
const BEHIND_PRODUCT: [&str; 11] = ["への", "って", "の", "は", "が", "を", "に", "で", "と", "も", "へ"];
/// Before what is asked for, word by word, the longer before the shorter.
const OPENINGS: [&str; 20] = [
    "i would like to know about",
    "i would like to know",
    "i'd like to know about",
    "i'd like to know",
    "i want to know about",
    "i want to know",
    "i need to know about",
    "i need to know",
    "i am looking for",
    "i'm looking for",
    "looking for",
    "tell me about",
    "tell me",
    "show me",
    "give me",
    "let me know",
    "do you know",
    "can you",
    "could you",
    "please",
];
const CLOSINGS: [&str; 3] = [" please", " thank you", " thanks"];

/// What the vendor sells, ready to be found in what was typed.
#[derive(Debug, Default)]
pub struct Product {
    pub(crate) name: Bilingual,
    words: Synonyms,
}

impl Product {
    /// Also as somebody types it who leaves out the blanks.
    pub(crate) fn of(name: &Bilingual) -> Self {
        let written = [name.ja.as_str(), name.en.as_str()];
        let joined = written.map(|name| name.split_whitespace().collect::<String>());
        let words = Synonyms::of(vec![written.into_iter().map(str::to_owned).chain(joined).collect()]);
        Self { name: name.clone(), words }
    }

    /// What is typed without it, and without what joins it to the words behind.
    fn cut_from<'t>(&self, typed: &'t str) -> Cow<'t, str> {
        let mut left: Vec<&str> = Vec::new();
        let mut from = 0;
        for place in self.words.covered(typed) {
            let before = typed.get(from..place.start).unwrap_or_default();
            left.push(if from > 0 { without_joint(before) } else { before });
            from = place.end;
        }
        let last = typed.get(from..).unwrap_or_default();
        left.push(if from > 0 { without_joint(last) } else { last });
        let mut parts = left.into_iter().map(str::trim).filter(|part| !part.is_empty());
        match (parts.next(), parts.next()) {
            (None, _) => Cow::Borrowed(""),
            (Some(only), None) => Cow::Borrowed(only),
            (Some(first), Some(second)) => Cow::Owned([first, second].into_iter().chain(parts).collect::<Vec<_>>().join(" ")),
        }
    }
}

/// What is asked for. Nothing is cut where nothing would be left that can be asked for.
pub fn core<'t>(typed: &'t str, product: &Product, synonyms: &Synonyms) -> Cow<'t, str> {
    let typed = cut(typed);
    let asks = |text: &str| says_something(text, synonyms);
    let asked = without_asking(typed, &asks);
    match product.cut_from(asked) {
        // It may be the word before which the question began.
        Cow::Borrowed(less) if asks(less) => Cow::Borrowed(without_asking(less, &asks)),
        Cow::Owned(less) if asks(&less) => Cow::Owned(without_asking(&less, &asks).to_owned()),
        Cow::Borrowed(_) | Cow::Owned(_) => Cow::Borrowed(asked),
    }
}

/// More than a sign or grammar; also what the vendor knows other words for.
fn says_something(text: &str, synonyms: &Synonyms) -> bool {
    let is_kana = |ch: char| matches!(Class::of(ch), Class::Hiragana | Class::Prolonged);
    match Question::read(text) {
        Question::Blank | Question::Wordless | Question::Sign(_) => false,
        Question::Words(_) if text.chars().all(is_kana) => text.chars().count() > 2,
        Question::Words(words) => !words.is_grammar() || !synonyms.covered(text).is_empty(),
    }
}

fn without_asking<'t>(mut text: &'t str, asks: &dyn Fn(&str) -> bool) -> &'t str {
    while let Some(less) = less_before(text).filter(|less| asks(less)).or_else(|| less_behind(text).filter(|less| asks(less))) {
        text = less;
    }
    text
}

fn less_before(text: &str) -> Option<&str> {
    OPENINGS.iter().find_map(|opening| without_words(text, opening))
}

/// Without words that it begins with.
fn without_words<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    let is_sign = |sign: char| !sign.is_alphanumeric();
    let mut rest = text;
    for word in words.split(' ') {
        rest = rest.trim_start_matches(is_sign);
        let (own, behind) = rest.split_once(char::is_whitespace)?;
        if !own.trim_end_matches(is_sign).replace('’', "'").eq_ignore_ascii_case(word) {
            return None;
        }
        rest = behind;
    }
    Some(rest.trim_start())
}

fn less_behind(text: &str) -> Option<&str> {
    let text = text.trim_end_matches(|sign: char| !sign.is_alphanumeric());
    if let Some(less) = CLOSINGS.iter().find_map(|closing| without_closing(text, closing)) {
        return Some(less);
    }
    let text =
        if POLITE.iter().any(|polite| text.ends_with(polite)) { text.strip_suffix("です").unwrap_or(text) } else { text };
    let less = TELL.iter().find_map(|tell| text.strip_suffix(tell))?.trim_end();
    Some(JOINTS.iter().find_map(|joint| less.strip_suffix(joint)).unwrap_or(less).trim_end())
}

fn without_closing<'t>(text: &'t str, closing: &str) -> Option<&'t str> {
    let (less, end) = text.split_at_checked(text.len().checked_sub(closing.len())?)?;
    end.eq_ignore_ascii_case(closing).then(|| less.trim_end())
}

/// Hiragana behind hiragana may be a word's own, as in はじめる.
fn without_joint(text: &str) -> &str {
    let is_apart = |less: &&str| less.chars().next().is_none_or(|next| Class::of(next) != Class::Hiragana);
    BEHIND_PRODUCT.iter().find_map(|joint| text.strip_prefix(joint).filter(is_apart)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(typed: &str) -> String {
        let product = Product::of(&Bilingual { ja: "クモデスク".into(), en: "Kumo Desk".into() });
        let synonyms = Synonyms::of(vec![vec!["料金".into(), "how much".into()]]);
        core(typed, &product, &synonyms).into_owned()
    }

    #[test]
    fn the_product_asks_for_nothing_beside_other_words() {
        for (typed, expected) in [
            ("クモデスクの料金", "料金"),
            ("クモデスク 料金", "料金"),
            ("料金 クモデスク", "料金"),
            ("ｸﾓﾃﾞｽｸの見積", "見積"),
            ("クモデスクで値引きできる", "値引きできる"),
            ("what does Kumodesk cost", "what does cost"),
            ("how much is Kumo Desk", "how much is"),
            ("Kumo Desk pricing", "pricing"),
            ("kumo desk trial", "trial"),
            ("クモデスク", "クモデスク"),
            ("クモデスクとは", "クモデスクとは"),
            ("What is Kumo Desk?", "What is Kumo Desk?"),
            ("Kumo Desk", "Kumo Desk"),
            ("クモデスク (", "クモデスク ("),
            ("desk", "desk"),
        ] {
            assert_eq!(asked(typed), expected, "{typed}");
        }
    }

    #[test]
    fn neither_do_words_by_which_anybody_asks() {
        for (typed, expected) in [
            ("料金を知りたい", "料金"),
            ("料金が知りたいです。", "料金"),
            ("同行について知りたい", "同行"),
            ("ポイントについて知りたい", "ポイント"),
            ("見積について教えてください", "見積"),
            ("同行をお願いしたい", "同行"),
            ("料金はいくらですか？", "料金はいくら"),
            ("料金 教えて", "料金"),
            ("クモデスクの料金を教えて", "料金"),
            ("I want to know the price", "the price"),
            ("tell me about pricing", "pricing"),
            ("Can you tell me about Kumo Desk pricing, please?", "pricing,"),
            ("I'd like to know Kumo Desk prices", "prices"),
            ("教えて", "教えて"),
            ("なんですか", "なんですか"),
            ("tell me about it", "tell me about it"),
            ("条件確認したい", "条件"),
            ("料金知りたい", "料金"),
            ("商談に同行してほしい", "商談に同行してほしい"),
            ("", ""),
            ("((", "(("),
        ] {
            assert_eq!(asked(typed), expected, "{typed}");
        }
    }
}
