//! What a visit has taught becomes a play: who proposes it, who consents, who publishes.

use jiso::{
    caller::Caller,
    failure::Answer,
    plays::{PlayConsentForm, PlayForm, PlayMoveForm, Plays},
    publishing::SalesPhase,
    visits::{JointVisit, VisitState},
};

use super::{
    cast::{LEAD, Who},
    play::Play,
};

/// What is done about the play of a company's visit.
#[derive(Clone, Copy, Debug)]
pub enum PlayStep {
    /// The partner proposes it, not to be named; the vendor would like to name it.
    PartnerProposes,
    VendorProposes,
    PartnerConsents {
        named: bool,
    },
    VendorConsents,
    Publish,
}

impl Play<'_> {
    pub(super) async fn share(&self, company: usize, step: PlayStep) -> Answer<()> {
        let lead = self.people.get(&Who { company, person: LEAD });
        let (Some(lead), Some(id)) = (lead, self.companies.get(&company)) else { return Ok(()) };
        let manager = self.manager_of(company)?;
        let mut tx = self.office.store.read().await?;
        let mut summed_up = None;
        for visit in tx.visits_of_company(*id, 20).await?.into_iter().filter(|visit| visit.state == VisitState::Held) {
            if tx.debriefs_of(visit.id).await?.len() == 2 {
                summed_up = Some(visit);
                break;
            }
        }
        let Some(visit) = summed_up else { return Ok(()) };
        let play = tx.play_of_visit(visit.id).await?;
        drop(tx);
        match (step, play) {
            (PlayStep::PartnerProposes, None) => self.propose_play(lead, &visit, "unnamed").await,
            (PlayStep::VendorProposes, None) => self.propose_play(&manager, &visit, "named").await,
            (PlayStep::PartnerConsents { named }, Some(play)) => {
                let credit = if named { "named" } else { "unnamed" };
                self.consent(lead, &play, credit).await
            }
            (PlayStep::VendorConsents, Some(play)) => self.consent(&manager, &play, "").await,
            (PlayStep::Publish, Some(play)) => {
                let form = PlayMoveForm { play: play.id.to_string(), version: play.version.to_string(), note: String::new() };
                Plays::publish(&self.office, &manager, form).await.map(drop)
            }
            _ => Ok(()),
        }
    }

    async fn consent(&self, who: &Caller, play: &jiso::plays::Play, naming: &str) -> Answer<()> {
        let form = PlayConsentForm { play: play.id.to_string(), version: play.version.to_string(), naming: naming.into() };
        Plays::consent(&self.office, who, form).await.map(drop)
    }

    /// With what the form begins with, in the words of somebody who has thought about it.
    async fn propose_play(&self, who: &Caller, visit: &JointVisit, credit: &str) -> Answer<()> {
        let begun = self.office.before_proposing(who, &visit.id.to_string()).await?.text;
        let plays = &self.words.visit.plays;
        let before = self.office.store.read().await?.open_plays(None, 50).await?.len();
        let Some(words) = plays.get(before % plays.len().max(1)) else { return Ok(()) };
        let form = PlayForm {
            idempotency_key: self.office.new_id::<()>().to_string(),
            visit: visit.id.to_string(),
            title: words.title.clone(),
            situation: words.situation.clone(),
            industry: begun.industry.map(|one| one.as_str().to_owned()).unwrap_or_default(),
            size: begun.size.map(|one| one.as_str().to_owned()).unwrap_or_default(),
            phase: SalesPhase::Activation.as_str().into(),
            opening: words.opening.clone(),
            question: words.question.clone(),
            material: words.material.clone(),
            close: words.close.clone(),
            lesson: words.lesson.clone(),
            credit: credit.into(),
            ..PlayForm::default()
        };
        Plays::propose(&self.office, who, form).await.map(drop)
    }
}
