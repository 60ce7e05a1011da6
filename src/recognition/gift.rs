use serde::{Deserialize, Serialize};

use crate::{
    activity::closed_set,
    id::{ActivityId, CompanyId},
    time::Timestamp,
};

/// Where a gift is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GiftState {
    Planned,
    Sent,
    /// The company takes no gifts; the note of thanks reaches it all the same.
    Declined,
}

closed_set!(GiftState { Planned = "planned", Sent = "sent", Declined = "declined" });

impl GiftState {
    /// How a gift begins, or goes on when it is sent, at a company that takes gifts or not.
    pub const fn at(accepts: bool, sent: bool) -> Self {
        match (accepts, sent) {
            (false, _) => Self::Declined,
            (true, false) => Self::Planned,
            (true, true) => Self::Sent,
        }
    }
}

/// What gifts may be worth, in yen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GiftRules {
    pub mvp_yen: u32,
    pub award_yen: u32,
    /// More than this may not be entered.
    pub most_yen: u32,
}

impl Default for GiftRules {
    fn default() -> Self {
        Self { mvp_yen: 3_000, award_yen: 10_000, most_yen: 10_000 }
    }
}

/// A gift in the queue, or as its receiver sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiftLine {
    /// What it thanks for.
    pub activity: ActivityId,
    pub company: CompanyId,
    pub company_name: String,
    /// As the company has it now.
    pub accepts: bool,
    /// For the partner of a month; else for a yearly award.
    pub mvp: bool,
    /// Empty until somebody has written it.
    pub note: String,
    pub note_by: String,
    pub yen: i64,
    pub state: GiftState,
    pub planned_at: Timestamp,
    pub changed_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_takes_no_gifts_gets_the_note_alone() {
        assert_eq!(GiftState::at(false, false), GiftState::Declined);
        assert_eq!(GiftState::at(false, true), GiftState::Declined);
        assert_eq!((GiftState::at(true, false), GiftState::at(true, true)), (GiftState::Planned, GiftState::Sent));
    }
}
