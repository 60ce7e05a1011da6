//! The heart of the portal: what happened, and in the same transaction everything that follows from it.

use std::collections::HashMap;

use jiso::{
    activity::{Activity, ActivityKind, Subject},
    failure::Answer,
    id::{CompanyId, DealId},
    points::{Books, Entry, Needed, Past, PointEntry, Reviewed, correct, earn, needed, needs_correction},
    programme::Programme,
};
use jiso_store::{
    Tx,
    activity::{Basis, Before},
};

use crate::{
    office::Office,
    programme::{in_order, product},
};

/// What an activity will be recorded on, read before the writer's turn: the longer each writer reads, the longer all wait for it.
pub(crate) struct Foreseen {
    before: Before,
    entries: Vec<PointEntry>,
}

impl Foreseen {
    /// Nothing, where something has happened at the company since.
    pub(crate) fn on(self, basis: Basis) -> Option<Self> {
        Some(self).filter(|foreseen| foreseen.before.basis == basis)
    }
}

impl Office {
    /// Records an activity with the standing and the points that follow. Recorded twice, it counts once.
    ///
    /// # Errors
    /// [`jiso::failure::Failure::Unavailable`]
    pub(crate) async fn record(&self, tx: &mut Tx, activity: Activity) -> Answer<Vec<Entry>> {
        self.record_about(tx, activity, None).await
    }

    /// [`Office::record`], with the key of the product that the activity's deal is about.
    ///
    /// # Errors
    /// [`jiso::failure::Failure::Unavailable`]
    pub(crate) async fn record_about(&self, tx: &mut Tx, activity: Activity, product: Option<&str>) -> Answer<Vec<Entry>> {
        self.record_foreseen(tx, activity, product, None).await
    }

    /// What [`Office::record_foreseen`] is given for an activity. Nothing where several write at once.
    ///
    /// # Errors
    /// [`jiso::failure::Failure::Unavailable`]
    pub(crate) async fn foresee(&self, activity: &Activity) -> Answer<Option<Foreseen>> {
        if !self.store.has_one_writer() {
            return Ok(None);
        }
        let needed = needed(&self.programme(), activity);
        // No snapshot is needed: what happens between the two changes the first one's basis.
        let mut tx = self.store.glance().await?;
        let before = tx.before(activity, needed.reviews).await?;
        let entries = entries(&mut tx, activity.company, &needed).await?;
        Ok(Some(Foreseen { before, entries }))
    }

    /// [`Office::record_about`] with what was foreseen, as far as it still holds.
    ///
    /// # Errors
    /// [`jiso::failure::Failure::Unavailable`]
    pub(crate) async fn record_foreseen(
        &self,
        tx: &mut Tx,
        activity: Activity,
        product: Option<&str>,
        foreseen: Option<Foreseen>,
    ) -> Answer<Vec<Entry>> {
        let (before, entries) = match foreseen {
            Some(Foreseen { before, entries }) => (before, Some(entries)),
            // Reviews are asked for at once, where the rules in force will look at them.
            None => (tx.before(&activity, needed(&self.programme(), &activity).reviews).await?, None),
        };
        if before.known {
            return Ok(Vec::new());
        }
        let mut standing = before.standing;
        let comes_late = standing.has_seen_beyond(&activity);
        standing.absorb(&activity);
        tx.insert_activity(&activity, &standing).await?;

        let programme = match before.programme {
            Some(number) => self.programme_numbered(tx, number).await?,
            None => self.programme(),
        };
        if comes_late && self.is_judged(tx, &programme, &activity).await? {
            return self.judge_again(tx, &activity).await;
        }
        let needed = needed(&programme, &activity);
        let entries = match entries {
            Some(entries) => entries,
            None => self::entries(tx, activity.company, &needed).await?,
        };
        let reviewed = match before.reviewed {
            _ if !needed.reviews => Reviewed::default(),
            Some(reviewed) => reviewed,
            None => tx.reviewed_before(&activity).await?,
        };
        let earlier = self.granted_under(tx, &programme, &entries).await?;
        let past = Past { joined_at: standing.joined_at, product: product.map(str::to_owned), entries, earlier, reviewed };
        let earned = earn(&programme, &activity, &past);
        for entry in &earned {
            tx.insert_entry(self.chance.id(entry.at), entry).await?;
        }
        Ok(earned)
    }

    /// Whether the company's ledger may depend on what comes late.
    async fn is_judged(&self, tx: &mut Tx, programme: &Programme, activity: &Activity) -> Answer<bool> {
        let held = match activity.kind {
            ActivityKind::HoldEnded => tx.entries_held(activity.company, activity.at).await?,
            _ => Vec::new(),
        };
        Ok(needs_correction(programme, activity, &held))
    }

    /// What comes after what it should have come before is judged as if it had come in time: the company's ledger is made once
    /// more from all that happened, and what differs is corrected. Answers what this activity adds.
    async fn judge_again(&self, tx: &mut Tx, activity: &Activity) -> Answer<Vec<Entry>> {
        let versions = self.versions(tx).await?;
        let mut events = tx.activities_of_company(activity.company, i64::MAX).await?;
        in_order(&mut events);
        let products: HashMap<DealId, String> = tx.deal_products(activity.company).await?.into_iter().collect();
        let mut books = Books::new(&versions);
        for event in &events {
            books.enter(event, product(&products, event), &mut |at| self.chance.id(at));
        }
        let (_, due) = books.close();
        let stored = tx.entries_of_company(activity.company).await?;
        let correction = correct(&stored, &due, activity.id);
        for cancelling in &correction.cancel {
            tx.insert_entry(self.chance.id(self.now()), cancelling).await?;
        }
        for PointEntry { id, entry } in &correction.add {
            tx.insert_entry(*id, entry).await?;
        }
        Ok(correction.add.into_iter().map(|line| line.entry).filter(|entry| entry.activity == activity.id).collect())
    }
}

/// The lines of a company's ledger that the rules look at.
async fn entries(tx: &mut Tx, company: CompanyId, needed: &Needed) -> Answer<Vec<PointEntry>> {
    let mut months = needed.months.iter();
    let mut entries = tx.entries_around(company, needed.subject, &needed.scopes, months.next()).await?;
    if let Some(until) = needed.held_until {
        entries.extend(tx.entries_held(company, until).await?);
    }
    for month in months {
        entries.extend(tx.entries_around(company, Subject::None, &[], Some(month)).await?);
    }
    entries.sort_by_key(|line| line.id);
    entries.dedup_by_key(|line| line.id);
    Ok(entries)
}
