use jiso::{
    deals::{ApprovalRule, Approving, ProductLabel, Territory},
    lang::Lang,
    money::Money,
};
use leptos::prelude::*;

use crate::{
    format,
    frame::lang,
    text::deals as t,
    ui::{Facts, Sheet},
};

/// What is chosen and typed of a registration so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meant {
    /// A product's key, or empty.
    pub product: String,
    /// A territory's key, or empty.
    pub territory: String,
    pub amount: String,
}

/// How registrations of the reader's company come to their yes.
#[component]
pub fn ApprovalSheet(rules: Vec<ApprovalRule>, products: Vec<ProductLabel>) -> impl IntoView {
    let l = lang();
    if rules.is_empty() {
        return view! { <Sheet title=t::approval_title(l)><p>{t::approval_one(l)}</p></Sheet> }.into_any();
    }
    let lines = rules.iter().map(|rule| {
        let products: Vec<&str> = named(&products, &rule.products).map(|product| product.name.get(l)).collect();
        (approval_what(l, rule, &products, &[]), approval_how(l, rule.approving()))
    });
    let rest = (t::approval_rest(l).to_owned(), approval_how(l, Approving::By(1)));
    let facts: Vec<(String, String)> = lines.chain([rest]).collect();
    view! {
        <Sheet title=t::approval_title(l)>
            <Facts facts lines=true/>
        </Sheet>
    }
    .into_any()
}

/// How the one that is being typed will, in reach of the button that sends it.
#[component]
pub fn ApprovalNow(rules: Vec<ApprovalRule>, meant: ReadSignal<Meant>) -> impl IntoView {
    let l = lang();
    let now = move || {
        let Meant { product, territory, amount } = meant.get();
        let territory = Territory::parse(&territory);
        // What cannot be read yet, or is not chosen, no rule is about.
        let amount = Money::parse_yen(&amount).filter(|_| !product.is_empty());
        let how = amount.map(|amount| {
            let found = rules.iter().find(|rule| rule.fits(&product, territory, amount.minor));
            found.map_or(Approving::By(1), ApprovalRule::approving)
        });
        how.map(|how| view! { <p>{t::approval_now(l, approval_how(l, how))}</p> })
    };
    view! { <div role="status">{now}</div> }
}

fn named<'a>(products: &'a [ProductLabel], keys: &'a [String]) -> impl Iterator<Item = &'a ProductLabel> {
    products.iter().filter(|product| keys.contains(&product.key))
}

/// The registrations that a rule is about: 「50万円未満の案件」. Names that are left out are not said.
pub fn approval_what(l: Lang, rule: &ApprovalRule, products: &[&str], tiers: &[&str]) -> String {
    let yen = |amount: i64| format::money(&Money::yen(amount));
    let amount = match (rule.from_yen, rule.below_yen) {
        (0, None) => None,
        (0, Some(below)) => Some(t::approval_below(l, yen(below))),
        (from, None) => Some(t::approval_from(l, yen(from))),
        (from, Some(below)) => Some(t::approval_between(l, yen(from), yen(below))),
    };
    let named = |names: &[&str]| (!names.is_empty()).then(|| names.join(t::list_comma(l)));
    let places: Vec<&str> = rule.territories.iter().map(|one| t::territory(l, one.as_str())).collect();
    let parts: Vec<String> = [named(tiers), named(&places), named(products), amount].into_iter().flatten().collect();
    if parts.is_empty() { t::approval_all(l).to_owned() } else { t::approval_some(l, parts.join(t::approval_and(l))) }
}

/// What they take.
pub fn approval_how(l: Lang, approving: Approving) -> String {
    match approving {
        Approving::AtOnce => t::approval_at_once(l).to_owned(),
        Approving::By(1) => t::approval_by_one(l).to_owned(),
        Approving::By(people) => t::approval_by(l, people),
    }
}
