//! The part of a text in which most of what is marked stands together, and how it is cut out.

use jiso::search::Segment;

use crate::{
    cutting::{merged, segments, sensible_start, word_end},
    stored::Shown,
};

/// Of an excerpt, in half-width characters.
pub const WIDTH: usize = 240;
/// And in bytes: a sign that is two wide has four at most.
const BYTES: usize = 2 * WIDTH;
/// Bytes before the first mark in which its sentence may begin.
const AROUND: usize = 64;

/// A stretch of bytes to mark, and which term of the question it is.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    pub start: usize,
    pub end: usize,
    pub term: usize,
    pub strength: Strength,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    /// Marked wherever it stands.
    Strong,
    /// Marked when two of them overlap.
    Fair,
    /// Marked when it overlaps something that is marked.
    Weak,
}

/// The marks of a text that stand together with the most of the question.
#[derive(Default)]
pub struct Window {
    marks: Vec<Mark>,
    /// How many different terms.
    pub terms: usize,
    start: usize,
}

/// What a window has in one line of a body.
struct InLine {
    line: usize,
    /// As bits.
    terms: u64,
    bytes: usize,
}

impl Window {
    /// Of marks in the order of the text.
    pub fn best(marks: Vec<Mark>) -> Self {
        let mut best = (0, 0);
        for (at, first) in marks.iter().enumerate() {
            let mut seen = 0_u64;
            // Three bytes a Japanese sign that is two wide.
            let near = marks.iter().skip(at).take_while(|m| m.end <= first.start + WIDTH);
            near.filter(|m| m.strength != Strength::Weak).for_each(|m| seen |= bit(m));
            if seen.count_ones() > best.0 {
                best = (seen.count_ones(), first.start);
            }
        }
        Self { marks, terms: best.0 as usize, start: best.1 }
    }

    /// The line of the body that has the most of it; it may begin at the end of the line before.
    pub fn line(&self, body: &Shown) -> usize {
        let mut lines: Vec<InLine> = Vec::new();
        let (mut line, mut at, mut marked) = (body.lines_between(0, self.start), self.start, self.start);
        let near = self.marks.iter().filter(|m| m.start >= self.start && m.end <= self.start + WIDTH);
        for mark in near.filter(|m| m.strength != Strength::Weak) {
            line += body.lines_between(at, mark.start);
            at = mark.start;
            let bytes = mark.end.saturating_sub(mark.start.max(marked));
            marked = marked.max(mark.end);
            match lines.last_mut() {
                Some(last) if last.line == line => {
                    last.terms |= bit(mark);
                    last.bytes += bytes;
                }
                _ => lines.push(InLine { line, terms: bit(mark), bytes }),
            }
        }
        // Of several the first.
        lines.iter().rev().max_by_key(|one| (one.terms.count_ones(), one.bytes)).map_or(line, |one| one.line)
    }
}

const fn bit(mark: &Mark) -> u64 {
    1 << (mark.term & 63)
}

/// What is shown of a text: its window, from the beginning of a sentence if there is one near.
pub fn cut(text: &Shown, window: &Window) -> Vec<Segment> {
    let (from, part) = text.part(window.start.saturating_sub(AROUND), window.start + AROUND + BYTES);
    let start = if window.terms == 0 { 0 } else { sensible_start(part, window.start - from) };
    let mut end = part.len();
    let mut width = 0;
    for (at, ch) in part.get(start..).unwrap_or_default().char_indices() {
        width += if ch.is_ascii() { 1 } else { 2 };
        if width > WIDTH {
            end = word_end(part, start + at, start);
            break;
        }
    }
    let near = window.marks.iter().filter(|mark| mark.start >= from);
    let near = near.map(|mark| Mark { start: mark.start - from, end: mark.end - from, ..*mark });
    let mut out = segments(part, start..end, &joined(near));
    if from + start > 0 {
        out.insert(0, Segment { text: "…".into(), mark: false });
    }
    if text.goes_on(from + end) {
        out.push(Segment { text: "…".into(), mark: false });
    }
    merged(out)
}

/// Overlapping and touching marks as one.
pub fn joined(marks: impl IntoIterator<Item = Mark>) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for mark in marks {
        match out.last_mut() {
            Some(last) if mark.start <= last.1 => last.1 = last.1.max(mark.end),
            _ => out.push((mark.start, mark.end)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(text: &str, word: &str, term: usize) -> Mark {
        let start = text.find(word).unwrap_or_default();
        Mark { start, end: start + word.len(), term, strength: Strength::Strong }
    }

    #[test]
    fn a_window_is_in_the_line_with_the_most_of_it() {
        let text = "見出し\n契約の話\n解約とデータの削除\n";
        let body = Shown::from(text);
        for (words, line) in [("契約 解約 削除", 2), ("契約 解約", 1), ("見出し 契約", 0), ("契約 データ", 2), ("", 0)]
        {
            let marks = words.split_whitespace().enumerate().map(|(term, word)| mark(text, word, term)).collect();
            assert_eq!(Window::best(marks).line(&body), line, "{words}");
        }
    }
}
