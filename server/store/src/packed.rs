//! Everything that replaying takes, for many companies at once, and what every registration reads of a long past. Events and
//! ledgers come packed, all of a company and kind in one value: row by row the driver would need most of the time, and joined by
//! `||` each record would be copied as often as it has parts. A record begins with its ids, sixteen bytes each and zeros for none;
//! lines of text follow.

use std::collections::HashMap;

use jiso::{
    activity::{Activity, ActivityKind, Origin},
    id::{ActivityId, CompanyId, DealId, PointEntryId, UserId},
    phases::Standing,
    points::{Axis, Entry, EntryState, PointEntry},
    tiers::{MeasureNote, TierDecision, TierStanding},
    time::Timestamp,
};
use uuid::Uuid;

use crate::{
    StoreError, Tx,
    activity::{Basis, Before, reviewed_before, subject},
    points::cut,
    standings, tiers,
};

/// What is stored of a company.
#[derive(Clone, Debug)]
pub struct Stored {
    pub company: CompanyId,
    /// In no order.
    pub events: Vec<Activity>,
    /// In no order.
    pub entries: Vec<PointEntry>,
    /// Product of each deal.
    pub products: HashMap<DealId, String>,
    pub standing: Standing,
    /// The first one first.
    pub decisions: Vec<(ActivityId, TierDecision)>,
    pub tier: Option<TierStanding>,
    /// The activity of each use of a benefit, and of what took it back.
    pub uses: Vec<(ActivityId, Option<ActivityId>)>,
    pub notes: Vec<(ActivityId, MeasureNote)>,
}

/// A company, what its records have in common, and the records.
type Packed = (Uuid, String, Vec<u8>);
type TierRow = (Uuid, String, i64, Option<i64>, i64);
type CompanysNote = (Uuid, Uuid, String, i64, i64, i64);
type CompanysDecision = (Uuid, Uuid, i64, String, String, Option<i64>, i64, String);

sql! {
    STANDINGS_AMONG = "SELECT company_id, data FROM standings WHERE company_id BETWEEN $1 AND $2";
    TIERS_AMONG = "SELECT company_id, tier, since, grace_until, reviewed_on FROM tier_standings WHERE company_id BETWEEN $1 AND $2";
    DECISIONS_AMONG = "SELECT company_id, activity_id, day, tier, outcome, grace_until, version, facts FROM tier_decisions
        WHERE company_id BETWEEN $1 AND $2 ORDER BY company_id, day";
    USES_AMONG = "SELECT u.company_id, u.activity_id, r.activity_id FROM benefit_uses u
        LEFT JOIN benefit_returns r ON r.use_id = u.activity_id WHERE u.company_id BETWEEN $1 AND $2";
    NOTES_AMONG = "SELECT n.company_id, n.activity_id, n.measure, n.value, n.day, a.at FROM measure_notes n
        JOIN activities a ON a.id = n.activity_id WHERE n.company_id BETWEEN $1 AND $2";
}

macro_rules! reviewing_in_sqlite {
    () => {
        "CAST(group_concat(concat(id, COALESCE(user_id, zeroblob(16)), COALESCE(subject_id, zeroblob(16)), kind, x'0a',
            at, x'0a', origin, x'0a', subject_kind, x'0a', amount, x'0a'), '') AS BLOB) FROM activities"
    };
}

macro_rules! reviewing_in_postgres {
    () => {
        "string_agg(uuid_send(id) || COALESCE(uuid_send(user_id), decode(repeat('00', 16), 'hex'))
            || COALESCE(uuid_send(subject_id), decode(repeat('00', 16), 'hex')) || convert_to(concat(kind, E'\\n',
            at, E'\\n', origin, E'\\n', subject_kind, E'\\n', amount, E'\\n'), 'UTF8'), ''::bytea) FROM activities"
    };
}

