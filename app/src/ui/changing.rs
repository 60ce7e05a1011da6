use leptos::prelude::*;

/// A part of a page that changes. As a plain closure, each would bring the browser 2 kB of code of its own.
pub fn changing(part: impl Fn() -> Option<AnyView> + Send + 'static) -> AnyView {
    boxed(Box::new(part))
}

fn boxed(part: Box<dyn Fn() -> Option<AnyView> + Send>) -> AnyView {
    (move || part()).into_any()
}
