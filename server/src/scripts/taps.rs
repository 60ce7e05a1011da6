//! Taps, kept once however often and however late they arrive.

use jiso::{
    activity::ActivityKind,
    caller::Caller,
    failure::{Answer, Failure},
    id::{DealId, DocumentId},
    kits::UsedHow,
    publishing::{DocumentKind, DocumentPath},
    scripts::{Script, Tap, TapFacts, Told},
};
use jiso_store::{
    Tx,
    kits::KitUse,
    scripts::{BegunTalk, NewTap},
};

use crate::{kits::canonical, office::Office};

/// What a browser kept for longer counts as this old.
const KEPT_DAYS: i64 = 30;

/// What became of a tap.
pub(super) struct KeptTap {
    /// `false` when it was kept before.
    pub is_new: bool,
    /// The deal that it names, where that is the caller's.
    pub deal: Option<DealId>,
}

impl Office {
    /// Keeps a tap. What was not on the screen that it names is not found. A deal that is not the caller's, or is no more, is left
    /// out: the talk was had, and a browser that kept it could not know.
    pub(super) async fn keep_tap(&self, tx: &mut Tx, caller: &Caller, facts: &TapFacts) -> Answer<KeptTap> {
        let (company, now) = (caller.own_company()?, self.now());
        let (document, script) = script_of(tx, facts).await?;
        let tap = tap(&script, facts).ok_or(Failure::NotFound)?;
        let own = match facts.deal {
            Some(deal) => own_deal(tx, caller, deal).await?,
            None => None,
        };
        let at = facts.at.map_or(now, |at| at.min(now).max(now.plus_days(-KEPT_DAYS)));
        let talk = BegunTalk {
            id: facts.talk,
            document,
            lang: facts.lang,
            version: facts.version,
            company,
            user: caller.user,
            deal: own,
            began_at: at,
        };
        let begun = tx.begun_talk(&talk).await?;
        if begun.user != caller.user || begun.document != document {
            return Err(Failure::NotFound);
        }
        let new = NewTap { talk: facts.talk, place: facts.place, tap: &tap, at };
        if !tx.insert_tap(&new).await? {
            return Ok(KeptTap { is_new: false, deal: own });
        }
        if let Some(said) = &facts.said {
            tx.insert_unanswered(self.new_id(), &new, document, said).await?;
        }
        // Chosen in the middle of the talk, maybe; another one later does not take it over.
        if let (None, Some(deal)) = (begun.deal, own) {
            tx.set_deal_of_talk(facts.talk, deal).await?;
        }
        if let Some(deal) = begun.deal.or(own) {
            let used = KitUse {
                document,
                deal,
                how: UsedHow::Played,
                company,
                user: caller.user,
                lang: facts.lang,
                version: facts.version,
                at,
            };
            tx.insert_kit_use(&used).await?;
        }
        if !self.done_today(tx, caller, ActivityKind::ScriptPlayed, document).await? {
            self.record_learning(tx, caller, ActivityKind::ScriptPlayed, document, caller.came).await?;
        }
        Ok(KeptTap { is_new: true, deal: own })
    }
}

/// The script as it was on the screen, and the id that what happens with it is about.
async fn script_of(tx: &mut Tx, facts: &TapFacts) -> Answer<(DocumentId, Script)> {
    let path = DocumentPath::single(DocumentKind::Script, &facts.slug, facts.lang).map_err(|_| Failure::NotFound)?;
    let named = tx.document_at(&path).await?.ok_or(Failure::NotFound)?;
    let text = tx.published_document(named.id).await?.ok_or(Failure::NotFound)?;
    let shown = match text.document.number {
        number if number == facts.version => text.body,
        number if number > facts.version => tx.body_numbered(named.id, facts.version).await?.ok_or(Failure::NotFound)?,
        _ => return Err(Failure::NotFound),
    };
    Ok((canonical(tx, &text.document).await?, Script::read(&shown)))
}

fn tap(script: &Script, facts: &TapFacts) -> Option<Tap> {
    let step = script.step(&facts.step)?;
    let told = match &facts.to {
        None => Told::Else,
        Some(to) => {
            step.answers.iter().find(|answer| answer.to == *to)?;
            Told::Answer { to: to.clone(), ending: script.step(to).and_then(|step| step.ending) }
        }
    };
    Some(Tap { step: facts.step.clone(), told })
}

async fn own_deal(tx: &mut Tx, caller: &Caller, deal: DealId) -> Answer<Option<DealId>> {
    let found = tx.deal(deal).await?.filter(|found| Some(found.deal.company) == caller.company);
    Ok(found.map(|found| found.deal.id))
}
