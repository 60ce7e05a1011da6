use std::sync::Arc;

use uuid::{Uuid, fmt::Hyphenated};

use super::{Balance, Earner, Entry, EntryState, IncentiveRule, OncePer, PointEntry};
use crate::{
    activity::{Activity, Subject},
    programme::Programme,
    time::Timestamp,
};

/// What has been earned so far, as far as one activity's rules ask: see [`needed`]. More entries than needed do no harm.
#[derive(Clone, Debug, Default)]
pub struct Past {
    pub joined_at: Option<Timestamp>,
    /// Key of the product the activity's deal is about.
    pub product: Option<String>,
    pub entries: Vec<PointEntry>,
    /// The programmes under which entries were granted, where it was not under the one in force.
    pub earlier: Vec<Arc<Programme>>,
}

impl Past {
    /// What was granted is settled by the rule that granted it: a change of the programme takes nothing back.
    fn rule_of<'a>(&'a self, programme: &'a Programme, grant: &Entry) -> Option<&'a IncentiveRule> {
        let earlier = self.earlier.iter().find(|earlier| earlier.version == grant.rule_version);
        earlier.map_or(programme, |earlier| earlier).rule(&grant.rule)
    }
}

/// Which entries of the activity's company [`earn`] must be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needed {
    /// All about this subject, unless it is none, and all in the scopes in which those stand.
    pub subject: Subject,
    /// All of these scopes.
    pub scopes: Vec<String>,
    pub months: Vec<MonthNeeded>,
}

/// All of one rule with `from <= at < until`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthNeeded {
    pub rule: String,
    pub from: Timestamp,
    pub until: Timestamp,
}

pub fn needed(programme: &Programme, activity: &Activity) -> Needed {
    let month = activity.at.day().month_key();
    let (from, until) = (month.first_day().start(), month.plus(1).first_day().start());
    let rules = || programme.rules_on(activity.at.day()).filter(|rule| rule.on == activity.kind);
    Needed {
        subject: activity.subject,
        scopes: rules().map(|rule| scope(rule, activity)).collect(),
        months: rules()
            .filter(|rule| rule.cap_per_month.is_some())
            .map(|rule| MonthNeeded { rule: rule.key.clone(), from, until })
            .collect(),
    }
}

/// What `activity` adds to the ledger. Seen again it adds nothing, provided `past` holds what it added; and what is older than
/// the last entry of its scope was judged when that one was made.
pub fn earn(programme: &Programme, activity: &Activity, past: &Past) -> Vec<Entry> {
    let settled = past
        .entries
        .iter()
        .filter(|grant| grant.entry.settles.is_none() && same_matter(&grant.entry, activity))
        .filter_map(|grant| settle(programme, activity, grant, past));
    let granted = programme
        .rules_on(activity.at.day())
        .filter(|rule| rule.on == activity.kind)
        .filter_map(|rule| grant(programme, rule, activity, past));
    settled.chain(granted).collect()
}

fn same_matter(entry: &Entry, activity: &Activity) -> bool {
    entry.company == activity.company && entry.subject == activity.subject && activity.subject != Subject::None
}

/// What this activity does to points granted earlier for the same subject.
fn settle(programme: &Programme, activity: &Activity, grant: &PointEntry, past: &Past) -> Option<Entry> {
    let rule = past.rule_of(programme, &grant.entry)?;
    let settlements: Vec<&Entry> =
        past.entries.iter().map(|line| &line.entry).filter(|entry| entry.settles == Some(grant.id)).collect();
    let already = settlements.iter().any(|entry| entry.activity == activity.id);
    if already || is_judged(&grant.entry.scope, activity, past) {
        return None;
    }
    let left = Balance::of(settlements.iter().copied().chain([&grant.entry]));
    let granted = grant.entry.provisional.max(grant.entry.confirmed);
    let (state, provisional, confirmed) = if rule.provisional_until == Some(activity.kind) {
        if left == Balance::default() && !may_revive(grant, past) {
            return None;
        }
        (EntryState::Confirmed, -left.provisional, granted - left.confirmed)
    } else if rule.reversed_by.contains(&activity.kind) {
        (EntryState::Reversed, -left.provisional, -left.confirmed)
    } else if rule.expires_on.contains(&activity.kind) {
        (EntryState::Expired, -left.provisional, 0)
    } else {
        return None;
    };
    if provisional == 0 && confirmed == 0 {
        return None;
    }
    Some(Entry {
        once_key: format!("{}/{}", grant.entry.once_key, settlements.len()),
        activity: activity.id,
        state,
        provisional,
        confirmed,
        settles: Some(grant.id),
        at: activity.at,
        ..grant.entry.clone()
    })
}

