use serde::{Deserialize, Serialize};

use super::{AwardShown, GiftLine, MvpLine, MvpProposal, Reason, SelfNaming, StepKind};
use crate::{
    id::{CompanyId, SmallStepId, UserId},
    lang::Lang,
    leaderboards::AgeBand,
    percent::percent,
    time::{Day, MonthKey, Timestamp},
};

/// `/recognition`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecognitionSheet {
    /// The newest first; what there is to see of the hall of fame.
    pub mvps: Vec<MvpShown>,
    /// Of all years, the newest first.
    pub awards: Vec<AwardShown>,
    /// What the vendor sends the own company.
    pub gifts: Vec<GiftLine>,
    /// For partners, as long as the programme has awards.
    pub naming: Option<SelfNaming>,
    /// Thanks for one's company, or for oneself at the vendor; the newest first.
    pub received: Vec<KudosLine>,
    /// One's own, the newest first.
    pub given: Vec<KudosLine>,
    /// How many thanks are left this month, of how many.
    pub left: u32,
    pub quota: u32,
    pub whom: Vec<Whom>,
    /// Whose people the vendor's person chooses from; none for colleagues.
    pub company: Option<String>,
    /// For the form that gives thanks.
    pub key: String,
    pub today: Day,
}

/// Somebody who may be thanked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whom {
    pub id: UserId,
    pub name: String,
    /// A colleague; else of the other side.
    pub colleague: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KudosLine {
    pub at: Timestamp,
    pub from: String,
    /// None: of the vendor.
    pub from_company: Option<String>,
    pub to: String,
    pub to_company: Option<String>,
    pub to_me: bool,
    pub text: String,
}

/// A partner of the month, as the reader may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MvpShown {
    pub month: MonthKey,
    /// None: prefers not to be named.
    pub name: Option<String>,
    pub own: bool,
    pub band: AgeBand,
    pub with_everyone: bool,
    pub reasons: Vec<Reason>,
    /// In a manager's words, where it was not the first of the proposal.
    pub reason: Option<String>,
}

/// `/console/recognition`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecognitionDesk {
    /// The finished months one may look at, the newest first, with whether they are decided.
    pub months: Vec<(MonthKey, bool)>,
    pub month: MonthKey,
    pub proposal: MvpProposal,
    pub confirmed: Option<MvpConfirmed>,
    /// What each board weighs, in percent of all.
    pub weights: Vec<(crate::leaderboards::Measure, u32)>,
    pub least_cohort: u32,
    pub cooldown_months: u32,
    /// Wait for a word, the oldest first.
    pub steps: Vec<StepLine>,
    pub effect: Effect,
    pub today: Day,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MvpConfirmed {
    pub line: MvpLine,
    pub by: String,
    pub at: Timestamp,
    pub reason: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepLine {
    pub id: SmallStepId,
    pub company: CompanyId,
    pub company_name: String,
    pub person: String,
    /// Which language the person reads.
    pub lang: Lang,
    pub kind: StepKind,
    pub number: u32,
    pub at: Timestamp,
    /// The last day on which a word is in time.
    pub until: Day,
}

/// Whether praise moved anybody: of those with a small step, who was active again within some days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effect {
    pub days: u32,
    pub praised: Share,
    pub unpraised: Share,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    pub active: u32,
    pub of: u32,
}

/// With fewer on either side, a difference says nothing.
const ENOUGH: u32 = 20;

impl Share {
    pub fn percent(self) -> Option<u32> {
        percent(self.active, self.of)
    }
}

impl Effect {
    /// Both sides are large enough to be compared.
    pub const fn says_something(&self) -> bool {
        self.praised.of >= ENOUGH && self.unpraised.of >= ENOUGH
    }
}

/// What the first page tells a partner: a word of praise that has come, and who is the partner of the month.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomePraise {
    pub kudos: Option<KudosLine>,
    pub mvp: Option<MvpShown>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_nobody_is_none() {
        assert_eq!(Share::default().percent(), None);
        assert_eq!(Share { active: 2, of: 3 }.percent(), Some(67));
        let effect = |praised, unpraised| Effect {
            days: 14,
            praised: Share { active: 0, of: praised },
            unpraised: Share { active: 0, of: unpraised },
        };
        assert!(effect(20, 20).says_something() && !effect(200, 19).says_something());
    }
}
