//! Many companies' courses under two programmes, summed up for whoever decides between them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Course, Pair, Period, Programme, Way};
use crate::{
    id::CompanyId,
    lang::Bilingual,
    tiers::CriterionProgress,
    time::{Day, MonthKey},
};

/// What a draft would have changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhatIf {
    pub from: Day,
    pub until: Day,
    pub companies: u32,
    pub events: u64,
    /// Every month of the period.
    pub months: Vec<(MonthKey, Pair)>,
    /// Those that paid anything, the dearest first.
    pub rules: Vec<RuleCost>,
    pub won_yen: i64,
    pub margin_yen: Pair,
    pub movers: Vec<Mover>,
    /// Campaigns of the draft that do not run within the period, so that nothing is counted for them.
    pub left_out: Vec<Bilingual>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleCost {
    pub name: Bilingual,
    pub points: Pair,
}

/// A company that the draft puts elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mover {
    pub company: CompanyId,
    pub name: String,
    pub from: Bilingual,
    pub to: Bilingual,
    pub way: Way,
    /// The last day of a grace.
    pub until: Option<Day>,
    /// What it lacks for the higher of the two where it does not have it; nothing when the programme there has no such tier.
    pub lacks: Vec<CriterionProgress>,
}

/// Sums up, company by company, in any order.
pub struct Tally<'a> {
    now: &'a Programme,
    draft: &'a Programme,
    period: Period,
    companies: u32,
    events: u64,
    months: BTreeMap<MonthKey, Pair>,
    rules: BTreeMap<String, Pair>,
    won_yen: i64,
    margin_yen: Pair,
    movers: Vec<Mover>,
}

impl<'a> Tally<'a> {
    pub fn new(now: &'a Programme, draft: &'a Programme, period: Period) -> Self {
        let (first, last) = (period.from.month_key(), period.until.day().month_key());
        let months = (first.0..=last.0).map(|month| (MonthKey(month), Pair::default())).collect();
        let (rules, movers) = (BTreeMap::new(), Vec::new());
        let (won_yen, margin_yen) = (0, Pair::default());
        Self { now, draft, period, companies: 0, events: 0, months, rules, won_yen, margin_yen, movers }
    }

    /// A company with so many events, and what became of it under each of the two.
    pub fn add(&mut self, company: CompanyId, name: &str, events: usize, now: &Course, draft: &Course) {
        self.companies += 1;
        self.events = self.events.saturating_add(events as u64);
        for ((month, rule), points) in &now.points {
            self.months.entry(*month).or_default().add(*points, 0);
            self.rules.entry(rule.clone()).or_default().add(*points, 0);
        }
        for ((month, rule), points) in &draft.points {
            self.months.entry(*month).or_default().add(0, *points);
            self.rules.entry(rule.clone()).or_default().add(0, *points);
        }
        self.won_yen = self.won_yen.saturating_add(draft.won_yen);
        self.margin_yen.add(now.margin_yen, draft.margin_yen);
        self.movers.extend(self.mover(company, name, now, draft));
    }

    fn mover(&self, company: CompanyId, name: &str, now: &Course, draft: &Course) -> Option<Mover> {
        let (before, after) = (now.tier.as_ref()?, draft.tier.as_ref()?);
        let (old, new) = (self.now.tier(&before.tier), self.draft.tier(&after.tier));
        // Heights are compared on the draft's ladder, as far as it has the tier.
        let height = |programme: &Programme, key: &str| programme.tiers.iter().position(|tier| tier.key == key);
        let was = height(self.draft, &before.tier).or_else(|| height(self.now, &before.tier))?;
        let is = height(self.draft, &after.tier)?;
        let kept = self.draft.tier(&before.tier);
        let (way, lacks) = if is < was || (before.tier != after.tier && is == was) {
            (Way::Down, kept.map(|tier| tier.progress(&draft.facts)))
        } else if is > was {
            (Way::Up, self.now.tier(&after.tier).map(|tier| tier.progress(&now.facts)))
        } else {
            after.grace.filter(|_| before.grace.is_none())?;
            (Way::Grace, kept.map(|tier| tier.progress(&draft.facts)))
        };
        let named = |tier: Option<&crate::tiers::Tier>| tier.map(|tier| tier.name.clone()).unwrap_or_default();
        let (from, to) = (named(old), named(new));
        let (until, lacks) = (after.grace.filter(|_| way == Way::Grace), lacks.unwrap_or_default());
        Some(Mover { company, name: name.to_owned(), from, to, way, until, lacks })
    }

    pub fn finish(self) -> WhatIf {
        let Self { now, draft, period, .. } = self;
        let (first, last) = (period.from, period.until.day());
        let runs = |campaign: &&super::Campaign| campaign.starts <= last && campaign.ends.is_none_or(|end| end >= first);
        let left_out = draft.campaigns.iter().filter(|campaign| !runs(campaign)).map(|campaign| campaign.rule.name.clone());
        let name = |key: &str| draft.rule(key).or_else(|| now.rule(key)).map(|rule| rule.name.clone()).unwrap_or_default();
        let paid = self.rules.iter().filter(|(_, points)| **points != Pair::default());
        let mut rules: Vec<RuleCost> = paid.map(|(key, points)| RuleCost { name: name(key), points: *points }).collect();
        rules.sort_by_key(|rule| std::cmp::Reverse(rule.points.now.max(rule.points.draft)));
        let mut movers = self.movers;
        movers.sort_by(|one, other| (one.way, &one.name, one.company).cmp(&(other.way, &other.name, other.company)));
        WhatIf {
            from: first,
            until: last,
            companies: self.companies,
            events: self.events,
            months: self.months.into_iter().collect(),
            rules,
            won_yen: self.won_yen,
            margin_yen: self.margin_yen,
            movers,
            left_out: left_out.collect(),
        }
    }
}
