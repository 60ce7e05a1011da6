//! Registrations survive the database, are found by those they may rival, and change one version at a time.

use std::time::{Duration, Instant};

use jiso::{
    deals::*,
    id::{CompanyId, Id, UserId},
    money::Money,
    time::{Day, Timestamp},
};
use jiso_store::{
    Store, Tx,
    accounts::User,
    deals::{Draft, pipeline::Whom},
    partners::Company,
    search::DealsFor,
    testing,
};

const A: &str = "7000012050002";

fn id<T>(n: u128) -> Id<T> {
    Id::from_uuid(uuid::Uuid::from_u128(n))
}

fn at(n: i32) -> Timestamp {
    Day(20_780 + n).at_minute(600)
}

async fn company_and_rep(tx: &mut Tx, n: u128) -> (CompanyId, UserId) {
    let company = Company { id: id(n), name: format!("会社{n}"), ..testing::company(1) };
    tx.insert_company(&company).await.unwrap();
    let (email, name) = (format!("rep{n}@example.jp"), format!("担当{n}"));
    let user = User { id: id(1_000 + n), email, name, ..testing::user(1, Some(company.id)) };
    tx.insert_user(&user).await.unwrap();
    (company.id, user.id)
}

fn deal(n: u128, (company, owner): (CompanyId, UserId), name: &str, number: &str, domain: &str) -> DealRegistration {
    let facts = DealFacts {
        customer: CustomerCard::new(name.into(), CorporateNumber::parse(number), Domain::parse(domain)),
        industry: Industry::Construction,
        size: CompanySize::Large,
        territory: Some(Territory::Kyushu),
        product: "lite".into(),
        amount: Money::yen(1_200_000),
        expected_close: at(60).day(),
        need: "図面の共有に困っている".into(),
        next_step: Some(NextStep { text: "訪問".into(), on: Some(at(3).day()) }),
    };
    let deadlines = Deadlines { respond_by: at(1), decide_by: at(2) };
    let number = DealNumber(i64::try_from(n).unwrap());
    DealRegistration::submit(Registering { id: id(n), number, company, owner, at: at(0), deadlines }, facts).deal
}

fn granting(days: u16) -> Granting {
    Granting { people: 1, days, family: vec!["lite".into()] }
}

async fn names_of_rivals(store: &Store, name: &str, number: &str, domain: &str, today: i32) -> Vec<u128> {
    let customer = CustomerCard::new(name.into(), CorporateNumber::parse(number), Domain::parse(domain)).identity;
    let claim = Claim { deal: None, company: id(9), customer, products: None };
    let rivals = store.read().await.unwrap().rivals(&claim, at(today).day()).await.unwrap();
    let mut found: Vec<u128> = rivals.iter().map(|rival| rival.deal.uuid().as_u128()).collect();
    found.sort_unstable();
    found
}

#[tokio::test]
async fn what_is_written_is_what_is_read() {
    for store in testing::stores().await {
        let mut tx = store.write().await.unwrap();
        let us = company_and_rep(&mut tx, 1).await;
        let first = deal(11, us, "株式会社北浜製作所", A, "kitahama.co.jp");
        assert!(tx.insert_deal(&first, "key").await.unwrap());
        assert!(!tx.insert_deal(&deal(12, us, "青葉薬局", "", ""), "key").await.unwrap(), "the key is used up");
        tx.commit().await.unwrap();

        let explanation = Explanation { text: "直販が商談中".into(), what_would_change: "議事録".into() };
        let reviewer = us.1;
        let returned = first.clone().return_for_info(vec![DealField::Need], "何名ですか".into(), reviewer, at(1)).unwrap().deal;
        let approved = first.clone().approve(reviewer, at(1), granting(90), &[]).unwrap().deal;
        let rejected = first.clone().reject(RejectionReason::Other, explanation, reviewer, at(1)).unwrap().deal;
        let appealed = rejected.clone().appeal("もう一度".into(), us.1, at(2), first.deadlines).unwrap().deal;
        let won = approved.clone().win(Money::yen(900_000), us.1, at(30)).unwrap().deal;
        let lost = approved.clone().lose(LossReason::Price, None, us.1, at(30)).unwrap().deal;
        let mut version = 1;
        for (n, mut changed) in (10..).zip([returned, approved, rejected, appealed, won, lost]) {
            changed.version = n;
            let mut tx = store.write().await.unwrap();
            assert!(!tx.update_deal(&changed, version - 1).await.unwrap(), "somebody was faster");
            assert!(tx.update_deal(&changed, version).await.unwrap());
            tx.commit().await.unwrap();
            version = n;
            let found = store.read().await.unwrap().deal(first.id).await.unwrap().unwrap();
            assert_eq!(found.deal, changed, "{}", store.kind());
            assert_eq!((found.company_name.as_str(), found.owner_name.as_str()), ("会社1", "担当1"));
        }
    }
}

