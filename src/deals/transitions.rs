//! What may happen to a registration. Each transition swallows the old one and says what happened.

use super::{
    Appeal, Approval, Deadlines, DealAction, DealFacts, DealField, DealNumber, DealRegistration, DealStage, Explanation,
    ExtensionAnswered, ExtensionAsked, ExtensionDeclined, LossReason, ProtectionWindow, Refusal, RegistrationStatus,
    RejectionReason, RivalClaim, StageMove, Yes, protected_until,
};
use crate::{
    activity::ActivityKind,
    id::{CompanyId, DealId, UserId},
    money::Money,
    time::{MonthKey, Timestamp},
};

/// A registration after a change, and the activity to record with it, if it is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transition {
    pub deal: DealRegistration,
    pub happened: Option<ActivityKind>,
}

/// What an approval gives, and what it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Granting {
    /// So many people say yes.
    pub people: u8,
    /// So long the customer is protected.
    pub days: u16,
    /// The products that are one thing with the registration's.
    pub family: Vec<String>,
}

/// Where a deal goes on that is moved to another company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receiving {
    pub id: DealId,
    pub number: DealNumber,
    pub company: CompanyId,
    pub owner: UserId,
}

type Changed = Result<Transition, Refusal>;

impl DealRegistration {
    /// Passes when `version` is the one the caller was shown.
    ///
    /// # Errors
    /// [`Refusal::AlreadyDecided`] when the vendor has decided since, [`Refusal::ChangedMeanwhile`] otherwise.
    pub fn as_seen(self, version: i64) -> Result<Self, Refusal> {
        if self.version == version {
            return Ok(self);
        }
        let status = self.status.key();
        match self.status.decision() {
            Some((by, at)) if at == self.changed_at => Err(Refusal::AlreadyDecided { by, at, status }),
            _ => Err(Refusal::ChangedMeanwhile { by: self.changed_by, at: self.changed_at, status }),
        }
    }

    /// A reviewer has it in hand, which is the first response.
    pub fn take_up(self, by: UserId, at: Timestamp) -> Changed {
        let deal = self.ready_for(DealAction::TakeUp)?;
        Ok(deal.becomes(RegistrationStatus::InReview { reviewer: by, since: at, given: Vec::new() }, Some(by), at, None))
    }

    /// Asks the partner about `fields`; the vendor's clock stops.
    pub fn return_for_info(self, fields: Vec<DealField>, note: String, by: UserId, at: Timestamp) -> Changed {
        let deal = self.ready_for(DealAction::ReturnForInfo)?;
        let status = RegistrationStatus::NeedsInfo { fields, note, by, at };
        Ok(deal.becomes(status, Some(by), at, Some(ActivityKind::DealReturned)))
    }

    /// The partner's answer goes back to the reviewer who asked, with new `deadlines`.
    pub fn resubmit(self, facts: DealFacts, by: UserId, at: Timestamp, deadlines: Deadlines) -> Changed {
        let mut deal = self.ready_for(DealAction::Correct)?;
        let RegistrationStatus::NeedsInfo { fields, by: reviewer, .. } = &deal.status else {
            return Err(deal.refusal(DealAction::Correct));
        };
        let reviewer = *reviewer;
        let locked: Vec<DealField> = deal.facts.differences(&facts).into_iter().filter(|field| !fields.contains(field)).collect();
        if !locked.is_empty() {
            return Err(Refusal::FieldsLocked { fields: locked });
        }
        deal.facts = facts;
        deal.deadlines = deadlines;
        let status = RegistrationStatus::InReview { reviewer, since: at, given: Vec::new() };
        Ok(deal.becomes(status, Some(by), at, Some(ActivityKind::DealResubmitted)))
    }

