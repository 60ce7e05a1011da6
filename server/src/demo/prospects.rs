//! The accounts that the vendor would like won, and the leads it passes on.

use jiso::{
    failure::Answer,
    leads::{LeadForm, Leads},
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

/// An enquiry that reached the vendor so many days ago, or on the first business day after.
struct Enquiry {
    days: i32,
    customer: &'static str,
    industry: &'static str,
    size: &'static str,
    note: &'static str,
    contact: &'static str,
}

const ENQUIRIES: [Enquiry; 2] = [
    Enquiry {
        days: 7,
        customer: "東浜テクノ株式会社",
        industry: "manufacturing",
        size: "medium",
        note: "展示会でデモをご覧になり、来期の予算に間に合う見積もりを希望されています。",
        contact: "製造管理部 浜口様、展示会での名刺あり",
    },
    Enquiry {
        days: 2,
        customer: "株式会社はなみずき薬局",
        industry: "retail",
        size: "medium",
        note: "店舗間の問い合わせを一つにまとめたいと、サイトから資料の請求がありました。",
        contact: "本部 業務改善ご担当 水木様",
    },
];

pub struct Prospects {
    now: Day,
    named: bool,
    /// How many enquiries have been passed on.
    offered: usize,
}

impl Prospects {
    pub fn new(now: Timestamp) -> Self {
        Self { now: now.day(), named: false, offered: 0 }
    }

    /// What is done first thing in the morning; the clock is then a little before the office opens.
    ///
    /// # Errors
    /// [`jiso::failure::Failure`]
    pub async fn morning(&mut self, play: &Play<'_>, today: Day) -> Answer<()> {
        let days = self.now.0 - today.0;
        if days > NAMED_DAYS || days <= 0 || !play.office.programme().calendar.is_business_day(today) {
            return Ok(());
        }
        play.office.clock.set(today.at_minute(MORNING));
        if !self.named {
            self.named = true;
            name_targets(play).await?;
        }
        while let Some(enquiry) = ENQUIRIES.get(self.offered).filter(|enquiry| days <= enquiry.days) {
            self.offered += 1;
            pass_on(play, enquiry).await?;
        }
        Ok(())
    }
}

async fn name_targets(play: &Play<'_>) -> Answer<()> {
    let manager = play.manager_of(0)?;
    let idempotency_key = play.office.new_id::<()>().to_string();
    let list = TargetListForm { idempotency_key, name: LIST.into(), companies: Vec::new() };
    let list = play.office.make_list(&manager, list).await?;
    let upload = UploadForm { list: list.to_string(), text: ACCOUNTS.into(), ..UploadForm::default() };
    Targets::upload(&play.office, &manager, upload).await.map(drop)
}

async fn pass_on(play: &Play<'_>, enquiry: &Enquiry) -> Answer<()> {
    let form = LeadForm {
        idempotency_key: play.office.new_id::<()>().to_string(),
        customer: enquiry.customer.into(),
        industry: enquiry.industry.into(),
        size: enquiry.size.into(),
        note: enquiry.note.into(),
        contact: enquiry.contact.into(),
        ..LeadForm::default()
    };
    Leads::offer(&play.office, &play.manager_of(0)?, form).await.map(drop)
}
