use serde::{Deserialize, Serialize};

use crate::{
    failure::{Answer, Failure},
    id::NoticeId,
};

/// A notification that is opened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NoticeForm {
    pub notice: String,
}

impl NoticeForm {
    /// # Errors
    /// [`Failure::NotFound`]
    pub fn read(&self) -> Answer<NoticeId> {
        self.notice.parse().map_err(|_| Failure::NotFound)
    }
}

/// All that the page showed are read; what came since is not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadAllForm {
    pub newest: String,
}

impl ReadAllForm {
    /// # Errors
    /// [`Failure::Malformed`]: no person types it.
    pub fn read(&self) -> Answer<NoticeId> {
        self.newest.parse().map_err(|_| Failure::Malformed)
    }
}
