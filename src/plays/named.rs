//! Nobody is named in a play: neither the customer nor the partner.

use super::PlayText;
use crate::{
    deals::CustomerKey,
    failure::{FieldErrors, Problem},
    questions::without_names,
};

/// A field that names one of `names` (of companies), however it is written, is refused.
pub fn named_in(text: &PlayText, names: &[String]) -> FieldErrors {
    let mut errors = FieldErrors::default();
    for (field, value) in text.fields() {
        if let Some(name) = names.iter().find(|name| CustomerKey::of(name).is_spelled_in(value)) {
            errors.add(field, Problem::NamesSomebody { name: name.clone() });
        }
    }
    errors
}

/// Written before or after a company's name, and left out by people.
const FORMS: [&str; 9] = ["株式会社", "有限会社", "合同会社", "合資会社", "㈱", "㈲", "(株)", "（株）", "（有）"];

/// Lines without names, as far as they are written as they are kept; a line that still names one of `companies` is left out.
pub(super) fn unnamed(lines: &str, companies: &[String], people: &[String]) -> String {
    let bare = |name: &String| FORMS.iter().fold(name.clone(), |name, form| name.replace(form, "")).trim().to_owned();
    let mut names: Vec<String> = companies.to_vec();
    names.extend(companies.iter().map(bare));
    names.extend_from_slice(people);
    let text = without_names(lines, &names);
    let keys: Vec<CustomerKey> = companies.iter().map(|name| CustomerKey::of(name)).collect();
    text.lines().filter(|line| !keys.iter().any(|key| key.is_spelled_in(line))).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn customer_and_partner_are_refused_in_whatever_field_they_stand() {
        let names = ["株式会社北浜製作所".to_owned(), "Aoba Shoji Co., Ltd.".to_owned()];
        let text = PlayText {
            title: "工場長への15分デモ".into(),
            opening: "㈱北濱製作所さまの朝礼を見せてもらう".into(),
            close: "AOBA-SHOJIの担当が見積を送る".into(),
            ..PlayText::default()
        };
        let errors = named_in(&text, &names);
        assert_eq!(errors.0.len(), 2);
        assert_eq!(errors.of("opening"), Some(&Problem::NamesSomebody { name: names[0].clone() }));
        assert_eq!(errors.of("close"), Some(&Problem::NamesSomebody { name: names[1].clone() }));
        assert!(named_in(&PlayText { opening: "製作所の朝礼を見る".into(), ..PlayText::default() }, &names).is_empty());
        assert_eq!(unnamed("北浜製作所の佐藤様\n㈱北濱製作所\n稟議", &names, &["佐藤 結衣".into()]), "○○の○○様\n稟議");
        assert!(named_in(&text, &["会".to_owned(), String::new()]).is_empty(), "one sign is a word of many others");
    }
}
