use proptest::prelude::*;

use super::fixtures::*;
use crate::{activity::ActivityKind, deals::*, id::CompanyId, money::Money};

fn to(company: CompanyId) -> Receiving {
    Receiving { id: id(20), number: DealNumber(2000), company, owner: id(22) }
}

fn part(yen: i64) -> Part {
    Part { product: "voice".into(), family: vec!["voice".into()], amount: Money::yen(yen) }
}

fn split(deal: DealRegistration, part: &Part) -> Result<(Transition, Transition), Refusal> {
    deal.split(part, to(id(21)), &[], reviewer(), at(50))
}

#[test]
fn a_part_goes_on_beside_what_stays() {
    let deal = DealRegistration { stage: DealStage::Quote, ..deal_in(StatusKey::Approved) };
    let (stays, goes) = split(deal.clone(), &part(400_000)).unwrap();
    assert_eq!((stays.happened, goes.happened), (Some(ActivityKind::DealSplit), Some(ActivityKind::DealSplitOff)));
    let expected = DealFacts { amount: Money::yen(2_000_000), ..deal.facts.clone() };
    assert_eq!((&stays.deal.facts, stays.deal.version, stays.deal.changed_by), (&expected, deal.version + 1, Some(reviewer())));
    assert_eq!((stays.deal.company, stays.deal.owner, stays.deal.stage), (deal.company, deal.owner, DealStage::Quote));
    assert_eq!(stays.deal.status, deal.status);
    let part = goes.deal;
    assert_eq!((part.id, part.number, part.company, part.owner, part.version), (id(20), DealNumber(2000), id(21), id(22), 1));
    assert_eq!(
        (part.stage, &part.facts.customer, part.submitted_at),
        (DealStage::Quote, &deal.facts.customer, deal.submitted_at)
    );
    assert_eq!((part.facts.product.as_str(), &part.facts.next_step), ("voice", &None));
    assert_eq!(part.status, deal.status, "the same yes, until the same day");
}

#[test]
fn what_waits_for_an_answer_stays_with_what_stays() {
    let mut deal = deal_in(StatusKey::Approved);
    if let RegistrationStatus::Approved { approval } = &mut deal.status {
        let asked = ExtensionAsked { reason: "稟議が延びました".into(), by: partner(), at: at(40), decide_by: at(42) };
        approval.asked = Some(asked);
    }
    let window = deal.status.approval().unwrap().protection;
    let (stays, goes) = split(deal, &part(1)).unwrap();
    assert!(stays.deal.asked().is_some() && goes.deal.asked().is_none());
    assert_eq!(goes.deal.status.approval().unwrap().protection, window);
}

#[test]
fn neither_is_empty() {
    for (yen, taken) in [(0, false), (-1, false), (1, true), (2_399_999, true), (2_400_000, false), (2_400_001, false)] {
        let answer = split(deal_in(StatusKey::Approved), &part(yen));
        assert_eq!(answer.is_ok(), taken, "{yen}");
        assert!(taken || answer == Err(Refusal::PartTakesAll { most: 2_399_999 }), "{yen}");
    }
    for family in [vec!["standard".to_owned()], family()] {
        let same = Part { product: "lite".into(), family, amount: Money::yen(1) };
        assert_eq!(split(deal_in(StatusKey::Approved), &same), Err(Refusal::PartStays), "one thing with what stays");
    }
    let dollars = Part { amount: Money { minor: 5, currency: "USD".into() }, ..part(1) };
    assert!(split(deal_in(StatusKey::Approved), &dollars).is_err());
}

#[test]
fn the_two_stand_beside_each_other_and_no_third() {
    let deal = deal_in(StatusKey::Approved);
    let rival = |deal: &DealRegistration| RivalClaim {
        deal: deal.id,
        company: deal.company,
        customer: deal.facts.customer.identity.clone(),
        product: deal.facts.product.clone(),
        standing: RivalStanding::of(&deal.status, day(0)).unwrap(),
    };
    let whole = rival(&deal);
    let (stays, goes) = deal.clone().split(&part(9), to(id(21)), std::slice::from_ref(&whole), reviewer(), at(50)).unwrap();
    for (one, other, family) in [(&stays.deal, &goes.deal, family()), (&goes.deal, &stays.deal, part(9).family)] {
        assert_eq!(verdict(&one.claim(family), &[rival(other)], day(50)), Verdict::Clear);
    }
    let third = Receiving { id: id(23), ..to(id(21)) };
    let again = deal.split(&part(9), third, &[whole, rival(&goes.deal)], reviewer(), at(51));
    assert!(matches!(again, Err(Refusal::CustomerProtected { .. })), "{again:?}");
}

proptest! {
    /// Whatever is taken out in whatever order: amounts add up to what was registered, each product stands for itself, all have the
    /// same customer and the same window, and none is empty.
    #[test]
    fn nothing_is_lost_or_made(whole in 1i64..1_000_000_000, takes in prop::collection::vec((0usize..5, -5i64..600_000_000), 0..6)) {
        const NAMES: [&str; 5] = ["standard", "lite", "voice", "mail", "chat"];
        let mut deal = deal_in(StatusKey::Approved);
        deal.facts.amount = Money::yen(whole);
        let (customer, window) = (deal.facts.customer.clone(), deal.status.approval().unwrap().protection);
        let mut parts: Vec<DealRegistration> = Vec::new();
        for (product, yen) in takes {
            let name = NAMES[product];
            let kin = if product < 2 { family() } else { vec![name.to_owned()] };
            let rivals: Vec<RivalClaim> = parts.iter().map(|part| RivalClaim {
                deal: part.id,
                company: part.company,
                customer: part.facts.customer.identity.clone(),
                product: part.facts.product.clone(),
                standing: RivalStanding::of(&part.status, day(0)).unwrap(),
            }).collect();
            let wanted = Part { product: name.into(), family: kin, amount: Money::yen(yen) };
            let n = 30 + u8::try_from(parts.len()).unwrap();
            let receiving = Receiving { id: id(n), ..to(id(21)) };
            let before = deal.facts.amount.minor;
            if let Ok((stays, goes)) = deal.clone().split(&wanted, receiving, &rivals, reviewer(), at(50)) {
                prop_assert_eq!(stays.deal.version, deal.version + 1);
                deal = stays.deal;
                parts.push(goes.deal);
            } else {
                let free = product >= 2 && parts.iter().all(|part| part.facts.product != name);
                prop_assert!(!free || yen < 1 || yen >= before);
            }
        }
        let all: Vec<&DealRegistration> = parts.iter().chain([&deal]).collect();
        prop_assert_eq!(all.iter().map(|one| one.facts.amount.minor).sum::<i64>(), whole);
        prop_assert!(all.iter().all(|one| one.facts.amount.minor > 0 && one.facts.customer == customer));
        prop_assert!(all.iter().all(|one| one.status.approval().unwrap().protection == window));
        let mut products: Vec<&str> = all.iter().map(|one| one.facts.product.as_str()).collect();
        products.sort_unstable();
        products.dedup();
        prop_assert_eq!(products.len(), all.len());
        prop_assert!(products.contains(&"standard"));
    }
}
