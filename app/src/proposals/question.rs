//! What is asked before a proposal with gaps, or with characters that no PDF shows, is marked as sent.

use jiso::{
    failure::{Failure, Problem},
    lang::Lang,
    proposals::{GapPlace, SectionGaps, Unfinished},
};
use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};

use super::{api::SendProposal, beside::signs};
use crate::{
    forms::{FormState, wire_name},
    frame::lang,
    text::{problem, proposals as t},
    ui::{Check, changing},
};

const QUESTION: &str = "send-question";
/// The fields above the text.
pub const HEAD: &str = "proposal-head";
/// The whole text.
pub const TEXT: &str = "proposal-text";

/// The part of the page in which a region is written.
pub fn region_id(place: u32) -> String {
    format!("region-{place}")
}

/// A question is no mistake: nobody is told to look through the fields.
pub fn is_question(failure: &Failure) -> bool {
    matches!(failure, Failure::Invalid { errors } if errors.of("with_gaps").is_some())
}

/// What a problem says stands open.
pub fn left_open(problem: Option<Problem>) -> Option<Unfinished> {
    if let Some(Problem::GapsLeft { left }) = problem { Some(Unfinished::unpacked(&left)) } else { None }
}

/// Stands before the button; what is ticked says yes.
#[component]
pub fn Question(form: FormState<SendProposal>) -> impl IntoView {
    let l = lang();
    let (problem, meant) = (form.problem("with_gaps"), form.checked("with_gaps", "true", false));
    // It stays while something else is mended, with the box as it was ticked.
    let asked = RwSignal::new(left_open(problem.get_untracked()));
    let from_the_start = asked.with_untracked(Option::is_some);
    Effect::new(move |before: Option<()>| {
        let left = left_open(problem.get());
        // What the page came with has the focus already.
        if left.is_some() && (before.is_some() || !from_the_start) {
            asked.set(left);
            request_animation_frame(focus_question);
        }
    });
    let shown = move || {
        let left = asked.get();
        (meant || left.is_some()).then(|| {
            let check = view! { <Check name=wire_name("with_gaps") label=t::send_with_gaps(l) checked=meant/> };
            let Some(left) = left else { return check.into_any() };
            let question = what_stands_open(l, &left);
            let unprintable = (!left.signs.is_empty()).then(|| view! { <p>{t::unprintable(l, signs(&left.signs))}</p> });
            let sections = (!left.sections.is_empty()).then(|| {
                let lines = left.sections.into_iter().map(|section| section_line(l, section)).collect_view();
                view! { <ul>{lines}</ul> }
            });
            view! {
                <div class="notice wait" id=QUESTION role="group" aria-labelledby="send-asked" tabindex="-1" autofocus=from_the_start>
                    <strong id="send-asked">{question}</strong>
                    {sections}
                    {unprintable}
                    {check}
                </div>
            }
            .into_any()
        })
    };
    changing(shown)
}

/// What was found, and whether that is meant.
fn what_stands_open(l: Lang, left: &Unfinished) -> String {
    let count = |many: usize| i64::try_from(many).unwrap_or(i64::MAX);
    let gaps = (left.gaps() > 0).then(|| t::gaps_left(l, count(left.gaps())));
    let signs = (!left.signs.is_empty()).then(|| t::signs_left(l, count(left.signs.len())));
    let sentences = [gaps, signs, Some(problem::left_meant(l).to_owned())].into_iter().flatten().collect::<Vec<_>>();
    sentences.join(problem::between_sentences(l))
}

/// A section with what it lacks, and the way to where that is filled in.
fn section_line(l: Lang, section: SectionGaps) -> impl IntoView {
    let SectionGaps { heading, gaps, place } = section;
    let part = match place {
        GapPlace::Head => HEAD.to_owned(),
        GapPlace::Text => TEXT.to_owned(),
        GapPlace::Region(place) => region_id(place),
    };
    let heading = if heading.is_empty() { t::text(l).to_owned() } else { heading };
    view! { <li><a class="link" href=format!("#{part}")>{t::send_gaps(l, heading, gaps.concat())}</a></li> }
}

fn focus_question() {
    let question = document().get_element_by_id(QUESTION).and_then(|found| found.dyn_into::<HtmlElement>().ok());
    _ = question.map(|question| question.focus());
}
