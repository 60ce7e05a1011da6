//! Who asks.

use serde::{Deserialize, Serialize};

use crate::{
    accounts::access::{Action, allowed},
    activity::Origin,
    failure::Failure,
    id::{CompanyId, UserId},
    lang::Lang,
};

/// What a person may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    PartnerRep,
    PartnerLead,
    PartnerManager,
    ContentEditor,
    Administrator,
}

impl Role {
    pub const ALL: [Self; 5] =
        [Self::PartnerRep, Self::PartnerLead, Self::PartnerManager, Self::ContentEditor, Self::Administrator];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PartnerRep => "partner_rep",
            Self::PartnerLead => "partner_lead",
            Self::PartnerManager => "partner_manager",
            Self::ContentEditor => "content_editor",
            Self::Administrator => "administrator",
        }
    }

    /// Partner roles belong to a company; vendor roles to none.
    pub const fn is_partner(self) -> bool {
        matches!(self, Self::PartnerRep | Self::PartnerLead)
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.as_str() == text)
    }
}

impl TryFrom<String> for Role {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or(text)
    }
}

/// A signed-in person. Every capability takes one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caller {
    pub user: UserId,
    pub name: String,
    pub role: Role,
    /// `Some` for partner roles only.
    pub company: Option<CompanyId>,
    pub lang: Lang,
    /// What set the person going, as the link tells that led to the page; see [`Origin::of_link`].
    pub came: Origin,
}

impl Caller {
    /// Passes when the caller's role may do `action`.
    ///
    /// # Errors
    /// [`Failure::Forbidden`]
    pub fn may(&self, action: Action) -> Result<(), Failure> {
        if allowed(self.role, action) { Ok(()) } else { Err(Failure::Forbidden) }
    }

    /// The caller's own company.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] for people of the vendor.
    pub fn own_company(&self) -> Result<CompanyId, Failure> {
        self.company.ok_or(Failure::Forbidden)
    }

    pub fn audience(&self) -> Audience {
        if self.role.is_partner() { Audience::Partner } else { Audience::Vendor }
    }
}

/// Whom a text is for. The vendor reads everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    Partner,
    Vendor,
}

impl Audience {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Partner => "partner",
            Self::Vendor => "vendor",
        }
    }

    /// The audiences whose texts a member of this one may read.
    pub const fn reads(self) -> &'static [Self] {
        match self {
            Self::Partner => &[Self::Partner],
            Self::Vendor => &[Self::Partner, Self::Vendor],
        }
    }
}
