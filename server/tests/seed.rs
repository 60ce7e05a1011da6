//! The load generator, in small: what it derives is what the portal would have derived.

#![allow(clippy::unwrap_used, clippy::expect_used)]

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
    seed::{Size, load},
    testing::empty_offices,
};

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
