//! The accounts that the vendor would like won.

use jiso::{
    failure::Answer,
    targets::{TargetListForm, Targets, UploadForm},
    time::{Day, Timestamp},
};

use super::play::Play;

/// What the vendor uploads, as anybody would.
const ACCOUNTS: &str = include_str!("targets.csv");
const LIST: &str = "この秋に声をかけたいお客様";
/// So many days ago.
const NAMED_DAYS: i32 = 12;
const MORNING: u16 = 545;

pub struct Prospects {
    now: Day,
    named: bool,
}

impl Prospects {
    pub fn new(now: Timestamp) -> Self {
        Self { now: now.day(), named: false }
    }

    /// What is done first thing in the morning; the clock is then a little before the office opens.
    ///
    /// # Errors
    /// [`jiso::failure::Failure`]
    pub async fn morning(&mut self, play: &Play<'_>, today: Day) -> Answer<()> {
        let days = self.now.0 - today.0;
        if self.named || days > NAMED_DAYS || days <= 0 || !play.office.programme().calendar.is_business_day(today) {
            return Ok(());
        }
        self.named = true;
        play.office.clock.set(today.at_minute(MORNING));
        let manager = play.manager_of(0)?;
        let idempotency_key = play.office.new_id::<()>().to_string();
        let list = TargetListForm { idempotency_key, name: LIST.into(), companies: Vec::new() };
        let list = play.office.make_list(&manager, list).await?;
        let upload = UploadForm { list: list.to_string(), text: ACCOUNTS.into(), ..UploadForm::default() };
        Targets::upload(&play.office, &manager, upload).await.map(drop)
    }
}
