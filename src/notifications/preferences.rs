use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{MailChoice, NoticeKind, QuietHours};

/// The zones that can be chosen, by their names in the time zone database; the first is the programme's own.
pub const ZONES: [&str; 22] = [
    "Asia/Tokyo",
    "Asia/Seoul",
    "Asia/Shanghai",
    "Asia/Taipei",
    "Asia/Hong_Kong",
    "Asia/Manila",
    "Asia/Singapore",
    "Asia/Kuala_Lumpur",
    "Asia/Ho_Chi_Minh",
    "Asia/Bangkok",
    "Asia/Jakarta",
    "Asia/Kolkata",
    "Asia/Dubai",
    "Australia/Sydney",
    "Pacific/Auckland",
    "Europe/London",
    "Europe/Paris",
    "Europe/Berlin",
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
    "UTC",
];

/// Eight in the morning.
const DIGEST_AT: u16 = 8 * 60;

/// How somebody wants to be told by mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preferences {
    /// What was chosen; a kind that is not here comes as it does by itself.
    pub choices: BTreeMap<NoticeKind, MailChoice>,
    /// No mail goes out in them.
    pub quiet: Option<QuietHours>,
    /// The zone of the quiet hours and the digest.
    pub zone: String,
    /// The minute of the day at which the digest goes out.
    pub digest_at: u16,
}

impl Default for Preferences {
    fn default() -> Self {
        Self { choices: BTreeMap::new(), quiet: None, zone: ZONES[0].to_owned(), digest_at: DIGEST_AT }
    }
}

impl Preferences {
    pub fn of(&self, kind: NoticeKind) -> MailChoice {
        self.choices.get(&kind).copied().unwrap_or(kind.by_mail())
    }
}
