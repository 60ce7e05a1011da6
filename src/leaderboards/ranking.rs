use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::AgeBand;
use crate::id::{CompanyId, UserId};

/// A company, or a person of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Participant {
    pub company: CompanyId,
    pub user: Option<UserId>,
}

/// What somebody gathered in a period. Only of those who may be ranked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    pub who: Participant,
    pub name: String,
    /// Agreed to be shown by name.
    pub named: bool,
    pub contract_month: u32,
    /// Confirmed points; on the board of growth, percent of the own rhythm.
    pub value: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// From 1; equals share a rank and the next one is skipped (1, 2, 2, 4).
    pub rank: u32,
    pub score: Score,
}

/// A board before anybody looks at it: who stands where, and who stood where in the period before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranking {
    pub lines: Vec<Ranked>,
    pub before: BTreeMap<Participant, u32>,
}

impl Ranking {
    /// From the scores of a period and of the one before; only those in the band compete.
    pub fn of(band: Option<AgeBand>, scores: Vec<Score>, before: Vec<Score>) -> Self {
        let in_band = |scores: Vec<Score>| -> Vec<Score> {
            scores.into_iter().filter(|score| band.is_none_or(|band| band.holds(score.contract_month))).collect()
        };
        Self {
            lines: ranking(in_band(scores)),
            before: ranking(in_band(before)).into_iter().map(|line| (line.score.who, line.rank)).collect(),
        }
    }
}

/// The scores in order. Those without any are not ranked: having nothing yet is nobody's last place. Equals stand in the
/// order of their ids, so that a board does not flicker.
pub(super) fn ranking(scores: Vec<Score>) -> Vec<Ranked> {
    let mut scores: Vec<Score> = scores.into_iter().filter(|score| score.value > 0).collect();
    scores.sort_by(|a, b| b.value.cmp(&a.value).then(a.who.cmp(&b.who)));
    let mut ranked: Vec<Ranked> = Vec::with_capacity(scores.len());
    for (place, score) in (1..).zip(scores) {
        let rank = ranked.last().filter(|above| above.score.value == score.value).map_or(place, |above| above.rank);
        ranked.push(Ranked { rank, score });
    }
    ranked
}
