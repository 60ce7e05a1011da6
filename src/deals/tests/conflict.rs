use proptest::prelude::*;

use super::fixtures::*;
use crate::deals::*;

const A: &str = "7000012050002";
const B: &str = "1180301018771";

fn identity(name: &str, number: &str, domain: &str) -> CustomerIdentity {
    CustomerCard::new(name.into(), CorporateNumber::parse(number), Domain::parse(domain)).identity
}

fn rival(n: u8, company: u8, customer: CustomerIdentity, product: &str, standing: RivalStanding) -> RivalClaim {
    RivalClaim { deal: id(n), company: id(company), customer, product: product.into(), standing }
}

fn claim(product: Option<&str>) -> Claim {
    let customer = identity("北浜製作所", A, "kitahama.co.jp");
    Claim { deal: None, company: company(), customer, product: product.map(str::to_owned) }
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
    for (company, customer, product, standing, expected) in [
        (theirs, same(), "standard", SAFE, taken),
        (theirs, by_number(), "standard", SAFE, taken),
        (theirs, by_domain(), "standard", SAFE, taken),
        (theirs, same(), "standard", OPEN, Verdict::Similar),
        (theirs, same(), "standard", WON, Verdict::Similar),
        (theirs, same(), "lite", SAFE, Verdict::Clear),
        (theirs, namesake(), "standard", SAFE, Verdict::Similar),
        (theirs, like(), "standard", SAFE, Verdict::Similar),
        (theirs, other(), "standard", SAFE, Verdict::Clear),
        (theirs, same(), "standard", last_moment, Verdict::TakenUntil { month: day(0).month_key() }),
        (theirs, same(), "standard", run_out, Verdict::Clear),
        (theirs, same(), "standard", just_inside, Verdict::Similar),
        (theirs, same(), "standard", long_ago, Verdict::Clear),
        (mine, same(), "standard", OPEN, ours),
        (mine, same(), "standard", SAFE, ours),
        (mine, same(), "lite", SAFE, Verdict::Clear),
        (mine, same(), "standard", WON, Verdict::Clear),
        (mine, like(), "standard", OPEN, Verdict::Clear),
    ] {
        let rivals = [rival(9, company, customer, product, standing)];
        assert_eq!(verdict(&claim(Some("standard")), &rivals, day(0)), expected, "{rivals:?}");
    }
    assert_eq!(verdict(&claim(None), &[rival(9, 7, same(), "lite", SAFE)], day(0)), taken);
    assert_eq!(verdict(&claim(Some("standard")), &[], day(0)), Verdict::Clear);
}

#[test]
fn the_weightiest_rival_decides() {
    let same = || identity("北浜製作所", "", "");
    let later = RivalStanding::Protected { last_day: day(80) };
    let mut rivals = vec![
        rival(5, 7, same(), "standard", OPEN),
        rival(6, 8, same(), "standard", SAFE),
        rival(7, 6, same(), "standard", later),
    ];
    assert_eq!(verdict(&claim(Some("standard")), &rivals, day(0)), Verdict::TakenUntil { month: day(80).month_key() });
    rivals.push(rival(8, 3, same(), "standard", OPEN));
    assert_eq!(verdict(&claim(Some("standard")), &rivals, day(0)), Verdict::OursAlready { deal: id(8) });
}

#[test]
fn only_one_protection_a_customer_and_product() {
    let same = || identity("北浜製作所", "", "");
    for (rivals, refused) in [
        (vec![], false),
        (vec![rival(9, 7, same(), "standard", SAFE)], true),
        (vec![rival(9, 3, same(), "standard", SAFE)], true),
        (vec![rival(4, 3, same(), "standard", SAFE)], false), // itself
        (vec![rival(9, 7, same(), "lite", SAFE)], false),
        (vec![rival(9, 7, same(), "standard", OPEN)], false), // undecided: the reviewer chooses
        (vec![rival(9, 7, same(), "standard", WON)], false),
        (vec![rival(9, 7, identity("北浜製作", "", ""), "standard", SAFE)], false),
    ] {
        let answer = deal_in(StatusKey::InReview).approve(reviewer(), at(0), 90, &rivals);
        let until = day(30).month_key();
        assert_eq!(answer.is_err(), refused, "{rivals:?}");
        assert!(answer.is_ok() || answer == Err(Refusal::CustomerProtected { until }));
    }
}

#[test]
fn a_reviewer_sees_the_strongest_first_and_not_the_deal_itself() {
    let rivals = [
        rival(4, 3, identity("北浜製作所", A, ""), "standard", OPEN),
        rival(5, 7, identity("北浜製作", "", ""), "standard", SAFE),
        rival(6, 7, identity("北浜製作所", A, ""), "standard", OPEN),
        rival(7, 7, identity("青葉商会", "", ""), "standard", SAFE),
    ];
    let found = side_by_side(&deal_in(StatusKey::InReview).claim(), &rivals, day(0));
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
    let product = prop::sample::select(vec!["standard", "lite"]);
    (5u8..40, 3u8..6, name, number, product, standing).prop_map(|(n, company, name, number, product, standing)| {
        rival(n, company, identity(name, number, ""), product, standing)
    })
}

proptest! {
    #[test]
    fn the_order_of_rivals_does_not_matter_and_taken_means_refused(
        mut rivals in prop::collection::vec(any_rival(), 0..8),
    ) {
        let claim = deal_in(StatusKey::InReview).claim();
        let kind = |rivals: &[RivalClaim]| std::mem::discriminant(&verdict(&claim, rivals, day(0)));
        let (one, until) = (kind(&rivals), protected_until(&claim, &rivals, day(0)));
        if let Verdict::TakenUntil { month } = verdict(&claim, &rivals, day(0)) {
            prop_assert_eq!(until, Some(month));
        }
        let approved = deal_in(StatusKey::InReview).approve(reviewer(), at(0), 90, &rivals);
        prop_assert_eq!(approved.is_err(), until.is_some());
        rivals.reverse();
        prop_assert_eq!(one, kind(&rivals));
        prop_assert_eq!(until, protected_until(&claim, &rivals, day(0)));
    }
}
