//! Shared goals (共通の目標): one side proposes a number and a day, the other agrees or proposes others, and what happens counts
//! towards it.

mod counted;
mod form;
mod goal;
mod goals;
mod view;

pub use counted::Counted;
pub use form::{GoalAnswerForm, GoalForm};
pub use goal::{GoalState, GoalTerms, MOST_GOALS, Said, SharedGoal, Side};
pub use goals::Goals;
pub use view::{GoalSaid, GoalView, GoalsSheet};
