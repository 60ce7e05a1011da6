//! Use cases: registering deals, working on them, deciding about them.

mod aftercare;
mod change;
mod clock;
mod export;
mod extend;
mod grant;
mod mail;
mod pipeline;
mod protect;
mod questions;
pub(crate) mod sheets;
mod split;
mod team;

pub(crate) use self::sheets::extension;

use std::time::Duration;

use async_trait::async_trait;
use jiso::{
    accounts::access::Action,
    activity::{Activity, ActivityKind, Subject},
    caller::Caller,
    deals::{
        AftercareForm, AppealForm, ApproveForm, Approving, Beginning, CardForm, ColleagueForm, ConflictForm, CorrectionForm,
        DealAction, DealForm, DealRegistration, DealSheet, Deals, DeclineForm, ExtensionForm, FoundConflict, HandOverForm,
        LoseForm, NewDealSheet, NoteForm, Pipeline, PipelineFilter, Registering, RegistrationForm, RejectForm, Rejection,
        ReturnForm, ReturnedFor, ReviewDesk, ReviewFilter, ReviewSheet, SplitForm, StageForm, TransferForm, Verdict,
        VerdictQuery, WinForm, verdict,
    },
    failure::{Answer, Failure, Problem},
    id::{CompanyId, DealId},
    time::Timestamp,
};
use jiso_store::{Tx, deals::Draft};

use crate::{leads::accepted_lead, office::Office, targets::target_for};

/// So that of two things that happen in one breath the second is the later.
const AT_ONCE: Duration = Duration::from_micros(1);

#[async_trait]
impl Deals for Office {
    async fn pipeline(&self, caller: &Caller, filter: PipelineFilter) -> Answer<Pipeline> {
        self.show_pipeline(caller, filter).await
    }

    async fn new_sheet(&self, caller: &Caller, begin: Beginning) -> Answer<NewDealSheet> {
        caller.may(Action::WorkDeals)?;
        let company = caller.own_company()?;
        let (programme, now) = (self.programme(), self.now());
        let mut tx = self.store.read().await?;
        let draft = tx.deal_draft_of(caller.user).await?;
        let standing = tx.standing(company).await?;
        let reviewed = tx.reviewed(company, Some(caller.user), now).await?;
        let eligibility = self.eligibility(&mut tx, company, &standing).await?;
        let tier = self.tier_of(&mut tx, company, &standing).await?;
        let approvals = programme.approvals.iter().filter(|rule| rule.is_for_tier(&tier.key)).cloned().collect();
        let draft_saved_at = draft.as_ref().map(|draft| draft.saved_at);
        let begun = self.begun(&mut tx, company, begin).await?;
        let form = match (draft, &begun) {
            (Some(draft), _) => draft.form,
            (None, begun) => RegistrationForm { idempotency_key: self.new_id::<()>().to_string(), ..begun.clone() },
        };
        let waits = (!begun.is_blank() && begun.customer != form.customer).then_some(begun.customer);
        drop(tx);
        let query = form.verdict_query();
        // A draft's verdict is rationed like any other: saving drafts must not list other partners' customers.
        let asks = !query.is_blank() && self.limits.verdict(&caller.user.to_string()).is_ok();
        let verdict = if asks { self.ask(caller, company, &query).await? } else { None };
        Ok(NewDealSheet {
            form,
            draft_saved_at,
            waits,
            verdict,
            products: sheets::products(&programme),
            earns: sheets::points_ahead(&programme, &standing, &reviewed, now),
            eligibility,
            approvals,
            today: now.day(),
        })
    }

    async fn save_draft(&self, caller: &Caller, form: RegistrationForm) -> Answer<Timestamp> {
        caller.may(Action::WorkDeals)?;
        let (company, key, now) = (caller.own_company()?, form.key()?.to_owned(), self.now());
        form.fits_a_draft()?;
        let mut tx = self.store.write().await?;
        if form.is_blank() {
            tx.delete_deal_draft(caller.user).await?;
        } else if !is_sent(&mut tx, company, &key, &form).await? {
            if tx.deal_draft_of(caller.user).await?.is_none() {
                self.record(&mut tx, self.own_act(caller, company, ActivityKind::DraftBegun)).await?;
            }
            tx.save_deal_draft(caller.user, &Draft { form, saved_at: now }).await?;
        }
        tx.commit().await?;
        Ok(now)
    }

