//! Target accounts: `/console/targets` for the vendor, `/targets` for partners.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use jiso::{
    activity::ActivityKind,
    caller::Caller,
    deals::NewDealSheet,
    failure::{Failure, Problem},
    targets::{FitReason, PassReason, TargetDesk, TargetKit, TargetListSheet, TargetsSheet},
    time::Day,
};
use jiso_server::testing::{TestPortal, portal, portals};

use crate::deals::{approve, register};

const REASON: &str = "拠点間の問い合わせを一つにまとめたいと話しています。";

async fn list(portal: &TestPortal, name: &str, companies: &[&str]) -> String {
    let key = portal.office.new_id::<()>().to_string();
    let mut fields = vec![("idempotency_key", key.as_str()), ("name", name)];
    fields.extend(companies.iter().map(|company| ("companies[]", *company)));
    for _ in 0..2 {
        let made = portal.post(Some(&portal.manager), "/console/targets", "make_target_list", &fields).await;
        assert_eq!(
            (made.status, made.location()),
            (StatusCode::SEE_OTHER, &*format!("/console/targets/{key}?done=made")),
            "{}",
            made.body
        );
    }
    key
}

async fn add(portal: &TestPortal, list: &str, customer: &str, more: &[(&str, &str)]) -> StatusCode {
    let base = [("list", list), ("customer", customer), ("industry", "retail"), ("size", "medium"), ("reason", REASON)];
    let mut fields: Vec<(&str, &str)> =
        base.into_iter().filter(|(name, _)| more.iter().all(|(other, _)| other != name)).collect();
    fields.extend(more);
    portal.call(Some(&portal.manager), "save_target", &fields).await.status
}

async fn mine(portal: &TestPortal, who: &Caller) -> TargetsSheet {
    portal.call_get(Some(who), "/api/targets").await.read()
}

async fn sheet(portal: &TestPortal, list: &str) -> TargetListSheet {
    portal.call_get(Some(&portal.manager), &format!("/api/target_list?id={list}")).await.read()
}

#[tokio::test]
async fn a_target_is_ranked_with_reasons_and_registered_with_what_is_known() {
    for portal in portals().await {
        portal.import_content().await;
        let all = list(&portal, "関西の小売", &[]).await;
        assert_eq!(add(&portal, &all, "堂島ストア", &[]).await, StatusCode::OK);
        let more = [
            ("industry", "manufacturing"),
            ("corporate_number", "7000012050002"),
            ("domain", "kitahama.co.jp"),
            ("territory", "kinki"),
        ];
        assert_eq!(add(&portal, &all, "株式会社北浜製作所", &more).await, StatusCode::OK);
        assert_eq!(add(&portal, &all, "㈱北浜製作所", &[("industry", "manufacturing")]).await, StatusCode::OK, "it is the same");
        assert_eq!(sheet(&portal, &all).await.lines.len(), 2);

        let page = portal.get(Some(&portal.rep), "/targets").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        let seen = mine(&portal, &portal.rep).await;
        let names: Vec<&str> = seen.open.iter().map(|target| target.customer.as_str()).collect();
        assert_eq!(names, ["㈱北浜製作所", "堂島ストア"], "one's own trade comes first");
        assert!(seen.open[0].fits.contains(&FitReason::OwnTrade), "{:?}", seen.open[0].fits);
        assert!(page.body.contains("御社と同じ業種です") && page.body.contains(REASON), "{}", page.body);

        let id = seen.open[0].id;
        let begun: NewDealSheet = portal.call_get(Some(&portal.rep), &format!("/api/new_deal?again=&target={id}")).await.read();
        let form = begun.form;
        assert_eq!(
            (form.customer.as_str(), form.industry.as_str(), form.size.as_str()),
            ("㈱北浜製作所", "manufacturing", "medium")
        );
        assert_eq!(
            (form.corporate_number.as_str(), form.domain.as_str(), form.need.as_str()),
            ("7000012050002", "kitahama.co.jp", REASON)
        );
        let page = portal.get(Some(&portal.rep), &format!("/deals/new?target={id}")).await;
        assert!(page.body.contains("㈱北浜製作所"), "{}", page.body);

        let deal = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
        let seen = mine(&portal, &portal.lead).await;
        assert_eq!(
            seen.pipeline.iter().map(|target| target.deal.unwrap().to_string()).collect::<Vec<_>>(),
            std::slice::from_ref(&deal)
        );
        assert_eq!(seen.open.len(), 1);
        let theirs = mine(&portal, &portal.rival).await;
        assert_eq!(theirs.open.len(), 2, "what waits for a decision is nobody's yet");
        approve(&portal, &deal).await;
        let theirs = mine(&portal, &portal.rival).await;
        assert_eq!((theirs.open.len(), theirs.taken.len()), (1, 1));
        let page = portal.get(Some(&portal.rival), "/targets").await;
        assert!(!page.body.contains("青葉商会"), "nobody learns who has it");
        assert_eq!(sheet(&portal, &all).await.lines[1].registered[0].1, "青葉商会", "the vendor does");
    }
}

