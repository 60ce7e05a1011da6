//! 法人番号: the thirteen digits that name a Japanese corporation once and for all.

use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// Thirteen digits whose first is the check digit of the other twelve.
///
/// Travels as it is: only the portal writes one, and checking again would take the browser the tables of Unicode.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CorporateNumber(String);

impl CorporateNumber {
    /// What a person types or pastes: full-width digits, hyphens and spaces are understood, and so is the `T` that stands before
    /// the same digits in an invoice registration number.
    pub fn parse(text: &str) -> Option<Self> {
        let digits: String = text.nfkc().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '‐' | '−' | '–' | 'ー')).collect();
        let digits = digits.strip_prefix(['T', 't']).unwrap_or(&digits);
        let (check, base) = digits.split_at_checked(1)?;
        let right = base.len() == 12 && digits.bytes().all(|b| b.is_ascii_digit()) && check == check_digit(base).to_string();
        right.then(|| Self(digits.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// As the National Tax Agency computes it: 9 − (Σ Pn × Qn mod 9), where Qn is 1, 2, 1, 2 … from the lowest digit. Never 0.
fn check_digit(base: &str) -> u32 {
    let sum: u32 = base.bytes().rev().zip([1, 2].into_iter().cycle()).map(|(digit, q)| u32::from(digit - b'0') * q).sum();
    9 - sum % 9
}

impl fmt::Display for CorporateNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for CorporateNumber {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or(text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn published_numbers_are_right() {
        // The National Tax Agency's own, the federation of tax accountants', and a worked example of the formula.
        for text in ["7000012050002", "7010705000725", "7123456789012"] {
            assert_eq!(CorporateNumber::parse(text).map(|n| n.to_string()), Some(text.to_owned()));
        }
    }

    #[test]
    fn as_people_type_it() {
        for text in ["７００００１２０５０００２", "7-0000-1205-0002", " 7000012050002 ", "T7000012050002"] {
            assert_eq!(CorporateNumber::parse(text).map(|n| n.to_string()), Some("7000012050002".to_owned()), "{text}");
        }
        for text in ["", "7", "700001205000", "70000120500022", "8000012050002", "7000012050020", "a000012050002", "法人番号"]
        {
            assert_eq!(CorporateNumber::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_noticed_unless_nine_stands_for_nought(
            base in "[0-9]{12}", at in 0usize..12, digit in 0u8..10,
        ) {
            let number = format!("{}{base}", check_digit(&base));
            prop_assert!(CorporateNumber::parse(&number).is_some());
            let old = base.as_bytes()[at] - b'0';
            let mut wrong = number.into_bytes();
            wrong[at + 1] = b'0' + digit;
            let noticed = CorporateNumber::parse(&String::from_utf8_lossy(&wrong)).is_none();
            prop_assert_eq!(noticed, old % 9 != digit % 9);
        }

        #[test]
        fn any_text_is_answered(text in "\\PC{0,40}") {
            let _ = CorporateNumber::parse(&text);
        }
    }
}
