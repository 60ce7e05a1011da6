mod marks;

use std::time::Duration;

use axum::http::StatusCode;
use jiso::{
    id::DocumentId,
    lang::Lang,
    publishing::{DocumentKind, DocumentPath},
};
use jiso_server::{
    jobs::follower::Follower,
    testing::{TestPortal, portal, portals},
};
use tokio::{
    sync::watch,
    time::{sleep, timeout},
};

const NEW: &[(&str, &str)] = &[("kind", "news"), ("slug", "price-change"), ("lang", "ja"), ("title", "価格の変更")];

async fn create(portal: &TestPortal) -> DocumentId {
    let made = portal.post(Some(&portal.editor), "/console/content/new", "new_document", NEW).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    made.location().split(['/', '?']).nth(3).unwrap().parse().unwrap()
}

async fn newest(portal: &TestPortal, id: DocumentId) -> String {
    portal.office.store.read().await.unwrap().history(id).await.unwrap()[0].id.to_string()
}

/// The edit form with a body, on top of what is the newest revision.
async fn form(portal: &TestPortal, id: DocumentId, body: &str) -> Vec<(&'static str, String)> {
    vec![
        ("document", id.to_string()),
        ("base", newest(portal, id).await),
        ("title", "価格の変更".into()),
        ("summary", "4月から変わります。".into()),
        ("date", "2026-11-16".into()),
        ("body", body.into()),
    ]
}

fn fields<'a>(form: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    form.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

#[tokio::test]
async fn a_draft_is_the_editors_until_it_is_published() {
    for portal in portals().await {
        let id = create(&portal).await;
        let edit = format!("/console/content/{id}");
        let draft = form(&portal, id, "## 変わること\n\n**月額**が変わります。").await;
        let saved = portal.post(Some(&portal.editor), &edit, "save_draft", &fields(&draft)).await;
        assert_eq!((saved.status, saved.location()), (StatusCode::SEE_OTHER, edit.as_str()), "{}", saved.body);
        assert_eq!(portal.get(Some(&portal.rep), "/news/price-change").await.status, StatusCode::NOT_FOUND);
        assert!(!portal.get(Some(&portal.rep), "/news").await.body.contains("価格の変更"));

        let draft = form(&portal, id, "## 変わること\n\n**月額**が変わります。").await;
        let published = portal.post(Some(&portal.editor), &edit, "publish_document", &fields(&draft)).await;
        assert_eq!((published.status, published.location()), (StatusCode::SEE_OTHER, format!("{edit}?done=published").as_str()));
        let page = portal.get(Some(&portal.rep), "/news/price-change").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("<strong>月額</strong>"), "{}", page.body);
        let told = portal.get(Some(&portal.editor), published.location()).await;
        assert!(told.body.contains("パートナーに表示されています") && told.body.contains("公開中"), "{}", told.body);

        let hide = [("document", id.to_string()), ("base", newest(&portal, id).await)];
        let hidden = portal.post(Some(&portal.editor), &edit, "unpublish_document", &fields(&hide)).await;
        assert_eq!(hidden.status, StatusCode::SEE_OTHER, "{}", hidden.body);
        assert_eq!(portal.get(Some(&portal.rep), "/news/price-change").await.status, StatusCode::NOT_FOUND);
        let again = portal.post(Some(&portal.editor), &edit, "unpublish_document", &fields(&hide)).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert!(again.body.contains("「下書き」"), "{}", again.body);
    }
}

#[tokio::test]
async fn what_is_published_is_found_within_two_seconds() {
    for portal in portals().await {
        portal.import_content().await;
        let (store, index) = (portal.office.store.clone(), portal.office.index.clone().unwrap());
        let (stop, stopping) = watch::channel(false);
        let following = tokio::spawn(Follower { store, index: index.clone() }.run(stopping));
        let built = async {
            while index.cursor().is_none() {
                sleep(Duration::from_millis(20)).await;
            }
        };
        timeout(Duration::from_mins(1), built).await.expect("the starter content is in the index");

        let id = create(&portal).await;
        // A new document, and a change of it.
        for word in ["kumonomori", "hoshizukiyo"] {
            let is_found = async || {
                let page = portal.get(Some(&portal.rep), &format!("/kits?q={word}")).await;
                assert_eq!(page.status, StatusCode::OK, "{}", page.body);
                page.body.contains("/news/price-change")
            };
            assert!(!is_found().await, "{word}");
            let text = form(&portal, id, &format!("**{word}** との連携が始まりました。")).await;
            let edit = format!("/console/content/{id}");
            let published = portal.post(Some(&portal.editor), &edit, "publish_document", &fields(&text)).await;
            assert_eq!(published.status, StatusCode::SEE_OTHER, "{}", published.body);
            let found = async {
                while !is_found().await {
                    sleep(Duration::from_millis(20)).await;
                }
            };
            timeout(Duration::from_secs(2), found).await.unwrap_or_else(|_| panic!("{word} is not found after two seconds"));
        }
        stop.send(true).unwrap();
        following.await.unwrap();
    }
}