#[tokio::test]
async fn the_home_points_at_the_first_target_while_nothing_is_due() {
    for portal in portals().await {
        let all = list(&portal, "関西", &[]).await;
        add(&portal, &all, "堂島ストア", &[("industry", "manufacturing")]).await;
        let id = mine(&portal, &portal.rep).await.open[0].id;
        let home = portal.get(Some(&portal.rep), "/").await.body;
        for part in ["堂島ストアさまを提案先として登録する", REASON, "御社と同じ業種です", "href=\"/targets\""]
        {
            assert!(home.contains(part), "{part}: {home}");
        }
        assert!(home.contains(&format!("href=\"/deals/new?target={id}&amp;from=next\"")), "{home}");
        // A draft is more urgent, and what is passed on is no target.
        let draft = [("idempotency_key", "key-000000000001"), ("customer", "中之島建設")];
        portal.call(Some(&portal.rep), "autosave_deal", &draft).await;
        assert!(!portal.get(Some(&portal.rep), "/").await.body.contains("堂島ストア"));
        let passed = [("target", id.to_string()), ("reason", "no_need".to_owned()), ("note", String::new())];
        let passed: Vec<(&str, &str)> = passed.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert!(portal.get(Some(&portal.lead), "/").await.body.contains("堂島ストア"));
        portal.call(Some(&portal.lead), "pass_target", &passed).await;
        let seen = mine(&portal, &portal.lead).await;
        assert_eq!((seen.open.len(), seen.passed.len()), (0, 1));
        assert!(!portal.get(Some(&portal.lead), "/").await.body.contains("堂島ストア"));
        assert!(!portal.get(Some(&portal.rival), "/").await.body.contains("中之島建設"));
    }
}

#[tokio::test]
async fn a_draft_of_another_customer_is_not_lost_to_a_target() {
    let portal = portal().await;
    portal.import_content().await;
    let all = list(&portal, "関西", &[]).await;
    add(&portal, &all, "堂島ストア", &[]).await;
    let id = mine(&portal, &portal.rep).await.open[0].id;
    let draft = [("idempotency_key", "key-000000000001"), ("customer", "中之島建設")];
    assert_eq!(portal.call(Some(&portal.rep), "autosave_deal", &draft).await.status, StatusCode::OK);
    let path = format!("/api/new_deal?again=&target={id}");
    let begun: NewDealSheet = portal.call_get(Some(&portal.rep), &path).await.read();
    assert_eq!((begun.form.customer.as_str(), begun.waits.as_deref()), ("中之島建設", Some("堂島ストア")));
    let page = portal.get(Some(&portal.rep), &format!("/deals/new?target={id}")).await;
    assert!(page.body.contains("下書きが残っているため"), "{}", page.body);
}

