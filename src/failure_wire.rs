//! How a failure travels: flat tuples. Reading the enums themselves would take the browser 50 kB of code with every first load.

use crate::{
    failure::{Conflict, Failure, FieldError, FieldErrors, Problem},
    scripts::ScriptFault,
    time::{Day, Timestamp},
};

/// Word, first number, second number, text.
pub type ProblemWire = (String, i64, i64, String);
/// Word, moment in microseconds, who, a status or text, and a revision or version.
pub type ConflictWire = (String, i64, String, String, String);
/// Word, number, reference, a conflict, fields with their problems.
pub type FailureWire = (String, i64, String, Option<ConflictWire>, Vec<(String, ProblemWire)>);

impl From<Problem> for ProblemWire {
    fn from(problem: Problem) -> Self {
        use Problem as P;
        let (word, a, b, text) = match problem {
            P::Required => ("required", 0, 0, String::new()),
            P::TooLong { max } => ("too_long", max.into(), 0, String::new()),
            P::ControlCharacter => ("control_character", 0, 0, String::new()),
            P::TooShort { min } => ("too_short", min.into(), 0, String::new()),
            P::NotANumber => ("not_a_number", 0, 0, String::new()),
            P::OutOfRange { min, max } => ("out_of_range", min, max, String::new()),
            P::NotADate => ("not_a_date", 0, 0, String::new()),
            P::DateInPast => ("date_in_past", 0, 0, String::new()),
            P::DateAhead => ("date_ahead", 0, 0, String::new()),
            P::DateTooFar { years } => ("date_too_far", years.into(), 0, String::new()),
            P::NotAnEmail => ("not_an_email", 0, 0, String::new()),
            P::NotACorporateNumber => ("not_a_corporate_number", 0, 0, String::new()),
            P::NotADomain => ("not_a_domain", 0, 0, String::new()),
            P::NotOffered => ("not_offered", 0, 0, String::new()),
            P::NotASlug => ("not_a_slug", 0, 0, String::new()),
            P::AlreadyTaken => ("already_taken", 0, 0, String::new()),
            P::PasswordsDiffer => ("passwords_differ", 0, 0, String::new()),
            P::WrongPassword => ("wrong_password", 0, 0, String::new()),
            P::WrongSignIn => ("wrong_sign_in", 0, 0, String::new()),
            P::AlreadyOurs => ("already_ours", 0, 0, String::new()),
            P::UnknownPlaceholder { name, line } => ("unknown_placeholder", line.into(), 0, name),
            P::PlaceholderNotHere { name, line } => ("placeholder_not_here", line.into(), 0, name),
            P::TopHeading { line } => ("top_heading", line.into(), 0, String::new()),
            P::UnclosedPlaceholder { line } => ("unclosed_placeholder", line.into(), 0, String::new()),
            P::UnpairedMark { line, mark } => ("unpaired_mark", line.into(), 0, mark),
            P::MarkNotAlone { line, mark } => ("mark_not_alone", line.into(), 0, mark),
            P::BundleInEdit { line } => ("bundle_in_edit", line.into(), 0, String::new()),
            P::BundleAgain { line } => ("bundle_again", line.into(), 0, String::new()),
            P::OpenBlock { line, end } => ("open_block", line.into(), 0, end),
            P::LinkAddress { line } => ("link_address", line.into(), 0, String::new()),
            P::NotAPicture => ("not_a_picture", 0, 0, String::new()),
            P::LogoTooLarge { max_kilobytes } => ("logo_too_large", max_kilobytes.into(), 0, String::new()),
            P::PictureTooLarge { max } => ("picture_too_large", max.into(), 0, String::new()),
            P::GapsLeft { left } => ("gaps_left", 0, 0, left),
            P::BrokenScript { line, fault, name } => (fault.as_str(), line.into(), 0, name),
            P::DeadLink { line, name } => ("dead_link", line.into(), 0, name),
            P::PictureElsewhere { line, name } => ("picture_elsewhere", line.into(), 0, name),
            P::NoRoom { max } => ("no_room", max.into(), 0, String::new()),
            P::DateBefore { earliest } => ("date_before", earliest.0.into(), 0, String::new()),
            P::PublishedMeanwhile { version, by } => ("published_meanwhile", version, 0, by),
            P::MonthlyQuota { max } => ("monthly_quota", max.into(), 0, String::new()),
            P::FileMissing => ("file_missing", 0, 0, String::new()),
            P::FileEmpty => ("file_empty", 0, 0, String::new()),
            P::FileType => ("file_type", 0, 0, String::new()),
            P::FileContent { extension } => ("file_content", 0, 0, extension),
            P::FileTooLarge { megabytes } => ("file_too_large", megabytes.into(), 0, String::new()),
            P::TooManyFiles { max } => ("too_many_files", max.into(), 0, String::new()),
            P::NamesSomebody { name } => ("names_somebody", 0, 0, name),
            P::Text { line, expected } => ("text", line.into(), 0, expected),
        };
        (word.to_owned(), a, b, text)
    }
}

