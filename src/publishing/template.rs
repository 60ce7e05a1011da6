//! What of a proposal template a partner may rewrite. All of it is locked but what stands between two marks, each on a line of its
//! own with an empty line around it:
//!
//! ```text
//! {{edit}}
//!
//! What the customer told us …
//!
//! {{end}}
//! ```
//!
//! `{{bundle}}`, alone on its line and only once, is where the products of both sides are listed.

use std::mem;

use super::{
    placeholder::{BodyMistake, placeholders},
    reach::{Reach, reaches},
};

const EDIT: &str = "{{edit}}";
const END: &str = "{{end}}";
const BUNDLE: &str = "{{bundle}}";

/// The marks, in the order in which an editor is told of them.
pub const MARKS: [&str; 3] = [EDIT, END, BUNDLE];

/// Whether a line, or what stands between a pair of braces with them, is a mark.
pub fn is_mark(line: &str) -> bool {
    matches!(line.trim(), EDIT | END | BUNDLE)
}

/// A part of a template, as it follows on others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplatePart {
    Locked(String),
    /// Under the heading that stands last before it.
    Editable {
        heading: String,
        text: String,
    },
    Bundle,
}

/// The parts of a body; marks that do not pair off are left out.
pub fn template_parts(body: &str) -> Vec<TemplatePart> {
    let (mut parts, mut lines) = (Vec::new(), Vec::new());
    let (mut heading, mut open) = (String::new(), false);
    let flush = |parts: &mut Vec<TemplatePart>, lines: &mut Vec<&str>, heading: Option<&str>| {
        let text = lines.join("\n").trim().to_owned();
        lines.clear();
        match heading {
            Some(heading) => parts.push(TemplatePart::Editable { heading: heading.to_owned(), text }),
            None if text.is_empty() => {}
            None => parts.push(TemplatePart::Locked(text)),
        }
    };
    for line in body.lines() {
        match line.trim() {
            EDIT if !open => {
                flush(&mut parts, &mut lines, None);
                open = true;
            }
            END if open => {
                flush(&mut parts, &mut lines, Some(&heading));
                open = false;
            }
            BUNDLE if !open => {
                flush(&mut parts, &mut lines, None);
                parts.push(TemplatePart::Bundle);
            }
            EDIT | END | BUNDLE => {}
            text => {
                if !open && text.starts_with("##") {
                    text.trim_start_matches('#').trim().clone_into(&mut heading);
                }
                lines.push(line);
            }
        }
    }
    flush(&mut parts, &mut lines, open.then_some(heading.as_str()));
    parts
}

/// A body without its marks, for who reads or copies it, with `prices` where a proposal would list products. They are one
/// paragraph: a search opens texts by the number of a block.
pub fn with_prices(body: &str, prices: &str) -> String {
    let mut placed = String::with_capacity(body.len() + prices.len());
    for line in body.lines() {
        if line.trim() == BUNDLE {
            placed.extend(["\n", prices, "\n\n"]);
        } else {
            placed.extend([line, "\n"]);
        }
    }
    without_marks(&placed)
}

fn without_marks(body: &str) -> String {
    let mut made = String::with_capacity(body.len());
    let mut empty = false;
    for line in body.lines().filter(|line| !is_mark(line)) {
        // Where a mark stood, two empty lines would meet.
        if line.trim().is_empty() && empty {
            continue;
        }
        empty = line.trim().is_empty();
        made.push_str(line);
        made.push('\n');
    }
    made
}

/// Marks that do not pair off, do not stand alone, or stand where they say nothing.
pub fn mark_mistakes(body: &str) -> Vec<BodyMistake> {
    let mut mistakes = Vec::new();
    let (mut open, mut listed) = (None, false);
    for (text, line) in body.lines().zip(1..) {
        mistakes.extend(match text.trim() {
            EDIT => open.replace(line).map(|line| BodyMistake::Mark { line, mark: EDIT }),
            END => open.take().is_none().then_some(BodyMistake::Mark { line, mark: END }),
            BUNDLE if open.is_some() => Some(BodyMistake::BundleInEdit { line }),
            BUNDLE => mem::replace(&mut listed, true).then_some(BodyMistake::BundleAgain { line }),
            text => mark_within(text).map(|mark| BodyMistake::MarkNotAlone { line, mark }),
        });
    }
    mistakes.extend(open.map(|line| BodyMistake::Mark { line, mark: EDIT }));
    mistakes
}

/// The first mark in a line that is more than a mark.
fn mark_within(text: &str) -> Option<&'static str> {
    let found = placeholders(text);
    MARKS.into_iter().find(|mark| found.iter().any(|one| mark.trim_matches(['{', '}']) == one.name))
}

