//! Questions: `/questions` with the frequent ones, `/questions/new`, `/questions/:id`.

use std::sync::Arc;

use axum::http::StatusCode;
use jiso::{
    activity::ActivityKind,
    caller::Caller,
    failure::{Conflict, Failure, Problem},
    goals::Side,
    partners::PartnerSheet,
    phases::StallReason,
    publishing::{DocumentKind, DocumentPath},
    questions::{
        AnswerTime, AskSheet, PostKind, QuestionAction, QuestionSheet, QuestionState, QuestionTopic, QuestionsSheet, Reader,
        Similar,
    },
};
use jiso_server::{
    programme::replay,
    testing::{TestPortal, portal, portals},
};

use crate::deals::{approve, register};

const KEY: &str = "0199a000-0000-7000-8000-000000000001";

fn key(number: u32) -> String {
    format!("0199a000-0000-7000-8000-{number:012}")
}

/// Deals go to the manager, the editor stands in; products to nobody the portal knows.
fn with_topics(portal: &TestPortal) {
    let mut programme = (**portal.office.programme.load()).clone();
    let topic = |key: &str, person: &str, substitute: Option<&str>, within| {
        let name = programme.vendor.name.clone();
        let substitute = substitute.map(str::to_owned);
        QuestionTopic { key: key.into(), name, person: person.into(), substitute, within, pages: vec![key.into()] }
    };
    programme.question_topics = vec![
        topic("deals", "manager@vendor.example", Some("editor@vendor.example"), AnswerTime::Hours(4)),
        topic("product", "gone@vendor.example", Some("rep@aoba.example"), AnswerTime::Days(1)),
    ];
    portal.office.programme.store(Arc::new(programme));
}

async fn ask(portal: &TestPortal, who: &Caller, key: &str, title: &str) -> String {
    let form = [
        ("idempotency_key", key),
        ("topic", "deals"),
        ("title", title),
        ("text", "青葉商会の佐藤です。急ぎです。"),
        ("about", "/deals"),
    ];
    let asked = portal.post(Some(who), "/questions/new", "ask_question", &form).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
    let id = asked.location().strip_prefix("/questions/").and_then(|rest| rest.split('?').next()).expect("an id").to_owned();
    assert_eq!(id, key);
    id
}

async fn sheet(portal: &TestPortal, who: &Caller, id: &str) -> QuestionSheet {
    portal.call_get(Some(who), &format!("/api/question?id={id}")).await.read()
}

async fn say(portal: &TestPortal, who: &Caller, action: &str, id: &str, key: &str, text: &str) -> StatusCode {
    portal.call(Some(who), action, &[("question", id), ("idempotency_key", key), ("text", text)]).await.status
}

async fn act(portal: &TestPortal, who: &Caller, action: &str, id: &str) -> StatusCode {
    portal.call(Some(who), action, &[("question", id)]).await.status
}

async fn count(portal: &TestPortal, kind: ActivityKind) -> u64 {
    portal.office.store.read().await.unwrap().standing(portal.aoba).await.unwrap().count(kind)
}

#[tokio::test]
async fn frequent_questions_are_grouped_and_lead_to_a_person() {
    for portal in portals().await {
        let empty = portal.get(Some(&portal.rep), "/questions").await;
        assert!(empty.body.contains("よくある質問はまだありません"), "{}", empty.body);
        portal.import_content().await;
        let page = portal.get(Some(&portal.rep), "/questions").await;
        assert_eq!(page.status, StatusCode::OK);
        for part in [
            "id=\"trial-how\"",
            "id=\"topic-deals\"",
            "href=\"mailto:partner@kumoworks.example\"",
            "href=\"/questions/new\"",
            "1営業日以内",
        ] {
            assert!(page.body.contains(part), "{part}: {}", page.body);
        }
        assert!(
            page.body.contains("href=\"/progress\" rel=\"noopener\"") && page.body.contains("href=\"/deals\" rel=\"noopener\"")
        );
        let staff = portal.get(Some(&portal.manager), "/questions").await;
        assert!(staff.body.contains("id=\"trial-how\""));
        for closed in ["href=\"/progress", "href=\"/deals", "href=\"/company", "href=\"/questions/new"] {
            assert!(!staff.body.contains(closed), "{closed} is not for the vendor's people");
        }
        assert!(staff.body.contains("href=\"/visits\""));
        let editor = portal.get(Some(&portal.editor), "/questions").await;
        assert!(!editor.body.contains("href=\"/visits"), "visits are closed to editors: {}", editor.body);
        let english = portal.get(Some(&portal.rep), "/questions?lang=en").await;
        assert!(english.body.contains("within 1 business day."), "{}", english.body);
    }
}