#[tokio::test]
async fn only_editors_write() {
    let portal = portal().await;
    let id = create(&portal).await;
    let draft = form(&portal, id, "本文").await;
    let (edit, base) = (format!("/console/content/{id}"), newest(&portal, id).await);
    for who in [&portal.rep, &portal.lead, &portal.manager] {
        for page in ["/console/content", "/console/content/new", edit.as_str(), &format!("{edit}/history")] {
            assert_eq!(portal.get(Some(who), page).await.status, StatusCode::FORBIDDEN, "{page}");
        }
        for action in ["save_draft", "publish_document", "preview_document"] {
            assert_eq!(portal.call(Some(who), action, &fields(&draft)).await.status, StatusCode::FORBIDDEN, "{action}");
        }
        let hide = [("document", id.to_string()), ("base", base.clone()), ("revision", base.clone())];
        for action in ["unpublish_document", "restore_revision"] {
            assert_eq!(portal.call(Some(who), action, &fields(&hide)).await.status, StatusCode::FORBIDDEN, "{action}");
        }
        assert_eq!(portal.call(Some(who), "new_document", NEW).await.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(portal.get(Some(&portal.admin), "/console/content").await.status, StatusCode::OK);
    assert_eq!(portal.get(Some(&portal.editor), "/console/content/new").await.status, StatusCode::OK);
    let wrong = [("kind", "news"), ("slug", "Price Change"), ("lang", "ja"), ("title", "価格の変更")];
    let told = portal.post(Some(&portal.editor), "/console/content/new", "new_document", &wrong).await;
    assert!(told.body.contains("半角の英小文字、数字、ハイフンで入力してください"), "{}", told.body);
    let other = portal.office.new_id::<jiso::id::of::Document>();
    for page in [format!("/console/content/{other}"), format!("/console/content/{other}/history"), "/console/content/x".into()] {
        assert_eq!(portal.get(Some(&portal.editor), &page).await.status, StatusCode::NOT_FOUND, "{page}");
    }
}

#[tokio::test]
async fn what_leads_nowhere_is_not_published_and_the_editor_is_told_where_it_stands() {
    for portal in portals().await {
        portal.import_content().await;
        let id = create(&portal).await;
        let edit = format!("/console/content/{id}");
        let cases = [
            ("## 題\n\n[x](/kits/none)", "3行目：「/kits/none」というページは公開されていません"),
            ("## 題\n[x](/questions#none)", "2行目：「/questions#none」というページは公開されていません"),
            ("## 題\n![x](https://a.example/x.png)", "2行目：画像「https://a.example/x.png」は表示できません"),
            ("# 題\n本文", "1行目：見出しは「## 」から始めてください"),
            ("## 題\n{{customer", "2行目：「{{」を同じ行の「}}」で閉じてください"),
        ];
        for (body, told) in cases {
            let refused =
                portal.post(Some(&portal.editor), &edit, "publish_document", &fields(&form(&portal, id, body).await)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
            assert!(refused.body.contains(told), "{told}: {}", refused.body);
        }
        assert_eq!(portal.get(Some(&portal.rep), "/news/price-change").await.status, StatusCode::NOT_FOUND);
        let good = "## 題\n\n[質問](/questions#trial-how) [自分](/news/price-change#s-題) ![図](/media/a.png)";
        let draft =
            portal.post(Some(&portal.editor), &edit, "save_draft", &fields(&form(&portal, id, "[x](/kits/none)").await)).await;
        assert_eq!(draft.status, StatusCode::SEE_OTHER, "a draft may still lack its pages");
        let published =
            portal.post(Some(&portal.editor), &edit, "publish_document", &fields(&form(&portal, id, good).await)).await;
        assert_eq!(published.status, StatusCode::SEE_OTHER, "{}", published.body);
    }
}

#[tokio::test]
async fn the_second_of_two_editors_loses_nothing() {
    for portal in portals().await {
        let id = create(&portal).await;
        let edit = format!("/console/content/{id}");
        let mine = form(&portal, id, "わたしの本文").await;
        let theirs = form(&portal, id, "先に保存された本文").await;
        assert_eq!(portal.post(Some(&portal.admin), &edit, "save_draft", &fields(&theirs)).await.status, StatusCode::SEE_OTHER);
        let page = portal.post(Some(&portal.editor), &edit, "save_draft", &fields(&mine)).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        for part in ["渡辺 統さん", "先に保存された本文", "わたしの本文"] {
            assert!(page.body.contains(part), "{part}: {}", page.body);
        }
        let base = newest(&portal, id).await;
        assert!(page.body.contains(&format!("name=\"form[base]\" value=\"{base}\"")), "the next save goes on top of theirs");
        let seen = form(&portal, id, "わたしの本文").await;
        assert_eq!(portal.post(Some(&portal.editor), &edit, "save_draft", &fields(&seen)).await.status, StatusCode::SEE_OTHER);
        let history = portal.office.store.read().await.unwrap().history(id).await.unwrap();
        assert_eq!(history.len(), 3);
        let again = portal.post(Some(&portal.editor), &edit, "save_draft", &fields(&seen)).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "the same text again is no conflict with oneself");
    }
}

#[tokio::test]
async fn a_mistake_stands_beside_its_field_and_keeps_what_was_typed() {
    let portal = portal().await;
    portal.import_content().await;
    let path: DocumentPath = "kits/scripts/first-call-retail.ja.md".parse().unwrap();
    let script = portal.office.store.read().await.unwrap().document_at(&path).await.unwrap().unwrap();
    let edit = format!("/console/content/{}", script.id);
    let mut typed = form(&portal, script.id, "## 始め\n\n{{custmer}}様\n").await;
    typed.retain(|(name, _)| *name != "date");
    typed.extend([
        ("owner", "チーム".into()),
        ("valid_until", "2027-06-30".into()),
        ("minutes", "八".into()),
        ("industries[]", "retail".into()),
    ]);
    for action in ["save_draft", "publish_document"] {
        let page = portal.post(Some(&portal.editor), &edit, action, &fields(&typed)).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains("3行目：差し込み項目 {{custmer}} はありません。使えるのは、{{customer}}、"), "{}", page.body);
        assert!(page.body.contains("数字で入力してください") && page.body.contains("value=\"八\""), "{}", page.body);
        assert!(page.body.contains("{{custmer}}様"), "the body is kept");
    }
    let taken = portal.post(
        Some(&portal.editor),
        "/console/content/new",
        "new_document",
        &[("kind", "case"), ("slug", "first-call-retail"), ("lang", "ja"), ("title", "別の事例")],
    );
    let page = taken.await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("すでに使われています") && page.body.contains("別の事例"), "{}", page.body);
}

