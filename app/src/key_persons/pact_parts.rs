//! The pact with a champion.

use jiso::{
    goals::{Counted, GoalState, Side},
    key_persons::{CounterPromise, KeyRole, PactView, PeopleSheet},
    lang::Lang,
};
use leptos::prelude::*;

use super::people_forms::{PeopleForms, people_choices};
use crate::{
    format::{day, dot, moment},
    forms::{FormProblems, HiddenField, PostForm, SelectField, Submit, TextField},
    goals::counted_target,
    text::{goals, key_persons as t},
    ui::{Choice, Empty, Facts, More, Sheet, Tag, Tone},
};

/// The one that is alive or may be proposed, and those that are over.
pub fn pact_sheets(l: Lang, sheet: &PeopleSheet, forms: PeopleForms) -> impl IntoView + use<> {
    let alive = match &sheet.pact {
        Some(pact) => alive(l, sheet, pact, forms).into_any(),
        None if sheet.may => propose(l, sheet, forms).into_any(),
        None => view! {
            <Sheet title=t::pact(l) id="pact"><Empty icon="target" title=t::pact_none(l) text=t::pact_none_text(l).to_owned()/></Sheet>
        }
        .into_any(),
    };
    let past = sheet.past.iter().map(|pact| over(l, pact)).collect_view();
    let past = (!sheet.past.is_empty())
        .then(|| view! { <section class="sheet"><More summary=t::pact_past(l)><ul class="rows">{past}</ul></More></section> });
    view! { {alive} {past} }
}

fn alive(l: Lang, sheet: &PeopleSheet, pact: &PactView, forms: PeopleForms) -> impl IntoView + use<> {
    let waits = pact.state == GoalState::Proposed;
    let state = match (waits, pact.side == sheet.side) {
        (true, true) => t::pact_waits_other(l),
        (true, false) => t::pact_waits_you(l),
        _ => goals::state(l, pact.state.as_str()),
    };
    let (done, target) = (pact.done.min(pact.target.into()), pact.target);
    let facts = vec![
        (t::champion(l).to_owned(), pact.champion.clone()),
        (t::pact_goal(l).to_owned(), counted_target(l, pact.counted, target)),
        (t::pact_time(l).to_owned(), t::pact_hours(l, i64::from(pact.hours))),
        (t::pact_span_label(l).to_owned(), t::pact_span(l, day(l, pact.since), day(l, pact.by))),
    ];
    let progress = (!waits).then(|| {
        let text = t::pact_progress(l, pact.done, target, pact.expected);
        view! { <p>{text.clone()}</p> <progress max=target.to_string() value=done.to_string() aria-label=text></progress> }
    });
    let promises = promises(l, sheet, pact, forms);
    let said = t::proposed_by(l, &pact.proposed.by, moment(l, pact.proposed.at));
    let answered = pact.answered.as_ref().map(|said| t::agreed_by(l, &said.by, moment(l, said.at)));
    let story = [Some(said), answered].into_iter().flatten().collect::<Vec<_>>().join(dot(l));
    let id = pact.id.to_string();
    let agree = (sheet.may && waits && pact.side != sheet.side).then(|| {
        let id = id.clone();
        view! {
            <PostForm form=forms.agree>
                <HiddenField name="pact" value=id/>
                <Submit class="btn go" pending=forms.agree.pending() label=t::pact_agree(l)/>
            </PostForm>
        }
    });
    let end = sheet.may.then(|| {
        view! {
            <PostForm form=forms.end>
                <HiddenField name="pact" value=id/>
                <Submit class="btn" pending=forms.end.pending() label=if waits { t::pact_withdraw(l) } else { t::pact_end(l) }/>
            </PostForm>
        }
    });
    let tone = if waits { Tone::Wait } else { Tone::Good };
    view! {
        <Sheet title=t::pact(l) id="pact" aside=move || view! { <Tag tone>{state}</Tag> }>
            <FormProblems failure=forms.agree.failure()/> <FormProblems failure=forms.end.failure()/>
            <Facts facts lines=true/>
            {progress} {promises}
            <p class="quiet">{story}</p>
            <div class="actions">{agree} {end}</div>
        </Sheet>
    }
}

