use jiso::progress::MonthPoints;
use leptos::prelude::*;

use crate::{
    format::{month_short, number},
    frame::lang,
    text::progress as t,
    ui::{BarChart, Point, Sheet},
};

/// What was confirmed in each of twelve months. Its code travels beside the page's own, as that of the ledger.
#[lazy]
pub fn months_sheet(months: Vec<MonthPoints>) -> AnyView {
    let l = lang();
    let sum = |line: &MonthPoints| line.sales.saturating_add(line.managed).saturating_add(line.helping);
    let total: i64 = months.iter().map(sum).sum();
    let now = months.last().map(sum).unwrap_or_default();
    let points = months.iter().map(|line| Point {
        label: month_short(l, line.month),
        value: u64::try_from(sum(line)).unwrap_or(0),
        text: number(sum(line)),
        ghost: false,
    });
    let points: Vec<Point> = points.collect();
    view! {
        <Sheet title=t::months(l)>
            <BarChart
                points
                label=t::months_label(l, number(total), number(now))
                table_label=t::as_table(l)
                heads=(t::month(l).to_owned(), t::points(l).to_owned())
            />
        </Sheet>
    }
    .into_any()
}
