//! Names as people write them, in what is found and in what is suggested.

use std::sync::Arc;

use axum::http::StatusCode;
use jiso::{
    caller::{Caller, Role},
    questions::{AnswerTime, QuestionTopic},
    search::Suggested,
};
use jiso_server::testing::{TestPortal, person, portals};

use super::{query, suggested};
use crate::deals;

/// The deals or people that a search finds, as they are read.
async fn found(portal: &TestPortal, who: &Caller, group: &str, typed: &str) -> String {
    let page = portal.get(Some(who), &format!("/kits?{}", query(typed))).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let found = page.body.split(&format!("id=\"found-{group}\"")).nth(1).unwrap_or_default();
    let found = found.split("</section>").next().unwrap_or_default();
    ["<mark>", "</mark>", "<!>"].iter().fold(found.to_owned(), |text, tag| text.replace(tag, "")).replace("&#x27;", "'")
}

async fn people_found(portal: &TestPortal, who: &Caller, typed: &str) -> String {
    found(portal, who, "people", typed).await
}

fn titles(suggested: Vec<Suggested>) -> Vec<String> {
    suggested.into_iter().map(|one| one.title).collect()
}

#[tokio::test]
async fn names_are_found_however_they_are_written() {
    for portal in portals().await {
        portal.follow().await;
        let written = [
            ("グエン・ティ・ラン", ["グエン", "グエン・ティ・ラン", "ぐえん", "ｸﾞｴﾝ"]),
            ("髙橋 光", ["髙橋", "高橋", "高橋光", "髙橋　光"]),
            ("O'Brien Conor", ["O'Brien", "o’brien", "OBrien", "O'Brien Conor"]),
            ("MÜLLER Jürgen", ["MÜLLER", "müller", "Mu\u{308}ller", "Müller Jürgen"]),
            ("マーク・ホール", ["マーク", "ﾏｰｸ", "まーく", "マーク・ホール"]),
        ];
        for (number, (name, _)) in written.iter().enumerate() {
            person(&portal.office, name, &format!("{number}@aoba.example"), Role::PartnerRep, Some(portal.aoba)).await;
        }
        for (name, all) in written {
            for typed in all {
                for who in [&portal.rep, &portal.manager] {
                    assert!(people_found(&portal, who, typed).await.contains(name), "{}: {typed}", portal.office.store.kind());
                }
                assert_eq!(titles(suggested(&portal, &portal.rep, typed).await), [name], "{typed}");
                assert!(titles(suggested(&portal, &portal.manager, typed).await).contains(&name.to_owned()), "{typed}");
                assert!(!people_found(&portal, &portal.rival, typed).await.contains(name), "{typed}");
                assert!(!titles(suggested(&portal, &portal.rival, typed).await).contains(&name.to_owned()), "{typed}");
            }
        }
        assert_eq!(titles(suggested(&portal, &portal.rival, "高橋").await), ["高橋 翼"], "one's own only");
        assert_eq!(titles(suggested(&portal, &portal.rep, "conor").await), ["O'Brien Conor"], "any part of a colleague's name");
    }
}

#[tokio::test]
async fn who_has_another_name_is_found_by_it() {
    for portal in portals().await {
        portal.follow().await;
        let fields = [("name", "髙橋 健"), ("lang", "ja"), ("named_on_boards", "true")];
        let renamed = portal.post(Some(&portal.rep), "/me", "change_profile", &fields).await;
        assert_eq!(renamed.status, StatusCode::SEE_OTHER, "{}", renamed.body);
        assert!(people_found(&portal, &portal.lead, "高橋").await.contains("髙橋 健"));
        assert_eq!(titles(suggested(&portal, &portal.lead, "高橋").await), ["髙橋 健"]);
        assert!(suggested(&portal, &portal.lead, "佐藤").await.is_empty());
    }
}

