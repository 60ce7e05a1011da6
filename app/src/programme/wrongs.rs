//! What is wrong with a programme's text, for the person who writes it.

use jiso::{
    lang::Lang,
    programme::{Expected, TomlFault, Wrong},
};

use crate::{
    format::{day, number},
    text::programme as t,
};

pub fn wrong_text(l: Lang, wrong: &Wrong) -> String {
    match wrong {
        Wrong::Toml(fault) => toml_text(l, *fault),
        Wrong::UnknownKey { key, known } => t::wrong_key(l, bare(l, key), words(l, known)),
        Wrong::MissingKey(key) => t::wrong_missing(l, bare(l, key)),
        Wrong::UnknownWord { word, known } => t::wrong_word(l, bare(l, word), words(l, known)),
        Wrong::Shape { what, expected } => t::wrong_shape(l, translated(l, what), translated(l, expected)),
        Wrong::Value { path, value: Some(value), expected } => t::wrong_value(l, path, value, expected_text(l, *expected)),
        Wrong::Value { path, value: None, expected } => t::wrong_at(l, path, expected_text(l, *expected)),
    }
}

/// What to write, where a line is no TOML.
fn toml_text(l: Lang, fault: TomlFault) -> String {
    match fault {
        TomlFault::OpenTable => return t::toml_open_table(l, '{', '}'),
        TomlFault::OpenText => t::toml_open_text(l),
        TomlFault::OpenList => t::toml_open_list(l),
        TomlFault::OpenHeading => t::toml_open_heading(l),
        TomlFault::NothingOpened => t::toml_nothing_opened(l),
        TomlFault::NoEquals => t::toml_no_equals(l),
        TomlFault::TwoEquals => t::toml_two_equals(l),
        TomlFault::NoValue => t::toml_no_value(l),
        TomlFault::NoComma => t::toml_no_comma(l),
        TomlFault::ExtraComma => t::toml_extra_comma(l),
        TomlFault::Stray => t::toml_stray(l),
        TomlFault::NoQuotes => t::toml_no_quotes(l),
        TomlFault::NoOpeningQuote => t::toml_no_opening_quote(l),
        TomlFault::Duplicate => t::toml_duplicate(l),
        TomlFault::NoKey => t::toml_no_key(l),
        TomlFault::BadKey => t::toml_bad_key(l),
        TomlFault::BadEscape => t::toml_bad_escape(l),
        TomlFault::BadNumber => t::toml_bad_number(l),
        TomlFault::BadDate => t::toml_bad_date(l),
        TomlFault::BadBoolean => t::toml_bad_boolean(l),
        TomlFault::ControlCharacter => t::toml_control_character(l),
        TomlFault::Other => t::toml_other(l),
    }
    .to_owned()
}

fn expected_text(l: Lang, expected: Expected) -> String {
    match expected {
        Expected::Key => t::expected_key(l).to_owned(),
        Expected::UniqueKey => t::expected_unique_key(l).to_owned(),
        Expected::Text => t::expected_text(l).to_owned(),
        Expected::Email => t::expected_email(l).to_owned(),
        Expected::Some => t::expected_some(l).to_owned(),
        Expected::AtLeast(least) => t::expected_at_least(l, number(least)),
        Expected::AtMost(most) => t::expected_at_most(l, number(most)),
        Expected::LaterThanStart => t::expected_later(l).to_owned(),
        Expected::NoCriteria => t::expected_no_criteria(l).to_owned(),
        Expected::NoLessThanBelow => t::expected_no_less(l).to_owned(),
        Expected::AnotherActivity => t::expected_another(l).to_owned(),
        Expected::Descending => t::expected_descending(l).to_owned(),
        Expected::NoEnd => t::expected_no_end(l).to_owned(),
        Expected::OneOfTwo => t::expected_one_of_two(l).to_owned(),
        Expected::NotHere => t::expected_not_here(l).to_owned(),
        Expected::Total(total) => t::expected_total(l, total),
        Expected::EveryAxis => t::expected_every_axis(l).to_owned(),
        Expected::PaidAxis => t::expected_paid_axis(l).to_owned(),
        Expected::KnownMeasure => t::expected_known_measure(l).to_owned(),
        Expected::KnownProduct => t::expected_known_product(l).to_owned(),
        Expected::KnownTier => t::expected_known_tier(l).to_owned(),
        Expected::NoFurtherPerson => t::expected_no_further(l).to_owned(),
        Expected::OthersThan { other } => t::expected_others(l, other + 1),
        Expected::AnotherPerson => t::expected_another_person(l).to_owned(),
        Expected::NoOverlap { other } => t::expected_no_overlap(l, other + 1),
        Expected::SameSubject => t::expected_same_subject(l).to_owned(),
        Expected::OneEffect => t::expected_one_effect(l).to_owned(),
        Expected::Waiting => t::expected_waiting(l).to_owned(),
        Expected::NotBefore(earliest) => t::expected_not_before(l, day(l, earliest)),
        Expected::MoreThan(version) => t::expected_more_than(l, version),
    }
}

