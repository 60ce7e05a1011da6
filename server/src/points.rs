//! Use cases: what time does to points.

use jiso::failure::Answer;

use crate::office::Office;

/// How many are looked at in one go; the rest waits for the next.
const AT_A_TIME: i64 = 200;

impl Office {
    /// Confirms what was held and has not been taken back in time. Says how many holds it ended; called again at once it ends none.
    ///
    /// # Errors
    /// [`jiso::failure::Failure::Unavailable`]
    pub async fn end_holds(&self) -> Answer<usize> {
        let over = self.store.read().await?.holds_over(self.now(), AT_A_TIME).await?;
        for hold in &over {
            let mut tx = self.store.write().await?;
            // Another node may have ended it.
            if !tx.end_hold(hold).await? {
                continue;
            }
            if hold.is_open(&tx.entries_held(hold.company, hold.until).await?) {
                self.record(&mut tx, hold.end()).await?;
            }
            tx.commit().await?;
        }
        Ok(over.len())
    }
}
