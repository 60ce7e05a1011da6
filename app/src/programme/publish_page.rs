use jiso::{
    failure::{Failure, Problem},
    programme::ReleaseSheet,
};
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::{
    api::{PublishProgramme, programme_release},
    parts::{MeanwhileNotice, crumbs, sentences},
};
use crate::{
    format::day,
    forms::{FormProblems, FormState, HiddenField, PostForm, Submit, TextArea, TextField, problem_text, use_form},
    frame::{lang, load, show, title},
    text::programme as t,
    ui::{ButtonLink, Notice, PageHead, Sheet, Tone, changing},
};

/// `/console/programme/publish`: the last look before a draft becomes a version.
pub struct PublishPage;

#[lazy_route]
impl LazyRoute for PublishPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let form = use_form::<PublishProgramme>();
        show(load(|| (), |()| programme_release()), move |sheet| view! { <Whole sheet form/> }.into_any())
    }
}

#[component]
fn Whole(sheet: ReleaseSheet, form: FormState<PublishProgramme>) -> impl IntoView {
    let l = lang();
    let headline = t::publish_title(l, sheet.number);
    let newest = sheet.draft.newest.number;
    let changes = sheet.draft.checked.changes.clone();
    // As long as something stands in the way there is nothing to press.
    let block = if !sheet.draft.checked.is_sound() {
        Some(t::not_sound(l))
    } else if sheet.draft.saved_at.is_none() || changes.is_empty() {
        Some(t::nothing_to_publish(l))
    } else if sheet.draft.meanwhile.is_some() {
        Some(t::look_again(l))
    } else {
        None
    };
    let meanwhile = sheet.draft.meanwhile.clone();
    let draft = move || view! { <ButtonLink href="/console/programme/edit">{t::to_draft(l)}</ButtonLink> };
    view! {
        {title(headline.clone())}
        <div class="page">
            <PageHead title=headline lede=t::publish_lede(l) above=crumbs(t::publish(l))/>
            {meanwhile.map(|meanwhile| view! { <MeanwhileNotice meanwhile/> })}
            {overtaken(form)}
            <div class="split">
                <div class="stack">
                    <Sheet title=t::changes_of(l, newest)>{sentences(changes)}</Sheet>
                    <Fallers sheet=sheet.clone()/>
                </div>
                {match block {
                    Some(why) => view! { <Sheet title=t::publish(l)><p>{why}</p><div class="actions">{draft()}</div></Sheet> }.into_any(),
                    None => view! { <Decide sheet form/> }.into_any(),
                }}
            </div>
        </div>
    }
}

/// Somebody was faster: said at once, also where the page stays.
fn overtaken(form: FormState<PublishProgramme>) -> AnyView {
    let problem = form.problem("base");
    changing(move || {
        let l = lang();
        let problem = problem.get()?;
        let Problem::PublishedMeanwhile { version, .. } = problem else { return None };
        let href = format!("/console/programme/history?to={version}");
        Some(
            view! {
                <Notice tone=Tone::Bad live=true title=problem_text(l, &problem)>
                    <p>{t::kept(l)}</p>
                    <p class="actions">
                        <ButtonLink href small=true>{t::see_theirs(l)}</ButtonLink>
                        <ButtonLink href="/console/programme/edit" small=true>{t::to_draft(l)}</ButtonLink>
                    </p>
                </Notice>
            }
            .into_any(),
        )
    })
}

#[component]
fn Decide(sheet: ReleaseSheet, form: FormState<PublishProgramme>) -> impl IntoView {
    let l = lang();
    let base = sheet.draft.newest.number.to_string();
    let failure = Signal::derive(move || form.failure().get().filter(|failure| !is_overtaken(failure)));
    view! {
        <PostForm form class="sheet form">
            <h2>{t::publish(l)}</h2>
            <FormProblems failure/>
            <HiddenField name="base" value=form.value("base", base)/>
            <HiddenField name="text" value=sheet.draft.text/>
            <TextField
                name="day"
                kind="date"
                label=t::day(l)
                hint=t::day_hint(l, day(l, sheet.earliest))
                value=form.value("day", sheet.earliest.to_string())
                problem=form.problem("day")
            />
            <TextArea
                name="note"
                optional=true
                label=t::note(l)
                hint=t::note_hint(l)
                value=form.value("note", "")
                problem=form.problem("note")
            />
            <p class="hint">{t::publish_hint(l)}</p>
            <div class="form-actions">
                <Submit pending=form.pending() label=t::publish_do(l, sheet.number)/>
                <a class="link" href="/console/programme/edit">{t::to_draft(l)}</a>
            </div>
        </PostForm>
    }
}

fn is_overtaken(failure: &Failure) -> bool {
    matches!(failure, Failure::Invalid { errors } if errors.of("base").is_some())
}

/// Who would lose a tier.
#[component]
fn Fallers(sheet: ReleaseSheet) -> impl IntoView {
    let l = lang();
    let ReleaseSheet { fallers, companies, spared_until, .. } = sheet;
    let count = i64::try_from(fallers.len()).unwrap_or(i64::MAX);
    let told = t::fallers(l, i64::from(companies), count);
    view! {
        <Sheet title=t::who_falls(l)>
            <p>{told}</p>
            {(count > 0).then(|| view! {
                {sentences(fallers)}
                <p class="quiet">{t::spared(l, day(l, spared_until))}</p>
            })}
        </Sheet>
    }
}
