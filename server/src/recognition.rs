//! Use cases: thanks, small steps, the partner of the month.

mod awards;
mod gifts;
mod kudos;
mod mvp;
mod steps;

use async_trait::async_trait;
use jiso::{
    accounts::access::Action,
    caller::Caller,
    failure::Answer,
    id::CompanyId,
    recognition::{
        AwardForm, AwardsDesk, GiftForm, GiftLine, HomePraise, KudosForm, MvpForm, NominationForm, Recognition, RecognitionDesk,
        RecognitionSheet, StepForm,
    },
    time::MonthKey,
};
use jiso_store::Tx;

pub use self::steps::StepMemo;
use crate::office::Office;

/// Thanks shown on one's own page.
const KUDOS_SHOWN: i64 = 20;
/// Gifts in the queue and at their receiver.
const GIFTS_SHOWN: i64 = 30;
/// How long the first page tells of what has happened, in days.
const HOME_DAYS: i64 = 14;
const HOME_MVP_DAYS: i64 = 31;

#[async_trait]
impl Recognition for Office {
    async fn sheet(&self, caller: &Caller, company: Option<CompanyId>) -> Answer<RecognitionSheet> {
        caller.may(Action::Thank)?;
        let mut tx = self.store.read().await?;
        let (company, whom) = self.whom(&mut tx, caller, company).await?;
        let quota = u32::from(self.programme().recognition.kudos_per_month);
        let given = tx.given_since(caller.user, self.this_month()).await?;
        Ok(RecognitionSheet {
            mvps: self.hall_of_fame(&mut tx, caller).await?,
            awards: self.awards_shown(&mut tx, caller).await?,
            gifts: self.own_gifts(&mut tx, caller).await?,
            naming: self.self_naming(&mut tx, caller).await?,
            received: self.received(&mut tx, caller).await?,
            given: tx.kudos_by_person(caller.user, KUDOS_SHOWN).await?,
            left: quota.saturating_sub(given),
            quota,
            whom,
            company,
            key: self.new_id::<()>().to_string(),
            today: self.now().day(),
        })
    }

    async fn thank(&self, caller: &Caller, form: KudosForm) -> Answer<()> {
        caller.may(Action::Thank)?;
        self.give_kudos(caller, form.read()?).await
    }

    async fn desk(&self, caller: &Caller, month: Option<MonthKey>) -> Answer<RecognitionDesk> {
        caller.may(Action::Recognise)?;
        let mut tx = self.store.read().await?;
        self.recognition_desk(&mut tx, month).await
    }

    async fn confirm_mvp(&self, caller: &Caller, form: MvpForm) -> Answer<MonthKey> {
        caller.may(Action::Recognise)?;
        let choice = form.read()?;
        let month = choice.month;
        self.choose_mvp(caller, choice).await?;
        Ok(month)
    }

    async fn decide_step(&self, caller: &Caller, form: StepForm) -> Answer<()> {
        caller.may(Action::Recognise)?;
        let (step, decision) = form.read()?;
        self.settle_step(caller, step, decision).await
    }

    async fn awards(&self, caller: &Caller, year: Option<i32>, naming: Option<CompanyId>) -> Answer<AwardsDesk> {
        caller.may(Action::Recognise)?;
        self.awards_desk(caller, year, naming).await
    }

    async fn nominate(&self, caller: &Caller, form: NominationForm) -> Answer<()> {
        caller.may(Action::Thank)?;
        self.name_for_award(caller, form).await
    }

    async fn grant(&self, caller: &Caller, form: AwardForm) -> Answer<i32> {
        caller.may(Action::Recognise)?;
        let choice = form.read(&self.programme().awards)?;
        let year = choice.year;
        self.grant_award(caller, choice).await?;
        Ok(year)
    }

    async fn change_gift(&self, caller: &Caller, form: GiftForm) -> Answer<()> {
        caller.may(Action::Recognise)?;
        let change = form.read(self.programme().recognition.gifts)?;
        self.write_gift(caller, change).await
    }
}

impl Office {
    async fn own_gifts(&self, tx: &mut Tx, caller: &Caller) -> Answer<Vec<GiftLine>> {
        let Some(company) = caller.company else { return Ok(Vec::new()) };
        Ok(tx.gifts_of_company(company, GIFTS_SHOWN).await?)
    }

    /// What a partner's first page tells of praise.
    pub(crate) async fn home_praise(&self, tx: &mut Tx, caller: &Caller, company: CompanyId) -> Answer<HomePraise> {
        let now = self.now();
        let kudos = tx.kudos_for_company(company, caller.user, now.plus_days(-HOME_DAYS), 1).await?.into_iter().next();
        let since = now.plus_days(-HOME_MVP_DAYS);
        let newest = tx.mvps(1).await?.into_iter().find(|mvp| mvp.at >= since);
        Ok(HomePraise { kudos, mvp: newest.map(|mvp| mvp::shown(caller, mvp)) })
    }
}
