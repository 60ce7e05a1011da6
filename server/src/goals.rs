//! Use cases: goals that partner and vendor share.

use async_trait::async_trait;
use jiso::{
    accounts::access::Action,
    activity::{Activity, ActivityKind, Origin},
    caller::Caller,
    failure::{Answer, Conflict, Failure},
    goals::{GoalAnswerForm, GoalForm, GoalSaid, GoalState, GoalView, Goals, GoalsSheet, MOST_GOALS, Said, SharedGoal, Side},
    id::{CompanyId, UserId},
    notifications::NoticeText,
    time::Timestamp,
};
use jiso_app::{format::day, goals::goal_title, text::mail as t};
use jiso_store::{Tx, accounts::User};

use crate::{
    notifications::{Letter, Notice},
    office::Office,
};

/// So many that are over are shown.
const PAST_SHOWN: usize = 5;

#[async_trait]
impl Goals for Office {
    async fn mine(&self, caller: &Caller) -> Answer<GoalsSheet> {
        caller.may(Action::SeeProgress)?;
        let company = caller.own_company()?;
        let mut tx = self.store.read().await?;
        self.goals_sheet(&mut tx, caller, company).await
    }

    async fn propose(&self, caller: &Caller, form: GoalForm) -> Answer<CompanyId> {
        caller.may(Action::AgreeGoals)?;
        let (side, now) = (Side::of(caller.role), self.now());
        let company = match side {
            Side::Partner => caller.own_company()?,
            Side::Vendor => form.company.parse().map_err(|_| Failure::NotFound)?,
        };
        let (id, replaced, terms) = (form.key()?, form.replaced()?, form.read(now.day())?);
        let mut tx = self.store.write().await?;
        tx.company(company).await?.ok_or(Failure::NotFound)?;
        // Of two at once the second waits here and then sees what the first did.
        self.record(&mut tx, self.act_on_goal(caller, company, ActivityKind::GoalProposed)).await?;
        let goals = tx.goals_of(company).await?;
        if goals.iter().any(|goal| goal.id == id) {
            return Ok(company);
        }
        let said = Said { by: caller.user, at: now };
        let old = match replaced {
            Some(old) => Some(goals.iter().find(|goal| goal.id == old).ok_or(Failure::NotFound)?),
            None => None,
        };
        if let Some(old) = old {
            if !tx.answer_goal(old.id, GoalState::Replaced, said).await? {
                return Err(self.decided(&mut tx, old).await?);
            }
        } else if let Some(other) = in_the_way(&goals) {
            return Err(self.decided(&mut tx, other).await?);
        }
        let since = old.map_or(now.day(), |old| old.since);
        let (state, answered, closed_at) = (GoalState::Proposed, None, None);
        let goal = SharedGoal { id, company, terms, since, side, proposed: said, state, answered, closed_at };
        tx.insert_goal(&goal).await?;
        self.tell_the_other_side(&mut tx, caller, &goal, false).await?;
        tx.commit().await?;
        Ok(company)
    }

    async fn agree(&self, caller: &Caller, form: GoalAnswerForm) -> Answer<CompanyId> {
        caller.may(Action::AgreeGoals)?;
        let id = form.read()?;
        let mut tx = self.store.write().await?;
        let goal = tx.goal(id).await?.filter(|goal| concerns(caller, goal)).ok_or(Failure::NotFound)?;
        // One side alone agrees on nothing.
        if goal.side == Side::of(caller.role) {
            return Err(Failure::Forbidden);
        }
        self.record(&mut tx, self.act_on_goal(caller, goal.company, ActivityKind::GoalAgreed)).await?;
        let said = Said { by: caller.user, at: self.now() };
        if tx.answer_goal(id, GoalState::Agreed, said).await? {
            self.tell_the_other_side(&mut tx, caller, &goal, true).await?;
            tx.commit().await?;
            return Ok(goal.company);
        }
        let now = tx.goal(id).await?.ok_or(Failure::NotFound)?;
        match now.state {
            GoalState::Agreed | GoalState::Met | GoalState::Missed => Ok(goal.company),
            _ => Err(self.decided(&mut tx, &now).await?),
        }
    }

