//! Plays (提案の型): the pattern of a visit that partner and vendor made together, written down so that others can use it. One side
//! proposes the text, the other consents to exactly that text, the vendor publishes it among the kits; nobody is named in it.

mod form;
mod named;
mod play;
mod plays;
mod state;
mod text;
mod view;

pub use form::{PlayConsentForm, PlayForm, PlayMoveForm};
pub use named::named_in;
pub use play::{Play, PlayMove, PlayRefusal};
pub use plays::Plays;
pub use state::{PlayAction, PlayNews, PlayState};
pub use text::{PlayText, PlayWords, first_text, play_body, play_front};
pub use view::{ConsentView, PlayDraftSheet, PlayMark, PlayMoveView, PlayRow, PlaySheet};
