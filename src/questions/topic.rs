use serde::{Deserialize, Serialize};

use crate::{lang::Bilingual, programme::BusinessCalendar, time::Timestamp};

/// What questions may be about, and which person of the vendor answers them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionTopic {
    pub key: String,
    pub name: Bilingual,
    /// By mail address.
    pub person: String,
    /// Who answers while the person is away.
    #[serde(default)]
    pub substitute: Option<String>,
    pub within: AnswerTime,
    /// Questions from these places of the portal are probably about it: the first part of their addresses.
    #[serde(default)]
    pub pages: Vec<String>,
}

/// How soon an answer is promised, in the vendor's office time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerTime {
    Hours(u16),
    Days(u16),
}

impl AnswerTime {
    pub fn due(self, calendar: &BusinessCalendar, since: Timestamp) -> Timestamp {
        match self {
            Self::Hours(hours) => calendar.add_business_hours(since, hours),
            Self::Days(days) => calendar.add_business_days(since, days),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{programme::sample, time::Day};

    #[test]
    fn promises_run_in_office_time() {
        let calendar = sample::programme().calendar;
        let at = |text: &str, hour: u16| text.parse::<Day>().expect("day").at_minute(hour * 60);
        // Friday, with a holiday on the Monday after.
        for (time, since, due) in [
            (AnswerTime::Hours(4), at("2026-11-20", 10), at("2026-11-20", 14)),
            (AnswerTime::Hours(4), at("2026-11-20", 16), at("2026-11-24", 11)),
            (AnswerTime::Hours(4), at("2026-11-21", 16), at("2026-11-24", 13)),
            (AnswerTime::Hours(9), at("2026-11-20", 9), at("2026-11-20", 18)),
            (AnswerTime::Days(1), at("2026-11-20", 16), at("2026-11-24", 16)),
        ] {
            assert_eq!(time.due(&calendar, since), due, "{time:?} {since:?}");
        }
    }
}
