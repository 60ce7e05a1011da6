//! Header, navigation, and the loading and error states every page shares.

mod bell;
mod failure_view;
mod layout;
mod navigation;
mod page;
mod parcel;
mod visit;

pub use bell::unread;
pub use failure_view::{FailureView, NotFoundPage, failure_text};
pub use layout::Frame;
pub use navigation::Places;
pub use page::{failed, load, show, title};
pub use visit::{Assets, Person, Visit, lang, today, visit};
