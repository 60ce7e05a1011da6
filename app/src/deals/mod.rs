//! Deals: the partner's pipeline and forms, and the vendor's review desk.

mod aftercare;
pub mod api;
mod deal_forms;
mod deal_page;
mod deal_word;
mod desk_page;
mod parts;
mod path_view;
mod pipeline_page;
mod register_aside;
mod register_page;
mod review_forms;
mod review_page;
mod verdict_view;

pub use deal_page::DealPage;
pub use desk_page::DeskPage;
pub use pipeline_page::PipelinePage;
pub use register_page::RegisterPage;
pub use review_page::ReviewPage;
