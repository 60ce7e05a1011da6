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
        let digits: String = text.chars().map(half_width).filter(|c| !matches!(c, ',' | '、' | ' ' | '¥' | '円' | '_')).collect();
        if digits.is_empty() || digits.len() > 15 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        digits.parse().ok().map(Self::yen)
    }
}

/// As Unicode's compatibility forms have it, for what a Japanese keyboard writes into an amount. The browser reads amounts too, and
/// the tables of all forms are 40 kB.
fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        '￥' => '¥',
        '､' => '、',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yen_as_people_type_it() {
        for text in
            ["2400000", "2,400,000", "¥2,400,000", "2、400、000円", "２４０００００", "￥２，４００，０００", "２　４００､０００"]
        {
            assert_eq!(Money::parse_yen(text), Some(Money::yen(2_400_000)), "{text}");
        }
        for text in ["", "-5", "2.5", "abc", "９９９９９９９９９９９９９９９９９"] {
            assert_eq!(Money::parse_yen(text), None, "{text}");
        }
    }
}
