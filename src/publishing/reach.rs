//! What a piece of Markdown does to the pieces after it: blocks that do not end with it, and addresses of links that others name.
//!
//! It does not read Markdown, which would take all of CommonMark. Where a reader had to know what is open around a line, such as
//! a list, the piece is refused: every piece that is taken ends for every reader.

use crate::failure::Problem;

/// Elements of HTML whose text is not read until they are closed.
const VERBATIM: [&str; 4] = ["pre", "script", "style", "textarea"];
/// Signs after `<` that begin HTML over empty lines, and what ends it.
const MARKED: [(&str, &str); 3] = [("!--", "-->"), ("?", "?>"), ("![CDATA[", "]]>")];

/// What reaches beyond a piece. Lines are counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reach {
    /// What begins in this line needs `end` to end.
    #[error("expected {end} at the end of what begins here")]
    Open { line: u32, end: String },
    /// `[word]: address` makes a link of that word wherever it stands in brackets.
    #[error("expected [text](address), found the address of a link by itself")]
    Address { line: u32 },
}

impl Reach {
    pub const fn line(&self) -> u32 {
        match self {
            Self::Open { line, .. } | Self::Address { line } => *line,
        }
    }

    /// As it is counted in a text that has so many lines before the piece.
    #[must_use]
    pub fn below(self, lines: u32) -> Self {
        match self {
            Self::Open { line, end } => Self::Open { line: line + lines, end },
            Self::Address { line } => Self::Address { line: line + lines },
        }
    }

    /// What a form says of it.
    pub fn problem(self) -> Problem {
        match self {
            Self::Open { line, end } => Problem::OpenBlock { line, end },
            Self::Address { line } => Problem::LinkAddress { line },
        }
    }
}

/// What a piece does beyond its end, from top to bottom; nothing follows on what may be open.
pub fn reaches(piece: &str) -> Vec<Reach> {
    let lines: Vec<&str> = piece.lines().collect();
    let mut found = Vec::new();
    let mut open: Option<Open> = None;
    // Up to an empty line nothing begins within a tag; whether it is one depends on what is around it.
    let mut in_tag = false;
    for ((place, line), number) in lines.iter().enumerate().zip(1..) {
        let (indent, text) = indented(line);
        if let Some(block) = open.take() {
            let ends = block.ends_with(text);
            let is_code = ends && block.is_fence() && indent > 3;
            // Indented, it may stand in an item of a list, and end with the item.
            if block.indent > 0 {
                if is_code || indent < block.indent && !text.is_empty() {
                    found.push(block.reach());
                    return found;
                }
                if !ends && is_address(&lines[place..]) {
                    found.push(Reach::Address { line: number });
                }
            }
            open = (!ends || is_code).then_some(block);
        } else if text.is_empty() {
            in_tag = false;
        } else if is_address(&lines[place..]) {
            found.push(Reach::Address { line: number });
        } else if indent <= 3 {
            // Indented further, it is code, or it goes on with what stands before it.
            if let Some(end) = end_of(text) {
                let block = Open { line: number, indent, end };
                if in_tag {
                    found.push(block.reach());
                    return found;
                }
                open = (block.is_fence() || !block.ends_with(text)).then_some(block);
            } else {
                in_tag |= begins_tag(text);
            }
        }
    }
    found.extend(open.map(Open::reach));
    found
}

/// Code between fences, or HTML that only its mark ends.
struct Open {
    line: u32,
    /// Columns before it.
    indent: usize,
    /// The fence, or the mark.
    end: String,
}

impl Open {
    fn is_fence(&self) -> bool {
        self.end.starts_with(['`', '~'])
    }

    fn ends_with(&self, text: &str) -> bool {
        if !self.is_fence() {
            return text.contains(&self.end);
        }
        let rest = text.trim_start_matches(|c: char| self.end.starts_with(c));
        text.len() - rest.len() >= self.end.len() && rest.trim_matches(' ').is_empty()
    }

    fn reach(self) -> Reach {
        Reach::Open { line: self.line, end: self.end }
    }
}

/// How far a line is indented, and what it says.
fn indented(line: &str) -> (usize, &str) {
    let mut columns = 0;
    for (at, c) in line.char_indices() {
        match c {
            ' ' => columns += 1,
            '\t' => columns += 4 - columns % 4,
            _ => return (columns, &line[at..]),
        }
    }
    (columns, "")
}

