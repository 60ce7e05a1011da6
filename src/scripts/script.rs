//! Branches of a script in plain Markdown:
//!
//! ```text
//! ## 受付で {#reception}
//!
//! > **自分** …
//!
//! - [「診療中です」](#call-later)
//! - [つないでもらえた](#why)
//!
//! ## 改めてかける {#call-later .later}
//! ```
//!
//! Headings without a key are notes around the talk. The first step is where it begins; a step without answers is an end, and
//! says by `.goal`, `.later` or `.no` what came of it.

use std::{collections::BTreeSet, fmt};

use serde::{Deserialize, Serialize};

use crate::{activity::closed_set, publishing::is_slug};

/// How a talk ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// What the script is for.
    Goal,
    /// Not today, but there is a next contact.
    Later,
    /// The customer does not want it.
    No,
}

closed_set!(Ending { Goal = "goal", Later = "later", No = "no" });

/// Something the customer may answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptAnswer {
    pub words: String,
    /// Key of the step it leads to.
    pub to: String,
    line: u32,
}

/// One screen of a talk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptStep {
    pub key: String,
    pub title: String,
    /// Markdown, without the answers.
    pub text: String,
    pub answers: Vec<ScriptAnswer>,
    pub ending: Option<Ending>,
    line: u32,
}

/// The steps of a script, in the order in which they are written; empty for a text without branches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Script {
    pub steps: Vec<ScriptStep>,
}

/// What can be wrong with the branches of a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScriptFault {
    /// A link to a step that is not there.
    UnknownStep,
    /// No way leads there from the first step.
    NeverReached,
    /// A step without answers that does not say how the talk ends.
    EndWithoutClosing,
    /// A step with answers that says it is an end.
    GoesOn,
    StepTwice,
    /// Two answers of one step lead to the same step, so that nobody could tell which one sells.
    SameStep,
    /// Neither a key nor an ending.
    UnknownMark,
}

closed_set!(ScriptFault {
    UnknownStep = "script_unknown_step",
    NeverReached = "script_never_reached",
    EndWithoutClosing = "script_end_without_closing",
    GoesOn = "script_goes_on",
    StepTwice = "script_step_twice",
    SameStep = "script_same_step",
    UnknownMark = "script_unknown_mark",
});

/// A mistake, with its line from 1 and the step or mark it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptMistake {
    pub line: u32,
    pub fault: ScriptFault,
    pub name: String,
}

/// For the people who write files.
impl fmt::Display for ScriptMistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        match self.fault {
            ScriptFault::UnknownStep => write!(f, "expected the key of a step of this script, there is no #{name}"),
            ScriptFault::NeverReached => write!(f, "expected an answer that leads to #{name}, none does"),
            ScriptFault::EndWithoutClosing => {
                write!(f, "expected answers, or how the talk ends as {{#{name} .goal}}, .later or .no")
            }
            ScriptFault::GoesOn => write!(f, "expected no ending on #{name}, it has answers"),
            ScriptFault::StepTwice => write!(f, "expected another key, there is a step #{name} before"),
            ScriptFault::SameStep => write!(f, "expected one answer that leads to #{name}, put both into one"),
            ScriptFault::UnknownMark => {
                write!(f, "expected {{#key}} of lower-case letters, digits and hyphens, with .goal, .later or .no, found {name}")
            }
        }
    }
}

impl Script {
    /// The steps of a text, as far as they can be understood.
    pub fn read(body: &str) -> Self {
        Self::parse(body).0
    }

    pub fn step(&self, key: &str) -> Option<&ScriptStep> {
        self.steps.iter().find(|step| step.key == key)
    }

