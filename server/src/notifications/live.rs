//! Who follows their notifications live on this node: told how many are unread, whenever that changes.

use std::{
    collections::{HashMap, HashSet},
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use jiso::{
    failure::Answer,
    id::{NoticeId, UserId},
    time::Timestamp,
};
use parking_lot::Mutex;
use tokio::sync::watch;

use crate::office::Office;

/// More open pages than a person looks at; each holds a connection.
const CONNECTIONS_EACH: usize = 8;
/// What other nodes tell is looked for so often, while anybody follows.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// However many commits ring.
const REST: Duration = Duration::from_millis(200);
/// Commits may be this much later than the moment that a notification bears.
const LATE_SECONDS: i64 = 60;

/// The followers of one node.
#[derive(Default)]
pub struct Live {
    followers: Mutex<HashMap<UserId, watch::Sender<u32>>>,
    over: AtomicBool,
}

impl Live {
    /// `None` when the person has as many connections as one may have, or the portal stops.
    pub fn follow(&self, user: UserId) -> Option<watch::Receiver<u32>> {
        if self.over.load(Ordering::SeqCst) {
            return None;
        }
        let mut followers = self.followers.lock();
        let sender = followers.entry(user).or_default();
        (sender.receiver_count() < CONNECTIONS_EACH).then(|| sender.subscribe())
    }

    /// How many are unread now.
    pub fn tell(&self, user: UserId, unread: u32) {
        if let Some(sender) = self.followers.lock().get(&user) {
            sender.send_replace(unread);
        }
    }

    /// Ends a person's connections; those who are still signed in come back by themselves.
    pub fn end(&self, user: UserId) {
        self.followers.lock().remove(&user);
    }

    /// Ends all, for good.
    pub fn end_all(&self) {
        self.over.store(true, Ordering::SeqCst);
        self.followers.lock().clear();
    }

    /// Those who follow now.
    fn following(&self) -> HashSet<UserId> {
        let mut followers = self.followers.lock();
        followers.retain(|_, sender| sender.receiver_count() > 0);
        followers.keys().copied().collect()
    }
}

/// Tells followers of this node what any node has told them, until `stop` turns true. One statement a look, however many follow.
pub async fn tell_followers(office: Office, mut stop: watch::Receiver<bool>) {
    let mut seen = Seen::default();
    while !*stop.borrow() {
        tokio::select! {
            () = office.store.noticed() => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
            _ = stop.changed() => return,
        }
        if let Err(failure) = office.tell_what_is_new(&mut seen).await {
            tracing::warn!(%failure, "followers of notifications are told at the next look");
        }
        tokio::time::sleep(REST).await;
    }
}

/// What was told lately, so that it is told once.
#[derive(Default)]
pub struct Seen(HashMap<NoticeId, Timestamp>);

impl Office {
    /// # Errors
    /// [`jiso::failure::Failure::Unavailable`]
    pub async fn tell_what_is_new(&self, seen: &mut Seen) -> Answer<()> {
        let following = self.live.following();
        if following.is_empty() {
            return Ok(());
        }
        let since = Timestamp::from_seconds(self.now().seconds() - LATE_SECONDS);
        let mut tx = self.store.read().await?;
        let new = tx.notices_since(since).await?;
        seen.0.retain(|_, at| *at >= since);
        let mut concerned = HashSet::new();
        for (id, user, at) in new {
            if seen.0.insert(id, at).is_none() && following.contains(&user) {
                concerned.insert(user);
            }
        }
        for user in concerned {
            self.live.tell(user, tx.count_unread(user).await?);
        }
        Ok(())
    }
}
