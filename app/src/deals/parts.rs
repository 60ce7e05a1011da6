//! What the pages about deals have in common.

use jiso::{
    activity::ActivityKind,
    deals::{
        Ball, CompanySize, DealCard, DealStage, Happening, Industry, ProductLabel, SplitLine, StatusKey, Territory, TimelineEntry,
    },
    home,
    lang::Lang,
    time::Timestamp,
};
use leptos::prelude::*;

use crate::{
    format,
    forms::HiddenField,
    frame::lang,
    text::deals as t,
    ui::{Choice, Facts, Tag, Tone},
};

pub fn tone(status: StatusKey) -> Tone {
    match status {
        StatusKey::Submitted | StatusKey::InReview => Tone::Wait,
        StatusKey::NeedsInfo => Tone::Hot,
        StatusKey::Approved | StatusKey::Won => Tone::Good,
        StatusKey::Rejected | StatusKey::Conflicted => Tone::Bad,
        StatusKey::Lost | StatusKey::Expired | StatusKey::Withdrawn | StatusKey::Released => Tone::Plain,
    }
}

#[component]
pub fn StatusTag(status: StatusKey) -> impl IntoView {
    view! { <Tag tone=tone(status)>{t::status(lang(), status.as_str())}</Tag> }
}

/// Whose turn it is, as its partner is told or the reviewer.
pub fn ball(l: Lang, ball: Ball, to_reviewer: bool) -> &'static str {
    match ball {
        Ball::Partner if to_reviewer => t::ball_partner_seen(l),
        Ball::Partner => t::ball_partner(l),
        Ball::Vendor => t::ball_vendor(l),
    }
}

/// How long is left on the vendor's calendar, and how urgent that is.
pub fn remaining(l: Lang, clock: &home::Clock) -> (String, Tone) {
    let (left, day) = (clock.left_seconds, clock.day_seconds.max(1));
    if clock.late {
        return (t::left_late(l).to_owned(), Tone::Bad);
    }
    let text = match left {
        _ if left >= day => t::left_days(l, (left + day / 2) / day),
        3_600.. => t::left_hours(l, left / 3_600),
        _ => t::left_minutes(l).to_owned(),
    };
    (text, Tone::Wait)
}

/// Which deal a form is about, as the person saw it.
#[component]
pub fn Seen(#[prop(into)] deal: String, version: i64) -> impl IntoView {
    view! {
        <HiddenField name="deal" value=deal/>
        <HiddenField name="version" value=version.to_string()/>
    }
}

pub fn industries(l: Lang) -> Vec<Choice> {
    Industry::ALL.iter().map(|one| Choice::new(one.as_str(), t::industry(l, one.as_str()))).collect()
}

pub fn sizes(l: Lang) -> Vec<Choice> {
    CompanySize::ALL.iter().map(|one| Choice::new(one.as_str(), t::size(l, one.as_str()))).collect()
}

pub fn territories(l: Lang) -> Vec<Choice> {
    Territory::ALL.iter().map(|one| Choice::new(one.as_str(), t::territory(l, one.as_str()))).collect()
}

pub fn product_choices(l: Lang, products: &[ProductLabel]) -> Vec<Choice> {
    products.iter().map(|product| Choice::new(product.key.clone(), product.name.get(l))).collect()
}

/// The stages that one moves to by hand.
pub fn stages(l: Lang) -> Vec<Choice> {
    let open = DealStage::ALL.iter().filter(|stage| !stage.is_outcome());
    open.map(|one| Choice::new(one.as_str(), t::stage(l, one.as_str()))).collect()
}

/// What the partner said about a deal.
#[component]
pub fn CardFacts(card: DealCard) -> impl IntoView {
    let l = lang();
    let or_none = |text: Option<String>| text.unwrap_or_else(|| t::fact_none(l).to_owned());
    let facts = vec![
        (t::field_amount(l).to_owned(), format::money(&card.amount)),
        (t::field_expected_close(l).to_owned(), format::day(l, card.expected_close)),
        (t::field_product(l).to_owned(), card.product.name.get(l).to_owned()),
        (t::field_industry(l).to_owned(), t::industry(l, card.industry.as_str()).to_owned()),
        (t::field_size(l).to_owned(), t::size(l, card.size.as_str()).to_owned()),
        (t::field_territory(l).to_owned(), or_none(card.territory.map(|one| t::territory(l, one.as_str()).to_owned()))),
        (t::fact_owner(l).to_owned(), card.owner_name.clone()),
        (t::field_corporate_number(l).to_owned(), or_none(card.corporate_number.clone())),
        (t::field_domain(l).to_owned(), or_none(card.domain.clone())),
    ];
    let mut long = vec![(t::field_need(l).to_owned(), card.need.clone())];
    if card.status.is_open() {
        long.push((t::field_next_step(l).to_owned(), next_step(l, &card)));
    }
    view! {
        <Facts facts/>
        <Facts facts=long lines=true/>
    }
}

