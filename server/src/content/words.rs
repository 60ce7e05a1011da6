//! What is wrong with a file and what was expected, in words.

use std::fmt;

use jiso::{
    failure::Problem,
    lang::Lang,
    programme::Wrong,
    publishing::{BodyMistake, KeyExpected, NotAPath, PlaceholderName},
};
use jiso_app::{
    forms::problem_text,
    programme::wrong_text,
    text::{content as t, problem, programme::list, publishing},
};

use super::{folder::MEDIA, mistake::What};
use crate::search::synonyms::worded;

impl What {
    /// In one or two sentences.
    pub fn text(&self, l: Lang) -> String {
        match self {
            Self::NotThere => t::not_there(l).to_owned(),
            Self::NotAllowed => t::not_allowed(l).to_owned(),
            Self::NotUtf8 => t::not_utf8(l).to_owned(),
            Self::Unreadable(why) => t::unreadable(l, why),
            Self::Path(not) => path(l, *not).to_owned(),
            Self::NoFenceBefore => t::no_fence_before(l).to_owned(),
            Self::NoFenceAfter => t::no_fence_after(l).to_owned(),
            Self::Toml(wrong @ Wrong::Toml(_)) => wrong_text(l, wrong),
            Self::Toml(wrong) => told(l, wrong, || wrong_text(l, wrong)),
            Self::Front(mistake) => t::front(l, &mistake.key, key(l, &mistake.expected())),
            Self::ForeignKey { key, kind } => t::foreign_key(l, key, publishing::kind(l, kind.as_str())),
            Self::NoBody => t::no_body(l).to_owned(),
            Self::Body(mistake) => body(l, mistake),
            Self::Synonyms(wrong) => worded(l, wrong),
            Self::SlugTaken { file } => t::slug_taken(l, file),
            Self::SlugInPortal { slug } => t::slug_in_portal(l, slug),
            Self::NoModule { module } => t::no_module(l, module),
            Self::NoKit { slug } => t::no_kit(l, slug),
            Self::DeadLink { address } => t::dead_link(l, address),
            Self::PictureElsewhere { address } => t::picture_elsewhere(l, address),
            Self::NoMedia { name } => t::no_media(l, MEDIA, name),
            Self::Raced => t::raced(l).to_owned(),
        }
    }
}

fn path(l: Lang, not: NotAPath) -> &'static str {
    match not {
        NotAPath::Language => t::path_language(l),
        NotAPath::Slug => t::path_slug(l),
        NotAPath::Position => t::path_position(l),
        NotAPath::Folder => t::path_folder(l),
    }
}

fn key(l: Lang, expected: &KeyExpected) -> String {
    match expected {
        KeyExpected::Text => t::key_text(l).to_owned(),
        KeyExpected::Short(max) => t::key_short(l, max),
        KeyExpected::Clean => t::key_clean(l).to_owned(),
        KeyExpected::Between { min, max } => t::key_between(l, min, max),
        KeyExpected::Day => t::key_day(l).to_owned(),
        KeyExpected::Unique => t::key_unique(l).to_owned(),
        KeyExpected::OneOf(known) => t::key_one_of(l, known.join(list(l))),
        KeyExpected::OptionNumbers => t::key_option_numbers(l).to_owned(),
        KeyExpected::Slug => t::key_slug(l).to_owned(),
        KeyExpected::Link => t::key_link(l).to_owned(),
        KeyExpected::MediaFile => t::key_media_file(l).to_owned(),
        KeyExpected::Other => t::key_other(l).to_owned(),
    }
}

fn body(l: Lang, mistake: &BodyMistake) -> String {
    match mistake {
        // The editor lists the placeholders beside the text; here they are in the message.
        BodyMistake::UnknownPlaceholder { name, .. } => {
            let known: Vec<String> = PlaceholderName::ALL.iter().map(|known| braces(known.as_str())).collect();
            t::unknown_placeholder(l, braces(name), known.join(list(l)))
        }
        BodyMistake::PlaceholderNotHere { name, .. } => t::no_placeholders(l, braces(name)),
        BodyMistake::TopHeading { .. }
        | BodyMistake::Unclosed { .. }
        | BodyMistake::Mark { .. }
        | BodyMistake::MarkNotAlone { .. }
        | BodyMistake::BundleInEdit { .. }
        | BodyMistake::BundleAgain { .. }
        | BodyMistake::Reach(_)
        | BodyMistake::Script(_) => told(l, mistake, || without_line(l, mistake.line(), &mistake.clone().problem())),
    }
}

fn braces(name: &str) -> String {
    format!("{{{{{name}}}}}")
}

/// The rules have their own English, in the notation of files; in Japanese it is said as the console says it.
fn told(l: Lang, rule: &impl fmt::Display, console: impl FnOnce() -> String) -> String {
    match l {
        Lang::En => rule.to_string(),
        Lang::Ja => console(),
    }
}

/// The console names the line in its words; here it stands before them.
fn without_line(l: Lang, line: u32, problem: &Problem) -> String {
    let told = problem_text(l, problem);
    told.strip_prefix(&problem::text(l, line, "")).unwrap_or(&told).to_owned()
}

#[cfg(test)]
mod tests {
    use jiso::{
        programme::{Expected, TomlFault},
        publishing::{DocumentKind, FrontMatterMistake, Reach},
        scripts::{ScriptFault, ScriptMistake},
        search,
    };

    use super::*;

    fn front(key: &str, problem: Problem) -> What {
        What::Front(FrontMatterMistake { key: key.into(), problem })
    }

    fn script(fault: ScriptFault) -> What {
        What::Body(BodyMistake::Script(ScriptMistake { line: 3, fault, name: "b".into() }))
    }

