//! What can go wrong, as far as the person in front of the screen is concerned. Closed, and worded by the screens.

use serde::{Deserialize, Serialize};

use crate::{
    failure_wire::FailureWire,
    scripts::ScriptFault,
    time::{Day, Timestamp},
};

/// The answer of every capability.
pub type Answer<T> = Result<T, Failure>;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(from = "FailureWire", into = "FailureWire")]
pub enum Failure {
    #[error("the form has mistakes")]
    Invalid { errors: FieldErrors },
    #[error("not signed in")]
    SignedOut,
    #[error("not allowed")]
    Forbidden,
    #[error("not found")]
    NotFound,
    #[error("somebody was faster")]
    Conflict { conflict: Conflict },
    #[error("too many attempts")]
    TooMany { retry_after_seconds: u32 },
    #[error("unreadable request")]
    Malformed,
    #[error("request too large")]
    TooLarge { max_kilobytes: usize },
    #[error("unavailable, see {reference}")]
    Unavailable { reference: String },
    /// The browser could not reach the server.
    #[error("no connection")]
    Offline,
}

/// The state was not what the caller saw when deciding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// Another reviewer decided first.
    AlreadyDecided { by: String, at: Timestamp, status: String },
    /// The record is locked for this change in its present status.
    NotInThisStatus { status: String },
    /// Another editor saved first; theirs is kept, and so is what the caller typed. `newest` names what to write on
    /// top of once theirs has been seen: a revision, or a version.
    EditedMeanwhile { by: String, at: Timestamp, theirs: String, newest: Option<String> },
    /// The invitation or reset link was used or has expired.
    LinkSpent,
    /// Somebody decided first, and what is decided stays.
    Decided { by: String, at: Timestamp },
    /// The session had ended when it was sent. Whoever has signed in since looks at it and sends it again.
    SignedInSince,
}

impl Failure {
    pub fn invalid(field: &str, problem: Problem) -> Self {
        Self::Invalid { errors: FieldErrors::one(field, problem) }
    }

    /// HTTP status that carries this failure.
    pub const fn status(&self) -> u16 {
        match self {
            Self::Invalid { .. } => 422,
            Self::SignedOut => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Conflict { .. } => 409,
            Self::TooMany { .. } => 429,
            Self::Malformed => 400,
            Self::TooLarge { .. } => 413,
            Self::Unavailable { .. } | Self::Offline => 503,
        }
    }
}

/// What is wrong with which field, in the order of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldErrors(pub Vec<FieldError>);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    pub field: String,
    pub problem: Problem,
}

/// Why a field cannot be taken as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    Required,
    TooLong {
        max: u32,
    },
    TooShort {
        min: u32,
    },
    /// A character that is no letter, and that nobody types.
    ControlCharacter,
    NotANumber,
    OutOfRange {
        min: i64,
        max: i64,
    },
    NotADate,
    DateInPast,
    DateAhead,
    DateTooFar {
        years: u32,
    },
    NotAnEmail,
    NotACorporateNumber,
    /// Neither a website nor its name.
    NotADomain,
    NotOffered,
    /// A part of an address that may not be written so.
    NotASlug,
    AlreadyTaken,
    PasswordsDiffer,
    WrongPassword,
    WrongSignIn,
    AlreadyOurs,
    UnknownPlaceholder {
        line: u32,
        name: String,
    },
    /// Texts of this kind are not filled in.
    PlaceholderNotHere {
        line: u32,
        name: String,
    },
    /// The title of a page is its only heading of the first level.
    TopHeading {
        line: u32,
    },
    UnclosedPlaceholder {
        line: u32,
    },
    /// What a partner may rewrite of a template begins and ends with a mark.
    UnpairedMark {
        line: u32,
        /// The one that is there.
        mark: String,
    },
    /// There is other text in its line, or a space between its braces.
    MarkNotAlone {
        line: u32,
        mark: String,
    },
    /// The prices of a template stand where a partner rewrites it.
    BundleInEdit {
        line: u32,
    },
    /// The prices of a template already have their place.
    BundleAgain {
        line: u32,
    },
    /// What begins in this line needs `end` to end.
    OpenBlock {
        line: u32,
        end: String,
    },
    /// The address of a link, apart from the link.
    LinkAddress {
        line: u32,
    },
    /// Neither PNG nor JPEG in the colours of screens, or broken.
    NotAPicture,
    /// A file of more than so many kilobytes.
    LogoTooLarge {
        max_kilobytes: u32,
    },
    /// A picture of more pixels a side than so many.
    PictureTooLarge {
        max: u32,
    },
    /// What still stands open in a proposal that is marked as sent.
    GapsLeft {
        /// As [`crate::proposals::Unfinished`] packs it: every page has the code of this type, and one needs what is in it.
        left: String,
    },
    /// The branches of a talk script do not hold together.
    BrokenScript {
        line: u32,
        fault: ScriptFault,
        name: String,
    },
    /// No page of the portal is there.
    DeadLink {
        line: u32,
        name: String,
    },
    /// Browsers show only the portal's own pictures.
    PictureElsewhere {
        line: u32,
        name: String,
    },
    /// As many deals are open as may be.
    NoRoom {
        max: u32,
    },
    /// A day before the first that may be chosen.
    DateBefore {
        earliest: Day,
    },
    /// Somebody else published this version of the programme after the caller began to change it.
    PublishedMeanwhile {
        version: i64,
        by: String,
    },
    /// As many as may be given in a month.
    MonthlyQuota {
        max: u32,
    },
    /// A form came without the file it is for.
    FileMissing,
    FileEmpty,
    /// Files of this type are not taken.
    FileType,
    /// What is in it is not what its extension says.
    FileContent {
        extension: String,
    },
    FileTooLarge {
        megabytes: u32,
    },
    TooManyFiles {
        max: u32,
    },
    /// A company that may not be named here.
    NamesSomebody {
        name: String,
    },
    /// A mistake in a text: which line, what was expected there.
    Text {
        line: u32,
        expected: String,
    },
}

