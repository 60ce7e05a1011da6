use jiso::deals::Verdict;
use leptos::prelude::*;

use crate::{
    format,
    frame::{failure_text, lang},
    text::deals as t,
    ui::{Notice, Tone},
    wire::Reply,
};

/// The instant answer on a customer. It names nobody.
#[component]
pub fn VerdictView(#[prop(into)] verdict: Signal<Option<Reply<Option<Verdict>>>>) -> impl IntoView {
    let l = lang();
    view! {
        <div class="live" role="status">
            {move || match verdict.get() {
                None | Some(Ok(None)) => view! { <p class="quiet">{t::verdict_ask(l)}</p> }.into_any(),
                Some(Ok(Some(verdict))) => notice(verdict),
                Some(Err(fault)) => view! { <p class="quiet">{failure_text(l, &fault.0)}</p> }.into_any(),
            }}
        </div>
    }
}

fn notice(verdict: Verdict) -> AnyView {
    let l = lang();
    match verdict {
        Verdict::Clear => {
            view! { <Notice tone=Tone::Good title=t::verdict_clear(l)><p>{t::verdict_clear_text(l)}</p></Notice> }.into_any()
        }
        Verdict::Similar => {
            view! { <Notice tone=Tone::Wait title=t::verdict_similar(l)><p>{t::verdict_similar_text(l)}</p></Notice> }.into_any()
        }
        Verdict::TakenUntil { month } => {
            let title = t::verdict_taken(l, format::month(l, month));
            view! { <Notice tone=Tone::Bad title><p>{t::verdict_taken_text(l)}</p></Notice> }.into_any()
        }
        Verdict::OursAlready { deal } => {
            let link = view! { <p><a class="link" href=format!("/deals/{deal}")>{t::verdict_ours_link(l)}</a></p> };
            view! { <Notice tone=Tone::Wait title=t::verdict_ours(l)>{link}</Notice> }.into_any()
        }
    }
}
