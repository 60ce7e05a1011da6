//! Tiers: held until a review decides, by the rules of its day.

mod announced;
mod benefits;
mod late;
mod measures;

use crate::points::a_week_passes;
use jiso::{
    activity::{ActivityKind, Subject},
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

/// Won, and a week later beyond recall.
async fn win(portal: &TestPortal) {
    let deal: DealId = portal.office.new_id();
    portal.happen(&portal.rep, ActivityKind::DealWon, Subject::Deal(deal)).await;
    a_week_passes(portal).await;
}

/// The rep finishes the curriculum and wins a first order: what silver asks for.
async fn earn_silver(portal: &TestPortal) {
    learn(portal).await;
    win(portal).await;
}

/// The rep finishes the curriculum.
async fn learn(portal: &TestPortal) {
    portal.import_content().await;
    let modules = portal.office.store.read().await.unwrap().curriculum().await.unwrap();
    for _ in 0..modules {
        let module: DocumentId = portal.office.new_id();
        portal.happen(&portal.rep, ActivityKind::ModuleCompleted, Subject::Document(module)).await;
    }
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
