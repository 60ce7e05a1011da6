//! Questions are asked once, changed by one at a time, and found by what they wait for.

use jiso::{
    goals::Side,
    questions::{Noted, PagePath, Post, PostKind, Question, QuestionState},
    time::Day,
};
use jiso_store::{
    Tx,
    testing::{self, company, id, user},
};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

async fn world(tx: &mut Tx) {
    for number in 1..=2 {
        tx.insert_company(&company(number)).await.unwrap();
    }
    tx.insert_user(&user(50, None)).await.unwrap();
}

fn question(number: u8, company: u8, due: &str) -> Question {
    let asked = day("2026-11-16").at_minute(600);
    Question {
        id: id(number),
        company: id(company),
        asker: id(50),
        asked_at: asked,
        topic: "deals".into(),
        title: "保護期間は？".into(),
        page: Some(PagePath { path: "/deals".into(), label: "案件".into() }),
        version: 0,
        state: QuestionState::Asked,
        holder: Some(id(50)),
        stands_in: true,
        since: asked,
        due: day(due).at_minute(600),
        moved_at: asked,
        noted: Noted::default(),
        accepted: None,
        faq: None,
    }
}

#[tokio::test]
async fn a_question_is_asked_once_and_changed_by_one_at_a_time() {
    for store in testing::stores().await {
        let mut tx = store.write().await.unwrap();
        world(&mut tx).await;
        let (first, second) = (question(1, 1, "2026-11-18"), question(2, 2, "2026-11-17"));
        assert!(tx.insert_question(&first).await.unwrap() && tx.insert_question(&second).await.unwrap());
        assert!(!tx.insert_question(&first).await.unwrap(), "once");
        assert_eq!(tx.question(first.id).await.unwrap(), Some(first.clone()));
        assert_eq!(tx.questions_waiting(9).await.unwrap(), [second.clone(), first.clone()], "the first due first");
        assert_eq!(tx.count_questions_waiting(day("2026-11-18").start()).await.unwrap(), (2, 1));
        assert_eq!(tx.questions_of_company(id(1), 9).await.unwrap(), std::slice::from_ref(&first));
        assert_eq!(tx.questions_waiting_of(id(2)).await.unwrap(), std::slice::from_ref(&second));

        let post = Post {
            id: id(7),
            kind: PostKind::Answer,
            side: Side::Vendor,
            by: id(50),
            at: day("2026-11-17").at_minute(700),
            text: "はい".into(),
        };
        assert!(tx.insert_post(first.id, &post).await.unwrap());
        assert!(!tx.insert_post(first.id, &post).await.unwrap(), "once");
        assert_eq!(tx.posts_of(first.id).await.unwrap(), std::slice::from_ref(&post));
        let noted = Noted { reminded: true, late: true, escalated: false };
        let solved = Question { state: QuestionState::Solved, accepted: Some(post.id), noted, holder: None, ..first.clone() };
        assert!(tx.change_question(&solved).await.unwrap());
        assert!(!tx.change_question(&solved).await.unwrap(), "somebody was faster");
        let now = Question { version: 1, ..solved };
        assert_eq!(tx.question(first.id).await.unwrap(), Some(now.clone()));
        assert_eq!(tx.questions_moved(9).await.unwrap(), [now]);
    }
}

#[tokio::test]
async fn somebody_is_away_until_the_last_day() {
    for store in testing::stores().await {
        let mut tx = store.write().await.unwrap();
        world(&mut tx).await;
        let last = day("2026-11-20");
        for until in [day("2026-11-18"), last] {
            tx.set_away(id(50), Some(until)).await.unwrap();
        }
        assert_eq!(tx.away(id(50), last).await.unwrap(), Some(last));
        assert_eq!(tx.away(id(50), last.plus(1)).await.unwrap(), None);
        tx.set_away(id(50), None).await.unwrap();
        assert_eq!(tx.away(id(50), day("2026-11-17")).await.unwrap(), None);
    }
}
