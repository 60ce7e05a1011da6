//! Notifications (通知): what the portal tells a person, in itself and by mail.

mod form;
mod kind;
mod notifications;
mod text;
mod view;

pub use form::{NoticeForm, ReadAllForm};
pub use kind::{MailChoice, NoticeKind};
pub use notifications::Notifications;
pub use text::NoticeText;
pub use view::{NoticeView, NoticesSheet};
