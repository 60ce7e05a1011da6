//! Pacts are looked at once a week, and end when they are met or their day is over.

use jiso::{failure::Answer, goals::GoalState, key_persons::PactNews};

use crate::office::Office;

impl Office {
    /// Says how many pacts were closed or told of; called again at once, none is.
    ///
    /// # Errors
    /// [`jiso::failure::Failure::Unavailable`]
    pub async fn look_at_pacts(&self) -> Answer<usize> {
        let now = self.now();
        let mut tx = self.store.read().await?;
        let mut due = Vec::new();
        for pact in tx.agreed_pacts().await? {
            let done = tx.done_for(&pact.as_goal()).await?;
            let state = pact.as_goal().standing(done, now.day());
            // From the second week on, once in each.
            if state != GoalState::Agreed || pact.week(now.day()) > 1 {
                due.push((pact, done, state));
            }
        }
        drop(tx);
        let mut changed = 0;
        for (pact, done, state) in due {
            let what = match state {
                GoalState::Met => PactNews::Met,
                GoalState::Missed => PactNews::Over,
                _ => PactNews::Weekly,
            };
            let mut tx = self.store.write().await?;
            if state != GoalState::Agreed && !tx.close_pact(pact.id, state, now).await? {
                continue;
            }
            let champion = self.tell_champion(&mut tx, &pact, what, done).await?;
            let manager = self.tell_manager_of_pact(&mut tx, &pact, what, done).await?;
            if champion || manager || state != GoalState::Agreed {
                tx.commit().await?;
                changed += 1;
            }
        }
        Ok(changed)
    }
}
