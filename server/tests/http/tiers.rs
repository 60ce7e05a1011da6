use axum::http::StatusCode;
use jiso::{
    activity::{ActivityKind, Subject},
    failure::Failure,
    id::{DealId, DocumentId},
    time::{Day, Timestamp},
};
use jiso_server::{
    content,
    programme::{fallers, parse, replay},
    testing::{TestPortal, portals},
};
use jiso_store::testing::fresh_folder;

use crate::points::a_week_passes;

fn at(day: &str) -> Timestamp {
    day.parse::<Day>().expect("day").at_minute(600)
}

/// Won, and a week later beyond recall.
async fn win(portal: &TestPortal) {
    let deal: DealId = portal.office.new_id();
    portal.happen(&portal.rep, ActivityKind::DealWon, Subject::Deal(deal)).await;
    a_week_passes(portal).await;
}

/// The rep finishes the curriculum and wins a first order: what silver asks for.
async fn earn_silver(portal: &TestPortal) {
    portal.import_content().await;
    let modules = portal.office.store.read().await.unwrap().curriculum().await.unwrap();
    for _ in 0..modules {
        let module: DocumentId = portal.office.new_id();
        portal.happen(&portal.rep, ActivityKind::ModuleCompleted, Subject::Document(module)).await;
    }
    win(portal).await;
}

async fn on(portal: &TestPortal, day: &str) -> usize {
    portal.at(at(day));
    portal.office.review_tiers().await.unwrap()
}

/// Home, progress, the list of partners and the hand-over.
async fn pages(portal: &TestPortal) -> [String; 4] {
    let sheet = format!("/console/partners/{}", portal.aoba);
    let home = portal.get(Some(&portal.rep), "/").await;
    let progress = portal.get(Some(&portal.lead), "/progress").await;
    let list = portal.get(Some(&portal.manager), "/console/partners").await;
    let sheet = portal.get(Some(&portal.manager), &sheet).await;
    [home, progress, list, sheet].map(|page| page.body)
}

fn all_say(pages: &[String], text: &str) {
    for (number, page) in pages.iter().enumerate() {
        assert!(page.contains(text), "page {number} does not say {text}: {page}");
    }
}

async fn replays(portal: &TestPortal) {
    let mut lines = Vec::new();
    replay(&portal.office.store, |line| lines.push(line)).await.unwrap();
    assert_eq!(lines, Vec::<String>::new());
}

#[tokio::test]
async fn a_tier_is_held_until_a_review_decides() {
    for portal in portals().await {
        earn_silver(&portal).await;
        let [home, progress, list, sheet] = pages(&portal).await;
        all_say(&[home.clone(), progress.clone(), sheet.clone()], "2026年12月1日の判定でシルバーになります");
        let standing = "2026年11月16日からレジスタードです。次の判定は2026年12月1日で、今のままならシルバーに上がります。";
        all_say(&[home, progress, sheet], standing);
        let further = "標準的な受注（¥864,000）があと2件決まると、ゴールドまで残り";
        assert!(portal.get(Some(&portal.rep), "/progress").await.body.contains(further), "who is about to rise looks further");
        assert!(list.contains("レジスタード") && !list.contains(">シルバー</td>"), "{list}");

        portal.at("2026-12-01".parse::<Day>().unwrap().at_minute(30));
        assert_eq!(portal.office.review_tiers().await.unwrap(), 0, "what was begun before midnight is waited for");
        let both = tokio::join!(on(&portal, "2026-12-01"), on(&portal, "2026-12-01"));
        assert_eq!(both.0 + both.1, 1, "two nodes that look at once decide once");
        assert_eq!(on(&portal, "2026-12-01").await, 0);
        let mails = portal.mails().await;
        assert_eq!(mails.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), ["lead@aoba.example"], "once, and to the lead");
        assert_eq!(mails[0].subject, "【ランク】シルバーに上がりました");
        let why = "達成 12か月の販売ポイントが300以上（350）";
        let next = "ゴールドまで、あと";
        for part in ["青葉商会のランクがシルバーに上がりました", why, next, "http://portal.test/progress"] {
            assert!(mails[0].text.contains(part), "{part}: {}", mails[0].text);
        }
        let [home, progress, _, sheet] = pages(&portal).await;
        let standing = "2026年12月1日からシルバーです。次の判定は2027年1月4日で、今のままなら変わりません。";
        all_say(&[home.clone(), progress.clone(), sheet.clone()], standing);
        all_say(&[home, progress.clone()], "2026年12月1日の判定でシルバーに上がりました。");
        assert!(progress.contains("シルバーを保つ条件"), "and what keeps it: {progress}");
        assert!(sheet.contains("ランクの判定"), "the timeline tells: {sheet}");
        let silver = portal.get(Some(&portal.manager), "/console/partners?tier=silver").await;
        assert!(silver.body.contains("青葉商会") && !silver.body.contains("みなと情報"), "{}", silver.body);
        replays(&portal).await;
    }
}

