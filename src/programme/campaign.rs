use serde::{Deserialize, Serialize};

use super::text;
use crate::{points::IncentiveRule, time::Day};

/// An incentive rule for a while. What was granted before its end is still confirmed or taken back after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Campaign {
    #[serde(with = "text::day")]
    pub starts: Day,
    /// The last day; none runs on.
    #[serde(default, with = "text::optional_day")]
    pub ends: Option<Day>,
    /// Slug of the announcement that explains it.
    #[serde(default)]
    pub news: Option<String>,
    pub rule: IncentiveRule,
}

impl Campaign {
    pub fn runs_on(&self, day: Day) -> bool {
        self.starts <= day && self.ends.is_none_or(|end| day <= end)
    }
}
