//! Amounts of money, exact to the smallest unit.

use serde::{Deserialize, Serialize};

/// An amount in the currency's smallest unit; for yen that is one yen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    pub minor: i64,
    /// ISO 4217, three capital letters.
    pub currency: String,
}

impl Money {
    pub fn yen(amount: i64) -> Self {
        Self { minor: amount, currency: "JPY".into() }
    }

    /// What a person types for yen: full-width digits, separators, ¥ and 円 are understood. `None` when it is not a whole amount.
    pub fn parse_yen(text: &str) -> Option<Self> {
        use unicode_normalization::UnicodeNormalization;
        let digits: String = text.nfkc().filter(|c| !matches!(c, ',' | '、' | ' ' | '¥' | '円' | '_')).collect();
        if digits.is_empty() || digits.len() > 15 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        digits.parse().ok().map(Self::yen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yen_as_people_type_it() {
        for text in ["2400000", "2,400,000", "¥2,400,000", "2、400、000円", "２４０００００"] {
            assert_eq!(Money::parse_yen(text), Some(Money::yen(2_400_000)), "{text}");
        }
        for text in ["", "-5", "2.5", "abc", "９９９９９９９９９９９９９９９９９"] {
            assert_eq!(Money::parse_yen(text), None, "{text}");
        }
    }
}
