//! Numbers on the blocks of a text, so that a search can open at one.

use pulldown_cmark::{Event, Tag};

use crate::markdown::ends_block;

const TASK: &str = "<li class=\"task\">";

/// Blocks with the number of their line in [`crate::markdown::Plain::text`]; the first is where a page opens anyway.
pub fn with_places(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut out = Vec::with_capacity(events.len() + 16);
    let (mut open, mut filled, mut line) = (None, false, 0_usize);
    for event in events {
        match &event {
            _ if begins_block(&event) && open.is_none() && !filled => open = Some(out.len()),
            Event::Text(text) | Event::Code(text) => filled |= !text.trim().is_empty(),
            _ => {}
        }
        let ends = ends_block(&event);
        out.push(event);
        if ends {
            if filled {
                if let Some(at) = open.filter(|_| line > 0) {
                    number(&mut out, at, line);
                }
                line += 1;
            }
            (open, filled) = (None, false);
        }
    }
    out
}

fn begins_block(event: &Event<'_>) -> bool {
    match event {
        Event::Start(Tag::Paragraph | Tag::Item | Tag::TableHead | Tag::TableRow | Tag::CodeBlock(_) | Tag::Heading { .. }) => {
            true
        }
        Event::InlineHtml(tag) => tag.as_ref() == TASK,
        _ => false,
    }
}

fn number(events: &mut Vec<Event<'_>>, at: usize, line: usize) {
    let tag = match events.get(at) {
        Some(Event::Start(Tag::Paragraph)) => format!("<p id=\"p-{line}\">"),
        Some(Event::Start(Tag::Item)) => format!("<li id=\"p-{line}\">"),
        Some(Event::Start(Tag::TableHead)) => format!("<thead><tr id=\"p-{line}\">"),
        Some(Event::Start(Tag::TableRow)) => format!("<tr id=\"p-{line}\">"),
        Some(Event::InlineHtml(_)) => format!("<li class=\"task\" id=\"p-{line}\">"),
        // A heading has a name of its own already, and code is in two tags.
        Some(_) => {
            events.insert(at + 1, Event::InlineHtml(format!("<span id=\"p-{line}\"></span>").into()));
            return;
        }
        None => return,
    };
    if let Some(event) = events.get_mut(at) {
        *event = Event::InlineHtml(tag.into());
    }
}

/// For a page with several texts, in which the numbers would be there twice.
pub fn without_places(html: &str) -> String {
    let mut parts = html.split(" id=\"p-");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(part.split_once('"').map_or("", |(_, rest)| rest));
    }
    out.replace("<span></span>", "")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use jiso::publishing::{DocumentKind, PlaceholderName, Values, fill, with_prices};

    use super::*;
    use crate::{
        content::check,
        markdown::{html, plain},
        search::indexed,
    };

    #[test]
    fn every_line_that_is_found_has_its_place() {
        let text = "## 準備\n\n最初の段落です。\n\n- 一つ\n- 二つ\n  - 中\n\n1. 番号\n\n   その続き\n\n## 次\n\n| a | b |\n|---|---|\n\
                    | c | d |\n\n> 引用\n\n```\n一行\n二行\n```\n\n<b>\n生の\n\n- [ ] 印\n\n最後の段落です。";
        let made = html(text);
        assert_opens_at_its_lines("a text", text, &made);
        assert!(!made.contains("p-0"), "{made}");
        assert!(!without_places(&made).contains("p-") && without_places(&made).contains("<p>最後の段落です。</p>"), "{made}");
    }

    /// As it is indexed, and as its page shows it, also with a customer's name.
    #[test]
    fn every_line_of_the_starter_programme_has_its_place() {
        let values = Values::default().with(PlaceholderName::Customer, "*架空* | 商事");
        for source in check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../content")).unwrap().folder.documents {
            let body = source.document.body;
            let prices = "**– 定価**  \n一つ：¥1  \nお見積額 **{{amount}}**";
            let shown = if source.path.kind == DocumentKind::Template { with_prices(&body, prices) } else { body.clone() };
            let made = html(&shown);
            assert_opens_at_its_lines(&source.file, &indexed(&body), &made);
            assert_eq!(places(&html(&fill(&shown, &values))), places(&made), "{}", source.file);
        }
    }

    fn assert_opens_at_its_lines(name: &str, indexed: &str, made: &str) {
        for (line, words) in plain(indexed).text.lines().enumerate().skip(1) {
            let place = format!(" id=\"p-{line}\"");
            let after = made.split(&place).nth(1).unwrap_or_else(|| panic!("{name}: {line} {words}: {made}"));
            assert!(letters(&read(after)).starts_with(&letters(words)), "{name}: {line} {words}: {after}");
        }
    }

    /// What is to be read behind a place, which is within a tag.
    fn read(html: &str) -> String {
        let text: String = html.split('<').map(|part| part.split_once('>').map_or("", |(_, text)| text)).collect();
        [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
            .into_iter()
            .fold(text, |text, (written, meant)| text.replace(written, meant))
    }

    fn letters(text: &str) -> String {
        text.chars().filter(|ch| !ch.is_whitespace()).collect()
    }

    fn places(html: &str) -> Vec<&str> {
        html.split(" id=\"p-").skip(1).filter_map(|rest| rest.split('"').next()).collect()
    }

    #[test]
    fn a_place_cannot_be_written() {
        let made = html("a\n\n<p id=\"p-9\">b</p>\n\n<span id=\"p-8\"></span>");
        assert!(made.matches("<p id=\"p-").count() == 2 && !made.contains("<span"), "{made}");
    }
}
