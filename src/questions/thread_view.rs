use serde::{Deserialize, Serialize};

use super::{AnswerTime, FaqSheet, PostKind, QuestionAction, QuestionState, Reader};
use crate::{
    goals::Side,
    home::Clock,
    id::{PostId, QuestionId},
    time::{Day, Timestamp},
};

/// A question in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionRow {
    pub id: QuestionId,
    pub title: String,
    pub topic: Option<String>,
    pub asker: String,
    /// For the vendor's eyes only.
    pub company_name: Option<String>,
    pub state: QuestionState,
    pub holder: Option<String>,
    /// It is the reader's turn.
    pub yours: bool,
    /// While it waits for the vendor.
    pub clock: Option<Clock>,
    pub moved_at: Timestamp,
}

/// `/questions`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionsSheet {
    pub reader: Side,
    /// Whoever may not ask answers.
    pub may_ask: bool,
    /// For the vendor, what is due first at the head.
    pub waiting: Vec<QuestionRow>,
    pub answered: Vec<QuestionRow>,
    pub done: Vec<QuestionRow>,
    /// Until when the reader, a person of the vendor, is away.
    pub away: Option<Day>,
    pub faq: FaqSheet,
}

/// What a question may be about, and who answers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicView {
    pub key: String,
    pub name: String,
    pub person: Option<String>,
    pub stands_in: bool,
    pub within: AnswerTime,
}

/// A page that is named beside a question: the one it is about, or that of the company that asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageView {
    pub label: String,
    /// Where the reader finds it; none where that is closed to them.
    pub href: Option<String>,
}

/// Something that may be the answer already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Similar {
    pub title: String,
    pub excerpt: String,
    pub href: String,
    /// A question of one's own company.
    pub question: bool,
}

/// `/questions/new`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskSheet {
    pub key: String,
    pub topics: Vec<TopicView>,
    /// What the page suggests.
    pub topic: String,
    /// The path of the page, and how it is called.
    pub about: Option<(String, PageView)>,
    pub desk_email: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostView {
    pub id: PostId,
    pub kind: PostKind,
    pub side: Side,
    pub by: String,
    pub at: Timestamp,
    pub text: String,
    pub accepted: bool,
}

/// What became of a question among the frequent ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaqLink {
    pub published: bool,
    /// Where the reader may see it.
    pub href: Option<String>,
}

/// `/questions/:id`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionSheet {
    pub id: QuestionId,
    pub title: String,
    pub topic: Option<String>,
    pub reader: Reader,
    pub state: QuestionState,
    pub asker: String,
    pub asked_at: Timestamp,
    /// For the vendor's eyes only.
    pub company: Option<PageView>,
    pub page: Option<PageView>,
    pub holder: Option<String>,
    pub stands_in: bool,
    pub clock: Option<Clock>,
    /// What the programme gives for a late answer.
    pub late_points: i64,
    pub posts: Vec<PostView>,
    pub actions: Vec<QuestionAction>,
    /// For whoever asked, while it waits.
    pub similar: Vec<Similar>,
    pub faq: Option<FaqLink>,
    /// Of what is written next.
    pub key: String,
}
