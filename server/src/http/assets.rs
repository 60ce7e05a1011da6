use std::path::Path;

use axum::{
    Router,
    http::{HeaderValue, header},
};
use tower_http::{services::ServeDir, set_header::SetResponseHeaderLayer};

/// The built site and the media of lessons. The site's folder is named by its content, so it never changes.
pub fn assets<S: Clone + Send + Sync + 'static>(site: &Path, pkg: &str, media: &Path) -> Router<S> {
    let files = |folder: &Path, cache: &'static str| {
        Router::new()
            .fallback_service(ServeDir::new(folder).precompressed_br().precompressed_gzip())
            .layer(SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, HeaderValue::from_static(cache)))
    };
    Router::new()
        .nest(&format!("/{pkg}"), files(&site.join(pkg), "public, max-age=31536000, immutable"))
        .nest("/media", files(media, "public, max-age=3600"))
}

/// Name of the folder with the built site, as the build tool left it in `site.json`.
///
/// # Errors
/// When the site has not been built.
pub fn built_site(site: &Path) -> Result<String, String> {
    #[derive(serde::Deserialize)]
    struct Built {
        pkg: String,
    }
    let file = site.join("site.json");
    let text = std::fs::read_to_string(&file)
        .map_err(|e| format!("setting --site: {}: {e} (build the site with `make run`)", file.display()))?;
    let built: Built = serde_json::from_str(&text).map_err(|e| {
        let shown = file.display();
        format!("setting --site: {shown}: expected {{\"pkg\": \"…\"}} as `make run` writes it: {e}")
    })?;
    Ok(built.pkg)
}