fn promises(l: Lang, sheet: &PeopleSheet, pact: &PactView, forms: PeopleForms) -> Option<impl IntoView + use<>> {
    let may = sheet.may && sheet.side == Side::Vendor && pact.state == GoalState::Agreed;
    let (id, today) = (pact.id.to_string(), sheet.today);
    let line = |(place, promise): (usize, &CounterPromise)| {
        let (tone, state) = match promise.kept_on {
            Some(on) => (Tone::Good, t::promise_kept(l, day(l, on))),
            None if promise.is_late(today) => (Tone::Bad, t::promise_late(l, day(l, promise.by))),
            None => (Tone::Wait, t::promise_by(l, day(l, promise.by))),
        };
        let keep = (may && promise.kept_on.is_none()).then(|| {
            let (id, name) = (id.clone(), t::promise_keep_of(l, &promise.text));
            view! {
                <PostForm form=forms.keep>
                    <HiddenField name="pact" value=id/>
                    <HiddenField name="promise" value=place.to_string()/>
                    <button type="submit" class="btn small" aria-label=name>{t::promise_keep(l)}</button>
                </PostForm>
            }
        });
        view! { <li><div><p>{promise.text.clone()}</p>{keep}</div><Tag tone>{state}</Tag></li> }
    };
    let lines = pact.promises.iter().enumerate().map(line).collect_view();
    (!pact.promises.is_empty()).then(|| view! { <h3>{t::promises(l)}</h3> <ul class="rows">{lines}</ul> })
}

fn propose(l: Lang, sheet: &PeopleSheet, forms: PeopleForms) -> impl IntoView + use<> {
    let form = forms.propose;
    let counted: Vec<Choice> =
        Counted::ALL.iter().map(|one| Choice::new(one.as_str(), goals::counted(l, one.as_str()))).collect();
    let champion = sheet.people.iter().find(|one| one.role == Some(KeyRole::Champion));
    let champion = champion.or(sheet.people.first()).map(|one| one.id.to_string()).unwrap_or_default();
    let (people, company, key) = (people_choices(sheet), sheet.company.to_string(), sheet.key.clone());
    let promise = move |text: &'static str, by: &'static str, number: u8| {
        view! {
            <div class="pair">
                <TextField name=text optional=true autocomplete="off" label=t::promise_label(l, number) value=form.value(text, "") problem=form.problem(text)/>
                <TextField name=by optional=true kind="date" label=t::promise_day(l, number) value=form.value(by, "") problem=form.problem(by)/>
            </div>
        }
    };
    let open = form.typed("target").is_some();
    view! {
        <Sheet title=t::pact(l) id="pact">
            <p class="quiet">{t::pact_lead(l)}</p>
            <More summary=t::pact_propose(l) open>
                <PostForm form class="form">
                    <FormProblems failure=form.failure()/>
                    <HiddenField name="idempotency_key" value=form.value("idempotency_key", key)/>
                    <HiddenField name="company" value=company/>
                    <SelectField name="champion" label=t::champion(l) value=form.value("champion", champion) options=people problem=form.problem("champion")/>
                    <div class="pair">
                        <SelectField name="counted" label=t::pact_counted(l) value=form.value("counted", "registered_deals") options=counted problem=form.problem("counted")/>
                        <TextField name="target" inputmode="numeric" label=t::pact_target(l) value=form.value("target", "") problem=form.problem("target")/>
                    </div>
                    <TextField name="hours" inputmode="numeric" label=t::pact_time(l) hint=t::pact_time_hint(l) value=form.value("hours", "") problem=form.problem("hours")/>
                    <p class="quiet">{t::promises_lead(l)}</p>
                    {promise("promise1", "promise1_by", 1)} {promise("promise2", "promise2_by", 2)} {promise("promise3", "promise3_by", 3)}
                    <div class="form-actions"><Submit pending=form.pending() label=t::pact_propose_send(l)/></div>
                </PostForm>
            </More>
        </Sheet>
    }
}

fn over(l: Lang, pact: &PactView) -> impl IntoView + use<> {
    let tone = if pact.state == GoalState::Met { Tone::Good } else { Tone::Plain };
    let note =
        [pact.champion.clone(), t::pact_span(l, day(l, pact.since), day(l, pact.by)), t::pact_done(l, pact.done, pact.target)];
    let (heading, state) = (counted_target(l, pact.counted, pact.target), goals::state(l, pact.state.as_str()));
    view! {
        <li>
            <div><h3>{heading}</h3><p class="quiet">{note.join(dot(l))}</p></div>
            <Tag tone>{state}</Tag>
        </li>
    }
}
