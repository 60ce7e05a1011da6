use serde::{Deserialize, Serialize};

use super::{AgeBand, Board, BoardQuery, GrowthRule, Participant, Ranked, Ranking, Span};
use crate::{
    id::{CompanyId, UserId},
    time::Day,
};

/// Who looks at a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// Sees every name.
    Vendor,
    Partner {
        company: CompanyId,
        user: UserId,
        contract_month: u32,
        /// Points of the period that wait for a decision.
        provisional: i64,
        /// On the board of growth: from when it can be told, where that is not yet.
        growth_from: Option<Day>,
    },
}

/// A board, seen by somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardView {
    pub query: BoardQuery,
    pub span: Span,
    /// The months under contract that compete here; none when everyone does.
    pub band: Option<AgeBand>,
    pub ranked: u32,
    /// The first three; for the vendor the first twenty.
    pub top: Vec<BoardRow>,
    /// Two above, oneself, two below; empty when not ranked. May overlap with `top`.
    pub neighbours: Vec<BoardRow>,
    pub own: OwnPlace,
    /// By which the board of growth measures.
    pub growth: GrowthRule,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardRow {
    pub rank: u32,
    /// None: prefers not to be named.
    pub name: Option<String>,
    /// Points; on the board of growth, percent.
    pub value: i64,
    pub own: bool,
    pub movement: Movement,
}

