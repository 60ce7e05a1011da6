//! The journey: lines with stops, and the clocks beside them.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Tone, share};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StepState {
    Done,
    Here,
    #[default]
    Ahead,
    /// Ended here without success.
    Missed,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PathStep {
    pub title: String,
    /// Who holds the ball, shown beside the title.
    pub tag: Option<String>,
    /// The sentence of the step the reader is at.
    pub text: Option<String>,
    pub note: Option<String>,
    pub state: StepState,
}

/// A course of steps with "you are here".
#[component]
pub fn PathLine(steps: Vec<PathStep>) -> impl IntoView {
    let items = steps
        .into_iter()
        .map(|step| {
            let class = match step.state {
                StepState::Done => Some("done"),
                StepState::Here => Some("here"),
                StepState::Missed => Some("missed"),
                StepState::Ahead => None,
            };
            let tone = if step.state == StepState::Missed { Tone::Bad } else { Tone::Wait };
            view! {
                <li class=class aria-current=(step.state == StepState::Here).then_some("step")>
                    <div>
                        <h3>{step.title} " " {step.tag.map(|tag| view! { <span class=tone.class("tag")>{tag}</span> })}</h3>
                        {step.text.map(|text| view! { <p>{text}</p> })}
                        {step.note.map(|note| view! { <p class="quiet">{note}</p> })}
                    </div>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="path">{items}</ol> }
}

/// The parts of a long form or lesson; `here` counts from 0.
#[component]
pub fn Steps(#[prop(into)] label: String, names: Vec<String>, here: usize) -> impl IntoView {
    let items = names
        .into_iter()
        .enumerate()
        .map(|(index, name)| {
            view! {
                <li class=(index < here).then_some("done") aria-current=(index == here).then_some("step")>
                    {name}
                </li>
            }
        })
        .collect_view();
    view! { <ol class="steps" aria-label=label>{items}</ol> }
}

/// A promise with its time, as an item of `ul.rows`.
#[component]
pub fn Clock(
    #[prop(into)] title: String,
    #[prop(optional, into)] href: Option<String>,
    #[prop(optional, into)] note: Option<String>,
    /// The time that is left, in words.
    #[prop(into)]
    remaining: String,
    /// `Bad` when the promise was missed, `Good` when it was kept, `Hot` when the reader must act.
    #[prop(default = Tone::Wait)]
    tone: Tone,
    /// Time gone and time promised, in any unit.
    #[prop(optional)]
    progress: Option<(u32, u32)>,
    /// Says the progress in words.
    #[prop(optional, into)]
    label: Option<String>,
) -> impl IntoView {
    let class = match tone {
        Tone::Bad => "clock late",
        Tone::Good => "clock done",
        _ => "clock",
    };
    let title = match href {
        Some(href) => view! { <a href=href>{title}</a> }.into_any(),
        None => title.into_any(),
    };
    view! {
        <li class=class>
            <div>
                <h3>{title}</h3>
                {note.map(|note| view! { <p class="quiet terse">{note}</p> })}
            </div>
            <span class=tone.class("tag")>{remaining}</span>
            {progress
                .map(|(gone, promised)| {
                    view! {
                        <progress
                            value=gone.min(promised).to_string()
                            max=promised.max(1).to_string()
                            aria-label=label
                        ></progress>
                    }
                })}
        </li>
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackStop {
    pub name: String,
    /// The amount at which the stop is reached, and how it is written.
    pub at: u64,
    pub mark: String,
}

/// How far along a line of stops: reached in ink, "would reach" as a dotted line in the accent.
/// Stops stand at equal distances; amounts move between them.
#[component]
pub fn Track(
    stops: Vec<TrackStop>,
    value: u64,
    /// How the value is written above its place.
    #[prop(into)]
    value_text: String,
    /// Where the reader would be if what is under way succeeds.
    #[prop(optional)]
    reach: Option<u64>,
    /// The whole picture as a sentence.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let marks: Vec<u64> = stops.iter().map(|stop| stop.at).collect();
    let here = along(&marks, value);
    let here_at = share(here, 1000);
    let reach = reach.map(|amount| along(&marks, amount)).filter(|end| *end > here).map(|end| share(end, 1000));
    let next = stops.iter().position(|stop| stop.at > value);
    let last = stops.len().saturating_sub(1);
    let (anchor, shift) = match here {
        0..=120 => ("start", "-8"),
        880.. => ("end", "8"),
        _ => ("middle", "0"),
    };
    let circles = (0..stops.len())
        .map(|index| {
            let class = match next {
                Some(next) if index == next => Some("ahead"),
                Some(next) if index > next => None,
                _ => Some("reached"),
            };
            view! { <circle class=class cx=share(index as u64, last as u64) cy="46" r="8"></circle> }
        })
        .collect_view();
    let names = stops
        .into_iter()
        .enumerate()
        .map(|(index, stop)| {
            let x = share(index as u64, last as u64);
            let (anchor, shift) = match index {
                0 => ("start", "-8"),
                _ if index == last => ("end", "8"),
                _ => ("middle", "0"),
            };
            let class = (stop.at <= value).then_some("reached-name");
            view! {
                <text class=class x=x.clone() y="76" dx=shift text-anchor=anchor>{stop.name}</text>
                <text class="mark-at" x=x y="94" dx=shift text-anchor=anchor>{stop.mark}</text>
            }
        })
        .collect_view();
    view! {
        <svg class="track" role="img" aria-label=label>
            <line x1="0%" x2="100%" y1="46" y2="46"></line>
            <line class="gone" x1="0%" x2=here_at.clone() y1="46" y2="46"></line>
            {reach
                .map(|end| {
                    view! { <line class="reach" x1=here_at.clone() x2=end y1="46" y2="46"></line> }
                })}
            {circles}
            <circle class="here" cx=here_at.clone() cy="46" r="8"></circle>
            <text class="now" x=here_at.clone() y="22" dx=shift text-anchor=anchor>{value_text}</text>
            {names}
        </svg>
    }
}

/// Where `amount` lies on a line of equally distant stops, in thousandths.
fn along(marks: &[u64], amount: u64) -> u64 {
    let last = marks.len().saturating_sub(1) as u64;
    let mut place = 0;
    for (index, pair) in marks.windows(2).enumerate() {
        if let [from, to] = *pair
            && amount > from
        {
            let within = (amount.min(to) - from) * 1000 / (to - from).max(1);
            place = (index as u64 * 1000 + within) / last;
        }
    }
    place
}

/// A part of a whole as a ring; `text` stands inside it.
#[component]
pub fn Ring(
    /// 0 to 100.
    percent: u32,
    #[prop(into)] text: String,
    #[prop(into)] label: String,
    #[prop(optional)] big: bool,
) -> impl IntoView {
    let class = match (percent >= 100, big) {
        (false, false) => "ring",
        (true, false) => "ring done",
        (false, true) => "ring big",
        (true, true) => "ring big done",
    };
    view! {
        <span class=class role="img" aria-label=label>
            <svg viewBox="0 0 36 36" aria-hidden="true" focusable="false">
                <circle cx="18" cy="18" r="15.5"></circle>
                {(percent > 0)
                    .then(|| {
                        view! {
                            <circle
                                class="fill"
                                cx="18"
                                cy="18"
                                r="15.5"
                                pathLength="100"
                                stroke-dasharray=format!("{} 100", percent.min(100))
                            ></circle>
                        }
                    })}
            </svg>
            <span>{text}</span>
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::along;

    #[test]
    fn stops_stand_at_equal_distances() {
        let marks = [0, 600, 1200, 2400];
        assert_eq!(along(&marks, 0), 0);
        assert_eq!(along(&marks, 300), 166);
        assert_eq!(along(&marks, 600), 333);
        assert_eq!(along(&marks, 2400), 1000);
        assert_eq!(along(&marks, 9000), 1000);
    }

    #[test]
    fn a_line_without_stops_is_empty() {
        assert_eq!(along(&[], 5), 0);
        assert_eq!(along(&[0], 5), 0);
    }
}