#[tokio::test]
async fn rivals_are_found_by_what_identifies_them() {
    for store in testing::stores().await {
        let mut tx = store.write().await.unwrap();
        let us = company_and_rep(&mut tx, 1).await;
        let reviewer = us.1;
        let open = deal(11, us, "株式会社北浜製作所", A, "mail.kitahama.co.jp");
        let safe = deal(12, us, "北浜製作", "", "").approve(reviewer, at(0), granting(90), &[]).unwrap().deal;
        let gone = deal(13, us, "北浜製作所", A, "").withdraw(reviewer, at(1)).unwrap().deal;
        let far = deal(14, us, "青葉薬局", "", "gmail.com");
        for deal in [&open, &safe, &gone, &far] {
            tx.insert_deal(deal, &deal.number.to_string()).await.unwrap();
        }
        tx.commit().await.unwrap();
        for (name, number, domain, today, found) in [
            ("㈱北浜製作所", "", "", 0, vec![11, 12]),
            ("まったく別の名前", A, "", 0, vec![11]),
            ("まったく別の名前", "", "www.kitahama.co.jp", 0, vec![11]),
            ("まったく別の名前", "", "gmail.com", 0, vec![]),
            ("北浜製作所", "", "", 91, vec![11]),
            ("北浜製作所", "", "", 366, vec![11]),
            ("北浜製作所", "", "", 367, vec![]),
            ("", "", "", 0, vec![]),
        ] {
            assert_eq!(names_of_rivals(&store, name, number, domain, today).await, found, "{name} {number} {domain} {today}");
        }
    }
}

#[tokio::test]
async fn lists_and_counts() {
    for store in testing::stores().await {
        let mut tx = store.write().await.unwrap();
        let us = company_and_rep(&mut tx, 1).await;
        let them = company_and_rep(&mut tx, 2).await;
        let mut late = deal(11, us, "一の会社", "", "");
        late.deadlines.respond_by = at(-1);
        let waiting = deal(12, them, "二の会社", "", "");
        let approved = deal(13, us, "三の会社", "", "").approve(us.1, at(0), granting(10), &[]).unwrap().deal;
        let rejected = deal(14, us, "四の会社", "", "").withdraw(us.1, at(4)).unwrap().deal;
        for deal in [&waiting, &late, &approved, &rejected] {
            tx.insert_deal(deal, &deal.number.to_string()).await.unwrap();
        }
        let numbers = |deals: Vec<jiso_store::deals::NamedDeal>| deals.iter().map(|d| d.deal.number.0).collect::<Vec<_>>();
        assert_eq!(numbers(tx.open_deals_of_company(us.0).await.unwrap()), [11, 13]);
        let whom = |mine| Whom { company: us.0, reader: us.1, mine };
        assert_eq!(numbers(tx.pipeline_ended(whom(false), 10, 0).await.unwrap()), [14]);
        assert_eq!(numbers(tx.pipeline_ended(whom(true), 10, 1).await.unwrap()), [0_i64; 0]);
        assert_eq!(tx.count_ended(us.0, us.1).await.unwrap(), (1, 1));
        assert_eq!(tx.count_open_deals(us.0).await.unwrap(), 2);
        assert_eq!(numbers(tx.deals_waiting(10, 0).await.unwrap()), [11, 12]);
        assert_eq!(numbers(tx.deals_waiting(10, 1).await.unwrap()), [12]);
        assert_eq!(tx.overdue_deals_by_company(at(0)).await.unwrap(), [(us.0, 1)]);
        assert_eq!(tx.count_waiting_deals(at(0)).await.unwrap(), (2, 1));
        assert_eq!(numbers(tx.deals_by_change(None, 2, 0).await.unwrap()), [14, 13]);
        assert_eq!(numbers(tx.deals_by_change(Some(StatusKey::Approved), 9, 0).await.unwrap()), [13]);
        assert_eq!(numbers(tx.deals_to_expire(at(10).day(), 9).await.unwrap()), [0_i64; 0]);
        assert_eq!(numbers(tx.deals_to_expire(at(11).day(), 9).await.unwrap()), [13]);
        let one = tx.next_deal_number().await.unwrap();
        assert_eq!(tx.next_deal_number().await.unwrap(), DealNumber(one.0 + 1));
    }
}

