use jiso::{goals::GoalLine, lang::Lang};

use crate::{format::day, text::goals as t};

/// 「製造のお客様で、2027年3月31日までに5件の受注」
pub fn goal_text(l: Lang, line: &GoalLine) -> String {
    t::sentence(l, line.industry.get(l), day(l, line.goal.deadline), i64::from(line.goal.orders))
}

/// Where it stands, and what the way back from the deadline asks for.
pub fn plan_text(l: Lang, line: &GoalLine) -> String {
    let won = t::won(l, line.goal.orders, line.won);
    match line.needed_a_month {
        Some(needed) => format!("{won} {}", t::plan(l, i64::from(needed))),
        None if line.won >= line.goal.orders => format!("{won} {}", t::reached(l)),
        None => format!("{won} {}", t::over(l)),
    }
}