    /// Everything that is wrong with the branches of a text, in the order of its lines.
    pub fn mistakes(body: &str) -> Vec<ScriptMistake> {
        let (script, mut mistakes) = Self::parse(body);
        let mut wrong = |line, fault, name: &str| mistakes.push(ScriptMistake { line, fault, name: name.to_owned() });
        let reached = script.reached();
        for (place, step) in script.steps.iter().enumerate() {
            if script.steps[..place].iter().any(|other| other.key == step.key) {
                wrong(step.line, ScriptFault::StepTwice, &step.key);
            } else if !reached.contains(step.key.as_str()) {
                wrong(step.line, ScriptFault::NeverReached, &step.key);
            }
            match (step.ending, step.answers.is_empty()) {
                (None, true) => wrong(step.line, ScriptFault::EndWithoutClosing, &step.key),
                (Some(_), false) => wrong(step.line, ScriptFault::GoesOn, &step.key),
                _ => {}
            }
            for (nth, answer) in step.answers.iter().enumerate() {
                if script.step(&answer.to).is_none() {
                    wrong(answer.line, ScriptFault::UnknownStep, &answer.to);
                } else if step.answers[..nth].iter().any(|other| other.to == answer.to) {
                    wrong(answer.line, ScriptFault::SameStep, &answer.to);
                }
            }
        }
        mistakes.sort_by_key(|mistake| mistake.line);
        mistakes
    }

    /// The text without the marks of its steps, as one copies it.
    pub fn without_marks(body: &str) -> String {
        let plain = |line: &str| match heading(line).and_then(marks) {
            Some(Ok(_)) => line.rsplit_once('{').map_or(line, |(title, _)| title).trim_end().to_owned(),
            _ => line.to_owned(),
        };
        body.lines().map(plain).collect::<Vec<_>>().join("\n")
    }

    /// Whether a way leads from a step to what the script is for.
    pub fn leads_to_goal(&self, key: &str) -> bool {
        let reached = self.reached_from(self.step(key));
        reached.into_iter().any(|key| self.step(key).is_some_and(|step| step.ending == Some(Ending::Goal)))
    }

    /// The steps to which a way leads from the first.
    fn reached(&self) -> BTreeSet<&str> {
        self.reached_from(self.steps.first())
    }

    fn reached_from<'a>(&'a self, first: Option<&'a ScriptStep>) -> BTreeSet<&'a str> {
        let mut reached = BTreeSet::new();
        let mut ahead: Vec<&ScriptStep> = first.into_iter().collect();
        while let Some(step) = ahead.pop() {
            if reached.insert(step.key.as_str()) {
                ahead.extend(step.answers.iter().filter_map(|answer| self.step(&answer.to)));
            }
        }
        reached
    }

    fn parse(body: &str) -> (Self, Vec<ScriptMistake>) {
        let (mut script, mut mistakes) = (Self::default(), Vec::new());
        let (mut open, mut fenced) = (false, false);
        for (line, number) in body.lines().zip(1_u32..) {
            let start = line.trim_start();
            fenced ^= start.starts_with("```") || start.starts_with("~~~");
            if !fenced && let Some(heading) = heading(line) {
                match marks(heading) {
                    Some(Ok((title, key, ending))) => {
                        let (title, key) = (title.to_owned(), key.to_owned());
                        let (text, answers) = (String::new(), Vec::new());
                        script.steps.push(ScriptStep { key, title, text, answers, ending, line: number });
                        open = true;
                        continue;
                    }
                    Some(Err(found)) => {
                        let name = found.to_owned();
                        mistakes.push(ScriptMistake { line: number, fault: ScriptFault::UnknownMark, name });
                        open = false;
                    }
                    None => open &= line.starts_with("###"),
                }
            }
            let Some(step) = script.steps.last_mut().filter(|_| open) else { continue };
            if let Some((words, to)) = answer(line).filter(|_| !fenced) {
                step.answers.push(ScriptAnswer { words: words.to_owned(), to: to.to_owned(), line: number });
            } else {
                step.text.push_str(line);
                step.text.push('\n');
            }
        }
        for step in &mut script.steps {
            step.text = step.text.trim().to_owned();
        }
        (script, mistakes)
    }
}

/// The words of a heading of the second or third level.
fn heading(line: &str) -> Option<&str> {
    line.strip_prefix("## ").or_else(|| line.strip_prefix("### ")).map(str::trim)
}

/// A heading's title, key and ending.
type Marks<'a> = (&'a str, &'a str, Option<Ending>);

