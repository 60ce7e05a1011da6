//! What the pages show of a company's people.

use std::collections::HashMap;

use jiso::{
    accounts::access::Action,
    activity::ActivityKind as K,
    caller::{Caller, Role},
    failure::{Answer, Failure},
    goals::{GoalSaid, Said, Side},
    id::{CompanyId, UserId},
    key_persons::{
        BusFactor, DepartureView, KeyPersonView, Pact, PactView, PeopleSheet, SIGNS_DAYS, Signs, SuggestionView, WarningView,
        bus_factor, suggest,
    },
};
use jiso_store::{Tx, accounts::User, key_persons::Departure};

use crate::office::Office;

const PAST_SHOWN: i64 = 6;

impl Office {
    pub(super) async fn people_sheet(&self, tx: &mut Tx, caller: &Caller, id: CompanyId) -> Answer<PeopleSheet> {
        let company = tx.company(id).await?.ok_or(Failure::NotFound)?;
        let may = caller.may(Action::ShapeTeam).is_ok();
        let users = tx.users_of_company(id).await?;
        let signs = self.signs(tx, id, &users).await?;
        let roles: HashMap<_, _> = tx.key_persons(id).await?.into_iter().collect();
        let standing = tx.standing(id).await?;
        let all: u64 = signs.iter().map(|one| one.all).sum();
        let name = |user: UserId| users.iter().find(|one| one.id == user).map(|one| one.name.clone()).unwrap_or_default();
        let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        let mut people: Vec<KeyPersonView> = users
            .iter()
            .map(|user| KeyPersonView {
                id: user.id,
                name: user.name.clone(),
                role: roles.get(&user.id).copied(),
                leads: user.role == Role::PartnerLead,
                share_percent: may
                    .then(|| signs.iter().find(|one| one.user == user.id))
                    .flatten()
                    .and_then(|one| (one.all * 100).checked_div(all))
                    .map(small),
                last_active: standing.people.get(&user.id).map(|trace| trace.last_active_at.day()),
            })
            .collect();
        people.sort_by_key(|person| (person.role.map_or(2, |role| role as u8), !person.leads));
        let has_champion = roles.values().any(|role| *role == jiso::key_persons::KeyRole::Champion);
        let warning = bus_factor(&signs).filter(|_| may && users.len() > 1).map(|warning| WarningView {
            name: name(warning.user()),
            percent: match warning {
                BusFactor::OnlyOne(_) => None,
                BusFactor::Share { percent, .. } => Some(small(percent)),
            },
        });
        let (mut pact, mut past) = (None, Vec::new());
        for one in tx.pacts_of(id, PAST_SHOWN).await? {
            let alive = one.as_goal().is_alive();
            let view = self.pact_view(tx, one).await?;
            if alive { pact = Some(view) } else { past.push(view) }
        }
        let left_before = tx.departures_of(id).await?;
        // Nobody has two roles.
        let free: Vec<Signs> = signs.iter().filter(|one| !roles.contains_key(&one.user)).copied().collect();
        let heir = heir(&left_before, &users).filter(|(_, to)| !roles.contains_key(to));
        let suggestion = match (may && !has_champion, heir) {
            (false, _) => None,
            // Who goes on with a champion's work is asked first.
            (true, Some((champion, to))) => {
                let signs = signs.iter().find(|one| one.user == to).map(Signs::told).unwrap_or_default();
                Some(SuggestionView { user: to, name: name(to), signs, after: Some(self.person(tx, champion).await?) })
            }
            (true, None) => suggest(&free).map(|(user, signs)| SuggestionView { user, name: name(user), signs, after: None }),
        };
        let mut departures = Vec::new();
        for left in left_before {
            departures.push(DepartureView {
                name: self.person(tx, left.user).await?,
                to: self.person(tx, left.to).await?,
                on: left.said.at.day(),
                champion: left.champion,
                deals: left.deals,
                steps: left.steps,
                visits: left.visits,
                questions: left.questions,
            });
        }
        Ok(PeopleSheet {
            company: id,
            company_name: company.name,
            side: Side::of(caller.role),
            may,
            suggestion,
            warning,
            champion_left: tx.is_without_its_champion(id, self.now()).await?,
            people,
            pact,
            past,
            departures,
            key: self.new_id::<()>().to_string(),
            today: self.now().day(),
        })
    }

    async fn pact_view(&self, tx: &mut Tx, pact: Pact) -> Answer<PactView> {
        let (today, goal) = (self.now().day(), pact.as_goal());
        let done = tx.done_for(&goal).await?;
        let answered = match pact.answered {
            Some(said) => Some(self.said_of_pact(tx, said).await?),
            None => None,
        };
        Ok(PactView {
            id: pact.id,
            champion: self.person(tx, pact.champion).await?,
            expected: pact.expected(today),
            counted: pact.counted,
            target: pact.target,
            done,
            since: pact.since,
            by: pact.by,
            hours: pact.hours,
            state: goal.standing(done, today),
            side: pact.side,
            proposed: self.said_of_pact(tx, pact.proposed).await?,
            answered,
            promises: pact.promises,
        })
    }

    async fn said_of_pact(&self, tx: &mut Tx, said: Said) -> Answer<GoalSaid> {
        Ok(GoalSaid { by: self.person(tx, said.by).await?, at: said.at })
    }

    /// What each person of a company has done lately, by themselves.
    async fn signs(&self, tx: &mut Tx, company: CompanyId, users: &[User]) -> Answer<Vec<Signs>> {
        let since = self.now().plus_days(-SIGNS_DAYS);
        let none = |user: &User| Signs { user: user.id, lessons: 0, looked_up: 0, registered: 0, helped: 0, all: 0 };
        let mut signs: Vec<Signs> = users.iter().map(none).collect();
        for (user, kind, count) in tx.signs_of(company, since).await? {
            let Some(one) = signs.iter_mut().find(|one| one.user == user) else { continue };
            match kind {
                K::LessonCompleted => one.lessons += count,
                K::KitOpened | K::TemplateFilled | K::NewsRead => one.looked_up += count,
                K::DealRegistered => one.registered += count,
                K::AnswerAccepted => one.helped += count,
                _ => {}
            }
            if kind.is_partners() {
                one.all += count;
            }
        }
        for (user, count) in tx.invited_by(company, since).await? {
            if let Some(one) = signs.iter_mut().find(|one| one.user == user) {
                one.helped += count;
            }
        }
        Ok(signs)
    }
}

/// The champion who left last, and who of those that are still there goes on with their work.
fn heir(departures: &[Departure], users: &[User]) -> Option<(UserId, UserId)> {
    let left = departures.iter().find(|one| one.champion)?;
    let mut to = left.to;
    // Whoever took it over may have left since.
    for _ in departures {
        to = departures.iter().find(|one| one.user == to).map_or(to, |next| next.to);
    }
    users.iter().any(|one| one.id == to).then_some((left.user, to))
}
