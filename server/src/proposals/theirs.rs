//! What another has saved meanwhile, as it is shown to whoever wanted to save.

use jiso::{
    kits::long_date,
    lang::Lang,
    proposals::OwnProduct,
    publishing::{TemplatePart, fill},
};
use jiso_app::text::proposals as t;
use jiso_store::proposals::Proposal;

/// Label, theirs and one's own.
type Field = (String, String, String);

/// The fields of `theirs` that say something else than those of `own`, each with its label.
pub(super) fn theirs(l: Lang, parts: &[TemplatePart], theirs: &Proposal, own: &Proposal) -> String {
    let mut fields = facts(l, theirs, own);
    fields.extend(regions(l, parts, theirs, own));
    fields.extend(products(l, theirs, own));
    let told = fields.into_iter().filter(|(_, theirs, own)| theirs != own).map(|(label, theirs, _)| {
        let value = if theirs.is_empty() { t::theirs_empty(l).to_owned() } else { theirs };
        t::theirs_field(l, label, value)
    });
    told.collect::<Vec<_>>().join("\n\n")
}

fn facts(l: Lang, theirs: &Proposal, own: &Proposal) -> Vec<Field> {
    let said = |one: &Proposal| {
        let facts = one.facts.clone();
        let date = facts.date.to_string();
        [one.title.clone(), facts.customer, facts.contact, date, facts.industry, facts.employees, facts.amount, facts.rep]
    };
    let labels = [
        t::field_title(l),
        t::field_customer(l),
        t::field_contact(l),
        t::field_date(l),
        t::field_industry(l),
        t::field_employees(l),
        t::field_amount(l),
        t::field_rep(l),
    ];
    let both = said(theirs).into_iter().zip(said(own));
    labels.into_iter().zip(both).map(|(label, (theirs, own))| (label.to_owned(), theirs, own)).collect()
}

fn regions(l: Lang, parts: &[TemplatePart], theirs: &Proposal, own: &Proposal) -> Vec<Field> {
    let values = theirs.facts.values(&long_date(theirs.facts.date, theirs.lang));
    let headings = parts.iter().filter_map(|part| match part {
        TemplatePart::Editable { heading, .. } => Some(fill(heading, &values)),
        TemplatePart::Locked(_) | TemplatePart::Bundle => None,
    });
    let field = |(heading, (theirs, own)): (String, (&String, &String))| {
        let label = if heading.is_empty() { t::editable_top(l).to_owned() } else { t::editable(l, heading) };
        (label, theirs.clone(), own.clone())
    };
    headings.zip(theirs.regions.iter().zip(&own.regions)).map(field).collect()
}

fn products(l: Lang, theirs: &Proposal, own: &Proposal) -> Vec<Field> {
    let (theirs, own) = (&theirs.facts.own, &own.facts.own);
    let said = |products: &[OwnProduct], place: usize| {
        let OwnProduct { name, line, price } = products.get(place).cloned().unwrap_or_default();
        [name, line, price]
    };
    let rows = (0..theirs.len().max(own.len())).flat_map(|place| {
        let row = t::own_row(l, place + 1);
        let labels = [t::own_name(l), t::own_line(l), t::own_price(l)].map(|label| t::own_field(l, &row, label));
        let both = said(theirs, place).into_iter().zip(said(own, place));
        labels.into_iter().zip(both).map(|(label, (theirs, own))| (label, theirs, own))
    });
    rows.collect()
}
