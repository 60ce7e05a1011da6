//! Words that mean the same, as the vendor says: a question is also asked with the others in their place.

use std::{cmp::Reverse, collections::HashMap, ops::Range};

use crate::{
    analysis::{Analysis, end, is_word, runs, start, without_final_marks},
    glyphs::{Class, glyphs},
    typed,
};

/// As many ways to ask one question, the typed one among them.
const WAYS: usize = 8;
/// And to go on from a word that was only begun.
const BEGUN: usize = 4;
/// Fewer signs begin too many words, and so do fewer letters.
const BEGINNING: usize = 2;
const LATIN_BEGINNING: usize = 3;
/// Fewer hiragana are mostly grammar, as でも, and not meant as the katakana デモ.
const AS_KATAKANA: usize = 3;

/// Groups of words, ready to be found in what was typed.
#[derive(Debug, Default)]
pub struct Synonyms {
    groups: Vec<Vec<String>>,
    /// By their first unit, in hiragana.
    words: HashMap<String, Vec<Word>>,
    /// As typed titles are compared, katakana as hiragana, and of which group.
    folded: Vec<(String, usize)>,
}

#[derive(Debug)]
struct Word {
    units: Vec<String>,
    script: Script,
    group: usize,
    place: usize,
}

/// Which kana a word may also be typed in.
#[derive(Clone, Copy, Debug)]
enum Script {
    /// A reading: also in katakana.
    Hiragana,
    /// Also in hiragana.
    Katakana,
    /// As it is.
    Other,
}

/// A question in other words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Way {
    pub text: String,
    /// The words in it that stand in the place of typed ones.
    pub instead: Vec<String>,
}

/// A word of spaced writing, or one Japanese sign.
struct Unit {
    text: String,
    class: Class,
    start: usize,
    end: usize,
}

/// A word of a group, in what was typed.
struct Found<'a> {
    word: &'a Word,
    /// Not in other kana.
    as_typed: bool,
    start: usize,
    end: usize,
}

/// What is the same for two ways to write a word: width, case, word endings, final marks. Empty for no word at all.
pub fn word_key(word: &str) -> String {
    units(word).into_iter().map(|unit| unit.text).collect::<Vec<_>>().join(" ")
}

fn units(text: &str) -> Vec<Unit> {
    let analysis = Analysis::default();
    let mut out = Vec::new();
    for run in runs(&glyphs(text)) {
        if is_word(run) {
            out.push(Unit { text: analysis.word(run), class: Class::Word, start: start(run), end: end(run) });
        } else {
            out.extend(without_final_marks(run).into_iter().map(|g| Unit {
                text: g.ch.to_string(),
                class: Class::of(g.ch),
                start: g.start,
                end: g.end,
            }));
        }
    }
    out
}

impl Synonyms {
    pub fn of(groups: Vec<Vec<String>>) -> Self {
        let mut words: HashMap<String, Vec<Word>> = HashMap::new();
        for (group, all) in groups.iter().enumerate() {
            for (place, word) in all.iter().enumerate() {
                let units = units(word);
                let script = Script::of(&units);
                let units: Vec<String> = units.into_iter().map(|unit| unit.text).collect();
                if let Some(first) = units.first().map(|first| as_hiragana(first)) {
                    words.entry(first).or_default().push(Word { units, script, group, place });
                }
            }
        }
        let folded = groups.iter().enumerate().flat_map(|(group, all)| all.iter().map(move |word| (typed::folded(word), group)));
        let folded = folded.collect();
        Self { groups, words, folded }
    }

    /// The other ways to ask what was typed.
    pub(crate) fn ways(&self, typed: &str) -> Vec<Way> {
        let found = self.found(typed);
        if found.is_empty() {
            return Vec::new();
        }
        let mut ways = vec![Way::default()];
        let mut from = 0;
        for Found { word, as_typed, start, end } in found {
            let before = typed.get(from..start).unwrap_or_default();
            let own = typed.get(start..end).unwrap_or_default();
            let group = self.groups.get(word.group).map_or(&[][..], Vec::as_slice);
            let is_other = |place: usize| place != word.place || !as_typed;
            let others = group.iter().enumerate().filter(|(place, other)| is_other(*place) && !is_reading(other));
            let others = others.map(|(_, other)| (other.as_str(), true));
            let next = std::iter::once((own, false)).chain(others).flat_map(|(said, instead)| {
                ways.iter().map(move |way| {
                    let mut way = way.clone();
                    push_apart(&mut way.text, before);
                    push_apart(&mut way.text, said);
                    way.instead.extend(instead.then(|| said.to_owned()));
                    way
                })
            });
            ways = next.take(WAYS).collect();
            from = end;
        }
        for way in &mut ways {
            push_apart(&mut way.text, typed.get(from..).unwrap_or_default());
        }
        ways.split_off(1)
    }

