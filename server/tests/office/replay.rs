//! What is stored is what follows from the events, under the programme in force at each of them.

use std::{fs, path::PathBuf, process::Command};

use jiso::{
    activity::ActivityKind,
    deals::{ApproveForm, Deals, RegistrationForm},
    points::EntryState,
};
use jiso_server::{
    content,
    programme::{Found, replay},
    seed::{Size, load},
    testing::{TestPortal, empty_offices, portals},
};
use jiso_store::testing::fresh_folder;

const SIZE: Size = Size { companies: 3, users: 7, deals: 40, events: 500, seed: 5 };

/// The starter content with another programme.
fn changed(edits: &[(&str, &str)]) -> PathBuf {
    let starter = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../content"));
    let folder = fresh_folder("replay");
    let mut text = fs::read_to_string(starter.join("programme.toml")).unwrap();
    for (from, to) in edits {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    fs::write(folder.join("programme.toml"), text).unwrap();
    folder
}

async fn import(portal: &TestPortal, edits: &[(&str, &str)]) -> Result<(), String> {
    let office = &portal.office;
    let checked = content::check(&changed(edits)).map_err(|refused| refused.to_string())?;
    let mut tx = office.store.write().await.unwrap();
    content::import(&mut tx, &checked.folder, office.now(), &office.chance).await.map_err(|error| error.to_string())?;
    tx.commit().await.unwrap();
    Ok(())
}

async fn differences(store: &jiso_store::Store) -> (Found, Vec<String>) {
    let mut lines = Vec::new();
    let found = replay(store, |line| lines.push(line)).await.unwrap();
    assert_eq!(found.differences, lines.len());
    (found, lines)
}

#[tokio::test]
async fn a_seeded_portal_replays_and_every_difference_is_told() {
    for office in &empty_offices().await {
        let loaded = load(office, SIZE, office.now(), |_| {}).await.unwrap();
        let (found, lines) = differences(&office.store).await;
        assert_eq!(lines, Vec::<String>::new());
        assert_eq!((found.companies, found.events, found.entries), (loaded.companies, loaded.events, loaded.entries));

        let mut tx = office.store.write().await.unwrap();
        let company = tx.companies().await.unwrap().remove(0).0.id;
        let mut standing = tx.standing(company).await.unwrap();
        standing.won_yen += 1;
        tx.save_standing(company, &standing).await.unwrap();
        let mut line = tx.entries_of_company(company).await.unwrap().remove(0);
        line.entry.once_key.push_str(" again");
        tx.insert_entry(office.new_id(), &line.entry).await.unwrap();
        let mut held = tx.tier_standing(company).await.unwrap().unwrap();
        held.since = held.since.plus(-1);
        tx.save_tier_standing(company, &held).await.unwrap();
        tx.commit().await.unwrap();
        let (_, lines) = differences(&office.store).await;
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert!(lines[0].contains("the tier that is held differs"), "{lines:?}");
        assert!(lines[1].contains("the standing differs") && lines[2].contains("again: stored as"), "{lines:?}");
    }
}

async fn register(portal: &TestPortal, customer: &str) -> jiso::id::DealId {
    let form = RegistrationForm {
        idempotency_key: format!("replay-deal-{}", portal.office.now().micros()),
        customer: customer.into(),
        industry: "retail".into(),
        size: "medium".into(),
        product: "standard".into(),
        amount: "864000".into(),
        expected_close: portal.office.now().day().plus(60).to_string(),
        need: "問い合わせの管理を一つにまとめたい。".into(),
        ..RegistrationForm::default()
    };
    portal.office.register(&portal.rep, form).await.unwrap()
}

async fn approve(portal: &TestPortal, deal: jiso::id::DealId) {
    let found = portal.office.store.read().await.unwrap().deal(deal).await.unwrap().unwrap();
    let form = ApproveForm { deal: deal.to_string(), version: found.deal.version.to_string() };
    portal.office.approve(&portal.manager, form).await.unwrap();
}

#[tokio::test]
async fn a_change_never_rewrites_what_was_earned() {
    for portal in portals().await {
        import(&portal, &[]).await.unwrap();
        let before = register(&portal, "山手百貨店").await;
        portal.at(portal.office.now().plus_hours(1));
        // The rule no longer pays 50, and what an approval did for the old one is another matter now.
        let edits = [
            ("version = 1", "version = 2"),
            ("points = 50\nprovisional_until = \"deal_approved\"", "points = 70\nprovisional_until = \"deal_won\""),
        ];
        import(&portal, &edits).await.unwrap();
        portal.at(portal.office.now().plus_hours(1));
        let after = register(&portal, "湾岸ホームセンター").await;
        portal.at(portal.office.now().plus_hours(1));
        approve(&portal, before).await;
        portal.at(portal.office.now().plus_hours(1));
        approve(&portal, after).await;

        let lines = portal.office.store.read().await.unwrap().entries_of_company(portal.aoba).await.unwrap();
        let of_rule: Vec<_> = lines
            .iter()
            .filter(|line| line.entry.rule == ActivityKind::DealRegistered.as_str())
            .map(|line| (line.entry.rule_version, line.entry.state, line.entry.provisional, line.entry.confirmed))
            .collect();
        let expected =
            [(1, EntryState::Provisional, 50, 0), (2, EntryState::Provisional, 70, 0), (1, EntryState::Confirmed, -50, 50)];
        assert_eq!(of_rule, expected, "this node still holds version {}", portal.office.programme().version);
        assert_eq!(differences(&portal.office.store).await.1, Vec::<String>::new());
    }
}

/// The cap of a month is reached by what is written at the same time, too.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_many_register_at_once_is_judged_one_after_another() {
    for portal in portals().await {
        let portal = &portal;
        import(portal, &[]).await.unwrap();
        let registering = (0..24).map(|number| async move {
            let form = RegistrationForm {
                idempotency_key: format!("at-once-{number:012}"),
                customer: format!("{}商会", char::from_u32('一' as u32 + number * 13).unwrap().to_string().repeat(3)),
                industry: "retail".into(),
                size: "medium".into(),
                product: "standard".into(),
                amount: "864000".into(),
                expected_close: portal.office.now().day().plus(60).to_string(),
                need: "問い合わせの管理を一つにまとめたい。".into(),
                ..RegistrationForm::default()
            };
            portal.office.register(&portal.rep, form).await.unwrap()
        });
        futures::future::join_all(registering).await;
        let mut tx = portal.office.store.read().await.unwrap();
        let entries = tx.entries_of_company(portal.aoba).await.unwrap();
        let registered = tx.activities_of_kind(portal.aoba, ActivityKind::DealRegistered, 100).await.unwrap();
        drop(tx);
        // What is known late is corrected by further lines, so that their sum counts.
        let paid: i64 =
            entries.iter().filter(|line| line.entry.rule == "deal_registered").map(|line| line.entry.provisional).sum();
        assert_eq!((registered.len(), paid), (24, 20 * 50), "{}", portal.office.store.kind());
        assert_eq!(differences(&portal.office.store).await.1, Vec::<String>::new());
    }
}

