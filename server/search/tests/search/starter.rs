//! The starter programme's texts, and what people type into the portal, each with the texts that answer it.

#![allow(clippy::unwrap_used, clippy::missing_panics_doc, reason = "the bench takes it, too")]

use std::{fs, path::Path};

use jiso::{lang::Lang, search::DocumentKind};
use jiso_search::{Labels, Named, SearchDocument};

/// A line of `portal.tsv`.
pub struct Labelled {
    #[allow(dead_code, reason = "the bench counts all of them together")]
    pub kind: &'static str,
    pub typed: &'static str,
    pub answers: Vec<&'static str>,
}

pub fn labelled() -> Vec<Labelled> {
    let lines = include_str!("portal.tsv").lines().filter(|line| !line.starts_with('#'));
    let read = lines.map(|line| {
        let columns: Vec<&str> = line.split('\t').collect();
        let [kind, typed, answers] = columns[..] else { panic!("three columns: {line}") };
        Labelled { kind, typed, answers: answers.split(' ').collect() }
    });
    read.collect()
}

pub fn content() -> Vec<SearchDocument> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    // A checklist has no page to be found.
    let mut open = vec![root.clone()];
    let mut out = Vec::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let inside = fs::read_dir(&path).unwrap().flatten().map(|entry| entry.path());
            open.extend(inside.filter(|path| !path.ends_with("checklists")));
            continue;
        }
        let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
        let found = [(".ja.md", Lang::Ja), (".en.md", Lang::En)].into_iter().find(|(end, _)| name.ends_with(end));
        out.extend(found.map(|(end, lang)| document(name.trim_end_matches(end), lang, &fs::read_to_string(&path).unwrap())));
    }
    out.sort_by(|a, b| a.key.cmp(&b.key));
    out
}

/// Labels as a portal has them.
#[allow(dead_code, reason = "the bench compares what every engine can do")]
pub fn labels() -> Labels {
    let locales = [
        [include_str!("../../../../app/locales/ja/kits.toml"), include_str!("../../../../app/locales/ja/search.toml")],
        [include_str!("../../../../app/locales/en/kits.toml"), include_str!("../../../../app/locales/en/search.toml")],
    ];
    let mut words = Vec::new();
    for [kits, search] in locales {
        let kinds = table(search, "kind").chain(table(search, "spoken_kind"));
        let found = kinds.filter(|(key, _)| *key != "checklist");
        words.extend(found.map(|(key, word)| (word, Named::Kind(DocumentKind::parse(key).unwrap()))));
        let industries = table(kits, "industry").chain(table(search, "spoken_industry"));
        words.extend(industries.map(|(key, word)| (word, Named::Industry(key.to_owned()))));
        let sizes = table(kits, "size").chain(table(search, "spoken_size"));
        words.extend(sizes.map(|(key, word)| (word, Named::Size(key.to_owned()))));
        words.extend(table(kits, "phase").map(|(key, word)| (word, Named::Phase(key.to_owned()))));
    }
    Labels::of(words)
}

/// The keys and texts of a table of a locale file.
fn table(file: &'static str, name: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let head = format!("[{name}]");
    let lines = file.lines().skip_while(move |line| *line != head).skip(1).take_while(|line| !line.starts_with('['));
    lines.filter_map(|line| {
        let (key, text) = line.split_once(" = ")?;
        Some((key, text.trim_matches('"')))
    })
}

/// What a text is, by its place.
fn kind(name: &str) -> DocumentKind {
    match name.split('/').collect::<Vec<_>>()[..] {
        ["kits", "templates", _] => DocumentKind::Template,
        ["kits", "scripts", _] => DocumentKind::Script,
        ["kits", "objections", _] => DocumentKind::Objection,
        ["kits", "cases", _] => DocumentKind::Case,
        ["modules", _, "module"] => DocumentKind::Module,
        ["modules", ..] => DocumentKind::Lesson,
        ["news", _] => DocumentKind::News,
        _ => DocumentKind::Faq,
    }
}

/// Front matter between two lines of `+++`, then Markdown.
fn document(name: &str, lang: Lang, text: &str) -> SearchDocument {
    let (front, markdown) = text.trim_start_matches("+++\n").split_once("\n+++\n").unwrap();
    let value = |key: &str| {
        let line = front.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""));
        line.map(|line| line.trim_end_matches('"').replace("\\\"", "\"")).unwrap_or_default()
    };
    let body: String = markdown.chars().map(|c| if "#*|>_`".contains(c) { ' ' } else { c }).collect();
    let headings = markdown.lines().filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches(['#', ' ']));
    let first = body.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let lead = [value("summary"), headings.collect::<Vec<_>>().join(" "), first.to_owned()].join("\n");
    let key = format!("{name}.{}", lang.as_str());
    let list = |key: &str| -> Vec<String> {
        let line = front.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = [")).unwrap_or_default();
        line.split('"').skip(1).step_by(2).map(str::to_owned).collect()
    };
    SearchDocument {
        lead,
        industries: list("industries"),
        sizes: list("sizes"),
        phases: list("phases"),
        ..SearchDocument::for_partners(key, kind(name), lang, name.to_owned(), value("title"), body)
    }
}
