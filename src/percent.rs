//! Shares as they are said to people. One rule for all of them: the nearest whole number, and a half goes up.

/// So many of a hundred; nothing where there is no whole.
pub fn percent(part: u32, of: u32) -> Option<u32> {
    of_whole(100, part, of)
}

/// So many of a thousand, for what is drawn; nothing where there is no whole.
pub fn per_mille(part: u32, of: u32) -> Option<u32> {
    of_whole(1000, part, of)
}

fn of_whole(whole: u64, part: u32, of: u32) -> Option<u32> {
    let (part, of) = (u64::from(part), u64::from(of));
    (2 * whole * part + of).checked_div(2 * of).and_then(|share| u32::try_from(share).ok())
}

/// By how many percentage points one share is above another, each a part and its whole. It is the difference of the shares as
/// they are said: both stand beside it, and who subtracts them shall find the same.
pub fn points_above(own: (u32, u32), other: (u32, u32)) -> Option<i64> {
    Some(i64::from(percent(own.0, own.1)?) - i64::from(percent(other.0, other.1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded_and_a_half_goes_up() {
        for (part, of, expected) in [
            (197, 309, Some(64)),
            (1, 3, Some(33)),
            (2, 3, Some(67)),
            (1, 8, Some(13)),
            (0, 7, Some(0)),
            (7, 7, Some(100)),
            (u32::MAX, u32::MAX, Some(100)),
            (0, 0, None),
        ] {
            assert_eq!(percent(part, of), expected, "{part} of {of}");
        }
        assert_eq!((per_mille(197, 309), per_mille(1, 0)), (Some(638), None));
    }

    #[test]
    fn differences_are_those_of_the_shares_that_are_said() {
        for (own, other, expected) in [
            ((6, 10), (30, 100), Some(30)),
            ((2, 10), (30, 100), Some(-10)),
            // 66.4 and 63.6 percent are said as 66 and 64.
            ((664, 1000), (636, 1000), Some(2)),
            // 65.6 and 65.4 percent are said as 66 and 65.
            ((656, 1000), (654, 1000), Some(1)),
            ((654, 1000), (646, 1000), Some(0)),
            ((5, 10), (6, 11), Some(-5)),
            ((1, 8), (0, 8), Some(13)),
            ((0, 8), (1, 8), Some(-13)),
            ((1, 3), (2, 6), Some(0)),
            ((0, 0), (1, 2), None),
            ((1, 2), (0, 0), None),
        ] {
            assert_eq!(points_above(own, other), expected, "{own:?} {other:?}");
        }
    }
}
