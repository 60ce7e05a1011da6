use jiso::{
    address::address,
    publishing::{DocumentPath, DocumentStatus, EditSheet, RevisionLine},
};
use leptos::prelude::*;
use leptos_router::{
    LazyRoute,
    hooks::{use_params_map, use_query_map},
    lazy_route,
};

use super::{
    api::{UnpublishDocument, document_sheet},
    edit::{Edit, edit_form},
    parts::{status_tag, writer},
};
use crate::{
    format,
    forms::{FormProblems, HiddenField, PostForm, Submit, use_form},
    frame::{lang, load, show, title},
    text::{plays, publishing as t},
    ui::{ButtonLink, Crumbs, Icon, LinkItem, Notice, PageHead, Sheet, Tag, Tone},
};

/// How much of the history stands beside the form.
const RECENT: usize = 5;

pub struct EditorPage;

#[lazy_route]
impl LazyRoute for EditorPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let (params, query) = (use_params_map(), use_query_map());
        let form = edit_form();
        let typed = form.typed("body");
        // After publishing, the same address comes back with another `done`, and with another sheet.
        let asked = move || (params.with(|p| p.get("id").unwrap_or_default()), query.with(|q| q.get("done").unwrap_or_default()));
        let sheet = load(asked, move |(id, _)| document_sheet(id, typed.clone()));
        show(sheet, move |sheet| {
            let body = match sheet.play {
                Some(play) => of_two_sides(play.to_string(), sheet.html.clone()),
                None => view! { <Edit kind=sheet.path.kind form values=sheet.form.clone() html=sheet.html.clone()/> }.into_any(),
            };
            let done = query.with_untracked(|q| q.get("done").unwrap_or_default());
            view! {
                {title(t::edit_title(lang(), &sheet.form.title))}
                <div class="page">
                    <Head sheet=sheet.clone()/>
                    <Told done sheet=sheet.clone()/>
                    <div class="split">
                        {body}
                        <div class="stack">
                            <History sheet=sheet.clone()/>
                            <Withdraw sheet/>
                        </div>
                    </div>
                </div>
            }
            .into_any()
        })
    }
}

/// What two sides consent to is shown here, and changed by them.
fn of_two_sides(play: String, html: String) -> AnyView {
    let l = lang();
    let text = if html.is_empty() {
        view! { <p class="quiet">{plays::hidden(l)}</p> }.into_any()
    } else {
        view! { <div class="prose" inner_html=html></div> }.into_any()
    };
    view! {
        <section class="sheet">
            <Notice><p>{plays::not_editable(l)}</p></Notice>
            <div class="actions"><ButtonLink href=format!("/plays/{play}")>{plays::open(l)}</ButtonLink></div>
            {text}
        </section>
    }
    .into_any()
}

#[component]
fn Head(sheet: EditSheet) -> impl IntoView {
    let l = lang();
    let EditSheet { path, status, form, translation, play, .. } = sheet;
    let heading = if form.title.is_empty() { t::untitled(l).to_owned() } else { form.title };
    let file = path.to_string();
    let page = path.address().filter(|_| status != DocumentStatus::Draft);
    let other = match translation {
        _ if play.is_some() => None,
        Some(id) => Some((format!("/console/content/{id}"), t::to_translation(l, t::lang(l, path.lang.other().as_str())))),
        None => Some((translate(&path), t::translate(l, t::lang(l, path.lang.other().as_str())))),
    };
    let history = format!("/console/content/{}/history", form.document);
    let kind = t::kind(l, path.kind.as_str());
    let own = t::lang(l, path.lang.as_str());
    view! {
        <PageHead
            title=heading
            above=move || view! { <Crumbs label=t::here(l) links=vec![LinkItem::new("/console/content", t::content(l))] here=file.clone()/> }
            actions=move || elsewhere(page.clone(), history.clone(), other.clone())
        >
            <p class="tags">{status_tag(l, status)} <Tag>{kind}</Tag> <Tag>{own}</Tag></p>
        </PageHead>
    }
}