/// Against the period before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Movement {
    New,
    Same,
    Up(u32),
    Down(u32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnPlace {
    Ranked { rank: u32, value: i64, to_next_rank: Option<i64> },
    NotRanked { why: WhyNotRanked },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyNotRanked {
    /// People of the vendor do not compete.
    OfTheVendor,
    /// The contract is older than this cohort.
    NotInCohort {
        contract_month: u32,
        band: AgeBand,
    },
    /// Points of the period still wait for a decision.
    OnlyProvisional {
        points: i64,
    },
    NoPointsYet,
    /// An average of so few periods says nothing.
    TooNew {
        from: Day,
    },
}

const TOP: usize = 3;
const TOP_FOR_VENDOR: usize = 20;
const NEIGHBOURS: usize = 2;

/// What `viewer` sees of a ranking among those of `band`.
pub fn board_view(
    query: BoardQuery,
    today: Day,
    band: Option<AgeBand>,
    viewer: Viewer,
    ranking: &Ranking,
    growth: GrowthRule,
) -> BoardView {
    let ranked = &ranking.lines;
    let eyes = Eyes { viewer, query, ranking };
    let place = ranked.iter().position(|line| eyes.is_own(line.score.who));
    let top = if viewer == Viewer::Vendor { TOP_FOR_VENDOR } else { TOP };
    let neighbours =
        place.map_or(&[][..], |place| &ranked[place.saturating_sub(NEIGHBOURS)..(place + NEIGHBOURS + 1).min(ranked.len())]);
    BoardView {
        query,
        span: query.period.span(today),
        band,
        ranked: u32::try_from(ranked.len()).unwrap_or(u32::MAX),
        top: ranked.iter().take(top).map(|line| eyes.row(line)).collect(),
        neighbours: neighbours.iter().map(|line| eyes.row(line)).collect(),
        own: place.map_or_else(|| OwnPlace::NotRanked { why: eyes.why_not(band) }, |place| own_place(ranked, place)),
        growth,
    }
}

fn own_place(ranked: &[Ranked], place: usize) -> OwnPlace {
    let own = &ranked[place];
    let above = ranked[..place].iter().rev().find(|line| line.score.value > own.score.value);
    OwnPlace::Ranked {
        rank: own.rank,
        value: own.score.value,
        to_next_rank: above.map(|above| above.score.value - own.score.value),
    }
}

struct Eyes<'a> {
    viewer: Viewer,
    query: BoardQuery,
    ranking: &'a Ranking,
}

impl Eyes<'_> {
    fn is_own(&self, who: Participant) -> bool {
        match (self.viewer, self.query.board) {
            (Viewer::Vendor, _) => false,
            (Viewer::Partner { company, .. }, Board::Companies) => who.company == company && who.user.is_none(),
            (Viewer::Partner { user, .. }, Board::People) => who.user == Some(user),
        }
    }

    fn row(&self, line: &Ranked) -> BoardRow {
        let own = self.is_own(line.score.who);
        let may_see = own || line.score.named || self.viewer == Viewer::Vendor;
        let movement = match self.ranking.before.get(&line.score.who) {
            None => Movement::New,
            Some(before) if *before > line.rank => Movement::Up(before - line.rank),
            Some(before) if *before < line.rank => Movement::Down(line.rank - before),
            Some(_) => Movement::Same,
        };
        BoardRow { rank: line.rank, name: may_see.then(|| line.score.name.clone()), value: line.score.value, own, movement }
    }

    fn why_not(&self, band: Option<AgeBand>) -> WhyNotRanked {
        let Viewer::Partner { contract_month, provisional, growth_from, .. } = self.viewer else {
            return WhyNotRanked::OfTheVendor;
        };
        match (band, growth_from) {
            (Some(band), _) if !band.holds(contract_month) => WhyNotRanked::NotInCohort { contract_month, band },
            (_, Some(from)) => WhyNotRanked::TooNew { from },
            _ if provisional > 0 => WhyNotRanked::OnlyProvisional { points: provisional },
            _ => WhyNotRanked::NoPointsYet,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        id::Id,
        leaderboards::{Cohort, Measure, Period, Score, ranking::ranking},
        time::Timestamp,
    };

    fn company(number: u8) -> CompanyId {
        Id::new(Timestamp::EPOCH, [number; 10])
    }

    fn score(number: u8, points: i64) -> Score {
        Score {
            who: Participant { company: company(number), user: None },
            name: format!("company {number}"),
            named: number.is_multiple_of(2),
            contract_month: number.into(),
            value: points,
        }
    }

    fn view(cohort: Cohort, own: u8, provisional: i64, now: &[(u8, i64)], before: &[(u8, i64)]) -> BoardView {
        let band = cohort.band(Some(own.into()), 18);
        let scores = |list: &[(u8, i64)]| list.iter().map(|(number, points)| score(*number, *points)).collect();
        let viewer = Viewer::Partner {
            company: company(own),
            user: Id::new(Timestamp::EPOCH, [99; 10]),
            contract_month: own.into(),
            provisional,
            growth_from: None,
        };
        let query = BoardQuery { period: Period::Quarter, cohort, ..BoardQuery::default() };
        let ranking = Ranking::of(band, scores(now), scores(before));
        board_view(query, "2026-11-23".parse().expect("day"), band, viewer, &ranking, GrowthRule::default())
    }

    #[test]
    fn equals_share_a_rank_and_the_next_is_skipped() {
        let ranks: Vec<u32> =
            ranking([(1, 50), (2, 80), (3, 80), (4, 10), (5, 0)].map(|(number, points)| score(number, points)).to_vec())
                .iter()
                .map(|line| line.rank)
                .collect();
        assert_eq!(ranks, [1, 1, 3, 4]);
    }

    #[test]
    fn one_sees_ones_neighbours_and_only_agreed_names() {
        let now = [(1, 900), (2, 800), (3, 700), (4, 600), (5, 500), (6, 400), (7, 300), (8, 200)];
        let before = [(5, 900), (4, 800), (3, 700)];
        let board = view(Cohort::Everyone, 5, 0, &now, &before);
        let rows: Vec<_> = board.neighbours.iter().map(|row| (row.rank, row.name.as_deref(), row.movement)).collect();
        assert_eq!(
            rows,
            [
                (3, None, Movement::Same),
                (4, Some("company 4"), Movement::Down(2)),
                (5, Some("company 5"), Movement::Down(4)),
                (6, Some("company 6"), Movement::New),
                (7, None, Movement::New),
            ]
        );
        assert_eq!(board.own, OwnPlace::Ranked { rank: 5, value: 500, to_next_rank: Some(100) });
        assert_eq!((board.top.len(), board.ranked), (3, 8));
    }

    #[test]
    fn cohorts_are_cut_by_months_under_contract() {
        let now = [(4, 900), (6, 800), (7, 700), (18, 600), (19, 500)];
        for (cohort, own, ranked) in
            [(Cohort::Everyone, 6, 5), (Cohort::Rookies, 6, 4), (Cohort::Peers, 6, 2), (Cohort::Peers, 7, 1)]
        {
            assert_eq!(view(cohort, own, 0, &now, &[]).ranked, ranked, "{cohort:?} {own}");
        }
    }

    #[test]
    fn not_being_ranked_has_a_reason() {
        let why = |cohort, own, provisional| match view(cohort, own, provisional, &[(4, 900)], &[]).own {
            OwnPlace::NotRanked { why } => Some(why),
            OwnPlace::Ranked { .. } => None,
        };
        let band = AgeBand::rookies(18);
        assert_eq!(why(Cohort::Rookies, 20, 50), Some(WhyNotRanked::NotInCohort { contract_month: 20, band }));
        assert_eq!(why(Cohort::Rookies, 2, 50), Some(WhyNotRanked::OnlyProvisional { points: 50 }));
        assert_eq!(why(Cohort::Everyone, 2, 0), Some(WhyNotRanked::NoPointsYet));
        assert_eq!(why(Cohort::Everyone, 4, 0), None);
    }

    #[test]
    fn growth_waits_for_a_rhythm() {
        let from: Day = "2027-01-01".parse().expect("day");
        let user = Id::new(Timestamp::EPOCH, [99; 10]);
        let viewer = Viewer::Partner { company: company(2), user, contract_month: 2, provisional: 5, growth_from: Some(from) };
        let query = BoardQuery { measure: Measure::Growth, ..BoardQuery::default() };
        let board = board_view(query, from.plus(-30), None, viewer, &Ranking::default(), GrowthRule::default());
        assert_eq!(board.own, OwnPlace::NotRanked { why: WhyNotRanked::TooNew { from } });
    }

    proptest! {
        #[test]
        fn more_points_never_rank_lower(points in prop::collection::vec(0_i64..20, 0..40)) {
            let scores = (0_u8..).zip(&points).map(|(number, points)| score(number, *points)).collect();
            let ranked = ranking(scores);
            for (place, line) in (1_u32..).zip(&ranked) {
                let better = ranked.iter().filter(|other| other.score.value > line.score.value).count();
                prop_assert_eq!(line.rank as usize, better + 1);
                prop_assert!(line.rank <= place);
            }
        }
    }
}
