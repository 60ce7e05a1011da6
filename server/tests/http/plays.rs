//! Plays: proposed from a visit on `/plays/new`, consented to, published and taken back on `/plays/:id`.

use axum::http::StatusCode;
use jiso::{
    activity::{ActivityKind, Subject},
    caller::Caller,
    failure::{Failure, Problem},
    goals::Side,
    id::{DealId, DocumentId, PlayId},
    plays::{PlayAction, PlayDraftSheet, PlaySheet, PlayState},
    points::Balance,
    publishing::{ContentLine, DocumentKind},
    visits::{VisitList, VisitSheet},
};
use jiso_server::{
    programme::replay,
    testing::{Answered, TestPortal, portal, portals},
};

use crate::deals::{approve, register};

type Fields<'a> = [(&'a str, &'a str)];

const TEXT: &Fields<'static> = &[
    ("title", "現場の15分デモから稟議の日程へ"),
    ("situation", "納期の問い合わせに追われ、稟議に時間がかかるお客様"),
    ("industry", "manufacturing"),
    ("size", ""),
    ("phase", "activation"),
    ("opening", "朝礼の風景の話から入る"),
    ("question", "納期の問い合わせは一日に何件ですか"),
    ("material", "15分のデモ"),
    ("close", "稟議の日程を先に決める"),
    ("lesson", "画面の数より、減る電話の数で話す"),
];

/// A text with some of its fields in other words.
fn text<'a>(more: &Fields<'a>) -> Vec<(&'a str, &'a str)> {
    let mut fields: Vec<(&str, &str)> = TEXT.to_vec();
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    fields.extend_from_slice(more);
    fields
}

/// A visit of Aoba that took place; answers its deal and its id.
async fn held(portal: &TestPortal) -> (String, String) {
    portal.import_content().await;
    let deal = register(portal, &portal.rep, "key-000000000001", "株式会社北浜製作所").await;
    approve(portal, &deal).await;
    let fields = [("deal", deal.as_str()), ("visited_on", "2026-11-16"), ("note", "")];
    assert_eq!(portal.call(Some(&portal.rep), "report_visit", &fields).await.status, StatusCode::OK);
    let mut tx = portal.office.store.read().await.unwrap();
    let visit = tx.visits_of_deal(deal.parse().unwrap()).await.unwrap().remove(0).id.to_string();
    drop(tx);
    let yes = [("visit", visit.as_str()), ("held", "yes")];
    assert_eq!(portal.call(Some(&portal.manager), "answer_visit", &yes).await.status, StatusCode::OK);
    (deal, visit)
}

async fn debrief(portal: &TestPortal, who: &Caller, visit: &str, wish: &str) {
    let fields = [("visit", visit), ("wish", wish), ("obstacle", "北浜製作所の稟議"), ("next_step", "見積を木曜までに")];
    assert_eq!(portal.call(Some(who), "debrief_visit", &fields).await.status, StatusCode::OK);
}

/// And that both sides have summed up.
async fn summed_up(portal: &TestPortal) -> (String, String) {
    let (deal, visit) = held(portal).await;
    debrief(portal, &portal.rep, &visit, "納期にすぐ答えたい").await;
    debrief(portal, &portal.manager, &visit, "窓口を止めたくない").await;
    (deal, visit)
}

async fn propose(portal: &TestPortal, who: &Caller, visit: &str, credit: &str, more: &Fields<'_>) -> Answered {
    let key = portal.office.new_id::<()>().to_string();
    let mut fields = vec![("idempotency_key", key.as_str()), ("visit", visit), ("credit", credit)];
    fields.extend(text(more));
    portal.post(Some(who), &format!("/plays/new?visit={visit}"), "propose_play", &fields).await
}

fn id_in(answer: &Answered) -> String {
    let rest = answer.location().strip_prefix("/plays/").unwrap_or_else(|| panic!("{}", answer.body));
    rest.split('?').next().unwrap_or_default().to_owned()
}

async fn act(portal: &TestPortal, who: &Caller, play: &str, seen: &str, action: &str, more: &Fields<'_>) -> StatusCode {
    let mut fields = vec![("play", play), ("version", seen)];
    fields.extend_from_slice(more);
    portal.call(Some(who), action, &fields).await.status
}

