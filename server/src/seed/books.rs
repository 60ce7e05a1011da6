//! What a company's activities and ledger add up to, as the store keeps it.

use std::collections::BTreeMap;

use jiso::{
    activity::Activity,
    id::{CompanyId, UserId},
    phases::Origins,
    points::{Axis, Balance, Entry, PointEntry},
    time::{Day, MonthKey},
};
use jiso_store::seed::{BoardTotal, MonthTotal};

/// Who set the company's own activities going, by day.
pub fn origins<'a>(activities: impl IntoIterator<Item = &'a Activity>) -> BTreeMap<Day, Origins> {
    let mut days: BTreeMap<Day, Origins> = BTreeMap::new();
    for activity in activities.into_iter().filter(|activity| activity.is_partners_own()) {
        days.entry(activity.at.day()).or_default().note(activity.origin);
    }
    days
}

pub fn month_totals(company: CompanyId, ledger: &[PointEntry]) -> Vec<MonthTotal> {
    let mut sums: BTreeMap<(Option<UserId>, MonthKey, Axis), Balance> = BTreeMap::new();
    for Entry { user, at, axis, provisional, confirmed, .. } in ledger.iter().map(|line| &line.entry) {
        add(sums.entry((*user, at.day().month_key(), *axis)).or_default(), *provisional, *confirmed);
    }
    sums.into_iter().map(|((user, month, axis), points)| MonthTotal { company, user, month, axis, points }).collect()
}

pub fn board_totals(company: CompanyId, ledger: &[PointEntry]) -> Vec<BoardTotal> {
    let mut sums: BTreeMap<(&'static str, i64), Balance> = BTreeMap::new();
    for Entry { at, provisional, confirmed, .. } in ledger.iter().map(|line| &line.entry) {
        let month = at.day().month_key();
        let quarter = i64::from(month.quarter_start().0);
        for key in [("month", i64::from(month.0)), ("quarter", quarter), ("all_time", 0)] {
            add(sums.entry(key).or_default(), *provisional, *confirmed);
        }
    }
    sums.into_iter().map(|((span, starts), points)| BoardTotal { span, starts, company, points }).collect()
}

fn add(sum: &mut Balance, provisional: i64, confirmed: i64) {
    sum.provisional += provisional;
    sum.confirmed += confirmed;
}