    async fn verdict(&self, caller: &Caller, query: VerdictQuery) -> Answer<Option<Verdict>> {
        caller.may(Action::WorkDeals)?;
        let company = caller.own_company()?;
        self.limits.verdict(&caller.user.to_string())?;
        self.ask(caller, company, &query).await
    }

    async fn register(&self, caller: &Caller, form: RegistrationForm) -> Answer<DealId> {
        caller.may(Action::WorkDeals)?;
        let (company, mut key) = (caller.own_company()?, form.key()?.to_owned());
        let (programme, now) = (self.programme(), self.now());
        let facts = match form.read(now.day(), &sheets::product_keys(&programme)) {
            Ok(facts) => facts,
            Err(refused) => {
                // A browser that runs no script saves no drafts by itself, and asks no verdict on what is typed.
                self.save_draft(caller, form).await?;
                return Err(refused);
            }
        };
        let id = self.new_id();
        let deed =
            Activity { at: now, subject: Subject::Deal(id), ..self.own_act(caller, company, ActivityKind::DealRegistered) };
        let foreseen = self.foresee(&deed).await?;
        let mut tx = self.store.write().await?;
        // The number comes first: from here on nobody else claims a customer, nor sends this form, until this is done.
        let customer = &facts.customer.identity;
        let before = tx.begin_registering(company, &key, caller.user, customer, now.day()).await?;
        if let Some(sent_before) = before.sent_before {
            if tx.deal(sent_before).await?.is_none_or(|before| before.deal.facts == facts) {
                return Ok(sent_before);
            }
            // Gone back to a form that was sent, to register something else with it.
            key = self.new_id::<()>().to_string();
        }
        let deadlines = sheets::deadlines(&programme, now);
        let new = Registering { id, number: before.number, company, owner: caller.user, at: now, deadlines };
        let submitted = DealRegistration::submit(new, facts);
        let deal = submitted.deal;
        let claim = deal.claim(programme.family(&deal.facts.product));
        let rivals = if before.rivalled { tx.rivals(&claim, now.day()).await? } else { Vec::new() };
        let verdict = verdict(&claim, &rivals, now.day());
        if matches!(verdict, Verdict::OursAlready { .. }) {
            return Err(Failure::invalid("customer", Problem::AlreadyOurs));
        }
        self.has_room(&mut tx, company, before.open).await?;
        tx.insert_deal(&deal, &key).await?;
        let foreseen = foreseen.and_then(|foreseen| foreseen.on(before.basis));
        self.record_foreseen(&mut tx, deed, Some(&deal.facts.product), foreseen).await?;
        if before.drafted {
            tx.delete_deal_draft(caller.user).await?;
        }
        if let Verdict::TakenUntil { month } = verdict {
            let (version, at) = (deal.version, now + AT_ONCE);
            let conflicted = deal.mark_conflicted(Some(month), None, None, at);
            self.write_down(&mut tx, caller, version, conflicted).await?;
        } else if verdict == Verdict::Clear && self.approving(&mut tx, &deal).await? == Approving::AtOnce {
            let (version, granting) = (deal.version, self.granting(&mut tx, &deal).await?);
            let approved = deal.approve_at_once(now + AT_ONCE, granting, &rivals);
            self.write_down(&mut tx, caller, version, approved).await?;
        }
        tx.commit().await?;
        Ok(id)
    }

    async fn sheet(&self, caller: &Caller, id: DealId) -> Answer<DealSheet> {
        caller.may(Action::WorkDeals)?;
        let company = caller.own_company()?;
        let mut tx = self.store.read().await?;
        let found = tx.deal(id).await?.filter(|found| found.deal.company == company).ok_or(Failure::NotFound)?;
        self.deal_sheet(&mut tx, caller, found).await
    }

    async fn correct(&self, caller: &Caller, form: CorrectionForm) -> Answer<()> {
        let (seen, now, programme) = (form.seen()?, self.now(), self.programme());
        let (tx, deal) = self.own_deal(caller, seen, DealAction::Correct).await?;
        let facts = form.read(&deal, now.day(), &sheets::product_keys(&programme))?;
        let corrected = deal.resubmit(facts, caller.user, now, sheets::deadlines(&programme, now));
        self.carry_out(tx, caller, seen.version, corrected).await
    }

