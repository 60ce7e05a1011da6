//! The fields of a play's text, as it is proposed and changed.

use jiso::{
    goals::Side,
    lang::Lang,
    plays::PlayText,
    publishing::{CompanySize, Industry, SalesPhase},
};
use leptos::prelude::*;

use crate::{
    forms::{FormState, Radios, SelectField, TextArea, TextField},
    text::{kits, plays as t},
    ui::{Choice, Notice},
};

/// `named`: what is chosen of the partner's name at the beginning.
pub fn text_fields<S: 'static>(l: Lang, form: FormState<S>, text: PlayText, company: &str, reader: Side, named: bool) -> AnyView {
    let area = move |name: &'static str, label: &'static str, hint: &'static str, begin: String, optional: bool| {
        view! { <TextArea name rows=2 label hint optional value=form.value(name, begin) problem=form.problem(name)/> }
    };
    let industries = Industry::ALL.iter().map(|one| Choice::new(one.as_str(), kits::industry(l, one.as_str())));
    let sizes = CompanySize::ALL.iter().map(|one| Choice::new(one.as_str(), kits::size(l, one.as_str())));
    let phases = SalesPhase::ALL.iter().map(|one| Choice::new(one.as_str(), kits::phase(l, one.as_str())));
    let wish = move |name: &'static str, label: &'static str, options: Vec<Choice>, begin: Option<&'static str>| {
        let any = Choice::new("", t::any(l));
        let options = std::iter::once(any).chain(options).collect();
        view! { <SelectField name label options value=form.value(name, begin.unwrap_or_default()) problem=form.problem(name)/> }
    };
    let industry = wish("industry", kits::facet_industry(l), industries.collect(), text.industry.map(Industry::as_str));
    let size = wish("size", kits::facet_size(l), sizes.collect(), text.size.map(CompanySize::as_str));
    let phase = wish("phase", kits::facet_phase(l), phases.collect(), text.phase.map(SalesPhase::as_str));
    view! {
        <Notice><p>{t::no_names(l)}</p></Notice>
        <TextField name="title" autocomplete="off" label=t::name(l) hint=t::name_hint(l) value=form.value("title", text.title) problem=form.problem("title")/>
        {area("situation", t::situation(l), t::situation_hint(l), text.situation, false)}
        <div class="pair">{industry} {size} {phase}</div>
        <h3>{t::order(l)}</h3>
        <p class="quiet">{t::order_lead(l)}</p>
        {area("opening", t::opening(l), t::opening_hint(l), text.opening, false)}
        {area("question", t::question(l), t::question_hint(l), text.question, false)}
        {area("material", t::material(l), t::material_hint(l), text.material, true)}
        {area("close", t::close(l), t::close_hint(l), text.close, false)}
        {area("lesson", t::lesson(l), t::lesson_hint(l), text.lesson, false)}
        {credit_field(l, form, "credit", company, reader, named)}
    }
    .into_any()
}

/// Whether the partner is named beside it: a wish where it is not the partner who says so.
pub fn credit_field<S: 'static>(
    l: Lang,
    form: FormState<S>,
    name: &'static str,
    company: &str,
    reader: Side,
    named: bool,
) -> AnyView {
    let options = vec![Choice::new("unnamed", t::credit_no(l)), Choice::new("named", t::credit_yes(l, company))];
    let hint = if reader == Side::Partner { t::credit_lead_partner(l) } else { t::credit_lead_vendor(l) };
    let value = form.value(name, if named { "named" } else { "unnamed" });
    view! { <Radios name label=t::credit(l) hint options value problem=form.problem(name)/> }.into_any()
}
