//! The text of a document's file: front matter between two `+++` lines, then Markdown. Read and written so that what is
//! written reads back as the same, and a file in our own hand is written back byte for byte.

use std::fmt::Write;

use jiso::{
    programme::Misfit,
    publishing::{DocumentKind, DocumentPath, FrontMatter, Meta, body_mistakes},
};

use super::{Mistake, What, lines::Lines, parser::misshapen};

const FENCE: &str = "+++";

/// A document's file that may be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentText {
    pub front: FrontMatter,
    pub meta: Meta,
    pub body: String,
}

/// # Errors
/// Every mistake; `file` is what they are reported under.
pub fn read(file: &str, path: &DocumentPath, text: &str) -> Result<DocumentText, Vec<Mistake>> {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let (toml, rest) = split(&text).map_err(|(line, what)| vec![Mistake::new(file, line, what)])?;
    // Front matter begins in the second line of the file.
    let below = |misfit: Misfit| vec![Mistake::of(file, Misfit { line: misfit.line + 1, ..misfit })];
    let lines = Lines::of(toml).map_err(below)?;
    let front: FrontMatter = toml::from_str(toml).map_err(|error| below(misshapen(toml, &error)))?;
    let mut mistakes = Vec::new();
    let meta = front.check(path.kind);
    for mistake in meta.as_ref().err().into_iter().flatten() {
        let top = mistake.key.split('.').next().unwrap_or_default();
        let line = if lines.has(top) { lines.line(&mistake.key) } else { 0 };
        let what = if path.kind.has_key(top) {
            What::Front(mistake.clone())
        } else {
            What::ForeignKey { key: top.to_owned(), kind: path.kind }
        };
        mistakes.push(Mistake::new(file, line + 1, what));
    }
    let body = rest.trim_start_matches('\n');
    let before = body_line(&text, 0);
    if body.trim().is_empty() {
        mistakes.push(Mistake::new(file, before.max(1), What::NoBody));
    }
    for mistake in body_mistakes(path.kind, body) {
        let line = usize::try_from(mistake.line()).unwrap_or(usize::MAX);
        mistakes.push(Mistake::new(file, before.saturating_add(line), What::Body(mistake)));
    }
    match meta {
        Ok(meta) if mistakes.is_empty() => Ok(DocumentText { front, meta, body: format!("{}\n", body.trim_end()) }),
        _ => Err(mistakes),
    }
}

/// The line of the file in which a key of the front matter stands.
pub fn line_of(text: &str, key: &str) -> usize {
    let (toml, _) = split(text).unwrap_or_default();
    Lines::of(toml).map_or(1, |lines| lines.line(key) + 1)
}

/// The line of the file that a line of the body is.
pub fn body_line(text: &str, line: usize) -> usize {
    let (_, rest) = split(text).unwrap_or_default();
    let body = rest.trim_start_matches('\n');
    text[..text.len() - body.len()].matches('\n').count() + line
}

fn split(text: &str) -> Result<(&str, &str), (usize, What)> {
    let inside = text.strip_prefix("+++\n").ok_or((1, What::NoFenceBefore))?;
    if let Some(rest) = inside.strip_prefix("+++\n") {
        return Ok(("", rest));
    }
    let end = inside.find("\n+++\n").or_else(|| inside.ends_with("\n+++").then(|| inside.len() - 4));
    let end = end.ok_or_else(|| (text.lines().count(), What::NoFenceAfter))?;
    Ok((&inside[..=end], inside.get(end + 5..).unwrap_or_default()))
}

/// The file of a document.
pub fn write(kind: DocumentKind, front: &FrontMatter, body: &str) -> String {
    let mut text = format!("{FENCE}\n");
    for key in kind.keys() {
        write_key(&mut text, key, front);
    }
    write_tables(&mut text, front);
    text.push_str(FENCE);
    text.push_str("\n\n");
    text.push_str(body.trim_start_matches('\n'));
    text
}

fn write_key(text: &mut String, key: &str, front: &FrontMatter) {
    match key {
        "title" => line(text, key, &quoted(&front.title)),
        "summary" => line(text, key, &quoted(&front.summary)),
        "minutes" => number(text, key, front.minutes),
        "position" => number(text, key, front.position),
        "badge" => string(text, key, front.badge.as_deref()),
        "industries" => list(text, key, &front.industries),
        "sizes" => list(text, key, &front.sizes),
        "phases" => list(text, key, &front.phases),
        "competitors" => list(text, key, &front.competitors),
        "owner" => string(text, key, front.owner.as_deref()),
        "valid_until" => string(text, key, front.valid_until.as_deref()),
        "topic" => string(text, key, front.topic.as_deref()),
        "date" => string(text, key, front.date.as_deref()),
        "customer" => string(text, key, front.customer.as_deref()),
        "days_to_win" => number(text, key, front.days_to_win),
        "kits" => list(text, key, &front.kits),
        _ => {}
    }
}

/// Tables end the keys of the document, so they come last.
fn write_tables(text: &mut String, front: &FrontMatter) {
    if let Some(video) = &front.video {
        text.push_str("\n[video]\n");
        string(text, "file", video.file.as_deref());
        string(text, "link", video.link.as_deref());
        string(text, "captions", video.captions.as_deref());
        string(text, "transcript", video.transcript.as_deref());
    }
    for question in &front.quiz {
        text.push_str("\n[[quiz]]\n");
        line(text, "kind", &quoted(&question.kind));
        line(text, "ask", &quoted(&question.ask));
        line(text, "options", &array(question.options.iter().map(|option| quoted(option))));
        line(text, "answer", &array(question.answer.iter().map(ToString::to_string)));
        line(text, "because", &quoted(&question.because));
    }
    for step in &front.step {
        text.push_str("\n[[step]]\n");
        line(text, "key", &quoted(&step.key));
        line(text, "title", &quoted(&step.title));
        line(text, "owner", &quoted(&step.owner));
        number(text, "days", step.days);
        string(text, "after", step.after.as_deref());
        string(text, "needs", step.needs.as_deref());
    }
}

