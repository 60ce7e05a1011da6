use jiso::{
    lang::Lang,
    phases::{Act, Bonus, NextAction, WhyNow},
    time::Timestamp,
};

use crate::{
    format::{day_short, moment, number},
    targets::fit_text,
    text::phases as t,
};

/// The next action as a headline.
pub fn action_title(l: Lang, act: &Act) -> String {
    match act {
        Act::CorrectDeal { customer, .. } => t::act_correct_deal(l, customer),
        Act::ContactAfterApproval { customer, .. } => t::act_contact_after_approval(l, customer),
        Act::ExtendProtection { customer, .. } => t::act_extend_protection(l, customer),
        Act::ContinueDraft { customer, .. } if customer.is_empty() => t::act_continue_draft_unnamed(l).into(),
        Act::ContinueDraft { customer, .. } => t::act_continue_draft(l, customer),
        Act::FinishLesson { lesson } => t::act_finish_lesson(l, &lesson.title),
        Act::MoveDeal { customer, .. } => t::act_move_deal(l, customer),
        Act::StartLesson { lesson } => t::act_start_lesson(l, &lesson.title),
        Act::OpenScript { script } => t::act_open_script(l, &script.title),
        Act::RegisterFirstDeal => t::act_register_first_deal(l).into(),
        Act::InviteColleague => t::act_invite_colleague(l).into(),
        Act::ReachTier { tier, wins } => t::act_reach_tier(l, tier.name.get(l), i64::from(*wins)),
        Act::RegisterDeal => t::act_register_deal(l).into(),
        Act::AnswerGoal => t::act_answer_goal(l).into(),
        Act::TryTarget { customer, .. } => t::act_try_target(l, customer),
    }
}

/// What the one button says.
pub const fn button_text(l: Lang, act: &Act) -> &'static str {
    match act {
        Act::CorrectDeal { .. } => t::button_correct_deal(l),
        Act::ContactAfterApproval { .. } => t::button_contact_after_approval(l),
        Act::ExtendProtection { .. } => t::button_extend_protection(l),
        Act::ContinueDraft { .. } => t::button_continue_draft(l),
        Act::FinishLesson { .. } => t::button_finish_lesson(l),
        Act::MoveDeal { .. } => t::button_move_deal(l),
        Act::StartLesson { .. } => t::button_start_lesson(l),
        Act::OpenScript { .. } => t::button_open_script(l),
        Act::RegisterFirstDeal | Act::ReachTier { .. } | Act::RegisterDeal | Act::TryTarget { .. } => t::button_register_deal(l),
        Act::InviteColleague => t::button_invite_colleague(l),
        Act::AnswerGoal => t::button_answer_goal(l),
    }
}

/// Where the action is done. `from` tells who suggested it; see [`Origin::of_link`].
pub fn action_href(act: &Act, from: &str) -> String {
    match act {
        Act::CorrectDeal { deal, .. }
        | Act::ContactAfterApproval { deal, .. }
        | Act::ExtendProtection { deal, .. }
        | Act::MoveDeal { deal, .. } => format!("/deals/{deal}?from={from}"),
        Act::ContinueDraft { .. } | Act::RegisterFirstDeal | Act::ReachTier { .. } | Act::RegisterDeal => {
            format!("/deals/new?from={from}")
        }
        Act::FinishLesson { lesson } | Act::StartLesson { lesson } => {
            format!("/learn/{}/{}?from={from}", lesson.module, lesson.lesson)
        }
        Act::OpenScript { script } => format!("/kits/{}?from={from}", script.slug),
        Act::InviteColleague => format!("/company?from={from}#invite"),
        Act::AnswerGoal => format!("/goals?from={from}"),
        Act::TryTarget { target, .. } => format!("/deals/new?target={target}&from={from}"),
    }
}

