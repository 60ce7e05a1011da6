use std::sync::Arc;

use super::Programme;
use crate::time::Timestamp;

/// Every version of a programme, and from when on each holds. Never empty.
#[derive(Clone, Debug)]
pub struct Versions {
    first: Version,
    later: Vec<Version>,
}

#[derive(Clone, Debug)]
pub struct Version {
    pub valid_from: Timestamp,
    pub programme: Arc<Programme>,
}

impl Versions {
    /// A programme that was never changed.
    pub const fn only(programme: Arc<Programme>) -> Self {
        Self { first: Version { valid_from: Timestamp::EPOCH, programme }, later: Vec::new() }
    }

    /// In the order of their numbers; none without any.
    pub fn new(mut all: Vec<Version>) -> Option<Self> {
        all.sort_by_key(|version| version.programme.version);
        let mut all = all.into_iter();
        Some(Self { first: all.next()?, later: all.collect() })
    }

    /// Of those whose moment has come the newest; before that, the first.
    pub fn at(&self, at: Timestamp) -> &Arc<Programme> {
        let come = self.later.iter().rev().find(|version| version.valid_from <= at);
        &come.unwrap_or(&self.first).programme
    }

    pub fn all(&self) -> impl Iterator<Item = &Arc<Programme>> {
        [&self.first].into_iter().chain(&self.later).map(|version| &version.programme)
    }
}
