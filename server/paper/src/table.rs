//! Tables: columns as wide as what they hold, rows that stay whole, and the head again on each page.

use pdf_writer::types::StructRole;

use crate::{
    blocks::{Table, Text},
    layout::{ACCENT, HAIR, INK, Look, Sheet, TINT},
    lines::{self, Letter, Line, letters, widest_word},
};

const CELL: Look = Look { size: 9.0, leading: 1.5, colour: INK, bold: false };
const HEAD: Look = Look { size: 9.0, leading: 1.5, colour: ACCENT, bold: true };
const PAD: (f32, f32) = (7.0, 4.5);
/// No column is narrower.
const LEAST: f32 = 44.0;
/// What a row is called stands in one line, if that takes no more than this part of the table.
const NAME: f32 = 1.0 / 3.0;

pub fn draw(sheet: &mut Sheet<'_>, table: &Table, left: f32, right: f32) {
    let columns = table.head.len().max(table.rows.iter().map(Vec::len).max().unwrap_or_default());
    if columns == 0 {
        return;
    }
    sheet.y += sheet.air(8.0);
    let widths = widths(sheet, table, columns, right - left);
    let numbers: Vec<bool> = (0..columns).map(|column| holds_numbers(table, column)).collect();
    let head = (!table.head.is_empty()).then(|| Row::of(sheet, &table.head, &widths, HEAD));
    let first = table.rows.first().map_or(0.0, |row| Row::of(sheet, row, &widths, CELL).height);
    sheet.need(head.as_ref().map_or(0.0, |head| head.height) + first);
    let top = |sheet: &mut Sheet<'_>| {
        sheet.fill((left, sheet.y), (right - left, 1.1), ACCENT);
        if let Some(head) = &head {
            head.draw(sheet, &widths, &numbers, left, HEAD, Some(TINT));
        }
    };
    sheet.begin(StructRole::Table);
    top(sheet);
    for cells in &table.rows {
        let row = Row::of(sheet, cells, &widths, CELL);
        if sheet.room() < row.height {
            sheet.next_page();
            // Said once, it is not said again.
            let open = std::mem::take(&mut sheet.open);
            top(sheet);
            sheet.open = open;
        }
        // What the eye shall find: a sum is written bold throughout.
        let sum = cells.iter().flatten().all(|run| run.bold || run.text.trim().is_empty());
        row.draw(sheet, &widths, &numbers, left, CELL, sum.then_some(TINT));
        sheet.fill((left, sheet.y - 0.6), (right - left, 0.6), HAIR);
    }
    sheet.end();
    sheet.y += sheet.air(8.0);
}

struct Row {
    cells: Vec<(Vec<Line>, Vec<String>)>,
    /// Above and below what the cells hold.
    pad: f32,
    height: f32,
}

impl Row {
    fn of(sheet: &Sheet<'_>, cells: &[Text], widths: &[f32], look: Look) -> Self {
        let cells: Vec<_> = cells.iter().zip(widths).map(|(cell, width)| sheet.set(cell, width - 2.0 * PAD.0, look)).collect();
        let most = cells.iter().map(|(lines, _)| lines.len()).max().unwrap_or(1);
        let pad = sheet.air(PAD.1);
        let height = f32::from(u16::try_from(most).unwrap_or(u16::MAX)) * look.size * look.leading + 2.0 * pad;
        Self { cells, pad, height }
    }

    fn draw(&self, sheet: &mut Sheet<'_>, widths: &[f32], numbers: &[bool], left: f32, look: Look, ground: Option<[f32; 3]>) {
        if let Some(colour) = ground {
            sheet.fill((left, sheet.y), (widths.iter().sum(), self.height), colour);
        }
        let mut x = left;
        let step = look.size * look.leading;
        let said = !sheet.open.is_empty();
        if said {
            sheet.begin(StructRole::TR);
        }
        for (((lines, links), width), number) in self.cells.iter().zip(widths).zip(numbers) {
            let mut base = sheet.y + self.pad + step * 0.5 + look.size * 0.36;
            if said {
                sheet.begin(if look.colour == ACCENT { StructRole::TH } else { StructRole::TD });
            }
            for line in lines {
                let mut line = line.clone();
                // Drawn apart, narrow columns look torn.
                line.goes_on = false;
                sheet.line(&line, (x + PAD.0, base), width - 2.0 * PAD.0, look, *number, links);
                base += step;
            }
            if said {
                sheet.end();
            }
            x += width;
        }
        if said {
            sheet.end();
        }
        sheet.y += self.height;
    }
}

