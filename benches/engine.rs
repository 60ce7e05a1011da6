//! The engine alone: what one event costs, what a company's books cost, and how both grow.
//!
//! `cargo bench -p jiso` (or `make bench`).

#![allow(clippy::expect_used)]

use std::{collections::BTreeMap, hint::black_box, sync::Arc, time::Duration};

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use jiso::{
    activity::{Activity, ActivityKind, Origin, Subject},
    id::{Id, PointEntryId},
    phases::Standing,
    points::{Books, Past, earn},
    programme::{Programme, ProgrammeFile, Versions},
    progress::{SimulatedDeal, Simulator, Supposition},
    tiers::{TierFacts, TierStanding, review, window_start, windows},
    time::{Day, Timestamp},
};
use uuid::Uuid;

/// A deal's life, and learning in between, as companies have them.
const KINDS: [ActivityKind; 20] = {
    use ActivityKind as K;
    [
        K::DealRegistered,
        K::LessonOpened,
        K::LessonCompleted,
        K::DealApproved,
        K::KitOpened,
        K::KitOpened,
        K::LessonOpened,
        K::StageMoved,
        K::KitOpened,
        K::LessonOpened,
        K::LessonCompleted,
        K::StageMoved,
        K::KitOpened,
        K::KitOpened,
        K::DealWon,
        K::LessonOpened,
        K::LessonCompleted,
        K::KitOpened,
        K::NewsRead,
        K::KitOpened,
    ]
};
const PEOPLE: usize = 10;
const LESSONS: usize = 30;

fn programme() -> Programme {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/content/programme.toml");
    let text = std::fs::read_to_string(file).expect("the starter programme");
    let file: ProgrammeFile = toml::from_str(&text).expect("its shape");
    file.check().expect("sound")
}

fn id<T>(number: usize) -> Id<T> {
    Id::from_uuid(Uuid::from_u128(number as u128 + 1))
}

fn joined() -> Day {
    "2025-01-06".parse().expect("a day")
}

/// What happened at one company over two years.
fn company(events: usize) -> Vec<Activity> {
    let minutes = 2 * 365 * 24 * 60 / events.max(1);
    let event = |number: usize| {
        let kind = if number == 0 { ActivityKind::CompanyJoined } else { KINDS[number % KINDS.len()] };
        // One deal a round, each by another person.
        let round = number / KINDS.len();
        Activity {
            id: id(number),
            at: joined().start() + Duration::from_mins((number * minutes) as u64),
            company: id(0),
            user: Some(id(round % PEOPLE)),
            kind,
            origin: if kind.is_partners() { Origin::SelfStarted } else { Origin::Vendor },
            subject: match kind {
                ActivityKind::CompanyJoined => Subject::None,
                ActivityKind::LessonOpened | ActivityKind::LessonCompleted => Subject::Document(id(number * 7 % LESSONS)),
                ActivityKind::KitOpened | ActivityKind::NewsRead => Subject::Document(id(LESSONS + number % LESSONS)),
                _ => Subject::Deal(id(1_000_000 + round)),
            },
            amount: (kind == ActivityKind::DealWon).then_some(864_000),
        }
    };
    (0..events).map(event).collect()
}

fn serial() -> impl FnMut(Timestamp) -> PointEntryId {
    let mut last = 0;
    move |_| {
        last += 1;
        id(last)
    }
}

fn books<'a>(versions: &'a Versions, events: &[Activity]) -> Books<'a> {
    let (mut books, mut serial) = (Books::new(versions), serial());
    for event in events {
        books.enter(event, Some("standard"), &mut serial);
    }
    books
}

/// From zero, by the number of a company's events; and of many companies of a thousand events each.
fn replay(c: &mut Criterion) {
    let versions = Versions::only(Arc::new(programme()));
    let mut group = c.benchmark_group("replay");
    for events in [100, 1_000, 10_000] {
        let all = company(events);
        group.throughput(Throughput::Elements(events as u64));
        group.bench_with_input(BenchmarkId::new("one company", events), &all, |b, all| {
            b.iter(|| black_box(books(&versions, all).close()));
        });
    }
    group.sample_size(10);
    let all = company(1_000);
    for companies in [10, 100, 1_000] {
        group.throughput(Throughput::Elements(companies * 1_000));
        group.bench_with_input(BenchmarkId::new("companies", companies), &companies, |b, companies| {
            b.iter(|| (0..*companies).for_each(|_| drop(black_box(books(&versions, &all).close()))));
        });
    }
}

fn one_event(c: &mut Criterion) {
    let (programme, all) = (programme(), company(5_000));
    let versions = Versions::only(Arc::new(programme.clone()));
    let (standing, ledger) = books(&versions, &all).close();
    let next = Activity { id: id(9_000_000), subject: Subject::Deal(id(9_000_001)), ..all[all.len() - 6].clone() };
    c.bench_function("absorb one event into a standing", |b| {
        b.iter_batched_ref(
            || standing.clone(),
            |standing: &mut Standing| standing.absorb(black_box(&next)),
            BatchSize::SmallInput,
        );
    });
    let about = ledger.iter().rev().take(4).cloned().collect();
    let past = Past { joined_at: standing.joined_at, product: Some("standard".into()), entries: about, ..Past::default() };
    let won = Activity { kind: ActivityKind::DealWon, ..next };
    c.bench_function("earn by one event", |b| b.iter(|| black_box(earn(&programme, black_box(&won), &past))));
}

fn tiers(c: &mut Criterion) {
    let (programme, all) = (programme(), company(5_000));
    let versions = Versions::only(Arc::new(programme.clone()));
    let books = books(&versions, &all);
    let today = joined().plus_months(24);
    let rules = programme.tier_rules(today);
    let facts = |day: Day| TierFacts {
        as_of: day,
        certified_people: 3,
        ever_won: true,
        custom: BTreeMap::new(),
        windows: windows(&rules)
            .into_iter()
            .map(|months| (months, books.window(&all, window_start(day, months), Timestamp::from_micros(i64::MAX))))
            .collect(),
    };
    let standing = TierStanding { tier: "silver".into(), since: joined(), grace: None, reviewed_on: joined() };
    let on = programme.tier_review.next_after(&programme.calendar, today);
    let known = facts(on.as_of());
    c.bench_function("sum up a tier's windows over 5,000 events", |b| b.iter(|| black_box(facts(black_box(on.as_of())))));
    c.bench_function("review a tier", |b| b.iter(|| black_box(review(&rules, &standing, black_box(&known), on))));
    let simulator = Simulator {
        outlook: Supposition::MONTHS.into_iter().map(|months| (months, facts(today.plus_months(months.cast_signed())))).collect(),
        course: programme
            .tier_review
            .ahead(&programme.calendar, &standing, today, 6)
            .into_iter()
            .map(|on| (on, facts(on.as_of())))
            .collect(),
        standing,
        deals: (0..40).map(|number| SimulatedDeal { deal: id(number), customer: String::new(), yen: 864_000 }).collect(),
        rules: rules.clone(),
    };
    let supposition = Supposition { wins: (0..20).map(id).collect(), certified: 2, months: 6 };
    c.bench_function("simulate 20 orders of a company with 5,000 events", |b| {
        b.iter(|| black_box((simulator.suppose(black_box(&supposition)), simulator.fate(&supposition))));
    });
}

criterion_group!(engine, replay, one_event, tiers);
criterion_main!(engine);
