//! What is derived from the ledger and the activities agrees with it.

use std::collections::HashMap;

use jiso::{
    activity::{Activity, ActivityKind, Origin, Subject},
    id::{CompanyId, UserId},
    lang::Lang,
    leaderboards::{Measure, Period},
    points::{Axis, Balance, Entry, EntryState},
    tiers::WindowFacts,
    time::{Day, Timestamp},
};
use jiso_store::{
    Store, Tx,
    partners::Company,
    testing::{self, id},
};

/// Companies that signed whenever.
const EVER: (Day, Day) = (Day(i32::MIN), Day(i32::MAX));

fn at(text: &str) -> Timestamp {
    text.parse::<Day>().unwrap().at_minute(600)
}

fn company(number: u8, corporate_number: Option<&str>) -> Company {
    Company { corporate_number: corporate_number.map(str::to_owned), ..testing::company(number) }
}

async fn happen(tx: &mut Tx, number: u8, company: CompanyId, day: &str, origin: Origin) -> Activity {
    let activity = Activity {
        id: id(number),
        at: at(day),
        company,
        user: None,
        kind: ActivityKind::DealWon,
        origin,
        subject: Subject::None,
        amount: Some(100_000),
    };
    let before = tx.before(&activity, false).await.unwrap();
    assert!(!before.known);
    let mut standing = before.standing;
    standing.absorb(&activity);
    tx.insert_activity(&activity, &standing).await.unwrap();
    assert!(tx.before(&activity, false).await.unwrap().known);
    activity
}

async fn earn(tx: &mut Tx, activity: &Activity, user: Option<UserId>, provisional: i64, confirmed: i64) {
    let number = activity.id.uuid().as_bytes()[15];
    let entry = Entry {
        once_key: format!("once {}", activity.id),
        scope: "scope".into(),
        company: activity.company,
        user,
        activity: activity.id,
        rule: "deal_won".into(),
        rule_version: 1,
        axis: Axis::Sales,
        state: EntryState::Confirmed,
        provisional,
        confirmed,
        settles: None,
        cancels: None,
        hold_until: None,
        cut: None,
        subject: Subject::None,
        at: activity.at,
    };
    tx.insert_entry(id(number), &entry).await.unwrap();
}

