use axum::http::StatusCode;
use jiso::{
    activity::{ActivityKind, Origin},
    caller::Caller,
    learning::LessonOutcome,
};
use jiso_server::testing::{TestPortal, portal, portals};

pub const FIRST: &str = "/learn/demo/before-the-demo";
const SECOND: &str = "/learn/demo/fifteen-minute-demo";
const THIRD: &str = "/learn/demo/after-the-demo";

pub const LESSONS: [(&str, &[&str]); 3] = [
    (FIRST, &["0:0", "0:2", "0:3", "1:1"]),
    (SECOND, &["0:2:1", "0:1:2", "0:4:3", "0:3:4", "0:0:5", "1:2"]),
    (THIRD, &["0:0", "0:1", "0:3", "1:1:1", "1:2:2", "1:3:3", "1:0:4", "2:1"]),
];

/// What the page of a lesson sends with its answers.
fn revision(page: &str) -> String {
    let field = page.split("name=\"form[revision]\"").nth(1).unwrap_or_else(|| panic!("no quiz on the page: {page}"));
    field.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

fn names(path: &str) -> (&str, &str) {
    path.strip_prefix("/learn/").unwrap().split('?').next().unwrap().split_once('/').unwrap()
}

/// Sends answers the way the page's own inputs are named.
pub async fn answer(portal: &TestPortal, who: &Caller, path: &str, answers: &[&str]) -> jiso_server::testing::Answered {
    let revision = revision(&portal.get(Some(who), path).await.body);
    let (module, lesson) = names(path);
    let slots: Vec<(String, &str)> = answers.iter().map(|answer| (format!("answers.{}", slot(answer)), *answer)).collect();
    let mut fields = vec![("module", module), ("lesson", lesson), ("revision", revision.as_str())];
    fields.extend(slots.iter().map(|(name, answer)| (name.as_str(), *answer)));
    portal.post(Some(who), path, "answer_quiz", &fields).await
}

/// Check boxes and selects have a slot each. A lone radio button may have any within its question.
fn slot(answer: &str) -> usize {
    let mut parts = answer.split(':').map(|part| part.parse::<usize>().unwrap());
    parts.next().unwrap() * 10 + parts.next().unwrap()
}

pub async fn mark_read(portal: &TestPortal, who: &Caller, path: &str) -> jiso_server::testing::Answered {
    let (module, lesson) = names(path);
    portal.post(Some(who), path, "mark_read", &[("module", module), ("lesson", lesson)]).await
}

async fn done(portal: &TestPortal, who: &Caller) -> Vec<(ActivityKind, Origin)> {
    let mut tx = portal.office.store.read().await.unwrap();
    let all = tx.activities_of_company(who.company.unwrap(), 100).await.unwrap();
    let own = all.into_iter().filter(|activity| activity.user == Some(who.user)).map(|activity| (activity.kind, activity.origin));
    let mut own: Vec<_> = own.collect();
    own.reverse();
    own
}

async fn points(portal: &TestPortal, who: &Caller) -> i64 {
    let mut tx = portal.office.store.read().await.unwrap();
    let entries = tx.entries_of_company(who.company.unwrap()).await.unwrap();
    let learnt = entries.iter().filter(|line| ["lesson_completed", "module_completed"].contains(&line.entry.rule.as_str()));
    learnt.map(|line| line.entry.confirmed + line.entry.provisional).sum()
}

#[tokio::test]
async fn one_goes_on_where_one_was() {
    for portal in portals().await {
        portal.import_content().await;
        let start = portal.get(Some(&portal.rep), "/learn").await;
        assert_eq!(start.status, StatusCode::OK, "{}", start.body);
        assert!(start.body.contains("最初の1レッスンから始めましょう") && start.body.contains("製品を見せる"));

        let opened = portal.get(Some(&portal.rep), FIRST).await;
        assert_eq!(opened.status, StatusCode::OK);
        assert!(opened.body.contains("30分の準備") && !opened.body.contains("前回の続きから"), "nothing to go back to yet");
        let fields = [("module", "demo"), ("lesson", "before-the-demo"), ("percent", "60")];
        let kept = portal.call(Some(&portal.rep), "keep_position", &fields).await;
        assert_eq!(kept.status, StatusCode::OK, "{}", kept.body);
        let late = [("module", "demo"), ("lesson", "before-the-demo"), ("percent", "20")];
        portal.call(Some(&portal.rep), "keep_position", &late).await;

        portal.at(portal.office.now().plus_hours(30));
        let again = portal.get(Some(&portal.rep), FIRST).await;
        assert!(again.body.contains("前回の続きから（60%）"), "the other device was later but not further: {}", again.body);
        assert!(again.body.contains("href=\"#s-"), "without a script the link leads to a heading");
        let learn = portal.get(Some(&portal.rep), "/learn").await;
        assert!(learn.body.contains("続きから") && learn.body.contains(&format!("href=\"{FIRST}\"")), "{}", learn.body);
        let other = portal.get(Some(&portal.rival), FIRST).await;
        assert!(!other.body.contains("前回の続きから"), "everybody has their own place");
    }
}

#[tokio::test]
async fn opening_is_noted_once_a_day_with_what_led_there() {
    for portal in portals().await {
        portal.import_content().await;
        for path in [FIRST, FIRST, "/learn/demo/before-the-demo?lang=en"] {
            assert_eq!(portal.get(Some(&portal.rep), path).await.status, StatusCode::OK);
        }
        assert_eq!(done(&portal, &portal.rep).await, [(ActivityKind::LessonOpened, Origin::SelfStarted)]);
        portal.at(portal.office.now().plus_days(1));
        portal.get(Some(&portal.rep), "/learn/demo/before-the-demo?from=next").await;
        assert_eq!(done(&portal, &portal.rep).await.last(), Some(&(ActivityKind::LessonOpened, Origin::Nudged)));
        let fields = [("module", "demo"), ("lesson", "before-the-demo"), ("from", "next")];
        portal.post(Some(&portal.rep), FIRST, "mark_read", &fields).await;
        answer(&portal, &portal.rep, FIRST, LESSONS[0].1).await;
        assert!(
            done(&portal, &portal.rep).await.contains(&(ActivityKind::LessonCompleted, Origin::SelfStarted)),
            "by the step that finished it"
        );
    }
}

#[tokio::test]
async fn a_quiz_explains_itself_and_may_be_taken_again() {
    for portal in portals().await {
        portal.import_content().await;
        let because = "1日の流れと同じ順です";
        let asked = portal.get(Some(&portal.rep), SECOND).await;
        assert!(asked.body.contains("正しい順に並べてください") && !asked.body.contains(because), "no answer before it is given");
        assert!(asked.body.contains("<track kind=\"captions\"") && asked.body.contains("preload=\"metadata\""));

        let missing = answer(&portal, &portal.rep, SECOND, &["0:2:1", "1:0"]).await;
        assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(missing.body.contains("選んでください") && !missing.body.contains(because), "{}", missing.body);
        assert!(
            missing.body.contains("value=\"0:2:1\" selected") && missing.body.contains("value=\"1:0\" checked"),
            "kept: {}",
            missing.body
        );

        let wrong = answer(&portal, &portal.rep, SECOND, &["0:0:1", "0:1:2", "0:2:3", "0:3:4", "0:4:5", "1:2"]).await;
        assert_eq!((wrong.status, wrong.location()), (StatusCode::SEE_OTHER, SECOND), "{}", wrong.body);
        let page = portal.get(Some(&portal.rep), SECOND).await;
        assert!(
            page.body.contains("不正解です") && page.body.contains("を読み返す") && page.body.contains("href=\"#s-"),
            "where to read again: {}",
            page.body
        );
        assert!(!page.body.contains("正しい順番") && !page.body.contains(because), "the answer is not handed over");
        assert!(page.body.contains("正解です") && page.body.contains("これまでの最高 50%"));

        let right = answer(&portal, &portal.rep, SECOND, LESSONS[1].1).await;
        assert_eq!(right.status, StatusCode::SEE_OTHER);
        let page = portal.get(Some(&portal.rep), SECOND).await;
        assert!(!page.body.contains("不正解です") && page.body.contains("これまでの最高 100%"));
        assert!(page.body.contains(because), "why, for all of them");

        portal.at(portal.office.now().plus_days(1));
        answer(&portal, &portal.rep, SECOND, &["0:0:1", "0:1:2", "0:2:3", "0:3:4", "0:4:5", "1:2"]).await;
        let page = portal.get(Some(&portal.rep), SECOND).await;
        assert!(page.body.contains("正しい順番") && page.body.contains(because), "who has passed is told everything");
        assert!(page.body.contains("修了まで、あと少しです"), "still to be read");
        assert_eq!(points(&portal, &portal.rep).await, 0);
    }
}

#[tokio::test]
async fn finishing_pays_once_and_names_the_rule() {
    for portal in portals().await {
        portal.import_content().await;
        for (path, answers) in LESSONS {
            mark_read(&portal, &portal.rep, path).await;
            let answered = answer(&portal, &portal.rep, path, answers).await;
            assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.body);
        }
        assert_eq!(points(&portal, &portal.rep).await, 3 * 5 + 20);
        let page = portal.get(Some(&portal.rep), THIRD).await;
        assert!(page.body.contains("＋5 pt") && page.body.contains("ルール「レッスン修了」"), "{}", page.body);
        assert!(page.body.contains("次のレッスンへ"));
        let module = portal.get(Some(&portal.rep), "/learn/demo").await;
        assert!(module.body.contains("バッジ「15分デモ」を持っています"), "{}", module.body);

        for (path, answers) in LESSONS {
            mark_read(&portal, &portal.rep, path).await;
            answer(&portal, &portal.rep, &format!("{path}?lang=en"), answers).await;
        }
        assert_eq!(points(&portal, &portal.rep).await, 35, "nobody earns a lesson twice, nor in two languages");
        let kinds: Vec<_> = done(&portal, &portal.rep).await.into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds.iter().filter(|kind| **kind == ActivityKind::LessonCompleted).count(), 3);
        assert_eq!(kinds.iter().filter(|kind| **kind == ActivityKind::ModuleCompleted).count(), 1);

        let outcome = portal.call(Some(&portal.lead), "mark_read", &[("module", "demo"), ("lesson", "before-the-demo")]).await;
        assert!(!outcome.read::<LessonOutcome>().lesson_completed, "a colleague has their own progress");
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let portal = portal().await;
    portal.import_content().await;
    for path in ["/learn/nothing", "/learn/demo/nothing", "/learn/nothing/before-the-demo", "/learn/demo/%2E%2E%2Fx"] {
        assert_eq!(portal.get(Some(&portal.rep), path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(done(&portal, &portal.rep).await, []);
    let lost = portal.call(Some(&portal.rep), "mark_read", &[("module", "demo"), ("lesson", "nothing")]).await;
    assert_eq!(lost.status, StatusCode::NOT_FOUND);

    let foreign = revision(&portal.get(Some(&portal.rep), FIRST).await.body);
    let fields = [("module", "demo"), ("lesson", "after-the-demo"), ("revision", foreign.as_str()), ("answers.0", "0:0")];
    assert_eq!(
        portal.call(Some(&portal.rep), "answer_quiz", &fields).await.status,
        StatusCode::NOT_FOUND,
        "another lesson's questions"
    );
}

#[tokio::test]
async fn the_vendor_reads_and_nothing_is_counted() {
    for portal in portals().await {
        portal.import_content().await;
        for who in [&portal.manager, &portal.editor, &portal.admin] {
            let page = portal.get(Some(who), SECOND).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(
                page.body.contains("ベンダーの方の閲覧は記録されません") && !page.body.contains("読み終えた"),
                "{}",
                page.body
            );
            assert_eq!(portal.get(Some(who), "/learn").await.status, StatusCode::OK);
            assert_eq!(portal.get(Some(who), "/learn/demo").await.status, StatusCode::OK);
            assert_eq!(mark_read(&portal, who, SECOND).await.status, StatusCode::FORBIDDEN);
            assert_eq!(answer(&portal, who, SECOND, LESSONS[1].1).await.status, StatusCode::FORBIDDEN);
            let mut tx = portal.office.store.read().await.unwrap();
            assert_eq!(tx.lesson_progress_of(who.user).await.unwrap(), []);
        }
    }
}
