//! Use cases: talk scripts that are played step by step, and what editors learn from it.

mod desk;
mod taps;

use async_trait::async_trait;
use jiso::{
    accounts::access::Action,
    activity::{ActivityKind, Origin},
    caller::Caller,
    failure::{Answer, Failure},
    id::DealId,
    kits::FillValues,
    publishing::{DocumentKind, Values, fill},
    scripts::{PlayAnswer, PlaySheet, PlayStep, Script, ScriptDesk, Scripts, SettleForm, TapForm, TapsForm},
};

use crate::{
    kits::{canonical, deals_to_fill_from},
    markdown,
    office::Office,
};

#[async_trait]
impl Scripts for Office {
    async fn play(&self, caller: &Caller, slug: &str, deal: &str) -> Answer<PlaySheet> {
        caller.may(Action::ReadContent)?;
        let deal = match deal.trim() {
            "" => None,
            id => Some(id.parse().map_err(|_| Failure::NotFound)?),
        };
        let mut tx = self.store.read().await?;
        let text = tx.published_by_slug(&[DocumentKind::Script], slug, caller.lang).await?.ok_or(Failure::NotFound)?;
        let (script, document) = (Script::read(&text.body), text.document);
        if script.steps.is_empty() {
            return Err(Failure::NotFound);
        }
        let facts = document.meta.kit().ok_or(Failure::NotFound)?;
        let (owner, valid_until, stale) = (facts.owner.clone(), facts.valid_until, document.meta.is_stale(self.now().day()));
        let lang = document.path.lang;
        let of_deal = self.values_of_deal(&mut tx, caller, deal, lang).await?;
        let asked = FillValues { deal, typed: Values::default() };
        let values = self.values(&mut tx, caller, asked, of_deal, lang).await?;
        let deals = deals_to_fill_from(&mut tx, caller).await?;
        let kept = canonical(&mut tx, &document).await?;
        let opened = caller.company.is_none()
            || caller.came == Origin::Vendor
            || self.done_today(&mut tx, caller, ActivityKind::KitOpened, kept).await?;
        drop(tx);
        if !opened {
            self.note_use(caller, kept, &[ActivityKind::KitOpened], Origin::SelfStarted).await?;
        }
        let steps = script.steps.into_iter().map(|step| PlayStep {
            html: markdown::html(&fill(&step.text, &values)),
            key: step.key,
            title: step.title,
            answers: step.answers.into_iter().map(|answer| PlayAnswer { words: answer.words, to: answer.to }).collect(),
            ending: step.ending,
        });
        Ok(PlaySheet {
            slug: document.path.slug,
            title: document.meta.title,
            lang,
            version: document.number,
            stale,
            valid_until,
            owner,
            talk: self.new_id::<jiso::id::of::Talk>().to_string(),
            counted: caller.company.is_some(),
            deal,
            deals,
            steps: steps.collect(),
        })
    }

    async fn tap(&self, caller: &Caller, form: TapForm) -> Answer<Option<DealId>> {
        caller.may(Action::ReadContent)?;
        let facts = form.read()?;
        if caller.company.is_none() {
            return Ok(None);
        }
        let mut tx = self.store.write().await?;
        let kept = self.keep_tap(&mut tx, caller, &facts).await?;
        tx.commit().await?;
        Ok(kept.deal)
    }

    async fn keep(&self, caller: &Caller, form: TapsForm) -> Answer<u32> {
        caller.may(Action::ReadContent)?;
        caller.own_company()?;
        let all = form.read();
        if all.is_empty() {
            return Ok(0);
        }
        let (mut new, mut tx) = (0, self.store.write().await?);
        for facts in &all {
            match self.keep_tap(&mut tx, caller, facts).await {
                Ok(kept) => new += u32::from(kept.is_new),
                // Nobody could have tapped this: sent again, it would be no better.
                Err(Failure::NotFound) => {}
                Err(failure) => return Err(failure),
            }
        }
        tx.commit().await?;
        Ok(new)
    }

    async fn desk(&self, caller: &Caller, script: &str, version: &str) -> Answer<ScriptDesk> {
        caller.may(Action::EditContent)?;
        let mut tx = self.store.read().await?;
        self.script_desk(&mut tx, caller, script, version).await
    }

    async fn settle(&self, caller: &Caller, form: SettleForm) -> Answer<()> {
        caller.may(Action::EditContent)?;
        let id = form.read()?;
        let mut tx = self.store.write().await?;
        if !tx.settle_unanswered(id, caller.user, self.now()).await? {
            return Err(Failure::NotFound);
        }
        Ok(tx.commit().await?)
    }
}
