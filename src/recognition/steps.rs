use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::StepRules;
use crate::{
    activity::{Activity, ActivityKind, closed_set},
    id::{ActivityId, CompanyId, UserId},
    phases::Standing,
    time::{Day, Timestamp},
};

/// What deserves a word before there is an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    FirstLesson,
    FirstModule,
    FirstTemplate,
    FirstRegistration,
    FirstMove,
    FirstCase,
    CameBack,
    WeeksInARow,
}

closed_set!(StepKind {
    FirstLesson = "first_lesson",
    FirstModule = "first_module",
    FirstTemplate = "first_template",
    FirstRegistration = "first_registration",
    FirstMove = "first_move",
    FirstCase = "first_case",
    CameBack = "came_back",
    WeeksInARow = "weeks_in_a_row",
});

impl StepKind {
    /// What a company does for the first time.
    const FIRSTS: [(ActivityKind, Self); 6] = [
        (ActivityKind::LessonCompleted, Self::FirstLesson),
        (ActivityKind::ModuleCompleted, Self::FirstModule),
        (ActivityKind::TemplateFilled, Self::FirstTemplate),
        (ActivityKind::DealRegistered, Self::FirstRegistration),
        (ActivityKind::StageMoved, Self::FirstMove),
        (ActivityKind::CaseShared, Self::FirstCase),
    ];
}

/// A small step, with the event that shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SmallStep {
    pub company: CompanyId,
    /// Who took it.
    pub user: Option<UserId>,
    pub kind: StepKind,
    /// Days of silence before, or weeks in a row; else nothing.
    pub number: u32,
    pub activity: ActivityId,
    pub at: Timestamp,
}

impl SmallStep {
    /// What makes it one step of its company: a first is one for ever, a return and a row are ones of their day.
    pub fn key(&self) -> String {
        match self.kind {
            StepKind::CameBack | StepKind::WeeksInARow => format!("{}/{}", self.kind.as_str(), self.at.day()),
            kind => kind.as_str().to_owned(),
        }
    }
}

impl StepRules {
    /// How many days of events [`small_steps`] must be shown.
    pub fn days_needed(&self) -> i64 {
        let weeks = i64::from(self.weeks_in_a_row) + 2;
        i64::from(self.propose_days) + (weeks * 7).max(i64::from(self.silence_days) + 1)
    }
}

/// The steps of a company that are fresh enough for a word. `events` are its own since [`StepRules::days_needed`] days, in any
/// order; `standing` knows of all before.
pub fn small_steps(rules: &StepRules, standing: &Standing, events: &[Activity], now: Timestamp) -> Vec<SmallStep> {
    let mut own: Vec<&Activity> = events.iter().filter(|event| event.is_partners_own()).collect();
    own.sort_by_key(|event| (event.at, event.id));
    let since = now.plus_days(-i64::from(rules.propose_days));
    let mut steps = firsts(standing, &own);
    steps.extend(returns(*rules, standing, &own));
    steps.extend(rows_of_weeks(*rules, &own));
    steps.retain(|step| step.at >= since && step.at <= now);
    steps.sort_by_key(|step| (step.at, step.kind));
    steps
}

fn step(kind: StepKind, number: u32, event: &Activity) -> SmallStep {
    SmallStep { company: event.company, user: event.user, kind, number, activity: event.id, at: event.at }
}

fn firsts(standing: &Standing, own: &[&Activity]) -> Vec<SmallStep> {
    let first = |(kind, step_kind): (ActivityKind, StepKind)| {
        let first = standing.first(kind)?;
        let event = own.iter().find(|event| event.kind == kind && event.at == first)?;
        Some(step(step_kind, 0, event))
    };
    StepKind::FIRSTS.into_iter().filter_map(first).collect()
}

/// Something again after a long silence.
fn returns(rules: StepRules, standing: &Standing, own: &[&Activity]) -> Vec<SmallStep> {
    let silence = u32::from(rules.silence_days);
    let gap = |pair: &[&Activity]| {
        let [before, after] = pair else { return None };
        let days = u32::try_from(after.at.day().0 - before.at.day().0).unwrap_or(0);
        (days >= silence).then(|| step(StepKind::CameBack, days, after))
    };
    // Only what is old enough to be shown in full is told from the first event: before one that is fresh the silence was
    // longer than any that is asked for, as long as there was something before it.
    let all: u64 = standing.origins.values().map(|origins| origins.total()).sum();
    let earlier = all > own.len() as u64;
    let first = own.first().filter(|_| earlier).map(|first| step(StepKind::CameBack, silence, first));
    first.into_iter().chain(own.windows(2).filter_map(gap)).collect()
}

/// Exactly the week that completes a row; the ones after it are no news.
fn rows_of_weeks(rules: StepRules, own: &[&Activity]) -> Vec<SmallStep> {
    let weeks: BTreeSet<i32> = own.iter().map(|event| week(event.at.day())).collect();
    let length = i32::from(rules.weeks_in_a_row.max(2));
    let completes = |last: i32| (0..length).all(|back| weeks.contains(&(last - back))) && !weeks.contains(&(last - length));
    let number = u32::from(rules.weeks_in_a_row.max(2));
    let in_week =
        |last: i32| own.iter().find(|event| week(event.at.day()) == last).map(|event| step(StepKind::WeeksInARow, number, event));
    weeks.iter().copied().filter(|last| completes(*last)).filter_map(in_week).collect()
}