#[tokio::test]
async fn an_upload_is_taken_whole_or_not_at_all_unless_the_good_lines_are_asked_for() {
    for portal in portals().await {
        portal.import_content().await;
        let all = list(&portal, "一括", &[]).await;
        let path = format!("/console/targets/{all}");
        let text = "お客様名,業種,従業員数,地域,理由,法人番号\n堂島ストア,小売,51〜300名,近畿,店舗が増え、問い合わせが追いつかないそうです。,\n\
                    天満薬局,月,大きい,近畿,短い,8000012050002\n";
        let fields = [("list", all.as_str()), ("text", text)];
        let refused = portal.post(Some(&portal.manager), &path, "upload_targets", &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        for told in ["3行目、業種：", "3行目、従業員数：", "3行目、理由：", "3行目、法人番号：", "天満薬局,月"]
        {
            assert!(refused.body.contains(told), "{told}: {}", refused.body);
        }
        assert!(!refused.body.contains("2行目、"), "{}", refused.body);
        assert!(sheet(&portal, &all).await.lines.is_empty(), "nothing is stored");

        let fields = [("list", all.as_str()), ("text", text), ("take_good", "true")];
        let taken = portal.post(Some(&portal.manager), &path, "upload_targets", &fields).await;
        assert_eq!(taken.location(), format!("{path}?done=uploaded&new=1&changed=0&left=1"), "{}", taken.body);
        let again = portal.post(Some(&portal.manager), &path, "upload_targets", &fields).await;
        assert_eq!(again.location(), format!("{path}?done=uploaded&new=0&changed=1&left=1"));
        let told = portal.get(Some(&portal.manager), again.location()).await;
        assert!(told.body.contains("取り込まなかった行：1"), "{}", told.body);
        assert_eq!(sheet(&portal, &all).await.lines.len(), 1);
    }
}

/// As a browser sends a form that has a file, in the encoding of a spreadsheet.
async fn with_file(portal: &TestPortal, who: &Caller, path: &str, fields: &[(&str, &str)], file: &[u8]) -> (StatusCode, String) {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    body.extend(
        b"--b\r\nContent-Disposition: form-data; name=\"form[file]\"; filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\n",
    );
    body.extend(file);
    body.extend(b"\r\n--b--\r\n");
    let request = Request::post(path)
        .header(header::HOST, "portal.test")
        .header(header::COOKIE, portal.cookie(who).await)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b");
    let answer = portal.ask(request.body(Body::from(body)).unwrap()).await;
    (answer.status, answer.location().to_owned() + &answer.body)
}

#[tokio::test]
async fn a_file_of_a_spreadsheet_is_read_as_it_is() {
    let portal = portal().await;
    portal.import_content().await;
    let all = list(&portal, "ファイル", &[]).await;
    let path = format!("/console/targets/{all}");
    // 「お客様名,業種,従業員数,理由」「堂島,小売,301名以上,十分に長い理由です」 in Shift_JIS.
    let (file, ..) =
        encoding_rs::SHIFT_JIS.encode("お客様名,業種,従業員数,理由\r\n堂島,小売,301名以上,十分に長い理由があります\r\n");
    let fields = [("_action", "/api/upload_targets"), ("form[list]", all.as_str()), ("form[text]", "")];
    let (status, answer) = with_file(&portal, &portal.manager, &path, &fields, &file).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{answer}");
    assert_eq!(sheet(&portal, &all).await.lines[0].customer, "堂島");
    let (bad, ..) = encoding_rs::SHIFT_JIS.encode("お客様名,業種,従業員数,理由\r\n堂島,小売,多い,十分に長い理由があります\r\n");
    let (status, answer) = with_file(&portal, &portal.manager, &path, &fields, &bad).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.contains("2行目、従業員数：") && answer.contains("堂島,小売,多い"), "what was sent can be mended: {answer}");
}

