//! Front matter and the edit form together: what is written comes back as it was, and mistakes stand beside their field.

use super::*;
use crate::{
    failure::{Failure, FieldErrors, Problem},
    id::{DocumentId, Id, RevisionId},
    lang::Lang,
    time::Timestamp,
};

fn ids() -> (DocumentId, RevisionId) {
    (Id::new(Timestamp::EPOCH, [1; 10]), Id::new(Timestamp::EPOCH, [2; 10]))
}

fn lesson() -> (DocumentPath, FrontMatter) {
    let question = QuestionKeys {
        kind: "order".into(),
        ask: "順番は？".into(),
        options: vec!["レポート".into(), "受信箱".into()],
        answer: vec![2, 1],
        because: "届いてから数字になるまで".into(),
    };
    let video = VideoKeys { file: Some("demo.webm".into()), captions: Some("demo.ja.vtt".into()), ..VideoKeys::default() };
    let front = FrontMatter {
        title: "15分のデモ".into(),
        summary: "5つの画面".into(),
        minutes: Some(8),
        video: Some(video),
        quiz: vec![question],
        ..FrontMatter::default()
    };
    (DocumentPath::lesson("demo", 2, "fifteen", Lang::Ja).unwrap(), front)
}

fn errors<T>(answer: Result<T, Failure>) -> FieldErrors {
    match answer {
        Err(Failure::Invalid { errors }) => errors,
        Err(other) => panic!("{other}"),
        Ok(_) => FieldErrors::default(),
    }
}

#[test]
fn the_form_gives_back_what_it_was_filled_with() {
    let (path, front) = lesson();
    let (document, base) = ids();
    let form = EditForm::of(document, base, &front, "## はじめに\r\n\r\n本文  \r\n");
    let draft = form.read(&path).unwrap();
    assert_eq!(draft.front, front);
    assert_eq!(draft.body, "## はじめに\n\n本文\n");
    assert_eq!(draft.meta.quiz()[0].answer, [1, 0]);
    assert_eq!(form.target(), Ok((document, base)));
    assert_eq!(EditForm::default().target(), Err(Failure::Malformed));
}

#[test]
fn mistakes_keep_the_numbers_of_the_form() {
    let (path, front) = lesson();
    let (document, base) = ids();
    let mut form = EditForm::of(document, base, &front, "# Title");
    let wrong = QuestionForm { kind: "single".into(), answer: "x".into(), ..form.quiz[0].clone() };
    let no_ask = QuestionForm { ask: String::new(), ..form.quiz[0].clone() };
    form.quiz = vec![QuestionForm::default(), wrong, no_ask];
    form.minutes = "eight".into();
    let errors = errors(form.read(&path));
    let expected = [
        ("minutes", Problem::NotANumber),
        ("quiz.1.answer", Problem::NotANumber),
        ("quiz.2.ask", Problem::Required),
        ("body", Problem::TopHeading { line: 1 }),
    ];
    for (field, problem) in expected {
        assert_eq!(errors.of(field), Some(&problem), "{field}");
    }
    assert_eq!(errors.of("quiz.0.ask"), None);
    assert_eq!(errors.0.len(), 4);
}

#[test]
fn each_kind_has_its_own_keys() {
    let base = FrontMatter { title: "t".into(), summary: "s".into(), ..FrontMatter::default() };
    let kit = FrontMatter { owner: Some("team".into()), valid_until: Some("2027-09-30".into()), ..base.clone() };
    let cases: [(DocumentKind, FrontMatter, &[&str]); 10] = [
        (DocumentKind::Module, base.clone(), &["position", "badge"]),
        (DocumentKind::Lesson, base.clone(), &["minutes"]),
        (DocumentKind::Template, base.clone(), &["owner", "valid_until"]),
        (DocumentKind::Script, kit.clone(), &[]),
        (DocumentKind::Case, kit.clone(), &["customer", "days_to_win"]),
        (DocumentKind::Faq, FrontMatter { topic: Some("weather".into()), ..base.clone() }, &["topic"]),
        (DocumentKind::News, FrontMatter { date: Some("soon".into()), ..base.clone() }, &["date"]),
        (DocumentKind::Checklist, base.clone(), &["step"]),
        (
            DocumentKind::Script,
            FrontMatter { sizes: vec!["huge".into()], date: Some("2026-01-01".into()), ..kit },
            &["date", "sizes"],
        ),
        (DocumentKind::Faq, FrontMatter { topic: Some("pricing".into()), ..FrontMatter::default() }, &["title", "summary"]),
    ];
    for (kind, front, expected) in cases {
        let mistakes = front.check(kind).err().unwrap_or_default();
        let keys: Vec<&str> = mistakes.iter().map(|m| m.key.as_str()).collect();
        assert_eq!(keys, expected, "{kind:?}");
    }
}

