use serde::{Deserialize, Serialize};

use crate::phases::{Phase, StallReason};

/// Which partners to list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnerFilter {
    /// Part of a name or its reading.
    pub text: Option<String>,
    pub phase: Option<Phase>,
    pub stall: Option<StallReason>,
    /// Key of a tier.
    pub tier: Option<String>,
    /// From 1.
    pub page: u32,
}

/// The page's address as text; what it does not understand does not filter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PartnerFilterForm {
    pub text: String,
    pub phase: String,
    pub stall: String,
    pub tier: String,
    pub page: String,
}

impl PartnerFilterForm {
    pub fn read(&self) -> PartnerFilter {
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        PartnerFilter {
            text: given(&self.text),
            phase: Phase::parse(&self.phase),
            stall: StallReason::parse(&self.stall),
            tier: given(&self.tier),
            page: self.page.parse().unwrap_or(1).max(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_understood_does_not_filter() {
        let form = PartnerFilterForm {
            phase: "activation".into(),
            stall: "lazy".into(),
            text: "  ".into(),
            page: "-3".into(),
            ..Default::default()
        };
        let filter = PartnerFilter { phase: Some(Phase::Activation), page: 1, ..PartnerFilter::default() };
        assert_eq!(form.read(), filter);
    }
}
