//! Deals: the partner's pipeline and forms, and the vendor's review desk.

mod aftercare;
pub mod api;
mod approval_view;
mod deal_forms;
mod deal_page;
mod deal_word;
mod desk_page;
mod forecast_view;
pub(crate) mod parts;
mod path_view;
mod pipeline_board;
mod pipeline_list;
mod pipeline_page;
mod register_aside;
mod register_page;
mod review_forms;
mod review_page;
mod split_form;
mod team_sheet;
mod verdict_view;

pub use approval_view::{approval_how, approval_what};
pub use deal_page::DealPage;
pub use desk_page::DeskPage;
pub use pipeline_page::PipelinePage;
pub use register_page::RegisterPage;
pub use review_page::ReviewPage;