#[tokio::test]
async fn a_question_reaches_its_person_is_answered_and_solved() {
    for portal in portals().await {
        portal.import_content().await;
        with_topics(&portal);
        let page = portal.get(Some(&portal.rep), "/deals").await;
        assert!(page.body.contains("href=\"/questions/new?about=/deals\""), "{}", page.body);
        let form: AskSheet = portal.call_get(Some(&portal.rep), "/api/question_to_ask?about=/deals").await.read();
        assert_eq!(
            (form.topic.as_str(), form.about.map(|(path, page)| (path, page.label))),
            ("deals", Some(("/deals".into(), "案件".into())))
        );
        assert_eq!((form.topics[0].person.as_deref(), form.topics[0].stands_in), (Some(portal.manager.name.as_str()), false));
        assert_eq!((form.topics[1].person.as_deref(), form.topics[1].stands_in), (Some(portal.admin.name.as_str()), true));

        let before = portal.mails().await.len();
        let id = ask(&portal, &portal.rep, KEY, "保護期間は延ばせますか").await;
        ask(&portal, &portal.rep, KEY, "保護期間は延ばせますか").await;
        let told = portal.mails().await.split_off(before);
        assert_eq!(told.len(), 1, "asked twice, it is asked once");
        assert!(told[0].to == "manager@vendor.example" && told[0].text.contains("青葉商会 佐藤 健"), "{:?}", told[0]);
        assert_eq!(count(&portal, ActivityKind::QuestionAsked).await, 1);

        let seen = sheet(&portal, &portal.manager, &id).await;
        assert_eq!((seen.reader, seen.state, seen.posts.len()), (Reader::Vendor, QuestionState::Asked, 1));
        assert_eq!(seen.page.map(|page| (page.label, page.href)), Some(("案件".into(), Some("/console/deals".into()))));
        let company = seen.company.unwrap();
        assert_eq!((company.label.as_str(), company.href), ("青葉商会", Some(format!("/console/partners/{}", portal.aoba))));
        let writes = sheet(&portal, &portal.editor, &id).await;
        assert_eq!(writes.page.map(|page| (page.label, page.href)), Some(("案件".into(), None)), "deals are closed to editors");
        assert_eq!(writes.company.map(|one| (one.label, one.href)), Some(("青葉商会".into(), None)), "companies too");
        for (who, path) in
            [(&portal.rep, "/"), (&portal.manager, "/"), (&portal.lead, "/questions"), (&portal.manager, "/questions")]
        {
            let page = portal.get(Some(who), path).await;
            assert!(page.body.contains("保護期間は延ばせますか"), "{path}: {}", page.body);
        }

        let before = portal.mails().await.len();
        assert_eq!(say(&portal, &portal.rep, "answer_question", &id, &key(2), "自分で").await, StatusCode::FORBIDDEN);
        for _ in 0..2 {
            let form =
                [("question", id.as_str()), ("idempotency_key", &key(3)), ("text", "はい、案件のページから一度延ばせます。")];
            let answered = portal.post(Some(&portal.manager), &format!("/questions/{id}"), "answer_question", &form).await;
            assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.body);
        }
        assert_eq!(say(&portal, &portal.rep, "follow_up_question", &id, &key(4), "二度目もですか").await, StatusCode::OK);
        let again = sheet(&portal, &portal.rep, &id).await;
        assert_eq!((again.state, again.posts.len()), (QuestionState::Asked, 3));
        assert_eq!(
            say(&portal, &portal.manager, "answer_question", &id, &key(5), "審査のうえ、もう一度。").await,
            StatusCode::OK
        );
        let told: Vec<String> = portal.mails().await.split_off(before).into_iter().map(|mail| mail.to).collect();
        assert_eq!(told, ["rep@aoba.example", "manager@vendor.example", "rep@aoba.example"]);

        let last = sheet(&portal, &portal.rep, &id).await.posts.pop().unwrap();
        assert_eq!((last.kind, last.side), (PostKind::Answer, Side::Vendor));
        let accept = [("question", id.as_str()), ("answer", &last.id.to_string())];
        assert_eq!(
            portal.call(Some(&portal.lead), "accept_answer", &accept).await.status,
            StatusCode::FORBIDDEN,
            "not hers to say"
        );
        for _ in 0..2 {
            assert_eq!(portal.call(Some(&portal.rep), "accept_answer", &accept).await.status, StatusCode::OK);
        }
        let solved = sheet(&portal, &portal.rep, &id).await;
        assert_eq!((solved.state, solved.clock, solved.actions.len()), (QuestionState::Solved, None, 0));
        assert_eq!(
            (count(&portal, ActivityKind::QuestionSolved).await, count(&portal, ActivityKind::AnswerAccepted).await),
            (1, 0)
        );
        let words = [("question", id.as_str()), ("idempotency_key", &key(6)), ("text", "x")];
        let late = portal.call(Some(&portal.manager), "answer_question", &words).await.failure();
        assert!(matches!(late, Failure::Conflict { conflict: Conflict::Decided { .. } }));
        let replayed = replay(&portal.office.store, |line| eprintln!("{line}")).await;
        assert_eq!(replayed.unwrap().differences, 0);
    }
}

