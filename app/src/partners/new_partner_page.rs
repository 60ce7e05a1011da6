use jiso::{lang::Lang, partners::NewPartnerSheet};
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::api::{CreatePartner, new_partner};
use crate::{
    forms::{FormProblems, FormState, HiddenField, PostForm, Radios, SelectField, Submit, TextField, use_form},
    frame::{lang, load, show, title},
    text::{accounts, form as f, partners as t},
    ui::{Choice, Crumbs, LinkItem, PageHead},
};

pub struct NewPartnerPage;

#[lazy_route]
impl LazyRoute for NewPartnerPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let form = use_form::<CreatePartner>();
        show(load(|| (), |()| new_partner()), move |sheet| view! { <Whole sheet form/> }.into_any())
    }
}

#[component]
fn Whole(sheet: NewPartnerSheet, form: FormState<CreatePartner>) -> impl IntoView {
    let l = lang();
    let types: Vec<Choice> = sheet
        .partner_types
        .iter()
        .map(|terms| Choice::new(terms.kind.as_str(), terms.name.get(l)).note(t::margin(l, terms.margin_percent)))
        .collect();
    let first_type = types.first().map(|choice| choice.value.clone()).unwrap_or_default();
    let industries = sheet.industries.iter().map(|one| Choice::new(one.key.as_str(), one.name.get(l))).collect();
    let languages = Lang::ALL.iter().map(|one| Choice::new(one.as_str(), accounts::lang(l, one.as_str()))).collect();
    view! {
        {title(t::new_title(l))}
        <div class="page narrow">
            <PageHead
                title=t::new_title(l)
                lede=t::new_lede(l)
                above=move || view! { <Crumbs label=t::title(l) links=vec![LinkItem::new("/console/partners", t::title(l))]/> }
            />
            <PostForm form class="sheet form">
                <FormProblems failure=form.failure()/>
                <HiddenField name="idempotency_key" value=form.value("idempotency_key", sheet.idempotency_key)/>
                <fieldset class="fieldset">
                    <legend>{t::section_company(l)}</legend>
                    <TextField name="name" autocomplete="off" label=t::name(l) hint=t::name_hint(l) value=form.value("name", "") problem=form.problem("name")/>
                    <div class="pair">
                        <TextField name="kana" optional=true autocomplete="off" label=t::kana(l) value=form.value("kana", "") problem=form.problem("kana")/>
                        <TextField
                            name="corporate_number"
                            optional=true
                            inputmode="numeric"
                            autocomplete="off"
                            label=t::corporate_number(l)
                            hint=t::corporate_number_hint(l)
                            value=form.value("corporate_number", "")
                            problem=form.problem("corporate_number")
                        />
                    </div>
                    <Radios name="partner_type" label=t::partner_type(l) value=form.value("partner_type", first_type) options=types problem=form.problem("partner_type")/>
                    <div class="pair">
                        <SelectField name="industry" label=t::industry(l) value=form.value("industry", "") none=f::choose(l) options=industries problem=form.problem("industry")/>
                        <TextField
                            name="contract_date"
                            kind="date"
                            label=t::contract_date(l)
                            value=form.value("contract_date", sheet.today.to_string())
                            problem=form.problem("contract_date")
                        />
                    </div>
                </fieldset>
                <fieldset class="fieldset">
                    <legend>{t::section_lead(l)}</legend>
                    <TextField
                        name="lead_email"
                        kind="email"
                        autocomplete="off"
                        label=t::lead_email(l)
                        hint=t::lead_email_hint(l)
                        value=form.value("lead_email", "")
                        problem=form.problem("lead_email")
                    />
                    <SelectField name="lang" label=t::lead_lang(l) value=form.value("lang", "ja") options=languages problem=form.problem("lang")/>
                </fieldset>
                <div class="form-actions">
                    <Submit pending=form.pending() label=t::create(l)/>
                    <a class="btn quiet" href="/console/partners">{f::cancel(l)}</a>
                </div>
            </PostForm>
        </div>
    }
}
