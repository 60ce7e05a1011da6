//! What a company is said to be is what is stored for it, and comes from the events alone.

use std::{path::Path, process::Command};

use jiso::{
    demo::PersonaKey,
    lang::Lang,
    partners::{PartnerFilter, Partners},
    points::Balance,
    tiers::TierStanding,
    time::Day,
};
use jiso_app::progress::explanation_text;
use jiso_server::{
    demo::world::make,
    progress::{NotExplained, explain, find},
    testing::{TestPortal, portal},
};
use jiso_store::testing::fresh_folder;

/// So many companies of the demo world, which are forty of all kinds.
const COMPANIES: usize = 8;

async fn demo() -> TestPortal {
    let portal = portal().await;
    portal.import_content().await;
    let chosen: Vec<usize> = (0..COMPANIES).collect();
    make(&portal.office, portal.office.now(), &chosen, |_| {}).await.unwrap();
    portal
}

#[tokio::test]
async fn today_is_what_is_stored_and_a_past_day_what_was_decided_then() {
    let portal = demo().await;
    let (office, today) = (&portal.office, portal.office.now().day());
    let manager = office.persona(PersonaKey::Manager).await.unwrap().unwrap().caller();
    let list = Partners::list(office, &manager, PartnerFilter { page: 1, ..PartnerFilter::default() }).await.unwrap();
    let mut explained = 0;
    for line in list.partners.items {
        let company = office.store.read().await.unwrap().company(line.id).await.unwrap().unwrap();
        let found = match explain(office, &company, today, Lang::Ja).await {
            // Companies of the tests themselves, at which nothing ever happened.
            Err(NotExplained::Nothing(_)) => continue,
            found => found.unwrap(),
        };
        explained += 1;
        let mut tx = office.store.read().await.unwrap();
        let decisions = tx.tier_decisions(line.id).await.unwrap();
        let tier = found.tier.as_ref().unwrap();
        let stored = tx.tier_standing(line.id).await.unwrap().unwrap();
        assert_eq!(TierStanding { reviewed_on: stored.reviewed_on, ..tier.held.clone() }, stored, "{}", line.name);
        assert!(tier.decision.same, "{}: {:?}", line.name, tier.decision);
        let sum = found.axes.iter().fold(Balance::default(), |sum, axis| Balance {
            provisional: sum.provisional + axis.balance.provisional,
            confirmed: sum.confirmed + axis.balance.confirmed,
        });
        assert_eq!(sum, line.points, "{}", line.name);
        let entries = tx.entries_of_company(line.id).await.unwrap();
        assert_eq!(Balance::of(found.lines.iter().map(|line| &line.entry)), Balance::of(entries.iter().map(|line| &line.entry)));
        assert_eq!((found.lines.len(), &found.phase), (entries.len(), &line.phase), "{}", line.name);
        drop(tx);

        for (place, (event, decision)) in decisions.iter().enumerate() {
            let then = explain(office, &company, decision.day, Lang::Ja).await.unwrap();
            let all: Vec<_> = decisions[..=place].iter().map(|(_, decision)| decision.clone()).collect();
            let tier = then.tier.unwrap();
            assert_eq!(
                (Some(tier.held), tier.decision.event),
                (TierStanding::of(&all), *event),
                "{} {}",
                line.name,
                decision.day
            );
            assert!(tier.decision.same, "{} on {}", line.name, decision.day);
        }
        let said = explanation_text(Lang::Ja, &found, 3);
        assert_eq!(said, explanation_text(Lang::Ja, &explain(office, &company, today, Lang::Ja).await.unwrap(), 3));
        for part in ["ランク：", "出来事から判定し直した結果も同じです。", "明細（新しい順に", "フェーズ："]
        {
            assert!(said.contains(part), "{said}");
        }
        let english = explanation_text(Lang::En, &explain(office, &company, today, Lang::En).await.unwrap(), 3);
        assert!(english.contains("Tier: ") && english.contains("Phase: "), "{english}");
    }
    assert!(explained >= COMPANIES, "{explained}");
}

#[tokio::test]
async fn what_cannot_be_explained_is_told_in_words() {
    let portal = portal().await;
    portal.import_content().await;
    let (office, today) = (&portal.office, portal.office.now().day());
    let mut tx = office.store.read().await.unwrap();
    let aoba = find(&mut tx, "青葉").await.unwrap();
    assert_eq!(find(&mut tx, &portal.aoba.to_string()).await.unwrap().id, aoba.id);
    let foreign = portal.office.new_id::<()>().to_string();
    for (given, said) in [("大海原", "大海原"), ("", "no company"), (foreign.as_str(), foreign.as_str())] {
        let error = find(&mut tx, given).await.unwrap_err().to_string();
        assert!(error.contains("there is no company") || error.contains("several"), "{error}");
        assert!(error.contains(said), "{error}");
    }
    drop(tx);
    let wrong = async |on: Day| explain(office, &aoba, on, Lang::Ja).await.unwrap_err().to_string();
    assert!(wrong(today.plus(1)).await.contains("has not come yet"));
    assert!(wrong(today.plus(-4_000)).await.contains("was not there yet"));
}

fn jiso(data: &Path, args: &[&str]) -> (bool, String) {
    let content = concat!(env!("CARGO_MANIFEST_DIR"), "/../content");
    let mut command = Command::new(env!("CARGO_BIN_EXE_jiso"));
    let done = command.args(args).env_clear().env("JISO_DATA", data).env("JISO_CONTENT", content).output().unwrap();
    (done.status.success(), String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr))
}

#[test]
fn the_command_prints_or_fails() {
    let data = fresh_folder("explain");
    assert!(jiso(&data, &["seed", "--companies", "2", "--users", "4", "--deals", "20", "--events", "200"]).0);
    let (ok, said) = jiso(&data, &["explain", "company", "no such company"]);
    assert!(!ok && said.contains("there is no company with the name or the id no such company"), "{said}");
    let (ok, said) = jiso(&data, &["explain", "company", "x", "--at", "tomorrow"]);
    assert!(!ok && said.contains("--at: tomorrow is no day"), "{said}");
}
