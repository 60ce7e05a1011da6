use serde::{Deserialize, Serialize};

use super::TierCriterion;
use crate::{
    lang::Bilingual,
    time::{Day, Timestamp},
};

/// A number that the vendor notes for a company, for what no event of the portal tells: a plan signed, how content its customers
/// are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustomMeasure {
    pub key: String,
    pub name: Bilingual,
    /// What stands behind the number.
    #[serde(default)]
    pub unit: Bilingual,
}

/// No number that is noted is larger.
pub const MOST_NOTED: i64 = 1_000_000_000;

/// How many of something there were from a day on. Only added: the later day counts, of one day the later note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureNote {
    /// Key of a measure.
    pub measure: String,
    pub value: i64,
    /// From this day on.
    pub day: Day,
    pub noted_at: Timestamp,
}

impl MeasureNote {
    /// The note that holds at the end of a day, among those written down before a moment.
    pub fn holding<'a>(notes: &'a [Self], measure: &str, as_of: Day, before: Timestamp) -> Option<&'a Self> {
        let known = notes.iter().filter(|note| note.measure == measure && note.day <= as_of && note.noted_at < before);
        known.max_by_key(|note| (note.day, note.noted_at))
    }

    /// What each of some measures came to; those never noted come to nothing.
    pub fn values<'a>(
        notes: &[Self],
        measures: impl IntoIterator<Item = &'a str>,
        as_of: Day,
        before: Timestamp,
    ) -> std::collections::BTreeMap<String, i64> {
        let value = |key: &str| Self::holding(notes, key, as_of, before).map_or(0, |note| note.value);
        measures.into_iter().map(|key| (key.to_owned(), value(key))).collect()
    }
}

/// Gives criteria the names of what they measure; those of an unknown measure keep none.
pub(crate) fn name_measures<'a>(criteria: impl IntoIterator<Item = &'a mut TierCriterion>, measures: &[CustomMeasure]) {
    for criterion in criteria {
        if let TierCriterion::Custom { key, name, unit, .. } = criterion {
            let known = measures.iter().find(|measure| measure.key == *key).cloned().unwrap_or_default();
            (*name, *unit) = (known.name, known.unit);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn note(value: i64, day: i32, noted: i64) -> MeasureNote {
        MeasureNote { measure: "plan".into(), value, day: Day(day), noted_at: Timestamp::EPOCH.plus_days(noted) }
    }

    #[test]
    fn the_later_day_counts_and_of_one_day_the_later_note() {
        let notes = [note(1, 100, 100), note(0, 120, 121), note(2, 110, 130), note(5, 120, 131)];
        for (as_of, before, value) in [
            (99, 200, None),
            (100, 200, Some(1)),
            (100, 100, None),
            (115, 125, Some(1)),
            (115, 200, Some(2)),
            (120, 131, Some(0)),
            (200, 200, Some(5)),
        ] {
            let found = MeasureNote::holding(&notes, "plan", Day(as_of), Timestamp::EPOCH.plus_days(before));
            assert_eq!(found.map(|note| note.value), value, "as of {as_of}, known before {before}");
        }
        assert_eq!(MeasureNote::holding(&notes, "other", Day(200), Timestamp::EPOCH.plus_days(200)), None);
        let values = MeasureNote::values(&notes, ["plan", "other"], Day(200), Timestamp::EPOCH.plus_days(200));
        assert_eq!(values, [("plan".to_owned(), 5), ("other".to_owned(), 0)].into());
    }

    proptest! {
        /// In whatever order notes arrive.
        #[test]
        fn order_does_not_matter(mut days in prop::collection::vec((0_i32..20, 0_i64..9), 0..12), turn in 0_usize..12, as_of in 0_i32..20) {
            days.dedup();
            let mut notes: Vec<_> =
                days.iter().enumerate().map(|(n, (day, value))| note(*value, *day, i64::try_from(n).unwrap_or(0))).collect();
            let now = Timestamp::EPOCH.plus_days(100);
            let before = MeasureNote::holding(&notes, "plan", Day(as_of), now).cloned();
            notes.reverse();
            let turn = turn.min(notes.len());
            notes.rotate_left(turn);
            prop_assert_eq!(MeasureNote::holding(&notes, "plan", Day(as_of), now), before.as_ref());
        }
    }
}
