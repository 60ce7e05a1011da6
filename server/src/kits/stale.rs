//! Kits whose last day is over: whoever looks after them is told once.

use jiso::{caller::Role, failure::Answer, notifications::NoticeText, publishing::DocumentKind};
use jiso_app::notifications::notice_words;
use jiso_app::text::mail as m;
use jiso_store::accounts::User;

use crate::{
    notifications::{Letter, Notice},
    office::Office,
};

/// What ran out longer ago was told when it did.
const LATELY_DAYS: i32 = 14;

impl Office {
    /// Tells the owners of kits that ran out lately, each once. Says how many kits there are.
    ///
    /// # Errors
    /// [`jiso::failure::Failure::Unavailable`]
    pub async fn remind_of_stale_kits(&self) -> Answer<usize> {
        let today = self.now().day();
        let mut tx = self.store.read().await?;
        let kits = self.published(&mut tx, &DocumentKind::KITS, jiso::lang::Lang::Ja).await?;
        let lately = |kit: &&jiso_store::published::Published| {
            kit.meta.valid_until().is_some_and(|day| day < today && day >= today.plus(-LATELY_DAYS))
        };
        let stale: Vec<_> = kits.iter().filter(lately).collect();
        if stale.is_empty() {
            return Ok(0);
        }
        let staff = tx.staff().await?;
        drop(tx);
        let (mut tx, mut told) = (self.store.write().await?, false);
        for kit in &stale {
            let (Some(facts), Some(until)) = (kit.meta.kit(), kit.meta.valid_until()) else { continue };
            for to in owners(&staff, &facts.owner) {
                let (text, link) = (
                    NoticeText::KitStale { title: kit.meta.title.clone(), owner: facts.owner.clone(), until },
                    format!("/console/content/{}", kit.id),
                );
                let (subject, more) = notice_words(to.lang, &text, Some(today));
                let address = format!("{}{link}", self.origin);
                let letter = Letter { text: m::notice_text(to.lang, &to.name, &subject, more, address), subject };
                let once_key = format!("stale:{}:{until}", kit.id);
                told |= self.tell(&mut tx, Notice { to, text, link, once_key, letter }).await?;
            }
        }
        if told {
            tx.commit().await?;
        }
        Ok(stale.len())
    }
}

/// Whoever is named as the owner; where a team is, all who write content.
fn owners<'a>(staff: &'a [User], owner: &str) -> Vec<&'a User> {
    let named: Vec<&User> = staff.iter().filter(|user| user.name == owner || user.email.eq_ignore_ascii_case(owner)).collect();
    if !named.is_empty() {
        return named;
    }
    let writers: Vec<&User> = staff.iter().filter(|user| user.role == Role::ContentEditor).collect();
    if writers.is_empty() { staff.iter().filter(|user| user.role == Role::Administrator).collect() } else { writers }
}