async fn sheet(portal: &TestPortal, who: &Caller, play: &str) -> PlaySheet {
    portal.call_get(Some(who), &format!("/api/play?id={play}")).await.read()
}

async fn kits(portal: &TestPortal, who: &Caller) -> String {
    portal.get(Some(who), "/kits?kind=play").await.body
}

/// What sharing has brought the company for this deal.
async fn points(portal: &TestPortal, deal: &str) -> i64 {
    let id: DealId = deal.parse().unwrap();
    let mut tx = portal.office.store.read().await.unwrap();
    let lines = tx.entries_around(portal.aoba, Subject::Deal(id), &[], None).await.unwrap();
    let sum = Balance::of(lines.iter().map(|line| &line.entry).filter(|entry| entry.rule == "case_shared"));
    sum.provisional + sum.confirmed
}

#[tokio::test]
async fn a_visit_becomes_a_play_that_all_find_until_the_consent_ends() {
    for portal in portals().await {
        let (deal, visit) = summed_up(&portal).await;
        let page = portal.get(Some(&portal.rep), &format!("/visits/{visit}")).await;
        assert!(page.body.contains(&format!("/plays/new?visit={visit}")), "{}", page.body);
        let form = portal.get(Some(&portal.rep), &format!("/plays/new?visit={visit}")).await;
        assert!(
            form.body.contains("窓口を止めたくない") && form.body.contains("公開されると、あなたに60 ptが付きます"),
            "{}",
            form.body
        );
        let draft: PlayDraftSheet =
            portal.call_get(Some(&portal.rep), &format!("/api/play_to_propose?visit={visit}")).await.read();
        assert_eq!(draft.text.question, "納期にすぐ答えたい\n窓口を止めたくない");
        assert!(!draft.text.situation.contains("北浜"), "{}", draft.text.situation);

        let play = id_in(&propose(&portal, &portal.rep, &visit, "named", &[]).await);
        assert!(!kits(&portal, &portal.rival).await.contains("現場の15分デモ"), "one side alone");
        assert_eq!(portal.get(Some(&portal.editor), &format!("/plays/{play}")).await.status, StatusCode::NOT_FOUND);
        let list: VisitList = portal.call_get(Some(&portal.manager), "/api/visits").await.read();
        assert_eq!((list.plays.len(), list.plays[0].yours), (1, true));
        assert_eq!(act(&portal, &portal.rep, &play, "1", "consent_to_play", &[("naming", "named")]).await, StatusCode::CONFLICT);
        assert_eq!(act(&portal, &portal.manager, &play, "1", "publish_play", &[]).await, StatusCode::CONFLICT);
        for _ in 0..2 {
            assert_eq!(act(&portal, &portal.manager, &play, "1", "consent_to_play", &[]).await, StatusCode::OK);
        }
        let agreed = sheet(&portal, &portal.manager, &play).await;
        assert_eq!((agreed.state, agreed.version, agreed.consents.len()), (PlayState::Agreed, 2, 2));
        assert!(!kits(&portal, &portal.rival).await.contains("現場の15分デモ"), "not before it is published");

        // Who publishes without having been there sees the text, and not where it comes from.
        let shown = sheet(&portal, &portal.editor, &play).await;
        assert_eq!((shown.visit, shown.actions, shown.moves.len()), (None, vec![PlayAction::Publish], 0));
        let document = shown.document.expect("a draft of the editors").to_string();
        let desk = portal.get(Some(&portal.editor), &format!("/console/content/{document}")).await;
        assert!(desk.body.contains(&format!("/plays/{play}")) && !desk.body.contains("name=\"form[body]\""), "{}", desk.body);
        for _ in 0..2 {
            assert_eq!(act(&portal, &portal.editor, &play, "2", "publish_play", &[]).await, StatusCode::OK);
        }
        let found = kits(&portal, &portal.rival).await;
        assert!(found.contains("現場の15分デモから稟議の日程へ") && found.contains("製造"), "{found}");
        let href = sheet(&portal, &portal.rep, &play).await.href.expect("published");
        let text = portal.get(Some(&portal.rival), &href).await;
        assert!(text.body.contains("稟議の日程を先に決める") && text.body.contains("共有：青葉"), "{}", text.body);
        portal.follow().await;
        let search = "/kits?q=%E6%9C%9D%E7%A4%BC%E3%81%AE%E9%A2%A8%E6%99%AF";
        assert!(portal.get(Some(&portal.rival), search).await.body.contains(&href), "found by what it says");
        assert_eq!(points(&portal, &deal).await, 60);

        assert_eq!(act(&portal, &portal.lead, &play, "3", "withdraw_play", &[("note", "社内の方針で")]).await, StatusCode::OK);
        assert!(!kits(&portal, &portal.rival).await.contains("現場の15分デモ"));
        assert_eq!(portal.get(Some(&portal.rival), &href).await.status, StatusCode::NOT_FOUND);
        portal.follow().await;
        assert!(!portal.get(Some(&portal.rival), search).await.body.contains(&href), "nor by search");
        assert_eq!(portal.get(Some(&portal.editor), &format!("/plays/{play}")).await.status, StatusCode::NOT_FOUND);
        let desk = portal.get(Some(&portal.editor), &format!("/console/content/{document}")).await;
        assert!(!desk.body.contains("稟議の日程を先に決める"), "nor by editors: {}", desk.body);

        // Begun anew by the side that took it back; it earns once.
        let again = text_of(&play, "4", &[("title", "稟議の日程を先に決める型")]);
        assert_eq!(portal.call(Some(&portal.rep), "change_play", &again).await.status, StatusCode::OK);
        assert_eq!(act(&portal, &portal.manager, &play, "5", "consent_to_play", &[]).await, StatusCode::OK);
        assert_eq!(act(&portal, &portal.manager, &play, "6", "publish_play", &[]).await, StatusCode::OK);
        assert!(kits(&portal, &portal.rival).await.contains("稟議の日程を先に決める型"));
        assert_eq!(points(&portal, &deal).await, 60);
        let mut tx = portal.office.store.read().await.unwrap();
        let about = tx.activities_about(portal.aoba, deal.parse::<DealId>().unwrap().uuid()).await.unwrap();
        assert_eq!(about.iter().filter(|done| done.kind == ActivityKind::CaseShared).count(), 1);
        let moves = tx.play_moves(play.parse::<PlayId>().unwrap()).await.unwrap();
        let told: Vec<_> = moves.iter().rev().map(|done| (done.version, done.action, done.side)).collect();
        assert_eq!(
            told[..3],
            [
                (1, PlayAction::Change, Side::Partner),
                (2, PlayAction::Consent, Side::Vendor),
                (3, PlayAction::Publish, Side::Vendor)
            ]
        );
        assert_eq!(
            (moves.len(), moves[6].said.by, &*moves[6].text.title),
            (7, portal.rep.user, "現場の15分デモから稟議の日程へ")
        );
        drop(tx);
        assert_eq!(replay(&portal.office.store, |line| panic!("{line}")).await.unwrap().differences, 0);
    }
}

