//! Deals and people that the words name. Who may see them is asked in the statement, never of what it answered.

use jiso::{
    accounts::access::Action,
    caller::{Caller, Role},
    deals::{CustomerKey, DealNumber, DealNumberAsked},
    failure::Answer,
    search::{Beside, BesideKind, BesideLine, SearchQuery, Suggested, names_in, plain},
};
use jiso_app::{
    format::dot,
    text::{accounts, deals},
};
use jiso_search::marked;
use jiso_store::{
    Tx,
    search::{DealsFor, NamedDeal, NamedPerson, PeopleFor, WORDS_MAX},
};

use crate::office::Office;

const SHOWN: i64 = 5;
/// Under the search field.
const SUGGESTED_DEALS: i64 = 3;
const SUGGESTED_PEOPLE: i64 = 2;
const SUGGESTED_WORDS: usize = 2;

/// Where nothing is narrowed, and on the first page. Where the whole question names nothing, each of its words may.
pub(super) async fn beside(tx: &mut Tx, caller: &Caller, query: &SearchQuery) -> Answer<Vec<Beside>> {
    let key = CustomerKey::of(&query.q);
    if key.is_empty() || query.is_narrowed() || query.page > 1 {
        return Ok(Vec::new());
    }
    let groups = found(tx, caller, &query.q, &[key]).await?;
    let words = if groups.is_empty() { names_in(&query.q, WORDS_MAX) } else { Vec::new() };
    if words.is_empty() { Ok(groups) } else { found(tx, caller, &query.q, &words).await }
}

async fn found(tx: &mut Tx, caller: &Caller, typed: &str, names: &[CustomerKey]) -> Answer<Vec<Beside>> {
    let mut groups = Vec::new();
    if let Some(whose) = deals_for(caller) {
        let (mut deals, mut count) = deals_called(tx, whose, typed, names, SHOWN).await?;
        if deals.is_empty() {
            (deals, count) = deals_numbered(tx, whose, typed).await?;
        }
        let lines = deals.into_iter().map(|deal| deal_line(caller, whose, typed, deal)).collect();
        groups.push(Beside::of(BesideKind::Deals, count, lines, typed));
    }
    if let Some(whose) = people_for(caller) {
        let (people, count) = people_called(tx, whose, names, SHOWN).await?;
        let lines = people.into_iter().map(|person| person_line(caller, whose, typed, person)).collect();
        groups.push(Beside::of(BesideKind::People, count, lines, typed));
    }
    groups.retain(|group| group.count > 0);
    Ok(groups)
}

impl Office {
    /// For who types. A company's own are few, and are found by any part of the name; of all companies' an index has those whose
    /// name begins so.
    pub(super) async fn suggest_beside(&self, caller: &Caller, typed: &str) -> Answer<Vec<Suggested>> {
        let key = CustomerKey::of(typed);
        if key.is_empty() || (deals_for(caller).is_none() && people_for(caller).is_none()) {
            return Ok(Vec::new());
        }
        let mut tx = self.store.read().await?;
        let mut lines = suggested(&mut tx, caller, typed, &[key]).await?;
        if lines.is_empty() {
            lines = suggested(&mut tx, caller, typed, &names_in(typed, SUGGESTED_WORDS)).await?;
        }
        Ok(lines.into_iter().map(|line| Suggested { title: plain(&line.title), note: line.note, url: line.url }).collect())
    }
}

async fn suggested(tx: &mut Tx, caller: &Caller, typed: &str, names: &[CustomerKey]) -> Answer<Vec<BesideLine>> {
    let mut lines = Vec::new();
    if names.is_empty() {
        return Ok(lines);
    }
    if let Some(whose) = deals_for(caller) {
        let mut found = match whose {
            DealsFor::Company(_) => deals_called(tx, whose, typed, names, SUGGESTED_DEALS).await?.0,
            DealsFor::Reviewer => deals_beginning(tx, typed, names).await?,
        };
        add_numbered(tx, whose, typed, &mut found).await?;
        lines.extend(found.into_iter().map(|deal| deal_line(caller, whose, typed, deal)));
    }
    if let Some(whose) = people_for(caller) {
        let found = match whose {
            PeopleFor::Company(_) => people_called(tx, whose, names, SUGGESTED_PEOPLE).await?.0,
            PeopleFor::Vendor => people_beginning(tx, names).await?,
        };
        lines.extend(found.into_iter().map(|person| person_line(caller, whose, typed, person)));
    }
    Ok(lines)
}

async fn deals_called(
    tx: &mut Tx,
    whose: DealsFor,
    typed: &str,
    names: &[CustomerKey],
    most: i64,
) -> Answer<(Vec<NamedDeal>, u32)> {
    Ok(match names {
        [name] => tx.deals_named(whose, name.as_str(), number(typed), most).await?,
        words => tx.deals_of_words(whose, words, most).await?,
    })
}

/// Those whose number begins so, where no deal has the whole of it. What may be any other number is none here.
async fn deals_numbered(tx: &mut Tx, whose: DealsFor, typed: &str) -> Answer<(Vec<NamedDeal>, u32)> {
    let sought = |asked: &DealNumberAsked| asked.is_marked() && asked.whole().is_some();
    let Some(asked) = DealNumberAsked::read(typed).filter(sought) else { return Ok((Vec::new(), 0)) };
    let numbers = asked.numbers();
    let deals = tx.deals_numbered(whose, &numbers, SHOWN).await?;
    let count = if deals.is_empty() { 0 } else { tx.count_numbered(whose, &numbers).await? };
    Ok((deals, count))
}

/// What room the names leave goes to those whose number begins so.
async fn add_numbered(tx: &mut Tx, whose: DealsFor, typed: &str, deals: &mut Vec<NamedDeal>) -> Answer<()> {
    let Some(asked) = DealNumberAsked::read(typed) else { return Ok(()) };
    let mut numbered = tx.deals_numbered(whose, &asked.numbers(), SUGGESTED_DEALS).await?;
    numbered.retain(|deal| deals.iter().all(|known| known.id != deal.id));
    deals.append(&mut numbered);
    deals.truncate(usize::try_from(SUGGESTED_DEALS).unwrap_or(usize::MAX));
    Ok(())
}

async fn people_called(tx: &mut Tx, whose: PeopleFor, names: &[CustomerKey], most: i64) -> Answer<(Vec<NamedPerson>, u32)> {
    Ok(match names {
        [name] => tx.people_named(whose, name.as_str(), most).await?,
        words => tx.people_of_words(whose, words, most).await?,
    })
}

/// Those of the first name that any begin with.
async fn deals_beginning(tx: &mut Tx, typed: &str, names: &[CustomerKey]) -> Answer<Vec<NamedDeal>> {
    for name in names {
        let found = tx.deals_beginning(name.as_str(), number(typed), SUGGESTED_DEALS).await?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

async fn people_beginning(tx: &mut Tx, names: &[CustomerKey]) -> Answer<Vec<NamedPerson>> {
    for name in names {
        let found = tx.people_beginning(name.as_str(), SUGGESTED_PEOPLE).await?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
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

/// All that is typed, or a word that can be nothing else.
fn number(typed: &str) -> Option<DealNumber> {
    let marked = |word: &str| DealNumberAsked::read(word).filter(DealNumberAsked::is_marked)?.whole();
    let all = DealNumberAsked::read(typed).and_then(|asked| asked.whole());
    all.or_else(|| typed.split_whitespace().find_map(marked))
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
