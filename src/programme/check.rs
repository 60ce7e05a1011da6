mod phases;
mod reach;
mod recognition;

use std::{collections::BTreeSet, fmt};

use serde::Deserialize;

use super::Programme;
use crate::{
    activity::ActivityKind,
    lang::Bilingual,
    points::{Axis, IncentiveRule, QualityStep},
    tiers::{Tier, TierReview, name_measures},
    time::Day,
};

/// A programme as it was written, not yet known to make sense.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub struct ProgrammeFile(Programme);

/// Something in the file that cannot be as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Like `tiers[2].criteria[0].min`, counted from 0 as in the file.
    pub path: String,
    pub expected: Expected,
}

/// What should stand there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Expected {
    /// Lower-case letters, digits, hyphens and underscores.
    Key,
    /// A key nothing else of its kind has.
    UniqueKey,
    /// A text in both languages.
    Text,
    Email,
    /// A list with something in it.
    Some,
    AtLeast(i64),
    AtMost(i64),
    /// An end after its beginning.
    LaterThanStart,
    /// The first tier is everybody's, so it asks for nothing.
    NoCriteria,
    /// At least what the tier below asks for.
    NoLessThanBelow,
    /// Something other than what the rule itself is for.
    AnotherActivity,
    /// Descending numbers.
    Descending,
    /// The last phase is never left.
    NoEnd,
    /// Not both `leave_on` and `leave`.
    OneOfTwo,
    /// Nothing: the reason is not judged by this.
    NotHere,
    /// Weights that make this together.
    Total(u32),
    /// One entry for each axis of points.
    EveryAxis,
    /// An axis that some rule pays.
    PaidAxis,
    /// The key of one of the programme's measures.
    KnownMeasure,
    /// No other campaign for the same activity, axis and earner at the same time as this one.
    NoOverlap {
        other: usize,
    },
    /// Something that may happen to what the rule is about.
    SameSubject,
    /// Each activity does one thing to what a rule granted.
    OneEffect,
    /// Points that wait for something, or they cannot expire.
    Waiting,
    /// A day from this one on: a change never reaches back.
    NotBefore(Day),
    /// More than the number of the version before.
    MoreThan(i64),
}

/// For the operator who writes the file.
impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: expected {}", self.path, self.expected)
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key => f.write_str("lower-case letters, digits, hyphens and underscores"),
            Self::UniqueKey => f.write_str("a key that nothing else of its kind has"),
            Self::Text => f.write_str("a text"),
            Self::Email => f.write_str("a mail address"),
            Self::Some => f.write_str("at least one entry"),
            Self::AtLeast(min) => write!(f, "at least {min}"),
            Self::AtMost(max) => write!(f, "at most {max}"),
            Self::LaterThanStart => f.write_str("an end after its beginning"),
            Self::NoCriteria => f.write_str("no criteria, because everybody begins in the first tier"),
            Self::NoLessThanBelow => f.write_str("that the next tier asks for the same, and for no less"),
            Self::AnotherActivity => f.write_str("that what settles a rule differs from what it is for"),
            Self::Descending => f.write_str("numbers that descend"),
            Self::NoEnd => f.write_str("nothing, because the last phase is never left"),
            Self::OneOfTwo => f.write_str("either `leave_on` or `leave`, not both"),
            Self::NotHere => f.write_str("nothing: this reason is not judged by it"),
            Self::Total(total) => write!(f, "weights that make {total} together"),
            Self::EveryAxis => f.write_str("one entry for each axis of points"),
            Self::PaidAxis => f.write_str("an axis that some rule pays, or nobody can ever meet this"),
            Self::KnownMeasure => f.write_str("the key of one of the measures"),
            Self::NoOverlap { other } => {
                write!(f, "a start after the end of campaigns[{other}], which is for the same activity, axis and earner")
            }
            Self::SameSubject => f.write_str("an activity that may happen to what the rule is about"),
            Self::OneEffect => f.write_str("each activity in one of provisional_until, reversed_by and expires_on"),
            Self::Waiting => f.write_str("provisional_until or hold_days, as only points that wait can expire"),
            Self::NotBefore(day) => write!(f, "{day} or later, or no date: a change never reaches back"),
            Self::MoreThan(version) => write!(f, "more than {version}, the version of another text"),
        }
    }
}

