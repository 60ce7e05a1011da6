//! A deal's number as people type it: `ＤＲ－１６７４`, `dr 1674`, `1674`, or no more than its beginning.

use std::{iter::successors, ops::RangeInclusive};

use unicode_normalization::UnicodeNormalization;

use super::DealNumber;

/// A smaller number that stands alone is more often something else: people, months, percent.
const TELLING: i64 = 100;
/// Digits of which one alone is no beginning yet, unless `DR` stands before it.
const BEGINNING: usize = 2;
/// Far behind the last number that a deal will ever have.
const BEYOND: i64 = 10_000_000;

/// What was typed, where it reads as a deal's number or as how one begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DealNumberAsked {
    /// None where only `DR` is typed so far.
    number: Option<i64>,
    /// `DR` stands before it.
    marked: bool,
}

impl DealNumberAsked {
    /// Full or half width, with any dash, a blank or nothing between; `None` where anything else is typed with it.
    pub fn read(typed: &str) -> Option<Self> {
        let folded: String = typed.nfkc().flat_map(char::to_uppercase).collect();
        let folded = folded.trim();
        let after = folded.strip_prefix("DR");
        let digits = after.map_or(folded, |after| after.trim_start_matches(|c: char| c.is_whitespace() || is_dash(c)));
        let marked = after.is_some();
        if marked && digits.is_empty() {
            return Some(Self { number: None, marked });
        }
        // A telephone number begins with a zero, too.
        let bare = digits.len() >= BEGINNING && !digits.starts_with('0');
        if !digits.bytes().all(|b| b.is_ascii_digit()) || !(marked || bare) {
            return None;
        }
        Some(Self { number: Some(digits.parse().ok()?), marked })
    }

    /// The number, where what is typed may be all of it.
    pub fn whole(&self) -> Option<DealNumber> {
        self.number.filter(|number| self.marked || *number >= TELLING).map(DealNumber)
    }

    /// It cannot be anything but a deal's number.
    pub const fn is_marked(&self) -> bool {
        self.marked
    }

    /// All numbers that begin so, in the order in which they are meant: the number itself, then what is newest. As ranges, so that
    /// an index has them.
    pub fn numbers(&self) -> Vec<RangeInclusive<i64>> {
        let shortest = self.number.map_or(1..=i64::MAX, |number| number..=number);
        let longer = |shorter: &RangeInclusive<i64>| {
            let (low, high) = (*shorter.start(), *shorter.end());
            (low > 0 && high < BEYOND).then(|| low * 10..=high * 10 + 9)
        };
        let mut ranges: Vec<_> = successors(Some(shortest), longer).collect();
        if let Some(longer) = ranges.get_mut(1..) {
            longer.reverse();
        }
        ranges
    }
}

/// What stands for a hyphen on a Japanese keyboard, too: the long-vowel mark.
const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | 'ー')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_however_it_is_written() {
        for typed in [
            "DR-1674",
            "dr-1674",
            "ＤＲ－１６７４",
            "ｄｒ　１６７４",
            "dr 1674",
            "DR1674",
            " DR - 1674 ",
            "DR‐1674",
            "DR‑1674",
            "DR–1674",
            "DR—1674",
            "DR−1674",
            "DRー1674",
            "DRｰ1674",
            "1674",
            "１６７４",
        ] {
            assert_eq!(DealNumberAsked::read(typed).and_then(|asked| asked.whole()), Some(DealNumber(1674)), "{typed}");
        }
        for typed in ["DR", "DR-", "ｄｒー", "16", "99"] {
            let asked = DealNumberAsked::read(typed);
            assert!(asked.is_some_and(|asked| asked.whole().is_none()), "only a beginning: {typed}");
        }
        for typed in [
            "",
            " ",
            "-",
            "1",
            "012",
            "D",
            "DRIVE",
            "DR-16x",
            "DR-+7",
            "DR-1674 見積",
            "案件-7",
            "16.5",
            "1,674",
            "-1674",
            "DR-99999999999999999999",
        ] {
            assert_eq!(DealNumberAsked::read(typed), None, "{typed}");
        }
        assert_eq!(DealNumberAsked::read("DR-7").and_then(|asked| asked.whole()), Some(DealNumber(7)));
        assert!(DealNumberAsked::read("dr16").is_some_and(|asked| asked.is_marked()));
        assert!(DealNumberAsked::read("16").is_some_and(|asked| !asked.is_marked()));
    }

    #[test]
    fn a_beginning_is_ranges_of_numbers() {
        let numbers = |typed: &str| -> Vec<(i64, i64)> {
            DealNumberAsked::read(typed).unwrap().numbers().into_iter().map(RangeInclusive::into_inner).collect()
        };
        let of_sixteen = [
            (16, 16),
            (16_000_000, 16_999_999),
            (1_600_000, 1_699_999),
            (160_000, 169_999),
            (16_000, 16_999),
            (1_600, 1_699),
            (160, 169),
        ];
        assert_eq!(numbers("DR-16"), of_sixteen);
        assert_eq!(numbers("16"), of_sixteen);
        assert_eq!(numbers("DR-"), [(1, i64::MAX)]);
        assert_eq!(numbers("DR-0"), [(0, 0)]);
        assert_eq!(numbers("DR-999999999999999999"), [(999_999_999_999_999_999, 999_999_999_999_999_999)]);
    }
}
