//! Seeing what people do: thanks between people, small steps noticed before there is an order, the partner of the month.

mod form;
mod mvp;
mod recognition;
mod rules;
mod steps;
mod view;

pub use form::{KudosForm, MvpChoice, MvpForm, NewKudos, StepDecision, StepForm, month_text, read_month};
pub use mvp::{Contender, MvpLine, MvpProposal, Reason, propose};
pub use recognition::Recognition;
pub use rules::{MvpRules, RecognitionRules, RuleNumber, StepRules};
pub use steps::{SmallStep, StepKind, small_steps};
pub use view::{Effect, HomePraise, KudosLine, MvpConfirmed, MvpShown, RecognitionDesk, RecognitionSheet, Share, StepLine, Whom};
