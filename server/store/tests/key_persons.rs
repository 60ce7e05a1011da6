//! Key persons have one role each, one pact of a company is alive, and who has left is nobody of it any more.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use jiso::{
    caller::Role,
    goals::{Counted, GoalState, Said, Side},
    id::Id,
    key_persons::{CounterPromise, KeyRole, Pact},
    lang::Lang,
    time::{Day, Timestamp},
};
use jiso_store::{Tx, accounts::User, key_persons::Departure, partners::Company, testing};

fn id<T>(number: u8) -> Id<T> {
    Id::new(Timestamp::EPOCH, [number; 10])
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

async fn world(tx: &mut Tx) {
    for number in 1..=2 {
        let company = Company {
            id: id(number),
            name: format!("会社{number}"),
            kana: None,
            corporate_number: None,
            partner_type: "reseller".into(),
            industry: "retail".into(),
            contract_day: day("2026-06-01"),
            manager: None,
            named_on_boards: true,
            created_at: day("2026-06-01").start(),
        };
        tx.insert_company(&company).await.unwrap();
    }
    let user = User {
        id: id(50),
        email: "a@example.jp".into(),
        name: "人".into(),
        role: Role::PartnerManager,
        company: None,
        company_name: None,
        lang: Lang::Ja,
        named_on_boards: true,
        password_hash: String::new(),
        created_at: day("2026-06-01").start(),
    };
    tx.insert_user(&user).await.unwrap();
}

fn said(on: &str) -> Said {
    Said { by: id(50), at: day(on).at_minute(600) }
}

async fn rep(tx: &mut Tx, number: u8) {
    let user = User {
        id: id(number),
        email: format!("{number}@example.jp"),
        name: format!("担当{number}"),
        role: Role::PartnerRep,
        company: Some(id(1)),
        company_name: None,
        lang: Lang::Ja,
        named_on_boards: true,
        password_hash: String::new(),
        created_at: day("2026-06-01").start(),
    };
    tx.insert_user(&user).await.unwrap();
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