#[tokio::test]
async fn a_colleague_who_knows_it_earns_what_the_programme_grants() {
    for portal in portals().await {
        with_topics(&portal);
        let id = ask(&portal, &portal.rep, KEY, "修了証は何人分からですか").await;
        assert_eq!(say(&portal, &portal.lead, "answer_question", &id, &key(2), "シルバーは1人です").await, StatusCode::OK);
        let seen = sheet(&portal, &portal.rep, &id).await;
        assert_eq!(seen.state, QuestionState::Asked, "the vendor's clock runs on");
        let answer = seen.posts.last().unwrap().id.to_string();
        let before = portal.mails().await.len();
        let accepted = portal.call(Some(&portal.rep), "accept_answer", &[("question", &id), ("answer", &answer)]).await;
        assert_eq!(accepted.status, StatusCode::OK);
        assert_eq!(portal.mails().await.split_off(before).len(), 1, "the colleague hears of it");
        let mut tx = portal.office.store.read().await.unwrap();
        let entries = tx.entries_of_company(portal.aoba).await.unwrap();
        let helped: Vec<_> = entries.iter().filter(|line| line.entry.rule == "answer_accepted").collect();
        assert_eq!((helped.len(), helped[0].entry.user), (1, Some(portal.lead.user)));
        drop(tx);
        assert_eq!(act(&portal, &portal.manager, "question_to_faq", &id).await, StatusCode::OK);
    }
}

