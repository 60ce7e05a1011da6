//! Notifications (通知): what the portal tells a person, in itself and by mail.

mod act;
mod delivery;
mod form;
mod kind;
mod notifications;
mod preferences;
mod preferences_form;
mod reminder;
mod text;
mod view;

pub use act::{ActForm, ActSheet, MailAction, TimeWish};
pub use delivery::{QuietHours, When, Zone, delivery, digest_due};
pub use form::{NoticeForm, ReadAllForm};
pub use kind::{MailChoice, NoticeKind};
pub use notifications::Notifications;
pub use preferences::{Preferences, ZONES};
pub use preferences_form::{PreferencesForm, time_of_day};
pub use reminder::is_worth_telling;
pub use text::NoticeText;
pub use view::{NoticeView, NoticesSheet};