    /// One person's yes. It protects the customer, unless others are still to say yes, or another protection of the customer runs
    /// among `rivals` for a product of the same family.
    pub fn approve(self, by: UserId, at: Timestamp, granting: Granting, rivals: &[RivalClaim]) -> Changed {
        let deal = self.ready_for(DealAction::Approve)?;
        let mut given = deal.status.given().to_vec();
        let others = given.iter().filter(|yes| yes.by != by).count();
        if others + 1 >= usize::from(granting.people) {
            return deal.protect(Some(by), at, granting, rivals);
        }
        if given.len() > others {
            return Err(Refusal::AnotherPerson);
        }
        deal.is_free(granting.family, rivals, at)?;
        let since = match &deal.status {
            RegistrationStatus::InReview { since, .. } => *since,
            _ => at,
        };
        given.push(Yes { by, at });
        let status = RegistrationStatus::InReview { reviewer: by, since, given };
        Ok(deal.becomes(status, Some(by), at, Some(ActivityKind::DealPreapproved)))
    }

    /// By the portal itself, where the programme's rule lets it. Whether anything similar is registered, the caller has looked.
    pub fn approve_at_once(self, at: Timestamp, granting: Granting, rivals: &[RivalClaim]) -> Changed {
        let deal = self.ready_for(DealAction::Approve)?;
        deal.protect(None, at, granting, rivals)
    }

    fn protect(self, by: Option<UserId>, at: Timestamp, granting: Granting, rivals: &[RivalClaim]) -> Changed {
        let Granting { days, family, .. } = granting;
        self.is_free(family, rivals, at)?;
        let given = self.status.given().iter().filter(|yes| Some(yes.by) != by).copied().collect();
        let approval = Approval::new(by, at, ProtectionWindow::from_approval(at, days), given);
        Ok(self.becomes(RegistrationStatus::Approved { approval }, by, at, Some(ActivityKind::DealApproved)))
    }

    pub(super) fn is_free(&self, family: Vec<String>, rivals: &[RivalClaim], at: Timestamp) -> Result<(), Refusal> {
        let taken = protected_until(&self.claim(family), rivals, at.day());
        taken.map_or(Ok(()), |until| Err(Refusal::CustomerProtected { until }))
    }

    pub fn reject(self, reason: RejectionReason, explanation: Explanation, by: UserId, at: Timestamp) -> Changed {
        let deal = self.ready_for(DealAction::Reject)?;
        let status = RegistrationStatus::Rejected { reason, explanation, by, at };
        Ok(deal.becomes(status, Some(by), at, Some(ActivityKind::DealRejected)))
    }

    /// By a reviewer, who explains, or by the portal itself (`by` and `explanation` are `None`) right after submission.
    pub fn mark_conflicted(
        self,
        until: Option<MonthKey>,
        explanation: Option<Explanation>,
        by: Option<UserId>,
        at: Timestamp,
    ) -> Changed {
        let deal = self.ready_for(DealAction::MarkConflicted)?;
        let status = RegistrationStatus::Conflicted { until, explanation, by, at };
        Ok(deal.becomes(status, by, at, Some(ActivityKind::DealConflicted)))
    }

    /// Asks the vendor to look again at a no, once.
    pub fn appeal(self, text: String, by: UserId, at: Timestamp, deadlines: Deadlines) -> Changed {
        let mut deal = self.ready_for(DealAction::Appeal)?;
        deal.appeal = Some(Appeal { text, at });
        deal.deadlines = deadlines;
        Ok(deal.becomes(RegistrationStatus::Submitted, Some(by), at, Some(ActivityKind::DealResubmitted)))
    }

    pub fn withdraw(self, by: UserId, at: Timestamp) -> Changed {
        let deal = self.ready_for(DealAction::Withdraw)?;
        let status = RegistrationStatus::Withdrawn { approval: deal.status.approval().cloned(), at };
        Ok(deal.becomes(status, Some(by), at, Some(ActivityKind::DealWithdrawn)))
    }

    /// The partner's own progress; an activity only if the stage is another one.
    pub fn move_stage(self, step: StageMove, by: UserId, at: Timestamp) -> Changed {
        let mut deal = self.ready_for(DealAction::MoveStage)?;
        if step.stage.is_outcome() {
            return Err(Refusal::StageIsAnOutcome);
        }
        let happened = (deal.stage != step.stage).then_some(ActivityKind::StageMoved);
        deal.stage = step.stage;
        deal.facts.next_step = step.next_step;
        deal.facts.amount = step.amount.unwrap_or(deal.facts.amount);
        deal.facts.expected_close = step.expected_close.unwrap_or(deal.facts.expected_close);
        Ok(deal.touched(Some(by), at, happened))
    }

