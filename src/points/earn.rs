use std::{collections::BTreeSet, sync::Arc};

use uuid::{Uuid, fmt::Hyphenated};

use super::{
    Balance, Earner, Entry, EntryState, IncentiveRule, OncePer, PointEntry, Reviewed, correct::free_key, in_effect, last_day,
};
use crate::{
    activity::{Activity, ActivityKind, Subject},
    id::UserId,
    programme::Programme,
    time::Timestamp,
};

/// What has been earned so far, as far as one activity's rules ask: see [`needed`]. More entries than needed do no harm.
#[derive(Clone, Debug, Default)]
pub struct Past {
    pub joined_at: Option<Timestamp>,
    /// Key of the product the activity's deal is about.
    pub product: Option<String>,
    /// With what was cancelled and what cancels it.
    pub entries: Vec<PointEntry>,
    /// The programmes under which entries were granted, where it was not under the one in force.
    pub earlier: Vec<Arc<Programme>>,
    /// How the company's registrations were reviewed until then.
    pub reviewed: Reviewed,
}

impl Past {
    /// What was granted is settled by the rule that granted it: a change of the programme takes nothing back.
    fn rule_of<'a>(&'a self, programme: &'a Programme, grant: &Entry) -> Option<&'a IncentiveRule> {
        let earlier = self.earlier.iter().find(|earlier| earlier.version == grant.rule_version);
        earlier.map_or(programme, |earlier| earlier).rule(&grant.rule)
    }
}

/// What [`earn`] must be shown of the activity's company.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needed {
    /// All entries about this subject, unless it is none, and all in the scopes in which those stand.
    pub subject: Subject,
    /// All entries held until this moment, and all in the scopes in which those stand.
    pub held_until: Option<Timestamp>,
    /// All of these scopes.
    pub scopes: Vec<String>,
    pub months: Vec<MonthNeeded>,
    /// How registrations were reviewed.
    pub reviews: bool,
}

/// All grants of one rule to one earner with `from <= at < until`, with what cancels them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthNeeded {
    pub rule: String,
    /// The person; none when the company earns.
    pub user: Option<UserId>,
    pub from: Timestamp,
    pub until: Timestamp,
}

pub fn needed(programme: &Programme, activity: &Activity) -> Needed {
    let month = activity.at.day().month_key();
    let (from, until) = (month.first_day().start(), month.plus(1).first_day().start());
    let rules = || programme.rules_on(activity.at.day()).filter(|rule| rule.on == activity.kind);
    Needed {
        subject: activity.subject,
        held_until: (activity.kind == ActivityKind::HoldEnded).then_some(activity.at),
        scopes: rules().map(|rule| scope(rule, activity)).collect(),
        months: rules()
            .filter(|rule| rule.cap_per_month.is_some())
            .map(|rule| MonthNeeded { rule: rule.key.clone(), user: rule.earner(activity), from, until })
            .collect(),
        reviews: rules().any(|rule| rule.quality || rule.within_days_of_joining.is_some()),
    }
}

/// What `activity` adds to the ledger. Seen again it adds nothing, provided `past` holds what it added; and what is older than
/// the last entry of its scope was judged when that one was made. For what comes after what it should have come before, see
/// [`super::correct`].
pub fn earn(programme: &Programme, activity: &Activity, past: &Past) -> Vec<Entry> {
    let lines: Vec<&PointEntry> = in_effect(&past.entries).collect();
    let now = Moment { programme, activity, past, lines };
    let settled = now
        .lines
        .iter()
        .filter(|grant| grant.entry.settles.is_none() && same_matter(&grant.entry, activity))
        .filter_map(|grant| now.settle(grant));
    let granted =
        programme.rules_on(activity.at.day()).filter(|rule| rule.on == activity.kind).filter_map(|rule| now.grant(rule));
    settled.chain(granted).map(|entry| now.in_a_free_line(entry)).collect()
}

/// The end of a hold is about all that was held until then, also where that has no subject.
fn same_matter(entry: &Entry, activity: &Activity) -> bool {
    let named = activity.subject != Subject::None || activity.kind == ActivityKind::HoldEnded;
    entry.company == activity.company && entry.subject == activity.subject && named
}

