use jiso::{
    accounts::access::{Action, allowed},
    programme::{Checked, DraftSheet, Flaw, NumberField},
};
use leptos::{ev::MouseEvent, prelude::*, server_fn::ServerFn, wasm_bindgen::JsCast, web_sys::HtmlTextAreaElement};
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};

use super::{
    api::{DropProgrammeDraft, SaveProgrammeDraft, SetProgrammeNumbers, programme_draft},
    parts::{MeanwhileNotice, crumbs, sentences},
};
use crate::{
    format::moment,
    forms::{FormProblems, FormState, HiddenField, PostForm, Submit, TextArea, TextField, use_form, use_form_among},
    frame::{lang, load, show, title, visit},
    text::programme as t,
    ui::{ButtonLink, More, Notice, PageHead, Sheet, changing, field_id},
};

/// `/console/programme/edit`: the caller's draft as text, and what is wrong with it or what it changes.
pub struct DraftPage;

#[lazy_route]
impl LazyRoute for DraftPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_query_map();
        let form = use_form_among::<SaveProgrammeDraft>(&[SetProgrammeNumbers::PATH]);
        let done = move || query.with(|q| q.get("done").unwrap_or_default());
        show(load(done, |_| programme_draft()), move |sheet| {
            let dropped = untrack(done) == "dropped";
            view! { <Whole sheet form dropped/> }.into_any()
        })
    }
}

#[component]
fn Whole(sheet: DraftSheet, form: FormState<SaveProgrammeDraft>, dropped: bool) -> impl IntoView {
    let l = lang();
    let DraftSheet { text, saved_at, newest, meanwhile, checked, numbers } = sheet;
    let begun = saved_at.is_some();
    let state = match saved_at {
        Some(at) => t::draft_saved(l, moment(l, at)),
        None => t::draft_none(l, newest.number),
    };
    let latest = newest.number;
    let there_is_one = Memo::new(move |_| begun || matches!(form.outcome(), Some(Ok(_))));
    let found = changing(move || {
        let (checked, saved) = match form.outcome() {
            Some(Ok(checked)) => (checked, true),
            _ => (checked.clone(), begun),
        };
        Some(found(checked, saved, latest))
    });
    view! {
        {title(t::draft(l))}
        <div class="page">
            <PageHead title=t::draft(l) lede=t::draft_lede(l) above=crumbs(t::draft(l))/>
            {dropped.then(|| view! { <Notice live=true title=t::draft_dropped(l)/> })}
            {meanwhile.map(|meanwhile| view! { <MeanwhileNotice meanwhile/> })}
            <div class="split code-desk">
                <PostForm form class="sheet form">
                    <FormProblems failure=form.failure()/>
                    <HiddenField name="base" value=newest.number.to_string()/>
                    <div class="code">
                        <TextArea
                            name="text"
                            rows=32
                            label=t::text(l)
                            hint=t::text_hint(l)
                            value=form.value("text", text)
                            problem=form.problem("text")
                        />
                    </div>
                    <div class="form-actions">
                        <Submit pending=form.pending() label=t::save_and_check(l)/>
                        <span class="quiet">{state}</span>
                    </div>
                    <Numbers numbers form/>
                </PostForm>
                <div class="stack">
                    <div class="stack" role="status">{found}</div>
                    {move || there_is_one.get().then(|| view! { <Drop/> })}
                </div>
            </div>
        </div>
    }
}

