//! The one verdict about a company: its phase, and the first reason of the programme that holds.

use super::{
    Evidence, Phase, PhaseFacts, PhaseRule, PhaseVerdict, Stall, StallReason, StallRule, Standing, verdict::days_between,
};
use crate::{activity::ActivityKind, programme::Programme, tiers::TierCriterion, time::Timestamp};

/// The phase, and the first of the programme's reasons that holds in it.
pub fn judge(programme: &Programme, standing: &Standing, facts: &PhaseFacts, now: Timestamp) -> PhaseVerdict {
    let judging = Judging::of(programme, standing, facts, now);
    let mut possible = programme.stalls.iter().filter(|rule| rule.key.phases().contains(&judging.phase));
    let reason = possible.find(|rule| judging.holds(rule));
    PhaseVerdict {
        phase: judging.phase,
        name: judging.rule.name.clone(),
        since: judging.since,
        stall: reason.map(Stall::from),
        evidence: judging.evidence(reason),
    }
}

pub(super) struct Judging<'a> {
    pub programme: &'a Programme,
    pub phase: Phase,
    pub rule: &'a PhaseRule,
    pub standing: &'a Standing,
    pub facts: &'a PhaseFacts,
    pub since: Timestamp,
    pub now: Timestamp,
}

/// What counts as having begun.
const PREPARING: [ActivityKind; 5] = [
    ActivityKind::LessonOpened,
    ActivityKind::LessonCompleted,
    ActivityKind::KitOpened,
    ActivityKind::TemplateFilled,
    ActivityKind::DraftBegun,
];
/// What counts as a deal going on.
const PROGRESS: [ActivityKind; 4] =
    [ActivityKind::DealApproved, ActivityKind::StageMoved, ActivityKind::JointVisitHeld, ActivityKind::DealWon];
/// Two gaps are the least that make a rhythm.
const RHYTHM_FROM: u64 = 3;
/// A pace is taken over this many days at least.
const SHORTEST_PACE: u64 = 90;

/// The person who registered most.
#[derive(Clone, Copy)]
pub(super) struct Champion {
    deals: u64,
    all: u64,
    last: Timestamp,
}

impl Champion {
    pub(super) const fn evidence(self) -> Evidence {
        Evidence::ChampionSilent { deals: self.deals, all: self.all, last: self.last }
    }
}

impl<'a> Judging<'a> {
    pub(super) fn of(programme: &'a Programme, standing: &'a Standing, facts: &'a PhaseFacts, now: Timestamp) -> Self {
        let (phase, since) = programme.phases.phase_of(standing, now);
        Self { programme, phase, rule: programme.phases.rule(phase), standing, facts, since, now }
    }
}

