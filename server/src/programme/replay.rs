//! Every standing, every ledger and every decision about a tier once more from zero, beside what is stored.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    num::NonZero,
    sync::Arc,
    thread::available_parallelism,
};

use futures::{StreamExt, TryStreamExt, stream};
use jiso::{
    activity::{Activity, ActivityKind, Subject},
    id::{ActivityId, CompanyId, DealId, Id, PointEntryId},
    points::{Books, Entry, PointEntry, in_effect},
    programme::Versions,
    tiers::{MeasureNote, TierDecision, TierStanding},
    time::Timestamp,
};
use jiso_store::{Store, packed::Stored};
use uuid::Uuid;

use super::{NotInForce, all_versions};
use crate::tiers::{decided_again, overtaken, unfounded};

/// Companies that are read at once: few statements for many, and little memory for each of those who read.
const TOGETHER: usize = 50;
/// Readers at most; a portal that runs beside keeps some of its connections.
const READERS: usize = 3;

/// What was compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub companies: usize,
    pub events: usize,
    pub entries: usize,
    pub differences: usize,
    /// Decisions about tiers that were right by what was known when they were taken.
    pub overtaken: usize,
}

/// What one reader found: counts, and a line for each difference and each decision that was overtaken.
type Part = (Found, Vec<String>);

/// What was found about a company.
#[derive(Default)]
struct Findings {
    differences: Vec<String>,
    overtaken: Vec<String>,
}

/// Compares every company; each difference is told in one line, and so is what is none: a decision about a tier that was right
/// by what was known then. Parts of the companies are read by several connections, each part
/// as it is at one moment.
///
/// # Errors
/// When the store or a version of the programme cannot be read.
pub async fn replay(store: &Store, mut tell: impl FnMut(String)) -> Result<Found, NotInForce> {
    let mut tx = store.read().await?;
    let versions = Arc::new(all_versions(&mut tx).await?);
    let mut companies = tx.companies().await?;
    drop(tx);
    companies.sort_by_key(|(company, _)| company.id);
    let names: Vec<(CompanyId, String)> = companies.into_iter().map(|(company, _)| (company.id, company.name)).collect();
    let readers = available_parallelism().map_or(1, NonZero::get).min(READERS);
    let part = |part: &[(CompanyId, String)]| {
        let part = tokio::spawn(read(store.clone(), versions.clone(), part.to_vec()));
        async move { part.await.map_err(|lost| NotInForce::Interrupted(lost.to_string()))? }
    };
    let mut parts = stream::iter(names.chunks(TOGETHER)).map(part).buffered(readers);
    let mut found = Found::default();
    while let Some((part, lines)) = parts.try_next().await? {
        found.companies += part.companies;
        found.events += part.events;
        found.entries += part.entries;
        found.differences += part.differences;
        found.overtaken += part.overtaken;
        lines.into_iter().for_each(&mut tell);
    }
    Ok(found)
}

async fn read(store: Store, known: Arc<Versions>, companies: Vec<(CompanyId, String)>) -> Result<Part, NotInForce> {
    let mut tx = store.read().await?;
    // A version may have been taken since.
    let versions =
        if tx.programme_moments().await?.len() == known.all().count() { known } else { Arc::new(all_versions(&mut tx).await?) };
    let ids: Vec<CompanyId> = companies.iter().map(|(id, _)| *id).collect();
    let stored = tx.stored(&ids).await?;
    drop(tx);
    let (mut found, mut told) = (Found { companies: companies.len(), ..Found::default() }, Vec::new());
    for (stored, (id, name)) in stored.into_iter().zip(companies) {
        found.events += stored.events.len();
        found.entries += stored.entries.len();
        let Findings { differences, overtaken } = one(&versions, stored);
        found.differences += differences.len();
        found.overtaken += overtaken.len();
        told.extend(differences.into_iter().chain(overtaken).map(|what| format!("{name} ({id}): {what}")));
    }
    Ok((found, told))
}

fn one(versions: &Versions, stored: Stored) -> Findings {
    let Stored { mut events, entries, products, standing, decisions, tier, uses, notes, .. } = stored;
    in_order(&mut events);
    let books = books_of(versions, &events, &products);
    let mut found = Findings { differences: unfounded(&events, &uses, &notes), ..Findings::default() };
    let known = Known { versions, events: &events, products: &products, notes: &notes };
    tiers(&known, &books, &decisions, tier, &mut found);
    let Findings { mut differences, overtaken } = found;
    if standing != *books.standing() {
        differences.push("the standing differs from what happened".to_owned());
    }
    let (_, computed) = books.close();
    if !same(&entries, &computed) {
        compare(&by_key(&entries), &by_key(&computed), &mut differences);
    }
    Findings { differences, overtaken }
}

/// Events in their order, with the lines that follow from them named by their number.
fn books_of<'a>(versions: &'a Versions, events: &[Activity], products: &HashMap<DealId, String>) -> Books<'a> {
    let mut last = 0;
    let mut serial = |_| {
        last += 1;
        Id::from_uuid(Uuid::from_u128(last))
    };
    let mut books = Books::new(versions);
    for event in events {
        books.enter(event, product(products, event), &mut serial);
    }
    books
}

/// What is known of a company today.
struct Known<'a> {
    versions: &'a Versions,
    events: &'a [Activity],
    products: &'a HashMap<DealId, String>,
    notes: &'a [(ActivityId, MeasureNote)],
}

