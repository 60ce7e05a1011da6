use axum::http::StatusCode;
use jiso::activity::{ActivityKind, Subject};
use jiso_server::testing::{TestPortal, portal, portals};

const NEW: [(&str, &str); 9] = [
    ("idempotency_key", "019a8b5c-0000-7000-8000-000000000001"),
    ("name", "株式会社東都システムズ"),
    ("kana", "とうとしすてむず"),
    ("corporate_number", "7000012050002"),
    ("partner_type", "reseller"),
    ("industry", "it_services"),
    ("contract_date", "2026-11-16"),
    ("lead_email", "lead@toto.example"),
    ("lang", "ja"),
];

fn with<'a>(change: (&'a str, &'a str)) -> Vec<(&'a str, &'a str)> {
    NEW.into_iter().map(|field| if field.0 == change.0 { change } else { field }).collect()
}

async fn create(portal: &TestPortal, fields: &[(&str, &str)]) -> jiso_server::testing::Answered {
    portal.post(Some(&portal.manager), "/console/partners/new", "create_partner", fields).await
}

#[tokio::test]
async fn a_new_partner_and_its_first_lead_come_in_one_step() {
    for portal in portals().await {
        let form = portal.get(Some(&portal.manager), "/console/partners/new").await;
        assert!(form.status == StatusCode::OK && form.body.contains("2026-11-16"), "{}", form.body);
        let created = create(&portal, &NEW).await;
        assert_eq!(created.status, StatusCode::SEE_OTHER, "{}", created.body);
        let sheet = portal.get(Some(&portal.manager), created.location()).await;
        assert_eq!(sheet.status, StatusCode::OK);
        for text in
            ["株式会社東都システムズ", "トウトシステムズ", "招待メールを送りました", "lead@toto.example", "オンボーディング"]
        {
            assert!(sheet.body.contains(text), "{text}");
        }
        assert_eq!(portal.mails().await[0].to, "lead@toto.example");

        let twice = create(&portal, &NEW).await;
        assert_eq!((twice.status, twice.location()), (StatusCode::SEE_OTHER, created.location()), "{}", twice.body);
        assert!(portal.mails().await.len() <= 1, "and nobody is invited twice");

        let other_lead = create(&portal, &with(("lead_email", "other@toto.example"))).await;
        assert_eq!(other_lead.status, StatusCode::UNPROCESSABLE_ENTITY, "the first company keeps its lead");
        let mut again = with(("lead_email", "other@toto.example"));
        again[0].1 = "019a8b5c-0000-7000-8000-000000000002";
        let again = create(&portal, &again).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            again.body.contains("すでに使われています") && again.body.contains("value=\"other@toto.example\""),
            "{}",
            again.body
        );
        let number = ("corporate_number", "");
        let taken: Vec<_> =
            with(("lead_email", "rep@aoba.example")).into_iter().map(|f| if f.0 == number.0 { number } else { f }).collect();
        assert_eq!(create(&portal, &taken).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn the_list_is_narrowed_by_its_address() {
    for portal in portals().await {
        create(&portal, &NEW).await;
        portal.happen(&portal.rival, ActivityKind::KitOpened, Subject::None).await;
        let list = |path: &'static str| portal.get(Some(&portal.manager), path);
        let all = list("/console/partners").await;
        assert_eq!(all.status, StatusCode::OK);
        let at = |name: &str| all.body.find(name).unwrap_or_else(|| panic!("{name} is missing"));
        assert!(at("青葉商会") < at("東都システムズ"), "those that have stopped come first");
        assert!(all.body.contains("未着手") && all.body.contains("3社"));

        let found = list("/console/partners?text=%E3%81%A8%E3%81%86%E3%81%A8").await;
        assert!(found.body.contains("東都システムズ") && !found.body.contains("青葉商会"), "by its reading: {}", found.body);
        let stalled = list("/console/partners?stall=not_started").await;
        assert!(stalled.body.contains("青葉商会") && !stalled.body.contains("みなと情報"), "{}", stalled.body);
        let none = list("/console/partners?phase=retention").await;
        assert!(none.body.contains("条件に合う会社がありません"));
        let tier = list("/console/partners?tier=registered").await;
        assert!(tier.body.contains("青葉商会"));
    }
}

#[tokio::test]
async fn the_console_is_the_vendors() {
    for portal in portals().await {
        let sheet = format!("/console/partners/{}", portal.aoba);
        for path in ["/console/partners", "/console/partners/new", &sheet] {
            for who in [&portal.rep, &portal.lead, &portal.editor] {
                assert_eq!(portal.get(Some(who), path).await.status, StatusCode::FORBIDDEN, "{path}");
            }
        }
        assert_eq!(
            portal.post(Some(&portal.lead), "/console/partners/new", "create_partner", &NEW).await.status,
            StatusCode::FORBIDDEN
        );
        assert_eq!(portal.get(Some(&portal.manager), "/console/partners/nonsense").await.status, StatusCode::NOT_FOUND);
        let unknown = format!("/console/partners/{}", portal.rep.user);
        assert_eq!(portal.get(Some(&portal.manager), &unknown).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn the_hand_over_tells_why_and_what_next() {
    for portal in portals().await {
        portal.happen(&portal.rep, ActivityKind::LessonCompleted, Subject::None).await;
        let path = format!("/console/partners/{}", portal.aoba);
        let page = portal.get(Some(&portal.manager), &path).await;
        for text in [
            "メリットが見えていない",
            "得られるものを30分で確かめる",
            "レッスンの修了 1回",
            "佐藤 健",
            "mailto:lead@aoba.example",
            "100%",
            "製造向けのトークスクリプトがありません",
            "健康度",
        ] {
            assert!(page.body.contains(text), "{text}");
        }
        let page = portal.get(Some(&portal.manager), &format!("{path}?lang=en")).await;
        assert!(page.body.contains("Benefit not seen"), "{}", page.body);
    }
}

#[tokio::test]
async fn a_verdict_opens_into_its_events() {
    for portal in portals().await {
        portal.happen(&portal.rep, ActivityKind::LessonCompleted, Subject::None).await;
        let page = portal.get(Some(&portal.manager), &format!("/console/partners/{}", portal.aoba)).await;
        let grounds = page.body.split("id=\"grounds\"").nth(1).unwrap().split("</section>").next().unwrap();
        assert!(grounds.contains("<summary>レッスンの修了 1回"), "{grounds}");
        assert!(grounds.contains("佐藤 健 ・ 自発") && grounds.contains("特典・ランクの確認はまだありません"), "{grounds}");
        let seen = portal.get(Some(&portal.rep), "/progress").await;
        assert_eq!(seen.status, StatusCode::OK);
        let page = portal.get(Some(&portal.manager), &format!("/console/partners/{}", portal.aoba)).await;
        assert!(!page.body.contains("メリットが見えていない"), "what it brings was looked at");
    }
}

#[tokio::test]
async fn the_vendor_asks_once_a_day_and_what_follows_is_not_self_started() {
    for portal in portals().await {
        let path = format!("/console/partners/{}", portal.aoba);
        let company = portal.aoba.to_string();
        let ask = async |who| portal.post(Some(who), &path, "ask_partner", &[("company", company.as_str())]).await;
        for who in [&portal.rep, &portal.lead, &portal.editor] {
            assert_eq!(ask(who).await.status, StatusCode::FORBIDDEN);
        }
        let asked = ask(&portal.manager).await;
        assert_eq!((asked.status, asked.location()), (StatusCode::SEE_OTHER, format!("{path}?asked=1").as_str()));
        assert_eq!(ask(&portal.manager).await.status, StatusCode::SEE_OTHER, "sent twice");
        let mails = portal.mails().await;
        assert_eq!((mails.len(), mails[0].to.as_str()), (1, "lead@aoba.example"));
        assert!(mails[0].text.contains("/deals/new?from=asked"), "{}", mails[0].text);
        let page = portal.get(Some(&portal.manager), &path).await;
        assert!(page.body.contains("お願いメーター：これまでに1回") && page.body.contains("本日のお願いは送信済みです"));

        portal.import_content().await;
        let kit = portal.get(Some(&portal.lead), "/kits/first-call-healthcare?from=asked").await;
        assert_eq!(kit.status, StatusCode::OK);
        let page = portal.get(Some(&portal.manager), &path).await;
        assert!(page.body.contains("資料の閲覧") && page.body.contains("お願いから"), "{}", page.body);

        let nobody = portal.rep.user.to_string();
        let unknown = portal.post(Some(&portal.manager), &path, "ask_partner", &[("company", nobody.as_str())]).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn the_list_is_sorted_and_narrowed_by_health() {
    for portal in portals().await {
        portal.happen(&portal.rival, ActivityKind::KitOpened, Subject::None).await;
        let poorest = portal.get(Some(&portal.manager), "/console/partners?sort=health").await;
        let at = |name: &str| poorest.body.find(name).unwrap_or_else(|| panic!("{name} is missing: {}", poorest.body));
        assert!(at("青葉商会") < at("みなと情報"), "who did something is in better health");
        assert!(poorest.body.contains("要注意 "));
        let good = portal.get(Some(&portal.manager), "/console/partners?health=good").await;
        assert!(!good.body.contains("青葉商会"), "{}", good.body);
    }
}

#[tokio::test]
async fn a_company_sees_where_it_stands_and_not_its_health() {
    for portal in portals().await {
        portal.happen(&portal.rep, ActivityKind::LessonCompleted, Subject::None).await;
        let page = portal.get(Some(&portal.rep), "/company").await;
        for text in ["いまの位置", "オンボーディング", "どんなランク・特典・報酬があるか", "自走率", "直近90日"]
        {
            assert!(page.body.contains(text), "{text}");
        }
        assert!(!page.body.contains("健康度") && !page.body.contains("要注意"));
    }
}

#[tokio::test]
async fn a_company_shows_its_own_people() {
    for portal in portals().await {
        let page = portal.get(Some(&portal.rep), "/company").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("青葉商会") && page.body.contains("鈴木 恵") && !page.body.contains("高橋 翼"));
        assert!(!page.body.contains("name=\"form[email]\""), "a rep does not invite");
        let lead = portal.get(Some(&portal.lead), "/company").await;
        assert!(lead.body.contains("name=\"form[email]\""));
        let fields = [("email", "neu@aoba.example"), ("role", "partner_rep"), ("lang", "ja"), ("company", "")];
        let sent = portal.post(Some(&portal.lead), "/company", "invite", &fields).await;
        assert_eq!((sent.status, sent.location()), (StatusCode::SEE_OTHER, "/company?invited=1"));
        let lead = portal.get(Some(&portal.lead), "/company?invited=1").await;
        assert!(lead.body.contains("neu@aoba.example") && lead.body.contains("招待メールを送りました"));
        assert_eq!(portal.get(Some(&portal.manager), "/company").await.status, StatusCode::FORBIDDEN);
        let refused = portal.post(Some(&portal.rep), "/company", "name_on_boards", &[("named_on_boards", "true")]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn a_wrong_invitation_keeps_what_was_typed() {
    let portal = portal().await;
    let fields = [("email", "nobody"), ("role", "partner_lead"), ("lang", "en"), ("company", "")];
    let page = portal.post(Some(&portal.lead), "/company", "invite", &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("value=\"nobody\"") && page.body.contains("メールアドレスの形式"), "{}", page.body);
}

#[tokio::test]
async fn a_form_sent_several_times_at_once_makes_one_company() {
    for portal in portals().await {
        let (one, two, three) = tokio::join!(create(&portal, &NEW), create(&portal, &NEW), create(&portal, &NEW));
        for answer in [&one, &two, &three] {
            assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, one.location()), "{}", answer.body);
        }
        let companies = async { portal.office.store.read().await.unwrap().companies().await.unwrap().len() };
        assert_eq!(companies.await, 3, "two were there");
        assert_eq!(portal.mails().await.len(), 1);

        // The browser's way back brings the form with its key: what is entered now is another company.
        let mut other = with(("name", "株式会社西都システムズ"));
        other.retain(|(name, _)| *name != "corporate_number" && *name != "lead_email");
        other.extend([("corporate_number", ""), ("lead_email", "lead@saito.example")]);
        let other = create(&portal, &other).await;
        assert!(other.status == StatusCode::SEE_OTHER && other.location() != one.location(), "{}", other.body);
        let page = portal.get(Some(&portal.manager), "/console/partners/new").await;
        assert!(page.body.contains("name=\"form[idempotency_key]\""));
    }
}