    async fn end(&self, caller: &Caller, form: GoalAnswerForm) -> Answer<CompanyId> {
        caller.may(Action::AgreeGoals)?;
        let id = form.read()?;
        let mut tx = self.store.write().await?;
        let goal = tx.goal(id).await?.filter(|goal| concerns(caller, goal)).ok_or(Failure::NotFound)?;
        if tx.close_goal(id, GoalState::Ended, self.now()).await? {
            let ended = self.of_the_vendor(goal.company, ActivityKind::GoalEnded, self.now());
            self.record(&mut tx, ended).await?;
            tx.commit().await?;
        }
        Ok(goal.company)
    }
}

/// What stands in the way of a new proposal: another that waits, or as many goals as a company pursues.
fn in_the_way(goals: &[SharedGoal]) -> Option<&SharedGoal> {
    let agreed: Vec<&SharedGoal> = goals.iter().filter(|goal| goal.state == GoalState::Agreed).collect();
    goals
        .iter()
        .find(|goal| goal.state == GoalState::Proposed)
        .or_else(|| agreed.first().copied().filter(|_| agreed.len() >= MOST_GOALS))
}

/// The vendor's people look after every company, a partner's after their own.
fn concerns(caller: &Caller, goal: &SharedGoal) -> bool {
    Side::of(caller.role) == Side::Vendor || caller.company == Some(goal.company)
}

impl Office {
    /// A company's goals, each with what was done for it.
    pub(crate) async fn goals_sheet(&self, tx: &mut Tx, caller: &Caller, company: CompanyId) -> Answer<GoalsSheet> {
        let goals = tx.goals_of(company).await?;
        let (mut alive, mut past) = (Vec::new(), Vec::new());
        let room = in_the_way(&goals).is_none();
        for goal in goals {
            match goal.is_alive() {
                true => alive.push(self.goal_view(tx, goal).await?),
                false if past.len() < PAST_SHOWN && goal.state != GoalState::Replaced => {
                    past.push(self.goal_view(tx, goal).await?);
                }
                false => {}
            }
        }
        alive.sort_by_key(|goal| (goal.state != GoalState::Proposed, goal.terms.by));
        Ok(GoalsSheet {
            side: Side::of(caller.role),
            alive,
            past,
            may: caller.may(Action::AgreeGoals).is_ok(),
            room,
            key: self.new_id::<()>().to_string(),
            today: self.now().day(),
        })
    }

    async fn goal_view(&self, tx: &mut Tx, goal: SharedGoal) -> Answer<GoalView> {
        let done = tx.done_for(&goal).await?;
        let answered = match goal.answered {
            Some(said) => Some(self.said(tx, said).await?),
            None => None,
        };
        let taken_over_by = match goal.partners_person() {
            Some(user) => self.successor_of(tx, user).await?,
            None => None,
        };
        Ok(GoalView {
            taken_over_by,
            state: goal.standing(done, self.now().day()),
            proposed: self.said(tx, goal.proposed).await?,
            id: goal.id,
            terms: goal.terms,
            since: goal.since,
            done,
            side: goal.side,
            answered,
            closed_at: goal.closed_at,
        })
    }

    /// The name of who goes on for somebody who has left, in the end.
    async fn successor_of(&self, tx: &mut Tx, user: UserId) -> Answer<Option<String>> {
        let (mut last, mut seen) = (user, vec![user]);
        while let Some(next) = tx.successor(last).await?.filter(|next| !seen.contains(next)) {
            seen.push(next);
            last = next;
        }
        if last == user { Ok(None) } else { self.person(tx, last).await.map(Some) }
    }

    async fn said(&self, tx: &mut Tx, said: Said) -> Answer<GoalSaid> {
        Ok(GoalSaid { by: self.person(tx, said.by).await?, at: said.at })
    }

