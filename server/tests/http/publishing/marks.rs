use axum::http::StatusCode;
use jiso::publishing::DocumentPath;
use jiso_server::testing::{TestPortal, portal};

use super::{fields, form};

/// The edit form of a template, with a body.
async fn template_form(portal: &TestPortal, body: &str) -> (String, Vec<(&'static str, String)>) {
    let path: DocumentPath = "kits/templates/first-proposal.ja.md".parse().unwrap();
    let template = portal.office.store.read().await.unwrap().document_at(&path).await.unwrap().unwrap();
    let mut typed = form(portal, template.id, body).await;
    typed.retain(|(name, _)| *name != "date");
    let kit = [("kind", "template"), ("owner", "チーム"), ("valid_until", "2027-06-30"), ("minutes", "8")];
    typed.extend(kit.map(|(name, value)| (name, value.to_owned())));
    (format!("/console/content/{}", template.id), typed)
}

#[tokio::test]
async fn what_is_wrong_with_a_mark_of_a_template_stands_beside_its_text() {
    let portal = portal().await;
    portal.import_content().await;
    let cases = [
        ("{{edit}}\n\n{{bundle}}\n\n{{end}}\n", "3行目：「{{bundle}}」は、「{{edit}}」と「{{end}}」の間には書けません"),
        ("{{bundle}}\n\n## 次\n\n{{bundle}}\n", "5行目：「{{bundle}}」は、1つのテンプレートに1か所だけ"),
        ("価格 {{bundle}}\n", "1行目：「{{bundle}}」は、ほかの文字や空白を入れず"),
        ("価格\n\n{{end}}\n", "3行目：「{{end}}」と対になる「{{edit}}」がありません"),
        ("{{edit}}\n{{edit}}\n{{end}}\n", "1行目：「{{edit}}」と対になる「{{end}}」がありません"),
    ];
    for (body, told) in cases {
        let (edit, typed) = template_form(&portal, body).await;
        for action in ["save_draft", "publish_document"] {
            let page = portal.post(Some(&portal.editor), &edit, action, &fields(&typed)).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{action} {body}");
            let paired = |text: &str| text.contains("と対になる");
            assert!(page.body.contains(told) && paired(&page.body) == paired(told), "{told}: {}", page.body);
            for mark in ["edit", "end", "bundle"] {
                assert!(page.body.contains(&format!("<code>{{{{{mark}}}}}<")), "{mark} is listed: {}", page.body);
            }
        }
    }
}

#[tokio::test]
async fn the_preview_of_a_template_shows_its_parts_and_a_sample_of_the_prices() {
    let portal = portal().await;
    portal.import_content().await;
    let body = "## 現状\n\n{{edit}}\n\n手作業です。\n\n{{end}}\n\n## 費用\n\n{{bundle}}\n";
    let (edit, typed) = template_form(&portal, body).await;
    let pressed = [&fields(&typed)[..], &[("_action", "/api/preview_document")]].concat();
    let page = portal.post(Some(&portal.editor), &edit, "save_draft", &pressed).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let preview = page.body.split("class=\"preview prose\"").nth(1).and_then(|rest| rest.split("</section>").next()).unwrap();
    let labels = ["変更できない部分", "パートナーが書き換えられる部分", "価格表（見本）"];
    for part in labels.into_iter().chain(["手作業です。", "初期設定の代行</td>"]) {
        assert!(preview.contains(part), "{part}: {preview}");
    }
    assert!(!preview.contains("{{edit}}") && !preview.contains("{{bundle}}"), "{preview}");
    assert!(!preview.contains("ご提案の構成"), "the table stands under a heading of the template: {preview}");
}
