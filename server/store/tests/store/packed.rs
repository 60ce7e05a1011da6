//! What comes packed is what is stored.

use jiso::{
    activity::{Activity, ActivityKind, Origin, Subject},
    id::CompanyId,
    phases::Standing,
    points::{ApprovalRecord, Axis, Entry, EntryState, PointEntry, QualityCut},
    tiers::TierStanding,
    time::Day,
};
use jiso_store::{
    Tx,
    testing::{self, id},
};

async fn company(tx: &mut Tx, number: u8) -> CompanyId {
    let company = testing::company(number);
    tx.insert_company(&company).await.unwrap();
    company.id
}

fn activity(number: u8, company: CompanyId, kind: ActivityKind, subject: Subject, amount: Option<i64>) -> Activity {
    let at = Day(20_000).start().plus_hours(number.into());
    Activity { id: id(number), at, company, user: None, kind, origin: Origin::Nudged, subject, amount }
}

/// A subject whose id holds what separates lines, and a rule's name that is not ASCII.
fn entry(activity: &Activity, settles: Option<u8>, provisional: i64) -> Entry {
    Entry {
        once_key: format!("鍵 {}", activity.id),
        scope: "範囲|x".into(),
        company: activity.company,
        user: None,
        activity: activity.id,
        rule: "deal_won".into(),
        rule_version: 3,
        axis: Axis::Managed,
        state: EntryState::Reversed,
        provisional,
        confirmed: -7,
        settles: settles.map(id),
        cancels: settles.map(id),
        hold_until: settles.map(|days| activity.at.plus_days(days.into())),
        cut: settles.map(|decided| QualityCut { record: ApprovalRecord { decided: decided.into(), approved: 1 }, percent: 60 }),
        subject: activity.subject,
        at: activity.at,
    }
}

#[tokio::test]
async fn what_is_stored_of_many_companies_is_read_at_once() {
    for store in testing::stores().await {
        let mut tx = store.write().await.unwrap();
        let (one, other, empty) = (company(&mut tx, 1).await, company(&mut tx, 2).await, company(&mut tx, 3).await);
        let about = Subject::Document(id(b'\n'));
        let (mut events, mut lines, mut standing) = (Vec::new(), Vec::new(), Standing::default());
        for (number, kind, subject, amount) in [
            (10, ActivityKind::DealWon, about, Some(-5)),
            (11, ActivityKind::DealWon, Subject::None, None),
            (12, ActivityKind::LessonOpened, about, None),
        ] {
            let activity = activity(number, one, kind, subject, amount);
            standing.absorb(&activity);
            tx.insert_activity(&activity, &standing).await.unwrap();
            let line = PointEntry { id: id(number), entry: entry(&activity, (number == 12).then_some(10), number.into()) };
            tx.insert_entry(line.id, &line.entry).await.unwrap();
            events.push(activity);
            lines.push(line);
        }
        let elsewhere = activity(20, other, ActivityKind::KitOpened, about, None);
        tx.insert_activity(&elsewhere, &Standing::default()).await.unwrap();
        let tier = TierStanding { tier: "gold".into(), since: Day(20_001), grace: None, reviewed_on: Day(20_002) };
        tx.begin_tier_standing(one, &tier).await.unwrap();

        let mut stored = tx.stored(&[one, other, empty]).await.unwrap();
        for found in &mut stored {
            found.events.sort_by_key(|event| event.id);
            found.entries.sort_by_key(|line| line.id);
        }
        assert_eq!(stored.iter().map(|found| found.company).collect::<Vec<_>>(), [one, other, empty]);
        assert_eq!((&stored[0].events, &stored[0].entries), (&events, &lines), "{}", store.kind());
        assert_eq!((&stored[0].standing, &stored[0].tier), (&standing, &Some(tier)));
        assert_eq!((&stored[1].events[..], stored[1].entries.len()), (&[elsewhere][..], 0));
        assert!(stored[2].events.is_empty() && stored[2].tier.is_none() && stored[2].products.is_empty());
        assert!(tx.stored(&[]).await.unwrap().is_empty());
        assert_eq!(tx.stored(&[other]).await.unwrap()[0].events.len(), 1, "and nobody else's");
    }
}
