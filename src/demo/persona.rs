use serde::{Deserialize, Serialize};

use crate::{activity::closed_set, caller::Role};

/// One of the people a visitor of the demo may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonaKey {
    Rep,
    Lead,
    Manager,
    Editor,
    Admin,
}

closed_set!(PersonaKey { Rep = "rep", Lead = "lead", Manager = "manager", Editor = "editor", Admin = "admin" });

impl PersonaKey {
    pub const fn role(self) -> Role {
        match self {
            Self::Rep => Role::PartnerRep,
            Self::Lead => Role::PartnerLead,
            Self::Manager => Role::PartnerManager,
            Self::Editor => Role::ContentEditor,
            Self::Admin => Role::Administrator,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Persona {
    pub key: PersonaKey,
    pub name: String,
    /// `None` for people of the vendor.
    pub company_name: Option<String>,
}
