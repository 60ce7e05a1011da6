//! What a text consists of, as far as paper can show it.

use pulldown_cmark::{Alignment, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// Letters that look alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// A line end is a line feed.
    pub text: String,
    pub bold: bool,
    pub strike: bool,
    pub link: Option<String>,
}

pub type Text = Vec<Run>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// From 1, for the largest.
    Heading(u8, Text),
    Paragraph(Text),
    /// With the number of the first item, where they are numbered.
    List(Option<u64>, Vec<Vec<Block>>),
    Table(Table),
    Quote(Vec<Block>),
    Rule,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// For each column, whether it holds numbers.
    pub numbers: Vec<bool>,
    pub head: Vec<Text>,
    pub rows: Vec<Vec<Text>>,
}

/// The blocks of a text. Of a picture stands what it shows, in brackets, and HTML is text.
pub fn blocks(markdown: &str) -> Vec<Block> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut reader = Reader::default();
    for event in Parser::new_ext(markdown, options) {
        reader.take(event);
    }
    reader.end_text();
    reader.done
}

#[derive(Default)]
struct Reader {
    done: Vec<Block>,
    /// What is open around the present block, the outermost first.
    around: Vec<Around>,
    text: Text,
    bold: u32,
    strike: u32,
    links: Vec<Option<String>>,
    pictures: u32,
    /// What the open picture shows.
    shown: String,
    table: Table,
    row: Vec<Text>,
}

enum Around {
    List(Option<u64>, Vec<Vec<Block>>),
    Item(Vec<Block>),
    Quote(Vec<Block>),
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => self.push(&text),
            Event::SoftBreak => self.soft_break(),
            Event::HardBreak => self.push("\n"),
            Event::Rule => self.add(Block::Rule),
            // The font has no boxes to tick.
            Event::TaskListMarker(done) => self.push(if done { "■ " } else { "□ " }),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Strong => self.bold += 1,
            Tag::Strikethrough => self.strike += 1,
            Tag::Link { dest_url, .. } => {
                let outside = ["https://", "http://", "mailto:"].iter().any(|scheme| dest_url.starts_with(scheme));
                self.links.push(outside.then(|| dest_url.to_string()));
            }
            Tag::Image { .. } => self.pictures += 1,
            Tag::List(first) => {
                self.end_text();
                self.around.push(Around::List(*first, Vec::new()));
            }
            Tag::Item => self.around.push(Around::Item(Vec::new())),
            Tag::BlockQuote(_) => self.around.push(Around::Quote(Vec::new())),
            Tag::Table(alignments) => {
                let numbers = alignments.iter().map(|one| *one == Alignment::Right).collect();
                self.table = Table { numbers, ..Table::default() };
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Strikethrough => self.strike = self.strike.saturating_sub(1),
            TagEnd::Link => drop(self.links.pop()),
            TagEnd::Image => self.end_picture(),
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::HtmlBlock => self.end_text(),
            TagEnd::Heading(level) => {
                let text = std::mem::take(&mut self.text);
                // The title of the paper is the only one above these.
                let level = match level {
                    HeadingLevel::H1 | HeadingLevel::H2 => 1,
                    HeadingLevel::H3 => 2,
                    _ => 3,
                };
                self.add(Block::Heading(level, text));
            }
            TagEnd::Item => {
                self.end_text();
                if let Some(Around::Item(blocks)) = self.around.pop()
                    && let Some(Around::List(_, items)) = self.around.last_mut()
                {
                    items.push(blocks);
                }
            }
            TagEnd::List(_) => {
                if let Some(Around::List(first, items)) = self.around.pop() {
                    self.add(Block::List(first, items));
                }
            }
            TagEnd::BlockQuote(_) => {
                self.end_text();
                if let Some(Around::Quote(blocks)) = self.around.pop() {
                    self.add(Block::Quote(blocks));
                }
            }
            TagEnd::TableCell => self.row.push(std::mem::take(&mut self.text)),
            TagEnd::TableHead => self.table.head = std::mem::take(&mut self.row),
            TagEnd::TableRow => self.table.rows.push(std::mem::take(&mut self.row)),
            TagEnd::Table => {
                let table = std::mem::take(&mut self.table);
                self.add(Block::Table(table));
            }
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        if self.pictures > 0 {
            self.shown.push_str(text);
            return;
        }
        let run =
            Run { text: text.into(), bold: self.bold > 0, strike: self.strike > 0, link: self.links.last().cloned().flatten() };
        match self.text.last_mut() {
            Some(last) if (last.bold, last.strike, &last.link) == (run.bold, run.strike, &run.link) => last.text.push_str(text),
            _ => self.text.push(run),
        }
    }

