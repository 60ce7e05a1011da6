//! The boards of a company's first orders, and what of them the customer sees.

pub mod api;
mod board_page;
mod boards_page;
mod parts;
mod plan_page;
mod step;

pub use board_page::BoardPage;
pub use boards_page::BoardsPage;
pub use parts::BoardSheetLink;
pub use plan_page::{CustomerPage, PlanPage};
