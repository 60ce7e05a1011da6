use jiso::{
    lang::Lang,
    visits::{DealVisits, VisitLine, VisitView},
};
use leptos::prelude::*;

use super::api::{AnswerVisit, ReportVisit};
use crate::{
    format::{day, day_short, dot, moment, number},
    forms::{FormProblems, HiddenField, PostForm, Submit, TextArea, TextField, use_form},
    frame::lang,
    text::visits as t,
    ui::{Sheet, Tag, Tone},
};

/// A deal's visits, for the partner; with the form to report one.
#[component]
pub fn VisitsSheet(deal: String, visits: DealVisits) -> impl IntoView {
    let l = lang();
    let DealVisits { visits, may_report, points, today } = visits;
    if visits.is_empty() && !may_report {
        return ().into_any();
    }
    let lines = visits.iter().map(|visit| line(l, visit, visit_text(l, visit))).collect_view();
    let report = may_report.then(|| view! { <Report deal points today=today.to_string()/> });
    view! { <Sheet title=t::title(l) id="visits"><ul class="rows">{lines}</ul> {report}</Sheet> }.into_any()
}

#[component]
fn Report(deal: String, points: i64, today: String) -> impl IntoView {
    let l = lang();
    let form = use_form::<ReportVisit>();
    let lead = if points > 0 { t::lead_points(l, number(points)) } else { t::lead(l).to_owned() };
    view! {
        <PostForm form class="form">
            <p class="quiet">{lead}</p>
            <FormProblems failure=form.failure()/>
            <HiddenField name="deal" value=deal/>
            <TextField name="visited_on" id="visited-on" kind="date" label=t::on(l) value=form.value("visited_on", today) problem=form.problem("visited_on")/>
            <TextArea name="note" id="visit-note" optional=true label=t::note(l) hint=t::note_hint(l) value=form.value("note", "") problem=form.problem("note")/>
            <div class="form-actions"><Submit class="btn" pending=form.pending() label=t::send(l)/></div>
        </PostForm>
    }
}

/// A deal's visits, for the vendor, who answers those that wait.
#[component]
pub fn VisitsToAnswer(visits: DealVisits) -> impl IntoView {
    let l = lang();
    let waits = |visit: &&VisitView| visit.answer.is_none();
    let open = visits.visits.iter().find(waits).map(|visit| visit.id.to_string());
    let lines = visits.visits.iter().map(|visit| line(l, visit, visit_text(l, visit))).collect_view();
    let answer = open.map(|visit| view! { <Answer visit/> });
    (!visits.visits.is_empty())
        .then(|| view! { <Sheet title=t::title(l) id="visits"><ul class="rows">{lines}</ul> {answer}</Sheet> })
}

#[component]
fn Answer(visit: String) -> impl IntoView {
    let l = lang();
    let (yes, no) = (use_form::<AnswerVisit>(), use_form::<AnswerVisit>());
    let other = visit.clone();
    view! {
        <p class="quiet">{t::answer_lead(l)}</p>
        <FormProblems failure=yes.failure()/>
        <div class="actions">
            <PostForm form=yes>
                <HiddenField name="visit" value=visit/>
                <HiddenField name="held" value="yes"/>
                <Submit class="btn" pending=yes.pending() label=t::answer_yes(l)/>
            </PostForm>
            <PostForm form=no>
                <HiddenField name="visit" value=other/>
                <HiddenField name="held" value="no"/>
                <Submit class="btn quiet" pending=no.pending() label=t::answer_no(l)/>
            </PostForm>
        </div>
    }
}

fn line(l: Lang, visit: &VisitView, note: String) -> impl IntoView + use<> {
    let (tone, state) = match &visit.answer {
        None => (Tone::Wait, t::state_waiting(l)),
        Some(answer) if answer.held => (Tone::Good, t::state_held(l)),
        Some(_) => (Tone::Plain, t::state_denied(l)),
    };
    let said = visit.note.clone().map(|said| view! { <p class="quote">{said}</p> });
    view! {
        <li>
            <div>
                <h3>{t::visit(l, day(l, visit.on))}</h3>
                {said}
                <p class="quiet">{note}</p>
            </div>
            <Tag tone>{state}</Tag>
        </li>
    }
}

fn visit_text(l: Lang, visit: &VisitView) -> String {
    let reported = t::reported(l, &visit.reported_by, moment(l, visit.reported_at));
    let then = match &visit.answer {
        None => t::answer_due(l, moment(l, visit.due)),
        Some(answer) => t::answered(l, &answer.by, moment(l, answer.at)),
    };
    [reported, then].join(dot(l))
}

/// What waits for the vendor's word, on its desk.
#[component]
pub fn VisitsWaiting(visits: Vec<VisitLine>) -> impl IntoView {
    let l = lang();
    let line = move |visit: VisitLine| {
        let note = t::desk_line(l, visit.company_name, visit.reported_by, day_short(l, visit.on));
        view! {
            <li>
                <div>
                    <h3><a href=format!("/console/deals/{}#visits", visit.deal)>{visit.customer}</a></h3>
                    <p class="quiet">{note}</p>
                </div>
                <Tag tone=Tone::Wait>{t::answer_due(l, moment(l, visit.due))}</Tag>
            </li>
        }
    };
    (!visits.is_empty()).then(|| {
        view! { <Sheet title=t::desk(l) id="visits"><ul class="rows">{visits.into_iter().map(line).collect_view()}</ul></Sheet> }
    })
}
