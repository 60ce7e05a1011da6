//! Deals that are open, won or lost, with what happened to them, and what was done with content. It comes packed, all of a statement in
//! few values: row by row the driver would need most of the time.

use std::collections::HashMap;

use jiso::{
    id::{DealId, DocumentId, RevisionId, UserId},
    lang::Lang,
    scripts::{Ending, Talk, Tap, Told},
    time::Timestamp,
    trace::{Ended, TracedDeal},
};
use uuid::Uuid;

use crate::{StoreError, Tx, packed::Unpacking};

/// Who finished a lesson, and when.
pub type Finished = (DocumentId, Vec<(UserId, Timestamp)>);

/// A talk along a script, tap by tap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TracedTalk {
    pub document: DocumentId,
    pub by: UserId,
    pub about: Option<DealId>,
    pub at: Timestamp,
    pub talk: Talk,
}

/// A version of a template, and the proposals that were made from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TracedVersion {
    pub revision: RevisionId,
    pub document: DocumentId,
    pub number: u32,
    pub slug: String,
    pub lang: Lang,
    pub title: String,
    pub proposals: Vec<TracedProposal>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TracedProposal {
    pub about: DealId,
    pub at: Timestamp,
    pub sent: bool,
}

#[derive(sqlx::FromRow)]
struct TalkRow {
    document_id: Uuid,
    user_id: Uuid,
    deal_id: Option<Uuid>,
    began_at: i64,
    taps: Option<String>,
}

#[derive(sqlx::FromRow)]
struct VersionRow {
    revision_id: Uuid,
    document_id: Uuid,
    number: i64,
    slug: String,
    #[sqlx(try_from = "String")]
    lang: Lang,
    title: String,
    packed: Vec<u8>,
}

/// Of a deal: the meeting, the proposal and how it ended, a letter and a moment each.
macro_rules! steps {
    () => {
        "(CASE a.kind WHEN 'meeting_held' THEN 'm' WHEN 'proposal_made' THEN 'p' WHEN 'deal_won' THEN 'w' ELSE 'l' END) || a.at"
    };
}

/// The events that are its steps.
macro_rules! of_deal {
    () => {
        " FROM activities a WHERE a.subject_id = d.id AND a.kind IN ('meeting_held', 'proposal_made', 'deal_won', 'deal_lost')"
    };
}

/// For how much it was won, by the event.
macro_rules! order {
    () => {
        "(CASE d.status WHEN 'won' THEN (SELECT MAX(a.amount) FROM activities a WHERE a.subject_id = d.id AND a.kind = 'deal_won') END)"
    };
}

macro_rules! deals_in_sqlite {
    () => {
        concat!(
            "SELECT CAST(group_concat(d.id || d.owner_id || d.submitted_at || x'0a' || COALESCE(",
            order!(),
            ", 0) || x'0a' || COALESCE((SELECT group_concat(",
            steps!(),
            ", ' ')",
            of_deal!(),
            "), '') || x'0a', '') AS BLOB) FROM deal_registrations d WHERE "
        )
    };
}

macro_rules! deals_in_postgres {
    () => {
        concat!(
            "SELECT string_agg(uuid_send(d.id) || uuid_send(d.owner_id) || convert_to(concat(d.submitted_at, E'\\n', COALESCE(",
            order!(),
            ", 0), E'\\n', (SELECT string_agg(",
            steps!(),
            ", ' ')",
            of_deal!(),
            "), E'\\n'), 'UTF8'), ''::bytea) FROM deal_registrations d WHERE "
        )
    };
}

/// What was changed before ended before.
macro_rules! ended {
    () => {
        "d.status IN ('won', 'lost') AND d.changed_at >= $1"
    };
}

macro_rules! open {
    () => {
        "d.status IN ('submitted', 'in_review', 'needs_info', 'approved')"
    };
}

sql! {
    // A tap is its step, where it led and how that ends: keys without spaces. Taps stand in the order of the talk.
    TALKS = "SELECT t.document_id, t.user_id, t.deal_id, t.began_at,
        (SELECT string_agg(p.step || ' ' || COALESCE(p.went_to, '') || ' ' || COALESCE(p.ending, ''), ';' ORDER BY p.place)
        FROM script_taps p WHERE p.talk_id = t.id) AS taps
        FROM script_talks t ORDER BY t.id DESC LIMIT $1";
}

