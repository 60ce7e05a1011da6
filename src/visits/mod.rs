//! Joint visits (商談同行): the partner reports one, the vendor confirms that it took place. Points come with the report and are
//! confirmed or taken back by the answer.

mod form;
mod view;
mod visit;
mod visits;

pub use form::{VisitAnswerForm, VisitForm};
pub use view::{AnswerView, DealVisits, VisitLine, VisitView};
pub use visit::{JointVisit, VisitAnswer};
pub use visits::Visits;
