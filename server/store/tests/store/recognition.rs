//! Steps are noticed once, thanks are counted, and the effect of praise is told by what followed.

use jiso::{
    activity::{Activity, ActivityKind, Origin, Subject},
    id::{CompanyId, UserId},
    leaderboards::{GrowthRule, Measure, Period},
    points::{Axis, Entry, EntryState},
    recognition::{Share, SmallStep, StepKind},
    time::{Day, Timestamp},
};
use jiso_store::{
    Store, Tx,
    accounts::User,
    partners::Company,
    recognition::Kudos,
    testing::{self, company, id},
};

const EVER: (Day, Day) = (Day(i32::MIN), Day(i32::MAX));

fn at(text: &str) -> Timestamp {
    text.parse::<Day>().unwrap().at_minute(600)
}

fn user(number: u8, company: Option<CompanyId>) -> User {
    User { created_at: at("2026-01-01"), ..testing::user(number, company) }
}

async fn world(store: &Store) -> Tx {
    let mut tx = store.write().await.unwrap();
    for number in 1..=2 {
        let since = Company { contract_day: "2026-01-01".parse().unwrap(), created_at: at("2026-01-01"), ..company(number) };
        tx.insert_company(&since).await.unwrap();
    }
    tx.insert_user(&user(50, None)).await.unwrap();
    tx.insert_user(&user(51, Some(id(1)))).await.unwrap();
    tx
}

async fn happen(tx: &mut Tx, number: u8, company: u8, kind: ActivityKind, day: &str) -> Activity {
    let activity = Activity {
        id: id(number),
        at: at(day),
        company: id(company),
        user: None,
        kind,
        origin: Origin::SelfStarted,
        subject: Subject::None,
        amount: None,
    };
    let before = tx.before(&activity, false).await.unwrap();
    let mut standing = before.standing;
    standing.absorb(&activity);
    tx.insert_activity(&activity, &standing).await.unwrap();
    activity
}

async fn earn(tx: &mut Tx, activity: &Activity, axis: Axis, confirmed: i64, user: Option<UserId>) {
    let entry = Entry {
        once_key: format!("once {} {axis:?}", activity.id),
        scope: "scope".into(),
        company: activity.company,
        user,
        activity: activity.id,
        rule: "rule".into(),
        rule_version: 1,
        axis,
        state: EntryState::Confirmed,
        provisional: 0,
        confirmed,
        settles: None,
        cancels: None,
        hold_until: None,
        cut: None,
        subject: Subject::None,
        at: activity.at,
    };
    tx.insert_entry(id(activity.id.uuid().as_bytes()[15]), &entry).await.unwrap();
}

#[tokio::test]
async fn each_measure_has_its_board() {
    for store in testing::stores().await {
        let mut tx = world(&store).await;
        let person = Some(id(51));
        let won = happen(&mut tx, 11, 1, ActivityKind::DealWon, "2026-11-02").await;
        earn(&mut tx, &won, Axis::Sales, 200, person).await;
        let learnt = happen(&mut tx, 12, 1, ActivityKind::LessonCompleted, "2026-11-03").await;
        earn(&mut tx, &learnt, Axis::Managed, 5, person).await;
        let renewed = happen(&mut tx, 13, 1, ActivityKind::DealWon, "2026-11-04").await;
        earn(&mut tx, &renewed, Axis::Managed, 40, person).await;
        let helped = happen(&mut tx, 14, 1, ActivityKind::AnswerAccepted, "2026-08-04").await;
        earn(&mut tx, &helped, Axis::Helping, 20, person).await;
        let today = "2026-11-20".parse().unwrap();
        for (measure, period, confirmed) in [
            (Measure::Overall, Period::Month, 245),
            (Measure::Sales, Period::Month, 200),
            (Measure::Learning, Period::Quarter, 5),
            (Measure::Helping, Period::Quarter, 0),
            (Measure::Helping, Period::AllTime, 20),
        ] {
            let scores = tx.company_scores(measure, period, today, EVER).await.unwrap();
            let sum: i64 = scores.iter().map(|score| score.confirmed).sum();
            assert_eq!(sum, confirmed, "{} {measure:?} {period:?}", store.kind());
            let people = tx.people_scores(id(1), measure, period, today).await.unwrap();
            let sum: i64 = people.iter().map(|score| score.confirmed).sum();
            assert_eq!(sum, confirmed, "people {} {measure:?} {period:?}", store.kind());
        }
        let spans = GrowthRule::default().spans(Period::Month, today);
        let growth = tx.company_growth(spans, EVER).await.unwrap();
        let told: Vec<_> = growth.iter().map(|one| (one.confirmed, one.rhythm, one.before, one.rhythm_before)).collect();
        assert_eq!(told, [(245, 20, 0, 20)], "{}", store.kind());
        let people = tx.people_growth(id(1), spans).await.unwrap();
        let told: Vec<_> = people.iter().map(|one| (one.confirmed, one.rhythm, one.began.to_string())).collect();
        assert_eq!(told, [(245, 20, "2026-01-01".to_owned())], "{}", store.kind());
        let ever = tx.company_growth(GrowthRule::default().spans(Period::AllTime, today), EVER).await.unwrap();
        assert_eq!((ever[0].confirmed, ever[0].rhythm), (245, 20));
    }
}