    /// The stage alone; what is planned and expected stays as it is.
    pub fn move_card(self, stage: DealStage, by: UserId, at: Timestamp) -> Changed {
        let next_step = self.facts.next_step.clone();
        self.move_stage(StageMove { stage, next_step, amount: None, expected_close: None }, by, at)
    }

    pub fn win(self, amount: Money, by: UserId, at: Timestamp) -> Changed {
        let (mut deal, approval) = self.approved_for(DealAction::Win)?;
        deal.stage = DealStage::Won;
        let status = RegistrationStatus::Won { approval, amount, at };
        Ok(deal.becomes(status, Some(by), at, Some(ActivityKind::DealWon)))
    }

    pub fn lose(self, reason: LossReason, note: Option<String>, by: UserId, at: Timestamp) -> Changed {
        let (mut deal, approval) = self.approved_for(DealAction::Lose)?;
        deal.stage = DealStage::Lost;
        let status = RegistrationStatus::Lost { approval, reason, note, at };
        Ok(deal.becomes(status, Some(by), at, Some(ActivityKind::DealLost)))
    }

    /// The one extension of the protection by the partner's own hand.
    pub fn extend(self, days: u16, by: UserId, at: Timestamp) -> Changed {
        let (deal, mut approval) = self.approved_for(DealAction::Extend)?;
        // The clock's job may be late; what has run out cannot be extended.
        if !approval.protection.covers(at.day()) {
            return Err(deal.refusal(DealAction::Extend));
        }
        approval.protection = approval.protection.extended_by(days);
        Ok(deal.becomes(RegistrationStatus::Approved { approval }, Some(by), at, None))
    }

    /// Asks for more time than the partner may take by its own hand; `decide_by`: the vendor's promise.
    pub fn ask_extension(self, reason: String, by: UserId, at: Timestamp, decide_by: Timestamp) -> Changed {
        let (deal, mut approval) = self.approved_for(DealAction::AskExtension)?;
        if !approval.protection.covers(at.day()) {
            return Err(deal.refusal(DealAction::AskExtension));
        }
        approval.asked = Some(ExtensionAsked { reason, by, at, decide_by });
        approval.declined = None;
        approval.answered = None;
        Ok(deal.becomes(RegistrationStatus::Approved { approval }, Some(by), at, Some(ActivityKind::ExtensionAsked)))
    }

    /// So many days more, counted from today where the protection would have ended meanwhile.
    pub fn grant_extension(self, days: u16, by: UserId, at: Timestamp) -> Changed {
        let (deal, mut approval) = self.approved_for(DealAction::GrantExtension)?;
        approval.protection = ProtectionWindow { last_day: approval.granted_until(days, at.day()), extended: true };
        approval.asked = None;
        approval.answered = Some(ExtensionAnswered { by, at, granted: true });
        Ok(deal.becomes(RegistrationStatus::Approved { approval }, Some(by), at, Some(ActivityKind::ProtectionExtended)))
    }

    pub fn decline_extension(self, text: String, by: UserId, at: Timestamp) -> Changed {
        let (deal, mut approval) = self.approved_for(DealAction::DeclineExtension)?;
        approval.asked = None;
        approval.declined = Some(ExtensionDeclined { text, at });
        approval.answered = Some(ExtensionAnswered { by, at, granted: false });
        Ok(deal.becomes(RegistrationStatus::Approved { approval }, Some(by), at, Some(ActivityKind::ExtensionDeclined)))
    }

    /// Another person of the company goes on with it.
    pub fn hand_over(self, owner: UserId, by: UserId, at: Timestamp) -> Changed {
        let mut deal = self.ready_for(DealAction::HandOver)?;
        deal.owner = owner;
        Ok(deal.touched(Some(by), at, Some(ActivityKind::DealHandedOver)))
    }

