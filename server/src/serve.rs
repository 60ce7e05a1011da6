//! `jiso serve`: from settings to a running portal, and an orderly end.

use std::{error::Error, sync::Arc, time::Duration};

use arc_swap::ArcSwap;
use jiso_search::SearchIndex;
use jiso_store::Store;
use tokio::{net::TcpListener, sync::watch, task::JoinSet, time::timeout};

use crate::{
    config::Settings,
    content,
    demo::founding,
    http::{self, Patience, Web},
    jobs::{
        self, Work,
        clock::{keep_log_short, watch_the_clock},
        follower::Follower,
        mail::Outbox,
    },
    limits::Limits,
    markdown::Rendered,
    notifications::live::tell_followers,
    objects::Objects,
    office::{Chance, Clock, Office},
    programme,
    proposals::PaperDesk,
    wiring,
};

/// How long the job in hand is waited for at the end. What is not done stays in the database.
const JOBS_FAREWELL: Duration = Duration::from_secs(5);
/// How long the start waits for a search index that has to be built; a portal's is there in a blink.
const SEARCH_PATIENCE: Duration = Duration::from_secs(3);

/// Checks the settings and makes the data folder.
///
/// # Errors
/// In plain words, what is wrong and with which setting.
pub fn prepare(settings: &Settings) -> Result<(), Box<dyn Error>> {
    settings.check()?;
    std::fs::create_dir_all(&settings.data).map_err(|e| format!("setting --data: {}: {e}", settings.data.display()))?;
    Ok(())
}

/// Opens everything the portal works with.
///
/// # Errors
/// In plain words, what is wrong and with which setting.
pub async fn open(settings: &Settings) -> Result<Office, Box<dyn Error>> {
    prepare(settings)?;
    let store = Store::open(&settings.store()).await.map_err(|error| settings.not_opened(&error))?;
    let (clock, chance) = (Clock::System, Chance::from_system());
    if let Some(imported) = content::into_empty(&store, &clock, &chance, &settings.content).await? {
        tracing::info!(documents = imported.new, folder = %settings.content.display(), "the starter programme is imported");
    }
    let programme = programme::in_force(&store, clock.now()).await?;
    Ok(Office {
        store,
        clock,
        chance,
        programme: Arc::new(ArcSwap::from_pointee(programme)),
        limits: Arc::new(Limits::default()),
        versions: Arc::default(),
        standings: Arc::default(),
        boards: Arc::default(),
        steps: Arc::default(),
        tiers: Arc::default(),
        texts: Arc::default(),
        rendered: Rendered::default(),
        index: None,
        live: Arc::default(),
        papers: PaperDesk::new(settings.fonts.clone()),
        objects: Objects::open(settings)?,
        origin: settings.origin().into(),
    })
}

/// Runs the portal until it is told to stop.
///
/// # Errors
/// When it cannot start.
pub async fn serve(settings: Settings) -> Result<(), Box<dyn Error>> {
    settings.check()?;
    settings.check_fonts()?;
    let pkg = http::built_site(&settings.site)?;
    // Before anything is written: a portal that cannot start leaves nothing behind.
    let listener = TcpListener::bind(settings.listen).await.map_err(|e| format!("setting --listen: {}: {e}", settings.listen))?;
    founding::clear_unfinished(&settings)?;
    let mut office = open(&settings).await?;
    founding::found(&office, &settings).await?;
    let index = Arc::new(SearchIndex::open(&settings.data.join("search"))?);
    office.index = Some(index.clone());
    if let Some(link) = office.first_administrator_link().await? {
        println!("\nThe database is empty. Create the first administrator with this one-time link:\n\n  {link}\n");
    }
    if index.cursor().is_none() {
        // New, damaged or of another version: until it is built, people are told so and see lists.
        tracing::info!("the search index is built from the database");
        index.give_up();
    }
    let follower = Follower { store: office.store.clone(), index: index.clone() };
    if let Err(error) = office.store.lengthen_log().await {
        tracing::warn!(%error, "the first writers will wait longer for the disk");
    }
    let (stop, stopping) = watch::channel(false);
    let work = Arc::new(Work { office: office.clone(), outbox: Outbox::from_settings(&settings)? });
    let mut background = JoinSet::new();
    background.spawn(follower.run(stopping.clone()));
    background.spawn(jobs::run(work, stopping.clone()));
    background.spawn(watch_the_clock(office.clone(), stopping.clone()));
    background.spawn(keep_log_short(office.store.clone(), stopping.clone()));
    background.spawn(tell_followers(office.clone(), stopping.clone()));
    background.spawn(programme::try_out(office.clone(), stopping.clone()));
    background.spawn(programme::follow(office.clone(), stopping));
    if timeout(SEARCH_PATIENCE, built(&index)).await.is_err() {
        tracing::warn!("the search index is still being built; meanwhile lists are served");
    }

    let web = Web::new(office.clone(), wiring::portal(&office, &settings), &settings, &pkg);
    let router = http::router(web, &settings);
    if settings.is_plain_beyond_localhost() {
        tracing::warn!(
            "beyond localhost, browsers keep the session of a sign-in only over https: put a proxy with a certificate in front of \
             the portal and set --public-url to its https address"
        );
    }
    println!("Jiso is running on {}", office.origin);
    let stopped = async {
        told_to_stop().await;
        // Their answers have no end of their own.
        office.live.end_all();
    };
    http::listen(listener, router, Patience::default(), stopped).await;
    stop.send(true)?;
    let in_order = async {
        background.join_all().await;
        office.store.close().await;
    };
    if timeout(JOBS_FAREWELL, in_order).await.is_err() {
        tracing::warn!("jobs in hand did not finish in time; they will be done after the next start");
    }
    Ok(())
}

async fn built(index: &SearchIndex) {
    while index.is_damaged() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn told_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else {
        _ = interrupt.await;
        return;
    };
    tokio::select! {
        _ = interrupt => {}
        _ = terminate.recv() => {}
    }
    tracing::info!("stopping: finishing requests and jobs in hand");
}
