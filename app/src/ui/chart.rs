//! Small pictures of numbers over time. Each has its table behind it.

use leptos::prelude::*;

use super::More;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Point {
    pub label: String,
    pub value: u64,
    /// How the value is written.
    pub text: String,
    /// Not certain yet: drawn as an outline.
    pub ghost: bool,
}

/// `part` of `whole` as a percentage with one decimal, the same on server and in the browser.
pub(super) fn share(part: u64, whole: u64) -> String {
    let thousandths = (part * 1000).checked_div(whole).unwrap_or(0).min(1000);
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

const FLOOR: u64 = 120;
const HEIGHT: u64 = 100;

/// One bar a month or week; the last one is "here" unless `here` says otherwise.
#[component]
pub fn BarChart(
    points: Vec<Point>,
    #[prop(optional)] here: Option<usize>,
    /// The picture as a sentence.
    #[prop(into)]
    label: String,
    /// Opens the table.
    #[prop(into)]
    table_label: String,
    /// The heads of the table's two columns.
    heads: (String, String),
) -> impl IntoView {
    let here = here.unwrap_or_else(|| points.len().saturating_sub(1));
    let top = points.iter().map(|point| point.value).max().unwrap_or(0).max(1);
    let count = points.len() as u64;
    let bars = points
        .iter()
        .enumerate()
        .map(|(index, point)| {
            let height = point.value * HEIGHT / top;
            let (left, middle) = (index as u64 * 1000 + 170, index as u64 * 1000 + 500);
            let class = match (index == here, point.ghost) {
                (_, true) => "bar ghost",
                (true, false) => "bar here",
                (false, false) => "bar",
            };
            let named = index == here || index == 0;
            view! {
                <rect
                    class=class
                    x=share(left, count * 1000)
                    width=share(660, count * 1000)
                    y=(FLOOR - height).to_string()
                    height=height.to_string()
                    rx="3"
                ></rect>
                {named
                    .then(|| {
                        let class = (index == here).then_some("now");
                        let x = share(middle, count * 1000);
                        view! {
                            <text class=class x=x y="142" text-anchor="middle">{point.label.clone()}</text>
                        }
                    })}
                {(index == here)
                    .then(|| {
                        let x = share(middle, count * 1000);
                        let y = (FLOOR - height - 8).to_string();
                        view! { <text class="now" x=x y=y text-anchor="middle">{point.text.clone()}</text> }
                    })}
            }
        })
        .collect_view();
    view! {
        <figure class="chart">
            <svg role="img" aria-label=label>
                <line class="grid" x1="0" x2="100%" y1="120" y2="120"></line>
                {bars}
            </svg>
            <Numbers points=points label=table_label heads=heads />
        </figure>
    }
}

/// A value over time, from nothing to its highest, or to `top` where the whole is known (100 for a rate).
#[component]
pub fn LineChart(
    points: Vec<Point>,
    #[prop(optional)] top: Option<u64>,
    #[prop(into)] label: String,
    #[prop(into)] table_label: String,
    heads: (String, String),
) -> impl IntoView {
    let top = top.or_else(|| points.iter().map(|point| point.value).max()).unwrap_or(0).max(1);
    let steps = points.len().saturating_sub(1).max(1) as u64;
    let places: Vec<String> = (0..)
        .zip(&points)
        .map(|(index, point): (u64, &Point)| {
            let (x, y) = (index * 1000 / steps, 1000 - point.value.min(top) * 1000 / top);
            format!("{x} {y}")
        })
        .collect();
    let curve = format!("M{}", places.join("L"));
    let drawn = !places.is_empty();
    let area = format!("{curve}V1000H0Z");
    let end = points.last().map(|point| {
        let y = FLOOR - point.value.min(top) * HEIGHT / top;
        view! {
            <circle class="dot" cx="100%" cy=y.to_string() r="6"></circle>
            <text class="now" x="100%" y=(y - 13).to_string() text-anchor="end">{point.text.clone()}</text>
            <text x="100%" y="142" text-anchor="end">{point.label.clone()}</text>
        }
    });
    let start =
        points.first().filter(|_| points.len() > 1).map(|point| view! { <text x="0" y="142">{point.label.clone()}</text> });
    view! {
        <figure class="chart">
            <svg role="img" aria-label=label>
                <line class="grid" x1="0" x2="100%" y1="20" y2="20"></line>
                <line class="grid" x1="0" x2="100%" y1="70" y2="70"></line>
                <line class="grid" x1="0" x2="100%" y1="120" y2="120"></line>
                {drawn
                    .then(|| {
                        view! {
                            <svg
                                x="0"
                                y="20"
                                width="100%"
                                height="100"
                                viewBox="0 0 1000 1000"
                                preserveAspectRatio="none"
                                overflow="visible"
                            >
                                <path class="area" d=area></path>
                                <path class="curve" d=curve></path>
                            </svg>
                        }
                    })}
                {end}
                {start}
            </svg>
            <Numbers points=points label=table_label heads=heads />
        </figure>
    }
}

#[component]
fn Numbers(points: Vec<Point>, label: String, heads: (String, String)) -> impl IntoView {
    let rows = points
        .into_iter()
        .map(|point| view! { <tr><th scope="row">{point.label}</th><td class="num">{point.text}</td></tr> })
        .collect_view();
    view! {
        <More summary=label>
            <table class="table fixed">
                <thead>
                    <tr>
                        <th scope="col">{heads.0}</th>
                        <th scope="col" class="num">{heads.1}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </More>
    }
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn shares_have_one_decimal_and_an_end() {
        assert_eq!(share(1, 3), "33.3%");
        assert_eq!(share(5, 4), "100.0%");
        assert_eq!(share(1, 0), "0.0%");
    }
}
