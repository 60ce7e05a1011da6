//! What people note of the deals that are open today, and who works on them together.

use axum::body::Bytes;
use jiso::{
    deal_files::{AttachForm, DealFiles},
    deals::{ColleagueForm, Deals, NoteForm},
    failure::Answer,
    id::CompanyId,
};

use super::words::Words;
use crate::office::{Clock, Office};

/// A deal in so many has a colleague on it.
const SHARED: usize = 3;

/// Of one company, each on the days after the registration.
pub(super) async fn note_deals(office: &Office, clock: &Clock, words: &Words, company: CompanyId) -> Answer<()> {
    let now = office.now();
    let (open, people) = {
        let mut tx = office.store.read().await?;
        (tx.open_deals_of_company(company).await?, tx.users_of_company(company).await?)
    };
    for (place, found) in open.into_iter().enumerate() {
        let deal = found.deal;
        let Some(owner) = people.iter().find(|user| user.id == deal.owner).map(jiso_store::accounts::User::caller) else {
            continue;
        };
        let other = people.iter().filter(|user| user.id != deal.owner).nth(place % people.len().max(1));
        let (id, added) = (deal.id.to_string(), deal.submitted_at.plus_days(1));
        if let Some(other) = other.filter(|_| place.is_multiple_of(SHARED) && added < now) {
            clock.set(added);
            let form = ColleagueForm { deal: id.clone(), colleague: other.id.to_string() };
            office.add_colleague(&owner, form).await?;
        }
        for number in 0..=place % 2 {
            let at = deal.submitted_at.plus_days(2 + 5 * i64::try_from(number).unwrap_or_default());
            let text = words.deal_notes.get((place + 4 * number) % words.deal_notes.len().max(1));
            if let Some(text) = text.filter(|_| at < now) {
                clock.set(at);
                let key = office.new_id::<()>().to_string();
                office.note_on_deal(&owner, NoteForm { deal: id.clone(), key, text: text.clone() }).await?;
            }
        }
    }
    clock.set(now);
    Ok(())
}

/// To the first open deals of one company, on the day before.
pub(super) async fn attach_files(office: &Office, clock: &Clock, words: &Words, company: CompanyId) -> Answer<()> {
    let now = office.now();
    let (open, people) = {
        let mut tx = office.store.read().await?;
        (tx.open_deals_of_company(company).await?, tx.users_of_company(company).await?)
    };
    for (place, (name, text, shared)) in words.deal_files.iter().enumerate() {
        let Some(deal) = open.get(place / 2).map(|found| &found.deal) else { break };
        let Some(owner) = people.iter().find(|user| user.id == deal.owner).map(jiso_store::accounts::User::caller) else {
            continue;
        };
        clock.set(now.plus_days(-1).max(deal.submitted_at));
        let mut upload = office.expect_file(&owner, &deal.id.to_string(), name).await?;
        upload.take(Bytes::from(text.clone())).await?;
        let (arrived, key) = (upload.end().await?, office.new_id::<()>().to_string());
        office.attach(&owner, AttachForm { deal: deal.id.to_string(), key, shared: *shared }, Some(arrived)).await?;
    }
    clock.set(now);
    Ok(())
}
