//! Right or wrong, and why.

use serde::{Deserialize, Serialize};

use crate::publishing::{Question, QuestionKind};

/// In percent.
pub const PASS_MARK: u8 = 80;

/// Options counted from 0: the chosen ones ascending, or for an order question all of them in the order given.
pub type Given = Vec<usize>;

/// One answered question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Graded {
    pub right: bool,
    pub given: Given,
    /// Of a wrong answer only once the quiz is passed: to try again is to think again, not to copy.
    pub key: Option<Key>,
}

/// What is right, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    /// The right options; for an order question in their right order.
    pub correct: Given,
    pub because: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grade {
    pub questions: Vec<Graded>,
    pub right: u32,
    pub percent: u8,
    pub passed: bool,
}

impl Graded {
    /// Nothing is half right: the one option, exactly the set, exactly the sequence.
    pub fn of(question: &Question, given: &[usize], passed: bool) -> Self {
        let mut given = given.to_vec();
        if question.kind != QuestionKind::Order {
            given.sort_unstable();
            given.dedup();
        }
        let right = given == question.answer;
        let key = || Key { correct: question.answer.clone(), because: question.because.clone() };
        Self { right, given, key: (right || passed).then(key) }
    }
}

/// `pass_mark` is in percent. A question without an answer is wrong; a quiz without questions is passed. Who has passed it
/// `before` is told everything.
pub fn grade(quiz: &[Question], given: &[Given], pass_mark: u8, before: bool) -> Grade {
    let none = Given::new();
    let answers = given.iter().chain(std::iter::repeat(&none));
    let graded = |known: bool| -> Vec<Graded> {
        quiz.iter().zip(answers.clone()).map(|(question, given)| Graded::of(question, given, known)).collect()
    };
    let questions = graded(before);
    let right = questions.iter().filter(|graded| graded.right).count();
    let percent = (right * 100).checked_div(questions.len()).unwrap_or(100);
    // Of whole answers, so that rounding never fails or passes anybody.
    let passed = right * 100 >= usize::from(pass_mark) * questions.len();
    Grade {
        right: u32::try_from(right).unwrap_or(u32::MAX),
        percent: u8::try_from(percent).unwrap_or(100),
        questions: if passed && !before { graded(true) } else { questions },
        passed,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub fn question(kind: QuestionKind, answer: &[usize]) -> Question {
        let options = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
        Question { kind, ask: "?".into(), options, answer: answer.to_vec(), because: "so".into() }
    }

    #[test]
    fn only_the_whole_answer_is_right() {
        use QuestionKind::{Multiple, Order, Single};
        let cases: [(QuestionKind, &[usize], &[usize], bool); 11] = [
            (Single, &[1], &[1], true),
            (Single, &[1], &[2], false),
            (Single, &[1], &[], false),
            (Single, &[1], &[1, 2], false),
            (Multiple, &[0, 2], &[2, 0], true),
            (Multiple, &[0, 2], &[0], false),
            (Multiple, &[0, 2], &[0, 1, 2], false),
            (Multiple, &[0, 2], &[0, 2, 2], true),
            (Order, &[2, 0, 1, 3], &[2, 0, 1, 3], true),
            (Order, &[2, 0, 1, 3], &[0, 1, 2, 3], false),
            (Order, &[2, 0, 1, 3], &[2, 0, 1], false),
        ];
        for (kind, answer, given, right) in cases {
            let graded = Graded::of(&question(kind, answer), given, false);
            assert_eq!((graded.right, graded.key.is_some()), (right, right), "{kind:?} {given:?}");
            let told = Graded::of(&question(kind, answer), given, true);
            assert_eq!(told.key, Some(Key { correct: answer.to_vec(), because: "so".into() }));
        }
    }

    #[test]
    fn the_pass_mark_counts_whole_answers() {
        // questions, right ones, pass mark, percent, passed
        let cases = [
            (5, 4, 80, 80, true),
            (5, 3, 80, 60, false),
            (3, 2, 80, 66, false),
            (3, 2, 67, 66, false),
            (3, 2, 66, 66, true),
            (1, 1, 100, 100, true),
            (1, 0, 0, 0, true),
            (0, 0, 80, 100, true),
        ];
        for (questions, right, mark, percent, passed) in cases {
            let quiz = vec![question(QuestionKind::Single, &[0]); questions];
            let given = vec![vec![0]; right];
            let grade = grade(&quiz, &given, mark, false);
            assert_eq!((grade.percent, grade.passed), (percent, passed), "{right} of {questions} at {mark}");
            assert_eq!((grade.right as usize, grade.questions.len()), (right, questions));
            let told = grade.questions.iter().filter(|graded| graded.key.is_some()).count();
            assert_eq!(told, if passed { questions } else { right }, "what is wrong stays open until the quiz is passed");
        }
    }
}