#[tokio::test]
async fn what_is_overdue_is_noted_compensated_and_becomes_the_substitutes_turn() {
    for portal in portals().await {
        portal.import_content().await;
        with_topics(&portal);
        // Monday 10:00, to be answered by 14:00.
        let id = ask(&portal, &portal.rep, KEY, "保護期間は延ばせますか").await;
        let asked = portal.office.now();
        assert_eq!(portal.office.let_questions_age().await.unwrap(), 0);
        let before = portal.mails().await.len();
        portal.at(asked.plus_hours(3));
        for expected in [1, 0] {
            assert_eq!(portal.office.let_questions_age().await.unwrap(), expected, "reminded once");
        }
        portal.at(asked.plus_hours(5));
        for expected in [1, 0] {
            assert_eq!(portal.office.let_questions_age().await.unwrap(), expected, "late once");
        }
        assert_eq!(count(&portal, ActivityKind::AnswerLate).await, 1);
        let late = sheet(&portal, &portal.rep, &id).await;
        assert!(late.clock.unwrap().late && late.late_points == 10);
        let page = portal.get(Some(&portal.rep), &format!("/questions/{id}")).await;
        assert!(page.body.contains("お詫びとして10 ptを会社に付与しました"), "{}", page.body);
        // Both sides see that the company waits for the vendor.
        let partner: PartnerSheet =
            portal.call_get(Some(&portal.manager), &format!("/api/partner?id={}", portal.aoba)).await.read();
        assert_eq!(partner.phase.reason(), Some(StallReason::WaitingForVendor));
        let home = portal.get(Some(&portal.rep), "/").await;
        assert!(home.body.contains("約束の期限を過ぎた対応が1件"), "{}", home.body);
        let waiting = portal.get(Some(&portal.manager), "/console/partners?stall=waiting_for_vendor").await;
        assert!(waiting.body.contains("青葉商会") && !waiting.body.contains("みなと情報"), "{}", waiting.body);
        portal.at(asked.plus_days(1).plus_hours(5));
        for expected in [1, 0] {
            assert_eq!(portal.office.let_questions_age().await.unwrap(), expected, "escalated once");
        }
        let told: Vec<String> = portal.mails().await.split_off(before).into_iter().map(|mail| mail.to).collect();
        assert_eq!(told, ["manager@vendor.example", "editor@vendor.example"]);
        let now = sheet(&portal, &portal.editor, &id).await;
        assert_eq!((now.holder.as_deref(), now.stands_in), (Some(portal.editor.name.as_str()), true));
        assert_eq!(act(&portal, &portal.manager, "take_question", &id).await, StatusCode::OK);
        assert_eq!(sheet(&portal, &portal.editor, &id).await.holder.as_deref(), Some(portal.manager.name.as_str()));
        let replayed = replay(&portal.office.store, |line| eprintln!("{line}")).await;
        assert_eq!(replayed.unwrap().differences, 0);
    }
}

