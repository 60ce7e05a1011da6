use proptest::prelude::*;

use super::fixtures::*;
use crate::{caller::Role, deals::*, money::Money};

fn line(stage: DealStage, amount: i64, close: i32) -> DealLine {
    let mut deal = deal_in(StatusKey::Approved);
    deal.stage = stage;
    deal.facts.amount = Money::yen(amount);
    deal.facts.expected_close = day(close);
    DealLine::of(&deal, "佐藤".into(), partner(), at(5), 21)
}

#[test]
fn a_row_says_what_is_next() {
    let row = line(DealStage::Quote, 1_000, 9);
    assert!(row.mine);
    assert_eq!((row.ball, row.due), (Some(Ball::Partner), Some(day(93).start())));
    assert_eq!(row.protected_until, Some(day(92)));
    let won = DealLine::of(&deal_in(StatusKey::Won), "佐藤".into(), reviewer(), at(50), 21);
    assert_eq!((won.amount, won.mine, won.ball, won.due, won.protected_until), (Money::yen(2_000_000), false, None, None, None));
}

#[test]
fn a_pipeline_is_grouped_in_the_order_of_stages_and_weighted() {
    let lines = vec![
        line(DealStage::OnHold, 100, 1),
        line(DealStage::Quote, 1_000, 9),
        line(DealStage::Quote, 500, 3),
        line(DealStage::Registered, 10, 1),
    ];
    let pipeline = Pipeline::of(lines, Whose::All, Role::PartnerLead, None);
    let stages: Vec<_> = pipeline.groups.iter().map(|group| (group.stage, group.totals.count, group.totals.weighted)).collect();
    assert_eq!(stages, [(DealStage::Registered, 1, 1), (DealStage::Quote, 2, 1_050), (DealStage::OnHold, 1, 5)]);
    assert_eq!(pipeline.totals, Totals { count: 4, amount: 1_610, weighted: 1_056 });
    assert_eq!(pipeline.groups[1].lines[0].expected_close, day(3));
    assert!(Pipeline::of(Vec::new(), Whose::Usual, Role::PartnerRep, None).groups.is_empty());
}

#[test]
fn a_rep_sees_their_own_deals_first_and_a_lead_the_companys() {
    let own = line(DealStage::Quote, 1, 1);
    let colleagues = DealLine { mine: false, ..own.clone() };
    let count = |lines: &[&DealLine], whose, reader| {
        let pipeline = Pipeline::of(lines.iter().map(|line| (*line).clone()).collect(), whose, reader, None);
        (pipeline.mine, pipeline.totals.count)
    };
    let both = [&own, &colleagues];
    assert_eq!(count(&both, Whose::Usual, Role::PartnerRep), (true, 1));
    assert_eq!(count(&both, Whose::Usual, Role::PartnerLead), (false, 2));
    assert_eq!(count(&both, Whose::All, Role::PartnerRep), (false, 2));
    assert_eq!(count(&both, Whose::Mine, Role::PartnerLead), (true, 1));
    assert_eq!(count(&[&colleagues], Whose::Usual, Role::PartnerRep), (false, 1), "who has none learns from the others");
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
        let pipeline = Pipeline::of(lines, Whose::All, Role::PartnerLead, None);
        let sum = pipeline.groups.iter().fold(Totals::default(), |sum, group| Totals {
            count: sum.count + group.totals.count,
            amount: sum.amount + group.totals.amount,
            weighted: sum.weighted + group.totals.weighted,
        });
        prop_assert_eq!(sum, pipeline.totals);
        prop_assert!(pipeline.totals.weighted <= pipeline.totals.amount);
    }
}
