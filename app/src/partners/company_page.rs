use jiso::{
    partners::MyCompanySheet,
    phases::{PhaseVerdict, SelfStart},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};

use super::{
    api::{AcceptGifts, NameOnBoards, my_company},
    invite::InviteSheet,
    parts::{Invitations, People},
};
use crate::{
    accounts::api::Invite,
    format::day,
    forms::{FormProblems, FormState, PostForm, Radios, Submit, use_form},
    frame::{lang, load, show, title},
    phases::{RateChart, RateTable, evidence_text},
    text::{form as f, goals, partners as t},
    ui::{Choice, Notice, PageHead, Sheet, Tag, Tone},
    wire::Fault,
};

pub struct CompanyPage;

#[lazy_route]
impl LazyRoute for CompanyPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let (invite, naming, gifts) = (use_form::<Invite>(), use_form::<NameOnBoards>(), use_form::<AcceptGifts>());
        show(load(|| (), |()| my_company()), move |sheet| view! { <Whole sheet invite naming gifts/> }.into_any())
    }
}

#[component]
fn Whole(
    sheet: MyCompanySheet,
    invite: FormState<Invite>,
    naming: FormState<NameOnBoards>,
    gifts: FormState<AcceptGifts>,
) -> impl IntoView {
    let l = lang();
    let MyCompanySheet {
        name,
        terms,
        margin_percent,
        contract_date,
        phase,
        self_start,
        tier,
        people,
        invitations,
        named_on_boards,
        accepts_gifts,
        leads,
        today,
        ..
    } = sheet;
    let query = use_query_map();
    let done = move |name: &'static str| query.with(|q| q.get(name).is_some());
    let lede = t::my_lede(l, day(l, contract_date), terms.map(|terms| terms.get(l).to_owned()).unwrap_or_default());
    view! {
        {title(t::my_title(l))}
        <div class="page">
            <PageHead title=name lede>
                <p class="tags">
                    <a class="tag" href="/progress">{tier.name.get(l).to_owned()}</a>
                    {margin_percent.map(|percent| view! { <Tag>{t::margin(l, percent)}</Tag> })}
                </p>
            </PageHead>
            <div role="status" class="live">
                {move || done("invited").then(|| view! { <Notice tone=Tone::Good title=t::invited(l)/> })}
                {move || done("saved").then(|| view! { <Notice tone=Tone::Good title=t::saved(l)/> })}
            </div>
            <div class="split">
                <div class="stack">
                    <People people today note=t::my_people_note(l) roles="/people"/>
                    <Invitations invitations/>
                </div>
                <div class="stack">
                    <Way phase self_start/>
                    {leads.then(|| view! { <InviteSheet form=invite company=""/> })}
                    <Naming form=naming named=named_on_boards leads/>
                    <Gifts form=gifts accepts=accepts_gifts leads/>
                </div>
            </div>
        </div>
    }
}

/// Where the company stands, in the same words as the vendor sees, and who sets it going.
#[component]
fn Way(phase: PhaseVerdict, self_start: SelfStart) -> impl IntoView {
    let l = lang();
    let (name, since) = (phase.name.get(l).to_owned(), day(l, phase.since.day()));
    let said = phase.stall.map(|stall| view! { <p>{stall.partner.get(l).to_owned()}</p> });
    let facts = phase.evidence.iter().map(|fact| view! { <li>{evidence_text(l, fact)}</li> }).collect_view();
    let months = self_start.months.clone();
    view! {
        <Sheet title=t::my_way(l) id="way" aside=move || {
            let name = name.clone();
            view! { <Tag>{name}</Tag> }
        }>
            {said} <p><a class="link" href="/goals">{goals::link(l)}</a></p> <p class="quiet">{t::since(l, since)}</p> <ul class="evidence" aria-label=t::evidence(l)>{facts}</ul>
        </Sheet>
        <Sheet title=t::self_start(l) id="self-start">
            <p class="quiet">{t::my_self_start(l)}</p>
            <RateTable self_start/>
            <RateChart months/>
        </Sheet>
    }
}

/// The company's name on the boards.
#[component]
fn Naming(form: FormState<NameOnBoards>, named: bool, leads: bool) -> impl IntoView {
    let l = lang();
    let options = vec![
        Choice::new("true", t::board_name_shown(l)).note(t::board_name_shown_note(l)),
        Choice::new("false", t::board_name_hidden(l)).note(t::board_name_hidden_note(l)),
    ];
    let is = if named { t::board_name_is_shown(l) } else { t::board_name_is_hidden(l) };
    let switch = Switch { field: "named_on_boards", label: t::board_name_label(l), is, on: named, options };
    view! {
        <Sheet title=t::board_name(l)>
            <LeadDecides form leads switch/>
            <p class="quiet">{t::own_name(l)} " " <a class="link" href="/me">{t::own_name_link(l)}</a></p>
        </Sheet>
    }
}

/// Whether the company may take gifts.
#[component]
fn Gifts(form: FormState<AcceptGifts>, accepts: bool, leads: bool) -> impl IntoView {
    let l = lang();
    let options = vec![Choice::new("true", t::gifts_yes(l)), Choice::new("false", t::gifts_no(l)).note(t::gifts_no_note(l))];
    let is = if accepts { t::gifts_yes(l) } else { t::gifts_no(l) };
    let switch = Switch { field: "accepts_gifts", label: t::gifts_label(l), is, on: accepts, options };
    view! { <Sheet title=t::gifts(l)><LeadDecides form leads switch/></Sheet> }
}

/// A yes or no about the whole company.
struct Switch {
    field: &'static str,
    label: &'static str,
    /// How it is, in a sentence.
    is: &'static str,
    on: bool,
    options: Vec<Choice>,
}

/// A lead decides, everybody sees how it is.
#[component]
fn LeadDecides<S>(form: FormState<S>, leads: bool, switch: Switch) -> impl IntoView
where
    S: ServerFn<Error = Fault> + 'static,
{
    let l = lang();
    let Switch { field, label, is, on, options } = switch;
    if !leads {
        return view! { <p>{is}</p> }.into_any();
    }
    // Two radios instead of a box: a form of one box that is not ticked would send nothing at all.
    view! {
        <PostForm form class="form">
            <FormProblems failure=form.failure()/>
            <Radios name=field label one_column=true value=form.value(field, on.to_string()) options problem=form.problem(field)/>
            <div class="form-actions"><Submit class="btn" pending=form.pending() label=f::save(l)/></div>
        </PostForm>
    }
    .into_any()
}
