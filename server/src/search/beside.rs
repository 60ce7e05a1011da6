//! Deals and people that the words name. Whose deals one may see is asked in the statement, never of what it answered.

use jiso::{
    accounts::access::Action,
    caller::Caller,
    deals::{CustomerKey, DealNumber, DealNumberAsked},
    failure::Answer,
    search::{Beside, BesideKind, BesideLine, SearchQuery, Suggested, plain, without_honorific},
};
use jiso_app::{format::dot, text::deals};
use jiso_search::marked;
use jiso_store::{
    Tx,
    search::{DealsFor, NamedDeal, WORDS_MAX},
};

use super::{
    parts::{BEGINNING_READ, Sought},
    people::people_for,
};
use crate::office::Office;

const SHOWN: i64 = 5;
/// Under the search field.
const SUGGESTED_DEALS: i64 = 3;
const SUGGESTED_PEOPLE: i64 = 2;
const SUGGESTED_WORDS: usize = 2;

impl Office {
    /// Where nothing is narrowed, and on the first page. Where the whole question names nothing, parts of it may.
    pub(super) async fn beside(&self, tx: &mut Tx, caller: &Caller, query: &SearchQuery) -> Answer<Vec<Beside>> {
        let typed = without_honorific(&query.q);
        let key = CustomerKey::of(typed);
        if key.is_empty() || query.is_narrowed() || query.page > 1 {
            return Ok(Vec::new());
        }
        let groups = self.found(tx, caller, typed, &Sought::All(key)).await?;
        match Sought::parts(typed, WORDS_MAX).filter(|_| groups.is_empty()) {
            Some(parts) => self.found(tx, caller, typed, &parts).await,
            None => Ok(groups),
        }
    }

    async fn found(&self, tx: &mut Tx, caller: &Caller, typed: &str, sought: &Sought) -> Answer<Vec<Beside>> {
        let mut groups = Vec::new();
        if let Some(whose) = deals_for(caller) {
            let (mut deals, mut count) = deals_sought(tx, whose, typed, sought, SHOWN).await?;
            if deals.is_empty() {
                (deals, count) = deals_numbered(tx, whose, typed).await?;
            }
            let lines = deals.into_iter().map(|deal| deal_line(caller, whose, typed, deal)).collect();
            groups.push(Beside::of(BesideKind::Deals, count, lines, typed));
        }
        let (people, count) = self.people_sought(tx, caller, typed, sought, SHOWN).await?;
        groups.push(Beside::of(BesideKind::People, count, people, typed));
        groups.retain(|group| group.count > 0);
        Ok(groups)
    }

    /// For who types. A company's own are few, and are found by any part of the name; of all companies' an index has those whose
    /// name begins so.
    pub(super) async fn suggest_beside(&self, caller: &Caller, typed: &str) -> Answer<Vec<Suggested>> {
        let typed = without_honorific(typed);
        let key = CustomerKey::of(typed);
        if key.is_empty() || (deals_for(caller).is_none() && people_for(caller).is_none()) {
            return Ok(Vec::new());
        }
        let mut tx = self.store.read().await?;
        let mut lines = self.suggested(&mut tx, caller, typed, &Sought::All(key)).await?;
        if lines.is_empty()
            && let Some(parts) = Sought::parts(typed, SUGGESTED_WORDS)
        {
            lines = self.suggested(&mut tx, caller, typed, &parts).await?;
        }
        Ok(lines.into_iter().map(|line| Suggested { title: plain(&line.title), note: line.note, url: line.url }).collect())
    }

    async fn suggested(&self, tx: &mut Tx, caller: &Caller, typed: &str, sought: &Sought) -> Answer<Vec<BesideLine>> {
        let mut lines = Vec::new();
        if let Some(whose) = deals_for(caller) {
            let mut found = match whose {
                DealsFor::Company(_) => deals_sought(tx, whose, typed, sought, SUGGESTED_DEALS).await?.0,
                DealsFor::Reviewer => deals_beginning(tx, typed, sought).await?,
            };
            add_numbered(tx, whose, typed, &mut found).await?;
            lines.extend(found.into_iter().map(|deal| deal_line(caller, whose, typed, deal)));
        }
        lines.extend(self.people_to_suggest(tx, caller, typed, sought, SUGGESTED_PEOPLE).await?);
        Ok(lines)
    }
}

/// With how many there are. Where no deal has a word, one may be of the customer that the question begins with.
async fn deals_sought(tx: &mut Tx, whose: DealsFor, typed: &str, sought: &Sought, most: i64) -> Answer<(Vec<NamedDeal>, u32)> {
    let parts = match sought {
        Sought::All(name) => return Ok(tx.deals_named(whose, name.as_str(), number(typed), most).await?),
        Sought::Parts(parts) => parts,
    };
    if !parts.any.is_empty() {
        let found = tx.deals_of_words(whose, &parts.any, most).await?;
        if found.1 > 0 {
            return Ok(found);
        }
    }
    let Some(first) = &parts.first else { return Ok((Vec::new(), 0)) };
    let name = first.name.as_str();
    let mut deals = match whose {
        DealsFor::Company(_) => tx.deals_named(whose, name, None, BEGINNING_READ).await?.0,
        DealsFor::Reviewer => tx.deals_beginning(name, None, most).await?,
    };
    deals.retain(|deal| CustomerKey::of(&deal.customer).as_str().starts_with(name));
    let count = u32::try_from(deals.len()).unwrap_or(u32::MAX);
    deals.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    Ok((deals, count))
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

/// Those of the first name that any begin with.
async fn deals_beginning(tx: &mut Tx, typed: &str, sought: &Sought) -> Answer<Vec<NamedDeal>> {
    let names: Vec<&CustomerKey> = match sought {
        Sought::All(name) => vec![name],
        Sought::Parts(parts) => parts.any.iter().chain(parts.first.as_ref().map(|first| &first.name)).collect(),
    };
    for name in names {
        let found = tx.deals_beginning(name.as_str(), number(typed), SUGGESTED_DEALS).await?;
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