impl Known<'_> {
    /// What would have been decided without some events.
    fn without(
        &self,
        unknown: &BTreeSet<ActivityId>,
        held: Option<&TierStanding>,
        at: Timestamp,
        decision: &TierDecision,
    ) -> Option<TierDecision> {
        let events: Vec<Activity> = self.events.iter().filter(|event| !unknown.contains(&event.id)).cloned().collect();
        let notes = self.notes.iter().filter(|(noted, _)| !unknown.contains(noted)).map(|(_, note)| note.clone());
        let notes: Vec<MeasureNote> = notes.collect();
        let books = books_of(self.versions, &events, self.products);
        decided_again(self.versions, &books, &events, &notes, held, at, decision)
    }
}

/// Each decision about a tier by the rules of its day, on what the ledger says it was decided on.
fn tiers(
    known: &Known<'_>,
    books: &Books<'_>,
    decisions: &[(ActivityId, TierDecision)],
    mut stored: Option<TierStanding>,
    found: &mut Findings,
) {
    let Known { versions, events, notes, .. } = *known;
    let notes: Vec<MeasureNote> = notes.iter().map(|(_, note)| note.clone()).collect();
    let differences = &mut found.differences;
    let mut held: Option<TierStanding> = None;
    let decided = events.iter().filter(|event| event.kind == ActivityKind::TierDecided);
    let decided: HashMap<ActivityId, Timestamp> = decided.map(|event| (event.id, event.at)).collect();
    for (activity, decision) in decisions {
        let Some(at) = decided.get(activity).copied() else {
            differences.push(format!("tier on {}: there is no such event", decision.day));
            continue;
        };
        let (computed, day) = (decided_again(versions, books, events, &notes, held.as_ref(), at, decision), decision.day);
        if computed.as_ref() != Some(decision) {
            let told = |decision: &TierDecision| format!("{} {}", decision.outcome.as_str(), decision.tier);
            let computed = computed.as_ref().map_or_else(|| "nothing".to_owned(), told);
            let stored = told(decision);
            match overtaken(events, at, decision, |unknown| known.without(unknown, held.as_ref(), at, decision)) {
                Some(late) => found.overtaken.push(format!(
                    "tier on {day}: {stored} was right before {late} earlier events became known, with which it would be {computed}"
                )),
                None => differences.push(format!("tier on {day}: stored as {stored}, computed as {computed}")),
            }
        }
        match &mut held {
            Some(held) => held.absorb(decision),
            None => held = Some(TierStanding::begun(decision)),
        }
    }
    if decided.len() != decisions.len() {
        differences.push(format!("tiers were decided {} times, with {} decisions", decided.len(), decisions.len()));
    }
    if let (Some(stored), Some(held)) = (&mut stored, &held) {
        // Days that were looked at without a decision are no events.
        stored.reviewed_on = held.reviewed_on;
    }
    if stored != held {
        differences.push("the tier that is held differs from what was decided".to_owned());
    }
}

/// As they happened. What happened at one moment comes in the order of a deal's life, as the kinds are listed.
pub(crate) fn in_order(events: &mut [Activity]) {
    events.sort_by_key(Activity::order);
}

/// The clock knows no product.
pub(crate) fn product<'a>(products: &'a HashMap<DealId, String>, event: &Activity) -> Option<&'a str> {
    let by_the_clock = matches!(event.kind, ActivityKind::DealExpired | ActivityKind::ReviewLate);
    match event.subject {
        Subject::Deal(deal) if !by_the_clock => products.get(&deal).map(String::as_str),
        _ => None,
    }
}

/// Whether two ledgers have the same lines: the quick way for nearly all, which says nothing of what differs.
fn same(stored: &[PointEntry], computed: &[PointEntry]) -> bool {
    if stored.len() != computed.len() {
        return false;
    }
    let (stored, computed) = (Ranked::of(stored), Ranked::of(computed));
    let mut pairs = stored.lines.iter().zip(&computed.lines);
    pairs.all(|(one, other)| is(one, other) && stored.settled(one) == computed.settled(other))
}

/// Apart from which line each settles.
fn is(one: &Entry, other: &Entry) -> bool {
    let Entry { once_key, scope, company, user, activity, rule, rule_version, axis, state, provisional, confirmed, .. } = one;
    (once_key, scope, rule) == (&other.once_key, &other.scope, &other.rule)
        && (company, user, activity, rule_version) == (&other.company, &other.user, &other.activity, &other.rule_version)
        && (axis, state, provisional, confirmed) == (&other.axis, &other.state, &other.provisional, &other.confirmed)
        && (one.subject, one.at) == (other.subject, other.at)
        && (one.cancels, one.hold_until, one.cut) == (other.cancels, other.hold_until, other.cut)
}

/// A ledger in an order that does not depend on its ids, which are chance.
struct Ranked<'a> {
    lines: Vec<&'a Entry>,
    rank: HashMap<PointEntryId, usize>,
}

impl<'a> Ranked<'a> {
    fn of(ledger: &'a [PointEntry]) -> Self {
        let mut lines: Vec<&PointEntry> = ledger.iter().collect();
        lines.sort_by(|one, other| {
            let ids = |line: &PointEntry| (line.entry.at, line.entry.activity);
            ids(one).cmp(&ids(other)).then_with(|| one.entry.once_key.cmp(&other.entry.once_key))
        });
        let rank = lines.iter().enumerate().map(|(rank, line)| (line.id, rank)).collect();
        Self { lines: lines.into_iter().map(|line| &line.entry).collect(), rank }
    }

    /// Whether a line settles another, and which.
    fn settled(&self, line: &Entry) -> (bool, Option<usize>) {
        (line.settles.is_some(), line.settles.and_then(|id| self.rank.get(&id).copied()))
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
