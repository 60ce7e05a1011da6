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
    glyphs::Class,
    query::one_of,
    schema::{ANY, Fields},
    synonyms::Synonyms,
};

/// What joins a name to the words before it, and to those behind it.
const BEFORE: [&str; 10] = ["向け", "むけ", "への", "の", "な", "を", "に", "で", "と", "や"];
const BEHIND: [&str; 14] = ["業", "向け", "むけ", "用", "への", "へ", "の", "を", "に", "で", "が", "は", "と", "や"];
/// Beside a name, these ask for nothing more.
const LITTLE: &str = "a an the for of in to on at with about and or our my any some is are how what where show find get need \
                      want i handle handling overcome overcoming good best example examples list short";
/// Nor do these, which end what is asked.
const ASKING: &str = "ほしい 欲しい 知りたい しりたい 見たい 読みたい 探したい 使いたい 探しています 探している ありますか あるか ある \
                      ください 教えて おしえて 見せて どこ もの について 例 集 一覧 リスト";
/// And these, before what is asked for or behind it.
const ANY_WILL_DO: [&str; 8] = ["成功した", "具体的", "おすすめ", "短い", "強い", "いい", "良い", "よい"];
/// Where these are all that is asked beside a name, anything will do that it has.
const ANYTHING: &str = "資料 営業資料 提案資料 素材 キット kit kits material materials document documents resource resources";
/// What joins such a word to others.
const PARTICLES: [&str; 10] = ["が", "は", "も", "の", "な", "を", "に", "で", "と", "や"];

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
    places: Vec<Range<usize>>,
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

    /// What a name goes on to from one of the texts: that of the first of them first.
    pub(crate) fn begun<'t>(&self, typed: impl IntoIterator<Item = &'t str>) -> Vec<Named> {
        let mut numbers: Vec<usize> = Vec::new();
        for number in typed.into_iter().flat_map(|typed| self.words.groups_begun(typed)) {
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        numbers.into_iter().filter_map(|number| self.named.get(number).cloned()).collect()
    }

    /// Which bytes of what was typed are such words, whatever stands beside them.
    pub(crate) fn places(&self, typed: &str) -> Vec<Range<usize>> {
        self.words.covered(typed)
    }

    /// `None` where nothing is named. A size or a phase beside other words is a word like them: data retention is no phase.
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
        let words = rest.into_iter().flat_map(str::split_whitespace).map(without_little).filter(|word| !is_little(word));
        let words: Vec<&str> = words.collect();
        let anything = words.iter().all(|word| ANYTHING.split(' ').any(|one| word.eq_ignore_ascii_case(one)));
        asked.rest = if anything { String::new() } else { words.join(" ") };
        let for_sure = !asked.kinds.is_empty() || !asked.industries.is_empty();
        (asked.rest.is_empty() || for_sure).then_some(asked)
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

    /// Sizes only.
    pub fn is_size(&self) -> bool {
        !self.sizes.is_empty() && self.kinds.is_empty() && self.industries.is_empty() && self.phases.is_empty()
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

/// Japanese has no spaces that would part them from what is asked.
fn without_little(word: &str) -> &str {
    let mut word = word.trim_matches(|sign: char| !sign.is_alphanumeric());
    while let Some(less) = less_behind(word).or_else(|| less_before(word)) {
        word = less;
    }
    word
}

fn less_behind(word: &str) -> Option<&str> {
    let mut little = ASKING.split(' ').chain(ANY_WILL_DO);
    let less = little.find_map(|little| word.strip_suffix(little).filter(|less| !is_one_word(less, little)))?;
    Some(PARTICLES.iter().find_map(|joint| less.strip_suffix(joint)).unwrap_or(less))
}

fn less_before(word: &str) -> Option<&str> {
    let less = ANY_WILL_DO.iter().find_map(|little| word.strip_prefix(little).filter(|less| !is_one_word(little, less)))?;
    Some(PARTICLES.iter().find_map(|joint| less.strip_prefix(joint)).unwrap_or(less))
}

/// Kanji beside kanji, as in 募集.
fn is_one_word(left: &str, right: &str) -> bool {
    let is_kanji = |sign: Option<char>| sign.is_some_and(|sign| Class::of(sign) == Class::Han);
    is_kanji(left.chars().next_back()) && is_kanji(right.chars().next())
}

fn is_little(word: &str) -> bool {
    let word = word.to_lowercase();
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
            ("大企業|大手|enterprise customer", Named::Size("large".into())),
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
            ("大手 事例", "case large: "),
            ("大企業向けの提案書", "template large: "),
            ("大企業向け資料", "large: "),
            ("大企業", "large: "),
            ("materials for enterprise customers", "large: "),
            ("自治体向けの営業資料", "public: "),
            ("資料の提案書 顧客", "template: 資料 顧客"),
        ] {
            assert_eq!(asked(typed).as_deref(), Some(expected), "{typed}");
        }
    }

    #[test]
    fn polite_and_vague_words_ask_for_nothing_more() {
        for (typed, expected) in [
            ("事例が知りたい", "case: "),
            ("事例を教えてほしい", "case: "),
            ("成功事例 短い", "case: "),
            ("成功した事例", "case: "),
            ("切り返しの例", "objection: "),
            ("事例集", "case: "),
            ("製造業に強い事例", "case manufacturing: "),
            ("具体的な価格の事例", "case: 価格"),
            ("価格についての切り返しを見せてください", "objection: 価格"),
            ("事例で短いものを教えて", "case: "),
            ("事例 価格が知りたい", "case: 価格"),
            ("おすすめのスクリプトはありますか？", "script: "),
            ("overcome objections", "objection: "),
            ("best case study examples", "case: "),
            ("条例の事例", "case: 条例"),
            ("募集 テンプレート", "template: 募集"),
            ("手強い 切り返し", "objection: 手強い"),
        ] {
            assert_eq!(asked(typed).as_deref(), Some(expected), "{typed}");
        }
    }

    #[test]
    fn names_are_gone_on_from() {
        let begun = |typed: &[&str]| -> Vec<Named> { labels().begun(typed.iter().copied()) };
        assert_eq!(begun(&["テンプ"]), [Named::Kind(DocumentKind::Template)]);
        assert_eq!(begun(&["templ"]), [Named::Kind(DocumentKind::Template)]);
        assert_eq!(begun(&["事例"]), [Named::Kind(DocumentKind::Case)]);
        assert_eq!(begun(&["じれ", "事例"]), [Named::Kind(DocumentKind::Case)]);
        assert_eq!(begun(&["製造"]), [Named::Industry("manufacturing".to_owned())]);
        for nothing in ["te", "テ", "見積", "", "((("] {
            assert!(begun(&[nothing]).is_empty(), "{nothing}");
        }
    }

    #[test]
    fn other_words_name_nothing() {
        for typed in ["", "(((", "トークン", "スクリプトエンジン", "data retention", "大手の電話", "見積", "showcase"]
        {
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
