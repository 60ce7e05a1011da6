//! How people of the world see each other: a word for small steps, the partner of the month, thanks.

use jiso::{
    caller::Caller,
    failure::Answer,
    partners::Partners,
    recognition::{
        AwardForm, GiftForm, GiftPolicyForm, GiftState, KudosForm, MvpForm, NominationForm, Recognition, StepForm, month_text,
    },
    time::{Day, MonthKey, Timestamp},
};
use jiso_app::recognition::praise_text;

use super::{
    cast::{LEAD, PERSONA, PERSONA_MANAGER, Who},
    dice::Dice,
    play::Play,
};

/// Everything of this begins so many days ago.
const SINCE_DAYS: i64 = 185;
/// In which month the awards of the year before are decided.
const AWARDS_MONTH: u8 = 2;
/// A company whose rules forbid gifts, and since when it has said so.
const NO_GIFTS: usize = 3;
const NO_GIFTS_DAYS: i64 = 330;
/// The personas' company names itself.
const NAMING_DAYS: i64 = 16;
/// Gifts younger than this are still being prepared.
const GIFT_DAYS: i64 = 25;
/// What happened in the last days still waits for a word.
const WAITING_DAYS: i32 = 8;
/// The months that have their partner; the ones before are open.
const MONTHS: i32 = 5;
/// Before the office opens.
const MORNING: u16 = 530;

pub struct Praise {
    dice: Dice,
    now: Day,
    told: bool,
    named: bool,
}

impl Praise {
    /// With dice of its own, so that the rest of the world falls as it would without.
    pub fn new(seed: u64, now: Timestamp) -> Self {
        Self { dice: Dice::from_seed(seed), now: now.day(), told: false, named: false }
    }

    /// What is done first thing in the morning; the clock is then a little before the office opens.
    ///
    /// # Errors
    /// [`jiso::failure::Failure`]
    pub async fn morning(&mut self, play: &Play<'_>, today: Day) -> Answer<()> {
        let calendar = play.office.programme().calendar.clone();
        let open = |day: Day| calendar.is_business_day(day);
        let days = i64::from(self.now.0 - today.0);
        if today >= self.now || !open(today) {
            return Ok(());
        }
        play.office.clock.set(today.at_minute(MORNING));
        if days <= NO_GIFTS_DAYS && !self.told {
            self.told = true;
            self.take_no_gifts(play).await?;
        }
        let first = today.month_key().first_day();
        let third = (first.0..=today.0).filter(|day| open(Day(*day))).count() == 3;
        if third && today.month() == AWARDS_MONTH && today.year() == self.now.year() {
            self.grant(play, today.year() - 1).await?;
        }
        if days > SINCE_DAYS {
            return Ok(());
        }
        let monday = today.plus(-i32::from(today.weekday()));
        if (monday.0..today.0).all(|day| !open(Day(day))) {
            self.praise(play, today).await?;
            self.send_gifts(play).await?;
        }
        if days <= NAMING_DAYS && !self.named {
            self.named = true;
            self.name_ourselves(play).await?;
        }
        if third {
            self.choose(play, today.month_key().plus(-1)).await?;
        }
        if self.dice.percent(35) {
            self.thank(play).await?;
        }
        Ok(())
    }

    /// A manager goes through the small steps of the week.
    async fn praise(&mut self, play: &Play<'_>, today: Day) -> Answer<()> {
        play.office.notice_small_steps().await?;
        let Some(manager) = play.vendor.get(PERSONA_MANAGER) else { return Ok(()) };
        for step in play.office.desk(manager, None).await?.steps {
            if self.now.0 - today.0 < WAITING_DAYS && step.at.day() > self.now.plus(-2 * WAITING_DAYS) {
                continue;
            }
            let decision = match self.dice.below(100) {
                0..65 => "",
                65..85 => StepForm::DISMISS,
                _ => continue,
            };
            let form = StepForm { step: step.id.to_string(), text: praise_text(&step), decision: decision.into() };
            play.office.decide_step(manager, form).await?;
        }
        Ok(())
    }

