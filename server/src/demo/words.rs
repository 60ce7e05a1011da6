//! The words the demo world is made of; the list itself is in `words.toml`.

use std::collections::BTreeMap;

use jiso::deals::DealStage;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Family names with their Latin spelling.
    pub family: Vec<(String, String)>,
    pub given: Vec<(String, String)>,
    /// Name, reading in katakana, domain.
    pub partners: Vec<(String, String, String)>,
    /// Names of places, of which customers' names are made.
    pub places: Vec<String>,
    pub businesses: Vec<String>,
    /// By stage: what is agreed or to be done next.
    pub next_steps: BTreeMap<String, Vec<String>>,
    /// What those who work on a deal note of it.
    pub deal_notes: Vec<String>,
    pub proposing: super::proposing::Proposing,
    /// What they attach: a name, what is in it, and whether the vendor may read it.
    pub deal_files: Vec<(String, String, bool)>,
    /// Field to be corrected, and the reviewer's note.
    pub returns: Vec<(String, String)>,
    /// Reason, explanation, what would change it.
    pub rejections: Vec<(String, String, String)>,
    pub appeals: Vec<String>,
    /// Why a partner needs more protection than it may take by itself.
    pub more_time: Vec<String>,
    /// By what is counted: why a goal matters to the partner.
    pub goals: BTreeMap<String, String>,
    /// A script for one season: title, summary, text; and who answers for it.
    pub season_script: (String, String, String),
    pub season_owner: String,
    /// What partners look for and do not find, the most wanted first.
    pub searches: Vec<String>,
    /// What partners say to colleagues and to the vendor, and the vendor to partners.
    pub thanks: Vec<String>,
    pub thanks_of_vendor: Vec<String>,
    /// Why somebody else than the first of the proposal.
    pub mvp_reasons: Vec<String>,
    pub award_reasons: Vec<String>,
    pub gift_notes: Vec<String>,
    /// Why a company names itself.
    pub namings: Vec<String>,
    /// Keys of reasons for which customers say no.
    pub losses: Vec<String>,
    /// What customers say that no script answers.
    pub said: Vec<String>,
    pub visit: VisitWords,
    pub questions: Vec<QuestionWords>,
    /// What the vendor promises a champion.
    pub pact_promises: [String; 2],
    /// By industry: a customer's name around the place.
    pub customers: BTreeMap<String, Vec<String>>,
    /// By industry: what the customer needs.
    pub needs: BTreeMap<String, Vec<String>>,
}

/// What is asked, and how it is answered.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionWords {
    pub topic: String,
    /// The page from which it is asked.
    pub about: String,
    pub title: String,
    pub text: String,
    pub answer: String,
}

/// What is written about a visit.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VisitWords {
    pub purpose: String,
    pub meets: String,
    pub partner_role: String,
    pub vendor_role: String,
    pub place: String,
    pub other_day: String,
    pub called_off: String,
    /// The partner's three lines and the vendor's.
    pub debriefs: Vec<[String; 3]>,
    /// What was made of visits.
    pub plays: Vec<PlayWords>,
}

/// A pattern that worked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlayWords {
    pub title: String,
    pub situation: String,
    pub opening: String,
    pub question: String,
    pub material: String,
    pub close: String,
    pub lesson: String,
}

impl Words {
    /// # Errors
    /// When the list is broken.
    pub fn read() -> Result<Self, toml::de::Error> {
        toml::from_str(include_str!("words.toml"))
    }

    /// What may come next for a deal at a stage.
    pub fn next_steps(&self, stage: DealStage) -> &[String] {
        self.next_steps.get(stage.as_str()).map(Vec::as_slice).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use jiso::{
        deals::{DealField, Industry, LossReason, RejectionReason},
        goals::Counted,
    };

    use super::*;
    use crate::demo::diary::STAGES;

    #[test]
    fn the_list_speaks_of_what_there_is() {
        let words = Words::read().unwrap();
        assert!(words.customers.keys().all(|key| Industry::parse(key).is_some() && words.needs.contains_key(key)));
        assert!(words.returns.iter().all(|(field, _)| DealField::parse(field).is_some()));
        assert!(words.rejections.iter().all(|(reason, ..)| RejectionReason::parse(reason).is_some()));
        assert!(words.goals.keys().all(|counted| Counted::parse(counted).is_some()));
        assert!(words.next_steps.keys().all(|stage| DealStage::parse(stage).is_some()));
        assert!(STAGES.iter().all(|(stage, ..)| !words.next_steps(*stage).is_empty()), "on every way");
        assert!(words.losses.iter().all(|reason| LossReason::parse(reason).is_some()));
    }
}
