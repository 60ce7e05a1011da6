use jiso::{failure::Problem, lang::Lang, publishing::PlaceholderName, scripts::ScriptFault};

use crate::{
    format::{day, number},
    text::problem as t,
};

/// The same where one chooses and does not type.
pub fn choice_problem_text(l: Lang, problem: &Problem) -> String {
    if *problem == Problem::Required { t::choose(l).into() } else { problem_text(l, problem) }
}

/// What is wrong and what would be right, in one sentence.
pub fn problem_text(l: Lang, problem: &Problem) -> String {
    match problem {
        Problem::Required => t::required(l).into(),
        Problem::TooLong { max } => t::too_long(l, number(i64::from(*max))),
        Problem::TooShort { min } => t::too_short(l, number(i64::from(*min))),
        Problem::ControlCharacter => t::control_character(l).into(),
        Problem::NotANumber => t::not_a_number(l).into(),
        Problem::OutOfRange { min, max } => t::out_of_range(l, number(*min), number(*max)),
        Problem::NotADate => t::not_a_date(l).into(),
        Problem::DateInPast => t::date_in_past(l).into(),
        Problem::DateAhead => t::date_ahead(l).into(),
        Problem::DateTooFar { years } => t::date_too_far(l, i64::from(*years)),
        Problem::NotAnEmail => t::not_an_email(l).into(),
        Problem::NotACorporateNumber => t::not_a_corporate_number(l).into(),
        Problem::NotADomain => t::not_a_domain(l).into(),
        Problem::NotOffered => t::not_offered(l).into(),
        Problem::NotASlug => t::not_a_slug(l).into(),
        Problem::AlreadyTaken => t::already_taken(l).into(),
        Problem::PasswordsDiffer => t::passwords_differ(l).into(),
        Problem::WrongPassword => t::wrong_password(l).into(),
        Problem::WrongSignIn => t::wrong_sign_in(l).into(),
        Problem::AlreadyOurs => t::already_ours(l).into(),
        Problem::UnknownPlaceholder { line, name } => t::unknown_placeholder(l, line, braces(name), known_placeholders(l)),
        Problem::PlaceholderNotHere { line, name } => t::no_placeholders(l, line, braces(name)),
        Problem::TopHeading { line } => t::top_heading(l, line),
        Problem::UnclosedPlaceholder { line } => t::unclosed_placeholder(l, line, "{{", "}}"),
        Problem::UnpairedMark { line, mark } => {
            t::unpaired_mark(l, line, mark, if mark == "{{end}}" { "{{edit}}" } else { "{{end}}" })
        }
        Problem::MarkNotAlone { line, mark } => t::mark_not_alone(l, line, mark),
        Problem::BundleInEdit { line } => t::bundle_in_edit(l, line, "{{bundle}}", "{{edit}}", "{{end}}"),
        Problem::BundleAgain { line } => t::bundle_again(l, line, "{{bundle}}"),
        Problem::OpenBlock { line, end } => t::open_block(l, line, end),
        Problem::LinkAddress { line } => t::link_address(l, line),
        Problem::NotAPicture => t::not_a_picture(l).into(),
        Problem::LogoTooLarge { max_kilobytes } => t::logo_too_large(l, max_kilobytes),
        Problem::PictureTooLarge { max } => t::picture_too_large(l, number(i64::from(*max))),
        Problem::GapsLeft { .. } => t::left_meant(l).to_owned(),
        Problem::BrokenScript { line, fault, name } => script_fault(l, *fault, *line, name),
        Problem::DeadLink { line, name } => t::dead_link(l, line, name),
        Problem::PictureElsewhere { line, name } => t::picture_elsewhere(l, line, name),
        Problem::NoRoom { max } => t::no_room(l, number(i64::from(*max))),
        Problem::DateBefore { earliest } => t::date_before(l, day(l, *earliest)),
        Problem::PublishedMeanwhile { version, by } => t::published_meanwhile(l, by, version),
        Problem::MonthlyQuota { max } => t::monthly_quota(l, number(i64::from(*max))),
        Problem::FileMissing => t::file_missing(l).into(),
        Problem::FileEmpty => t::file_empty(l).into(),
        Problem::FileType => t::file_type(l).into(),
        Problem::FileContent { extension } => t::file_content(l, extension),
        Problem::FileTooLarge { megabytes } => t::file_too_large(l, i64::from(*megabytes)),
        Problem::TooManyFiles { max } => t::too_many_files(l, i64::from(*max)),
        Problem::NamesSomebody { name } => t::names_somebody(l, name),
        Problem::Text { line, expected } => t::text(l, line, expected),
    }
}

fn braces(name: &str) -> String {
    format!("{{{{{name}}}}}")
}

fn known_placeholders(l: Lang) -> String {
    PlaceholderName::ALL.iter().map(|name| braces(name.as_str())).collect::<Vec<_>>().join(t::list(l))
}

fn script_fault(l: Lang, fault: ScriptFault, line: u32, name: &str) -> String {
    match fault {
        ScriptFault::UnknownStep => t::script_unknown_step(l, line, name),
        ScriptFault::NeverReached => t::script_never_reached(l, line, name),
        ScriptFault::EndWithoutClosing => t::script_end_without_closing(l, line, name),
        ScriptFault::GoesOn => t::script_goes_on(l, line, name),
        ScriptFault::StepTwice => t::script_step_twice(l, line, name),
        ScriptFault::SameStep => t::script_same_step(l, line, name),
        ScriptFault::UnknownMark => t::script_unknown_mark(l, line, name),
    }
}