/// Those of [`Reviews`].
macro_rules! reviewing_kinds {
    () => {
        "kind IN ('deal_returned', 'deal_approved', 'deal_rejected', 'deal_conflicted',
            'deal_withdrawn', 'deal_expired', 'review_late')"
    };
}

macro_rules! before {
    () => {
        "SELECT COALESCE((SELECT version FROM standings WHERE company_id = $1), 0), COALESCE((SELECT MAX(number) FROM programme_versions), 0),
            (SELECT data FROM standings WHERE company_id = $1), EXISTS (SELECT 1 FROM activities WHERE id = $2),
            (SELECT number FROM programme_versions
            ORDER BY CASE WHEN valid_from <= $3 THEN 0 ELSE 1 END, CASE WHEN valid_from <= $3 THEN -number ELSE number END LIMIT 1), "
    };
}

pairs! {
    REVIEWING = {
        sqlite: concat!("SELECT ", reviewing_in_sqlite!(), " WHERE company_id = $1 AND at <= $2 AND ", reviewing_kinds!()),
        postgres: concat!("SELECT ", reviewing_in_postgres!(), " WHERE company_id = $1 AND at <= $2 AND ", reviewing_kinds!())
    };
    // What an activity is recorded on, and with $4 how registrations were reviewed until then.
    BEFORE = {
        sqlite: concat!(before!(), "(SELECT ", reviewing_in_sqlite!(), " WHERE $4 AND company_id = $1 AND at <= $3 AND ", reviewing_kinds!(), ")"),
        postgres: concat!(before!(), "(SELECT ", reviewing_in_postgres!(), " WHERE $4 AND company_id = $1 AND at <= $3 AND ", reviewing_kinds!(), ")")
    };
    EVENTS_AMONG = {
        sqlite: "SELECT company_id, kind, CAST(group_concat(concat(
                id, COALESCE(user_id, zeroblob(16)), COALESCE(subject_id, zeroblob(16)),
                at, x'0a', origin, x'0a', subject_kind, x'0a', amount, x'0a'), '') AS BLOB)
            FROM activities WHERE company_id BETWEEN $1 AND $2 GROUP BY company_id, kind",
        postgres: "SELECT company_id, kind, string_agg(
                uuid_send(id) || COALESCE(uuid_send(user_id), decode(repeat('00', 16), 'hex'))
                || COALESCE(uuid_send(subject_id), decode(repeat('00', 16), 'hex'))
                || convert_to(concat(at, E'\\n', origin, E'\\n', subject_kind, E'\\n', amount, E'\\n'), 'UTF8'), ''::bytea)
            FROM activities WHERE company_id BETWEEN $1 AND $2 GROUP BY company_id, kind"
    };
    ENTRIES_AMONG = {
        sqlite: "SELECT company_id, rule, CAST(group_concat(concat(
                id, activity_id, COALESCE(user_id, zeroblob(16)), COALESCE(settles, zeroblob(16)),
                COALESCE(subject_id, zeroblob(16)), COALESCE(cancels, zeroblob(16)), once_key, x'0a', scope, x'0a', rule_version, x'0a',
                axis, x'0a', state, x'0a', provisional, x'0a', confirmed, x'0a', subject_kind, x'0a', at, x'0a', hold_until, x'0a',
                cut_decided, x'0a', cut_approved, x'0a', cut_percent, x'0a'), '') AS BLOB)
            FROM point_entries WHERE company_id BETWEEN $1 AND $2 GROUP BY company_id, rule",
        postgres: "SELECT company_id, rule, string_agg(
                uuid_send(id) || uuid_send(activity_id) || COALESCE(uuid_send(user_id), decode(repeat('00', 16), 'hex'))
                || COALESCE(uuid_send(settles), decode(repeat('00', 16), 'hex'))
                || COALESCE(uuid_send(subject_id), decode(repeat('00', 16), 'hex'))
                || COALESCE(uuid_send(cancels), decode(repeat('00', 16), 'hex'))
                || convert_to(concat(once_key, E'\\n', scope, E'\\n', rule_version, E'\\n', axis, E'\\n', state, E'\\n',
                provisional, E'\\n', confirmed, E'\\n', subject_kind, E'\\n', at, E'\\n', hold_until, E'\\n', cut_decided, E'\\n',
                cut_approved, E'\\n', cut_percent, E'\\n'), 'UTF8'), ''::bytea)
            FROM point_entries WHERE company_id BETWEEN $1 AND $2 GROUP BY company_id, rule"
    };
    PRODUCTS_AMONG = {
        sqlite: "SELECT company_id, product, CAST(group_concat(id, '') AS BLOB) FROM deal_registrations
            WHERE company_id BETWEEN $1 AND $2 GROUP BY company_id, product",
        postgres: "SELECT company_id, product, string_agg(uuid_send(id), ''::bytea) FROM deal_registrations
            WHERE company_id BETWEEN $1 AND $2 GROUP BY company_id, product"
    };
}

