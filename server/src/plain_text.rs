//! A text as it is pasted into a mail: nothing of how it is marked up is left.

use jiso::{lang::Lang, publishing::with_blanks};
use jiso_app::text::{kits::placeholder, proposals::gap};
use pulldown_cmark::{Event, Tag, TagEnd};

use crate::markdown::narrowed;

/// What there is to read in a text, an empty line between its blocks. The cells of a table's row are parted by tabs, which
/// spreadsheets and word processors take for columns; placeholders that are left are named as in a proposal.
pub fn plain_text(markdown: &str, lang: Lang) -> String {
    let named = with_blanks(markdown, |name| Some(gap(lang, placeholder(lang, name.as_str()))));
    let mut plain =
        PlainText { lang, text: String::new(), line: String::new(), parted: false, lists: Vec::new(), links: Vec::new() };
    for event in narrowed(&named) {
        plain.take(&event);
    }
    plain.end_line();
    plain.text
}

struct PlainText {
    lang: Lang,
    text: String,
    line: String,
    /// An empty line stands before the next one.
    parted: bool,
    /// The open lists, with the next number of those that have numbers.
    lists: Vec<Option<u64>>,
    /// Where the open links lead.
    links: Vec<String>,
}

impl PlainText {
    fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) => self.line.push_str(text),
            Event::SoftBreak => self.line.push(' '),
            Event::HardBreak => self.line.push('\n'),
            // Tags of the renderer's own: cells, and the items of a list to tick, which bring their box.
            Event::InlineHtml(tag) if tag.starts_with("</t") => self.line.push('\t'),
            Event::InlineHtml(tag) if tag.starts_with("<li") => self.indent(),
            Event::Start(Tag::List(first)) => {
                self.end_line();
                self.lists.push(*first);
            }
            Event::Start(Tag::Item) => self.begin_item(),
            Event::Start(Tag::Link { dest_url, .. }) => self.links.push(dest_url.to_string()),
            Event::End(TagEnd::Link) => self.end_link(),
            Event::End(TagEnd::Item | TagEnd::TableHead | TagEnd::TableRow) => self.end_line(),
            Event::End(TagEnd::List(_)) => {
                self.lists.pop();
                self.end_block();
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Table | TagEnd::CodeBlock) => self.end_block(),
            _ => {}
        }
    }

    fn indent(&mut self) {
        self.line.push_str(&"  ".repeat(self.lists.len().saturating_sub(1)));
    }

    fn begin_item(&mut self) {
        self.indent();
        match self.lists.last_mut() {
            Some(Some(number)) => {
                self.line.extend([number.to_string().as_str(), ". "]);
                *number += 1;
            }
            Some(None) | None => self.line.push_str(match self.lang {
                Lang::Ja => "・",
                Lang::En => "- ",
            }),
        }
    }

    /// The portal's own pages are nothing to the one who gets the text.
    fn end_link(&mut self) {
        let Some(address) = self.links.pop() else { return };
        let outside = address.starts_with("https://") || address.starts_with("http://");
        if outside && !self.line.ends_with(&address) {
            let (before, after) = match self.lang {
                Lang::Ja => ("（", "）"),
                Lang::En => (" (", ")"),
            };
            self.line.extend([before, &address, after]);
        }
    }

    fn end_line(&mut self) {
        let line = self.line.trim_end();
        if !line.is_empty() {
            if self.parted && !self.text.is_empty() {
                self.text.push('\n');
            }
            self.parted = false;
            self.text.push_str(line);
            self.text.push('\n');
        }
        self.line.clear();
    }

    /// Within a list the blocks of an item follow each other.
    fn end_block(&mut self) {
        self.end_line();
        self.parted |= self.lists.is_empty();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_source_is_left() {
        let cases = [
            (
                "## はじめに {#begin}\n\n**{{customer}}** 様\n{{ rep }}です。",
                "はじめに\n\n【お客様の会社名】 様【あなたの名前】です。\n",
            ),
            ("A\\&B\\_C \\*D\\* `e_f`", "A&B_C *D* e_f\n"),
            ("\\{\\{rep\\}\\}", "{{rep}}\n"),
            ("| 項目 | 金額 |\n|---|---:|\n| 利用料 | **100円** |\n\n以上", "項目\t金額\n利用料\t100円\n\n以上\n"),
            ("前\n\n- 一\n  - 二\n- 三\n\n後", "前\n\n・一\n  ・二\n・三\n\n後\n"),
            ("3. 三\n4. 四", "3. 三\n4. 四\n"),
            ("- [ ] 未\n- [x] 済", "☐ 未\n☑ 済\n"),
            ("> 「一行目」\n> 二行目", "「一行目」二行目\n"),
            ("一  \n二", "一\n二\n"),
            ("[資料](/kits/a)と[案内](https://a.example/)", "資料と案内（https://a.example/）\n"),
            ("<https://a.example/>", "https://a.example/\n"),
            ("```\na\n  b\n```\n\n---\n\nc", "a\n  b\n\nc\n"),
        ];
        for (markdown, expected) in cases {
            assert_eq!(plain_text(markdown, Lang::Ja), expected, "{markdown}");
        }
        assert_eq!(plain_text("- {{employees}} people", Lang::En), "- 【Employees】 people\n");
    }
}
