//! Who has read which announcement.

use jiso::id::UserId;

use crate::{StoreError, Tx};

sql! {
    // An announcement in two languages is one.
    NEWS_READ_BY = "SELECT DISTINCT d.slug FROM documents d WHERE d.kind = 'news'
        AND EXISTS (SELECT 1 FROM activities a WHERE a.subject_id = d.id AND a.user_id = $1 AND a.kind = 'news_read')";
}

impl Tx {
    /// The slugs of the announcements a person has opened.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn news_read_by(&mut self, user: UserId) -> Result<Vec<String>, StoreError> {
        Ok(fetch_all!(self, (String,), q::NEWS_READ_BY, user.uuid())?.into_iter().map(|(slug,)| slug).collect())
    }
}
