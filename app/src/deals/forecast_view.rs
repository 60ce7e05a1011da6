use jiso::{
    deals::{Forecast, Totals},
    money::Money,
};
use leptos::prelude::*;

use crate::{
    format,
    frame::lang,
    text::deals as t,
    ui::{PairChart, PairPoint, Sheet},
};

fn yen(amount: i64) -> String {
    format::money(&Money::yen(amount))
}

/// When open deals are expected to become orders.
#[component]
pub fn ForecastView(forecast: Forecast) -> impl IntoView {
    let l = lang();
    let best = match forecast.best() {
        Some(best) => t::forecast_best(l, format::month(l, best.month), yen(best.totals.weighted)),
        None => t::forecast_nothing(l).to_owned(),
    };
    let beside = |totals: Totals, text: fn(jiso::lang::Lang, i64, String) -> String| {
        (totals.count > 0).then(|| view! { <p class="quiet">{text(l, i64::from(totals.count), yen(totals.amount))}</p> })
    };
    let overdue = beside(forecast.overdue, t::forecast_overdue);
    let later = beside(forecast.later, t::forecast_later);
    let point = |label: String, totals: Totals| PairPoint {
        label,
        values: [totals.amount, totals.weighted].map(|amount| u64::try_from(amount).unwrap_or_default()),
        texts: [t::forecast_amount(l, yen(totals.amount), totals.count), yen(totals.weighted)],
    };
    let points = forecast.months.iter().map(|one| point(format::month(l, one.month), one.totals)).collect();
    view! {
        <Sheet title=t::forecast_title(l) id="forecast">
            <div class="forecast">
                <div>
                    <p>{best.clone()}</p>
                    {overdue}
                    {later}
                </div>
                <PairChart
                    points
                    label=best
                    names=[t::forecast_all(l).to_owned(), t::forecast_weighted(l).to_owned()]
                    table_label=t::forecast_table(l)
                    head=t::forecast_month(l)
                />
            </div>
        </Sheet>
    }
}
