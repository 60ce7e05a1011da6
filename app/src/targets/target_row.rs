//! A target in a partner's list: why it fits, and what may be done about it.

use jiso::{
    lang::Lang,
    targets::{FitReason, PassReason, PassedView, TargetView},
};
use leptos::prelude::*;

use super::{
    api::{BringBackTarget, PassTarget},
    parts::profile,
};
use crate::{
    format::{moment, month},
    forms::{FormState, HiddenField, PostForm, SelectField, Submit, TextField},
    text::{deals as d, targets as t},
    ui::{Choice, Icon, More, Tag, Tone},
};

pub fn fit_text(l: Lang, reason: FitReason) -> String {
    use FitReason as R;
    match reason {
        R::WonThere { industry, orders } => t::won_there(l, d::industry(l, industry.as_str()), orders),
        R::YourCustomer => t::your_customer(l).into(),
        R::ScriptRead { industry } => t::script_read(l, d::industry(l, industry.as_str())),
        R::ScriptThere { industry } => t::script_there(l, d::industry(l, industry.as_str())),
        R::OwnTrade => t::own_trade(l).into(),
        R::NearBy { territory, deals } => t::near_by(l, d::territory(l, territory.as_str()), deals),
        R::UsualSize { size, orders } => t::usual_size(l, d::size(l, size.as_str()), orders),
        R::Doubt => t::doubt(l).into(),
    }
}

/// `pass`: only what is open can be passed on.
pub fn target_row(l: Lang, target: TargetView, pass: Option<FormState<PassTarget>>) -> AnyView {
    let TargetView { id, customer, industry, size, territory, reason, kit, fits, deal, until } = target;
    let own = fits.contains(&FitReason::YourCustomer);
    let tag = match until {
        Some(month_key) => {
            Some(view! { <Tag tone=Tone::Wait icon="lock">{t::taken_until(l, month(l, month_key))}</Tag> }.into_any())
        }
        None if own => Some(view! { <Tag tone=Tone::Good>{t::your_customer(l)}</Tag> }.into_any()),
        None => None,
    };
    let open = pass.is_some();
    let fits: Vec<String> = fits.into_iter().map(|reason| fit_text(l, reason)).collect();
    let fits = open.then(|| {
        if fits.is_empty() {
            view! { <p class="quiet">{t::no_fit(l)}</p> }.into_any()
        } else {
            let lines = fits.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
            view! { <ul class="evidence">{lines}</ul> }.into_any()
        }
    });
    let kit = kit.filter(|_| until.is_none()).map(|kit| {
        let href = format!("/kits/{}", kit.slug);
        view! { <a class="btn quiet" href=href><Icon name="file-text"/>{t::kit(l, kit.title)}</a> }
    });
    let assembled = until.is_none().then(|| {
        let named = t::assemble_named(l, &customer);
        view! { <a class="btn quiet" href=format!("/targets/{id}/kit") aria-label=named><Icon name="briefcase"/>{t::assemble(l)}</a> }
    });
    let go = match (deal, until) {
        (Some(deal), _) => Some((format!("/deals/{deal}"), t::see_deal(l), t::see_deal_named(l, &customer), "btn quiet")),
        (None, None) => Some((format!("/deals/new?target={id}"), t::register(l), t::register_named(l, &customer), "btn")),
        (None, Some(_)) => None,
    };
    let go = go.map(|(href, label, named, class)| view! { <a class=class href=href aria-label=named>{label}</a> });
    let pass = pass.map(|form| pass_form(l, form, id.to_string()));
    view! {
        <li id=format!("target-{id}")>
            <div>
                <h3>{customer} " " {tag}</h3>
                <p class="quiet">{profile(l, industry, size, territory)}</p>
                <p>{t::vendors_reason(l, reason)}</p>
                {fits}
                <div class="actions">{go} {assembled} {kit}</div>
                {pass}
            </div>
        </li>
    }
    .into_any()
}

fn pass_form(l: Lang, form: FormState<PassTarget>, id: String) -> AnyView {
    // What was refused is shown again where it was typed.
    let this = form.typed("target").as_deref() == Some(id.as_str());
    let (reason_id, note_id) = (format!("pass-reason-{id}"), format!("pass-note-{id}"));
    let value = move |name: &str| if this { form.value(name, "") } else { String::new() };
    let problem = move |name: &'static str| if this { form.problem(name) } else { Signal::derive(|| None) };
    let choices = PassReason::ALL.iter().map(|one| Choice::new(one.as_str(), t::why(l, one.as_str()))).collect();
    view! {
        <More summary=t::pass(l) open=this>
            <PostForm form class="form">
                <HiddenField name="target" value=id/>
                <SelectField name="reason" id=reason_id label=t::pass_reason(l) value=value("reason") options=choices problem=problem("reason")/>
                <TextField name="note" id=note_id optional=true autocomplete="off" label=t::pass_note(l) hint=t::pass_hint(l) value=value("note") problem=problem("note")/>
                <div class="form-actions"><Submit class="btn quiet" pending=form.pending() label=t::pass_send(l)/></div>
            </PostForm>
        </More>
    }
    .into_any()
}

pub fn passed_row(l: Lang, passed: PassedView, form: FormState<BringBackTarget>) -> AnyView {
    let line = t::passed_line(l, t::why(l, passed.reason.as_str()), passed.by, moment(l, passed.at));
    let (named, pending) = (t::bring_back_named(l, &passed.customer), form.pending());
    view! {
        <li>
            <div>
                <h3>{passed.customer}</h3>
                <p class="quiet">{line}</p>
            </div>
            <PostForm form>
                <HiddenField name="target" value=passed.id.to_string()/>
                <button type="submit" class="btn quiet small" aria-label=named aria-busy=move || pending.get().to_string()>{t::bring_back(l)}</button>
            </PostForm>
        </li>
    }
    .into_any()
}
