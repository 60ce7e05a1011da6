use std::{future::Future, marker::PhantomData, pin::Pin, sync::Arc};

use jiso::failure::Failure;
use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};
use leptos_meta::{ServerMetaContext, Title};
use serde::{Serialize, de::DeserializeOwned};

use super::{
    FailureView, lang,
    parcel::{Asked, Parcel, ParcelCodec},
    visit,
};
use crate::{
    reply::{Instruction, tell},
    text,
    ui::escaped,
    wire::{Fault, Reply},
};

/// The one resource of a page. What it holds is unpacked by [`show`].
pub struct Sheet<T> {
    parcel: Resource<Parcel, ParcelCodec>,
    holds: PhantomData<fn() -> T>,
}

/// Loads a page's view. Lazy pages call it in `view`, not in `data`: what reads the answer then travels with the page's own
/// chunk instead of with every first load.
///
/// `source` reads route parameters and query only: a resource that reads another one panics on the
/// server when a response is aborted.
pub fn load<S, T, Fut>(
    source: impl Fn() -> S + Send + Sync + 'static,
    fetch: impl Fn(S) -> Fut + Send + Sync + 'static,
) -> Sheet<T>
where
    S: PartialEq + Clone + Send + Sync + 'static,
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    Fut: Future<Output = Reply<T>> + Send + 'static,
{
    let fetch = move |asked: Asked| -> Fetching {
        let reply = asked.question().map(&fetch);
        Box::pin(async move {
            match reply {
                Some(reply) => Parcel::of(reply.await),
                None => Parcel::of::<T>(Err(Fault(Failure::Malformed))),
            }
        })
    };
    Sheet { parcel: loaded(Box::new(move || Asked::of(source())), Box::new(fetch)), holds: PhantomData }
}

type Fetching = Pin<Box<dyn Future<Output = Parcel> + Send>>;

fn loaded(
    source: Box<dyn Fn() -> Asked + Send + Sync>,
    fetch: Box<dyn Fn(Asked) -> Fetching + Send + Sync>,
) -> Resource<Parcel, ParcelCodec> {
    Resource::new_with_options(source, fetch, false)
}

/// Shows a page: a quiet placeholder while loading, the page, or why it cannot be shown with the right HTTP status.
pub fn show<T>(sheet: Sheet<T>, page: impl Fn(T) -> AnyView + Send + Sync + 'static) -> AnyView
where
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
{
    shown(sheet.parcel, Arc::new(move |parcel| parcel.open().map(&page)))
}

type Unpacking = Arc<dyn Fn(&Parcel) -> Reply<AnyView> + Send + Sync>;

fn shown(parcel: Resource<Parcel, ParcelCodec>, page: Unpacking) -> AnyView {
    let turn = StoredValue::new(false);
    view! {
        <Suspense fallback=move || view! { <div class="page loading" aria-busy="true"><div class="skeleton"></div></div> }>
            {move || {
                let page = page.clone();
                Suspend::new(async move {
                    match page(&parcel.await) {
                        Ok(view) => anew(view, turn),
                        Err(Fault(failure)) => failed(failure),
                    }
                })
            }}
        </Suspense>
    }
    .into_any()
}

/// A sheet read again makes a page of its own: taken over from the one before, a field would keep what was typed for another line.
fn anew(page: AnyView, turn: StoredValue<bool>) -> AnyView {
    let odd = turn.try_update_value(|odd| {
        *odd = !*odd;
        *odd
    });
    // Of two types in turn, neither is built upon the other.
    if odd == Some(true) { (page,).into_any() } else { page }
}

/// Instead of a page: why it cannot be shown, with the right HTTP status.
pub fn failed(failure: Failure) -> AnyView {
    tell(Instruction::Status(failure.status()));
    view! { <FailureView failure/> }.into_any()
}

/// The document's title: the page's own name first. Every page calls it, so it is also where a page tells that it has come
/// alive in the browser, which tests wait for.
pub fn title(own: impl Into<String>) -> AnyView {
    Effect::new(|| {
        if let Some(root) = document().document_element() {
            // The first page has the focus where the browser put it.
            if root.has_attribute("data-hydrated") {
                request_animation_frame(begin_at_the_top);
            }
            _ = root.set_attribute("data-hydrated", "yes");
        }
    });
    let (own, programme) = (own.into(), visit().programme_name);
    let text = text::frame::document_title(lang(), own, programme);
    // The server writes titles into the document as they are; the browser sets them as text.
    let text = if use_context::<ServerMetaContext>().is_some() { escaped(&text) } else { text };
    view! { <Title text/> }.into_any()
}

/// The link that led here is gone, or stands in the header: the next step of the keyboard begins at the page's own start.
fn begin_at_the_top() {
    let typing = document().active_element().is_some_and(|one| !matches!(one.tag_name().as_str(), "BODY" | "A"));
    let main = document().get_element_by_id("main").and_then(|main| main.dyn_into::<HtmlElement>().ok());
    if let Some(main) = main.filter(|_| !typing) {
        _ = main.focus();
    }
}
