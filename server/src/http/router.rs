//! Every route on one screen.

use std::sync::{Arc, OnceLock};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::StatusCode,
    middleware::{from_fn, from_fn_with_state},
    response::IntoResponse,
    routing::{any, get, post},
};
use jiso::{id::UserId, lang::Lang, portal::Portal};
use jiso_app::{document::Site, routes::App};
use leptos::prelude::LeptosOptions;
use leptos_axum::generate_route_list;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer, CompressionLevel,
        predicate::{DefaultPredicate, NotForContentType, Predicate},
    },
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    trace::TraceLayer,
};
use tower_sessions::{Expiry, SessionManagerLayer, cookie::SameSite};

use super::{
    api, assets, calendar, deal_files, demo, export, guard,
    health::{self, Pulse},
    live, offline, pages, proposals,
    session::{SESSION_DAYS, SessionRows},
    trail::{self, REQUEST_ID},
};
use crate::{config::Settings, office::Office};

/// What the handlers share.
pub struct Web {
    pub office: Office,
    pub portal: Portal,
    pub site: Site,
    /// Host of the public address, when one is set.
    pub host: Option<String>,
    /// The public address is https.
    pub secure: bool,
    pub behind_proxy: bool,
    /// The demo's personas may be taken.
    pub demo: bool,
    pub pulse: Pulse,
}

impl Web {
    pub fn new(office: Office, portal: Portal, settings: &Settings, pkg: &str) -> Self {
        let options =
            LeptosOptions::builder().output_name("jiso").site_root(settings.site.display().to_string()).site_pkg_dir(pkg).build();
        Self {
            office,
            portal,
            site: Site { options },
            host: settings.public_url.as_ref().and_then(|url| url.split_once("://")).map(|(_, host)| host.to_owned()),
            secure: settings.is_secure(),
            behind_proxy: settings.behind_proxy,
            demo: settings.demo,
            pulse: Pulse::default(),
        }
    }

    /// What the vendor calls its programme.
    pub(super) fn programme_name(&self, lang: Lang) -> String {
        jiso_app::text::frame::programme(lang, self.office.programme().vendor.product.get(lang))
    }

    /// How many changes this node's search index has not seen yet.
    pub(super) fn search_lag(&self, last: i64) -> i64 {
        last - self.office.index.as_ref().and_then(|index| index.cursor()).unwrap_or(0)
    }

    pub(super) async fn keep_language(&self, user: UserId, lang: Lang) {
        let kept = async {
            let mut tx = self.office.store.write().await?;
            tx.change_language(user, lang).await?;
            tx.commit().await
        };
        if let Err(error) = kept.await {
            tracing::error!(%error, "language");
        }
    }
}

pub fn router(web: Web, settings: &Settings) -> Router {
    let web = Arc::new(web);
    let sessions = SessionManagerLayer::new(SessionRows { store: web.office.store.clone(), clock: web.office.clock.clone() })
        .with_name("jiso_session")
        .with_secure(true)
        .with_same_site(SameSite::Lax)
        .with_http_only(true)
        .with_expiry(Expiry::OnInactivity(time::Duration::days(SESSION_DAYS)));

    let mut routes = Router::new()
        .route("/health", get(health::health))
        .route("/api/{*function}", any(api::handle))
        .route("/notifications/live", get(live::follow))
        .route("/deals/export", get(export::pipeline))
        .route("/deals/{id}/files/{file}", get(deal_files::download))
        .route("/targets/{id}/kit.html", get(export::target_kit))
        .route("/sw.js", get(offline::worker))
        .route("/offline", get(offline::page))
        .route("/offline/wanted", get(offline::wanted))
        .route("/visits/{id}/calendar.ics", get(calendar::visit))
        .route("/proposals/{id}/pdf", get(proposals::pdf))
        .route("/proposals/{id}/docx", get(proposals::docx))
        .route("/logos/{id}", get(proposals::logo))
        .route("/letters/{secret}/pdf", get(proposals::letter_pdf))
        .route("/letters/{secret}/logo", get(proposals::letter_logo))
        .merge(assets::assets(&web, &settings.site, &settings.content.join("media")));
    if web.demo {
        routes = routes.route("/demo/sign-in", post(demo::sign_in));
    }
    for path in page_paths() {
        // The one page whose forms may carry files.
        let posted = if path == "/deals/{id}" { post(deal_files::post) } else { post(pages::post) };
        routes = routes.route(path, posted.get(pages::show));
    }
    routes
        .fallback(pages::show)
        .layer(from_fn_with_state(web.clone(), guard::same_origin))
        .layer(sessions)
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(worth_compressing()))
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn(guard::in_time))
        .layer(CatchPanicLayer::custom(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response()))
        .layer(from_fn_with_state(web.clone(), guard::worded))
        .layer(from_fn_with_state(web.clone(), guard::headers))
        .layer(TraceLayer::new_for_http().make_span_with(trail::span).on_response(trail::answered))
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        .layer(SetRequestIdLayer::new(REQUEST_ID, MakeRequestUuid))
        .layer(from_fn(trail::only_sane_ids))
        .with_state(web)
}

/// Office documents and PDFs are compressed already.
fn worth_compressing() -> impl Predicate {
    let compressed = |kind| NotForContentType::const_new(kind);
    DefaultPredicate::new().and(compressed("application/pdf")).and(compressed("application/vnd.openxmlformats-officedocument"))
}

/// Listed once a process: while leptos lists them, no resource of any page loads, and a page asked for meanwhile would wait for ever.
fn page_paths() -> &'static [String] {
    static PATHS: OnceLock<Vec<String>> = OnceLock::new();
    PATHS.get_or_init(|| generate_route_list(App).iter().map(|page| page.path().to_owned()).collect())
}