/// What is left to unpack of a value.
pub(crate) struct Unpacking<'a> {
    rest: &'a [u8],
    table: &'static str,
}

impl<'a> Unpacking<'a> {
    pub(crate) const fn of_table(table: &'static str, packed: &'a [u8]) -> Self {
        Self { rest: packed, table }
    }

    pub(crate) const fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    fn broken(&self) -> StoreError {
        let (shown, _) = self.rest.split_at(self.rest.len().min(200));
        StoreError::broken(self.table, "packed", String::from_utf8_lossy(shown).into_owned())
    }

    pub(crate) fn id(&mut self) -> Result<Uuid, StoreError> {
        let (id, rest) = self.rest.split_first_chunk::<16>().ok_or_else(|| self.broken())?;
        self.rest = rest;
        Ok(Uuid::from_bytes(*id))
    }

    fn optional_id(&mut self) -> Result<Option<Uuid>, StoreError> {
        Ok(Some(self.id()?).filter(|id| !id.is_nil()))
    }

    pub(crate) fn line(&mut self) -> Result<&'a str, StoreError> {
        let end = self.rest.iter().position(|byte| *byte == b'\n').ok_or_else(|| self.broken())?;
        let (line, rest) = self.rest.split_at(end);
        let line = std::str::from_utf8(line).map_err(|_| self.broken())?;
        self.rest = &rest[1..];
        Ok(line)
    }

    pub(crate) fn number(&mut self) -> Result<i64, StoreError> {
        let line = self.line()?;
        line.parse().map_err(|_| StoreError::broken(self.table, "number", line))
    }

    fn optional_number(&mut self) -> Result<Option<i64>, StoreError> {
        self.of(|number| if number.is_empty() { Some(None) } else { number.parse().ok().map(Some) })
    }

    fn of<T>(&mut self, parse: impl Fn(&str) -> Option<T>) -> Result<T, StoreError> {
        let line = self.line()?;
        parse(line).ok_or_else(|| StoreError::broken(self.table, "word", line))
    }
}

fn events((company, kind, packed): &Packed, events: &mut Vec<Activity>) -> Result<(), StoreError> {
    let kind = ActivityKind::parse(kind).ok_or_else(|| StoreError::broken("activities", "kind", kind.as_str()))?;
    let mut record = Unpacking { rest: packed, table: "activities" };
    while !record.rest.is_empty() {
        let (id, user, about) = (record.id()?, record.optional_id()?, record.optional_id()?);
        events.push(Activity {
            id: ActivityId::from_uuid(id),
            at: Timestamp::from_micros(record.number()?),
            company: CompanyId::from_uuid(*company),
            user: user.map(UserId::from_uuid),
            kind,
            origin: record.of(Origin::parse)?,
            subject: subject(record.line()?, about)?,
            amount: record.optional_number()?,
        });
    }
    Ok(())
}

