//! How the programme's file writes days, times of day and names. The same form travels to the browser, so that there is one.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, Visitor, value::MapAccessDeserializer},
};

use crate::lang::Bilingual;

/// A name in both languages. Programmes taken before there were two write one text, which is then the name in either.
pub fn name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Bilingual, D::Error> {
    struct Name;

    impl<'de> Visitor<'de> for Name {
        type Value = Bilingual;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("a name in both languages")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<Bilingual, E> {
            Ok(Bilingual { ja: text.to_owned(), en: text.to_owned() })
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Bilingual, A::Error> {
            Bilingual::deserialize(MapAccessDeserializer::new(map))
        }
    }

    // What travels to the browser does not say of itself what it is.
    if deserializer.is_human_readable() { deserializer.deserialize_any(Name) } else { Bilingual::deserialize(deserializer) }
}

/// A day as `"2026-11-23"`.
pub mod day {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::time::Day;

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature serde asks for")]
    pub fn serialize<S: Serializer>(day: &Day, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(day)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// A day that may be left out.
pub mod optional_day {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::time::Day;

    #[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "the signature serde asks for")]
    pub fn serialize<S: Serializer>(day: &Option<Day>, serializer: S) -> Result<S::Ok, S::Error> {
        match day {
            Some(day) => serializer.collect_str(day),
            None => serializer.serialize_none(),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Day>, D::Error> {
        Option::<String>::deserialize(deserializer)?.map(|text| text.parse().map_err(D::Error::custom)).transpose()
    }
}

/// Minutes since midnight as `"09:00"`.
pub mod minute {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature serde asks for")]
    pub fn serialize<S: Serializer>(minute: &u16, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:02}:{:02}", minute / 60, minute % 60))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u16, D::Error> {
        let text = String::deserialize(deserializer)?;
        parse(&text).ok_or_else(|| D::Error::custom("expected a time of day as HH:MM"))
    }

    fn parse(text: &str) -> Option<u16> {
        let (hours, minutes) = text.split_once(':')?;
        let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
        (hours <= 24 && minutes < 60).then_some(hours * 60 + minutes).filter(|total| *total <= 24 * 60)
    }
}
