//! The load generator, in small: what it derives is what the portal would have derived.

use jiso::{
    caller::Role,
    deals::{Deals, PipelineFilter},
    lang::Lang,
    leaderboards::{BoardQuery, Leaderboards},
    phases::Standing,
    points::Balance,
    progress::LEDGER_LINES,
    progress::Progress,
};
use jiso_server::{
    seed::{Loaded, Size, load},
    testing::empty_offices,
};
use sha2::{Digest, Sha256};

const SIZE: Size = Size { companies: 4, users: 9, deals: 60, events: 900, seed: 3 };

#[tokio::test]
async fn a_seeded_portal_is_in_order() {
    for office in &empty_offices().await {
        let loaded = load(office, SIZE, office.now(), |_| {}).await.unwrap();
        assert_eq!((loaded.companies, loaded.users, loaded.deals), (4, 9, 60));
        assert!(loaded.events >= 900 && loaded.entries > 100, "{loaded:?}");

        let mut tx = office.store.read().await.unwrap();
        let lead = tx.first_user_of_role(Role::PartnerLead).await.unwrap().unwrap();
        let company = lead.company.unwrap();
        let mut standing = Standing::default();
        for activity in tx.activities_of_company(company, 100_000).await.unwrap() {
            standing.absorb(&activity);
        }
        assert_eq!(standing, tx.standing(company).await.unwrap());

        let total = tx.company_points(company).await.unwrap();
        let mut ledger = Balance::default();
        for page in 1.. {
            let lines = tx.ledger(company, Lang::Ja, page).await.unwrap();
            for line in lines.iter().take(LEDGER_LINES as usize) {
                ledger.provisional += line.provisional;
                ledger.confirmed += line.confirmed;
            }
            if lines.len() <= LEDGER_LINES as usize {
                break;
            }
        }
        assert_eq!(ledger, total);
        drop(tx);

        let caller = lead.caller();
        let pipeline = office.pipeline(&caller, PipelineFilter::default()).await.unwrap();
        assert!(!pipeline.groups.is_empty());
        Progress::sheet(office, &caller, 1).await.unwrap();
        office.board(&caller, BoardQuery::default()).await.unwrap();
        assert!(load(office, SIZE, office.now(), |_| {}).await.is_err(), "only an empty database is seeded");
    }
}

/// What a seed makes of little, on each database: how much it is, and a digest of who there is, what they did and what it earned.
async fn made(seed: u64) -> Vec<(Loaded, String)> {
    let mut made = Vec::new();
    for office in &empty_offices().await {
        let size = Size { companies: 2, users: 4, deals: 12, events: 150, seed };
        let loaded = load(office, size, office.now(), |_| {}).await.unwrap();
        let mut tx = office.store.read().await.unwrap();
        let mut companies = tx.companies().await.unwrap();
        companies.sort_by_key(|(company, _)| company.id);
        let mut digest = Sha256::new();
        for (company, points) in companies {
            let mut people = tx.users_of_company(company.id).await.unwrap();
            people.sort_by_key(|user| user.id);
            // A password is salted anew.
            let people: Vec<_> = people.iter().map(|user| (user.id, &user.email, &user.name, user.created_at)).collect();
            let mut deals = tx.open_deals_of_company(company.id).await.unwrap();
            deals.sort_by_key(|found| found.deal.id);
            let activities = tx.activities_of_company(company.id, 100_000).await.unwrap();
            digest.update(format!("{company:?} {points:?} {people:?} {deals:?} {activities:?}"));
        }
        made.push((loaded, format!("{:x}", digest.finalize())));
    }
    made
}

#[tokio::test]
async fn the_same_numbers_make_the_same_database() {
    let first = made(3).await;
    assert_eq!(made(3).await, first);
    for ((_, one), (_, other)) in first.iter().zip(&made(4).await) {
        assert_ne!(one, other, "another seed makes another");
    }
}
