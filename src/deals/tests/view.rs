use proptest::prelude::*;

use super::fixtures::*;
use crate::{caller::Role, deals::*, money::Money, page::Page};

const OWNER: DealPart = DealPart { owner: true, colleague: false, lead: false };

fn line(stage: DealStage, amount: i64, close: i32) -> DealLine {
    let mut deal = deal_in(StatusKey::Approved);
    deal.stage = stage;
    deal.facts.amount = Money::yen(amount);
    deal.facts.expected_close = day(close);
    DealLine::of(&deal, "佐藤".into(), OWNER, at(5), 21)
}

fn tally(line: &DealLine) -> Tally {
    Tally { stage: line.stage, close: line.expected_close, mine: line.mine, count: 1, amount: line.amount.minor }
}

fn open(lines: Vec<DealLine>) -> Pipeline {
    let tallies: Vec<Tally> = lines.iter().map(tally).collect();
    Pipeline::open(&tallies, Page { items: lines, number: 1, has_more: false }, false, None, day(5))
}

#[test]
fn a_row_says_what_is_next() {
    let row = line(DealStage::Quote, 1_000, 9);
    assert!(row.mine);
    assert_eq!((row.ball, row.due), (Some(Ball::Partner), Some(day(93).start())));
    assert_eq!(row.protected_until, Some(day(92)));
    let won = DealLine::of(&deal_in(StatusKey::Won), "佐藤".into(), DealPart::default(), at(50), 21);
    assert_eq!((won.amount, won.mine, won.ball, won.due, won.protected_until), (Money::yen(2_000_000), false, None, None, None));
}

#[test]
fn a_row_marks_days_that_have_passed_and_says_who_may_move_it() {
    let row = line(DealStage::Quote, 1_000, 4);
    assert!(
        row.attention == [Attention::StepPassed, Attention::ClosePassed] && row.may_move,
        "the next step was due on day 3, and the order on day 4"
    );
    assert!(!line(DealStage::Quote, 1_000, 5).attention.contains(&Attention::ClosePassed), "today is not over");
    let seen = |status, part| DealLine::of(&deal_in(status), "佐藤".into(), part, at(5), 21);
    let lead = DealPart { lead: true, ..DealPart::default() };
    for (status, part, may) in [
        (StatusKey::Submitted, OWNER, true),
        (StatusKey::InReview, OWNER, false),
        (StatusKey::NeedsInfo, OWNER, false),
        (StatusKey::Approved, lead, true),
        (StatusKey::Approved, DealPart { colleague: true, ..DealPart::default() }, true),
        (StatusKey::Approved, DealPart::default(), false),
        (StatusKey::Won, OWNER, false),
    ] {
        assert_eq!(seen(status, part).may_move, may, "{status:?} {part:?}");
    }
    let won = seen(StatusKey::Won, OWNER);
    assert!(won.attention.is_empty(), "what has ended owes no date");
}

#[test]
fn a_pipeline_is_grouped_in_the_order_of_stages_and_weighted() {
    let lines = vec![
        line(DealStage::OnHold, 100, 1),
        line(DealStage::Quote, 1_000, 9),
        line(DealStage::Quote, 500, 3),
        line(DealStage::Registered, 10, 1),
    ];
    let pipeline = open(lines);
    let stages: Vec<_> = pipeline.groups.iter().map(|group| (group.stage, group.totals.count, group.totals.weighted)).collect();
    assert_eq!(stages, [(DealStage::Registered, 1, 1), (DealStage::Quote, 2, 1_050), (DealStage::OnHold, 1, 5)]);
    assert_eq!(pipeline.totals, Totals { count: 4, amount: 1_610, weighted: 1_056 });
    assert_eq!(pipeline.groups[1].lines[0].expected_close, day(3));
    assert!(open(Vec::new()).groups.is_empty());
}

#[test]
fn sums_are_of_all_and_not_of_what_is_shown() {
    let all = [line(DealStage::Quote, 1_000, 9), line(DealStage::Quote, 500, 3)];
    let tallies = all.each_ref().map(tally);
    let shown = Page { items: vec![all[0].clone()], number: 1, has_more: true };
    let pipeline = Pipeline::open(&tallies, shown, true, None, day(5));
    assert_eq!((pipeline.groups[0].totals.count, pipeline.groups[0].lines.len()), (2, 1));
    assert_eq!((pipeline.totals.amount, pipeline.mine, pipeline.has_more), (1_500, true, true));
}

#[test]
fn a_rep_sees_their_own_deals_first_and_a_lead_the_companys() {
    for (whose, reader, has_any, mine) in [
        (Whose::Usual, Role::PartnerRep, true, true),
        // Who has none learns from the others.
        (Whose::Usual, Role::PartnerRep, false, false),
        (Whose::Usual, Role::PartnerLead, true, false),
        (Whose::All, Role::PartnerRep, true, false),
        (Whose::Mine, Role::PartnerLead, false, true),
    ] {
        assert_eq!(whose.is_mine(reader, has_any), mine, "{whose:?} {reader:?} {has_any}");
    }
}

#[test]
fn a_card_moves_its_stage_alone() {
    let deal = deal_in(StatusKey::Approved);
    let moved = deal.clone().move_card(DealStage::Quote, partner(), at(6)).unwrap();
    assert_eq!((moved.deal.stage, &moved.deal.facts), (DealStage::Quote, &deal.facts));
    assert_eq!(deal.move_card(DealStage::Won, partner(), at(6)), Err(Refusal::StageIsAnOutcome));
    let locked = deal_in(StatusKey::InReview).move_card(DealStage::Quote, partner(), at(6));
    assert_eq!(locked, Err(Refusal::NotInThisStatus { status: StatusKey::InReview }));
}

#[test]
fn every_status_has_its_word_with_names() {
    for status in StatusKey::ALL {
        let word = VendorsWord::of(&deal_in(*status).status, |user| if user == reviewer() { "田村".into() } else { "?".into() });
        let text = serde_json::to_string(&word).unwrap();
        assert!(!text.contains('?') && !text.contains(&reviewer().to_string()), "{text}");
        assert_eq!(serde_json::from_str::<VendorsWord>(&text).unwrap(), word);
    }
}

#[test]
fn room_for_one_more() {
    let room = |open_registrations, capacity| {
        Eligibility { open_registrations, capacity, protection_days: 90, respond_within: 1, decide_within: 2 }.has_room()
    };
    assert!(room(24, Some(25)) && !room(25, Some(25)) && room(1_000, None));
}

proptest! {
    #[test]
    fn groups_add_up(rows in prop::collection::vec((0usize..DealStage::ALL.len(), 1i64..=AMOUNT_MAX, 0i32..50), 0..20)) {
        let lines: Vec<_> = rows.iter().map(|(stage, amount, close)| line(DealStage::ALL[*stage], *amount, *close)).collect();
        let pipeline = open(lines);
        let sum = pipeline.groups.iter().fold(Totals::default(), |sum, group| sum.plus(group.totals));
        prop_assert_eq!(sum, pipeline.totals);
        prop_assert!(pipeline.totals.weighted <= pipeline.totals.amount);
        let forecast = pipeline.forecast.unwrap();
        let months = forecast.months.iter().fold(forecast.overdue.plus(forecast.later), |sum, one| sum.plus(one.totals));
        prop_assert_eq!(months, pipeline.totals);
    }
}
