/// What stands in place of a name.
const SOMEBODY: &str = "○○";

/// A question's answer as a text for everyone: what was asked in detail, the answer, and none of `names`.
pub fn faq_text(details: &str, answer: &str, names: &[String]) -> String {
    let parts = [details.trim(), answer.trim()].into_iter().filter(|part| !part.is_empty());
    let mut text = parts.collect::<Vec<_>>().join("\n\n");
    text.push('\n');
    without_names(&text, names)
}

/// A text without names of people and companies: whole ones first, then the parts they consist of.
pub fn without_names(text: &str, names: &[String]) -> String {
    let parts = names.iter().flat_map(|name| name.split_whitespace());
    let mut all: Vec<&str> = names.iter().map(String::as_str).chain(parts).collect();
    // One sign alone is a word of many others.
    all.retain(|name| name.chars().count() > 1);
    all.sort_by_key(|name| std::cmp::Reverse(name.chars().count()));
    all.dedup();
    all.into_iter().fold(text.to_owned(), |text, name| text.replace(name, SOMEBODY))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frequent_question_names_nobody() {
        let names = ["佐藤 結衣".to_owned(), "東都システムズ".to_owned(), "林 亮".to_owned()];
        let details = "東都システムズの佐藤です。見積書の有効期限は？";
        let answer = "佐藤 結衣様、30日です。林";
        assert_eq!(faq_text(details, answer, &names), "○○の○○です。見積書の有効期限は？\n\n○○様、30日です。林\n");
        assert_eq!(faq_text("", " 30 days. ", &[]), "30 days.\n");
    }
}