fn elsewhere(page: Option<String>, history: String, other: Option<(String, String)>) -> AnyView {
    let l = lang();
    view! {
        {page.map(|href| view! { <ButtonLink href small=true icon="external-link">{t::see(l)}</ButtonLink> })}
        <ButtonLink href=history small=true>{t::history(l)}</ButtonLink>
        {other.map(|(href, label)| view! { <ButtonLink href small=true>{label}</ButtonLink> })}
    }
    .into_any()
}

/// The form for the other language, with the place filled in.
fn translate(path: &DocumentPath) -> String {
    let mut pairs = vec![("kind", path.kind.as_str()), ("slug", path.slug.as_str()), ("written", path.lang.other().as_str())];
    let position = path.position.map(|position| position.to_string());
    pairs.extend(path.module.as_deref().map(|module| ("module", module)));
    pairs.extend(position.as_deref().map(|position| ("position", position)));
    address("/console/content/new", pairs)
}

/// What has just happened, and what readers see that is not what is edited.
#[component]
fn Told(done: String, sheet: EditSheet) -> impl IntoView {
    let l = lang();
    let text = t::done(l, &done);
    let tone = if done == "unpublished" { Tone::Plain } else { Tone::Good };
    view! {
        {(!text.is_empty()).then(|| view! { <Notice tone live=true><p>{text}</p></Notice> })}
        {(sheet.status == DocumentStatus::Changed).then(|| view! { <Notice tone=Tone::Wait title=t::changed_title(l)><p>{t::changed_text(l)}</p></Notice> })}
        {sheet.question.map(|(id, asked)| view! {
            <p class="quiet">{t::from_question(l)}" "<a class="link" href=format!("/questions/{id}")>{asked}</a></p>
        })}
        {sheet.valid_until.filter(|_| sheet.stale).map(|day| view! {
            <Notice tone=Tone::Wait title=t::stale_since(l, format::day(l, day))><p>{t::stale_text(l)}</p></Notice>
        })}
    }
}

#[component]
fn History(sheet: EditSheet) -> impl IntoView {
    let l = lang();
    let all = format!("/console/content/{}/history", sheet.form.document);
    let link = all.clone();
    let lines = sheet.history.into_iter().take(RECENT).map(|line| revision_row(line, &all)).collect_view();
    view! {
        <Sheet title=t::history(l) aside=move || view! { <a class="link" href=link.clone()>{t::compare(l)}</a> }>
            <ul class="rows">{lines}</ul>
        </Sheet>
    }
}

fn revision_row(line: RevisionLine, history: &str) -> AnyView {
    let l = lang();
    view! {
        <li>
            <div>
                <h3><a href=address(history, [("to", line.id.to_string().as_str())])>{t::revision(l, line.number)}</a></h3>
                <p class="quiet terse">{t::edited(l, format::moment(l, line.at), writer(l, line.by))}</p>
            </div>
            {line.published.then(|| view! { <Tag tone=Tone::Good>{t::shown_now(l)}</Tag> })}
            <Icon name="chevron-right"/>
        </li>
    }
    .into_any()
}

/// Takes the text away from readers; it stays with the editors.
#[component]
fn Withdraw(sheet: EditSheet) -> impl IntoView {
    let l = lang();
    let form = use_form::<UnpublishDocument>();
    let ask = (sheet.status != DocumentStatus::Draft && sheet.play.is_none()).then(|| {
        view! {
            <details class="more">
                <summary>{t::unpublish(l)}</summary>
                <PostForm form class="form">
                    <p class="hint">{t::unpublish_hint(l)}</p>
                    <HiddenField name="document" value=sheet.form.document/>
                    <HiddenField name="base" value=sheet.form.base/>
                    <Submit class="btn danger" pending=form.pending() label=t::unpublish_go(l)/>
                </PostForm>
            </details>
        }
    });
    view! { <FormProblems failure=form.failure()/> {ask} }
}
