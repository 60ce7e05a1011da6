//! Seeing what people do: thanks between people, small steps noticed before there is an order, the partner of the month, the
//! awards of the year and what follows them.

mod award;
mod award_form;
mod award_view;
mod form;
mod gift;
mod mvp;
mod recognition;
mod rules;
mod steps;
mod view;

pub use award::{AwardLine, AwardMeasure, AwardRule, Figure, RubricLine, YearFigures};
pub use award_form::{AwardChoice, AwardForm, GiftChange, GiftForm, GiftPolicyForm, NewNomination, NominationForm};
pub use award_view::{AwardShown, AwardsDesk, CategoryDesk, Evidence, Granted, Nominee, SelfNaming, Words};
pub use form::{KudosForm, MvpChoice, MvpForm, NewKudos, StepDecision, StepForm, month_text, read_month};
pub use gift::{GiftLine, GiftRules, GiftState};
pub use mvp::{Contender, MvpLine, MvpProposal, Reason, propose};
pub use recognition::Recognition;
pub use rules::{MvpRules, RecognitionRules, RuleNumber, StepRules};
pub use steps::{SmallStep, StepKind, small_steps};
pub use view::{Effect, HomePraise, KudosLine, MvpConfirmed, MvpShown, RecognitionDesk, RecognitionSheet, Share, StepLine, Whom};
