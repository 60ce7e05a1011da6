use jiso::deals::{DealCard, SplitOffer};
use leptos::prelude::*;

use super::{
    api::SplitDeal,
    parts::{Seen, product_choices},
};
use crate::{
    format,
    forms::{FormProblems, HiddenField, PostForm, SelectField, Submit, TextArea, TextField, use_form},
    frame::lang,
    text::deals as t,
    ui::{Facts, More, Notice, Tone},
};

/// Takes a part out of a deal. `company`: the name of whose deal it is.
#[component]
pub fn Split(card: DealCard, version: i64, offer: SplitOffer, company: String) -> impl IntoView {
    let l = lang();
    let form = use_form::<SplitDeal>();
    let failed = form.failure().get_untracked().is_some();
    let taken = form.problem("customer");
    let stays = vec![
        (t::split_stays(l).to_owned(), card.product.name.get(l).to_owned()),
        (t::split_now(l).to_owned(), format::money(&card.amount)),
    ];
    let products = product_choices(l, &offer.products);
    view! {
        <More summary=t::split_title(l) open=failed>
            <PostForm form class="form">
                <p class="quiet">{t::split_text(l)}</p>
                <Facts facts=stays/>
                {move || match taken.get() {
                    Some(_) => view! { <Notice tone=Tone::Bad live=true><p>{t::split_taken(l)}</p></Notice> }.into_any(),
                    None => view! { <FormProblems failure=form.failure()/> }.into_any(),
                }}
                <Seen deal=card.id.to_string() version/>
                <HiddenField name="key" value=form.value("key", offer.key)/>
                <SelectField name="product" id="split-product" label=t::split_product(l) none=t::split_product_none(l) options=products
                    value=form.value("product", "") problem=form.problem("product")/>
                <TextField name="amount" id="split-amount" label=t::split_amount(l) hint=t::split_amount_hint(l) before="¥" inputmode="numeric" autocomplete="off"
                    value=form.value("amount", "") problem=form.problem("amount")/>
                <TextField name="company" id="split-company" label=t::split_to(l) hint=t::split_to_hint(l) autocomplete="off"
                    value=form.value("company", company) problem=form.problem("company")/>
                <TextArea name="reason" id="split-reason" label=t::split_why(l) hint=t::split_why_hint(l)
                    value=form.value("reason", "") problem=form.problem("reason")/>
                <div class="form-actions"><Submit class="btn danger" pending=form.pending() label=t::split_send(l)/></div>
            </PostForm>
        </More>
    }
}