    /// The words of groups that have one which goes on from what was typed: the first of every group, then the second.
    pub(crate) fn begun(&self, typed: &str) -> Vec<String> {
        let numbers = self.groups_begun(typed);
        let groups = numbers.iter().filter_map(|number| self.groups.get(*number));
        let words: Vec<Vec<&String>> = groups.map(|group| group.iter().filter(|word| !is_reading(word)).collect()).collect();
        let most = words.iter().map(Vec::len).max().unwrap_or_default();
        let in_turn = (0..most).flat_map(|place| words.iter().filter_map(move |words| words.get(place).copied()));
        in_turn.take(BEGUN).cloned().collect()
    }

    /// Which groups have a word that goes on from what was typed; of several words with spaces between, from any of them.
    pub(crate) fn groups_begun(&self, typed: &str) -> Vec<usize> {
        let typed = typed::folded(typed);
        let unspaced = typed.chars().any(|sign| Class::of(sign).is_unspaced());
        let least = if unspaced { BEGINNING } else { LATIN_BEGINNING };
        if typed.chars().count() < least {
            return Vec::new();
        }
        let later = format!(" {typed}");
        let begun = self.folded.iter().filter(|(word, _)| word.starts_with(&typed) || word.contains(&later));
        let mut numbers: Vec<usize> = begun.map(|(_, group)| *group).collect();
        numbers.dedup();
        numbers
    }

    /// The words of all groups.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.groups.iter().flatten().map(String::as_str)
    }

    /// Which bytes of what was typed are words of a group.
    pub(crate) fn covered(&self, typed: &str) -> Vec<Range<usize>> {
        self.found(typed).into_iter().map(|found| found.start..found.end).collect()
    }

    /// The words of groups in what was typed: which group, and which bytes.
    pub(crate) fn places(&self, typed: &str) -> Vec<(usize, Range<usize>)> {
        self.found(typed).into_iter().map(|found| (found.word.group, found.start..found.end)).collect()
    }

    /// From left to right, the longest word at each place, and one that was typed as it is before one in other kana.
    fn found(&self, typed: &str) -> Vec<Found<'_>> {
        if self.words.is_empty() {
            return Vec::new();
        }
        let units = units(typed);
        let mut out = Vec::new();
        let mut at = 0;
        while let Some(unit) = units.get(at) {
            let here = self.words.get(&as_hiragana(&unit.text)).and_then(|words| {
                let standing = words.iter().filter(|word| stands(&units, at, word));
                standing.min_by_key(|word| (Reverse(word.units.len()), !is_as_typed(&units, at, word)))
            });
            match (here, here.and_then(|word| units.get(at + word.units.len() - 1))) {
                (Some(word), Some(last)) => {
                    let as_typed = is_as_typed(&units, at, word);
                    out.push(Found { word, as_typed, start: unit.start, end: last.end });
                    at += word.units.len();
                }
                _ => at += 1,
            }
        }
        out
    }
}

/// A word of katakana is no part of a longer one; one of kanji is, as 案件 in 案件登録.
fn stands(units: &[Unit], at: usize, word: &Word) -> bool {
    let end = at + word.units.len();
    let Some(own) = units.get(at..end) else { return false };
    let joins = |left: Option<&Unit>, right: Option<&Unit>| match (left, right) {
        (Some(left), Some(right)) => left.end == right.start && is_katakana(left) && is_katakana(right),
        _ => false,
    };
    (is_as_typed(units, at, word) || is_in_other_kana(units, at, word))
        && !joins(at.checked_sub(1).and_then(|before| units.get(before)), own.first())
        && !joins(own.last(), units.get(end))
}

fn is_as_typed(units: &[Unit], at: usize, word: &Word) -> bool {
    let own = units.iter().skip(at).take(word.units.len());
    own.map(|unit| &unit.text).eq(&word.units)
}

/// A reading in katakana, or a word of katakana in hiragana that stands for itself.
fn is_in_other_kana(units: &[Unit], at: usize, word: &Word) -> bool {
    let end = at + word.units.len();
    let Some(own) = units.get(at..end) else { return false };
    let alone = || {
        let before = at.checked_sub(1).and_then(|before| units.get(before)).zip(own.first());
        let behind = own.last().zip(units.get(end));
        let apart = |(left, right): (&Unit, &Unit)| left.end < right.start || !(is_hiragana(left) && is_hiragana(right));
        before.is_none_or(apart) && behind.is_none_or(apart)
    };
    let may = match word.script {
        Script::Hiragana => own.iter().all(|unit| is_hiragana(unit) || is_katakana(unit)),
        Script::Katakana => own.len() >= AS_KATAKANA && own.iter().all(is_hiragana) && alone(),
        Script::Other => false,
    };
    may && own.iter().map(|unit| as_hiragana(&unit.text)).eq(word.units.iter().map(|unit| as_hiragana(unit)))
}

impl Script {
    fn of(units: &[Unit]) -> Self {
        if units.iter().all(is_hiragana) {
            Self::Hiragana
        } else if units.iter().all(is_katakana) {
            Self::Katakana
        } else {
            Self::Other
        }
    }
}

