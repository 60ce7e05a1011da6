//! Boards this node has made. What was written here shows at once; what other nodes write, a second later or two, as a board that
//! is older is made anew while it is shown.

use std::{collections::HashMap, hash::Hash, sync::Arc};

use jiso::time::Timestamp;
use parking_lot::Mutex;
use tokio::sync::{Mutex as Turn, OwnedMutexGuard};

/// Every company is in a band of its own months, so a node asks for hardly more than these.
const BOARDS: usize = 256;
/// A board of this age is made anew, in seconds.
const OLD: i64 = 1;
/// And one that is older is not shown any more.
const TOO_OLD: i64 = 10;

pub struct Memo<Asked, Board>(Mutex<HashMap<Asked, Arc<Place<Board>>>>);

/// Where a board is kept.
pub struct Place<Board> {
    kept: Mutex<Option<Kept<Board>>>,
    /// Held by whoever makes it: the others wait for it instead of making the same.
    making: Arc<Turn<()>>,
}

struct Kept<Board> {
    written: u64,
    at: Timestamp,
    board: Arc<Board>,
}

/// What a place has for somebody.
pub enum Recalled<Board> {
    Fresh(Arc<Board>),
    /// To be shown, and to be made anew by whoever has this.
    Old(Arc<Board>, Option<OwnedMutexGuard<()>>),
    /// To be made by whoever has this.
    Nothing(OwnedMutexGuard<()>),
}

impl<Asked, Board> Default for Memo<Asked, Board> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<Asked: Eq + Hash, Board> Memo<Asked, Board> {
    pub fn place(&self, asked: Asked) -> Arc<Place<Board>> {
        let mut places = self.0.lock();
        if places.len() >= BOARDS {
            places.clear();
        }
        let new = || Arc::new(Place { kept: Mutex::new(None), making: Arc::default() });
        places.entry(asked).or_insert_with(new).clone()
    }
}

impl<Board> Place<Board> {
    /// A board that holds all that this node had written then, in commits of it.
    pub async fn recall(&self, written: u64, now: Timestamp) -> Recalled<Board> {
        if let Some(board) = self.younger_than(OLD, written, now) {
            return Recalled::Fresh(board);
        }
        if let Some(board) = self.younger_than(TOO_OLD, written, now) {
            return Recalled::Old(board, self.making.clone().try_lock_owned().ok());
        }
        let making = self.making.clone().lock_owned().await;
        self.younger_than(OLD, written, now).map_or(Recalled::Nothing(making), Recalled::Fresh)
    }

    pub fn keep(&self, written: u64, at: Timestamp, board: Arc<Board>) {
        *self.kept.lock() = Some(Kept { written, at, board });
    }

    fn younger_than(&self, oldest: i64, written: u64, now: Timestamp) -> Option<Arc<Board>> {
        let kept = self.kept.lock();
        let kept = kept.as_ref()?;
        (kept.written >= written && now.seconds() - kept.at.seconds() <= oldest).then(|| kept.board.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn second(number: i64) -> Timestamp {
        Timestamp::from_seconds(number)
    }

    #[tokio::test]
    async fn a_board_is_made_once_and_anew_when_it_is_old_or_something_was_written() {
        let memo: Memo<u8, u8> = Memo::default();
        let place = memo.place(1);
        let Recalled::Nothing(making) = place.recall(5, second(0)).await else { panic!("nothing was made yet") };
        place.keep(5, second(0), Arc::new(7));
        drop(making);
        assert!(matches!(memo.place(1).recall(5, second(1)).await, Recalled::Fresh(board) if *board == 7));
        assert!(matches!(memo.place(1).recall(4, second(1)).await, Recalled::Fresh(_)), "it knows more than is asked for");
        assert!(matches!(memo.place(1).recall(6, second(1)).await, Recalled::Nothing(_)), "something was written here");
        let Recalled::Old(_, Some(making)) = place.recall(5, second(2)).await else { panic!("old, and nobody at it") };
        assert!(matches!(place.recall(5, second(2)).await, Recalled::Old(_, None)), "somebody is at it");
        place.keep(5, second(2), Arc::new(8));
        drop(making);
        assert!(matches!(place.recall(5, second(3)).await, Recalled::Fresh(board) if *board == 8));
        assert!(matches!(place.recall(5, second(20)).await, Recalled::Nothing(_)), "too old to be shown");
        assert!(matches!(memo.place(2).recall(5, second(3)).await, Recalled::Nothing(_)));
    }

    #[tokio::test]
    async fn who_comes_while_it_is_made_gets_what_is_made() {
        let memo: Memo<u8, u8> = Memo::default();
        let place = memo.place(1);
        let Recalled::Nothing(making) = place.recall(5, second(0)).await else { panic!("nothing was made yet") };
        let other = tokio::spawn({
            let place = place.clone();
            async move { matches!(place.recall(5, second(0)).await, Recalled::Fresh(board) if *board == 7) }
        });
        tokio::task::yield_now().await;
        place.keep(5, second(0), Arc::new(7));
        drop(making);
        assert!(other.await.is_ok_and(|waited| waited));
    }
}