impl ProgrammeFile {
    /// The programme, when all of it makes sense.
    ///
    /// # Errors
    /// Everything that does not, in the order of the file.
    pub fn check(self) -> Result<Programme, Vec<Mistake>> {
        let Self(mut programme) = self;
        programme.calendar.holidays.sort_by_key(|holiday| holiday.day);
        name_measures(programme.tiers.iter_mut().flat_map(|tier| &mut tier.criteria), &programme.measures);
        let mut checks = Checks::default();
        general(&mut checks, &programme);
        promises(&mut checks, &programme);
        phases::phases(&mut checks, &programme);
        offers(&mut checks, &programme);
        tiers(&mut checks, &programme.tiers);
        tier_review(&mut checks, programme.tier_review);
        rules(&mut checks, &programme);
        recognition::recognition(&mut checks, &programme.recognition);
        recognition::awards(&mut checks, &programme.awards);
        reach::reach(&mut checks, &programme);
        if checks.0.is_empty() { Ok(programme) } else { Err(checks.0) }
    }
}

#[derive(Default)]
struct Checks(Vec<Mistake>);

impl Checks {
    fn ensure(&mut self, holds: bool, path: &str, expected: Expected) {
        if !holds {
            self.0.push(Mistake { path: path.to_owned(), expected });
        }
    }

    fn at_least(&mut self, value: impl Into<i64>, min: i64, path: &str) {
        self.ensure(value.into() >= min, path, Expected::AtLeast(min));
    }

    fn within(&mut self, value: impl Into<i64>, min: i64, max: i64, path: &str) {
        let value = value.into();
        self.at_least(value, min, path);
        self.ensure(value <= max, path, Expected::AtMost(max));
    }

    fn text(&mut self, text: &Bilingual, path: &str) {
        self.ensure(!text.ja.trim().is_empty(), &format!("{path}.ja"), Expected::Text);
        self.ensure(!text.en.trim().is_empty(), &format!("{path}.en"), Expected::Text);
    }

    /// Well-formed keys, none twice, at least one of them.
    fn keys<'a>(&mut self, list: &str, field: &str, keys: impl Iterator<Item = &'a str>) {
        let mut seen = BTreeSet::new();
        for (index, key) in keys.enumerate() {
            let path = format!("{list}[{index}].{field}");
            self.ensure(is_key(key), &path, Expected::Key);
            self.ensure(seen.insert(key.to_owned()), &path, Expected::UniqueKey);
        }
        self.ensure(!seen.is_empty(), list, Expected::Some);
    }
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'))
}

fn general(checks: &mut Checks, programme: &Programme) {
    checks.at_least(programme.version, 1, "version");
    checks.text(&programme.vendor.name, "vendor.name");
    checks.text(&programme.vendor.product, "vendor.product");
    checks.ensure(programme.vendor.desk_email.contains('@'), "vendor.desk_email", Expected::Email);
    checks.within(programme.typical_deal_yen, 1, MOST_YEN, "typical_deal_yen");
    let calendar = &programme.calendar;
    checks.ensure(calendar.opens < calendar.closes, "calendar.closes", Expected::LaterThanStart);
    for axis in Axis::ALL {
        let named = programme.axes.iter().filter(|named| named.axis == *axis).count();
        checks.ensure(named == 1, "axes", Expected::EveryAxis);
    }
    for (index, axis) in programme.axes.iter().enumerate() {
        checks.text(&axis.name, &format!("axes[{index}].name"));
    }
    if !programme.measures.is_empty() {
        checks.keys("measures", "key", programme.measures.iter().map(|measure| measure.key.as_str()));
    }
    for (index, measure) in programme.measures.iter().enumerate() {
        checks.text(&measure.name, &format!("measures[{index}].name"));
    }
}

fn promises(checks: &mut Checks, programme: &Programme) {
    let promises = &programme.promises;
    for (field, days) in [
        ("first_response_business_days", promises.first_response_business_days),
        ("decision_business_days", promises.decision_business_days),
        ("answer_business_days", promises.answer_business_days),
        ("protection_days", promises.protection_days),
        ("lookback_days", promises.lookback_days),
        ("stale_days", promises.stale_days),
        ("contact_days", promises.contact_days),
        ("invitation_days", promises.invitation_days),
    ] {
        let path = format!("promises.{field}");
        checks.at_least(days, 1, &path);
        checks.ensure(days <= MOST_DAYS, &path, Expected::AtMost(MOST_DAYS.into()));
    }
    let in_order = promises.first_response_business_days <= promises.decision_business_days;
    checks.ensure(in_order, "promises.decision_business_days", Expected::LaterThanStart);
    let descending = promises.reminder_days.windows(2).all(|pair| pair[0] > pair[1]);
    checks.ensure(descending, "promises.reminder_days", Expected::Descending);
}

