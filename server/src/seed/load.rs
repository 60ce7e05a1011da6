//! Writes a large database down, in a few big transactions.

use std::collections::BTreeMap;

use jiso::{
    caller::Role,
    deals::DealNumber,
    failure::Failure,
    id::UserId,
    kits::{KitFilter, Kits},
    lang::Lang,
    learning::{Learning, LessonKey},
    phases::Origins,
    points::{Books, Hold},
    programme::Versions,
    publishing::DocumentKind,
    time::{Day, Timestamp},
};
use jiso_store::{StoreError, Tx, accounts::User, partners::Company};

use super::{
    books::{board_totals, month_totals, origins},
    history::{History, Shelf, Source},
};
use crate::{
    demo::{cast, dice::Dice, words::Words, world},
    office::{Chance, Office},
};

/// Companies in one transaction.
const AT_A_TIME: usize = 25;
const YEARS_DAYS: u64 = 730;

#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub companies: usize,
    pub users: usize,
    pub deals: usize,
    /// At least; deals bring theirs.
    pub events: usize,
    pub seed: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    pub companies: usize,
    pub users: usize,
    pub deals: usize,
    pub events: usize,
    pub entries: usize,
}

#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    #[error("the database is not empty: seed a fresh one")]
    NotEmpty,
    #[error("the words: {0}")]
    Words(#[from] toml::de::Error),
    #[error("the store: {0}")]
    Store(#[from] StoreError),
    #[error("the portal: {0}")]
    Failed(#[from] Failure),
}

/// Fills an empty database; `progress` hears how many companies are done.
///
/// # Errors
/// When it is not empty, or the store fails.
pub async fn load(office: &Office, size: Size, now: Timestamp, progress: impl Fn(usize)) -> Result<Loaded, SeedError> {
    if !office.store.read().await?.is_empty().await? {
        return Err(SeedError::NotEmpty);
    }
    let (words, programme) = (Words::read()?, office.programme());
    let chance = Chance::from_seed(size.seed);
    let password = office.hash_password(world::PASSWORD.into()).await?;
    let versions = Versions::only(programme.clone());
    let mut loader = Loader { chance: &chance, words: &words, now, password, versions, loaded: Loaded::default() };
    let managers = loader.vendor(office).await?;
    let shelf = shelf(office, &managers).await?;
    let managers: Vec<UserId> = managers.iter().filter(|user| user.role == Role::PartnerManager).map(|user| user.id).collect();
    let source = Source { programme: &programme, words: &words, shelf: &shelf, chance: &chance, managers: &managers, now };

    let mut origins: BTreeMap<Day, Origins> = BTreeMap::new();
    let mut number = office.store.write().await?.next_deal_number().await?;
    let mut done = 0;
    while done < size.companies {
        let mut tx = office.store.write().await?;
        for company in done..(done + AT_A_TIME).min(size.companies) {
            let share = |all: usize| (company + 1) * all / size.companies - company * all / size.companies;
            let part = Size { users: share(size.users), deals: share(size.deals), events: share(size.events), ..size };
            let days = loader.company(&mut tx, &source, company, part, &mut number).await?;
            for (day, counted) in days {
                let sum = origins.entry(day).or_default();
                *sum = sum.plus(counted);
            }
        }
        tx.commit().await?;
        done = (done + AT_A_TIME).min(size.companies);
        progress(done);
    }
    let mut tx = office.store.write().await?;
    tx.load_origin_days(&origins.into_iter().collect::<Vec<_>>()).await?;
    tx.set_deal_number(number).await?;
    tx.commit().await?;
    loop {
        let decided = office.review_tiers().await?;
        loader.loaded.events += decided;
        if decided == 0 {
            return Ok(loader.loaded);
        }
    }
}

struct Loader<'a> {
    chance: &'a Chance,
    words: &'a Words,
    now: Timestamp,
    password: String,
    versions: Versions,
    loaded: Loaded,
}

impl Loader<'_> {
    /// The vendor's people, as in the demo.
    async fn vendor(&mut self, office: &Office) -> Result<Vec<User>, SeedError> {
        let began = self.now.plus_days(-i64::try_from(YEARS_DAYS).unwrap_or(730) - 5);
        let mut users = Vec::new();
        let mut tx = office.store.write().await?;
        for person in cast::vendor() {
            let user = self.user(person.name, person.email, person.role, began);
            tx.insert_user(&user).await?;
            users.push(user);
        }
        tx.commit().await?;
        Ok(users)
    }

    fn user(&self, name: String, email: String, role: Role, created_at: Timestamp) -> User {
        User {
            id: self.chance.id(created_at),
            email,
            name,
            role,
            company: None,
            company_name: None,
            lang: Lang::Ja,
            named_on_boards: true,
            password_hash: self.password.clone(),
            created_at,
        }
    }

    /// One company with everything that happened there; answers who set it going, by day.
    async fn company(
        &mut self,
        tx: &mut Tx,
        source: &Source<'_>,
        index: usize,
        size: Size,
        number: &mut DealNumber,
    ) -> Result<BTreeMap<Day, Origins>, SeedError> {
        let mut dice = Dice::from_seed(size.seed.wrapping_mul(1_000_003).wrapping_add(index as u64));
        let joined = self.now.plus_days(-dice.between(20, 730));
        let company = self.partner(source, index, joined, &mut dice);
        let people = self.people(&company, index, size.users, &mut dice);
        tx.insert_company(&company).await?;
        for user in &people {
            tx.insert_user(user).await?;
        }
        let mut history = History::new(source, dice, company.id, joined, &people);
        for _ in 0..size.deals {
            number.0 += 1;
            history.deal(*number);
        }
        history.fill(size.events);
        history.in_order();
        let mut books = Books::new(&self.versions);
        let mut id = |at| source.chance.id(at);
        let mut activities = Vec::with_capacity(history.events.len());
        for (activity, product) in history.events {
            activities.extend(books.end_holds(activity.at, &mut id));
            books.enter(&activity, product.as_deref(), &mut id);
            activities.push(activity);
        }
        activities.extend(books.end_holds(self.now, &mut id));
        let holds: Vec<Hold> = books.holds().collect();
        let (standing, ledger) = books.close();

        for (deal, key) in &history.deals {
            tx.insert_deal(deal, key).await?;
        }
        tx.load_activities(&activities).await?;
        tx.load_lesson_progress(&history.progress).await?;
        tx.load_month_totals(&month_totals(company.id, &ledger)).await?;
        tx.load_board_totals(&board_totals(&self.versions, company.id, &ledger)).await?;
        tx.save_standing(company.id, &standing).await?;
        tx.load_entries(&ledger).await?;
        for hold in &holds {
            tx.begin_hold(hold).await?;
        }
        self.loaded.companies += 1;
        self.loaded.users += people.len();
        self.loaded.deals += history.deals.len();
        self.loaded.events += activities.len();
        self.loaded.entries += ledger.len();
        Ok(origins(&activities))
    }

    fn partner(&self, source: &Source, index: usize, joined: Timestamp, dice: &mut Dice) -> Company {
        let of = |all: &[String], at: usize| all.get(at % all.len().max(1)).cloned().unwrap_or_default();
        let (places, businesses) = (&self.words.places, &self.words.businesses);
        let round = index / places.len().max(1) / businesses.len().max(1);
        let again = if round == 0 { String::new() } else { format!(" {}", round + 1) };
        let name = format!("株式会社{}{}{again}", of(places, index), of(businesses, index / places.len().max(1)));
        Company {
            id: self.chance.id(joined),
            name,
            kana: None,
            corporate_number: None,
            partner_type: "reseller".into(),
            industry: dice.pick(&self.words.customers.keys().collect::<Vec<_>>()).map_or("other", |key| key.as_str()).to_owned(),
            contract_day: joined.day(),
            manager: dice.pick(source.managers).copied(),
            named_on_boards: true,
            created_at: joined,
        }
    }

    fn people(&self, company: &Company, index: usize, count: usize, dice: &mut Dice) -> Vec<User> {
        let mut people = Vec::with_capacity(count);
        for person in 0..count {
            let (Some((family, mailbox)), Some((given, _))) = (dice.pick(&self.words.family), dice.pick(&self.words.given))
            else {
                break;
            };
            let role = if person == 0 { Role::PartnerLead } else { Role::PartnerRep };
            let joined = (company.created_at + std::time::Duration::from_secs(60 + person as u64)).min(self.now);
            let email = format!("{mailbox}.{person}@partner-{index:05}.example");
            people.push(User { company: Some(company.id), ..self.user(format!("{family} {given}"), email, role, joined) });
        }
        people
    }
}

