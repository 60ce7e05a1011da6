use jiso::failure::Failure;
use leptos::{ev::SubmitEvent, prelude::*, server_fn::ServerFn, wasm_bindgen::JsCast, web_sys::HtmlElement};
use leptos_router::{hooks::use_location, location::Url, params::ParamsMap};

use super::{FormState, sending::fields};
use crate::{
    frame::{failure_text, lang},
    text::failure as t,
    ui::changing,
    wire::Fault,
};

/// A form that posts to its own page. `plain` forms are never taken over by the browser code: use it where the whole document
/// has to be loaded anew, as after signing in.
#[component]
pub fn PostForm<S>(
    form: FormState<S>,
    #[prop(optional, into)] class: String,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional)] plain: bool,
    /// The id of the part of the page to see after a plain post; a redirect to the same page keeps it.
    #[prop(optional, into)]
    anchor: Option<String>,
    /// It has a file among its fields; such a form is `plain`.
    #[prop(optional)]
    files: bool,
    children: Children,
) -> impl IntoView
where
    S: ServerFn<Error = Fault> + 'static,
{
    let submit = move |event: SubmitEvent| {
        if plain || files || event.default_prevented() || is_for_another(&event) {
            return;
        }
        event.prevent_default();
        if form.pending().get_untracked() {
            return;
        }
        match fields(&event) {
            Ok(fields) => form.posting().send(fields),
            Err(Fault(failure)) => form.posting().refuse(failure),
        }
    };
    let encoding = files.then_some("multipart/form-data");
    form_view(S::PATH, Box::new(submit), own_address(anchor), encoding, (class, id), children)
}

/// What an address carries only to say that the last form was taken.
const TOLD: [&str; 10] = ["done", "after", "registered", "saved", "invited", "created", "used", "asked", "noted", "returned"];

/// Where a plain post goes: to its own page, which shall not praise the last form again when this one is refused.
fn own_address(anchor: Option<String>) -> Option<String> {
    let anchor = anchor.map(|part| format!("#{part}"));
    let here = use_location();
    let query = here.query.get_untracked();
    if !TOLD.iter().any(|key| query.get_str(key).is_some()) {
        return anchor;
    }
    let kept: ParamsMap = query.into_iter().filter(|(key, _)| !TOLD.contains(&key.as_ref())).collect();
    Some(format!("{}{}{}", here.pathname.get_untracked(), kept.to_query_string(), anchor.unwrap_or_default()))
}

/// The same for all forms, so that the browser gets it once.
fn form_view(
    path: &'static str,
    submit: Box<dyn FnMut(SubmitEvent)>,
    action: Option<String>,
    encoding: Option<&'static str>,
    (class, id): (String, Option<String>),
    children: Children,
) -> AnyView {
    view! {
        <form method="post" action=action enctype=encoding class=class id=id on:submit=submit novalidate=true>
            <input type="hidden" name="_action" value=path/>
            {children()}
        </form>
    }
    .into_any()
}

/// A button may name another server function than its form; the browser then sends the form as it does without JavaScript.
fn is_for_another(event: &SubmitEvent) -> bool {
    event.submitter().is_some_and(|button| button.get_attribute("name").as_deref() == Some("_action"))
}

/// What went wrong as a whole, above a form; announced by screen readers when it appears.
///
/// After a plain post the page begins there, as the form may stand far below its top.
#[component]
pub fn FormProblems(#[prop(into)] failure: Signal<Option<Failure>>) -> impl IntoView {
    let l = lang();
    let from_the_start = failure.with_untracked(Option::is_some);
    Effect::new(move |before: Option<()>| {
        let invalid = matches!(failure.get(), Some(Failure::Invalid { .. }));
        // What the page came with has the focus already, and by now somebody may be typing elsewhere.
        if invalid && (before.is_some() || !from_the_start) {
            // The fields learn of it in this round, too.
            request_animation_frame(go_to_first_problem);
        }
    });
    let here = use_location();
    let (path, query) = (here.pathname, here.query);
    let notice = move |failure: Failure| {
        let signed_out = failure == Failure::SignedOut;
        let sentence = if signed_out { t::signed_out_here(l).to_owned() } else { failure_text(l, &failure) };
        // In a tab of its own: this page keeps what was typed.
        let link = signed_out.then(|| {
            let back = format!("{}{}", path.get_untracked(), query.with_untracked(ParamsMap::to_query_string));
            let href = format!("/sign-in?next={}", Url::escape(&back));
            view! { " " <a class="link" href=href target="_blank" rel="noopener">{t::sign_in(l)}</a> }
        });
        view! { <p class="notice bad" tabindex="-1" autofocus=from_the_start><span>{sentence}{link}</span></p> }.into_any()
    };
    view! { <div role="alert" class="form-problems">{changing(move || failure.get().map(notice))}</div> }
}

/// On a phone the button is far below the field that has to be mended.
fn go_to_first_problem() {
    const TO_MEND: &str = "[aria-invalid=true]:is(input, select, textarea), [aria-invalid=true] input, \
                           fieldset:has(> .problem:not(:empty)) :is(input, select)";
    let field = document().query_selector(TO_MEND).ok().flatten();
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
        _ = field.focus();
    }
}

/// The button that sends a form; says so while the answer is on its way. A second press does nothing; a button that could not
/// be pressed would lose the focus.
#[component]
pub fn Submit(
    #[prop(into)] pending: Signal<bool>,
    #[prop(into)] label: String,
    #[prop(optional, into)] class: String,
    /// Sent with the form when this button was pressed.
    #[prop(optional, into)]
    name: Option<String>,
    #[prop(optional, into)] value: Option<String>,
) -> impl IntoView {
    let class = if class.is_empty() { "btn go".to_owned() } else { class };
    view! {
        <button type="submit" class=class name=name value=value aria-disabled=move || pending.get().to_string() aria-busy=move || pending.get().to_string()>
            {label}
        </button>
    }
}
