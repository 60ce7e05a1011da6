//! Words that mean the same, as the vendor says: a question is also asked with the others in their place.

use std::{cmp::Reverse, collections::HashMap, ops::Range};

use crate::{
    analysis::{Analysis, end, is_word, runs, start, without_final_marks},
    glyphs::{Class, glyphs},
};

/// As many ways to ask one question, the typed one among them.
const WAYS: usize = 8;

/// Groups of words, ready to be found in what was typed.
#[derive(Debug, Default)]
pub struct Synonyms {
    groups: Vec<Vec<String>>,
    /// By their first unit, the longest first.
    words: HashMap<String, Vec<Word>>,
}

#[derive(Debug)]
struct Word {
    units: Vec<String>,
    group: usize,
    place: usize,
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
                let units: Vec<String> = units(word).into_iter().map(|unit| unit.text).collect();
                if let Some(first) = units.first().cloned() {
                    words.entry(first).or_default().push(Word { units, group, place });
                }
            }
        }
        for all in words.values_mut() {
            all.sort_by_key(|word| Reverse(word.units.len()));
        }
        Self { groups, words }
    }

    /// The other ways to ask what was typed.
    pub(crate) fn ways(&self, typed: &str) -> Vec<String> {
        let found = self.found(typed);
        if found.is_empty() {
            return Vec::new();
        }
        let mut ways = vec![String::new()];
        let mut from = 0;
        for Found { word, start, end } in found {
            let before = typed.get(from..start).unwrap_or_default();
            let own = typed.get(start..end).unwrap_or_default();
            let group = self.groups.get(word.group).map_or(&[][..], Vec::as_slice);
            let others = group.iter().enumerate().filter(|(place, other)| *place != word.place && !is_reading(other));
            let others = others.map(|(_, other)| other.as_str());
            let next = std::iter::once(own).chain(others).flat_map(|said| {
                ways.iter().map(move |way| {
                    let mut way = way.clone();
                    push_apart(&mut way, before);
                    push_apart(&mut way, said);
                    way
                })
            });
            ways = next.take(WAYS).collect();
            from = end;
        }
        for way in &mut ways {
            push_apart(way, typed.get(from..).unwrap_or_default());
        }
        ways.split_off(1)
    }

    /// Which bytes of what was typed are words of a group.
    pub(crate) fn covered(&self, typed: &str) -> Vec<Range<usize>> {
        self.found(typed).into_iter().map(|found| found.start..found.end).collect()
    }

    /// From left to right, the longest word at each place.
    fn found(&self, typed: &str) -> Vec<Found<'_>> {
        if self.words.is_empty() {
            return Vec::new();
        }
        let units = units(typed);
        let mut out = Vec::new();
        let mut at = 0;
        while let Some(unit) = units.get(at) {
            let here = self.words.get(&unit.text).and_then(|words| words.iter().find(|word| stands(&units, at, word)));
            match (here, here.and_then(|word| units.get(at + word.units.len() - 1))) {
                (Some(word), Some(last)) => {
                    out.push(Found { word, start: unit.start, end: last.end });
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
    own.iter().map(|unit| &unit.text).eq(&word.units)
        && !joins(at.checked_sub(1).and_then(|before| units.get(before)), own.first())
        && !joins(own.last(), units.get(end))
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

    fn synonyms() -> Synonyms {
        let groups = [
            &["案件", "商談", "deal", "あんけん"][..],
            &["見積", "見積書", "quote"],
            &["SSO", "single sign-on", "シングルサインオン"],
            &["リード", "引き合い"],
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
            ("リードを増やす", "引き合いを増やす"),
            ("新しい顧客", ""),
            ("(((", ""),
            ("", ""),
        ] {
            assert_eq!(synonyms.ways(typed).join("|"), expected, "{typed}");
        }
    }

    #[test]
    fn ways_have_an_end() {
        let typed = "案件 見積 SSO リード ".repeat(50);
        let ways = synonyms().ways(&typed);
        assert_eq!(ways.len(), WAYS - 1);
        assert!(ways.iter().all(|way| *way != typed));
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