/// Something happens, on what was earned until then.
struct Moment<'a> {
    programme: &'a Programme,
    activity: &'a Activity,
    past: &'a Past,
    /// Those in effect.
    lines: Vec<&'a PointEntry>,
}

impl Moment<'_> {
    /// What this does to points granted earlier for the same subject.
    fn settle(&self, grant: &PointEntry) -> Option<Entry> {
        let (activity, granted) = (self.activity, grant.entry.provisional.max(grant.entry.confirmed));
        let rule = self.past.rule_of(self.programme, &grant.entry)?;
        let settlements = self.settlements(grant);
        let already = settlements.iter().any(|entry| entry.activity == activity.id);
        if already || self.is_judged(&grant.entry.scope) {
            return None;
        }
        let left = Balance::of(settlements.iter().copied().chain([&grant.entry]));
        let held_until = settlements.iter().copied().chain([&grant.entry]).filter_map(|entry| entry.hold_until).max();
        let is_held = left.provisional > 0 && held_until.is_some_and(|until| until > activity.at);
        let mut hold_until = None;
        let (state, provisional, confirmed) = if activity.kind == ActivityKind::HoldEnded {
            if held_until != Some(activity.at) {
                return None;
            }
            (EntryState::Confirmed, -left.provisional, left.provisional)
        } else if rule.provisional_until == Some(activity.kind) {
            if is_held || (left == Balance::default() && !self.may_revive(grant)) {
                return None;
            }
            hold_until = rule.hold_from(activity.at).filter(|_| left.confirmed < granted);
            match hold_until {
                Some(_) => (EntryState::Provisional, granted - left.provisional, -left.confirmed),
                None => (EntryState::Confirmed, -left.provisional, granted - left.confirmed),
            }
        } else if rule.reversed_by.contains(&activity.kind) {
            (EntryState::Reversed, -left.provisional, -left.confirmed)
        } else if rule.expires_on.contains(&activity.kind) && !is_held {
            (EntryState::Expired, -left.provisional, 0)
        } else {
            return None;
        };
        if provisional == 0 && confirmed == 0 && hold_until.is_none() {
            return None;
        }
        Some(Entry {
            once_key: format!("{}/{}", grant.entry.key(), settlements.len()),
            activity: activity.id,
            state,
            provisional,
            confirmed,
            settles: Some(grant.id),
            hold_until,
            cut: None,
            at: activity.at,
            ..grant.entry.clone()
        })
    }

    /// A second look may approve what was refused: then it is paid after all, unless the scope has been paid otherwise since.
    fn may_revive(&self, grant: &PointEntry) -> bool {
        let mut rivals = self.grants(&grant.entry.scope).filter(|other| other.id != grant.id).filter(|other| {
            let later = other.entry.subject == grant.entry.subject && other.entry.key() > grant.entry.key();
            later || !self.is_taken_back(other)
        });
        rivals.next().is_none()
    }

    fn grant(&self, rule: &IncentiveRule) -> Option<Entry> {
        let (activity, past) = (self.activity, self.past);
        let scope = scope(rule, activity);
        let already = self.grants(&scope).any(|line| line.entry.activity == activity.id || !self.is_taken_back(line));
        if already || self.is_judged(&scope) || !in_time(rule, activity, past) || self.is_capped(rule) {
            return None;
        }
        let percent = past.product.as_deref().and_then(|key| self.programme.product(key));
        let worth = rule.worth(activity.amount, percent.map_or(100, |product| product.points_percent));
        let record = if rule.to == Earner::Person { past.reviewed.person } else { past.reviewed.company };
        let cut = self.programme.quality.cut(record).filter(|_| rule.quality);
        let points = cut.map_or(worth, |cut| cut.of(worth));
        if points == 0 {
            return None;
        }
        let waits = rule.is_provisional();
        Some(Entry {
            // After a grant was taken back the same scope may earn again, under the next number.
            once_key: format!("{scope}#{:04}", self.grants(&scope).count()),
            scope,
            company: activity.company,
            user: rule.earner(activity),
            activity: activity.id,
            rule: rule.key.clone(),
            rule_version: self.programme.version,
            axis: rule.axis,
            state: if waits { EntryState::Provisional } else { EntryState::Confirmed },
            provisional: if waits { points } else { 0 },
            confirmed: if waits { 0 } else { points },
            settles: None,
            cancels: None,
            hold_until: rule.hold_from(activity.at).filter(|_| rule.provisional_until.is_none()),
            cut,
            subject: activity.subject,
            at: activity.at,
        })
    }

    fn grants(&self, scope: &str) -> impl Iterator<Item = &PointEntry> {
        self.lines.iter().copied().filter(move |line| line.entry.scope == scope && line.entry.settles.is_none())
    }

    fn settlements(&self, grant: &PointEntry) -> Vec<&Entry> {
        self.lines.iter().map(|line| &line.entry).filter(|entry| entry.settles == Some(grant.id)).collect()
    }

    fn is_taken_back(&self, grant: &PointEntry) -> bool {
        Balance::of(self.settlements(grant).into_iter().chain([&grant.entry])) == Balance::default()
    }

    fn is_judged(&self, scope: &str) -> bool {
        self.lines.iter().any(|line| line.entry.scope == scope && line.entry.at > self.activity.at)
    }

    fn is_capped(&self, rule: &IncentiveRule) -> bool {
        let activity = self.activity;
        let month = activity.at.day().month_key();
        let earner = rule.earner(activity);
        rule.cap_per_month.is_some_and(|cap| {
            let grants = self.lines.iter().map(|line| &line.entry).filter(|entry| {
                entry.settles.is_none()
                    && entry.company == activity.company
                    && entry.rule == rule.key
                    && entry.user == earner
                    && entry.at.day().month_key() == month
            });
            grants.count() >= cap as usize
        })
    }

    /// A line may have been written and cancelled before.
    fn in_a_free_line(&self, entry: Entry) -> Entry {
        if self.lines.len() == self.past.entries.len() {
            return entry;
        }
        let taken: BTreeSet<String> = self.past.entries.iter().map(|line| line.entry.once_key.clone()).collect();
        Entry { once_key: free_key(&entry.once_key, &taken), ..entry }
    }
}

