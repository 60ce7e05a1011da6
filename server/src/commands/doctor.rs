//! `jiso doctor`: looks at everything a portal needs, changes nothing, and says in plain words what is wrong.

use std::{error::Error, fs, io, path::Path, time::Duration};

use jiso_search::SearchIndex;
use jiso_store::{Store, StoreError, StoreOptions};
use lettre::{AsyncSmtpTransport, Tokio1Executor};
use tokio::time::timeout;

use crate::{bucket::Bucket, config::Settings, content, http::built_site, objects::Objects};

/// Less than this and the next busy week fills the disk.
const ROOM_BYTES: u64 = 1_000_000_000;
const RESTORE: &str = "stop the portal, keep a copy of the data folder, and restore jiso.db from a backup";
const PATIENCE: Duration = Duration::from_secs(5);

/// What was seen, or what is wrong and how to mend it.
type Finding = Result<String, String>;

/// # Errors
/// When something is wrong, after every line is printed.
pub async fn doctor(settings: &Settings) -> Result<(), Box<dyn Error>> {
    let findings = examine(settings).await;
    for (part, finding) in &findings {
        match finding {
            Ok(seen) => println!("ok     {part:<10} {seen}"),
            Err(trouble) => println!("wrong  {part:<10} {trouble}"),
        }
    }
    match findings.iter().filter(|(_, finding)| finding.is_err()).count() {
        0 => Ok(()),
        1 => Err("one thing is wrong, see above".into()),
        wrong => Err(format!("{wrong} things are wrong, see above").into()),
    }
}

async fn examine(settings: &Settings) -> Vec<(&'static str, Finding)> {
    let mut findings = vec![("settings", settings_in_order(settings)), ("data", data_folder(&settings.data))];
    match Store::open_as_is(&settings.store()).await {
        Ok(store) => {
            let migrated = match whole(&store, settings).await {
                Ok(()) => schema(&store).await,
                Err(damage) => Err(damage),
            };
            let usable = migrated.is_ok();
            findings.push(("database", migrated));
            if usable {
                findings.push(("jobs", jobs(&store).await));
                findings.push(("search", search(&store, settings).await));
            }
            store.close().await;
        }
        Err(error) => findings.push(("database", Err(not_opened(settings, &error)))),
    }
    findings.push(("site", built_site(&settings.site).map(|pkg| format!("built, in {}/{pkg}", settings.site.display()))));
    findings.push(("fonts", fonts(settings)));
    findings.push(("files", files(settings).await));
    findings.push(("mail", mail(settings).await));
    findings.push(("content", content_folder(settings)));
    findings
}

fn settings_in_order(settings: &Settings) -> Finding {
    let mistakes: Vec<String> = settings.mistakes().iter().map(ToString::to_string).collect();
    if mistakes.is_empty() {
        return Ok(format!("in order; people reach the portal at {}", settings.origin()));
    }
    Err(mistakes.join("\n                  "))
}

fn data_folder(folder: &Path) -> Finding {
    let shown = folder.display();
    if !folder.exists() {
        return Err(format!("{shown} is not there (the first start makes it)"));
    }
    let trial = folder.join(".doctor");
    let written = fs::write(&trial, b"1").and_then(|()| fs::remove_file(&trial));
    written.map_err(|error| format!("{shown} cannot be written: {error}"))?;
    let free = free_bytes(folder).map_err(|error| format!("{shown}: free space: {error}"))?;
    let megabytes = free / 1_000_000;
    if free < ROOM_BYTES {
        return Err(format!("{shown} has only {megabytes} MB left"));
    }
    Ok(format!("{shown} can be written, {megabytes} MB are free"))
}

fn free_bytes(folder: &Path) -> io::Result<u64> {
    let volume = rustix::fs::statvfs(folder)?;
    Ok(volume.f_bavail.saturating_mul(volume.f_frsize))
}

/// Why the database does not open, and what to do: none is there yet, the server does not answer, or the file is broken.
fn not_opened(settings: &Settings, error: &StoreError) -> String {
    let advice = match settings.store() {
        StoreOptions::Postgres { .. } => "is the server running, and does it let this user in?",
        StoreOptions::Sqlite { file } if !file.exists() => "before the first start, `jiso migrate` makes it",
        StoreOptions::Sqlite { .. } => RESTORE,
    };
    format!("{} ({advice})", settings.not_opened(error))
}

