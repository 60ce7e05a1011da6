//! The vendor's first page: what waits on it, and where partners have stopped.

use jiso::{
    caller::Caller,
    deals::Promise,
    failure::Answer,
    home::{PhaseMatrix, VendorHome},
    phases::{MONTHS, SelfStart},
};
use jiso_store::Tx;

use crate::office::Office;

const WAITING_SHOWN: i64 = 8;
/// More joint visits than this do not wait for anybody.
const VISITS_COUNTED: i64 = 1_000;
/// And more overdue steps of boards.
const STEPS_COUNTED: i64 = 1_000;
const LAPSING_SHOWN: usize = 5;

impl Office {
    pub(super) async fn vendor_home(&self, tx: &mut Tx, caller: &Caller) -> Answer<VendorHome> {
        let (programme, now) = (self.programme(), self.now());
        let companies = self.judged_companies(tx).await?;
        let months = i32::try_from(MONTHS).unwrap_or(12) - 1;
        let since = now.day().month_key().plus(-months).first_day();
        let (all_waiting, overdue) = tx.count_waiting_deals(now).await?;
        let first = tx.deals_waiting(WAITING_SHOWN, 0).await?;
        let visits = tx.visits_waiting(now, VISITS_COUNTED).await?;
        let all_visits = u32::try_from(visits.len()).unwrap_or(0);
        let mut waiting = self.waiting_lines(tx, &first, true).await?;
        let shown = visits.into_iter().take(usize::try_from(WAITING_SHOWN).unwrap_or(0)).collect();
        waiting.extend(self.visits_waiting_lines(tx, shown, true).await?);
        let late = tx.late_boards(now, STEPS_COUNTED).await?;
        let late_steps = u32::try_from(late.len()).unwrap_or(0);
        let first_late = late.into_iter().take(usize::try_from(WAITING_SHOWN).unwrap_or(0)).collect();
        waiting.extend(self.steps_waiting_lines(tx, first_late, true).await?);
        let questions = tx.questions_waiting(WAITING_SHOWN).await?;
        let (all_questions, late_questions) = tx.count_questions_waiting(now).await?;
        waiting.extend(self.questions_waiting_lines(tx, questions, true).await?);
        waiting.sort_by_key(|line| line.clock.due);
        waiting.truncate(usize::try_from(WAITING_SHOWN).unwrap_or(0));
        let late_visits = waiting
            .iter()
            .filter(|line| matches!(line.step, Promise::VisitAnswer | Promise::VisitTimes) && line.clock.late)
            .count();
        Ok(VendorHome {
            person: caller.name.clone(),
            waiting,
            all_waiting: all_waiting.saturating_add(all_visits).saturating_add(late_steps).saturating_add(all_questions),
            overdue: [u32::try_from(late_visits).unwrap_or(0), late_steps, late_questions]
                .into_iter()
                .fold(overdue, u32::saturating_add),
            matrix: PhaseMatrix::of(&programme, companies.iter().map(|one| &one.verdict)),
            lapsing: self.lapsing_benefits(tx, LAPSING_SHOWN).await?,
            steps: self.count_steps(tx).await?,
            self_start: SelfStart::of(&tx.origin_days(since).await?, now.day()),
        })
    }
}
