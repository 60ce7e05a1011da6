//! The shared goal (共通の目標): so many orders in an industry by a day, proposed by the partner's lead and confirmed by the vendor.

mod form;
mod goal;
mod goals;
mod view;

pub use form::{AgreeForm, GoalForm};
pub use goal::{NewGoal, SharedGoal};
pub use goals::Goals;
pub use view::{GoalLine, GoalSheet};
