use serde::{Deserialize, Serialize};

use crate::publishing::{CompanySize, Competitor, DocumentKind, Facets, Industry, SalesPhase};

/// The list's query as it stands in the address bar.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KitFilter {
    pub kind: String,
    pub industry: String,
    pub size: String,
    pub phase: String,
    pub competitor: String,
}

/// What is asked for; `None` is no wish.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitFacets {
    pub kind: Option<DocumentKind>,
    pub industry: Option<Industry>,
    pub size: Option<CompanySize>,
    pub phase: Option<SalesPhase>,
    pub competitor: Option<Competitor>,
}

impl KitFilter {
    /// From an address's query.
    pub fn from_address(value: impl Fn(&str) -> Option<String>) -> Self {
        let value = |name| value(name).unwrap_or_default();
        Self {
            kind: value("kind"),
            industry: value("industry"),
            size: value("size"),
            phase: value("phase"),
            competitor: value("competitor"),
        }
    }

    /// What cannot be understood is not asked for: an old link shows more, never an error.
    pub fn read(&self) -> KitFacets {
        KitFacets {
            kind: DocumentKind::parse(&self.kind).filter(|kind| kind.is_kit()),
            industry: Industry::parse(&self.industry),
            size: CompanySize::parse(&self.size),
            phase: SalesPhase::parse(&self.phase),
            competitor: Competitor::parse(&self.competitor),
        }
    }
}

impl KitFacets {
    /// The same as an address's query, without what is not asked for.
    pub fn pairs(&self) -> Vec<(&'static str, &'static str)> {
        let all = [
            ("kind", self.kind.map(DocumentKind::as_str)),
            ("industry", self.industry.map(Industry::as_str)),
            ("size", self.size.map(CompanySize::as_str)),
            ("phase", self.phase.map(SalesPhase::as_str)),
            ("competitor", self.competitor.map(Competitor::as_str)),
        ];
        all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    pub fn matches(&self, kind: DocumentKind, facets: &Facets) -> bool {
        let asked = self.kind.map_or(kind.is_kit(), |asked| asked == kind);
        asked && facets.suits(self.industry, self.size, self.phase) && facets.answers(self.competitor)
    }

    /// How far a matching text reaches beyond what is asked for, the least first: for how many wishes it names no value, as it is
    /// for all of them; then how many values it names. Where nothing is asked for, all texts are equal.
    pub fn breadth(&self, facets: &Facets) -> (usize, usize) {
        let wishes = [
            self.industry.map(|_| facets.industries.len()),
            self.size.map(|_| facets.sizes.len()),
            self.phase.map(|_| facets.phases.len()),
            self.competitor.map(|_| facets.competitors.len()),
        ];
        let values: Vec<usize> = wishes.into_iter().flatten().collect();
        (values.iter().filter(|named| **named == 0).count(), values.iter().sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_bar_asks_for_what_it_can() {
        let clinic = Facets { industries: vec![Industry::Healthcare], ..Facets::default() };
        let filter =
            |kind: &str, industry: &str| KitFilter { kind: kind.into(), industry: industry.into(), ..KitFilter::default() };
        let cases = [
            (filter("", ""), true),
            (filter("script", ""), true),
            (filter("template", ""), false),
            (filter("script", "healthcare"), true),
            (filter("script", "retail"), false),
            (filter("lesson", "moon"), true),
        ];
        for (filter, matches) in cases {
            assert_eq!(filter.read().matches(DocumentKind::Script, &clinic), matches, "{filter:?}");
        }
        assert!(!KitFacets::default().matches(DocumentKind::News, &clinic));
    }

    #[test]
    fn what_is_made_for_just_that_reaches_least() {
        use Industry::{Healthcare, Retail};
        let of = |industries: &[Industry], sizes: &[CompanySize]| Facets {
            industries: industries.to_vec(),
            sizes: sizes.to_vec(),
            ..Facets::default()
        };
        let asked = KitFacets { industry: Some(Retail), ..KitFacets::default() };
        let shops = of(&[Retail], &[]);
        let two = of(&[Healthcare, Retail], &[CompanySize::Small]);
        let all = of(&[], &[CompanySize::Small]);
        assert!(asked.breadth(&shops) < asked.breadth(&two) && asked.breadth(&two) < asked.breadth(&all));
        let small = KitFacets { size: Some(CompanySize::Small), ..asked };
        assert!(small.breadth(&two) < small.breadth(&shops), "it names a value for each wish");
        assert_eq!(small.breadth(&shops), small.breadth(&all));
        assert_eq!(KitFacets::default().breadth(&two), KitFacets::default().breadth(&all));
    }
}
