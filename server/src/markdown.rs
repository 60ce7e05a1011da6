//! Markdown to HTML that is safe to show, and to plain text that can be searched.
//!
//! Two walls: events of the parser are narrowed to what a text may hold (raw HTML becomes visible text), and ammonia lets only
//! known tags and attributes through. Either alone would do.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, LazyLock},
};

use ammonia::{Builder, UrlRelative};
use jiso::{id::RevisionId, publishing::is_slug};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html::push_html};
use quick_cache::sync::Cache;

use crate::{office::Office, places::with_places};

/// Texts of revisions, which never change; about 20 kB each.
const KEPT: usize = 2_000;

/// HTML of revisions this node has shown.
#[derive(Clone)]
pub struct Rendered(Arc<Cache<RevisionId, Arc<str>>>);

impl Default for Rendered {
    fn default() -> Self {
        Self(Arc::new(Cache::new(KEPT)))
    }
}

impl Office {
    /// The body of a revision as HTML.
    pub fn html_of(&self, revision: RevisionId, body: &str) -> String {
        if let Some(known) = self.rendered.0.get(&revision) {
            return known.to_string();
        }
        let made: Arc<str> = html(body).into();
        self.rendered.0.insert(revision, made.clone());
        made.to_string()
    }
}

/// HTML of a text. Headings get ids by which they can be linked to, and each block but the first the number of its line in
/// [`Plain::text`], `p-3`, by which a search opens there.
pub fn html(markdown: &str) -> String {
    let mut html = String::with_capacity(markdown.len() * 3 / 2);
    push_html(&mut html, with_places(Narrowed::events(markdown)).into_iter());
    CLEANER.clean(&html).to_string()
}

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let tags = [
        "a",
        "blockquote",
        "br",
        "code",
        "del",
        "em",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "img",
        "li",
        "ol",
        "p",
        "pre",
        "span",
        "strong",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ];
    let headings = ["h2", "h3", "h4", "h5", "h6", "li", "p", "span", "tr"].map(|tag| (tag, HashSet::from(["id"])));
    let mut attributes = HashMap::from([
        ("a", HashSet::from(["href", "title"])),
        ("img", HashSet::from(["src", "alt", "title"])),
        ("ol", HashSet::from(["start"])),
    ]);
    attributes.extend(headings);
    // The head of its column, which a cell says itself where the table does not fit.
    attributes.insert("td", HashSet::from(["data-label"]));
    let mut cleaner = Builder::empty();
    cleaner
        .tags(HashSet::from(tags))
        .tag_attributes(attributes)
        .allowed_classes(HashMap::from([
            ("li", HashSet::from(["task"])),
            ("td", HashSet::from(["num"])),
            ("th", HashSet::from(["num"])),
        ]))
        .url_schemes(HashSet::from(["https", "http", "mailto", "tel"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(Some("noopener"));
    cleaner
});

fn parser(markdown: &str) -> Parser<'_> {
    Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS)
}

/// What a text says, with only what it may hold.
pub(crate) fn narrowed(markdown: &str) -> Vec<Event<'_>> {
    Narrowed::events(markdown)
}

/// The events of a text with only what it may hold.
struct Narrowed<'a> {
    events: Vec<Event<'a>>,
    ids: HashMap<String, u32>,
    /// Where in `events` the open heading begins.
    heading: Option<usize>,
    /// Links and images that lead nowhere we allow: their text stays.
    dropped: Vec<bool>,
    alignments: Vec<pulldown_cmark::Alignment>,
    /// What the open table's columns are called, as attributes say it.
    heads: Vec<String>,
    /// Where in `events` the words of the open cell begin.
    cell: usize,
    column: usize,
    in_head: bool,
}