/// Why this, and why now.
pub fn why_text(l: Lang, why: &WhyNow) -> String {
    match *why {
        WhyNow::Returned { at, .. } => t::why_returned(l, moment(l, at)),
        WhyNow::ApprovedUntouched { at, days } => t::why_approved_untouched(l, day_short(l, at.day()), days),
        WhyNow::ProtectionEnds { until, days_left } => t::why_protection_ends(l, day_short(l, until.day()), days_left),
        WhyNow::DraftWaits { saved_at, .. } => t::why_draft_waits(l, moment(l, saved_at)),
        WhyNow::LessonBegun { at, .. } => t::why_lesson_begun(l, day_short(l, at.day())),
        WhyNow::NoStep { since, days } => t::why_no_step(l, day_short(l, since.day()), days),
        WhyNow::NothingLearnt { bonus: None } => t::why_nothing_learnt(l).into(),
        WhyNow::NothingLearnt { bonus: Some(bonus) } => {
            told(l, t::why_prepare(l, day_short(l, bonus.until), number(bonus.points), bonus.days_left), paused(l, bonus))
        }
        WhyNow::NoScriptYet { lessons } => t::why_no_script_yet(l, lessons.into()),
        WhyNow::ReadyForFirstDeal { lessons, bonus } => {
            let ready = if lessons == 0 { t::why_ready_without_lessons(l).into() } else { t::why_ready(l, lessons.into()) };
            let campaign =
                bonus.map(|bonus| t::why_campaign(l, day_short(l, bonus.until), bonus.days_left, number(bonus.points)));
            told(l, told(l, ready, campaign), bonus.and_then(|bonus| paused(l, bonus)))
        }
        WhyNow::OnlyOneActive { since } => t::why_only_one_active(l, day_short(l, since.day())),
        WhyNow::TierInReach { wins } => t::why_tier_in_reach(l, i64::from(wins)),
        WhyNow::LessonsLeft { lessons, ref counts_for } => {
            let counts = counts_for.as_ref().map(|tier| t::why_lessons_count(l, tier.name.get(l)));
            told(l, t::why_lessons_left(l, lessons.total, lessons.done), counts)
        }
        WhyNow::LastDeal { at: Some(at), days: Some(days) } => t::why_last_deal(l, day_short(l, at.day()), days),
        WhyNow::LastDeal { .. } => t::why_no_deal(l).into(),
        WhyNow::GoalProposed { at } => t::why_goal_proposed(l, day_short(l, at.day())),
        WhyNow::TargetWaits { ref word, fit } => {
            told(l, t::why_target(l, word), fit.map(|fit| t::why_target_fits(l, fit_text(l, fit))))
        }
    }
}

/// The fact behind the action, and the page that shows it.
pub fn evidence_link(l: Lang, next: &NextAction) -> (String, String) {
    let page = match &next.act {
        Act::CorrectDeal { deal, .. }
        | Act::ContactAfterApproval { deal, .. }
        | Act::ExtendProtection { deal, .. }
        | Act::MoveDeal { deal, .. } => format!("/deals/{deal}"),
        Act::ContinueDraft { .. } => "/deals/new".into(),
        Act::FinishLesson { .. } | Act::StartLesson { .. } | Act::OpenScript { .. } => "/learn".into(),
        Act::RegisterFirstDeal => "/progress?rules=open#earning".into(),
        Act::InviteColleague => "/company".into(),
        Act::ReachTier { .. } => "/progress".into(),
        Act::RegisterDeal => "/deals".into(),
        Act::AnswerGoal => "/goals".into(),
        Act::TryTarget { .. } => "/targets".into(),
    };
    let short = |at: Timestamp| day_short(l, at.day());
    let fact = match next.why {
        WhyNow::Returned { at, .. } => t::fact_returned(l, short(at)),
        WhyNow::ApprovedUntouched { at, .. } => t::fact_approved(l, short(at)),
        WhyNow::ProtectionEnds { until, .. } => t::fact_protected(l, short(until)),
        WhyNow::DraftWaits { saved_at, .. } => t::fact_draft(l, moment(l, saved_at)),
        WhyNow::LessonBegun { at, .. } => t::fact_begun(l, short(at)),
        WhyNow::NoStep { since, .. } => t::fact_last_step(l, short(since)),
        WhyNow::NoScriptYet { lessons } => t::fact_lessons(l, lessons.into()),
        WhyNow::NothingLearnt { .. } | WhyNow::LessonsLeft { .. } => t::fact_learn(l).into(),
        WhyNow::ReadyForFirstDeal { .. } => t::fact_earning(l).into(),
        WhyNow::OnlyOneActive { .. } => t::fact_people(l).into(),
        WhyNow::TierInReach { .. } => t::fact_tier(l).into(),
        WhyNow::LastDeal { at: Some(at), .. } => t::fact_last_deal(l, short(at)),
        WhyNow::LastDeal { .. } => t::fact_deals(l).into(),
        WhyNow::GoalProposed { at } => t::fact_goal(l, short(at)),
        WhyNow::TargetWaits { .. } => t::fact_targets(l).into(),
    };
    (page, fact)
}

/// One sentence, and perhaps another.
/// How long the countdown stood still.
fn paused(l: Lang, bonus: Bonus) -> Option<String> {
    (bonus.added > 0).then(|| t::why_paused(l, i64::from(bonus.added)))
}

fn told(l: Lang, first: String, second: Option<String>) -> String {
    match (second, l) {
        (None, _) => first,
        (Some(second), Lang::Ja) => first + &second,
        (Some(second), Lang::En) => format!("{first} {second}"),
    }
}