    fn fronts() -> [What; 13] {
        [
            front("title", Problem::Required),
            front("title", Problem::TooLong { max: 120 }),
            front("title", Problem::ControlCharacter),
            front("minutes", Problem::OutOfRange { min: 1, max: 240 }),
            front("date", Problem::NotADate),
            front("step.1.key", Problem::AlreadyTaken),
            front("topic", Problem::NotOffered),
            front("quiz.0.answer", Problem::NotOffered),
            front("kits", Problem::NotASlug),
            front("video.link", Problem::NotOffered),
            front("video.file", Problem::NotOffered),
            front("badge", Problem::NotOffered),
            What::ForeignKey { key: "date".into(), kind: DocumentKind::Faq },
        ]
    }

    fn bodies() -> [What; 11] {
        [
            What::NoBody,
            What::Body(BodyMistake::UnknownPlaceholder { line: 3, name: "custmer".into() }),
            What::Body(BodyMistake::PlaceholderNotHere { line: 3, name: "date".into() }),
            What::Body(BodyMistake::TopHeading { line: 3 }),
            What::Body(BodyMistake::Unclosed { line: 3 }),
            What::Body(BodyMistake::Mark { line: 3, mark: "{{end}}" }),
            What::Body(BodyMistake::MarkNotAlone { line: 3, mark: "{{edit}}" }),
            What::Body(BodyMistake::BundleInEdit { line: 3 }),
            What::Body(BodyMistake::BundleAgain { line: 3 }),
            What::Body(BodyMistake::Reach(Reach::Open { line: 3, end: "```".into() })),
            What::Body(BodyMistake::Reach(Reach::Address { line: 3 })),
        ]
    }

    fn names() -> [What; 18] {
        [
            What::NotThere,
            What::NotAllowed,
            What::NotUtf8,
            What::Unreadable("Input/output error (os error 5)".into()),
            What::Path(NotAPath::Language),
            What::Path(NotAPath::Slug),
            What::Path(NotAPath::Position),
            What::Path(NotAPath::Folder),
            What::NoFenceBefore,
            What::NoFenceAfter,
            What::SlugTaken { file: "faq/a.ja.md".into() },
            What::SlugInPortal { slug: "a".into() },
            What::NoModule { module: "demo".into() },
            What::NoKit { slug: "a".into() },
            What::DeadLink { address: "/kits/a".into() },
            What::PictureElsewhere { address: "https://a.example/a.png".into() },
            What::NoMedia { name: "a.webm".into() },
            What::Raced,
        ]
    }

    fn synonyms() -> [What; 7] {
        use search::Wrong as W;
        [
            W::Alone,
            W::TooManyWords,
            W::WordTooLong,
            W::OneSign { word: "a".into() },
            W::NoWord { word: "-".into() },
            W::Twice { word: "a".into(), line: 2 },
            W::TooManyGroups,
        ]
        .map(What::Synonyms)
    }

    fn programmes() -> [What; 6] {
        let known = "one of `title`, `summary`".to_owned();
        [
            Wrong::Toml(TomlFault::OpenTable),
            Wrong::UnknownKey { key: "`colour`".into(), known: known.clone() },
            Wrong::MissingKey("`title`".into()),
            Wrong::UnknownWord { word: "`red`".into(), known },
            Wrong::Shape { what: "invalid type: map".into(), expected: "a string".into() },
            Wrong::Value { path: "version".into(), value: Some("1".into()), expected: Expected::MoreThan(1) },
        ]
        .map(What::Toml)
    }

    fn all() -> Vec<What> {
        let scripts = ScriptFault::ALL.iter().copied().map(script);
        let written = fronts().into_iter().chain(bodies()).chain(scripts);
        written.chain(names()).chain(synonyms()).chain(programmes()).collect()
    }

    /// Whether the name of a parameter is left between single braces.
    fn is_unfilled(told: &str) -> bool {
        let told = told.replace("{{", "").replace("}}", "");
        let is_name = |name: &str| name.bytes().all(|c| c.is_ascii_lowercase() || c == b'_');
        told.split('{').skip(1).any(|rest| rest.split_once('}').is_some_and(|(name, _)| is_name(name)))
    }

    #[test]
    fn every_mistake_has_words_in_both_languages() {
        for what in all() {
            for l in Lang::ALL {
                let told = what.text(l);
                assert!(!told.is_empty() && !is_unfilled(&told), "{what:?}: {told}");
                let is_japanese = told.contains(|c: char| ('ぁ'..='ヿ').contains(&c));
                assert_eq!(is_japanese, l == Lang::Ja, "{what:?}: {told}");
            }
        }
    }

    #[test]
    fn the_line_is_said_once() {
        for what in all() {
            assert!(!what.text(Lang::Ja).contains("3行目") && !what.text(Lang::En).contains("ine 3"), "{what:?}");
        }
        let heading = What::Body(BodyMistake::TopHeading { line: 3 });
        assert_eq!(heading.text(Lang::Ja), "見出しは「## 」から始めてください。「# 」はページのタイトルに使われます。");
        assert_eq!(heading.text(Lang::En), "expected headings from ## on, the title is the page's only #");
    }

    #[test]
    fn what_was_expected_is_named() {
        let topic = front("topic", Problem::NotOffered);
        let topics = "deals、programme、product、pricing、contract、security";
        assert_eq!(topic.text(Lang::Ja), format!("`topic`：{topics} のいずれかを書いてください。"));
        assert_eq!(topic.text(Lang::En), format!("`topic`: expected one of {}", topics.replace('、', ", ")));
        let custmer = What::Body(BodyMistake::UnknownPlaceholder { line: 3, name: "custmer".into() });
        for told in Lang::ALL.map(|l| custmer.text(l)) {
            assert!(told.contains("{{custmer}}") && told.contains("{{customer}}"), "{told}");
        }
    }
}