#[tokio::test]
async fn the_preview_button_shows_the_text_and_saves_nothing() {
    let portal = portal().await;
    let id = create(&portal).await;
    let edit = format!("/console/content/{id}");
    let typed = form(&portal, id, "## 見出し\n\n<script>alert(1)</script>\n\n[x](javascript:alert(2))").await;
    // As the button does it: its name comes after the form's own.
    let pressed = [&fields(&typed)[..], &[("_action", "/api/preview_document")]].concat();
    let before = newest(&portal, id).await;
    let page = portal.post(Some(&portal.editor), &edit, "save_draft", &pressed).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.body.contains("<h2 id=\"s-見出し\">見出し</h2>"), "{}", page.body);
    assert!(page.body.contains("4月から変わります。"), "what was typed is kept");
    for bad in ["<script>alert", "href=\"javascript"] {
        assert!(!page.body.contains(bad), "{}", page.body);
    }
    assert_eq!(newest(&portal, id).await, before);
}

#[tokio::test]
async fn every_placeholder_is_named_where_none_can_be_used() {
    let portal = portal().await;
    let id = create(&portal).await;
    let typed = form(&portal, id, "{{customer}} {{nobody}}\n\n{{date}}").await;
    let page = portal.post(Some(&portal.editor), &format!("/console/content/{id}"), "save_draft", &fields(&typed)).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for (line, name) in [(1, "customer"), (1, "nobody"), (3, "date")] {
        let told = format!("{line}行目：この種類の文書に差し込み項目は使えません。{{{{{name}}}}} を消してください。");
        assert!(page.body.contains(&told), "{told}: {}", page.body);
    }
    let many = "{{customer}}\n".repeat(12);
    let typed = form(&portal, id, &many).await;
    let page = portal.post(Some(&portal.editor), &format!("/console/content/{id}"), "save_draft", &fields(&typed)).await;
    assert!(page.body.contains("10行目：この種類の") && !page.body.contains("11行目：この種類の"), "{}", page.body);
}