#[tokio::test]
async fn what_has_no_letter_names_nobody() {
    for portal in portals().await {
        portal.follow().await;
        person(&portal.office, "・・・", "dots@aoba.example", Role::PartnerRep, Some(portal.aoba)).await;
        for typed in ["・・・", "・", "ー", "'", "%", "_", "!"] {
            for who in [&portal.rep, &portal.manager] {
                assert_eq!(people_found(&portal, who, typed).await, "", "{typed}");
                assert!(suggested(&portal, who, typed).await.is_empty(), "{typed}");
            }
        }
        for who in [&portal.rep, &portal.manager] {
            let found = people_found(&portal, who, "佐藤").await;
            assert!(found.contains("佐藤 健") && !found.contains("・・・"), "{found}");
            assert_eq!(titles(suggested(&portal, who, "佐").await), ["佐藤 健"]);
        }
    }
}

#[tokio::test]
async fn the_vendor_is_suggested_deals_and_people_of_all_companies() {
    for portal in portals().await {
        portal.follow().await;
        let ours = deals::register(&portal, &portal.rep, "key-000000000001", "㈱北浜製作所").await;
        let theirs = deals::register(&portal, &portal.rival, "key-000000000002", "みずほ運輸100%_!").await;
        let urls = async |who: &Caller, typed: &str| -> Vec<String> {
            suggested(&portal, who, typed).await.into_iter().map(|one| one.url).collect()
        };
        let page = |id: &str| format!("/console/deals/{id}");
        for who in [&portal.manager, &portal.admin] {
            for typed in ["DR-1001", " dr-1001 ", "北", "北浜", "株式会社北濵製作所 御中"] {
                assert_eq!(urls(who, typed).await, [page(&ours)], "{typed}");
            }
            for typed in ["DR-1002", "み", "ミズホ", "みずほ運輸100%_!"] {
                assert_eq!(urls(who, typed).await, [page(&theirs)], "{typed}");
            }
            for typed in ["製作所", "DR-1003", "%", "_", "田村"] {
                assert_eq!(urls(who, typed).await, [] as [String; 0], "{typed}");
            }
            assert_eq!(urls(who, "DR-").await, [page(&theirs), page(&ours)], "newest first");
            assert_eq!(urls(who, "高橋").await, [format!("/console/partners/{}/people", portal.minato)]);
        }
        let deal = suggested(&portal, &portal.manager, "DR-1001").await;
        assert_eq!(deal[0].title, "㈱北浜製作所");
        assert!(deal[0].note.contains("DR-1001") && deal[0].note.contains("青葉商会"), "{deal:?}");
        assert!(suggested(&portal, &portal.manager, "高橋").await[0].note.contains("みなと情報"));
        for typed in ["DR-1001", "北浜", "高橋"] {
            assert!(urls(&portal.editor, typed).await.is_empty(), "an editor decides on nothing: {typed}");
        }
        for typed in ["DR-1002", "みずほ", "高橋"] {
            assert!(urls(&portal.rep, typed).await.is_empty(), "nothing of another company: {typed}");
        }
    }
}

#[tokio::test]
async fn a_word_beside_others_may_be_a_name() {
    for portal in portals().await {
        portal.import_content().await;
        portal.follow().await;
        let kind = portal.office.store.kind();
        let other = deals::register(&portal, &portal.rep, "key-000000000001", "江東運輸").await;
        let ours = deals::register(&portal, &portal.rep, "key-000000000002", "江東精密工業㈱").await;
        for who in [&portal.rep, &portal.manager] {
            for typed in ["江東精密 見積", "江東精密工業　見積", "見積 株式会社江東精密工業", "宇宙遊泳 DR-1002"]
            {
                let deals = found(&portal, who, "deals", typed).await;
                assert!(deals.contains(&ours) && !deals.contains(&other), "{kind}: {typed}: {deals}");
                let offered = suggested(&portal, who, typed).await;
                assert!(offered.iter().any(|one| one.url.ends_with(ours.as_str())), "{kind}: {typed}: {offered:?}");
            }
            let both = found(&portal, who, "deals", "運輸 江東 契約").await;
            assert!(both.contains(&other) && both.find(&other) < both.find(&ours), "{kind}: most words first: {both}");
            assert!(people_found(&portal, who, "佐藤 見積").await.contains("佐藤 健"), "{kind}");
            assert!(titles(suggested(&portal, who, "江東 見").await).contains(&"江東運輸".to_owned()), "{kind}");
        }
        assert!(!people_found(&portal, &portal.rival, "佐藤 見積").await.contains("佐藤 健"), "{kind}");
    }
}

