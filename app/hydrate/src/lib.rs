//! The browser's entry: takes over the page that the server rendered.

use jiso_app::{
    home::{editor_home::__preload_editors_home, vendor_home::__preload_vendors_home},
    progress::{ledger::__preload_ledger_sheets, months::__preload_months_sheet},
    routes::App,
};
use leptos::prelude::document;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
pub async fn hydrate() {
    // Routes wait for their own code before they take over; what is lazy inside a page has to be there before.
    let part = document().query_selector("[data-part]").ok().flatten().and_then(|page| page.get_attribute("data-part"));
    match part.as_deref() {
        Some("vendor") => __preload_vendors_home().await,
        Some("editor") => __preload_editors_home().await,
        Some("progress") => {
            __preload_ledger_sheets().await;
            __preload_months_sheet().await;
        }
        _ => {}
    }
    leptos::mount::hydrate_lazy(App);
}