impl<'a> Narrowed<'a> {
    fn events(markdown: &'a str) -> Vec<Event<'a>> {
        let mut narrowed = Self {
            events: Vec::new(),
            ids: HashMap::new(),
            heading: None,
            dropped: Vec::new(),
            alignments: Vec::new(),
            heads: Vec::new(),
            cell: 0,
            column: 0,
            in_head: false,
        };
        for event in parser(markdown) {
            narrowed.take(event);
        }
        narrowed.events
    }

    fn take(&mut self, event: Event<'a>) {
        match event {
            Event::Html(text) | Event::InlineHtml(text) => self.events.push(Event::Text(text)),
            Event::Start(Tag::HtmlBlock) => self.events.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => self.events.push(Event::End(TagEnd::Paragraph)),
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let keep = leads_somewhere(&dest_url);
                let dest_url = within_text(dest_url);
                self.keep_if(keep, Event::Start(Tag::Link { link_type, dest_url, title, id }));
            }
            Event::Start(Tag::Image { ref dest_url, .. }) => {
                let keep = is_own_picture(dest_url);
                self.keep_if(keep, event);
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if !self.dropped.pop().unwrap_or(false) {
                    self.events.push(event);
                }
            }
            Event::Start(Tag::Heading { level, .. }) => {
                self.heading = Some(self.events.len());
                self.events.push(heading(level, None));
            }
            Event::End(TagEnd::Heading(level)) => self.end_heading(level),
            Event::TaskListMarker(done) => self.task(done),
            Event::Start(Tag::Table(ref alignments)) => {
                self.alignments.clone_from(alignments);
                self.heads.clear();
                self.events.push(event);
            }
            Event::Start(Tag::TableHead | Tag::TableRow) | Event::End(TagEnd::TableHead) => {
                self.column = 0;
                self.in_head = matches!(event, Event::Start(Tag::TableHead));
                self.events.push(event);
            }
            Event::Start(Tag::TableCell) => self.cell(),
            Event::End(TagEnd::TableCell) if self.in_head => {
                self.heads.push(ammonia::clean_text(text_of(&self.events[self.cell..]).trim()));
                self.raw("</th>");
            }
            Event::End(TagEnd::TableCell) => self.raw("</td>"),
            Event::Text(_) => {
                self.join_lines(&event);
                self.events.push(event);
            }
            other => self.events.push(other),
        }
    }

    fn raw(&mut self, tag: impl Into<CowStr<'a>>) {
        self.events.push(Event::InlineHtml(tag.into()));
    }

    fn keep_if(&mut self, keep: bool, start: Event<'a>) {
        self.dropped.push(!keep);
        if keep {
            self.events.push(start);
        }
    }

    /// The parser would write an inline style, which the portal's policy forbids.
    fn cell(&mut self) {
        let number = self.alignments.get(self.column) == Some(&pulldown_cmark::Alignment::Right);
        let class = if number { " class=\"num\"" } else { "" };
        let label = self.heads.get(self.column).filter(|head| !self.in_head && !head.is_empty());
        let label = label.map(|head| format!(" data-label=\"{head}\"")).unwrap_or_default();
        let name = if self.in_head { "th" } else { "td" };
        self.column += 1;
        self.raw(format!("<{name}{class}{label}>"));
        self.cell = self.events.len();
    }

    /// A box to read, not an input: nobody would keep what is ticked.
    fn task(&mut self, done: bool) {
        if let Some(item) = self.events.iter_mut().rev().find(|event| matches!(event, Event::Start(Tag::Item))) {
            *item = Event::InlineHtml("<li class=\"task\">".into());
        }
        self.events.push(Event::Text(if done { "☑ " } else { "☐ " }.into()));
    }

    fn end_heading(&mut self, level: HeadingLevel) {
        if let Some(start) = self.heading.take() {
            let key = self.take_key();
            let id = self.id(&key.unwrap_or_else(|| text_of(&self.events[start..])));
            self.events[start] = heading(level, Some(id));
        }
        self.events.push(Event::End(TagEnd::Heading(below_title(level))));
    }

    /// The key of a script's step, which stands behind its heading and is not read.
    fn take_key(&mut self) -> Option<String> {
        let Some(Event::Text(text)) = self.events.last_mut() else { return None };
        let (title, inside) = text.strip_suffix('}')?.rsplit_once("{#")?;
        let key = inside.split(' ').next().filter(|key| is_slug(key))?.to_owned();
        *text = title.trim_end().to_owned().into();
        Some(key)
    }

    /// Prefixed, so that no heading takes the name of a part of the page.
    fn id(&mut self, text: &str) -> String {
        let mut id = String::from("s");
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            id.push('-');
            id.extend(word.chars().flat_map(char::to_lowercase));
        }
        let count = self.ids.entry(id.clone()).and_modify(|n| *n += 1).or_insert(1);
        if *count > 1 { format!("{id}-{count}") } else { id }
    }

    /// A line end between two characters that are written without spaces is none.
    fn join_lines(&mut self, next: &Event<'a>) {
        let [.., Event::Text(before), Event::SoftBreak] = &self.events[..] else { return };
        let Event::Text(after) = next else { return };
        if before.chars().next_back().is_some_and(is_wide) && after.chars().next().is_some_and(is_wide) {
            self.events.pop();
        }
    }
}

/// A page has one `h1`, its title.
const fn below_title(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H2,
        other => other,
    }
}

fn heading<'a>(level: HeadingLevel, id: Option<String>) -> Event<'a> {
    Event::Start(Tag::Heading { level: below_title(level), id: id.map(CowStr::from), classes: Vec::new(), attrs: Vec::new() })
}

