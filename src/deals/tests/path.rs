use super::fixtures::*;
use crate::deals::*;

#[test]
fn where_each_status_is_on_the_way() {
    use StatusKey as S;
    for (status, states, ball) in [
        (S::Submitted, "H...", Some(Ball::Vendor)),
        (S::InReview, "DH..", Some(Ball::Vendor)),
        (S::NeedsInfo, "DH..", Some(Ball::Partner)),
        (S::Approved, "DDH.", Some(Ball::Partner)),
        (S::Rejected, "DE..", None),
        (S::Conflicted, "DE..", None),
        (S::Won, "DDDD", None),
        (S::Lost, "DDE.", None),
        (S::Expired, "DDE.", None),
        (S::Withdrawn, "E...", None),
        (S::Released, "DDE.", None),
    ] {
        let path = DealPath::of(&deal_in(status), at(1), 20, 1);
        let drawn: String = path
            .steps
            .iter()
            .map(|step| match step.state {
                StepState::Done => 'D',
                StepState::Here => 'H',
                StepState::Ended => 'E',
                StepState::Ahead => '.',
            })
            .collect();
        assert_eq!((drawn.as_str(), path.ball), (states, ball), "{status:?}");
        for step in path.steps {
            assert!(step.state != StepState::Ahead || step.at.is_none(), "{status:?}: nothing ahead has happened");
            assert!(step.state == StepState::Ahead || step.at.is_some(), "{status:?}: what has happened has a time");
        }
    }
    let mut given_up = deal_in(S::Withdrawn);
    given_up.status = RegistrationStatus::Withdrawn { approval: Some(approval()), at: at(40) };
    assert_eq!(DealPath::of(&given_up, at(41), 20, 1).steps[2].state, StepState::Ended);
}

#[test]
fn what_is_due_and_what_if_not() {
    let due = |status, now| DealPath::of(&deal_in(status), now, 20, 1).due;
    let paid = IfMissed::Compensated { points: 20 };
    assert_eq!(
        due(StatusKey::Submitted, at(0)),
        Some(Due { at: at(1), overdue: false, what: Promise::FirstResponse, if_missed: paid })
    );
    assert_eq!(due(StatusKey::InReview, at(3)), Some(Due { at: at(2), overdue: true, what: Promise::Decision, if_missed: paid }));
    assert_eq!(due(StatusKey::NeedsInfo, at(300)), None);
    let end = day(93).start();
    let order = Due { at: end, overdue: false, what: Promise::Order, if_missed: IfMissed::ProtectionEnds };
    assert_eq!(due(StatusKey::Approved, at(50)), Some(order));
    assert_eq!(due(StatusKey::Won, at(50)), None);
}