#[tokio::test]
async fn of_two_changes_the_second_finds_the_first() {
    for portal in portals().await {
        import(&portal, &[]).await.unwrap();
        let first = [("version = 1", "version = 2"), ("effective_from = \"2026-04-01\"", "valid_from = \"2026-12-01\"")];
        import(&portal, &first).await.unwrap();
        let same = import(&portal, &[("version = 1", "version = 2"), ("stale_days = 21", "stale_days = 14")]).await;
        assert!(same.unwrap_err().contains(":4: version is 2; expected more than 2"));
        let earlier = [("version = 1", "version = 3"), ("effective_from = \"2026-04-01\"", "valid_from = \"2026-11-20\"")];
        let refused = import(&portal, &earlier).await.unwrap_err();
        assert!(refused.contains(":5: valid_from is \"2026-11-20\"; expected 2026-12-01 or later"), "{refused}");
        import(&portal, &[("version = 1", "version = 3"), ("effective_from = \"2026-04-01\"\n", "")]).await.unwrap();
        let all = portal.office.store.read().await.unwrap().programmes().await.unwrap();
        let days: Vec<_> = all.iter().map(|version| (version.number, version.valid_from.day().to_string())).collect();
        assert_eq!(days, [(1, "2026-04-01".to_owned()), (2, "2026-12-01".to_owned()), (3, "2026-12-01".to_owned())]);
        assert!(all.iter().all(|version| version.digest.len() == 64));
    }
}

#[test]
fn the_command_compares_and_counts() {
    let data = fresh_folder("replay");
    // Neither the zone nor the language of the machine has a say in points.
    let run = |args: &[&str], zone: &str, language: &str| {
        let content = concat!(env!("CARGO_MANIFEST_DIR"), "/../content");
        let done = Command::new(env!("CARGO_BIN_EXE_jiso"))
            .args(args)
            .env_clear()
            .env("JISO_DATA", &data)
            .env("JISO_CONTENT", content)
            .env("TZ", zone)
            .env("LC_ALL", language)
            .output()
            .unwrap();
        (done.status.success(), String::from_utf8(done.stdout).unwrap() + &String::from_utf8(done.stderr).unwrap())
    };
    assert!(
        run(
            &["seed", "--companies", "2", "--users", "4", "--deals", "20", "--events", "200"],
            "Pacific/Kiritimati",
            "tr_TR.UTF-8"
        )
        .0
    );
    let (ok, said) = run(&["programme", "replay", "--verify"], "America/Adak", "C");
    assert!(ok && said.contains("2 companies, ") && said.contains(": 0 differences, in "), "{said}");
}
