use jiso::{
    caller::Role,
    id::{Id, UserId},
    learning::{Attempt, LessonKey},
    time::Timestamp,
};
use jiso_store::{Store, accounts::User, testing};

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_seconds(seconds)
}

async fn person(store: &Store, n: u8) -> UserId {
    let user = User { role: Role::ContentEditor, ..testing::user(n, None) };
    let mut tx = store.write().await.unwrap();
    tx.insert_user(&user).await.unwrap();
    tx.commit().await.unwrap();
    user.id
}

#[tokio::test]
async fn a_record_is_begun_once_and_kept_whole() {
    for store in testing::stores().await {
        let (one, two) = (person(&store, 1).await, person(&store, 2).await);
        let lesson = LessonKey { module: "demo".into(), lesson: "fifteen".into() };
        let mut tx = store.write().await.unwrap();
        let mut record = tx.hold_lesson_progress(one, &lesson, at(5)).await.unwrap();
        assert_eq!((record.begun_at, record.seen_at, record.position_percent), (at(5), at(5), 0));
        record.reach(95, at(6));
        record.best_score = Some(80);
        record.passed_at = Some(at(7));
        record.attempt = Some(Attempt { at: at(7), revision: Id::new(at(0), [9; 10]), given: vec![vec![0, 2], vec![1]] });
        assert!(record.settle(true, at(7)));
        tx.save_lesson_progress(&record).await.unwrap();
        tx.commit().await.unwrap();

        let mut tx = store.write().await.unwrap();
        let held = tx.hold_lesson_progress(one, &lesson, at(9)).await.unwrap();
        record.seen_at = at(9);
        assert_eq!(held, record, "looked at again, begun as before");
        tx.commit().await.unwrap();
        let mut tx = store.read().await.unwrap();
        assert_eq!(tx.lesson_progress_of(one).await.unwrap(), [record]);
        assert_eq!(tx.lesson_progress_of(two).await.unwrap(), []);
    }
}

#[tokio::test]
async fn two_devices_at_once_lose_nothing() {
    for store in testing::stores().await {
        let user = person(&store, 1).await;
        let lesson = LessonKey { module: "demo".into(), lesson: "fifteen".into() };
        let reach = |percent: u8| {
            let (store, lesson) = (store.clone(), lesson.clone());
            async move {
                let mut tx = store.write().await.unwrap();
                let mut record = tx.hold_lesson_progress(user, &lesson, at(1)).await.unwrap();
                record.reach(percent, at(1));
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
                let finished = record.settle(false, at(1));
                tx.save_lesson_progress(&record).await.unwrap();
                tx.commit().await.unwrap();
                u32::from(finished)
            }
        };
        let (a, b, c) = tokio::join!(reach(96), reach(40), reach(100));
        assert_eq!(a + b + c, 1, "finished once");
        let mut tx = store.read().await.unwrap();
        assert_eq!(tx.lesson_progress_of(user).await.unwrap()[0].position_percent, 100);
    }
}
