//! `/recognition`: thanks and the hall of fame; `/console/recognition`: the partner of the month and small steps.

pub mod api;
mod awards_page;
mod desk_page;
mod gifts;
mod grant;
mod hall;
mod mvp;
mod naming;
mod recognition_page;
mod sentences;
mod steps;
mod thank;

pub use awards_page::AwardsPage;
pub use desk_page::RecognitionDeskPage;
pub use recognition_page::RecognitionPage;
pub use sentences::{from_whom, mvp_headline, praise_text};
