use super::{VisitAction, VisitMoment, VisitState};
use crate::{
    goals::{Said, Side},
    id::{CompanyId, DealId, UserId, VisitId},
    time::{Day, Timestamp},
};

/// So many times are named at once, at most.
pub const SLOTS: usize = 3;

/// A visit to a customer that partner and vendor make together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JointVisit {
    pub id: VisitId,
    pub deal: DealId,
    pub company: CompanyId,
    /// Grows with every change: nobody changes what somebody else has changed meanwhile.
    pub version: i64,
    pub state: VisitState,
    /// Which side named the times, or confirmed first.
    pub side: Side,
    pub plan: VisitPlan,
    /// The times named last; the first of them when one is fixed.
    pub slots: Vec<Timestamp>,
    pub starts_at: Option<Timestamp>,
    /// The day it is about: of the fixed time, else of the first one named, or as reported.
    pub on: Day,
    /// What was said with the last move, or with the report.
    pub note: Option<String>,
    /// The person of the partner whose visit it is; points are this person's.
    pub owner: UserId,
    pub asked: Said,
    /// Who named times, fixed one, confirmed or called off last.
    pub moved: Said,
    /// Who of the vendor comes.
    pub host: Option<UserId>,
    /// Each side's own word.
    pub partner_said: Option<VisitAnswer>,
    pub vendor_said: Option<VisitAnswer>,
}

/// What the visit is for and how it is done; empty where it was reported after the fact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VisitPlan {
    pub purpose: String,
    /// Who of the customer is met.
    pub meets: String,
    pub partner_role: String,
    pub vendor_role: String,
    /// An address, or the link of a call.
    pub place: String,
    pub minutes: u16,
}

/// Whether it took place, by the word of one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VisitAnswer {
    pub held: bool,
    pub by: UserId,
    pub at: Timestamp,
}

/// What one side takes home from a visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Debrief {
    pub side: Side,
    pub wish: String,
    pub obstacle: String,
    pub next_step: String,
    pub said: Said,
}

/// Why something may not be done about a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VisitRefusal {
    /// The table does not have it in this state.
    NotNow,
    /// That time is not among those that were named last.
    OtherTimes,
}

impl JointVisit {
    pub fn moment(&self, now: Timestamp) -> VisitMoment {
        let begun = self.starts_at.is_none_or(|at| at <= now);
        VisitMoment { state: self.state, side: self.side, begun }
    }

    /// On its way, or took place: there is no other to report.
    pub const fn stands(&self) -> bool {
        !matches!(self.state, VisitState::Denied | VisitState::Cancelled)
    }

    /// Neither over nor called off.
    pub const fn is_open(&self) -> bool {
        matches!(self.state, VisitState::Proposed | VisitState::Agreed | VisitState::Confirmed)
    }

    /// Since when the vendor's word is waited for.
    pub fn vendor_since(&self, now: Timestamp) -> Option<Timestamp> {
        self.moment(now).waits_for(Side::Vendor).then(|| match self.state {
            VisitState::Agreed => self.starts_at.unwrap_or(self.moved.at),
            _ => self.moved.at,
        })
    }

    /// # Errors
    /// [`VisitRefusal::NotNow`]
    pub fn check(&self, action: VisitAction, by: Side, now: Timestamp) -> Result<(), VisitRefusal> {
        if self.moment(now).allows(action, by) { Ok(()) } else { Err(VisitRefusal::NotNow) }
    }

    /// Other times by one side. A person of the vendor who names them means to come.
    ///
    /// # Errors
    /// [`VisitRefusal::NotNow`]
    pub fn propose(&mut self, by: Side, said: Said, slots: Vec<Timestamp>, note: Option<String>) -> Result<(), VisitRefusal> {
        self.check(VisitAction::Propose, by, said.at)?;
        self.state = VisitState::Proposed;
        self.on = slots.first().map_or(self.on, |at| at.day());
        (self.side, self.moved, self.slots, self.starts_at, self.note) = (by, said, slots, None, note);
        self.host = (by == Side::Vendor).then_some(said.by);
        Ok(())
    }

    /// Fixes one of the times the other side named.
    ///
    /// # Errors
    /// [`VisitRefusal`]
    pub fn accept(&mut self, by: Side, said: Said, slot: Timestamp) -> Result<(), VisitRefusal> {
        self.check(VisitAction::Accept, by, said.at)?;
        if !self.slots.contains(&slot) {
            return Err(VisitRefusal::OtherTimes);
        }
        (self.state, self.moved, self.starts_at, self.on) = (VisitState::Agreed, said, Some(slot), slot.day());
        if by == Side::Vendor {
            self.host = Some(said.by);
        }
        Ok(())
    }

    /// # Errors
    /// [`VisitRefusal::NotNow`]
    pub fn substitute(&mut self, said: Said) -> Result<(), VisitRefusal> {
        self.check(VisitAction::Substitute, Side::Vendor, said.at)?;
        (self.host, self.moved) = (Some(said.by), said);
        Ok(())
    }

