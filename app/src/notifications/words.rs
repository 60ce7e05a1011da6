//! Notifications in words, made by the server in the language of whoever reads: the browser only shows them.

use jiso::{
    boards::BoardNews,
    key_persons::PactNews,
    lang::Lang,
    leads::LeadNews,
    notifications::{NoticeKind, NoticeText, NoticeView, NoticesSheet},
    plays::PlayNews,
    questions::QuestionNews,
    tiers::TierOutcome,
    time::Day,
    visits::VisitNews,
};
use serde::{Deserialize, Serialize};

use crate::{
    format::{day, dot, moment_near},
    frame::today,
    goals::{counted_target, goal_title},
    phases::action_title,
    text::notifications as t,
};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticesWords {
    pub unread: Vec<NoticeLine>,
    pub read: Vec<NoticeLine>,
    /// Unread ones in all.
    pub count: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeLine {
    pub id: String,
    pub kind: NoticeKind,
    pub headline: String,
    pub detail: String,
    /// What it is about, and when it came.
    pub facts: String,
}

impl NoticesWords {
    pub fn of(l: Lang, sheet: NoticesSheet) -> Self {
        let today = today();
        let lines = |notices: Vec<NoticeView>| notices.iter().map(|notice| line(l, notice, today)).collect();
        Self { unread: lines(sheet.unread), read: lines(sheet.read), count: sheet.count }
    }
}

fn line(l: Lang, notice: &NoticeView, today: Option<Day>) -> NoticeLine {
    let (headline, detail) = notice_words(l, &notice.text, today);
    let kind = notice.text.kind();
    NoticeLine {
        id: notice.id.to_string(),
        kind,
        headline,
        detail,
        facts: [t::kind(l, kind.as_str()), &moment_near(l, notice.at, today)].join(dot(l)),
    }
}

fn visit_news(l: Lang, what: VisitNews, customer: &str, by: &str) -> String {
    match what {
        VisitNews::Asked => t::visit_asked(l, by, customer),
        VisitNews::OtherTimes => t::visit_other_times(l, by, customer),
        VisitNews::Fixed => t::visit_fixed(l, customer),
        VisitNews::Substituted => t::visit_substituted(l, customer, by),
        VisitNews::CalledOff => t::visit_called_off(l, customer),
        VisitNews::Said => t::visit_said(l, by, customer),
        VisitNews::Tomorrow => t::visit_tomorrow(l, customer),
    }
}

fn play_news(l: Lang, what: PlayNews, by: &str, title: &str, why: Option<&str>) -> (String, String) {
    let headline = match what {
        PlayNews::Proposed => t::play_proposed(l, by),
        PlayNews::Changed => t::play_changed(l, by),
        PlayNews::Consented => t::play_consented(l, by),
        PlayNews::ChangeAsked => t::play_change_asked(l, by),
        PlayNews::Declined => t::play_declined(l, by),
        PlayNews::Published => t::play_published(l).to_owned(),
        PlayNews::Withdrawn => t::play_withdrawn(l, by),
    };
    let more = [Some(t::question_title(l, title)), why.map(str::to_owned)];
    (headline, more.into_iter().flatten().collect::<Vec<_>>().join(dot(l)))
}

fn question_news(l: Lang, what: QuestionNews, by: &str) -> String {
    match what {
        QuestionNews::Asked => t::question_asked(l, by),
        QuestionNews::FollowedUp => t::question_followed_up(l, by),
        QuestionNews::Answered => t::question_answered(l, by),
        QuestionNews::ColleagueAnswered => t::question_colleague_answered(l, by),
        QuestionNews::Accepted => t::question_accepted(l, by),
        QuestionNews::DueSoon => t::question_due_soon(l, by),
        QuestionNews::Escalated => t::question_escalated(l, by),
    }
}

/// A headline, and what else there is to say, as it is read `today`: a moment of another year says which.
pub fn notice_words(l: Lang, text: &NoticeText, today: Option<Day>) -> (String, String) {
    use NoticeText as N;
    match text {
        N::DealApproved { customer, number, until } => {
            (t::deal_approved(l, customer, number), t::deal_approved_more(l, day(l, *until)))
        }
        N::DealReturned { customer, number, note } => (t::deal_returned(l, customer, number), note.clone()),
        N::DealRejected { customer, number } => (t::deal_rejected(l, customer, number), t::deal_no_more(l).into()),
        N::DealConflicted { customer, number } => (t::deal_conflicted(l, customer, number), t::deal_no_more(l).into()),
        N::DealReleased { customer, number } => (t::deal_released(l, customer, number), t::again_more(l).into()),
        N::ProtectionEnding { customer, number, last_day, may_extend } => {
            let more = if *may_extend { t::protection_ending_more(l) } else { t::protection_ending_only(l) };
            (t::protection_ending(l, customer, number, day(l, *last_day)), more.to_owned())
        }
        N::ProtectionEnded { customer, number } => (t::protection_ended(l, customer, number), t::again_more(l).into()),
        N::GoalProposed { by, terms } => {
            (t::goal_proposed(l, by, goal_title(l, terms)), t::goal_more(l, day(l, terms.by), &terms.why))
        }
        N::GoalAgreed { by, terms } => {
            (t::goal_agreed(l, by, goal_title(l, terms)), t::goal_more(l, day(l, terms.by), &terms.why))
        }
        N::TierDecided { tier, outcome, on } => {
            let tier = tier.get(l);
            let headline = match outcome {
                TierOutcome::Entered => t::tier_entered(l, tier),
                TierOutcome::Raised => t::tier_raised(l, tier),
                TierOutcome::Grace { until } => t::tier_grace(l, tier, day(l, *until)),
                TierOutcome::Kept => t::tier_kept(l, tier),
                TierOutcome::Lowered => t::tier_lowered(l, tier),
            };
            (headline, t::tier_more(l, day(l, *on)))
        }
        N::ExtensionAsked { customer, number, company, last_day, reason } => {
            (t::extension_asked(l, company, customer, number), t::extension_asked_more(l, day(l, *last_day), reason))
        }
        N::ExtensionGranted { customer, number, until } => {
            (t::extension_granted(l, customer, number), t::deal_approved_more(l, day(l, *until)))
        }
        N::ExtensionDeclined { customer, number, why } => (t::extension_declined(l, customer, number), why.clone()),
        N::DealMoved { customer, number, why } => (t::deal_moved(l, customer, number), why.clone()),
        N::DealTakenOver { customer, number, until } => {
            (t::deal_taken_over(l, customer, number), t::deal_approved_more(l, day(l, *until)))
        }
        N::DealSplit { customer, number, part, product, why } => {
            (t::deal_split(l, customer, number), t::deal_split_more(l, product.get(l), part, why))
        }
        N::DealSplitOff { customer, number, product, until } => {
            (t::deal_split_off(l, customer, number), t::deal_split_off_more(l, product.get(l), day(l, *until)))
        }
        N::DealShared { customer, number, by } => (t::deal_shared(l, customer, number), t::deal_shared_more(l, by)),
        N::DealHandedOver { customer, number, by } => (t::deal_handed_over(l, customer, number), t::deal_handed_over_more(l, by)),
        N::ReviewEscalated { customer, number, company } => {
            (t::review_escalated(l, customer, number), t::review_escalated_more(l, company))
        }
        N::Thanked { by, words } => (t::thanked(l, by), t::thanked_more(l, words)),
        N::Lead { what, customer, due } => {
            let headline = match what {
                LeadNews::Offered => t::lead_offered(l, customer),
                LeadNews::Accepted => t::lead_accepted(l, customer),
                LeadNews::Exhausted => t::lead_exhausted(l, customer),
            };
            (headline, due.map(|due| t::lead_due(l, moment_near(l, due, today))).unwrap_or_default())
        }
        N::Board { what, customer, step } => {
            let headline = match what {
                BoardNews::YourTurn => t::board_your_turn(l, step.get(l)),
                BoardNews::Late => t::board_late(l, step.get(l)),
            };
            (headline, t::board_more(l, customer))
        }
        N::Visit { what, by, customer, at } => {
            let at = at.map(|at| t::visit_at(l, moment_near(l, at, today))).unwrap_or_default();
            (visit_news(l, *what, customer, by), at)
        }
        N::Play { what, by, title, why } => play_news(l, *what, by, title, why.as_deref()),
        N::Pact { what, champion, counted, target, done, expected, by } => {
            let goal = counted_target(l, *counted, *target);
            let headline = match what {
                PactNews::Proposed => t::pact_proposed(l, champion),
                PactNews::Agreed => t::pact_agreed(l, champion),
                PactNews::Weekly => t::pact_weekly(l, champion),
                PactNews::Met => t::pact_met(l, champion),
                PactNews::Over => t::pact_over(l, champion),
            };
            let more = match what {
                PactNews::Proposed | PactNews::Agreed => t::pact_more(l, goal, day(l, *by)),
                _ => t::pact_stands(l, goal, done, expected),
            };
            (headline, more)
        }
        N::WorkHandedOver { from, by, deals, steps, visits, questions } => {
            (t::work_handed_over(l, from), t::work_handed_over_more(l, deals, steps, visits, questions, by))
        }
        N::Question { what, by, title, until } => {
            let title = t::question_title(l, title);
            let until = until.map(|at| t::question_until(l, moment_near(l, at, today)));
            (question_news(l, *what, by), [Some(title), until].into_iter().flatten().collect::<Vec<_>>().join(dot(l)))
        }
        N::KitStale { title, owner, until } => (t::kit_stale(l, title), t::kit_stale_more(l, day(l, *until), owner)),
        N::StepAsked { by, act } => (t::step_asked(l, action_title(l, act)), t::step_asked_more(l, by)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_of_another_year_says_so_to_whoever_reads_it_in_this_one() {
        let on = |text: &str| text.parse::<Day>().unwrap();
        let asked = NoticeText::Lead {
            what: LeadNews::Offered,
            customer: "北浜製作所".into(),
            due: Some(on("2027-01-05").at_minute(18 * 60)),
        };
        for (today, ja, en) in
            [("2026-12-28", "2027年1月5日 18:00", "5 Jan 2027 18:00"), ("2027-01-04", "1月5日 18:00", "5 Jan 18:00")]
        {
            for (l, moment) in [(Lang::Ja, ja), (Lang::En, en)] {
                let (_, more) = notice_words(l, &asked, Some(on(today)));
                assert_eq!(more, t::lead_due(l, moment));
            }
        }
    }
}
