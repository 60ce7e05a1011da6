use jiso::programme::{RunLine, RunState, ShownRun, WhatIfSheet};
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};

use super::{
    api::{BeginWhatIf, what_if},
    outcome::Outcome,
    parts::{crumbs, sentences},
    running::Running,
};
use crate::{
    format::moment,
    forms::{FormProblems, FormState, PostForm, Submit, use_form},
    frame::{lang, load, show, title},
    text::programme as t,
    ui::{ButtonLink, Empty, Icon, More, Notice, PageHead, Sheet, Tag, Tone},
};

/// `/console/programme/what-if`: a draft tried on what has happened.
pub struct WhatIfPage;

#[lazy_route]
impl LazyRoute for WhatIfPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_query_map();
        let form = use_form::<BeginWhatIf>();
        // `seen` changes when a run has ended, so that the page is read anew.
        let asked = move || query.with(|q| (q.get("run").unwrap_or_default(), q.get("seen").unwrap_or_default()));
        show(load(asked, |(run, _)| what_if(run)), move |sheet| view! { <Whole sheet form/> }.into_any())
    }
}

#[component]
fn Whole(sheet: WhatIfSheet, form: FormState<BeginWhatIf>) -> impl IntoView {
    let l = lang();
    let WhatIfSheet { newest, ready, open, shown, recent } = sheet;
    let here = shown.as_ref().map(|run| run.line.id);
    // Whoever waits for another run than the one shown is told where it is.
    let elsewhere = open.clone().filter(|open| Some(open.id) != here);
    view! {
        {title(t::what_if(l))}
        <div class="page">
            <PageHead title=t::what_if(l) lede=t::what_if_lede(l, newest) above=crumbs(t::what_if(l))/>
            <FormProblems failure=form.failure()/>
            <div class="split">
                <div class="stack">
                    {match shown {
                        Some(run) => view! { <Run run/> }.into_any(),
                        None => view! { <Sheet title=t::outcome(l)><Empty icon="lightbulb" title=t::what_if_none(l) text=t::what_if_none_text(l)/></Sheet> }.into_any(),
                    }}
                </div>
                <div class="stack">
                    {elsewhere.map(|open| view! {
                        <Notice title=t::what_if_open(l)>
                            <p><a class="link" href=format!("/console/programme/what-if?run={}", open.id)>{t::what_if_see(l)}</a></p>
                        </Notice>
                    })}
                    <Sheet title=t::try_out(l)>
                        {match ready {
                            Some(at) => view! {
                                <PostForm form class="form">
                                    <p>{t::what_if_ready(l, moment(l, at), newest)}</p>
                                    <div class="form-actions">
                                        <Submit pending=form.pending() label=t::what_if_do(l)/>
                                        <a class="link" href="/console/programme/edit">{t::to_draft(l)}</a>
                                    </div>
                                </PostForm>
                            }
                            .into_any(),
                            None => view! {
                                <p>{t::what_if_unready(l)}</p>
                                <div class="actions"><ButtonLink href="/console/programme/edit">{t::to_draft(l)}</ButtonLink></div>
                            }
                            .into_any(),
                        }}
                    </Sheet>
                    <Recent recent/>
                </div>
            </div>
        </div>
    }
}

#[component]
fn Run(run: ShownRun) -> impl IntoView {
    let l = lang();
    let ShownRun { line, may_cancel, changes, outcome } = run;
    let about = t::run_about(l, &line.by, moment(l, line.asked_at), line.base);
    let state = match (line.state, outcome) {
        (RunState::Queued | RunState::Running, _) => view! { <Running line may_cancel/> }.into_any(),
        (RunState::Done, Some(found)) => view! { <Outcome found/> }.into_any(),
        (RunState::Cancelled, _) => view! { <Notice title=t::run_cancelled(l)><p>{t::run_again(l)}</p></Notice> }.into_any(),
        (RunState::Failed | RunState::Done, _) => {
            view! { <Notice tone=Tone::Bad title=t::run_failed(l)><p>{t::run_again(l)}</p></Notice> }.into_any()
        }
    };
    view! {
        <p class="quiet">{about}</p>
        {state}
        <Sheet title=t::run_tried(l)>
            <More summary=t::run_changes(l)>{sentences(changes)}</More>
        </Sheet>
    }
}

#[component]
fn Recent(recent: Vec<RunLine>) -> impl IntoView {
    let l = lang();
    let rows = recent.into_iter().map(|line| {
        let tone = match line.state {
            RunState::Done => Tone::Good,
            RunState::Queued | RunState::Running => Tone::Wait,
            RunState::Failed => Tone::Bad,
            RunState::Cancelled => Tone::Plain,
        };
        view! {
            <li>
                <div>
                    <h3><a href=format!("/console/programme/what-if?run={}", line.id)>{moment(l, line.asked_at)}</a></h3>
                    <p class="quiet">{t::run_by(l, line.by, line.base)}</p>
                </div>
                <Tag tone>{t::run_state(l, line.state.as_str())}</Tag>
                <Icon name="chevron-right"/>
            </li>
        }
    });
    let rows = rows.collect_view();
    view! {
        <Sheet title=t::what_if_recent(l)>
            <ul class="rows">{rows}</ul>
            <p class="quiet">{t::what_if_kept(l)}</p>
        </Sheet>
    }
}
