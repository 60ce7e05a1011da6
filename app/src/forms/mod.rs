//! One way for all forms.
//!
//! A form posts to its own page's URL. Without JavaScript the server runs the server function, answers 303 on success and shows
//! the same page again with status 422, the messages and what was typed ([`Replay`]) on failure. Hydrated, the same form calls
//! the server function by fetch and shows the messages in place. Nothing here knows which of the two is happening.

mod fields;
mod post_form;
mod posting;
mod problem;
mod replay;
mod sending;
mod state;

pub use fields::{Boxes, Checkbox, FileField, HiddenField, Radios, SelectField, TextArea, TextField};
pub use post_form::{FormProblems, PostForm, Submit};
pub use posting::{Posting, Typed, encoded_fields, use_posting};
pub use problem::{choice_problem_text, problem_text};
pub use replay::Replay;
pub use state::{FormState, use_form, use_form_among, wire_name};
