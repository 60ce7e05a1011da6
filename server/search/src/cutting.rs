//! Where a text may be cut, and its pieces with their marks.

use jiso::search::Segment;

/// Shown before the first mark when there is more text before it.
const BEFORE: usize = 48;

/// The beginning of the sentence, or else a place between words, shortly before `at`.
pub fn sensible_start(text: &str, at: usize) -> usize {
    let earliest = floor(text, at.saturating_sub(BEFORE));
    if earliest == 0 {
        return 0;
    }
    let before = text.get(earliest..at).unwrap_or_default();
    let after = |found: Option<(usize, &str)>| found.map(|(i, sign)| earliest + i + sign.len());
    after(before.rmatch_indices(['。', '\n', '!', '?', '!', '?']).next())
        .or_else(|| after(before.match_indices(['、', ' ', ',', ' ']).next()))
        .unwrap_or(earliest)
}

/// `at`, or the blank before it when it is inside a Latin word.
pub fn word_end(text: &str, at: usize, start: usize) -> usize {
    let inside = text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(|c| c.is_ascii_alphanumeric());
    let shown = text.get(start..at).unwrap_or_default();
    match shown.rfind(|c: char| !c.is_ascii_alphanumeric()) {
        Some(blank) if inside && shown.len() - blank < 30 => {
            start + blank + shown.get(blank..).and_then(|s| s.chars().next()).map_or(0, char::len_utf8)
        }
        _ => at,
    }
}

pub fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at)
}

pub fn segments(text: &str, range: std::ops::Range<usize>, marks: &[(usize, usize)]) -> Vec<Segment> {
    let mut out = Vec::new();
    let mut at = range.start;
    let mut push = |from: usize, to: usize, mark: bool| {
        out.push(Segment { text: text.get(from..to).unwrap_or_default().to_owned(), mark });
    };
    for &(start, end) in marks.iter().filter(|(start, end)| *end > range.start && *start < range.end) {
        let (start, end) = (start.max(at), end.min(range.end));
        push(at, start, false);
        push(start, end, true);
        at = end;
    }
    push(at, range.end, false);
    merged(out)
}

/// Without empty segments, neighbours of one kind joined, white space as one blank.
pub fn merged(segments: Vec<Segment>) -> Vec<Segment> {
    let mut out: Vec<Segment> = Vec::new();
    let mut blank = true;
    for segment in segments {
        let mut text = String::with_capacity(segment.text.len());
        for ch in segment.text.chars().map(|c| if c.is_whitespace() || c.is_control() { ' ' } else { c }) {
            if !(blank && ch == ' ') {
                text.push(ch);
            }
            blank = ch == ' ';
        }
        match out.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.mark == segment.mark => last.text.push_str(&text),
            _ => out.push(Segment { text, mark: segment.mark }),
        }
    }
    out
}
