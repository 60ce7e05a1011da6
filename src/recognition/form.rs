use serde::{Deserialize, Serialize};

use crate::{
    failure::{Answer, Failure, Reading},
    id::{CompanyId, KudosId, SmallStepId, UserId},
    time::MonthKey,
};

/// A thank-you is short.
const TEXT_MAX: u32 = 400;
const REASON_MAX: u32 = 400;

/// Thanks for somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KudosForm {
    /// The thanks' id-to-be: a form that is sent twice thanks once.
    pub idempotency_key: String,
    pub to: String,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewKudos {
    pub id: KudosId,
    pub to: UserId,
    pub text: String,
}

impl KudosForm {
    /// # Errors
    /// [`Failure::Invalid`]; [`Failure::Malformed`] without a key, which no person types.
    pub fn read(&self) -> Answer<NewKudos> {
        let id = self.idempotency_key.parse().map_err(|_| Failure::Malformed)?;
        let mut reading = Reading::default();
        let to = reading.choice("to", &self.to, |text| text.parse().ok());
        let text = reading.required("text", &self.text, TEXT_MAX);
        reading.errors.or(to.map(|to| NewKudos { id, to, text }))
    }
}

/// Praise for a small step, or none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StepForm {
    pub step: String,
    pub text: String,
    /// What the pressed button stands for: `dismiss`, or else the praise is sent.
    pub decision: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepDecision {
    Praise { text: String },
    Dismiss,
}

impl StepForm {
    pub const DISMISS: &str = "dismiss";

    /// # Errors
    /// [`Failure::Invalid`]; [`Failure::NotFound`] for what is no step.
    pub fn read(&self) -> Answer<(SmallStepId, StepDecision)> {
        let step = self.step.parse().map_err(|_| Failure::NotFound)?;
        if self.decision == Self::DISMISS {
            return Ok((step, StepDecision::Dismiss));
        }
        let mut reading = Reading::default();
        let text = reading.required("text", &self.text, TEXT_MAX);
        reading.errors.or(Some((step, StepDecision::Praise { text })))
    }
}

/// Who is the partner of a month.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MvpForm {
    /// As in the page's address: `2026-10`.
    pub month: String,
    pub company: String,
    /// Needed for anybody but the first of the proposal.
    pub reason: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MvpChoice {
    pub month: MonthKey,
    pub company: CompanyId,
    pub reason: Option<String>,
}

impl MvpForm {
    /// # Errors
    /// [`Failure::Invalid`]; [`Failure::NotFound`] for what is no month.
    pub fn read(&self) -> Answer<MvpChoice> {
        let month = read_month(&self.month).ok_or(Failure::NotFound)?;
        let mut reading = Reading::default();
        let company = reading.choice("company", &self.company, |text| text.parse().ok());
        let reason = reading.optional("reason", &self.reason, REASON_MAX);
        reading.errors.or(company.map(|company| MvpChoice { month, company, reason }))
    }
}

/// A month as addresses have it: `2026-10`.
pub fn month_text(month: MonthKey) -> String {
    format!("{:04}-{:02}", month.year(), month.month())
}

pub fn read_month(text: &str) -> Option<MonthKey> {
    format!("{text}-01").parse::<crate::time::Day>().ok().map(crate::time::Day::month_key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{failure::Problem, id::Id, time::Timestamp};

    #[test]
    fn thanks_need_somebody_and_words() {
        let id: KudosId = Id::new(Timestamp::EPOCH, [1; 10]);
        let to: UserId = Id::new(Timestamp::EPOCH, [2; 10]);
        let form = |to: &str, text: &str| KudosForm { idempotency_key: id.to_string(), to: to.into(), text: text.into() };
        let read = form(&to.to_string(), " ありがとう ").read();
        assert_eq!(read, Ok(NewKudos { id, to, text: "ありがとう".into() }));
        for (to, text, field, problem) in [
            ("", "thanks", "to", Problem::Required),
            ("somebody", "thanks", "to", Problem::NotOffered),
            (&*to.to_string(), " ", "text", Problem::Required),
            (&*to.to_string(), &*"あ".repeat(401), "text", Problem::TooLong { max: 400 }),
        ] {
            assert_eq!(form(to, text).read(), Err(Failure::invalid(field, problem)));
        }
        assert_eq!(KudosForm::default().read(), Err(Failure::Malformed));
    }

    #[test]
    fn months_survive_addresses() {
        let month = MonthKey(2026 * 12 + 9);
        assert_eq!((month_text(month).as_str(), read_month("2026-10")), ("2026-10", Some(month)));
        for text in ["", "2026", "2026-13", "2026-10-01", "next"] {
            assert_eq!(read_month(text), None, "{text}");
        }
    }

    #[test]
    fn a_step_is_praised_or_dismissed() {
        let step: SmallStepId = Id::new(Timestamp::EPOCH, [1; 10]);
        let form =
            |text: &str, decision: &str| StepForm { step: step.to_string(), text: text.into(), decision: decision.into() }.read();
        assert_eq!(form("", "dismiss"), Ok((step, StepDecision::Dismiss)));
        assert_eq!(form("よし", ""), Ok((step, StepDecision::Praise { text: "よし".into() })));
        assert_eq!(form("", "praise"), Err(Failure::invalid("text", Problem::Required)));
    }
}
