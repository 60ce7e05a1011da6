//! What stands on the paper: the deal's own prices, on one page where the template promises one.

use axum::http::StatusCode;
use jiso::{
    caller::Caller,
    failure::{Failure, Problem},
    lang::Lang,
    proposals::ProposalText,
};
use jiso_server::testing::{TestPortal, portal, portals};
use lopdf::Document;

use super::{KEY, docx_text, make, png, put_logo, register, save, sheet, text_of};

const TEMPLATES: [&str; 6] =
    ["executive-one-page", "expansion-second-team", "first-proposal", "healthcare-clinic", "manufacturing-parts", "retail-chain"];

async fn html(portal: &TestPortal, who: &Caller, id: &str) -> String {
    let read: ProposalText = portal.call_get(Some(who), &format!("/api/proposal_text?id={id}&version=")).await.read();
    read.html
}

#[tokio::test]
async fn a_price_table_is_of_the_deal_and_nothing_else() {
    let portal = portal().await;
    portal.import_content().await;
    let deal = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
    for (lang, cost) in [(Lang::Ja, "費用（税別）</h2>"), (Lang::En, "Price (excl. tax)</h2>")] {
        let mut tx = portal.office.store.write().await.unwrap();
        tx.change_language(portal.rep.user, lang).await.unwrap();
        tx.commit().await.unwrap();
        for template in TEMPLATES {
            let id = make(&portal, &deal, template, &format!("key-{template}-{}", lang.as_str())).await;
            let new = sheet(&portal, &portal.rep, &id).await;
            let amount = new.form.amount.clone();
            let own = [("own.0.name", "LAN"), ("own.0.price", "480,000"), ("own.1.name", "Support")];
            assert_eq!(save(&portal, &portal.rep, &new, &own).await.status, StatusCode::SEE_OTHER, "{template}");
            let read = html(&portal, &portal.rep, &id).await;
            let table = read.split(cost).nth(1).unwrap().split("</table>").next().unwrap();
            for said in [amount.as_str(), "LAN", "480,000", "Support"] {
                assert!(table.contains(said), "{template}: {said}: {table}");
            }
            for made_up in ["72,000", "864,000", "777,600", "948,000", "1,296,000", "388,800", "18,000"] {
                assert!(amount.contains(made_up) || !read.contains(made_up), "{template}: {made_up}: {read}");
            }
            let none = sheet(&portal, &portal.rep, &id).await;
            assert_eq!(save(&portal, &portal.rep, &none, &[("amount", "")]).await.status, StatusCode::SEE_OTHER, "{template}");
            let read = html(&portal, &portal.rep, &id).await;
            let table = read.split(cost).nth(1).unwrap().split("</table>").next().unwrap();
            assert!(table.contains(">【") && !read.contains(&amount), "what nobody said is a gap: {template}: {table}");
        }
    }
}

#[tokio::test]
async fn outside_a_deal_a_template_lists_the_plans() {
    for portal in portals().await {
        portal.import_content().await;
        for template in TEMPLATES {
            let page = portal.get(Some(&portal.rep), &format!("/kits/{template}")).await.body;
            let article = page.split("<article").nth(1).unwrap().split("</article>").next().unwrap();
            for listed in ["ライト：¥1,800（3名から）", "スタンダード：¥3,600（5名から）", "エンタープライズ：¥6,800（20名から）"]
            {
                assert!(article.contains(listed), "{template}: {listed}: {article}");
            }
            for made_up in ["72,000円", "864,000円", "1,164,000円"] {
                assert!(!article.contains(made_up), "{template}: {made_up}: {article}");
            }
        }
    }
}

#[tokio::test]
async fn the_one_page_proposal_has_one_page() {
    let portal = portal().await;
    portal.import_content().await;
    let deal = register(&portal, &portal.rep, "key-000000000001", "株式会社北浜製作所").await;
    for lang in [Lang::Ja, Lang::En] {
        let mut tx = portal.office.store.write().await.unwrap();
        tx.change_language(portal.rep.user, lang).await.unwrap();
        tx.commit().await.unwrap();
        let id = make(&portal, &deal, "executive-one-page", &format!("{KEY}-{}", lang.as_str())).await;
        let (contact, own) = match lang {
            Lang::Ja => (
                "総務部 部長 大西 和子",
                [
                    ["社内ネットワーク更新", "本社と2拠点の無線LANを入れ替え、受付の端末を増やします", "¥980,000"],
                    ["運用サポート", "操作の質問を平日9時から18時まで承ります", "月額¥30,000"],
                ],
            ),
            Lang::En => (
                "Ms Kazuko Onishi, General Affairs",
                [
                    ["Network renewal", "Wireless LAN replaced at the head office and two other sites", "¥980,000"],
                    ["Support", "Questions about daily use, weekdays 9:00 to 18:00", "¥30,000 a month"],
                ],
            ),
        };
        let [[first, about_first, price_first], [second, about_second, price_second]] = own;
        let filled = [
            ("contact", contact),
            ("employees", "240"),
            ("own.0.name", first),
            ("own.0.line", about_first),
            ("own.0.price", price_first),
            ("own.1.name", second),
            ("own.1.line", about_second),
            ("own.1.price", price_second),
        ];
        let new = sheet(&portal, &portal.rep, &id).await;
        assert_eq!(save(&portal, &portal.rep, &new, &filled).await.status, StatusCode::SEE_OTHER);
        for logo in [false, true] {
            if logo {
                put_logo(&portal, &portal.rep, &format!("/proposals/{id}"), "image/png", &png(80)).await;
            }
            let pdf = portal.get(Some(&portal.rep), &format!("/proposals/{id}/pdf")).await.bytes;
            assert_eq!(Document::load_mem(&pdf).unwrap().get_pages().len(), 1, "{lang:?}, logo: {logo}: {}", text_of(&pdf));
        }
        portal.call(Some(&portal.rep), "put_logo", &[("remove", "yes")]).await;
    }
}