#[tokio::test]
async fn who_falls_below_keeps_the_tier_for_a_grace() {
    for portal in portals().await {
        earn_silver(&portal).await;
        on(&portal, "2026-12-01").await;
        // Nobody looked for more than a year. The order has left the window, and half years end in April and October.
        assert_eq!(on(&portal, "2028-04-20").await, 1);
        let [home, progress, list, sheet] = pages(&portal).await;
        all_say(&[home, progress.clone(), sheet], "2028年7月2日まで猶予期間です。シルバーを保つには、あと 300 pt");
        assert!(progress.contains("満たさない場合は、2028年7月3日にランクが下がります。"), "{progress}");
        assert!(list.contains("猶予 7月2日まで") || list.contains("猶予 7/2まで"), "{list}");
        let mails = portal.mails().await;
        let grace: Vec<_> = mails.iter().filter(|mail| mail.subject.contains("猶予期間")).collect();
        assert_eq!(grace.len(), 1);
        for part in [
            "未達 12か月の販売ポイントが300以上（0、あと 300",
            "2028年7月2日まで猶予期間です",
            "2028年7月3日にランクが下がります",
        ] {
            assert!(grace[0].text.replace('\u{a0}', " ").contains(part), "{part}: {}", grace[0].text);
        }
        let supposed = portal.get(Some(&portal.rep), "/progress?months=3").await;
        assert!(supposed.body.contains("2028年7月3日にレジスタードになります。"), "{}", supposed.body);

        win(&portal).await;
        assert_eq!(on(&portal, "2028-04-28").await, 0, "200 points are not enough");
        win(&portal).await;
        let again = portal.get(Some(&portal.rep), "/progress").await;
        assert!(again.body.contains("シルバーの条件を再び満たしました"), "{}", again.body);
        assert_eq!(on(&portal, "2028-05-06").await, 1);
        let [home, ..] = pages(&portal).await;
        assert!(home.contains("2026年12月1日からシルバーです。"), "{home}");
        let mails = portal.mails().await;
        assert_eq!(mails.iter().filter(|mail| mail.subject == "【ランク】シルバーを保ちました").count(), 1);
        replays(&portal).await;
    }
}

#[tokio::test]
async fn missed_reviews_are_made_up_for_with_their_own_dates() {
    for portal in portals().await {
        earn_silver(&portal).await;
        // Never looked at until long after: risen, then in grace, then fallen.
        assert_eq!(on(&portal, "2028-08-10").await, 3);
        let decisions = portal.office.store.read().await.unwrap().tier_decisions(portal.aoba).await.unwrap();
        let told: Vec<_> =
            decisions.iter().map(|(_, one)| (one.day.to_string(), one.outcome.as_str(), one.tier.as_str())).collect();
        let expected = [
            ("2026-11-16", "entered", "registered"),
            ("2026-12-01", "raised", "silver"),
            ("2028-04-03", "grace", "silver"),
            ("2028-07-03", "lowered", "registered"),
        ];
        assert_eq!(told, expected.map(|(day, outcome, tier)| (day.to_owned(), outcome, tier)));
        let subjects: Vec<_> = portal.mails().await.into_iter().map(|mail| mail.subject).collect();
        assert_eq!(subjects, ["【ランク】レジスタードになりました"], "one mail says how things are");
        replays(&portal).await;
    }
}

#[tokio::test]
async fn a_company_from_before_gets_the_tier_it_has_earned() {
    for portal in portals().await {
        earn_silver(&portal).await;
        let mut tx = portal.office.store.write().await.unwrap();
        let company = portal.office.new_id();
        let known = tx.company(portal.aoba).await.unwrap().unwrap();
        let before = jiso_store::partners::Company { id: company, corporate_number: None, ..known };
        tx.insert_company(&before).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(portal.office.review_tiers().await.unwrap(), 1);
        let held = portal.office.store.read().await.unwrap().tier_standing(company).await.unwrap().unwrap();
        assert_eq!((held.tier.as_str(), held.since), ("registered", portal.office.now().day()));
        replays(&portal).await;
    }
}

