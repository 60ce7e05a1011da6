use jiso::failure::Failure;
use serde::{Deserialize, Serialize};

/// A post that failed or asked to stay, for the page that is shown again. Passwords are taken out before it is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replay {
    /// Path of the server function, `/api/…`.
    pub action: String,
    /// As posted, in order, names like `form[customer]`.
    pub fields: Vec<(String, String)>,
    pub failure: Option<Failure>,
}

impl Replay {
    pub fn first(&self, name: &str) -> Option<String> {
        self.fields.iter().find(|(n, _)| n == name).map(|(_, value)| value.clone())
    }

    pub fn all(&self, name: &str) -> Vec<String> {
        self.fields.iter().filter(|(n, _)| n == name).map(|(_, value)| value.clone()).collect()
    }

    pub fn holds(&self, name: &str, value: &str) -> bool {
        self.fields.iter().any(|(n, v)| n == name && v == value)
    }
}
