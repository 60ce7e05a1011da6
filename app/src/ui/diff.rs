use leptos::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiffLine {
    Same(String),
    Added(String),
    Removed(String),
    /// Unchanged lines that are not shown.
    Gap,
}

/// What changed between two versions of a text.
#[component]
pub fn Diff(lines: Vec<DiffLine>, #[prop(into)] label: String) -> impl IntoView {
    let lines = lines
        .into_iter()
        .map(|line| match line {
            DiffLine::Same(text) => view! { <span>{text}</span> }.into_any(),
            DiffLine::Added(text) => view! { <ins>{text}</ins> }.into_any(),
            DiffLine::Removed(text) => view! { <del>{text}</del> }.into_any(),
            DiffLine::Gap => view! { <span class="gap"></span> }.into_any(),
        })
        .collect_view();
    view! { <div class="diff" role="group" aria-label=label>{lines}</div> }
}
