//! What is done with kits: used for deals, kept at hand.

use jiso::{
    id::{CompanyId, DealId, DocumentId, UserId},
    kits::{KitUses, UsedHow},
    lang::Lang,
    time::Timestamp,
};
use uuid::Uuid;

use crate::{StoreError, Tx};

/// A kit that was used for a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KitUse {
    pub document: DocumentId,
    pub deal: DealId,
    pub how: UsedHow,
    pub company: CompanyId,
    pub user: UserId,
    pub lang: Lang,
    pub version: u32,
    pub at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct UsesRow {
    document_id: Uuid,
    deals: i64,
    won: i64,
    lost: i64,
}

sql! {
    INSERT_USE = "INSERT INTO kit_uses (document_id, deal_id, how, company_id, user_id, lang, version, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (document_id, deal_id, how) DO NOTHING";
    USES = "SELECT u.document_id, CAST(COUNT(*) AS BIGINT) AS deals,
        CAST(SUM(CASE WHEN d.status = 'won' THEN 1 ELSE 0 END) AS BIGINT) AS won,
        CAST(SUM(CASE WHEN d.status = 'lost' THEN 1 ELSE 0 END) AS BIGINT) AS lost
        FROM (SELECT DISTINCT document_id, deal_id FROM kit_uses) u JOIN deal_registrations d ON d.id = u.deal_id
        GROUP BY u.document_id";
    WAYS_USED = "SELECT how FROM kit_uses WHERE document_id = $1 AND deal_id = $2";
    TAKE_BACK = "DELETE FROM kit_uses WHERE document_id = $1 AND deal_id = $2 AND how = 'noted'";
    USED_FOR = "SELECT DISTINCT document_id FROM kit_uses WHERE deal_id = $1";
    FAVOURITES = "SELECT document_id FROM kit_favourites WHERE user_id = $1";
    ADD_FAVOURITE = "INSERT INTO kit_favourites (user_id, document_id, at) VALUES ($1, $2, $3)
        ON CONFLICT (user_id, document_id) DO NOTHING";
    DROP_FAVOURITE = "DELETE FROM kit_favourites WHERE user_id = $1 AND document_id = $2";
}

impl Tx {
    /// `false` when it was noted before.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn insert_kit_use(&mut self, used: &KitUse) -> Result<bool, StoreError> {
        let (document, deal, how) = (used.document.uuid(), used.deal.uuid(), used.how.as_str());
        let (company, user, lang) = (used.company.uuid(), used.user.uuid(), used.lang.as_str());
        let (version, at) = (i64::from(used.version), used.at.micros());
        Ok(execute!(self, q::INSERT_USE, document, deal, how, company, user, lang, version, at)? == 1)
    }

    /// How it is known that a kit was used for a deal; nothing when it was not.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn ways_used(&mut self, kit: DocumentId, deal: DealId) -> Result<Vec<UsedHow>, StoreError> {
        let rows = fetch_all!(self, (String,), q::WAYS_USED, kit.uuid(), deal.uuid())?;
        let read = |(how,): (String,)| UsedHow::try_from(how).map_err(|v| StoreError::broken("kit_uses", "how", v));
        rows.into_iter().map(read).collect()
    }

    /// Forgets that somebody said so; what came with a proposal or a talk stays.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn take_back_kit_use(&mut self, kit: DocumentId, deal: DealId) -> Result<(), StoreError> {
        execute!(self, q::TAKE_BACK, kit.uuid(), deal.uuid()).map(drop)
    }

    /// For how many deals each kit was used, of all companies, and what became of those.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn kit_uses(&mut self) -> Result<Vec<(DocumentId, KitUses)>, StoreError> {
        let small = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
        let read = |row: UsesRow| {
            (
                DocumentId::from_uuid(row.document_id),
                KitUses { deals: small(row.deals), won: small(row.won), lost: small(row.lost) },
            )
        };
        Ok(fetch_all!(self, UsesRow, q::USES)?.into_iter().map(read).collect())
    }

    /// The kits that were used for a deal.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn kits_used_for(&mut self, deal: DealId) -> Result<Vec<DocumentId>, StoreError> {
        let rows = fetch_all!(self, (Uuid,), q::USED_FOR, deal.uuid())?;
        Ok(rows.into_iter().map(|(id,)| DocumentId::from_uuid(id)).collect())
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn favourite_kits(&mut self, user: UserId) -> Result<Vec<DocumentId>, StoreError> {
        let rows = fetch_all!(self, (Uuid,), q::FAVOURITES, user.uuid())?;
        Ok(rows.into_iter().map(|(id,)| DocumentId::from_uuid(id)).collect())
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn keep_favourite(&mut self, user: UserId, kit: DocumentId, wanted: bool, at: Timestamp) -> Result<(), StoreError> {
        if wanted {
            execute!(self, q::ADD_FAVOURITE, user.uuid(), kit.uuid(), at.micros()).map(drop)
        } else {
            execute!(self, q::DROP_FAVOURITE, user.uuid(), kit.uuid()).map(drop)
        }
    }
}

