use proptest::prelude::*;

use super::fixtures::*;
use crate::deals::*;

const A: &str = "7000012050002";
const B: &str = "1180301018771";

fn identity(name: &str, number: &str, domain: &str) -> CustomerIdentity {
    CustomerCard::new(name.into(), CorporateNumber::parse(number), Domain::parse(domain)).identity
}

fn rival(n: u8, company: u8, customer: CustomerIdentity, standing: RivalStanding) -> RivalClaim {
    RivalClaim { deal: id(n), company: id(company), customer, product: "lite".into(), standing }
}

fn claim() -> Claim {
    Claim { deal: None, company: company(), customer: identity("北浜製作所", A, "kitahama.co.jp"), products: Some(family()) }
}

const OPEN: RivalStanding = RivalStanding::Open { since: day(-10) };
const SAFE: RivalStanding = RivalStanding::Protected { last_day: day(30) };
const WON: RivalStanding = RivalStanding::Won { on: day(-100) };

#[test]
fn what_a_single_rival_makes_of_a_claim() {
    let same = || identity("㈱北浜製作所", "", "");
    let by_number = || identity("キタハマ", A, "");
    let by_domain = || identity("キタハマ", "", "www.kitahama.co.jp");
    let namesake = || identity("北浜製作所", B, "");
    let like = || identity("北浜製作", "", "");
    let other = || identity("青葉商会", "", "");
    let taken = Verdict::TakenUntil { month: day(30).month_key() };
    let ours = Verdict::OursAlready { deal: id(9) };
    let (mine, theirs) = (3, 7);
    let last_moment = RivalStanding::Protected { last_day: day(0) };
    let run_out = RivalStanding::Protected { last_day: day(-1) };
    let long_ago = RivalStanding::Open { since: day(-367) };
    let just_inside = RivalStanding::Open { since: day(-366) };
    for (company, customer, standing, expected) in [
        (theirs, same(), SAFE, taken),
        (theirs, by_number(), SAFE, taken),
        (theirs, by_domain(), SAFE, taken),
        (theirs, same(), OPEN, Verdict::Similar),
        (theirs, same(), WON, Verdict::Similar),
        (theirs, namesake(), SAFE, Verdict::Similar),
        (theirs, like(), SAFE, Verdict::Similar),
        (theirs, other(), SAFE, Verdict::Clear),
        (theirs, same(), last_moment, Verdict::TakenUntil { month: day(0).month_key() }),
        (theirs, same(), run_out, Verdict::Clear),
        (theirs, same(), just_inside, Verdict::Similar),
        (theirs, same(), long_ago, Verdict::Clear),
        (mine, same(), OPEN, ours),
        (mine, same(), SAFE, ours),
        (mine, same(), WON, Verdict::Clear),
        (mine, like(), OPEN, Verdict::Clear),
    ] {
        let rivals = [rival(9, company, customer, standing)];
        assert_eq!(verdict(&claim(), &rivals, day(0)), expected, "{rivals:?}");
    }
    assert_eq!(verdict(&claim(), &[], day(0)), Verdict::Clear);
}

#[test]
fn only_who_sells_the_same_thing_is_a_rival() {
    let rivals = [rival(9, 7, identity("北浜製作所", A, ""), SAFE)];
    let taken = Verdict::TakenUntil { month: day(30).month_key() };
    for (products, expected) in [
        (None, taken),
        (Some(vec!["lite".to_owned()]), taken),
        (Some(family()), taken),
        (Some(vec!["voice".to_owned()]), Verdict::Clear),
    ] {
        let claim = Claim { products, ..claim() };
        assert_eq!(verdict(&claim, &rivals, day(0)), expected, "{:?}", claim.products);
        assert_eq!(protected_until(&claim, &rivals, day(0)).is_some(), expected == taken);
        assert_eq!(side_by_side(&claim, &rivals, day(0)).is_empty(), expected != taken);
    }
    let other = deal_in(StatusKey::InReview).approve(
        reviewer(),
        at(0),
        Granting { family: vec!["voice".into()], ..granting(1) },
        &rivals,
    );
    assert!(other.is_ok());
}

