//! The test stand: a database, the server on it, people who are signed in.

use std::{
    error::Error,
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
    time::Duration,
};

use hyper::StatusCode;
use jiso::{caller::Role, id::UserId, time::Timestamp};
use jiso_store::{Store, StoreOptions, Tx};

use crate::{
    client::{self, Ask, CONNECTIONS, Connection, Measured, Source},
    crowd, folder, proposed,
    report::Row,
    root,
    seeded::{self, at, megabytes},
    target::{Target, registration, typed},
};

const SECONDS: Duration = Duration::from_secs(4);
const WARM: Duration = Duration::from_secs(1);
/// Who ask for pages, and at most so many who register: the more companies there are, the longer that lasts.
const PEOPLE: usize = 160;
const REGISTERING: usize = 1_000;
/// Registrations of each stay within what a company may have open.
const REGISTRATIONS: usize = 2;
/// One in so many registrations warms up, as a second does for pages.
const FIRST: usize = 10;
/// Verdicts of each within a load: the portal allows 60 a minute.
const VERDICTS: usize = 18;
/// Of one company.
const COLLEAGUES: usize = 4;
/// Open registrations of a company that still leave room for those of the bench; the lowest tier allows 25.
const ROOM: usize = 12;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum World {
    Demo,
    Large { events: usize },
}

impl World {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Demo => "demo",
            Self::Large { .. } => "large",
        }
    }
}

pub struct Stood {
    pub rows: Vec<Row>,
    pub megabytes: u64,
}

pub async fn measure(world: World, targets: &[Target]) -> Result<Stood, Box<dyn Error>> {
    let binary = root().join("target/release/jiso");
    if !binary.exists() {
        return Err("target/release/jiso is not there: run `make site server` first".into());
    }
    let data = fresh_copy(world, &binary).await?;
    let signed_in = sign_in(&data.join("jiso.db")).await?;
    let listen = free_address()?;
    let mut portal = Running::start(Command::new(&binary).args(["serve", "--demo", "--listen", &listen]), &data)?;
    wait_for(&listen, "/health").await?;
    settled(&listen).await?;
    let close = today().plus(40).to_string();
    let mut rows = Vec::new();
    let mut megabytes = None;
    for &target in targets {
        // A company as large as that is in no database but the bench's.
        if target == Target::Pipeline {
            megabytes = Some(portal.megabytes());
        }
        let sessions = signed_in.of(target);
        let (close, proposal) = (close.clone(), signed_in.proposal.clone());
        let asked = Arc::new(Asked { target, bare: None, sessions, close, proposal, offset: 0 });
        let measured = load(&listen, asked.clone()).await?;
        let alone = alone(&listen, asked).await?;
        eprintln!("  {:<6} {:<16} {:>7.0} /s", world.name(), target.name(), measured.per_second);
        rows.push(Row { world, target, portal: measured, alone, bare: Measured::default() });
    }
    let megabytes = megabytes.unwrap_or_else(|| portal.megabytes());
    portal.stop();

    let listen = free_address()?;
    let mut bare =
        Running::start(Command::new(std::env::current_exe()?).args(["--bare", &listen]).arg(data.join("jiso.db")), &data)?;
    wait_for(&listen, "/health").await?;
    for row in &mut rows {
        let (target, bytes) = (row.target, row.portal.bytes);
        let sessions = signed_in.of(target);
        let (close, proposal) = (close.clone(), signed_in.proposal.clone());
        let asked = Asked { target, bare: Some(bytes), sessions, close, proposal, offset: 1_000_000 };
        row.bare = load(&listen, Arc::new(asked)).await?;
    }
    bare.stop();
    Ok(Stood { rows, megabytes })
}

async fn load(listen: &str, asked: Arc<Asked>) -> Result<Measured, Box<dyn Error>> {
    let people = asked.sessions.len();
    let (warm, measured) = match asked.target {
        Target::Register => {
            let all = people * REGISTRATIONS;
            ((SECONDS, 0..all / FIRST), (SECONDS * 10, all / FIRST..all))
        }
        Target::Verdict => ((WARM, 0..people * VERDICTS), (SECONDS, 0..people * VERDICTS)),
        _ => ((WARM, 0..usize::MAX), (SECONDS, 0..usize::MAX)),
    };
    client::run(listen, asked.clone(), CONNECTIONS, warm.0, warm.1).await.map_err(|error| error as Box<dyn Error>)?;
    client::run(listen, asked, CONNECTIONS, measured.0, measured.1).await.map_err(|error| error as Box<dyn Error>)
}

/// A page while nobody else asks for any.
async fn alone(listen: &str, asked: Arc<Asked>) -> Result<Option<Measured>, Box<dyn Error>> {
    if asked.target == Target::Register {
        return Ok(None);
    }
    let end = if asked.target == Target::Verdict { asked.sessions.len() * VERDICTS } else { usize::MAX };
    client::run(listen, asked, 1, SECONDS, 0..end).await.map(Some).map_err(|error| error as Box<dyn Error>)
}

struct Asked {
    target: Target,
    /// Asks the bare handler for so many bytes.
    bare: Option<usize>,
    sessions: Arc<Vec<String>>,
    close: String,
    proposal: String,
    offset: usize,
}

impl Source for Asked {
    fn request(&self, number: usize) -> Ask {
        let form = match self.target {
            Target::Register => Some(registration(self.offset + number, &self.close)),
            Target::Verdict => Some(typed(number)),
            _ => None,
        };
        let path = match self.bare {
            Some(bytes) => format!("/bare?target={}&bytes={bytes}&proposal={}", self.target as usize, self.proposal),
            None => self.target.path().replace("{}", &self.proposal),
        };
        Ask { path, session: self.sessions[number % self.sessions.len()].clone(), form }
    }