#[cfg(test)]
mod tests {
    use jiso::{
        deals::{CompanySize, CustomerCard, Deadlines, DealFacts, DealNumber, DealRegistration, Industry, Registering},
        id::{DealId, DocumentId},
        kits::UsedHow,
        lang::Lang,
        money::Money,
        proposals::ProposalFacts,
        publishing::{Document, FrontMatter, Revision},
        time::Timestamp,
    };
    use uuid::Uuid;

    use super::KitUse;
    use crate::{
        Tx,
        proposals::Proposal,
        testing::{self, company, id, user},
    };

    fn at(micros: i64) -> Timestamp {
        Timestamp::from_micros(micros)
    }

    async fn deal(tx: &mut Tx, number: u8) {
        let facts = DealFacts {
            customer: CustomerCard::new(format!("お客様{number}"), None, None),
            industry: Industry::Construction,
            size: CompanySize::Large,
            territory: None,
            product: "lite".into(),
            amount: Money::yen(1_200_000),
            expected_close: at(0).day(),
            need: "図面の共有に困っている".into(),
            next_step: None,
        };
        let deadlines = Deadlines { respond_by: at(0), decide_by: at(0) };
        let (id, number) = (id(number), DealNumber(number.into()));
        let new = Registering { id, number, company: testing::id(1), owner: testing::id(1), at: at(0), deadlines };
        assert!(tx.insert_deal(&DealRegistration::submit(new, facts).deal, &number.to_string()).await.unwrap());
    }

    /// A template and its revision of this number, both with the same id.
    async fn template(tx: &mut Tx, name: u8, path: &str, number: u32) {
        let front = FrontMatter { title: "題".into(), ..FrontMatter::default() };
        let (by, body) = ("伊藤".to_owned(), "本文".to_owned());
        let first = Revision { id: id(name), document: id(name), number, at: at(0), by, front, body };
        tx.insert_document(&Document::new(id(name), path.parse().unwrap(), first.id), &first).await.unwrap();
    }

    async fn propose(tx: &mut Tx, number: u8, deal: u8, template: u8, made_at: i64) {
        let facts = ProposalFacts {
            customer: String::new(),
            contact: String::new(),
            industry: String::new(),
            employees: String::new(),
            product: String::new(),
            amount: String::new(),
            partner: String::new(),
            rep: String::new(),
            date: at(0).day(),
            own: Vec::new(),
        };
        let proposal = Proposal {
            id: id(number),
            deal: id(deal),
            company: id(1),
            revision: id(template),
            template: "題".into(),
            lang: Lang::Ja,
            title: "題".into(),
            facts,
            regions: Vec::new(),
            made_by: id(1),
            made_at: at(made_at),
            changed_by: id(1),
            changed_by_name: String::new(),
            changed_at: at(made_at),
        };
        tx.insert_proposal(&proposal, &number.to_string()).await.unwrap();
    }

    #[tokio::test]
    async fn proposals_of_before_are_uses() {
        for store in testing::stores().await {
            let mut tx = store.write().await.unwrap();
            tx.insert_company(&company(1)).await.unwrap();
            tx.insert_user(&user(1, Some(id(1)))).await.unwrap();
            for number in [1, 2, 3] {
                deal(&mut tx, number).await;
            }
            template(&mut tx, 11, "kits/templates/first.ja.md", 2).await;
            template(&mut tx, 12, "kits/templates/first.en.md", 5).await;
            template(&mut tx, 13, "kits/templates/english.en.md", 1).await;
            // In both languages for one deal, the English one first; one that is there in English alone; one that was filled, too.
            propose(&mut tx, 21, 1, 11, 200).await;
            propose(&mut tx, 22, 1, 12, 100).await;
            propose(&mut tx, 23, 2, 13, 300).await;
            propose(&mut tx, 24, 3, 11, 400).await;
            let (how, lang) = (UsedHow::Filled, Lang::Ja);
            let filled = KitUse { document: id(11), deal: id(3), how, company: id(1), user: id(1), lang, version: 1, at: at(50) };
            assert!(tx.insert_kit_use(&filled).await.unwrap());

            for new in [2, 0] {
                let written = if tx.is_postgres() {
                    execute!(tx, include_str!("../migrations/postgres/0161_proposal_uses.sql"))
                } else {
                    execute!(tx, include_str!("../migrations/sqlite/0161_proposal_uses.sql"))
                };
                assert_eq!(written.unwrap(), new, "{}", store.kind());
            }
            let uses = "SELECT document_id, deal_id, lang, version, at FROM kit_uses WHERE how = 'filled' ORDER BY deal_id";
            let rows = fetch_all!(tx, (Uuid, Uuid, String, i64, i64), uses).unwrap();
            let expected = [(11, 1, "en", 5, 100), (13, 2, "en", 1, 300), (11, 3, "ja", 1, 50)];
            let expected = expected.map(|(document, deal, lang, version, at): (u8, u8, &str, i64, i64)| {
                let (document, deal): (DocumentId, DealId) = (id(document), id(deal));
                (document.uuid(), deal.uuid(), lang.to_owned(), version, at)
            });
            assert_eq!(rows, expected, "{}", store.kind());
        }
    }
}
