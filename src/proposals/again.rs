//! What is begun or sent once more, with nothing new in it.

use super::Sending;
use crate::time::{Day, Timestamp};

/// Whether a proposal is still as it was made: nothing of it was saved, kept or sent. What is sent is a version too.
pub fn is_untouched(made_at: Timestamp, changed_at: Timestamp, versions: usize) -> bool {
    made_at == changed_at && versions == 0
}

impl Sending {
    /// Whether a line says already that the version was handed over to this person on this day.
    pub fn repeats(&self, version: u32, (number, to, on): (u32, &str, Day)) -> bool {
        version == number && self.to.trim() == to.trim() && self.on == on
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proposals::SendForm;

    #[test]
    fn what_was_saved_or_kept_is_touched() {
        let at = Timestamp::from_micros;
        assert!(is_untouched(at(7), at(7), 0));
        assert!(!is_untouched(at(7), at(8), 0));
        assert!(!is_untouched(at(7), at(7), 1));
    }

    #[test]
    fn the_same_person_day_and_version_are_noted_once() {
        let today = Day::from_ymd(2026, 11, 16).expect("day");
        let form = SendForm {
            id: "0193a0b2-0000-7000-8000-000000000000".into(),
            to: " 髙﨑様\u{3000}".into(),
            on: today.to_string(),
            idempotency_key: "key-00000001".into(),
            with_gaps: String::new(),
        };
        let sending = form.read(today).expect("read");
        assert!(sending.repeats(1, (1, "髙﨑様", today)));
        assert!(!sending.repeats(2, (1, "髙﨑様", today)));
        assert!(!sending.repeats(1, (1, "大西様", today)));
        assert!(!sending.repeats(1, (1, "髙﨑様", Day(today.0 - 1))));
    }
}
