use jiso::{
    goals::Side,
    lang::Lang,
    visits::{DebriefView, VisitSheet, VisitState, WordView},
};
use leptos::prelude::*;
use leptos_router::{
    LazyRoute,
    hooks::{use_params_map, use_query_map},
    lazy_route,
    params::ParamsMap,
};

use super::{
    api::visit,
    visit_forms::{Doing, Otherwise, VisitForms, visit_forms},
    words::{begun, span, tone, when},
};
use crate::{
    format::{dot, moment},
    frame::{lang, load, show, title},
    plays::PlayOfVisit,
    text::visits as t,
    ui::{Crumbs, Facts, LinkItem, Notice, PageHead, Sheet, Tag, Tone},
};

/// `/visits/:id`
pub struct VisitPage;

#[lazy_route]
impl LazyRoute for VisitPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let (params, query) = (use_params_map(), use_query_map());
        let forms = visit_forms();
        let which = move || (params.with(|p| p.get("id")).unwrap_or_default(), query.with(ParamsMap::to_query_string));
        show(load(which, |(id, _)| visit(id)), move |sheet| view! { <Visit sheet forms/> }.into_any())
    }
}

#[component]
fn Visit(sheet: VisitSheet, forms: VisitForms) -> impl IntoView {
    let l = lang();
    let query = use_query_map();
    let told = move || {
        let text = query.with(|q| t::done(l, &q.get("done").unwrap_or_default()));
        (!text.is_empty()).then(|| view! { <Notice tone=Tone::Good title=text/> })
    };
    let headline = t::head(l, &sheet.customer);
    let deal = match sheet.reader {
        Side::Partner => format!("/deals/{}", sheet.deal),
        Side::Vendor => format!("/console/deals/{}", sheet.deal),
    };
    let crumbs = {
        let customer = sheet.customer.clone();
        let links = vec![LinkItem::new("/visits", t::title(l)), LinkItem::new(deal, customer)];
        move || view! { <Crumbs label=t::crumbs(l) links=links.clone()/> }
    };
    let clock = sheet.due.map(|due| {
        let tone = if sheet.late { Tone::Bad } else { Tone::Wait };
        let text = if sheet.late { t::late(l, moment(l, due)) } else { t::answer_due(l, moment(l, due)) };
        view! { <Tag tone>{text}</Tag> }
    });
    let company = sheet.company_name.clone().map(|name| view! { <span class="quiet">{name}</span> });
    let play = sheet.play.clone().map(|mark| view! { <PlayOfVisit visit=sheet.id.to_string() mark/> });
    view! {
        {title(headline.clone())}
        <div class="page narrow">
            <PageHead title=headline above=crumbs>
                <p class="tags"><Tag tone=tone(sheet.state)>{t::state(l, sheet.state.as_str())}</Tag> {clock} {company}</p>
            </PageHead>
            <div role="status" class="live">{told}</div>
            <Doing sheet=sheet.clone() forms/>
            {plan(l, &sheet)}
            <Otherwise sheet=sheet.clone() forms/>
            {words(l, &sheet)}
            {debriefs(l, &sheet.debriefs)}
            {play}
        </div>
    }
}

/// What it is for, who comes, where and when.
fn plan(l: Lang, sheet: &VisitSheet) -> impl IntoView + use<> {
    let at = match sheet.starts_at {
        Some(at) => Some((t::when(l), span(l, at, sheet.minutes))),
        None if sheet.state == VisitState::Proposed => None,
        None => Some((t::when(l), when(l, None, sheet.on))),
    };
    let named = |label: &'static str, value: &str| (!value.is_empty()).then(|| (label, value.to_owned()));
    let facts = [
        at,
        named(t::purpose(l), &sheet.purpose),
        named(t::meets(l), &sheet.meets),
        named(t::place(l), &sheet.place),
        named(t::partner_role(l), &sheet.partner_role),
        named(t::vendor_role(l), &sheet.vendor_role),
        sheet.host.clone().map(|host| (t::host_label(l), host)),
    ];
    let facts = facts.into_iter().flatten().map(|(label, value)| (label.to_owned(), value)).collect();
    let asked = begun(l, sheet.state, sheet.starts_at, &sheet.asked_by, sheet.asked_at);
    let moved = (sheet.moved_at > sheet.asked_at).then(|| t::moved(l, &sheet.moved_by, moment(l, sheet.moved_at)));
    let story = [Some(asked), moved].into_iter().flatten().collect::<Vec<_>>().join(dot(l));
    let note = sheet.note.clone().map(|note| view! { <p class="quote">{note}</p> });
    let href = format!("/visits/{}/calendar.ics", sheet.id);
    let calendar = sheet.starts_at.filter(|_| matches!(sheet.state, VisitState::Agreed | VisitState::Cancelled)).map(|_| {
        view! { <div class="actions"><a class="btn" href=href rel="external" download="visit.ics">{t::calendar(l)}</a></div> }
    });
    view! {
        <Sheet title=t::plan(l)>
            <Facts facts lines=true/> {note} <p class="quiet">{story}</p> {calendar}
        </Sheet>
    }
}

/// What each side says of whether it took place.
fn words(l: Lang, sheet: &VisitSheet) -> Option<impl IntoView + use<>> {
    let said = |side: &'static str, word: &Option<WordView>| {
        let text = match word {
            Some(word) => t::word(l, if word.held { t::word_held(l) } else { t::word_denied(l) }, &word.by, moment(l, word.at)),
            None => t::word_none(l).to_owned(),
        };
        (side.to_owned(), text)
    };
    let any = sheet.partner_said.is_some() || sheet.vendor_said.is_some();
    let facts = vec![said(t::partner(l), &sheet.partner_said), said(t::vendor(l), &sheet.vendor_said)];
    any.then(|| view! { <Sheet title=t::words(l)><Facts facts lines=true/></Sheet> })
}

fn debriefs(l: Lang, debriefs: &[DebriefView]) -> Option<impl IntoView + use<>> {
    let one = move |debrief: &DebriefView| {
        let side = if debrief.side == Side::Partner { t::partner(l) } else { t::vendor(l) };
        let facts = [(t::wish(l), &debrief.wish), (t::obstacle(l), &debrief.obstacle), (t::next_step(l), &debrief.next_step)];
        let facts = facts.into_iter().map(|(label, text)| (label.to_owned(), text.clone())).collect();
        view! { <h3>{t::debrief_by(l, side, &debrief.by)}</h3> <Facts facts lines=true/> }
    };
    let lines = debriefs.iter().map(one).collect_view();
    (!debriefs.is_empty()).then(|| view! { <Sheet title=t::debriefs(l) id="debriefs">{lines}</Sheet> })
}
