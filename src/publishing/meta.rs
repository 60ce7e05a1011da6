//! What a document's front matter means, typed: a value of these is right for its kind.

use serde::{Deserialize, Serialize};

use super::{
    facets::{Facets, FaqTopic, Industry},
    quiz::Question,
};
use crate::{activity::closed_set, time::Day};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    pub title: String,
    pub summary: String,
    pub details: Details,
}

/// Exactly what is true of each kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Details {
    Module { position: u32, badge: String },
    Lesson { minutes: u32, video: Option<Video>, quiz: Vec<Question> },
    Kit { kit: KitFacts },
    Case { kit: KitFacts, case: CaseFacts },
    Faq { topic: FaqTopic },
    News { date: Day, industries: Vec<Industry> },
    Checklist { steps: Vec<Step> },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitFacts {
    pub minutes: Option<u32>,
    pub facets: Facets,
    /// A role or team, never a person who may leave.
    pub owner: String,
    /// The last day on which it may be used.
    pub valid_until: Day,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseFacts {
    /// A descriptive name, not the customer's own.
    pub customer: String,
    pub days_to_win: u32,
    /// Slugs of the kits used.
    pub kits: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Video {
    pub source: VideoSource,
    /// A WebVTT file of the media folder.
    pub captions: Option<String>,
    pub transcript: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VideoSource {
    /// A file of the media folder.
    File(String),
    /// An https address elsewhere.
    Link(String),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub key: String,
    pub title: String,
    pub owner: StepOwner,
    /// Business days.
    pub days: u32,
    pub after: StepAfter,
    /// What has to be there for it; empty when nothing.
    pub needs: String,
}

/// What a step's days run from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepAfter {
    /// The step before it, of the first the approval.
    #[default]
    Previous,
    Approval,
}

closed_set!(StepAfter { Previous = "previous", Approval = "approval" });

/// Which side moves a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepOwner {
    Partner,
    Vendor,
}

closed_set!(StepOwner { Partner = "partner", Vendor = "vendor" });

impl Meta {
    pub const fn minutes(&self) -> Option<u32> {
        match &self.details {
            Details::Lesson { minutes, .. } => Some(*minutes),
            Details::Kit { kit } | Details::Case { kit, .. } => kit.minutes,
            _ => None,
        }
    }

    pub const fn kit(&self) -> Option<&KitFacts> {
        match &self.details {
            Details::Kit { kit } | Details::Case { kit, .. } => Some(kit),
            _ => None,
        }
    }

    pub const fn case(&self) -> Option<&CaseFacts> {
        match &self.details {
            Details::Case { case, .. } => Some(case),
            _ => None,
        }
    }

    pub const fn valid_until(&self) -> Option<Day> {
        match self.kit() {
            Some(kit) => Some(kit.valid_until),
            None => None,
        }
    }

    /// Past its last day: still shown, with a warning, and on the editor's list.
    pub fn is_stale(&self, today: Day) -> bool {
        self.valid_until().is_some_and(|day| day < today)
    }

    /// Empty for kinds without industries, which means all.
    pub fn industries(&self) -> &[Industry] {
        match &self.details {
            Details::Kit { kit } | Details::Case { kit, .. } => &kit.facets.industries,
            Details::News { industries, .. } => industries,
            _ => &[],
        }
    }

    /// Empty for all kinds but lessons.
    pub fn quiz(&self) -> &[Question] {
        match &self.details {
            Details::Lesson { quiz, .. } => quiz,
            _ => &[],
        }
    }
}