    fn end_picture(&mut self) {
        self.pictures = self.pictures.saturating_sub(1);
        if self.pictures == 0 {
            let shown = std::mem::take(&mut self.shown);
            if !shown.trim().is_empty() {
                self.push(&format!("[{}]", shown.trim()));
            }
        }
    }

    /// Japanese is written without spaces: a line end between two of its letters is none.
    fn soft_break(&mut self) {
        let line = if self.pictures > 0 { Some(&self.shown) } else { self.text.last().map(|run| &run.text) };
        let before = line.and_then(|line| line.chars().next_back());
        if !before.is_some_and(crate::lines::is_wide) {
            self.push(" ");
        }
    }

    fn end_text(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text.iter().any(|run| !run.text.trim().is_empty()) {
            self.add(Block::Paragraph(text));
        }
    }

    fn add(&mut self, block: Block) {
        match self.around.last_mut() {
            Some(Around::Item(blocks) | Around::Quote(blocks)) => blocks.push(block),
            _ => self.done.push(block),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Text {
        vec![Run { text: text.into(), ..Run::default() }]
    }

    #[test]
    fn a_text_is_read_block_by_block() {
        let read = blocks(
            "## 費用\n\n一行目\n二行目 **太字**\n\n- 一\n- 二\n  1. 三\n\n> 引用\n\n| 項目 | 額 |\n|---|--:|\n| 年額 | 10 |\n",
        );
        let Block::Paragraph(text) = &read[1] else { panic!("{read:?}") };
        assert_eq!(text[0], plain("一行目二行目 ")[0]);
        assert_eq!((text[1].text.as_str(), text[1].bold), ("太字", true));
        assert_eq!(read[0], Block::Heading(1, plain("費用")));
        let three = Block::List(Some(1), vec![vec![Block::Paragraph(plain("三"))]]);
        let items = vec![vec![Block::Paragraph(plain("一"))], vec![Block::Paragraph(plain("二")), three]];
        assert_eq!(read[2], Block::List(None, items));
        assert_eq!(read[3], Block::Quote(vec![Block::Paragraph(plain("引用"))]));
        let Block::Table(table) = &read[4] else { panic!("{read:?}") };
        assert_eq!((table.numbers.as_slice(), table.rows.len()), ([false, true].as_slice(), 1));
    }

    #[test]
    fn what_a_picture_shows_is_said_and_html_is_text() {
        assert_eq!(blocks("![](/a.png)"), []);
        assert_eq!(blocks("![受信\n箱 *の* `画面`](/a.png)"), [Block::Paragraph(plain("[受信箱 の 画面]"))]);
        assert_eq!(blocks("一 ![二 ![三](/b.png)](/a.png) 四"), [Block::Paragraph(plain("一 [二 三] 四"))]);
        let link = Run { text: "[二]".into(), link: Some("https://a.example/".into()), ..Run::default() };
        assert_eq!(blocks("[![二](/a.png)](https://a.example/)"), [Block::Paragraph(vec![link])]);
        assert_eq!(blocks("a <b>c</b>"), [Block::Paragraph(plain("a <b>c</b>"))]);
    }
}