impl Judging<'_> {
    fn holds(&self, rule: &StallRule) -> bool {
        use ActivityKind as K;
        use StallReason as R;
        let days = i64::from(rule.days.unwrap_or_default());
        let (count, percent) = (u64::from(rule.count.unwrap_or_default()), u64::from(rule.percent.unwrap_or_default()));
        match rule.key {
            R::WaitingForVendor => self.facts.overdue > 0,
            R::NotStarted => self.days_in_phase() >= days && self.standing.last_of(&PREPARING).is_none(),
            R::FirstStepHeavy => {
                !self.ever(K::DealRegistered) && self.days_since(K::DraftBegun).is_some_and(|since| since >= days)
            }
            R::BenefitUnseen => self.days_in_phase() >= days && !self.ever(K::BenefitSeen),
            R::NoGoal => self.days_in_phase() >= days && !self.ever(K::GoalAgreed),
            R::ProductUnclear => self.days_in_phase() >= days && self.standing.count(K::LessonCompleted) < count,
            R::CustomerUnclear => (self.ever(K::DealRejected) || self.ever(K::DealConflicted)) && !self.ever(K::DealApproved),
            R::NoFirstMeeting => self.rests_for(days) && !self.ever(K::MeetingHeld) && !self.ever(K::ProposalMade),
            R::MeetingWithoutProposal => self.rests_for(days) && self.ever(K::MeetingHeld) && !self.ever(K::ProposalMade),
            R::ProposalWithoutOrder => self.rests_for(days) && self.ever(K::ProposalMade),
            R::BuyerUnclear | R::NoFirstSuccess => self.is_past_target(),
            // While the first deal takes its time, one person is enough.
            R::OnePersonOnly => {
                (self.phase == Phase::Retention || self.is_past_target())
                    && self.active_people(rule.days.unwrap_or_default()) == 1
            }
            R::ChampionLeft => {
                self.facts.champion_left
                    || self.champion().is_some_and(|champion| {
                        champion.deals * 100 >= champion.all * percent
                            && days_between(champion.last, self.now) >= days
                            && !self.is_quiet()
                    })
            }
            R::SupportGone => {
                let supported = self.standing.last_of(&rule.support);
                self.is_quiet() && supported.is_none_or(|last| days_between(last, self.now) >= days)
            }
            R::TierUnreachable => self.slowed_for(days) && self.is_out_of_reach(percent),
            R::MaterialOutdated => {
                let run_out = |since: i32| i64::from(self.now.day().0 - since) >= days;
                self.slowed_for(days) && self.facts.run_out.is_some_and(|kits| run_out(kits.since.0))
            }
            R::PriorityDropped => self.is_behind_its_rhythm(days, count),
            R::ContactLost => self.is_quiet(),
        }
    }

    fn ever(&self, kind: ActivityKind) -> bool {
        self.standing.count(kind) > 0
    }

    fn days_since(&self, kind: ActivityKind) -> Option<i64> {
        self.standing.last(kind).map(|last| days_between(last, self.now))
    }

    pub(super) fn days_in_phase(&self) -> i64 {
        days_between(self.since, self.now)
    }

    fn is_past_target(&self) -> bool {
        self.days_in_phase() >= i64::from(self.rule.target_days)
    }

    pub(super) fn last_sign(&self) -> Timestamp {
        self.standing.last_partner_activity_at.unwrap_or(self.since)
    }

    pub(super) fn days_since_last_sign(&self) -> i64 {
        days_between(self.last_sign(), self.now)
    }

    fn is_quiet(&self) -> bool {
        self.days_since_last_sign() >= i64::from(self.rule.quiet_days)
    }

    /// There are approved deals that are not lost, and none has moved for so many days.
    fn rests_for(&self, days: i64) -> bool {
        let open = self.standing.count(ActivityKind::DealApproved) > self.standing.count(ActivityKind::DealLost);
        open && self.standing.last_of(&PROGRESS).is_some_and(|last| days_between(last, self.now) >= days)
    }

    pub(super) fn days_without_new_deal(&self) -> i64 {
        self.days_since(ActivityKind::DealRegistered).unwrap_or_else(|| self.days_in_phase())
    }

    fn slowed_for(&self, days: i64) -> bool {
        self.days_without_new_deal() >= days
    }

    pub(super) fn active_people(&self, days: u32) -> usize {
        self.standing.active_people(self.now.plus_days(-i64::from(days)))
    }

    /// One person alone, only where several have been: who is alone cannot have left others behind.
    pub(super) fn champion(&self) -> Option<Champion> {
        let all = self.standing.people.values().map(|person| person.deals).sum();
        // Of equals the one who was there last, so that the order of people does not matter.
        let champion = self.standing.people.values().max_by_key(|person| (person.deals, person.last_active_at))?;
        (self.standing.people.len() > 1).then_some(Champion { deals: champion.deals, all, last: champion.last_active_at })
    }

    /// Days between two registrations so far; none without a rhythm.
    pub(super) fn rhythm(&self) -> Option<Evidence> {
        let tally = self.standing.tallies.get(&ActivityKind::DealRegistered).filter(|tally| tally.count >= RHYTHM_FROM)?;
        let gaps = i64::try_from(tally.count - 1).ok()?;
        let usual_days = (days_between(tally.first, tally.last) / gaps).max(1);
        Some(Evidence::OwnRhythm { usual_days, days: days_between(tally.last, self.now), last: tally.last })
    }

    /// Without a registration for `times` its own gap, though never before `days`; without a rhythm, for the phase's target.
    fn is_behind_its_rhythm(&self, days: i64, times: u64) -> bool {
        match self.rhythm() {
            Some(Evidence::OwnRhythm { usual_days, days: since, .. }) => {
                since >= days.max(usual_days.saturating_mul(i64::try_from(times).unwrap_or(i64::MAX)))
            }
            _ => self.slowed_for(self.rule.target_days.into()),
        }
    }

    /// What the next tier asks for in orders, and how many come in its window at the pace since joining.
    pub(super) fn reach(&self) -> Option<Evidence> {
        let held = self.facts.tier.as_deref()?;
        let place = self.programme.tiers.iter().position(|tier| tier.key == held)?;
        let asked = self.programme.tiers.get(place + 1)?.criteria.iter().find_map(|criterion| match *criterion {
            TierCriterion::WonDeals { min, months } => Some((u64::try_from(min).ok()?, months)),
            _ => None,
        });
        let (needed, months) = asked?;
        Some(Evidence::OrdersInReach { expected: (self.pace(months)? + 50) / 100, needed, months })
    }

    /// Hundredths of orders in so many months, at the pace since joining.
    fn pace(&self, months: u32) -> Option<u64> {
        let lived = u64::try_from(days_between(self.standing.joined_at?, self.now)).ok()?.max(SHORTEST_PACE);
        Some(self.standing.count(ActivityKind::DealWon) * u64::from(months) * 365 * 100 / 12 / lived)
    }

    fn is_out_of_reach(&self, percent: u64) -> bool {
        let Some(Evidence::OrdersInReach { needed, months, .. }) = self.reach() else { return false };
        self.pace(months).is_some_and(|hundredths| hundredths < needed * percent)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        activity::Activity,
        phases::{
            KitsRunOut,
            standing::tests::{happened, standing},
        },
        programme::sample,
        time::Day,
    };

    type Event = (ActivityKind, &'static str, u8);

    fn at(text: &str) -> Timestamp {
        text.parse::<Day>().expect("day").at_minute(900)
    }

    /// What came before, on the way into each phase.
    fn story(phase: Phase, more: &[Event]) -> Vec<Event> {
        use ActivityKind as K;
        let joined = vec![(K::CompanyJoined, "2026-06-01", 1)];
        let activated = [(K::DealRegistered, "2026-06-10", 1), (K::DealApproved, "2026-06-12", 1)];
        let won = [(K::DealWon, "2026-07-10", 1)];
        let before: &[&[Event]] = match phase {
            Phase::Onboarding => &[],
            Phase::Activation => &[&activated],
            Phase::Retention => &[&activated, &won],
        };
        joined.into_iter().chain(before.concat()).chain(more.iter().copied()).collect()
    }

    fn told(story: &[Event], facts: &PhaseFacts, today: &str) -> (Phase, Option<StallReason>) {
        let verdict = judge(&sample::programme(), &standing(story), facts, at(today));
        assert!(!verdict.evidence.is_empty(), "{verdict:?}");
        (verdict.phase, verdict.reason())
    }

    #[test]
    fn on_the_way_in() {
        use ActivityKind as K;
        use StallReason as R;
        let lessons = [(K::LessonCompleted, "2026-06-03", 1); 3];
        let seen = (K::BenefitSeen, "2026-06-04", 1);
        let (proposed, agreed) = ((K::GoalProposed, "2026-06-05", 1), (K::GoalAgreed, "2026-06-06", 1));
        let ready = |last: &'static str| [lessons[0], lessons[1], lessons[2], seen, agreed, (K::KitOpened, last, 1)];
        let cases: [(&[Event], &str, Option<R>); 13] = [
            (&[], "2026-06-07", None),
            (&[], "2026-06-08", Some(R::NotStarted)),
            (&[(K::LessonOpened, "2026-06-02", 1)], "2026-06-08", None),
            (&[(K::LessonOpened, "2026-06-02", 1)], "2026-06-23", Some(R::ContactLost)),
            (&[(K::DraftBegun, "2026-06-05", 1)], "2026-06-09", None),
            (&[(K::DraftBegun, "2026-06-05", 1)], "2026-06-10", Some(R::FirstStepHeavy)),
            (&lessons, "2026-06-14", None),
            (&lessons, "2026-06-15", Some(R::BenefitUnseen)),
            (&[seen, lessons[0], proposed], "2026-06-14", None),
            (&[seen, lessons[0], proposed], "2026-06-15", Some(R::NoGoal)),
            (&[seen, lessons[0], lessons[1], proposed, agreed], "2026-06-15", Some(R::ProductUnclear)),
            (&ready("2026-06-20"), "2026-06-30", None),
            (&ready("2026-06-20"), "2026-07-01", Some(R::BuyerUnclear)),
        ];
        for (more, today, expected) in cases {
            let told = told(&story(Phase::Onboarding, more), &PhaseFacts::default(), today);
            assert_eq!(told, (Phase::Onboarding, expected), "{more:?} on {today}");
        }
    }

    #[test]
    fn on_the_way_to_the_first_order() {
        use ActivityKind as K;
        use StallReason as R;
        let looked = (K::LessonOpened, "2026-07-02", 1);
        let met = (K::MeetingHeld, "2026-06-20", 1);
        let moved = (K::StageMoved, "2026-06-20", 1);
        let proposed = [met, moved, (K::ProposalMade, "2026-06-25", 1), (K::StageMoved, "2026-06-25", 1)];
        let later = (K::KitOpened, "2026-07-20", 1);
        let lost = (K::DealLost, "2026-09-01", 1);
        let cases: [(&[Event], &str, Option<R>); 10] = [
            (&[], "2026-06-20", None),
            (&[], "2026-07-10", Some(R::ContactLost)),
            (&[looked], "2026-07-02", None),
            (&[looked], "2026-07-03", Some(R::NoFirstMeeting)),
            (&[met, moved, looked], "2026-07-10", None),
            (&[met, moved, looked], "2026-07-11", Some(R::MeetingWithoutProposal)),
            (&[proposed[0], proposed[1], proposed[2], proposed[3], later], "2026-07-24", None),
            (&[proposed[0], proposed[1], proposed[2], proposed[3], later], "2026-07-25", Some(R::ProposalWithoutOrder)),
            (&[lost], "2026-09-10", Some(R::OnePersonOnly)),
            (&[lost, (K::KitOpened, "2026-09-02", 2)], "2026-09-10", Some(R::NoFirstSuccess)),
        ];
        for (more, today, expected) in cases {
            let told = told(&story(Phase::Activation, more), &PhaseFacts::default(), today);
            assert_eq!(told, (Phase::Activation, expected), "{more:?} on {today}");
        }
        let refused =
            [(K::CompanyJoined, "2026-06-01", 1), (K::DealRegistered, "2026-06-10", 1), (K::DealRejected, "2026-06-11", 1)];
        let told = told(&refused, &PhaseFacts::default(), "2026-06-20");
        assert_eq!(told, (Phase::Activation, Some(R::CustomerUnclear)));
    }

    #[test]
    fn while_selling() {
        use ActivityKind as K;
        use StallReason as R;
        let colleague = (K::LessonOpened, "2026-07-11", 2);
        let visit = (K::JointVisitHeld, "2026-07-01", 1);
        let fresh = (K::DealRegistered, "2026-08-01", 2);
        let nothing = PhaseFacts::default();
        let tier = PhaseFacts { tier: Some("silver".into()), ..PhaseFacts::default() };
        let since = "2026-08-20".parse().expect("day");
        let old = PhaseFacts { run_out: Some(KitsRunOut { count: 1, since }), ..PhaseFacts::default() };
        let cases: [(&[Event], &PhaseFacts, &str, Option<R>); 15] = [
            (&[colleague], &nothing, "2026-08-01", None),
            (&[], &nothing, "2026-08-01", Some(R::OnePersonOnly)),
            (&[visit], &nothing, "2026-08-24", Some(R::ContactLost)),
            (&[], &nothing, "2026-08-24", Some(R::SupportGone)),
            (&[(K::LessonOpened, "2026-07-11", 2), (K::KitOpened, "2026-08-20", 2)], &nothing, "2026-08-23", None),
            (&[(K::KitOpened, "2026-08-20", 2)], &nothing, "2026-08-24", Some(R::ChampionLeft)),
            // Gold asks for three orders in twelve months.
            (
                &[colleague, (K::LessonOpened, "2026-12-10", 2), (K::KitOpened, "2026-12-20", 1)],
                &tier,
                "2026-12-24",
                Some(R::PriorityDropped),
            ),
            (&[fresh, (K::KitOpened, "2026-09-20", 1), (K::KitOpened, "2026-09-20", 2)], &tier, "2026-09-21", None),
            (
                &[colleague, fresh, (K::KitOpened, "2027-05-20", 1), (K::KitOpened, "2027-05-20", 2)],
                &tier,
                "2027-05-21",
                Some(R::TierUnreachable),
            ),
            (&[colleague, (K::KitOpened, "2026-08-30", 1)], &old, "2026-09-02", None),
            (&[colleague, (K::KitOpened, "2026-08-30", 1)], &old, "2026-09-03", Some(R::MaterialOutdated)),
            (&[colleague, (K::DealRegistered, "2026-08-25", 2), (K::KitOpened, "2026-08-30", 1)], &old, "2026-09-03", None),
            // Two registrations are no rhythm; then the target counts.
            (&[fresh, (K::KitOpened, "2026-10-29", 1)], &nothing, "2026-10-30", Some(R::PriorityDropped)),
            (&[fresh, (K::KitOpened, "2026-10-28", 1)], &nothing, "2026-10-29", None),
            // Every 26 days so far: four times that is 104.
            (
                &[fresh, (K::DealRegistered, "2026-07-05", 1), (K::KitOpened, "2026-11-10", 1), (K::KitOpened, "2026-11-10", 2)],
                &nothing,
                "2026-11-13",
                Some(R::PriorityDropped),
            ),
        ];
        for (more, facts, today, expected) in cases {
            let told = told(&story(Phase::Retention, more), facts, today);
            assert_eq!(told, (Phase::Retention, expected), "{more:?} {facts:?} on {today}");
        }
    }

    #[test]
    fn a_named_champion_who_left_stops_a_company_that_sells() {
        let gone = PhaseFacts { champion_left: true, ..PhaseFacts::default() };
        let more = [(ActivityKind::DealRegistered, "2026-08-20", 2), (ActivityKind::KitOpened, "2026-08-20", 1)];
        let told = told(&story(Phase::Retention, &more), &gone, "2026-08-21");
        assert_eq!(told, (Phase::Retention, Some(StallReason::ChampionLeft)));
    }

    #[test]
    fn the_vendors_own_debt_comes_first() {
        let late = PhaseFacts { overdue: 1, ..PhaseFacts::default() };
        for phase in Phase::ALL {
            let told = told(&story(*phase, &[]), &late, "2026-12-01");
            assert_eq!(told, (*phase, Some(StallReason::WaitingForVendor)));
        }
    }

    #[test]
    fn a_phase_begins_when_the_one_before_ends() {
        use ActivityKind as K;
        let standing = standing(&[
            (K::DealWon, "2026-07-10", 1),
            (K::DealRegistered, "2026-06-10", 1),
            (K::DealRegistered, "2026-08-10", 1),
            (K::CompanyJoined, "2026-06-01", 1),
        ]);
        let verdict = judge(&sample::programme(), &standing, &PhaseFacts::default(), at("2026-09-01"));
        assert_eq!((verdict.phase, verdict.since.day().to_string().as_str()), (Phase::Retention, "2026-07-10"));
    }

    #[test]
    fn what_the_programme_does_not_list_is_not_judged() {
        let mut programme = sample::programme();
        programme.stalls.retain(|rule| rule.key != StallReason::NotStarted);
        let verdict = judge(&programme, &standing(&story(Phase::Onboarding, &[])), &PhaseFacts::default(), at("2026-06-10"));
        assert_eq!(verdict.stall, None);
    }

    proptest! {
        #[test]
        fn the_order_of_arrival_does_not_matter(
            story in prop::collection::vec((0..ActivityKind::ALL.len(), 1_u8..28, 5_u8..11, 0_u8..3), 0..40),
            turn in 0_usize..40,
        ) {
            let events: Vec<Activity> = story
                .iter()
                .map(|(kind, day, month, user)| happened(ActivityKind::ALL[*kind], &format!("2026-{month:02}-{day:02}"), *user))
                .collect();
            let mut shuffled = events.clone();
            shuffled.reverse();
            shuffled.rotate_left(turn.min(events.len()));
            let programme = sample::programme();
            let verdict = |events: &[Activity]| {
                let mut standing = Standing::default();
                for event in events {
                    standing.absorb(event);
                }
                judge(&programme, &standing, &PhaseFacts::default(), at("2026-11-23"))
            };
            prop_assert_eq!(verdict(&events), verdict(&shuffled));
        }
    }
}
