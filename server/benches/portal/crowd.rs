//! A company whose pipeline is large.

use std::error::Error;

use jiso::{
    deals::{DealNumber, DealRegistration, DealStage, StatusKey},
    id::{CompanyId, Id, UserId},
    time::Day,
};
use jiso_store::Tx;

/// Open deals that it has besides its own.
pub const DEALS: usize = 5_000;
/// Beyond those of any database.
const FIRST_NUMBER: i64 = 900_000_000;
/// Over so many days their orders are expected.
const DAYS: usize = 400;

pub struct Crowd {
    pub company: CompanyId,
    pub people: Vec<UserId>,
    /// One of its deals, of the first of these people.
    pub deal: DealRegistration,
}

/// Gives many open deals to the company of the newest approved one, whose people answer for them in turn.
pub async fn gather(tx: &mut Tx, today: Day) -> Result<Crowd, Box<dyn Error>> {
    let found = tx.deals_by_change(Some(StatusKey::Approved), 1, 0).await?.pop().ok_or("no deal is approved")?;
    let (model, company) = (found.deal.clone(), found.deal.company);
    let mut people: Vec<UserId> = tx.users_of_company(company).await?.iter().map(|user| user.id).collect();
    people.truncate(4);
    let stages: Vec<DealStage> = DealStage::ALL.iter().copied().filter(|stage| !stage.is_outcome()).collect();
    let mut number = FIRST_NUMBER;
    let mut first = None;
    for place in 0..DEALS {
        number += 1;
        let mut deal = DealRegistration {
            id: Id::new(model.submitted_at, u128::try_from(number)?.to_be_bytes()[6..].try_into()?),
            number: DealNumber(number),
            owner: people[place % people.len()],
            stage: stages[place % stages.len()],
            ..model.clone()
        };
        deal.facts.expected_close = today.plus(i32::try_from(place % DAYS)?);
        tx.insert_deal(&deal, &format!("crowd-{number:020}")).await?;
        first.get_or_insert(deal);
    }
    Ok(Crowd { company, people, deal: first.ok_or("no deal")? })
}