fn in_time(rule: &IncentiveRule, activity: &Activity, past: &Past) -> bool {
    rule.within_days_of_joining.is_none_or(|days| {
        past.joined_at.is_some_and(|joined| last_day(joined.day(), days, &past.reviewed.late) >= activity.at.day())
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

        fn is_taken_back(&self, grant: PointEntryId) -> bool {
            let lines = self.past.entries.iter().filter(|line| line.id == grant || line.entry.settles == Some(grant));
            Balance::of(lines.map(|line| &line.entry)) == Balance::default()
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
        assert_eq!((needed.held_until, needed.reviews), (None, true), "the campaign asks for the vendor's lateness");
    }

    proptest! {
        /// Amounts saturate: no order is so large, and no rule so generous, that a sum of grants could overflow.
        #[test]
        fn worth_has_its_bounds(amount in any::<Option<i64>>(), points in any::<i64>(), per_yen in any::<Option<i64>>(), percent in any::<u32>()) {
            let rule = sample::programme().rule("deal_won").cloned().expect("rule");
            let rule = IncentiveRule { points, per_yen, by_product: true, ..rule };
            prop_assert!((0..=1_000_000_000).contains(&rule.worth(amount, percent)));
        }

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
                let live = |line: &&PointEntry| line.entry.settles.is_none() && !ledger.is_taken_back(line.id);
                let scopes: Vec<&str> = ledger.past.entries.iter().filter(live).map(|line| line.entry.scope.as_str()).collect();
                prop_assert_eq!(scopes.iter().collect::<std::collections::BTreeSet<_>>().len(), scopes.len());
            }
            for event in &events {
                prop_assert_eq!(ledger.see(event), []);
            }
        }
    }
}
