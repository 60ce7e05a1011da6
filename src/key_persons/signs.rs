//! What people's activity says: who might be the champion, and whether a company hangs on one person. Pure sums with reasons.

use serde::{Deserialize, Serialize};

use crate::id::UserId;

/// So many days are looked at.
pub const SIGNS_DAYS: i64 = 90;
/// From this share on, one person carries the company.
pub const SHARE_PERCENT: u64 = 70;
/// Fewer activities say nothing about shares.
const LEAST_ACTIVITIES: u64 = 5;
/// Fewer reasons make no champion.
const LEAST_REASONS: usize = 2;

/// What one person has done lately.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signs {
    pub user: UserId,
    /// Lessons finished.
    pub lessons: u64,
    /// Kits and news looked at, proposals filled in.
    pub looked_up: u64,
    pub registered: u64,
    /// Colleagues whom they brought in, and questions of colleagues that they answered.
    pub helped: u64,
    /// Everything of the partner's own.
    pub all: u64,
}

/// Why somebody might be the champion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChampionSign {
    Learns(u64),
    LooksUp(u64),
    Registers(u64),
    Helps(u64),
}

impl ChampionSign {
    /// How much it says: what moves others weighs most.
    const fn weight(self) -> u64 {
        match self {
            Self::Learns(n) => n * 2,
            Self::LooksUp(n) => n,
            Self::Registers(n) => n * 3,
            Self::Helps(n) => n * 5,
        }
    }
}

impl Signs {
    /// What speaks for this person.
    pub fn told(&self) -> Vec<ChampionSign> {
        let signs = [
            (self.registered, ChampionSign::Registers(self.registered)),
            (self.helped, ChampionSign::Helps(self.helped)),
            (self.lessons, ChampionSign::Learns(self.lessons)),
            (self.looked_up, ChampionSign::LooksUp(self.looked_up)),
        ];
        signs.into_iter().filter(|(count, _)| *count > 0).map(|(_, sign)| sign).collect()
    }
}

/// The person with most to say for, and what that is; nobody without at least two kinds of signs.
pub fn suggest(people: &[Signs]) -> Option<(UserId, Vec<ChampionSign>)> {
    let told = people.iter().map(|one| (one.user, one.told()));
    let weight = |signs: &[ChampionSign]| signs.iter().map(|sign| sign.weight()).sum::<u64>();
    told.filter(|(_, signs)| signs.len() >= LEAST_REASONS).max_by_key(|(user, signs)| (weight(signs), std::cmp::Reverse(*user)))
}

/// A company that stands still when one person is away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BusFactor {
    /// Nobody else did anything.
    OnlyOne(UserId),
    /// Somebody did so much of everything.
    Share { user: UserId, percent: u64 },
}

impl BusFactor {
    pub const fn user(self) -> UserId {
        match self {
            Self::OnlyOne(user) | Self::Share { user, .. } => user,
        }
    }
}

pub fn bus_factor(people: &[Signs]) -> Option<BusFactor> {
    let active: Vec<&Signs> = people.iter().filter(|one| one.all > 0).collect();
    let most = active.iter().max_by_key(|one| (one.all, std::cmp::Reverse(one.user)))?;
    if active.len() == 1 {
        return Some(BusFactor::OnlyOne(most.user));
    }
    let all: u64 = active.iter().map(|one| one.all).sum();
    let percent = most.all * 100 / all;
    (all >= LEAST_ACTIVITIES && percent >= SHARE_PERCENT).then_some(BusFactor::Share { user: most.user, percent })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{id::Id, time::Timestamp};

    fn user(number: u8) -> UserId {
        Id::new(Timestamp::EPOCH, [number; 10])
    }

    fn signs(number: u8, [lessons, looked_up, registered, helped]: [u64; 4]) -> Signs {
        let all = lessons + looked_up + registered + helped;
        Signs { user: user(number), lessons, looked_up, registered, helped, all }
    }

    #[test]
    fn a_champion_is_suggested_with_reasons() {
        use ChampionSign::{Helps, Learns, LooksUp, Registers};
        type Case<'a> = (&'a [(u8, [u64; 4])], Option<(u8, Vec<ChampionSign>)>);
        let cases: [Case; 5] = [
            (&[], None),
            (&[(1, [9, 0, 0, 0])], None),
            (&[(1, [2, 0, 1, 0]), (2, [1, 1, 0, 0])], Some((1, vec![Registers(1), Learns(2)]))),
            (&[(1, [2, 0, 1, 0]), (2, [0, 1, 0, 2])], Some((2, vec![Helps(2), LooksUp(1)]))),
            (&[(1, [1, 1, 0, 0]), (2, [1, 1, 0, 0])], Some((1, vec![Learns(1), LooksUp(1)]))),
        ];
        for (people, expected) in cases {
            let people: Vec<Signs> = people.iter().map(|(number, counts)| signs(*number, *counts)).collect();
            assert_eq!(suggest(&people), expected.map(|(number, signs)| (user(number), signs)), "{people:?}");
        }
    }

    #[test]
    fn a_company_that_hangs_on_one_person_is_found() {
        for (people, expected) in [
            (vec![], None),
            (vec![(1, 0)], None),
            (vec![(1, 1)], Some(BusFactor::OnlyOne(user(1)))),
            (vec![(1, 9), (2, 0)], Some(BusFactor::OnlyOne(user(1)))),
            (vec![(1, 7), (2, 3)], Some(BusFactor::Share { user: user(1), percent: 70 })),
            (vec![(1, 69), (2, 31)], None),
            (vec![(1, 3), (2, 1)], None),
            (vec![(1, 2), (2, 8)], Some(BusFactor::Share { user: user(2), percent: 80 })),
        ] {
            let signs: Vec<Signs> = people.iter().map(|(number, all)| signs(*number, [0, *all, 0, 0])).collect();
            assert_eq!(bus_factor(&signs), expected, "{people:?}");
        }
    }
}
