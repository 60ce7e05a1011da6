//! The HTML document around the app, made on the server only.

use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;

use crate::{frame::Visit, routes::App};

/// Where the built site lies.
#[derive(Clone)]
pub struct Site {
    pub options: LeptosOptions,
}

/// `<!DOCTYPE html>` and all.
pub fn document(site: &Site) -> impl IntoView + use<> {
    let visit = use_context::<Visit>().unwrap_or_default();
    let options = site.options.clone();
    let pkg = options.site_pkg_dir.clone();
    let reader = visit.person.as_ref().map(|person| person.id.clone());
    let offline = reader.is_some().then(|| view! { <script src=format!("/{pkg}/offline.js") defer nonce=use_nonce()></script> });
    view! {
        <!DOCTYPE html>
        <html lang=visit.lang.as_str() data-theme=visit.theme.clone() data-reader=reader>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="stylesheet" href=format!("/{pkg}/{}.css", options.output_name) nonce=use_nonce()/>
                <link rel="icon" type="image/svg+xml" href=format!("/{pkg}/favicon.svg")/>
                <link rel="manifest" href=format!("/{pkg}/manifest.webmanifest")/>
                <HydrationScripts options=options.clone()/>
                <MetaTags/>
                {offline}
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}