/// What a part does to those after it. Only the vendor gives addresses of links to other parts.
pub fn part_mistakes(body: &str) -> Vec<BodyMistake> {
    let (mut mistakes, mut part, mut before, mut open) = (Vec::new(), String::new(), 0, false);
    for (line, number) in body.lines().chain([END]).zip(1..) {
        if is_mark(line) {
            let found = reaches(&part).into_iter().filter(|one| open || matches!(one, Reach::Open { .. }));
            mistakes.extend(found.map(|one| BodyMistake::Reach(one.below(before))));
            part.clear();
            (before, open) = (number, line.trim() == EDIT);
        } else {
            // A part begins without indentation.
            part.push_str(if part.trim().is_empty() { line.trim_start() } else { line });
            part.push('\n');
        }
    }
    mistakes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::Problem;

    const BODY: &str = "## A\n\nlocked\n\n{{edit}}\n\nmine\n\n{{end}}\n\n{{bundle}}\n\n## B\n\n{{edit}}\n{{end}}\n\nlocked too\n";

    #[test]
    fn all_is_locked_but_what_stands_between_marks() {
        let locked = |text: &str| TemplatePart::Locked(text.into());
        let editable = |heading: &str, text: &str| TemplatePart::Editable { heading: heading.into(), text: text.into() };
        let parts = [
            locked("## A\n\nlocked"),
            editable("A", "mine"),
            TemplatePart::Bundle,
            locked("## B"),
            editable("B", ""),
            locked("locked too"),
        ];
        assert_eq!(template_parts(BODY), parts);
        assert_eq!(template_parts("only\n{{end}}\ntext"), [locked("only\ntext")], "a lost mark opens nothing");
        assert_eq!(without_marks(BODY), "## A\n\nlocked\n\nmine\n\n## B\n\nlocked too\n");
        let listed = "## A\n\nlocked\n\nmine\n\none  \ntwo\n\n## B\n\nlocked too\n";
        assert_eq!(with_prices(BODY, "one  \ntwo"), listed);
        assert_eq!(with_prices("a\n{{bundle}}\nb", "one"), "a\n\none\n\nb\n", "a paragraph of its own");
        assert_eq!(with_prices("text\n", "one"), "text\n", "nothing is sold there");
    }

    #[test]
    fn what_is_wrong_with_a_mark_is_told_with_its_line() {
        assert_eq!(mark_mistakes(BODY), []);
        let pair = |line: u32, mark: &'static str| BodyMistake::Mark { line, mark };
        let alone = |line: u32, mark: &'static str| BodyMistake::MarkNotAlone { line, mark };
        let (inside, again) = (|line: u32| BodyMistake::BundleInEdit { line }, |line: u32| BodyMistake::BundleAgain { line });
        for (body, wrong) in [
            ("{{edit}}", vec![pair(1, EDIT)]),
            ("a\n{{end}}", vec![pair(2, END)]),
            ("{{edit}}\n{{edit}}\n{{end}}", vec![pair(1, EDIT)]),
            ("{{edit}}\n{{end}}\n{{end}}", vec![pair(3, END)]),
            ("{{edit}}\n{{bundle}}\n{{end}}", vec![inside(2)]),
            ("{{bundle}}\n{{edit}}\n{{bundle}}\n{{end}}", vec![inside(3)]),
            ("{{bundle}}\na\n{{bundle}}\n{{bundle}}", vec![again(3), again(4)]),
            ("text {{edit}}\n", vec![alone(1, EDIT)]),
            ("a\n{{ bundle }}\n", vec![alone(2, BUNDLE)]),
            ("{{customer}} {{rep}}\n", vec![]),
        ] {
            assert_eq!(mark_mistakes(body), wrong, "{body}");
        }
        assert_eq!(inside(2).to_string(), "expected {{bundle}} outside of {{edit}} and {{end}}");
        assert_eq!(again(2).problem(), Problem::BundleAgain { line: 2 });
    }

    #[test]
    fn parts_end_by_themselves() {
        let wrong = |body: &str| part_mistakes(body).into_iter().map(BodyMistake::problem).collect::<Vec<_>>();
        assert_eq!(wrong(BODY), []);
        let open = |line: u32, end: &str| Problem::OpenBlock { line, end: end.into() };
        for (body, problem) in [
            ("## A\n\n```\n\n{{edit}}\n\nb\n\n{{end}}\n\n```\n\nc\n", vec![open(3, "```"), open(11, "```")]),
            ("a\n\n{{edit}}\n\n<!-- b\n\n{{end}}\n\n-->\n", vec![open(5, "-->")]),
            ("a\n\n{{edit}}\n    ~~~\n{{end}}\n", vec![open(4, "~~~")]),
            ("[a]: /a\n\n{{edit}}\n\n[b]: /b\n\n{{end}}\n", vec![Problem::LinkAddress { line: 5 }]),
            ("```\na\n```\n\n{{bundle}}\n\n<!-- b -->\n", vec![]),
            ("a\n\n<!-- b\n", vec![open(3, "-->")]),
        ] {
            assert_eq!(wrong(body), problem, "{body}");
        }
    }
}
