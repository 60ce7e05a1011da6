//! Who would lose a tier if a changed programme held today, without anybody's grace.

use std::collections::{BTreeSet, HashMap};

use crate::{office::Office, tiers::past_facts};
use jiso::{
    failure::Answer,
    lang::Bilingual,
    programme::Programme,
    tiers::{CriterionProgress, verdict},
};

/// A company that holds more than it would be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faller {
    pub company: String,
    pub from: Bilingual,
    pub to: Bilingual,
    /// What the tier it holds would ask for; nothing when the programme no longer has that tier.
    pub criteria: Vec<CriterionProgress>,
}

/// Those who would fall, in the order of the list of partners, and how many companies were looked at.
///
/// # Errors
/// [`jiso::failure::Failure::Unavailable`]
pub async fn fallers(office: &Office, new: &Programme) -> Answer<(Vec<Faller>, usize)> {
    fallers_among(office, new, &BTreeSet::new()).await
}

/// The same, without those whose tier asks for nothing new: keys of tiers that are `unchanged`.
///
/// # Errors
/// [`jiso::failure::Failure::Unavailable`]
pub async fn fallers_among(office: &Office, new: &Programme, unchanged: &BTreeSet<String>) -> Answer<(Vec<Faller>, usize)> {
    let (now, present) = (office.now(), office.programme());
    let rules = new.tier_rules(now.day());
    let mut tx = office.store.read().await?;
    let companies = tx.companies().await?;
    let standings: HashMap<_, _> = tx.tier_standings().await?.into_iter().collect();
    let mut found = Vec::new();
    for (company, _) in &companies {
        let Some(held) = standings.get(&company.id).filter(|held| !unchanged.contains(&held.tier)) else { continue };
        let facts = past_facts(&mut tx, &rules, company.id, now.day(), now).await?;
        let tier = new.tier(&held.tier);
        if tier.is_some_and(|tier| tier.is_met(&facts)) {
            continue;
        }
        let name = tier.or_else(|| present.tier(&held.tier)).map(|tier| tier.name.clone()).unwrap_or_default();
        found.push(Faller {
            company: company.name.clone(),
            from: name,
            to: verdict(&rules.tiers, "", &facts).current.name,
            criteria: tier.map(|tier| tier.progress(&facts)).unwrap_or_default(),
        });
    }
    Ok((found, companies.len()))
}
