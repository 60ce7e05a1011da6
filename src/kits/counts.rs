use serde::{Deserialize, Serialize};

use super::filter::KitFacets;
use crate::publishing::{CompanySize, Competitor, DocumentKind, Facets, Industry, SalesPhase};

/// How many kits each choice would show. Each list counts under the other wishes, so that another value can be chosen; a kit
/// for all industries is counted with every one of them. Values that show nothing are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitCounts {
    pub kinds: Vec<(DocumentKind, u32)>,
    pub industries: Vec<(Industry, u32)>,
    pub sizes: Vec<(CompanySize, u32)>,
    pub phases: Vec<(SalesPhase, u32)>,
    pub competitors: Vec<(Competitor, u32)>,
}

impl KitCounts {
    pub fn of(asked: KitFacets, kits: &[(DocumentKind, Facets)]) -> Self {
        let count = |asked: KitFacets| {
            let matching = kits.iter().filter(|(kind, facets)| asked.matches(*kind, facets)).count();
            u32::try_from(matching).unwrap_or(u32::MAX)
        };
        Self {
            kinds: each(&DocumentKind::KITS, |kind| count(KitFacets { kind: Some(kind), ..asked })),
            industries: each(Industry::ALL, |industry| count(KitFacets { industry: Some(industry), ..asked })),
            sizes: each(CompanySize::ALL, |size| count(KitFacets { size: Some(size), ..asked })),
            phases: each(SalesPhase::ALL, |phase| count(KitFacets { phase: Some(phase), ..asked })),
            competitors: each(Competitor::ALL, |competitor| count(KitFacets { competitor: Some(competitor), ..asked })),
        }
    }
}

fn each<T: Copy>(values: &[T], count: impl Fn(T) -> u32) -> Vec<(T, u32)> {
    values.iter().map(|value| (*value, count(*value))).filter(|(_, count)| *count > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_value_can_be_chosen() {
        let clinic = Facets { industries: vec![Industry::Healthcare], ..Facets::default() };
        let shop = Facets { industries: vec![Industry::Retail], ..Facets::default() };
        let kits = [(DocumentKind::Script, clinic), (DocumentKind::Script, shop), (DocumentKind::Case, Facets::default())];
        let asked = KitFacets { industry: Some(Industry::Retail), ..KitFacets::default() };
        let counts = KitCounts::of(asked, &kits);
        assert_eq!(counts.kinds, [(DocumentKind::Script, 1), (DocumentKind::Case, 1)], "under the industry asked for");
        assert!(counts.industries.contains(&(Industry::Healthcare, 2)), "as if no industry were asked for");
        assert!(counts.industries.contains(&(Industry::Public, 1)));
        assert_eq!(counts.sizes.len(), CompanySize::ALL.len());
    }
}