/// Ten years: longer periods are a typing mistake.
const MOST_DAYS: u16 = 3_660;
/// A trillion yen: sums of such amounts still fit.
const MOST_YEN: i64 = 1_000_000_000_000;

fn offers(checks: &mut Checks, programme: &Programme) {
    checks.keys("products", "key", programme.products.iter().map(|product| product.key.as_str()));
    for (index, product) in programme.products.iter().enumerate() {
        checks.text(&product.name, &format!("products[{index}].name"));
        checks.within(product.user_month_yen, 0, MOST_YEN, &format!("products[{index}].user_month_yen"));
        let percent = &format!("products[{index}].points_percent");
        checks.ensure(product.points_percent <= 1_000, percent, Expected::AtMost(1_000));
    }
    checks.keys("industries", "key", programme.industries.iter().map(|industry| industry.key.as_str()));
    for (index, industry) in programme.industries.iter().enumerate() {
        checks.text(&industry.name, &format!("industries[{index}].name"));
    }
    checks.keys("partner_types", "kind", programme.partner_types.iter().map(|terms| terms.kind.as_str()));
    for (index, terms) in programme.partner_types.iter().enumerate() {
        checks.text(&terms.name, &format!("partner_types[{index}].name"));
        let percent = &format!("partner_types[{index}].margin_percent");
        checks.ensure(terms.margin_percent <= 100, percent, Expected::AtMost(100));
    }
}

fn tiers(checks: &mut Checks, tiers: &[Tier]) {
    checks.keys("tiers", "key", tiers.iter().map(|tier| tier.key.as_str()));
    let mut below: Option<&Tier> = None;
    for (index, tier) in tiers.iter().enumerate() {
        checks.text(&tier.name, &format!("tiers[{index}].name"));
        for (benefit, text) in tier.benefits.iter().enumerate() {
            checks.text(text, &format!("tiers[{index}].benefits[{benefit}]"));
        }
        if !tier.allowances.is_empty() {
            checks.keys(&format!("tiers[{index}].allowances"), "key", tier.allowances.iter().map(|one| one.key.as_str()));
        }
        for (number, allowance) in tier.allowances.iter().enumerate() {
            let path = format!("tiers[{index}].allowances[{number}]");
            checks.text(&allowance.name, &format!("{path}.name"));
            checks.within(allowance.count, 1, 1_000, &format!("{path}.count"));
            checks.within(allowance.every_months, 1, 12, &format!("{path}.every_months"));
        }
        let list = format!("tiers[{index}].criteria");
        checks.ensure(
            tier.criteria.is_empty() == (index == 0),
            &list,
            if index == 0 { Expected::NoCriteria } else { Expected::Some },
        );
        for (number, criterion) in tier.criteria.iter().enumerate() {
            let path = format!("{list}[{number}].{}", criterion.name());
            checks.at_least(criterion.need(), 1, &format!("{path}.min"));
            if let Some(months) = criterion.months() {
                checks.within(months, 1, 60, &format!("{path}.months"));
            }
        }
        // A higher tier that asks for less could be held without the one below.
        for (number, lower) in below.iter().flat_map(|tier| tier.criteria.iter().enumerate()) {
            let asked = tier.criteria.iter().any(|criterion| criterion.measures_like(lower) && criterion.need() >= lower.need());
            checks.ensure(asked, &format!("tiers[{}].criteria[{number}]", index - 1), Expected::NoLessThanBelow);
        }
        below = Some(tier);
    }
}

fn tier_review(checks: &mut Checks, review: TierReview) {
    for (field, number) in review.numbers() {
        let (least, most) = match field {
            "grace_days" => (0, 366),
            "first_month" => (1, 12),
            _ => (1, 24),
        };
        checks.within(number, least, most, &format!("tier_review.{field}"));
    }
}