/// What a heading says; what is wrong with its marks; nothing where it has none.
fn marks(heading: &str) -> Option<Result<Marks<'_>, &str>> {
    let (title, inside) = heading.strip_suffix('}')?.rsplit_once('{').filter(|(_, inside)| inside.starts_with('#'))?;
    let mut words = inside[1..].split_whitespace();
    let key = words.next().unwrap_or_default();
    let ending = match words.next() {
        None => None,
        Some(mark) => match mark.strip_prefix('.').and_then(Ending::parse) {
            Some(ending) => Some(ending),
            None => return Some(Err(mark)),
        },
    };
    match words.next() {
        Some(more) => Some(Err(more)),
        None if !is_slug(key) => Some(Err(inside)),
        None => Some(Ok((title.trim(), key, ending))),
    }
}

/// The words of an answer, and where it leads: an item of a list that is a link to a step and nothing else.
fn answer(line: &str) -> Option<(&str, &str)> {
    let item = line.strip_prefix("- ").or_else(|| line.strip_prefix("* "))?.trim();
    let (words, to) = item.strip_prefix('[')?.strip_suffix(')')?.rsplit_once("](#")?;
    (!words.is_empty() && !words.contains("](")).then_some((words, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TALK: &str = "## 準備\n\n- [資料](/kits/a)\n\n## 受付で {#reception}\n\n> **自分** こんにちは。\n\n\
        - [「忙しい」](#later)\n- [つながった](#why)\n\n## 用件 {#why}\n\n3分だけです。\n\n### 補足\n\n- 一言添える\n\n\
        - [はい](#meeting)\n- [いいえ](#reception)\n\n## 約束 {#meeting .goal}\n\n日時を決める。\n\n## 改めて {#later .later}\n\nまた。\n\n\
        ## 切ったあと\n\n1. 記録する\n";

    #[test]
    fn headings_with_keys_are_steps_and_links_to_them_answers() {
        let script = Script::read(TALK);
        let keys: Vec<_> = script.steps.iter().map(|step| (step.key.as_str(), step.title.as_str(), step.ending)).collect();
        assert_eq!(
            keys,
            [
                ("reception", "受付で", None),
                ("why", "用件", None),
                ("meeting", "約束", Some(Ending::Goal)),
                ("later", "改めて", Some(Ending::Later)),
            ]
        );
        let why = script.step("why").unwrap();
        assert_eq!(why.text, "3分だけです。\n\n### 補足\n\n- 一言添える", "what hangs below a step belongs to it");
        let answers: Vec<_> = why.answers.iter().map(|answer| (answer.words.as_str(), answer.to.as_str())).collect();
        assert_eq!(answers, [("はい", "meeting"), ("いいえ", "reception")]);
        assert_eq!(script.step("later").unwrap().text, "また。", "a note is nobody's step");
        assert!(Script::without_marks(TALK).contains("\n## 改めて\n\nまた。"));
        assert_eq!(Script::mistakes(TALK), []);
        assert!(script.leads_to_goal("why") && !script.leads_to_goal("later"));
        assert_eq!(Script::mistakes("## A\n\n- [b](/kits/b)\n\n## {{customer}}\n"), [], "a script need not branch");
    }

    #[test]
    fn mistakes_name_their_line_and_step() {
        let body = "## A {#a}\n- [x](#b)\n- [y](#b)\n- [z](#nowhere)\n## B {#b}\nno answer\n## C {#c .no}\n- [a](#a)\n## A {#a .no}\n\
            ## D {#d .maybe}\n## E {#Ü}\n```\n## F {#f}\n```\n";
        let found: Vec<_> =
            Script::mistakes(body).into_iter().map(|mistake| (mistake.line, mistake.fault, mistake.name)).collect();
        let expected = [
            (3, ScriptFault::SameStep, "b"),
            (4, ScriptFault::UnknownStep, "nowhere"),
            (5, ScriptFault::EndWithoutClosing, "b"),
            (7, ScriptFault::NeverReached, "c"),
            (7, ScriptFault::GoesOn, "c"),
            (9, ScriptFault::StepTwice, "a"),
            (10, ScriptFault::UnknownMark, ".maybe"),
            (11, ScriptFault::UnknownMark, "#Ü"),
        ];
        assert_eq!(found, expected.map(|(line, fault, name)| (line, fault, name.to_owned())));
        let end = ScriptMistake { line: 5, fault: ScriptFault::EndWithoutClosing, name: "b".into() };
        assert_eq!(end.to_string(), "expected answers, or how the talk ends as {#b .goal}, .later or .no");
    }
}
