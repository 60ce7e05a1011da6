//! Who inside a company does what with a deal. The whole company sees its deals, so that nobody calls a customer twice; what is
//! noted and filed of one is between those who work on it.

use super::{DealAction, DealRegistration};
use crate::{caller::Role, id::UserId};

/// What somebody of the company has to do with a deal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DealPart {
    pub owner: bool,
    /// The owner or a lead has put them on it.
    pub colleague: bool,
    pub lead: bool,
}

/// What is done with a deal inside its company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DealWork {
    /// Sees that it is there, and where it stands.
    See,
    /// Moves it on, plans the next step, answers what the vendor asks.
    Advance,
    /// Reads and writes notes and files.
    Note,
    /// Decides for the company: order or loss, more time, an appeal, who works on it.
    Decide,
}

impl DealWork {
    pub const ALL: [Self; 4] = [Self::See, Self::Advance, Self::Note, Self::Decide];
}

impl DealPart {
    /// `colleague`: is on the deal's list of colleagues.
    pub fn of(deal: &DealRegistration, user: UserId, role: Role, colleague: bool) -> Self {
        Self { owner: deal.owner == user, colleague, lead: role == Role::PartnerLead }
    }

    /// Deny by default: what is not listed is not allowed.
    pub const fn may(self, work: DealWork) -> bool {
        match work {
            DealWork::See => true,
            DealWork::Advance | DealWork::Note => self.owner || self.colleague || self.lead,
            DealWork::Decide => self.owner || self.lead,
        }
    }

    /// One of those whose deal it is day by day.
    pub const fn works_on_it(self) -> bool {
        self.owner || self.colleague
    }
}

impl DealAction {
    /// What of the company's work it is.
    pub const fn work(self) -> DealWork {
        match self {
            Self::MoveStage | Self::Correct => DealWork::Advance,
            _ => DealWork::Decide,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_parts_and_work_is_as_meant() {
        let part = |owner, colleague, lead| DealPart { owner, colleague, lead };
        //                                        See   Advance Note  Decide
        for (who, row) in [
            (part(false, false, false), [true, false, false, false]),
            (part(false, true, false), [true, true, true, false]),
            (part(true, false, false), [true, true, true, true]),
            (part(false, false, true), [true, true, true, true]),
            (part(true, true, false), [true, true, true, true]),
        ] {
            assert_eq!(DealWork::ALL.map(|work| who.may(work)), row, "{who:?}");
        }
        assert_eq!(DealAction::MoveStage.work(), DealWork::Advance);
        for action in [DealAction::Win, DealAction::Lose, DealAction::Withdraw, DealAction::Extend, DealAction::Appeal] {
            assert_eq!(action.work(), DealWork::Decide, "{action:?}");
        }
    }
}
