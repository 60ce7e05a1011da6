//! What a reader will want where there is no network.

use super::{KitCard, assemble};
use crate::publishing::{CompanySize, DocumentKind, Industry};

/// As many pages are kept before anybody opens them.
pub const AT_HAND_MAX: usize = 20;

/// A deal that goes on, as far as it says which scripts belong to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenDeal {
    pub industry: Option<Industry>,
    pub size: Option<CompanySize>,
    /// The kits that were used for it.
    pub used: Vec<String>,
}

/// The pages of the reader's favourites, then of the scripts for their deals: those that were used, and the one that fits best. A
/// script goes with its player.
pub fn at_hand(cards: &[KitCard], deals: &[OpenDeal]) -> Vec<String> {
    let is_script = |card: &&KitCard| card.kind == DocumentKind::Script;
    let mut kits: Vec<&KitCard> = cards.iter().filter(|card| card.favourite).collect();
    for deal in deals {
        let fitting = assemble(cards, deal.industry, deal.size, None);
        let belongs = |card: &&KitCard| deal.used.contains(&card.slug) || fitting.iter().any(|best| best.slug == card.slug);
        kits.extend(cards.iter().filter(is_script).filter(belongs));
    }
    let mut pages = Vec::new();
    for kit in kits {
        let page = format!("/kits/{}", kit.slug);
        if pages.contains(&page) {
            continue;
        }
        let player = is_script(&kit).then(|| format!("{page}/play"));
        pages.push(page);
        pages.extend(player);
    }
    pages.truncate(AT_HAND_MAX);
    pages
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kits::assemble::tests::card;

    #[test]
    fn favourites_come_first_then_the_scripts_of_deals_with_their_players() {
        use DocumentKind::{Script, Template};
        let cards = [
            card(Script, "call-clinics", &[Industry::Healthcare]),
            card(Script, "call-shops", &[Industry::Retail]),
            card(Script, "old-call", &[]),
            card(Template, "for-clinics", &[Industry::Healthcare]),
            KitCard { favourite: true, ..card(Template, "mine", &[]) },
        ];
        let clinic = OpenDeal { industry: Some(Industry::Healthcare), used: vec!["old-call".into()], ..OpenDeal::default() };
        let expected = ["/kits/mine", "/kits/call-clinics", "/kits/call-clinics/play", "/kits/old-call", "/kits/old-call/play"];
        assert_eq!(at_hand(&cards, &[clinic.clone(), clinic]), expected);
        assert_eq!(at_hand(&cards, &[]), ["/kits/mine"]);
        let many: Vec<KitCard> =
            (0..30).map(|n| KitCard { favourite: true, ..card(Template, &format!("kit-{n}"), &[]) }).collect();
        assert_eq!(at_hand(&many, &[]).len(), AT_HAND_MAX);
    }
}