#[tokio::test]
async fn who_names_a_deal_misses_no_text() {
    for portal in portals().await {
        portal.import_content().await;
        portal.follow().await;
        deals::register(&portal, &portal.rep, "key-000000000001", "宇宙見積製作所").await;
        let page = portal.get(Some(&portal.rep), &format!("/kits?{}", query("宇宙見積製作所"))).await;
        assert!(page.body.contains("id=\"found-deals\""), "{}", page.body);
        assert!(!page.body.contains("お探しの言葉すべてに答える資料は"), "{}", page.body);
        let sheet = portal.get(Some(&portal.editor), "/console/searches").await;
        assert!(!sheet.body.contains("name=\"form[miss]\""), "{}", sheet.body);
    }
}

#[tokio::test]
async fn of_many_deals_that_begin_so_a_few_are_suggested() {
    for portal in portals().await {
        portal.follow().await;
        for (n, customer) in ["東都電装", "東都運輸", "東都商事", "東都食品"].into_iter().enumerate() {
            deals::register(&portal, &portal.rep, &format!("key-00000000001{n}"), customer).await;
        }
        let all = suggested(&portal, &portal.manager, "東都").await;
        assert_eq!(all.len(), 3, "{all:?}");
        assert_eq!(titles(suggested(&portal, &portal.manager, "東都食").await), ["東都食品"]);
    }
}

#[tokio::test]
async fn an_honorific_is_no_part_of_a_name() {
    for portal in portals().await {
        portal.follow().await;
        let kind = portal.office.store.kind();
        let ours = deals::register(&portal, &portal.rep, "key-000000000001", "丸菱商事㈱").await;
        for who in [&portal.lead, &portal.manager] {
            for typed in ["佐藤さん", "佐藤様", "佐藤 健 氏", "佐藤健さん", "Mr. 佐藤", "佐藤-san"] {
                assert!(people_found(&portal, who, typed).await.contains("佐藤 健"), "{kind}: {typed}");
                assert_eq!(titles(suggested(&portal, who, typed).await), ["佐藤 健"], "{kind}: {typed}");
            }
            for typed in ["丸菱商事さん", "丸菱商事 様", "丸菱商事御中"] {
                assert!(found(&portal, who, "deals", typed).await.contains(&ours), "{kind}: {typed}");
            }
        }
        assert_eq!(people_found(&portal, &portal.rival, "佐藤さん").await, "", "{kind}");
    }
}

#[tokio::test]
async fn a_question_that_begins_with_a_name_finds_it() {
    for portal in portals().await {
        portal.follow().await;
        let kind = portal.office.store.kind();
        let ours = deals::register(&portal, &portal.rep, "key-000000000001", "丸菱商事㈱").await;
        for typed in ["丸菱商事の案件", "丸菱商事様へ送る見積", "丸菱商事 案件", "丸菱の案件"] {
            for who in [&portal.rep, &portal.manager] {
                assert!(found(&portal, who, "deals", typed).await.contains(&ours), "{kind}: {typed}");
                let offered = suggested(&portal, who, typed).await;
                assert!(offered.iter().any(|one| one.url.ends_with(ours.as_str())), "{kind}: {typed}: {offered:?}");
            }
            assert_eq!(found(&portal, &portal.rival, "deals", typed).await, "", "{kind}: {typed}");
            let offered = suggested(&portal, &portal.rival, typed).await;
            assert!(offered.iter().all(|one| !one.url.starts_with("/deals/")), "{kind}: {typed}: {offered:?}");
        }
        for who in [&portal.rep, &portal.manager] {
            assert_eq!(found(&portal, who, "deals", "商事の案件").await, "", "{kind}: no name begins so");
            for typed in ["佐藤さんの連絡先", "佐藤 健の連絡先", "佐藤さん 連絡先"] {
                assert!(people_found(&portal, who, typed).await.contains("佐藤 健"), "{kind}: {typed}");
            }
        }
        assert_eq!(people_found(&portal, &portal.rival, "佐藤さんの連絡先").await, "", "{kind}");
    }
}

