//! What other pages show of plays.

use jiso::{
    goals::Side,
    lang::Lang,
    plays::{PlayMark, PlayRow, PlayState},
};
use leptos::prelude::*;

use crate::{
    format::{dot, moment},
    frame::lang,
    text::plays as t,
    ui::{ButtonLink, Sheet, Tag, Tone},
};

pub fn tone(state: PlayState) -> Tone {
    match state {
        PlayState::Proposed | PlayState::ChangeAsked => Tone::Wait,
        PlayState::Agreed | PlayState::Published => Tone::Good,
        PlayState::Declined | PlayState::Withdrawn => Tone::Plain,
    }
}

/// Whose word is waited for.
pub fn waits(l: Lang, state: PlayState, waits_for: Option<Side>) -> Option<&'static str> {
    Some(match (waits_for?, state) {
        (Side::Vendor, PlayState::Agreed) => t::waits_publish(l),
        (Side::Vendor, _) => t::waits_vendor(l),
        (Side::Partner, _) => t::waits_partner(l),
    })
}

/// Of a visit that both sides have summed up: how far its play has come, or how to begin one.
#[component]
pub fn PlayOfVisit(#[prop(into)] visit: String, mark: PlayMark) -> impl IntoView {
    let l = lang();
    let PlayMark { play, waits_for, href } = mark;
    let Some((id, state)) = play else {
        return view! {
            <Sheet title=t::title(l) id="play">
                <p>{t::make_lead(l)}</p>
                <div class="actions"><ButtonLink href=format!("/plays/new?visit={visit}") icon="lightbulb">{t::make(l)}</ButtonLink></div>
            </Sheet>
        }
        .into_any();
    };
    let waits = waits(l, state, waits_for).map(|text| view! { <Tag tone=Tone::Wait>{text}</Tag> });
    let read = href.map(|href| view! { <ButtonLink href icon="file-text">{t::read(l)}</ButtonLink> });
    view! {
        <Sheet title=t::title(l) id="play">
            <p class="tags"><Tag tone=tone(state)>{t::state(l, state.as_str())}</Tag> {waits}</p>
            <div class="actions"><ButtonLink href=format!("/plays/{id}")>{t::open(l)}</ButtonLink> {read}</div>
        </Sheet>
    }
    .into_any()
}

/// Plays that wait for somebody, in the list of visits.
#[component]
pub fn OpenPlays(plays: Vec<PlayRow>) -> impl IntoView {
    let l = lang();
    let row = move |play: PlayRow| {
        let note = [play.company_name, Some(t::for_customer(l, play.customer)), Some(moment(l, play.moved_at))];
        let note = note.into_iter().flatten().collect::<Vec<_>>().join(dot(l));
        let (tone, text) = if play.yours { (Tone::Wait, t::yours(l)) } else { (Tone::Plain, t::state(l, play.state.as_str())) };
        view! {
            <li>
                <div>
                    <h3><a href=format!("/plays/{}", play.id)>{play.title}</a></h3>
                    <p class="quiet">{note}</p>
                </div>
                <Tag tone>{text}</Tag>
            </li>
        }
    };
    (!plays.is_empty()).then(|| {
        view! { <Sheet title=t::waiting(l) id="plays"><ul class="rows">{plays.into_iter().map(row).collect_view()}</ul></Sheet> }
    })
}
