use axum::http::StatusCode;
use jiso::{
    activity::ActivityKind,
    caller::Caller,
    id::{DealId, Id},
    lang::Lang,
    publishing::{DocumentKind, DocumentPath},
    scripts::{PlaySheet, ScriptDesk},
};
use jiso_server::{
    programme::replay,
    testing::{TestPortal, monday_morning, portal, portals},
};
use jiso_store::scripts::BegunTalk;

use crate::deals;

const SLUG: &str = "first-call-manufacturing";

fn talk(n: u8) -> String {
    Id::<jiso::id::of::Talk>::new(monday_morning(), [n; 10]).to_string()
}

async fn sheet(portal: &TestPortal, deal: &str) -> PlaySheet {
    portal.call_get(Some(&portal.rep), &format!("/api/script?slug={SLUG}&deal={deal}")).await.read()
}

fn line(talk: &str, place: u32, version: u32, step: &str, to: &str, said: &str) -> String {
    format!("{talk}\t{place}\t{SLUG}\tja\t{version}\t{step}\t{to}\t\t1700000000000\t{said}")
}

fn about(deal: &str, line: &str) -> String {
    line.replace("\t\t1700", &format!("\t{deal}\t1700"))
}

/// The deal of a talk that the rep has begun.
async fn deal_of(portal: &TestPortal, talk: &str) -> Option<DealId> {
    let mut tx = portal.office.store.write().await.unwrap();
    let path = DocumentPath::single(DocumentKind::Script, SLUG, Lang::Ja).unwrap();
    let begun = BegunTalk {
        id: talk.parse().unwrap(),
        document: tx.document_at(&path).await.unwrap().unwrap().id,
        lang: Lang::Ja,
        version: 1,
        company: portal.aoba,
        user: portal.rep.user,
        deal: None,
        began_at: monday_morning(),
    };
    tx.begun_talk(&begun).await.unwrap().deal
}

async fn keep(portal: &TestPortal, who: &jiso::caller::Caller, lines: &[String]) -> u32 {
    portal.call(Some(who), "keep_taps", &[("lines", &lines.join("\n"))]).await.read()
}

async fn desk(portal: &TestPortal, script: &str) -> ScriptDesk {
    portal.call_get(Some(&portal.editor), &format!("/api/script_desk?script={script}&version=")).await.read()
}

