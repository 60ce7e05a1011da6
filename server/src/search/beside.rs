//! Deals and people that the words name. Who may see them is asked in the statement, never of what it answered.

use jiso::{
    accounts::access::Action,
    caller::{Caller, Role},
    deals::CustomerKey,
    failure::Answer,
    search::{Beside, BesideKind, BesideLine, SearchQuery, Suggested, plain},
};
use jiso_app::{
    format::dot,
    text::{accounts, deals},
};
use jiso_search::marked;
use jiso_store::{
    Tx,
    search::{DealsFor, NamedDeal, NamedPerson, PeopleFor},
};

use crate::office::Office;

const SHOWN: i64 = 5;
/// Under the search field.
const SUGGESTED_DEALS: i64 = 3;
const SUGGESTED_PEOPLE: i64 = 2;

/// Where nothing is narrowed, and on the first page.
pub(super) async fn beside(tx: &mut Tx, caller: &Caller, query: &SearchQuery) -> Answer<Vec<Beside>> {
    let key = CustomerKey::of(&query.q);
    if key.is_empty() || query.is_narrowed() || query.page > 1 {
        return Ok(Vec::new());
    }
    let (deals, deals_count) = deals_named(tx, caller, &key, &query.q, SHOWN).await?;
    let (people, people_count) = people_named(tx, caller, &key, SHOWN).await?;
    let groups = [(BesideKind::Deals, deals_count, deals), (BesideKind::People, people_count, people)];
    let found = groups.into_iter().filter(|(_, count, _)| *count > 0);
    Ok(found.map(|(kind, count, lines)| Beside { kind, count, lines }).collect())
}

impl Office {
    /// For who types: of one's own company, which one index answers.
    pub(super) async fn suggest_beside(&self, caller: &Caller, typed: &str) -> Answer<Vec<Suggested>> {
        let key = CustomerKey::of(typed);
        if caller.company.is_none() || key.is_empty() {
            return Ok(Vec::new());
        }
        let mut tx = self.store.read().await?;
        let (mut lines, _) = deals_named(&mut tx, caller, &key, typed, SUGGESTED_DEALS).await?;
        lines.extend(people_named(&mut tx, caller, &key, SUGGESTED_PEOPLE).await?.0);
        Ok(lines.into_iter().map(|line| Suggested { title: plain(&line.title), note: line.note, url: line.url }).collect())
    }
}

async fn deals_named(tx: &mut Tx, caller: &Caller, key: &CustomerKey, typed: &str, limit: i64) -> Answer<(Vec<BesideLine>, u32)> {
    let whose = match caller.company {
        Some(company) if caller.may(Action::WorkDeals).is_ok() => DealsFor::Company(company),
        None if caller.may(Action::ReviewDeals).is_ok() => DealsFor::Reviewer,
        _ => return Ok((Vec::new(), 0)),
    };
    let number = typed.trim().parse().ok();
    let (found, count) = tx.deals_named(whose, key.as_str(), number, limit).await?;
    let line = |deal: NamedDeal| {
        let status = deals::status(caller.lang, deal.status.as_str());
        let (path, company) = match whose {
            DealsFor::Company(_) => ("/deals", None),
            DealsFor::Reviewer => ("/console/deals", Some(deal.company_name)),
        };
        let facts = [Some(deal.number.to_string()), company, Some(status.to_owned())];
        BesideLine {
            title: marked(typed, &deal.customer),
            note: facts.into_iter().flatten().collect::<Vec<_>>().join(dot(caller.lang)),
            url: format!("{path}/{}", deal.id),
        }
    };
    Ok((found.into_iter().map(line).collect(), count))
}

async fn people_named(tx: &mut Tx, caller: &Caller, key: &CustomerKey, limit: i64) -> Answer<(Vec<BesideLine>, u32)> {
    let whose = match caller.company {
        Some(company) => PeopleFor::Company(company),
        None if caller.may(Action::ManagePartners).is_ok() => PeopleFor::Vendor,
        None => return Ok((Vec::new(), 0)),
    };
    let (found, count) = tx.people_named(whose, key.as_str(), limit).await?;
    let line = |person: NamedPerson| {
        let role = person.role.map_or("", |role| accounts::role(caller.lang, role.as_str()));
        let url = match (whose, &person.company) {
            (PeopleFor::Vendor, Some((company, _))) => format!("/console/partners/{company}/people"),
            (PeopleFor::Company(_), _) if person.role == Some(Role::PartnerManager) => "/company".to_owned(),
            _ => "/people".to_owned(),
        };
        let company = person.company.filter(|_| matches!(whose, PeopleFor::Vendor)).map(|(_, name)| name);
        BesideLine {
            title: marked(key.as_str(), &person.name),
            note: [company, Some(role.to_owned())].into_iter().flatten().collect::<Vec<_>>().join(dot(caller.lang)),
            url,
        }
    };
    Ok((found.into_iter().map(line).collect(), count))
}
