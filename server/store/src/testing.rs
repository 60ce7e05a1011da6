//! Databases for tests: SQLite in a folder of its own, and a private PostgreSQL cluster, started once for a test process.
//!
//! `JISO_TEST_POSTGRES` names a server to use instead. Without a PostgreSQL the test says so and goes on, except with `CI=true`,
//! where it fails.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::missing_panics_doc, clippy::disallowed_methods)]

use std::{
    fs,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
    time::{SystemTime, UNIX_EPOCH},
};

use jiso::{
    caller::Role,
    id::{CompanyId, Id},
    lang::Lang,
    time::{Day, Timestamp},
};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

use crate::{Store, StoreOptions, accounts::User, partners::Company};

/// A fresh store of each database, each with an empty schema.
pub async fn stores() -> Vec<Store> {
    let mut stores = vec![sqlite().await];
    stores.extend(postgres().await);
    stores
}

/// A fresh SQLite store.
pub async fn sqlite() -> Store {
    Store::open_unsynced(fresh_folder("sqlite").join("jiso.db")).await.unwrap()
}

/// A fresh PostgreSQL store, cloned from a migrated template.
pub async fn postgres() -> Option<Store> {
    let Some(url) = postgres_server() else {
        assert!(std::env::var("CI").is_err(), "CI needs a PostgreSQL: install the package `postgresql`");
        eprintln!("no PostgreSQL here: this test ran on SQLite only");
        return None;
    };
    let name = unique("jiso");
    let mut connection = PgConnection::connect(&format!("{url}/postgres")).await.unwrap();
    connection.execute(AssertSqlSafe(format!("CREATE DATABASE {name}"))).await.unwrap();
    connection.close().await.unwrap();
    Some(Store::open(&StoreOptions::Postgres { url: format!("{url}/{name}") }).await.unwrap())
}

/// A folder of its own below the system's temporary one; it goes with this process.
pub fn fresh_folder(purpose: &str) -> PathBuf {
    static OURS: OnceLock<PathBuf> = OnceLock::new();
    let ours = OURS.get_or_init(|| {
        let ours = std::env::temp_dir().join(unique("jiso-tests"));
        fs::create_dir_all(&ours).unwrap();
        let mut shell = Command::new("/bin/sh");
        shell.stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
        at_our_end(shell, &format!("{UNTIL_OUR_END}; rm -rf '{}'", ours.display())).unwrap();
        ours
    });
    let folder = ours.join(unique(purpose));
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// An id that a test names by its number.
pub fn id<T>(number: u8) -> Id<T> {
    Id::new(Timestamp::EPOCH, [number; 10])
}

/// The day on which [`company`] and [`user`] came.
fn june() -> Day {
    Day::from_ymd(2026, 6, 1).unwrap()
}

/// A reseller in retail since June 2026.
pub fn company(number: u8) -> Company {
    Company {
        id: id(number),
        name: format!("会社{number}"),
        kana: None,
        corporate_number: None,
        partner_type: "reseller".into(),
        industry: "retail".into(),
        contract_day: june(),
        manager: None,
        named_on_boards: true,
        created_at: june().start(),
    }
}

/// A rep of a company, or a partner manager.
pub fn user(number: u8, company: Option<CompanyId>) -> User {
    User {
        id: id(number),
        email: format!("{number}@example.jp"),
        name: format!("人{number}"),
        role: if company.is_some() { Role::PartnerRep } else { Role::PartnerManager },
        company,
        company_name: None,
        lang: Lang::Ja,
        named_on_boards: true,
        password_hash: String::new(),
        created_at: june().start(),
    }
}

fn unique(purpose: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_micros();
    format!("{purpose}_{}_{now}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// Address of a server without a database name, where there is one.
pub fn postgres_server() -> Option<&'static str> {
    static CLUSTER: OnceLock<Option<String>> = OnceLock::new();
    CLUSTER.get_or_init(|| std::env::var("JISO_TEST_POSTGRES").ok().or_else(start_cluster)).as_deref()
}

fn binaries() -> Option<PathBuf> {
    let mut versions: Vec<_> = fs::read_dir("/usr/lib/postgresql").ok()?.flatten().map(|v| v.path().join("bin")).collect();
    versions.sort();
    versions.into_iter().rev().find(|bin| bin.join("initdb").exists())
}

/// Starts a cluster that dies with this process. PostgreSQL refuses to run as root, so root starts it as `nobody`.
fn start_cluster() -> Option<String> {
    let bin = binaries()?;
    let folder = PathBuf::from("/tmp").join(unique("jisopg"));
    fs::create_dir_all(&folder).ok()?;
    let root = fs::read_to_string("/proc/self/status").ok()?.lines().any(|l| l.starts_with("Uid:\t0"));
    if root {
        std::os::unix::fs::chown(&folder, Some(65_534), Some(65_534)).ok()?;
    }
    let data = folder.join("data");
    let ok = run_as(root, &bin.join("initdb"), &folder)
        .args(["-A", "trust", "-U", "jiso", "-E", "UTF8", "--locale=C", "-D"])
        .arg(&data)
        .status()
        .ok()?
        .success();
    if !ok {
        return None;
    }
    let port = std::net::TcpListener::bind("127.0.0.1:0").ok()?.local_addr().ok()?.port();
    // `setpriv --pdeathsig` ends the server together with the thread that started it; the process outlives its threads here,
    // so a small shell waits for our process instead.
    let script = format!(
        "'{postgres}' -D '{data}' -h 127.0.0.1 -p {port} -c unix_socket_directories='' -c fsync=off -c max_connections=400 & \
         server=$!; {UNTIL_OUR_END}; kill -9 $server; rm -rf '{folder}'",
        postgres = bin.join("postgres").display(),
        data = data.display(),
        folder = folder.display(),
    );
    at_our_end(run_as(root, Path::new("/bin/sh"), &folder), &script).ok()?;
    for _ in 0..100 {
        if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
            // The port opens a moment before the server takes connections.
            std::thread::sleep(std::time::Duration::from_millis(300));
            return Some(format!("postgres://jiso@127.0.0.1:{port}"));
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    None
}

/// What a shell of [`at_our_end`] does until this process is gone, also where that is killed: it reads what nobody writes.
const UNTIL_OUR_END: &str = "cat >/dev/null";

/// Starts a shell with a script that waits for our end.
fn at_our_end(mut shell: Command, script: &str) -> std::io::Result<()> {
    let child = shell.args(["-c", script]).stdin(Stdio::piped()).spawn()?;
    // The writing half closes with this process; other programs that it starts do not get it.
    std::mem::forget(child);
    Ok(())
}

fn run_as(root: bool, program: &Path, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
    if root {
        command.uid(65_534).gid(65_534);
    }
    command
}
