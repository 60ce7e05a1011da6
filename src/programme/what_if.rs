//! What a programme makes of things that have happened, worked out by the functions that decide: points, margin and tier of one
//! company over a while.

use std::collections::{BTreeMap, HashMap};

use super::Versions;
use crate::{
    activity::{Activity, ActivityKind, Origin, Subject},
    id::{DealId, Id, PointEntryId, UserId},
    partners::PartnerType,
    points::Books,
    tiers::{MeasureNote, TierFacts, TierStanding, enter, measures, window_start, windows},
    time::{Day, MonthKey, Timestamp},
};

/// What has happened at a company.
#[derive(Clone, Debug)]
pub struct Record {
    /// None where its contract has no terms.
    pub kind: Option<PartnerType>,
    /// All of them, in the order in which they happened.
    pub events: Vec<Activity>,
    /// The key of the product that each deal is about.
    pub products: HashMap<DealId, String>,
    /// The tier it held on the first day; none when it came later.
    pub held: Option<TierStanding>,
    /// What the vendor noted for it.
    pub notes: Vec<MeasureNote>,
    /// How many modules the curriculum has.
    pub modules: u64,
}

/// From the first day on, up to a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub from: Day,
    pub until: Timestamp,
    /// The last day on which tiers were looked at.
    pub reviewed: Day,
}

/// What came of it for one company.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Course {
    /// Granted and not taken back since, by the month of each line and the key of its rule.
    pub points: BTreeMap<(MonthKey, String), i64>,
    pub won_yen: i64,
    /// The partner's part of it, by its contract and the tier it held on the day of each order.
    pub margin_yen: i64,
    /// None when the company came after the last review.
    pub tier: Option<TierStanding>,
    /// What the tier would be decided on at the end.
    pub facts: TierFacts,
}

/// Lives a company's record under the versions of a programme.
pub fn live(versions: &Versions, record: &Record, period: Period) -> Course {
    let mut books = Books::new(versions);
    let mut last = 0_u128;
    let mut id = |_: Timestamp| -> PointEntryId {
        last += 1;
        Id::from_uuid(uuid::Uuid::from_u128(last))
    };
    for event in &record.events {
        books.enter(event, record.product(event), &mut id);
    }
    let within = |at: Timestamp| at >= period.from.start() && at <= period.until;
    let mut course = Course::default();
    for entry in books.entries().map(|line| &line.entry).filter(|entry| within(entry.at)) {
        let sum = course.points.entry((entry.at.day().month_key(), entry.rule.clone())).or_default();
        *sum = sum.saturating_add(entry.provisional).saturating_add(entry.confirmed);
    }
    let walk = Walk { versions, record, books: &books };
    let (tier, held) = walk.reviews(period);
    for event in record.events.iter().filter(|event| event.kind == ActivityKind::DealWon && within(event.at)) {
        let yen = event.amount.unwrap_or(0).max(0);
        course.won_yen = course.won_yen.saturating_add(yen);
        let tier = held.iter().rev().find(|(since, _)| *since <= event.at).map_or("", |(_, tier)| tier);
        let percent = record.kind.and_then(|kind| versions.at(event.at).margin_percent(kind, tier)).unwrap_or(0);
        course.margin_yen =
            course.margin_yen.saturating_add(yen / 100 * i64::from(percent) + yen % 100 * i64::from(percent) / 100);
    }
    course.tier = tier;
    course.facts = walk.facts(period.until.day(), period.until);
    course
}

impl Record {
    /// The clock knows no product.
    fn product(&self, event: &Activity) -> Option<&str> {
        let by_the_clock = matches!(event.kind, ActivityKind::DealExpired | ActivityKind::ReviewLate);
        match event.subject {
            Subject::Deal(deal) if !by_the_clock => self.products.get(&deal).map(String::as_str),
            _ => None,
        }
    }

    /// When the company was given its first tier.
    fn entered_at(&self) -> Option<Timestamp> {
        self.events.iter().find(|event| event.kind == ActivityKind::TierDecided).map(|event| event.at)
    }

    /// People who had finished the curriculum before a moment.
    fn certified_before(&self, until: Timestamp) -> i64 {
        if self.modules == 0 {
            return 0;
        }
        let mut finished: HashMap<UserId, u64> = HashMap::new();
        let own = |event: &&Activity| event.kind == ActivityKind::ModuleCompleted && event.origin != Origin::Vendor;
        for user in self.events.iter().filter(own).filter(|event| event.at < until).filter_map(|event| event.user) {
            *finished.entry(user).or_default() += 1;
        }
        i64::try_from(finished.values().filter(|modules| **modules >= self.modules).count()).unwrap_or(i64::MAX)
    }
}

