use crate::{
    goals::{Said, Side},
    id::{CompanyId, DealId, UserId},
    lang::Bilingual,
    programme::BusinessCalendar,
    time::Timestamp,
};

/// The way to a company's first orders (伴走ボード): what both sides do for one deal, step by step, with dates. It blocks nothing;
/// steps may be done in any order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Board {
    pub deal: DealId,
    pub company: CompanyId,
    /// The deal's approval.
    pub opened_at: Timestamp,
    /// In the order in which they are meant to be done.
    pub steps: Vec<BoardStep>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardStep {
    pub key: String,
    pub title: Bilingual,
    /// What has to be there for it; empty when nothing.
    pub needs: Bilingual,
    pub side: Side,
    /// Business days.
    pub days: u16,
    /// Its days run from the approval, not from the step before it.
    pub from_approval: bool,
    /// Who of its side does it.
    pub owner: Option<UserId>,
    pub done: Option<Said>,
}

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepStanding {
    /// Waits for another; by when it is to be done if all goes to plan.
    Ahead {
        planned: Timestamp,
    },
    /// Its side's turn.
    Turn {
        since: Timestamp,
        due: Timestamp,
        late: bool,
    },
    Done {
        kept: bool,
    },
}

/// How one side keeps what it promised, and how long the deal stood with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SideScore {
    /// Steps done in time.
    pub kept: u32,
    /// Steps done, and those overdue.
    pub judged: u32,
    /// Office seconds during which a step waited for this side alone or with others.
    pub waited_seconds: i64,
}

impl SideScore {
    /// Of a hundred promises, how many were kept; nothing before the first is due.
    pub fn percent(self) -> Option<u32> {
        (self.judged > 0).then(|| self.kept * 100 / self.judged)
    }
}

impl Board {
    /// Each step's standing, in the order of the steps.
    pub fn standings(&self, calendar: &BusinessCalendar, now: Timestamp) -> Vec<StepStanding> {
        let mut before = Before::Done(self.opened_at);
        let mut found = Vec::with_capacity(self.steps.len());
        for step in &self.steps {
            let since = if step.from_approval { Before::Done(self.opened_at) } else { before };
            let due = calendar.add_business_days(since.at(), step.days);
            let standing = match (step.done, since) {
                (Some(done), _) => StepStanding::Done { kept: done.at <= due },
                (None, Before::Done(since)) => StepStanding::Turn { since, due, late: due < now },
                (None, Before::Planned(_)) => StepStanding::Ahead { planned: due },
            };
            found.push(standing);
            // What is overdue pushes everything behind it.
            before = step.done.map_or(Before::Planned(due.max(now)), |done| Before::Done(done.at));
        }
        found
    }

    pub fn is_done(&self) -> bool {
        self.steps.iter().all(|step| step.done.is_some())
    }

    /// The step that waits longest for a side: since when, and by when it is due.
    pub fn waits_for(
        &self,
        side: Side,
        calendar: &BusinessCalendar,
        now: Timestamp,
    ) -> Option<(&BoardStep, Timestamp, Timestamp)> {
        let standings = self.standings(calendar, now);
        let turns = self.steps.iter().zip(standings).filter_map(|(step, standing)| match standing {
            StepStanding::Turn { since, due, .. } if step.side == side => Some((step, since, due)),
            _ => None,
        });
        turns.min_by_key(|(_, _, due)| *due)
    }

    pub fn score(&self, side: Side, calendar: &BusinessCalendar, now: Timestamp) -> SideScore {
        let mut score = SideScore::default();
        let standings = self.standings(calendar, now);
        for (place, (step, standing)) in self.steps.iter().zip(&standings).enumerate().filter(|(_, (step, _))| step.side == side)
        {
            match standing {
                StepStanding::Done { kept } => {
                    score.judged += 1;
                    score.kept += u32::from(*kept);
                }
                StepStanding::Turn { late: true, .. } => score.judged += 1,
                _ => {}
            }
            if let Some(since) = self.turn_began(place) {
                let until = step.done.map_or(now, |done| done.at);
                score.waited_seconds += calendar.business_seconds_between(since, until).max(0);
            }
        }
        score
    }

    /// When it became a step's turn, as far as that has come.
    fn turn_began(&self, place: usize) -> Option<Timestamp> {
        let step = self.steps.get(place)?;
        if step.from_approval || place == 0 {
            return Some(self.opened_at);
        }
        self.steps.get(place - 1)?.done.map(|done| done.at)
    }
}

