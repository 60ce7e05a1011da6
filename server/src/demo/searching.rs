//! What partners looked for and did not find.

use jiso::{caller::Caller, failure::Answer, time::Timestamp};
use jiso_search::word_key;
use jiso_store::search::Asker;

use super::{cast::Who, play::Play};
use crate::office::Office;

/// Days between one who asks and the next.
const APART: i64 = 2;

/// The first of the words was looked for by most people; each by one less than the word before.
pub(super) async fn look_in_vain(office: &Office, play: &Play<'_>, words: &[String], now: Timestamp) -> Answer<()> {
    let mut people: Vec<(&Who, &Caller)> = play.people.iter().collect();
    people.sort_by_key(|(who, _)| (who.person, who.company));
    let mut tx = office.store.write().await?;
    for (place, text) in words.iter().enumerate() {
        let askers = people.iter().filter_map(|(_, caller)| Some((caller.user, caller.company?)));
        let askers: Vec<_> = askers.skip(place * 3).take(words.len() - place).collect();
        for (ago, (user, company)) in (0..).zip(askers).collect::<Vec<(i64, _)>>().into_iter().rev() {
            let at = now.plus_days(-1 - APART * ago);
            tx.note_miss(&word_key(text), text, Asker { user, company, at }, false).await?;
        }
    }
    Ok(tx.commit().await?)
}
