//! Words that name a kind of text, or for whom texts are, as the portal calls them: hardly any text says of itself that it is a
//! script, or for the public sector.

use std::ops::Range;

use jiso::search::DocumentKind;
use tantivy::{
    DocAddress,
    query::{BooleanQuery, Occur, Query},
};

use crate::{
    columns::{Columns, List},
    query::one_of,
    schema::{ANY, Fields},
    synonyms::Synonyms,
};

/// What joins a name to the words before it, and to those behind it.
const BEFORE: [&str; 10] = ["向け", "むけ", "への", "の", "な", "を", "に", "で", "と", "や"];
const BEHIND: [&str; 14] = ["業", "向け", "むけ", "用", "への", "へ", "の", "を", "に", "で", "が", "は", "と", "や"];
/// Beside a name, these ask for nothing more.
const LITTLE: &str = "ほしい 欲しい 見たい 探したい 使いたい どこ どこにある ある ありますか ください 教えて 見せて 一覧 \
                      a an the for of in to on at with about and or our my any some is are how what where show find get \
                      need want i";

/// What a word can name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    Kind(DocumentKind),
    Industry(String),
    Size(String),
    Phase(String),
}

/// The words, ready to be found in what was typed.
#[derive(Debug, Default)]
pub struct Labels {
    /// A group for each of `named`.
    words: Synonyms,
    named: Vec<Named>,
}

/// What a question names. Of several names of one sort, any suffices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub kinds: Vec<DocumentKind>,
    industries: Vec<String>,
    sizes: Vec<String>,
    phases: Vec<String>,
    /// The bytes of the question that name it.
    pub places: Vec<Range<usize>>,
    /// The question without them.
    pub rest: String,
}

impl Labels {
    /// Of words and what they name; one that joins several words with a sign between is each of them.
    pub fn of<'w>(words: impl IntoIterator<Item = (&'w str, Named)>) -> Self {
        let mut named: Vec<Named> = Vec::new();
        let mut groups: Vec<Vec<String>> = Vec::new();
        for (written, value) in words {
            let known = named.iter().position(|known| *known == value);
            let at = known.unwrap_or(named.len());
            if known.is_none() {
                named.push(value);
                groups.push(Vec::new());
            }
            let parts = written.split(['・', '/', '／', '|']).map(str::trim).filter(|part| !part.is_empty());
            if let Some(group) = groups.get_mut(at) {
                group.extend(parts.map(str::to_owned));
            }
        }
        Self { words: Synonyms::of(groups), named }
    }

    /// `None` where nothing is named. A phase beside other words is a word like them: data retention is no phase.
    pub(crate) fn asked(&self, typed: &str) -> Option<Asked> {
        let mut asked = Asked::default();
        let mut rest: Vec<&str> = Vec::new();
        let mut from = 0;
        for (group, place) in self.words.places(typed) {
            let Some(named) = self.named.get(group) else { continue };
            let between = typed.get(from..place.start).unwrap_or_default();
            rest.push(without_end(if from > 0 { without_beginning(between) } else { between }));
            from = place.end;
            asked.take(named);
            asked.places.push(place);
        }
        if asked.places.is_empty() {
            return None;
        }
        rest.push(without_beginning(typed.get(from..).unwrap_or_default()));
        let words = rest.into_iter().flat_map(str::split_whitespace).filter(|word| !is_little(word));
        asked.rest = words.collect::<Vec<_>>().join(" ");
        let only_phase = asked.kinds.is_empty() && asked.industries.is_empty() && asked.sizes.is_empty();
        (asked.rest.is_empty() || !only_phase).then_some(asked)
    }
}

impl Asked {
    fn take(&mut self, named: &Named) {
        let add = |values: &mut Vec<String>, value: &String| {
            if !values.contains(value) {
                values.push(value.clone());
            }
        };
        match named {
            Named::Kind(kind) if self.kinds.contains(kind) => {}
            Named::Kind(kind) => self.kinds.push(*kind),
            Named::Industry(value) => add(&mut self.industries, value),
            Named::Size(value) => add(&mut self.sizes, value),
            Named::Phase(value) => add(&mut self.phases, value),
        }
    }

    /// A kind for somebody: where there is none, one for everybody serves.
    pub fn serves_for_all(&self) -> bool {
        let somebody = [&self.industries, &self.sizes, &self.phases];
        !self.kinds.is_empty() && somebody.into_iter().any(|values| !values.is_empty())
    }

