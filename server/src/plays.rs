//! Use cases: what a visit of both sides taught becomes a text for all, with the consent of both.

mod document;
mod sheets;
mod word;

use async_trait::async_trait;
use jiso::{
    accounts::access::Action,
    activity::{Activity, ActivityKind, Origin, Subject},
    caller::Caller,
    failure::{Answer, Conflict, Failure, FieldErrors},
    goals::{Said, Side},
    id::{PlayId, VisitId},
    plays::{
        Play, PlayAction, PlayConsentForm, PlayDraftSheet, PlayForm, PlayMove, PlayMoveForm, PlayNews, PlayRefusal, PlaySheet,
        PlayState, PlayText, Plays, named_in,
    },
    visits::{JointVisit, VisitState},
};
use jiso_store::Tx;

use crate::{office::Office, visits};

#[async_trait]
impl Plays for Office {
    async fn sheet(&self, caller: &Caller, id: &str) -> Answer<PlaySheet> {
        let mut tx = self.store.read().await?;
        let play = visible(&mut tx, caller, id.parse().map_err(|_| Failure::NotFound)?).await?;
        self.play_sheet(&mut tx, caller, play).await
    }

    async fn before_proposing(&self, caller: &Caller, visit: &str) -> Answer<PlayDraftSheet> {
        let mut tx = self.store.read().await?;
        let visit = visits::visible(&mut tx, caller, visit.parse().map_err(|_| Failure::NotFound)?).await?;
        self.may_become_one(&mut tx, &visit).await?;
        self.play_to_propose(&mut tx, caller, visit).await
    }

