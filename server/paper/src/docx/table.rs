//! Tables of a DOCX: the columns as wide as what they hold, as in the PDF.

use std::fmt::Write as _;

use super::{Body, WIDTH};
use crate::{
    blocks::Table,
    lines::{is_unseen, is_wide, widest_word},
    table::{holds_numbers, shared_out},
};

/// In twentieths of a point: a wide letter of a cell, and what a cell leaves free on both sides.
const LETTER: f32 = 180.0;
const PAD: f32 = 230.0;
/// No column asks for less.
const LEAST: f32 = 880.0;
/// A column asks for no more than this part of the page: what is longer goes on in the next line anyway.
const MOST: f32 = 0.6;

impl Body {
    pub(super) fn table(&mut self, table: &Table) {
        let widths = widths(table);
        let all: u32 = widths.iter().sum();
        _ = write!(
            self.xml,
            r#"<w:tbl><w:tblPr><w:tblStyle w:val="Table"/><w:tblW w:w="{all}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:firstRow="1"/></w:tblPr><w:tblGrid>"#
        );
        for width in &widths {
            _ = write!(self.xml, r#"<w:gridCol w:w="{width}"/>"#);
        }
        self.xml.push_str("</w:tblGrid>");
        let rows = std::iter::once((&table.head, true)).chain(table.rows.iter().map(|row| (row, false)));
        for (cells, head) in rows.filter(|(cells, _)| !cells.is_empty()) {
            self.xml.push_str("<w:tr>");
            self.xml.push_str(if head {
                "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
            } else {
                "<w:trPr><w:cantSplit/></w:trPr>"
            });
            for (place, (cell, width)) in cells.iter().zip(&widths).enumerate() {
                _ = write!(self.xml, r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>"#);
                let end = holds_numbers(table, place);
                self.paragraph(
                    &format!(r#"<w:pStyle w:val="Cell"/>{}"#, if end { r#"<w:jc w:val="right"/>"# } else { "" }),
                    cell,
                );
                self.xml.push_str("</w:tc>");
            }
            self.xml.push_str("</w:tr>");
        }
        // A paragraph after it, or the next table grows together with it.
        self.xml.push_str("</w:tbl><w:p/>");
    }
}

/// What the longest line of each column asks for, together as wide as the text.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a page is 9,426 wide")]
fn widths(table: &Table) -> Vec<u32> {
    let columns = table.head.len().max(table.rows.iter().map(Vec::len).max().unwrap_or_default());
    let all = f32::from(WIDTH);
    let (asked, words): (Vec<f32>, Vec<f32>) = (0..columns)
        .map(|column| {
            let cells = table.head.get(column).into_iter().chain(table.rows.iter().filter_map(|row| row.get(column)));
            let (mut longest, mut word) = (0.0_f32, 0.0_f32);
            for cell in cells {
                let text: String = cell.iter().map(|run| run.text.as_str()).collect();
                longest = text.split('\n').map(|line| letters(line).map(|(_, wide)| wide).sum::<f32>()).fold(longest, f32::max);
                word = word.max(widest_word(letters(&text)));
            }
            let room = |wide: f32| (wide * LETTER + PAD).clamp(LEAST, all * MOST);
            (room(longest), room(word))
        })
        .unzip();
    shared_out(&asked, &words, all).into_iter().map(|width| width as u32).collect()
}

/// Letters with how many wide ones each is long; a narrow one is a little more than half of it.
fn letters(text: &str) -> impl Iterator<Item = (char, f32)> + '_ {
    let seen = |c: &char| *c == '\n' || !is_unseen(*c);
    text.chars().filter(seen).map(|c| (c, if is_wide(c) { 1.0 } else { 0.58 }))
}
