//! People whom the words name: colleagues, who of the vendor looks after the company, and who answers its questions.

use jiso::{
    accounts::access::Action,
    caller::{Caller, Role},
    deals::CustomerKey,
    failure::Answer,
    id::UserId,
    search::{BesideLine, SearchQuery},
};
use jiso_app::{
    format::dot,
    text::{accounts, search as text},
};
use jiso_search::marked;
use jiso_store::{
    Tx,
    search::{NamedPerson, PeopleFor},
};

use super::parts::{BEGINNING_READ, Sought};
use crate::office::Office;

/// How a name has what was typed.
#[derive(Clone, Copy)]
enum Called<'a> {
    Part(&'a CustomerKey),
    /// Family and given name, in whatever order.
    Each(&'a [CustomerKey]),
    Beginning(&'a CustomerKey),
}

impl Called<'_> {
    fn is(self, name: &str) -> bool {
        let key = CustomerKey::of(name);
        match self {
            Self::Part(part) => key.as_str().contains(part.as_str()),
            Self::Each(words) => words.iter().all(|word| key.as_str().contains(word.as_str())),
            Self::Beginning(beginning) => key.as_str().starts_with(beginning.as_str()),
        }
    }
}

impl Office {
    /// With how many there are. Where nobody has all the words, a name that the question begins with is somebody's, unless what
    /// follows may be the given name of somebody else.
    pub(super) async fn people_sought(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        typed: &str,
        sought: &Sought,
        most: i64,
    ) -> Answer<(Vec<BesideLine>, u32)> {
        let Some(whose) = people_for(caller) else { return Ok((Vec::new(), 0)) };
        let parts = match sought {
            Sought::All(name) => return self.people_lines(tx, caller, whose, typed, Called::Part(name), most).await,
            Sought::Parts(parts) => parts,
        };
        if !parts.each.is_empty() {
            let found = self.people_lines(tx, caller, whose, typed, Called::Each(&parts.each), most).await?;
            if found.1 > 0 {
                return Ok(found);
            }
        }
        let Some(first) = &parts.first else { return Ok((Vec::new(), 0)) };
        let found = self.people_lines(tx, caller, whose, typed, Called::Beginning(&first.name), most).await?;
        // Only where there is somebody are the texts asked.
        let is_meant = found.1 > 0 && first.rest.as_deref().map_or(Ok(true), |rest| self.is_in_texts(caller, rest))?;
        Ok(if is_meant { found } else { (Vec::new(), 0) })
    }

    /// [`Self::people_sought`] while somebody types: without asking the texts.
    pub(super) async fn people_to_suggest(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        typed: &str,
        sought: &Sought,
        most: i64,
    ) -> Answer<Vec<BesideLine>> {
        let Some(whose) = people_for(caller) else { return Ok(Vec::new()) };
        let ways = match sought {
            Sought::All(name) => [Some(Called::Part(name)), None],
            Sought::Parts(parts) => {
                let first = parts.first.as_ref().filter(|first| first.rest.is_none());
                let each = Some(parts.each.as_slice()).filter(|each| !each.is_empty());
                [each.map(Called::Each), first.map(|first| Called::Beginning(&first.name))]
            }
        };
        for called in ways.into_iter().flatten() {
            let mut lines = match whose {
                PeopleFor::Company(_) => self.people_lines(tx, caller, whose, typed, called, most).await?.0,
                PeopleFor::Vendor => {
                    let found = people_beginning(tx, called, most).await?;
                    found.into_iter().map(|person| person_line(caller, whose, typed, person)).collect()
                }
            };
            if !lines.is_empty() {
                lines.truncate(usize::try_from(most).unwrap_or(usize::MAX));
                return Ok(lines);
            }
        }
        Ok(Vec::new())
    }

    async fn people_lines(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        whose: PeopleFor,
        typed: &str,
        called: Called<'_>,
        most: i64,
    ) -> Answer<(Vec<BesideLine>, u32)> {
        let (people, mut count) = people_called(tx, whose, called, most).await?;
        let known: Vec<UserId> = people.iter().map(|person| person.id).collect();
        let mut lines: Vec<_> = people.into_iter().map(|person| person_line(caller, whose, typed, person)).collect();
        for (who, line) in self.answering_called(tx, caller, typed, called).await? {
            if !known.contains(&who) {
                lines.push(line);
                count += 1;
            }
        }
        Ok((lines, count))
    }

    /// Of the vendor's people only whom the page to ask on names, to who may ask.
    async fn answering_called(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        typed: &str,
        called: Called<'_>,
    ) -> Answer<Vec<(UserId, BesideLine)>> {
        if caller.company.is_none() || caller.may(Action::AskQuestions).is_err() {
            return Ok(Vec::new());
        }
        let mut staff = tx.staff().await?;
        staff.retain(|user| called.is(&user.name));
        if staff.is_empty() {
            return Ok(Vec::new());
        }
        let mut lines = Vec::new();
        for answering in self.answering(tx, caller).await? {
            let Some(user) = staff.iter().find(|user| user.id == answering.who) else { continue };
            let topics = answering.topics.join(text::between(caller.lang));
            let line = BesideLine {
                title: marked(typed, &user.name),
                note: text::answers(caller.lang, topics),
                url: "/questions/new".to_owned(),
            };
            lines.push((user.id, line));
        }
        Ok(lines)
    }

    /// A word that texts have is asked about somebody; a single sign is hardly one.
    fn is_in_texts(&self, caller: &Caller, words: &str) -> Answer<bool> {
        if CustomerKey::of(words).as_str().chars().nth(1).is_none() {
            return Ok(false);
        }
        let page = self.find(caller, &SearchQuery::words(words))?;
        Ok(!page.hits.is_empty() && !page.only_near && page.fallback.is_none() && page.meant.is_none())
    }
}

async fn people_called(tx: &mut Tx, whose: PeopleFor, called: Called<'_>, most: i64) -> Answer<(Vec<NamedPerson>, u32)> {
    match (called, whose) {
        (Called::Part(name), _) => Ok(tx.people_named(whose, name.as_str(), most).await?),
        (Called::Each(words), _) => Ok(tx.people_of_words(whose, words, most).await?),
        (Called::Beginning(name), PeopleFor::Company(_)) => {
            let (mut people, _) = tx.people_named(whose, name.as_str(), BEGINNING_READ).await?;
            people.retain(|person| called.is(&person.name));
            let count = u32::try_from(people.len()).unwrap_or(u32::MAX);
            people.truncate(usize::try_from(most).unwrap_or(usize::MAX));
            Ok((people, count))
        }
        (Called::Beginning(name), PeopleFor::Vendor) => {
            let people = tx.people_beginning(name.as_str(), most).await?;
            let count = u32::try_from(people.len()).unwrap_or(u32::MAX);
            Ok((people, count))
        }
    }
}

/// Of all partners' people an index has those whose name begins so; what else is typed is compared with a few of them.
async fn people_beginning(tx: &mut Tx, called: Called<'_>, most: i64) -> Answer<Vec<NamedPerson>> {
    match called {
        Called::Part(name) | Called::Beginning(name) => Ok(tx.people_beginning(name.as_str(), most).await?),
        Called::Each(words) => {
            let Some(first) = words.first() else { return Ok(Vec::new()) };
            let mut people = tx.people_beginning(first.as_str(), BEGINNING_READ).await?;
            people.retain(|person| called.is(&person.name));
            Ok(people)
        }
    }
}

/// Whose people are looked through for the caller.
pub(super) fn people_for(caller: &Caller) -> Option<PeopleFor> {
    match caller.company {
        Some(company) => Some(PeopleFor::Company(company)),
        None if caller.may(Action::ManagePartners).is_ok() => Some(PeopleFor::Vendor),
        None => None,
    }
}

fn person_line(caller: &Caller, whose: PeopleFor, typed: &str, person: NamedPerson) -> BesideLine {
    let role = person.role.map_or("", |role| accounts::role(caller.lang, role.as_str()));
    let url = match (whose, &person.company) {
        (PeopleFor::Vendor, Some((company, _))) => format!("/console/partners/{company}/people"),
        (PeopleFor::Company(_), _) if person.role == Some(Role::PartnerManager) => "/company".to_owned(),
        _ => "/people".to_owned(),
    };
    let company = person.company.filter(|_| matches!(whose, PeopleFor::Vendor)).map(|(_, name)| name);
    BesideLine {
        title: marked(typed, &person.name),
        note: [company, Some(role.to_owned())].into_iter().flatten().collect::<Vec<_>>().join(dot(caller.lang)),
        url,
    }
}
