//! Joint visits (商談同行): one side asks, the other accepts one of the times, a named person of the vendor comes, both say that it
//! took place and what they take home. Points come with the first word and are confirmed or taken back by the second. What
//! nobody arranged here may be reported.

mod form;
mod plan_form;
mod state;
mod view;
mod visit;
mod visits;

pub use form::{DebriefForm, VisitAcceptForm, VisitAnswerForm, VisitForm, VisitMoveForm};
pub use plan_form::{VISIT_MINUTES, VisitRequestForm, VisitTimesForm};
pub use state::{VisitAction, VisitMoment, VisitNews, VisitState};
pub use view::{DealVisits, DebriefView, VisitLine, VisitList, VisitRequestSheet, VisitRow, VisitSheet, VisitView, WordView};
pub use visit::{Debrief, JointVisit, SLOTS, VisitAnswer, VisitPlan, VisitRefusal};
pub use visits::Visits;
