//! Questions whether a customer is free: each is noted, so that nobody lists other partners' customers unseen.

use jiso::{
    caller::Caller,
    deals::{CustomerIdentity, ManyQuestions, UNUSUAL_QUESTIONS, Verdict, VerdictQuery, verdict},
    failure::Answer,
    id::CompanyId,
};
use jiso_store::Tx;
use sha2::{Digest, Sha256};

use super::sheets;
use crate::office::Office;

/// So long a question is kept, and so long an unusual number of them is shown to the vendor.
const KEPT_DAYS: i32 = 90;
const SHOWN_DAYS: i32 = 7;
const SHOWN: i64 = 5;

impl Office {
    /// `None` when too little is typed to ask.
    pub(super) async fn ask(&self, caller: &Caller, company: CompanyId, query: &VerdictQuery) -> Answer<Option<Verdict>> {
        let products = sheets::family(&self.programme(), &query.product);
        let Some(claim) = query.read(company, products) else { return Ok(None) };
        let now = self.now();
        let rivals = self.store.read().await?.rivals(&claim, now.day()).await?;
        let verdict = verdict(&claim, &rivals, now.day());
        let mut tx = self.store.write().await?;
        let key = tx.verdict_key(&self.chance.secret()).await?;
        tx.note_question(caller.user, hash(&key, &claim.customer), verdict.as_str(), now).await?;
        tx.commit().await?;
        Ok(Some(verdict))
    }

    /// Who asks about so many customers that the vendor should know.
    pub(super) async fn many_questions(&self, tx: &mut Tx) -> Answer<Vec<ManyQuestions>> {
        let found = tx.many_questions(self.now().day().plus(-SHOWN_DAYS), UNUSUAL_QUESTIONS, SHOWN).await?;
        let line = |one: jiso_store::deals::questions::Asker| ManyQuestions {
            name: one.name,
            company: one.company,
            company_name: one.company_name,
            day: one.day,
            customers: one.customers,
        };
        Ok(found.into_iter().map(line).collect())
    }

    /// # Errors
    /// [`jiso::failure::Failure::Unavailable`]
    pub(crate) async fn forget_questions(&self, tx: &mut Tx) -> Answer<()> {
        Ok(tx.forget_questions(self.now().day().plus(-KEPT_DAYS)).await?)
    }
}

/// Tells customers apart without naming them: who reads the questions alone cannot try names.
fn hash(key: &str, customer: &CustomerIdentity) -> [u8; 32] {
    let number = customer.corporate_number.as_ref().map_or("", |number| number.as_str());
    let domain = customer.domain.as_ref().and_then(|domain| domain.family()).unwrap_or_default();
    let inner = Sha256::digest([key, customer.key.as_str(), number, domain].join("\n"));
    Sha256::new().chain_update(key).chain_update(inner).finalize().into()
}

#[cfg(test)]
mod tests {
    use jiso::deals::CustomerCard;

    use super::*;

    #[test]
    fn a_customer_has_one_hash_under_one_key() {
        let customer = |name: &str| CustomerCard::new(name.into(), None, None).identity;
        assert_eq!(hash("a", &customer("株式会社北浜製作所")), hash("a", &customer("㈱北浜製作所")));
        assert_ne!(hash("a", &customer("北浜製作所")), hash("a", &customer("南港運輸")));
        assert_ne!(hash("a", &customer("北浜製作所")), hash("b", &customer("北浜製作所")));
    }
}
