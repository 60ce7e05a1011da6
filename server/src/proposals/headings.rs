//! The headings of what is locked, by which it is named while it is folded.

/// What the headings of a rendered text say.
pub(super) fn headings(html: &str) -> Vec<String> {
    let parts = html.split("<h").skip(1).filter(|part| part.starts_with(|c: char| c.is_ascii_digit()));
    let inner = parts.filter_map(|part| part.split_once('>')?.1.split("</h").next());
    let plain = |text: &str| text.split('<').map(|part| part.split_once('>').map_or(part, |(_, rest)| rest)).collect::<String>();
    inner.map(|text| plain(&format!("<>{text}")).trim().to_owned()).filter(|text| !text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::headings;

    #[test]
    fn headings_are_read_without_their_marks() {
        let html = "<h2 id=\"a\">ご提案</h2><p>a < b</p><hr><h3>進め方 <em>4週間</em></h3><h2></h2>";
        assert_eq!(headings(html), ["ご提案", "進め方 4週間"]);
        assert!(headings("<p>text</p>").is_empty());
    }
}