    async fn appeal(&self, caller: &Caller, form: AppealForm) -> Answer<()> {
        let ((seen, text), now) = (form.read()?, self.now());
        let (tx, deal) = self.own_deal(caller, seen, DealAction::Appeal).await?;
        let appealed = deal.appeal(text, caller.user, now, sheets::deadlines(&self.programme(), now));
        self.carry_out(tx, caller, seen.version, appealed).await
    }

    async fn withdraw(&self, caller: &Caller, form: DealForm) -> Answer<()> {
        let seen = form.seen()?;
        let (tx, deal) = self.own_deal(caller, seen, DealAction::Withdraw).await?;
        self.carry_out(tx, caller, seen.version, deal.withdraw(caller.user, self.now())).await
    }

    async fn extend(&self, caller: &Caller, form: DealForm) -> Answer<()> {
        let seen = form.seen()?;
        let (mut tx, deal) = self.own_deal(caller, seen, DealAction::Extend).await?;
        self.extend_protection(&mut tx, caller, deal).await?;
        Ok(tx.commit().await?)
    }

    async fn ask_extension(&self, caller: &Caller, form: ExtensionForm) -> Answer<()> {
        self.ask_for_extension(caller, form).await
    }

    async fn hand_over(&self, caller: &Caller, form: HandOverForm) -> Answer<()> {
        self.give_to_colleague(caller, form).await
    }

    async fn move_stage(&self, caller: &Caller, form: StageForm) -> Answer<()> {
        let ((seen, step), now) = (form.read(self.now().day())?, self.now());
        let (tx, deal) = self.own_deal(caller, seen, DealAction::MoveStage).await?;
        self.carry_out(tx, caller, seen.version, deal.move_stage(step, caller.user, now)).await
    }

    async fn move_card(&self, caller: &Caller, form: CardForm) -> Answer<()> {
        let (seen, stage) = form.read()?;
        let (tx, deal) = self.own_deal(caller, seen, DealAction::MoveStage).await?;
        self.carry_out(tx, caller, seen.version, deal.move_card(stage, caller.user, self.now())).await
    }

    async fn note_on_deal(&self, caller: &Caller, form: NoteForm) -> Answer<DealId> {
        self.take_note(caller, form).await
    }

    async fn add_colleague(&self, caller: &Caller, form: ColleagueForm) -> Answer<DealId> {
        self.put_on_deal(caller, form).await
    }

    async fn remove_colleague(&self, caller: &Caller, form: ColleagueForm) -> Answer<DealId> {
        self.take_off_deal(caller, form).await
    }

    async fn win(&self, caller: &Caller, form: WinForm) -> Answer<()> {
        let (seen, amount) = form.read()?;
        let (tx, deal) = self.own_deal(caller, seen, DealAction::Win).await?;
        self.carry_out(tx, caller, seen.version, deal.win(amount, caller.user, self.now())).await
    }

    async fn lose(&self, caller: &Caller, form: LoseForm) -> Answer<()> {
        let (seen, loss) = form.read()?;
        let (tx, deal) = self.own_deal(caller, seen, DealAction::Lose).await?;
        self.carry_out(tx, caller, seen.version, deal.lose(loss.reason, loss.note, caller.user, self.now())).await
    }

    async fn review_desk(&self, caller: &Caller, filter: ReviewFilter) -> Answer<ReviewDesk> {
        caller.may(Action::ReviewDeals)?;
        let mut tx = self.store.read().await?;
        self.desk(&mut tx, filter.read()).await
    }

    async fn review_sheet(&self, caller: &Caller, id: DealId) -> Answer<ReviewSheet> {
        caller.may(Action::ReviewDeals)?;
        let mut tx = self.store.read().await?;
        let found = tx.deal(id).await?.ok_or(Failure::NotFound)?;
        self.sheet_to_review(&mut tx, caller, found).await
    }

    async fn take_up(&self, caller: &Caller, form: DealForm) -> Answer<()> {
        let seen = form.seen()?;
        let (tx, deal) = self.deal_to_review(caller, seen).await?;
        self.carry_out(tx, caller, seen.version, deal.take_up(caller.user, self.now())).await
    }

