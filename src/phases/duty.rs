use serde::{Deserialize, Serialize};

use super::StallRule;
use crate::lang::Bilingual;

/// The vendor's side of a stop: what is missing there, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duty {
    pub missing: Bilingual,
    pub remedy: Bilingual,
}

impl From<&StallRule> for Duty {
    fn from(rule: &StallRule) -> Self {
        Self { missing: rule.missing.clone(), remedy: rule.remedy.clone() }
    }
}
