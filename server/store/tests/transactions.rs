//! A transaction happens whole or not at all, and whoever comes next begins at once.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::time::Duration;

use jiso::{
    id::{CompanyId, Id},
    time::{Day, Timestamp},
};
use jiso_store::{Store, partners::Company, testing};

fn company(number: u8) -> Company {
    Company {
        id: Id::new(Timestamp::EPOCH, [number; 10]),
        name: format!("会社{number}"),
        kana: None,
        corporate_number: None,
        partner_type: "reseller".into(),
        industry: "retail".into(),
        contract_day: Day(20_000),
        manager: None,
        named_on_boards: true,
        created_at: Day(20_000).start(),
    }
}

async fn companies(store: &Store) -> Vec<CompanyId> {
    let mut tx = store.glance().await.unwrap();
    let mut all: Vec<CompanyId> = tx.companies().await.unwrap().into_iter().map(|(company, _)| company.id).collect();
    all.sort();
    all
}

async fn add(store: Store, number: u8) {
    let mut tx = store.write().await.unwrap();
    tx.insert_company(&company(number)).await.unwrap();
    tokio::task::yield_now().await;
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn what_is_given_up_never_happened() {
    for store in testing::stores().await {
        let mut tx = store.write().await.unwrap();
        tx.insert_company(&company(1)).await.unwrap();
        drop(tx);
        assert_eq!(companies(&store).await, []);
        add(store.clone(), 1).await;
        assert_eq!(companies(&store).await, [company(1).id], "{}", store.kind());
    }
}

#[tokio::test]
async fn a_snapshot_stays_as_it_is_and_a_glance_sees_what_is_committed() {
    for store in testing::stores().await {
        let mut snapshot = store.read().await.unwrap();
        assert!(snapshot.companies().await.unwrap().is_empty());
        add(store.clone(), 1).await;
        assert!(snapshot.companies().await.unwrap().is_empty(), "{}", store.kind());
        assert_eq!(companies(&store).await.len(), 1);
    }
}

/// Wherever a writer is cut off, nothing of it stays in the way: neither its transaction nor its place.
#[tokio::test]
async fn writers_that_are_cut_off_leave_nothing_behind() {
    for store in testing::stores().await {
        for number in 1..=60 {
            let writer = tokio::spawn(add(store.clone(), number));
            tokio::time::sleep(Duration::from_micros(u64::from(number) * 37)).await;
            writer.abort();
            _ = writer.await;
        }
        let done = companies(&store).await;
        for number in (1..=60).filter(|number| !done.contains(&company(*number).id)) {
            add(store.clone(), number).await;
        }
        assert_eq!(companies(&store).await.len(), 60, "{}", store.kind());
    }
}

#[tokio::test]
async fn all_who_wait_are_served() {
    for store in testing::stores().await {
        let writers: Vec<_> = (1..=40).map(|number| tokio::spawn(add(store.clone(), number))).collect();
        for writer in writers {
            writer.await.unwrap();
        }
        assert_eq!(companies(&store).await.len(), 40);
        store.close().await;
        assert!(store.write().await.is_err(), "{}: closed", store.kind());
    }
}