impl From<ProblemWire> for Problem {
    fn from((word, a, b, text): ProblemWire) -> Self {
        let small = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
        match word.as_str() {
            "required" => Self::Required,
            "too_long" => Self::TooLong { max: small(a) },
            "too_short" => Self::TooShort { min: small(a) },
            "control_character" => Self::ControlCharacter,
            "not_a_number" => Self::NotANumber,
            "out_of_range" => Self::OutOfRange { min: a, max: b },
            "not_a_date" => Self::NotADate,
            "date_in_past" => Self::DateInPast,
            "date_ahead" => Self::DateAhead,
            "date_too_far" => Self::DateTooFar { years: small(a) },
            "not_an_email" => Self::NotAnEmail,
            "not_a_corporate_number" => Self::NotACorporateNumber,
            "not_a_domain" => Self::NotADomain,
            "not_a_slug" => Self::NotASlug,
            "already_taken" => Self::AlreadyTaken,
            "passwords_differ" => Self::PasswordsDiffer,
            "wrong_password" => Self::WrongPassword,
            "wrong_sign_in" => Self::WrongSignIn,
            "already_ours" => Self::AlreadyOurs,
            "unknown_placeholder" => Self::UnknownPlaceholder { name: text, line: small(a) },
            "placeholder_not_here" => Self::PlaceholderNotHere { name: text, line: small(a) },
            "top_heading" => Self::TopHeading { line: small(a) },
            "unclosed_placeholder" => Self::UnclosedPlaceholder { line: small(a) },
            "unpaired_mark" => Self::UnpairedMark { line: small(a), mark: text },
            "mark_not_alone" => Self::MarkNotAlone { line: small(a), mark: text },
            "bundle_in_edit" => Self::BundleInEdit { line: small(a) },
            "bundle_again" => Self::BundleAgain { line: small(a) },
            "open_block" => Self::OpenBlock { line: small(a), end: text },
            "link_address" => Self::LinkAddress { line: small(a) },
            "not_a_picture" => Self::NotAPicture,
            "logo_too_large" => Self::LogoTooLarge { max_kilobytes: small(a) },
            "picture_too_large" => Self::PictureTooLarge { max: small(a) },
            "gaps_left" => Self::GapsLeft { left: text },
            "dead_link" => Self::DeadLink { line: small(a), name: text },
            "picture_elsewhere" => Self::PictureElsewhere { line: small(a), name: text },
            "no_room" => Self::NoRoom { max: small(a) },
            "date_before" => Self::DateBefore { earliest: Day(i32::try_from(a).unwrap_or_default()) },
            "published_meanwhile" => Self::PublishedMeanwhile { version: a, by: text },
            "monthly_quota" => Self::MonthlyQuota { max: small(a) },
            "file_missing" => Self::FileMissing,
            "file_empty" => Self::FileEmpty,
            "file_type" => Self::FileType,
            "file_content" => Self::FileContent { extension: text },
            "file_too_large" => Self::FileTooLarge { megabytes: small(a) },
            "too_many_files" => Self::TooManyFiles { max: small(a) },
            "names_somebody" => Self::NamesSomebody { name: text },
            "text" => Self::Text { line: small(a), expected: text },
            word => match ScriptFault::parse(word) {
                Some(fault) => Self::BrokenScript { line: small(a), fault, name: text },
                None => Self::NotOffered,
            },
        }
    }
}

