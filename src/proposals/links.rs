//! Links by which customers open what was sent to them.

use serde::{Deserialize, Serialize};

use crate::{
    failure::{Answer, Failure},
    id::ProposalId,
    time::Timestamp,
};

/// A link for the customer works so long.
pub const LINK_DAYS: i64 = 60;
/// Who looks again so soon has not come back.
const SAME_LOOK_SECONDS: i64 = 600;

/// Of which version a link is made or withdrawn.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LinkForm {
    pub id: String,
    pub version: String,
}

impl LinkForm {
    /// # Errors
    /// [`Failure::NotFound`]
    pub fn read(&self) -> Answer<(ProposalId, u32)> {
        let id = self.id.parse().map_err(|_| Failure::NotFound)?;
        let version = self.version.trim().parse().map_err(|_| Failure::NotFound)?;
        Ok((id, version))
    }
}

/// Who asks for what was sent, without saying who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterAsked {
    pub secret: String,
    /// The network address, for rate limits only.
    pub from: String,
    /// Neither somebody of the portal nor a request that only looks whether the page is there.
    pub counts: bool,
}

/// Whether an opening is told beside the last one of the same version in the same way.
pub fn counts_as_new(last: Option<Timestamp>, now: Timestamp) -> bool {
    last.is_none_or(|last| last.seconds_until(now) >= SAME_LOOK_SECONDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looking_again_at_once_is_one_opening() {
        let first = Timestamp::from_seconds(1_000_000);
        let later = |seconds: i64| Timestamp::from_seconds(1_000_000 + seconds);
        assert!(counts_as_new(None, first));
        assert!(!counts_as_new(Some(first), first));
        assert!(!counts_as_new(Some(first), later(599)));
        assert!(counts_as_new(Some(first), later(600)));
        assert!(!counts_as_new(Some(later(5)), first), "two nodes' clocks are not one");
    }

    #[test]
    fn a_link_is_of_a_version() {
        let form = |id: &str, version: &str| LinkForm { id: id.into(), version: version.into() };
        let id = "0193a0b2-0000-7000-8000-000000000000";
        assert_eq!(form(id, " 2 ").read(), Ok((id.parse().expect("id"), 2)));
        for wrong in [form("nonsense", "1"), form(id, ""), form(id, "x"), form(id, "-1"), LinkForm::default()] {
            assert_eq!(wrong.read(), Err(Failure::NotFound), "{wrong:?}");
        }
    }
}