pairs! {
    DEALS_ENDED = {
        sqlite: concat!(deals_in_sqlite!(), ended!()),
        postgres: concat!(deals_in_postgres!(), ended!())
    };
    DEALS_OPEN = {
        sqlite: concat!(deals_in_sqlite!(), open!()),
        postgres: concat!(deals_in_postgres!(), open!())
    };
    COLLEAGUES = {
        sqlite: "SELECT CAST(group_concat(deal_id || user_id, '') AS BLOB) FROM deal_colleagues",
        postgres: "SELECT string_agg(uuid_send(deal_id) || uuid_send(user_id), ''::bytea) FROM deal_colleagues"
    };
    LESSONS_FINISHED = {
        sqlite: "SELECT a.subject_id, CAST(group_concat(a.user_id || a.at || x'0a', '') AS BLOB) FROM activities a
            WHERE a.subject_id IN (SELECT id FROM documents WHERE kind = 'lesson') AND a.kind = 'lesson_completed'
            AND a.user_id IS NOT NULL GROUP BY a.subject_id",
        postgres: "SELECT a.subject_id, string_agg(uuid_send(a.user_id) || convert_to(concat(a.at, E'\\n'), 'UTF8'), ''::bytea)
            FROM activities a WHERE a.subject_id IN (SELECT id FROM documents WHERE kind = 'lesson') AND a.kind = 'lesson_completed'
            AND a.user_id IS NOT NULL GROUP BY a.subject_id"
    };
    VERSIONS_USED = {
        sqlite: "SELECT u.revision_id, r.document_id, r.number, o.slug, o.lang, o.title, u.packed FROM (
                SELECT p.revision_id, CAST(group_concat(p.deal_id || p.made_at || x'0a'
                    || EXISTS (SELECT 1 FROM proposal_sendings s WHERE s.proposal_id = p.id) || x'0a', '') AS BLOB) AS packed
                FROM proposals p GROUP BY p.revision_id
            ) u JOIN revisions r ON r.id = u.revision_id JOIN documents o ON o.id = r.document_id ORDER BY o.slug, o.lang, r.number",
        postgres: "SELECT u.revision_id, r.document_id, r.number, o.slug, o.lang, o.title, u.packed FROM (
                SELECT p.revision_id, string_agg(uuid_send(p.deal_id) || convert_to(concat(p.made_at, E'\\n',
                    CASE WHEN EXISTS (SELECT 1 FROM proposal_sendings s WHERE s.proposal_id = p.id) THEN 1 ELSE 0 END, E'\\n'),
                    'UTF8'), ''::bytea) AS packed
                FROM proposals p GROUP BY p.revision_id
            ) u JOIN revisions r ON r.id = u.revision_id JOIN documents o ON o.id = r.document_id ORDER BY o.slug, o.lang, r.number"
    };
}

fn deals(packed: &[u8], all: &mut Vec<TracedDeal>) -> Result<(), StoreError> {
    let mut record = Unpacking::of_table("deal_registrations", packed);
    while !record.is_done() {
        let (id, owner) = (record.id()?, record.id()?);
        let (registered, yen) = (record.number()?, record.number()?);
        let mut deal = TracedDeal {
            id: DealId::from_uuid(id),
            owner: UserId::from_uuid(owner),
            colleagues: Vec::new(),
            registered: Timestamp::from_micros(registered),
            meeting: None,
            proposal: None,
            ended: None,
            sent: 0,
        };
        for step in record.line()?.split_ascii_whitespace() {
            let at = step.get(1..).and_then(|at| at.parse().ok()).map(Timestamp::from_micros);
            let at = at.ok_or_else(|| StoreError::broken("activities", "at", step))?;
            match step.as_bytes().first() {
                Some(b'm') => deal.meeting = Some(deal.meeting.map_or(at, |before| before.min(at))),
                Some(b'p') => deal.proposal = Some(deal.proposal.map_or(at, |before| before.min(at))),
                Some(b'w') => deal.ended = Some(Ended { at, won: Some(yen) }),
                _ => deal.ended = deal.ended.or(Some(Ended { at, won: None })),
            }
        }
        all.push(deal);
    }
    Ok(())
}

