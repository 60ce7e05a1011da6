//! Which targets are a partner's own customers already, found over keyed hashes: the partner's list is read in memory, reduced to
//! hashes, and forgotten.

use std::collections::HashSet;

use jiso::{
    caller::Caller,
    failure::Answer,
    id::CompanyId,
    targets::{TargetAccount, marks, marks_of_lines},
};
use jiso_store::{Tx, targets::Overlap};
use sha2::{Digest, Sha256};

use crate::office::Office;

const LENGTH: usize = 32;

/// The hashes of one company's customers.
pub(super) struct Hashes {
    key: String,
    company: CompanyId,
    all: HashSet<[u8; LENGTH]>,
}

impl Hashes {
    pub(super) fn of(key: &str, kept: &Overlap) -> Self {
        let all = kept.hashes.chunks_exact(LENGTH).filter_map(|hash| hash.try_into().ok()).collect();
        Self { key: key.to_owned(), company: kept.company, all }
    }

    pub(super) fn know(&self, target: &TargetAccount) -> bool {
        marks(&target.facts.customer.identity).iter().any(|mark| self.all.contains(&hash(&self.key, self.company, mark)))
    }

    pub(super) const fn company(&self) -> CompanyId {
        self.company
    }

    pub(super) fn count(&self) -> usize {
        self.all.len()
    }
}

impl Office {
    pub(super) async fn hash_customers(&self, caller: &Caller, company: CompanyId, lines: &[&str]) -> Answer<u32> {
        let found = marks_of_lines(lines.iter().copied());
        let mut tx = self.store.write().await?;
        let key = tx.verdict_key(&self.chance.secret()).await?;
        let mut hashes: Vec<[u8; LENGTH]> = found.iter().map(|mark| hash(&key, company, mark)).collect();
        // In their own order: that of the list says nothing then.
        hashes.sort_unstable();
        tx.keep_overlap(&Overlap { company, hashes: hashes.concat(), at: self.now() }, caller.user).await?;
        tx.commit().await?;
        Ok(u32::try_from(hashes.len()).unwrap_or(u32::MAX))
    }

    /// Nothing while the portal has no key, or the company keeps nothing.
    pub(super) async fn hashes_of(&self, tx: &mut Tx, company: CompanyId) -> Answer<Option<(Hashes, Overlap)>> {
        let Some(kept) = tx.overlap_of(company).await? else { return Ok(None) };
        let Some(key) = tx.known_verdict_key().await? else { return Ok(None) };
        Ok(Some((Hashes::of(&key, &kept), kept)))
    }

    pub(super) async fn all_hashes(&self, tx: &mut Tx) -> Answer<Vec<Hashes>> {
        let Some(key) = tx.known_verdict_key().await? else { return Ok(Vec::new()) };
        Ok(tx.overlaps().await?.iter().map(|kept| Hashes::of(&key, kept)).collect())
    }
}

/// Of one customer, another hash for each company: who reads the database cannot lay two partners' lists side by side.
fn hash(key: &str, company: CompanyId, mark: &str) -> [u8; LENGTH] {
    let inner = Sha256::digest([key, &company.to_string(), mark].join("\n"));
    Sha256::new().chain_update(key).chain_update(inner).finalize().into()
}

#[cfg(test)]
mod tests {
    use jiso::{id::Id, time::Timestamp};

    use super::*;

    #[test]
    fn a_customer_has_another_hash_for_each_company_and_key() {
        let [aoba, minato] = [1, 2].map(|n| Id::new(Timestamp::EPOCH, [n; 10]));
        let mark = "k:北浜製作所";
        assert_eq!(hash("a", aoba, mark), hash("a", aoba, mark));
        assert_ne!(hash("a", aoba, mark), hash("a", minato, mark));
        assert_ne!(hash("a", aoba, mark), hash("b", aoba, mark));
    }
}
