//! What a company's activities and ledger add up to, as the store keeps it.

use std::collections::BTreeMap;

use jiso::{
    activity::Activity,
    id::{CompanyId, UserId},
    leaderboards::Measure,
    phases::Origins,
    points::{Axis, Balance, Entry, PointEntry},
    programme::Versions,
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

/// The rules tell what a line's points were granted for.
pub fn board_totals(versions: &Versions, company: CompanyId, ledger: &[PointEntry]) -> Vec<BoardTotal> {
    let mut sums: BTreeMap<(Measure, &'static str, i64), Balance> = BTreeMap::new();
    for entry in ledger.iter().map(|line| &line.entry) {
        let month = entry.at.day().month_key();
        let quarter = i64::from(month.quarter_start().0);
        for measure in [Some(Measure::Overall), measure_of(versions, entry)].into_iter().flatten() {
            for (span, starts) in [("month", i64::from(month.0)), ("quarter", quarter), ("all_time", 0)] {
                add(sums.entry((measure, span, starts)).or_default(), entry.provisional, entry.confirmed);
            }
        }
    }
    let line = |((measure, span, starts), points)| BoardTotal { measure, span, starts, company, points };
    sums.into_iter().map(line).collect()
}

/// The board beside the overall one on which a line counts.
fn measure_of(versions: &Versions, entry: &Entry) -> Option<Measure> {
    let by = versions.all().find(|programme| programme.version == entry.rule_version)?;
    Measure::of(entry.axis, by.rule(&entry.rule)?.on)
}

fn add(sum: &mut Balance, provisional: i64, confirmed: i64) {
    sum.provisional += provisional;
    sum.confirmed += confirmed;
}