#[tokio::test]
async fn a_number_is_found_by_its_beginning() {
    for store in testing::stores().await {
        let mut tx = store.write().await.unwrap();
        let us = company_and_rep(&mut tx, 1).await;
        let them = company_and_rep(&mut tx, 2).await;
        for (n, whose) in [(16, us), (17, us), (160, us), (169, them), (1_600, us), (1_674, us), (16_740, us), (1_674_000, them)]
        {
            assert!(tx.insert_deal(&deal(n, whose, "一の会社", "", ""), &n.to_string()).await.unwrap());
        }
        let (ours, theirs) = (DealsFor::Company(us.0), DealsFor::Company(them.0));
        for (whose, typed, limit, numbers, count) in [
            (ours, "DR-16", 9, vec![16, 16_740, 1_674, 1_600, 160], 5),
            (ours, "16", 3, vec![16, 16_740, 1_674], 5),
            (ours, "DR-1674", 9, vec![1_674, 16_740], 2),
            (ours, "DR", 2, vec![16_740, 1_674], 6),
            (ours, "DR-169", 9, vec![], 0),
            (theirs, "DR-16", 9, vec![1_674_000, 169], 2),
            (DealsFor::Reviewer, "DR-16", 3, vec![16, 1_674_000, 16_740], 7),
            (DealsFor::Reviewer, "DR-18", 3, vec![], 0),
        ] {
            let ranges = DealNumberAsked::read(typed).unwrap().numbers();
            let found = tx.deals_numbered(whose, &ranges, limit).await.unwrap();
            let found: Vec<i64> = found.iter().map(|deal| deal.number.0).collect();
            assert_eq!(found, numbers, "{}: {typed}", store.kind());
            assert_eq!(tx.count_numbered(whose, &ranges).await.unwrap(), count, "{}: {typed}", store.kind());
        }
    }
}

