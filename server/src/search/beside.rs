//! Deals and people that the words name. Who may see them is asked in the statement, never of what it answered.

use jiso::{
    accounts::access::Action,
    caller::{Caller, Role},
    deals::{CustomerKey, DealNumber},
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
    let mut groups = Vec::new();
    if let Some(whose) = deals_for(caller) {
        let (found, count) = tx.deals_named(whose, key.as_str(), number(&query.q), SHOWN).await?;
        let lines = found.into_iter().map(|deal| deal_line(caller, whose, &query.q, deal)).collect();
        groups.push(Beside { kind: BesideKind::Deals, count, lines });
    }
    if let Some(whose) = people_for(caller) {
        let (found, count) = tx.people_named(whose, key.as_str(), SHOWN).await?;
        let lines = found.into_iter().map(|person| person_line(caller, whose, &query.q, person)).collect();
        groups.push(Beside { kind: BesideKind::People, count, lines });
    }
    groups.retain(|group| group.count > 0);
    Ok(groups)
}

impl Office {
    /// For who types. A company's own are few, and are found by any part of the name; of all companies' an index has those whose
    /// name begins so.
    pub(super) async fn suggest_beside(&self, caller: &Caller, typed: &str) -> Answer<Vec<Suggested>> {
        let key = CustomerKey::of(typed);
        let (deals, people) = (deals_for(caller), people_for(caller));
        if key.is_empty() || (deals.is_none() && people.is_none()) {
            return Ok(Vec::new());
        }
        let mut tx = self.store.read().await?;
        let mut lines = Vec::new();
        if let Some(whose) = deals {
            let found = match whose {
                DealsFor::Company(_) => tx.deals_named(whose, key.as_str(), number(typed), SUGGESTED_DEALS).await?.0,
                DealsFor::Reviewer => tx.deals_beginning(key.as_str(), number(typed), SUGGESTED_DEALS).await?,
            };
            lines.extend(found.into_iter().map(|deal| deal_line(caller, whose, typed, deal)));
        }
        if let Some(whose) = people {
            let found = match whose {
                PeopleFor::Company(_) => tx.people_named(whose, key.as_str(), SUGGESTED_PEOPLE).await?.0,
                PeopleFor::Vendor => tx.people_beginning(key.as_str(), SUGGESTED_PEOPLE).await?,
            };
            lines.extend(found.into_iter().map(|person| person_line(caller, whose, typed, person)));
        }
        Ok(lines.into_iter().map(|line| Suggested { title: plain(&line.title), note: line.note, url: line.url }).collect())
    }
}

fn deals_for(caller: &Caller) -> Option<DealsFor> {
    match caller.company {
        Some(company) if caller.may(Action::WorkDeals).is_ok() => Some(DealsFor::Company(company)),
        None if caller.may(Action::ReviewDeals).is_ok() => Some(DealsFor::Reviewer),
        _ => None,
    }
}

fn people_for(caller: &Caller) -> Option<PeopleFor> {
    match caller.company {
        Some(company) => Some(PeopleFor::Company(company)),
        None if caller.may(Action::ManagePartners).is_ok() => Some(PeopleFor::Vendor),
        None => None,
    }
}

fn number(typed: &str) -> Option<DealNumber> {
    typed.trim().parse().ok()
}

fn deal_line(caller: &Caller, whose: DealsFor, typed: &str, deal: NamedDeal) -> BesideLine {
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