/// What is changed most, without looking for its line. The button takes the text along as it stands.
#[component]
fn Numbers(numbers: Vec<NumberField>, form: FormState<SaveProgrammeDraft>) -> impl IntoView {
    if numbers.is_empty() {
        return ().into_any();
    }
    let l = lang();
    let field = |(index, number): (usize, NumberField)| {
        let name = |part: &str| format!("number.{index}.{part}");
        let value = number.value.to_string();
        view! {
            <HiddenField name=name("path") value=number.path/>
            <HiddenField name=name("was") value=value.clone()/>
            <TextField
                name=name("value")
                inputmode="numeric"
                autocomplete="off"
                label=number.label
                value=form.value(&name("value"), value)
                problem=form.problem(name("value"))
            />
        }
    };
    let fields = numbers.into_iter().enumerate().map(field).collect_view();
    view! {
        <More summary=t::numbers(l)>
            <p class="hint">{t::numbers_hint(l)}</p>
            <div class="cards numbers">{fields}</div>
            <div class="form-actions">
                <button type="submit" class="btn" name="_action" value=SetProgrammeNumbers::PATH>{t::numbers_set(l)}</button>
            </div>
        </More>
    }
    .into_any()
}

/// What is wrong with the draft, or what it changes and what may be done with it.
fn found(checked: Checked, saved: bool, newest: i64) -> AnyView {
    let l = lang();
    let count = checked.flaws.len();
    if count > 0 {
        let flaws = checked.flaws.into_iter().map(flaw).collect_view();
        return view! {
            <Sheet title=t::flaws(l, i64::try_from(count).unwrap_or(i64::MAX))>
                <ol class="flaws">{flaws}</ol>
            </Sheet>
        }
        .into_any();
    }
    let may_go_on = saved && !checked.changes.is_empty();
    let publishes = visit().person.is_some_and(|person| allowed(person.role, Action::PublishProgramme));
    view! {
        <Sheet title=t::changes_of(l, newest)>
            {sentences(checked.changes)}
            {may_go_on.then(|| view! {
                <div class="actions">
                    <ButtonLink href="/console/programme/what-if" icon="lightbulb">{t::try_out(l)}</ButtonLink>
                    {publishes.then(|| view! { <ButtonLink href="/console/programme/publish">{t::to_publish(l)}</ButtonLink> })}
                </div>
            })}
        </Sheet>
    }
    .into_any()
}

fn flaw(flaw: Flaw) -> AnyView {
    let (l, line) = (lang(), flaw.line);
    let field = format!("#{}", field_id("text"));
    view! {
        <li>
            <a href=field on:click=move |event| go_to(&event, line)>{t::line(l, line)}</a>
            <code>{flaw.quoted}</code>
            <p>{flaw.text}</p>
        </li>
    }
    .into_any()
}

/// Puts the cursor on a line of the text; without a script, the link leads to the text.
fn go_to(event: &MouseEvent, line: u32) {
    let field = document().get_element_by_id(&field_id("text"));
    let Some(area) = field.and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok()) else { return };
    event.prevent_default();
    let text = area.value();
    let skipped = usize::try_from(line).unwrap_or(1).saturating_sub(1);
    // A script counts in units of UTF-16.
    let units = |part: &str| u32::try_from(part.encode_utf16().count()).unwrap_or(u32::MAX);
    let begins: u32 = text.split_inclusive('\n').take(skipped).map(units).sum();
    let length = text.split('\n').nth(skipped).map_or(0, units);
    let all = i32::try_from(text.split('\n').count()).unwrap_or(i32::MAX).max(1);
    let height = area.scroll_height() / all;
    _ = area.focus();
    _ = area.set_selection_range(begins, begins.saturating_add(length));
    // A few lines above stay in sight.
    area.set_scroll_top(height.saturating_mul(i32::try_from(skipped).unwrap_or(0)) - 4 * height);
}

/// Begins anew from the newest version.
#[component]
fn Drop() -> impl IntoView {
    let l = lang();
    let form = use_form::<DropProgrammeDraft>();
    view! {
        <details class="more">
            <summary>{t::drop_draft(l)}</summary>
            <PostForm form class="form" plain=true>
                <FormProblems failure=form.failure()/>
                <p class="hint">{t::drop_hint(l)}</p>
                <Submit class="btn danger" pending=form.pending() label=t::drop_do(l)/>
            </PostForm>
        </details>
    }
}
