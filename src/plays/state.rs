//! What may be done about a play, by whom and when: one table.

use serde::{Deserialize, Serialize};

use crate::{activity::closed_set, goals::Side};

/// How far a play has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlayState {
    /// One side consents to the text; the other has not answered.
    Proposed,
    /// The other side wishes for another text.
    ChangeAsked,
    /// Both consent to this very text.
    Agreed,
    Published,
    /// The other side does not want it to become one.
    Declined,
    /// One side took its consent back.
    Withdrawn,
}

closed_set!(PlayState {
    Proposed = "proposed",
    ChangeAsked = "change_asked",
    Agreed = "agreed",
    Published = "published",
    Declined = "declined",
    Withdrawn = "withdrawn",
});

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlayAction {
    /// Another text, which the other side is asked about anew.
    Change,
    /// To the text as it stands.
    Consent,
    AskChange,
    Decline,
    Publish,
    /// The own consent is taken back, also of what is published.
    Withdraw,
}

closed_set!(PlayAction {
    Change = "change",
    Consent = "consent",
    AskChange = "ask_change",
    Decline = "decline",
    Publish = "publish",
    Withdraw = "withdraw",
});

/// What the other side is told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlayNews {
    Proposed,
    Changed,
    Consented,
    ChangeAsked,
    Declined,
    Published,
    Withdrawn,
}

closed_set!(PlayNews {
    Proposed = "proposed",
    Changed = "changed",
    Consented = "consented",
    ChangeAsked = "change_asked",
    Declined = "declined",
    Published = "published",
    Withdrawn = "withdrawn",
});

impl PlayState {
    /// Deny by default. `side` made the last move. Whoever said no, or took a yes back, is the only one who may begin anew:
    /// nobody is pressed.
    pub fn allows(self, action: PlayAction, side: Side, by: Side) -> bool {
        use PlayAction as A;
        let own = side == by;
        match self {
            Self::Proposed => match action {
                A::Change => true,
                A::Consent | A::AskChange | A::Decline => !own,
                A::Withdraw => own,
                A::Publish => false,
            },
            Self::ChangeAsked => match action {
                A::Change => true,
                A::Withdraw => !own,
                _ => false,
            },
            Self::Agreed => match action {
                A::Change | A::Withdraw => true,
                A::Publish => by == Side::Vendor,
                _ => false,
            },
            Self::Published => action == A::Withdraw,
            Self::Declined | Self::Withdrawn => action == A::Change && own,
        }
    }

    /// Whose word is waited for.
    pub const fn waits_for(self, side: Side) -> Option<Side> {
        match self {
            Self::Proposed | Self::ChangeAsked => Some(match side {
                Side::Partner => Side::Vendor,
                Side::Vendor => Side::Partner,
            }),
            Self::Agreed => Some(Side::Vendor),
            Self::Published | Self::Declined | Self::Withdrawn => None,
        }
    }

    /// Both consents stand.
    pub const fn has_both(self) -> bool {
        matches!(self, Self::Agreed | Self::Published)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every state, and what may be done by the side of the last move and by the other. The vendor alone publishes.
    #[test]
    fn every_state_allows_each_side_exactly_this() {
        use PlayAction::{AskChange, Change, Consent, Decline, Publish, Withdraw};
        use PlayState as S;
        use Side::{Partner, Vendor};
        type May = &'static [PlayAction];
        let table: [(S, May, May); 6] = [
            (S::Proposed, &[Change, Withdraw], &[Change, Consent, AskChange, Decline]),
            (S::ChangeAsked, &[Change], &[Change, Withdraw]),
            (S::Agreed, &[Change, Withdraw], &[Change, Withdraw]),
            (S::Published, &[Withdraw], &[Withdraw]),
            (S::Declined, &[Change], &[]),
            (S::Withdrawn, &[Change], &[]),
        ];
        for state in S::ALL {
            let (_, own, other) = table.iter().find(|(of, ..)| of == state).expect("every state has a row");
            for (side, by) in [(Partner, Partner), (Vendor, Vendor), (Partner, Vendor), (Vendor, Partner)] {
                for action in PlayAction::ALL {
                    let listed = if side == by { own.contains(action) } else { other.contains(action) };
                    let publishes = *state == S::Agreed && *action == Publish && by == Vendor;
                    assert_eq!(state.allows(*action, side, by), listed || publishes, "{state:?} {side:?} {by:?} {action:?}");
                }
            }
        }
    }

    #[test]
    fn it_waits_for_whoever_has_the_next_word() {
        use Side::{Partner, Vendor};
        for (state, partner, vendor) in [
            (PlayState::Proposed, Some(Vendor), Some(Partner)),
            (PlayState::ChangeAsked, Some(Vendor), Some(Partner)),
            (PlayState::Agreed, Some(Vendor), Some(Vendor)),
            (PlayState::Published, None, None),
            (PlayState::Declined, None, None),
            (PlayState::Withdrawn, None, None),
        ] {
            assert_eq!((state.waits_for(Partner), state.waits_for(Vendor)), (partner, vendor), "{state:?}");
        }
    }
}