fn leads_somewhere(address: &str) -> bool {
    let here = address.starts_with('#') || address.starts_with('/') && !address.starts_with("//") && !address.contains('\\');
    here || ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| address.starts_with(scheme))
}

/// Headings have ids of their own; see [`Narrowed::id`].
fn within_text(address: CowStr<'_>) -> CowStr<'_> {
    match address.strip_prefix('#') {
        Some(heading) if !heading.is_empty() && !heading.starts_with("s-") => format!("#s-{heading}").into(),
        _ => address,
    }
}

/// Kana, kanji, full-width letters and marks.
const fn is_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}')
}

fn text_of(events: &[Event<'_>]) -> String {
    let mut text = String::new();
    for event in events {
        match event {
            Event::Text(piece) | Event::Code(piece) => text.push_str(piece),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    text
}

/// Pictures come from the portal itself: the page's policy lets browsers show no others.
pub fn is_own_picture(address: &str) -> bool {
    address.starts_with('/') && !address.starts_with("//") && !address.contains('\\') && !address.contains("..")
}

/// Where a part of a text leads.
pub enum Lead {
    Link(String),
    Picture(String),
}

/// Where the links and pictures of a text lead, with their lines from 1.
pub fn leads(markdown: &str) -> Vec<(usize, Lead)> {
    let lead = |event: Event<'_>| match event {
        Event::Start(Tag::Link { dest_url, .. }) => Some(Lead::Link(dest_url.into_string())),
        Event::Start(Tag::Image { dest_url, .. }) => Some(Lead::Picture(dest_url.into_string())),
        _ => None,
    };
    let line = |start: usize| markdown[..start].matches('\n').count() + 1;
    parser(markdown).into_offset_iter().filter_map(|(event, at)| Some((line(at.start), lead(event)?))).collect()
}

/// A text without its marks, for search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plain {
    /// With the numbers of their lines in `text`.
    pub headings: Vec<(u32, String)>,
    pub first_paragraph: String,
    /// Everything, headings too, a block a line.
    pub text: String,
}

/// What there is to read in a text.
pub fn plain(markdown: &str) -> Plain {
    let events = Narrowed::events(markdown);
    let mut plain = Plain::default();
    let (mut block, mut line) = (String::new(), 0);
    for event in events {
        match &event {
            // Code has lines of its own, and a block is one.
            Event::Text(piece) | Event::Code(piece) => block.extend(piece.chars().map(|c| if c == '\n' { ' ' } else { c })),
            Event::SoftBreak | Event::HardBreak => block.push(' '),
            Event::InlineHtml(tag) if tag.starts_with("</t") => block.push(' '),
            Event::End(TagEnd::Heading(_)) if !block.trim().is_empty() => plain.headings.push((line, block.trim().to_owned())),
            Event::End(TagEnd::Paragraph) if plain.first_paragraph.is_empty() => {
                block.trim().clone_into(&mut plain.first_paragraph);
            }
            _ => {}
        }
        let ends = ends_block(&event);
        if ends && !block.trim().is_empty() {
            plain.text.push_str(block.trim());
            plain.text.push('\n');
            line += 1;
        }
        if ends {
            block.clear();
        }
    }
    plain
}

/// What stands before it is a line of [`Plain::text`]. A list within an item ends what the item says before it.
pub(crate) const fn ends_block(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::Start(Tag::List(_))
            | Event::End(
                TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead | TagEnd::CodeBlock
            )
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_become_pages() {
        let cases = [
            ("## はじめに", "<h2 id=\"s-はじめに\">はじめに</h2>\n"),
            (
                "## A `b` C!\n\n## a b c",
                "<h2 id=\"s-a-b-c\">A <code>b</code> C!</h2>\n<h2 id=\"s-a-b-c-2\"><span id=\"p-1\"></span>a b c</h2>\n",
            ),
            (
                "## 受付で {#at-reception .later}\n\n[次](#why)",
                "<h2 id=\"s-at-reception\">受付で</h2>\n<p id=\"p-1\"><a href=\"#s-why\" rel=\"noopener\">次</a></p>\n",
            ),
            ("## {{customer}}", "<h2 id=\"s-customer\">{{customer}}</h2>\n"),
            ("# Title", "<h2 id=\"s-title\">Title</h2>\n"),
            ("一行目  \n二行目", "<p>一行目<br>\n二行目</p>\n"),
            ("一行目\n二行目", "<p>一行目二行目</p>\n"),
            ("one\ntwo", "<p>one\ntwo</p>\n"),
            ("~~old~~ **new**", "<p><del>old</del> <strong>new</strong></p>\n"),
            ("[kit](/kits/a \"t\")", "<p><a href=\"/kits/a\" title=\"t\" rel=\"noopener\">kit</a></p>\n"),
            ("![screen](/media/a.png)", "<p><img src=\"/media/a.png\" alt=\"screen\"></p>\n"),
            (
                "- [ ] open\n- [x] done",
                "<ul>\n<li class=\"task\">☐ open</li>\n<li class=\"task\" id=\"p-1\">☑ done</li>\n</ul>\n",
            ),
            ("3. three", "<ol start=\"3\">\n<li>three</li>\n</ol>\n"),
        ];
        for (markdown, expected) in cases {
            assert_eq!(html(markdown), expected, "{markdown}");
        }
    }

    #[test]
    fn tables_carry_no_style() {
        let made = html("| a | b |\n|---|---:|\n| 1 | 2 |");
        assert!(made.contains("<th>a</th><th class=\"num\">b</th>"), "{made}");
        assert!(made.contains("<tr id=\"p-1\"><td data-label=\"a\">1</td><td class=\"num\" data-label=\"b\">2</td>"), "{made}");
    }

    #[test]
    fn a_cell_knows_the_head_of_its_column() {
        let made = html("| a | *b* `\"c\"` |  |\n|---|---|---|\n| 1 | 2 | 3 |");
        assert!(made.contains("<td data-label=\"a\">1</td><td data-label=\"b &quot;c&quot;\">2</td><td>3</td>"), "{made}");
        assert_eq!(plain("| a | b |\n|---|---|\n| 1 | 2 |").text, "a b\n1 2\n");
    }

    #[test]
    fn nothing_that_runs_gets_through() {
        let nasty = [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "text <b onmouseover=alert(1)>bold</b>",
            "[a](javascript:alert(1))",
            "[a](JaVaScRiPt:alert(1))",
            "[a](java\u{0a}script:alert(1))",
            "[a](&#106;avascript:alert(1))",
            "[a](data:text/html,<script>alert(1)</script>)",
            "[a](vbscript:x)",
            "[a](//evil.example)",
            "[a](/\\evil.example)",
            "![a](javascript:alert(1))",
            "![a](http://evil.example/a.png)",
            "![a](https://evil.example/a.png)",
            "![a](//evil.example/a.png)",
            "![a](/media/../secret.png)",
            "![a\" onerror=\"alert(1)](/media/a.png)",
            "[a](/x \"t\\\" onclick=\\\"alert(1)\")",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<style>*{display:none}</style>",
            "<iframe src=//evil.example></iframe>",
            "<svg><script>alert(1)</script></svg>",
            "<javascript:alert(1)>",
            "## <img src=x onerror=alert(1)>",
            "## \" onclick=\"alert(1)",
            "| <script> |\n|---|\n| <img onerror=x> |",
            "```\"><script>alert(1)</script>\n<script>\n```",
            "`<script>`",
            "<!-- --><script>alert(1)</script>",
            "<details open ontoggle=alert(1)>",
        ];
        for markdown in nasty {
            let made = html(markdown);
            let tags = made.split('<').skip(1).filter_map(|rest| rest.split('>').next());
            for tag in tags {
                let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
                assert!(
                    ["p", "a", "br", "code", "h2", "img", "pre", "table", "thead", "tbody", "tr", "th", "td", "span"]
                        .contains(&name),
                    "{markdown} → {made}"
                );
                let attributes: String = tag.split('"').step_by(2).collect();
                assert!(!attributes.contains("on"), "{markdown} → {made}");
                for bad in ["javascript:", "data:", "vbscript:", "evil.example", "\"//", ".."] {
                    assert!(!tag.to_lowercase().contains(bad), "{markdown} → {made}");
                }
            }
        }
        assert_eq!(html("a <b>c</b>"), "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n");
    }

    #[test]
    fn plain_text_is_what_one_reads() {
        let read = plain("## 準備\n\n**最初**の[段落](/x)です。\n\n- 一\n- 二\n\n| a | b |\n|---|---|\n| c | `d` |\n\n> 引用\n");
        assert_eq!(read.headings, [(0, "準備".to_owned())]);
        assert_eq!(read.first_paragraph, "最初の段落です。");
        assert_eq!(read.text, "準備\n最初の段落です。\n一\n二\na b\nc d\n引用\n");
        assert_eq!(plain("- one\n  - two\n- three\n\n```\nfour\nfive\n```\n").text, "one\ntwo\nthree\nfour five\n");
        let read = plain("一つ\n\n- 二つ\n\n##\n\n### `三`つ {#three}\n\n四つ\n\n## 五つ");
        assert_eq!(read.headings, [(2, "三つ".to_owned()), (4, "五つ".to_owned())]);
        assert_eq!(read.text, "一つ\n二つ\n三つ\n四つ\n五つ\n");
    }
}