#[tokio::test]
async fn a_proposal_is_in_the_language_that_was_chosen() {
    for portal in portals().await {
        portal.import_content().await;
        let deal = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        let page = format!("/proposals/new?deal={deal}");
        for (query, chosen, other) in [("", "ja", "en"), ("&lang=en", "en", "ja")] {
            let shown = portal.get(Some(&portal.rep), &format!("{page}{query}")).await.body;
            let (chosen, other) = (format!("value=\"{chosen}\" checked"), format!("value=\"{other}\""));
            assert!(shown.contains(&chosen) && shown.contains(&other), "as the page is shown, to begin with: {shown}");
        }
        let mut made = Vec::new();
        for (lang, key) in [("ja", "key-000000000021"), ("en", "key-000000000022")] {
            let form = [("deal", deal.as_str()), ("template", "first-proposal"), ("lang", lang), ("idempotency_key", key)];
            let answer = portal.post(Some(&portal.rep), &page, "make_proposal", &form).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
            made.push(answer.location().strip_prefix("/proposals/").unwrap().split('?').next().unwrap().to_owned());
        }
        for (id, lang, cost) in [(&made[0], "ja", "費用（税別）"), (&made[1], "en", "Price (excl. tax)")] {
            let read: ProposalText =
                portal.call_get(Some(&portal.rep), &format!("/api/proposal_text?id={id}&version=")).await.read();
            assert!(read.lang == lang && read.html.contains(cost), "{lang}: {}", read.html);
            let pdf = portal.get(Some(&portal.rep), &format!("/proposals/{id}/pdf")).await.bytes;
            assert!(text_of(&pdf).contains(&cost.replace(' ', "")), "{lang}: {}", text_of(&pdf));
            let docx = portal.get(Some(&portal.rep), &format!("/proposals/{id}/docx")).await.bytes;
            assert!(docx_text(&docx).contains(cost), "{lang}");
        }
        for (id, word, polite) in [(&made[0], "日本語", true), (&made[1], "English", false)] {
            let page = portal.get(Some(&portal.rep), &format!("/proposals/{id}")).await.body;
            let tags = page.split("class=\"tags\"").nth(1).unwrap().split("</p>").next().unwrap();
            assert_eq!(tags.contains(word), !polite, "only another language than the page's is named: {tags}");
            for hint in ["「御中」は自動で付きます", "「様」は自動で付きます"] {
                assert_eq!(page.contains(hint), polite, "{hint}: {page}");
            }
        }
        let unknown = [("deal", deal.as_str()), ("template", "first-proposal"), ("lang", "fr"), ("idempotency_key", KEY)];
        let refused = portal.call(Some(&portal.rep), "make_proposal", &unknown).await.failure();
        assert_eq!(refused, Failure::invalid("lang", Problem::NotOffered));
    }
}

#[tokio::test]
async fn signs_that_the_font_lacks_are_named_before_printing() {
    for portal in portals().await {
        portal.import_content().await;
        let deal = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        let id = make(&portal, &deal, "first-proposal", KEY).await;
        let new = sheet(&portal, &portal.rep, &id).await;
        assert!(new.unprintable.is_empty(), "{:?}", new.unprintable);
        let page = portal.get(Some(&portal.rep), &format!("/proposals/{id}")).await;
        assert!(!page.body.contains('〓'), "{}", page.body);
        save(&portal, &portal.rep, &new, &[("contact", "𠮷田"), ("regions.0", "順調です👍👍")]).await;
        let warning = "次の文字は印刷用の書体にないため、PDFでは〓になります：👍 𠮷";
        for path in ["", "/read"] {
            let page = portal.get(Some(&portal.rep), &format!("/proposals/{id}{path}")).await;
            assert!(page.body.replace("<!>", "").contains(warning), "{path}: {}", page.body);
        }
        let written = sheet(&portal, &portal.rep, &id).await;
        assert_eq!((written.unprintable.as_slice(), written.form.contact.as_str()), (&['👍', '𠮷'][..], "𠮷田"));
        assert!(html(&portal, &portal.rep, &id).await.contains("順調です👍👍"), "nothing is lost");
    }
}

#[tokio::test]
async fn an_honorific_that_was_typed_is_not_added_again() {
    let portal = portal().await;
    portal.import_content().await;
    let deal = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
    let id = make(&portal, &deal, "first-proposal", KEY).await;
    let typed = [("customer", "北浜製作所御中"), ("contact", "総務部 田中様")];
    let saved = save(&portal, &portal.rep, &sheet(&portal, &portal.rep, &id).await, &typed).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let read: ProposalText = portal.call_get(Some(&portal.rep), &format!("/api/proposal_text?id={id}&version=")).await.read();
    assert_eq!(read.addressee, ["北浜製作所御中", "総務部 田中様"]);
    let pdf = text_of(&portal.get(Some(&portal.rep), &format!("/proposals/{id}/pdf")).await.bytes);
    assert!(pdf.contains("総務部田中様") && !pdf.contains("様様") && !pdf.contains("御中御中"), "{pdf}");
    let docx = docx_text(&portal.get(Some(&portal.rep), &format!("/proposals/{id}/docx")).await.bytes);
    assert!(docx.contains("総務部 田中様") && !docx.contains("様 様") && !docx.contains("御中 御中"), "{docx}");
}