/// A second look may approve what was refused: then it is paid after all, unless the scope has been paid otherwise since.
fn may_revive(grant: &PointEntry, past: &Past) -> bool {
    let others = past
        .entries
        .iter()
        .filter(|line| line.id != grant.id && line.entry.settles.is_none() && line.entry.scope == grant.entry.scope);
    let mut rivals = others.filter(|other| {
        let later = other.entry.subject == grant.entry.subject && other.entry.once_key > grant.entry.once_key;
        later || !is_taken_back(other, past)
    });
    rivals.next().is_none()
}

fn grant(programme: &Programme, rule: &IncentiveRule, activity: &Activity, past: &Past) -> Option<Entry> {
    let scope = scope(rule, activity);
    let earlier: Vec<&PointEntry> =
        past.entries.iter().filter(|line| line.entry.scope == scope && line.entry.settles.is_none()).collect();
    let already = earlier.iter().any(|line| line.entry.activity == activity.id || !is_taken_back(line, past));
    if already || is_judged(&scope, activity, past) || !in_time(rule, activity, past) || is_capped(rule, activity, past) {
        return None;
    }
    let percent = past.product.as_deref().and_then(|key| programme.product(key)).map_or(100, |product| product.points_percent);
    let points = rule.worth(activity.amount, percent);
    if points == 0 {
        return None;
    }
    let waits = rule.provisional_until.is_some();
    Some(Entry {
        // After a grant was taken back the same scope may earn again, under the next number.
        once_key: format!("{scope}#{:04}", earlier.len()),
        scope,
        company: activity.company,
        user: activity.user.filter(|_| rule.to == Earner::Person),
        activity: activity.id,
        rule: rule.key.clone(),
        rule_version: programme.version,
        axis: rule.axis,
        state: if waits { EntryState::Provisional } else { EntryState::Confirmed },
        provisional: if waits { points } else { 0 },
        confirmed: if waits { 0 } else { points },
        settles: None,
        subject: activity.subject,
        at: activity.at,
    })
}

fn is_taken_back(grant: &PointEntry, past: &Past) -> bool {
    let settlements = past.entries.iter().map(|line| &line.entry).filter(|entry| entry.settles == Some(grant.id));
    Balance::of(settlements.chain([&grant.entry])) == Balance::default()
}

fn is_judged(scope: &str, activity: &Activity, past: &Past) -> bool {
    past.entries.iter().any(|line| line.entry.scope == scope && line.entry.at > activity.at)
}

fn in_time(rule: &IncentiveRule, activity: &Activity, past: &Past) -> bool {
    rule.within_days_of_joining
        .is_none_or(|days| past.joined_at.is_some_and(|joined| joined.plus_days(days.into()).day() >= activity.at.day()))
}

fn is_capped(rule: &IncentiveRule, activity: &Activity, past: &Past) -> bool {
    let month = activity.at.day().month_key();
    let earner = activity.user.filter(|_| rule.to == Earner::Person);
    rule.cap_per_month.is_some_and(|cap| {
        let grants = past.entries.iter().map(|line| &line.entry).filter(|entry| {
            entry.settles.is_none()
                && entry.company == activity.company
                && entry.rule == rule.key
                && entry.user == earner
                && entry.at.day().month_key() == month
        });
        grants.count() >= cap as usize
    })
}

/// What the rule grants once for. Where an activity has no subject or no person, the next wider thing takes its place; for
/// a subject that is the event itself, as unrelated events must not share one grant.
fn scope(rule: &IncentiveRule, activity: &Activity) -> String {
    let mut scope = String::with_capacity(rule.key.len() + 3 * (Hyphenated::LENGTH + 10));
    scope.push_str(&rule.key);
    add_id(&mut scope, "|", activity.company.uuid());
    scope.push('|');
    if matches!(rule.once_per, OncePer::Person | OncePer::PersonAndSubject)
        && let Some(user) = activity.user
    {
        add_id(&mut scope, "person:", user.uuid());
    }
    if rule.once_per == OncePer::PersonAndSubject {
        scope.push('|');
    }
    let subject = match rule.once_per {
        OncePer::Person | OncePer::Company => return scope,
        OncePer::Event => Subject::None,
        OncePer::Subject | OncePer::PersonAndSubject => activity.subject,
    };
    match subject {
        Subject::Deal(deal) => add_id(&mut scope, "deal:", deal.uuid()),
        Subject::Document(document) => add_id(&mut scope, "document:", document.uuid()),
        Subject::None => add_id(&mut scope, "event:", activity.id.uuid()),
    }
    scope
}