async fn whole(store: &Store, settings: &Settings) -> Result<(), String> {
    match store.damage().await {
        Ok(None) => Ok(()),
        Ok(Some(damage)) => Err(format!("{} is damaged: {damage} ({RESTORE})", settings.data.join("jiso.db").display())),
        Err(error) => Err(not_opened(settings, &error)),
    }
}

async fn schema(store: &Store) -> Finding {
    let migrations = store.migrations().await.map_err(|e| format!("{e} (is this database Jiso's?)"))?;
    if migrations.unknown > 0 {
        return Err(format!("{} migrations are of a newer version of Jiso than this one", migrations.unknown));
    }
    if migrations.pending > 0 {
        return Err(format!("{} migrations are missing (run `jiso migrate`)", migrations.pending));
    }
    let kind = store.kind();
    let all = store.statements();
    for (name, statement) in &all {
        store.prepare(statement).await.map_err(|e| format!("statement {name}: {e}"))?;
    }
    Ok(format!("{kind}, {} migrations, {} statements are understood", migrations.applied, all.len()))
}

async fn jobs(store: &Store) -> Finding {
    let counted = async { store.read().await?.count_jobs().await };
    match counted.await.map_err(|error| error.to_string())? {
        (waiting, 0) => Ok(format!("{waiting} are waiting, none was given up")),
        (_, failed) => Err(format!("{failed} were given up after many attempts; their rows in the table jobs say why")),
    }
}

async fn search(store: &Store, settings: &Settings) -> Finding {
    let counted = async { store.read().await?.last_change().await };
    let last = counted.await.map_err(|error| error.to_string())?;
    let folder = settings.data.join("search");
    match SearchIndex::examine(&folder) {
        Err(error) => Err(format!("{}: the index is damaged: {error} (the next start builds it anew)", folder.display())),
        Ok(None) => Err(format!("{} has no index (the next start builds it)", folder.display())),
        Ok(Some(cursor)) => Ok(format!("the index is whole and {} changes behind", (last - cursor).max(0))),
    }
}

fn fonts(settings: &Settings) -> Finding {
    settings.check_fonts().map_err(|wrong| wrong.to_string())?;
    Ok(format!("both faces of what is printed are in {}", settings.fonts.display()))
}

async fn files(settings: &Settings) -> Finding {
    let place = match &settings.files_url {
        Some(url) => Bucket::read(url).ok_or_else(|| format!("setting --files-url: {}", Bucket::EXPECTED))?.shown(),
        None if !settings.files_folder().exists() => {
            return Ok(format!("will be kept in {}", settings.files_folder().display()));
        }
        None => settings.files_folder().display().to_string(),
    };
    let tried = async { Objects::open(settings)?.try_out().await };
    match timeout(PATIENCE, tried).await {
        Ok(Ok(())) => Ok(format!("can be written to {place}, read and deleted")),
        Ok(Err(error)) => Err(format!("{place}: {error}")),
        Err(_) => Err(format!("{place} did not answer within {} seconds", PATIENCE.as_secs())),
    }
}

async fn mail(settings: &Settings) -> Finding {
    let Some(url) = &settings.smtp_url else {
        return Ok(format!("is written to {} and not sent", settings.data.join("mail").display()));
    };
    let transport: AsyncSmtpTransport<Tokio1Executor> =
        AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|error| error.to_string())?.build();
    match timeout(PATIENCE, transport.test_connection()).await {
        Ok(Ok(true)) => Ok("the mail server answers".into()),
        Ok(Ok(false)) => Err("the mail server answers, but takes no commands".into()),
        Ok(Err(error)) => Err(format!("the mail server: {error}")),
        Err(_) => Err(format!("the mail server did not answer within {} seconds", PATIENCE.as_secs())),
    }
}

fn content_folder(settings: &Settings) -> Finding {
    let checked = content::check(&settings.content).map_err(|refused| format!("{}\n{refused}", settings.content.display()))?;
    let (documents, notes) = (checked.folder.documents.len(), checked.notes.len());
    let notes = if notes == 0 { String::new() } else { format!(", {notes} notes (see `jiso content check`)") };
    Ok(format!("{}: {documents} documents and the programme are in order{notes}", settings.content.display()))
}
