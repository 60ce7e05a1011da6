use jiso::{
    lang::Lang,
    leads::{LeadCourse, LeadDesk, LeadState, OfferLine, QueueLine},
};
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route, params::ParamsMap};

use super::{
    api::{OfferLead, WithdrawLead, lead_courses},
    words::{tone, why},
};
use crate::{
    deals::parts::{industries, sizes, territories},
    format::{dot, moment},
    forms::{FormProblems, FormState, HiddenField, PostForm, SelectField, Submit, TextArea, TextField, use_form},
    frame::{lang, load, show, title},
    targets::parts::profile,
    text::{deals as d, leads as t},
    ui::{Empty, More, Notice, PageHead, Sheet, Tag, Tone},
};

/// `/console/leads`
pub struct LeadDeskPage;

#[lazy_route]
impl LazyRoute for LeadDeskPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_query_map();
        let forms = (use_form::<OfferLead>(), use_form::<WithdrawLead>());
        let asked = move || query.with(ParamsMap::to_query_string);
        show(load(asked, |_| lead_courses()), move |desk| view! { <DeskView desk forms/> }.into_any())
    }
}

#[component]
fn DeskView(desk: LeadDesk, forms: (FormState<OfferLead>, FormState<WithdrawLead>)) -> impl IntoView {
    let l = lang();
    let query = use_query_map();
    let told = move || {
        let text = query.with(|q| t::done(l, &q.get("done").unwrap_or_default()));
        (!text.is_empty()).then(|| view! { <Notice tone=Tone::Good title=text/> })
    };
    let LeadDesk { leads, queue, key, days } = desk;
    let (offer, withdraw) = forms;
    let courses = if leads.is_empty() {
        view! { <section class="sheet"><Empty icon="inbox" title=t::desk_none(l) text=t::desk_none_text(l)/></section> }
            .into_any()
    } else {
        leads.into_iter().map(|lead| course(l, lead, withdraw)).collect_view().into_any()
    };
    let lines = queue.into_iter().map(|line| queue_line(l, line)).collect_view();
    view! {
        {title(t::desk_title(l))}
        <div class="page">
            <PageHead title=t::desk_title(l) lede=t::desk_lede(l)/>
            <div role="status" class="live">{told}</div>
            <FormProblems failure=withdraw.failure()/>
            <div class="split">
                <div class="stack">{courses}</div>
                <div class="stack">
                    <NewLead form=offer key days/>
                    <Sheet title=t::queue(l) id="queue">
                        <p>{t::rule(l)}</p>
                        <p>{t::rule_fit(l)}</p>
                        <More summary=t::order(l)><ol class="rows">{lines}</ol></More>
                    </Sheet>
                </div>
            </div>
        </div>
    }
}

#[component]
fn NewLead(form: FormState<OfferLead>, key: String, days: u16) -> impl IntoView {
    let l = lang();
    view! {
        <Sheet title=t::new_lead(l) id="new">
            <p class="quiet">{t::rule_days(l, i64::from(days))}</p>
            <PostForm form class="form">
                <FormProblems failure=form.failure()/>
                <HiddenField name="idempotency_key" value=form.value("idempotency_key", key)/>
                <TextField name="customer" autocomplete="off" label=d::field_customer(l) value=form.value("customer", "") problem=form.problem("customer")/>
                <TextField name="corporate_number" optional=true inputmode="numeric" autocomplete="off" label=d::field_corporate_number(l)
                    hint=d::number_hint(l) value=form.value("corporate_number", "") problem=form.problem("corporate_number")/>
                <TextField name="domain" optional=true inputmode="url" autocomplete="off" label=d::field_domain(l) hint=d::domain_hint(l)
                    value=form.value("domain", "") problem=form.problem("domain")/>
                <SelectField name="industry" label=d::field_industry(l) none=d::industry_none(l) options=industries(l)
                    value=form.value("industry", "") problem=form.problem("industry")/>
                <SelectField name="size" label=d::field_size(l) none=t::choose(l) options=sizes(l) value=form.value("size", "") problem=form.problem("size")/>
                <SelectField name="territory" optional=true label=d::field_territory(l) none=d::territory_none(l) options=territories(l)
                    value=form.value("territory", "") problem=form.problem("territory")/>
                <TextArea name="note" rows=3 label=t::wish(l) hint=t::wish_hint(l) value=form.value("note", "") problem=form.problem("note")/>
                <TextArea name="contact" rows=2 label=t::contact(l) hint=t::contact_hint(l) value=form.value("contact", "") problem=form.problem("contact")/>
                <div class="form-actions"><Submit pending=form.pending() label=t::offer(l)/></div>
            </PostForm>
        </Sheet>
    }
}

