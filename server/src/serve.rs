//! `jiso serve`: from settings to a running portal, and an orderly end.

use std::{error::Error, net::SocketAddr, sync::Arc};

use arc_swap::ArcSwap;
use axum::serve::ListenerExt;
use jiso_search::SearchIndex;
use jiso_store::Store;
use tokio::{net::TcpListener, sync::watch, task::JoinSet};

use crate::{
    config::Settings,
    content,
    demo::founding,
    http::{self, Web},
    jobs::{
        self, Work,
        clock::{keep_log_short, watch_the_clock},
        follower::Follower,
        mail::Outbox,
    },
    limits::Limits,
    markdown::Rendered,
    office::{Chance, Clock, Office},
    programme, wiring,
};

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
        texts: Arc::default(),
        rendered: Rendered::default(),
        index: None,
        origin: settings.origin().into(),
    })
}

/// Runs the portal until it is told to stop.
///
/// # Errors
/// When it cannot start.
pub async fn serve(settings: Settings) -> Result<(), Box<dyn Error>> {
    settings.check()?;
    let pkg = http::built_site(&settings.site)?;
    // Before anything is written: a portal that runs here already keeps its data to itself.
    // A streamed page took 44 ms instead of 9 ms at p50 without this: Nagle's algorithm waits for delayed acknowledgements.
    let listener = TcpListener::bind(settings.listen)
        .await
        .map_err(|e| format!("setting --listen: {}: {e}", settings.listen))?
        .tap_io(|connection| _ = connection.set_nodelay(true));
    founding::clear_unfinished(&settings)?;
    let mut office = open(&settings).await?;
    founding::found(&office, &settings).await?;
    let index = Arc::new(SearchIndex::open(&settings.data.join("search"))?);
    office.index = Some(index.clone());
    if let Some(link) = office.first_administrator_link().await? {
        println!("\nThe database is empty. Create the first administrator with this one-time link:\n\n  {link}\n");
    }
    let follower = Follower { store: office.store.clone(), index };
    follower.catch_up().await.map_err(|error| format!("search index: {error}"))?;
    let (stop, stopping) = watch::channel(false);
    let work = Arc::new(Work { office: office.clone(), outbox: Outbox::from_settings(&settings)? });
    let mut background = JoinSet::new();
    background.spawn(follower.run(stopping.clone()));
    background.spawn(jobs::run(work, stopping.clone()));
    background.spawn(watch_the_clock(office.clone(), stopping.clone()));
    background.spawn(keep_log_short(office.store.clone(), stopping.clone()));
    background.spawn(programme::follow(office.clone(), stopping));

    let web = Web::new(office.clone(), wiring::portal(&office, &settings), &settings, &pkg);
    let router = http::router(web, &settings);
    println!("Jiso is running on {}", office.origin);
    axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(told_to_stop())
        .await?;
    stop.send(true)?;
    background.join_all().await;
    office.store.close().await;
    Ok(())
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
