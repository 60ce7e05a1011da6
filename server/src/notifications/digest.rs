//! Once a day, in one mail: what was not mailed and has not been read.

use jiso::{
    failure::Answer,
    id::UserId,
    lang::Lang,
    notifications::{NoticeView, digest_due},
    time::Day,
};
use jiso_app::{format::moment_near, notifications::notice_words, text::mail as t};

use super::zone::ZoneOfPlace;
use crate::{jobs::mail::Mail, office::Office};

impl Office {
    /// Sends the digests whose hour has come. Says how many; called again at once it sends none.
    ///
    /// # Errors
    /// [`jiso::failure::Failure::Unavailable`]
    pub async fn send_digests(&self) -> Answer<usize> {
        let now = self.now();
        let waiting = self.store.read().await?.digests_waiting().await?;
        let mut sent = 0;
        for (user, oldest) in waiting {
            let preferences = self.store.glance().await?.notice_preferences(user).await?.unwrap_or_default();
            let due = digest_due(oldest, &preferences, &ZoneOfPlace::named(&preferences.zone));
            if due <= now && self.send_digest(user).await? {
                sent += 1;
            }
        }
        Ok(sent)
    }

    async fn send_digest(&self, user: UserId) -> Answer<bool> {
        let mut tx = self.store.write().await?;
        // Of two nodes that look at once the second finds nothing left to send.
        let notices = tx.take_digest(user).await?;
        let (false, Some(reader)) = (notices.is_empty(), tx.user(user).await?) else { return Ok(false) };
        let (l, today) = (reader.lang, self.now().day());
        let count = i64::try_from(notices.len()).unwrap_or(i64::MAX);
        let lines: Vec<String> = notices.iter().map(|notice| line(l, notice, today)).collect();
        let (link, settings) = (format!("{}/notifications", self.origin), format!("{}/me#notices", self.origin));
        let text = t::digest_text(l, &reader.name, lines.join("\n"), link, settings);
        self.enqueue_mail(&mut tx, &Mail { to: reader.email, subject: t::digest_subject(l, count), text }).await?;
        tx.commit().await?;
        Ok(true)
    }
}

fn line(l: Lang, notice: &NoticeView, today: Day) -> String {
    let (headline, detail) = notice_words(l, &notice.text, Some(today));
    t::digest_line(l, headline, detail, moment_near(l, notice.at, Some(today)))
}
