//! The demo world: forty companies and their last two years, lived through the portal's own use cases on a clock that is moved.

use jiso::{failure::Failure, time::Timestamp};

use super::{
    cast::{Cast, PERSONA},
    diary::Diary,
    dice::Dice,
    hours::Hours,
    pipeline::{attach_files, note_deals},
    play::Play,
    praise::Praise,
    proposing::propose,
    prospects::Prospects,
    searching::look_in_vain,
    story::STORIES,
    trial::try_a_change,
    words::Words,
};
use crate::office::{Chance, Clock, Office};

/// Everything in the world follows from this number and the day it is made.
const SEED: u64 = 20;
/// Everybody's password.
pub const PASSWORD: &str = "jiso-demo-world";
/// The vendor's people come in so many days ago.
const BEGAN: i64 = 735;
/// Mail older than this has been read and thrown away.
const MAIL_KEPT_DAYS: i64 = 14;
/// What was told before has been read.
const NOTICES_UNREAD_DAYS: i64 = 10;

/// What was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Made {
    pub companies: usize,
    pub deals: usize,
    pub deeds: usize,
    /// Deeds that the portal refused; none, unless a rule and the world disagree.
    pub refused: usize,
}

#[derive(Debug, thiserror::Error)]
pub enum WorldError {
    #[error("the demo world's words: {0}")]
    Words(#[from] toml::de::Error),
    #[error("the demo world: {0}")]
    Failed(#[from] Failure),
    #[error("the demo world: {0}")]
    Store(#[from] jiso_store::StoreError),
}

/// All companies.
pub fn everybody() -> Vec<usize> {
    (0..STORIES.len()).collect()
}

/// Makes the world in an empty database, with those of the forty companies that are asked for; `progress` hears what percentage
/// is done.
///
/// # Errors
/// When the store fails.
pub async fn make(office: &Office, now: Timestamp, companies: &[usize], progress: impl Fn(usize)) -> Result<Made, WorldError> {
    let words = Words::read()?;
    let mut dice = Dice::from_seed(SEED);
    let cast = Cast::of(&words, &mut dice);
    let programme = office.programme();
    let hours = Hours { calendar: programme.calendar.clone(), now };
    let mut diary = Diary::new(&words, &cast, &programme.products, hours, dice);
    for company in companies {
        diary.live(*company);
    }
    diary.need_more_time(companies);
    let (intentions, deals) = diary.finish();

    let clock = Clock::standing_at(now.plus_days(-BEGAN));
    let stage = Office { clock: clock.clone(), chance: Chance::from_seed(SEED), ..office.clone() };
    let mut play = Play::new(stage.clone(), &words, &cast, &deals);
    play.open_the_house(PASSWORD).await?;
    let mut praise = Praise::new(SEED, now);
    let mut prospects = Prospects::new(now);
    let mut refused = 0;
    let mut today = stage.now().day();
    for (done, intention) in intentions.iter().enumerate() {
        while today < intention.at.day() {
            today = today.plus(1);
            clock.set(today.start());
            stage.end_holds().await?;
            stage.let_deals_age().await?;
            stage.remind_of_protections().await?;
            stage.close_goals().await?;
            stage.let_questions_age().await?;
            stage.look_at_pacts().await?;
            stage.let_offers_lapse().await?;
            stage.review_tiers().await?;
            play.reword_template(today, now.day()).await?;
            praise.morning(&play, today).await?;
            prospects.morning(&play, today).await?;
        }
        clock.set(intention.at);
        if let Err(failure) = play.perform(&intention.deed).await {
            tracing::warn!(%failure, ?failure, at = %intention.at.iso(), deed = ?intention.deed, "demo world: refused");
            refused += 1;
        }
        if done * 20 / intentions.len() != (done + 1) * 20 / intentions.len() {
            progress((done + 1) * 100 / intentions.len());
        }
    }
    clock.set(now);
    stage.end_holds().await?;
    stage.let_deals_age().await?;
    stage.remind_of_protections().await?;
    stage.close_goals().await?;
    stage.let_questions_age().await?;
    stage.look_at_pacts().await?;
    stage.let_offers_lapse().await?;
    stage.review_tiers().await?;
    stage.notice_small_steps().await?;
    for company in companies.iter().filter_map(|number| play.companies.get(number)) {
        note_deals(&stage, &clock, &words, *company).await?;
    }
    look_in_vain(&stage, &play, &words.searches, now).await?;
    if let Some(company) = play.companies.get(&PERSONA.company) {
        attach_files(&stage, &clock, &words, *company).await?;
        propose(&stage, &words.proposing, *company).await?;
    }
    try_a_change(&stage).await?;
    let mut tx = office.store.write().await?;
    tx.delete_jobs_due_before(now.plus_days(-MAIL_KEPT_DAYS)).await?;
    tx.read_notices_before(now.plus_days(-NOTICES_UNREAD_DAYS)).await?;
    tx.commit().await?;
    Ok(Made { companies: companies.len(), deals: deals.len(), deeds: intentions.len(), refused })
}

#[cfg(test)]
mod tests {
    use jiso::{
        boards::Boards,
        demo::PersonaKey,
        partners::{PartnerFilter, Partners},
        phases::{Phase, StallReason},
    };

    use super::*;
    use crate::{demo::story::Story, testing::portal};

    const fn today(story: Story) -> (Phase, Option<StallReason>) {
        use Phase::{Activation, Onboarding, Retention};
        use StallReason as R;
        match story {
            Story::JustSigned | Story::Preparing => (Onboarding, None),
            Story::NotStarted => (Onboarding, Some(R::NotStarted)),
            Story::FirstStepHeavy => (Onboarding, Some(R::FirstStepHeavy)),
            Story::BenefitUnseen => (Onboarding, Some(R::BenefitUnseen)),
            Story::NoGoal => (Onboarding, Some(R::NoGoal)),
            Story::ProductUnclear => (Onboarding, Some(R::ProductUnclear)),
            Story::BuyerUnclear => (Onboarding, Some(R::BuyerUnclear)),
            Story::QuietBeginner => (Onboarding, Some(R::ContactLost)),
            Story::Persona | Story::Activating => (Activation, None),
            Story::WaitingForVendor => (Activation, Some(R::WaitingForVendor)),
            Story::CustomerUnclear => (Activation, Some(R::CustomerUnclear)),
            Story::NoFirstMeeting => (Activation, Some(R::NoFirstMeeting)),
            Story::MeetingWithoutProposal => (Activation, Some(R::MeetingWithoutProposal)),
            Story::ProposalWithoutOrder => (Activation, Some(R::ProposalWithoutOrder)),
            Story::NoFirstSuccess => (Activation, Some(R::NoFirstSuccess)),
            Story::SoleSeller => (Activation, Some(R::OnePersonOnly)),
            Story::QuietSeller => (Activation, Some(R::ContactLost)),
            Story::Thriving => (Retention, None),
            Story::SoleChampion => (Retention, Some(R::OnePersonOnly)),
            Story::ChampionLeft => (Retention, Some(R::ChampionLeft)),
            Story::TierUnreachable => (Retention, Some(R::TierUnreachable)),
            Story::MaterialOutdated => (Retention, Some(R::MaterialOutdated)),
            Story::Resting => (Retention, Some(R::PriorityDropped)),
            Story::Dormant => (Retention, Some(R::SupportGone)),
        }
    }

    /// The first company of each story.
    fn one_of_each() -> Vec<usize> {
        let first = |story: Story| STORIES.iter().position(|(other, ..)| *other == story);
        let mut chosen: Vec<usize> = STORIES.iter().filter_map(|(story, ..)| first(*story)).collect();
        chosen.sort_unstable();
        chosen.dedup();
        chosen
    }

    #[tokio::test]
    async fn every_company_stands_where_its_story_ends() {
        let portal = portal().await;
        portal.import_content().await;
        let office = &portal.office;
        let chosen = one_of_each();
        let made = make(office, office.now(), &chosen, |_| {}).await.unwrap();
        assert_eq!(made.refused, 0);
        let manager = office.persona(PersonaKey::Manager).await.unwrap().unwrap().caller();
        let mut wrong = Vec::new();
        for page in 1..5 {
            let list = Partners::list(office, &manager, PartnerFilter { page, ..PartnerFilter::default() }).await.unwrap();
            for line in list.partners.items {
                let words = Words::read().unwrap();
                let Some(number) = words.partners.iter().position(|(name, ..)| *name == line.name) else { continue };
                let expected = today(STORIES[number].0);
                if (line.phase.phase, line.phase.reason()) != expected {
                    wrong.push(format!(
                        "{} is {:?} {:?}, not {expected:?}: {:?}",
                        line.name,
                        line.phase.phase,
                        line.phase.reason(),
                        line.phase.evidence
                    ));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        let boards = Boards::list(office, &manager).await.unwrap();
        for row in boards.yours.iter().chain(&boards.theirs) {
            let late = row.due.seconds_until(office.now()) / 86_400;
            assert!(late <= 10, "the board of {} is late by {late} days: {}", row.customer, row.step);
        }
    }
}
