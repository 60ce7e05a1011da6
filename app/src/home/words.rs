//! The home as it travels: for a partner in words, for the others packed for the chunk that shows it.
//!
//! What travels with the first load is what every phone pays for. The types of the rules and the sentences about them would be
//! a twentieth of it; put into words where the page is asked for, they stay on the server.

use jiso::{
    activity::Origin,
    home::{HomeNews, HomeSheet, PartnerHome},
    kits::KitCard,
    lang::Lang,
    leaderboards::{BoardView, OwnPlace},
    phases::{Act, NextAction, PhaseVerdict},
    points::Balance,
    progress::TierSnapshot,
    recognition::HomePraise,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

use super::ClockWords;
use crate::{
    format::{day_short, dot, number},
    leaderboards::{RankWords, band_text, why_not},
    phases::{action_href, action_title, button_text, evidence_link, evidence_text, why_text},
    points::kind_name,
    progress::{TrackWords, announced_text, lately_text, standing_text, tier_headline, tier_lede},
    recognition::{from_whom, mvp_headline},
    text::{home as t, phases},
    ui::Tone,
    wire::{Reply, pack},
};

/// Lines of what waits; the rest is on the page of the deals.
const WAITING_SHOWN: usize = 4;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HomeWords {
    Partner(Box<PartnerWords>),
    /// A packed [`jiso::home::VendorHome`].
    Vendor(Vec<u8>),
    /// A packed [`jiso::home::EditorHome`].
    Editor(Vec<u8>),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnerWords {
    pub greeting: String,
    pub next: NextWords,
    pub waiting: Vec<ClockWords>,
    pub praise: PraiseWords,
    pub news: NewsWords,
    pub tier: TierWords,
    pub board: BoardWords,
}

/// A name and where it leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    pub name: String,
    pub href: String,
}

/// Exactly one: what, why now, what it rests on, what it brings, and one button.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextWords {
    pub title: String,
    pub minutes: String,
    pub why: String,
    pub evidence: Link,
    pub reward: Option<String>,
    pub button: Link,
    pub script: Option<Link>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PraiseWords {
    pub mvp: Option<String>,
    /// What was said, and who thanks whom.
    pub kudos: Option<(String, String)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewsWords {
    pub heading: String,
    /// A title and what it is about; favourites that may no longer be used come first.
    pub lines: Vec<(Link, String)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierWords {
    pub lately: Option<(Tone, String)>,
    pub track: TrackWords,
    pub headline: String,
    /// What goes with the headline.
    pub notes: Vec<String>,
    pub confirmed: String,
    pub provisional: Option<String>,
    pub phase: String,
    pub evidence: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardWords {
    pub band: String,
    pub ranks: Vec<RankWords>,
    /// Instead of ranks: why there is none.
    pub why_not: Option<String>,
}

impl HomeWords {
    /// # Errors
    /// [`jiso::failure::Failure::Malformed`], when a part cannot be packed.
    pub fn of(l: Lang, home: HomeSheet) -> Reply<Self> {
        Ok(match home {
            HomeSheet::Partner(home) => Self::Partner(Box::new(PartnerWords::of(l, *home))),
            HomeSheet::Vendor(home) => Self::Vendor(pack(&home)?),
            HomeSheet::Editor(home) => Self::Editor(pack(&home)?),
        })
    }
}

impl PartnerWords {
    fn of(l: Lang, home: PartnerHome) -> Self {
        Self {
            greeting: greeting(l, &home.person, home.now),
            next: NextWords::of(l, home.next),
            waiting: home.waiting.into_iter().take(WAITING_SHOWN).map(|line| ClockWords::of(l, line)).collect(),
            praise: PraiseWords::of(l, home.praise),
            news: NewsWords::of(l, home.news, &home.stale_favourites),
            tier: TierWords::of(l, &home.tier, home.points, &home.phase),
            board: BoardWords::of(l, home.board),
        }
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

impl NextWords {
    fn of(l: Lang, next: NextAction) -> Self {
        let (href, name) = evidence_link(l, &next);
        let reward = next.reward.map(|reward| {
            let (what, points) = (kind_name(l, reward.kind), number(reward.points));
            if reward.provisional { t::gain_provisional(l, what, points) } else { t::gain(l, what, points) }
        });
        let script = match &next.act {
            Act::ContactAfterApproval { script: Some(script), .. } => {
                Some(Link { name: phases::button_script(l).to_owned(), href: format!("/kits/{}?from=next", script.slug) })
            }
            _ => None,
        };
        Self {
            title: action_title(l, &next.act),
            minutes: t::minutes(l, next.minutes),
            why: why_text(l, &next.why),
            evidence: Link { name, href },
            reward,
            button: Link { name: button_text(l, &next.act).to_owned(), href: action_href(&next.act, Origin::NUDGE) },
            script,
        }
    }
}

impl PraiseWords {
    fn of(l: Lang, praise: HomePraise) -> Self {
        Self {
            mvp: praise.mvp.as_ref().map(|mvp| mvp_headline(l, mvp)),
            kudos: praise.kudos.map(|one| {
                let whom = from_whom(l, &one);
                (one.text, whom)
            }),
        }
    }
}

impl NewsWords {
    fn of(l: Lang, news: Vec<HomeNews>, stale_favourites: &[KitCard]) -> Self {
        // Not all of it is about deals then.
        let concerned = stale_favourites.is_empty() && news.iter().any(|line| !line.customers.is_empty());
        let stale = match stale_favourites {
            [] => None,
            [one] => Some((t::favourite_stale(l, &one.title), format!("/kits/{}", one.slug))),
            several => {
                let count = i64::try_from(several.len()).unwrap_or(i64::MAX);
                Some((t::favourites_stale(l, count), "/kits".to_owned()))
            }
        };
        let stale = stale.map(|(name, href)| (Link { name, href }, t::favourites_stale_more(l).to_owned()));
        let line = |one: HomeNews| {
            let about =
                if one.customers.is_empty() { one.summary } else { t::news_for(l, one.customers.join(t::customers_join(l))) };
            let about = format!("{}{}{about}", day_short(l, one.date), dot(l));
            (Link { name: one.title, href: format!("/news/{}", one.slug) }, about)
        };
        Self {
            heading: if concerned { t::news(l) } else { t::news_general(l) }.to_owned(),
            lines: stale.into_iter().chain(news.into_iter().map(line)).collect(),
        }
    }
}

impl TierWords {
    fn of(l: Lang, tier: &TierSnapshot, points: Balance, phase: &PhaseVerdict) -> Self {
        let announced = tier.announced.as_ref().map(|announced| announced_text(l, announced));
        Self {
            lately: lately_text(l, tier),
            track: TrackWords::of(l, tier),
            headline: tier_headline(l, tier),
            notes: [tier_lede(l, tier), standing_text(l, tier)].into_iter().chain(announced).collect(),
            confirmed: t::tier_points(l, number(points.confirmed)),
            provisional: (points.provisional != 0).then(|| t::tier_waiting(l, number(points.provisional))),
            phase: t::phase(l, phase.name.get(l)),
            evidence: phase.evidence.iter().map(|fact| evidence_text(l, fact)).collect(),
        }
    }
}

impl BoardWords {
    fn of(l: Lang, board: BoardView) -> Self {
        let band = band_text(l, board.band);
        match &board.own {
            OwnPlace::Ranked { .. } => Self { band, ranks: RankWords::near(l, board), why_not: None },
            OwnPlace::NotRanked { why } => Self { band, ranks: vec![], why_not: Some(why_not(l, board.query.measure, why)) },
        }
    }
}