#[tokio::test]
async fn who_passes_says_why_and_the_vendor_reads_it() {
    for portal in portals().await {
        portal.import_content().await;
        let all = list(&portal, "関西", &[]).await;
        add(&portal, &all, "堂島ストア", &[]).await;
        let id = mine(&portal, &portal.rep).await.open[0].id.to_string();
        let refused = portal.call(Some(&portal.rep), "pass_target", &[("target", &id)]).await.failure();
        assert_eq!(refused, Failure::invalid("reason", Problem::Required));
        let form = [("target", id.as_str()), ("reason", "no_contact"), ("note", "担当者が変わりました")];
        for _ in 0..2 {
            let passed = portal.post(Some(&portal.rep), "/targets", "pass_target", &form).await;
            assert_eq!(passed.status, StatusCode::SEE_OTHER, "{}", passed.body);
        }
        let seen = mine(&portal, &portal.lead).await;
        assert_eq!((seen.open.len(), seen.passed.len(), seen.passed[0].reason), (0, 1, PassReason::NoContact));
        assert_eq!(mine(&portal, &portal.rival).await.open.len(), 1, "it is still one for others");
        let line = sheet(&portal, &all).await.lines.remove(0);
        assert_eq!((line.passes[0].reason, line.passes[0].times), (PassReason::NoContact, 1));
        assert_eq!(line.notes, [("青葉商会".to_owned(), "担当者が変わりました".to_owned())]);
        let standing = portal.office.store.read().await.unwrap().standing(portal.aoba).await.unwrap();
        assert_eq!(standing.count(ActivityKind::TargetPassed), 1, "said twice, it is one word");
        portal.call(Some(&portal.lead), "bring_back_target", &[("target", &id)]).await;
        assert_eq!(mine(&portal, &portal.rep).await.open.len(), 1);
        assert_eq!(portal.call(Some(&portal.manager), "take_off_target", &[("target", &id)]).await.status, StatusCode::OK);
        assert!(mine(&portal, &portal.rep).await.open.is_empty());
    }
}

#[tokio::test]
async fn overlap_is_found_over_hashes_and_no_list_is_kept() {
    for portal in portals().await {
        portal.import_content().await;
        let all = list(&portal, "関西", &[]).await;
        add(&portal, &all, "堂島ストア", &[]).await;
        add(&portal, &all, "中之島建設", &[("industry", "construction"), ("domain", "nakanoshima.co.jp")]).await;
        let text = "ひみつの取引先\nnakanoshima.co.jp\n7010705000725";
        let kept = portal.post(Some(&portal.rep), "/targets", "keep_overlap", &[("text", text)]).await;
        assert_eq!(kept.location(), "/targets?done=kept&after=3#overlap", "{}", kept.body);
        let seen = mine(&portal, &portal.rep).await;
        let overlap = seen.overlap.unwrap();
        assert_eq!((overlap.hashes, overlap.targets), (3, 1));
        assert_eq!(seen.open[0].customer, "中之島建設", "a customer of one's own ranks up");
        assert!(seen.open[0].fits.contains(&FitReason::YourCustomer));
        let theirs = mine(&portal, &portal.rival).await;
        assert!(theirs.overlap.is_none() && theirs.open.iter().all(|target| !target.fits.contains(&FitReason::YourCustomer)));
        let seen = sheet(&portal, &all).await;
        assert_eq!((seen.overlap, seen.counted), (1, 1), "a count and no name");

        let kept = portal.office.store.read().await.unwrap().overlap_of(portal.aoba).await.unwrap().unwrap();
        assert_eq!(kept.hashes.len(), 3 * 32);
        for part in ["ひみつ", "nakanoshima", "7010705000725"] {
            assert!(!kept.hashes.windows(part.len()).any(|bytes| bytes == part.as_bytes()), "{part}");
        }
        portal.post(Some(&portal.lead), "/targets", "forget_overlap", &[]).await;
        assert!(mine(&portal, &portal.rep).await.overlap.is_none());
        assert_eq!(portal.office.store.read().await.unwrap().overlap_of(portal.aoba).await.unwrap(), None);
        let empty = portal.call(Some(&portal.rep), "keep_overlap", &[("text", " \n")]).await.failure();
        assert_eq!(empty, Failure::invalid("text", Problem::Required));
    }
}

