//! The browser's entry: takes over the page that the server rendered.

use jiso_app::routes::App;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_lazy(App);
}
