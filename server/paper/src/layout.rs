//! Where everything stands on the pages, in points from the upper left corner.

use pdf_writer::types::StructRole;

use crate::{
    Paper,
    blocks::{Block, Run, Text, blocks},
    fonts::{Fonts, PaperError},
    lines::{Letter, Line, letters, lines},
    picture::Picture,
    table,
};

pub type Colour = [f32; 3];

pub const INK: Colour = [0.13, 0.13, 0.15];
pub const QUIET: Colour = [0.42, 0.43, 0.46];
pub const ACCENT: Colour = [0.12, 0.24, 0.40];
pub const TINT: Colour = [0.94, 0.95, 0.97];
pub const HAIR: Colour = [0.80, 0.82, 0.85];

/// A4.
pub const PAGE: (f32, f32) = (595.28, 841.89);
pub const LEFT: f32 = 62.0;
pub const RIGHT: f32 = PAGE.0 - 62.0;
const TOP: f32 = 58.0;
const BOTTOM: f32 = PAGE.1 - 72.0;
const BODY: f32 = 10.0;
const LEADING: f32 = 1.75;
/// Nobody reads more, and a mistake shall not fill the memory.
const PAGES_MAX: usize = 60;

/// Something drawn.
pub enum Mark {
    Text { x: f32, y: f32, size: f32, colour: Colour, letters: Vec<Letter>, spread: f32, part: Option<usize> },
    Fill { x: f32, y: f32, width: f32, height: f32, colour: Colour },
    Logo { x: f32, y: f32, width: f32, height: f32 },
    Link { x: f32, y: f32, width: f32, height: f32, target: String },
}

/// A heading, for the reader's outline.
pub struct Place {
    pub page: usize,
    pub y: f32,
    pub title: String,
}

/// What a reader that speaks, or shows the text in another size, is told of its structure.
pub struct Part {
    pub role: StructRole,
    pub within: Option<usize>,
    pub parts: Vec<usize>,
}

#[expect(clippy::struct_field_names, reason = "pages are what it has, with what a reader needs to know of them")]
pub struct Pages {
    pub pages: Vec<Vec<Mark>>,
    pub places: Vec<Place>,
    /// The document is the first.
    pub parts: Vec<Part>,
}

/// How a text is set.
#[derive(Clone, Copy)]
pub struct Look {
    pub size: f32,
    pub leading: f32,
    pub colour: Colour,
    pub bold: bool,
}

const PLAIN: Look = Look { size: BODY, leading: LEADING, colour: INK, bold: false };
const CLOSE: Look = Look { size: 9.0, leading: 1.5, colour: INK, bold: false };

/// # Errors
/// [`PaperError::TooLong`]
pub fn lay_out(paper: &Paper, fonts: &Fonts<'_>) -> Result<Pages, PaperError> {
    let laid = lay_out_at(paper, fonts, false)?;
    // A page with a few lines of the one before it is read as a mistake: set closer, they may all stand on one.
    if laid.pages.len() == 2 {
        let close = lay_out_at(paper, fonts, true)?;
        if close.pages.len() == 1 {
            return Ok(close);
        }
    }
    Ok(laid)
}

fn lay_out_at(paper: &Paper, fonts: &Fonts<'_>, close: bool) -> Result<Pages, PaperError> {
    let pages = vec![Vec::new()];
    let mut sheet = Sheet { fonts, close, pages, places: Vec::new(), parts: Vec::new(), open: Vec::new(), y: TOP };
    sheet.begin(StructRole::Document);
    sheet.letterhead(paper);
    sheet.blocks(&blocks(&paper.markdown), LEFT, RIGHT);
    if sheet.pages.len() > PAGES_MAX {
        return Err(PaperError::TooLong);
    }
    sheet.open.clear();
    sheet.footers(&paper.footer);
    Ok(Pages { pages: sheet.pages, places: sheet.places, parts: sheet.parts })
}

