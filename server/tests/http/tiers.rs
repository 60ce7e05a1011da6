use axum::http::StatusCode;
use jiso::{
    activity::{ActivityKind, Subject},
    failure::Failure,
    id::{DealId, DocumentId},
    time::{Day, Timestamp},
};
use jiso_server::{
    programme::{fallers, parse, replay},
    testing::{TestPortal, portals},
};

fn at(day: &str) -> Timestamp {
    day.parse::<Day>().expect("day").at_minute(600)
}

/// A week ago, so that its points are beyond recall now.
async fn win(portal: &TestPortal) {
    let (deal, now): (DealId, _) = (portal.office.new_id(), portal.office.now());
    portal.at(now.plus_days(-7));
    portal.happen(&portal.rep, ActivityKind::DealWon, Subject::Deal(deal)).await;
    portal.at(now);
    portal.office.end_holds().await.unwrap();
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
        let [home, progress, _, sheet] = pages(&portal).await;
        let standing = "2026年12月1日からシルバーです。次の判定は2027年1月4日で、今のままなら変わりません。";
        all_say(&[home, progress.clone(), sheet.clone()], standing);
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
        let supposed = portal.get(Some(&portal.rep), "/progress?months=3").await;
        assert!(supposed.body.contains("2028年7月3日にレジスタードになります。"), "{}", supposed.body);

        win(&portal).await;
        assert_eq!(on(&portal, "2028-04-21").await, 0, "200 points are not enough");
        win(&portal).await;
        let again = portal.get(Some(&portal.rep), "/progress").await;
        assert!(again.body.contains("シルバーの条件を再び満たしました"), "{}", again.body);
        assert_eq!(on(&portal, "2028-04-22").await, 1);
        let [home, ..] = pages(&portal).await;
        assert!(home.contains("2026年12月1日からシルバーです。"), "{home}");
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
