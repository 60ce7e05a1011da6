//! The heart of the portal: what happened, and in the same transaction everything that follows from it.

use jiso::{
    activity::Activity,
    failure::Answer,
    points::{Entry, Past, earn, needed},
};
use jiso_store::Tx;

use crate::office::Office;

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
        let before = tx.before(&activity).await?;
        if before.known {
            return Ok(Vec::new());
        }
        let mut standing = before.standing;
        standing.absorb(&activity);
        tx.insert_activity(&activity, &standing).await?;

        let programme = match before.programme {
            Some(number) => self.programme_numbered(tx, number).await?,
            None => self.programme(),
        };
        let needed = needed(&programme, &activity);
        let mut entries = tx.entries_around(activity.company, needed.subject, &needed.scopes).await?;
        for month in &needed.months {
            entries.extend(tx.entries_of_rule(activity.company, &month.rule, month.from, month.until).await?);
        }
        entries.sort_by_key(|line| line.id);
        entries.dedup_by_key(|line| line.id);

        let earlier = self.granted_under(tx, &programme, &entries).await?;
        let past = Past { joined_at: standing.joined_at, product: product.map(str::to_owned), entries, earlier };
        let earned = earn(&programme, &activity, &past);
        for entry in &earned {
            tx.insert_entry(self.chance.id(entry.at), entry).await?;
        }
        Ok(earned)
    }
}
