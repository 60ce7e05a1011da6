//! A question of a quiz as its author wrote it. Holds the answers, so it never reaches a learner: [`crate::learning`] shows it.

use serde::{Deserialize, Serialize};

use super::front_matter::QuestionKeys;
use crate::{
    activity::closed_set,
    failure::{Problem, Reading},
};

pub const QUESTIONS_MAX: usize = 5;
pub const OPTIONS_MAX: usize = 10;
const TEXT_MAX: u32 = 500;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// One option is right.
    Single,
    /// Exactly these options are right.
    Multiple,
    /// All options, in their right order.
    Order,
}

closed_set!(QuestionKind { Single = "single", Multiple = "multiple", Order = "order" });

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    pub kind: QuestionKind,
    pub ask: String,
    pub options: Vec<String>,
    /// Options counted from 0; for [`QuestionKind::Order`] in their right order, else ascending.
    pub answer: Vec<usize>,
    /// Shown after answering, right or wrong.
    pub because: String,
}

impl Question {
    /// The typed question, or `None` with its mistakes noted below `key`.
    pub(super) fn read(keys: &QuestionKeys, key: &str, reading: &mut Reading) -> Option<Self> {
        let kind = reading.choice(&format!("{key}.kind"), &keys.kind, QuestionKind::parse);
        let ask = reading.required(&format!("{key}.ask"), &keys.ask, TEXT_MAX);
        let because = reading.required(&format!("{key}.because"), &keys.because, TEXT_MAX);
        let options = options(&keys.options, &format!("{key}.options"), reading);
        let answer = answer(kind?, &keys.answer, options.len());
        let answer = reading.or(&format!("{key}.answer"), answer, Problem::NotOffered);
        Some(Self { kind: kind?, ask, options, answer: answer?, because })
    }
}

fn options(texts: &[String], key: &str, reading: &mut Reading) -> Vec<String> {
    let options: Vec<String> = texts.iter().map(|text| reading.required(key, text, TEXT_MAX)).collect();
    if options.len() < 2 || options.len() > OPTIONS_MAX {
        reading.errors.add(key, Problem::OutOfRange { min: 2, max: 10 });
    }
    if options.iter().enumerate().any(|(i, option)| options[..i].contains(option)) {
        reading.errors.add(key, Problem::AlreadyTaken);
    }
    options
}

/// Authors count from 1.
fn answer(kind: QuestionKind, numbers: &[u32], options: usize) -> Option<Vec<usize>> {
    let mut answer = Vec::with_capacity(numbers.len());
    for number in numbers {
        let index = usize::try_from(*number).ok()?.checked_sub(1).filter(|index| *index < options)?;
        if answer.contains(&index) {
            return None;
        }
        answer.push(index);
    }
    let complete = match kind {
        QuestionKind::Single => answer.len() == 1,
        QuestionKind::Multiple => !answer.is_empty(),
        QuestionKind::Order => answer.len() == options,
    };
    if kind == QuestionKind::Multiple {
        answer.sort_unstable();
    }
    complete.then_some(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_fit_their_kind() {
        use QuestionKind::{Multiple, Order, Single};
        type Case<'a> = (QuestionKind, &'a [u32], Option<&'a [usize]>);
        let cases: [Case; 10] = [
            (Single, &[2], Some(&[1])),
            (Single, &[], None),
            (Single, &[1, 2], None),
            (Single, &[0], None),
            (Single, &[4], None),
            (Multiple, &[3, 1], Some(&[0, 2])),
            (Multiple, &[1, 1], None),
            (Order, &[3, 1, 2], Some(&[2, 0, 1])),
            (Order, &[3, 1], None),
            (Order, &[1, 1, 2], None),
        ];
        for (kind, numbers, expected) in cases {
            assert_eq!(answer(kind, numbers, 3).as_deref(), expected, "{kind:?} {numbers:?}");
        }
    }
}
