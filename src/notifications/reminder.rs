use crate::time::Day;

/// Whether somebody is told so many days before a protection's end: not when it was shorter than that from the beginning.
pub fn is_worth_telling(approved_on: Day, last_day: Day, days_before: u16) -> bool {
    approved_on < last_day.plus(-i32::from(days_before))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_protection_is_not_told_to_end_when_it_begins() {
        for (length, days_before, worth) in [(90, 30, true), (31, 30, true), (30, 30, false), (10, 14, false), (10, 7, true)] {
            assert_eq!(is_worth_telling(Day(100), Day(100 + length), days_before), worth, "{length} {days_before}");
        }
    }
}
