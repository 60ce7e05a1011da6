//! The first page: for a partner one next action and the clocks that run for it, for the vendor what waits on it.

mod home;
mod matrix;
mod view;
mod waiting;

pub use home::Homes;
pub use matrix::{MatrixRow, PhaseMatrix};
pub use view::{EditorHome, HomeNews, HomeSheet, PartnerHome, UnusedBenefit, VendorHome};
pub use waiting::{Clock, WaitingFor, WaitingLine};
