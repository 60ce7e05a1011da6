//! The board for a company's first orders (伴走ボード): both sides' steps with owners and dates, who waits for whom, and how many
//! promises are kept. It blocks nothing.

mod board;
mod boards;
mod form;
mod view;

pub use board::{Board, BoardStep, SideScore, StepStanding};
pub use boards::Boards;
pub use form::{BoardForm, StepForm};
pub use view::{BoardList, BoardNews, BoardRow, BoardSheet, CustomerPlan, PlanStep, ScoreView, ShareView, StepState, StepView};
