//! The starter programme's texts, and what people type into the portal, each with the texts that answer it.

#![allow(clippy::unwrap_used, clippy::missing_panics_doc, reason = "tests stop at once")]

use std::{fs, path::Path};

use jiso::{lang::Lang, search::DocumentKind};
use jiso_search::SearchDocument;

/// A line of `portal.tsv`.
pub struct Labelled {
    #[allow(dead_code, reason = "the bench counts all of them together")]
    pub kind: &'static str,
    pub typed: &'static str,
    pub answers: Vec<&'static str>,
}

pub fn labelled() -> Vec<Labelled> {
    let lines = include_str!("../portal.tsv").lines().filter(|line| !line.starts_with('#'));
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
    SearchDocument { lead, ..SearchDocument::for_partners(key, DocumentKind::Faq, lang, name.to_owned(), value("title"), body) }
}