#[tokio::test]
async fn who_would_fall_is_known_before_a_change() {
    for portal in portals().await {
        earn_silver(&portal).await;
        on(&portal, "2026-12-01").await;
        let text = std::fs::read_to_string(portal.settings.content.join("programme.toml")).unwrap();
        let would = |changed: String| {
            let new = parse("new.toml", &changed).unwrap();
            let office = portal.office.clone();
            async move { fallers(&office, &new).await.unwrap() }
        };
        assert!(would(text.clone()).await.0.is_empty());
        let (found, all) = would(text.replacen("min = 300,", "min = 400,", 1)).await;
        let told: Vec<_> = found.iter().map(|one| (one.company.as_str(), one.from.en.as_str(), one.to.en.as_str())).collect();
        assert_eq!((told, all), (vec![("青葉商会", "Silver", "Registered")], 2));
        assert_eq!(found[0].criteria.iter().map(jiso::tiers::CriterionProgress::missing).collect::<Vec<_>>(), [50, 0]);
    }
}

/// The company holds gold, which grants a consultation a month.
async fn hold_gold(portal: &TestPortal) {
    portal.import_content().await;
    let mut tx = portal.office.store.write().await.unwrap();
    let mut held = tx.tier_standing(portal.aoba).await.unwrap().unwrap();
    held.tier = "gold".into();
    tx.save_tier_standing(portal.aoba, &held).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_benefit_is_granted_used_and_granted_again() {
    for portal in portals().await {
        let path = format!("/console/partners/{}", portal.aoba);
        let company = portal.aoba.to_string();
        let keys = [(); 2].map(|()| portal.office.new_id::<()>().to_string());
        let note = async |key: &str| {
            let fields = [("idempotency_key", key), ("company", company.as_str()), ("benefit", "consultation")];
            portal.post(Some(&portal.manager), &path, "use_benefit", &fields).await
        };
        let none = note(&keys[0]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "registered companies have no consultation: {}", none.body);
        assert!(!portal.get(Some(&portal.manager), &path).await.body.contains("利用を記録する"));

        hold_gold(&portal).await;
        let progress = portal.get(Some(&portal.rep), "/progress").await;
        assert!(progress.body.contains("月次相談：あと1回（1回のうち、11月30日まで）"), "{}", progress.body);
        let noted = note(&keys[0]).await;
        assert_eq!(
            (noted.status, noted.location()),
            (StatusCode::SEE_OTHER, format!("{path}?used=1").as_str()),
            "{}",
            noted.body
        );
        let sheet = portal.get(Some(&portal.manager), noted.location()).await;
        assert!(
            sheet.body.contains("特典の利用を記録しました。") && sheet.body.contains("優先リード：あと2回"),
            "{}",
            sheet.body
        );
        let progress = portal.get(Some(&portal.rep), "/progress").await;
        assert!(progress.body.contains("月次相談：1回すべて利用しました（11月30日まで）"), "{}", progress.body);
        assert_eq!(note(&keys[0]).await.status, StatusCode::SEE_OTHER, "sent twice, it is one use");
        assert_eq!(note(&keys[1]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "there was one");

        portal.at(at("2026-12-01"));
        let progress = portal.get(Some(&portal.rep), "/progress").await;
        assert!(progress.body.contains("月次相談：あと1回（1回のうち、12月31日まで）"), "{}", progress.body);
    }
}

#[tokio::test]
async fn uses_are_the_vendors_to_note() {
    for portal in portals().await {
        hold_gold(&portal).await;
        let (company, key) = (portal.aoba.to_string(), portal.office.new_id::<()>().to_string());
        let key = ("idempotency_key", key.as_str());
        let mine = [key, ("company", company.as_str()), ("benefit", "consultation")];
        for who in [&portal.rep, &portal.lead, &portal.editor] {
            assert_eq!(portal.call(Some(who), "use_benefit", &mine).await.failure(), Failure::Forbidden, "{:?}", who.role);
        }
        let nobodys = [key, ("company", "nobody"), ("benefit", "consultation")];
        assert_eq!(portal.call(Some(&portal.manager), "use_benefit", &nobodys).await.failure(), Failure::NotFound);
        let foreign = portal.office.new_id::<()>().to_string();
        let foreign = [key, ("company", foreign.as_str()), ("benefit", "consultation")];
        assert_eq!(portal.call(Some(&portal.manager), "use_benefit", &foreign).await.failure(), Failure::NotFound);
    }
}

#[tokio::test]
async fn a_use_is_an_event_of_its_own_and_may_be_taken_back() {
    for portal in portals().await {
        hold_gold(&portal).await;
        let path = format!("/console/partners/{}", portal.aoba);
        let company = portal.aoba.to_string();
        let before = portal.office.store.read().await.unwrap().activities_of_company(portal.aoba, 1_000).await.unwrap();
        // The key of a form is anybody's to choose, also the id of another event.
        let forged = before[0].id.to_string();
        let fields = [("idempotency_key", forged.as_str()), ("company", company.as_str()), ("benefit", "consultation")];
        for _ in 0..2 {
            let noted = portal.post(Some(&portal.manager), &path, "use_benefit", &fields).await;
            assert_eq!(noted.status, StatusCode::SEE_OTHER, "{}", noted.body);
        }
        let mut tx = portal.office.store.read().await.unwrap();
        let uses = tx.benefit_uses(portal.aoba, Day(0)).await.unwrap();
        let happened = tx.activities_of_company(portal.aoba, 1_000).await.unwrap();
        drop(tx);
        assert_eq!((uses.len(), happened.len()), (1, before.len() + 1));
        let event = happened.iter().find(|event| event.id == uses[0].activity).unwrap();
        assert_eq!((event.kind, event.id == before[0].id), (ActivityKind::BenefitUsed, false));

        let used = uses[0].activity.to_string();
        let back = [("company", company.as_str()), ("used", used.as_str())];
        let rivals = portal.minato.to_string();
        let elsewhere = [("company", rivals.as_str()), ("used", used.as_str())];
        assert_eq!(portal.call(Some(&portal.manager), "return_benefit", &elsewhere).await.failure(), Failure::NotFound);
        for who in [&portal.rep, &portal.lead, &portal.editor] {
            assert_eq!(portal.call(Some(who), "return_benefit", &back).await.failure(), Failure::Forbidden, "{:?}", who.role);
        }
        for _ in 0..2 {
            let returned = portal.post(Some(&portal.manager), &path, "return_benefit", &back).await;
            assert_eq!((returned.status, returned.location()), (StatusCode::SEE_OTHER, format!("{path}?returned=1").as_str()));
        }
        let sheet = portal.get(Some(&portal.manager), &format!("{path}?returned=1")).await.body;
        for part in ["利用の記録を取り消しました。", "特典の利用の取り消し", "月次相談：あと1回"]
        {
            assert!(sheet.contains(part), "{part}: {sheet}");
        }
        let events = portal.office.store.read().await.unwrap().activities_of_company(portal.aoba, 1_000).await.unwrap();
        assert_eq!(events.len(), before.len() + 2, "the use stays, and what took it back stands beside it");
        replays_but_for_the_tier_that_was_set(&portal).await;
    }
}

/// [`hold_gold`] sets what no review decided.
async fn replays_but_for_the_tier_that_was_set(portal: &TestPortal) {
    let mut lines = Vec::new();
    replay(&portal.office.store, |line| lines.push(line)).await.unwrap();
    assert!(lines.iter().all(|line| line.contains("the tier that is held differs")), "{lines:?}");
}

#[tokio::test]
async fn what_lapses_soon_is_told_to_both() {
    for portal in portals().await {
        hold_gold(&portal).await;
        portal.at(at("2026-11-10"));
        assert!(!portal.get(Some(&portal.manager), "/").await.body.contains("まもなく期限の特典"));
        portal.at(at("2026-11-20"));
        let home = portal.get(Some(&portal.manager), "/").await.body;
        for part in ["まもなく期限の特典", "青葉商会", "月次相談 あと1回", "優先リード あと2回", "あと10日"]
        {
            assert!(home.contains(part), "{part}: {home}");
        }
        let progress = portal.get(Some(&portal.rep), "/progress").await.body;
        for part in ["あと10日", "同時に登録できる案件", "60件まで", "マージンの上乗せ", "＋3ポイント"]
        {
            assert!(progress.contains(part), "{part}: {progress}");
        }
        assert!(!portal.get(Some(&portal.rep), "/").await.body.contains("まもなく期限の特典"));
    }
}

/// Brings in a later version of the starter programme.
async fn announce(portal: &TestPortal, edits: &[(&str, &str)]) {
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

/// Silver and gold ask for a joint marketing plan, as platinum does.
const WITH_PLAN: [(&str, &str); 4] = [
    ("version = 1", "version = 2"),
    ("effective_from = \"2026-04-01\"", "valid_from = \"2026-11-24\""),
    (
        "{ certified_people = { min = 1 } },",
        "{ certified_people = { min = 1 } },\n  { custom = { key = \"joint_plan\", min = 1 } },",
    ),
    (
        "{ certified_people = { min = 2 } },",
        "{ certified_people = { min = 2 } },\n  { custom = { key = \"joint_plan\", min = 1 } },",
    ),
];

#[tokio::test]
async fn what_the_vendor_notes_counts_for_the_tier() {
    for portal in portals().await {
        earn_silver(&portal).await;
        announce(&portal, &WITH_PLAN).await;
        assert_eq!(on(&portal, "2026-12-01").await, 0, "no plan, no silver");
        let progress = portal.get(Some(&portal.rep), "/progress").await.body;
        assert!(progress.contains("共同販促計画が1件以上"), "{progress}");

        let path = format!("/console/partners/{}", portal.aoba);
        let sheet = portal.get(Some(&portal.manager), &path).await.body;
        assert!(sheet.contains("ランクの指標") && sheet.contains("共同販促計画：まだ記録がありません"), "{sheet}");
        let (company, key) = (portal.aoba.to_string(), portal.office.new_id::<()>().to_string());
        let fields = |value: &'static str, since: &'static str| {
            let [company, key] = [&company, &key].map(String::as_str);
            [("idempotency_key", key), ("company", company), ("measure", "joint_plan"), ("value", value), ("since", since)]
        };
        for (value, since, problem) in [
            ("なし", "2026-12-01", "数字で入力してください。"),
            ("-1", "2026-12-01", "0から1,000,000,000までの数字で入力してください。"),
            ("1", "2026-12-02", "今日までの日付を入力してください。"),
            ("1", "きのう", "日付は2026-11-23のように入力してください。"),
        ] {
            let refused = portal.post(Some(&portal.manager), &path, "note_measure", &fields(value, since)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
            assert!(refused.body.contains(problem), "{problem}: {}", refused.body);
        }
        for _ in 0..2 {
            let noted = portal.post(Some(&portal.manager), &path, "note_measure", &fields("１", "2026-11-20")).await;
            assert_eq!((noted.status, noted.location()), (StatusCode::SEE_OTHER, format!("{path}?noted=1").as_str()));
        }
        let notes = portal.office.store.read().await.unwrap().measure_notes(portal.aoba).await.unwrap();
        assert_eq!(notes.len(), 1, "sent twice, it is one note");
        let sheet = portal.get(Some(&portal.manager), &format!("{path}?noted=1")).await.body;
        for part in ["指標を記録しました。", "共同販促計画：1件（11月20日から、田村 真さんが記録）", "指標の記録"]
        {
            assert!(sheet.contains(part), "{part}: {sheet}");
        }
        assert_eq!(on(&portal, "2027-01-04").await, 1, "the next review counts it");
        let held = portal.office.store.read().await.unwrap().tier_standing(portal.aoba).await.unwrap().unwrap();
        assert_eq!((held.tier.as_str(), held.since.to_string().as_str()), ("silver", "2027-01-04"));
        replays(&portal).await;
    }
}

#[tokio::test]
async fn numbers_are_the_vendors_to_note() {
    for portal in portals().await {
        portal.import_content().await;
        let (company, key) = (portal.aoba.to_string(), portal.office.new_id::<()>().to_string());
        let note = |company: &str| {
            let fields = [("idempotency_key", &*key), ("measure", "joint_plan"), ("value", "1"), ("since", "2026-11-16")];
            fields
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .chain([("company".to_owned(), company.to_owned())])
                .collect::<Vec<_>>()
        };
        let call = async |who, company: &str| {
            let fields = note(company);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            portal.call(Some(who), "note_measure", &fields).await.failure()
        };
        for who in [&portal.rep, &portal.lead, &portal.editor] {
            assert_eq!(call(who, &company).await, Failure::Forbidden, "{:?}", who.role);
        }
        let foreign = portal.office.new_id::<()>().to_string();
        for unknown in ["nobody", foreign.as_str()] {
            assert_eq!(call(&portal.manager, unknown).await, Failure::NotFound);
        }
    }
}
