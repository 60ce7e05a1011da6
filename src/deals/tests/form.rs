use proptest::prelude::*;

use super::fixtures::*;
use crate::{
    deals::*,
    failure::{Answer, Failure, Problem},
    money::Money,
};

const PRODUCTS: &[&str] = &["lite", "standard", "enterprise"];

fn right() -> RegistrationForm {
    RegistrationForm { idempotency_key: "0198-1234-5678-9abc".into(), ..RegistrationForm::of(&facts()) }
}

fn problems<T>(answer: Answer<T>) -> Vec<(String, Problem)> {
    match answer {
        Err(Failure::Invalid { errors }) => errors.0.into_iter().map(|e| (e.field, e.problem)).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn what_is_typed_is_what_is_meant() {
    assert_eq!(right().read(day(0), PRODUCTS), Ok(facts()));
    let loose = RegistrationForm {
        corporate_number: "７０００-０１２０-５０００２".into(),
        domain: "https://www.kitahama.co.jp/".into(),
        amount: "￥2,400,000円".into(),
        ..right()
    };
    assert_eq!(loose.read(day(0), PRODUCTS), Ok(facts()));
    let bare = RegistrationForm {
        corporate_number: String::new(),
        domain: " ".into(),
        next_step: String::new(),
        next_step_on: String::new(),
        ..right()
    };
    let read = bare.read(day(0), PRODUCTS).unwrap();
    assert_eq!((read.customer.identity.corporate_number, read.customer.identity.domain, read.next_step), (None, None, None));
}

#[test]
fn each_mistake_stands_beside_its_field() {
    type Change = fn(&mut RegistrationForm, String);
    let long = "あ".repeat(2_001);
    let amount = Problem::OutOfRange { min: 1, max: AMOUNT_MAX };
    let cases: Vec<(&str, Change, String, Problem)> = vec![
        ("customer", |f, t| f.customer = t, String::new(), Problem::Required),
        ("customer", |f, t| f.customer = t, "・・・".into(), Problem::Required),
        ("customer", |f, t| f.customer = t, long.clone(), Problem::TooLong { max: 120 }),
        ("corporate_number", |f, t| f.corporate_number = t, "1234567890123".into(), Problem::NotACorporateNumber),
        ("domain", |f, t| f.domain = t, "北浜".into(), Problem::NotADomain),
        ("industry", |f, t| f.industry = t, String::new(), Problem::Required),
        ("industry", |f, t| f.industry = t, "farming".into(), Problem::NotOffered),
        ("size", |f, t| f.size = t, "huge".into(), Problem::NotOffered),
        ("territory", |f, t| f.territory = t, "moon".into(), Problem::NotOffered),
        ("product", |f, t| f.product = t, "rocket".into(), Problem::NotOffered),
        ("amount", |f, t| f.amount = t, String::new(), Problem::Required),
        ("amount", |f, t| f.amount = t, "たくさん".into(), Problem::NotANumber),
        ("amount", |f, t| f.amount = t, "-5".into(), amount.clone()),
        ("amount", |f, t| f.amount = t, "－２，４００円".into(), amount.clone()),
        ("amount", |f, t| f.amount = t, "-".into(), Problem::NotANumber),
        ("amount", |f, t| f.amount = t, "0".into(), amount.clone()),
        ("amount", |f, t| f.amount = t, "10000000001".into(), amount),
        ("expected_close", |f, t| f.expected_close = t, String::new(), Problem::Required),
        ("expected_close", |f, t| f.expected_close = t, "来月".into(), Problem::NotADate),
        ("expected_close", |f, t| f.expected_close = t, day(-1).to_string(), Problem::DateInPast),
        ("expected_close", |f, t| f.expected_close = t, day(1_097).to_string(), Problem::DateTooFar { years: 3 }),
        ("need", |f, t| f.need = t, String::new(), Problem::Required),
        ("need", |f, t| f.need = t, "九文字の課題です。".into(), Problem::TooShort { min: 10 }),
        ("need", |f, t| f.need = t, long.clone(), Problem::TooLong { max: 2_000 }),
        ("next_step", |f, t| f.next_step = t, long, Problem::TooLong { max: 200 }),
        ("next_step", |f, t| f.next_step = t, String::new(), Problem::Required),
        ("next_step_on", |f, t| f.next_step_on = t, "あした".into(), Problem::NotADate),
    ];
    for (field, change, text, problem) in cases {
        let mut form = right();
        change(&mut form, text);
        assert_eq!(problems(form.read(day(0), PRODUCTS)), [(field.to_owned(), problem)], "{form:?}");
    }
    let form = RegistrationForm { amount: "10000000000".into(), expected_close: day(1_096).to_string(), ..right() };
    assert!(form.read(day(0), PRODUCTS).is_ok());
    assert_eq!(problems(RegistrationForm::default().read(day(0), PRODUCTS)).len(), 7, "everything required, at once");
}

#[test]
fn keys_made_with_the_page() {
    assert_eq!(right().key(), Ok("0198-1234-5678-9abc"));
    for key in ["", "short", "0198 1234 5678 9abc", "0198'1234;5678-9abc"] {
        assert_eq!(RegistrationForm { idempotency_key: key.into(), ..right() }.key(), Err(Failure::Malformed), "{key}");
    }
    assert_eq!(Seen::read(&deal_id().to_string(), "5"), Ok(Seen { deal: deal_id(), version: 5 }));
    assert_eq!(Seen::read("DR-1042", "5"), Err(Failure::Malformed));
    assert_eq!(Seen::read(&deal_id().to_string(), ""), Err(Failure::Malformed));
}

#[test]
fn a_correction_reads_only_what_is_open() {
    let deal = deal_in(StatusKey::NeedsInfo); // amount and need are open
    let sent =
        CorrectionForm {
            amount: "3000000".into(), need: "二十名で使いたいとのことです。".into(), ..CorrectionForm::default()
        };
    // Long after: the expected close has passed, the product is gone, and neither was asked about.
    let facts = sent.read(&deal, day(100), &["enterprise"]).unwrap();
    assert_eq!(deal.facts.differences(&facts), [DealField::Amount, DealField::Need]);
    assert_eq!(facts.amount, Money::yen(3_000_000));
    assert!(deal.clone().resubmit(facts, partner(), at(100), deadlines(100)).is_ok());

    let meddling = CorrectionForm { product: "rocket".into(), customer: "青葉商会".into(), ..CorrectionForm::of(&deal) };
    assert_eq!(meddling.read(&deal, day(1), PRODUCTS), Ok(deal.facts.clone()));
    let wrong = CorrectionForm { amount: "0".into(), ..CorrectionForm::of(&deal) };
    assert_eq!(problems(wrong.read(&deal, day(1), PRODUCTS)).len(), 1);
    assert!(matches!(wrong.read(&deal_in(StatusKey::Approved), day(1), PRODUCTS), Err(Failure::Conflict { .. })));
    assert_eq!(CorrectionForm::of(&deal).seen(), Ok(Seen { deal: deal.id, version: deal.version }));
}

#[test]
fn verdicts_are_asked_for_while_typing() {
    let ask = |customer: &str, number: &str, domain: &str| VerdictQuery {
        customer: customer.into(),
        corporate_number: number.into(),
        domain: domain.into(),
        product: String::new(),
    };
    for (query, enough) in [
        (ask("", "", ""), false),
        (ask("北", "", ""), false),
        (ask("㈱", "", ""), false),
        (ask("北浜", "", ""), true),
        (ask("", "7000012050002", ""), true),
        (ask("", "70000120", ""), false),
        (ask("", "", "kitahama.jp"), true),
        (ask(&"北".repeat(301), "", ""), false),
    ] {
        assert_eq!(query.read(company(), None).is_some(), enough, "{query:?}");
    }
}

#[test]
fn decisions_explain_themselves() {
    let (deal, version) = (deal_id().to_string(), "5".to_owned());
    let reject = |reason: &str, text: &str, change: &str| RejectForm {
        deal: deal.clone(),
        version: version.clone(),
        reason: reason.into(),
        text: text.into(),
        what_would_change: change.into(),
    };
    assert!(reject("incomplete", "人数が分かりません", "人数を添えて再申請").read().is_ok());
    assert_eq!(problems(reject("", "", "").read()).len(), 3);
    assert_eq!(
        problems(reject("incomplete", "不可", "人数を添えて再申請").read()),
        [("text".into(), Problem::TooShort { min: 5 })]
    );

    let ask = |fields: &[&str]| ReturnForm {
        deal: deal.clone(),
        version: version.clone(),
        fields: fields.iter().map(|f| (*f).to_owned()).collect(),
        note: "人数を教えてください".into(),
    };
    let (_, asked) = ask(&["need", "amount", "need"]).read().unwrap();
    assert_eq!(asked.fields, [DealField::Amount, DealField::Need]);
    assert_eq!(problems(ask(&[]).read()), [("fields".into(), Problem::Required)]);
    assert_eq!(problems(ask(&["need", "owner"]).read()), [("fields".into(), Problem::NotOffered)]);

    let conflict = |until: &str| ConflictForm {
        deal: deal.clone(),
        version: version.clone(),
        text: "先の登録が保護中です".into(),
        what_would_change: "別部署の案件である証拠".into(),
        until: until.into(),
    };
    let month = |until| conflict(until).read().map(|(_, found)| found.until.map(|m| (m.year(), m.month())));
    assert_eq!((month("2027-02"), month("")), (Ok(Some((2027, 2))), Ok(None)));
    assert_eq!(problems(conflict("二月").read()), [("until".into(), Problem::NotADate)]);
}

#[test]
fn steps_and_ends_of_a_deal() {
    let (deal, version) = (deal_id().to_string(), "5".to_owned());
    let step = StageForm {
        deal: deal.clone(),
        version: version.clone(),
        stage: "proposal".into(),
        next_step: "見積".into(),
        ..StageForm::default()
    };
    let (seen, meant) = step.read(day(0)).unwrap();
    assert_eq!(seen.version, 5);
    let next_step = Some(NextStep { text: "見積".into(), on: None });
    assert_eq!(meant, StageMove { stage: DealStage::Proposal, next_step, amount: None, expected_close: None });
    for (stage, problem) in [("won", Problem::NotOffered), ("", Problem::Required)] {
        assert_eq!(problems(StageForm { stage: stage.into(), ..step.clone() }.read(day(0))), [("stage".into(), problem)]);
    }
    let past = StageForm { expected_close: day(-1).to_string(), amount: "1.5".into(), ..step };
    assert_eq!(problems(past.read(day(0))).len(), 2);

    let win = |amount: &str| WinForm { deal: deal.clone(), version: version.clone(), amount: amount.into() };
    assert_eq!(win("864,000").read().map(|(_, money)| money), Ok(Money::yen(864_000)));
    assert_eq!(problems(win("").read()), [("amount".into(), Problem::Required)]);

    let lose = |reason: &str, note: &str| LoseForm {
        deal: deal.clone(),
        version: version.clone(),
        reason: reason.into(),
        note: note.into(),
    };
    assert!(lose("price", "").read().is_ok());
    assert!(lose("other", "担当が異動").read().is_ok());
    assert_eq!(problems(lose("other", " ").read()), [("note".into(), Problem::Required)]);

    let appeal = AppealForm { deal: deal.clone(), version, text: "別の事業所の案件です。".into() };
    assert!(appeal.read().is_ok());
    assert_eq!(
        problems(AppealForm { text: "違います".into(), ..appeal }.read()),
        [("text".into(), Problem::TooShort { min: 10 })]
    );
}

#[test]
fn a_draft_keeps_more_than_is_taken_and_not_everything() {
    let draft = |need: usize| RegistrationForm { need: "あ".repeat(need), ..right() };
    assert_eq!(draft(NEED_MAX as usize * 3).fits_a_draft(), Ok(()));
    assert_eq!(draft(100_000).fits_a_draft(), Err(Failure::invalid("need", Problem::TooLong { max: 10 * NEED_MAX })));
}

#[test]
fn filters_take_what_they_do_not_know_as_not_said() {
    let filter =
        PipelineFilter { owner: "mine".into(), show: "x".into(), stage: "quote".into(), view: "board".into(), page: "2".into() };
    assert_eq!(
        filter.read(),
        PipelineWish { whose: Whose::Mine, closed: false, stage: Some(DealStage::Quote), board: true, page: 2 }
    );
    let show = |show: &str, page: &str| ReviewFilter { show: show.into(), page: page.into() }.read();
    assert_eq!(show("", ""), ReviewWish { show: ReviewShow::WaitingForUs, page: 1 });
    assert_eq!(show("approved", "2"), ReviewWish { show: ReviewShow::Status(StatusKey::Approved), page: 2 });
    assert_eq!(show("all", "0"), ReviewWish { show: ReviewShow::All, page: 1 });
}

proptest! {
    #[test]
    fn any_text_is_answered(texts in prop::collection::vec("\\PC{0,30}", 12)) {
        let [customer, corporate_number, domain, industry, size, territory, product, amount, expected_close, need, next_step, next_step_on] =
            <[String; 12]>::try_from(texts).unwrap();
        let form = RegistrationForm {
            idempotency_key: String::new(), customer, corporate_number, domain, industry, size, territory, product, amount, expected_close,
            need, next_step, next_step_on,
        };
        let answer = form.read(day(0), PRODUCTS);
        prop_assert!(answer.is_ok() || !problems(answer).is_empty());
    }

    #[test]
    fn facts_survive_being_typed_again(
        customer in "[北浜製作所A-Z]{1,20}", amount in 1i64..=AMOUNT_MAX, close in 0i32..1_096, need in "[課題がある]{10,50}",
        step in proptest::option::of(("[a-z]{1,20}", proptest::option::of(-5i32..50))),
    ) {
        let meant = DealFacts {
            customer: CustomerCard::new(customer, None, None),
            amount: Money::yen(amount),
            expected_close: day(close),
            need,
            next_step: step.map(|(text, on)| NextStep { text, on: on.map(day) }),
            ..facts()
        };
        prop_assert_eq!(RegistrationForm::of(&meant).read(day(0), PRODUCTS), Ok(meant));
    }
}
