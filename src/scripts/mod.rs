//! Talk scripts with branches (トークスクリプト): what to say, what the customer may answer, and where that leads.
//!
//! Invariants
//! * A script is its Markdown: a heading with a key is a step, links to other steps at its end are the customer's answers.
//! * A tap is recorded once, however often it arrives, for whoever tapped, and never for the vendor's own people.
//! * A talk is about one deal: the first of the talker's own that a tap of it names.
//! * Nothing is said in percent of fewer talks than [`SAMPLE_MIN`].

mod form;
mod script;
mod scripts;
mod talk;
mod view;

pub use form::{SettleForm, TapFacts, TapForm, TapsForm};
pub use script::{Ending, Script, ScriptAnswer, ScriptFault, ScriptMistake, ScriptStep};
pub use scripts::Scripts;
pub use talk::{BranchCount, SAMPLE_MIN, StepCount, Talk, TalkCount, Tap, Told, Weakness, branches, outcomes, path, weakness};
pub use view::{BranchView, PlayAnswer, PlaySheet, PlayStep, ScriptDesk, ScriptLine, ScriptReport, StepView, UnansweredView};