    async fn propose(&self, caller: &Caller, form: PlayForm) -> Answer<PlayId> {
        caller.may(Action::WorkTogether)?;
        let ((id, visit), side, said) = (form.proposes()?, Side::of(caller.role), self.said_now(caller));
        let (text, named) = form.read()?;
        let mut tx = self.store.write().await?;
        let visit = visits::visible(&mut tx, caller, visit).await?;
        if tx.play_of_visit(visit.id).await?.is_some_and(|play| play.id == id && play.proposed.by == caller.user) {
            return Ok(id);
        }
        self.may_become_one(&mut tx, &visit).await?;
        let mut play = Play {
            id,
            visit: visit.id,
            deal: visit.deal,
            company: visit.company,
            version: 1,
            state: PlayState::Proposed,
            from: side,
            side,
            lang: caller.lang,
            text,
            named,
            proposed: said,
            moved: said,
            note: None,
            partner_consent: (side == Side::Partner).then_some(said),
            vendor_consent: (side == Side::Vendor).then_some(said),
            document: None,
        };
        self.names_nobody(&mut tx, &play).await?;
        if !tx.insert_play(&play).await? {
            return Err(self.already_proposed(&mut tx, visit.id).await?);
        }
        play.version = 0;
        self.tell_of_play(&mut tx, caller, &play, PlayNews::Proposed).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn change(&self, caller: &Caller, form: PlayForm) -> Answer<PlayId> {
        caller.may(Action::WorkTogether)?;
        let ((id, seen), (text, named)) = (form.changes()?, form.read()?);
        let mut tx = self.store.write().await?;
        let mut play = visible(&mut tx, caller, id).await?;
        if says(&play, Side::of(caller.role), &text, named) {
            return Ok(id);
        }
        let moved = play.change(seen, Side::of(caller.role), self.said_now(caller), text, named);
        self.names_nobody(&mut tx, &play).await?;
        self.keep_play(&mut tx, caller, &play, moved, PlayAction::Change, PlayNews::Changed).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn consent(&self, caller: &Caller, form: PlayConsentForm) -> Answer<PlayId> {
        caller.may(Action::WorkTogether)?;
        let ((id, seen), side) = (form.seen()?, Side::of(caller.role));
        let named = if side == Side::Partner { Some(form.named()?) } else { None };
        let mut tx = self.store.write().await?;
        let mut play = visible(&mut tx, caller, id).await?;
        if play.state.has_both() && play.side == side && play.version == seen + 1 {
            return Ok(id);
        }
        let moved = play.agree(seen, side, self.said_now(caller), named);
        if moved.is_ok() {
            self.names_nobody(&mut tx, &play).await?;
            play.document = Some(self.draft_of_play(&mut tx, caller, &play).await?);
        }
        self.keep_play(&mut tx, caller, &play, moved, PlayAction::Consent, PlayNews::Consented).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn ask_change(&self, caller: &Caller, form: PlayMoveForm) -> Answer<PlayId> {
        caller.may(Action::WorkTogether)?;
        let ((id, seen), why, side) = (form.seen()?, form.why()?, Side::of(caller.role));
        let mut tx = self.store.write().await?;
        let mut play = visible(&mut tx, caller, id).await?;
        if (play.state, play.side, play.note.as_ref()) == (PlayState::ChangeAsked, side, Some(&why)) {
            return Ok(id);
        }
        let moved = play.ask_change(seen, side, self.said_now(caller), why);
        self.keep_play(&mut tx, caller, &play, moved, PlayAction::AskChange, PlayNews::ChangeAsked).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn decline(&self, caller: &Caller, form: PlayMoveForm) -> Answer<PlayId> {
        caller.may(Action::WorkTogether)?;
        let ((id, seen), why, side) = (form.seen()?, form.note()?, Side::of(caller.role));
        let mut tx = self.store.write().await?;
        let mut play = visible(&mut tx, caller, id).await?;
        if (play.state, play.side) == (PlayState::Declined, side) {
            return Ok(id);
        }
        let moved = play.decline(seen, side, self.said_now(caller), why);
        self.keep_play(&mut tx, caller, &play, moved, PlayAction::Decline, PlayNews::Declined).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn publish(&self, caller: &Caller, form: PlayMoveForm) -> Answer<PlayId> {
        caller.may(Action::PublishPlays)?;
        let (id, seen) = form.seen()?;
        let mut tx = self.store.write().await?;
        let mut play = visible(&mut tx, caller, id).await?;
        if play.state == PlayState::Published {
            return Ok(id);
        }
        let moved = play.publish(seen, Side::Vendor, self.said_now(caller));
        if moved.is_ok() {
            self.names_nobody(&mut tx, &play).await?;
            self.publish_document_of(&mut tx, caller, &play).await?;
            self.share(&mut tx, &play).await?;
        }
        self.keep_play(&mut tx, caller, &play, moved, PlayAction::Publish, PlayNews::Published).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn withdraw(&self, caller: &Caller, form: PlayMoveForm) -> Answer<PlayId> {
        caller.may(Action::WorkTogether)?;
        let ((id, _), why, side) = (form.seen()?, form.note()?, Side::of(caller.role));
        let mut tx = self.store.write().await?;
        let mut play = visible(&mut tx, caller, id).await?;
        if (play.state, play.side) == (PlayState::Withdrawn, side) {
            return Ok(id);
        }
        let moved = play.withdraw(side, self.said_now(caller), why);
        if moved.is_ok() {
            self.hide_document_of(&mut tx, caller, &play).await?;
        }
        self.keep_play(&mut tx, caller, &play, moved, PlayAction::Withdraw, PlayNews::Withdrawn).await?;
        tx.commit().await?;
        Ok(id)
    }
}

/// One of the partner's own visits, or of any company for those of the vendor who go along. Others of the vendor who publish see
/// it while both consents stand.
async fn visible(tx: &mut Tx, caller: &Caller, id: PlayId) -> Answer<Play> {
    let together = caller.may(Action::WorkTogether);
    if together.is_err() {
        caller.may(Action::PublishPlays)?;
    }
    let shown = |play: &Play| match (Side::of(caller.role), together.is_ok()) {
        (Side::Partner, _) => caller.company == Some(play.company),
        (Side::Vendor, true) => true,
        (Side::Vendor, false) => play.state.has_both(),
    };
    tx.play(id).await?.filter(shown).ok_or(Failure::NotFound)
}

/// The same sent again, or nothing changed: a side that consents to this text already is not asked about it anew.
fn says(play: &Play, side: Side, text: &PlayText, named: bool) -> bool {
    play.state != PlayState::ChangeAsked && play.consent(side).is_some() && play.text == *text && play.named == named
}

impl Office {
    fn said_now(&self, caller: &Caller) -> Said {
        Said { by: caller.user, at: self.now() }
    }

    /// Of a visit that took place, once both sides have summed it up, while there is none.
    async fn may_become_one(&self, tx: &mut Tx, visit: &JointVisit) -> Answer<()> {
        if tx.play_of_visit(visit.id).await?.is_some() {
            return Err(self.already_proposed(tx, visit.id).await?);
        }
        if self.is_summed_up(tx, visit).await? {
            return Ok(());
        }
        Err(Failure::Conflict { conflict: Conflict::NotInThisStatus { status: visit.state.as_str().into() } })
    }

    async fn is_summed_up(&self, tx: &mut Tx, visit: &JointVisit) -> Answer<bool> {
        Ok(visit.state == VisitState::Held && tx.debriefs_of(visit.id).await?.len() == 2)
    }

    async fn already_proposed(&self, tx: &mut Tx, visit: VisitId) -> Answer<Failure> {
        let play = tx.play_of_visit(visit).await?.ok_or(Failure::NotFound)?;
        self.meanwhile_play(tx, &play).await
    }

    async fn meanwhile_play(&self, tx: &mut Tx, play: &Play) -> Answer<Failure> {
        let by = self.person(tx, play.moved.by).await?;
        Ok(Failure::Conflict { conflict: Conflict::Decided { by, at: play.moved.at } })
    }

    /// Neither the customer nor the partner stands in the text, as both are called now.
    async fn names_nobody(&self, tx: &mut Tx, play: &Play) -> Answer<()> {
        let names = self.companies_of(tx, play.deal, play.company).await?;
        let errors: FieldErrors = named_in(&play.text, &names);
        errors.or(Some(()))
    }

    /// Keeps a move that was allowed, and tells the other side.
    async fn keep_play(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        play: &Play,
        moved: Result<(), PlayRefusal>,
        action: PlayAction,
        news: PlayNews,
    ) -> Answer<()> {
        if moved.is_err() || !tx.change_play(play, action).await? {
            let now = tx.play(play.id).await?.ok_or(Failure::NotFound)?;
            return Err(self.meanwhile_play(tx, &now).await?);
        }
        self.tell_of_play(tx, caller, play, news).await
    }

    /// What the partner shares counts for whoever of it consented: once a deal, however often it is published.
    async fn share(&self, tx: &mut Tx, play: &Play) -> Answer<()> {
        let published = |done: &PlayMove| done.action == PlayAction::Publish;
        if tx.play_moves(play.id).await?.iter().any(published) {
            return Ok(());
        }
        let product = tx.deal(play.deal).await?.map(|found| found.deal.facts.product);
        let shared = Activity {
            user: play.partner_consent.map(|said| said.by),
            origin: if play.from == Side::Partner { Origin::SelfStarted } else { Origin::Requested },
            subject: Subject::Deal(play.deal),
            ..self.of_the_vendor(play.company, ActivityKind::CaseShared, play.moved.at)
        };
        self.record_about(tx, shared, product.as_deref()).await.map(drop)
    }
}
