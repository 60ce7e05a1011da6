//! The office: everything a use case works with, and the two things a use case must not take from the air, time and chance.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use arc_swap::ArcSwap;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiso::{id::Id, programme::Programme, time::Timestamp};
use jiso_search::SearchIndex;
use jiso_store::Store;
use parking_lot::Mutex;
use rand_chacha::ChaCha20Rng;
use rand_core::{RngCore, SeedableRng};
use uuid::Uuid;

use crate::{
    leaderboards::BoardMemo, limits::Limits, markdown::Rendered, notifications::live::Live, objects::Objects,
    programme::VersionMemo, proposals::PaperDesk, published::PublishedMemo, recognition::StepMemo, standings::StandingMemo,
    tiers::TierMemo,
};

/// Implements every capability of the portal, a slice a file.
#[derive(Clone)]
pub struct Office {
    pub store: Store,
    pub clock: Clock,
    pub chance: Chance,
    /// The rules in force; replaced as a whole when a new version is published.
    pub programme: Arc<ArcSwap<Programme>>,
    /// Versions of the programme this node has read besides.
    pub versions: Arc<VersionMemo>,
    pub limits: Arc<Limits>,
    /// What this node has read of the companies' standings.
    pub standings: Arc<StandingMemo>,
    /// What it has read for the leaderboards.
    pub boards: Arc<BoardMemo>,
    /// And of their tiers.
    pub tiers: Arc<TierMemo>,
    /// Whose small steps it has looked for.
    pub steps: Arc<StepMemo>,
    /// And of the published texts.
    pub texts: Arc<PublishedMemo>,
    /// HTML of texts shown before.
    pub rendered: Rendered,
    /// This node's search index; none in commands beside a running node, whose follower sees what they change.
    pub index: Option<Arc<SearchIndex>>,
    /// Who follows their notifications on this node.
    pub live: Arc<Live>,
    /// What is in files.
    pub objects: Objects,
    /// Where files to hand over are made.
    pub papers: PaperDesk,
    /// Public address of the portal, for links in mails.
    pub origin: Arc<str>,
}

/// What time it is.
#[derive(Clone, Debug)]
pub enum Clock {
    System,
    /// Stands until it is moved: tests, and the demo world's two years.
    Standing(Arc<AtomicI64>),
}

impl Clock {
    pub fn standing_at(at: Timestamp) -> Self {
        Self::Standing(Arc::new(AtomicI64::new(at.micros())))
    }

    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => system_now(),
            Self::Standing(at) => Timestamp::from_micros(at.load(Ordering::Relaxed)),
        }
    }

    /// Moves a standing clock; the system's cannot be moved.
    pub fn set(&self, to: Timestamp) {
        if let Self::Standing(at) = self {
            at.store(to.micros(), Ordering::Relaxed);
        }
    }
}

#[allow(clippy::disallowed_methods, reason = "the one place that reads the system's clock")]
fn system_now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}

/// Where ids and secrets come from.
#[derive(Clone)]
pub struct Chance(Arc<Mutex<Source>>);

struct Source {
    rng: ChaCha20Rng,
    /// The id given last.
    last: u128,
}

impl Source {
    const fn new(rng: ChaCha20Rng) -> Self {
        Self { rng, last: 0 }
    }
}

impl Chance {
    pub fn from_system() -> Self {
        Self(Arc::new(Mutex::new(Source::new(ChaCha20Rng::from_os_rng()))))
    }

    /// The same ids every time: tests and the demo world.
    pub fn from_seed(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(Source::new(ChaCha20Rng::seed_from_u64(seed)))))
    }

    /// Of two ids for one millisecond the later is the greater, so that what happens in one breath has an order.
    pub fn id<T>(&self, at: Timestamp) -> Id<T> {
        let mut source = self.0.lock();
        let mut bytes = [0; 10];
        source.rng.fill_bytes(&mut bytes);
        let new = Id::<T>::new(at, bytes).uuid().as_u128();
        let is_before = new >> 80 == source.last >> 80 && new <= source.last;
        source.last = if is_before { source.last + 1 } else { new };
        Id::from_uuid(Uuid::from_u128(source.last))
    }

    /// 256 bits, for links.
    pub fn secret(&self) -> String {
        let mut bytes = [0; 32];
        self.0.lock().rng.fill_bytes(&mut bytes);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Evenly from 0 to `below` - 1.
    pub fn below(&self, below: u64) -> u64 {
        self.0.lock().rng.next_u64() % below.max(1)
    }
}

impl Office {
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The rules in force, as one unchanging whole for the length of a use case.
    pub fn programme(&self) -> Arc<Programme> {
        self.programme.load_full()
    }

    pub fn new_id<T>(&self) -> Id<T> {
        self.chance.id(self.now())
    }
}
