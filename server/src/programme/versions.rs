//! Which version of the programme an activity is judged by.

use std::{collections::HashMap, sync::Arc};

use jiso::{
    failure::{Answer, Failure},
    points::PointEntry,
    programme::{Programme, Version, Versions},
    time::Timestamp,
};
use jiso_store::{Tx, programmes::ProgrammeVersion};
use parking_lot::Mutex;

use super::{NotInForce, parse};
use crate::{content::Refused, office::Office};

/// Versions never change once they are taken, so each is read once.
#[derive(Default)]
pub struct VersionMemo(Mutex<HashMap<i64, Arc<Programme>>>);

/// # Errors
/// When this program does not understand it.
pub fn parse_version(version: &ProgrammeVersion) -> Result<Programme, Refused> {
    parse(&format!("version {} of the programme in the database", version.number), &version.text)
}

/// Every version there was.
///
/// # Errors
/// When there is none, or this program does not understand one.
pub async fn all_versions(tx: &mut Tx) -> Result<Versions, NotInForce> {
    let mut all = Vec::new();
    for stored in tx.programmes().await? {
        all.push(Version { valid_from: stored.valid_from, programme: Arc::new(parse_version(&stored)?) });
    }
    Versions::new(all).ok_or(NotInForce::None)
}

impl Office {
    /// The rules at a moment, also in the seconds before this node notices that they changed.
    pub(crate) async fn programme_at(&self, tx: &mut Tx, at: Timestamp) -> Answer<Arc<Programme>> {
        match tx.programme_number_at(at).await? {
            Some(number) => self.programme_numbered(tx, number).await,
            None => Ok(self.programme()),
        }
    }

    /// Every version there was.
    pub(crate) async fn versions(&self, tx: &mut Tx) -> Answer<Versions> {
        let mut all = Vec::new();
        for (number, valid_from) in tx.programme_moments().await? {
            all.push(Version { valid_from, programme: self.programme_numbered(tx, number).await? });
        }
        Ok(Versions::new(all).unwrap_or_else(|| Versions::only(self.programme())))
    }

    /// The programmes under which these were granted, apart from `programme`.
    pub(crate) async fn granted_under(
        &self,
        tx: &mut Tx,
        programme: &Programme,
        entries: &[PointEntry],
    ) -> Answer<Vec<Arc<Programme>>> {
        let mut numbers: Vec<i64> = entries.iter().map(|line| line.entry.rule_version).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut earlier = Vec::new();
        for number in numbers.into_iter().filter(|number| *number != programme.version) {
            earlier.push(self.programme_numbered(tx, number).await?);
        }
        Ok(earlier)
    }

    pub(crate) async fn programme_numbered(&self, tx: &mut Tx, number: i64) -> Answer<Arc<Programme>> {
        let current = self.programme();
        if current.version == number {
            return Ok(current);
        }
        if let Some(known) = self.versions.0.lock().get(&number) {
            return Ok(known.clone());
        }
        let stored = tx.programme_numbered(number).await?.ok_or(Failure::NotFound)?;
        let programme = Arc::new(parse_version(&stored).map_err(|refused| {
            tracing::error!(reference = "programme-version", number, %refused, "a version of the programme cannot be read");
            Failure::Unavailable { reference: "programme-version".into() }
        })?);
        self.versions.0.lock().insert(number, programme.clone());
        Ok(programme)
    }
}
