//! Deals and people by what they are called, of those whom one may see.

use std::ops::RangeInclusive;

use jiso::{
    caller::Role,
    deals::{CustomerKey, DealNumber, StatusKey},
    id::{CompanyId, DealId, UserId},
};
use uuid::Uuid;

use crate::{StoreError, Tx};

/// Words of one question that are looked for.
pub const WORDS_MAX: usize = 3;
/// Stands for a word that was not given where one of the words is enough: no name's key is like it.
const NO_WORD: &str = "!%";
/// The same where each has to be in the name: every key is like it.
const ANY_WORD: &str = "%";

/// Whose deals are looked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DealsFor {
    /// Of one company, for its own people.
    Company(CompanyId),
    /// Of all, for who decides on registrations.
    Reviewer,
}

/// Which people are looked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeopleFor {
    /// Colleagues of one company, and who of the vendor looks after it.
    Company(CompanyId),
    /// All partners' people.
    Vendor,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedDeal {
    pub id: DealId,
    pub number: DealNumber,
    pub customer: String,
    pub company_name: String,
    pub status: StatusKey,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedPerson {
    pub id: UserId,
    pub name: String,
    pub role: Option<Role>,
    pub company: Option<(CompanyId, String)>,
}

#[derive(sqlx::FromRow)]
struct DealRow {
    id: Uuid,
    number: i64,
    customer: String,
    company_name: String,
    status: String,
    #[sqlx(default)]
    found: i64,
}

#[derive(sqlx::FromRow)]
struct PersonRow {
    id: Uuid,
    name: String,
    role: String,
    company_id: Option<Uuid>,
    company_name: Option<String>,
    #[sqlx(default)]
    found: i64,
}

sql! {
    DEALS_NAMED_OF = "SELECT d.id, d.number, d.customer, c.name AS company_name, d.status, CAST(COUNT(*) OVER () AS BIGINT) AS found
        FROM deal_registrations d JOIN companies c ON c.id = d.company_id
        WHERE d.company_id = $1 AND (d.customer_key LIKE $2 ESCAPE '!' OR d.number = $3)
        ORDER BY CASE WHEN d.number = $3 THEN 0 ELSE 1 END,
            CASE WHEN d.status IN ('submitted', 'in_review', 'needs_info', 'approved') THEN 0 ELSE 1 END, d.changed_at DESC, d.id LIMIT $4";
    DEALS_NAMED = "SELECT d.id, d.number, d.customer, c.name AS company_name, d.status, CAST(COUNT(*) OVER () AS BIGINT) AS found
        FROM deal_registrations d JOIN companies c ON c.id = d.company_id
        WHERE d.customer_key LIKE $1 ESCAPE '!' OR d.number = $2
        ORDER BY CASE WHEN d.number = $2 THEN 0 ELSE 1 END,
            CASE WHEN d.status IN ('submitted', 'in_review', 'needs_info', 'approved') THEN 0 ELSE 1 END, d.changed_at DESC, d.id LIMIT $3";
    // As many as are asked for, from the end of a range: an index on the number, or on company and number, reads no more.
    DEALS_NUMBERED_OF = "SELECT d.id, d.number, d.customer, c.name AS company_name, d.status
        FROM deal_registrations d JOIN companies c ON c.id = d.company_id
        WHERE d.company_id = $1 AND d.number BETWEEN $2 AND $3 ORDER BY d.number DESC LIMIT $4";
    DEALS_NUMBERED = "SELECT d.id, d.number, d.customer, c.name AS company_name, d.status
        FROM deal_registrations d JOIN companies c ON c.id = d.company_id
        WHERE d.number BETWEEN $1 AND $2 ORDER BY d.number DESC LIMIT $3";
    COUNT_NUMBERED_OF = "SELECT COUNT(*) FROM deal_registrations WHERE company_id = $1 AND number BETWEEN $2 AND $3";
    COUNT_NUMBERED = "SELECT COUNT(*) FROM deal_registrations WHERE number BETWEEN $1 AND $2";
    PEOPLE_NAMED_OF = "SELECT u.id, u.name, u.role, u.company_id, c.name AS company_name, CAST(COUNT(*) OVER () AS BIGINT) AS found
        FROM users u LEFT JOIN companies c ON c.id = u.company_id
        WHERE (u.company_id = $1 OR u.id = (SELECT own.manager_id FROM companies own WHERE own.id = $1))
        AND u.name_key LIKE $2 ESCAPE '!'
        AND NOT EXISTS (SELECT 1 FROM departures gone WHERE gone.user_id = u.id) ORDER BY u.name, u.id LIMIT $3";
    PEOPLE_NAMED = "SELECT u.id, u.name, u.role, u.company_id, c.name AS company_name, CAST(COUNT(*) OVER () AS BIGINT) AS found
        FROM users u JOIN companies c ON c.id = u.company_id
        WHERE u.name_key LIKE $1 ESCAPE '!'
        AND NOT EXISTS (SELECT 1 FROM departures gone WHERE gone.user_id = u.id) ORDER BY u.name, u.id LIMIT $2";
    // A deal has one of the words, and what has most of them comes first. A person has each: who has only the family name is
    // somebody else.
    DEALS_OF_WORDS_OF = "SELECT d.id, d.number, d.customer, c.name AS company_name, d.status, CAST(COUNT(*) OVER () AS BIGINT) AS found
        FROM deal_registrations d JOIN companies c ON c.id = d.company_id
        WHERE d.company_id = $1 AND (d.customer_key LIKE $2 ESCAPE '!' OR d.customer_key LIKE $3 ESCAPE '!'
            OR d.customer_key LIKE $4 ESCAPE '!')
        ORDER BY CASE WHEN d.customer_key LIKE $2 ESCAPE '!' THEN 0 ELSE 1 END +
            CASE WHEN d.customer_key LIKE $3 ESCAPE '!' THEN 0 ELSE 1 END +
            CASE WHEN d.customer_key LIKE $4 ESCAPE '!' THEN 0 ELSE 1 END,
            CASE WHEN d.status IN ('submitted', 'in_review', 'needs_info', 'approved') THEN 0 ELSE 1 END, d.changed_at DESC, d.id LIMIT $5";
    DEALS_OF_WORDS = "SELECT d.id, d.number, d.customer, c.name AS company_name, d.status, CAST(COUNT(*) OVER () AS BIGINT) AS found
        FROM deal_registrations d JOIN companies c ON c.id = d.company_id
        WHERE d.customer_key LIKE $1 ESCAPE '!' OR d.customer_key LIKE $2 ESCAPE '!'
            OR d.customer_key LIKE $3 ESCAPE '!'
        ORDER BY CASE WHEN d.customer_key LIKE $1 ESCAPE '!' THEN 0 ELSE 1 END +
            CASE WHEN d.customer_key LIKE $2 ESCAPE '!' THEN 0 ELSE 1 END +
            CASE WHEN d.customer_key LIKE $3 ESCAPE '!' THEN 0 ELSE 1 END,
            CASE WHEN d.status IN ('submitted', 'in_review', 'needs_info', 'approved') THEN 0 ELSE 1 END, d.changed_at DESC, d.id LIMIT $4";
    PEOPLE_OF_WORDS_OF = "SELECT u.id, u.name, u.role, u.company_id, c.name AS company_name, CAST(COUNT(*) OVER () AS BIGINT) AS found
        FROM users u LEFT JOIN companies c ON c.id = u.company_id
        WHERE (u.company_id = $1 OR u.id = (SELECT own.manager_id FROM companies own WHERE own.id = $1))
        AND u.name_key LIKE $2 ESCAPE '!' AND u.name_key LIKE $3 ESCAPE '!' AND u.name_key LIKE $4 ESCAPE '!'
        AND NOT EXISTS (SELECT 1 FROM departures gone WHERE gone.user_id = u.id) ORDER BY u.name, u.id LIMIT $5";
    PEOPLE_OF_WORDS = "SELECT u.id, u.name, u.role, u.company_id, c.name AS company_name, CAST(COUNT(*) OVER () AS BIGINT) AS found
        FROM users u JOIN companies c ON c.id = u.company_id
        WHERE u.name_key LIKE $1 ESCAPE '!' AND u.name_key LIKE $2 ESCAPE '!' AND u.name_key LIKE $3 ESCAPE '!'
        AND NOT EXISTS (SELECT 1 FROM departures gone WHERE gone.user_id = u.id) ORDER BY u.name, u.id LIMIT $4";
    // In the order of the index, so that no more are read than are asked for.
    PEOPLE_BEGINNING = "SELECT u.id, u.name, u.role, u.company_id, c.name AS company_name
        FROM users u JOIN companies c ON c.id = u.company_id WHERE u.name_key >= $1 AND u.name_key < $2
        AND NOT EXISTS (SELECT 1 FROM departures gone WHERE gone.user_id = u.id) ORDER BY u.name_key, u.id LIMIT $3";
}

pairs! {
    // However many names begin so, a few are read, exactly so called ones before all others. PostgreSQL sorts as a language does
    // where it is not told otherwise.
    DEALS_BEGINNING = {
        sqlite: "SELECT d.id, d.number, d.customer, c.name AS company_name, d.status
            FROM deal_registrations d JOIN companies c ON c.id = d.company_id
            WHERE d.id IN (
                SELECT id FROM deal_registrations WHERE number = $3
                UNION SELECT id FROM (SELECT id FROM deal_registrations WHERE customer_key >= $1 AND customer_key < $2
                    ORDER BY customer_key, number DESC LIMIT 50) beginning)
            ORDER BY CASE WHEN d.number = $3 THEN 0 ELSE 1 END,
                CASE WHEN d.status IN ('submitted', 'in_review', 'needs_info', 'approved') THEN 0 ELSE 1 END, d.changed_at DESC, d.id
            LIMIT $4",
        postgres: "SELECT d.id, d.number, d.customer, c.name AS company_name, d.status
            FROM deal_registrations d JOIN companies c ON c.id = d.company_id
            WHERE d.id IN (
                SELECT id FROM deal_registrations WHERE number = $3
                UNION SELECT id FROM (SELECT id FROM deal_registrations
                    WHERE customer_key COLLATE \"C\" >= $1 AND customer_key COLLATE \"C\" < $2
                    ORDER BY customer_key COLLATE \"C\", number DESC LIMIT 50) beginning)
            ORDER BY CASE WHEN d.number = $3 THEN 0 ELSE 1 END,
                CASE WHEN d.status IN ('submitted', 'in_review', 'needs_info', 'approved') THEN 0 ELSE 1 END, d.changed_at DESC, d.id
            LIMIT $4"
    };
}

impl DealRow {
    /// None for a status that a later version may know.
    fn deal(self) -> Option<NamedDeal> {
        Some(NamedDeal {
            id: DealId::from_uuid(self.id),
            number: DealNumber(self.number),
            customer: self.customer,
            company_name: self.company_name,
            status: StatusKey::parse(&self.status)?,
        })
    }
}

impl From<PersonRow> for NamedPerson {
    fn from(row: PersonRow) -> Self {
        Self {
            id: UserId::from_uuid(row.id),
            name: row.name,
            role: Role::parse(&row.role),
            company: row.company_id.map(CompanyId::from_uuid).zip(row.company_name),
        }
    }
}

fn count(number: Option<i64>) -> u32 {
    number.and_then(|number| u32::try_from(number).ok()).unwrap_or_default()
}

impl Tx {
    /// Deals whose customer's name has `key` in it, or that have the number, which comes first; then open ones. With how many there
    /// are.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn deals_named(
        &mut self,
        whose: DealsFor,
        key: &str,
        number: Option<DealNumber>,
        limit: i64,
    ) -> Result<(Vec<NamedDeal>, u32), StoreError> {
        let (key, number) = (containing(key), number.map_or(-1, |number| number.0));
        let rows = match whose {
            DealsFor::Company(company) => fetch_all!(self, DealRow, q::DEALS_NAMED_OF, company.uuid(), key, number, limit)?,
            DealsFor::Reviewer => fetch_all!(self, DealRow, q::DEALS_NAMED, key, number, limit)?,
        };
        let found = count(rows.first().map(|row| row.found));
        Ok((rows.into_iter().filter_map(DealRow::deal).collect(), found))
    }

    /// People whose name has `key` in it, without who has left. With how many there are.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn people_named(&mut self, whose: PeopleFor, key: &str, limit: i64) -> Result<(Vec<NamedPerson>, u32), StoreError> {
        let key = containing(key);
        let rows = match whose {
            PeopleFor::Company(company) => fetch_all!(self, PersonRow, q::PEOPLE_NAMED_OF, company.uuid(), key, limit)?,
            PeopleFor::Vendor => fetch_all!(self, PersonRow, q::PEOPLE_NAMED, key, limit)?,
        };
        let found = count(rows.first().map(|row| row.found));
        Ok((rows.into_iter().map(NamedPerson::from).collect(), found))
    }

    /// Deals of all companies whose customer's name begins with `key`, or that have the number, which comes first; then open ones.
    /// As fast among many as among few.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn deals_beginning(
        &mut self,
        key: &str,
        number: Option<DealNumber>,
        limit: i64,
    ) -> Result<Vec<NamedDeal>, StoreError> {
        let (beginning, number) = (self.own(pairs::DEALS_BEGINNING), number.map_or(-1, |number| number.0));
        let rows = fetch_all!(self, DealRow, beginning, key, beyond(key), number, limit)?;
        Ok(rows.into_iter().filter_map(DealRow::deal).collect())
    }

    /// Deals with one of the numbers: range by range as they are given, of each the newest first. As fast among many as among few.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn deals_numbered(
        &mut self,
        whose: DealsFor,
        numbers: &[RangeInclusive<i64>],
        limit: i64,
    ) -> Result<Vec<NamedDeal>, StoreError> {
        let mut rows: Vec<DealRow> = Vec::new();
        for range in numbers {
            let left = limit.saturating_sub(i64::try_from(rows.len()).unwrap_or(limit));
            if left <= 0 {
                break;
            }
            let (low, high) = (*range.start(), *range.end());
            rows.extend(match whose {
                DealsFor::Company(company) => fetch_all!(self, DealRow, q::DEALS_NUMBERED_OF, company.uuid(), low, high, left)?,
                DealsFor::Reviewer => fetch_all!(self, DealRow, q::DEALS_NUMBERED, low, high, left)?,
            });
        }
        Ok(rows.into_iter().filter_map(DealRow::deal).collect())
    }

    /// How many deals have one of the numbers.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn count_numbered(&mut self, whose: DealsFor, numbers: &[RangeInclusive<i64>]) -> Result<u32, StoreError> {
        let mut found = 0;
        for range in numbers {
            let (low, high) = (*range.start(), *range.end());
            let (of_range,) = match whose {
                DealsFor::Company(company) => fetch_one!(self, (i64,), q::COUNT_NUMBERED_OF, company.uuid(), low, high)?,
                DealsFor::Reviewer => fetch_one!(self, (i64,), q::COUNT_NUMBERED, low, high)?,
            };
            found += of_range;
        }
        Ok(count(Some(found)))
    }

    /// [`Self::deals_named`] for up to [`WORDS_MAX`] words: deals that have one of them. What has most of them comes first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn deals_of_words(
        &mut self,
        whose: DealsFor,
        words: &[CustomerKey],
        limit: i64,
    ) -> Result<(Vec<NamedDeal>, u32), StoreError> {
        let [one, two, three] = each_containing(words, NO_WORD);
        let rows = match whose {
            DealsFor::Company(company) => {
                fetch_all!(self, DealRow, q::DEALS_OF_WORDS_OF, company.uuid(), one, two, three, limit)?
            }
            DealsFor::Reviewer => fetch_all!(self, DealRow, q::DEALS_OF_WORDS, one, two, three, limit)?,
        };
        let found = count(rows.first().map(|row| row.found));
        Ok((rows.into_iter().filter_map(DealRow::deal).collect(), found))
    }

    /// [`Self::people_named`] for up to [`WORDS_MAX`] words: people who have each of them.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn people_of_words(
        &mut self,
        whose: PeopleFor,
        words: &[CustomerKey],
        limit: i64,
    ) -> Result<(Vec<NamedPerson>, u32), StoreError> {
        let [one, two, three] = each_containing(words, ANY_WORD);
        let rows = match whose {
            PeopleFor::Company(company) => {
                fetch_all!(self, PersonRow, q::PEOPLE_OF_WORDS_OF, company.uuid(), one, two, three, limit)?
            }
            PeopleFor::Vendor => fetch_all!(self, PersonRow, q::PEOPLE_OF_WORDS, one, two, three, limit)?,
        };
        let found = count(rows.first().map(|row| row.found));
        Ok((rows.into_iter().map(NamedPerson::from).collect(), found))
    }

    /// All partners' people whose name begins with `key`, without who has left. As fast among many as among few.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn people_beginning(&mut self, key: &str, limit: i64) -> Result<Vec<NamedPerson>, StoreError> {
        let rows = fetch_all!(self, PersonRow, q::PEOPLE_BEGINNING, key, beyond(key), limit)?;
        Ok(rows.into_iter().map(NamedPerson::from).collect())
    }
}

/// What stands, byte by byte, behind all that begins with `key`.
fn beyond(key: &str) -> String {
    format!("{key}{}", char::MAX)
}

fn each_containing(words: &[CustomerKey], otherwise: &str) -> [String; WORDS_MAX] {
    std::array::from_fn(|at| words.get(at).map_or_else(|| otherwise.to_owned(), |word| containing(word.as_str())))
}

/// For `LIKE … ESCAPE '!'`.
fn containing(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in text.to_lowercase().chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern + "%"
}
