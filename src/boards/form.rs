use serde::{Deserialize, Serialize};

use crate::{
    failure::{Answer, Failure},
    id::DealId,
};

/// A step of a board that is done, reopened or taken on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StepForm {
    pub deal: String,
    pub step: String,
}

impl StepForm {
    /// # Errors
    /// [`Failure::NotFound`]
    pub fn read(&self) -> Answer<(DealId, &str)> {
        Ok((self.deal.parse().map_err(|_| Failure::NotFound)?, self.step.trim()))
    }
}

/// A board that is shared with the customer, or no longer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BoardForm {
    pub deal: String,
}

impl BoardForm {
    /// # Errors
    /// [`Failure::NotFound`]
    pub fn read(&self) -> Answer<DealId> {
        self.deal.parse().map_err(|_| Failure::NotFound)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_no_deal_is_not_there() {
        assert_eq!(StepForm::default().read(), Err(Failure::NotFound));
        assert_eq!(BoardForm { deal: "x".into() }.read(), Err(Failure::NotFound));
    }
}