/// Without a formatter: replaying everything does this some million times.
fn add_id(text: &mut String, what: &str, id: Uuid) {
    text.push_str(what);
    text.push_str(id.hyphenated().encode_lower(&mut Uuid::encode_buffer()));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        activity::{ActivityKind as K, Origin},
        id::{Id, PointEntryId},
        programme::sample,
        time::Day,
    };

    fn id<T>(number: u8) -> Id<T> {
        Id::new(Timestamp::EPOCH, [number; 10])
    }

    fn day(text: &str) -> Timestamp {
        text.parse::<Day>().expect("day").at_minute(600)
    }

    fn happened(number: u8, kind: K, at: &str, deal: u8) -> Activity {
        Activity {
            id: id(number),
            at: day(at),
            company: id(1),
            user: Some(id(2)),
            kind,
            origin: Origin::SelfStarted,
            subject: Subject::Deal(id(deal)),
            amount: None,
        }
    }

    /// A ledger that remembers, as the store does.
    struct Ledger {
        programme: Programme,
        past: Past,
    }

    impl Ledger {
        fn new() -> Self {
            let past = Past { joined_at: Some(day("2026-09-14")), ..Past::default() };
            Self { programme: sample::programme(), past }
        }

        fn see(&mut self, activity: &Activity) -> Vec<Entry> {
            let entries = earn(&self.programme, activity, &self.past);
            for entry in &entries {
                assert!(self.past.entries.iter().all(|line| line.entry.once_key != entry.once_key), "{}", entry.once_key);
                let id: PointEntryId = Id::from_uuid(uuid::Uuid::from_u128(self.past.entries.len() as u128 + 1));
                self.past.entries.push(PointEntry { id, entry: entry.clone() });
            }
            entries
        }

        fn balance(&self) -> (i64, i64) {
            let sum = Balance::of(self.past.entries.iter().map(|line| &line.entry));
            (sum.provisional, sum.confirmed)
        }
    }

    #[test]
    fn the_first_customer_brings_580() {
        let mut ledger = Ledger::new();
        let story = [
            (K::DealRegistered, "2026-10-14", (150, 0)),
            (K::DealApproved, "2026-10-15", (0, 150)),
            (K::JointVisitHeld, "2026-10-20", (0, 230)),
            (K::DealWon, "2026-11-20", (0, 580)),
        ];
        for (number, (kind, at, balance)) in (10..).zip(story) {
            ledger.see(&happened(number, kind, at, 1));
            assert_eq!(ledger.balance(), balance, "{kind:?}");
        }
        ledger.see(&happened(20, K::DealRegistered, "2026-11-21", 2));
        ledger.see(&happened(21, K::DealApproved, "2026-11-21", 2));
        ledger.see(&happened(22, K::DealWon, "2026-11-22", 2));
        assert_eq!(ledger.balance(), (0, 830), "the second win brings 50 and 200");
    }

    #[test]
    fn decisions_settle_grants() {
        for (after, balance) in [
            (&[K::DealRejected][..], (0, 0)),
            (&[K::DealConflicted], (0, 0)),
            (&[K::DealWithdrawn], (0, 0)),
            (&[K::DealApproved], (0, 150)),
            (&[K::DealApproved, K::DealWithdrawn], (0, 0)),
            (&[K::DealApproved, K::DealApproved], (0, 150)),
            (&[K::DealApproved, K::DealExpired], (0, 150)),
            (&[K::DealExpired], (0, 0)),
            (&[K::DealRejected, K::DealApproved], (0, 150)),
            (&[K::DealReturned, K::DealResubmitted], (150, 0)),
            (&[K::DealRejected, K::DealRegistered, K::DealApproved], (0, 150)),
            (&[K::DealRejected, K::DealRegistered, K::DealRejected, K::DealApproved], (0, 150)),
        ] {
            let mut ledger = Ledger::new();
            ledger.see(&happened(10, K::DealRegistered, "2026-10-14", 1));
            for (number, kind) in (11..).zip(after) {
                ledger.see(&happened(number, *kind, "2026-10-15", 1));
            }
            assert_eq!(ledger.balance(), balance, "{after:?}");
        }
    }

    #[test]
    fn the_campaign_lasts_sixty_days_and_survives_a_rejection() {
        for (at, points) in [("2026-11-13", 150), ("2026-11-14", 50)] {
            let mut ledger = Ledger::new();
            ledger.see(&happened(10, K::DealRegistered, at, 1));
            assert_eq!(ledger.balance().0, points, "{at}");
        }
        let mut ledger = Ledger::new();
        ledger.see(&happened(10, K::DealRegistered, "2026-10-01", 1));
        ledger.see(&happened(11, K::DealRegistered, "2026-10-02", 2));
        assert_eq!(ledger.balance(), (200, 0), "once a company");
        ledger.see(&happened(12, K::DealRejected, "2026-10-03", 1));
        ledger.see(&happened(13, K::DealRegistered, "2026-10-04", 3));
        assert_eq!(ledger.balance(), (200, 0), "deals 2 and 3, and the campaign once more");
        assert_eq!(ledger.see(&happened(10, K::DealRegistered, "2026-10-01", 1)), [], "an old event seen again");
    }

    #[test]
    fn a_month_is_capped_for_a_person() {
        let mut ledger = Ledger::new();
        for rule in &mut ledger.programme.incentives {
            rule.cap_per_month = (rule.key == "answer_accepted").then_some(2);
        }
        for number in 10..15 {
            ledger.see(&Activity { subject: Subject::None, ..happened(number, K::AnswerAccepted, "2026-10-14", 1) });
        }
        assert_eq!(ledger.balance(), (0, 40));
        let colleague = Activity { user: Some(id(3)), ..happened(15, K::AnswerAccepted, "2026-10-15", 9) };
        ledger.see(&colleague);
        ledger.see(&happened(16, K::AnswerAccepted, "2026-11-01", 1));
        assert_eq!(ledger.balance(), (0, 80));
    }

    #[test]
    fn amounts_and_products_weigh() {
        let mut rule = sample::programme().rule("deal_won").cloned().expect("rule");
        rule.per_yen = Some(10_000);
        rule.by_product = true;
        assert_eq!(rule.worth(Some(864_000), 100), 286);
        assert_eq!(rule.worth(Some(864_000), 150), 429);
        assert_eq!(rule.worth(Some(-5), 100), 200);
        assert_eq!(rule.worth(Some(i64::MAX), 1_000), 1_000_000_000);
    }

    #[test]
    fn needed_names_what_earn_looks_at() {
        let programme = sample::programme();
        let activity = happened(10, K::DealRegistered, "2026-10-14", 1);
        let needed = needed(&programme, &activity);
        assert_eq!(needed.scopes.len(), 2, "the rule and the campaign");
        assert_eq!(needed.subject, activity.subject);
        assert_eq!(needed.months, []);
    }

    proptest! {
        /// Whatever happens in whatever order: nobody owes points, no scope is paid twice, and a story seen again changes nothing.
        #[test]
        fn ledgers_stay_sound(story in prop::collection::vec((0_usize..K::ALL.len(), 1_u8..4), 0..40)) {
            let mut ledger = Ledger::new();
            let events: Vec<Activity> = (0_u8..)
                .zip(&story)
                .map(|(number, (kind, deal))| {
                    let event = happened(number, K::ALL[*kind], "2026-10-14", *deal);
                    Activity { at: event.at + std::time::Duration::from_secs(number.into()), ..event }
                })
                .collect();
            for event in &events {
                ledger.see(event);
                let (provisional, confirmed) = ledger.balance();
                prop_assert!(provisional >= 0 && confirmed >= 0);
                let live = |line: &&PointEntry| line.entry.settles.is_none() && !is_taken_back(line, &ledger.past);
                let scopes: Vec<&str> = ledger.past.entries.iter().filter(live).map(|line| line.entry.scope.as_str()).collect();
                prop_assert_eq!(scopes.iter().collect::<std::collections::BTreeSet<_>>().len(), scopes.len());
            }
            for event in &events {
                prop_assert_eq!(ledger.see(event), []);
            }
        }
    }
}
