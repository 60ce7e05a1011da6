//! A kit for one customer: of each kind the text that fits best.

use std::cmp::Reverse;

use super::KitCard;
use crate::publishing::{CompanySize, DocumentKind, Industry};

/// What a kit for one customer is made of, in this order.
pub const PARTS: [DocumentKind; 3] = [DocumentKind::Template, DocumentKind::Script, DocumentKind::Case];

/// Of each part the card that fits a customer best: the one that was `named` for it, then what speaks of its industry, then of its
/// size. What has run out is left out, unless it was named.
pub fn assemble(cards: &[KitCard], industry: Option<Industry>, size: Option<CompanySize>, named: Option<&str>) -> Vec<KitCard> {
    let is_named = |card: &KitCard| named == Some(card.slug.as_str());
    let fit = |card: &KitCard| {
        let trade = industry.is_some_and(|industry| card.facets.industries.contains(&industry));
        let people = size.is_some_and(|size| card.facets.sizes.contains(&size));
        (is_named(card), trade, card.facets.suits(industry, size, None), people, card.favourite, card.won)
    };
    let best = |kind: DocumentKind| {
        let fitting = cards.iter().filter(|card| card.kind == kind);
        let fitting = fitting.filter(|card| is_named(card) || !card.stale && card.facets.suits(industry, None, None));
        fitting.max_by_key(|card| (fit(card), Reverse(card.slug.clone())))
    };
    PARTS.into_iter().filter_map(best).cloned().collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::{lang::Lang, publishing::Facets, time::Timestamp};

    pub(in crate::kits) fn card(kind: DocumentKind, slug: &str, industries: &[Industry]) -> KitCard {
        KitCard {
            kind,
            slug: slug.into(),
            lang: Lang::Ja,
            title: slug.into(),
            summary: String::new(),
            minutes: None,
            facets: Facets { industries: industries.to_vec(), ..Facets::default() },
            updated_at: Timestamp::EPOCH,
            stale: false,
            favourite: false,
            won: 0,
        }
    }

    #[test]
    fn each_part_is_the_one_that_fits_best() {
        use DocumentKind::{Case, Objection, Script, Template};
        let cards = [
            card(Template, "for-all", &[]),
            card(Template, "for-clinics", &[Industry::Healthcare]),
            card(Template, "for-shops", &[Industry::Retail]),
            card(Script, "call-clinics", &[Industry::Healthcare]),
            KitCard { stale: true, ..card(Case, "old", &[Industry::Healthcare]) },
            card(Case, "any", &[]),
            card(Objection, "price", &[]),
        ];
        let slugs = |industry, named| -> Vec<String> {
            assemble(&cards, Some(industry), None, named).into_iter().map(|card| card.slug).collect()
        };
        assert_eq!(slugs(Industry::Healthcare, None), ["for-clinics", "call-clinics", "any"]);
        assert_eq!(slugs(Industry::Logistics, None), ["for-all", "any"], "no script fits");
        assert_eq!(slugs(Industry::Healthcare, Some("for-shops")), ["for-shops", "call-clinics", "any"]);
        assert_eq!(slugs(Industry::Healthcare, Some("old"))[2], "old", "what the vendor named");
    }
}
