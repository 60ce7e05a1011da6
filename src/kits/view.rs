use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::{
    counts::KitCounts,
    filter::KitFacets,
    uses::{DealUse, KitUses},
};
use crate::{
    id::DealId,
    lang::Lang,
    publishing::{DocumentKind, Facets, PlaceholderName},
    time::{Day, Timestamp},
};

pub const RELATED_MAX: usize = 3;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitCard {
    pub kind: DocumentKind,
    pub slug: String,
    /// Of the text shown.
    pub lang: Lang,
    pub title: String,
    pub summary: String,
    pub minutes: Option<u32>,
    pub facets: Facets,
    pub updated_at: Timestamp,
    /// Its last day has passed.
    pub stale: bool,
    /// The reader wants it at hand.
    pub favourite: bool,
    /// Deals that were won with it.
    pub won: u32,
}

/// `/kits`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitList {
    pub asked: KitFacets,
    pub cards: Vec<KitCard>,
    /// How many there are without any wish, so that an empty list can say what to loosen.
    pub total: u32,
    pub counts: KitCounts,
}

/// `/kits/:slug`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitSheet {
    pub card: KitCard,
    /// Filled as far as values are known.
    pub html: String,
    /// The same without any marks, to be copied.
    pub plain: String,
    pub owner: String,
    pub valid_until: Day,
    /// The published revision's number.
    pub version: u32,
    /// The placeholders this text has, with what is filled in. Empty for a case.
    pub fields: Vec<FillField>,
    /// Open deals of the caller's company that values may be taken from.
    pub deals: Vec<DealChoice>,
    /// The deal that values are taken from.
    pub deal: Option<DealUse>,
    pub case: Option<CaseView>,
    /// A script that can be played step by step.
    pub plays: bool,
    pub related: Vec<KitCard>,
    pub uses: KitUses,
    /// Lessons that lead to it.
    pub lessons: Vec<KitLesson>,
}

/// A lesson that speaks of a kit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitLesson {
    pub module: String,
    pub lesson: String,
    pub title: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FillField {
    pub name: PlaceholderName,
    pub value: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealChoice {
    pub deal: DealId,
    pub customer: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseView {
    /// A descriptive name.
    pub customer: String,
    pub days_to_win: u32,
    /// The kits used, as far as they are published.
    pub kits: Vec<KitLink>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitLink {
    pub kind: DocumentKind,
    pub slug: String,
    pub title: String,
}

/// The kits closest to `card`, nearest first: `named` ones (the cases in which it was used), then those about the same thing.
/// What has run out is not recommended.
pub fn related(card: &KitCard, named: &[String], others: Vec<KitCard>) -> Vec<KitCard> {
    let nearness = |other: &KitCard| (named.contains(&other.slug), card.facets.kinship(&other.facets));
    let mut others = others;
    others.retain(|other| other.slug != card.slug && !other.stale && nearness(other) > (false, 0));
    others.sort_by_key(|other| (Reverse(nearness(other)), other.slug.clone()));
    others.truncate(RELATED_MAX);
    others
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publishing::{Industry, SalesPhase};

    fn card(slug: &str, industries: &[Industry], phases: &[SalesPhase]) -> KitCard {
        KitCard {
            kind: DocumentKind::Script,
            slug: slug.into(),
            lang: Lang::Ja,
            title: slug.into(),
            summary: String::new(),
            minutes: None,
            facets: Facets { industries: industries.to_vec(), phases: phases.to_vec(), ..Facets::default() },
            updated_at: Timestamp::EPOCH,
            stale: false,
            favourite: false,
            won: 0,
        }
    }

    #[test]
    fn the_nearest_come_first() {
        use Industry::{Construction, Retail};
        use SalesPhase::{Activation, Retention};
        let shop = card("shop", &[Retail], &[Activation]);
        let others = vec![
            shop.clone(),
            card("far", &[Construction], &[Retention]),
            card("phase", &[], &[Activation]),
            KitCard { stale: true, ..card("old", &[Retail], &[Activation]) },
            card("both", &[Retail], &[Activation]),
            card("industry", &[Retail], &[]),
            card("named", &[Construction], &[]),
        ];
        let slugs = |named: &[String]| -> Vec<String> {
            related(&shop, named, others.clone()).into_iter().map(|card| card.slug).collect()
        };
        assert_eq!(slugs(&[]), ["both", "industry", "phase"]);
        assert_eq!(slugs(&["named".into()]), ["named", "both", "industry"]);
    }
}
