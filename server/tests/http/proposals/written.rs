//! What a partner writes into a proposal ends before what is locked after it.

use axum::http::StatusCode;
use jiso::{
    failure::{Failure, Problem},
    proposals::ProposalText,
};
use jiso_server::testing::portals;

use super::{KEY, fields, made, register, save, sheet, spoil};

#[tokio::test]
async fn what_does_not_end_is_refused_where_it_begins() {
    for portal in portals().await {
        let (_, id) = made(&portal).await;
        let new = sheet(&portal, &portal.rep, &id).await;
        let saved = save(&portal, &portal.rep, &new, &[("regions.0", "週に5件の返信漏れ。")]).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
        let before = sheet(&portal, &portal.rep, &id).await;
        for (text, line, end) in [
            ("書いた文\n\n```\n価格", 3, "```"),
            ("書いた文\n~~~~ text\n~~~", 2, "~~~~"),
            ("書いた文\n<!-- 価格", 2, "--&gt;"),
            ("書いた文\n\n<script>alert(1)", 3, "&lt;/script&gt;"),
            ("書いた文\r<![CDATA[", 2, "]]&gt;"),
        ] {
            for (query, said) in [
                ("", format!("{line}行目：ここから始まる部分が閉じられていません。行頭から書き、「{end}」で閉じてください。")),
                (
                    "?lang=en",
                    format!(
                        "Line {line}: what begins here does not end. Begin it at the start of the line and close it with “{end}”"
                    ),
                ),
            ] {
                let fields = fields(&before, &[("regions.0", text)]);
                let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                let page = portal.post(Some(&portal.rep), &format!("/proposals/{id}{query}"), "save_proposal", &fields).await;
                assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{text}: {}", page.body);
                assert!(page.body.contains(&said) && page.body.contains("書いた文"), "{said}: {}", page.body);
            }
        }
        let address = save(&portal, &portal.rep, &before, &[("regions.0", "書いた文\n\n[公式]: https://other.example/")]).await;
        assert_eq!(address.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", address.body);
        assert!(
            address.body.contains("3行目：リンクのアドレスだけを書いた行は使えません") && address.body.contains("書いた文"),
            "{}",
            address.body
        );
        assert_eq!(sheet(&portal, &portal.rep, &id).await.form, before.form, "what was saved stays");
    }
}

#[tokio::test]
async fn what_is_locked_is_read_as_it_is_whatever_stands_before_it() {
    for portal in portals().await {
        let (_, id) = made(&portal).await;
        for text in [
            "---\n一",
            "===",
            "    一",
            "- 一\n- ",
            "1. 一\n   ```\n   二\n   ```",
            "> 一\n二",
            "```\n\n## 一\n\n## 二\n\n```",
            "<!-- 一 -->",
            "<div>\n一",
            "| 一 |\n|---|",
        ] {
            let changed = [("regions.0", text), ("regions.1", text), ("regions.2", text), ("own.0.name", "LAN工事")];
            let saved = save(&portal, &portal.rep, &sheet(&portal, &portal.rep, &id).await, &changed).await;
            assert_eq!(saved.status, StatusCode::SEE_OTHER, "{text}: {}", saved.body);
            let read: ProposalText =
                portal.call_get(Some(&portal.rep), &format!("/api/proposal_text?id={id}&version=")).await.read();
            for head in ["現状の理解", "数字で見る課題", "ご提案", "費用（税別）", "次の一歩"] {
                assert!(read.html.contains(&format!(">{head}</h2>")), "{head} after {text}: {}", read.html);
            }
            assert!(read.html.contains(">LAN工事</td>"), "{text}: {}", read.html);
        }
    }
}

#[tokio::test]
async fn a_template_with_a_part_that_does_not_end_makes_no_proposal() {
    for portal in portals().await {
        portal.import_content().await;
        let deal = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        spoil(&portal, "first-proposal", "## 題\n\n<!-- 注\n\n{{edit}}\n\n一\n\n{{end}}\n\n-->\n").await;
        let form = [("deal", deal.as_str()), ("template", "first-proposal"), ("idempotency_key", KEY)];
        let refused = portal.call(Some(&portal.rep), "make_proposal", &form).await.failure();
        let problem = Problem::OpenBlock { line: 3, end: "-->".into() };
        assert_eq!(refused, Failure::invalid("template", problem));
    }
}

#[tokio::test]
async fn own_products_are_taken_over_from_the_last_proposal_in_the_same_language() {
    for portal in portals().await {
        let (deal, id) = made(&portal).await;
        portal.at(portal.office.now().plus_hours(1));
        let saved = save(&portal, &portal.rep, &sheet(&portal, &portal.rep, &id).await, &[("own.0.name", "LAN工事")]).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
        let page = format!("/proposals/new?deal={deal}");
        for (lang, key, own) in [("en", "key-000000000021", ""), ("ja", "key-000000000022", "LAN工事")] {
            let form = [("deal", deal.as_str()), ("template", "first-proposal"), ("lang", lang), ("idempotency_key", key)];
            let answer = portal.post(Some(&portal.rep), &page, "make_proposal", &form).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
            let next = answer.location().strip_prefix("/proposals/").unwrap().split('?').next().unwrap().to_owned();
            let first = sheet(&portal, &portal.rep, &next).await.form.own.remove(0);
            assert_eq!(first.name, own, "{lang}");
        }
    }
}
