//! What may be done about a question, by whom and when: one table.

use serde::{Deserialize, Serialize};

use super::PagePath;
use crate::{
    activity::closed_set,
    goals::Side,
    id::{CompanyId, DocumentId, PostId, QuestionId, UserId},
    programme::BusinessCalendar,
    time::Timestamp,
};

/// Whoever has the turn is reminded when so much of the promised time is over.
const REMIND_PERCENT: u8 = 75;

/// How far a question has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionState {
    /// Waits for the vendor.
    Asked,
    /// Waits for whoever asked: solved, or not yet.
    Answered,
    Solved,
    /// Nobody needs the answer any more.
    Withdrawn,
}

closed_set!(QuestionState { Asked = "asked", Answered = "answered", Solved = "solved", Withdrawn = "withdrawn" });

/// What somebody is to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reader {
    Asker,
    /// Of the same company.
    Colleague,
    Vendor,
}

impl Reader {
    pub const fn side(self) -> Side {
        match self {
            Self::Asker | Self::Colleague => Side::Partner,
            Self::Vendor => Side::Vendor,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionAction {
    Answer,
    /// More words by whoever asked.
    FollowUp,
    /// An answer solved it.
    Accept,
    Withdraw,
    /// Another person of the vendor answers.
    Take,
    /// A draft among the frequent questions.
    MakeFaq,
}

impl QuestionAction {
    pub const ALL: [Self; 6] = [Self::Answer, Self::FollowUp, Self::Accept, Self::Withdraw, Self::Take, Self::MakeFaq];
}

/// What people are told of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionNews {
    Asked,
    FollowedUp,
    Answered,
    /// A colleague has answered; the vendor's clock runs on.
    ColleagueAnswered,
    /// What one answered has solved it.
    Accepted,
    /// The promised time is nearly over.
    DueSoon,
    /// It is overdue and has become one's own.
    Escalated,
}

closed_set!(QuestionNews {
    Asked = "asked",
    FollowedUp = "followed_up",
    Answered = "answered",
    ColleagueAnswered = "colleague_answered",
    Accepted = "accepted",
    DueSoon = "due_soon",
    Escalated = "escalated",
});

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PostKind {
    /// By whoever asked.
    Words,
    Answer,
}

/// What was written under a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    pub id: PostId,
    pub kind: PostKind,
    pub side: Side,
    pub by: UserId,
    pub at: Timestamp,
    pub text: String,
}

/// What time has already brought about in the vendor's present turn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Noted {
    pub reminded: bool,
    pub late: bool,
    pub escalated: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub id: QuestionId,
    pub company: CompanyId,
    /// Whose question it is; another person's once the one who asked has left.
    pub asker: UserId,
    pub asked_at: Timestamp,
    /// By its key; one that the programme no longer has is nobody's.
    pub topic: String,
    pub title: String,
    /// The page from which it was asked.
    pub page: Option<PagePath>,
    /// Grows with every change: nobody changes what somebody else has changed meanwhile.
    pub version: i64,
    pub state: QuestionState,
    /// Whose turn it is at the vendor.
    pub holder: Option<UserId>,
    pub stands_in: bool,
    /// The vendor's turn that runs, or was the last.
    pub since: Timestamp,
    pub due: Timestamp,
    pub moved_at: Timestamp,
    pub noted: Noted,
    pub accepted: Option<PostId>,
    pub faq: Option<DocumentId>,
}

/// Deny by default: what is not listed may not be done.
pub const fn allows(state: QuestionState, action: QuestionAction, by: Reader) -> bool {
    use QuestionAction as A;
    use QuestionState as S;
    match (state, by) {
        (S::Asked, Reader::Asker) => matches!(action, A::FollowUp | A::Accept | A::Withdraw),
        (S::Answered, Reader::Asker) => matches!(action, A::FollowUp | A::Accept),
        (S::Asked | S::Answered, Reader::Colleague) => matches!(action, A::Answer),
        (S::Asked, Reader::Vendor) => matches!(action, A::Answer | A::Take),
        (S::Answered, Reader::Vendor) => matches!(action, A::Answer | A::MakeFaq),
        (S::Solved, Reader::Vendor) => matches!(action, A::MakeFaq),
        (S::Solved | S::Withdrawn, _) => false,
    }
}

