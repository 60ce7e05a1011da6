use serde::{Deserialize, Serialize};

use crate::{lang::Lang, publishing::FaqTopic};

/// `/questions`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaqSheet {
    pub groups: Vec<FaqGroup>,
    /// Where a person of the vendor answers what is not here …
    pub desk_email: String,
    /// … within so many business days.
    pub answer_business_days: u16,
}

/// One topic of `/questions`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaqGroup {
    pub topic: FaqTopic,
    pub items: Vec<FaqItem>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaqItem {
    /// Also the anchor on the page.
    pub slug: String,
    /// Of the text shown.
    pub lang: Lang,
    pub title: String,
    pub summary: String,
    pub html: String,
}

/// By topic in the order of [`FaqTopic`], within a topic by title; topics without questions are left out.
pub fn grouped(mut items: Vec<(FaqTopic, FaqItem)>) -> Vec<FaqGroup> {
    items.sort_by(|(a_topic, a), (b_topic, b)| (a_topic, &a.title, &a.slug).cmp(&(b_topic, &b.title, &b.slug)));
    let mut groups: Vec<FaqGroup> = Vec::new();
    for (topic, item) in items {
        match groups.last_mut() {
            Some(group) if group.topic == topic => group.items.push(item),
            _ => groups.push(FaqGroup { topic, items: vec![item] }),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_grouped_by_topic() {
        let item = |title: &str| FaqItem {
            slug: title.to_lowercase(),
            lang: Lang::En,
            title: title.into(),
            summary: String::new(),
            html: String::new(),
        };
        let items = vec![(FaqTopic::Security, item("C")), (FaqTopic::Deals, item("B")), (FaqTopic::Security, item("A"))];
        let groups: Vec<(FaqTopic, Vec<String>)> = grouped(items)
            .into_iter()
            .map(|group| (group.topic, group.items.into_iter().map(|item| item.title).collect()))
            .collect();
        assert_eq!(groups, [(FaqTopic::Deals, vec!["B".into()]), (FaqTopic::Security, vec!["A".into(), "C".into()])]);
        assert_eq!(grouped(Vec::new()), []);
    }
}
