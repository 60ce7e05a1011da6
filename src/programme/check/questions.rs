//! Who answers which questions: everyone named can be written to, and a substitute is somebody else.

use super::{Expected, checks::Checks};
use crate::{programme::Programme, questions::AnswerTime};

/// Longer is no promise.
const MOST_HOURS: u16 = 80;
const MOST_DAYS: u16 = 20;

pub(super) fn questions(checks: &mut Checks, programme: &Programme) {
    let topics = &programme.question_topics;
    if !topics.is_empty() {
        checks.keys("question_topics", "key", topics.iter().map(|topic| topic.key.as_str()));
    }
    for (index, topic) in topics.iter().enumerate() {
        let at = |field: &str| format!("question_topics[{index}].{field}");
        checks.text(&topic.name, &at("name"));
        checks.ensure(topic.person.contains('@'), &at("person"), Expected::Email);
        if let Some(substitute) = &topic.substitute {
            checks.ensure(substitute.contains('@'), &at("substitute"), Expected::Email);
            checks.ensure(!substitute.eq_ignore_ascii_case(&topic.person), &at("substitute"), Expected::AnotherPerson);
        }
        match topic.within {
            AnswerTime::Hours(hours) => checks.within(hours, 1, MOST_HOURS.into(), &at("within.hours")),
            AnswerTime::Days(days) => checks.within(days, 1, MOST_DAYS.into(), &at("within.days")),
        }
    }
}
