use serde::{Deserialize, Serialize};

use crate::{caller::Role, lang::Lang, partners::PendingInvitation, time::Timestamp};

/// What an invitation's page shows before anybody is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationSheet {
    pub email: String,
    pub role: Role,
    /// `None` for people of the vendor.
    pub company_name: Option<String>,
    pub invited_by: String,
    pub expires_at: Timestamp,
}

/// `/me`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MySheet {
    pub name: String,
    pub email: String,
    pub role: Role,
    pub company_name: Option<String>,
    pub lang: Lang,
    pub named_on_boards: bool,
}

/// `/console/team`: the vendor's own people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamSheet {
    pub people: Vec<TeamLine>,
    /// Those who were invited and have not come yet.
    pub invitations: Vec<PendingInvitation>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamLine {
    pub name: String,
    pub email: String,
    pub role: Role,
    pub joined_at: Timestamp,
}

/// Somebody who has just proved who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    pub user: crate::id::UserId,
    /// A path of this portal.
    pub next: String,
}
