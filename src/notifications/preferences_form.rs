use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{MailChoice, NoticeKind, Preferences, QuietHours, ZONES};
use crate::{
    failure::{Answer, Problem, Reading},
    goals::Side,
};

/// How somebody wants to be told by mail, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PreferencesForm {
    /// By the names of kinds.
    pub mail: BTreeMap<String, String>,
    /// `22:00`; both empty where there are no quiet hours.
    pub quiet_from: String,
    pub quiet_until: String,
    pub zone: String,
    pub digest_at: String,
}

impl PreferencesForm {
    /// What people of a side are never told is not looked at.
    ///
    /// # Errors
    /// [`crate::failure::Failure::Invalid`]
    pub fn read(&self, side: Side) -> Answer<Preferences> {
        let mut reading = Reading::default();
        let mut choices = BTreeMap::new();
        for kind in NoticeKind::ALL.iter().filter(|kind| kind.concerns(side)) {
            let typed = self.mail.get(kind.as_str()).map_or("", String::as_str);
            if let Some(choice) = reading.choice(&format!("mail.{}", kind.as_str()), typed, MailChoice::parse) {
                choices.insert(*kind, choice);
            }
        }
        let quiet = self.quiet(&mut reading);
        let zone = reading.choice("zone", &self.zone, |zone| ZONES.into_iter().find(|one| *one == zone));
        let digest_at = minute(&mut reading, "digest_at", &self.digest_at);
        let read = || Some(Preferences { choices, quiet, zone: zone?.to_owned(), digest_at: digest_at? });
        reading.errors.or(read())
    }

    /// Both or neither, and not the whole day. What is wrong is noted, and then there are none.
    fn quiet(&self, reading: &mut Reading) -> Option<QuietHours> {
        if self.quiet_from.trim().is_empty() && self.quiet_until.trim().is_empty() {
            return None;
        }
        let from = minute(reading, "quiet_from", &self.quiet_from);
        let until = minute(reading, "quiet_until", &self.quiet_until);
        let quiet = QuietHours { from: from?, until: until? };
        reading.or("quiet_until", Some(quiet).filter(|quiet| quiet.from != quiet.until), Problem::NotOffered)
    }
}

/// `8:05`, one of the hours on offer or what a hand writes.
fn minute(reading: &mut Reading, field: &str, typed: &str) -> Option<u16> {
    let text = typed.trim();
    if text.is_empty() {
        return reading.or(field, None, Problem::Required);
    }
    let minute = text.split_once(':').and_then(|(hours, minutes)| {
        let (hours, minutes) = (digits(hours)?, digits(minutes)?);
        (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
    });
    reading.or(field, minute, Problem::NotOffered)
}

fn digits(text: &str) -> Option<u16> {
    text.parse().ok().filter(|_| text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `08:05`
pub fn time_of_day(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::Failure;

    fn form() -> PreferencesForm {
        let mail = NoticeKind::ALL.iter().map(|kind| (kind.as_str().to_owned(), "digest".to_owned())).collect();
        let (quiet_from, quiet_until) = ("22:00".into(), "7:30".into());
        PreferencesForm { mail, quiet_from, quiet_until, zone: "Europe/Berlin".into(), digest_at: "08:15".into() }
    }

    #[test]
    fn preferences_are_read_as_they_are_meant() {
        let read = form().read(Side::Vendor).expect("sound");
        assert_eq!(read.quiet, Some(QuietHours { from: 22 * 60, until: 7 * 60 + 30 }));
        assert_eq!((read.zone.as_str(), read.digest_at), ("Europe/Berlin", 8 * 60 + 15));
        assert_eq!(read.of(NoticeKind::Goal), MailChoice::Digest);
        assert!(!read.choices.contains_key(&NoticeKind::DealDecided), "the vendor's people are told no decisions");
        let none = PreferencesForm { quiet_from: String::new(), quiet_until: " ".into(), ..form() };
        assert_eq!(none.read(Side::Partner).expect("sound").quiet, None);
        assert_eq!(time_of_day(read.digest_at), "08:15");
    }

    #[test]
    fn each_mistake_stands_at_its_field() {
        type Change = fn(&mut PreferencesForm);
        let cases: [(Change, &str, Problem); 8] = [
            (|f| drop(f.mail.insert("goal".into(), "by_pigeon".into())), "mail.goal", Problem::NotOffered),
            (|f| drop(f.mail.remove("goal")), "mail.goal", Problem::Required),
            (|f| f.quiet_from.clear(), "quiet_from", Problem::Required),
            (|f| f.quiet_until = "25:00".into(), "quiet_until", Problem::NotOffered),
            (|f| f.quiet_until = "22:00".into(), "quiet_until", Problem::NotOffered),
            (|f| f.zone = "Mars/Olympus".into(), "zone", Problem::NotOffered),
            (|f| f.digest_at = "eight".into(), "digest_at", Problem::NotOffered),
            (|f| f.digest_at = "+8:00".into(), "digest_at", Problem::NotOffered),
        ];
        for (change, field, problem) in cases {
            let mut wrong = form();
            change(&mut wrong);
            let Err(Failure::Invalid { errors }) = wrong.read(Side::Vendor) else { panic!("{field} was taken") };
            assert_eq!((errors.of(field), errors.0.len()), (Some(&problem), 1), "{field}");
        }
    }
}
