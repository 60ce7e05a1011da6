use jiso::{kits::KitFacets, lang::Lang, phases::Gap};

use crate::{
    format::{day_short, decimal},
    text::{kits, phases as t},
};

/// What the vendor lacks, in a sentence, and where it is mended or seen.
pub fn gap_text(l: Lang, gap: &Gap) -> (String, Option<String>) {
    match gap {
        Gap::NobodyJoined => (t::gap_nobody_joined(l).into(), Some("#invite".into())),
        Gap::OnePersonOnly => (t::gap_one_person(l).into(), Some("#invite".into())),
        Gap::NoKit { kind, industry } => {
            let asked = KitFacets { kind: Some(*kind), industry: Some(*industry), ..KitFacets::default() };
            let (industry, kind) = (kits::industry(l, industry.as_str()), kits::kind(l, kind.as_str()));
            (t::gap_no_kit(l, industry, kind), Some(jiso::address::address("/kits", asked.pairs())))
        }
        Gap::KitRunOut { title, slug, since } => (t::gap_run_out(l, title, day_short(l, *since)), Some(format!("/kits/{slug}"))),
        Gap::SlowReview { tenths, promised_days, reviews } => {
            let days = decimal(*tenths);
            (t::gap_slow_review(l, i64::from(*reviews), days, promised_days), Some("/console/deals".into()))
        }
        Gap::LateReviews { count, last } => {
            let count = i64::try_from(*count).unwrap_or(i64::MAX);
            (t::gap_late_reviews(l, count, day_short(l, last.day())), Some("#timeline".into()))
        }
        Gap::NoGoalProposed => (t::gap_no_goal_proposed(l).into(), Some("#goals".into())),
        Gap::GoalUnanswered { since } => (t::gap_goal_unanswered(l, day_short(l, since.day())), Some("#goals".into())),
        Gap::NoJointVisit { promised } => (t::gap_no_joint_visit(l, i64::from(*promised)), None),
    }
}
