//! Placeholders of templates as words, where a found text is only shown.

use super::Segment;
use crate::publishing::PlaceholderName;

/// Puts `word(name)` in place of `{{name}}`, and takes away what is left of one that the excerpt cut through. Marks inside a
/// placeholder go: its name is none of the text's words.
pub fn readable<'a>(segments: Vec<Segment>, word: impl Fn(PlaceholderName) -> &'a str) -> Vec<Segment> {
    if !segments.iter().any(|segment| segment.text.contains(['{', '}'])) {
        return segments;
    }
    let marked: Vec<(char, bool)> = segments.iter().flat_map(|one| one.text.chars().map(|letter| (letter, one.mark))).collect();
    let at = |from: usize, brace: char| {
        let two = |pair: &[(char, bool)]| matches!(pair, [(a, _), (b, _)] if *a == brace && *b == brace);
        marked.get(from..).and_then(|rest| rest.windows(2).position(two)).map(|place| from + place)
    };
    let mut out: Vec<Segment> = Vec::new();
    let mut from = match (at(0, '{'), at(0, '}')) {
        (Some(open), Some(close)) if close < open => close + 2,
        (None, Some(close)) => close + 2,
        _ => 0,
    };
    while let Some(open) = at(from, '{') {
        push(&mut out, marked.get(from..open).unwrap_or_default());
        let Some(close) = at(open, '}') else {
            from = marked.len();
            break;
        };
        let name: String = marked.get(open + 2..close).unwrap_or_default().iter().map(|(letter, _)| letter).collect();
        let word = PlaceholderName::parse(name.trim()).map_or_else(|| name.clone(), |known| word(known).to_owned());
        push(&mut out, &word.chars().map(|letter| (letter, false)).collect::<Vec<_>>());
        from = close + 2;
    }
    push(&mut out, marked.get(from..).unwrap_or_default());
    out
}

fn push(out: &mut Vec<Segment>, letters: &[(char, bool)]) {
    for &(letter, mark) in letters {
        match out.last_mut() {
            Some(last) if last.mark == mark => last.text.push(letter),
            _ => out.push(Segment { text: letter.into(), mark }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `[...]` stands for a mark.
    fn read(text: &str) -> String {
        let parts = text.split(['[', ']']).enumerate();
        let segments = parts.map(|(i, text)| Segment { text: text.into(), mark: i % 2 == 1 }).collect();
        let shown = readable(segments, |name| if name == PlaceholderName::Customer { "お客様名" } else { "?" });
        shown.iter().map(|one| if one.mark { format!("[{}]", one.text) } else { one.text.clone() }).collect()
    }

    #[test]
    fn a_template_reads_like_a_text() {
        for (text, expected) in [
            ("{{customer}}様、[見積]です", "お客様名様、[見積]です"),
            ("{{ [customer] }}様 {{rep}}", "お客様名様 ?"),
            ("omer}}様へ [提案]{{cust", "様へ [提案]"),
            ("{{nothing}}", "nothing"),
            ("fn main() { [x] }", "fn main() { [x] }"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
