//! The whole machine over HTTP: every status, every action, every person — done, or refused exactly so.

use axum::http::StatusCode;
use jiso::{
    activity::{ActivityKind, Subject},
    caller::Caller,
    deals::{
        Approval, CompanySize, CustomerCard, Deadlines, DealAction, DealFacts, DealField, DealNumber, DealRegistration,
        DealStage, Explanation, ExtensionAsked, Industry, LossReason, ProtectionWindow, Registering, RegistrationStatus,
        RejectionReason, StatusKey,
    },
    failure::{Conflict, Failure},
    id::DealId,
    money::Money,
};
use jiso_server::testing::{TestPortal, portals};

const WHY: &str = "十分に長い、もっともな理由です。";

/// The server function of each action but the clock's, with a form that is right.
fn form(action: DealAction, portal: &TestPortal) -> Option<(&'static str, Vec<(&'static str, String)>)> {
    let why = |field| (field, WHY.to_owned());
    Some(match action {
        DealAction::Correct => ("correct_deal", vec![why("need")]),
        DealAction::MoveStage => ("move_deal", vec![("stage", "proposal".into())]),
        DealAction::Win => ("win_deal", vec![("amount", "1000000".into())]),
        DealAction::Lose => ("lose_deal", vec![("reason", "price".into())]),
        DealAction::Extend => ("extend_deal", vec![]),
        DealAction::AskExtension => ("ask_extension", vec![why("reason")]),
        DealAction::HandOver => ("hand_over_deal", vec![("owner", portal.lead.user.to_string())]),
        DealAction::Appeal => ("appeal_deal", vec![why("text")]),
        DealAction::Withdraw => ("withdraw_deal", vec![]),
        DealAction::TakeUp => ("take_up_deal", vec![]),
        DealAction::Approve => ("approve_deal", vec![]),
        DealAction::ReturnForInfo => ("return_deal", vec![("fields[]", "need".into()), why("note")]),
        DealAction::Reject => ("reject_deal", vec![("reason", "incomplete".into()), why("text"), why("what_would_change")]),
        DealAction::MarkConflicted => ("mark_deal_conflicted", vec![why("text"), why("what_would_change")]),
        DealAction::GrantExtension => ("grant_extension", vec![]),
        DealAction::DeclineExtension => ("decline_extension", vec![why("text")]),
        DealAction::Transfer => ("transfer_deal", vec![("company", "みなと情報".into()), why("reason")]),
        DealAction::Split => {
            let (key, amount) = (("key", portal.office.new_id::<()>().to_string()), ("amount", "400000".into()));
            let company = ("company", "みなと情報".into());
            ("split_deal", vec![key, ("product", "voice".into()), amount, company, why("reason")])
        }
        DealAction::Release => ("release_deal", vec![]),
        DealAction::Expire => return None,
    })
}

/// A deal of the rep's in `status`, in which what may be done once is still to be done.
fn deal_in(portal: &TestPortal, number: i64, status: StatusKey, action: DealAction) -> DealRegistration {
    use RegistrationStatus as S;
    let now = portal.office.now();
    let facts = DealFacts {
        customer: CustomerCard::new(format!("{number}番の会社"), None, None),
        industry: Industry::Retail,
        size: CompanySize::Small,
        territory: None,
        product: "standard".into(),
        amount: Money::yen(1_000_000),
        expected_close: now.day().plus(30),
        need: WHY.into(),
        next_step: None,
    };
    let deadlines = Deadlines { respond_by: now.plus_days(1), decide_by: now.plus_days(2) };
    let (company, owner) = (portal.aoba, portal.rep.user);
    let new = Registering { id: portal.office.new_id(), number: DealNumber(number), company, owner, at: now, deadlines };
    let deal = DealRegistration::submit(new, facts).deal;
    let by = portal.admin.user;
    let mut approval = Approval::new(Some(by), now, ProtectionWindow::from_approval(now, 20), Vec::new());
    approval.protection.extended = action == DealAction::AskExtension;
    if matches!(action, DealAction::GrantExtension | DealAction::DeclineExtension) {
        approval.asked = Some(ExtensionAsked { reason: WHY.into(), by: owner, at: now, decide_by: now.plus_days(2) });
    }
    let explanation = Explanation { text: WHY.into(), what_would_change: WHY.into() };
    let status = match status {
        StatusKey::Submitted => S::Submitted,
        StatusKey::InReview => S::InReview { reviewer: by, since: now, given: Vec::new() },
        StatusKey::NeedsInfo => S::NeedsInfo { fields: vec![DealField::Need], note: WHY.into(), by, at: now },
        StatusKey::Approved => S::Approved { approval },
        StatusKey::Rejected => S::Rejected { reason: RejectionReason::Incomplete, explanation, by, at: now },
        StatusKey::Conflicted => S::Conflicted { until: None, explanation: Some(explanation), by: Some(by), at: now },
        StatusKey::Won => S::Won { approval, amount: Money::yen(1_000_000), at: now },
        StatusKey::Lost => S::Lost { approval, reason: LossReason::Price, note: None, at: now },
        StatusKey::Expired => S::Expired { approval, at: now },
        StatusKey::Withdrawn => S::Withdrawn { approval: None, at: now },
        StatusKey::Released => S::Released { approval, by, at: now, moved: None },
    };
    let stage = if status.key() == StatusKey::Won { DealStage::Won } else { DealStage::Registered };
    DealRegistration { status, stage, ..deal }
}

