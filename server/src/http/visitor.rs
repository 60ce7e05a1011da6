use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::ConnectInfo,
    http::{HeaderMap, Method, Uri, header, request::Parts},
};
use jiso::{
    activity::Origin,
    caller::Caller,
    failure::{Answer, Failure},
    id::UserId,
    lang::Lang,
};
use jiso_app::{
    entry::{CameFrom, Reads},
    forms::Replay,
    frame::{Person, Visit},
};
use leptos::prelude::{provide_context, use_context};
use tower_sessions::Session;

use super::{effects::Effects, offline::KEEP, router::Web, session::USER};

/// Who is at the door, in which language.
#[derive(Clone)]
pub struct Visitor {
    pub caller: Option<Caller>,
    pub visit: Visit,
    pub from: CameFrom,
    pub reads: Reads,
}

impl Visitor {
    /// # Errors
    /// [`jiso::failure::Failure::Unavailable`]
    pub async fn of(web: &Web, session: &Session, parts: &Parts) -> Answer<Self> {
        let found = match session.get::<UserId>(USER).await {
            Ok(Some(id)) => web.office.store.glance().await?.visitor(id).await?,
            Ok(None) => None,
            // Not knowing who asks is not the same as nobody asking: the person would be sent to sign in again.
            Err(error) => {
                tracing::error!(reference = "session", %error, "session");
                return Err(Failure::Unavailable { reference: "session".into() });
            }
        };
        let (user, unread) = found.unzip();
        let lang = shared_language(&parts.uri)
            .or(user.as_ref().map(|user| user.lang))
            .unwrap_or_else(|| language(&parts.uri, &parts.headers));
        let came = came(&parts.uri, &parts.headers);
        let caller = user.as_ref().map(|user| Caller { lang, came, ..user.caller() });
        let person =
            user.map(|user| Person { id: user.id.to_string(), name: user.name, role: user.role, company: user.company_name });
        let visit = Visit {
            lang,
            theme: cookie(&parts.headers, "jiso_theme").filter(|t| matches!(*t, "light" | "dark")).unwrap_or_default().to_owned(),
            person,
            programme_name: web.programme_name(lang),
            assets: format!("/{}", web.site.options.site_pkg_dir),
            demo: web.demo,
            unread: unread.unwrap_or_default(),
            today: web.office.now().day(),
        };
        let reads = Reads(parts.method != Method::HEAD);
        Ok(Self { caller, visit, from: CameFrom(address(web, parts)), reads })
    }

    /// The language of whoever is at the door, also when nothing else of them can be had.
    pub async fn lang(web: &Web, session: Option<&Session>, parts: &Parts) -> Lang {
        let visitor = match session {
            Some(session) => Self::of(web, session, parts).await.ok(),
            None => None,
        };
        visitor.map_or_else(|| language(&parts.uri, &parts.headers), |visitor| visitor.visit.lang)
    }

    /// The one closure that gives pages and server functions what they work with.
    pub fn context(
        &self,
        web: &Web,
        effects: &Effects,
        replay: Option<Replay>,
    ) -> impl Fn() + Clone + Send + Sync + 'static + use<> {
        let (visitor, portal, effects) = (self.clone(), web.portal.clone(), effects.clone());
        move || {
            provide_context(portal.clone());
            provide_context(visitor.visit.clone());
            provide_context(visitor.from.clone());
            provide_context(visitor.reads);
            provide_context(effects.port());
            if let Some(caller) = &visitor.caller {
                provide_context(caller.clone());
            }
            if let Some(replay) = &replay {
                provide_context(replay.clone());
            }
            if let Some(nonce) = use_context::<leptos::nonce::Nonce>() {
                effects.set_nonce(nonce.to_string());
            }
        }
    }
}

/// What a request itself says of its language.
pub fn language(uri: &Uri, headers: &HeaderMap) -> Lang {
    shared_language(uri)
        .or_else(|| cookie(headers, "jiso_lang").and_then(Lang::parse))
        .or_else(|| headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok().and_then(Lang::accepted))
        .unwrap_or_default()
}

/// `?lang=` in a shared link decides for this page only.
fn shared_language(uri: &Uri) -> Option<Lang> {
    mark(uri, "lang").and_then(Lang::parse)
}

fn mark<'a>(uri: &'a Uri, name: &str) -> Option<&'a str> {
    uri.query()?.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
}

/// `?from=` of the page on which the person is: of the request itself, or for a call of the page that makes it.
fn came(uri: &Uri, headers: &HeaderMap) -> Origin {
    // A page that nobody opens now is nobody's doing.
    if headers.contains_key(KEEP) {
        return Origin::Vendor;
    }
    let page = || headers.get(header::REFERER)?.to_str().ok()?.parse::<Uri>().ok();
    let from = if uri.path().starts_with("/api/") {
        page().and_then(|page| mark(&page, "from").map(str::to_owned))
    } else {
        mark(uri, "from").map(str::to_owned)
    };
    from.map_or(Origin::SelfStarted, |from| Origin::of_link(&from))
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get(header::COOKIE)?.to_str().ok()?;
    all.split(';').find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// The client's address; a proxy's word for it only when the settings say that there is one.
fn address(web: &Web, parts: &Parts) -> String {
    let forwarded = parts.headers.get("x-forwarded-for").and_then(|v| v.to_str().ok()).and_then(|v| v.rsplit(',').next());
    if let (true, Some(forwarded)) = (web.behind_proxy, forwarded) {
        let forwarded = forwarded.trim();
        return forwarded.parse().map_or_else(|_| forwarded.to_owned(), network);
    }
    parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| network(info.0.ip())).unwrap_or_default()
}

/// What one client has for certain: an IPv4 address, or the network of an IPv6 address, within which it has any number.
fn network(ip: IpAddr) -> String {
    match ip.to_canonical() {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => {
            let [a, b, c, d, ..] = ip.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_tells_what_set_its_reader_going() {
        let from = |uri: &str, referer: Option<&'static str>| {
            let mut headers = HeaderMap::new();
            headers.extend(referer.map(|page| (header::REFERER, page.parse().unwrap())));
            came(&uri.parse().unwrap(), &headers)
        };
        assert_eq!(from("/deals/new?from=asked", None), Origin::Requested);
        assert_eq!(from("/deals/new", Some("https://portal.example/?from=asked")), Origin::SelfStarted);
        assert_eq!(from("/api/register_deal", Some("https://portal.example/deals/new?lang=ja&from=next")), Origin::Nudged);
        assert_eq!(from("/api/register_deal?from=asked", None), Origin::SelfStarted);
    }

    #[test]
    fn all_addresses_of_one_network_are_one_client() {
        let one = |text: &str| network(text.parse().unwrap());
        assert_eq!(one("2001:db8:1:2:3::4"), one("2001:db8:1:2:ffff::"));
        assert_ne!(one("2001:db8:1:2::"), one("2001:db8:1:3::"));
        assert_eq!(one("::ffff:192.0.2.1"), "192.0.2.1");
    }
}
