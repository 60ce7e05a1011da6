use std::fmt;

use crate::time::Day;

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
    /// The key of one of the programme's products.
    KnownProduct,
    /// The key of one of its tiers.
    KnownTier,
    /// One step: nobody looks at what is approved at once.
    NoFurtherPerson,
    /// Other registrations than an earlier rule is about.
    OthersThan {
        other: usize,
    },
    /// Not the same person again.
    AnotherPerson,
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
            Self::KnownProduct => f.write_str("the key of one of the products"),
            Self::KnownTier => f.write_str("the key of one of the tiers"),
            Self::NoFurtherPerson => f.write_str("no further step, because nobody looks at what is approved at once"),
            Self::OthersThan { other } => write!(f, "other registrations than approvals[{other}] is about"),
            Self::AnotherPerson => f.write_str("another person"),
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