impl From<Conflict> for ConflictWire {
    fn from(conflict: Conflict) -> Self {
        let mut top = String::new();
        let (word, at, who, text) = match conflict {
            Conflict::AlreadyDecided { by, at, status } => ("already_decided", at, by, status),
            Conflict::NotInThisStatus { status } => ("not_in_this_status", Timestamp::EPOCH, String::new(), status),
            Conflict::EditedMeanwhile { by, at, theirs, newest } => {
                top = newest.unwrap_or_default();
                ("edited_meanwhile", at, by, theirs)
            }
            Conflict::Decided { by, at } => ("decided", at, by, String::new()),
            Conflict::LinkSpent => ("link_spent", Timestamp::EPOCH, String::new(), String::new()),
            Conflict::SignedInSince => ("signed_in_since", Timestamp::EPOCH, String::new(), String::new()),
        };
        (word.to_owned(), at.micros(), who, text, top)
    }
}

impl From<ConflictWire> for Conflict {
    fn from((word, at, by, text, newest): ConflictWire) -> Self {
        let (at, newest) = (Timestamp::from_micros(at), Some(newest).filter(|newest| !newest.is_empty()));
        match word.as_str() {
            "already_decided" => Self::AlreadyDecided { by, at, status: text },
            "not_in_this_status" => Self::NotInThisStatus { status: text },
            "edited_meanwhile" => Self::EditedMeanwhile { by, at, theirs: text, newest },
            "decided" => Self::Decided { by, at },
            "signed_in_since" => Self::SignedInSince,
            _ => Self::LinkSpent,
        }
    }
}

impl From<Failure> for FailureWire {
    fn from(failure: Failure) -> Self {
        let plain = |word: &str, n: i64| (word.to_owned(), n, String::new(), None, Vec::new());
        match failure {
            Failure::Invalid { errors } => {
                let fields = errors.0.into_iter().map(|error| (error.field, error.problem.into())).collect();
                ("invalid".to_owned(), 0, String::new(), None, fields)
            }
            Failure::SignedOut => plain("signed_out", 0),
            Failure::Forbidden => plain("forbidden", 0),
            Failure::NotFound => plain("not_found", 0),
            Failure::Conflict { conflict } => ("conflict".to_owned(), 0, String::new(), Some(conflict.into()), Vec::new()),
            Failure::TooMany { retry_after_seconds } => plain("too_many", retry_after_seconds.into()),
            Failure::Malformed => plain("malformed", 0),
            Failure::TooLarge { max_kilobytes } => plain("too_large", i64::try_from(max_kilobytes).unwrap_or(i64::MAX)),
            Failure::Unavailable { reference } => ("unavailable".to_owned(), 0, reference, None, Vec::new()),
            Failure::Offline => plain("offline", 0),
        }
    }
}