/// Two companies: one wins in October and November, the other in the quarter before.
async fn world(store: &Store) {
    let mut tx = store.write().await.unwrap();
    tx.insert_company(&company(1, Some("7000012050002"))).await.unwrap();
    tx.insert_company(&company(2, None)).await.unwrap();
    for (number, company, day, origin, confirmed) in [
        (11, id(1), "2026-10-05", Origin::SelfStarted, 200),
        (12, id(1), "2026-11-02", Origin::Nudged, 300),
        (13, id(2), "2026-09-30", Origin::Requested, 50),
    ] {
        let activity = happen(&mut tx, number, company, day, origin).await;
        earn(&mut tx, &activity, None, 10, confirmed).await;
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn boards_hold_months_quarters_and_everything() {
    for store in testing::stores().await {
        world(&store).await;
        let mut tx = store.read().await.unwrap();
        let today = "2026-11-20".parse().unwrap();
        for (period, expected) in [
            (Period::Month, vec![(id(1), 300, 10, 200)]),
            (Period::Quarter, vec![(id(1), 500, 20, 0), (id(2), 0, 0, 50)]),
            (Period::AllTime, vec![(id(1), 500, 20, 200), (id(2), 50, 10, 50)]),
        ] {
            let mut scores: Vec<(CompanyId, i64, i64, i64)> = tx
                .company_scores(Measure::Overall, period, today, EVER)
                .await
                .unwrap()
                .iter()
                .map(|s| (s.company, s.confirmed, s.provisional, s.before))
                .collect();
            scores.sort();
            assert_eq!(scores, expected, "{} {period:?}", store.kind());
        }
        let sums = tx.company_points(id(1)).await.unwrap();
        assert_eq!(sums, Balance { provisional: 20, confirmed: 500 });
        let months = tx.month_sums(id(1)).await.unwrap();
        assert_eq!(months.iter().map(|sum| sum.balance.confirmed).sum::<i64>(), 500, "both sums come from one ledger");
        assert!(
            tx.people_scores(id(1), Measure::Overall, Period::AllTime, today).await.unwrap().is_empty(),
            "nobody's name stands on these points"
        );
    }
}

#[tokio::test]
async fn windows_begin_and_end_where_they_are_told_to() {
    for store in testing::stores().await {
        world(&store).await;
        let mut tx = store.read().await.unwrap();
        let ever = Timestamp::from_micros(i64::MAX);
        let facts = tx.window_facts(id(1), at("2026-11-01"), ever).await.unwrap();
        assert_eq!((facts.sales, facts.won, facts.won_yen, facts.registered), (300, 1, 100_000, 0));
        let facts = tx.window_facts(id(1), Timestamp::EPOCH, ever).await.unwrap();
        assert_eq!((facts.sales, facts.won, facts.won_yen), (500, 2, 200_000));
        let facts = tx.window_facts(id(1), Timestamp::EPOCH, at("2026-11-02")).await.unwrap();
        assert_eq!((facts.sales, facts.won), (200, 1), "what happened at the end is no longer in it");
        for since in [Timestamp::EPOCH, at("2026-11-01"), at("2026-11-03")] {
            let gathered = tx.gathered_since(id(1), since).await.unwrap();
            let sum = gathered.into_iter().fold(WindowFacts::default(), |sum, (_, one)| sum + one);
            assert_eq!(sum, tx.window_facts(id(1), since, ever).await.unwrap(), "{since:?}");
        }
        assert!(tx.had_won_before(id(1), at("2026-11-02")).await.unwrap());
        assert!(!tx.had_won_before(id(1), at("2026-10-05")).await.unwrap());
        let ledger = tx.ledger(id(1), Lang::Ja, 1).await.unwrap();
        assert_eq!(ledger.iter().map(|line| line.at).collect::<Vec<_>>(), [at("2026-11-02"), at("2026-10-05")]);
        assert!(tx.ledger(id(1), Lang::Ja, 2).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn days_tell_who_set_things_going() {
    for store in testing::stores().await {
        world(&store).await;
        let mut tx = store.read().await.unwrap();
        let days = tx.origin_days("2026-10-01".parse().unwrap()).await.unwrap();
        let counts: Vec<_> = days.iter().map(|(day, o)| (day.to_string(), o.self_started, o.nudged, o.requested)).collect();
        assert_eq!(counts, [("2026-10-05".to_owned(), 1, 0, 0), ("2026-11-02".to_owned(), 0, 1, 0)]);
        let own = tx.origin_days_of(id(1), at("2026-10-06")).await.unwrap();
        let counts: Vec<_> = own.iter().map(|(day, o)| (day.to_string(), o.self_started, o.nudged)).collect();
        assert_eq!(counts, [("2026-11-02".to_owned(), 0, 1)]);
    }
}

#[tokio::test]
async fn a_standing_counts_its_changes() {
    for store in testing::stores().await {
        world(&store).await;
        let mut tx = store.write().await.unwrap();
        let mut standing = tx.standing(id(1)).await.unwrap();
        assert_eq!((standing.won_yen, standing.count(ActivityKind::DealWon)), (200_000, 2));
        let mut versions: HashMap<CompanyId, i64> = HashMap::new();
        for _ in 0..2 {
            standing.won_yen += 1;
            tx.save_standing(id(1), &standing).await.unwrap();
            let now: HashMap<CompanyId, i64> = tx.standing_versions().await.unwrap().into_iter().collect();
            assert_ne!(versions.insert(id(1), now[&id(1)]), Some(now[&id(1)]));
            assert_eq!(*versions.entry(id(2)).or_insert(now[&id(2)]), now[&id(2)], "nothing happened there");
        }
        assert!(tx.standings().await.unwrap().contains(&(id(1), standing)));
    }
}

#[tokio::test]
async fn a_corporate_number_belongs_to_one_company() {
    for store in testing::stores().await {
        world(&store).await;
        let mut tx = store.write().await.unwrap();
        let error = tx.insert_company(&company(3, Some("7000012050002"))).await.unwrap_err();
        assert!(error.is_taken(), "{error}");
    }
}