#[tokio::test]
async fn a_pipeline_is_summed_whole_and_read_by_stage() {
    for store in testing::stores().await {
        let mut tx = store.write().await.unwrap();
        let us = company_and_rep(&mut tx, 1).await;
        let them = company_and_rep(&mut tx, 2).await;
        let approved = deal(12, us, "二の会社", "", "").approve(us.1, at(0), granting(10), &[]).unwrap().deal;
        let quoted = approved.move_card(DealStage::Quote, us.1, at(1)).unwrap().deal;
        let gone = deal(13, us, "三の会社", "", "").withdraw(us.1, at(4)).unwrap().deal;
        let foreign = deal(14, them, "四の会社", "", "");
        for deal in [&deal(11, us, "一の会社", "", ""), &quoted, &gone, &foreign] {
            tx.insert_deal(deal, &deal.number.to_string()).await.unwrap();
        }
        let sums = |tallies: Vec<Tally>| tallies.iter().map(|one| (one.stage, one.count, one.mine)).collect::<Vec<_>>();
        let own = [(DealStage::Quote, 1, true), (DealStage::Registered, 1, true)];
        assert_eq!(sums(tx.pipeline_sums(us.0, us.1).await.unwrap()), own);
        // Somebody else of the company, until they are a colleague on one.
        let other = them.1;
        assert_eq!(sums(tx.pipeline_sums(us.0, other).await.unwrap()), own.map(|(stage, count, _)| (stage, count, false)));
        assert!(tx.add_colleague(quoted.id, other, us.1, at(5)).await.unwrap());
        assert!(!tx.add_colleague(quoted.id, other, us.1, at(6)).await.unwrap());
        let now = tx.pipeline_sums(us.0, other).await.unwrap();
        assert_eq!(sums(now.clone()), [(DealStage::Quote, 1, true), (DealStage::Registered, 1, false)]);
        assert_eq!((now[0].amount, now[0].close), (quoted.facts.amount.minor, quoted.facts.expected_close));
        assert_eq!(tx.deals_as_colleague(us.0, other).await.unwrap().into_iter().collect::<Vec<_>>(), [quoted.id]);
        assert!(tx.is_colleague(quoted.id, other).await.unwrap() && !tx.is_colleague(gone.id, other).await.unwrap());
        assert_eq!(tx.colleagues_of(quoted.id).await.unwrap().len(), 1);
        for (reader, mine, stage, found) in [
            (us.1, true, DealStage::Quote, vec![12]),
            (us.1, false, DealStage::Registered, vec![11]),
            (other, true, DealStage::Quote, vec![12]),
            (other, true, DealStage::Registered, vec![]),
            (other, false, DealStage::Registered, vec![11]),
        ] {
            let whom = Whom { company: us.0, reader, mine };
            let deals = tx.pipeline_stage(whom, stage, 10, 0).await.unwrap();
            assert_eq!(deals.iter().map(|found| found.deal.number.0).collect::<Vec<_>>(), found, "{mine} {stage:?}");
        }
        tx.remove_colleague(quoted.id, other).await.unwrap();
        assert!(!tx.is_colleague(quoted.id, other).await.unwrap());
        for (key, text, new) in [("a", "一", true), ("b", "二", true), ("a", "三", false)] {
            let at = at(if key == "a" { 7 } else { 8 });
            assert_eq!(tx.add_note(Id::new(at, [key.as_bytes()[0]; 10]), quoted.id, us.1, at, text, key).await.unwrap(), new);
        }
        let notes = tx.notes_of(quoted.id, 9).await.unwrap();
        assert_eq!(notes.iter().map(|note| note.text.as_str()).collect::<Vec<_>>(), ["二", "一"]);
        assert_eq!(tx.notes_of(quoted.id, 1).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_person_has_one_draft() {
    for store in testing::stores().await {
        let mut tx = store.write().await.unwrap();
        let (_, user) = company_and_rep(&mut tx, 1).await;
        assert_eq!(tx.deal_draft_of(user).await.unwrap(), None);
        for customer in ["北浜", "北浜製作所"] {
            let form = RegistrationForm { customer: customer.into(), ..RegistrationForm::default() };
            let draft = Draft { form, saved_at: at(0) };
            tx.save_deal_draft(user, &draft).await.unwrap();
            assert_eq!(tx.deal_draft_of(user).await.unwrap(), Some(draft));
        }
        tx.delete_deal_draft(user).await.unwrap();
        assert_eq!(tx.deal_draft_of(user).await.unwrap(), None);
    }
}

/// Run by hand: `cargo test -p jiso-store --test deals -- --ignored --nocapture`.
#[tokio::test]
#[ignore = "a measurement"]
#[allow(clippy::disallowed_methods, reason = "measures")]
async fn rivals_among_a_hundred_thousand() {
    const FIRST: [&str; 40] = [
        "日本", "東京", "大阪", "北浜", "青葉", "みな", "東洋", "三和", "山田", "田中", "中央", "富士", "丸和", "共和", "新日",
        "太平", "第一", "協同", "関西", "九州", "北海", "東北", "名古", "横浜", "神戸", "京都", "福岡", "広島", "千代", "朝日",
        "旭", "大和", "昭和", "明治", "平和", "光", "若葉", "桜", "富岳", "信和",
    ];
    const MIDDLE: [&str; 10] = ["電機", "物流", "化学", "食品", "印刷", "建設", "医療", "精密", "情報", "運輸"];
    const LAST: [&str; 10] =
        ["工業", "製作所", "商事", "システム", "サービス", "産業", "技研", "商会", "ホールディングス", "センター"];
    for store in testing::stores().await {
        let mut tx = store.write().await.unwrap();
        let us = company_and_rep(&mut tx, 1).await;
        for n in 0..100_000_usize {
            let name = format!("{}{}{}{}", FIRST[n % 40], MIDDLE[n / 40 % 10], LAST[n / 400 % 10], n / 4_000);
            let deal = deal(10 + n as u128, us, &name, "", "");
            tx.insert_deal(&deal, &n.to_string()).await.unwrap();
        }
        tx.commit().await.unwrap();
        for name in ["日本電機工業7", "北浜製作所", "どこにもない会社"] {
            let customer = CustomerCard::new(name.into(), CorporateNumber::parse(A), Domain::parse("kitahama.co.jp")).identity;
            let claim = Claim { deal: None, company: id(9), customer, products: None };
            let mut fastest = Duration::MAX;
            let mut found = 0;
            for _ in 0..5 {
                let begun = Instant::now();
                let rivals = store.read().await.unwrap().rivals(&claim, at(0).day()).await.unwrap();
                _ = verdict(&claim, &rivals, at(0).day());
                found = rivals.len();
                fastest = fastest.min(begun.elapsed());
            }
            println!("{}: {name}: {found} compared in {fastest:?}", store.kind());
        }
    }
}