fn talk(taps: &str) -> Talk {
    let taps = taps.split(';').filter_map(|tap| {
        let (step, rest) = tap.split_once(' ')?;
        let (to, ending) = rest.split_once(' ')?;
        let told = if to.is_empty() { Told::Else } else { Told::Answer { to: to.to_owned(), ending: Ending::parse(ending) } };
        Some(Tap { step: step.to_owned(), told })
    });
    Talk { taps: taps.collect() }
}

impl Tx {
    /// The deals that are open, and those that ended won or lost since a moment. Who works on them beside their owners, and what was
    /// sent of them, is not among it.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn traced_deals(&mut self, since: Timestamp) -> Result<Vec<TracedDeal>, StoreError> {
        let (ended, open) = (self.own(pairs::DEALS_ENDED), self.own(pairs::DEALS_OPEN));
        let mut all = Vec::new();
        let (packed,) = fetch_one!(self, (Option<Vec<u8>>,), ended, since.micros())?;
        deals(&packed.unwrap_or_default(), &mut all)?;
        // What was changed since may have ended before.
        all.retain(|deal| deal.ended.is_some_and(|ended| ended.at >= since));
        let (packed,) = fetch_one!(self, (Option<Vec<u8>>,), open)?;
        deals(&packed.unwrap_or_default(), &mut all)?;
        Ok(all)
    }

    /// Who works on deals beside their owners.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn colleagues_on_deals(&mut self) -> Result<HashMap<DealId, Vec<UserId>>, StoreError> {
        let colleagues = self.own(pairs::COLLEAGUES);
        let packed = fetch_one!(self, (Option<Vec<u8>>,), colleagues)?.0.unwrap_or_default();
        let mut record = Unpacking::of_table("deal_colleagues", &packed);
        let mut found: HashMap<DealId, Vec<UserId>> = HashMap::new();
        while !record.is_done() {
            let (deal, user) = (record.id()?, record.id()?);
            found.entry(DealId::from_uuid(deal)).or_default().push(UserId::from_uuid(user));
        }
        Ok(found)
    }

    /// Who finished each lesson, of all companies.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn lessons_finished(&mut self) -> Result<Vec<Finished>, StoreError> {
        let finished = self.own(pairs::LESSONS_FINISHED);
        let mut all = Vec::new();
        for (lesson, packed) in fetch_all!(self, (Uuid, Vec<u8>), finished)? {
            let mut record = Unpacking::of_table("activities", &packed);
            let mut by = Vec::new();
            while !record.is_done() {
                by.push((UserId::from_uuid(record.id()?), Timestamp::from_micros(record.number()?)));
            }
            all.push((DocumentId::from_uuid(lesson), by));
        }
        Ok(all)
    }

    /// Every version of a template from which a proposal was made, with its proposals.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn versions_used(&mut self) -> Result<Vec<TracedVersion>, StoreError> {
        let versions = self.own(pairs::VERSIONS_USED);
        let mut all = Vec::new();
        for row in fetch_all!(self, VersionRow, versions)? {
            let mut record = Unpacking::of_table("proposals", &row.packed);
            let mut proposals = Vec::new();
            while !record.is_done() {
                let (about, at) = (DealId::from_uuid(record.id()?), Timestamp::from_micros(record.number()?));
                proposals.push(TracedProposal { about, at, sent: record.number()? > 0 });
            }
            all.push(TracedVersion {
                revision: RevisionId::from_uuid(row.revision_id),
                document: DocumentId::from_uuid(row.document_id),
                number: u32::try_from(row.number).unwrap_or(u32::MAX),
                slug: row.slug,
                lang: row.lang,
                title: row.title,
                proposals,
            });
        }
        Ok(all)
    }

    /// The newest talks along scripts, of all companies.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn newest_talks(&mut self, limit: i64) -> Result<Vec<TracedTalk>, StoreError> {
        let read = |row: TalkRow| TracedTalk {
            document: DocumentId::from_uuid(row.document_id),
            by: UserId::from_uuid(row.user_id),
            about: row.deal_id.map(DealId::from_uuid),
            at: Timestamp::from_micros(row.began_at),
            talk: talk(&row.taps.unwrap_or_default()),
        };
        Ok(fetch_all!(self, TalkRow, q::TALKS, limit)?.into_iter().map(read).collect())
    }
}
