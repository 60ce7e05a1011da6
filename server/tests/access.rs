//! Who may do what. The table in `src/accounts/access.rs` decides; this one is what we mean. A change to either is a change to
//! both, made on purpose.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use jiso::{
    accounts::access::{Action, allowed},
    caller::Role,
};

#[test]
fn the_table_of_roles_and_actions_is_as_meant() {
    use Action as A;
    //                         rep    lead   manager editor admin
    let expected = [
        (A::ReadContent, [true, true, true, true, true]),
        (A::Learn, [true, true, false, false, false]),
        (A::WorkDeals, [true, true, false, false, false]),
        (A::HandOverDeals, [false, true, false, false, false]),
        (A::SeeProgress, [true, true, false, false, false]),
        (A::InviteColleagues, [false, true, false, false, false]),
        (A::ReviewDeals, [false, false, true, false, true]),
        (A::ManagePartners, [false, false, true, false, true]),
        (A::EditContent, [false, false, false, true, true]),
        (A::InviteStaff, [false, false, false, false, true]),
        (A::Administer, [false, false, false, false, true]),
        (A::StudyProgramme, [false, false, true, false, true]),
        (A::PublishProgramme, [false, false, false, false, true]),
        (A::Thank, [true, true, true, true, true]),
        (A::Recognise, [false, false, true, false, true]),
        (A::AgreeGoals, [false, true, true, false, true]),
        (A::WorkTogether, [true, true, true, false, true]),
        (A::AskQuestions, [true, true, false, false, false]),
        (A::AnswerQuestions, [false, false, true, true, true]),
        (A::ShapeTeam, [false, true, true, false, true]),
        (A::OfferTargets, [false, false, true, false, true]),
        (A::TendSearch, [false, false, true, true, true]),
        (A::WriteProposals, [true, true, false, false, false]),
        (A::ReadProposals, [true, true, true, false, true]),
        (A::PublishPlays, [false, false, true, true, true]),
        (A::TraceContent, [false, false, true, true, true]),
    ];
    assert_eq!(expected.map(|(action, _)| action), Action::ALL, "every action has a row");
    for (action, row) in expected {
        for (role, may) in Role::ALL.into_iter().zip(row) {
            assert_eq!(allowed(role, action), may, "{role:?} {action:?}");
        }
    }
}