    async fn approve(&self, caller: &Caller, form: ApproveForm) -> Answer<()> {
        let (seen, now) = (form.seen()?, self.now());
        let (mut tx, deal) = self.deal_to_review(caller, seen).await?;
        tx.wait_for_claims().await?;
        let granting = self.granting(&mut tx, &deal).await?;
        let rivals = tx.rivals(&deal.claim(granting.family.clone()), now.day()).await?;
        let approved = deal.approve(caller.user, now, granting, &rivals);
        self.carry_out(tx, caller, seen.version, approved).await
    }

    async fn return_for_info(&self, caller: &Caller, form: ReturnForm) -> Answer<()> {
        let (seen, ReturnedFor { fields, note }) = form.read()?;
        let (tx, deal) = self.deal_to_review(caller, seen).await?;
        self.carry_out(tx, caller, seen.version, deal.return_for_info(fields, note, caller.user, self.now())).await
    }

    async fn reject(&self, caller: &Caller, form: RejectForm) -> Answer<()> {
        let (seen, Rejection { reason, explanation }) = form.read()?;
        let (tx, deal) = self.deal_to_review(caller, seen).await?;
        self.carry_out(tx, caller, seen.version, deal.reject(reason, explanation, caller.user, self.now())).await
    }

    async fn mark_conflicted(&self, caller: &Caller, form: ConflictForm) -> Answer<()> {
        let (seen, FoundConflict { until, explanation }) = form.read()?;
        let (tx, deal) = self.deal_to_review(caller, seen).await?;
        let marked = deal.mark_conflicted(until, Some(explanation), Some(caller.user), self.now());
        self.carry_out(tx, caller, seen.version, marked).await
    }

    async fn grant_extension(&self, caller: &Caller, form: DealForm) -> Answer<()> {
        self.grant(caller, form).await
    }

    async fn decline_extension(&self, caller: &Caller, form: DeclineForm) -> Answer<()> {
        self.decline(caller, form).await
    }

    async fn transfer(&self, caller: &Caller, form: TransferForm) -> Answer<DealId> {
        self.move_to_company(caller, form).await
    }

    async fn split(&self, caller: &Caller, form: SplitForm) -> Answer<DealId> {
        self.split_off(caller, form).await
    }

    async fn release(&self, caller: &Caller, form: DealForm) -> Answer<()> {
        let seen = form.seen()?;
        let (tx, deal) = self.deal_to_review(caller, seen).await?;
        self.carry_out(tx, caller, seen.version, deal.release(caller.user, self.now())).await
    }

    async fn note_aftercare(&self, caller: &Caller, form: AftercareForm) -> Answer<DealId> {
        self.note(caller, form).await
    }
}

impl Office {
    /// What `begin` says of a customer; of what is another company's, nothing.
    async fn begun(&self, tx: &mut Tx, company: CompanyId, begin: Beginning) -> Answer<RegistrationForm> {
        Ok(match begin {
            Beginning::Blank => RegistrationForm::default(),
            Beginning::Again(id) => {
                let before = tx.deal(id).await?.filter(|found| found.deal.company == company);
                before.map(|found| RegistrationForm::anew(&found.deal.facts, self.now().day())).unwrap_or_default()
            }
            Beginning::Target(id) => match target_for(tx, company, id).await {
                Err(Failure::NotFound) => RegistrationForm::default(),
                target => target?.facts.begun(),
            },
            Beginning::Lead(id) => match accepted_lead(tx, company, id).await {
                Err(Failure::NotFound) => RegistrationForm::default(),
                lead => lead?.facts.begun(),
            },
        })
    }
}

/// Whether a form was sent while one of its last drafts, perhaps with half the customer's name, was on its way: then it is no draft
/// any more. A form that was gone back to, for another customer, is one.
async fn is_sent(tx: &mut Tx, company: CompanyId, key: &str, form: &RegistrationForm) -> Answer<bool> {
    let Some(id) = tx.deal_by_key(company, key).await? else { return Ok(false) };
    Ok(tx.deal(id).await?.is_some_and(|sent| sent.deal.facts.customer.name.starts_with(form.customer.trim())))
}