struct Walk<'a> {
    versions: &'a Versions,
    record: &'a Record,
    books: &'a Books<'a>,
}

impl Walk<'_> {
    /// Looks at the company on every day that is due, as the clock does: the tier at the end, and each tier with the moment from
    /// which on it was held.
    fn reviews(&self, period: Period) -> (Option<TierStanding>, Vec<(Timestamp, String)>) {
        let mut turns = Vec::new();
        let begun = match self.record.held.clone() {
            Some(mut held) => {
                held.looked_at(period.from.plus(-1));
                turns.push((Timestamp::EPOCH, held.tier.clone()));
                Some(held)
            }
            None => self.record.entered_at().filter(|at| *at <= period.until).map(|at| {
                let rules = self.versions.tier_rules(at);
                let first = enter(&rules, &self.facts(at.day(), at), at.day());
                turns.push((at, first.tier.clone()));
                TierStanding::begun(&first)
            }),
        };
        let Some(mut held) = begun else { return (None, turns) };
        loop {
            let last = self.versions.at(held.reviewed_on.plus(1).start());
            let day = last.tier_review.due(&last.calendar, &held).day;
            if day > period.reviewed {
                return (Some(held), turns);
            }
            let (at, programme) = (day.start(), self.versions.at(day.start()));
            let on = programme.tier_review.on(&programme.calendar, day);
            let facts = self.facts(on.as_of(), at);
            if held.pass(&self.versions.tier_rules(at), &facts, on).is_some() {
                turns.push((at, held.tier.clone()));
            }
        }
    }

    /// The facts as they were before a moment, with windows that end on a day.
    fn facts(&self, as_of: Day, until: Timestamp) -> TierFacts {
        let events = &self.record.events;
        let won = events.iter().any(|event| event.kind == ActivityKind::DealWon && event.at < until);
        let rules = self.versions.tier_rules(until);
        let window = |months: u32| (months, self.books.window(events, window_start(as_of, months), until));
        TierFacts {
            as_of,
            certified_people: self.record.certified_before(until),
            ever_won: won,
            windows: windows(&rules).into_iter().map(window).collect(),
            custom: MeasureNote::values(&self.record.notes, measures(&rules), as_of, until),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, sync::Arc, time::Duration};

    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::{
        activity::ActivityKind as K,
        points::{Past, PointEntry, earn},
        programme::{Programme, ProgrammeFile, Tally, Way, sample},
        tiers::WindowFacts,
    };

    fn day(text: &str) -> Day {
        text.parse().expect("day")
    }

    fn id<T>(number: u128) -> Id<T> {
        Id::from_uuid(Uuid::from_u128(number))
    }

    const JOINED: &str = "2024-10-07";
    const MODULES: u64 = 2;

    fn period() -> Period {
        Period { from: day("2025-11-01"), until: day("2026-11-16").at_minute(600), reviewed: day("2026-11-16") }
    }

    fn happened(number: u128, kind: K, at: Timestamp, person: u8, subject: u8) -> Activity {
        Activity {
            id: id(1_000 + number),
            at,
            company: id(1),
            user: Some(id(u128::from(person))),
            kind,
            origin: Origin::SelfStarted,
            subject: match subject {
                0 => Subject::None,
                1..4 => Subject::Document(id(u128::from(subject))),
                _ => Subject::Deal(id(u128::from(subject))),
            },
            amount: (kind == K::DealWon).then_some(864_000),
        }
    }

    /// A company that joined long ago, with what was picked: kind, person, subject, hours since the one before.
    fn events(picks: &[(usize, u8, u8, u16)]) -> Vec<Activity> {
        const KINDS: [K; 9] = [
            K::LessonCompleted,
            K::ModuleCompleted,
            K::DealRegistered,
            K::DealApproved,
            K::DealRejected,
            K::DealWon,
            K::DealWon,
            K::JointVisitHeld,
            K::AnswerAccepted,
        ];
        let mut at = day(JOINED).at_minute(600);
        let mut all = vec![happened(0, K::CompanyJoined, at, 1, 0), happened(1, K::TierDecided, at, 1, 0)];
        for (number, (kind, person, subject, hours)) in (2..).zip(picks) {
            at = at + Duration::from_hours(u64::from(*hours) + 1);
            all.push(happened(number, KINDS[*kind % KINDS.len()], at, *person, *subject));
        }
        all.retain(|event| event.at <= period().until);
        all
    }

    /// As it went, day by day and with the whole ledger looked through each time.
    struct Plain {
        lines: Vec<PointEntry>,
        /// What was held on the evening before the period, and at its end.
        held: [Option<TierStanding>; 2],
    }

    fn plain(programme: &Programme, events: &[Activity]) -> Plain {
        let mut past = Past { joined_at: Some(events[0].at), ..Past::default() };
        for event in events {
            for entry in earn(programme, event, &past) {
                let id = id(past.entries.len() as u128 + 1);
                past.entries.push(PointEntry { id, entry });
            }
        }
        let (lines, first) = (past.entries, day(JOINED));
        let facts = |as_of: Day, until: Timestamp| {
            let since = window_start(as_of, 12);
            let within = |at: Timestamp| at >= since && at < until;
            let mut window = WindowFacts::default();
            for line in lines.iter().filter(|line| within(line.entry.at)) {
                window.add_points(line.entry.axis, line.entry.confirmed);
            }
            for event in events.iter().filter(|event| within(event.at)) {
                window.registered += i64::from(event.kind == K::DealRegistered);
                window.won += i64::from(event.kind == K::DealWon);
                window.won_yen += event.amount.unwrap_or(0);
            }
            let done = |user: &UserId| {
                let modules = events.iter().filter(|one| one.kind == K::ModuleCompleted && one.user == Some(*user));
                modules.filter(|one| one.at < until).count() as u64 >= MODULES
            };
            let people: BTreeSet<UserId> = events.iter().filter_map(|event| event.user).collect();
            TierFacts {
                as_of,
                certified_people: i64::try_from(people.iter().filter(|user| done(user)).count()).expect("few"),
                ever_won: events.iter().any(|event| event.kind == K::DealWon && event.at < until),
                windows: [(12, window)].into(),
                custom: BTreeMap::new(),
            }
        };
        let begun = enter(&programme.tier_rules(first), &facts(first, events[1].at), first);
        let mut standing = TierStanding::begun(&begun);
        let mut before = None;
        for today in (first.0 + 1..=period().reviewed.0).map(Day) {
            if today == period().from {
                before = Some(standing.clone());
            }
            let on = programme.tier_review.on(&programme.calendar, today);
            standing.pass(&programme.tier_rules(today), &facts(on.as_of(), today.start()), on);
        }
        Plain { lines, held: [before, Some(standing)] }
    }

    fn record(events: Vec<Activity>, held: Option<TierStanding>) -> Record {
        Record { kind: Some(PartnerType::Reseller), events, products: HashMap::new(), held, notes: Vec::new(), modules: MODULES }
    }

    fn tier(standing: Option<TierStanding>) -> Option<(String, Day, Option<Day>)> {
        standing.map(|standing| (standing.tier, standing.since, standing.grace))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        /// Tried on what has happened, the programme in force changes nothing.
        #[test]
        fn what_if_of_the_programme_in_force_is_what_really_happened(
            picks in prop::collection::vec((0_usize..9, 1_u8..4, 0_u8..12, 0_u16..900), 0..60),
        ) {
            let programme = sample::programme();
            let events = events(&picks);
            let went = plain(&programme, &events);
            let mut sums: BTreeMap<(MonthKey, String), i64> = BTreeMap::new();
            let (from, until) = (period().from.start(), period().until);
            for entry in went.lines.iter().map(|line| &line.entry).filter(|entry| entry.at >= from && entry.at <= until) {
                *sums.entry((entry.at.day().month_key(), entry.rule.clone())).or_default() += entry.provisional + entry.confirmed;
            }
            let real = Versions::only(Arc::new(programme.clone()));
            let draft = Arc::new(Programme { version: 2, ..programme });
            let [before, after] = went.held;
            let record = record(events, before);
            for versions in [real.as_if_since(real.at(until), from), real.as_if_since(&draft, from)] {
                let course = live(&versions, &record, period());
                prop_assert_eq!(&course.points, &sums);
                prop_assert_eq!(tier(course.tier), tier(after.clone()));
            }
        }
    }

    /// Silver at first, and gold in spring: 8 orders within the year.
    fn busy() -> Vec<Activity> {
        let mut all = events(&[]);
        let mut add = |kind, at: &str, person, subject| {
            let number = all.len() as u128;
            all.push(happened(number, kind, day(at).at_minute(600), person, subject));
        };
        for person in 1..3 {
            add(K::ModuleCompleted, "2025-02-03", person, 1);
            add(K::ModuleCompleted, "2025-02-04", person, 2);
        }
        for (subject, at) in (4..).zip(["2025-12-01", "2026-01-13", "2026-02-10", "2026-03-10", "2026-05-12", "2026-10-06"]) {
            add(K::DealRegistered, at, 1, subject);
            add(K::DealApproved, at, 1, subject);
            add(K::DealWon, at, 1, subject);
        }
        all.sort_by_key(|event| event.at);
        all
    }

    fn changed(change: impl FnOnce(&mut serde_json::Value)) -> Arc<Programme> {
        let mut json = sample::json();
        json["version"] = 2.into();
        change(&mut json);
        let file: ProgrammeFile = serde_json::from_value(json).expect("the sample's shape");
        Arc::new(file.check().expect("sound"))
    }

    fn tried(draft: &Arc<Programme>) -> crate::programme::WhatIf {
        let programme = Arc::new(sample::programme());
        let real = Versions::only(programme.clone());
        let [before, _] = plain(&programme, &busy()).held;
        let record = record(busy(), before);
        let since = period().from.start();
        let [now, then] = [&programme, draft].map(|one| live(&real.as_if_since(one, since), &record, period()));
        let mut tally = Tally::new(&programme, draft, period());
        tally.add(id(1), "青葉商会", record.events.len(), &now, &then);
        tally.finish()
    }

    #[test]
    fn a_draft_is_told_in_points_yen_and_tiers() {
        type Change = fn(&mut serde_json::Value);
        // Six orders of 200 and registrations of 50, and 150 for the first; 864,000 yen each.
        type Moved<'a> = Option<(Way, &'a str, &'a str)>;
        let cases: [(&str, Change, i64, Moved); 5] = [
            ("nothing", |_| (), 1_650, None),
            ("50 for a registration become 80", |v| v["incentives"][2]["points"] = 80.into(), 1_830, None),
            (
                "gold for 1,700 points",
                |v| v["tiers"][2]["criteria"][0]["points"]["min"] = 1_700.into(),
                1_650,
                Some((Way::Down, "Gold", "Silver")),
            ),
            (
                "platinum for six orders",
                |v| {
                    v["tiers"][3]["criteria"] = serde_json::json!([
                        { "points": { "axis": "sales", "min": 1_300, "months": 12 } },
                        { "certified_people": { "min": 2 } },
                        { "won_deals": { "min": 5, "months": 12 } },
                    ]);
                },
                1_650,
                Some((Way::Up, "Gold", "Platinum")),
            ),
            ("no gold", |v| drop(v["tiers"].as_array_mut().expect("list").remove(2)), 1_650, Some((Way::Down, "Gold", "Silver"))),
        ];
        for (what, change, points, moved) in cases {
            let found = tried(&changed(change));
            let sum: i64 = found.months.iter().map(|(_, month)| month.draft).sum();
            assert_eq!(sum, points, "{what}");
            assert_eq!(found.months.iter().map(|(_, month)| month.now).sum::<i64>(), 1_650, "{what}");
            assert_eq!(found.months.len(), 13, "{what}");
            let told = found.movers.first().map(|mover| (mover.way, mover.from.en.as_str(), mover.to.en.as_str()));
            assert_eq!(told, moved, "{what}");
            assert_eq!(found.won_yen, 6 * 864_000, "{what}");
        }
        let dear = tried(&changed(|v| v["partner_types"][1]["margin_percent"] = 25.into()));
        assert_eq!(dear.margin_yen.difference(), 6 * 864_000 / 20, "5 % of what was won");
        let rules: Vec<_> = dear.rules.iter().map(|rule| (rule.name.en.as_str(), rule.points.now)).collect();
        assert_eq!(rules, [("Won order", 1_200), ("Deal registered", 300), ("First won order", 150)]);
    }

    #[test]
    fn what_cannot_be_counted_is_named() {
        let draft = changed(|v| {
            let mut ahead = v["campaigns"][0].clone();
            ahead["starts"] = "2027-04-01".into();
            ahead["rule"]["key"] = "spring".into();
            ahead["rule"]["axis"] = "managed".into();
            v["campaigns"].as_array_mut().expect("list").push(ahead);
        });
        let found = tried(&draft);
        assert_eq!(found.left_out.len(), 1);
        assert_eq!((found.movers, found.companies), (Vec::new(), 1));
    }

    #[test]
    fn a_company_that_came_later_begins_on_its_own_day() {
        let programme = Arc::new(sample::programme());
        let versions = Versions::only(programme);
        let joined = day("2026-06-08").at_minute(700);
        let events = vec![happened(0, K::CompanyJoined, joined, 1, 0), happened(1, K::TierDecided, joined, 1, 0)];
        let course = live(&versions, &record(events.clone(), None), period());
        assert_eq!(course.tier.map(|tier| (tier.tier, tier.since)), Some(("registered".into(), day("2026-06-08"))));
        let nobody = live(&versions, &record(events[..1].to_vec(), None), period());
        assert_eq!(nobody.tier, None, "not yet looked at");
    }
}
