//! The limit: an axum handler without pages. It knows who asks, runs the same use case with the same SQL, and answers as many
//! bytes as the portal's page had.

use std::{collections::HashMap, error::Error, sync::Arc};

use axum::{
    Router,
    body::Bytes,
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{any, get},
    serve::ListenerExt,
};
use clap::Parser;
use jiso::{
    activity::Origin,
    caller::Caller,
    deals::{PipelineFilter, RegistrationForm, VerdictQuery},
    failure::{Answer, Failure},
    id::UserId,
    kits::KitFilter,
    leaderboards::BoardQuery,
    portal::Portal,
    proposals::Way,
    search::SearchQuery,
};
use jiso_search::SearchIndex;
use jiso_server::{config::Settings, jobs::follower::Follower, office::Office, serve, wiring};
use tokio::net::TcpListener;

use crate::target::Target;

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    settings: Settings,
}

#[derive(Clone)]
struct Bench {
    office: Office,
    portal: Portal,
}

pub async fn serve(arguments: &[String]) -> Result<(), Box<dyn Error>> {
    let listen = arguments.first().ok_or("--bare ADDRESS DATABASE")?;
    // The settings come from the environment, as the portal's do.
    let settings = Line::parse_from(["bare"]).settings;
    let mut office = serve::open(&settings).await?;
    let index = Arc::new(SearchIndex::open(&settings.data.join("search-bare"))?);
    Follower { store: office.store.clone(), index: index.clone() }.catch_up().await.map_err(|error| error.to_string())?;
    office.index = Some(index);
    let bench = Bench { portal: wiring::portal(&office, &settings), office };
    let router = Router::new().route("/health", get(|| async { "ok" })).route("/bare", any(answer)).with_state(bench);
    let listener = TcpListener::bind(listen).await?.tap_io(|connection| _ = connection.set_nodelay(true));
    Ok(axum::serve(listener, router).await?)
}

async fn answer(
    State(bench): State<Bench>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let number = |name: &str| query.get(name).and_then(|value| value.parse::<usize>().ok()).unwrap_or_default();
    let Some(target) = Target::ALL.get(number("target")) else { return StatusCode::NOT_FOUND.into_response() };
    let done = async {
        let caller = bench.caller(&headers).await?;
        bench.run(*target, &caller, &body, query.get("proposal").map_or("", String::as_str)).await
    };
    match done.await {
        Ok(()) if *target == Target::Register => (StatusCode::SEE_OTHER, [(header::LOCATION, "/deals")]).into_response(),
        Ok(()) => vec![b'x'; number("bytes")].into_response(),
        Err(failure) => StatusCode::from_u16(failure.status()).unwrap_or(StatusCode::BAD_REQUEST).into_response(),
    }
}

impl Bench {
    async fn caller(&self, headers: &HeaderMap) -> Answer<Caller> {
        let cookie = headers.get(header::COOKIE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let id = cookie.strip_prefix("jiso_session=").ok_or(Failure::SignedOut)?;
        let mut tx = self.office.store.read().await?;
        let (data, _) = tx.session(id, self.office.now()).await?.ok_or(Failure::SignedOut)?;
        let data: HashMap<String, UserId> = serde_json::from_str(&data).map_err(|_| Failure::SignedOut)?;
        let user = data.get("user").ok_or(Failure::SignedOut)?;
        Ok(tx.user(*user).await?.ok_or(Failure::SignedOut)?.caller())
    }

    async fn run(&self, target: Target, caller: &Caller, body: &Bytes, proposal: &str) -> Answer<()> {
        let portal = &self.portal;
        match target {
            Target::Home => portal.homes.home(caller).await.map(drop),
            Target::Learn => portal.learning.modules(caller).await.map(drop),
            Target::Lesson => portal.learning.lesson(caller, "first-customer", "who-buys", Origin::SelfStarted).await.map(drop),
            Target::Kits => portal.kits.list(caller, KitFilter::default()).await.map(drop),
            Target::Find => portal.search.search(caller, SearchQuery::words("見積")).await.map(drop),
            Target::Suggest => portal.search.suggest(caller, "見積").await.map(drop),
            Target::Deals => portal.deals.pipeline(caller, PipelineFilter::default()).await.map(drop),
            Target::Pipeline => {
                let filter = PipelineFilter { owner: "all".into(), ..PipelineFilter::default() };
                portal.deals.pipeline(caller, filter).await.map(drop)
            }
            Target::Progress => portal.progress.sheet(caller, 1).await.map(drop),
            Target::Leaderboard => portal.leaderboards.board(caller, BoardQuery::default()).await.map(drop),
            Target::Verdict => portal.deals.verdict(caller, typed(body)).await.map(drop),
            Target::Proposal => portal.proposals.sheet(caller, proposal).await.map(drop),
            Target::Pdf => self.office.proposal_file(caller, proposal, "", Way::Pdf).await.map(drop),
            Target::Register => portal.deals.register(caller, form(body)).await.map(drop),
        }
    }
}

fn typed(body: &Bytes) -> VerdictQuery {
    let form = form(body);
    VerdictQuery { customer: form.customer, product: form.product, ..VerdictQuery::default() }
}

fn form(body: &Bytes) -> RegistrationForm {
    let fields: HashMap<_, _> = form_urlencoded::parse(body).into_owned().collect();
    let field = |name: &str| fields.get(&format!("form[{name}]")).cloned().unwrap_or_default();
    RegistrationForm {
        idempotency_key: field("idempotency_key"),
        customer: field("customer"),
        industry: field("industry"),
        size: field("size"),
        product: field("product"),
        amount: field("amount"),
        expected_close: field("expected_close"),
        need: field("need"),
        ..RegistrationForm::default()
    }
}
