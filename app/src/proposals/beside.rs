//! What stands beside a proposal: files, sending, versions, the logo, and who opened it.

use jiso::{
    proposals::{LOGO_MAX, Opening, VersionLine},
    time::Day,
};
use leptos::prelude::*;

use super::{
    api::{KeepProposal, PutLogo, SendProposal},
    customer_link::{AboutLinks, CustomerLink, LinkForms},
    line::{Line, line},
    question::{Question, is_question},
};
use crate::{
    format::{day, moment},
    forms::{FormProblems, FormState, HiddenField, PostForm, Submit, problem_text, wire_name},
    frame::lang,
    text::proposals as t,
    ui::{Icon, Notice, Sheet, Tone, field_id},
};

/// More are not named: a text in another script lacks all of its signs.
const SIGNS_NAMED: usize = 40;

/// Signs as they are named in a sentence.
pub fn signs(signs: &[char]) -> String {
    let named = signs.iter().take(SIGNS_NAMED).map(char::to_string);
    let more = (signs.len() > SIGNS_NAMED).then(|| "…".to_owned());
    named.chain(more).collect::<Vec<_>>().join(" ")
}

/// What the PDF cannot show, before somebody opens it.
#[component]
pub fn Unprintable(unprintable: Vec<char>) -> impl IntoView {
    let l = lang();
    (!unprintable.is_empty()).then(|| {
        let title = t::unprintable(l, signs(&unprintable));
        view! { <Notice tone=Tone::Wait title><p>{t::unprintable_text(l)}</p></Notice> }
    })
}

#[component]
pub fn Files(id: String, unprintable: Vec<char>) -> impl IntoView {
    let l = lang();
    // Files are no pages: the browser opens them itself.
    view! {
        <Sheet title=t::print(l) id="files">
            <p class="quiet">{t::print_lead(l)}</p>
            <Unprintable unprintable/>
            <div class="actions">
                <a class="btn go" rel="external" target="_blank" href=format!("/proposals/{id}/pdf")><Icon name="printer"/> {t::pdf(l)}</a>
                <a class="btn" rel="external" href=format!("/proposals/{id}/docx")><Icon name="download"/> {t::docx(l)}</a>
                <a class="btn quiet" href=format!("/proposals/{id}/read")><Icon name="eye"/> {t::read(l)}</a>
            </div>
        </Sheet>
    }
}

#[component]
pub fn Sending(
    id: String,
    key: String,
    to: String,
    today: Day,
    send: FormState<SendProposal>,
    keep: FormState<KeepProposal>,
) -> impl IntoView {
    let l = lang();
    let other = id.clone();
    let failure = send.failure();
    let wrong = Signal::derive(move || failure.get().filter(|failure| !is_question(failure)));
    view! {
        <Sheet title=t::send(l) id="send">
            <p class="quiet">{t::send_lead(l)}</p>
            <PostForm form=send class="form">
                <FormProblems failure=wrong/>
                <HiddenField name="id" value=id/>
                <HiddenField name="idempotency_key" value=send.value("idempotency_key", key)/>
                {line("to", t::send_to(l), send.value("to", to), send.problem("to"), Line { hint: t::send_to_hint(l), ..Line::NEEDED })}
                {line("on", t::send_on(l), send.value("on", today.to_string()), send.problem("on"), Line::DATE)}
                <Question form=send/>
                <div class="form-actions"><Submit class="btn" pending=send.pending() label=t::send_go(l)/></div>
            </PostForm>
            <PostForm form=keep anchor="versions">
                <HiddenField name="id" value=other/>
                <Submit class="btn quiet" pending=keep.pending() label=t::keep(l)/>
            </PostForm>
        </Sheet>
    }
}

