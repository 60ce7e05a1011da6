//! A what-if that has not ended: how far it is, looked at every second; without a script, by reading the page again.

use std::time::Duration;

use jiso::programme::{RunLine, RunState};
use leptos::{leptos_dom::helpers::set_interval_with_handle, prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::api::{CancelWhatIf, what_if_line};
use crate::{
    forms::{FormProblems, HiddenField, PostForm, Submit, use_form},
    frame::lang,
    text::programme as t,
    ui::Sheet,
};

#[component]
pub fn Running(line: RunLine, may_cancel: bool) -> impl IntoView {
    let l = lang();
    let id = line.id;
    let address = format!("/console/programme/what-if?run={id}");
    let now = RwSignal::new(line);
    let navigate = use_navigate();
    let ended = format!("{address}&seen=ended");
    Effect::new(move || {
        let (asking, navigate, ended) = (StoredValue::new(false), navigate.clone(), ended.clone());
        let tick = move || {
            if asking.try_get_value() != Some(false) {
                return;
            }
            asking.set_value(true);
            let (navigate, ended) = (navigate.clone(), ended.clone());
            spawn_local(async move {
                let answer = what_if_line(id.to_string()).await;
                _ = asking.try_set_value(false);
                match answer {
                    Ok(line) if line.state.is_open() => _ = now.try_set(line),
                    // Whoever has left the page is not called back to it.
                    Ok(_) if now.try_get_untracked().is_some() => {
                        navigate(&ended, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
                    }
                    _ => {}
                }
            });
        };
        if let Ok(timer) = set_interval_with_handle(tick, Duration::from_secs(1)) {
            on_cleanup(move || timer.clear());
        }
    });
    let told = move || {
        now.with(|line| match line.state {
            RunState::Queued => t::run_queued(l).to_owned(),
            _ => t::run_progress(l, line.total, line.done),
        })
    };
    let label = told;
    view! {
        <Sheet title=t::run_running(l)>
            <p role="status">{told}</p>
            <progress
                value=move || now.with(|line| line.done.to_string())
                max=move || now.with(|line| line.total.max(1).to_string())
                aria-label=label
            ></progress>
            <p class="quiet">{t::run_leave(l)}</p>
            <div class="actions">
                <a class="btn small" href=address rel="external">{t::run_reload(l)}</a>
                {may_cancel.then(|| view! { <Cancel run=id.to_string()/> })}
            </div>
        </Sheet>
    }
}

#[component]
fn Cancel(run: String) -> impl IntoView {
    let form = use_form::<CancelWhatIf>();
    view! {
        <PostForm form>
            <FormProblems failure=form.failure()/>
            <HiddenField name="run" value=run/>
            <Submit class="btn small danger" pending=form.pending() label=t::run_cancel(lang())/>
        </PostForm>
    }
}
