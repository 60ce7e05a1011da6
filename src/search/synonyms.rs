//! Words that mean the same for whoever searches, as the vendor writes them: a line a group, `案件 = 商談 = deal`.

use serde::{Deserialize, Serialize};

use crate::{
    failure::{Answer, Failure},
    time::Timestamp,
};

/// Words in a group, signs of a word and groups at most.
pub const GROUP_MAX: usize = 12;
pub const WORD_MAX: usize = 40;
pub const GROUPS_MAX: usize = 500;

/// The lines as the vendor left them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SynonymText {
    /// From 1; 0 before there was any.
    pub version: i64,
    pub text: String,
    /// Empty where nobody of the vendor wrote it.
    pub by: String,
    pub at: Timestamp,
}

impl Default for SynonymText {
    fn default() -> Self {
        Self { version: 0, text: String::new(), by: String::new(), at: Timestamp::EPOCH }
    }
}

/// `/console/synonyms`: all lines, on top of the version they were read from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SynonymsForm {
    pub version: String,
    pub text: String,
}

impl SynonymsForm {
    /// # Errors
    /// [`Failure::Malformed`]: no person types it.
    pub fn base(&self) -> Answer<i64> {
        self.version.parse().map_err(|_| Failure::Malformed)
    }
}

/// What is wrong with a line, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SynonymMistake {
    pub line: u32,
    pub wrong: Wrong,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// A word without another.
    Alone,
    TooManyWords,
    WordTooLong,
    /// One sign is in every second word.
    OneSign {
        word: String,
    },
    /// Nothing that is ever typed.
    NoWord {
        word: String,
    },
    /// Two lines with one word would be one group, and a chain of them a loop.
    Twice {
        word: String,
        line: u32,
    },
    TooManyGroups,
}

/// The groups of a text. Empty lines and those that begin with `#` are the writer's own. `key` is what is the same for two ways
/// to write one word.
///
/// # Errors
/// Every mistake, by line.
pub fn read_synonyms(text: &str, key: impl Fn(&str) -> String) -> Result<Vec<Vec<String>>, Vec<SynonymMistake>> {
    let mut mistakes = Vec::new();
    let mut groups: Vec<Vec<String>> = Vec::new();
    let mut seen: Vec<(String, u32)> = Vec::new();
    for (line, written) in group_lines(text) {
        let mut wrong = |wrong: Wrong| mistakes.push(SynonymMistake { line, wrong });
        let mut group: Vec<String> = Vec::new();
        let mut keys: Vec<String> = Vec::new();
        for word in words(written) {
            let own = key(word);
            if own.is_empty() {
                wrong(Wrong::NoWord { word: shown(word) });
            } else if own.chars().count() < 2 {
                wrong(Wrong::OneSign { word: shown(word) });
            } else if word.chars().count() > WORD_MAX {
                wrong(Wrong::WordTooLong);
            } else if let Some((_, line)) = seen.iter().find(|(other, _)| *other == own) {
                wrong(Wrong::Twice { word: word.to_owned(), line: *line });
            } else if !keys.contains(&own) {
                keys.push(own);
                group.push(word.to_owned());
            }
        }
        match group.len() {
            0 | 1 if !mistakes.iter().any(|mistake| mistake.line == line) => {
                mistakes.push(SynonymMistake { line, wrong: Wrong::Alone });
            }
            count if count > GROUP_MAX => mistakes.push(SynonymMistake { line, wrong: Wrong::TooManyWords }),
            _ => {}
        }
        seen.extend(keys.into_iter().map(|key| (key, line)));
        groups.push(group);
        if groups.len() > GROUPS_MAX {
            mistakes.push(SynonymMistake { line, wrong: Wrong::TooManyGroups });
            break;
        }
    }
    if mistakes.is_empty() { Ok(groups) } else { Err(mistakes) }
}

/// The lines that are no notes, from 1.
pub(super) fn group_lines(text: &str) -> impl Iterator<Item = (u32, &str)> {
    (1..).zip(text.lines().map(str::trim)).filter(|(_, line)| !line.is_empty() && !line.starts_with(['#', '＃']))
}

pub(super) fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(['=', '＝']).map(str::trim).filter(|word| !word.is_empty())
}

/// As much of a word as a message repeats.
fn shown(word: &str) -> String {
    word.chars().take(WORD_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<Vec<String>>, Vec<(u32, Wrong)>> {
        let key = |word: &str| word.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        read_synonyms(text, key).map_err(|all| all.into_iter().map(|one| (one.line, one.wrong)).collect())
    }

    #[test]
    fn lines_are_groups() {
        let text = "# ours\n\n 案件 = 商談 ＝ deal = Deal =\n見積=見積書\n";
        assert_eq!(read(text).unwrap(), [vec!["案件", "商談", "deal"], vec!["見積", "見積書"]]);
        assert!(read("").unwrap().is_empty());
    }

    #[test]
    fn what_cannot_be_meant_is_named_by_its_line() {
        let long = "長".repeat(41);
        let many = (0..13).map(|n| format!("w{n}")).collect::<Vec<_>>().join("=");
        for (text, line, wrong) in [
            ("案件", 1, Wrong::Alone),
            ("\n=\n", 2, Wrong::Alone),
            ("案件 = 案件", 1, Wrong::Alone),
            ("案件 = 商", 1, Wrong::OneSign { word: "商".into() }),
            ("案件 = 😀", 1, Wrong::NoWord { word: "😀".into() }),
            ("a1 = b1\nb1 = c1", 2, Wrong::Twice { word: "b1".into(), line: 1 }),
            (&format!("案件 = {long}"), 1, Wrong::WordTooLong),
            (&many, 1, Wrong::TooManyWords),
        ] {
            assert_eq!(read(text).unwrap_err(), [(line, wrong)], "{text}");
        }
        let endless = (0..600).map(|n| format!("a{n}=b{n}")).collect::<Vec<_>>().join("\n");
        assert_eq!(read(&endless).unwrap_err(), [(501, Wrong::TooManyGroups)]);
    }

    /// Each line is fine, together they go in a circle.
    #[test]
    fn a_loop_is_refused_where_it_closes() {
        let wrong = read("a1 = b1\nb1 = c1\nc1 = a1").unwrap_err();
        let lines: Vec<u32> = wrong.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [2, 3, 3], "{wrong:?}");
    }
}