impl FieldErrors {
    pub fn one(field: &str, problem: Problem) -> Self {
        let mut errors = Self::default();
        errors.add(field, problem);
        errors
    }
    pub fn add(&mut self, field: &str, problem: Problem) {
        self.0.push(FieldError { field: field.into(), problem });
    }
    pub fn of(&self, field: &str) -> Option<&Problem> {
        self.0.iter().find(|e| e.field == field).map(|e| &e.problem)
    }
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// `Ok(value)` when nothing was wrong.
    ///
    /// # Errors
    /// [`Failure::Invalid`] with everything that was.
    pub fn or<T>(self, value: Option<T>) -> Answer<T> {
        match value {
            Some(value) if self.is_empty() => Ok(value),
            _ => Err(Failure::Invalid { errors: self }),
        }
    }
}

/// Reads the fields of a form one by one and gathers what is wrong with them.
#[derive(Default)]
pub struct Reading {
    pub errors: FieldErrors,
}

impl Reading {
    /// The trimmed text of a field that must not be empty, at most `max` characters.
    pub fn required(&mut self, field: &str, text: &str, max: u32) -> String {
        let text = text.trim();
        if text.is_empty() {
            self.errors.add(field, Problem::Required);
        }
        self.limited(field, text, max)
    }

    /// The trimmed text of a field that may be empty.
    pub fn optional(&mut self, field: &str, text: &str, max: u32) -> Option<String> {
        let text = text.trim();
        let text = self.limited(field, text, max);
        (!text.is_empty()).then_some(text)
    }

    /// The value of a closed set that `parse` knows.
    pub fn choice<T>(&mut self, field: &str, text: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let text = text.trim();
        let problem = if text.is_empty() { Problem::Required } else { Problem::NotOffered };
        self.or(field, parse(text), problem)
    }

    /// `value`, or `problem` noted for `field`.
    pub fn or<T>(&mut self, field: &str, value: Option<T>, problem: Problem) -> Option<T> {
        if value.is_none() {
            self.errors.add(field, problem);
        }
        value
    }

    /// An e-mail address in lower case. Only its shape is checked; the invitation proves that it works.
    pub fn email(&mut self, field: &str, text: &str) -> String {
        let email = self.required(field, text, 254).to_lowercase();
        let shaped = email.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.') && !host.contains('@')
        });
        if !email.is_empty() && (!shaped || email.contains(char::is_whitespace)) {
            self.errors.add(field, Problem::NotAnEmail);
        }
        email
    }

    /// Notes why a text cannot be kept as it is: it is too long, or it holds what not every database takes.
    pub fn keepable(&mut self, field: &str, text: &str, max: u32) {
        if text.chars().count() > max as usize {
            self.errors.add(field, Problem::TooLong { max });
        } else if text.contains(is_untyped) {
            self.errors.add(field, Problem::ControlCharacter);
        }
    }

    fn limited(&mut self, field: &str, text: &str, max: u32) -> String {
        self.keepable(field, text, max);
        text.to_owned()
    }
}

/// A control character other than those that part lines and columns.
pub fn is_untyped(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_types_is_told_beside_its_field() {
        for (text, refused) in [
            ("北\u{0}浜", true),
            ("北\u{1b}浜", true),
            ("北\u{7f}浜", true),
            ("北\u{85}浜", true),
            ("一行目\r\n二行目\tと\n三行目", false),
            ("👨\u{200d}👩\u{200d}👧", false),
        ] {
            let mut reading = Reading::default();
            reading.required("name", text, 40);
            reading.optional("note", text, 40);
            let problem = Problem::ControlCharacter;
            let expected = refused.then_some(&problem);
            assert_eq!((reading.errors.of("name"), reading.errors.of("note")), (expected, expected), "{text:?}");
        }
        let mut reading = Reading::default();
        reading.email("email", "a\u{0}@b.example");
        assert_eq!(reading.errors.of("email"), Some(&Problem::ControlCharacter));
    }
}