/// An amount as people write it into a field.
pub fn typed_amount(card: &DealCard) -> String {
    format::number(card.amount.minor)
}

fn next_step(l: Lang, card: &DealCard) -> String {
    match &card.next_step {
        Some(step) => match step.on {
            Some(day) => t::next_step_by(l, &step.text, format::day_short(l, day)),
            None => step.text.clone(),
        },
        None => t::card_no_next(l).to_owned(),
    }
}

/// What happened to a deal, newest first, with the points of each step.
#[component]
pub fn Timeline(entries: Vec<TimelineEntry>) -> impl IntoView {
    let l = lang();
    let items = entries
        .into_iter()
        .map(|entry| {
            let kind = match entry.what {
                Happening::Deed(kind) => kind,
                Happening::Filed(name) => return filing(l, t::timeline_filed(l, name), entry.at, entry.who),
                Happening::Unfiled(name) => return filing(l, t::timeline_unfiled(l, name), entry.at, entry.who),
                Happening::Split(line) => return split(l, line, entry.at, entry.who),
                Happening::Note(text) => {
                    let note = when_and_who(l, entry.at, entry.who);
                    return view! {
                        <li><div><h3>{t::timeline_note(l)}</h3><p class="quote">{text}</p><p class="quiet">{note}</p></div></li>
                    }
                    .into_any();
                }
            };
            let by_vendor = !kind.is_partners();
            let who = entry.who.or_else(|| by_vendor.then(|| t::timeline_vendor(l).to_owned()));
            let amount = entry.amount.map(|yen| format!(" {}", format::money(&jiso::money::Money::yen(yen))));
            // Nobody does what time does.
            let by_itself = matches!(kind, ActivityKind::DealExpired | ActivityKind::HoldEnded);
            let note = when_and_who(l, entry.at, who.filter(|_| !by_itself));
            let points = entry.points.into_iter().map(|here| {
                let text = t::points_state(l, format::signed(l, here.points), t::entry(l, here.state.as_str()));
                view! { <span class="tag" title=here.rule.get(l).to_owned()>{text}</span> }
            });
            view! {
                <li>
                    <div>
                        <h3>{t::event(l, kind.as_str())}{amount}</h3>
                        <p class="quiet">{note}</p>
                        <p class="tags">{points.collect_view()}</p>
                    </div>
                </li>
            }
            .into_any()
        })
        .collect_view();
    view! { <ul class="rows">{items}</ul> }
}

fn split(l: Lang, line: SplitLine, at: Timestamp, who: Option<String>) -> AnyView {
    let (product, amount) = (line.product.name.get(l), format::money(&line.amount));
    let (heading, what) = match line.stays {
        Some(stays) => {
            (t::timeline_split_into(l, line.other), t::timeline_split_stays(l, product, amount, format::money(&stays)))
        }
        None => (t::timeline_split_from(l, line.other), t::timeline_split_part(l, product, amount)),
    };
    let way = line.href.map(|href| view! { <p><a class="link" href=href>{t::timeline_split_open(l, line.other)}</a></p> });
    view! {
        <li>
            <div>
                <h3>{heading}</h3>
                <p>{what}</p>
                <p class="quote">{line.why}</p>
                {way}
                <p class="quiet">{when_and_who(l, at, who)}</p>
            </div>
        </li>
    }
    .into_any()
}

fn filing(l: Lang, text: String, at: Timestamp, who: Option<String>) -> AnyView {
    view! { <li><div><h3>{text}</h3><p class="quiet">{when_and_who(l, at, who)}</p></div></li> }.into_any()
}

pub fn when_and_who(l: Lang, at: Timestamp, who: Option<String>) -> String {
    match who {
        Some(name) => t::reached_by(l, format::moment(l, at), name),
        None => t::reached(l, format::moment(l, at)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_deal_reaches_on_its_way_has_words_in_its_history() {
        for kind in DealStage::ALL.iter().flat_map(|stage| stage.milestones()) {
            for l in [Lang::Ja, Lang::En] {
                assert!(!t::event(l, kind.as_str()).is_empty(), "{}", kind.as_str());
            }
        }
    }
}
