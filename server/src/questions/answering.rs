//! Whom the page to ask on names.

use jiso::{caller::Caller, failure::Answer, id::UserId};
use jiso_store::Tx;

use crate::office::Office;

/// A person of the vendor whose turn a question would be, and what the topics are called.
pub(crate) struct Answering {
    pub(crate) who: UserId,
    pub(crate) topics: Vec<String>,
}

impl Office {
    /// Everybody whom [`jiso::questions::AskSheet`] names now, and nobody else.
    pub(crate) async fn answering(&self, tx: &mut Tx, caller: &Caller) -> Answer<Vec<Answering>> {
        let programme = self.programme();
        let mut all: Vec<Answering> = Vec::new();
        for topic in &programme.question_topics {
            let Some(who) = self.turn_of(tx, &topic.key).await?.holder else { continue };
            let name = topic.name.get(caller.lang).to_owned();
            match all.iter_mut().find(|known| known.who == who) {
                Some(known) => known.topics.push(name),
                None => all.push(Answering { who, topics: vec![name] }),
            }
        }
        Ok(all)
    }
}
