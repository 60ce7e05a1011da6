use serde::{Deserialize, Serialize};

use crate::activity::closed_set;

/// How a partner sells. Which of these a vendor works with, and on what terms, is the programme's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartnerType {
    Referral,
    Agency,
    Reseller,
    Oem,
    SystemIntegrator,
}

closed_set!(PartnerType {
    Referral = "referral",
    Agency = "agency",
    Reseller = "reseller",
    Oem = "oem",
    SystemIntegrator = "system_integrator",
});