fn reviewing(company: CompanyId, packed: &[u8]) -> Result<Vec<Activity>, StoreError> {
    let mut record = Unpacking { rest: packed, table: "activities" };
    let mut events = Vec::new();
    while !record.rest.is_empty() {
        let (id, user, about) = (record.id()?, record.optional_id()?, record.optional_id()?);
        events.push(Activity {
            id: ActivityId::from_uuid(id),
            kind: record.of(ActivityKind::parse)?,
            at: Timestamp::from_micros(record.number()?),
            company,
            user: user.map(UserId::from_uuid),
            origin: record.of(Origin::parse)?,
            subject: subject(record.line()?, about)?,
            amount: record.optional_number()?,
        });
    }
    Ok(events)
}

fn entries((company, rule, packed): &Packed, entries: &mut Vec<PointEntry>) -> Result<(), StoreError> {
    let mut record = Unpacking { rest: packed, table: "point_entries" };
    while !record.rest.is_empty() {
        let (id, activity, user) = (record.id()?, record.id()?, record.optional_id()?);
        let (settles, about, cancels) = (record.optional_id()?, record.optional_id()?, record.optional_id()?);
        let entry = Entry {
            once_key: record.line()?.to_owned(),
            scope: record.line()?.to_owned(),
            company: CompanyId::from_uuid(*company),
            user: user.map(UserId::from_uuid),
            activity: ActivityId::from_uuid(activity),
            rule: rule.clone(),
            rule_version: record.number()?,
            axis: record.of(Axis::parse)?,
            state: record.of(EntryState::parse)?,
            provisional: record.number()?,
            confirmed: record.number()?,
            settles: settles.map(PointEntryId::from_uuid),
            subject: subject(record.line()?, about)?,
            at: Timestamp::from_micros(record.number()?),
            cancels: cancels.map(PointEntryId::from_uuid),
            hold_until: record.optional_number()?.map(Timestamp::from_micros),
            cut: cut(record.optional_number()?, record.optional_number()?, record.optional_number()?),
        };
        entries.push(PointEntry { id: PointEntryId::from_uuid(id), entry });
    }
    Ok(())
}

fn products((_, product, packed): &Packed, products: &mut HashMap<DealId, String>) -> Result<(), StoreError> {
    let mut record = Unpacking { rest: packed, table: "deal_registrations" };
    while !record.rest.is_empty() {
        products.insert(DealId::from_uuid(record.id()?), product.clone());
    }
    Ok(())
}