    /// Mostly the first of the proposal; once somebody else, with a reason.
    async fn choose(&mut self, play: &Play<'_>, month: MonthKey) -> Answer<()> {
        let back = self.now.month_key().0 - month.0;
        let Some(manager) = play.vendor.get(PERSONA_MANAGER).filter(|_| back <= MONTHS) else { return Ok(()) };
        let proposal = play.office.desk(manager, Some(month)).await?.proposal;
        let other = proposal.runners_up.first().filter(|_| back == 3);
        let Some(line) = other.or(proposal.first.as_ref()) else { return Ok(()) };
        let reason = other.and_then(|_| play.words.mvp_reasons.first()).cloned().unwrap_or_default();
        let form = MvpForm { month: month_text(month), company: line.company.to_string(), reason };
        play.office.confirm_mvp(manager, form).await.map(drop)
    }

    async fn take_no_gifts(&self, play: &Play<'_>) -> Answer<()> {
        let Some(lead) = play.people.get(&Who { company: NO_GIFTS, person: LEAD }) else { return Ok(()) };
        play.office.accept_gifts(lead, GiftPolicyForm { accepts_gifts: false }).await
    }

    /// The first of every category.
    async fn grant(&self, play: &Play<'_>, year: i32) -> Answer<()> {
        let Some(manager) = play.vendor.get(PERSONA_MANAGER) else { return Ok(()) };
        for (number, category) in play.office.awards(manager, Some(year), None).await?.categories.into_iter().enumerate() {
            let (Some(nominee), Some(reason)) =
                (category.nominees.first(), play.words.award_reasons.get(number % play.words.award_reasons.len().max(1)))
            else {
                continue;
            };
            let company = nominee.line.company.to_string();
            let form = AwardForm { year: year.to_string(), category: category.key, company, reason: reason.clone() };
            play.office.grant(manager, form).await?;
        }
        Ok(())
    }

    /// With a note by the manager; the newest are still being prepared.
    async fn send_gifts(&self, play: &Play<'_>) -> Answer<()> {
        let Some(manager) = play.vendor.get(PERSONA_MANAGER) else { return Ok(()) };
        let fresh = self.now.start().plus_days(-GIFT_DAYS);
        for gift in play.office.awards(manager, None, None).await?.gifts {
            let written = gift.state == GiftState::Sent || !gift.note.is_empty();
            let Some(note) = play.words.gift_notes.first().filter(|_| !written && gift.planned_at < fresh) else { continue };
            let form = GiftForm {
                gift: gift.activity.to_string(),
                note: note.clone(),
                yen: gift.yen.to_string(),
                decision: GiftForm::SEND.into(),
            };
            play.office.change_gift(manager, form).await?;
        }
        Ok(())
    }

    async fn name_ourselves(&self, play: &Play<'_>) -> Answer<()> {
        let lead = play.people.get(&Who { person: LEAD, ..PERSONA });
        let (Some(lead), Some(text)) = (lead, play.words.namings.first()) else { return Ok(()) };
        let Some(naming) = Recognition::sheet(&play.office, lead, None).await?.naming else { return Ok(()) };
        let Some((category, ..)) = naming.categories.into_iter().nth(2) else { return Ok(()) };
        let form = NominationForm { idempotency_key: naming.key, company: String::new(), category, text: text.clone() };
        play.office.nominate(lead, form).await
    }

    /// Somebody thanks a colleague, a partner the vendor, or the vendor a partner; the persona more often than others.
    async fn thank(&mut self, play: &Play<'_>) -> Answer<()> {
        let mut people: Vec<Who> = play.people.keys().copied().collect();
        people.sort_by_key(|who| (who.company, who.person));
        let who = if self.dice.percent(20) { Some(&PERSONA) } else { self.dice.pick(&people) };
        let Some(caller) = who.and_then(|who| play.people.get(who)) else { return Ok(()) };
        let giver: &Caller = if self.dice.percent(70) { caller } else { play.vendor.get(PERSONA_MANAGER).unwrap_or(caller) };
        let company = if giver.company.is_none() { caller.company } else { None };
        let sheet = Recognition::sheet(&play.office, giver, company).await?;
        let words = if giver.company.is_none() { &play.words.thanks_of_vendor } else { &play.words.thanks };
        let (Some(to), Some(text)) = (self.dice.pick(&sheet.whom), self.dice.pick(words)) else { return Ok(()) };
        if sheet.left == 0 {
            return Ok(());
        }
        let form = KudosForm { idempotency_key: sheet.key, to: to.id.to_string(), text: text.clone() };
        play.office.thank(giver, form).await
    }
}