/// Weeks begin on Monday; 1970-01-01 was a Thursday.
fn week(day: Day) -> i32 {
    (day.0 + 3).div_euclid(7)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        activity::{ActivityKind as K, Origin, Subject},
        id::Id,
    };

    fn day(text: &str) -> Day {
        text.parse().expect("day")
    }

    fn events(story: &[(K, &str)]) -> Vec<Activity> {
        let event = |(number, (kind, on)): (u8, &(K, &str))| Activity {
            id: Id::new(Timestamp::EPOCH, [number; 10]),
            at: day(on).at_minute(600),
            company: Id::new(Timestamp::EPOCH, [200; 10]),
            user: Some(Id::new(Timestamp::EPOCH, [201; 10])),
            kind: *kind,
            origin: if kind.is_partners() { Origin::SelfStarted } else { Origin::Vendor },
            subject: Subject::None,
            amount: None,
        };
        (1..).zip(story).map(event).collect()
    }

    fn found(story: &[(K, &str)], now: &str) -> Vec<(StepKind, u32, String)> {
        let rules = StepRules::default();
        let (events, now) = (events(story), day(now).at_minute(700));
        let mut standing = Standing::default();
        events.iter().filter(|event| event.at <= now).for_each(|event| standing.absorb(event));
        let shown: Vec<Activity> =
            events.into_iter().filter(|event| event.at >= now.plus_days(-rules.days_needed()) && event.at <= now).collect();
        let steps = small_steps(&rules, &standing, &shown, now);
        steps.into_iter().map(|step| (step.kind, step.number, step.at.day().to_string())).collect()
    }

    #[test]
    fn a_first_is_noticed_once_and_while_it_is_fresh() {
        let story = [(K::LessonCompleted, "2026-11-02"), (K::LessonCompleted, "2026-11-03"), (K::TemplateFilled, "2026-11-04")];
        let on = |at: &str| (StepKind::FirstLesson, 0, at.to_owned());
        assert_eq!(found(&story, "2026-11-02"), [on("2026-11-02")]);
        let both = found(&story, "2026-11-10");
        assert_eq!(both, [on("2026-11-02"), (StepKind::FirstTemplate, 0, "2026-11-04".into())]);
        assert_eq!(found(&story, "2026-11-20"), []);
    }

    #[test]
    fn coming_back_is_a_step_however_long_it_took() {
        let back = |days, at: &str| vec![(StepKind::CameBack, days, at.to_owned())];
        let story = |first: &'static str| [(K::KitOpened, first), (K::KitOpened, "2026-11-20")];
        assert_eq!(found(&story("2026-10-30"), "2026-11-21"), back(21, "2026-11-20"));
        assert_eq!(found(&story("2026-10-31"), "2026-11-21"), []);
        assert_eq!(found(&story("2025-10-31"), "2026-11-21"), back(21, "2026-11-20"), "more than is shown");
        assert_eq!(found(&[(K::KitOpened, "2026-11-20")], "2026-11-21"), [], "who has just come does not come back");
    }

    #[test]
    fn a_row_of_weeks_is_one_step() {
        // Monday, Sunday, Wednesday, Wednesday, Monday: weeks one to four.
        let story = ["2026-11-02", "2026-11-08", "2026-11-11", "2026-11-18", "2026-11-23"].map(|on| (K::KitOpened, on));
        assert_eq!(found(&story, "2026-11-15"), []);
        let third = [(StepKind::WeeksInARow, 3, "2026-11-18".to_owned())];
        assert_eq!(found(&story, "2026-11-18"), third);
        assert_eq!(found(&story, "2026-11-24"), third, "the fourth week is no second row");
    }

    #[test]
    fn what_the_vendor_does_is_no_step() {
        assert_eq!(found(&[(K::DealApproved, "2026-11-20"), (K::CompanyJoined, "2026-10-20")], "2026-11-21"), []);
    }

    proptest! {
        #[test]
        fn the_order_of_events_does_not_matter_and_keys_are_unique(
            story in prop::collection::vec((0..ActivityKind::ALL.len(), 0_i32..60), 0..40),
        ) {
            let now = day("2026-11-30");
            let days: Vec<(K, String)> =
                story.iter().map(|(kind, back)| (ActivityKind::ALL[*kind], now.plus(-back).to_string())).collect();
            let days: Vec<(K, &str)> = days.iter().map(|(kind, on)| (*kind, on.as_str())).collect();
            let mut all = events(&days);
            let mut standing = Standing::default();
            for event in &all {
                standing.absorb(event);
            }
            let rules = StepRules::default();
            let steps = small_steps(&rules, &standing, &all, now.at_minute(900));
            all.reverse();
            prop_assert_eq!(&steps, &small_steps(&rules, &standing, &all, now.at_minute(900)));
            let keys: BTreeSet<String> = steps.iter().map(SmallStep::key).collect();
            prop_assert_eq!(keys.len(), steps.len());
        }
    }
}