impl From<FailureWire> for Failure {
    fn from((word, n, reference, conflict, fields): FailureWire) -> Self {
        match word.as_str() {
            "invalid" => {
                let error = |(field, problem): (String, ProblemWire)| FieldError { field, problem: problem.into() };
                Self::Invalid { errors: FieldErrors(fields.into_iter().map(error).collect()) }
            }
            "signed_out" => Self::SignedOut,
            "forbidden" => Self::Forbidden,
            "not_found" => Self::NotFound,
            "conflict" => Self::Conflict { conflict: conflict.map_or(Conflict::LinkSpent, Conflict::from) },
            "too_many" => Self::TooMany { retry_after_seconds: u32::try_from(n).unwrap_or(u32::MAX) },
            "malformed" => Self::Malformed,
            "too_large" => Self::TooLarge { max_kilobytes: usize::try_from(n).unwrap_or(usize::MAX) },
            "offline" => Self::Offline,
            _ => Self::Unavailable { reference },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_failure_arrives_as_it_left() {
        use Problem as P;
        let problems = [
            P::Required,
            P::TooLong { max: 7 },
            P::TooShort { min: 7 },
            P::ControlCharacter,
            P::NotANumber,
            P::OutOfRange { min: -1, max: 9 },
            P::NotADate,
            P::DateInPast,
            P::DateTooFar { years: 3 },
            P::NotAnEmail,
            P::NotACorporateNumber,
            P::NotADomain,
            P::NotOffered,
            P::NotASlug,
            P::AlreadyTaken,
            P::PasswordsDiffer,
            P::WrongPassword,
            P::WrongSignIn,
            P::AlreadyOurs,
            P::UnknownPlaceholder { name: "顧客".into(), line: 2 },
            P::PlaceholderNotHere { name: "customer".into(), line: 2 },
            P::TopHeading { line: 2 },
            P::UnclosedPlaceholder { line: 2 },
            P::UnpairedMark { line: 2, mark: "{{end}}".into() },
            P::MarkNotAlone { line: 2, mark: "{{edit}}".into() },
            P::BundleInEdit { line: 2 },
            P::BundleAgain { line: 2 },
            P::OpenBlock { line: 2, end: "-->".into() },
            P::LinkAddress { line: 2 },
            P::NotAPicture,
            P::LogoTooLarge { max_kilobytes: 200 },
            P::PictureTooLarge { max: 3_000 },
            P::GapsLeft { left: "𠮷\n2\t費用\t【お見積額】".into() },
            P::BrokenScript { line: 2, fault: ScriptFault::EndWithoutClosing, name: "bye".into() },
            P::DeadLink { line: 2, name: "/kits/x".into() },
            P::PictureElsewhere { line: 2, name: "https://a.example/x.png".into() },
            P::NoRoom { max: 25 },
            P::DateBefore { earliest: Day(20_000) },
            P::PublishedMeanwhile { version: 4, by: "渡辺 統".into() },
            P::MonthlyQuota { max: 10 },
            P::FileMissing,
            P::FileEmpty,
            P::FileType,
            P::FileContent { extension: "pdf".into() },
            P::FileTooLarge { megabytes: 10 },
            P::TooManyFiles { max: 20 },
            P::NamesSomebody { name: "x".into() },
            P::Text { line: 3, expected: "x".into() },
        ];
        let errors = FieldErrors(problems.map(|problem| FieldError { field: "f".into(), problem }).to_vec());
        let at = Timestamp::from_micros(5);
        let conflicts = [
            Conflict::AlreadyDecided { by: "a".into(), at, status: "won".into() },
            Conflict::NotInThisStatus { status: "won".into() },
            Conflict::EditedMeanwhile { by: "a".into(), at, theirs: "t".into(), newest: None },
            Conflict::EditedMeanwhile { by: "a".into(), at, theirs: "t".into(), newest: Some("12".into()) },
            Conflict::Decided { by: "a".into(), at },
            Conflict::LinkSpent,
            Conflict::SignedInSince,
        ];
        let mut failures = vec![
            Failure::Invalid { errors },
            Failure::SignedOut,
            Failure::Forbidden,
            Failure::NotFound,
            Failure::TooMany { retry_after_seconds: 9 },
            Failure::Malformed,
            Failure::TooLarge { max_kilobytes: 512 },
            Failure::Unavailable { reference: "S1".into() },
            Failure::Offline,
        ];
        failures.extend(conflicts.map(|conflict| Failure::Conflict { conflict }));
        for failure in failures {
            let wire = serde_json::to_string(&failure).unwrap();
            assert_eq!(serde_json::from_str::<Failure>(&wire).unwrap(), failure, "{wire}");
        }
    }
}
