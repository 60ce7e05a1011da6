use jiso::targets::{OVERLAP_LINES_MAX, OverlapKept};
use leptos::prelude::*;

use super::{
    api::{ForgetOverlap, KeepOverlap},
    parts::FileField,
};
use crate::{
    format::{moment, number},
    forms::{FormProblems, FormState, PostForm, Submit, TextArea},
    frame::lang,
    text::targets as t,
    ui::{More, Sheet},
};

/// Which targets are the partner's own customers, and how that is found out.
#[component]
pub fn Overlap(kept: Option<OverlapKept>, keep: FormState<KeepOverlap>, forget: FormState<ForgetOverlap>) -> impl IntoView {
    let l = lang();
    // What was posted with a file is its content.
    let typed = keep.typed("file").filter(|text| !text.trim().is_empty()).unwrap_or_else(|| keep.value("text", ""));
    let open = keep.typed("text").is_some();
    let form = move || {
        view! {
            <PostForm form=keep class="form" files=true anchor="overlap">
                <FormProblems failure=keep.failure()/>
                <TextArea name="text" rows=5 optional=true label=t::overlap_text(l) hint=t::overlap_hint(l, number(i64::from(OVERLAP_LINES_MAX)))
                    value=typed.clone() problem=keep.problem("text")/>
                <FileField name="file" label=t::overlap_file(l)/>
                <div class="form-actions"><Submit class="btn" pending=keep.pending() label=t::overlap_send(l)/></div>
            </PostForm>
        }
    };
    let body = match kept {
        None => form().into_any(),
        Some(kept) => {
            let said = t::overlap_kept(l, number(i64::from(kept.targets)), moment(l, kept.at), number(i64::from(kept.hashes)));
            view! {
                <p>{said}</p>
                <PostForm form=forget anchor="overlap">
                    <Submit class="btn quiet" pending=forget.pending() label=t::overlap_forget(l)/>
                </PostForm>
                <More summary=t::overlap_again(l) open>{form()}</More>
            }
            .into_any()
        }
    };
    view! {
        <Sheet title=t::overlap(l) id="overlap">
            <p>{t::overlap_lead(l)}</p>
            <p class="quiet">{t::overlap_honest(l)}</p>
            {body}
        </Sheet>
    }
}
