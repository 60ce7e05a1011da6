//! Key persons have one role each, one pact of a company is alive, and who has left is nobody of it any more.

use jiso::{
    caller::Role,
    goals::{Counted, GoalState, Said, Side},
    key_persons::{CounterPromise, KeyRole, Pact},
    time::Day,
};
use jiso_store::{
    Tx,
    key_persons::Departure,
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

fn said(on: &str) -> Said {
    Said { by: id(50), at: day(on).at_minute(600) }
}

async fn rep(tx: &mut Tx, number: u8) {
    tx.insert_user(&user(number, Some(id(1)))).await.unwrap();
}

fn pact(number: u8) -> Pact {
    Pact {
        id: id(number),
        company: id(1),
        champion: id(51),
        counted: Counted::WonDeals,
        target: 3,
        since: day("2026-10-01"),
        by: day("2026-12-29"),
        hours: 4,
        promises: vec![CounterPromise { text: "同行する".into(), by: day("2026-10-20"), kept_on: None }],
        side: Side::Vendor,
        proposed: said("2026-10-01"),
        state: GoalState::Proposed,
        answered: None,
        closed_at: None,
    }
}

#[tokio::test]
async fn a_pact_is_agreed_once_kept_and_closed_once() {
    for store in testing::stores().await {
        let mut tx = store.write().await.unwrap();
        world(&mut tx).await;
        rep(&mut tx, 51).await;
        tx.insert_pact(&pact(1)).await.unwrap();
        assert_eq!(tx.pact(id(1)).await.unwrap(), Some(pact(1)));
        let (since, by) = (day("2026-10-05"), day("2027-01-02"));
        assert!(tx.agree_pact(id(1), said("2026-10-05"), since, by).await.unwrap());
        assert!(!tx.agree_pact(id(1), said("2026-10-06"), since, by).await.unwrap(), "once");
        assert!(tx.keep_promise(id(1), 0, day("2026-10-19")).await.unwrap());
        assert!(!tx.keep_promise(id(1), 0, day("2026-10-20")).await.unwrap(), "once");
        let agreed = tx.agreed_pacts().await.unwrap().pop().unwrap();
        assert_eq!((agreed.state, agreed.since, agreed.promises[0].kept_on), (GoalState::Agreed, since, Some(day("2026-10-19"))));
        assert!(tx.close_pact(id(1), GoalState::Met, day("2026-11-01").start()).await.unwrap());
        assert!(!tx.close_pact(id(1), GoalState::Ended, day("2026-11-02").start()).await.unwrap());
        tx.insert_pact(&pact(2)).await.unwrap();
        assert_eq!(tx.pacts_of(id(1), 9).await.unwrap().len(), 2);
        let third = tx.insert_pact(&pact(3)).await.unwrap_err();
        assert!(third.is_taken(), "one is alive at a time: {third}");
    }
}

#[tokio::test]
async fn who_has_left_is_nobody_of_the_company_any_more() {
    for store in testing::stores().await {
        let mut tx = store.write().await.unwrap();
        world(&mut tx).await;
        let later = day("2026-11-03").start();
        for number in [51, 52] {
            rep(&mut tx, number).await;
        }
        for role in [KeyRole::Sponsor, KeyRole::Champion] {
            tx.give_role(id(1), id(51), Some(role), said("2026-10-01")).await.unwrap();
        }
        assert_eq!(tx.key_persons(id(1)).await.unwrap(), [(id(51), KeyRole::Champion)], "one role each");
        assert!(!tx.is_without_its_champion(id(1), later).await.unwrap());
        let left = Departure {
            user: id(51),
            company: id(1),
            to: id(52),
            said: said("2026-11-01"),
            champion: true,
            deals: 2,
            steps: 1,
            visits: 0,
            questions: 3,
        };
        tx.give_role(id(1), id(51), None, said("2026-11-01")).await.unwrap();
        assert!(tx.insert_departure(&left).await.unwrap());
        assert!(!tx.insert_departure(&left).await.unwrap(), "once");
        assert_eq!(tx.departures_of(id(1)).await.unwrap(), [left]);
        assert!(tx.has_left(id(51)).await.unwrap() && !tx.has_left(id(52)).await.unwrap());
        let people: Vec<_> = tx.users_of_company(id(1)).await.unwrap().into_iter().map(|user| user.id).collect();
        assert_eq!(people, [id(52)]);
        assert!(tx.visitor(id(51)).await.unwrap().is_none() && tx.visitor(id(52)).await.unwrap().is_some());
        assert!(tx.is_without_its_champion(id(1), later).await.unwrap());
        assert_eq!(tx.companies_without_their_champion().await.unwrap(), [id(1)]);
        let earlier = day("2026-10-31").start();
        assert!(!tx.is_without_its_champion(id(1), earlier).await.unwrap(), "there was one");
        tx.promote(id(52)).await.unwrap();
        tx.give_role(id(1), id(52), Some(KeyRole::Champion), said("2026-11-02")).await.unwrap();
        assert!(!tx.is_without_its_champion(id(1), later).await.unwrap());
        assert_eq!(tx.user(id(52)).await.unwrap().unwrap().role, Role::PartnerLead);
    }
}
