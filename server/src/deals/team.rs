//! Use cases: who of the company works on a deal, and what they note of it.

use jiso::{
    accounts::access::Action,
    caller::Caller,
    deals::{Colleague, ColleagueForm, DealPart, DealRegistration, DealTeam, DealWork, Happening, NoteForm, TimelineEntry},
    failure::{Answer, Failure},
    id::DealId,
    notifications::NoticeText,
};
use jiso_store::Tx;

use crate::office::Office;

/// Notes that a page shows at most.
const NOTES_SHOWN: i64 = 200;

impl Office {
    pub(super) async fn part(&self, tx: &mut Tx, caller: &Caller, deal: &DealRegistration) -> Answer<DealPart> {
        let colleague = tx.is_colleague(deal.id, caller.user).await?;
        Ok(DealPart::of(deal, caller.user, caller.role, colleague))
    }

    /// A deal of the caller's company on which they may do `work`.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for another company's, [`Failure::Forbidden`] where it is a colleague's work.
    pub(crate) async fn deal_for(&self, tx: &mut Tx, caller: &Caller, id: DealId, work: DealWork) -> Answer<DealRegistration> {
        caller.may(Action::WorkDeals)?;
        let company = caller.own_company()?;
        let deal = tx.deal(id).await?.map(|found| found.deal).filter(|deal| deal.company == company).ok_or(Failure::NotFound)?;
        if self.part(tx, caller, &deal).await?.may(work) { Ok(deal) } else { Err(Failure::Forbidden) }
    }

    pub(super) async fn take_note(&self, caller: &Caller, form: NoteForm) -> Answer<DealId> {
        let (id, key, text) = form.read()?;
        let mut tx = self.store.write().await?;
        let deal = self.deal_for(&mut tx, caller, id, DealWork::Note).await?;
        tx.add_note(self.new_id(), deal.id, caller.user, self.now(), &text, key).await?;
        tx.commit().await?;
        Ok(deal.id)
    }

    pub(super) async fn put_on_deal(&self, caller: &Caller, form: ColleagueForm) -> Answer<DealId> {
        let (id, user) = form.read()?;
        let mut tx = self.store.write().await?;
        let deal = self.deal_for(&mut tx, caller, id, DealWork::Decide).await?;
        let people = tx.users_of_company(deal.company).await?;
        let colleague = people.into_iter().find(|one| one.id == user && one.id != deal.owner);
        let colleague = colleague.ok_or_else(ColleagueForm::not_offered)?;
        let now = self.now();
        if tx.add_colleague(deal.id, colleague.id, caller.user, now).await? && colleague.id != caller.user {
            let (customer, number) = (deal.facts.customer.name.clone(), deal.number);
            let text = NoticeText::DealShared { customer, number, by: caller.name.clone() };
            let once_key = format!("shared:{}:{}:{}", deal.id, colleague.id, now.micros());
            self.tell_in_short(&mut tx, &colleague, text, format!("/deals/{}", deal.id), once_key).await?;
        }
        tx.commit().await?;
        Ok(deal.id)
    }

    pub(super) async fn take_off_deal(&self, caller: &Caller, form: ColleagueForm) -> Answer<DealId> {
        let (id, user) = form.read()?;
        let mut tx = self.store.write().await?;
        // Whoever is on it may step back.
        let work = if user == caller.user { DealWork::Note } else { DealWork::Decide };
        let deal = self.deal_for(&mut tx, caller, id, work).await?;
        tx.remove_colleague(deal.id, user).await?;
        tx.commit().await?;
        Ok(deal.id)
    }

    /// Who works on a deal, for a reader with this `part`.
    pub(super) async fn team(&self, tx: &mut Tx, deal: &DealRegistration, part: DealPart) -> Answer<DealTeam> {
        let on_it = tx.colleagues_of(deal.id).await?;
        let may_choose = part.may(DealWork::Decide);
        let people = if may_choose { tx.users_of_company(deal.company).await? } else { Vec::new() };
        let free = people.into_iter().filter(|one| one.id != deal.owner && on_it.iter().all(|(id, _)| *id != one.id));
        Ok(DealTeam {
            others: free.map(|one| Colleague { id: one.id, name: one.name }).collect(),
            // A deal that was handed to one of them is theirs now.
            colleagues: on_it.into_iter().filter(|(id, _)| *id != deal.owner).map(|(id, name)| Colleague { id, name }).collect(),
            may_choose,
            note_key: part.may(DealWork::Note).then(|| self.new_id::<()>().to_string()),
        })
    }

    /// What was noted of a deal, for who works on it.
    pub(super) async fn noted(&self, tx: &mut Tx, deal: &DealRegistration, part: DealPart) -> Answer<Vec<TimelineEntry>> {
        if !part.may(DealWork::Note) {
            return Ok(Vec::new());
        }
        let notes = tx.notes_of(deal.id, NOTES_SHOWN).await?.into_iter();
        let entry = |note: jiso_store::deals::team::Note| TimelineEntry {
            at: note.at,
            what: Happening::Note(note.text),
            who: Some(note.author_name),
            amount: None,
            points: Vec::new(),
        };
        Ok(notes.map(entry).collect())
    }
}
