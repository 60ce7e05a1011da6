//! For whom a text is meant: the closed sets by which kits are found.

use serde::{Deserialize, Serialize};

use crate::{activity::closed_set, lang::Lang};

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
});

impl Industry {
    /// The word that is written into a proposal, where no screen can word it.
    pub const fn word(self, lang: Lang) -> &'static str {
        match (lang, self) {
            (Lang::Ja, Self::Manufacturing) => "製造業",
            (Lang::Ja, Self::Retail) => "小売業",
            (Lang::Ja, Self::Construction) => "建設業",
            (Lang::Ja, Self::Healthcare) => "医療・介護",
            (Lang::Ja, Self::ItServices) => "ITサービス業",
            (Lang::Ja, Self::Logistics) => "物流業",
            (Lang::Ja, Self::Finance) => "金融業",
            (Lang::Ja, Self::Education) => "教育",
            (Lang::Ja, Self::RealEstate) => "不動産業",
            (Lang::Ja, Self::Public) => "官公庁・自治体",
            (Lang::En, Self::Manufacturing) => "manufacturing",
            (Lang::En, Self::Retail) => "retail",
            (Lang::En, Self::Construction) => "construction",
            (Lang::En, Self::Healthcare) => "healthcare",
            (Lang::En, Self::ItServices) => "IT services",
            (Lang::En, Self::Logistics) => "logistics",
            (Lang::En, Self::Finance) => "finance",
            (Lang::En, Self::Education) => "education",
            (Lang::En, Self::RealEstate) => "real estate",
            (Lang::En, Self::Public) => "public sector",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CompanySize {
    /// To 50 people.
    Small,
    /// 51 to 300 people.
    Medium,
    /// 301 people and more.
    Large,
}

closed_set!(CompanySize { Small = "small", Medium = "medium", Large = "large" });

impl CompanySize {
    pub const fn of(people: u32) -> Self {
        match people {
            0..=50 => Self::Small,
            51..=300 => Self::Medium,
            _ => Self::Large,
        }
    }
}

/// The lifecycle phase of the partner for whom a kit is most useful.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SalesPhase {
    Onboarding,
    Activation,
    Retention,
}

closed_set!(SalesPhase { Onboarding = "onboarding", Activation = "activation", Retention = "retention" });

/// What a customer would use instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Competitor {
    Spreadsheet,
    SharedMail,
    Groupware,
    SimilarService,
    InHouse,
    /// Everything stays as it is.
    StatusQuo,
}

closed_set!(Competitor {
    Spreadsheet = "spreadsheet",
    SharedMail = "shared_mail",
    Groupware = "groupware",
    SimilarService = "similar_service",
    InHouse = "in_house",
    StatusQuo = "status_quo",
});

/// What a frequent question is about, in the order of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaqTopic {
    Deals,
    Programme,
    Product,
    Pricing,
    Contract,
    Security,
}

closed_set!(FaqTopic {
    Deals = "deals",
    Programme = "programme",
    Product = "product",
    Pricing = "pricing",
    Contract = "contract",
    Security = "security",
});

/// An empty list means all; of competitors, none: a text that names no competitor helps against none in particular.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facets {
    pub industries: Vec<Industry>,
    pub sizes: Vec<CompanySize>,
    pub phases: Vec<SalesPhase>,
    #[serde(default)]
    pub competitors: Vec<Competitor>,
}

impl Facets {
    /// Whether a text with these facets helps where `industry`, `size` and `phase` are asked for; `None` asks for nothing.
    pub fn suits(&self, industry: Option<Industry>, size: Option<CompanySize>, phase: Option<SalesPhase>) -> bool {
        fn one<T: PartialEq>(offered: &[T], asked: Option<T>) -> bool {
            offered.is_empty() || asked.is_none_or(|asked| offered.contains(&asked))
        }
        one(&self.industries, industry) && one(&self.sizes, size) && one(&self.phases, phase)
    }

    /// Whether a text with these facets helps against a competitor; `None` asks for nothing.
    pub fn answers(&self, competitor: Option<Competitor>) -> bool {
        competitor.is_none_or(|competitor| self.competitors.contains(&competitor))
    }

    /// How much two texts are about the same thing: what both name counts, "all" does not. An industry weighs most.
    pub fn kinship(&self, other: &Self) -> usize {
        fn both<T: PartialEq>(mine: &[T], theirs: &[T]) -> usize {
            mine.iter().filter(|item| theirs.contains(item)).count()
        }
        let alike = both(&self.phases, &other.phases) + both(&self.sizes, &other.sizes);
        3 * both(&self.industries, &other.industries) + 2 * both(&self.competitors, &other.competitors) + alike
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_list_means_all() {
        let clinics = Facets { industries: vec![Industry::Healthcare], ..Facets::default() };
        let cases = [
            (None, None, true),
            (Some(Industry::Healthcare), None, true),
            (Some(Industry::Healthcare), Some(CompanySize::Large), true),
            (Some(Industry::Retail), None, false),
        ];
        for (industry, size, suits) in cases {
            assert_eq!(clinics.suits(industry, size, None), suits, "{industry:?} {size:?}");
            assert!(Facets::default().suits(industry, size, None));
        }
        let against = Facets { competitors: vec![Competitor::Spreadsheet], ..Facets::default() };
        assert!(
            against.answers(None)
                && against.answers(Some(Competitor::Spreadsheet))
                && !against.answers(Some(Competitor::InHouse))
        );
        assert!(!Facets::default().answers(Some(Competitor::Spreadsheet)), "of competitors it means none");
    }

    #[test]
    fn sizes_have_the_bounds_of_the_content_format() {
        let cases = [(0, "small"), (50, "small"), (51, "medium"), (300, "medium"), (301, "large"), (90_000, "large")];
        for (people, size) in cases {
            assert_eq!(CompanySize::of(people).as_str(), size, "{people}");
        }
    }

    #[test]
    fn kinship_counts_what_both_name() {
        let clinic = Facets { industries: vec![Industry::Healthcare], phases: vec![SalesPhase::Activation], ..Facets::default() };
        let shop = Facets { industries: vec![Industry::Retail], ..clinic.clone() };
        assert_eq!((clinic.kinship(&clinic), clinic.kinship(&shop), clinic.kinship(&Facets::default())), (4, 1, 0));
    }
}
