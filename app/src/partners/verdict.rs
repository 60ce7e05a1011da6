//! Where a partner stands and why, what we lack for it, and what we do next.

use jiso::{
    caller::Role,
    lang::Lang,
    partners::{PartnerSheet, PersonLine, Proof},
    phases::StallReason,
};
use leptos::prelude::*;

use super::timeline::event_lines;
use crate::{
    format::day,
    phases::{evidence_text, gap_text},
    text::{partners as t, phases},
    ui::{ButtonLink, Look, Sheet, Tag},
};

/// The one card on top: what to do next for this partner, what is missing on our side, and the button that does it.
pub fn verdict_card(l: Lang, sheet: &PartnerSheet) -> AnyView {
    let (headline, missing) = match &sheet.duty {
        Some(duty) => (duty.remedy.get(l).to_owned(), Some(duty.missing.get(l).to_owned())),
        None => (phases::way_on(l, sheet.phase.phase.as_str()).to_owned(), None),
    };
    let (since, step) = (t::since(l, day(l, sheet.phase.since.day())), step(l, sheet));
    let facts = sheet.phase.evidence.iter().map(|fact| view! { <li>{evidence_text(l, fact)}</li> }).collect_view();
    view! {
        <section class="next">
            <div>
                <p class="kick">{t::next_action(l)} <Tag>{since}</Tag></p>
                <h2>{headline}</h2>
                <div class="why">
                    {missing.map(|missing| view! { <p>{missing}</p> })} <ul class="evidence" aria-label=t::evidence(l)>{facts}</ul>
                </div>
            </div>
            <div class="do">{step}</div>
        </section>
    }
    .into_any()
}

fn step(l: Lang, sheet: &PartnerSheet) -> AnyView {
    let lead = sheet.people.iter().find(|person| person.role == Role::PartnerLead).or(sheet.people.first());
    match (sheet.phase.reason(), lead) {
        (Some(StallReason::WaitingForVendor), _) => {
            view! { <ButtonLink href="/console/deals" look=Look::Go icon="inbox">{t::next_review(l)}</ButtonLink> }.into_any()
        }
        (Some(StallReason::MaterialOutdated), _) if sheet.edits => {
            view! { <ButtonLink href="/console/content?stale=true" look=Look::Go icon="file-text">{t::next_kits(l)}</ButtonLink> }
                .into_any()
        }
        (_, Some(lead)) => contact(l, lead),
        (_, None) => view! { <ButtonLink href="#invite" look=Look::Go icon="send">{t::invite(l)}</ButtonLink> }.into_any(),
    }
}

fn contact(l: Lang, lead: &PersonLine) -> AnyView {
    let href = format!("mailto:{}", lead.email);
    view! {
        <ButtonLink href look=Look::Go icon="mail">{t::next_call(l)}</ButtonLink>
        <p class="quiet">{lead.name.clone()}</p>
    }
    .into_any()
}

/// What we lack for this company, and the events behind the verdict.
pub fn grounds(l: Lang, sheet: &PartnerSheet) -> AnyView {
    let gaps = sheet.gaps.iter().map(|gap| {
        let (text, href) = gap_text(l, gap);
        match href {
            Some(href) => view! { <li><a href=href>{text}</a></li> }.into_any(),
            None => view! { <li>{text}</li> }.into_any(),
        }
    });
    let gaps = if sheet.gaps.is_empty() {
        view! { <p class="quiet">{t::gaps_none(l)}</p> }.into_any()
    } else {
        view! { <ul class="evidence">{gaps.collect_view()}</ul> }.into_any()
    };
    let proofs = sheet.proofs.iter().cloned().map(|proof| opened(l, proof)).collect_view();
    view! {
        <Sheet title=t::gaps(l) id="gaps">{gaps}</Sheet>
        <Sheet title=t::grounds(l) id="grounds" aside=move || view! { <span class="quiet">{t::grounds_note(l)}</span> }>
            <ul class="proofs">{proofs}</ul>
        </Sheet>
    }
    .into_any()
}

/// A fact that opens into its events, where there are any.
fn opened(l: Lang, proof: Proof) -> impl IntoView {
    let text = evidence_text(l, &proof.evidence);
    if proof.events.is_empty() {
        return view! { <li>{text}</li> }.into_any();
    }
    view! {
        <li>
            <details>
                <summary>{text}</summary>
                <ol class="timeline">{event_lines(l, proof.events)}</ol>
            </details>
        </li>
    }
    .into_any()
}
