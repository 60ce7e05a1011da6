//! What is done with a kit: used for deals, kept at hand.

use serde::{Deserialize, Serialize};

use crate::{
    activity::closed_set,
    failure::{Answer, Failure, Problem},
    id::DealId,
    percent::percent,
    scripts::SAMPLE_MIN,
};

/// How it is known that a kit was used for a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UsedHow {
    /// Made into a proposal for the deal. Of those kept earlier, some were no more than read with the deal's customer in them.
    Filled,
    /// A script, in a talk about the deal.
    Played,
    /// Somebody says so.
    Noted,
}

closed_set!(UsedHow { Filled = "filled", Played = "played", Noted = "noted" });

/// What is kept of a kit and a deal, for a page that names both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealUse {
    pub deal: DealId,
    pub customer: String,
    pub kept: UseKept,
}

/// Whether the use of a kit for a deal is kept, and whether that may be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum UseKept {
    NotYet,
    /// Because somebody says so, who may have been mistaken.
    Noted,
    /// With something else that happened, a proposal or a talk, and for as long as that.
    Followed,
}

impl UseKept {
    pub fn of(ways: &[UsedHow]) -> Self {
        match ways {
            [] => Self::NotYet,
            ways if ways.iter().all(|how| *how == UsedHow::Noted) => Self::Noted,
            _ => Self::Followed,
        }
    }
}

/// For how many deals a kit was used, and how those ended that have ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitUses {
    pub deals: u32,
    pub won: u32,
    pub lost: u32,
}

impl KitUses {
    pub const fn decided(self) -> u32 {
        self.won + self.lost
    }

    /// Of a hundred deals that ended, how many were won; nothing where there are too few to say so.
    pub fn win_percent(self) -> Option<u32> {
        if self.decided() < SAMPLE_MIN { None } else { percent(self.won, self.decided()) }
    }
}

/// A kit that is kept at hand, or no longer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FavouriteForm {
    pub slug: String,
    pub wanted: String,
    /// The page's own query, so that what was filled in stays.
    pub query: String,
}

impl FavouriteForm {
    /// The page to go back to, to be gone on with.
    pub fn back(&self) -> String {
        page(&self.slug, &self.query)
    }

    pub fn wanted(&self) -> bool {
        self.wanted == "yes"
    }
}

/// A kit that was used for a deal, as somebody says, or no longer says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UsedForm {
    pub slug: String,
    pub used_for: String,
    pub query: String,
}

fn page(slug: &str, query: &str) -> String {
    let plain = |text: &str, more: &str| -> String {
        text.chars().filter(|c| c.is_ascii_alphanumeric() || more.contains(*c)).take(4_000).collect()
    };
    let (slug, query) = (plain(slug, "-"), plain(query, "-_.~%+&="));
    if query.is_empty() { format!("/kits/{slug}?") } else { format!("/kits/{slug}?{query}&") }
}

impl UsedForm {
    /// The page to go back to, to be gone on with, filled in for the deal. What was filled in for another one stays behind.
    pub fn back(&self) -> String {
        let deal = self.used_for.trim();
        let parts = || self.query.split('&').filter(|part| !part.is_empty());
        let of_another = parts().filter_map(|part| part.strip_prefix("deal=")).any(|before| !before.is_empty() && before != deal);
        let mut query = format!("deal={deal}");
        if !of_another {
            for part in parts().filter(|part| !part.starts_with("deal=")) {
                query.push('&');
                query.push_str(part);
            }
        }
        page(&self.slug, &query)
    }

    /// # Errors
    /// [`Failure::Invalid`] when no deal was chosen, [`Failure::NotFound`].
    pub fn read(&self) -> Answer<DealId> {
        match self.used_for.trim() {
            "" => Err(Failure::invalid("used_for", Problem::Required)),
            id => id.parse().map_err(|_| Failure::NotFound),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_needs_deals_that_have_ended() {
        assert_eq!(KitUses { deals: 40, won: 9, lost: 0 }.win_percent(), None);
        assert_eq!(KitUses { deals: 40, won: 6, lost: 4 }.win_percent(), Some(60));
        assert_eq!(KitUses { deals: 40, won: 7, lost: 4 }.win_percent(), Some(64), "63.6 is nearer to it");
        assert_eq!(UsedForm::default().read(), Err(Failure::invalid("used_for", Problem::Required)));
        assert_eq!(UsedForm { used_for: "x".into(), ..UsedForm::default() }.read(), Err(Failure::NotFound));
    }

    #[test]
    fn whoever_noted_a_use_sees_the_kit_filled_in_for_that_deal() {
        let back = |query: &str| UsedForm { slug: "a-b".into(), used_for: "0-1".into(), query: query.into() }.back();
        assert_eq!(back(""), "/kits/a-b?deal=0-1&");
        assert_eq!(back("customer=%E5%B1%B1&x=1\r\nSet"), "/kits/a-b?deal=0-1&customer=%E5%B1%B1&x=1Set&");
        assert_eq!(back("deal=&customer=a"), "/kits/a-b?deal=0-1&customer=a&");
        assert_eq!(back("deal=0-1&customer=a"), "/kits/a-b?deal=0-1&customer=a&");
        assert_eq!(back("deal=0-2&customer=a"), "/kits/a-b?deal=0-1&", "the words of another deal's customer");
    }

    #[test]
    fn only_what_somebody_says_is_taken_back() {
        use UsedHow::{Filled, Noted, Played};
        assert_eq!(UseKept::of(&[]), UseKept::NotYet);
        assert_eq!(UseKept::of(&[Noted]), UseKept::Noted);
        for ways in [&[Filled][..], &[Played], &[Noted, Played]] {
            assert_eq!(UseKept::of(ways), UseKept::Followed, "{ways:?}");
        }
    }
}