/// Deals are the first person's, while away the editor's; products are nobody's by name, so an administrator stands in.
fn with_topics(portal: &TestPortal, person: &str) {
    let mut programme = (**portal.office.programme.load()).clone();
    let mut topic = programme.question_topics.first().cloned().unwrap();
    topic.substitute = Some("editor@vendor.example".into());
    let topic = |key: &str, person: &str| QuestionTopic {
        key: key.into(),
        person: person.into(),
        within: AnswerTime::Hours(4),
        ..topic.clone()
    };
    let nobody = QuestionTopic { substitute: None, ..topic("product", "gone@vendor.example") };
    programme.question_topics = vec![topic("deals", person), nobody];
    portal.office.programme.store(Arc::new(programme));
}

#[tokio::test]
async fn partners_find_who_answers_their_questions() {
    for portal in portals().await {
        portal.follow().await;
        let kind = portal.office.store.kind();
        let nakano = person(&portal.office, "中野 瞳", "nakano@vendor.example", Role::PartnerManager, None).await;
        person(&portal.office, "大塚 亮", "otsuka@vendor.example", Role::PartnerManager, None).await;
        person(&portal.office, "中野 陽介", "yosuke@aoba.example", Role::PartnerRep, Some(portal.aoba)).await;
        with_topics(&portal, "nakano@vendor.example");
        let topic = portal.office.programme.load().question_topics[0].name.ja.clone();
        let page = portal.get(Some(&portal.rep), "/questions/new").await;
        assert!(page.body.contains("中野 瞳") && page.body.contains("渡辺 統"), "{kind}: {}", page.body);
        for typed in ["中野", "中野さん", "中野 瞳", "中野　瞳さん", "中野瞳", "瞳 中野", "中野さんの連絡先"]
        {
            for who in [&portal.rep, &portal.lead, &portal.rival] {
                let people = people_found(&portal, who, typed).await;
                assert!(people.contains("中野 瞳") && people.contains("href=\"/questions/new\""), "{kind}: {typed}: {people}");
                assert!(people.contains(&topic) && !people.contains("nakano@"), "{kind}: {typed}: {people}");
                let colleague = who.company == Some(portal.aoba) && !typed.contains('瞳');
                assert_eq!(people.contains("中野 陽介"), colleague, "{kind}: {typed}: {people}");
            }
        }
        for who in [&portal.rep, &portal.rival] {
            assert!(people_found(&portal, who, "渡辺").await.contains("渡辺 統"), "{kind}: stands in");
            for typed in ["大塚", "大塚 亮", "伊藤", "田村", "田村さんの連絡先", "中野 花子", "中野 亮"] {
                assert_eq!(people_found(&portal, who, typed).await, "", "{kind}: {typed}");
                assert!(suggested(&portal, who, typed).await.is_empty(), "{kind}: {typed}");
            }
        }
        assert_eq!(people_found(&portal, &portal.rep, "高橋さん").await, "", "{kind}: nobody of another company");
        let offered = suggested(&portal, &portal.rep, "中野 瞳").await;
        assert_eq!(offered.iter().map(|one| one.url.as_str()).collect::<Vec<_>>(), ["/questions/new"], "{kind}");
        let partners = people_found(&portal, &portal.manager, "中野").await;
        assert!(partners.contains("中野 陽介") && !partners.contains("中野 瞳"), "{kind}: the vendor finds partners' people");
        assert_eq!(people_found(&portal, &portal.editor, "中野").await, "", "{kind}");

        let mut tx = portal.office.store.write().await.unwrap();
        tx.set_away(nakano.user, Some(portal.office.now().day())).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(people_found(&portal, &portal.rep, "中野 瞳").await, "", "{kind}: is away");
        assert!(people_found(&portal, &portal.rep, "伊藤").await.contains("伊藤 文"), "{kind}: stands in");
    }
}
