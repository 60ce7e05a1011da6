use jiso::{
    home::{HomeNews, PartnerHome, WaitingLine},
    lang::Lang,
    leaderboards::{BoardView, OwnPlace},
    phases::{Act, NextAction, PhaseVerdict},
    points::Balance,
    progress::TierSnapshot,
    recognition::HomePraise,
    time::Timestamp,
};
use leptos::prelude::*;

use super::clock_line::clock_line;
use crate::{
    format::{day_short, dot, number},
    frame::lang,
    leaderboards::{Ranks, band_text, why_not},
    phases::{action_href, action_title, button_text, evidence_link, evidence_text, why_text},
    points::kind_name,
    progress::{TierTrack, announced_text, lately_text, standing_text, tier_headline, tier_lede},
    recognition::{from_whom, mvp_headline},
    text::{home as t, phases, recognition},
    ui::{self, ButtonLink, Explain, Icon, Look, Sheet, Tag},
};

/// Lines of what waits; the rest is on the page of the deals.
const WAITING_SHOWN: usize = 4;

#[component]
pub fn PartnersHome(home: PartnerHome) -> impl IntoView {
    let l = lang();
    let PartnerHome { person, now, phase, next, waiting, tier, points, news, board, praise, .. } = home;
    view! {
        <p class="hello">{greeting(l, &person, now)}</p>
        <Next next/>
        <div class="split">
            <div class="stack">
                <Waiting waiting/>
                <Praise praise/>
                <News news/>
            </div>
            <div class="stack">
                <Tier tier points phase/>
                <Board board/>
            </div>
        </div>
    }
}

/// By the time of day in Japan; Japanese greets by the family name.
fn greeting(l: Lang, person: &str, now: Timestamp) -> String {
    let name = if l == Lang::Ja { person.split([' ', '\u{3000}']).next().unwrap_or(person) } else { person };
    match now.minute_of_day() / 60 {
        4..=10 => t::morning(l, name),
        11..=17 => t::day(l, name),
        _ => t::evening(l, name),
    }
}

/// Exactly one: what, why now, what it rests on, what it brings, and one button.
#[component]
fn Next(next: NextAction) -> impl IntoView {
    let l = lang();
    let minutes = t::minutes(l, next.minutes);
    let (why, title, href) = (why_text(l, &next.why), action_title(l, &next.act), action_href(&next.act));
    let (evidence, evidence_name) = evidence_link(l, &next);
    let reward = next.reward.map(|reward| {
        let (what, points) = (kind_name(l, reward.kind), number(reward.points));
        let text = if reward.provisional { t::gain_provisional(l, what, points) } else { t::gain(l, what, points) };
        view! { <a class="tag good" href="/progress?rules=open#earning"><Icon name="gift"/>{text}</a> }
    });
    let script = match &next.act {
        Act::ContactAfterApproval { script: Some(script), .. } => {
            Some((format!("/kits/{}?from=next", script.slug), script.title.clone()))
        }
        _ => None,
    };
    let button = button_text(l, &next.act);
    view! {
        <ui::NextAction
            kick=move || {
                let minutes = minutes.clone();
                view! { {t::next(l)} " " <Tag icon="clock">{minutes}</Tag> }
            }
            title
            actions=move || {
                let script = script.clone();
                view! {
                    <ButtonLink href=href.clone() look=Look::Go>{button}</ButtonLink>
                    {script.map(|(href, _)| view! { <ButtonLink href icon="file-text">{phases::button_script(l)}</ButtonLink> })}
                }
            }
        >
            <div class="why">
                <p><b>{t::why_now(l)}</b>{why}</p>
                <p><b>{t::evidence(l)}</b><a class="link" href=evidence>{evidence_name}</a></p>
            </div>
            <p class="tags">{reward}</p>
        </ui::NextAction>
    }
}

#[component]
fn Waiting(waiting: Vec<WaitingLine>) -> impl IntoView {
    let l = lang();
    let body = if waiting.is_empty() {
        view! { <p class="quiet">{t::waiting_none(l)}</p> }.into_any()
    } else {
        let lines = waiting.into_iter().take(WAITING_SHOWN).map(|line| clock_line(l, line)).collect_view();
        view! { <ul class="rows">{lines}</ul> }.into_any()
    };
    view! { <Sheet title=t::waiting(l) aside=move || view! { <a class="link" href="/deals">{t::all(l)}</a> }>{body}</Sheet> }
}

