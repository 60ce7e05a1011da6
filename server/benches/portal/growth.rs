//! How the cost of replaying everything, and of recording one event, grows with the number of events.

use std::{
    error::Error,
    fs,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use jiso::{
    activity::{Activity, ActivityKind, Origin, Subject},
    caller::Role,
};
use jiso_server::testing::{happens, office_at};

use crate::{folder, root, seeded};

const RECORDED: usize = 2_000;

pub struct Size {
    pub events: usize,
    pub replay: Duration,
    /// Of the processor, which hardly depends on what else runs.
    pub processor: Duration,
    /// Of the replaying process, at its highest.
    pub megabytes: u64,
    /// Of the database.
    pub file_megabytes: u64,
    pub record_p50: Duration,
    pub record_p99: Duration,
}

/// At powers of ten up to `most`.
pub async fn measure(most: usize) -> Result<Vec<Size>, Box<dyn Error>> {
    let mut sizes = Vec::new();
    let powers = std::iter::successors(Some(10_000_usize), |events| events.checked_mul(10));
    for events in powers.take_while(|events| *events <= most) {
        let kept = seeded::made(events)?;
        let file_megabytes = fs::metadata(kept.join("jiso.db"))?.len() / 1_000_000;
        let (replay, processor, megabytes) = replay(&kept)?;
        let data = seeded::copy(&kept, &folder().join("growth"))?;
        let (record_p50, record_p99) = record(&data.join("jiso.db")).await?;
        eprintln!("  {events} events: replayed in {:.1} s", replay.as_secs_f64());
        sizes.push(Size { events, replay, processor, megabytes, file_megabytes, record_p50, record_p99 });
    }
    Ok(sizes)
}

#[allow(clippy::disallowed_methods, reason = "measuring is what a bench is for")]
fn replay(data: &Path) -> Result<(Duration, Duration, u64), Box<dyn Error>> {
    let began = Instant::now();
    let mut replay = Command::new(root().join("target/release/jiso"));
    let mut replaying = seeded::at(replay.args(["programme", "replay", "--verify"]), data).stdout(Stdio::null()).spawn()?;
    let (mut megabytes, mut processor) = (0, Duration::ZERO);
    loop {
        megabytes = megabytes.max(seeded::megabytes(replaying.id()));
        processor = processor.max(seeded::processor(replaying.id()));
        match replaying.try_wait()? {
            Some(status) if status.success() => return Ok((began.elapsed(), processor, megabytes)),
            Some(_) => return Err("`jiso programme replay --verify` found differences".into()),
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    }
}

/// One event after another, each with its standing, points and sums in a transaction of its own.
#[allow(clippy::disallowed_methods, reason = "measuring is what a bench is for")]
async fn record(file: &Path) -> Result<(Duration, Duration), Box<dyn Error>> {
    let office = office_at(file).await;
    let mut tx = office.store.read().await?;
    let mut people = Vec::new();
    for (company, _) in tx.standing_versions().await?.into_iter().take(RECORDED / 4) {
        people.extend(tx.users_of_company(company).await?.into_iter().filter(|user| user.role == Role::PartnerRep).take(4));
    }
    drop(tx);
    let kinds =
        [ActivityKind::LessonCompleted, ActivityKind::KitOpened, ActivityKind::AnswerAccepted, ActivityKind::DealRegistered];
    let mut times = Vec::with_capacity(RECORDED);
    for (number, user) in people.iter().cycle().take(RECORDED).enumerate() {
        let Some(company) = user.company else { continue };
        let kind = kinds[number % kinds.len()];
        let subject = match kind {
            ActivityKind::DealRegistered => Subject::Deal(office.new_id()),
            _ => Subject::Document(office.new_id()),
        };
        let (id, at) = (office.new_id(), office.now());
        let origin = Origin::SelfStarted;
        let activity = Activity { id, at, company, user: Some(user.id), kind, origin, subject, amount: None };
        let began = Instant::now();
        happens(&office, activity).await;
        times.push(began.elapsed());
    }
    office.store.close().await;
    times.sort_unstable();
    let at = |percent: usize| times.get(times.len() * percent / 100).copied().unwrap_or_default();
    Ok((at(50), at(99)))
}
