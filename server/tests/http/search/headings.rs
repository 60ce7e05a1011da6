//! Headings within texts, under the search field.

use axum::http::StatusCode;
use jiso::{caller::Caller, lang::Lang, search::Search};
use jiso_server::testing::portals;

use super::suggested;

#[tokio::test]
async fn a_heading_opens_where_it_stands() {
    for portal in portals().await {
        portal.import_content().await;
        portal.follow().await;
        let lines = suggested(&portal, &portal.rep, "稟議").await;
        let line = lines.iter().find(|line| line.title == "稟議書用の3行").unwrap_or_else(|| panic!("{lines:?}"));
        assert_eq!(line.note.replace('\u{a0}', " "), "レッスン ・ 「やりましょう」から注文書まで");
        assert!(line.url.starts_with("/learn/contract-and-launch/"), "{line:?}");

        let mut opened = 0;
        for typed in ["稟議", "受付", "約束", "紹介"] {
            let lines = suggested(&portal, &portal.rep, typed).await;
            assert!(lines.len() <= 8, "{typed}: {lines:?}");
            for line in lines.iter().filter(|line| line.url.contains("#p-")) {
                let (path, place) = line.url.split_once('#').unwrap();
                let page = portal.get(Some(&portal.rep), path).await;
                assert_eq!(page.status, StatusCode::OK, "{line:?}");
                let here = page.body.split(&format!("id=\"{place}\"></span>")).nth(1);
                assert!(here.is_some_and(|here| here.starts_with(&line.title)), "{line:?}: {}", page.body);
                opened += 1;
            }
        }
        assert!(opened > 2, "{opened}");
    }
}

#[tokio::test]
async fn headings_are_suggested_in_one_s_own_language() {
    for portal in portals().await {
        portal.import_content().await;
        portal.follow().await;
        let titles = async |lang: Lang, typed: &str| -> Vec<String> {
            let reader = Caller { lang, ..portal.rep.clone() };
            portal.office.suggest(&reader, typed).await.unwrap().into_iter().map(|line| line.title).collect()
        };
        let [japanese, english] = ["受付で", "At reception"].map(str::to_owned);
        assert!(titles(Lang::Ja, "受付").await.contains(&japanese));
        assert!(titles(Lang::En, "reception").await.contains(&english));
        assert!(!titles(Lang::Ja, "reception").await.contains(&english));
        assert!(!titles(Lang::En, "受付").await.contains(&japanese));
    }
}