#[test]
fn the_weightiest_rival_decides() {
    let same = || identity("北浜製作所", "", "");
    let later = RivalStanding::Protected { last_day: day(80) };
    let mut rivals = vec![rival(5, 7, same(), OPEN), rival(6, 8, same(), SAFE), rival(7, 6, same(), later)];
    assert_eq!(verdict(&claim(), &rivals, day(0)), Verdict::TakenUntil { month: day(80).month_key() });
    rivals.push(rival(8, 3, same(), OPEN));
    assert_eq!(verdict(&claim(), &rivals, day(0)), Verdict::OursAlready { deal: id(8) });
}

#[test]
fn only_one_protection_a_customer() {
    let same = || identity("北浜製作所", "", "");
    for (rivals, refused) in [
        (vec![], false),
        (vec![rival(9, 7, same(), SAFE)], true),
        (vec![rival(9, 3, same(), SAFE)], true),
        (vec![rival(4, 3, same(), SAFE)], false), // itself
        (vec![rival(9, 7, same(), OPEN)], false), // undecided: the reviewer chooses
        (vec![rival(9, 7, same(), WON)], false),
        (vec![rival(9, 7, identity("北浜製作", "", ""), SAFE)], false),
    ] {
        let answer = deal_in(StatusKey::InReview).approve(reviewer(), at(0), granting(1), &rivals);
        let until = day(30).month_key();
        assert_eq!(answer.is_err(), refused, "{rivals:?}");
        assert!(answer.is_ok() || answer == Err(Refusal::CustomerProtected { until }));
    }
}

#[test]
fn a_reviewer_sees_the_strongest_first_and_not_the_deal_itself() {
    let rivals = [
        rival(4, 3, identity("北浜製作所", A, ""), OPEN),
        rival(5, 7, identity("北浜製作", "", ""), SAFE),
        rival(6, 7, identity("北浜製作所", A, ""), OPEN),
        rival(7, 7, identity("青葉商会", "", ""), SAFE),
    ];
    let claim = deal_in(StatusKey::InReview).claim(family());
    let found = side_by_side(&claim, &rivals, day(0));
    let found: Vec<_> = found.into_iter().map(|(rival, sameness)| (rival.deal, sameness)).collect();
    assert_eq!(found, [(id(6), Sameness::Same), (id(5), Sameness::Similar)]);
}

#[test]
fn how_each_status_stands_in_the_way() {
    for status in StatusKey::ALL {
        let standing = RivalStanding::of(&deal_in(*status).status, day(0));
        let expected = match status {
            StatusKey::Submitted | StatusKey::InReview | StatusKey::NeedsInfo => Some(RivalStanding::Open { since: day(0) }),
            StatusKey::Approved => Some(RivalStanding::Protected { last_day: day(92) }),
            StatusKey::Won => Some(RivalStanding::Won { on: day(40) }),
            _ => None,
        };
        assert_eq!(standing, expected, "{status:?}");
    }
}

fn any_rival() -> impl Strategy<Value = RivalClaim> {
    let standing = prop_oneof![
        (-500i32..1).prop_map(|n| RivalStanding::Open { since: day(n) }),
        (-200i32..200).prop_map(|n| RivalStanding::Protected { last_day: day(n) }),
        (-500i32..1).prop_map(|n| RivalStanding::Won { on: day(n) }),
    ];
    let name = prop::sample::select(vec!["北浜製作所", "㈱北浜製作所", "北浜製作", "青葉商会"]);
    let number = prop::sample::select(vec!["", A, B]);
    (5u8..40, 3u8..6, name, number, standing)
        .prop_map(|(n, company, name, number, standing)| rival(n, company, identity(name, number, ""), standing))
}

proptest! {
    #[test]
    fn the_order_of_rivals_does_not_matter_and_taken_means_refused(
        mut rivals in prop::collection::vec(any_rival(), 0..8),
    ) {
        let claim = deal_in(StatusKey::InReview).claim(family());
        let kind = |rivals: &[RivalClaim]| std::mem::discriminant(&verdict(&claim, rivals, day(0)));
        let (one, until) = (kind(&rivals), protected_until(&claim, &rivals, day(0)));
        if let Verdict::TakenUntil { month } = verdict(&claim, &rivals, day(0)) {
            prop_assert_eq!(until, Some(month));
        }
        let approved = deal_in(StatusKey::InReview).approve(reviewer(), at(0), granting(1), &rivals);
        prop_assert_eq!(approved.is_err(), until.is_some());
        rivals.reverse();
        prop_assert_eq!(one, kind(&rivals));
        prop_assert_eq!(until, protected_until(&claim, &rivals, day(0)));
    }
}
