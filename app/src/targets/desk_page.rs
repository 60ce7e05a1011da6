use jiso::{
    lang::Lang,
    targets::{ListLine, TargetDesk},
};
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::api::{MakeTargetList, target_lists};
use crate::{
    format::dot,
    forms::{Boxes, FormProblems, FormState, HiddenField, PostForm, Submit, TextField, use_form},
    frame::{lang, load, show, title},
    text::{deals as d, targets as t},
    ui::{ButtonLink, Choice, Empty, More, PageHead, Sheet},
};

/// `/console/targets`
pub struct TargetDeskPage;

#[lazy_route]
impl LazyRoute for TargetDeskPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let form = use_form::<MakeTargetList>();
        show(load(|| (), |()| target_lists()), move |desk| view! { <DeskView desk form/> }.into_any())
    }
}

pub fn whom(l: Lang, companies: &[String]) -> String {
    if companies.is_empty() { t::for_all(l).into() } else { t::for_some(l, companies.join(d::list_comma(l))) }
}

fn line(l: Lang, list: ListLine) -> AnyView {
    let ListLine { id, name, accounts, registered, passes, companies } = list;
    let counts = [t::accounts(l, i64::from(accounts)), t::registered_count(l, registered), t::passes_count(l, passes)];
    view! {
        <li>
            <div>
                <h3><a href=format!("/console/targets/{id}")>{name}</a></h3>
                <p class="quiet">{counts.join(dot(l))}</p>
                <p class="quiet">{whom(l, &companies)}</p>
            </div>
        </li>
    }
    .into_any()
}

#[component]
fn DeskView(desk: TargetDesk, form: FormState<MakeTargetList>) -> impl IntoView {
    let l = lang();
    let TargetDesk { lists, key, companies } = desk;
    let lists = if lists.is_empty() {
        view! { <section class="sheet"><Empty icon="target" title=t::desk_none(l) text=t::desk_none_text(l)/></section> }
            .into_any()
    } else {
        let lines = lists.into_iter().map(|list| line(l, list)).collect_view();
        view! { <section class="sheet"><ul class="rows">{lines}</ul></section> }.into_any()
    };
    let companies = companies.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect();
    let selected = form.all("companies", Vec::new());
    // Of the many partners there are, few lists name any.
    let is_for_some = !selected.is_empty() || form.problem("companies").get_untracked().is_some();
    view! {
        {title(t::desk_title(l))}
        <div class="page">
            <PageHead title=t::desk_title(l) lede=t::desk_lede(l) actions=move || view! { <ButtonLink href="/console/leads" icon="inbox">{t::to_leads(l)}</ButtonLink> }/>
            <div class="split">
                <div class="stack">{lists}</div>
                <div class="stack">
                    <Sheet title=t::new_list(l) id="new">
                        <PostForm form class="form">
                            <FormProblems failure=form.failure()/>
                            <HiddenField name="idempotency_key" value=form.value("idempotency_key", key)/>
                            <TextField name="name" autocomplete="off" label=t::list_name(l) hint=t::list_name_hint(l) value=form.value("name", "") problem=form.problem("name")/>
                            <More summary=t::list_companies_choose(l) open=is_for_some>
                                <Boxes name="companies" optional=true label=t::list_companies(l) hint=t::list_companies_hint(l)
                                    selected options=companies problem=form.problem("companies")/>
                            </More>
                            <div class="form-actions"><Submit pending=form.pending() label=t::make_list(l)/></div>
                        </PostForm>
                    </Sheet>
                </div>
            </div>
        </div>
    }
}
