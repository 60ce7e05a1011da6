//! Files that are served as they stand.

use std::{path::Path, sync::Arc};

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderValue, header},
    middleware::{Next, from_fn_with_state, map_response},
    response::Response,
};
use jiso::failure::Failure;
use tower_http::{services::ServeDir, set_header::SetResponseHeaderLayer};
use tower_sessions::Session;

use super::{
    plain::plain_page,
    router::Web,
    visitor::{Visitor, language},
};

/// The built site, for everybody, and the media of lessons, for whoever may read those. The site's folder is named by its content,
/// so it never changes.
pub fn assets(web: &Arc<Web>, site: &Path, media: &Path) -> Router<Arc<Web>> {
    let files = |folder: &Path, cache: &'static str| {
        Router::new()
            .fallback_service(ServeDir::new(folder).precompressed_br().precompressed_gzip())
            .layer(SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, HeaderValue::from_static(cache)))
    };
    let pkg = &web.site.options.site_pkg_dir;
    Router::new()
        .nest(
            &format!("/{pkg}"),
            files(&site.join(&**pkg), "public, max-age=31536000, immutable").layer(map_response(without_dates)),
        )
        .nest("/media", files(media, "private, max-age=3600").layer(from_fn_with_state(web.clone(), for_people)))
}

/// Nobody asks again whether what never changes has changed, nor for a part of it; a first load has half a dozen such files.
async fn without_dates(mut response: Response) -> Response {
    for name in [header::LAST_MODIFIED, header::ACCEPT_RANGES] {
        response.headers_mut().remove(name);
    }
    response
}

/// Lessons are shown to people of the programme only, and so is what stands in them.
async fn for_people(State(web): State<Arc<Web>>, session: Session, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let found = Visitor::of(&web, &session, &parts).await;
    match found {
        Ok(Visitor { caller: Some(_), .. }) => next.run(Request::from_parts(parts, body)).await,
        Ok(Visitor { visit, .. }) => plain_page(&web, visit.lang, &Failure::SignedOut),
        Err(failure) => plain_page(&web, language(&parts.uri, &parts.headers), &failure),
    }
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
