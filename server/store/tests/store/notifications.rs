//! What the portal tells people is told once, is theirs alone, and stays unread until they read it.

use jiso::{
    deals::DealNumber,
    id::{Id, NoticeId, UserId},
    notifications::{MailChoice, NoticeKind, NoticeText, Preferences, QuietHours},
    time::{Day, Timestamp},
};
use jiso_store::{Tx, accounts::User, notifications::NewNotice, testing};

fn id<T>(number: u8) -> Id<T> {
    Id::new(at(number), [number; 10])
}

fn at(minute: u8) -> Timestamp {
    Day::from_ymd(2026, 11, 16).unwrap().at_minute(600 + u16::from(minute))
}

fn user(number: u8) -> User {
    User { id: id(number), ..testing::user(number, None) }
}

async fn tell(tx: &mut Tx, number: u8, to: UserId, once_key: &str) -> bool {
    let text = NoticeText::DealReleased { customer: "大空商会".into(), number: DealNumber(i64::from(number)) };
    let link = format!("/deals/{number}");
    let new =
        NewNotice { id: id(number), to, text: &text, link: &link, once_key, in_digest: number.is_multiple_of(2), at: at(number) };
    tx.insert_notice(&new).await.unwrap()
}

async fn unread(tx: &mut Tx, of: UserId) -> Vec<NoticeId> {
    tx.unread_notices(of, 10).await.unwrap().into_iter().map(|notice| notice.id).collect()
}

#[tokio::test]
async fn the_same_is_told_once_to_each() {
    for store in testing::stores().await {
        let mut tx = store.write().await.unwrap();
        let (one, other) = (user(1), user(2));
        tx.insert_user(&one).await.unwrap();
        tx.insert_user(&other).await.unwrap();
        assert!(tell(&mut tx, 3, one.id, "deal:1:2").await);
        assert!(!tell(&mut tx, 4, one.id, "deal:1:2").await, "told before");
        assert!(tell(&mut tx, 5, one.id, "deal:1:3").await);
        assert!(tell(&mut tx, 6, other.id, "deal:1:2").await, "told to somebody else");
        assert_eq!(unread(&mut tx, one.id).await, [id(5), id(3)], "the newest first");
        assert_eq!(tx.visitor(one.id).await.unwrap(), Some((one, 2)));
        assert_eq!(tx.visitor(other.id).await.unwrap().map(|(_, unread)| unread), Some(1));
    }
}

#[tokio::test]
async fn it_is_read_by_whom_it_was_told() {
    for store in testing::stores().await {
        let mut tx = store.write().await.unwrap();
        let (one, other) = (user(1), user(2));
        tx.insert_user(&one).await.unwrap();
        tx.insert_user(&other).await.unwrap();
        for number in 3..8 {
            tell(&mut tx, number, if number == 7 { other.id } else { one.id }, &format!("k{number}")).await;
        }
        assert_eq!(tx.notice_link(id(4), one.id).await.unwrap().as_deref(), Some("/deals/4"));
        assert_eq!(tx.notice_link(id(4), other.id).await.unwrap(), None);
        tx.read_notice(id(4), other.id, at(9)).await.unwrap();
        assert_eq!(tx.count_unread(one.id).await.unwrap(), 4, "somebody else reads nothing of it");
        tx.read_notice(id(4), one.id, at(9)).await.unwrap();
        assert_eq!(unread(&mut tx, one.id).await, [id(6), id(5), id(3)]);
        tx.read_notices_until(one.id, id(5), at(9)).await.unwrap();
        assert_eq!(unread(&mut tx, one.id).await, [id(6)], "what came after the page was shown is not read");
        assert_eq!(unread(&mut tx, other.id).await, [id(7)]);
        let read: Vec<NoticeId> = tx.read_notices(one.id, 2).await.unwrap().into_iter().map(|notice| notice.id).collect();
        assert_eq!(read, [id(5), id(4)]);
        // What is not read is kept, however old.
        tx.delete_read_notices(at(60)).await.unwrap();
        assert_eq!(tx.read_notices(one.id, 10).await.unwrap(), []);
        assert_eq!(unread(&mut tx, one.id).await, [id(6)]);
        tx.read_notices_before(at(60)).await.unwrap();
        assert_eq!(unread(&mut tx, other.id).await, Vec::<NoticeId>::new());
    }
}

#[tokio::test]
async fn a_digest_is_taken_once_and_holds_what_is_unread() {
    for store in testing::stores().await {
        let mut tx = store.write().await.unwrap();
        let (one, other) = (user(1), user(2));
        tx.insert_user(&one).await.unwrap();
        tx.insert_user(&other).await.unwrap();
        for number in 3..11 {
            tell(&mut tx, number, if number == 8 { other.id } else { one.id }, &format!("k{number}")).await;
        }
        // 4, 6, 8 and 10 wait.
        tx.read_notice(id(6), one.id, at(20)).await.unwrap();
        let mut waiting = tx.digests_waiting().await.unwrap();
        waiting.sort_unstable();
        assert_eq!(waiting, [(one.id, at(4)), (other.id, at(8))]);
        let taken: Vec<NoticeId> = tx.take_digest(one.id).await.unwrap().into_iter().map(|notice| notice.id).collect();
        assert_eq!(taken, [id(4), id(10)], "the oldest first, without what was read");
        assert_eq!(tx.take_digest(one.id).await.unwrap(), []);
        assert_eq!(tx.digests_waiting().await.unwrap(), [(other.id, at(8))]);
        assert_eq!(unread(&mut tx, one.id).await, [id(10), id(9), id(7), id(5), id(4), id(3)], "a digest reads nothing");
    }
}

#[tokio::test]
async fn preferences_are_kept_as_they_were_chosen() {
    for store in testing::stores().await {
        let mut tx = store.write().await.unwrap();
        let one = user(1);
        tx.insert_user(&one).await.unwrap();
        assert_eq!(tx.notice_preferences(one.id).await.unwrap(), None);
        let mut wish = Preferences { quiet: Some(QuietHours { from: 1_320, until: 420 }), ..Preferences::default() };
        wish.choices.insert(NoticeKind::Goal, MailChoice::Never);
        tx.save_notice_preferences(one.id, &wish).await.unwrap();
        assert_eq!(tx.notice_preferences(one.id).await.unwrap(), Some(wish.clone()));
        wish = Preferences { quiet: None, zone: "UTC".into(), digest_at: 0, ..wish };
        tx.save_notice_preferences(one.id, &wish).await.unwrap();
        assert_eq!(tx.notice_preferences(one.id).await.unwrap(), Some(wish));
    }
}