    /// Whether a text has all that is named; not `exact`, also one that is for everybody.
    pub fn fits(&self, columns: &Columns, at: DocAddress, exact: bool) -> bool {
        let named = |value: &str, wanted: &[String]| wanted.iter().any(|one| one == value) || (!exact && value == ANY);
        let has = |list: List, wanted: &[String]| wanted.is_empty() || columns.list(list, at).any(|value| named(value, wanted));
        (self.kinds.is_empty() || columns.kind(at).is_some_and(|kind| self.kinds.contains(&kind)))
            && has(List::Industry, &self.industries)
            && has(List::Size, &self.sizes)
            && has(List::Phase, &self.phases)
    }

    /// The texts that fit, without a score.
    pub fn query(&self, fields: &Fields, exact: bool) -> Box<dyn Query> {
        let kinds: Vec<&str> = self.kinds.iter().map(|kind| kind.as_str()).collect();
        let mut all: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        if !kinds.is_empty() {
            all.push((Occur::Must, one_of(fields.kind, &kinds)));
        }
        let lists = [(fields.industry, &self.industries), (fields.size, &self.sizes), (fields.phase, &self.phases)];
        for (field, values) in lists.into_iter().filter(|(_, values)| !values.is_empty()) {
            let values: Vec<&str> = values.iter().map(String::as_str).chain((!exact).then_some(ANY)).collect();
            all.push((Occur::Must, one_of(field, &values)));
        }
        Box::new(BooleanQuery::new(all))
    }
}

fn without_beginning(mut text: &str) -> &str {
    while let Some(less) = BEHIND.iter().find_map(|joint| text.strip_prefix(joint)) {
        text = less;
    }
    text
}

fn without_end(mut text: &str) -> &str {
    while let Some(less) = BEFORE.iter().find_map(|joint| text.strip_suffix(joint)) {
        text = less;
    }
    text
}

fn is_little(word: &str) -> bool {
    let word = word.trim_matches(|sign: char| !sign.is_alphanumeric()).to_lowercase();
    word.is_empty() || LITTLE.split(' ').any(|little| little == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels() -> Labels {
        let industry = |value: &str| Named::Industry(value.to_owned());
        Labels::of([
            ("提案書テンプレート|テンプレート|提案書|template", Named::Kind(DocumentKind::Template)),
            ("トークスクリプト|スクリプト|トーク|script|call script", Named::Kind(DocumentKind::Script)),
            ("切り返しトーク|切り返し|objection", Named::Kind(DocumentKind::Objection)),
            ("成功事例|事例|case|case study", Named::Kind(DocumentKind::Case)),
            ("官公庁・自治体", industry("public")),
            ("製造", industry("manufacturing")),
            ("Manufacturing", industry("manufacturing")),
            ("金融・保険", industry("finance")),
            ("50名まで", Named::Size("small".into())),
            ("Retention", Named::Phase("retention".into())),
        ])
    }

    /// What is named, then what is left.
    fn asked(typed: &str) -> Option<String> {
        let Asked { kinds, industries, sizes, phases, rest, .. } = labels().asked(typed)?;
        let kinds = kinds.iter().map(|kind| kind.as_str().to_owned());
        let named: Vec<String> = kinds.chain(industries).chain(sizes).chain(phases).collect();
        Some(format!("{}: {rest}", named.join(" ")))
    }

    #[test]
    fn names_are_told_from_the_rest() {
        for (typed, expected) in [
            ("テンプレート", "template: "),
            ("提案書テンプレートはどこ？", "template: "),
            ("製造業 事例", "case manufacturing: "),
            ("製造業向けの提案書", "template manufacturing: "),
            ("製造業への電話", "manufacturing: 電話"),
            ("自治体用スクリプト", "script public: "),
            ("金融 自治体", "finance public: "),
            ("クリニック向けの提案書", "template: クリニック"),
            ("切り返しトーク 価格", "objection: 価格"),
            ("ﾃﾝﾌﾟﾚｰﾄ", "template: "),
            ("50名まで", "small: "),
            ("objection price", "objection: price"),
            ("call scripts for manufacturers", "script manufacturing: "),
            ("the case of a school", "case: school"),
            ("school case study", "case: school"),
            ("retention", "retention: "),
        ] {
            assert_eq!(asked(typed).as_deref(), Some(expected), "{typed}");
        }
    }

    #[test]
    fn other_words_name_nothing() {
        for typed in ["", "(((", "トークン", "スクリプトエンジン", "data retention", "見積", "showcase"] {
            assert_eq!(asked(typed), None, "{typed}");
        }
        assert_eq!(Labels::default().asked("テンプレート"), None);
    }

    #[test]
    fn a_kind_for_somebody_may_be_for_everybody() {
        let serves = |typed: &str| labels().asked(typed).is_some_and(|asked| asked.serves_for_all());
        assert!(serves("自治体 スクリプト") && !serves("自治体") && !serves("スクリプト"));
    }
}