pub struct Sheet<'a> {
    pub fonts: &'a Fonts<'a>,
    /// Set closer than usual.
    close: bool,
    pages: Vec<Vec<Mark>>,
    places: Vec<Place>,
    parts: Vec<Part>,
    /// The parts around what is drawn, the outermost first; none around what belongs to the page.
    pub open: Vec<usize>,
    pub y: f32,
}

pub fn plain(text: &str) -> Text {
    vec![Run { text: text.to_owned(), ..Run::default() }]
}

impl Sheet<'_> {
    pub fn begin(&mut self, role: StructRole) {
        let (id, within) = (self.parts.len(), self.open.last().copied());
        if let Some(around) = within.and_then(|within| self.parts.get_mut(within)) {
            around.parts.push(id);
        }
        self.parts.push(Part { role, within, parts: Vec::new() });
        self.open.push(id);
    }

    pub fn end(&mut self) {
        self.open.pop();
    }

    pub fn draw(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    pub fn fill(&mut self, (x, y): (f32, f32), (width, height): (f32, f32), colour: Colour) {
        self.draw(Mark::Fill { x, y, width, height, colour });
    }

    pub fn next_page(&mut self) {
        // Past the limit everything falls on the last page, and the whole is refused.
        if self.pages.len() <= PAGES_MAX {
            self.pages.push(Vec::new());
        }
        self.y = TOP;
    }

    pub fn room(&self) -> f32 {
        BOTTOM - self.y
    }

    /// Another page, where less than `height` is left of this one.
    pub fn need(&mut self, height: f32) {
        if self.room() < height && self.y > TOP {
            self.next_page();
        }
    }

    fn gap(&mut self, height: f32) {
        if self.y > TOP {
            self.y += self.air(height);
        }
    }

    /// Empty height.
    pub const fn air(&self, height: f32) -> f32 {
        if self.close { height * 0.5 } else { height }
    }

    const fn plain(&self) -> Look {
        if self.close { CLOSE } else { PLAIN }
    }

    pub fn set(&self, text: &Text, width: f32, look: Look) -> (Vec<Line>, Vec<String>) {
        let (mut letters, links) = letters(text);
        for letter in &mut letters {
            letter.bold |= look.bold;
        }
        (lines(&letters, width / look.size, self.fonts), links)
    }

    /// One line with its base at `base`; `end` aligns it to the right.
    pub fn line(&mut self, line: &Line, (x, base): (f32, f32), width: f32, look: Look, end: bool, links: &[String]) {
        let spread = if end { 0.0 } else { line.spread(width / look.size) };
        let x = if end { x + width - line.width * look.size } else { x };
        let mut at = x;
        let mut rest = line.letters.as_slice();
        // Letters that look alike are shown at once.
        while let Some(first) = rest.first().copied() {
            let alike = |one: &&Letter| (one.bold, one.strike, one.link) == (first.bold, first.strike, first.link);
            let count = rest.iter().take_while(alike).count();
            let (piece, after) = rest.split_at(count);
            let gaps = f32::from(u16::try_from(count).unwrap_or(u16::MAX)) * spread;
            let long = (crate::lines::width(piece, self.fonts) + gaps) * look.size;
            let target = first.link.and_then(|link| links.get(usize::from(link)));
            let colour = if target.is_some() { ACCENT } else { look.colour };
            let part = self.open.last().copied();
            self.draw(Mark::Text { x: at, y: base, size: look.size, colour, letters: piece.to_vec(), spread, part });
            if first.strike {
                self.fill((at, base - look.size * 0.32), (long, 0.6), look.colour);
            }
            if let Some(target) = target {
                self.fill((at, base + 1.5), (long, 0.5), ACCENT);
                let (y, height) = (base - look.size, look.size * 1.3);
                self.draw(Mark::Link { x: at, y, width: long, height, target: target.clone() });
            }
            at += long;
            rest = after;
        }
    }

    /// Lines one under another, over as many pages as it takes.
    fn text(&mut self, text: &Text, (left, right): (f32, f32), look: Look) {
        let (lines, links) = self.set(text, right - left, look);
        let height = look.size * look.leading;
        // No page begins with the last line of a paragraph, nor ends with its first.
        let together = if lines.len() > 3 { 2.0 } else { f32::from(u8::try_from(lines.len()).unwrap_or(1)) };
        self.need(together * height);
        let count = lines.len();
        for (place, line) in lines.iter().enumerate() {
            let left_over = if count > 3 && place + 2 == count { 2.0 } else { 1.0 };
            self.need(left_over * height);
            let base = self.y + height * 0.5 + look.size * 0.36;
            self.line(line, (left, base), right - left, look, false, &links);
            self.y += height;
        }
    }

    pub fn blocks(&mut self, blocks: &[Block], left: f32, right: f32) {
        for (place, block) in blocks.iter().enumerate() {
            match block {
                Block::Heading(level, text) => self.heading(*level, text, left, right),
                Block::Paragraph(text) => {
                    self.gap(if place == 0 { 0.0 } else { 5.0 });
                    self.begin(StructRole::P);
                    self.text(text, (left, right), self.plain());
                    self.end();
                }
                Block::List(first, items) => self.list(*first, items, left, right),
                Block::Table(table) => table::draw(self, table, left, right),
                Block::Quote(blocks) => self.quote(blocks, left, right),
                Block::Rule => {
                    self.gap(10.0);
                    self.fill((left, self.y), (right - left, 0.6), HAIR);
                    self.y += self.air(10.0);
                }
            }
        }
    }

    fn heading(&mut self, level: u8, text: &Text, left: f32, right: f32) {
        let (size, above, below) = match level {
            1 => (13.5, 20.0, 6.0),
            2 => (11.5, 13.0, 3.0),
            _ => (10.0, 9.0, 2.0),
        };
        self.gap(above);
        // With two lines of what it heads.
        let body = self.plain();
        self.need(size * 1.5 + self.air(below) + 3.0 * body.size * body.leading);
        let title: String = text.iter().map(|run| run.text.as_str()).collect();
        let page = self.pages.len() - 1;
        if level == 1 {
            self.places.push(Place { page, y: self.y - 6.0, title });
        }
        let look = Look { size, leading: 1.5, colour: if level == 1 { ACCENT } else { INK }, bold: true };
        self.begin(match level {
            1 => StructRole::H2,
            2 => StructRole::H3,
            _ => StructRole::H4,
        });
        if level == 1 {
            let from = self.y;
            self.text(text, (left + 11.0, right), look);
            self.fill((left, from + 2.0), (3.5, (self.y - from - 4.0).max(8.0)), ACCENT);
            self.y += 2.0;
            self.fill((left, self.y), (right - left, 0.6), HAIR);
        } else {
            self.text(text, (left, right), look);
        }
        self.end();
        self.y += self.air(below);
    }

    fn list(&mut self, first: Option<u64>, items: &[Vec<Block>], left: f32, right: f32) {
        self.gap(4.0);
        self.begin(StructRole::L);
        let look = self.plain();
        for (number, item) in (first.unwrap_or(1)..).zip(items) {
            let height = look.size * look.leading;
            self.need(height);
            let base = self.y + height * 0.5 + look.size * 0.36;
            let inner = left + 18.0;
            self.begin(StructRole::LI);
            if first.is_some() {
                let (lines, _) = self.set(&plain(&format!("{number}.")), 40.0, look);
                self.begin(StructRole::Lbl);
                for line in &lines {
                    self.line(line, (left, base), 13.0, Look { colour: ACCENT, ..look }, true, &[]);
                }
                self.end();
            } else {
                self.fill((left + 6.0, base - look.size * 0.5), (3.4, 3.4), ACCENT);
            }
            if item.is_empty() {
                self.y += height;
            }
            self.begin(StructRole::LBody);
            self.blocks(item, inner, right);
            self.end();
            self.end();
            self.y += self.air(1.5);
        }
        self.end();
        self.y += self.air(2.0);
    }

    fn quote(&mut self, blocks: &[Block], left: f32, right: f32) {
        self.gap(8.0);
        let (page, from) = (self.pages.len(), self.y);
        self.begin(StructRole::BlockQuote);
        self.blocks(blocks, left + 14.0, right - 8.0);
        self.end();
        if self.pages.len() == page {
            self.fill((left, from), (3.0, self.y - from), HAIR);
        }
        self.y += 6.0;
    }

    /// Who writes to whom, when, and about what.
    fn letterhead(&mut self, paper: &Paper) {
        let small = Look { size: 9.0, leading: 1.6, colour: QUIET, bold: false };
        let (to, from) = ((LEFT, LEFT + 275.0), (RIGHT - 178.0, RIGHT));
        self.right(&plain(&paper.date), from, small);
        let top = self.y + 4.0;
        self.y = top;
        for (place, line) in paper.addressee.iter().enumerate() {
            let first = place == 0;
            let look = Look { size: if first { 14.0 } else { 10.5 }, leading: 1.55, colour: INK, bold: first };
            self.begin(StructRole::P);
            self.text(&plain(line), to, look);
            self.end();
            if first {
                self.y += 2.0;
                self.fill((to.0, self.y), (to.1 - to.0, 0.9), ACCENT);
                self.y += 4.0;
            }
        }
        let addressed = self.y;
        self.y = top;
        if let Some(logo) = &paper.logo {
            self.logo(logo, from);
        }
        for (place, line) in paper.sender.iter().enumerate() {
            let first = place == 0;
            let look = if first { Look { size: 10.5, leading: 1.6, colour: INK, bold: true } } else { small };
            self.right(&plain(line), from, look);
        }
        self.y = self.y.max(addressed) + self.air(18.0);
        let look = Look { size: 19.0, leading: 1.4, colour: ACCENT, bold: true };
        let (lines, _) = self.set(&plain(&paper.title), RIGHT - LEFT - 32.0, look);
        let count = f32::from(u8::try_from(lines.len()).unwrap_or(1));
        let height = count * look.size * look.leading + 22.0;
        self.fill((LEFT, self.y), (RIGHT - LEFT, height), TINT);
        self.fill((LEFT, self.y), (5.0, height), ACCENT);
        self.y += 11.0;
        self.begin(StructRole::H1);
        self.text(&plain(&paper.title), (LEFT + 20.0, RIGHT - 12.0), look);
        self.end();
        self.y += 11.0 + self.air(4.0);
    }

    fn logo(&mut self, logo: &Picture, (left, right): (f32, f32)) {
        let (width, height) = logo.within((right - left).min(150.0), 40.0);
        self.draw(Mark::Logo { x: right - width, y: self.y, width, height });
        self.y += height + 6.0;
    }

    /// Lines aligned to the right.
    fn right(&mut self, text: &Text, (left, right): (f32, f32), look: Look) {
        let (lines, _) = self.set(text, right - left, look);
        self.begin(StructRole::P);
        for line in &lines {
            let base = self.y + look.size * (look.leading * 0.5 + 0.36);
            self.line(line, (left, base), right - left, look, true, &[]);
            self.y += look.size * look.leading;
        }
        self.end();
    }

    fn footers(&mut self, footer: &str) {
        let look = Look { size: 8.0, leading: 1.4, colour: QUIET, bold: false };
        let all = self.pages.len();
        let (words, _) = self.set(&plain(footer), RIGHT - LEFT - 70.0, look);
        let mut pages = std::mem::take(&mut self.pages);
        for (place, page) in pages.iter_mut().enumerate() {
            self.pages = vec![std::mem::take(page)];
            let base = PAGE.1 - 40.0;
            self.fill((LEFT, base - 15.0), (RIGHT - LEFT, 0.6), HAIR);
            if let Some(line) = words.first() {
                self.line(line, (LEFT, base), RIGHT - LEFT, look, false, &[]);
            }
            let (number, _) = self.set(&plain(&format!("{} / {all}", place + 1)), 70.0, look);
            for line in &number {
                self.line(line, (RIGHT - 70.0, base), 70.0, look, true, &[]);
            }
            *page = self.pages.pop().unwrap_or_default();
        }
        self.pages = pages;
    }
}
