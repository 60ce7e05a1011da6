use jiso::{
    lang::Lang,
    visits::{DealVisits, VisitLine, VisitState, VisitView},
};
use leptos::prelude::*;

use super::{
    api::{AnswerVisit, ReportVisit},
    words::{begun, tone, when},
};
use crate::{
    format::{day_short, dot, moment, number},
    forms::{FormProblems, HiddenField, PostForm, Submit, TextArea, TextField, use_form},
    frame::lang,
    text::{boards, visits as t},
    ui::{ButtonLink, More, Sheet, Tag, Tone},
};

/// A deal's visits, for the partner, who asks for one or reports one.
#[component]
pub fn VisitsSheet(deal: String, visits: DealVisits) -> impl IntoView {
    let l = lang();
    let DealVisits { visits, may_request, may_report, points, today } = visits;
    if visits.is_empty() && !may_report && !may_request {
        return ().into_any();
    }
    let lines = visits.iter().map(|visit| line(l, visit)).collect_view();
    let ask = may_request.then(|| ask_link(l, &deal));
    let report = may_report.then(|| view! { <Report deal points today=today.to_string()/> });
    view! { <Sheet title=t::title(l) id="visits" aside=move || all(l)><ul class="rows">{lines}</ul> {ask} {report}</Sheet> }
        .into_any()
}

fn all(l: Lang) -> impl IntoView {
    view! { <a class="link" href="/visits">{t::all(l)}</a> }
}

fn ask_link(l: Lang, deal: &str) -> impl IntoView + use<> {
    let href = format!("/visits/new?deal={deal}");
    view! {
        <p>{t::ask_lead(l)}</p>
        <div class="actions"><ButtonLink href icon="calendar">{t::ask(l)}</ButtonLink></div>
    }
}

#[component]
fn Report(deal: String, points: i64, today: String) -> impl IntoView {
    let l = lang();
    let form = use_form::<ReportVisit>();
    let lead = if points > 0 { t::lead_points(l, number(points)) } else { t::lead(l).to_owned() };
    let open = form.typed("note").is_some();
    view! {
        <More summary=t::report(l) open>
            <PostForm form class="form">
                <p class="quiet">{lead}</p>
                <FormProblems failure=form.failure()/>
                <HiddenField name="deal" value=deal/>
                <TextField name="visited_on" id="visited-on" kind="date" label=t::on(l) value=form.value("visited_on", today) problem=form.problem("visited_on")/>
                <TextArea name="note" id="visit-note" optional=true label=t::note(l) hint=t::note_hint(l) value=form.value("note", "") problem=form.problem("note")/>
                <div class="form-actions"><Submit class="btn" pending=form.pending() label=t::send(l)/></div>
            </PostForm>
        </More>
    }
}

/// A deal's visits, for the vendor, who says of those that wait whether they took place.
#[component]
pub fn VisitsToAnswer(#[prop(into)] deal: String, visits: DealVisits) -> impl IntoView {
    let l = lang();
    let DealVisits { visits, may_request, .. } = visits;
    let open = visits.iter().find(|visit| visit.may_say).map(|visit| visit.id.to_string());
    let lines = visits.iter().map(|visit| line(l, visit)).collect_view();
    let answer = open.map(|visit| view! { <Answer visit/> });
    let ask = may_request.then(|| {
        let href = format!("/visits/new?deal={deal}");
        view! { <div class="actions"><ButtonLink href icon="calendar">{t::offer(l)}</ButtonLink></div> }
    });
    (!visits.is_empty() || may_request)
        .then(|| view! { <Sheet title=t::title(l) id="visits"><ul class="rows">{lines}</ul> {answer} {ask}</Sheet> })
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

fn line(l: Lang, visit: &VisitView) -> impl IntoView + use<> {
    let said = visit.note.clone().map(|said| view! { <p class="quote">{said}</p> });
    let (href, title) = (format!("/visits/{}", visit.id), t::visit(l, when(l, visit.starts_at, visit.on)));
    let (note, state) = (facts(l, visit), visit.state);
    view! {
        <li>
            <div>
                <h3><a href=href>{title}</a></h3>
                {said}
                <p class="quiet">{note}</p>
            </div>
            <Tag tone=tone(state)>{t::state(l, state.as_str())}</Tag>
        </li>
    }
}

fn facts(l: Lang, visit: &VisitView) -> String {
    let asked = begun(l, visit.state, visit.starts_at, &visit.asked_by, visit.asked_at);
    let host = visit.host.as_ref().filter(|_| visit.state == VisitState::Agreed).map(|host| t::host(l, host));
    let answered = (visit.moved_at > visit.asked_at).then(|| t::answered(l, &visit.moved_by, moment(l, visit.moved_at)));
    let due = visit.due.map(|due| t::answer_due(l, moment(l, due)));
    [Some(asked), host, answered, due].into_iter().flatten().collect::<Vec<_>>().join(dot(l))
}

/// What waits for the vendor's word, on its desk.
#[component]
pub fn VisitsWaiting(visits: Vec<VisitLine>) -> impl IntoView {
    let l = lang();
    let line = move |visit: VisitLine| {
        let note = t::desk_line(l, visit.company_name, visit.asked_by, day_short(l, visit.on));
        let due = moment(l, visit.due);
        let (tone, due) = if visit.late { (Tone::Bad, t::late(l, due)) } else { (Tone::Wait, t::answer_due(l, due)) };
        let href = match visit.state {
            // What was only reported is answered where the whole deal is seen.
            VisitState::Confirmed => format!("/console/deals/{}#visits", visit.deal),
            _ => format!("/visits/{}", visit.id),
        };
        view! {
            <li>
                <div>
                    <h3><a href=href>{visit.customer}</a></h3>
                    <p class="quiet">{[t::waits(l, visit.state.as_str()), &note].join(dot(l))}</p>
                </div>
                <Tag tone>{due}</Tag>
            </li>
        }
    };
    let lines = (!visits.is_empty()).then(|| view! { <ul class="rows">{visits.into_iter().map(line).collect_view()}</ul> });
    view! {
        <Sheet title=t::desk(l) id="visits" aside=move || view! { <span class="tags">{all(l)} <a class="link" href="/boards">{boards::all(l)}</a></span> }>
            {lines.is_none().then(|| view! { <p class="quiet">{t::desk_none(l)}</p> })}
            {lines}
        </Sheet>
    }
}