/// Every byte of the database's file, its log included.
#[tokio::test]
async fn no_clear_text_of_a_partners_customers_is_anywhere_in_the_database() {
    use jiso_server::testing::office_at;
    use jiso_store::testing::fresh_folder;
    let folder = fresh_folder("overlap");
    let file = folder.join("jiso.db");
    let office = office_at(&file).await;
    let company = jiso_server::testing::company(&office, "青葉商会").await;
    let role = jiso::caller::Role::PartnerRep;
    let rep = jiso_server::testing::person(&office, "佐藤 健", "rep@aoba.example", role, Some(company)).await;
    let form = jiso::targets::OverlapForm { text: "himitsu-trading.example\nひみつ商事".into(), file: String::new() };
    assert_eq!(jiso::targets::Targets::keep_overlap(&office, &rep, form).await.unwrap(), 2);
    let mut read = 0;
    for entry in std::fs::read_dir(&folder).unwrap().flatten().filter(|entry| entry.path().is_file()) {
        let bytes = std::fs::read(entry.path()).unwrap();
        read += bytes.len();
        for secret in ["himitsu", "ひみつ"] {
            let found = bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
            assert!(!found, "{secret} in {}", entry.path().display());
        }
    }
    assert!(read > 100_000, "the database was looked at");
}

#[tokio::test]
async fn a_target_has_a_kit_with_its_name_in_it() {
    for portal in portals().await {
        portal.import_content().await;
        let aobas = list(&portal, "青葉だけ", &[&portal.aoba.to_string()]).await;
        add(&portal, &aobas, "堂島<b>ストア", &[]).await;
        let id = mine(&portal, &portal.rep).await.open[0].id.to_string();
        let page = portal.get(Some(&portal.rep), "/targets").await;
        assert!(page.body.contains(&format!("href=\"/targets/{id}/kit\"")), "{}", page.body);
        let kit: TargetKit = portal.call_get(Some(&portal.rep), &format!("/api/target_kit?id={id}")).await.read();
        let slugs: Vec<&str> = kit.parts.iter().map(|part| part.slug.as_str()).collect();
        assert_eq!(slugs, ["retail-chain", "first-call-retail", "regional-supermarket"], "what fits a shop");
        assert!(
            kit.parts[1].plays && kit.mail.text.contains("堂島<b>ストア") && kit.mail.text.contains("小売業"),
            "{}",
            kit.mail.text
        );
        let told = "従業員301名以上の小売業のお客様にもご利用いただいており";
        assert!(kit.mail.text.contains(told) && !kit.mail.text.contains(&kit.parts[2].title), "{}", kit.mail.text);
        let proposal = &kit.parts[0].html;
        assert!(!proposal.contains("{{") && proposal.contains("class=\"blank\">【"), "marks and names of fields: {proposal}");
        let plain = &kit.parts[0].plain;
        assert!(plain.contains('【') && !plain.contains("{{") && !plain.contains("## "), "as it is copied: {plain}");
        let page = portal.get(Some(&portal.rep), &format!("/targets/{id}/kit")).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert!(page.body.contains("/kits/first-call-retail/play") && !page.body.contains("堂島<b>"), "{}", page.body);
        let mail_link = format!("href=\"{}\"", kit.mail.address().replace('&', "&amp;"));
        assert!(page.body.contains(&mail_link), "as drafted: {}", page.body);

        let file = portal.get(Some(&portal.rep), &format!("/targets/{id}/kit.html")).await;
        let disposition = file.headers["content-disposition"].to_str().unwrap();
        assert_eq!(file.status, StatusCode::OK);
        let named = "attachment; filename=\"kit.html\"; filename*=UTF-8''%E5%A0%82%E5%B3%B6%3Cb%3E";
        assert!(disposition.starts_with(named) && disposition.contains(".html"), "{disposition}");
        for text in ["堂島&lt;b&gt;ストア様向けの営業資料", "<blockquote>", "最初のメールの下書き"] {
            assert!(file.body.contains(text), "{text}: {}", file.body);
        }
        assert!(file.body.contains(&mail_link), "{}", file.body);
        assert!(!file.body.contains("堂島<b>") && !file.body.contains("href=\"/"), "it needs no portal");
        for (who, status) in [(&portal.rival, StatusCode::NOT_FOUND), (&portal.manager, StatusCode::FORBIDDEN)] {
            for path in [format!("/targets/{id}/kit"), format!("/targets/{id}/kit.html")] {
                assert_eq!(portal.get(Some(who), &path).await.status, status, "{path}");
            }
        }
        let signed_out = portal.get(None, &format!("/targets/{id}/kit.html")).await;
        assert_eq!(signed_out.location(), "/sign-in?next=%2Ftargets");
    }
}