/// The published lessons and kits. Activities are about the Japanese text of a thing.
async fn shelf(office: &Office, readers: &[User]) -> Result<Shelf, SeedError> {
    let Some(reader) = readers.first().map(User::caller) else { return Ok(Shelf::default()) };
    let mut shelf = Shelf::default();
    for card in Kits::list(office, &reader, KitFilter::default()).await?.cards {
        let mut tx = office.store.read().await?;
        let text = tx.published_by_slug(&DocumentKind::KITS, &card.slug, Lang::Ja).await?;
        shelf.kits.extend(text.map(|text| text.document.id));
    }
    for module in Learning::modules(office, &reader).await?.modules {
        let lines = Learning::module(office, &reader, &module.slug).await?.lessons;
        let mut tx = office.store.read().await?;
        let whole = tx.published_by_slug(&[DocumentKind::Module], &module.slug, Lang::Ja).await?.map(|text| text.document.id);
        let last = lines.len().saturating_sub(1);
        for (i, line) in lines.into_iter().enumerate() {
            let Some(text) = tx.published_lesson(&module.slug, &line.slug, Lang::Ja).await? else { continue };
            let key = LessonKey { module: module.slug.clone(), lesson: line.slug };
            shelf.lessons.push((key, text.document.id, whole.filter(|_| i == last)));
        }
    }
    Ok(shelf)
}
