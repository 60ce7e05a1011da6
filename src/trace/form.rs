//! What one looks at, as it stands in the address bar.

use serde::{Deserialize, Serialize};

use crate::{
    activity::closed_set,
    address::address,
    time::{Day, Timestamp},
};

/// In place of a row's key: all deals of the period, used content or not.
pub const ALL_DEALS: &str = "all";

/// The content that is traced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TraceKind {
    #[default]
    Lesson,
    /// An answer of a talk script.
    Branch,
    /// A version of a proposal template.
    Template,
}

closed_set!(TraceKind { Lesson = "lesson", Branch = "branch", Template = "template" });

/// Deals count that ended in the last so many days, or are open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TracePeriod {
    Quarter,
    #[default]
    Year,
    All,
}

closed_set!(TracePeriod { Quarter = "90", Year = "365", All = "all" });

impl TracePeriod {
    /// When it begins, seen from a day.
    pub fn since(self, today: Day) -> Timestamp {
        match self {
            Self::Quarter => today.plus(-90).start(),
            Self::Year => today.plus(-365).start(),
            Self::All => Timestamp::EPOCH,
        }
    }
}

/// How far a deal came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reached {
    /// Registered, as all are.
    #[default]
    Deals,
    Meeting,
    Proposal,
    Won,
    Lost,
}

closed_set!(Reached { Deals = "deals", Meeting = "meeting", Proposal = "proposal", Won = "won", Lost = "lost" });

/// The page's address as text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TraceForm {
    pub kind: String,
    pub period: String,
    /// Key of the row whose deals are listed; [`ALL_DEALS`] for those of the period.
    pub of: String,
    pub reached: String,
    pub page: String,
}

/// The same, understood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TraceQuery {
    pub kind: TraceKind,
    pub period: TracePeriod,
    pub of: Option<String>,
    pub reached: Reached,
    /// From 1.
    pub page: u32,
}

impl TraceForm {
    /// What cannot be understood is the default: an old link shows more, never an error. A row that is no more is for whoever
    /// knows the rows to refuse.
    pub fn read(&self) -> TraceQuery {
        TraceQuery {
            kind: TraceKind::parse(&self.kind).unwrap_or_default(),
            period: TracePeriod::parse(&self.period).unwrap_or_default(),
            of: Some(self.of.trim().to_owned()).filter(|of| !of.is_empty()),
            reached: Reached::parse(&self.reached).unwrap_or_default(),
            page: self.page.trim().parse().unwrap_or(1).max(1),
        }
    }
}

impl TraceQuery {
    /// The page that shows it; what is the default is left out.
    pub fn href(&self) -> String {
        let page = self.page.to_string();
        let parts = [
            ("kind", self.kind.as_str(), self.kind != TraceKind::default()),
            ("period", self.period.as_str(), self.period != TracePeriod::default()),
            ("of", self.of.as_deref().unwrap_or_default(), self.of.is_some()),
            ("reached", self.reached.as_str(), self.of.is_some() && self.reached != Reached::default()),
            ("page", page.as_str(), self.of.is_some() && self.page > 1),
        ];
        address("/console/trace", parts.into_iter().filter_map(|(name, value, said)| said.then_some((name, value))))
    }

    /// The deals behind a number.
    pub fn behind(&self, of: &str, reached: Reached) -> String {
        format!("{}#deals", Self { of: Some(of.to_owned()), reached, page: 1, ..self.clone() }.href())
    }

    /// The table without the deals behind it.
    #[must_use]
    pub fn whole(&self) -> Self {
        Self { of: None, reached: Reached::default(), page: 1, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_written() {
        let form = |kind: &str, period: &str, of: &str, reached: &str, page: &str| TraceForm {
            kind: kind.into(),
            period: period.into(),
            of: of.into(),
            reached: reached.into(),
            page: page.into(),
        };
        for (form, href) in [
            (form("", "", "", "", ""), "/console/trace"),
            (form("lesson", "365", "", "won", "3"), "/console/trace"),
            (form("paragraph", "7", "", "", "-1"), "/console/trace"),
            (form("branch", "all", "", "", ""), "/console/trace?kind=branch&period=all"),
            (form("template", "90", "a.ja.3", "won", "2"), "/console/trace?kind=template&period=90&of=a.ja.3&reached=won&page=2"),
        ] {
            assert_eq!(form.read().href(), href, "{form:?}");
        }
        let query = form("branch", "", "x", "lost", "4").read();
        assert_eq!(query.behind("a.b.c", Reached::Deals), "/console/trace?kind=branch&of=a.b.c#deals");
        assert_eq!(query.whole().href(), "/console/trace?kind=branch");
    }

    #[test]
    fn a_period_begins_with_a_day() {
        let today = Day(20_000);
        assert_eq!(TracePeriod::Quarter.since(today), Day(19_910).start());
        assert_eq!(TracePeriod::Year.since(today), Day(19_635).start());
        assert!(TracePeriod::All.since(today) < Day(1).start());
    }
}
