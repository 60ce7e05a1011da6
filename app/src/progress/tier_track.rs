use jiso::{lang::Lang, progress::TierSnapshot, tiers::TierCriterion};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::sentences::{all_met, missing_all};
use crate::{
    format::number,
    frame::lang,
    points::pt,
    text::progress as t,
    ui::{Track, TrackStop},
};

/// The ladder with "you are here", the next mark, and where two more orders would lead.
#[component]
pub fn TierTrack(tier: TierSnapshot) -> impl IntoView {
    tier_track(TrackWords::of(lang(), &tier))
}

/// The same in words and places.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackWords {
    stops: Vec<TrackStop>,
    here: u16,
    value_text: String,
    reach: u16,
    label: String,
}

pub fn tier_track(track: TrackWords) -> impl IntoView {
    let TrackWords { stops, here, value_text, reach, label } = track;
    view! { <Track stops value=here.into() value_text reach=reach.into() label/> }
}

impl TrackWords {
    pub fn of(l: Lang, tier: &TierSnapshot) -> Self {
        let TierSnapshot { verdict, reach, .. } = tier;
        let current = verdict.current.name.get(l).to_owned();
        let label = match &verdict.next {
            Some(next) if all_met(&next.criteria) => t::track_met(l, current.clone(), next.tier.name.get(l)),
            Some(next) => t::track(l, current.clone(), next.tier.name.get(l), missing_all(l, &next.criteria)),
            None => t::track_top(l, current.clone()),
        };
        // Points are what the track can show in a number; a ladder without them shows where one stands by name.
        let criteria = verdict.next.iter().flat_map(|next| &next.criteria);
        let points = criteria.into_iter().find(|line| matches!(line.criterion, TierCriterion::Points { .. }));
        let value_text = points.map_or(current, |line| pt(l, line.have));
        let next_key = verdict.next.as_ref().map(|next| next.tier.key.clone());
        let mark = |key: &str| {
            let is_next = next_key.as_deref() == Some(key);
            points.filter(|_| is_next).map(|line| number(line.need)).unwrap_or_default()
        };
        let stops = verdict.track.stops.iter().map(|stop| TrackStop {
            name: stop.tier.name.get(l).to_owned(),
            at: stop.at.into(),
            mark: mark(&stop.tier.key),
        });
        Self { stops: stops.collect(), here: verdict.track.here, value_text, reach: *reach, label }
    }
}
