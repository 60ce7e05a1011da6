use serde::{Deserialize, Serialize};

use crate::{
    deals::read_key,
    failure::{Answer, Failure},
    id::{DealFileId, DealId},
};

/// What comes with a file; `key` comes with the page, so that a form that is sent twice is one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AttachForm {
    pub deal: String,
    pub key: String,
    /// The vendor may read it too.
    pub shared: bool,
}

impl AttachForm {
    /// # Errors
    /// [`Failure::Malformed`]
    pub fn read(&self) -> Answer<(DealId, &str)> {
        let deal = self.deal.parse().map_err(|_| Failure::Malformed)?;
        Ok((deal, read_key(&self.key)?))
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RemoveForm {
    pub deal: String,
    pub file: String,
}

impl RemoveForm {
    /// # Errors
    /// [`Failure::NotFound`]
    pub fn read(&self) -> Answer<(DealId, DealFileId)> {
        let deal = self.deal.parse().map_err(|_| Failure::NotFound)?;
        Ok((deal, self.file.parse().map_err(|_| Failure::NotFound)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "00000000-0000-7000-8000-000000000000";

    #[test]
    fn what_comes_with_the_page_is_checked() {
        let form = |deal: &str, key: &str| AttachForm { deal: deal.into(), key: key.into(), shared: false };
        assert!(form(ID, "key-000000000001").read().is_ok());
        for wrong in [form("x", "key-000000000001"), form(ID, ""), form(ID, "key-<script>-00000001")] {
            assert_eq!(wrong.read(), Err(Failure::Malformed), "{wrong:?}");
        }
        let remove = |deal: &str, file: &str| RemoveForm { deal: deal.into(), file: file.into() }.read();
        assert!(remove(ID, ID).is_ok());
        assert_eq!((remove("x", ID), remove(ID, "../x")), (Err(Failure::NotFound), Err(Failure::NotFound)));
    }
}
