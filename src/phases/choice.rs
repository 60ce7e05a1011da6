//! Which one thing a person does next.

use super::{Act, Bonus, DealMoment, HomeFacts, NextAction, OpenDeal, Phase, WhyNow, verdict::days_between};
use crate::{
    activity::ActivityKind,
    points::{Payment, expected, paying},
    programme::Programme,
    tiers::{TierCriterion, WinsNeeded},
    time::Timestamp,
};

/// A protection that ends this soon is worth a day's one action.
const EXTEND_DAYS: i64 = 14;
/// A tier this many orders away is worth naming.
const WINS_IN_REACH: u32 = 2;
/// How far back a colleague's last act counts as active.
const ACTIVE_DAYS: i64 = 90;

/// Exactly one action, the first of this order that applies; among deals the one that has waited longest:
///
/// 1. a returned registration (the vendor waits for the partner),
/// 2. an approved deal without contact for the programme's `contact_days`,
/// 3. a protection about to end that can still be extended,
/// 4. a draft, 5. a lesson in progress, 6. an open deal without a step for `stale_days`, a goal
///    that the vendor proposed,
/// 7. on the way to the first deal: a first lesson, then the script, then the registration, of a target where there is one,
/// 8. afterwards: a colleague to invite when all hangs on one person, a target, a tier in reach, the next lesson,
/// 9. another deal: always possible.
pub fn next_action(facts: &HomeFacts, now: Timestamp, programme: &Programme) -> NextAction {
    let choice = Choice { facts, now, programme };
    choice
        .returned()
        .or_else(|| choice.uncontacted())
        .or_else(|| choice.protection_ending())
        .or_else(|| choice.draft())
        .or_else(|| choice.lesson_in_progress())
        .or_else(|| choice.stale_deal())
        .or_else(|| choice.goal())
        .or_else(|| choice.first_deal())
        .or_else(|| choice.colleague())
        .or_else(|| choice.target())
        .or_else(|| choice.tier_in_reach())
        .or_else(|| choice.next_lesson())
        .unwrap_or_else(|| choice.another_deal())
}

struct Choice<'a> {
    facts: &'a HomeFacts,
    now: Timestamp,
    programme: &'a Programme,
}

