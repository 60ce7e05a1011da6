use std::sync::Arc;

use super::Programme;
use crate::{tiers::TierRules, time::Timestamp};

/// Every version of a programme, and from when on each holds. Never empty.
#[derive(Clone, Debug)]
pub struct Versions {
    first: Version,
    later: Vec<Version>,
}

#[derive(Clone, Debug)]
pub struct Version {
    pub valid_from: Timestamp,
    pub programme: Arc<Programme>,
}

impl Versions {
    /// A programme that was never changed.
    pub const fn only(programme: Arc<Programme>) -> Self {
        Self { first: Version { valid_from: Timestamp::EPOCH, programme }, later: Vec::new() }
    }

    /// In the order of their numbers; none without any.
    pub fn new(mut all: Vec<Version>) -> Option<Self> {
        all.sort_by_key(|version| version.programme.version);
        let mut all = all.into_iter();
        Some(Self { first: all.next()?, later: all.collect() })
    }

    /// Of those whose moment has come the newest; before that, the first.
    pub fn at(&self, at: Timestamp) -> &Arc<Programme> {
        let come = self.later.iter().rev().find(|version| version.valid_from <= at);
        &come.unwrap_or(&self.first).programme
    }

    /// What decides tiers at a moment, with what was asked for a short while before.
    pub fn tier_rules(&self, at: Timestamp) -> TierRules {
        let mut rules = self.at(at).tier_rules(at.day());
        let moments: Vec<_> = self.versions().map(|version| (version.programme.version, version.valid_from)).collect();
        for (number, ended) in superseded(&moments, at) {
            if let Some(version) = self.versions().find(|version| version.programme.version == number) {
                rules.spare(&version.programme.tiers, ended.day(), at.day());
            }
        }
        rules
    }

    fn versions(&self) -> impl Iterator<Item = &Version> {
        [&self.first].into_iter().chain(&self.later)
    }

    pub fn all(&self) -> impl Iterator<Item = &Arc<Programme>> {
        self.versions().map(|version| &version.programme)
    }
}

/// Of versions in the order of their numbers, each with its first moment, the one in force at a moment: of those whose moment has
/// come the newest; before that, the first.
pub fn in_force(versions: &[(i64, Timestamp)], at: Timestamp) -> Option<i64> {
    let come = versions.iter().rev().find(|(_, begins)| *begins <= at);
    come.or(versions.first()).map(|(number, _)| *number)
}

/// Of versions in the order of their numbers, each with its first moment: those that were in force and are not any more at `at`,
/// and when each ended.
pub fn superseded(versions: &[(i64, Timestamp)], at: Timestamp) -> Vec<(i64, Timestamp)> {
    let ended = |(place, (number, begins)): (usize, &(i64, Timestamp))| {
        let end = versions.iter().skip(place + 1).map(|(_, begins)| *begins).min()?;
        (end <= at && (place == 0 || *begins < end)).then_some((*number, end))
    };
    versions.iter().enumerate().filter_map(ended).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        programme::{ProgrammeFile, sample},
        time::Day,
    };

    fn day(text: &str) -> Day {
        text.parse().expect("day")
    }

    #[test]
    fn a_version_ends_when_a_newer_one_begins() {
        let at = |days: i64| Timestamp::EPOCH.plus_days(days);
        let versions = [(1, at(100)), (2, at(300)), (3, at(200)), (4, at(400))];
        for (now, ended) in
            [(50, vec![]), (199, vec![]), (200, vec![(1, 200)]), (300, vec![(1, 200)]), (400, vec![(1, 200), (3, 400)])]
        {
            let ended: Vec<_> = ended.into_iter().map(|(number, end)| (number, at(end))).collect();
            assert!(in_force(&versions, at(now)).is_some_and(|number| ended.iter().all(|(other, _)| *other != number)));
            assert_eq!(superseded(&versions, at(now)), ended, "on day {now}; version 2 came too late to ever hold");
        }
    }

    #[test]
    fn what_was_asked_for_before_spares_holders_as_long_as_a_grace() {
        let mut json = sample::json();
        json["version"] = 2.into();
        json["tiers"][2]["criteria"][0]["points"]["min"] = 1_500.into();
        let file: ProgrammeFile = serde_json::from_value(json).expect("the sample's shape");
        let second = Version { valid_from: day("2026-10-01").start(), programme: Arc::new(file.check().expect("sound")) };
        let first = Version { valid_from: day("2026-04-01").start(), programme: Arc::new(sample::programme()) };
        let versions = Versions::new(vec![first, second]).expect("two");
        let earlier = |on: &str| versions.tier_rules(day(on).start()).earlier;
        assert_eq!(earlier("2026-09-30"), []);
        let spared = earlier("2026-10-01");
        assert_eq!((spared.len(), spared[0].until), (1, day("2026-12-30")));
        assert_eq!(spared[0].criteria.keys().collect::<Vec<_>>(), ["gold"], "only what changed");
        assert_eq!((earlier("2026-12-30").len(), earlier("2026-12-31").len()), (1, 0));
    }
}