    /// The vendor gives the customer free again.
    pub fn release(self, by: UserId, at: Timestamp) -> Changed {
        let (deal, approval) = self.approved_for(DealAction::Release)?;
        Ok(deal.becomes(RegistrationStatus::Released { approval, by, at, moved: None }, Some(by), at, None))
    }

    /// The vendor moves it to another company with all that it protects: here it ends, and there another registration of the same
    /// customer goes on. What it earned and showed until then stays where it is.
    pub fn transfer(self, to: Receiving, reason: &str, by: UserId, at: Timestamp) -> Result<(Transition, Transition), Refusal> {
        let (deal, approval) = self.approved_for(DealAction::Transfer)?;
        // Whom its people meet, the next step and what is thought of it belong to those who leave.
        let facts = DealFacts { next_step: None, ..deal.facts.clone() };
        let received = deal.goes_on(to, approval.clone(), (facts, DealStage::Registered), by, at);
        let moved = Some(reason.to_owned());
        let status = RegistrationStatus::Released { approval, by, at, moved };
        let given = deal.becomes(status, Some(by), at, Some(ActivityKind::DealGivenAway));
        Ok((given, Transition { deal: received, happened: Some(ActivityKind::DealTakenOver) }))
    }

    /// Another registration of the same customer, under the same yes; what was asked of the vendor for this one is not asked for it.
    pub(super) fn goes_on(
        &self,
        to: Receiving,
        approval: Approval,
        (facts, stage): (DealFacts, DealStage),
        by: UserId,
        at: Timestamp,
    ) -> Self {
        Self {
            id: to.id,
            number: to.number,
            company: to.company,
            owner: to.owner,
            facts,
            stage,
            status: RegistrationStatus::Approved {
                approval: Approval { asked: None, declined: None, answered: None, ..approval },
            },
            appeal: None,
            submitted_at: self.submitted_at,
            deadlines: self.deadlines,
            changed_by: Some(by),
            changed_at: at,
            version: 1,
        }
    }

    /// The protection has run out.
    pub fn expire(self, at: Timestamp) -> Changed {
        let (deal, approval) = self.approved_for(DealAction::Expire)?;
        if at.day() <= approval.last_day() {
            return Err(Refusal::StillProtected);
        }
        Ok(deal.becomes(RegistrationStatus::Expired { approval, at }, None, at, Some(ActivityKind::DealExpired)))
    }

    fn ready_for(self, action: DealAction) -> Result<Self, Refusal> {
        if self.allows(action) { Ok(self) } else { Err(self.refusal(action)) }
    }

    pub(super) fn approved_for(self, action: DealAction) -> Result<(Self, Approval), Refusal> {
        let deal = self.ready_for(action)?;
        match deal.status.approval().cloned() {
            Some(approval) => Ok((deal, approval)),
            None => Err(deal.refusal(action)),
        }
    }

    fn refusal(&self, action: DealAction) -> Refusal {
        let status = self.status.key();
        let about_time = matches!(action, DealAction::GrantExtension | DealAction::DeclineExtension);
        // What is answered of a wish for more time is that answer, not the approval before it.
        if let Some(answer) = self.status.approval().and_then(|approval| approval.answered).filter(|_| about_time) {
            return Refusal::AlreadyDecided { by: Some(answer.by), at: answer.at, status };
        }
        match self.status.decision() {
            Some((by, at)) if !action.is_partners() => Refusal::AlreadyDecided { by, at, status },
            _ => Refusal::NotInThisStatus { status },
        }
    }

    fn becomes(
        mut self,
        status: RegistrationStatus,
        by: Option<UserId>,
        at: Timestamp,
        happened: Option<ActivityKind>,
    ) -> Transition {
        self.status = status;
        self.touched(by, at, happened)
    }

    pub(super) fn touched(mut self, by: Option<UserId>, at: Timestamp, happened: Option<ActivityKind>) -> Transition {
        self.changed_by = by;
        self.changed_at = at;
        self.version += 1;
        Transition { deal: self, happened }
    }
}
