//! The company a deal is about, as the partner describes it.

use serde::{Deserialize, Serialize};

use super::{CorporateNumber, CustomerKey, Domain};
use crate::activity::closed_set;

/// As the kits are sorted, so that a deal finds the script for its industry; `Other` has none of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Industry {
    Manufacturing,
    Retail,
    Construction,
    Healthcare,
    ItServices,
    Logistics,
    Finance,
    Education,
    RealEstate,
    Public,
    Other,
}

closed_set!(Industry {
    Manufacturing = "manufacturing",
    Retail = "retail",
    Construction = "construction",
    Healthcare = "healthcare",
    ItServices = "it_services",
    Logistics = "logistics",
    Finance = "finance",
    Education = "education",
    RealEstate = "real_estate",
    Public = "public",
    Other = "other",
});

/// How many people work there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CompanySize {
    /// Up to 50.
    Small,
    /// 51 to 300.
    Medium,
    /// 301 and more.
    Large,
}

closed_set!(CompanySize { Small = "small", Medium = "medium", Large = "large" });

/// Where in Japan the customer is, as far as a rule of approval asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Territory {
    Hokkaido,
    Tohoku,
    Kanto,
    Chubu,
    Kinki,
    Chugoku,
    Shikoku,
    Kyushu,
}

closed_set!(Territory {
    Hokkaido = "hokkaido",
    Tohoku = "tohoku",
    Kanto = "kanto",
    Chubu = "chubu",
    Kinki = "kinki",
    Chugoku = "chugoku",
    Shikoku = "shikoku",
    Kyushu = "kyushu",
});

/// By what two registrations are found to mean one customer. Holds no name, so it may be compared across partners.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerIdentity {
    pub key: CustomerKey,
    pub corporate_number: Option<CorporateNumber>,
    pub domain: Option<Domain>,
}

/// How far two descriptions mean one customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sameness {
    Different,
    /// A person should look.
    Similar,
    Same,
}

impl CustomerIdentity {
    pub fn sameness(&self, other: &Self) -> Sameness {
        let numbers = self.corporate_number.as_ref().zip(other.corporate_number.as_ref());
        let family = |identity: &Self| identity.domain.as_ref().and_then(Domain::family).map(str::to_owned);
        let one_domain = family(self).is_some_and(|mine| family(other) == Some(mine));
        let one_name = !self.key.is_empty() && self.key == other.key;
        // Two different numbers are two companies, whatever else they share: a slip, perhaps, or one group.
        let (certain, excluded) = match numbers {
            Some((mine, theirs)) => (mine == theirs, mine != theirs),
            None => (one_domain || one_name, false),
        };
        if certain {
            Sameness::Same
        } else if (excluded && one_domain) || self.key.resembles(&other.key) {
            Sameness::Similar
        } else {
            Sameness::Different
        }
    }
}

/// The customer as its partner wrote it, with what identifies it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerCard {
    pub name: String,
    pub identity: CustomerIdentity,
}

impl CustomerCard {
    /// Finds the key of the name.
    pub fn new(name: String, corporate_number: Option<CorporateNumber>, domain: Option<Domain>) -> Self {
        let key = CustomerKey::of(&name);
        Self { name, identity: CustomerIdentity { key, corporate_number, domain } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "7000012050002";
    const B: &str = "1180301018771";

    fn card(name: &str, number: &str, domain: &str) -> CustomerIdentity {
        CustomerCard::new(name.into(), CorporateNumber::parse(number), Domain::parse(domain)).identity
    }

    #[test]
    fn what_makes_two_descriptions_one_customer() {
        use Sameness::{Different, Same, Similar};
        for (mine, theirs, expected) in [
            (card("北浜製作所", "", ""), card("㈱北浜製作所", "", ""), Same),
            (card("北浜製作所", A, ""), card("キタハマ", A, ""), Same),
            (card("北浜製作所", "", "kitahama.co.jp"), card("キタハマ", "", "mail.kitahama.co.jp"), Same),
            (card("北浜製作所", "", "gmail.com"), card("キタハマ", "", "gmail.com"), Different),
            (card("北浜製作所", A, ""), card("北浜製作所", B, ""), Similar),
            (card("北浜製作所", A, "kitahama.co.jp"), card("キタハマ", B, "kitahama.co.jp"), Similar),
            (card("北浜製作所", A, ""), card("青葉商会", B, ""), Different),
            (card("北浜製作所", A, ""), card("北浜製作所", "", ""), Same),
            (card("北浜製作所", "", ""), card("北浜製作", "", ""), Similar),
            (card("北浜製作所", "", ""), card("青葉商会", "", ""), Different),
        ] {
            assert_eq!(mine.sameness(&theirs), expected, "{mine:?} {theirs:?}");
            assert_eq!(theirs.sameness(&mine), expected, "{theirs:?} {mine:?}");
        }
    }
}