impl Tx {
    /// What a company's [`Reviews`] are gathered from, until a moment, in no order.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn reviewing(&mut self, company: CompanyId, until: Timestamp) -> Result<Vec<Activity>, StoreError> {
        let packed = self.own(pairs::REVIEWING);
        let (packed,) = fetch_one!(self, (Option<Vec<u8>>,), packed, company.uuid(), until.micros())?;
        reviewing(company, &packed.unwrap_or_default())
    }

    /// What an activity is to be recorded on; `with_reviews` also how registrations were reviewed by then.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn before(&mut self, activity: &Activity, with_reviews: bool) -> Result<Before, StoreError> {
        type Row = (i64, i64, Option<String>, bool, Option<i64>, Option<Vec<u8>>);
        // SQLite has one writer anyway.
        if self.is_postgres() {
            self.hold_standing(activity.company).await?;
        }
        let (company, id, at) = (activity.company.uuid(), activity.id.uuid(), activity.at.micros());
        let before = self.own(pairs::BEFORE);
        let (version, newest, data, known, programme, packed) = fetch_one!(self, Row, before, company, id, at, with_reviews)?;
        let standing = data.map(|data| standings::standing(&data)).transpose()?.unwrap_or_default();
        let events = reviewing(activity.company, &packed.unwrap_or_default())?;
        let reviewed = with_reviews.then(|| reviewed_before(activity, events));
        Ok(Before { basis: Basis { standing: version, programme: newest }, standing, known, programme, reviewed })
    }

    /// What is stored of these companies, in their order. They are read by a range of their ids: best in the order of those, with
    /// none left out between them.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn stored(&mut self, companies: &[CompanyId]) -> Result<Vec<Stored>, StoreError> {
        let (Some(first), Some(last)) = (companies.iter().min(), companies.iter().max()) else { return Ok(Vec::new()) };
        let (first, last) = (first.uuid(), last.uuid());
        let nothing = |company: &CompanyId| Stored {
            company: *company,
            events: Vec::new(),
            entries: Vec::new(),
            products: HashMap::new(),
            standing: Standing::default(),
            decisions: Vec::new(),
            tier: None,
            uses: Vec::new(),
            notes: Vec::new(),
        };
        let mut all: Vec<Stored> = companies.iter().map(nothing).collect();
        let places: HashMap<Uuid, usize> = companies.iter().enumerate().map(|(at, company)| (company.uuid(), at)).collect();
        let place = |company: &Uuid| places.get(company).copied();

        let (of_events, of_entries) = (self.own(pairs::EVENTS_AMONG), self.own(pairs::ENTRIES_AMONG));
        for packed in fetch_all!(self, Packed, of_events, first, last)? {
            if let Some(stored) = place(&packed.0).and_then(|at| all.get_mut(at)) {
                events(&packed, &mut stored.events)?;
            }
        }
        for packed in fetch_all!(self, Packed, of_entries, first, last)? {
            if let Some(stored) = place(&packed.0).and_then(|at| all.get_mut(at)) {
                entries(&packed, &mut stored.entries)?;
            }
        }
        let of_products = self.own(pairs::PRODUCTS_AMONG);
        for packed in fetch_all!(self, Packed, of_products, first, last)? {
            if let Some(stored) = place(&packed.0).and_then(|at| all.get_mut(at)) {
                products(&packed, &mut stored.products)?;
            }
        }
        for (company, data) in fetch_all!(self, (Uuid, String), q::STANDINGS_AMONG, first, last)? {
            if let Some(stored) = place(&company).and_then(|at| all.get_mut(at)) {
                stored.standing = standings::standing(&data)?;
            }
        }
        for (company, tier, since, grace, reviewed) in fetch_all!(self, TierRow, q::TIERS_AMONG, first, last)? {
            if let Some(stored) = place(&company).and_then(|at| all.get_mut(at)) {
                stored.tier = Some(tiers::standing((tier, since, grace, reviewed)));
            }
        }
        for row in fetch_all!(self, CompanysDecision, q::DECISIONS_AMONG, first, last)? {
            let (company, activity, on, tier, outcome, until, version, facts) = row;
            if let Some(stored) = place(&company).and_then(|at| all.get_mut(at)) {
                stored.decisions.push(tiers::decision((activity, on, tier, outcome, until, version, facts))?);
            }
        }
        for (company, used, returned) in fetch_all!(self, (Uuid, Uuid, Option<Uuid>), q::USES_AMONG, first, last)? {
            if let Some(stored) = place(&company).and_then(|at| all.get_mut(at)) {
                stored.uses.push((ActivityId::from_uuid(used), returned.map(ActivityId::from_uuid)));
            }
        }
        for (company, activity, measure, value, on, at) in fetch_all!(self, CompanysNote, q::NOTES_AMONG, first, last)? {
            if let Some(stored) = place(&company).and_then(|at| all.get_mut(at)) {
                let note = MeasureNote { measure, value, day: tiers::day(on), noted_at: Timestamp::from_micros(at) };
                stored.notes.push((ActivityId::from_uuid(activity), note));
            }
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use jiso::points::Reviews;

    #[test]
    fn the_statement_names_what_reviews_are_gathered_from() {
        for kind in Reviews::KINDS {
            assert!(reviewing_kinds!().contains(&format!("'{}'", kind.as_str())), "{kind:?}");
        }
        assert_eq!(reviewing_kinds!().matches('\'').count(), 2 * Reviews::KINDS.len());
    }
}
