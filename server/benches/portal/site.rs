//! What a first visit of `/` loads besides the page, as the site's build measured it.

use std::path::Path;

use serde_json::Value;

/// Everything compressed, cold cache.
pub const BUDGET: u64 = 260_000;

pub struct FirstLoad {
    /// File and bytes, the largest first.
    pub files: Vec<(String, u64)>,
}

impl FirstLoad {
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|(_, bytes)| bytes).sum()
    }
}

/// Chunks belong to other pages and travel when those are opened.
pub fn first_load(site: &Path) -> Option<FirstLoad> {
    let text = std::fs::read_to_string(site.join("site.json")).ok()?;
    let built: Value = serde_json::from_str(&text).ok()?;
    let loaded = |name: &str| {
        let needed = [".wasm", ".js", ".css", ".svg", ".json"].iter().any(|ending| name.ends_with(ending));
        needed && !name.starts_with("split_") && !name.starts_with("pack_") && !name.ends_with("_manifest.json")
    };
    let all = built.get("files")?.as_object()?.iter();
    let mut files: Vec<(String, u64)> = all
        .filter(|(name, _)| loaded(name))
        .filter_map(|(name, sizes)| Some((name.clone(), sizes.get("br")?.as_u64()?)))
        .collect();
    files.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    Some(FirstLoad { files })
}
