//! Files on a deal (案件のファイル): quotes, proposals, minutes. They are between those who work on the deal; what one of them
//! shows the vendor, the vendor may read.
//!
//! Invariants
//! * What a file is, its name and its first bytes say alike; what is in no list is refused.
//! * A name shows what it is: no folder, no control character, nothing that turns the order of its letters.

mod arriving;
mod deal_files;
mod form;
mod kind;
mod name;
mod view;

pub use arriving::{Arrived, Arriving, BYTES_MAX, FILES_MAX, HEAD_BYTES, room_for_one};
pub use deal_files::DealFiles;
pub use form::{AttachForm, RemoveForm};
pub use kind::FileKind;
pub use name::{FileName, NAME_MAX};
pub use view::{FileLine, FileSheet};