fn line(text: &mut String, key: &str, value: &str) {
    let _ = writeln!(text, "{key} = {value}");
}

fn string(text: &mut String, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        line(text, key, &quoted(value));
    }
}

fn number(text: &mut String, key: &str, value: Option<u32>) {
    if let Some(value) = value {
        line(text, key, &value.to_string());
    }
}

fn list(text: &mut String, key: &str, values: &[String]) {
    if !values.is_empty() {
        line(text, key, &array(values.iter().map(|value| quoted(value))));
    }
}

fn array(values: impl Iterator<Item = String>) -> String {
    format!("[{}]", values.collect::<Vec<_>>().join(", "))
}

/// A basic string; over several lines when it has them.
fn quoted(value: &str) -> String {
    let lines = value.contains('\n');
    let mut text = String::from(if lines { "\"\"\"\n" } else { "\"" });
    for c in value.chars() {
        match c {
            '\\' => text.push_str("\\\\"),
            '"' => text.push_str("\\\""),
            '\n' => text.push('\n'),
            '\t' => text.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(text, "\\u{:04X}", u32::from(c));
            }
            c => text.push(c),
        }
    }
    text.push_str(if lines { "\"\"\"" } else { "\"" });
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> DocumentPath {
        text.parse().unwrap()
    }

    fn wrong(at: &str, text: &str) -> Vec<String> {
        read("f", &path(at), text).unwrap_err().into_iter().map(|mistake| mistake.to_string()).collect()
    }

    #[test]
    fn what_is_written_reads_back() {
        let nasty = "\"quoted\" \\ tab\t 改行\nなし \"\"\"";
        let video =
            jiso::publishing::VideoKeys { file: Some("a.webm".into()), transcript: Some(nasty.into()), ..Default::default() };
        let question = jiso::publishing::QuestionKeys {
            kind: "single".into(),
            ask: "なぜ\"?".into(),
            options: vec!["a, b".into(), "c]".into()],
            answer: vec![2],
            because: "+++".into(),
        };
        let front = FrontMatter {
            title: "題 = \"x\" # y".into(),
            summary: "s".into(),
            minutes: Some(8),
            video: Some(video),
            quiz: vec![question.clone(), question],
            ..FrontMatter::default()
        };
        let text = write(DocumentKind::Lesson, &front, "本文\n\n+++\n終わり\n");
        let back = read("f", &path("modules/a/01-b.ja.md"), &text).unwrap_or_else(|m| panic!("{m:?}\n{text}"));
        assert_eq!((back.front, back.body.as_str()), (front, "本文\n\n+++\n終わり\n"));
    }

    #[test]
    fn windows_files_are_read_too() {
        let text = "\u{feff}+++\r\ntitle = \"t\"\r\nsummary = \"s\"\r\ntopic = \"deals\"\r\n+++\r\n\r\nbody\r\n";
        assert_eq!(read("f", &path("faq/a.ja.md"), text).unwrap().body, "body\n");
    }

    #[test]
    fn mistakes_name_file_and_line() {
        let faq = "faq/a.ja.md";
        assert_eq!(wrong(faq, "title = \"t\"\n"), ["f:1: expected +++ before the front matter"]);
        assert_eq!(wrong(faq, "+++\ntitle = \"t\"\n\nbody\n"), ["f:4: expected +++ after the front matter"]);
        assert_eq!(
            wrong(faq, "+++\ntitle = \"t\"\nsummary = \"s\"\ntopic = \"x\"\n+++\n\nbody\n# h\n{{customer}}\n{{x}}"),
            [
                "f:4: `topic`: expected one of deals, programme, product, pricing, contract, security",
                "f:9: expected no placeholders in this kind of document, found {{customer}}",
                "f:10: expected no placeholders in this kind of document, found {{x}}",
                "f:8: expected headings from ## on, the title is the page's only #",
            ]
        );
        assert_eq!(
            wrong(faq, "+++\nsummary = \"s\"\ntopic = \"deals\"\n+++\n"),
            ["f:1: `title`: expected a text", "f:4: expected a text after the front matter",]
        );
        let unknown = wrong(faq, "+++\ntitle = \"t\"\ncolour = 1\n+++\nb");
        assert!(unknown[0].starts_with("f:3: unknown key `colour`; expected one of `title`, "), "{unknown:?}");
        let number = wrong(faq, "+++\ntitle = 7\n+++\nb");
        assert_eq!(number, ["f:2: invalid type: integer `7`; expected a string"]);
        let broken = wrong(faq, "+++\ntitle = \n+++\nb");
        assert_eq!(broken, ["f:2:9: The value is missing. Write one after the =."]);
        let quiz = "+++\ntitle = \"t\"\nsummary = \"s\"\nminutes = 1\n\n[[quiz]]\nkind = \"single\"\nask = \"a\"\noptions = [\"a\", \"b\"]\n\
                    answer = [3]\nbecause = \"b\"\n+++\nb";
        assert_eq!(
            wrong("modules/a/01-b.ja.md", quiz),
            ["f:10: `quiz.0.answer`: expected numbers of the options, counted from 1"]
        );
    }
}
