use jiso::{id::DealId, scripts::PlaySheet};
use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};
use leptos_router::{
    LazyRoute, NavigateOptions,
    hooks::{use_location, use_navigate, use_params_map, use_query_map},
    lazy_route,
};

use super::{
    api::{TapBranch, played_script},
    keep::{CHANGED, are_waiting},
    play_step::{Stand, Turn, onward_from, step_view},
};
use crate::{
    forms::{FormState, use_form},
    frame::{lang, load, show, title},
    text::{kits, scripts as t},
    ui::{Choice, Crumbs, LinkItem, More, Notice, Select, Tag, Tone, changing},
};

/// `/kits/:slug/play`: one step on a screen. Where one stands is in the address, so that it works without a script, and the whole
/// script is in the page, so that it works without a network.
pub struct PlayPage;

#[lazy_route]
impl LazyRoute for PlayPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let (params, query) = (use_params_map(), use_query_map());
        let form = use_form::<TapBranch>();
        // Not the step: the next one is here already.
        let asked =
            move || (params.with(|p| p.get("slug").unwrap_or_default()), query.with(|q| q.get("deal").unwrap_or_default()));
        show(load(asked, |(slug, deal)| played_script(slug, deal)), move |sheet| view! { <Play sheet form/> }.into_any())
    }
}

#[component]
fn Play(sheet: PlaySheet, form: FormState<TapBranch>) -> impl IntoView {
    let l = lang();
    let query = use_query_map();
    let kit = format!("/kits/{}", sheet.slug);
    let links = vec![LinkItem::new("/kits?kind=script", t::scripts(l))];
    let page = format!("/kits/{}/play", sheet.slug);
    let named = |deal: DealId| sheet.deals.iter().find(|one| one.deal == deal).map(|one| one.customer.clone());
    let customer = RwSignal::new(sheet.deal.and_then(named));
    if sheet.deal.is_none() {
        // What was kept without its deal comes alive as it was kept; then it tells whose talk it is, as the address does.
        let told = query.with_untracked(|q| Stand::read(|name| q.get(name))).deal.and_then(named);
        Effect::new(move || customer.set(told.clone()));
    }
    // What was kept is the first step, and comes alive as that; the worker has put behind it where one stood.
    let (hash, navigate, own) = (use_location().hash, use_navigate(), page.clone());
    Effect::new(move || {
        if let Some(onward) = onward_from(&own, &hash.get_untracked()) {
            let (navigate, place) = (navigate.clone(), NavigateOptions { replace: true, ..NavigateOptions::default() });
            request_animation_frame(move || navigate(&onward, place));
        }
    });
    let with = move || customer.get().map(|customer| view! { <p class="quiet">{t::with_deal(l, customer)}</p> });
    let chosen = sheet.deal.map(|deal| deal.to_string()).unwrap_or_default();
    let hint = if sheet.deal.is_some() { t::deal_again_hint(l) } else { t::deal_hint(l) };
    let options: Vec<Choice> = sheet.deals.iter().map(|one| Choice::new(one.deal.to_string(), one.customer.clone())).collect();
    let options = Some(options).filter(|options| sheet.counted && !options.is_empty());
    let looking = (!sheet.counted).then(|| view! { <p class="quiet">{t::not_counted(l)}</p> });
    let stale = sheet.stale.then(|| view! { <p class="tags"><Tag tone=Tone::Wait>{kits::stale(l)}</Tag></p> });
    let heading = sheet.title.clone();
    let words = sheet.lang;
    let (sheet, turn) = (StoredValue::new(sheet), Turn::new((String::new(), 0)));
    let step = changing(move || {
        let stand = query.with(|q| Stand::read(|name| q.get(name)));
        Some(sheet.with_value(|sheet| step_view(l, sheet, &stand.within(sheet), form, turn)))
    });
    let along = changing(move || {
        let stand = query.with(|q| Stand::read(|name| q.get(name)));
        let along = sheet.with_value(|sheet| stand.within(sheet).along(sheet, turn));
        let fields = along.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
        Some(fields.collect_view().into_any())
    });
    let choose = options.map(|options| {
        view! {
            <More summary=t::choose_deal(l)>
                <form class="form" method="get" action=page>
                    {along}
                    <Select name="deal" label=t::deal(l) options value=chosen none=t::no_deal(l) hint=hint/>
                    <div class="form-actions"><button type="submit" class="btn">{t::take_deal(l)}</button></div>
                </form>
            </More>
        }
    });
    // Whoever listens hears the next step, and the keyboard goes on from there.
    Effect::new(move |before: Option<Stand>| {
        let stand = query.with(|q| Stand::read(|name| q.get(name)));
        if before.is_some_and(|before| before != stand) {
            request_animation_frame(focus_step);
        }
        stand
    });
    let waiting = RwSignal::new(false);
    Effect::new(move || {
        waiting.set(are_waiting());
        let changed = window_event_listener_untyped(CHANGED, move |_| waiting.set(are_waiting()));
        on_cleanup(move || changed.remove());
    });
    let told = changing(move || {
        let stand = query.with(|q| Stand::read(|name| q.get(name)));
        if sheet.with_value(|sheet| stand.is_lost(sheet)) {
            return Some(view! { <Notice tone=Tone::Wait title=t::step_gone(l)/> }.into_any());
        }
        let noted = query.with(|q| q.get("done").as_deref() == Some("noted"));
        let (text, more) =
            if waiting.get() { (t::noted_here(l), t::noted_here_more(l)) } else { (t::noted(l), t::noted_more(l)) };
        noted.then(|| view! { <Notice title=text><p>{more}</p></Notice> }.into_any())
    });
    view! {
        {title(heading.clone())}
        <div class="page player">
            <header class="player-head">
                <Crumbs label=t::here(l) links/>
                <h1 lang=words.as_str()><a href=kit>{heading}</a></h1>
                {stale}
                {with}
                {looking}
            </header>
            <div role="status" class="live">{told}</div>
            {step}
            {choose}
        </div>
    }
}

fn focus_step() {
    let step = document().get_element_by_id("step").and_then(|step| step.dyn_into::<HtmlElement>().ok());
    _ = step.map(|step| step.focus());
}
