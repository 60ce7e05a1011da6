//! Where a registration is on its way, who has the ball, until when, and what happens if they drop it. Closed data only: the
//! screens word it, and no text of a person gets in.

use serde::{Deserialize, Serialize};

use super::{DealRegistration, RegistrationStatus, StatusKey};
use crate::time::Timestamp;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealPath {
    /// In this order: submitted, review, further approvals where they are needed, protected, won.
    pub steps: Vec<PathStep>,
    /// `None` when the deal has ended.
    pub ball: Option<Ball>,
    pub due: Option<Due>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PathStep {
    pub stop: Stop,
    pub state: StepState,
    /// When it was reached, as far as it was.
    pub at: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stop {
    Submitted,
    Review,
    /// The yes of the second person, or of a later one.
    Approval {
        number: u8,
    },
    /// Approved and protected.
    Protected,
    Won,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    Done,
    Here,
    Ahead,
    /// The way ended here without an order.
    Ended,
}

/// Who has the next move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ball {
    Partner,
    Vendor,
}

/// A time somebody is held to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    pub at: Timestamp,
    pub overdue: bool,
    pub what: Promise,
    pub if_missed: IfMissed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Promise {
    /// By the vendor: a person has looked.
    FirstResponse,
    /// By the vendor: yes or no.
    Decision,
    /// By the partner: the order, while it is protected.
    Order,
    /// By the vendor: whether the protection lasts longer.
    Extension,
    /// By the vendor: whether a joint visit took place.
    VisitAnswer,
    /// By the vendor: when it comes along.
    VisitTimes,
    /// By the vendor: a step of a first order's board.
    BoardStep,
    /// By the vendor: an answer to a question.
    Answer,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IfMissed {
    /// The partner gets `points`, and the reviewer's lead hears of it.
    Compensated {
        points: i64,
    },
    ProtectionEnds,
}

impl DealPath {
    /// `late_points`: what the programme gives a partner for a late review; `people`: how many must say yes.
    pub fn of(deal: &DealRegistration, now: Timestamp, late_points: i64, people: u8) -> Self {
        use StepState::{Ahead, Done, Ended, Here};
        let approved_at = deal.status.approval().map(|approval| approval.at);
        let states = match deal.status.key() {
            StatusKey::Submitted => [Here, Ahead, Ahead, Ahead],
            StatusKey::InReview | StatusKey::NeedsInfo => [Done, Here, Ahead, Ahead],
            StatusKey::Rejected | StatusKey::Conflicted => [Done, Ended, Ahead, Ahead],
            StatusKey::Withdrawn if approved_at.is_none() => [Ended, Ahead, Ahead, Ahead],
            StatusKey::Approved => [Done, Done, Here, Ahead],
            StatusKey::Lost | StatusKey::Expired | StatusKey::Released | StatusKey::Withdrawn => [Done, Done, Ended, Ahead],
            StatusKey::Won => [Done; 4],
        };
        let reviewed_at = match &deal.status {
            RegistrationStatus::InReview { since: at, .. } | RegistrationStatus::NeedsInfo { at, .. } => Some(*at),
            other => other.decision().map(|(_, at)| at),
        };
        let won_at = deal.status.ended_at().filter(|_| deal.status.key() == StatusKey::Won);
        let step = |stop, state, at| PathStep { stop, state, at };
        let [submitted, review, protected, won] = states;
        let given = deal.status.given();
        let mut steps = vec![step(Stop::Submitted, submitted, Some(deal.submitted_at))];
        // Each of several people is a step of the way; what one yes has decided stays one step.
        let asked = if approved_at.is_some() { given.len() + 1 } else { usize::from(people.max(1)) };
        for number in 1..=asked {
            let stop =
                if number == 1 { Stop::Review } else { Stop::Approval { number: u8::try_from(number).unwrap_or(u8::MAX) } };
            let (state, at) = match (given.get(number - 1), review) {
                (Some(yes), _) => (Done, Some(yes.at)),
                (None, Here | Ended) if number > given.len() + 1 => (Ahead, None),
                (None, state) => (state, reviewed_at),
            };
            steps.push(step(stop, state, at));
        }
        steps.push(step(Stop::Protected, protected, approved_at));
        steps.push(step(Stop::Won, won, won_at));
        Self {
            steps,
            ball: if deal.asked().is_some() { Some(Ball::Vendor) } else { Ball::of(deal.status.key()) },
            due: due(deal, now, late_points),
        }
    }
}

impl Ball {
    pub const fn of(status: StatusKey) -> Option<Self> {
        match status {
            StatusKey::Submitted | StatusKey::InReview => Some(Self::Vendor),
            StatusKey::NeedsInfo | StatusKey::Approved => Some(Self::Partner),
            _ => None,
        }
    }
}

fn due(deal: &DealRegistration, now: Timestamp, late_points: i64) -> Option<Due> {
    // A correction has no date: the vendor's clock stands still until it comes.
    let (what, at, if_missed) = match (deal.promise(), &deal.status) {
        (Some((promise, at)), _) => (promise, at, IfMissed::Compensated { points: late_points }),
        (None, RegistrationStatus::Approved { approval }) => {
            (Promise::Order, approval.protection.expires_at(), IfMissed::ProtectionEnds)
        }
        (None, _) => return None,
    };
    Some(Due { at, overdue: at < now, what, if_missed })
}
