use jiso::{
    activity::{ActivityKind, Origin},
    lang::Lang,
    partners::ActivityLine,
};
use leptos::prelude::*;

use crate::{
    format::{dot, moment},
    frame::lang,
    points::kind_name,
    text::partners as t,
    ui::{More, Sheet},
};

/// Beyond these the page would be a log.
const SHOWN: usize = 8;

#[component]
pub fn Timeline(activities: Vec<ActivityLine>) -> impl IntoView {
    let l = lang();
    let mut first = activities;
    let rest = first.split_off(first.len().min(SHOWN));
    let body = if first.is_empty() {
        view! { <p class="quiet">{t::timeline_empty(l)}</p> }.into_any()
    } else {
        view! { <ol class="timeline">{event_lines(l, first)}</ol> }.into_any()
    };
    let more = (!rest.is_empty()).then(|| {
        let label = t::timeline_more(l, rest.len());
        view! { <More summary=label><ol class="timeline">{event_lines(l, rest)}</ol></More> }
    });
    view! { <Sheet title=t::timeline(l) id="timeline">{body} {more}</Sheet> }
}

/// When, what, about what, and who.
pub fn event_lines(l: Lang, events: Vec<ActivityLine>) -> impl IntoView {
    let line = move |one: ActivityLine| {
        // What a step brought with it has nobody's start; what the vendor did is told of the deal's owner only for the points.
        let brought = matches!(one.kind, ActivityKind::MeetingHeld | ActivityKind::ProposalMade);
        let origin = (!brought).then(|| t::origin(l, one.origin.as_str()).to_owned());
        let who = [one.person.filter(|_| brought || one.origin != Origin::Vendor), origin];
        view! {
            <li>
                <time class="quiet" datetime=one.at.iso()>{moment(l, one.at)}</time>
                <div>
                    <b>{kind_name(l, one.kind)}</b>
                    {one.subject.map(|subject| view! { " " <a href=subject.path>{subject.label}</a> })}
                    <p class="quiet">{who.into_iter().flatten().collect::<Vec<_>>().join(dot(l))}</p>
                </div>
            </li>
        }
    };
    events.into_iter().map(line).collect_view()
}