/// What a step's days run from.
#[derive(Clone, Copy)]
enum Before {
    Done(Timestamp),
    Planned(Timestamp),
}

impl Before {
    const fn at(self) -> Timestamp {
        match self {
            Self::Done(at) | Self::Planned(at) => at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{id::Id, programme::sample, time::Day};

    fn at(text: &str) -> Timestamp {
        let (day, hour) = text.split_once(' ').expect("day and hour");
        day.parse::<Day>().expect("day").at_minute(hour.parse::<u16>().expect("hour") * 60)
    }

    fn step(key: &str, side: Side, days: u16, done: Option<&str>) -> BoardStep {
        let done = done.map(|done| Said { by: Id::new(Timestamp::EPOCH, [3; 10]), at: at(done) });
        let (title, needs) = (Bilingual::default(), Bilingual::default());
        BoardStep { key: key.into(), title, needs, side, days, from_approval: false, owner: None, done }
    }

    fn board(steps: Vec<BoardStep>) -> Board {
        let id = Id::new(Timestamp::EPOCH, [1; 10]);
        Board { deal: id, company: Id::new(Timestamp::EPOCH, [2; 10]), opened_at: at("2026-11-16 10"), steps }
    }

    #[test]
    fn a_step_has_its_turn_when_the_one_before_is_done() {
        use StepStanding::{Ahead, Done, Turn};
        let calendar = sample::programme().calendar;
        let board = board(vec![
            step("requirements", Side::Partner, 1, Some("2026-11-17 09")),
            step("quote", Side::Vendor, 1, None),
            step("order-form", Side::Partner, 3, None),
            BoardStep { from_approval: true, ..step("account", Side::Vendor, 10, None) },
        ]);
        let (since, due) = (at("2026-11-17 09"), at("2026-11-18 09"));
        assert_eq!(
            board.standings(&calendar, at("2026-11-17 12")),
            [
                Done { kept: true },
                Turn { since, due, late: false },
                Ahead { planned: at("2026-11-24 09") },
                Turn { since: board.opened_at, due: at("2026-12-01 10"), late: false },
            ],
            "the holiday of 23 November counts for nobody"
        );
        let later = board.standings(&calendar, at("2026-11-25 12"));
        assert_eq!(later[1], Turn { since, due, late: true });
        assert_eq!(later[2], Ahead { planned: at("2026-11-30 12") }, "what is overdue pushes what follows");
        let (waits, from, until) = board.waits_for(Side::Vendor, &calendar, at("2026-11-25 12")).expect("waits");
        assert_eq!((waits.key.as_str(), from, until), ("quote", since, due));
        assert_eq!(board.waits_for(Side::Partner, &calendar, at("2026-11-25 12")), None);
    }

    #[test]
    fn steps_may_be_done_out_of_order() {
        let calendar = sample::programme().calendar;
        let board = board(vec![
            step("one", Side::Partner, 1, None),
            step("two", Side::Vendor, 1, Some("2026-11-17 10")),
            step("three", Side::Partner, 1, None),
        ]);
        let standings = board.standings(&calendar, at("2026-11-17 12"));
        assert!(matches!(standings[0], StepStanding::Turn { late: true, .. }), "{standings:?}");
        assert!(matches!(standings[2], StepStanding::Turn { late: false, .. }), "its turn, whatever comes before");
        assert!(!board.is_done());
    }

    #[test]
    fn promises_kept_and_days_waited_are_counted_for_each_side() {
        let calendar = sample::programme().calendar;
        let board = board(vec![
            step("one", Side::Partner, 1, Some("2026-11-16 12")),
            step("two", Side::Vendor, 1, Some("2026-11-19 12")),
            step("three", Side::Partner, 1, None),
            step("four", Side::Vendor, 1, None),
        ]);
        let now = at("2026-11-19 14");
        let (partner, vendor) = (board.score(Side::Partner, &calendar, now), board.score(Side::Vendor, &calendar, now));
        assert_eq!((partner.kept, partner.judged, partner.percent()), (1, 1, Some(100)));
        assert_eq!((vendor.kept, vendor.judged, vendor.percent()), (0, 1, Some(0)));
        assert_eq!(partner.waited_seconds, 4 * 3_600, "two hours, and two since");
        assert_eq!(vendor.waited_seconds, 3 * calendar.day_seconds());
        let late = board.score(Side::Partner, &calendar, at("2026-11-25 14"));
        assert_eq!((late.kept, late.judged, late.percent()), (1, 2, Some(50)), "overdue is not kept");
        assert_eq!(SideScore::default().percent(), None);
    }
}