    /// Since when a proposal of one side waits for the other.
    pub(crate) async fn goal_waits(&self, tx: &mut Tx, company: CompanyId, side: Side) -> Answer<Option<Timestamp>> {
        let goals = tx.goals_of(company).await?;
        Ok(goals.iter().find(|goal| goal.waits_for(side)).map(|goal| goal.proposed.at))
    }

    /// Closes the agreed goals that were met, and those whose day is over. Says how many.
    ///
    /// # Errors
    /// [`Failure::Unavailable`]
    pub async fn close_goals(&self) -> Answer<usize> {
        let now = self.now();
        let mut tx = self.store.read().await?;
        let mut over = Vec::new();
        for goal in tx.agreed_goals().await? {
            let done = tx.done_for(&goal).await?;
            let state = goal.standing(done, now.day());
            if state != GoalState::Agreed {
                over.push((goal, state));
            }
        }
        drop(tx);
        for (goal, state) in &over {
            let mut tx = self.store.write().await?;
            // Another node may have closed it.
            if tx.close_goal(goal.id, *state, now).await? {
                let kind = if *state == GoalState::Met { ActivityKind::GoalMet } else { ActivityKind::GoalEnded };
                self.record(&mut tx, self.of_the_vendor(goal.company, kind, now)).await?;
                tx.commit().await?;
            }
        }
        Ok(over.len())
    }

    /// What the partner does is its own, what the vendor does is nobody's of the company.
    fn act_on_goal(&self, caller: &Caller, company: CompanyId, kind: ActivityKind) -> Activity {
        match Side::of(caller.role) {
            Side::Partner => self.own_act(caller, company, kind),
            Side::Vendor => self.of_the_vendor(company, kind, self.now()),
        }
    }

    async fn decided(&self, tx: &mut Tx, goal: &SharedGoal) -> Answer<Failure> {
        let said = goal.answered.unwrap_or(goal.proposed);
        let by = self.person(tx, said.by).await?;
        Ok(Failure::Conflict { conflict: Conflict::Decided { by, at: goal.closed_at.unwrap_or(said.at) } })
    }

    /// About a proposal, or about the answer to it. Who follows the vendor's link was asked to.
    async fn tell_the_other_side(&self, tx: &mut Tx, caller: &Caller, goal: &SharedGoal, agreed: bool) -> Answer<()> {
        let (reader, path) = match Side::of(caller.role) {
            Side::Vendor => (self.lead_of(tx, goal.company).await?, format!("/goals?from={}", Origin::REQUEST)),
            Side::Partner => {
                let manager = tx.company(goal.company).await?.and_then(|company| company.manager);
                let reader = match manager {
                    Some(manager) => tx.user(manager).await?,
                    None => None,
                };
                (reader, format!("/console/partners/{}#goals", goal.company))
            }
        };
        // Nobody has joined yet, or nobody looks after the company: the page tells.
        let Some(reader) = reader else { return Ok(()) };
        let letter = letter(caller, &reader, goal, agreed, format!("{}{path}", self.origin));
        let (by, terms) = (caller.name.clone(), goal.terms.clone());
        let (text, what) = if agreed {
            (NoticeText::GoalAgreed { by, terms }, "agreed")
        } else {
            (NoticeText::GoalProposed { by, terms }, "proposed")
        };
        let once_key = format!("goal:{}:{what}", goal.id);
        self.tell(tx, Notice { to: &reader, text, link: path, once_key, letter }).await.map(drop)
    }
}

fn letter(caller: &Caller, reader: &User, goal: &SharedGoal, agreed: bool, link: String) -> Letter {
    let l = reader.lang;
    let (title, by) = (goal_title(l, &goal.terms), day(l, goal.terms.by));
    let (subject, text) = if agreed {
        (t::goal_agreed_subject(l, &title), t::goal_agreed_text(l, &reader.name, &caller.name, &title, by, link))
    } else {
        let text = t::goal_proposed_text(l, &reader.name, &caller.name, &title, by, &goal.terms.why, link);
        (t::goal_proposed_subject(l, &title), text)
    };
    Letter { subject, text }
}
