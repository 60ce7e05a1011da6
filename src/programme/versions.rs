use std::sync::Arc;

use super::{Programme, VersionState};
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

    /// As if `programme` had taken the place of its own number and all later ones, and had held from `since` on at the latest.
    #[must_use]
    pub fn as_if_since(&self, programme: &Arc<Programme>, since: Timestamp) -> Self {
        let own = self.versions().find(|version| version.programme.version == programme.version);
        let valid_from = own.map_or(since, |version| version.valid_from.min(since));
        let newest = Version { valid_from, programme: programme.clone() };
        let mut before = self.versions().filter(|version| version.programme.version < programme.version).cloned();
        match before.next() {
            None => Self { first: newest, later: Vec::new() },
            Some(first) => Self { first, later: before.chain([newest]).collect() },
        }
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

/// Of versions in the order of their numbers, each with its first moment: the next to be in force, and from when on.
pub fn next_after(versions: &[(i64, Timestamp)], at: Timestamp) -> Option<(i64, Timestamp)> {
    let now = in_force(versions, at);
    let mut moments: Vec<Timestamp> = versions.iter().map(|(_, begins)| *begins).filter(|begins| *begins > at).collect();
    moments.sort_unstable();
    let next = |begins| in_force(versions, begins).filter(|next| Some(*next) != now).map(|next| (next, begins));
    moments.into_iter().find_map(next)
}

/// What became of a version, seen from a moment.
pub fn state_of(versions: &[(i64, Timestamp)], number: i64, begins: Timestamp, at: Timestamp) -> VersionState {
    if in_force(versions, at) == Some(number) {
        VersionState::Now
    } else if begins <= at {
        VersionState::Past
    } else if in_force(versions, begins) == Some(number) {
        VersionState::Ahead
    } else {
        VersionState::Overtaken
    }
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
    fn a_version_can_be_supposed_to_have_held_for_long() {
        let numbered = |version: i64| Arc::new(Programme { version, ..sample::programme() });
        let at = |days: i64| Timestamp::EPOCH.plus_days(days);
        let version = |number, days| Version { valid_from: at(days), programme: numbered(number) };
        let versions = Versions::new(vec![version(1, 100), version(2, 200), version(3, 500)]).expect("three");
        for (number, since, holds) in [
            (4, 150, [(50, 1), (149, 1), (150, 4), (250, 4), (600, 4)]),
            (3, 150, [(50, 1), (149, 1), (150, 3), (250, 3), (600, 3)]),
            (2, 300, [(50, 1), (199, 1), (200, 2), (250, 2), (600, 2)]),
            (1, 150, [(50, 1), (149, 1), (150, 1), (250, 1), (600, 1)]),
        ] {
            let supposed = versions.as_if_since(&numbered(number), at(since));
            let told = holds.map(|(day, _)| (day, supposed.at(at(day)).version));
            assert_eq!(told, holds, "version {number} since day {since}");
        }
    }

    #[test]
    fn what_comes_next_is_known() {
        use VersionState::{Ahead, Now, Overtaken, Past};
        let at = |days: i64| Timestamp::EPOCH.plus_days(days);
        let versions = [(1, at(100)), (2, at(300)), (3, at(300)), (4, at(400))];
        for (now, next, states) in [
            (50, Some((3, 300)), [Now, Overtaken, Ahead, Ahead]),
            (150, Some((3, 300)), [Now, Overtaken, Ahead, Ahead]),
            (350, Some((4, 400)), [Past, Past, Now, Ahead]),
            (400, None, [Past, Past, Past, Now]),
        ] {
            assert_eq!(next_after(&versions, at(now)), next.map(|(number, days)| (number, at(days))), "on day {now}");
            let told = versions.map(|(number, begins)| state_of(&versions, number, begins, at(now)));
            assert_eq!(told, states, "on day {now}");
        }
        assert_eq!(next_after(&versions[..1], at(50)), None, "the first holds before its day");
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
