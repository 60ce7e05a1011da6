//! Where every company stands.

use std::{collections::HashMap, sync::Arc};

use jiso::{
    failure::Answer,
    id::CompanyId,
    phases::{PersonTrace, Standing},
};
use jiso_store::Tx;
use parking_lot::Mutex;

use crate::office::Office;

/// The standings this node has read, each with the version it had. Reading a thousand of them anew takes longer than a page
/// may; comparing a thousand versions does not.
#[derive(Default)]
pub struct StandingMemo(Mutex<HashMap<CompanyId, Kept>>);

#[derive(Clone)]
struct Kept {
    version: i64,
    standing: Arc<Standing>,
}

/// More changed standings than this are read in one go.
const ONE_BY_ONE: usize = 100;

impl StandingMemo {
    fn outdated(&self, versions: &[(CompanyId, i64)]) -> Vec<CompanyId> {
        let kept = self.0.lock();
        let holds = |id, version| kept.get(&id).is_some_and(|kept| kept.version == version);
        versions.iter().filter(|(id, version)| !holds(*id, *version)).map(|(id, _)| *id).collect()
    }

    fn keep(&self, versions: &[(CompanyId, i64)], fresh: Vec<(CompanyId, Standing)>) -> HashMap<CompanyId, Arc<Standing>> {
        let mut fresh: HashMap<CompanyId, Standing> = fresh.into_iter().collect();
        let mut kept = self.0.lock();
        for (id, version) in versions {
            if let Some(standing) = fresh.remove(id) {
                kept.insert(*id, Kept { version: *version, standing: Arc::new(standing) });
            }
        }
        versions.iter().filter_map(|(id, _)| kept.get(id).map(|kept| (*id, kept.standing.clone()))).collect()
    }
}

impl Office {
    /// Every company's standing.
    pub(crate) async fn all_standings(&self, tx: &mut Tx) -> Answer<HashMap<CompanyId, Arc<Standing>>> {
        let versions = tx.standing_versions().await?;
        let outdated = self.standings.outdated(&versions);
        let fresh = if outdated.len() > ONE_BY_ONE {
            tx.standings().await?
        } else {
            let mut fresh = Vec::with_capacity(outdated.len());
            for id in outdated {
                fresh.push((id, tx.standing(id).await?));
            }
            fresh
        };
        Ok(self.standings.keep(&versions, fresh))
    }
}

/// People who have finished the whole curriculum; nobody has while there is none.
pub(crate) fn certified(standing: &Standing, curriculum: u64) -> i64 {
    let done = standing.people.values().filter(|person| has_finished(person, curriculum)).count();
    i64::try_from(done).unwrap_or(i64::MAX)
}

pub(crate) const fn has_finished(person: &PersonTrace, curriculum: u64) -> bool {
    curriculum > 0 && person.modules >= curriculum
}
