//! Use cases: what-ifs asked for, looked at and cancelled.

use jiso::{
    accounts::access::Action,
    caller::Caller,
    failure::{Answer, Failure, Problem},
    id::WhatIfId,
    lang::{Bilingual, Lang},
    programme::{MOVERS_SHOWN, Mover, MoverLine, ShownRun, Way, WhatIf, WhatIfSheet, WhatIfTold},
};
use jiso_app::programme::mover_text;
use jiso_store::{
    Tx,
    what_ifs::{WhatIfJob, WhatIfRun},
};

use super::{
    desk::{newest, sentences},
    examine,
};
use crate::office::Office;

const RECENT: i64 = 8;

impl Office {
    /// One run, or the caller's newest when none is asked for.
    pub(super) async fn what_if_sheet(&self, caller: &Caller, lang: Lang, run: Option<WhatIfId>) -> Answer<WhatIfSheet> {
        let mut tx = self.store.read().await?;
        let (newest, recent) = (newest(&mut tx).await?, tx.what_ifs(RECENT).await?);
        let draft = tx.programme_draft(caller.user).await?;
        let ready = draft.filter(|draft| examine(&draft.text).is_ok()).map(|draft| draft.saved_at);
        let open = tx.open_what_if(caller.user).await?;
        let wanted = run.or_else(|| recent.first().map(|line| line.id));
        let shown = match wanted {
            Some(id) => {
                let found = tx.what_if(id).await?.ok_or(Failure::NotFound)?;
                Some(self.shown_run(&mut tx, caller, lang, found).await?)
            }
            None => None,
        };
        Ok(WhatIfSheet { newest: newest.number, ready, open, shown, recent })
    }

    async fn shown_run(&self, tx: &mut Tx, caller: &Caller, lang: Lang, run: WhatIfRun) -> Answer<ShownRun> {
        let base = self.programme_numbered(tx, run.line.base).await?;
        let changes = examine(&run.text).map(|draft| sentences(lang, &base, &draft)).unwrap_or_default();
        let result = run.result.as_deref().and_then(|json| serde_json::from_str::<WhatIf>(json).ok());
        Ok(ShownRun {
            may_cancel: run.line.state.is_open() && may_cancel(caller, &run),
            outcome: result.map(|found| told(lang, found)),
            changes,
            line: run.line,
        })
    }

    /// Of the caller's saved draft. Asked twice, it is the same one as long as it has not ended.
    pub(super) async fn ask_what_if(&self, caller: &Caller) -> Answer<WhatIfId> {
        let mut tx = self.store.write().await?;
        if let Some(open) = tx.open_what_if(caller.user).await? {
            return Ok(open.id);
        }
        let draft = tx.programme_draft(caller.user).await?;
        let sound = draft.filter(|draft| examine(&draft.text).is_ok());
        let draft = sound.ok_or_else(|| Failure::invalid("draft", Problem::Required))?;
        let job = WhatIfJob { id: self.new_id(), text: draft.text, base: newest(&mut tx).await?.number };
        tx.insert_what_if(&job, (caller.user, &caller.name), self.now()).await?;
        tx.commit().await?;
        Ok(job.id)
    }

    pub(super) async fn stop_what_if(&self, caller: &Caller, id: WhatIfId) -> Answer<()> {
        let mut tx = self.store.write().await?;
        let run = tx.what_if(id).await?.ok_or(Failure::NotFound)?;
        if !may_cancel(caller, &run) {
            return Err(Failure::Forbidden);
        }
        tx.cancel_what_if(id, self.now()).await?;
        Ok(tx.commit().await?)
    }
}

/// One's own, and everybody's for who may publish.
fn may_cancel(caller: &Caller, run: &WhatIfRun) -> bool {
    run.owner == caller.user || caller.may(Action::PublishProgramme).is_ok()
}

fn told(lang: Lang, found: WhatIf) -> WhatIfTold {
    let named = |name: &Bilingual| name.get(lang).to_owned();
    let count = |way: Way| u32::try_from(found.movers.iter().filter(|mover| mover.way == way).count()).unwrap_or(u32::MAX);
    let shown = |way: Way| found.movers.iter().filter(move |mover| mover.way == way).take(MOVERS_SHOWN);
    let line = |mover: &Mover| MoverLine {
        company: mover.company,
        name: mover.name.clone(),
        from: named(&mover.from),
        to: named(&mover.to),
        way: mover.way,
        why: mover_text(lang, mover),
    };
    WhatIfTold {
        movers: [Way::Down, Way::Grace, Way::Up].into_iter().flat_map(shown).map(line).collect(),
        falls: count(Way::Down),
        graces: count(Way::Grace),
        rises: count(Way::Up),
        rules: found.rules.iter().map(|rule| (named(&rule.name), rule.points)).collect(),
        left_out: found.left_out.iter().map(named).collect(),
        from: found.from,
        until: found.until,
        companies: found.companies,
        events: found.events,
        months: found.months,
        won_yen: found.won_yen,
        margin_yen: found.margin_yen,
    }
}
