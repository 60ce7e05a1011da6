use leptos::prelude::*;

use super::{
    ClockWords, clock_line,
    words::{BoardWords, Link, NewsWords, NextWords, PartnerWords, PraiseWords, TierWords},
};
use crate::{
    frame::lang,
    leaderboards::near_ranks,
    progress::tier_track,
    text::{home as t, recognition},
    ui::{self, ButtonLink, Explain, Icon, Look, Sheet, Tag},
};

#[component]
pub fn PartnersHome(words: PartnerWords) -> impl IntoView {
    let PartnerWords { greeting, next, waiting, praise, news, tier, board } = words;
    view! {
        <p class="hello">{greeting}</p>
        <Next next/>
        <div class="split">
            <div class="stack">
                <Waiting waiting/>
                <Praise praise/>
                <News news/>
            </div>
            <div class="stack">
                <Tier tier/>
                <Board board/>
            </div>
        </div>
    }
}

#[component]
fn Next(next: NextWords) -> impl IntoView {
    let l = lang();
    let NextWords { title, minutes, why, evidence, reward, button, script } = next;
    view! {
        <ui::NextAction
            kick=move || {
                let minutes = minutes.clone();
                view! { {t::next(l)} " " <Tag icon="clock">{minutes}</Tag> }
            }
            title
            actions=move || {
                let (Link { name, href }, script) = (button.clone(), script.clone());
                view! {
                    <ButtonLink href look=Look::Go>{name}</ButtonLink>
                    {script.map(|Link { name, href }| view! { <ButtonLink href icon="file-text">{name}</ButtonLink> })}
                }
            }
        >
            <div class="why">
                <p><b>{t::why_now(l)}</b>{why}</p>
                <p><b>{t::evidence(l)}</b><a class="link" href=evidence.href>{evidence.name}</a></p>
            </div>
            <p class="tags">
                {reward.map(|reward| view! { <a class="tag good" href="/progress?rules=open#earning"><Icon name="gift"/>{reward}</a> })}
            </p>
        </ui::NextAction>
    }
}

#[component]
fn Waiting(waiting: Vec<ClockWords>) -> impl IntoView {
    let l = lang();
    let body = if waiting.is_empty() {
        view! { <p class="quiet">{t::waiting_none(l)}</p> }.into_any()
    } else {
        view! { <ul class="rows">{waiting.into_iter().map(|line| clock_line(l, line)).collect_view()}</ul> }.into_any()
    };
    view! { <Sheet title=t::waiting(l) aside=move || view! { <a class="link" href="/deals">{t::all(l)}</a> }>{body}</Sheet> }
}

#[component]
fn News(news: NewsWords) -> impl IntoView {
    let l = lang();
    let line = |(Link { name, href }, about): (Link, String)| {
        view! {
            <li>
                <div>
                    <h3><a href=href>{name}</a></h3>
                    <p class="quiet">{about}</p>
                </div>
            </li>
        }
    };
    (!news.lines.is_empty()).then(|| {
        view! {
            <Sheet title=news.heading aside=move || view! { <a class="link" href="/news">{t::all(l)}</a> }>
                <ul class="rows">{news.lines.into_iter().map(line).collect_view()}</ul>
            </Sheet>
        }
    })
}

/// Praise that has come, and who is the partner of the month.
#[component]
fn Praise(praise: PraiseWords) -> impl IntoView {
    let l = lang();
    let PraiseWords { mvp, kudos } = praise;
    let told = kudos.is_some() || mvp.is_some();
    let kudos = kudos.map(|(text, whom)| view! { <li><div><p>{text}</p><p class="quiet">{whom}</p></div></li> });
    let mvp = mvp.map(|mvp| view! { <li><div><h3><a href="/recognition">{mvp}</a></h3></div></li> });
    told.then(|| {
        view! {
            <Sheet title=recognition::home_kudos(l) aside=move || view! { <a class="link" href="/recognition">{t::all(l)}</a> }>
                <ul class="rows">{mvp} {kudos}</ul>
            </Sheet>
        }
    })
}

#[component]
fn Tier(tier: TierWords) -> impl IntoView {
    let l = lang();
    let TierWords { lately, track, headline, notes, confirmed, provisional, phase, evidence } = tier;
    view! {
        <Sheet title=t::tier(l) aside=move || view! { <a class="link" href="/progress">{t::tier_more(l)}</a> }>
            {lately.map(|(tone, text)| view! { <p><Tag tone>{text}</Tag></p> })}
            {tier_track(track)}
            <div>
                <p><b>{headline}</b></p>
                {notes.into_iter().map(|text| view! { <p class="quiet">{text}</p> }).collect_view()}
            </div>
            <p class="tags">
                <a class="tag" href="/progress#ledger">{confirmed}</a>
                {provisional.map(|text| view! { <a class="tag wait" href="/progress#ledger">{text}</a> })}
            </p>
            <Explain summary=phase>
                <ul class="evidence">{evidence.into_iter().map(|fact| view! { <li>{fact}</li> }).collect_view()}</ul>
            </Explain>
        </Sheet>
    }
}

#[component]
fn Board(board: BoardWords) -> impl IntoView {
    let l = lang();
    let BoardWords { band, ranks, why_not } = board;
    let body = match why_not {
        None => near_ranks(l, ranks).into_any(),
        Some(why) => view! { <p class="quiet">{why}</p> }.into_any(),
    };
    view! {
        <Sheet title=t::board(l) aside=move || view! { <span class="quiet">{band.clone()}</span> }>
            {body}
            <p><a class="link" href="/leaderboard">{t::board_more(l)}</a></p>
        </Sheet>
    }
}
