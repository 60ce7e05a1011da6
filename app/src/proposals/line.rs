use jiso::failure::Problem;
use leptos::prelude::*;

use crate::forms::TextField;

/// How lines of text differ.
pub struct Line {
    pub kind: &'static str,
    pub hint: &'static str,
    pub inputmode: &'static str,
    pub optional: bool,
}

impl Line {
    pub const NEEDED: Self = Self { kind: "text", hint: "", inputmode: "", optional: false };
    pub const OPTIONAL: Self = Self { optional: true, ..Self::NEEDED };
    pub const DATE: Self = Self { kind: "date", ..Self::NEEDED };
}

/// One function for all of them: a component's every use is code of its own, and the page has many.
pub fn line(name: &str, label: &'static str, value: String, problem: Signal<Option<Problem>>, how: Line) -> AnyView {
    let Line { kind, hint, inputmode, optional } = how;
    view! { <TextField name kind label hint inputmode optional autocomplete="off" value problem/> }.into_any()
}