fn queue_line(l: Lang, line: QueueLine) -> AnyView {
    let QueueLine { company, tier, weight, credit, .. } = line;
    view! {
        <li>
            <div>
                <h3>{company}</h3>
                <p class="quiet">{t::queue_line(l, tier.get(l), weight, credit)}</p>
            </div>
        </li>
    }
    .into_any()
}

const fn lead_tone(state: LeadState) -> Tone {
    match state {
        LeadState::Offered => Tone::Wait,
        LeadState::Accepted => Tone::Good,
        LeadState::Exhausted => Tone::Bad,
        LeadState::Withdrawn => Tone::Plain,
    }
}

fn course(l: Lang, lead: LeadCourse, withdraw: FormState<WithdrawLead>) -> AnyView {
    let LeadCourse { id, customer, industry, size, territory, note, contact, state, made_at, offers } = lead;
    let id = id.to_string();
    let facts = [profile(l, industry, size, territory), t::made(l, moment(l, made_at))].join(dot(l));
    let lines = offers.into_iter().map(|offer| offer_line(l, offer)).collect_view();
    let (lead, named, pending) = (id.clone(), t::withdraw_named(l, &customer), withdraw.pending());
    let withdraw = matches!(state, LeadState::Offered | LeadState::Exhausted).then(|| {
        view! {
            <PostForm form=withdraw>
                <HiddenField name="lead" value=lead/>
                <button type="submit" class="btn quiet small" aria-label=named aria-busy=move || pending.get().to_string()>{t::withdraw(l)}</button>
            </PostForm>
        }
    });
    let tag = move || view! { <Tag tone=lead_tone(state)>{t::lead_state(l, state.as_str())}</Tag> };
    view! {
        <Sheet title=customer id=format!("lead-{id}") aside=tag>
            <p class="quiet">{facts}</p>
            <p>{note}</p>
            <p class="quiet">{t::contact_is(l, contact)}</p>
            <ol class="rows">{lines}</ol>
            {withdraw}
        </Sheet>
    }
    .into_any()
}

fn offer_line(l: Lang, offer: OfferLine) -> AnyView {
    let OfferLine { company, state, at, due, weight, credit, among, widened, answered_by, answered_at, reason, note } = offer;
    let answered = match (answered_by, answered_at) {
        (Some(by), Some(at)) => Some(t::answered(l, by, moment(l, at))),
        _ => None,
    };
    let times =
        [Some(t::offered_at(l, moment(l, at), moment(l, due))), answered].into_iter().flatten().collect::<Vec<_>>().join(dot(l));
    let reason = reason.map(|reason| {
        let note = note.map(|note| t::said(l, note)).unwrap_or_default();
        view! { <p>{t::because(l, t::decline_reason(l, reason.as_str()))} " " {note}</p> }
    });
    view! {
        <li>
            <div>
                <h3>{company} " " <Tag tone=tone(state)>{t::offer_state(l, state.as_str())}</Tag></h3>
                <p class="quiet">{times}</p>
                <p class="quiet">{why(l, weight, credit, among, widened)}</p>
                {reason}
            </div>
        </li>
    }
    .into_any()
}