#[tokio::test]
async fn a_script_is_played_by_plain_forms() {
    for portal in portals().await {
        portal.import_content().await;
        let kit = portal.get(Some(&portal.rep), &format!("/kits/{SLUG}")).await;
        assert!(kit.body.contains(&format!("href=\"/kits/{SLUG}/play\"")), "{}", kit.body);
        assert!(kit.body.contains("href=\"#s-purpose\"") && kit.body.contains("id=\"s-purpose\""), "its own links lead on");
        assert!(!kit.body.contains("{#purpose}</h2>"), "a key is not read");

        let first = portal.get(Some(&portal.rep), &format!("/kits/{SLUG}/play")).await;
        assert_eq!(first.status, StatusCode::OK, "{}", first.body);
        assert!(first.body.contains("名乗る") && first.body.contains("value=\"gatekeeper\""), "{}", first.body);
        assert!(first.body.contains("佐藤 健"), "who speaks is filled in");
        let (talk, version) = (talk(1), sheet(&portal, "").await.version.to_string());
        let tap = |step: &'static str, to: &'static str, place: &'static str, said: &'static str| {
            [("talk", talk.clone()), ("place", place.into()), ("slug", SLUG.into()), ("lang", "ja".into())]
                .into_iter()
                .chain([("version", version.clone()), ("step", step.into()), ("to", to.into()), ("said", said.into())])
                .collect::<Vec<(&str, String)>>()
        };
        let page = format!("/kits/{SLUG}/play");
        let post = async |fields: Vec<(&str, String)>| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            portal.post(Some(&portal.rep), &page, "tap_branch", &fields).await
        };
        for _ in 0..2 {
            let tapped = post(tap("opening", "purpose", "0", "")).await;
            assert_eq!(tapped.status, StatusCode::SEE_OTHER, "{}", tapped.body);
            assert_eq!(tapped.location(), format!("{page}?step=purpose&way=opening&talk={talk}&n=1"));
        }
        let next = portal.get(Some(&portal.rep), &format!("{page}?step=purpose&way=opening&talk={talk}&n=1")).await;
        assert!(next.body.contains("用件を1分で") && next.body.contains(&format!("value=\"{talk}\"")), "{}", next.body);
        assert_eq!(post(tap("purpose", "", "1", "")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let other = post(tap("purpose", "", "1", "社長が入院中")).await;
        assert_eq!(other.status, StatusCode::SEE_OTHER, "{}", other.body);
        assert!(other.location().ends_with("&done=noted"), "{}", other.location());
        for broken in [tap("purpose", "meeting", "2", ""), tap("nowhere", "purpose", "2", "")] {
            assert_eq!(post(broken).await.status, StatusCode::NOT_FOUND, "no such branch");
        }
        let end = portal.get(Some(&portal.rep), &format!("{page}?step=meeting&way=opening&talk={talk}&n=3")).await;
        assert!(end.body.contains("ゴール") && end.body.contains("href=\"/deals/new\""), "{}", end.body);

        let found = desk(&portal, SLUG).await;
        let report = found.report.expect("asked for");
        assert_eq!((report.count.talks, report.count.left), (1, 1), "tapped twice, it counts once");
        assert_eq!(report.unanswered.len(), 1);
        assert_eq!((report.unanswered[0].said.as_str(), report.unanswered[0].step.as_str()), ("社長が入院中", "用件を1分で"));
        let mut tx = portal.office.store.read().await.unwrap();
        assert_eq!(tx.standing(portal.aoba).await.unwrap().count(ActivityKind::ScriptPlayed), 1);
        drop(tx);
        assert_eq!(replay(&portal.office.store, |line| panic!("{line}")).await.unwrap().differences, 0);
    }
}

#[tokio::test]
async fn taps_that_were_kept_arrive_once() {
    for portal in portals().await {
        portal.import_content().await;
        let version = sheet(&portal, "").await.version;
        let (one, two) = (talk(1), talk(2));
        let lines = [
            line(&one, 0, version, "opening", "purpose", ""),
            line(&one, 1, version, "purpose", "questions", ""),
            "nonsense".into(),
            line(&one, 2, version, "questions", "nowhere", ""),
            line(&one, 3, version, "questions", "ask-meeting", ""),
            line(&one, 4, version, "ask-meeting", "meeting", ""),
            line(&two, 0, version + 7, "opening", "purpose", ""),
            line(&two, 1, version, "opening", "", "予算は 来期"),
        ];
        assert_eq!(keep(&portal, &portal.rep, &lines).await, 5);
        assert_eq!(keep(&portal, &portal.rep, &lines).await, 0, "sent again, nothing is new");
        let theirs = [line(&one, 9, version, "opening", "purpose", "")];
        assert_eq!(keep(&portal, &portal.lead, &theirs).await, 0, "a colleague's talk");
        let list = portal.get(Some(&portal.editor), "/console/scripts").await;
        for text in ["会話 2件", "直近180日間の会話です。パートナーが試しに押した会話も含みます。"]
        {
            assert!(list.body.contains(text), "{text}: {}", list.body);
        }
        let found = desk(&portal, SLUG).await;
        let report = found.report.expect("asked for");
        assert_eq!((report.count.talks, report.count.goal, report.count.left), (2, 1, 1));
        assert_eq!(report.versions, [(Lang::Ja, version, 2)]);
        let first = &report.steps[0];
        assert_eq!((first.seen, first.stopped, first.other), (2, 1, 1));
        assert_eq!((first.branches[0].count.talks, first.branches[0].weak), (1, None), "one talk is no sample");

        let id = report.unanswered[0].id.to_string();
        let settled = portal.call(Some(&portal.editor), "settle_unanswered", &[("id", &id), ("script", SLUG)]).await;
        assert_eq!(settled.status, StatusCode::OK, "{}", settled.body);
        assert!(desk(&portal, SLUG).await.report.unwrap().unanswered.is_empty());
        let page = portal.get(Some(&portal.editor), &format!("/console/scripts?script={SLUG}")).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert!(
            page.body.contains("会話はまだ2件です") && !page.body.contains("ゴール率"),
            "no percentage of two talks: {}",
            page.body
        );
    }
}

#[tokio::test]
async fn a_tap_about_a_deal_of_another_company_is_kept_without_it() {
    for portal in portals().await {
        portal.import_content().await;
        let version = sheet(&portal, "").await.version;
        let theirs = deals::register(&portal, &portal.rival, "key-000000000002", "みずほ運輸").await;
        let ours = deals::register(&portal, &portal.lead, "key-000000000001", "株式会社 北浜製作所").await;
        let nobodys = Id::<jiso::id::of::Deal>::new(monday_morning(), [9; 10]).to_string();
        let mut tx = portal.office.store.read().await.unwrap();
        let before = tx.standing(portal.minato).await.unwrap();
        drop(tx);

        let (one, two, three, four) = (talk(1), talk(2), talk(3), talk(4));
        let lines = [(&one, &theirs), (&two, &nobodys), (&three, &ours)]
            .map(|(talk, deal)| about(deal, &line(talk, 0, version, "opening", "purpose", "")));
        assert_eq!(keep(&portal, &portal.rep, &lines).await, 3);
        assert_eq!(keep(&portal, &portal.rep, &lines).await, 0, "sent again, nothing is new");
        let (page, version) = (format!("/kits/{SLUG}/play"), version.to_string());
        let fields = [
            ("talk", four.as_str()),
            ("place", "0"),
            ("slug", SLUG),
            ("lang", "ja"),
            ("version", version.as_str()),
            ("step", "opening"),
            ("to", "purpose"),
            ("deal", theirs.as_str()),
        ];
        let tapped = portal.post(Some(&portal.rep), &page, "tap_branch", &fields).await;
        assert_eq!(tapped.status, StatusCode::SEE_OTHER, "{}", tapped.body);
        assert_eq!(tapped.location(), format!("{page}?step=purpose&way=opening&talk={four}&n=1"), "a page that can be shown");

        for talk in [&one, &two, &four] {
            assert_eq!(deal_of(&portal, talk).await, None);
        }
        assert_eq!(deal_of(&portal, &three).await.map(|deal| deal.to_string()), Some(ours.clone()));
        let mut tx = portal.office.store.read().await.unwrap();
        assert!(tx.kits_used_for(theirs.parse().unwrap()).await.unwrap().is_empty());
        assert_eq!(tx.kits_used_for(ours.parse().unwrap()).await.unwrap().len(), 1);
        assert_eq!(tx.standing(portal.minato).await.unwrap(), before);
        drop(tx);
        assert_eq!(desk(&portal, SLUG).await.report.expect("asked for").count.talks, 4);
    }
}

#[tokio::test]
async fn a_deal_that_is_chosen_in_the_middle_of_a_talk_is_what_it_is_about() {
    for portal in portals().await {
        portal.import_content().await;
        let version = sheet(&portal, "").await.version;
        let theirs = deals::register(&portal, &portal.rival, "key-000000000002", "みずほ運輸").await;
        let ours = deals::register(&portal, &portal.rep, "key-000000000001", "株式会社 北浜製作所").await;
        let other = deals::register(&portal, &portal.rep, "key-000000000003", "港南食品").await;
        let (page, talk) = (format!("/kits/{SLUG}/play"), talk(1));
        let form = async |query: &str| {
            let shown = portal.get(Some(&portal.rep), &format!("{page}?{query}")).await.body;
            let (_, form) = shown.split_once(&format!("action=\"{page}\"")).unwrap_or_else(|| panic!("{shown}"));
            form.split_once("</form>").unwrap().0.to_owned()
        };
        let field = |name: &str, value: &str| format!("name=\"{name}\" value=\"{value}\"");
        let place = format!("step=questions&way=opening.purpose&talk={talk}&n=2");
        let choosing = form(&place).await;
        for (name, value) in [("step", "questions"), ("way", "opening.purpose"), ("talk", talk.as_str()), ("n", "2")] {
            assert!(choosing.contains(&field(name, value)), "{name}: {choosing}");
        }
        let again = form(&format!("{place}&deal={ours}")).await;
        assert!(again.contains(&field("step", "questions")) && again.contains("別の会話"), "{again}");
        assert!(!again.contains(&talk), "another deal is another talk: {again}");
        let begun = form("").await;
        assert!(!begun.contains("name=\"step\"") && !begun.contains("name=\"talk\""), "nothing to take along: {begun}");

        let before = [("opening", "purpose"), ("purpose", "questions")];
        let lines: Vec<_> = (0..).zip(before).map(|(n, (step, to))| line(&talk, n, version, step, to, "")).collect();
        assert_eq!(keep(&portal, &portal.rep, &lines).await, 2);
        let mut later = line(&talk, 2, version, "questions", "", "夏休みの間は");
        for (who, deal, new) in [(&portal.lead, &ours, 0), (&portal.rep, &theirs, 1)] {
            assert_eq!(keep(&portal, who, &[about(deal, &later)]).await, new);
            assert_eq!(deal_of(&portal, &talk).await, None, "neither a colleague's talk nor another company's deal");
        }
        later = line(&talk, 3, version, "questions", "ask-meeting", "");
        assert_eq!(keep(&portal, &portal.rep, &[about(&ours, &later)]).await, 1);
        later = line(&talk, 4, version, "ask-meeting", "meeting", "");
        assert_eq!(keep(&portal, &portal.rep, &[about(&other, &later)]).await, 1);
        assert_eq!(deal_of(&portal, &talk).await.map(|deal| deal.to_string()), Some(ours.clone()), "the first one stays");
        let mut tx = portal.office.store.read().await.unwrap();
        for (deal, used) in [(&ours, 1), (&other, 0), (&theirs, 0)] {
            assert_eq!(tx.kits_used_for(deal.parse().unwrap()).await.unwrap().len(), used);
        }
    }
}

#[tokio::test]
async fn a_step_that_is_no_more_says_so_and_begins_anew() {
    let portal = portal().await;
    portal.import_content().await;
    let talk = talk(1);
    let place = format!("/kits/{SLUG}/play?step=renamed&way=opening&talk={talk}&n=1");
    let page = portal.get(Some(&portal.rep), &place).await;
    assert!(page.body.contains("このステップは今のスクリプトにないため") && page.body.contains("名乗る"), "{}", page.body);
    assert!(page.body.contains(&talk), "the same talk: {}", page.body);
    assert!(!page.body.contains("btn quiet small back"), "with no way back: {}", page.body);
    let english = portal.get(Some(&portal.rep), &format!("{place}&lang=en")).await;
    assert!(english.body.contains("This step is no longer in the script"), "{}", english.body);
    for there in ["", "?step=purpose&way=opening"] {
        let page = portal.get(Some(&portal.rep), &format!("/kits/{SLUG}/play{there}")).await;
        assert!(!page.body.contains("今のスクリプトにない"), "{there}: {}", page.body);
    }
}

#[tokio::test]
async fn scripts_are_counted_for_partners_and_shown_to_editors() {
    let portal = portal().await;
    portal.import_content().await;
    let version = sheet(&portal, "").await.version;
    let theirs = deals::register(&portal, &portal.rival, "key-000000000002", "みずほ運輸").await;
    let ours = deals::register(&portal, &portal.lead, "key-000000000001", "株式会社 北浜製作所").await;
    let page = format!("/kits/{SLUG}/play");
    assert_eq!(portal.get(Some(&portal.rep), &format!("{page}?deal={theirs}")).await.status, StatusCode::NOT_FOUND);
    let with = portal.get(Some(&portal.rep), &format!("{page}?deal={ours}")).await;
    assert!(with.body.contains("北浜製作所の案件で使用中"), "{}", with.body);

    for path in ["/kits/first-proposal/play", "/kits/nothing/play"] {
        assert_eq!(portal.get(Some(&portal.rep), path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let looked = portal.get(Some(&portal.manager), &page).await;
    assert!(looked.body.contains("記録されません"), "{}", looked.body);
    let version = version.to_string();
    let (talk, form) = (talk(3), ["opening", "purpose"]);
    let fields = [
        ("talk", talk.as_str()),
        ("place", "0"),
        ("slug", SLUG),
        ("lang", "ja"),
        ("version", &version),
        ("step", form[0]),
        ("to", form[1]),
    ];
    assert_eq!(portal.call(Some(&portal.manager), "tap_branch", &fields).await.status, StatusCode::OK);
    assert_eq!(desk(&portal, "").await.lines.iter().map(|line| line.count.talks).sum::<u32>(), 0);
    for who in [&portal.rep, &portal.manager] {
        assert_eq!(portal.get(Some(who), "/console/scripts").await.status, StatusCode::FORBIDDEN);
        let refused = portal.call(Some(who), "settle_unanswered", &[("id", talk.as_str())]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }
    let missing = portal.call(Some(&portal.editor), "settle_unanswered", &[("id", talk.as_str())]).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    assert_eq!(portal.call(Some(&portal.editor), "keep_taps", &[("lines", "")]).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_script_past_its_last_day_says_so_before_the_talk() {
    let portal = portal().await;
    portal.import_content().await;
    let page = format!("/kits/{SLUG}/play");
    let fresh = portal.get(Some(&portal.rep), &page).await;
    assert!(!fresh.body.contains("期限切れ") && !sheet(&portal, "").await.stale, "{}", fresh.body);
    portal.at(portal.office.now().plus_days(700));
    assert!(sheet(&portal, "").await.stale);
    let first = portal.get(Some(&portal.rep), &page).await;
    for text in ["期限切れ", "有効期限（2027年9月30日）を過ぎています", "パートナー営業部へご確認ください"]
    {
        assert!(first.body.contains(text), "{text}: {}", first.body);
    }
    let next = portal.get(Some(&portal.rep), &format!("{page}?step=purpose&way=opening&talk={}&n=1", talk(1))).await;
    assert!(next.body.contains("期限切れ") && !next.body.contains("を過ぎています"), "a mark is enough then: {}", next.body);
}

#[tokio::test]
async fn every_answer_says_whose_it_is_and_the_worker_which_build() {
    let portal = portal().await;
    portal.import_content().await;
    let reader = |headers: &axum::http::HeaderMap| headers.get("jiso-reader").map(|v| v.to_str().unwrap().to_owned());
    let mine = Some(portal.rep.user.to_string());
    let page = format!("/kits/{SLUG}/play");
    assert_eq!(reader(&portal.get(Some(&portal.rep), &page).await.headers), mine);
    assert_eq!(reader(&portal.call_get(Some(&portal.rep), &format!("/api/script?slug={SLUG}&deal=")).await.headers), mine);
    assert_eq!(reader(&portal.get(None, "/sign-in").await.headers).as_deref(), Some("none"));
    let worker = portal.get(None, "/sw.js").await;
    assert_eq!(
        (worker.status, &worker.headers["content-type"]),
        (StatusCode::OK, &"text/javascript; charset=utf-8".parse().unwrap())
    );
    assert!(!worker.body.contains("__BUILD__") && worker.headers["cache-control"] == "no-cache");
    let offline = portal.get(None, "/offline").await;
    assert!(offline.status == StatusCode::OK && offline.body.contains("電波がありません"), "{}", offline.body);
    for (address, text) in [
        ("/offline?lang=ja", "この端末で読める資料"),
        ("/offline?lang=en", "This page is not kept on this device"),
        ("/offline?lang=ja&search=1", "検索と絞り込みには、通信が必要です"),
        ("/offline?lang=en&search=1", "Searching and filtering need a connection"),
    ] {
        let page = portal.get(None, address).await;
        assert!(page.body.contains(text), "{address}: {}", page.body);
        assert!(
            page.body.contains("<!--kept-->") && page.body.contains("<!--/kept-->"),
            "where the worker writes: {}",
            page.body
        );
    }
}

#[tokio::test]
async fn favourites_and_the_scripts_for_ones_deals_are_wanted_on_the_road() {
    for portal in portals().await {
        portal.import_content().await;
        let wanted = async |who: &Caller| {
            let answer = portal.get(Some(who), "/offline/wanted").await;
            (answer.status, serde_json::from_str::<Vec<String>>(&answer.body).unwrap_or_default())
        };
        assert_eq!(wanted(&portal.rep).await, (StatusCode::OK, Vec::new()));
        let form = [("slug", "retail-chain"), ("wanted", "yes")];
        assert_eq!(portal.call(Some(&portal.rep), "keep_favourite", &form).await.status, StatusCode::OK);
        deals::register(&portal, &portal.rep, "key-000000000001", "株式会社 北浜製作所").await;
        let (_, pages) = wanted(&portal.rep).await;
        assert_eq!(pages[0], "/kits/retail-chain", "{pages:?}");
        assert!(pages.len() > 1 && pages[1..].iter().all(|page| page.starts_with("/kits/")), "{pages:?}");
        assert!(pages.last().unwrap().ends_with("/play"), "with its player: {pages:?}");
        assert_eq!(wanted(&portal.rival).await.1, Vec::<String>::new(), "each person's own");
        let nobody = portal.get(None, "/offline/wanted").await;
        assert_eq!((nobody.status, nobody.headers["jiso-reader"].to_str().unwrap()), (StatusCode::UNAUTHORIZED, "none"));
    }
}
