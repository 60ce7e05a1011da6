use jiso::targets::KitName;
use leptos::prelude::*;

use super::api::SaveTarget;
use crate::{
    deals::parts::{industries, sizes, territories},
    forms::{FormProblems, FormState, HiddenField, PostForm, SelectField, Submit, TextArea, TextField},
    frame::lang,
    text::{deals as d, targets as t},
    ui::{Choice, Sheet},
};

/// One account, typed.
#[component]
pub fn LineForm(form: FormState<SaveTarget>, list: String, kits: Vec<KitName>) -> impl IntoView {
    let l = lang();
    let kits = kits.into_iter().map(|kit| Choice::new(kit.slug, kit.title)).collect();
    view! {
        <Sheet title=t::one(l) id="one">
            <p class="quiet">{t::save_hint(l)}</p>
            <PostForm form class="form">
                <FormProblems failure=form.failure()/>
                <HiddenField name="list" value=list/>
                <TextField name="customer" autocomplete="off" label=t::column(l, "customer") value=form.value("customer", "") problem=form.problem("customer")/>
                <TextField name="corporate_number" optional=true inputmode="numeric" autocomplete="off" label=d::field_corporate_number(l)
                    hint=d::number_hint(l) value=form.value("corporate_number", "") problem=form.problem("corporate_number")/>
                <TextField name="domain" optional=true inputmode="url" autocomplete="off" label=d::field_domain(l) hint=d::domain_hint(l)
                    value=form.value("domain", "") problem=form.problem("domain")/>
                <SelectField name="industry" label=d::field_industry(l) none=d::industry_none(l) options=industries(l)
                    value=form.value("industry", "") problem=form.problem("industry")/>
                <SelectField name="size" label=d::field_size(l) none=t::choose(l) options=sizes(l)
                    value=form.value("size", "") problem=form.problem("size")/>
                <SelectField name="territory" optional=true label=d::field_territory(l) none=d::territory_none(l) options=territories(l)
                    value=form.value("territory", "") problem=form.problem("territory")/>
                <TextArea name="reason" rows=3 label=t::reason(l) hint=t::reason_hint(l) value=form.value("reason", "") problem=form.problem("reason")/>
                <SelectField name="kit" optional=true label=t::kit_field(l) none=t::kit_none(l) options=kits value=form.value("kit", "") problem=form.problem("kit")/>
                <div class="form-actions"><Submit pending=form.pending() label=t::save(l)/></div>
            </PostForm>
        </Sheet>
    }
}
