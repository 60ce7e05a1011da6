//! When a lesson and a module are finished.

use serde::{Deserialize, Serialize};

use crate::activity::closed_set;

/// Read to the end, which every lesson needs, and the quiz passed where there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completion {
    pub read: bool,
    pub quiz_needed: bool,
    pub quiz_passed: bool,
}

/// What a lesson still needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    Read,
    Quiz,
}

closed_set!(Missing { Read = "read", Quiz = "quiz" });

impl Completion {
    pub fn missing(&self) -> Vec<Missing> {
        let mut missing = Vec::new();
        if !self.read {
            missing.push(Missing::Read);
        }
        if self.quiz_needed && !self.quiz_passed {
            missing.push(Missing::Quiz);
        }
        missing
    }

    pub fn is_complete(&self) -> bool {
        self.missing().is_empty()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LessonState {
    New,
    Started { percent: u8 },
    Completed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ModuleState {
    New,
    Started,
    Completed,
}

closed_set!(ModuleState { New = "new", Started = "started", Completed = "completed" });

/// How far a module is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub done: u32,
    pub total: u32,
    /// A lesson was begun, finished or not.
    pub begun: bool,
}

impl Tally {
    pub fn of(lessons: impl IntoIterator<Item = LessonState>) -> Self {
        let mut tally = Self::default();
        for state in lessons {
            tally.total += 1;
            tally.done += u32::from(state == LessonState::Completed);
            tally.begun |= state != LessonState::New;
        }
        tally
    }

    /// A module without lessons is not finished by anybody.
    pub const fn state(self) -> ModuleState {
        if self.total > 0 && self.done >= self.total {
            ModuleState::Completed
        } else if self.begun {
            ModuleState::Started
        } else {
            ModuleState::New
        }
    }

    pub fn percent(self) -> u8 {
        u8::try_from(u64::from(self.done) * 100 / u64::from(self.total.max(1))).unwrap_or(100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named() {
        // read, quiz needed, quiz passed
        let cases: [(bool, bool, bool, &[Missing]); 6] = [
            (false, false, false, &[Missing::Read]),
            (true, false, false, &[]),
            (false, true, false, &[Missing::Read, Missing::Quiz]),
            (true, true, false, &[Missing::Quiz]),
            (false, true, true, &[Missing::Read]),
            (true, true, true, &[]),
        ];
        for (read, quiz_needed, quiz_passed, missing) in cases {
            let completion = Completion { read, quiz_needed, quiz_passed };
            assert_eq!(completion.missing(), missing, "{completion:?}");
            assert_eq!(completion.is_complete(), missing.is_empty());
        }
    }

    #[test]
    fn a_module_is_complete_when_all_its_lessons_are() {
        use LessonState::{Completed, New, Started};
        let cases: [(&[LessonState], ModuleState, u8); 5] = [
            (&[], ModuleState::New, 0),
            (&[New, New], ModuleState::New, 0),
            (&[Started { percent: 5 }, New], ModuleState::Started, 0),
            (&[Completed, New, New], ModuleState::Started, 33),
            (&[Completed, Completed], ModuleState::Completed, 100),
        ];
        for (lessons, state, percent) in cases {
            let tally = Tally::of(lessons.iter().copied());
            assert_eq!((tally.state(), tally.percent()), (state, percent), "{lessons:?}");
        }
    }
}
