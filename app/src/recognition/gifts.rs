use jiso::{
    lang::Lang,
    money::Money,
    recognition::{GiftForm, GiftLine, GiftState},
};
use leptos::prelude::*;

use super::api::ChangeGift;
use crate::{
    format::{day, money, number},
    forms::{FormProblems, HiddenField, PostForm, Submit, TextArea, TextField, use_form},
    frame::lang,
    text::recognition as t,
    ui::{More, Sheet, Tag, Tone},
};

const fn tone(state: GiftState) -> Tone {
    match state {
        GiftState::Planned => Tone::Wait,
        GiftState::Sent => Tone::Good,
        GiftState::Declined => Tone::Plain,
    }
}

/// The queue of gifts, those still to be sent first.
#[component]
pub fn Gifts(gifts: Vec<GiftLine>, most_yen: u32) -> impl IntoView {
    let l = lang();
    let limit = t::gift_limit(l, money(&Money::yen(most_yen.into())));
    let body = if gifts.is_empty() {
        view! { <p class="quiet">{t::gifts_none(l)}</p> }.into_any()
    } else {
        let (ahead, done): (Vec<_>, Vec<_>) = gifts.into_iter().partition(awaits);
        let rows = |gifts: Vec<GiftLine>| view! { <ul class="rows">{gifts.into_iter().map(|gift| view! { <Gift gift/> }).collect_view()}</ul> };
        let none = ahead.is_empty().then(|| view! { <p class="quiet">{t::gifts_all_sent(l)}</p> });
        let count = done.len();
        let done = (count > 0).then(|| view! { <More summary=t::gifts_done(l, count)>{rows(done)}</More> });
        view! { {none} {rows(ahead)} {done} }.into_any()
    };
    view! { <Sheet title=t::gifts(l) id="gifts" aside=move || view! { <span class="quiet">{limit.clone()}</span> }>{body}</Sheet> }
}

/// Whether somebody of the vendor has still to do something about it.
fn awaits(gift: &GiftLine) -> bool {
    gift.state == GiftState::Planned || (gift.state == GiftState::Declined && gift.note.is_empty())
}

fn occasion(l: Lang, gift: &GiftLine) -> String {
    let what = if gift.mvp { t::gift_mvp(l) } else { t::gift_award(l) };
    t::gift_for(l, what, day(l, gift.planned_at.day()))
}

#[component]
fn Gift(gift: GiftLine) -> impl IntoView {
    let l = lang();
    let (about, state) = (occasion(l, &gift), gift.state);
    let noted = (!gift.note.is_empty()).then(|| view! { <p>{t::gift_note(l, gift.note.clone(), gift.note_by.clone())}</p> });
    let worth = (gift.yen > 0).then(|| money(&Money::yen(gift.yen)));
    let name = gift.company_name.clone();
    let href = format!("/console/partners/{}", gift.company);
    let form = awaits(&gift).then(|| view! { <Change gift/> });
    view! {
        <li>
            <div>
                <h3><a href=href>{name}</a></h3>
                <p class="quiet">{about} " " {worth}</p>
                {noted}
                {(state == GiftState::Declined).then(|| view! { <p class="quiet">{t::gift_declined_note(l)}</p> })}
                {form}
            </div>
            <Tag tone=tone(state)>{t::gift_state(l, state.as_str())}</Tag>
        </li>
    }
}

#[component]
fn Change(gift: GiftLine) -> impl IntoView {
    let l = lang();
    let form = use_form::<ChangeGift>();
    let id = gift.activity.to_string();
    // What was typed for another gift is not this one's.
    let mine = form.value("gift", id.clone()) == id;
    let value = move |name: &str, initial: String| if mine { form.value(name, initial) } else { initial };
    let problem = move |name: &str| {
        let problem = form.problem(name);
        Signal::derive(move || problem.get().filter(|_| mine))
    };
    let failure = form.failure();
    let failure = Signal::derive(move || failure.get().filter(|_| mine));
    let worth = gift.accepts.then(|| {
        view! {
            <TextField
                name="yen"
                id=format!("yen-{id}")
                label=t::gift_yen(l)
                value=value("yen", number(gift.yen))
                inputmode="numeric"
                before="¥"
                optional=true
                problem=problem("yen")
            />
        }
    });
    let send = if gift.accepts { t::gift_send(l) } else { t::gift_send_note(l) };
    let open = form.typed("gift").is_some_and(|typed| typed == id);
    view! {
        <More summary=t::gift_write(l) open>
            <PostForm form class="form" anchor="gifts">
                <FormProblems failure/>
                <HiddenField name="gift" value=id.clone()/>
                <TextArea
                    name="note"
                    id=format!("note-{id}")
                    label=t::gift_note_label(l)
                    hint=t::gift_note_hint(l)
                    value=value("note", gift.note)
                    rows=3
                    problem=problem("note")
                />
                {worth}
                <div class="form-actions">
                    <Submit class="btn" pending=form.pending() label=send name="form[decision]" value=GiftForm::SEND/>
                    <button type="submit" class="btn quiet">{t::gift_keep(l)}</button>
                </div>
            </PostForm>
        </More>
    }
}

/// Gifts as their receiver sees them: what for, from whom, and where they are.
#[component]
pub fn Received(gifts: Vec<GiftLine>) -> impl IntoView {
    let l = lang();
    let line = move |gift: GiftLine| {
        let about = occasion(l, &gift);
        let note = (!gift.note.is_empty() && gift.state != GiftState::Planned)
            .then(|| view! { <p>{t::gift_note(l, gift.note.clone(), gift.note_by.clone())}</p> });
        view! {
            <li>
                <div><p>{about}</p> {note}</div>
                <Tag tone=tone(gift.state)>{t::gift_state(l, gift.state.as_str())}</Tag>
            </li>
        }
    };
    (!gifts.is_empty()).then(|| {
        view! { <Sheet title=t::gifts_for_us(l) id="our-gifts"><ul class="rows">{gifts.into_iter().map(line).collect_view()}</ul></Sheet> }
    })
}
