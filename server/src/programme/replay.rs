//! Every standing, every ledger and every decision about a tier once more from zero, beside what is stored.

use std::collections::{BTreeMap, HashMap};

use jiso::{
    activity::{Activity, ActivityKind, Subject},
    id::{CompanyId, DealId, PointEntryId},
    points::{Entry, PointEntry, in_effect},
    programme::Versions,
    tiers::{TierDecision, TierStanding, enter, review, window_start},
};
use jiso_store::{Store, Tx};

use super::{NotInForce, all_versions};
use crate::{office::Chance, seed::books::Books, tiers::review_day};

/// What was compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub companies: usize,
    pub events: usize,
    pub entries: usize,
    pub differences: usize,
}

/// Compares every company; each difference is told in one line.
///
/// # Errors
/// When the store or a version of the programme cannot be read.
pub async fn replay(store: &Store, mut tell: impl FnMut(String)) -> Result<Found, NotInForce> {
    let mut tx = store.read().await?;
    let versions = all_versions(&mut tx).await?;
    let mut companies = tx.companies().await?;
    companies.sort_by_key(|(company, _)| company.id);
    let mut found = Found::default();
    for (company, _) in &companies {
        let differences = one(&mut tx, &versions, company.id, &mut found).await?;
        found.companies += 1;
        found.differences += differences.len();
        for what in differences {
            tell(format!("{} ({}): {what}", company.name, company.id));
        }
    }
    Ok(found)
}

async fn one(tx: &mut Tx, versions: &Versions, company: CompanyId, found: &mut Found) -> Result<Vec<String>, NotInForce> {
    let mut events = tx.activities_of_company(company, i64::MAX).await?;
    in_order(&mut events);
    let products: HashMap<DealId, String> = tx.deal_products(company).await?.into_iter().collect();
    let chance = Chance::from_seed(0);
    let mut books = Books::new(versions, &chance);
    for event in &events {
        books.enter(event, product_of(&products, event));
    }
    let stored = tx.entries_of_company(company).await?;
    found.events += events.len();
    found.entries += stored.len();
    let mut differences = tiers(tx, versions, company, &events, &books).await?;
    if tx.standing(company).await? != books.standing {
        differences.push("the standing differs from what happened".to_owned());
    }
    compare(&by_key(&stored), &by_key(&books.entries), &mut differences);
    Ok(differences)
}

/// Each decision about a tier by the rules of its day, on what the ledger says it was decided on. How many people had finished the
/// curriculum is taken from the decision: the curriculum of that day is no event.
async fn tiers(
    tx: &mut Tx,
    versions: &Versions,
    company: CompanyId,
    events: &[Activity],
    books: &Books<'_>,
) -> Result<Vec<String>, NotInForce> {
    let mut differences = Vec::new();
    let decisions = tx.tier_decisions(company).await?;
    let mut held: Option<TierStanding> = None;
    for (activity, decision) in &decisions {
        let Some(at) = events.iter().find(|event| event.id == *activity).map(|event| event.at) else {
            differences.push(format!("tier on {}: there is no such event", decision.day));
            continue;
        };
        let (rules, day) = (versions.tier_rules(at), decision.day);
        let mut facts = decision.facts.clone();
        for (months, window) in &mut facts.windows {
            *window = books.window(events, window_start(facts.as_of, *months), at);
        }
        let computed = match &held {
            None => Some(enter(&rules, &facts, day)),
            Some(held) => review(&rules, held, &facts, review_day(versions.at(at), day)),
        };
        if computed.as_ref() != Some(decision) {
            let told = |decision: &TierDecision| format!("{} {}", decision.outcome.as_str(), decision.tier);
            let computed = computed.as_ref().map_or_else(|| "nothing".to_owned(), told);
            differences.push(format!("tier on {day}: stored as {}, computed as {computed}", told(decision)));
        }
        match &mut held {
            Some(held) => held.absorb(decision),
            None => held = Some(TierStanding::begun(decision)),
        }
    }
    let decided = events.iter().filter(|event| event.kind == ActivityKind::TierDecided).count();
    if decided != decisions.len() {
        differences.push(format!("tiers were decided {decided} times, with {} decisions", decisions.len()));
    }
    let mut stored = tx.tier_standing(company).await?;
    if let (Some(stored), Some(held)) = (&mut stored, &held) {
        // Days that were looked at without a decision are no events.
        stored.reviewed_on = held.reviewed_on;
    }
    if stored != held {
        differences.push("the tier that is held differs from what was decided".to_owned());
    }
    Ok(differences)
}

/// As they happened. What happened at one moment comes in the order of a deal's life, as the kinds are listed.
pub(crate) fn in_order(events: &mut [Activity]) {
    events.sort_by_key(Activity::order);
}

/// What an activity's deal is about. The clock knows no product.
pub(crate) fn product_of<'a>(products: &'a HashMap<DealId, String>, event: &Activity) -> Option<&'a str> {
    let by_the_clock = matches!(event.kind, ActivityKind::DealExpired | ActivityKind::ReviewLate);
    match event.subject {
        Subject::Deal(deal) if !by_the_clock => products.get(&deal).map(String::as_str),
        _ => None,
    }
}

/// The lines in effect by what makes them unique, each with the key of the line it settles: ids are chance, and how often a line
/// was written is not compared.
fn by_key(lines: &[PointEntry]) -> Lines {
    let keys: HashMap<PointEntryId, &str> = lines.iter().map(|line| (line.id, line.entry.key())).collect();
    let line = |line: &PointEntry| {
        let settles = line.entry.settles.and_then(|id| keys.get(&id)).map(|key| (*key).to_owned());
        let key = line.entry.key().to_owned();
        (key.clone(), (Entry { settles: None, once_key: key, ..line.entry.clone() }, settles))
    };
    in_effect(lines).map(line).collect()
}

type Lines = BTreeMap<String, (Entry, Option<String>)>;

fn compare(stored: &Lines, computed: &Lines, differences: &mut Vec<String>) {
    let points = |(entry, _): &(Entry, Option<String>)| {
        let (state, version) = (entry.state.as_str(), entry.rule_version);
        format!("{:+} provisional {:+} confirmed, {state}, version {version}", entry.provisional, entry.confirmed)
    };
    for (key, line) in stored {
        match computed.get(key) {
            None => differences.push(format!("{key}: stored as {}, but nothing earned it", points(line))),
            Some(other) if other != line => {
                differences.push(format!("{key}: stored as {}, computed as {}", points(line), points(other)));
            }
            Some(_) => {}
        }
    }
    for (key, line) in computed.iter().filter(|(key, _)| !stored.contains_key(*key)) {
        differences.push(format!("{key}: not stored, computed as {}", points(line)));
    }
}
