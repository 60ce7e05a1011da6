//! What was acknowledged is there after the process was killed, and nothing is half there.

use std::{
    fs::{self, File, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use futures::future::join_all;
use jiso::{
    caller::{Caller, Role},
    deals::{DealForm, Deals, RegistrationForm, StatusKey},
    id::DealId,
    phases::Standing,
};
use jiso_server::{
    office::Office,
    testing::{company, office_at, person},
};
use jiso_store::testing::fresh_folder;
use tokio::task::JoinSet;

const CYCLES: u32 = 50;
/// So many write at once: those who wait for the writer share a commit, and the kill comes amid that, too.
const WRITERS: usize = 6;
const FOLDER: &str = "JISO_DURABILITY_FOLDER";

/// Registers and withdraws until it is killed; what the portal acknowledged is written beside the database and forced to disk.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
#[ignore = "the child process of the test below"]
#[allow(clippy::disallowed_methods, reason = "the only way to tell a test of this binary something")]
async fn write_until_killed() {
    let folder = PathBuf::from(std::env::var(FOLDER).unwrap());
    let office = office_at(&folder.join("jiso.db")).await;
    let rep = rep(&office).await;
    // A company may have so many open: those whose withdrawal the last kill came before are withdrawn first.
    let open = office.store.read().await.unwrap().open_deals_of_company(rep.company.unwrap()).await.unwrap();
    join_all(open.iter().map(|left| withdraw(&office, &rep, left.deal.id, left.deal.version))).await;
    let writers: JoinSet<()> = (0..WRITERS).map(|_| write(office.clone(), rep.clone(), folder.join("acknowledged"))).collect();
    writers.join_all().await;
}

async fn write(office: Office, rep: Caller, file: PathBuf) {
    let mut acknowledged = OpenOptions::new().append(true).create(true).open(file).unwrap();
    loop {
        let key = office.new_id::<()>().to_string();
        let deal = office.register(&rep, form(&key, &office)).await.unwrap();
        note(&mut acknowledged, &format!("registered {deal}\n"));
        withdraw(&office, &rep, deal, 1).await;
        note(&mut acknowledged, &format!("withdrawn {deal}\n"));
    }
}

async fn withdraw(office: &Office, rep: &Caller, deal: DealId, version: i64) {
    office.withdraw(rep, DealForm { deal: deal.to_string(), version: version.to_string() }).await.unwrap();
}

/// A whole line at once: the others write to the same file.
fn note(file: &mut File, line: &str) {
    file.write_all(line.as_bytes()).unwrap();
    file.sync_data().unwrap();
}

fn form(key: &str, office: &Office) -> RegistrationForm {
    RegistrationForm {
        idempotency_key: key.into(),
        customer: key.into(),
        industry: "retail".into(),
        size: "small".into(),
        product: "standard".into(),
        amount: "864000".into(),
        expected_close: office.now().day().plus(40).to_string(),
        need: "店舗からの問い合わせが本部に集中している。".into(),
        ..RegistrationForm::default()
    }
}

async fn rep(office: &Office) -> Caller {
    office.store.read().await.unwrap().first_user_of_role(Role::PartnerRep).await.unwrap().unwrap().caller()
}

#[tokio::test]
async fn nothing_acknowledged_is_lost_when_the_process_is_killed() {
    let folder = fresh_folder("durability");
    let office = office_at(&folder.join("jiso.db")).await;
    let aoba = company(&office, "青葉商会").await;
    person(&office, "佐藤 健", "rep@aoba.example", Role::PartnerRep, Some(aoba)).await;
    office.store.close().await;

    let mut checked = 0;
    for cycle in 0..CYCLES {
        let mut child = start(&folder);
        wait_for_more(&folder, checked);
        // At another moment of the work every time.
        tokio::time::sleep(Duration::from_millis(u64::from(cycle * 37 % 101))).await;
        child.kill().unwrap();
        child.wait().unwrap();
        checked = check(&folder, checked).await;
    }
    assert!(checked > CYCLES as usize, "only {checked} writes were acknowledged");
}

fn start(folder: &Path) -> Child {
    drop_cut_line(folder);
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "durability::write_until_killed", "--ignored", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// The kill may have cut the last line off. It was not finished, so nobody relies on it; the next process must not write on.
fn drop_cut_line(folder: &Path) {
    let file = folder.join("acknowledged");
    let text = fs::read_to_string(&file).unwrap_or_default();
    let whole = text.rfind('\n').map_or(0, |end| end + 1);
    fs::write(file, &text[..whole]).unwrap();
}

fn acknowledged(folder: &Path) -> Vec<(String, DealId)> {
    let text = fs::read_to_string(folder.join("acknowledged")).unwrap_or_default();
    // The last line may not be finished yet, or never.
    let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
    whole.lines().map(|line| line.split_once(' ').map(|(what, id)| (what.into(), id.parse().unwrap())).unwrap()).collect()
}

fn wait_for_more(folder: &Path, than: usize) {
    for _ in 0..2_000 {
        if acknowledged(folder).len() > than {
            return;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("the child acknowledged nothing within ten seconds");
}

/// Looks at what was acknowledged since the last time, and at what hangs together with it.
async fn check(folder: &Path, before: usize) -> usize {
    let office = office_at(&folder.join("jiso.db")).await;
    let all = acknowledged(folder);
    let mut tx = office.store.read().await.unwrap();
    for (what, id) in &all[before..] {
        let found = tx.deal(*id).await.unwrap().unwrap_or_else(|| panic!("{id} was acknowledged and is lost"));
        if what == "withdrawn" {
            assert_eq!(found.deal.status.key(), StatusKey::Withdrawn, "{id}");
        }
    }
    let caller = rep(&office).await;
    let company = caller.company.unwrap();
    let mut standing = Standing::default();
    for activity in tx.activities_of_company(company, i64::MAX).await.unwrap() {
        standing.absorb(&activity);
    }
    assert_eq!(standing, tx.standing(company).await.unwrap(), "activities and standing belong to one transaction");
    drop(tx);
    office.store.close().await;
    all.len()
}
