use leptos::prelude::*;

use crate::frame::Assets;

/// The address of a built file such as `icons.svg`.
pub fn asset(name: &str) -> String {
    let base = use_context::<Assets>().map(|assets| assets.base).unwrap_or_default();
    format!("{}/{name}", base.trim_end_matches('/'))
}
