use jiso::{deals::AftercareLine, lang::Lang, time::Day};
use leptos::prelude::*;

use super::api::NoteAftercare;
use crate::{
    format::{day, moment},
    forms::{FormProblems, HiddenField, PostForm, Submit, use_form},
    frame::lang,
    text::deals as t,
    ui::{Sheet, Tag, Tone},
};

/// What is noted of the customer after the order, for the partner.
#[component]
pub fn AftercareSheet(lines: Vec<AftercareLine>) -> impl IntoView {
    let l = lang();
    let rows = lines.iter().map(|line| row(l, line, None, None)).collect_view();
    (!lines.is_empty()).then(|| {
        view! {
            <Sheet title=t::aftercare_title(l) id="aftercare">
                <p class="quiet">{t::aftercare_lead(l)}</p>
                <ul class="rows">{rows}</ul>
            </Sheet>
        }
    })
}

/// The same for the vendor, who notes it.
#[component]
pub fn AftercareNotes(deal: String, lines: Vec<AftercareLine>, today: Day) -> impl IntoView {
    let l = lang();
    let form = use_form::<NoteAftercare>();
    let rows = lines.iter().map(|line| row(l, line, Some(deal.clone()), Some(today))).collect_view();
    (!lines.is_empty()).then(|| {
        view! {
            <Sheet title=t::aftercare_title(l) id="aftercare">
                <p class="quiet">{t::aftercare_note_lead(l)}</p>
                <FormProblems failure=form.failure()/>
                <ul class="rows">{rows}</ul>
            </Sheet>
        }
    })
}

fn row(l: Lang, line: &AftercareLine, deal: Option<String>, today: Option<Day>) -> impl IntoView + use<> {
    let what = line.what.as_str();
    let (tone, state) = match line.noted_at {
        Some(at) => (Tone::Good, t::aftercare_noted(l, moment(l, at))),
        None => (Tone::Plain, t::aftercare_open(l).to_owned()),
    };
    let early = line.noted_at.is_none().then(|| today.filter(|today| *today < line.from)).flatten();
    let note = match early {
        Some(_) => t::aftercare_from(l, day(l, line.from)),
        None => t::aftercare_text(l, what).to_owned(),
    };
    let undo = line.noted_at.is_some();
    let act = deal.filter(|_| early.is_none()).map(|deal| view! { <Note deal what undo/> });
    view! {
        <li>
            <div>
                <h3>{t::aftercare_kind(l, what)}</h3>
                <p class="quiet">{note}</p>
                {act}
            </div>
            <Tag tone>{state}</Tag>
        </li>
    }
}

#[component]
fn Note(deal: String, what: &'static str, undo: bool) -> impl IntoView {
    let l = lang();
    let form = use_form::<NoteAftercare>();
    let name = t::aftercare_kind(l, what);
    let label = if undo { t::aftercare_undo(l, name) } else { t::aftercare_note(l, name) };
    view! {
        <PostForm form>
            <HiddenField name="deal" value=deal/>
            <HiddenField name="what" value=what.to_owned()/>
            <HiddenField name="undo" value=if undo { "yes".to_owned() } else { String::new() }/>
            <Submit class=if undo { "btn quiet" } else { "btn" } pending=form.pending() label/>
        </PostForm>
    }
}
