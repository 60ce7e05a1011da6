mod approvals;
mod checks;
mod general;
mod mistake;
mod phases;
mod questions;
mod reach;
mod recognition;
mod rules;
mod tiers;

use serde::Deserialize;

use self::checks::Checks;
pub use self::mistake::{Expected, Mistake};
use super::Programme;
use crate::tiers::name_measures;

/// A programme as it was written, not yet known to make sense.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub struct ProgrammeFile(Programme);

impl ProgrammeFile {
    /// The programme, when all of it makes sense.
    ///
    /// # Errors
    /// Everything that does not, in the order of the file.
    pub fn check(self) -> Result<Programme, Vec<Mistake>> {
        let Self(mut programme) = self;
        name_measures(programme.tiers.iter_mut().flat_map(|tier| &mut tier.criteria), &programme.measures);
        let mut checks = Checks::default();
        general::general(&mut checks, &programme);
        general::promises(&mut checks, &programme);
        phases::phases(&mut checks, &programme);
        general::offers(&mut checks, &programme);
        approvals::approvals(&mut checks, &programme);
        questions::questions(&mut checks, &programme);
        tiers::tiers(&mut checks, &programme.tiers);
        tiers::tier_review(&mut checks, programme.tier_review);
        rules::rules(&mut checks, &programme);
        recognition::recognition(&mut checks, &programme.recognition);
        recognition::awards(&mut checks, &programme.awards);
        reach::reach(&mut checks, &programme);
        // Only now: the checks name a holiday by its place in the file.
        programme.calendar.holidays.sort_by_key(|holiday| holiday.day);
        if checks.0.is_empty() { Ok(programme) } else { Err(checks.0) }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{general::MOST_YEN, *};
    use crate::programme::sample;

    fn check(change: impl FnOnce(&mut Value)) -> Vec<Mistake> {
        let mut value = sample::json();
        change(&mut value);
        let file: ProgrammeFile = serde_json::from_value(value).expect("the sample's shape");
        file.check().err().unwrap_or_default()
    }

    fn award(weight: u16) -> Value {
        let both = json!({ "ja": "賞", "en": "award" });
        let line = json!({ "text": both, "measure": { "count": "deal_won" }, "weight": weight });
        json!({ "key": "impact", "name": both, "rubric": [line] })
    }

    #[test]
    fn the_sample_is_sound() {
        assert_eq!(check(|_| ()), []);
    }

    fn topics(change: impl FnOnce(&mut Value)) -> Value {
        let name = json!({ "ja": "案件", "en": "Deals" });
        let topic = |key: &str| json!({ "key": key, "name": name, "person": "a@kumo.example", "within": { "hours": 4 } });
        let mut topics = json!([topic("deals"), topic("product")]);
        change(&mut topics);
        topics
    }

    // One row a mistake.
    #[allow(clippy::too_many_lines)]
    #[test]
    fn mistakes_are_found_where_they_are() {
        type Change = fn(&mut Value);
        let cases: [(Change, &str, Expected); 56] = [
            (|v| v["question_topics"] = topics(|t| t[1]["key"] = json!("deals")), "question_topics[1].key", Expected::UniqueKey),
            (|v| v["question_topics"] = topics(|t| t[1]["person"] = json!("田村")), "question_topics[1].person", Expected::Email),
            (
                |v| v["question_topics"] = topics(|t| t[0]["substitute"] = json!("a@kumo.example")),
                "question_topics[0].substitute",
                Expected::AnotherPerson,
            ),
            (
                |v| v["question_topics"] = topics(|t| t[0]["within"]["hours"] = json!(81)),
                "question_topics[0].within.hours",
                Expected::AtMost(80),
            ),
            (
                |v| v["question_topics"] = topics(|t| t[0]["within"] = json!({ "days": 0 })),
                "question_topics[0].within.days",
                Expected::AtLeast(1),
            ),
            (|v| v["approvals"] = json!([{ "products": ["gone"] }]), "approvals[0].products[0]", Expected::KnownProduct),
            (|v| v["approvals"] = json!([{ "tiers": ["silver", "tin"] }]), "approvals[0].tiers[1]", Expected::KnownTier),
            (
                |v| v["approvals"] = json!([{ "from_yen": 500, "below_yen": 500 }]),
                "approvals[0].below_yen",
                Expected::AtLeast(501),
            ),
            (|v| v["approvals"] = json!([{ "steps": 0 }]), "approvals[0].steps", Expected::AtLeast(1)),
            (|v| v["approvals"] = json!([{ "steps": 2, "auto": true }]), "approvals[0].auto", Expected::NoFurtherPerson),
            (
                |v| v["approvals"] = json!([{ "from_yen": 500, "steps": 2 }, { "tiers": ["gold"], "below_yen": 501 }]),
                "approvals[1]",
                Expected::OthersThan { other: 0 },
            ),
            (|v| v["products"][0]["family"] = json!("My Family"), "products[0].family", Expected::Key),
            (
                |v| v["recognition"] = json!({ "gifts": { "mvp_yen": 9_000, "most_yen": 5_000 } }),
                "recognition.gifts.mvp_yen",
                Expected::AtMost(5_000),
            ),
            (|v| v["awards"] = json!([award(0), award(0)]), "awards[1].key", Expected::UniqueKey),
            (|v| v["awards"] = json!([award(0)]), "awards[0].rubric[0].weight", Expected::AtLeast(1)),
            (
                |v| v["tiers"][3]["criteria"][0] = json!({ "custom": { "key": "plan", "min": 1 } }),
                "tiers[3].criteria[0].custom.key",
                Expected::KnownMeasure,
            ),
            (
                |v| v["measures"] = json!([{ "key": "plan", "name": { "ja": "計画", "en": " " } }]),
                "measures[0].name.en",
                Expected::Text,
            ),
            (
                |v| {
                    v["measures"] = json!([{ "key": "plan", "name": { "ja": "計画", "en": "plan" } }]);
                    v["tiers"][3]["criteria"][0] = json!({ "custom": { "key": "plan", "min": 0 } });
                },
                "tiers[3].criteria[0].custom.min",
                Expected::AtLeast(1),
            ),
            (
                |v| v["recognition"] = json!({ "mvp": { "sales": 0, "growth": 0, "learning": 0, "helping": 0 } }),
                "recognition.mvp.sales",
                Expected::AtLeast(1),
            ),
            (
                |v| v["recognition"] = json!({ "growth": { "periods": 2, "least_periods": 3 } }),
                "recognition.growth.least_periods",
                Expected::AtMost(2),
            ),
            (
                |v| v["recognition"] = json!({ "steps": { "silence_days": 2 } }),
                "recognition.steps.silence_days",
                Expected::AtLeast(7),
            ),
            (|v| v["recognition"] = json!({ "kudos_per_month": 2_000 }), "recognition.kudos_per_month", Expected::AtMost(1_000)),
            (
                |v| v["tier_review"]["downgrade_every_months"] = json!(0),
                "tier_review.downgrade_every_months",
                Expected::AtLeast(1),
            ),
            (|v| v["tier_review"]["first_month"] = json!(13), "tier_review.first_month", Expected::AtMost(12)),
            (|v| v["incentives"][0]["points"] = json!(-5), "incentives[0].points", Expected::AtLeast(1)),
            (|v| v["incentives"][0]["points"] = json!(i64::MAX), "incentives[0].points", Expected::AtMost(1_000_000)),
            (|v| v["typical_deal_yen"] = json!(i64::MAX), "typical_deal_yen", Expected::AtMost(MOST_YEN)),
            (|v| v["products"][0]["user_month_yen"] = json!(-1), "products[0].user_month_yen", Expected::AtLeast(0)),
            (
                |v| v["tiers"][1]["criteria"][0]["points"]["months"] = json!(0),
                "tiers[1].criteria[0].points.months",
                Expected::AtLeast(1),
            ),
            (
                |v| v["tiers"][3]["criteria"][1]["certified_people"]["min"] = json!(20_000),
                "tiers[3].criteria[1].certified_people.min",
                Expected::AtMost(10_000),
            ),
            (
                |v| {
                    v["tiers"][1]["criteria"][0]["points"]["axis"] = json!("helping");
                    v["incentives"].as_array_mut().expect("list").retain(|rule| rule["axis"] != "helping");
                },
                "tiers[1].criteria[0].points.axis",
                Expected::PaidAxis,
            ),
            (
                |v| {
                    v["tiers"][1]["criteria"][0]["points"] = json!({ "axis": "helping", "min": 50, "months": 12 });
                    v["incentives"][6]["once_per"] = json!("company");
                },
                "tiers[1].criteria[0].points.min",
                Expected::AtMost(20),
            ),
            (
                |v| {
                    let mut other = v["campaigns"][0].clone();
                    other["starts"] = json!("2026-06-01");
                    other["rule"]["key"] = json!("other");
                    v["campaigns"].as_array_mut().expect("list").push(other);
                },
                "campaigns[1].starts",
                Expected::NoOverlap { other: 0 },
            ),
            (
                |v| v["tiers"][2]["criteria"][0]["points"]["min"] = json!(0),
                "tiers[2].criteria[0].points.min",
                Expected::AtLeast(1),
            ),
            (|v| v["tiers"][2]["criteria"][0]["points"]["min"] = json!(200), "tiers[1].criteria[0]", Expected::NoLessThanBelow),
            (
                |v| v["tiers"][0]["criteria"] = json!([{ "certified_people": { "min": 1 } }]),
                "tiers[0].criteria",
                Expected::NoCriteria,
            ),
            (|v| v["tiers"][1]["key"] = json!("gold"), "tiers[2].key", Expected::UniqueKey),
            (|v| v["incentives"][0]["key"] = json!("Lesson Done"), "incentives[0].key", Expected::Key),
            (
                |v| v["incentives"][2]["reversed_by"] = json!(["deal_registered"]),
                "incentives[2].reversed_by[0]",
                Expected::AnotherActivity,
            ),
            (
                |v| v["incentives"][0]["provisional_until"] = json!("deal_approved"),
                "incentives[0].provisional_until",
                Expected::SameSubject,
            ),
            (
                |v| v["incentives"][2]["reversed_by"] = json!(["deal_rejected", "deal_approved"]),
                "incentives[2].reversed_by[1]",
                Expected::OneEffect,
            ),
            (|v| v["incentives"][4]["expires_on"] = json!(["deal_expired"]), "incentives[4].expires_on", Expected::Waiting),
            (
                |v| {
                    v["tiers"][1]["criteria"][0]["points"] = json!({ "axis": "helping", "min": 481, "months": 11 });
                    v["incentives"][6]["cap_per_month"] = json!(2);
                    v["incentives"][6]["to"] = json!("company");
                },
                "tiers[1].criteria[0].points.min",
                Expected::AtMost(480),
            ),
            (
                |v| {
                    v["effective_from"] = json!("2027-04-01");
                    v["campaigns"][0]["ends"] = json!("2026-01-31");
                    v["campaigns"][0]["rule"]["axis"] = json!("helping");
                    v["incentives"].as_array_mut().expect("list").retain(|rule| rule["axis"] != "helping");
                    v["tiers"][1]["criteria"][0]["points"] = json!({ "axis": "helping", "min": 50, "months": 12 });
                },
                "tiers[1].criteria[0].points.axis",
                Expected::PaidAxis,
            ),
            (|v| v["incentives"][0]["name"]["en"] = json!(" "), "incentives[0].name.en", Expected::Text),
            (|v| v["calendar"]["closes"] = json!("08:00"), "calendar.closes", Expected::LaterThanStart),
            (|v| v["calendar"]["holidays"][1]["name"]["en"] = json!(""), "calendar.holidays[1].name.en", Expected::Text),
            (|v| v["promises"]["stale_days"] = json!(0), "promises.stale_days", Expected::AtLeast(1)),
            (|v| v["promises"]["reminder_days"] = json!([1, 7]), "promises.reminder_days", Expected::Descending),
            (|v| v["campaigns"][0]["ends"] = json!("2020-01-01"), "campaigns[0].ends", Expected::LaterThanStart),
            (|v| v["axes"] = json!([]), "axes", Expected::EveryAxis),
            (
                |v| {
                    v["quality"]["steps"] = json!([]);
                    v["incentives"][2]["quality"] = json!(true);
                },
                "quality.steps",
                Expected::Some,
            ),
            (|v| v["quality"]["steps"][0]["approved_percent"] = json!(40), "quality.steps", Expected::Descending),
            (
                |v| v["quality"]["steps"][2]["approved_percent"] = json!(10),
                "quality.steps[2].approved_percent",
                Expected::AtMost(0),
            ),
            (
                |v| v["quality"]["steps"][0]["points_percent"] = json!(120),
                "quality.steps[0].points_percent",
                Expected::AtMost(100),
            ),
            (|v| v["incentives"][4]["hold_days"] = json!(400), "incentives[4].hold_days", Expected::AtMost(366)),
        ];
        for (change, path, expected) in cases {
            let mistakes = check(change);
            let wanted = Mistake { path: path.into(), expected };
            assert!(mistakes.contains(&wanted), "{wanted:?} not among {mistakes:?}");
        }
    }

    #[test]
    fn a_criterion_is_called_as_its_measure_is() {
        let mut value = sample::json();
        value["measures"] = json!([{ "key": "plan", "name": { "ja": "計画", "en": "plan" }, "unit": { "ja": "件", "en": "" } }]);
        let asked = json!({ "custom": { "key": "plan", "min": 1, "name": { "ja": "別名", "en": "alias" } } });
        value["tiers"][3]["criteria"].as_array_mut().expect("list").push(asked);
        let file: ProgrammeFile = serde_json::from_value(value).expect("the shape");
        let programme = file.check().expect("sound");
        let Some(crate::tiers::TierCriterion::Custom { name, unit, .. }) = programme.tiers[3].criteria.last() else {
            panic!("no such criterion")
        };
        assert_eq!((name.ja.as_str(), unit.ja.as_str()), ("計画", "件"));
    }

    #[test]
    fn unknown_words_are_refused() {
        type Change = fn(&mut Value);
        let changes: [Change; 4] = [
            |v| v["surprise"] = json!(1),
            |v| v["incentives"][0]["on"] = json!("lesson_liked"),
            |v| v["tiers"][1]["criteria"][0]["minimum"] = json!(5),
            |v| v["calendar"]["holidays"][0]["day"] = json!("2026-02-30"),
        ];
        for (number, change) in changes.into_iter().enumerate() {
            let mut value = sample::json();
            change(&mut value);
            assert!(serde_json::from_value::<ProgrammeFile>(value).is_err(), "change {number}");
        }
    }
}