#[tokio::test]
async fn an_old_revision_is_compared_and_restored() {
    for portal in portals().await {
        let id = create(&portal).await;
        let edit = format!("/console/content/{id}");
        for body in ["はじめの文\n\n同じ文", "あとの文\n\n同じ文"] {
            let draft = form(&portal, id, body).await;
            assert_eq!(
                portal.post(Some(&portal.editor), &edit, "save_draft", &fields(&draft)).await.status,
                StatusCode::SEE_OTHER
            );
        }
        let page = portal.get(Some(&portal.editor), &format!("{edit}/history")).await;
        assert!(page.body.contains("<del>はじめの文<") && page.body.contains("<ins>あとの文<"), "{}", page.body);
        assert!(page.body.contains("第2版から第3版への変更"), "{}", page.body);
        assert!(page.body.contains("要約：4月から変わります。") && !page.body.contains("summary: "), "{}", page.body);
        let history = portal.office.store.read().await.unwrap().history(id).await.unwrap();
        let restore =
            [("document", id.to_string()), ("base", history[0].id.to_string()), ("revision", history[1].id.to_string())];
        let page = portal.post(Some(&portal.editor), &format!("{edit}/history"), "restore_revision", &fields(&restore)).await;
        assert_eq!(
            (page.status, page.location()),
            (StatusCode::SEE_OTHER, format!("{edit}?done=restored").as_str()),
            "{}",
            page.body
        );
        let mut tx = portal.office.store.read().await.unwrap();
        let newest = tx.history(id).await.unwrap()[0].clone();
        assert_eq!((newest.number, tx.revision(newest.id).await.unwrap().unwrap().body.as_str()), (4, "はじめの文\n\n同じ文\n"));
        let foreign = create_other(&portal).await;
        let restore = [("document", id.to_string()), ("base", newest.id.to_string()), ("revision", foreign)];
        let page = portal.post(Some(&portal.editor), &edit, "restore_revision", &fields(&restore)).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "a revision of another document");
    }
}

async fn create_other(portal: &TestPortal) -> String {
    let other = [("kind", "faq"), ("slug", "other"), ("lang", "ja"), ("title", "別")];
    let made = portal.post(Some(&portal.editor), "/console/content/new", "new_document", &other).await;
    newest(portal, made.location().split(['/', '?']).nth(3).unwrap().parse().unwrap()).await
}

#[tokio::test]
async fn what_runs_never_reaches_a_reader() {
    let portal = portal().await;
    let id = create(&portal).await;
    let nasty = "<script>alert(1)</script>\n\n[x](javascript:alert(2))\n\n<img src=x onerror=alert(3)>";
    let edit = format!("/console/content/{id}");
    let picture = form(&portal, id, &format!("{nasty}\n\n![y](http://evil.example/a.png)")).await;
    let refused = portal.post(Some(&portal.editor), &edit, "publish_document", &fields(&picture)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let draft = form(&portal, id, nasty).await;
    assert_eq!(portal.post(Some(&portal.editor), &edit, "publish_document", &fields(&draft)).await.status, StatusCode::SEE_OTHER);
    let page = portal.get(Some(&portal.rep), "/news/price-change").await.body;
    let article = page.split("<article").nth(1).unwrap().split("</article>").next().unwrap();
    for bad in ["<script", "<img", "href=\"javascript", "evil.example"] {
        assert!(!article.contains(bad), "{bad}: {article}");
    }
    assert!(article.contains("&lt;script&gt;"), "raw HTML is shown as text: {article}");
}

#[tokio::test]
async fn the_list_is_narrowed_by_its_address() {
    let portal = portal().await;
    portal.import_content().await;
    portal.at(portal.office.now().plus_days(400));
    let list = |query: &'static str| {
        let portal = &portal;
        async move { portal.get(Some(&portal.editor), &format!("/console/content{query}")).await.body }
    };
    let all = list("").await;
    assert!(all.contains("2ページ") || all.contains("次へ"), "{all}");
    let scripts = list("?kind=script&written=ja").await;
    assert!(scripts.contains("小売業への最初の電話") && !scripts.contains("15分のデモ"), "{scripts}");
    let found = list("?text=%E5%B0%8F%E5%A3%B2%E6%A5%AD&stale=true").await;
    assert!(found.contains("小売業への最初の電話") && found.contains("有効期限（2027年6月30日）切れ"), "{found}");
    assert!(list("?status=draft").await.contains("条件に合う文書がありません"));
}

#[tokio::test]
async fn every_kind_is_edited_by_its_own_fields() {
    let portal = portal().await;
    portal.import_content().await;
    let documents = portal.office.store.read().await.unwrap().documents().await.unwrap();
    // A play is changed by the two sides of its visit.
    for kind in DocumentKind::ALL.iter().filter(|kind| **kind != DocumentKind::Play) {
        let document = documents.iter().find(|d| d.path.kind == *kind && d.path.lang == Lang::Ja).unwrap();
        let page = portal.get(Some(&portal.editor), &format!("/console/content/{}", document.id)).await;
        assert_eq!(page.status, StatusCode::OK);
        for key in kind.keys() {
            assert!(page.body.contains(&format!("form[{key}]")), "{kind:?} has no field {key}");
        }
    }
}