#[test]
fn a_video_is_a_file_or_a_safe_link() {
    let (path, front) = lesson();
    let cases = [
        (Some("a.webm"), None, None),
        (None, Some("https://www.youtube.com/watch?v=x"), None),
        (None, Some("javascript:alert(1)"), Some("video.link")),
        (Some("../a.webm"), None, Some("video.file")),
        (Some("a.webm"), Some("https://a.example/"), Some("video.link")),
        (None, None, Some("video.file")),
    ];
    for (file, link, wrong) in cases {
        let keys = VideoKeys { file: file.map(Into::into), link: link.map(Into::into), ..VideoKeys::default() };
        let mistakes = FrontMatter { video: Some(keys), ..front.clone() }.check(path.kind).err().unwrap_or_default();
        assert_eq!(mistakes.first().map(|m| m.key.as_str()), wrong, "{file:?} {link:?}");
    }
}

#[test]
fn a_new_document_needs_a_place() {
    let form = |kind: &str, slug: &str, module: &str, position: &str| NewDocumentForm {
        kind: kind.into(),
        slug: slug.into(),
        module: module.into(),
        position: position.into(),
        lang: "ja".into(),
        title: "題".into(),
    };
    let cases: [(NewDocumentForm, Result<&str, &[&str]>); 6] = [
        (form("news", "new-price", "ignored", "9"), Ok("news/new-price.ja.md")),
        (form("lesson", "first", "demo", "4"), Ok("modules/demo/04-first.ja.md")),
        (form("lesson", "first", "", ""), Err(&["module", "position"])),
        (form("lesson", "first", "demo", "100"), Err(&["position"])),
        (form("poem", "Ä", "", ""), Err(&["kind", "slug"])),
        (form("module", "demo", "", ""), Ok("modules/demo/module.ja.md")),
    ];
    for (form, expected) in cases {
        let read = form.read();
        let path = read.as_ref().map(|new| new.path.to_string()).ok();
        let errors = errors(read);
        let fields: Vec<&str> = errors.0.iter().map(|e| e.field.as_str()).collect();
        assert_eq!(path.as_deref(), expected.ok(), "{form:?}");
        assert_eq!(fields, expected.err().unwrap_or_default(), "{form:?}");
    }
}

#[test]
fn a_name_that_is_no_part_of_an_address_is_told_what_is() {
    let form = NewDocumentForm {
        kind: "lesson".into(),
        slug: "First Call".into(),
        module: "デモ".into(),
        position: "0".into(),
        lang: "ja".into(),
        title: "題".into(),
    };
    let errors = errors(form.read());
    assert_eq!(errors.of("slug"), Some(&Problem::NotASlug));
    assert_eq!(errors.of("module"), Some(&Problem::NotASlug));
    assert_eq!(errors.of("position"), Some(&Problem::OutOfRange { min: 1, max: 99 }));
}

#[test]
fn one_is_told_what_the_other_wrote() {
    let (document, id) = ids();
    let (_, front) = lesson();
    let revision = Revision { id, document, number: 3, at: Timestamp::EPOCH, by: "鈴木".into(), front, body: "本文".into() };
    let failure = Refusal::EditedMeanwhile { newest: id }.failure(&revision);
    assert_eq!(failure.status(), 409);
    assert!(revision.text().starts_with("title: 15分のデモ\nsummary: 5つの画面\nminutes: 8\n"));
    assert!(revision.text().ends_with("\n\n本文"));
    assert!(revision.says(&revision.front, "本文") && !revision.says(&revision.front, "別の本文"));
}