impl Choice<'_> {
    fn returned(&self) -> Option<NextAction> {
        let (deal, at) = self.longest_waiting(|moment| match moment {
            DealMoment::Returned { at } => Some(at),
            _ => None,
        })?;
        let act = Act::CorrectDeal { deal: deal.deal, customer: deal.customer.clone() };
        Some(self.action(act, 5, ActivityKind::DealRegistered, WhyNow::Returned { at, days: self.days_since(at) }))
    }

    fn uncontacted(&self) -> Option<NextAction> {
        let (deal, at) = self.longest_waiting(|moment| match moment {
            DealMoment::Approved { approved_at, contacted: false, .. }
                if self.days_since(approved_at) >= i64::from(self.programme.promises.contact_days) =>
            {
                Some(approved_at)
            }
            _ => None,
        })?;
        let (customer, script) = (deal.customer.clone(), self.facts.script.clone());
        let act = Act::ContactAfterApproval { deal: deal.deal, customer, script };
        let visits = self.facts.standing.count(ActivityKind::JointVisitHeld);
        let promised = visits < u64::from(self.programme.promises.joint_visit_deals);
        let reward = if promised { ActivityKind::JointVisitReported } else { ActivityKind::DealWon };
        Some(self.action(act, 5, reward, WhyNow::ApprovedUntouched { at, days: self.days_since(at) }))
    }

    fn protection_ending(&self) -> Option<NextAction> {
        let (deal, until) = self.longest_waiting(|moment| match moment {
            DealMoment::Approved { protected_until, extensible: true, .. }
                if protected_until > self.now && days_between(self.now, protected_until) <= EXTEND_DAYS =>
            {
                Some(protected_until)
            }
            _ => None,
        })?;
        let act = Act::ExtendProtection { deal: deal.deal, customer: deal.customer.clone(), until };
        let why = WhyNow::ProtectionEnds { until, days_left: days_between(self.now, until) };
        Some(self.action(act, 1, ActivityKind::DealWon, why))
    }

    fn draft(&self) -> Option<NextAction> {
        let (deal, saved_at) = self.longest_waiting(|moment| match moment {
            DealMoment::Draft { saved_at } => Some(saved_at),
            _ => None,
        })?;
        let act = Act::ContinueDraft { deal: deal.deal, customer: deal.customer.clone() };
        let why = WhyNow::DraftWaits { saved_at, days: self.days_since(saved_at) };
        Some(self.action(act, 3, ActivityKind::DealRegistered, why))
    }

    fn lesson_in_progress(&self) -> Option<NextAction> {
        let (lesson, at) = self.facts.lesson_in_progress.clone()?;
        let (minutes, why) = (lesson.minutes, WhyNow::LessonBegun { at, days: self.days_since(at) });
        Some(self.action(Act::FinishLesson { lesson }, minutes, ActivityKind::LessonCompleted, why))
    }

    fn stale_deal(&self) -> Option<NextAction> {
        let (deal, since) = self.longest_waiting(|moment| match moment {
            DealMoment::Approved { last_step_at, .. }
                if self.days_since(last_step_at) >= i64::from(self.programme.promises.stale_days) =>
            {
                Some(last_step_at)
            }
            _ => None,
        })?;
        let days = self.days_since(since);
        let act = Act::MoveDeal { deal: deal.deal, customer: deal.customer.clone(), days_since: days };
        Some(self.action(act, 5, ActivityKind::DealWon, WhyNow::NoStep { since, days }))
    }

    fn goal(&self) -> Option<NextAction> {
        let at = self.facts.goal_waits?;
        Some(self.action(Act::AnswerGoal, 3, ActivityKind::GoalAgreed, WhyNow::GoalProposed { at }))
    }

    fn first_deal(&self) -> Option<NextAction> {
        if self.facts.phase.phase != Phase::Onboarding || self.facts.standing.count(ActivityKind::DealRegistered) > 0 {
            return None;
        }
        let lessons = self.facts.lessons.done;
        if let Some(lesson) = self.facts.next_lesson.clone().filter(|_| lessons == 0) {
            let minutes = lesson.minutes;
            let act = Act::StartLesson { lesson };
            return Some(self.action(act, minutes, ActivityKind::LessonCompleted, WhyNow::NothingLearnt { bonus: self.bonus() }));
        }
        if let Some(script) = self.facts.script.clone().filter(|_| !self.facts.script_opened) {
            let minutes = script.minutes;
            let act = Act::OpenScript { script };
            return Some(self.action(act, minutes, ActivityKind::DealRegistered, WhyNow::NoScriptYet { lessons }));
        }
        if let Some(target) = self.target() {
            return Some(target);
        }
        let why = WhyNow::ReadyForFirstDeal { lessons, bonus: self.bonus() };
        Some(self.action(Act::RegisterFirstDeal, 5, ActivityKind::DealRegistered, why))
    }

    fn colleague(&self) -> Option<NextAction> {
        let since = self.now.plus_days(-ACTIVE_DAYS);
        let alone = self.facts.may_invite && self.facts.standing.active_people(since) <= 1;
        alone.then(|| self.action(Act::InviteColleague, 2, ActivityKind::PersonJoined, WhyNow::OnlyOneActive { since }))
    }

    fn target(&self) -> Option<NextAction> {
        // Whoever has just come to a company that sells already learns first.
        if self.facts.lessons.done == 0 && self.facts.next_lesson.is_some() {
            return None;
        }
        let ahead = self.facts.target.clone()?;
        let act = Act::TryTarget { target: ahead.target, customer: ahead.customer };
        let why = WhyNow::TargetWaits { word: ahead.word, fit: ahead.fit };
        Some(self.action(act, 5, ActivityKind::DealRegistered, why))
    }

    fn tier_in_reach(&self) -> Option<NextAction> {
        let needed = self.facts.wins_needed.as_ref()?;
        if !(1..=WINS_IN_REACH).contains(&needed.wins) || !needed.besides.is_empty() {
            return None;
        }
        let act = Act::ReachTier { tier: needed.tier.clone(), wins: needed.wins };
        Some(self.action(act, 3, ActivityKind::DealWon, WhyNow::TierInReach { wins: needed.wins }))
    }

    fn next_lesson(&self) -> Option<NextAction> {
        let lesson = self.facts.next_lesson.clone()?;
        let minutes = lesson.minutes;
        let needed = self.facts.wins_needed.as_ref();
        let asks = |needed: &&WinsNeeded| needed.besides.iter().any(|one| matches!(one, TierCriterion::CertifiedPeople { .. }));
        let counts_for = needed.filter(asks).map(|needed| needed.tier.clone());
        let why = WhyNow::LessonsLeft { lessons: self.facts.lessons, counts_for };
        Some(self.action(Act::StartLesson { lesson }, minutes, ActivityKind::LessonCompleted, why))
    }

    fn another_deal(&self) -> NextAction {
        let at = self.facts.standing.last(ActivityKind::DealRegistered);
        let why = WhyNow::LastDeal { at, days: at.map(|at| self.days_since(at)) };
        self.action(Act::RegisterDeal, 5, ActivityKind::DealRegistered, why)
    }

    fn action(&self, act: Act, minutes: u16, reward: ActivityKind, why: WhyNow) -> NextAction {
        let reward = expected(self.programme, reward, &self.facts.standing, &self.facts.reviewed, self.now);
        NextAction { act, minutes, reward: (reward.points > 0).then_some(reward), why }
    }

    fn longest_waiting(&self, since: impl Fn(DealMoment) -> Option<Timestamp>) -> Option<(&OpenDeal, Timestamp)> {
        let waiting = self.facts.deals.iter().filter_map(|deal| since(deal.moment).map(|since| (deal, since)));
        waiting.min_by_key(|(deal, since)| (*since, deal.deal))
    }

    /// Of the rules that still pay extra for an early first deal, the one that ends first.
    fn bonus(&self) -> Option<Bonus> {
        let (kind, standing) = (ActivityKind::DealRegistered, &self.facts.standing);
        let early = paying(self.programme, kind, standing, &self.facts.reviewed, self.now);
        let bonus = |payment: Payment| {
            let until = payment.until?;
            let days_left = i64::from(until.0) - i64::from(self.now.day().0);
            Some(Bonus { points: payment.points, until, days_left, added: payment.added })
        };
        early.filter_map(bonus).min_by_key(|bonus| bonus.until)
    }

    fn days_since(&self, at: Timestamp) -> i64 {
        days_between(at, self.now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        id::Id,
        lang::Bilingual,
        phases::{LessonLink, LessonsDone, PhaseFacts, ScriptLink, TargetAhead, judge, standing::tests::standing},
        points::Reviewed,
        programme::sample,
        targets::FitReason,
        tiers::TierName,
        time::Day,
    };

    const TODAY: &str = "2026-11-23";

    fn day(text: &str) -> Timestamp {
        text.parse::<Day>().expect("day").at_minute(600)
    }

    fn deal(number: u8, moment: DealMoment) -> OpenDeal {
        OpenDeal { deal: Id::new(Timestamp::EPOCH, [number; 10]), customer: format!("customer {number}"), moment }
    }

    fn approved(at: &str, contacted: bool, last: &str, until: &str) -> DealMoment {
        DealMoment::Approved {
            approved_at: day(at),
            contacted,
            last_step_at: day(last),
            protected_until: day(until),
            extensible: true,
        }
    }

    fn lesson(lesson: &str) -> LessonLink {
        LessonLink { module: "first-customer".into(), lesson: lesson.into(), title: lesson.into(), minutes: 6 }
    }

    fn target() -> TargetAhead {
        let target = Id::new(Timestamp::EPOCH, [9; 10]);
        TargetAhead {
            target, customer: "堂島ストア".into(), word: "拠点を増やすそうです".into(), fit: Some(FitReason::OwnTrade)
        }
    }

    /// A company that has registered before, with nothing left to do but everything that follows from `change`.
    fn choose(story: &[(ActivityKind, &str, u8)], change: impl FnOnce(&mut HomeFacts)) -> NextAction {
        let programme = sample::programme();
        let standing = standing(story);
        let phase = judge(&programme, &standing, &PhaseFacts::default(), day(TODAY));
        let mut facts = HomeFacts {
            phase,
            standing,
            reviewed: Reviewed::default(),
            deals: vec![],
            lesson_in_progress: None,
            next_lesson: None,
            lessons: LessonsDone { done: 0, total: 24 },
            script: None,
            script_opened: false,
            may_invite: false,
            wins_needed: None,
            goal_waits: None,
            target: None,
        };
        change(&mut facts);
        next_action(&facts, day(TODAY), &programme)
    }

    fn name(action: &NextAction) -> String {
        match serde_json::to_value(&action.act).expect("json") {
            serde_json::Value::String(name) => name,
            value => value.as_object().and_then(|act| act.keys().next()).expect("tag").clone(),
        }
    }

    #[test]
    fn the_order_holds_from_top_to_bottom() {
        use ActivityKind as K;
        let story = [(K::CompanyJoined, "2026-09-14", 1), (K::DealRegistered, "2026-10-14", 1)];
        let deals = [
            deal(1, DealMoment::Returned { at: day("2026-11-20") }),
            deal(2, approved("2026-11-20", false, "2026-11-20", "2027-02-18")),
            deal(3, approved("2026-09-01", true, "2026-11-20", "2026-11-30")),
            deal(4, DealMoment::Draft { saved_at: day("2026-11-22") }),
            deal(5, approved("2026-09-01", true, "2026-10-20", "2027-01-30")),
        ];
        let order = [
            "correct_deal",
            "contact_after_approval",
            "extend_protection",
            "continue_draft",
            "finish_lesson",
            "move_deal",
            "answer_goal",
            "invite_colleague",
            "try_target",
            "reach_tier",
            "start_lesson",
            "register_deal",
        ];
        // Each step takes away what the one before it was about.
        for (done, expected) in order.iter().enumerate() {
            let action = choose(&story, |facts| {
                facts.lessons.done = 3;
                let closed = [0, 1, 2, 3, 5].map(|place| done > place);
                facts.deals = deals.iter().zip(closed).filter(|(_, closed)| !closed).map(|(deal, _)| deal.clone()).collect();
                facts.lesson_in_progress = (done <= 4).then(|| (lesson("who-buys"), day("2026-11-10")));
                facts.goal_waits = (done <= 6).then(|| day("2026-11-20"));
                facts.may_invite = done <= 7;
                let tier = TierName { key: "gold".into(), name: Bilingual::default() };
                facts.target = (done <= 8).then(target);
                facts.wins_needed = (done <= 9).then(|| WinsNeeded { tier, wins: 2, besides: vec![] });
                facts.next_lesson = (done <= 10).then(|| lesson("one-page-list"));
            });
            assert_eq!(&name(&action), expected);
            let idle = ["try_target", "reach_tier", "start_lesson", "register_deal"];
            assert_eq!(action.gives_way_to_a_target(), idle[1..].contains(expected), "{expected}");
        }
    }

    #[test]
    fn a_target_is_the_first_deal_of_whoever_is_ready() {
        use ActivityKind as K;
        let joined = (K::CompanyJoined, "2026-11-01", 1);
        let unready = choose(&[joined], |facts| {
            facts.next_lesson = Some(lesson("who-buys"));
            facts.target = Some(target());
        });
        assert_eq!((name(&unready).as_str(), unready.gives_way_to_a_target()), ("start_lesson", false));
        let plain = choose(&[joined], |_| {});
        assert_eq!((name(&plain).as_str(), plain.gives_way_to_a_target()), ("register_first_deal", true));
        let ready = choose(&[joined], |facts| facts.target = Some(target()));
        assert_eq!(name(&ready), "try_target");
        assert_eq!(ready.why, WhyNow::TargetWaits { word: "拠点を増やすそうです".into(), fit: Some(FitReason::OwnTrade) });
        assert!(ready.reward.is_some(), "it is a registration like any other");
    }

    #[test]
    fn the_first_deal_is_three_steps_away() {
        use ActivityKind as K;
        let joined = (K::CompanyJoined, "2026-11-01", 1);
        let script = ScriptLink { slug: "first-call-manufacturing".into(), title: "電話".into(), minutes: 4 };
        let prepare = |facts: &mut HomeFacts| {
            facts.next_lesson = Some(lesson("who-buys"));
            facts.script = Some(script.clone());
        };
        assert_eq!(name(&choose(&[joined], prepare)), "start_lesson");
        let bonus = Some(Bonus { points: 100, until: "2026-12-31".parse().expect("day"), days_left: 38, added: 0 });
        assert_eq!(choose(&[joined], prepare).why, WhyNow::NothingLearnt { bonus });
        let colleague = [joined, (K::LessonCompleted, "2026-11-10", 1)];
        assert_eq!(name(&choose(&colleague, prepare)), "start_lesson", "what a colleague has learnt does not count");
        let learnt = |facts: &mut HomeFacts| {
            prepare(facts);
            facts.lessons.done = 1;
        };
        assert_eq!(name(&choose(&[joined], learnt)), "open_script");
        let ready = choose(&[joined], |facts| {
            learnt(facts);
            facts.script_opened = true;
        });
        assert_eq!(ready.act, Act::RegisterFirstDeal);
        assert_eq!(ready.why, WhyNow::ReadyForFirstDeal { lessons: 1, bonus });
        let reward = ready.reward.expect("points");
        assert_eq!((reward.points, reward.provisional), (150, true));
    }

    #[test]
    fn lessons_count_for_a_tier_that_asks_for_people() {
        let story = [(ActivityKind::CompanyJoined, "2026-09-14", 1), (ActivityKind::DealRegistered, "2026-10-14", 1)];
        let gold = TierName { key: "gold".into(), name: Bilingual::default() };
        for (besides, counts_for) in [(vec![TierCriterion::CertifiedPeople { min: 2 }], Some(gold.clone())), (Vec::new(), None)] {
            let action = choose(&story, |facts| {
                facts.next_lesson = Some(lesson("who-buys"));
                facts.lessons.done = 3;
                facts.wins_needed = Some(WinsNeeded { tier: gold.clone(), wins: 4, besides });
            });
            assert_eq!(action.why, WhyNow::LessonsLeft { lessons: LessonsDone { done: 3, total: 24 }, counts_for });
        }
    }

    #[test]
    fn deals_wait_for_their_time() {
        use ActivityKind as K;
        let story = [(K::CompanyJoined, "2026-09-14", 1), (K::DealRegistered, "2026-10-14", 1)];
        for (moment, expected) in [
            (approved("2026-11-22", false, "2026-11-22", "2027-02-20"), "register_deal"),
            (approved("2026-11-21", false, "2026-11-21", "2027-02-19"), "contact_after_approval"),
            (approved("2026-09-01", true, "2026-11-03", "2027-02-19"), "register_deal"),
            (approved("2026-09-01", true, "2026-11-02", "2027-02-19"), "move_deal"),
            (approved("2026-09-01", true, "2026-11-20", "2026-12-07"), "extend_protection"),
            (approved("2026-09-01", true, "2026-11-20", "2026-12-08"), "register_deal"),
            (approved("2026-08-01", true, "2026-11-20", "2026-11-22"), "register_deal"),
        ] {
            let action = choose(&story, |facts| facts.deals = vec![deal(1, moment)]);
            assert_eq!(name(&action), expected, "{moment:?}");
        }
    }

    #[test]
    fn the_longest_waiting_deal_comes_first() {
        let story = [(ActivityKind::CompanyJoined, "2026-09-14", 1)];
        let action = choose(&story, |facts| {
            facts.deals = vec![
                deal(1, DealMoment::Returned { at: day("2026-11-20") }),
                deal(2, DealMoment::Returned { at: day("2026-11-18") }),
            ];
        });
        assert!(matches!(action.act, Act::CorrectDeal { customer, .. } if customer == "customer 2"));
        assert_eq!(action.why, WhyNow::Returned { at: day("2026-11-18"), days: 5 });
    }
}
