//! One deal, and how it looks in every status.

use crate::{
    deals::*,
    id::{CompanyId, DealId, Id, UserId},
    money::Money,
    time::{Day, MonthKey, Timestamp},
};

pub fn id<T>(n: u8) -> Id<T> {
    Id::new(Timestamp::EPOCH, [n; 10])
}
pub const fn day(n: i32) -> Day {
    Day(20_780 + n)
}
/// Ten in the morning of the `n`th day.
pub fn at(n: i32) -> Timestamp {
    day(n).at_minute(600)
}
pub fn partner() -> UserId {
    id(1)
}
pub fn reviewer() -> UserId {
    id(2)
}
pub fn company() -> CompanyId {
    id(3)
}
pub fn deal_id() -> DealId {
    id(4)
}
/// The editions of one service.
pub fn family() -> Vec<String> {
    vec!["lite".into(), "standard".into()]
}
pub fn granting(people: u8) -> Granting {
    Granting { people, days: 90, family: family() }
}
pub fn deadlines(from: i32) -> Deadlines {
    Deadlines { respond_by: at(from + 1), decide_by: at(from + 2) }
}
pub fn explanation() -> Explanation {
    Explanation { text: "直販が商談中です".into(), what_would_change: "別部署の案件である証拠".into() }
}
pub fn facts() -> DealFacts {
    DealFacts {
        customer: CustomerCard::new(
            "株式会社北浜製作所".into(),
            CorporateNumber::parse("7000012050002"),
            Domain::parse("kitahama.co.jp"),
        ),
        industry: Industry::Manufacturing,
        size: CompanySize::Medium,
        territory: Some(Territory::Kinki),
        product: "standard".into(),
        amount: Money::yen(2_400_000),
        expected_close: day(60),
        need: "問い合わせが共有メールに埋もれている".into(),
        next_step: Some(NextStep { text: "工場長に電話".into(), on: Some(day(3)) }),
    }
}
pub fn submitted() -> DealRegistration {
    let new = Registering {
        id: deal_id(),
        number: DealNumber(1042),
        company: company(),
        owner: partner(),
        at: at(0),
        deadlines: deadlines(0),
    };
    DealRegistration::submit(new, facts()).deal
}
pub fn approval() -> Approval {
    Approval::new(Some(reviewer()), at(2), ProtectionWindow::from_approval(at(2), 90), Vec::new())
}

/// The same deal in `status`, as if it had come there.
pub fn deal_in(status: StatusKey) -> DealRegistration {
    use RegistrationStatus as S;
    let (by, now, approval) = (reviewer(), at(2), approval());
    let status = match status {
        StatusKey::Submitted => S::Submitted,
        StatusKey::InReview => S::InReview { reviewer: by, since: now, given: Vec::new() },
        StatusKey::NeedsInfo => {
            let fields = vec![DealField::Amount, DealField::Need];
            S::NeedsInfo { fields, note: "人数を教えてください".into(), by, at: now }
        }
        StatusKey::Approved => S::Approved { approval },
        StatusKey::Rejected => {
            S::Rejected { reason: RejectionReason::DirectSalesActive, explanation: explanation(), by, at: now }
        }
        StatusKey::Conflicted => S::Conflicted { until: Some(MonthKey(24_323)), explanation: None, by: None, at: now },
        StatusKey::Won => S::Won { approval, amount: Money::yen(2_000_000), at: at(40) },
        StatusKey::Lost => S::Lost { approval, reason: LossReason::Price, note: None, at: at(40) },
        StatusKey::Expired => S::Expired { approval, at: at(93) },
        StatusKey::Withdrawn => S::Withdrawn { approval: None, at: at(40) },
        StatusKey::Released => S::Released { approval, by, at: at(40), moved: None },
    };
    DealRegistration { status, changed_by: Some(by), changed_at: now, version: 5, ..submitted() }
}
