use super::NoticeText;
use crate::{id::NoticeId, time::Timestamp};

/// A notification as its reader gets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeView {
    pub id: NoticeId,
    pub text: NoticeText,
    pub at: Timestamp,
}

/// `/notifications`, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoticesSheet {
    pub unread: Vec<NoticeView>,
    pub read: Vec<NoticeView>,
    /// Unread ones in all, of which the newest are shown.
    pub count: u32,
}
