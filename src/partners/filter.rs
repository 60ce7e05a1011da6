use serde::{Deserialize, Serialize};

use super::form::katakana;
use crate::{
    activity::closed_set,
    phases::{HealthBand, Phase, PhaseVerdict, StallReason},
};

/// Which partners to list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnerFilter {
    /// Part of a name, of its reading, or of the corporate number.
    pub text: Option<String>,
    pub phase: Option<Phase>,
    pub stall: Option<StallReason>,
    /// Only those that have not stopped.
    pub on_their_way: bool,
    /// Key of a tier.
    pub tier: Option<String>,
    pub health: Option<HealthBand>,
    pub sort: PartnerSort,
    /// From 1.
    pub page: u32,
}

/// What the list begins with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartnerSort {
    /// Those that have stopped.
    #[default]
    Stopped,
    /// The poorest health.
    Health,
}

closed_set!(PartnerSort { Stopped = "stopped", Health = "health" });

impl PartnerFilter {
    /// Whether one of a company's names holds the text, however its letters were typed.
    pub fn names<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> bool {
        let fold = |text: &str| katakana(text).to_lowercase();
        let Some(wanted) = self.text.as_deref().map(fold) else { return true };
        names.into_iter().any(|name| fold(name).contains(&wanted))
    }

    pub fn holds(&self, verdict: &PhaseVerdict) -> bool {
        self.phase.is_none_or(|phase| verdict.phase == phase)
            && self.stall.is_none_or(|stall| verdict.reason() == Some(stall))
            && (!self.on_their_way || verdict.stall.is_none())
    }
}

/// In place of a reason: those that have not stopped.
pub const ON_THEIR_WAY: &str = "none";

/// The page's address as text; what it does not understand does not filter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PartnerFilterForm {
    pub text: String,
    pub phase: String,
    pub stall: String,
    pub tier: String,
    pub health: String,
    pub sort: String,
    pub page: String,
}

impl PartnerFilterForm {
    pub fn read(&self) -> PartnerFilter {
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        PartnerFilter {
            text: given(&self.text),
            phase: Phase::parse(&self.phase),
            stall: StallReason::parse(&self.stall),
            on_their_way: self.stall == ON_THEIR_WAY,
            tier: given(&self.tier),
            health: HealthBand::parse(&self.health),
            sort: PartnerSort::parse(&self.sort).unwrap_or_default(),
            page: self.page.parse().unwrap_or(1).max(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_however_it_was_typed() {
        let found =
            |text: &str| PartnerFilter { text: Some(text.into()), ..PartnerFilter::default() }.names(["東都ＳＹＳ", "トウト"]);
        assert!(found("sys") && found("とう") && found("ﾄｳﾄ") && PartnerFilter::default().names([]));
        assert!(!found("みなと"));
    }

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
