//! Thresholds that will rise.

use jiso_server::{
    content,
    testing::{TestPortal, portals},
};
use jiso_store::testing::fresh_folder;

use super::{all_say, earn_silver, on, pages, win};

/// Brings in a later version of the starter programme.
pub(super) async fn announce(portal: &TestPortal, edits: &[(&str, &str)]) {
    let folder = fresh_folder("announced");
    let mut text = std::fs::read_to_string(portal.settings.content.join("programme.toml")).unwrap();
    for (from, to) in edits {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    std::fs::write(folder.join("programme.toml"), text).unwrap();
    let checked = content::check(&folder).unwrap_or_else(|refused| panic!("{refused}"));
    let mut tx = portal.office.store.write().await.unwrap();
    content::import(&mut tx, &checked.folder, portal.office.now(), &portal.office.chance).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_threshold_that_will_rise_is_announced_to_those_who_hold_the_tier() {
    for portal in portals().await {
        earn_silver(&portal).await;
        on(&portal, "2026-12-01").await;
        let later = ("effective_from = \"2026-04-01\"", "valid_from = \"2027-04-01\"");
        announce(&portal, &[("version = 1", "version = 2"), later, ("min = 300,", "min = 400,")]).await;
        let [home, progress, ..] = pages(&portal).await.map(|page| page.replace('\u{a0}', " "));
        let rises = "2027年4月1日から、シルバーを保つ条件が400 ptに上がります。";
        let gap = "いまの実績では、あと 50 ptです。2027年6月30日までは現在の条件で保てます。";
        all_say(&[home, progress], &format!("{rises}{gap}"));
        assert!(!portal.get(Some(&portal.rival), "/progress").await.body.contains("保つ条件が"), "others are not concerned");
        win(&portal).await;
        let progress = portal.get(Some(&portal.rep), "/progress").await.body.replace('\u{a0}', " ");
        assert!(progress.contains(&format!("{rises}いまの実績で、すでに満たしています。")), "{progress}");
    }
}