/// `links`: for those who may hand a version over.
#[component]
pub fn Versions(id: String, versions: Vec<VersionLine>, links: Option<LinkForms>) -> impl IntoView {
    let l = lang();
    if versions.is_empty() {
        return view! { <Sheet title=t::versions(l) id="versions"><p class="quiet">{t::versions_none(l)}</p></Sheet> }.into_any();
    }
    let about = links.filter(|_| versions.iter().any(|one| !one.sent.is_empty()));
    let about = about.map(|forms| view! { <AboutLinks forms/> });
    let line = move |one: VersionLine| {
        let n = one.number;
        let (own, there) = match links.filter(|_| !one.sent.is_empty()) {
            Some(forms) => (Some(view! { <CustomerLink id=id.clone() number=n link=one.link forms/> }), None),
            None => (None, one.link.map(|link| view! { <p class="quiet">{t::link_there(l, day(l, link.until.day()))}</p> })),
        };
        let sent = one.sent.into_iter().map(|(to, on)| view! { <p>{t::version_sent(l, day(l, on), to)}</p> }).collect_view();
        let (page, pdf) = (format!("/proposals/{id}/read?version={n}"), format!("/proposals/{id}/pdf?version={n}"));
        view! {
            <li>
                <div>
                    <h3><a href=page aria-label=t::version_open(l, n)>{t::version(l, n)}</a></h3>
                    {sent}
                    <p class="quiet">{t::version_by(l, one.by, moment(l, one.at))}</p>
                    {there}
                </div>
                <a class="btn small" rel="external" target="_blank" href=pdf aria-label=t::version_pdf(l, n)>{t::way_pdf(l)}</a>
                {own}
            </li>
        }
    };
    let lines = versions.into_iter().map(line).collect_view();
    view! { <Sheet title=t::versions(l) id="versions">{about}<ol class="rows">{lines}</ol></Sheet> }.into_any()
}

/// A file goes only with a plain post.
#[component]
pub fn Logo(now: Option<String>, form: FormState<PutLogo>) -> impl IntoView {
    let l = lang();
    let problem = form.problem("file");
    let wrong = move || problem.get().map(|problem| problem_text(l, &problem));
    let (id, note) = (field_id("file"), format!("{}-problem", field_id("file")));
    let described = note.clone();
    let has = now.is_some();
    let shown = now.map(|src| view! { <p><img class="logo" src=src alt=t::logo_alt(l)/></p> });
    let remove = has.then(|| {
        view! {
            <PostForm form plain=true anchor="logo">
                <HiddenField name="remove" value="yes".to_owned()/>
                <Submit class="btn quiet" pending=form.pending() label=t::logo_remove(l)/>
            </PostForm>
        }
    });
    view! {
        <Sheet title=t::logo(l) id="logo">
            <p class="quiet">{t::logo_lead(l)}</p>
            {shown}
            <PostForm form class="form" files=true anchor="logo">
                <div class="field">
                    <label for=id.clone()>{t::logo_file(l, LOGO_MAX)}</label>
                    <input type="file" id=id name=wire_name("file") accept="image/png,image/jpeg" aria-describedby=described
                        aria-invalid=move || problem.with(Option::is_some).then_some("true")/>
                    <p class="problem" id=note role="alert">{wrong}</p>
                </div>
                <div class="form-actions"><Submit class="btn" pending=form.pending() label=t::logo_put(l)/></div>
            </PostForm>
            {remove}
        </Sheet>
    }
}

#[component]
pub fn Openings(openings: Vec<Opening>) -> impl IntoView {
    let l = lang();
    let line = move |one: Opening| {
        let (way, at) = (t::way(l, one.way.as_str()), moment(l, one.at));
        let facts = match one.version {
            Some(n) => t::opened_version(l, n, way, at),
            None => t::opened(l, way, at),
        };
        // Whoever has the link may be the customer, or what looks through their mail.
        let who = one.who.unwrap_or_else(|| t::opened_by_link(l).to_owned());
        view! { <li><div><h3>{who}</h3><p class="quiet">{facts}</p></div></li> }
    };
    let none = openings.is_empty().then(|| view! { <p class="quiet">{t::openings_none(l)}</p> });
    let rows = (!openings.is_empty()).then(|| view! { <ul class="rows">{openings.into_iter().map(line).collect_view()}</ul> });
    view! { <Sheet title=t::openings(l) id="openings"><p class="quiet">{t::openings_lead(l)}</p>{none}{rows}</Sheet> }
}
