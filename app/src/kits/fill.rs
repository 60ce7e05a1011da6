//! Filling a template in: a form that asks for the page again with what was typed, so that the filled text has an address.

use jiso::{
    kits::{DealChoice, FillField, FillForm},
    lang::Lang,
    publishing::{self, PlaceholderName},
};
use leptos::prelude::*;

use crate::{
    frame::lang,
    text::{kits as t, proposals},
    ui::{Button, Choice, Field, Look, Select, field_id},
};

#[component]
pub fn Fill(slug: String, fields: Vec<FillField>, typed: FillForm, deals: Vec<DealChoice>, is_filled: bool) -> impl IntoView {
    let l = lang();
    let page = format!("/kits/{slug}");
    let action = format!("{page}#text");
    let from = (!typed.from.is_empty()).then(|| view! { <input type="hidden" name="from" value=typed.from.clone()/> });
    let deals = (!deals.is_empty()).then(|| {
        let options = deals.into_iter().map(|deal| Choice::new(deal.deal.to_string(), deal.customer)).collect();
        view! {
            <Select name="deal" label=t::fill_deal(l) options value=typed.deal.clone() none=t::fill_deal_none(l) hint=t::fill_deal_hint(l)/>
        }
    });
    let inputs = fields.into_iter().map(|field| input(l, field, &typed)).collect_view();
    view! {
        <section class="sheet fill no-print" id="fill" aria-labelledby="fill-title">
            <h2 id="fill-title">{t::fill(l)}</h2>
            <form class="form" method="get" action=action>
                <p class="quiet">{t::fill_lead(l)}</p>
                {from}
                {deals}
                <div class="fields">{inputs}</div>
                <div class="form-actions">
                    <Button look=Look::Go>{t::fill_go(l)}</Button>
                    {is_filled.then(|| view! { <a class="btn quiet" href=page>{t::fill_clear(l)}</a> })}
                </div>
            </form>
        </section>
    }
}

fn input(l: Lang, field: FillField, typed: &FillForm) -> AnyView {
    let FillField { name, value } = field;
    let label = t::placeholder(l, name.as_str());
    match name {
        // A date is typed as its field sends it and shown as a letter writes it.
        PlaceholderName::Date => {
            view! { <Field name=name.as_str() label kind="date" value=typed.date.clone() hint=t::date_hint(l)/> }.into_any()
        }
        PlaceholderName::Employees => {
            view! { <Field name=name.as_str() label value inputmode="numeric" autocomplete="off" maxlength=120/> }.into_any()
        }
        _ => view! { <Field name=name.as_str() label value autocomplete="off" maxlength=120/> }.into_any(),
    }
}

/// The rendered text with a link to its field at every blank.
pub fn with_blanks(html: &str, fields: &[FillField], words: Lang) -> String {
    publishing::with_blanks(html, |name| {
        fields.iter().find(|field| field.name == name && field.value.is_empty())?;
        let (id, word) = (field_id(name.as_str()), blank(name, words));
        Some(format!("<a class=\"blank\" rel=\"external\" href=\"#{id}\">{word}</a>"))
    })
}

/// The rendered text of what is to be said or written by whoever reads, with each of its blanks named.
pub fn as_blanks(html: &str, words: Lang) -> String {
    publishing::with_blanks(html, |name| Some(format!("<span class=\"blank\">{}</span>", blank(name, words))))
}

/// In the brackets that proposals have: colour and underline are lost where a text is copied or printed.
fn blank(name: PlaceholderName, words: Lang) -> String {
    proposals::gap(words, t::placeholder(words, name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_leads_to_its_field() {
        let field = |name, value: &str| FillField { name, value: value.into() };
        let fields = [field(PlaceholderName::Customer, ""), field(PlaceholderName::Rep, "佐藤")];
        let shown = with_blanks("<p>{{customer}} {{ customer }} {{rep}}</p>", &fields, Lang::En);
        assert_eq!(shown.matches("href=\"#f-customer\">【Customer】</a>").count(), 2);
        assert!(shown.contains("{{rep}}"), "what is filled in is not a blank");
    }

    #[test]
    fn what_is_not_known_is_a_blank() {
        let shown = as_blanks("<p>{{customer}} {{ rep }} {{nobody}}</p>", Lang::En);
        assert_eq!((shown.matches("class=\"blank\"").count(), shown.matches('【').count()), (2, 2));
        assert!(shown.contains("{{nobody}}"));
    }
}