#[tokio::test]
async fn a_kit_that_was_named_says_when_it_ran_out() {
    for portal in portals().await {
        portal.import_content().await;
        let all = list(&portal, "関西", &[]).await;
        assert_eq!(add(&portal, &all, "堂島ストア", &[("kit", "retail-chain")]).await, StatusCode::OK);
        let id = mine(&portal, &portal.rep).await.open[0].id.to_string();
        let warning = "有効期限（2027年6月30日）を過ぎています";
        let (page, file) = (format!("/targets/{id}/kit"), format!("/targets/{id}/kit.html"));
        for fresh in [&page, &file] {
            assert!(!portal.get(Some(&portal.rep), fresh).await.body.contains("を過ぎています"), "{fresh}");
        }
        portal.at(Day::from_ymd(2027, 7, 15).unwrap().at_minute(600));
        let kit: TargetKit = portal.call_get(Some(&portal.rep), &format!("/api/target_kit?id={id}")).await.read();
        let stale: Vec<(&str, bool)> = kit.parts.iter().map(|part| (part.slug.as_str(), part.stale)).collect();
        assert_eq!(stale[0], ("retail-chain", true));
        assert!(stale[1..].iter().all(|(_, stale)| !stale), "what nobody named is left out: {stale:?}");
        for path in [&page, &file] {
            let shown = portal.get(Some(&portal.rep), path).await.body;
            assert_eq!(shown.matches(warning).count(), 1, "{path}: {shown}");
            assert!(shown.contains("パートナー営業部へご確認ください"), "{path}: {shown}");
        }
        assert!(portal.get(Some(&portal.rep), &page).await.body.contains("期限切れ"));
    }
}

#[tokio::test]
async fn a_list_for_others_is_not_there() {
    for portal in portals().await {
        portal.import_content().await;
        let aobas = list(&portal, "青葉だけ", &[&portal.aoba.to_string()]).await;
        add(&portal, &aobas, "堂島ストア", &[]).await;
        let id = mine(&portal, &portal.rep).await.open[0].id.to_string();
        assert!(mine(&portal, &portal.rival).await.open.is_empty());
        let form = [("target", id.as_str()), ("reason", "other")];
        for action in ["pass_target", "bring_back_target"] {
            assert_eq!(portal.call(Some(&portal.rival), action, &form).await.status, StatusCode::NOT_FOUND, "{action}");
        }
        let begun: NewDealSheet = portal.call_get(Some(&portal.rival), &format!("/api/new_deal?again=&target={id}")).await.read();
        assert_eq!(begun.form.customer, "");

        for who in [&portal.rep, &portal.lead, &portal.editor] {
            assert_eq!(portal.get(Some(who), "/console/targets").await.status, StatusCode::FORBIDDEN);
            assert_eq!(portal.get(Some(who), &format!("/console/targets/{aobas}")).await.status, StatusCode::FORBIDDEN);
            let saved = portal.call(Some(who), "save_target", &[("list", &aobas)]).await;
            assert_eq!(saved.status, StatusCode::FORBIDDEN);
            assert_eq!(portal.call(Some(who), "take_off_target", &[("target", &id)]).await.status, StatusCode::FORBIDDEN);
        }
        for who in [&portal.manager, &portal.editor] {
            assert_eq!(portal.get(Some(who), "/targets").await.status, StatusCode::FORBIDDEN);
            assert_eq!(portal.call(Some(who), "keep_overlap", &[("text", "a")]).await.status, StatusCode::FORBIDDEN);
        }
        assert_eq!(portal.get(Some(&portal.admin), "/console/targets/nonsense").await.status, StatusCode::NOT_FOUND);
        let desk: TargetDesk = portal.call_get(Some(&portal.admin), "/api/target_lists").await.read();
        assert_eq!((desk.lists.len(), desk.lists[0].companies.as_slice()), (1, ["青葉商会".to_owned()].as_slice()));
    }
}