fn text_of<'a>(play: &'a str, seen: &'a str, more: &Fields<'a>) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![("play", play), ("version", seen)];
    if !more.iter().any(|(name, _)| *name == "credit") {
        fields.push(("credit", "unnamed"));
    }
    fields.extend(text(more));
    fields
}

#[tokio::test]
async fn a_change_asks_anew_and_the_partner_alone_says_whether_it_is_named() {
    for portal in portals().await {
        let (_, visit) = summed_up(&portal).await;
        let play = id_in(&propose(&portal, &portal.manager, &visit, "named", &[]).await);
        let page = portal.get(Some(&portal.rep), &format!("/plays/{play}")).await;
        assert!(page.body.contains("この文面でよろしいですか") && page.body.contains("稟議の日程を先に決める"), "{}", page.body);
        assert_eq!(
            act(&portal, &portal.rep, &play, "1", "ask_play_change", &[("note", " ")]).await,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        let why = [("note", "締めの言い方を直したい")];
        for _ in 0..2 {
            assert_eq!(act(&portal, &portal.rep, &play, "1", "ask_play_change", &why).await, StatusCode::OK);
        }
        let page = portal.get(Some(&portal.manager), &format!("/plays/{play}")).await;
        assert!(
            page.body.contains("締めの言い方を直したい") && page.body.contains("変更のお願いが届いています"),
            "{}",
            page.body
        );
        let changed = text_of(&play, "2", &[("close", "決裁の日を一緒に決める"), ("credit", "named")]);
        for _ in 0..2 {
            assert_eq!(portal.call(Some(&portal.manager), "change_play", &changed).await.status, StatusCode::OK);
        }
        assert_eq!(
            act(&portal, &portal.rep, &play, "1", "consent_to_play", &[("naming", "named")]).await,
            StatusCode::CONFLICT,
            "another text was seen"
        );
        assert_eq!(
            act(&portal, &portal.rep, &play, "3", "consent_to_play", &[]).await,
            StatusCode::UNPROCESSABLE_ENTITY,
            "named or not"
        );
        assert_eq!(act(&portal, &portal.rep, &play, "3", "consent_to_play", &[("naming", "unnamed")]).await, StatusCode::OK);
        // After the consent of both: the other's ends with the change.
        let changed = text_of(&play, "4", &[("lesson", "電話の数で話す")]);
        assert_eq!(portal.call(Some(&portal.manager), "change_play", &changed).await.status, StatusCode::OK);
        let anew = sheet(&portal, &portal.rep, &play).await;
        assert_eq!((anew.state, anew.consents.len(), anew.consents[0].side), (PlayState::Proposed, 1, Side::Vendor));
        assert_eq!(act(&portal, &portal.manager, &play, "5", "publish_play", &[]).await, StatusCode::CONFLICT);
        assert_eq!(act(&portal, &portal.rep, &play, "5", "consent_to_play", &[("naming", "unnamed")]).await, StatusCode::OK);
        assert_eq!(act(&portal, &portal.manager, &play, "6", "publish_play", &[]).await, StatusCode::OK);
        let href = sheet(&portal, &portal.rep, &play).await.href.unwrap();
        let text = portal.get(Some(&portal.rival), &href).await.body;
        assert!(text.contains("電話の数で話す") && text.contains("社名非公開") && !text.contains("青葉"), "{text}");
        let subjects: Vec<String> =
            portal.mails().await.into_iter().filter(|mail| mail.text.contains(&play)).map(|mail| mail.subject).collect();
        let told = |part: &str| subjects.iter().filter(|subject| subject.contains(part)).count();
        assert_eq!(
            (told("文面を送りました"), told("変更のお願い"), told("同意しました"), told("公開されました")),
            (1, 1, 2, 1),
            "{subjects:?}"
        );
    }
}

#[tokio::test]
async fn nobody_is_named_and_nobody_is_pressed() {
    for portal in portals().await {
        let (_, visit) = held(&portal).await;
        let early = propose(&portal, &portal.rep, &visit, "named", &[]).await;
        assert_eq!(early.status, StatusCode::CONFLICT, "nobody has summed it up");
        debrief(&portal, &portal.rep, &visit, "納期").await;
        assert_eq!(propose(&portal, &portal.rep, &visit, "named", &[]).await.status, StatusCode::CONFLICT, "one side only");
        debrief(&portal, &portal.manager, &visit, "納期").await;
        let named = propose(&portal, &portal.rep, &visit, "named", &[("close", "㈱北濱製作所さんと日程を決める")]).await;
        assert_eq!(named.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            named.body.contains("「株式会社北浜製作所」とあります") && named.body.contains("㈱北濱製作所さんと日程"),
            "{}",
            named.body
        );
        let own = propose(&portal, &portal.manager, &visit, "named", &[("lesson", "青葉商会の進め方")]).await;
        assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", own.body);

        let play = id_in(&propose(&portal, &portal.rep, &visit, "named", &[]).await);
        assert_eq!(
            propose(&portal, &portal.manager, &visit, "named", &[]).await.status,
            StatusCode::CONFLICT,
            "one of each visit"
        );
        let named = text_of(&play, "1", &[("title", "きたはま製作所と北浜製作所")]);
        let Failure::Invalid { errors } = portal.call(Some(&portal.manager), "change_play", &named).await.failure() else {
            panic!()
        };
        assert!(matches!(errors.of("title"), Some(Problem::NamesSomebody { .. })));
        assert_eq!(act(&portal, &portal.manager, &play, "1", "decline_play", &[]).await, StatusCode::OK);
        let again = text_of(&play, "2", &[("title", "もう一度")]);
        assert_eq!(
            portal.call(Some(&portal.rep), "change_play", &again).await.status,
            StatusCode::CONFLICT,
            "who said no begins anew"
        );
        assert_eq!(portal.call(Some(&portal.manager), "change_play", &again).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_play_of_another_company_is_not_there() {
    let portal = portal().await;
    let (_, visit) = summed_up(&portal).await;
    assert_eq!(propose(&portal, &portal.rival, &visit, "named", &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(propose(&portal, &portal.editor, &visit, "named", &[]).await.status, StatusCode::FORBIDDEN);
    let play = id_in(&propose(&portal, &portal.rep, &visit, "named", &[]).await);
    let actions: [(&str, &Fields<'_>); 5] = [
        ("consent_to_play", &[("naming", "named")]),
        ("ask_play_change", &[("note", "x")]),
        ("decline_play", &[]),
        ("withdraw_play", &[]),
        ("publish_play", &[]),
    ];
    let nowhere = "00000000-0000-7000-8000-000000000000";
    for (action, more) in actions {
        let publishes = action == "publish_play";
        let (rival, editor) = if publishes {
            (StatusCode::FORBIDDEN, StatusCode::NOT_FOUND)
        } else {
            (StatusCode::NOT_FOUND, StatusCode::FORBIDDEN)
        };
        assert_eq!(act(&portal, &portal.rival, &play, "1", action, more).await, rival, "{action}");
        assert_eq!(act(&portal, &portal.editor, &play, "1", action, more).await, editor, "{action}");
        assert_eq!(act(&portal, &portal.manager, nowhere, "1", action, more).await, StatusCode::NOT_FOUND, "{action}");
    }
    assert_eq!(portal.call(Some(&portal.rival), "change_play", &text_of(&play, "1", &[])).await.status, StatusCode::NOT_FOUND);
    for page in [format!("/plays/{play}"), format!("/plays/new?visit={visit}")] {
        assert_eq!(portal.get(Some(&portal.rival), &page).await.status, StatusCode::NOT_FOUND, "{page}");
    }
    assert_eq!(portal.get(Some(&portal.rep), "/plays/nonsense").await.status, StatusCode::NOT_FOUND);
    let list: VisitList = portal.call_get(Some(&portal.rival), "/api/visits").await.read();
    assert!(list.plays.is_empty());
    let shown: VisitSheet = portal.call_get(Some(&portal.rep), &format!("/api/visit?id={visit}")).await.read();
    assert_eq!(shown.play.and_then(|mark| mark.waits_for), Some(Side::Vendor));
}

#[tokio::test]
async fn editors_neither_write_nor_change_a_play() {
    for portal in portals().await {
        let (_, visit) = summed_up(&portal).await;
        let play = id_in(&propose(&portal, &portal.rep, &visit, "unnamed", &[]).await);
        act(&portal, &portal.manager, &play, "1", "consent_to_play", &[]).await;
        let new = [("kind", "play"), ("slug", "by-hand"), ("lang", "ja"), ("title", "手で書いた型")];
        assert_eq!(portal.call(Some(&portal.editor), "new_document", &new).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let document: DocumentId = sheet(&portal, &portal.admin, &play).await.document.unwrap();
        let listed: jiso::page::Page<ContentLine> =
            portal.call_get(Some(&portal.editor), "/api/content?filter[kind]=play").await.read();
        assert_eq!((listed.items.len(), listed.items[0].kind), (1, DocumentKind::Play));
        let newest = portal.office.store.read().await.unwrap().history(document).await.unwrap()[0].id.to_string();
        let document = document.to_string();
        let both = [("document", document.as_str()), ("base", newest.as_str())];
        for action in ["publish_document", "unpublish_document"] {
            assert_eq!(portal.call(Some(&portal.editor), action, &both).await.status, StatusCode::FORBIDDEN, "{action}");
        }
        let saved = [
            both[0],
            both[1],
            ("title", "別の題"),
            ("summary", "要約"),
            ("owner", "編集部"),
            ("valid_until", "2027-01-01"),
            ("body", "本文"),
        ];
        assert_eq!(portal.call(Some(&portal.editor), "save_draft", &saved).await.status, StatusCode::FORBIDDEN);
    }
}
