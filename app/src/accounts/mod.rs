//! Getting in, and one's own settings.

mod accept_page;
pub mod api;
mod forgot_page;
mod language_switch;
mod me_page;
mod password_fields;
mod reset_page;
mod setup_page;
mod sign_in_page;
mod team_page;

pub use accept_page::AcceptPage;
pub use forgot_page::ForgotPage;
pub use language_switch::LanguageSwitch;
pub use me_page::MePage;
pub use reset_page::ResetPage;
pub use setup_page::SetupPage;
pub use sign_in_page::SignInPage;
pub use team_page::TeamPage;