fn rules(checks: &mut Checks, programme: &Programme) {
    let campaigns = programme.campaigns.iter().map(|campaign| &campaign.rule);
    let mut seen = BTreeSet::new();
    let standing = programme.incentives.iter().enumerate().map(|(index, rule)| (format!("incentives[{index}]"), rule));
    let timed = campaigns.enumerate().map(|(index, rule)| (format!("campaigns[{index}].rule"), rule));
    for (path, rule) in standing.chain(timed) {
        checks.ensure(is_key(&rule.key), &format!("{path}.key"), Expected::Key);
        checks.ensure(seen.insert(rule.key.clone()), &format!("{path}.key"), Expected::UniqueKey);
        one_rule(checks, &path, rule);
    }
    checks.ensure(!programme.incentives.is_empty(), "incentives", Expected::Some);
    quality(checks, programme);
    for (index, campaign) in programme.campaigns.iter().enumerate() {
        let in_order = campaign.ends.is_none_or(|end| end >= campaign.starts);
        checks.ensure(in_order, &format!("campaigns[{index}].ends"), Expected::LaterThanStart);
    }
}

/// The steps descend to one that everybody reaches, and are there when a rule asks for them.
fn quality(checks: &mut Checks, programme: &Programme) {
    let steps = &programme.quality.steps;
    let campaigns = programme.campaigns.iter().map(|campaign| &campaign.rule);
    let asked = programme.incentives.iter().chain(campaigns).any(|rule| rule.quality);
    checks.ensure(!asked || !steps.is_empty(), "quality.steps", Expected::Some);
    let share = |step: &QualityStep| (step.approved_percent, step.points_percent);
    let descend = steps.windows(2).all(|pair| {
        let ((high, most), (low, least)) = (share(&pair[0]), share(&pair[1]));
        high > low && most >= least
    });
    checks.ensure(descend, "quality.steps", Expected::Descending);
    for (number, step) in steps.iter().enumerate() {
        let (least, most) = if number + 1 == steps.len() { (0, 0) } else { (1, 100) };
        let path = format!("quality.steps[{number}]");
        checks.within(step.approved_percent, least, most, &format!("{path}.approved_percent"));
        checks.within(step.points_percent, 0, 100, &format!("{path}.points_percent"));
    }
}

fn one_rule(checks: &mut Checks, path: &str, rule: &IncentiveRule) {
    checks.text(&rule.name, &format!("{path}.name"));
    checks.at_least(rule.points, i64::from(rule.per_yen.is_none()), &format!("{path}.points"));
    checks.ensure(rule.points <= 1_000_000, &format!("{path}.points"), Expected::AtMost(1_000_000));
    checks.within(rule.per_yen.unwrap_or(1), 1, MOST_YEN, &format!("{path}.per_yen"));
    checks.at_least(rule.cap_per_month.unwrap_or(1), 1, &format!("{path}.cap_per_month"));
    checks.within(rule.hold_days, 0, 366, &format!("{path}.hold_days"));
    settlements(checks, path, rule);
}

/// What settles a grant can happen, to the same thing, and does one thing to it.
fn settlements(checks: &mut Checks, path: &str, rule: &IncentiveRule) {
    let until = rule.provisional_until.iter().map(|kind| (format!("{path}.provisional_until"), *kind));
    let list = |name: &'static str, kinds: &[ActivityKind]| {
        let named = |(number, kind): (usize, &ActivityKind)| (format!("{path}.{name}[{number}]"), *kind);
        kinds.iter().enumerate().map(named).collect::<Vec<_>>()
    };
    let settled_by = until.chain(list("reversed_by", &rule.reversed_by)).chain(list("expires_on", &rule.expires_on));
    let mut seen = BTreeSet::new();
    for (path, kind) in settled_by {
        if kind == rule.on {
            checks.ensure(false, &path, Expected::AnotherActivity);
        } else {
            checks.ensure(kind.about().may_meet(rule.on.about()), &path, Expected::SameSubject);
        }
        checks.ensure(seen.insert(kind), &path, Expected::OneEffect);
    }
    checks.ensure(rule.is_provisional() || rule.expires_on.is_empty(), &format!("{path}.expires_on"), Expected::Waiting);
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
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

    // One row a mistake.
    #[allow(clippy::too_many_lines)]
    #[test]
    fn mistakes_are_found_where_they_are() {
        type Change = fn(&mut Value);
        let cases: [(Change, &str, Expected); 43] = [
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