fn as_hiragana(text: &str) -> String {
    text.chars().map(typed::hiragana).collect()
}

const fn is_hiragana(unit: &Unit) -> bool {
    matches!(unit.class, Class::Hiragana | Class::Prolonged)
}

const fn is_katakana(unit: &Unit) -> bool {
    matches!(unit.class, Class::Katakana | Class::Prolonged)
}

/// Typed before it becomes kanji; texts have the kanji, and nearly every text has pairs of hiragana.
fn is_reading(word: &str) -> bool {
    word.chars().all(|ch| matches!(Class::of(ch), Class::Hiragana | Class::Prolonged))
}

/// Goes on with a blank where two words would become one.
fn push_apart(text: &mut String, more: &str) {
    let (last, first) = (text.chars().next_back().map(Class::of), more.chars().next().map(Class::of));
    if let (Some(last), Some(first)) = (last, first)
        && last != Class::Gap
        && first != Class::Gap
        && (last == Class::Word || first == Class::Word)
    {
        text.push(' ');
    }
    text.push_str(more);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(synonyms: &Synonyms, typed: &str) -> String {
        synonyms.ways(typed).into_iter().map(|way| way.text).collect::<Vec<_>>().join("|")
    }

    fn synonyms() -> Synonyms {
        let groups = [
            &["案件", "商談", "deal", "あんけん"][..],
            &["見積", "見積書", "quote"],
            &["SSO", "single sign-on", "シングルサインオン"],
            &["リード", "引き合い"],
            &["デモ", "実演"],
            &["商談メモ", "しょうだんめも", "note"],
        ];
        Synonyms::of(groups.map(|words| words.iter().map(|word| (*word).to_owned()).collect()).to_vec())
    }

    #[test]
    fn a_question_is_asked_in_other_words() {
        let synonyms = synonyms();
        for (typed, expected) in [
            ("案件", "商談|deal"),
            ("案件登録", "商談登録|deal 登録"),
            ("あんけんの登録", "案件の登録|商談の登録|deal の登録"),
            ("Deals", "案件|商談"),
            ("register a deal now", "register a 案件 now|register a 商談 now"),
            ("見積書の期限", "見積の期限|quote の期限"),
            ("Single Sign On", "SSO|シングルサインオン"),
            ("ｼﾝｸﾞﾙｻｲﾝｵﾝ", "SSO|single sign-on"),
            ("リードタイム", ""),
            ("りーど", "リード|引き合い"),
            ("りーどたいむ", ""),
            ("でもできる", ""),
            ("でも", ""),
            ("アンケン", "案件|商談|deal"),
            ("ｱﾝｹﾝ 登録", "案件 登録|商談 登録|deal 登録"),
            ("アンケンシート", ""),
            ("リードを増やす", "引き合いを増やす"),
            ("新しい顧客", ""),
            ("(((", ""),
            ("", ""),
        ] {
            assert_eq!(asked(&synonyms, typed), expected, "{typed}");
        }
    }

    #[test]
    fn ways_have_an_end() {
        let typed = "案件 見積 SSO リード ".repeat(50);
        let ways = synonyms().ways(&typed);
        assert_eq!(ways.len(), WAYS - 1);
        assert!(ways.iter().all(|way| way.text != typed));
    }

    #[test]
    fn a_way_knows_what_it_says_instead() {
        let ways = synonyms().ways("SSOと案件の登録");
        let instead: Vec<String> = ways.iter().map(|way| way.instead.join("+")).collect();
        let expected = [
            "single sign-on",
            "シングルサインオン",
            "商談",
            "single sign-on+商談",
            "シングルサインオン+商談",
            "deal",
            "single sign-on+deal",
        ];
        assert_eq!(instead, expected);
    }

    #[test]
    fn words_are_gone_on_from() {
        let synonyms = synonyms();
        for (typed, expected) in [
            ("あん", "案件|商談|deal"),
            ("アンケ", "案件|商談|deal"),
            ("ｱﾝ", "案件|商談|deal"),
            ("しょう", "商談メモ|note"),
            ("あ", ""),
            ("けん", ""),
            ("案", ""),
            ("リー", "リード|引き合い"),
            ("引き", "リード|引き合い"),
            ("quo", "見積|見積書|quote"),
            ("qu", ""),
            ("sign", "SSO|single sign-on|シングルサインオン"),
            ("あん けん", ""),
            ("", ""),
        ] {
            assert_eq!(synonyms.begun(typed).join("|"), expected, "{typed}");
        }
    }

    #[test]
    fn keys_are_the_same_for_one_word() {
        for (a, b) in [("サーバー", "ｻｰﾊﾞ"), ("ＤＥＡＬ", "deals"), ("single sign-on", "Single Sign On")] {
            assert_eq!(word_key(a), word_key(b), "{a} {b}");
        }
        assert_ne!(word_key("案件"), word_key("商談"));
        assert_eq!(word_key("(*)😀"), "");
    }
}
