use jiso::{
    goals::{Counted, GoalTerms},
    lang::Lang,
};

use crate::{format::number, text::goals as t};

/// 「受注を3件」, "Win 3 deals".
pub fn goal_title(l: Lang, terms: &GoalTerms) -> String {
    counted_target(l, terms.counted, terms.target)
}

/// So many of what is counted.
pub fn counted_target(l: Lang, counted: Counted, target: u32) -> String {
    use Counted as C;
    let n = i64::from(target);
    match counted {
        C::RegisteredDeals => t::title_registered_deals(l, n),
        C::WonDeals => t::title_won_deals(l, n),
        C::JointVisits => t::title_joint_visits(l, n),
        C::Certificates => t::title_certificates(l, n),
        C::Lessons => t::title_lessons(l, n),
    }
}

/// `3 / 5`, on one line.
pub(super) fn done_of(done: u64, target: u32) -> String {
    format!("{}\u{a0}/\u{a0}{}", number(i64::try_from(done).unwrap_or(i64::MAX)), number(target.into()))
}