/// A column of amounts is set to the right, whether the text says so or not; the first column names what they are.
pub fn holds_numbers(table: &Table, column: usize) -> bool {
    if table.numbers.get(column) == Some(&true) {
        return true;
    }
    let plain = |cell: &Text| cell.iter().map(|run| run.text.as_str()).collect::<String>();
    let amount = |cell: &str| {
        let cell = cell.trim();
        cell.ends_with('円') && cell.contains(|c: char| c.is_ascii_digit()) || cell.starts_with('¥') || cell.starts_with('￥')
    };
    let mut cells = table.rows.iter().filter_map(|row| row.get(column)).map(plain).filter(|cell| !cell.trim().is_empty());
    column > 0 && cells.clone().next().is_some() && cells.all(|cell| amount(&cell))
}

/// As wide as the widest line of each column asks for, together as wide as the text.
fn widths(sheet: &Sheet<'_>, table: &Table, columns: usize, all: f32) -> Vec<f32> {
    let room = |ems: f32| (ems * CELL.size * 1.04 + 2.0 * PAD.0).max(LEAST);
    let advance = |letter: &Letter| (letter.c, sheet.fonts.advance(letter.c, letter.bold));
    let (asked, words): (Vec<f32>, Vec<f32>) = (0..columns)
        .map(|column| {
            let cells = table.head.get(column).into_iter().chain(table.rows.iter().filter_map(|row| row.get(column)));
            let (mut widest, mut word) = (0.0_f32, 0.0_f32);
            for (letters, _) in cells.map(letters) {
                widest = widest.max(lines::width(&letters, sheet.fonts));
                word = word.max(widest_word(letters.iter().map(advance)));
            }
            (room(widest), room(word))
        })
        .unzip();
    shared_out(&asked, &words, all)
}

/// Of `all` that there is, as much for each column as it asks for, or its part of that; but no word is torn as long as all of
/// the longest ones, `words`, find room.
pub fn shared_out(asked: &[f32], words: &[f32], all: f32) -> Vec<f32> {
    let sum: f32 = asked.iter().sum();
    if sum <= all {
        return asked.iter().map(|width| width * all / sum).collect();
    }
    // Narrow columns keep what they ask for, the wide ones share what is left.
    let fair = all / f32::from(u16::try_from(asked.len()).unwrap_or(1));
    let mut least: Vec<f32> =
        asked.iter().zip(words).map(|(asked, word)| if *asked <= fair { *asked } else { word.min(*asked) }).collect();
    let left = (all - least.iter().sum::<f32>()).max(0.0);
    if let (Some(name), Some(asked)) = (least.first_mut(), asked.first()) {
        *name = asked.min(all * NAME).clamp(*name, *name + left);
    }
    let bound: f32 = least.iter().sum();
    if bound >= all {
        return least.iter().map(|width| width * all / bound).collect();
    }
    let part = (all - bound) / (sum - bound);
    least.iter().zip(asked).map(|(least, asked)| least + (asked - least) * part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[allow(clippy::cast_possible_truncation, reason = "a page is not so wide")]
    fn whole(asked: &[f32], words: &[f32], all: f32) -> Vec<i32> {
        shared_out(asked, words, all).into_iter().map(|width| width.round() as i32).collect()
    }

    #[test]
    fn columns_take_what_they_ask_for_where_there_is_room() {
        assert_eq!(whole(&[100.0, 100.0], &[50.0, 50.0], 400.0), [200, 200]);
    }

    #[test]
    fn narrow_columns_keep_what_they_ask_for() {
        assert_eq!(whole(&[50.0, 600.0, 60.0], &[50.0, 40.0, 60.0], 300.0), [50, 190, 60]);
    }

    #[test]
    fn what_a_row_is_called_stands_in_one_line_up_to_a_third() {
        assert_eq!(whole(&[120.0, 60.0, 70.0, 500.0], &[60.0, 60.0, 70.0, 50.0], 400.0), [120, 60, 70, 150]);
        assert_eq!(whole(&[500.0, 500.0], &[60.0, 60.0], 300.0), [167, 133], "more, where others leave it");
        assert_eq!(whole(&[300.0, 250.0, 90.0], &[60.0, 120.0, 90.0], 300.0), [90, 120, 90], "but not by tearing a word");
    }

    #[test]
    fn a_word_is_not_torn() {
        assert_eq!(whole(&[60.0, 160.0, 900.0], &[60.0, 155.0, 60.0], 300.0), [60, 155, 85]);
        assert_eq!(whole(&[500.0, 500.0], &[400.0, 400.0], 400.0), [200, 200], "unless there is no way");
    }
}