impl Question {
    pub fn reader(&self, user: UserId, side: Side) -> Reader {
        match side {
            Side::Vendor => Reader::Vendor,
            Side::Partner if self.asker == user => Reader::Asker,
            Side::Partner => Reader::Colleague,
        }
    }

    pub fn is_late(&self, now: Timestamp) -> bool {
        self.state == QuestionState::Asked && now > self.due
    }

    /// What time has brought about by now: a reminder when three quarters of the promised time are over, lateness after it, and
    /// another person's turn `after` business days later, where the programme says so.
    pub fn aged(&self, calendar: &BusinessCalendar, after: u16, now: Timestamp) -> Noted {
        if self.state != QuestionState::Asked {
            return self.noted;
        }
        let late = now > self.due;
        Noted {
            reminded: self.noted.reminded || calendar.elapsed_percent(self.since, self.due, now) >= REMIND_PERCENT,
            late: self.noted.late || late,
            escalated: self.noted.escalated || (after > 0 && late && calendar.add_business_days(self.due, after) < now),
        }
    }

    /// Begins a turn of the vendor.
    pub fn begin_turn(&mut self, holder: Option<UserId>, stands_in: bool, since: Timestamp, due: Timestamp) {
        (self.state, self.moved_at, self.noted) = (QuestionState::Asked, since, Noted::default());
        (self.holder, self.stands_in, self.since, self.due) = (holder, stands_in, since, due);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{id::Id, programme::sample, time::Day};

    #[test]
    fn time_reminds_then_is_late_then_calls_somebody_else() {
        let calendar = sample::programme().calendar;
        let at = |text: &str, minute: u16| text.parse::<Day>().expect("day").at_minute(minute);
        let (since, due) = (at("2026-11-25", 600), at("2026-11-26", 600));
        let question = Question {
            id: Id::new(Timestamp::EPOCH, [1; 10]),
            company: Id::new(Timestamp::EPOCH, [2; 10]),
            asker: Id::new(Timestamp::EPOCH, [3; 10]),
            asked_at: since,
            topic: "deals".into(),
            title: "保護期間は？".into(),
            page: None,
            version: 0,
            state: QuestionState::Asked,
            holder: None,
            stands_in: false,
            since,
            due,
            moved_at: since,
            noted: Noted::default(),
            accepted: None,
            faq: None,
        };
        for (now, after, reminded, late, escalated) in [
            (at("2026-11-25", 700), 1, false, false, false),
            (at("2026-11-25", 1_070), 1, true, false, false),
            (at("2026-11-26", 601), 1, true, true, false),
            (at("2026-11-27", 601), 1, true, true, true),
            (at("2026-11-27", 601), 0, true, true, false),
        ] {
            let noted = Noted { reminded, late, escalated };
            assert_eq!(question.aged(&calendar, after, now), noted, "{now:?} {after}");
            let answered = Question { state: QuestionState::Answered, ..question.clone() };
            assert_eq!(answered.aged(&calendar, after, now), Noted::default(), "nobody waits");
        }
    }

    #[test]
    fn every_state_allows_each_reader_exactly_this() {
        use QuestionAction::{Accept, Answer, FollowUp, MakeFaq, Take, Withdraw};
        use QuestionState as S;
        type May = &'static [QuestionAction];
        let table: [(S, May, May, May); 4] = [
            (S::Asked, &[FollowUp, Accept, Withdraw], &[Answer], &[Answer, Take]),
            (S::Answered, &[FollowUp, Accept], &[Answer], &[Answer, MakeFaq]),
            (S::Solved, &[], &[], &[MakeFaq]),
            (S::Withdrawn, &[], &[], &[]),
        ];
        assert_eq!(table.map(|row| row.0).as_slice(), S::ALL);
        for (state, asker, colleague, vendor) in table {
            for (reader, may) in [(Reader::Asker, asker), (Reader::Colleague, colleague), (Reader::Vendor, vendor)] {
                for action in QuestionAction::ALL {
                    assert_eq!(allows(state, action, reader), may.contains(&action), "{state:?} {reader:?} {action:?}");
                }
            }
        }
    }
}