/// What we mean: who of the two sides may, and in which statuses.
fn expected(deal: &DealRegistration, action: DealAction, who: &Caller, portal: &TestPortal) -> StatusCode {
    use StatusKey as S;
    let status = deal.status.key();
    let (ours, lead) = ([portal.rep.user, portal.lead.user].contains(&who.user), who.user == portal.lead.user);
    let reviewer = [portal.manager.user, portal.admin.user].contains(&who.user);
    if !action.is_partners() {
        if !reviewer {
            return StatusCode::FORBIDDEN;
        }
    } else if !who.role.is_partner() || (action == DealAction::HandOver && !lead) {
        return StatusCode::FORBIDDEN;
    } else if !ours {
        return StatusCode::NOT_FOUND;
    }
    let open = matches!(status, S::Submitted | S::InReview | S::NeedsInfo | S::Approved);
    let possible = match action {
        DealAction::Correct => status == S::NeedsInfo,
        DealAction::MoveStage => matches!(status, S::Submitted | S::Approved),
        DealAction::HandOver | DealAction::Withdraw => open,
        DealAction::Appeal => matches!(status, S::Rejected | S::Conflicted),
        DealAction::TakeUp => status == S::Submitted,
        DealAction::Approve | DealAction::ReturnForInfo | DealAction::Reject | DealAction::MarkConflicted => {
            matches!(status, S::Submitted | S::InReview)
        }
        _ => status == S::Approved,
    };
    if possible { StatusCode::OK } else { StatusCode::CONFLICT }
}

#[tokio::test]
async fn every_action_in_every_status_by_everybody() {
    for portal in portals().await {
        let people = [&portal.rep, &portal.lead, &portal.rival, &portal.manager, &portal.editor, &portal.admin];
        let mut number = 5_000;
        let mut tried = Vec::new();
        let mut tx = portal.office.store.write().await.unwrap();
        for status in StatusKey::ALL {
            for action in DealAction::ALL.iter().filter(|action| **action != DealAction::Expire) {
                for who in people {
                    number += 1;
                    let deal = deal_in(&portal, number, *status, *action);
                    assert!(tx.insert_deal(&deal, &format!("key-{number:012}")).await.unwrap());
                    tried.push((deal, *action, who));
                }
            }
        }
        tx.commit().await.unwrap();
        for (deal, action, who) in tried {
            let (path, more) = form(action, &portal).unwrap();
            let id = deal.id.to_string();
            let mut fields = vec![("deal", id.as_str()), ("version", "1")];
            fields.extend(more.iter().map(|(name, value)| (*name, value.as_str())));
            if action == DealAction::Extend {
                // The partner's own extension asks for something that happened lately.
                portal.happen(&portal.rep, ActivityKind::StageMoved, Subject::Deal(deal.id)).await;
            }
            let answer = portal.call(Some(who), path, &fields).await;
            let wanted = expected(&deal, action, who, &portal);
            let told = format!("{action:?} in {:?} by {}: {}", deal.status.key(), who.name, answer.body);
            assert_eq!(answer.status, wanted, "{told}");
            let after = found(&portal, deal.id).await;
            match wanted {
                StatusCode::OK => assert_eq!(after.version, 2, "{told}"),
                StatusCode::CONFLICT => {
                    let Failure::Conflict { conflict } = answer.failure() else { panic!("{told}") };
                    let status = match conflict {
                        Conflict::NotInThisStatus { status } | Conflict::AlreadyDecided { status, .. } => status,
                        other => panic!("{told} {other:?}"),
                    };
                    assert_eq!((status.as_str(), after), (deal.status.key().as_str(), deal), "{told}");
                }
                _ => assert_eq!(after, deal, "{told}"),
            }
        }
    }
}

async fn found(portal: &TestPortal, id: DealId) -> DealRegistration {
    portal.office.store.read().await.unwrap().deal(id).await.unwrap().unwrap().deal
}
