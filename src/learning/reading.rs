//! How much of a text its reader can have read, as a screen measures it.

/// Nobody reads faster than this many times the stated pace.
const FASTEST: u32 = 5;

/// The part of a text above the lower edge of the screen, in percent; lengths in the screen's units.
pub fn seen_percent(seen: f64, height: f64) -> u8 {
    if height <= 0.0 {
        return 0;
    }
    let percent = (seen / height * 100.0).clamp(0.0, 100.0);
    // In range after the clamp.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
    let percent = percent as u8;
    percent
}

/// What counts of `seen` percent after `seconds` on the page: a short lesson fits on the screen as a whole and a long one is
/// scrolled through in a moment, and neither has been read then.
pub fn read_percent(seen: u8, seconds: u32, minutes: u32) -> u8 {
    let possible = u64::from(seconds) * u64::from(FASTEST) * 100 / (u64::from(minutes.max(1)) * 60);
    seen.min(u8::try_from(possible).unwrap_or(100))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lower_edge_of_the_screen_counts() {
        for (seen, height, percent) in
            [(0.0, 1_000.0, 0), (-50.0, 1_000.0, 0), (455.0, 1_000.0, 45), (2_000.0, 1_000.0, 100), (10.0, 0.0, 0)]
        {
            assert_eq!(seen_percent(seen, height), percent, "{seen} of {height}");
        }
    }

    #[test]
    fn opening_is_not_reading() {
        // seen, seconds, minutes, counted
        let cases = [
            (100, 0, 1, 0),
            (100, 6, 1, 50),
            (100, 12, 1, 100),
            (100, 30, 6, 41),
            (40, 600, 6, 40),
            (100, 5, 0, 41),
            (100, u32::MAX, 240, 100),
        ];
        for (seen, seconds, minutes, counted) in cases {
            assert_eq!(read_percent(seen, seconds, minutes), counted, "{seen}% after {seconds} s of {minutes} min");
        }
    }
}