#[tokio::test]
async fn while_the_person_is_away_the_substitute_answers() {
    for portal in portals().await {
        with_topics(&portal);
        let away = portal.post(Some(&portal.manager), "/questions", "set_away", &[("until", "2026-11-20")]).await;
        assert_eq!(away.status, StatusCode::SEE_OTHER, "{}", away.body);
        let id = ask(&portal, &portal.rep, KEY, "保護期間は延ばせますか").await;
        let asked = sheet(&portal, &portal.rep, &id).await;
        assert_eq!((asked.holder.as_deref(), asked.stands_in), (Some(portal.editor.name.as_str()), true));
        let past = portal.post(Some(&portal.manager), "/questions", "set_away", &[("until", "2026-11-01")]).await;
        assert_eq!(past.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(past.body.contains("2026-11-01"), "what was typed stays");
        assert_eq!(portal.call(Some(&portal.manager), "set_away", &[("until", "")]).await.status, StatusCode::OK);
        let next = ask(&portal, &portal.rep, &key(2), "見積の期限は延ばせますか").await;
        assert!(!sheet(&portal, &portal.rep, &next).await.stands_in);
        assert_eq!(portal.call(Some(&portal.rep), "set_away", &[("until", "")]).await.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn an_answer_becomes_a_draft_without_names_once_and_is_published_as_any_text() {
    for portal in portals().await {
        with_topics(&portal);
        portal.import_content().await;
        let id = ask(&portal, &portal.rep, KEY, "佐藤の案件の保護は延ばせますか").await;
        assert_eq!(act(&portal, &portal.editor, "question_to_faq", &id).await, StatusCode::CONFLICT, "there is no answer yet");
        let text = "佐藤 健様、案件のページから延ばせます。田村";
        assert_eq!(say(&portal, &portal.manager, "answer_question", &id, &key(2), text).await, StatusCode::OK);
        for _ in 0..2 {
            let made =
                portal.post(Some(&portal.editor), &format!("/questions/{id}"), "question_to_faq", &[("question", &id)]).await;
            assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
        }
        let draft = sheet(&portal, &portal.editor, &id).await.faq.expect("a draft");
        let href = draft.href.expect("where it is written");
        assert!(!draft.published && !sheet(&portal, &portal.editor, &id).await.actions.contains(&QuestionAction::MakeFaq));
        assert_eq!(sheet(&portal, &portal.rep, &id).await.faq, None, "partners see what is published");
        assert_eq!(sheet(&portal, &portal.manager, &id).await.faq.map(|faq| faq.href), Some(None), "managers do not edit");
        let editor = portal.get(Some(&portal.editor), &href).await;
        assert!(
            editor.body.contains("○○の案件の保護は延ばせますか") && editor.body.contains("○○様、案件のページから延ばせます。○○"),
            "{}",
            editor.body
        );
        assert!(editor.body.contains(&format!("href=\"/questions/{id}\"")), "back to the question: {}", editor.body);
        let asked = portal.get(Some(&portal.editor), &format!("/questions/{id}")).await;
        assert!(asked.body.contains(&format!("href=\"{href}\"")), "and on to what it became: {}", asked.body);
        for name in ["佐藤 健様", "青葉商会の佐藤"] {
            assert!(!editor.body.contains(name), "{name}");
        }
        let mut tx = portal.office.store.write().await.unwrap();
        let slug = format!("question-{}", &id.replace('-', "")[20..]);
        let path = DocumentPath::single(DocumentKind::Faq, &slug, jiso::lang::Lang::Ja).unwrap();
        assert!(tx.document_at(&path).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn similar_questions_and_texts_are_shown_of_what_one_may_read() {
    for portal in portals().await {
        with_topics(&portal);
        portal.import_content().await;
        portal.follow().await;
        ask(&portal, &portal.lead, KEY, "見積書の有効期限は何日ですか").await;
        let path = "/api/similar_questions?typed=%E8%A6%8B%E7%A9%8D%E6%9B%B8%E3%81%AE%E6%9C%89%E5%8A%B9%E6%9C%9F%E9%99%90%E3%82%92%E6%95%99%E3%81%88%E3%81%A6";
        let own: Vec<Similar> = portal.call_get(Some(&portal.rep), path).await.read();
        assert!(own.first().is_some_and(|one| one.question && one.title.contains("有効期限")), "{own:?}");
        assert!(own.iter().any(|one| !one.question), "texts too: {own:?}");
        let other: Vec<Similar> = portal.call_get(Some(&portal.rival), path).await.read();
        assert!(other.iter().all(|one| !one.question), "another company's are not there: {other:?}");
        let odd: Vec<Similar> =
            portal.call_get(Some(&portal.rep), "/api/similar_questions?typed=title%3A%28%22+OR+%2A").await.read();
        assert!(odd.len() <= 5, "what is typed is words");
        // Without a script they stand beside the question that was asked.
        let id = ask(&portal, &portal.rep, &key(2), "見積書の有効期限を教えてください").await;
        let page = portal.get(Some(&portal.rep), &format!("/questions/{id}?done=asked")).await;
        assert!(page.body.contains("id=\"similar\"") && page.body.contains("見積書の有効期限は何日ですか"), "{}", page.body);
    }
}

#[tokio::test]
async fn a_question_of_another_company_is_not_there() {
    let portal = portal().await;
    with_topics(&portal);
    portal.import_content().await;
    let id = ask(&portal, &portal.rep, KEY, "保護期間は延ばせますか").await;
    for path in [format!("/questions/{id}"), "/questions/nonsense".into(), format!("/questions/{}", key(9))] {
        assert_eq!(portal.get(Some(&portal.rival), &path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for action in ["answer_question", "follow_up_question"] {
        assert_eq!(say(&portal, &portal.rival, action, &id, &key(3), "x").await, StatusCode::NOT_FOUND, "{action}");
    }
    assert_eq!(act(&portal, &portal.rival, "withdraw_question", &id).await, StatusCode::NOT_FOUND);
    let accept = [("question", id.as_str()), ("answer", KEY)];
    assert_eq!(portal.call(Some(&portal.rival), "accept_answer", &accept).await.status, StatusCode::NOT_FOUND);
    for action in ["take_question", "question_to_faq"] {
        assert_eq!(act(&portal, &portal.rival, action, &id).await, StatusCode::FORBIDDEN, "{action}");
        assert_eq!(act(&portal, &portal.rep, action, &id).await, StatusCode::FORBIDDEN, "{action}");
    }
    let list: QuestionsSheet = portal.call_get(Some(&portal.rival), "/api/questions").await.read();
    assert!(list.waiting.is_empty() && list.answered.is_empty() && list.done.is_empty());
    // Nobody asks about another company's deal, nor under another's key.
    let deal = register(&portal, &portal.rep, "key-000000000001", "北浜製作所").await;
    approve(&portal, &deal).await;
    let about: AskSheet = portal.call_get(Some(&portal.rival), &format!("/api/question_to_ask?about=/deals/{deal}")).await.read();
    assert_eq!(about.about, None);
    let own: AskSheet = portal.call_get(Some(&portal.rep), &format!("/api/question_to_ask?about=/deals/{deal}")).await.read();
    assert_eq!(own.about.map(|(_, page)| page.label).as_deref(), Some("北浜製作所"));
    let stolen = [("idempotency_key", KEY), ("topic", "deals"), ("title", "x")];
    assert_eq!(portal.call(Some(&portal.rival), "ask_question", &stolen).await.status, StatusCode::NOT_FOUND);
    assert_eq!(portal.call(Some(&portal.manager), "ask_question", &stolen).await.status, StatusCode::FORBIDDEN);
    assert_eq!(act(&portal, &portal.rep, "withdraw_question", &id).await, StatusCode::OK);
    assert_eq!(act(&portal, &portal.rep, "withdraw_question", &id).await, StatusCode::OK, "again");
}

#[tokio::test]
async fn a_mistake_stands_at_its_field_and_nobody_floods_the_vendor() {
    let portal = portal().await;
    with_topics(&portal);
    let form = [("idempotency_key", KEY), ("topic", ""), ("title", "　"), ("text", "残しておきたい説明"), ("about", "/deals")];
    let wrong = portal.post(Some(&portal.rep), "/questions/new?about=/deals", "ask_question", &form).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("残しておきたい説明") && wrong.body.contains(KEY), "{}", wrong.body);
    let refused = portal.call(Some(&portal.rep), "ask_question", &form).await.failure();
    let Failure::Invalid { errors } = refused else { panic!("{refused:?}") };
    assert_eq!((errors.of("topic"), errors.of("title")), (Some(&Problem::Required), Some(&Problem::Required)));
    let mut statuses = Vec::new();
    for number in 10..31 {
        let key = key(number);
        let form = [("idempotency_key", key.as_str()), ("topic", "deals"), ("title", "また質問")];
        statuses.push(portal.call(Some(&portal.rep), "ask_question", &form).await.status);
    }
    assert_eq!(statuses.pop(), Some(StatusCode::TOO_MANY_REQUESTS));
    assert!(statuses.iter().all(|status| *status == StatusCode::OK));
}