    /// # Errors
    /// [`VisitRefusal::NotNow`]
    pub fn cancel(&mut self, by: Side, said: Said, note: Option<String>) -> Result<(), VisitRefusal> {
        self.check(VisitAction::Cancel, by, said.at)?;
        (self.state, self.side, self.moved, self.note) = (VisitState::Cancelled, by, said, note);
        Ok(())
    }

    /// One side's word.
    ///
    /// # Errors
    /// [`VisitRefusal::NotNow`]
    pub fn say(&mut self, by: Side, held: bool, said: Said) -> Result<(), VisitRefusal> {
        self.check(if held { VisitAction::Confirm } else { VisitAction::Deny }, by, said.at)?;
        let word = Some(VisitAnswer { held, by: said.by, at: said.at });
        match by {
            Side::Partner => self.partner_said = word,
            Side::Vendor => self.vendor_said = word,
        }
        self.state = match (held, self.state) {
            (false, _) => VisitState::Denied,
            (true, VisitState::Confirmed) => VisitState::Held,
            (true, _) => VisitState::Confirmed,
        };
        if self.state == VisitState::Confirmed {
            self.side = by;
        }
        self.moved = said;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id;

    fn at(hours: i64) -> Timestamp {
        Timestamp::EPOCH.plus_hours(hours)
    }

    fn said(hours: i64) -> Said {
        Said { by: Id::new(Timestamp::EPOCH, [7; 10]), at: at(hours) }
    }

    fn visit() -> JointVisit {
        JointVisit {
            id: Id::new(Timestamp::EPOCH, [1; 10]),
            deal: Id::new(Timestamp::EPOCH, [2; 10]),
            company: Id::new(Timestamp::EPOCH, [3; 10]),
            version: 1,
            state: VisitState::Proposed,
            side: Side::Partner,
            plan: VisitPlan::default(),
            slots: vec![at(48), at(72)],
            starts_at: None,
            on: at(48).day(),
            note: None,
            owner: Id::new(Timestamp::EPOCH, [4; 10]),
            asked: said(0),
            moved: said(0),
            host: None,
            partner_said: None,
            vendor_said: None,
        }
    }

    #[test]
    fn a_visit_is_arranged_moved_and_confirmed_by_both() {
        let mut visit = visit();
        assert_eq!(visit.vendor_since(at(1)), Some(at(0)));
        assert!(visit.accept(Side::Partner, said(1), at(48)).is_err(), "nobody accepts their own times");
        assert!(visit.accept(Side::Vendor, said(1), at(50)).is_err(), "not a time that was named");
        visit.propose(Side::Vendor, said(2), vec![at(96)], None).expect("counter");
        assert_eq!((visit.host, visit.vendor_since(at(3))), (Some(said(0).by), None));
        visit.accept(Side::Partner, said(3), at(96)).expect("accept");
        assert!(visit.say(Side::Partner, true, said(95)).is_err(), "not before it began");
        assert_eq!((visit.vendor_since(at(95)), visit.vendor_since(at(96))), (None, Some(at(96))));
        visit.say(Side::Vendor, true, said(97)).expect("first");
        assert_eq!((visit.state, visit.side), (VisitState::Confirmed, Side::Vendor));
        assert!(visit.say(Side::Vendor, true, said(98)).is_err(), "one side's word is one word");
        visit.say(Side::Partner, true, said(98)).expect("second");
        assert_eq!(visit.state, VisitState::Held);
        assert!(visit.stands() && !visit.is_open());
    }

    #[test]
    fn either_side_may_say_that_it_did_not_take_place() {
        for (first, second) in [(None, Side::Partner), (None, Side::Vendor), (Some(Side::Partner), Side::Vendor)] {
            let mut visit = visit();
            visit.accept(Side::Vendor, said(1), at(72)).expect("accept");
            if let Some(first) = first {
                visit.say(first, true, said(73)).expect("first");
            }
            visit.say(second, false, said(74)).expect("second");
            assert_eq!(visit.state, VisitState::Denied);
            assert!(!visit.stands());
        }
    }

    #[test]
    fn a_fixed_time_is_given_up_until_it_comes() {
        let mut visit = visit();
        visit.accept(Side::Vendor, said(1), at(48)).expect("accept");
        visit.substitute(said(2)).expect("another goes");
        visit.propose(Side::Partner, said(3), vec![at(80)], Some("延期".into())).expect("move");
        assert_eq!((visit.starts_at, visit.host), (None, None));
        visit.accept(Side::Vendor, said(4), at(80)).expect("accept");
        assert!(visit.cancel(Side::Partner, said(81), None).is_err(), "too late");
        visit.cancel(Side::Partner, said(79), None).expect("in time");
        assert_eq!(visit.state, VisitState::Cancelled);
    }
}
