//! A transaction happens whole or not at all, and whoever comes next begins at once.

use std::time::Duration;

use jiso::id::CompanyId;
use jiso_store::{
    Store, StoreOptions,
    testing::{self, company},
};

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

/// Adds companies at once; answers those whose commit was.
async fn add_at_once(store: &Store, numbers: std::ops::Range<u8>, gives_up: fn(u8) -> bool) -> Vec<u8> {
    let mut all = tokio::task::JoinSet::new();
    for number in numbers {
        let store = store.clone();
        all.spawn(async move {
            let mut tx = store.write().await.ok()?;
            tx.insert_company(&company(number)).await.ok()?;
            tokio::task::yield_now().await;
            if gives_up(number) {
                return None;
            }
            tx.commit().await.ok().map(|()| number)
        });
    }
    let mut told: Vec<u8> = all.join_all().await.into_iter().flatten().collect();
    told.sort_unstable();
    told
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_write_at_once_each_has_its_own_way() {
    for store in testing::stores().await {
        let told = add_at_once(&store, 1..100, |number| number % 3 == 0).await;
        let kept: Vec<u8> = (1..100).filter(|number| number % 3 != 0).collect();
        assert_eq!(told, kept, "{}", store.kind());
        let stored = companies(&store).await;
        assert_eq!(stored.len(), kept.len());
        assert!(kept.iter().all(|number| stored.contains(&company(*number).id)), "{}", store.kind());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whoever_leaves_in_the_middle_takes_nobody_along() {
    for store in testing::stores().await {
        let mut all = Vec::new();
        for number in 1..120 {
            let store = store.clone();
            let added = tokio::spawn(add(store, number));
            if number % 4 == 0 {
                let aborted = added.abort_handle();
                tokio::spawn(async move {
                    tokio::time::sleep(Duration::from_micros(u64::from(number) * 150)).await;
                    aborted.abort();
                });
            }
            all.push((number, added));
        }
        let mut told = Vec::new();
        for (number, added) in all {
            if added.await.is_ok() {
                told.push(company(number).id);
            }
        }
        assert!(told.len() >= 89, "{}: {}", store.kind(), told.len());
        let stored = companies(&store).await;
        assert!(told.iter().all(|id| stored.contains(id)), "{}", store.kind());
        add(store.clone(), 120).await;
        assert!(companies(&store).await.contains(&company(120).id));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_full_disk_refuses_and_forgets_nothing_it_has_promised() {
    let store = testing::sqlite().await;
    let before = add_at_once(&store, 1..40, |_| false).await;
    assert_eq!(before.len(), 39);
    for round in 0..5 {
        let (filling, numbers) = (store.clone(), 40 + round * 40..80 + round * 40);
        let fill = tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(2)).await;
            filling.fill_disk(true).await.unwrap();
        });
        let told = add_at_once(&store, numbers, |number| number % 5 == 0).await;
        fill.await.unwrap();
        let stored = companies(&store).await;
        assert!(told.iter().all(|number| stored.contains(&company(*number).id)), "round {round}: {told:?}");
        store.fill_disk(false).await.unwrap();
        let number = 240 + round;
        add(store.clone(), number).await;
        assert!(companies(&store).await.contains(&company(number).id), "round {round}");
    }
}

#[tokio::test]
async fn a_longer_log_holds_nothing_more() {
    let file = testing::fresh_folder("long-log").join("jiso.db");
    let store = Store::open(&StoreOptions::Sqlite { file: file.clone() }).await.unwrap();
    add(store.clone(), 1).await;
    store.lengthen_log().await.unwrap();
    let length = || file.with_extension("db-wal").metadata().unwrap().len();
    let long = length();
    assert!(long > 32 << 20, "{long}");
    add(store.clone(), 2).await;
    assert_eq!((companies(&store).await.len(), length()), (2, long), "written over");
    // As after a killed node: the file is read from its log.
    let copy = testing::fresh_folder("long-log-copy").join("jiso.db");
    for ending in ["db", "db-wal"] {
        std::fs::copy(file.with_extension(ending), copy.with_extension(ending)).unwrap();
    }
    let found = Store::open(&StoreOptions::Sqlite { file: copy }).await.unwrap();
    assert_eq!(companies(&found).await.len(), 2);

    store.fill_disk(true).await.unwrap();
    assert!(store.lengthen_log().await.is_err());
    store.fill_disk(false).await.unwrap();
    add(store.clone(), 3).await;
    assert_eq!(companies(&store).await.len(), 3);
}
