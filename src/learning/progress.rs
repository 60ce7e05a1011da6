//! How far one person is with one lesson. Devices report in any order, some of them late, so nothing here goes backwards.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::{
    completion::{Completion, LessonState},
    form::LessonKey,
    grading::{Given, Grade},
};
use crate::{
    id::{RevisionId, UserId},
    time::Timestamp,
};

/// Who has seen this much has read to the end; the last lines are links.
pub const READ_AT_PERCENT: u8 = 95;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressRecord {
    pub user: UserId,
    pub lesson: LessonKey,
    pub begun_at: Timestamp,
    /// When the lesson was last looked at.
    pub seen_at: Timestamp,
    /// 0 to 100.
    pub position_percent: u8,
    pub read_at: Option<Timestamp>,
    pub best_score: Option<u8>,
    pub passed_at: Option<Timestamp>,
    pub completed_at: Option<Timestamp>,
    /// The latest attempt at the quiz, which the page shows.
    pub attempt: Option<Attempt>,
}

/// One answering of a quiz.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    pub at: Timestamp,
    /// The text that was on the screen; a later edition may ask something else.
    pub revision: RevisionId,
    pub given: Vec<Given>,
}

impl ProgressRecord {
    pub const fn new(user: UserId, lesson: LessonKey, at: Timestamp) -> Self {
        Self {
            user,
            lesson,
            begun_at: at,
            seen_at: at,
            position_percent: 0,
            read_at: None,
            best_score: None,
            passed_at: None,
            completed_at: None,
            attempt: None,
        }
    }

    pub fn reach(&mut self, percent: u8, at: Timestamp) {
        self.position_percent = self.position_percent.max(percent.min(100));
        if self.position_percent >= READ_AT_PERCENT {
            self.read_at = earliest(self.read_at, Some(at));
        }
    }

    pub fn read(&mut self, at: Timestamp) {
        self.reach(100, at);
    }

    pub fn answer(&mut self, attempt: Attempt, grade: &Grade) {
        self.best_score = self.best_score.max(Some(grade.percent));
        if grade.passed {
            self.passed_at = earliest(self.passed_at, Some(attempt.at));
        }
        self.attempt = latest(self.attempt.take(), Some(attempt));
    }

    pub const fn completion(&self, has_quiz: bool) -> Completion {
        Completion { read: self.read_at.is_some(), quiz_needed: has_quiz, quiz_passed: self.passed_at.is_some() }
    }

    /// Notes the completion. `true` when this is the moment at which the lesson was completed, and points are due; a lesson
    /// stays completed when its text changes or grows a quiz.
    pub fn settle(&mut self, has_quiz: bool, at: Timestamp) -> bool {
        let now = self.completed_at.is_none() && self.completion(has_quiz).is_complete();
        if now {
            self.completed_at = Some(at);
        }
        now
    }

    pub const fn state(&self) -> LessonState {
        if self.completed_at.is_some() { LessonState::Completed } else { LessonState::Started { percent: self.position_percent } }
    }

    /// Both records of one person and lesson in one; in whichever order they meet, the result is the same.
    #[must_use]
    pub fn absorb(self, other: Self) -> Self {
        Self {
            begun_at: self.begun_at.min(other.begun_at),
            seen_at: self.seen_at.max(other.seen_at),
            position_percent: self.position_percent.max(other.position_percent),
            read_at: earliest(self.read_at, other.read_at),
            best_score: self.best_score.max(other.best_score),
            passed_at: earliest(self.passed_at, other.passed_at),
            completed_at: earliest(self.completed_at, other.completed_at),
            attempt: latest(self.attempt, other.attempt),
            ..self
        }
    }
}

/// What was reached once was reached the first time.
fn earliest(a: Option<Timestamp>, b: Option<Timestamp>) -> Option<Timestamp> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// At the same moment the attempts themselves decide, so that the order of meeting does not.
fn latest(a: Option<Attempt>, b: Option<Attempt>) -> Option<Attempt> {
    a.into_iter().chain(b).min_by_key(|attempt| Reverse((attempt.at, attempt.revision, attempt.given.clone())))
}

#[cfg(test)]
mod tests {
    use super::super::grading::{grade, tests::question};
    use super::*;
    use crate::{id::Id, publishing::QuestionKind};

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_seconds(seconds)
    }

    fn empty() -> ProgressRecord {
        let lesson = LessonKey { module: "demo".into(), lesson: "fifteen".into() };
        ProgressRecord::new(Id::new(at(0), [1; 10]), lesson, at(0))
    }

    fn answered(option: usize, seconds: i64) -> ProgressRecord {
        let mut record = empty();
        let attempt = Attempt { at: at(seconds), revision: Id::new(at(0), [2; 10]), given: vec![vec![option]] };
        let grade = grade(&[question(QuestionKind::Single, &[0])], &attempt.given, 80, false);
        record.answer(attempt, &grade);
        record
    }

    #[test]
    fn a_position_never_goes_back() {
        let cases: [(&[u8], u8, bool); 5] =
            [(&[10, 40, 20], 40, false), (&[94], 94, false), (&[95], 95, true), (&[100, 3], 100, true), (&[200], 100, true)];
        for (reached, percent, read) in cases {
            let mut record = empty();
            for (percent, seconds) in reached.iter().zip(1..) {
                record.reach(*percent, at(seconds));
            }
            assert_eq!((record.position_percent, record.read_at.is_some()), (percent, read), "{reached:?}");
        }
    }

    #[test]
    fn a_lesson_is_completed_once() {
        let mut record = answered(0, 5);
        assert!(!record.settle(true, at(5)), "not read yet");
        record.read(at(6));
        assert!(record.settle(true, at(6)));
        assert!(!record.settle(true, at(7)), "no points twice");
        assert_eq!(record.completed_at, Some(at(6)));

        let mut without_quiz = empty();
        without_quiz.read(at(1));
        assert!(without_quiz.settle(false, at(1)));
        assert!(!without_quiz.settle(true, at(2)));
        assert_eq!(without_quiz.state(), LessonState::Completed, "a quiz added later takes nothing away");
    }

    #[test]
    fn a_worse_attempt_is_shown_but_takes_nothing_away() {
        let record = answered(0, 1).absorb(answered(1, 2));
        assert_eq!((record.best_score, record.passed_at), (Some(100), Some(at(1))));
        assert_eq!(record.attempt.map(|a| a.given), Some(vec![vec![1]]));
    }

    #[test]
    fn devices_may_meet_in_any_order() {
        let mut read = empty();
        read.read(at(9));
        let mut begun = empty();
        begun.reach(30, at(3));
        let mut done = answered(0, 4);
        done.read(at(5));
        done.settle(true, at(5));
        let records = [empty(), begun, read, answered(1, 4), answered(0, 4), answered(2, 8), done];
        for a in &records {
            assert_eq!(a.clone().absorb(a.clone()), *a, "twice is once");
            for b in &records {
                let ab = a.clone().absorb(b.clone());
                assert_eq!(ab, b.clone().absorb(a.clone()), "order");
                assert!(ab.position_percent >= a.position_percent && ab.best_score >= a.best_score);
                assert!(ab.completed_at.is_some() || a.completed_at.is_none());
                for c in &records {
                    let left = ab.clone().absorb(c.clone());
                    assert_eq!(left, a.clone().absorb(b.clone().absorb(c.clone())), "grouping");
                }
            }
        }
    }
}