/// The parser says words in marks of code.
fn bare(l: Lang, word: &str) -> String {
    t::quoted(l, word.trim_matches('`'))
}

/// "one of `a`, `b`" as a list.
fn words(l: Lang, known: &str) -> String {
    let all: Vec<String> = known.split('`').skip(1).step_by(2).map(|word| t::quoted(l, word)).collect();
    if all.is_empty() { known.to_owned() } else { all.join(t::list(l)) }
}

/// The parser speaks English. What it says of shapes is always the same few phrases; the rest stays as it is.
fn translated(l: Lang, said: &str) -> String {
    PHRASES.iter().fold(said.to_owned(), |text, (theirs, ours)| text.replace(theirs, ours(l)))
}

/// What the parser says, and ours.
type Phrase = (&'static str, fn(Lang) -> &'static str);

/// Longer ones first, so that none is cut by a part of it.
const PHRASES: [Phrase; 21] = [
    ("a whole number from 0 to 255", t::phrase_u8),
    ("a whole number from 0 to 65535", t::phrase_u16),
    ("a whole number from 0 to 4294967295", t::phrase_u32),
    ("a whole number", t::phrase_whole),
    ("a day of the year as MM-DD", t::phrase_month_day),
    ("a time of day as HH:MM", t::phrase_time),
    ("a day as YYYY-MM-DD", t::phrase_day),
    ("a string", t::phrase_string),
    ("a boolean", t::phrase_boolean),
    ("a list", t::phrase_list),
    ("a map", t::phrase_map),
    ("this cannot be read", t::phrase_unreadable),
    ("another value", t::phrase_other),
    ("invalid type: ", t::phrase_type),
    ("invalid value: ", t::phrase_value),
    ("integer ", t::phrase_of_integer),
    ("floating point ", t::phrase_of_float),
    ("boolean ", t::phrase_of_boolean),
    ("string ", t::phrase_of_string),
    ("sequence", t::phrase_of_sequence),
    ("invalid ", t::phrase_invalid),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_are_told_in_both_languages() {
        let value =
            |expected, value: &str| Wrong::Value { path: "promises.stale_days".into(), value: Some(value.into()), expected };
        let unknown = Wrong::UnknownKey { key: "`contakt_days`".into(), known: "one of `contact_days`, `stale_days`".into() };
        let shape = Wrong::Shape { what: "invalid type: string \"x\"".into(), expected: "a whole number from 0 to 65535".into() };
        for (wrong, ja, en) in [
            (
                value(Expected::AtLeast(1), "0"),
                "promises.stale_days が 0 になっています。1以上にしてください。",
                "promises.stale_days is 0; expected at least 1.",
            ),
            (
                unknown,
                "項目「contakt_days」はありません。使えるのは、「contact_days」、「stale_days」です。",
                "There is no key “contakt_days”; expected “contact_days”, “stale_days”.",
            ),
            (
                Wrong::MissingKey("`axis`".into()),
                "項目「axis」がありません。ここに書いてください。",
                "The key “axis” is missing here.",
            ),
            (
                shape,
                "型が違います：文字列 \"x\"。0〜65535の整数を書いてください。",
                "invalid type: string \"x\"; expected a whole number from 0 to 65535.",
            ),
        ] {
            assert_eq!((wrong_text(Lang::Ja, &wrong).as_str(), wrong_text(Lang::En, &wrong).as_str()), (ja, en));
        }
    }
}
