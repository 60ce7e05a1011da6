//! Gaps: what nobody has said yet of a proposal, by section, and what is asked about before it is marked as sent.

use crate::publishing::{TemplatePart, Values, fill};

/// Where on the writing page a gap is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GapPlace {
    /// In a field of the head.
    Head,
    /// In what is written for an editable part, by its place among them.
    Region(u32),
    /// Somewhere in the text.
    Text,
}

/// What a section still lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionGaps {
    /// Empty before the first heading.
    pub heading: String,
    /// With their brackets, in the order of the text.
    pub gaps: Vec<String>,
    pub place: GapPlace,
}

/// What stands open in a proposal that is about to be marked as sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unfinished {
    /// In the order of the text.
    pub sections: Vec<SectionGaps>,
    /// Characters that the faces of the PDF lack.
    pub signs: Vec<char>,
}

impl Unfinished {
    pub const fn is_empty(&self) -> bool {
        self.sections.is_empty() && self.signs.is_empty()
    }

    /// How many gaps there are in all sections.
    pub fn gaps(&self) -> usize {
        self.sections.iter().map(|section| section.gaps.len()).sum()
    }

    /// Whether there is something to fill in at a place.
    pub fn has(&self, place: GapPlace) -> bool {
        self.sections.iter().any(|section| section.place == place)
    }

    /// As one text: the characters, then a line for each section.
    pub fn packed(&self) -> String {
        let mut text: String = self.signs.iter().collect();
        for SectionGaps { heading, gaps, place } in &self.sections {
            text.push('\n');
            text.push_str(&match place {
                GapPlace::Head => "head".to_owned(),
                GapPlace::Text => "text".to_owned(),
                GapPlace::Region(number) => number.to_string(),
            });
            for word in std::iter::once(heading).chain(gaps) {
                text.push('\t');
                text.push_str(&word.replace('\t', " "));
            }
        }
        text
    }

    pub fn unpacked(text: &str) -> Self {
        let (signs, sections) = text.split_once('\n').unwrap_or((text, ""));
        let section = |line: &str| {
            let mut words = line.split('\t');
            let place = match words.next()? {
                "head" => GapPlace::Head,
                word => word.parse().map_or(GapPlace::Text, GapPlace::Region),
            };
            let heading = words.next()?.to_owned();
            Some(SectionGaps { heading, gaps: words.map(str::to_owned).collect(), place })
        };
        Self { sections: sections.split('\n').filter_map(section).collect(), signs: signs.chars().collect() }
    }
}

/// How many numbers in a text are still those of the template, 【9】 or `[9]`.
pub fn gaps(text: &str) -> u32 {
    u32::try_from(gap_words(text).count()).unwrap_or(u32::MAX)
}

/// The same section by section. `regions` is what was written for the editable parts, `blanks` the gaps that stand for a field of
/// the head.
pub fn section_gaps(
    text: &str,
    parts: &[TemplatePart],
    regions: &[String],
    values: &Values,
    blanks: &[String],
) -> Vec<SectionGaps> {
    let mut found: Vec<SectionGaps> = Vec::new();
    for (at, word) in gap_words(text) {
        let heading = text[..at].lines().rev().find_map(|line| line.strip_prefix("## ")).unwrap_or_default().trim();
        match found.last_mut() {
            Some(last) if last.heading == heading => last.gaps.push(word.to_owned()),
            _ => found.push(SectionGaps { heading: heading.to_owned(), gaps: vec![word.to_owned()], place: GapPlace::Text }),
        }
    }
    let headings = parts.iter().filter_map(|part| match part {
        TemplatePart::Editable { heading, .. } => Some(fill(heading, values)),
        TemplatePart::Locked(_) | TemplatePart::Bundle => None,
    });
    let written: Vec<(u32, String, &String)> =
        (0..).zip(headings).zip(regions).map(|((place, heading), text)| (place, heading, text)).collect();
    for section in &mut found {
        section.place = place_of(section, &written, blanks);
    }
    found
}