#[tokio::test]
async fn steps_are_noticed_once_and_praise_is_followed() {
    for store in testing::stores().await {
        let mut tx = world(&store).await;
        let mut steps = Vec::new();
        for (number, company, day) in [(21, 1, "2026-10-01"), (22, 2, "2026-10-01"), (23, 2, "2026-11-15")] {
            let event = happen(&mut tx, number, company, ActivityKind::LessonCompleted, day).await;
            let kind = if number == 23 { StepKind::FirstModule } else { StepKind::FirstLesson };
            let step = SmallStep { company: id(company), user: Some(id(51)), kind, number: 0, activity: event.id, at: event.at };
            assert!(tx.insert_small_step(id(number), &step).await.unwrap());
            assert!(!tx.insert_small_step(id(number + 100), &step).await.unwrap(), "{}", store.kind());
            steps.push(step);
        }
        let open = tx.open_small_steps(at("2026-09-01"), 10).await.unwrap();
        assert_eq!(open.iter().map(|step| step.company_name.as_str()).collect::<Vec<_>>(), ["会社1", "会社2", "会社2"]);
        let kudos = Kudos {
            id: id(70),
            at: at("2026-10-02"),
            from: id(50),
            from_company: None,
            to: id(51),
            to_company: Some(id(1)),
            text: "よい一歩です".into(),
            activity: None,
        };
        tx.insert_kudos(&kudos).await.unwrap();
        tx.decide_small_step(id(21), id(50), at("2026-10-02"), Some(kudos.id)).await.unwrap();
        let (step, decided) = tx.small_step_to_decide(id(21)).await.unwrap().unwrap();
        assert_eq!((step.company, decided), (id(1), Some((id(50), at("2026-10-02")))));
        assert!(tx.small_step_to_decide(id(99)).await.unwrap().is_none());
        happen(&mut tx, 31, 1, ActivityKind::KitOpened, "2026-10-10").await;
        happen(&mut tx, 32, 2, ActivityKind::KitOpened, "2026-11-15").await;
        let days = |n: i64| n * 86_400_000_000;
        let told = tx.effect_of_praise(at("2026-01-01"), days(14), days(14), at("2026-11-20")).await.unwrap();
        assert_eq!(told, (Share { active: 1, of: 1 }, Share { active: 0, of: 1 }), "{}: the last one is too fresh", store.kind());
        assert_eq!(tx.given_since(id(50), at("2026-10-01")).await.unwrap(), 1);
        assert_eq!(tx.given_since(id(50), at("2026-10-03")).await.unwrap(), 0);
        assert!(tx.has_thanked(id(70), id(50)).await.unwrap() && !tx.has_thanked(id(70), id(51)).await.unwrap());
        let lines = tx.kudos_for_company(id(1), id(51), Timestamp::EPOCH, 5).await.unwrap();
        assert!(lines.len() == 1 && lines[0].to_me && lines[0].from_company.is_none());
        assert!(tx.kudos_for_company(id(2), id(51), Timestamp::EPOCH, 5).await.unwrap().is_empty());
        assert_eq!(tx.first_earning_month().await.unwrap(), None);
    }
}
