//! The demo world: forty companies and their last two years, lived through the portal's own use cases on a clock that is moved.

use jiso::{failure::Failure, time::Timestamp};

use super::{
    cast::Cast,
    diary::Diary,
    dice::Dice,
    hours::Hours,
    play::Play,
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

/// Makes the world in an empty database. `companies` bounds how many there are; `progress` hears what percentage is done.
///
/// # Errors
/// When the store fails.
pub async fn make(office: &Office, now: Timestamp, companies: usize, progress: impl Fn(usize)) -> Result<Made, WorldError> {
    let words = Words::read()?;
    let mut dice = Dice::from_seed(SEED);
    let mut cast = Cast::of(&words, &mut dice);
    cast.companies.truncate(companies);
    let programme = office.programme();
    let hours = Hours { calendar: programme.calendar.clone(), now };
    let mut diary = Diary::new(&words, &cast, &programme.products, hours, dice);
    for company in 0..cast.companies.len() {
        diary.live(company);
    }
    let (intentions, deals) = diary.finish();

    let clock = Clock::standing_at(now.plus_days(-BEGAN));
    let stage = Office { clock: clock.clone(), chance: Chance::from_seed(SEED), ..office.clone() };
    let mut play = Play::new(stage.clone(), &words, &cast, &deals);
    play.open_the_house(PASSWORD).await?;
    let mut refused = 0;
    let mut today = stage.now().day();
    for (done, intention) in intentions.iter().enumerate() {
        while today < intention.at.day() {
            today = today.plus(1);
            clock.set(today.start());
            stage.let_deals_age().await?;
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
    stage.let_deals_age().await?;
    let mut tx = office.store.write().await?;
    tx.delete_jobs_due_before(now.plus_days(-MAIL_KEPT_DAYS)).await?;
    tx.commit().await?;
    Ok(Made { companies: cast.companies.len(), deals: deals.len(), deeds: intentions.len(), refused })
}