#[component]
fn News(news: Vec<HomeNews>) -> impl IntoView {
    let l = lang();
    let concerned = news.iter().any(|line| !line.customers.is_empty());
    let heading = if concerned { t::news(l) } else { t::news_general(l) };
    let line = move |one: HomeNews| {
        let about = if one.customers.is_empty() { one.summary } else { t::news_for(l, one.customers.join(t::customers_join(l))) };
        view! {
            <li>
                <div>
                    <h3><a href=format!("/news/{}", one.slug)>{one.title}</a></h3>
                    <p class="quiet">{day_short(l, one.date)} {dot(l)} {about}</p>
                </div>
            </li>
        }
    };
    (!news.is_empty()).then(|| {
        view! {
            <Sheet title=heading aside=move || view! { <a class="link" href="/news">{t::all(l)}</a> }>
                <ul class="rows">{news.into_iter().map(line).collect_view()}</ul>
            </Sheet>
        }
    })
}

/// Praise that has come, and who is the partner of the month.
#[component]
fn Praise(praise: HomePraise) -> impl IntoView {
    let l = lang();
    let HomePraise { kudos, mvp } = praise;
    let told = kudos.is_some() || mvp.is_some();
    let kudos = kudos.map(|one| {
        let whom = from_whom(l, &one);
        view! { <li><div><p>{one.text}</p><p class="quiet">{whom}</p></div></li> }
    });
    let mvp = mvp.map(|mvp| view! { <li><div><h3><a href="/recognition">{mvp_headline(l, &mvp)}</a></h3></div></li> });
    told.then(|| {
        view! {
            <Sheet title=recognition::home_kudos(l) aside=move || view! { <a class="link" href="/recognition">{t::all(l)}</a> }>
                <ul class="rows">{mvp} {kudos}</ul>
            </Sheet>
        }
    })
}

#[component]
fn Tier(tier: TierSnapshot, points: Balance, phase: PhaseVerdict) -> impl IntoView {
    let l = lang();
    let (headline, lede) = (tier_headline(l, &tier), tier_lede(l, &tier));
    let (standing, lately) = (standing_text(l, &tier), lately_text(l, &tier));
    let announced = tier.announced.as_ref().map(|announced| announced_text(l, announced));
    let facts = phase.evidence.iter().map(|fact| view! { <li>{evidence_text(l, fact)}</li> }).collect_view();
    view! {
        <Sheet title=t::tier(l) aside=move || view! { <a class="link" href="/progress">{t::tier_more(l)}</a> }>
            {lately.map(|(tone, text)| view! { <p><Tag tone>{text}</Tag></p> })}
            <TierTrack tier/>
            <div>
                <p><b>{headline}</b></p>
                <p class="quiet">{lede}</p>
                <p class="quiet">{standing}</p>
                {announced.map(|text| view! { <p class="quiet">{text}</p> })}
            </div>
            <p class="tags">
                <a class="tag" href="/progress#ledger">{t::tier_points(l, number(points.confirmed))}</a>
                {(points.provisional != 0)
                    .then(|| view! { <a class="tag wait" href="/progress#ledger">{t::tier_waiting(l, number(points.provisional))}</a> })}
            </p>
            <Explain summary=t::phase(l, phase.name.get(l))>
                <ul class="evidence">{facts}</ul>
            </Explain>
        </Sheet>
    }
}

#[component]
fn Board(board: BoardView) -> impl IntoView {
    let l = lang();
    let band = band_text(l, board.band);
    let body = match &board.own {
        OwnPlace::Ranked { .. } => view! { <Ranks board near_only=true/> }.into_any(),
        OwnPlace::NotRanked { why } => view! { <p class="quiet">{why_not(l, board.query.measure, why)}</p> }.into_any(),
    };
    view! {
        <Sheet title=t::board(l) aside=move || view! { <span class="quiet">{band.clone()}</span> }>
            {body}
            <p><a class="link" href="/leaderboard">{t::board_more(l)}</a></p>
        </Sheet>
    }
}