fn place_of(section: &SectionGaps, written: &[(u32, String, &String)], blanks: &[String]) -> GapPlace {
    let own: Vec<&String> = section.gaps.iter().filter(|gap| !blanks.contains(gap)).collect();
    if own.is_empty() {
        return GapPlace::Head;
    }
    let holds = |text: &str| own.iter().any(|gap| text.contains(gap.as_str()));
    // Two parts may stand under one heading, and a part may have headings of its own.
    let under = written.iter().find(|(_, heading, text)| *heading == section.heading && holds(text));
    let holding = under.or_else(|| written.iter().find(|(_, _, text)| holds(text)));
    holding.map_or(GapPlace::Text, |(place, ..)| GapPlace::Region(*place))
}

/// Each gap of a text with its brackets, and where it stands.
fn gap_words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices(['【', '[']).filter_map(move |(at, bracket)| {
        let (before, inside) = (&text[..at], &text[at + bracket.len()..]);
        if bracket == "【" {
            let line = inside.split('\n').next().unwrap_or_default();
            let word = line.split_once('】').map_or(line, |(word, _)| &line[..word.len() + '】'.len_utf8()]);
            return Some((at, &text[at..at + bracket.len() + word.len()]));
        }
        let (word, after) = inside.split_once(']')?;
        // Neither a link, nor a box to tick, nor a bracket that is meant.
        let is_text = !after.starts_with(['(', '[', ':']) && !before.ends_with(['\\', '!', ']']);
        let is_gap = is_text && !matches!(word.trim(), "" | "x" | "X") && !word.contains('\n');
        is_gap.then(|| (at, &text[at..at + word.len() + 2]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publishing::template_parts;

    #[test]
    fn numbers_of_the_template_are_counted() {
        for (text, count) in
            [("【40】件", 1), ("[40] a day, [6] minutes", 2), ("[link](/x) - [ ] a - [x] b \\[x\\]", 0), ("1[2", 0)]
        {
            assert_eq!(gaps(text), count, "{text}");
        }
    }

    #[test]
    fn gaps_are_named_with_their_section_and_where_they_are_filled_in() {
        let parts = template_parts(
            "## 現状\n\n{{edit}}\n\n1日【40】件\n\n{{end}}\n\n## 費用\n\n{{amount}}\n\n## 次の一歩\n\n{{edit}}\n\n【日付】\n\n{{end}}\n",
        );
        let regions = ["1日【40】件、【6\n\n### 内訳\n\n[9] h [a](/a)".to_owned(), "### 予定\n\n【日付】".to_owned()];
        let text = format!("【一】\n\n## 現状\n\n{}\n\n## 費用\n\n【お見積額】\n\n## 次の一歩\n\n{}", regions[0], regions[1]);
        let found = section_gaps(&text, &parts, &regions, &Values::default(), &["【お見積額】".to_owned()]);
        let named = |heading: &str, gaps: &[&str], place| SectionGaps {
            heading: heading.to_owned(),
            gaps: gaps.iter().map(|gap| (*gap).to_owned()).collect(),
            place,
        };
        let expected = [
            named("", &["【一】"], GapPlace::Text),
            named("現状", &["【40】", "【6", "[9]"], GapPlace::Region(0)),
            named("費用", &["【お見積額】"], GapPlace::Head),
            named("次の一歩", &["【日付】"], GapPlace::Region(1)),
        ];
        assert_eq!(found, expected);
        assert!(section_gaps("一", &parts, &regions, &Values::default(), &[]).is_empty());
        let left = Unfinished { sections: found, signs: vec!['👍', '𠮷'] };
        assert_eq!((left.gaps(), left.has(GapPlace::Head), left.has(GapPlace::Region(2))), (6, true, false));
        assert_eq!(Unfinished::unpacked(&left.packed()), left);
        assert_eq!(Unfinished::unpacked(&Unfinished::default().packed()), Unfinished::default());
    }
}