    fn is_right(&self, status: StatusCode) -> bool {
        status == if self.target == Target::Register { StatusCode::SEE_OTHER } else { StatusCode::OK }
    }
}

/// A copy of a database that is made once, so that every run begins with the same.
async fn fresh_copy(world: World, binary: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let kept = match world {
        World::Large { events } => seeded::made(events)?,
        World::Demo => folder().join("demo-kept"),
    };
    if world == World::Demo && !kept.join("complete").exists() {
        let _ = fs::remove_dir_all(&kept);
        fs::create_dir_all(&kept)?;
        eprintln!("Making the demo database in {} (once)", kept.display());
        let listen = free_address()?;
        let mut first = Running::start(Command::new(binary).args(["serve", "--demo", "--listen", &listen]), &kept)?;
        wait_for(&listen, "/health").await?;
        first.stop();
        fs::write(kept.join("complete"), "")?;
    }
    seeded::copy(&kept, &folder().join(world.name()))
}

/// Of partner people.
type Sessions = Arc<Vec<String>>;

struct SignedIn {
    /// Of many companies.
    pages: Sessions,
    registering: Sessions,
    /// Of the one with the large pipeline.
    crowd: Sessions,
    /// Of the same.
    proposal: String,
}

impl SignedIn {
    fn of(&self, target: Target) -> Sessions {
        match target {
            Target::Pipeline | Target::Proposal | Target::Pdf => self.crowd.clone(),
            Target::Register | Target::Verdict => self.registering.clone(),
            _ => self.pages.clone(),
        }
    }
}

async fn sign_in(file: &Path) -> Result<SignedIn, Box<dyn Error>> {
    let store = Store::open(&StoreOptions::Sqlite { file: file.to_owned() }).await?;
    let mut tx = store.write().await?;
    let crowd = crowd::gather(&mut tx, today()).await?;
    let proposal = proposed::make(&mut tx, &crowd.deal, crowd.deal.owner, now()).await?.to_string();
    let mut people: Vec<UserId> = Vec::new();
    for (company, _) in tx.standing_versions().await? {
        if company == crowd.company || tx.open_deals_of_company(company).await?.len() > ROOM {
            continue;
        }
        let users = tx.users_of_company(company).await?;
        people.extend(
            users
                .iter()
                .filter(|user| user.role == Role::PartnerRep || user.role == Role::PartnerLead)
                .take(COLLEAGUES)
                .map(|user| user.id),
        );
    }
    let pages = sessions_of(&mut tx, some(&people, PEOPLE)).await?;
    let registering = sessions_of(&mut tx, some(&people, REGISTERING)).await?;
    let crowd = sessions_of(&mut tx, crowd.people).await?;
    tx.commit().await?;
    store.close().await;
    Ok(SignedIn { pages, registering, crowd, proposal })
}

/// Of all companies alike. Colleagues hardly do the same thing in the same millisecond.
fn some(people: &[UserId], most: usize) -> Vec<UserId> {
    let step = (people.len() / most).max(1);
    let some: Vec<UserId> = people.iter().copied().step_by(step).take(most).collect();
    (0..COLLEAGUES).flat_map(|one| some.iter().skip(one).step_by(COLLEAGUES).copied()).collect()
}

async fn sessions_of(tx: &mut Tx, people: Vec<UserId>) -> Result<Sessions, Box<dyn Error>> {
    let mut sessions = Vec::new();
    for user in people {
        let id = tower_sessions::session::Id(i128::try_from(user.uuid().as_u128() >> 2)?).to_string();
        let data = format!("{{\"user\":\"{user}\"}}");
        tx.save_session(&id, Some(user), &data, now().plus_days(30)).await?;
        sessions.push(id);
    }
    Ok(Arc::new(sessions))
}

fn now() -> Timestamp {
    jiso_server::office::Clock::System.now()
}

fn today() -> jiso::time::Day {
    now().day()
}

fn free_address() -> Result<String, std::io::Error> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string())
}

async fn wait_for(address: &str, path: &str) -> Result<(), Box<dyn Error>> {
    for _ in 0..1_200 {
        if let Ok(mut connection) = Connection::to(address).await {
            let ask = Ask { path: path.to_owned(), session: String::new(), form: None };
            if let Ok(Ok((StatusCode::OK, _))) = tokio::time::timeout(Duration::from_mins(1), connection.ask(ask)).await {
                return Ok(());
            }
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Err(format!("nothing answers at {address}").into())
}

/// Waits until the server has done what became due since its database was made: reminders, say, and their mails.
async fn settled(address: &str) -> Result<(), Box<dyn Error>> {
    let mut idle = 0;
    for _ in 0..1_200 {
        let ask = Ask { path: "/health".to_owned(), session: String::new(), form: None };
        let mut connection = Connection::to(address).await.map_err(|error| error as Box<dyn Error>)?;
        let (_, body) = connection.ask(ask).await.map_err(|error| error as Box<dyn Error>)?;
        idle = if serde_json::from_slice::<serde_json::Value>(&body)?["jobs"]["waiting"] == 0 { idle + 1 } else { 0 };
        // What becomes due is looked for once a minute at the latest, first at the start.
        if idle == 30 {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Err("the server at the bench's address does not come to an end with its jobs".into())
}

/// A server that ends with the bench.
struct Running(Child);

impl Running {
    fn start(command: &mut Command, data: &Path) -> Result<Self, std::io::Error> {
        at(command, data).stdout(Stdio::null()).spawn().map(Self)
    }

    /// Resident memory, at its highest.
    fn megabytes(&self) -> u64 {
        megabytes(self.0.id())
    }

    fn stop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop();
    }
}
