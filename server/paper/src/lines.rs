//! Where lines end: Japanese between most letters, with what may not begin or end a line (禁則), other languages between words.

use crate::{blocks::Text, fonts::Fonts};

/// A letter as it will stand on the paper.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Letter {
    pub c: char,
    pub bold: bool,
    pub strike: bool,
    /// Which link of its text it belongs to.
    pub link: Option<u16>,
}

/// A part of the letters, as wide as a line allows.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub letters: Vec<Letter>,
    /// In ems, without what follows.
    pub width: f32,
    /// The text goes on below, so that this line may be drawn out to its full width.
    pub goes_on: bool,
}

/// Kana, kanji, full-width letters and marks.
pub const fn is_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}' | '…' | '―' | '→' | '■' | '□' | '○' | '●' | '※')
}

/// Letters that begin no line (行頭禁則).
const NEVER_FIRST: &str = "、。，．・：；？！ヽヾゝゞ々ー」』）］｝〉》】〕〗〙’”ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ\
                           .,:;?!)]}%％℃°゛゜〜～‐–…‥";
/// Letters that end no line (行末禁則).
const NEVER_LAST: &str = "「『（［｛〈《【〔〖〘‘“([{¥￥$＄£#＃";
/// What is counted stays with its number.
const UNITS: &str = "円年月日時分秒人名社件本台万億千百割倍週回点";

fn may_part(before: char, after: char) -> bool {
    if after == ' ' || NEVER_FIRST.contains(after) || NEVER_LAST.contains(before) {
        return false;
    }
    if before == ' ' {
        return true;
    }
    let counted = before.is_ascii_digit() && UNITS.contains(after);
    let drawn_on = before == after && matches!(before, '…' | '―' | '‥');
    if counted || drawn_on {
        return false;
    }
    is_wide(before) || is_wide(after) || (matches!(before, '-' | '/') && after.is_alphabetic())
}

/// The letters of a text, and where its links lead.
pub fn letters(text: &Text) -> (Vec<Letter>, Vec<String>) {
    let (mut letters, mut links) = (Vec::new(), Vec::new());
    for run in text {
        let link = run.link.as_ref().map(|target| {
            links.push(target.clone());
            u16::try_from(links.len() - 1).unwrap_or(u16::MAX)
        });
        let look = |c| Letter { c, bold: run.bold, strike: run.strike, link };
        letters.extend(run.text.chars().filter(|c| *c == '\n' || !is_unseen(*c)).map(look));
    }
    (letters, links)
}

/// Control characters and marks that choose among forms of a letter.
pub const fn is_unseen(c: char) -> bool {
    matches!(c, '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}')
}

pub fn width(letters: &[Letter], fonts: &Fonts<'_>) -> f32 {
    letters.iter().map(|letter| fonts.advance(letter.c, letter.bold)).sum()
}

/// How wide the widest part is that stands in one line, by what each letter takes.
pub fn widest_word(letters: impl IntoIterator<Item = (char, f32)>) -> f32 {
    let (mut widest, mut word, mut before) = (0.0_f32, 0.0, None);
    for (c, advance) in letters {
        if c == '\n' || before.is_some_and(|before| may_part(before, c)) {
            word = 0.0;
        }
        // A space at the end of a line is not seen.
        if !matches!(c, ' ' | '\n') {
            word += advance;
        }
        widest = widest.max(word);
        before = Some(c);
    }
    widest
}

/// Lines of at most `room` ems.
pub fn lines(letters: &[Letter], room: f32, fonts: &Fonts<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    for part in letters.split(|letter| letter.c == '\n') {
        lines.append(&mut lines_of(part, room, fonts));
    }
    lines
}

fn lines_of(letters: &[Letter], room: f32, fonts: &Fonts<'_>) -> Vec<Line> {
    let (mut lines, mut start) = (Vec::new(), 0);
    while start < letters.len() || lines.is_empty() {
        let (mut end, mut taken, mut good) = (start, 0.0, None);
        while let Some(letter) = letters.get(end) {
            if end > start && may_part(letters[end - 1].c, letter.c) {
                good = Some(end);
            }
            let advance = fonts.advance(letter.c, letter.bold);
            // A space at the end of a line is not seen.
            if end > start && letter.c != ' ' && taken + advance > room {
                break;
            }
            taken += advance;
            end += 1;
        }
        let all = end == letters.len();
        let end = if all { end } else { good.unwrap_or(end) };
        let mut shown = &letters[start..end];
        while let [rest @ .., Letter { c: ' ', .. }] = shown {
            shown = rest;
        }
        lines.push(Line { letters: shown.to_vec(), width: width(shown, fonts), goes_on: !all });
        start = end;
        while letters.get(start).is_some_and(|letter| letter.c == ' ') {
            start += 1;
        }
        if letters.is_empty() {
            break;
        }
    }
    lines
}

impl Line {
    /// How far to draw each of its letters apart, in ems, so that the line fills `room`; nothing where that would be seen.
    pub fn spread(&self, room: f32) -> f32 {
        let wide = self.letters.iter().filter(|letter| is_wide(letter.c)).count();
        let gaps = self.letters.len().saturating_sub(1);
        if !self.goes_on || gaps == 0 || wide * 2 < gaps {
            return 0.0;
        }
        let spread = (room - self.width) / f32::from(u16::try_from(gaps).unwrap_or(u16::MAX));
        if (0.0..0.12).contains(&spread) { spread } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{blocks::Run, fonts::testing};

    fn broken(text: &str, room: f32) -> Vec<String> {
        let files = testing::files();
        let fonts = Fonts::of(&files).expect("fonts");
        let (letters, _) = letters(&vec![Run { text: text.into(), ..Run::default() }]);
        let made = lines(&letters, room, &fonts);
        for line in &made {
            assert!(line.width <= room + 0.001 || line.letters.len() < 3, "{line:?}");
        }
        made.iter().map(|line| line.letters.iter().map(|letter| letter.c).collect()).collect()
    }

    #[test]
    fn a_word_is_as_wide_as_what_is_not_parted() {
        let widest = |text: &str| widest_word(text.chars().map(|c| (c, 1.0)));
        for (text, wide) in [("Kumo Desk Standard", 8.0), ("one\nto", 3.0), ("標準の製品", 1.0), ("", 0.0)] {
            assert!((widest(text) - wide).abs() < 0.1, "{text}");
        }
    }

    #[test]
    fn no_line_begins_with_a_full_stop_or_ends_with_an_opening_bracket() {
        let text =
            "導入企業の実測では、「最初の返信」が9時間から2時間になりました（31社の中央値、3か月後）。対応漏れは92%減です。ー";
        for room in 4..40_u8 {
            for line in broken(text, f32::from(room)) {
                let (first, last) = (line.chars().next().expect("first"), line.chars().next_back().expect("last"));
                assert!(!NEVER_FIRST.contains(first), "{room}: {line}");
                assert!(!NEVER_LAST.contains(last), "{room}: {line}");
                assert!(!(UNITS.contains(first) && first == '円'), "{room}: {line}");
            }
        }
    }

    #[test]
    fn words_stay_whole_and_numbers_keep_what_they_count() {
        assert_eq!(broken("one two three", 4.6), ["one two", "three"]);
        assert_eq!(broken("月額72,000円", 6.0), ["月額", "72,000円"]);
        assert_eq!(broken("一\n二", 9.0), ["一", "二"]);
        assert_eq!(broken("abcdefghijklmnop", 3.0).concat(), "abcdefghijklmnop", "what does not fit is parted anywhere");
        assert_eq!(broken("", 3.0), [""]);
    }
}
