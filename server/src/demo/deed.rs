//! What people of the demo world do. Data only: [`super::stage`] does it, through the use cases of the portal.

use jiso::{
    deals::{Aftercare, DealStage},
    goals::Counted,
    time::Timestamp,
};

use super::{asking::AskStep, cast::Who, pacting::PactStep, sharing::PlayStep, visiting::VisitStep};

/// Somebody is going to do something.
#[derive(Clone, Debug)]
pub struct Intention {
    pub at: Timestamp,
    pub deed: Deed,
}

#[derive(Clone, Debug)]
pub enum Deed {
    /// The vendor signs a company and invites its lead.
    Sign {
        company: usize,
    },
    /// The lead invites a colleague.
    Invite {
        who: Who,
    },
    Join {
        who: Who,
    },
    /// Opens a lesson, reads it and passes its quiz.
    Study {
        who: Who,
        lesson: usize,
        nudged: bool,
    },
    /// Opens a lesson and stops on the way.
    BeginLesson {
        who: Who,
        lesson: usize,
    },
    LookAtKit {
        who: Who,
        kit: usize,
        nudged: bool,
    },
    ReadNews {
        who: Who,
        news: usize,
    },
    /// Looks at what the partnership brings.
    SeeBenefits {
        who: Who,
    },
    /// Begins a registration and does not send it.
    BeginDraft {
        who: Who,
    },
    Deal {
        deal: usize,
        step: Step,
    },
    /// The partner reports a joint visit …
    ReportVisit {
        deal: usize,
    },
    /// … and the vendor says whether it took place.
    AnswerVisit {
        deal: usize,
        held: bool,
    },
    /// The next step of the deal's board is ticked off, by the side whose it is.
    Tick {
        deal: usize,
    },
    /// The customer thinks longer than a quote lasts: the vendor makes another.
    QuoteAnew {
        deal: usize,
    },
    /// Something is done about a visit that is arranged.
    Visit {
        company: usize,
        step: VisitStep,
    },
    /// Something is done about what a visit has taught.
    Share {
        company: usize,
        step: PlayStep,
    },
    /// Something is done about the pact with the company's champion.
    Pact {
        company: usize,
        step: PactStep,
    },
    /// Something is done about a question of the company.
    Inquire {
        company: usize,
        step: AskStep,
    },
    /// The vendor notes what became of a customer.
    NoteAftercare {
        deal: usize,
        what: Aftercare,
    },
    /// The vendor proposes a goal for so many days …
    ProposeGoal {
        company: usize,
        counted: Counted,
        target: u32,
        days: i32,
    },
    /// … and the lead agrees.
    AgreeOnGoal {
        company: usize,
    },
    /// The vendor asks the lead for the next step …
    Ask {
        company: usize,
    },
    /// … and the lead opens a kit for that.
    DoAsAsked {
        company: usize,
        kit: usize,
    },
    /// The vendor writes a script for an industry, to be used for so many days.
    PublishScript {
        industry: &'static str,
        days: i32,
    },
    /// The vendor notes that a joint marketing plan is signed.
    SignPlan {
        company: usize,
    },
    /// The company claims one of what its tier grants, the vendor notes it, by mistake or not.
    ClaimBenefit {
        company: usize,
        mistaken: bool,
    },
}

/// Numbers choose among the words of the world.
#[derive(Clone, Debug)]
pub enum Step {
    Register,
    TakeUp,
    Approve,
    Return(usize),
    Correct,
    Reject(usize),
    Appeal(usize),
    Move(DealStage, usize),
    Extend,
    AskExtension(usize),
    Win,
    Lose(usize),
    Withdraw,
}

/// A deal before anybody has registered it.
#[derive(Clone, Debug)]
pub struct DealPlan {
    pub owner: Who,
    pub customer: String,
    pub industry: String,
    /// Key of a product, and for how many people.
    pub product: String,
    pub users: i64,
    pub yen: i64,
    pub need: String,
    /// Days from registration to the expected order.
    pub close_in: i64,
}

impl DealPlan {
    pub const fn size(&self) -> &'static str {
        match self.users {
            ..=15 => "small",
            16..=50 => "medium",
            _ => "large",
        }
    }
}
