//! What may be done about a joint visit, by whom and when: one table.

use serde::{Deserialize, Serialize};

use crate::{activity::closed_set, goals::Side};

/// How far a joint visit has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VisitState {
    /// One side named times; the other chooses one, or names others.
    Proposed,
    /// The time is fixed, and who of the vendor comes.
    Agreed,
    /// One side says that it took place.
    Confirmed,
    /// Both say so.
    Held,
    /// One of them says that it did not.
    Denied,
    /// It was called off before it began.
    Cancelled,
}

closed_set!(VisitState {
    Proposed = "proposed",
    Agreed = "agreed",
    Confirmed = "confirmed",
    Held = "held",
    Denied = "denied",
    Cancelled = "cancelled",
});

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VisitAction {
    /// Other times, also in place of one that was fixed.
    Propose,
    /// One of the times that the other side named.
    Accept,
    /// Another person of the vendor goes.
    Substitute,
    Cancel,
    /// It took place.
    Confirm,
    /// It did not.
    Deny,
    /// Three lines about it.
    Debrief,
}

impl VisitAction {
    pub const ALL: [Self; 7] =
        [Self::Propose, Self::Accept, Self::Substitute, Self::Cancel, Self::Confirm, Self::Deny, Self::Debrief];
}

/// What the other side is told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VisitNews {
    Asked,
    OtherTimes,
    Fixed,
    Substituted,
    CalledOff,
    /// One side says that it took place, and the other has not answered.
    Said,
    Tomorrow,
}

closed_set!(VisitNews {
    Asked = "asked",
    OtherTimes = "other_times",
    Fixed = "fixed",
    Substituted = "substituted",
    CalledOff = "called_off",
    Said = "said",
    Tomorrow = "tomorrow",
});

/// Where a visit stands, as far as the table asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VisitMoment {
    pub state: VisitState,
    /// Which side named the times, or confirmed first.
    pub side: Side,
    /// The agreed time has come.
    pub begun: bool,
}

impl VisitMoment {
    /// Deny by default: what is not listed may not be done.
    pub fn allows(self, action: VisitAction, by: Side) -> bool {
        use VisitAction as A;
        let others = self.side != by;
        match self.state {
            VisitState::Proposed => match action {
                A::Propose | A::Cancel => true,
                A::Accept => others,
                _ => false,
            },
            VisitState::Agreed => match action {
                A::Propose | A::Cancel => !self.begun,
                A::Substitute => !self.begun && by == Side::Vendor,
                A::Confirm | A::Deny => self.begun,
                _ => false,
            },
            VisitState::Confirmed => match action {
                A::Confirm | A::Deny => others,
                A::Debrief => !others,
                _ => false,
            },
            VisitState::Held => matches!(action, A::Debrief),
            VisitState::Denied | VisitState::Cancelled => false,
        }
    }

    /// Whom it waits for; both after the agreed time, nobody when all is said or the day has not come.
    pub fn waits_for(self, side: Side) -> bool {
        match self.state {
            VisitState::Proposed | VisitState::Confirmed => self.side != side,
            VisitState::Agreed => self.begun,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every state, whose move it was, whether it has begun, and for each side what may be done.
    #[test]
    fn every_state_allows_each_side_exactly_this() {
        use Side::{Partner, Vendor};
        use VisitAction::{Accept, Cancel, Confirm, Debrief, Deny, Propose, Substitute};
        use VisitState as S;
        type May = &'static [VisitAction];
        type Row = (S, Option<Side>, Option<bool>, May, May);
        let nothing: May = &[];
        let arranged: May = &[Propose, Cancel];
        let table: [Row; 11] = [
            (S::Proposed, Some(Partner), None, arranged, &[Propose, Accept, Cancel]),
            (S::Proposed, Some(Vendor), None, &[Propose, Accept, Cancel], arranged),
            (S::Agreed, None, Some(false), arranged, &[Propose, Substitute, Cancel]),
            (S::Agreed, None, Some(true), &[Confirm, Deny], &[Confirm, Deny]),
            (S::Confirmed, Some(Partner), None, &[Debrief], &[Confirm, Deny]),
            (S::Confirmed, Some(Vendor), None, &[Confirm, Deny], &[Debrief]),
            (S::Held, None, None, &[Debrief], &[Debrief]),
            (S::Denied, None, None, nothing, nothing),
            (S::Cancelled, None, None, nothing, nothing),
            (S::Held, Some(Partner), Some(true), &[Debrief], &[Debrief]),
            (S::Cancelled, Some(Vendor), Some(true), nothing, nothing),
        ];
        for state in S::ALL {
            for side in [Partner, Vendor] {
                for begun in [false, true] {
                    let row = table.iter().find(|(of, whose, when, ..)| {
                        of == state && whose.is_none_or(|one| one == side) && when.is_none_or(|one| one == begun)
                    });
                    let (.., partner, vendor) = row.expect("every moment has a row");
                    let moment = VisitMoment { state: *state, side, begun };
                    for action in VisitAction::ALL {
                        let may = (moment.allows(action, Partner), moment.allows(action, Vendor));
                        assert_eq!(may, (partner.contains(&action), vendor.contains(&action)), "{moment:?} {action:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn it_waits_for_whoever_has_the_next_word() {
        use Side::{Partner, Vendor};
        for (state, side, begun, partner, vendor) in [
            (VisitState::Proposed, Partner, false, false, true),
            (VisitState::Proposed, Vendor, false, true, false),
            (VisitState::Agreed, Vendor, false, false, false),
            (VisitState::Agreed, Vendor, true, true, true),
            (VisitState::Confirmed, Partner, true, false, true),
            (VisitState::Held, Partner, true, false, false),
            (VisitState::Denied, Partner, true, false, false),
        ] {
            let moment = VisitMoment { state, side, begun };
            assert_eq!((moment.waits_for(Partner), moment.waits_for(Vendor)), (partner, vendor), "{moment:?}");
        }
    }
}