/// What ends the block that a line begins, where an empty line does not.
fn end_of(text: &str) -> Option<String> {
    for sign in ['`', '~'] {
        let info = text.trim_start_matches(sign);
        let fence = &text[..text.len() - info.len()];
        // Signs that are closed on their line are code within a sentence.
        if fence.len() >= 3 && !(sign == '`' && info.contains(sign)) {
            return Some(fence.to_owned());
        }
    }
    let tag = text.strip_prefix('<')?;
    let is_named = |name: &&&str| {
        tag.split_at_checked(name.len()).is_some_and(|(start, rest)| {
            start.eq_ignore_ascii_case(name) && (rest.is_empty() || rest.starts_with([' ', '\t', '>']))
        })
    };
    if let Some(name) = VERBATIM.iter().find(is_named) {
        return Some(format!("</{name}>"));
    }
    if let Some((_, end)) = MARKED.iter().find(|(begin, _)| tag.starts_with(begin)) {
        return Some((*end).to_owned());
    }
    let is_declared = tag.strip_prefix('!').is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()));
    is_declared.then(|| ">".to_owned())
}

fn begins_tag(text: &str) -> bool {
    text.strip_prefix('<').is_some_and(|name| name.starts_with(|c: char| c == '/' || c.is_ascii_alphabetic()))
}

/// Whether the first of these lines begins `[word]: address`, in a quotation or a list too. The word may go over lines.
fn is_address(lines: &[&str]) -> bool {
    let Some((first, below)) = lines.split_first() else { return false };
    let inner = first.trim_start_matches(|c: char| c.is_ascii_digit() || " \t>-+*.)".contains(c));
    let Some(word) = inner.strip_prefix('[') else { return false };
    let below = below.iter().take_while(|line| !indented(line).1.is_empty());
    let mut signs = word.chars().chain(below.flat_map(|line| std::iter::once('\n').chain(line.chars())));
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => {
                signs.next();
            }
            '[' => return false,
            ']' => return signs.next() == Some(':'),
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(line: u32, end: &str) -> Vec<Reach> {
        vec![Reach::Open { line, end: end.into() }]
    }

    #[test]
    fn a_piece_ends_by_itself() {
        for piece in [
            "",
            "一\n\n- 二\n  三\n\n> 四\n五",
            "---\n\n===\n\n    四",
            "```\n価格\n```",
            "~~~ text\n```\n~~~~\n\n二",
            "一\n\n  ```\n  価格\n  ```",
            "- 一\n\n  ```\n  価格\n  ```\n\n二",
            "> ```\n> 価格",
            "- <!-- 一\n\n二",
            "    ```",
            "``` `",
            "一 <!-- 二",
            "<!-- 一 -->\n\n<!--> 二",
            "<?一?>",
            "<PRE>\n\n一</pre>",
            "<preface>",
            "<div>\n一\n\n```\n二\n```",
            "<製品名>\n```\n一\n```",
            "[一](/kits/a): 二",
            "[ ] 一\n\n[1] 二",
            "[一\\]: 二",
            "[一\n\n二]: 三",
            "```\n[一]: 二\n```",
        ] {
            assert_eq!(reaches(piece), [], "{piece}");
        }
    }

    #[test]
    fn what_does_not_end_is_found_where_it_begins() {
        for (piece, line, end) in [
            ("```", 1, "```"),
            ("一\n```\n二", 2, "```"),
            ("一\n\n  ~~~~ text\n  ~~~", 3, "~~~~"),
            ("```\n一\n    ```", 1, "```"),
            ("```\n一\n``` 二", 1, "```"),
            ("```\n一\n```\n\n```", 5, "```"),
            ("> 一\n```", 2, "```"),
            ("<!-- 一", 1, "-->"),
            ("一\n<!-- 二\n\n三", 2, "-->"),
            ("<script>\n一\n</style>", 1, "</script>"),
            ("<Style", 1, "</style>"),
            ("<textarea rows=2>", 1, "</textarea>"),
            ("<pre>\n一", 1, "</pre>"),
            ("<?php", 1, "?>"),
            ("<![CDATA[ > ?>", 1, "]]>"),
            ("<!DOCTYPE html", 1, ">"),
            // The first fence ends with its item, so that the last one begins another.
            ("- 一\n\n  ```\n\n二\n\n```", 3, "```"),
            ("1. 一\n   ```\n    ```\n", 2, "```"),
            // Within the tag the first fence is text, and the last is none.
            ("<div>\n```\n\n一\n\n```", 2, "```"),
        ] {
            assert_eq!(reaches(piece), open(line, end), "{piece}");
        }
    }

    #[test]
    fn an_address_is_found_wherever_it_may_stand() {
        for (piece, line) in [
            ("[一]: /a", 1),
            ("一\n\n[二]: https://b.example", 3),
            ("> - 1. [一]: /a", 1),
            ("[一\n二]: /a", 1),
            ("- ```\n  [一]: /a", 2),
        ] {
            assert_eq!(reaches(piece), [Reach::Address { line }], "{piece}");
        }
        assert_eq!(reaches("[一]: /a\n\n<!--"), [Reach::Address { line: 1 }, Reach::Open { line: 3, end: "-->".into() }]);
    }
}
