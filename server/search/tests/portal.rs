//! What people type into the portal, and whether the starter programme's texts answer it.

#![allow(clippy::unwrap_used, reason = "tests stop at once")]

use std::{collections::BTreeMap, fs, path::Path};

use jiso::{
    caller::Audience,
    lang::Lang,
    search::{DocumentKind, SearchQuery},
    time::Timestamp,
};
use jiso_search::{SearchDocument, SearchIndex};

/// A line of `portal.tsv`.
struct Labelled {
    kind: &'static str,
    typed: &'static str,
    answers: Vec<&'static str>,
}

fn labelled() -> Vec<Labelled> {
    let lines = include_str!("portal.tsv").lines().filter(|line| !line.starts_with('#'));
    let read = lines.map(|line| {
        let columns: Vec<&str> = line.split('\t').collect();
        let [kind, typed, answers] = columns[..] else { panic!("three columns: {line}") };
        Labelled { kind, typed, answers: answers.split(' ').collect() }
    });
    read.collect()
}

fn content() -> Vec<SearchDocument> {
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
    SearchDocument {
        key: format!("{name}.{}", lang.as_str()),
        kind: DocumentKind::Faq,
        lang,
        audiences: vec![Audience::Partner],
        title: value("title"),
        lead,
        body,
        url: name.to_owned(),
        industries: Vec::new(),
        sizes: Vec::new(),
        phases: Vec::new(),
        competitors: Vec::new(),
        minutes: None,
        updated_at: Timestamp::EPOCH,
    }
}

/// Mean reciprocal rank and recall, both at ten.
fn measure(ranks: &[Option<usize>]) -> (f64, f64) {
    let of = |count: usize| f64::from(u32::try_from(count).unwrap());
    let found = ranks.iter().flatten();
    let reciprocal: f64 = found.clone().map(|rank| 1.0 / of(rank + 1)).sum();
    (reciprocal / of(ranks.len()), of(found.count()) / of(ranks.len()))
}

#[test]
fn what_is_typed_into_the_portal_is_answered() {
    let root = tempfile::tempdir().unwrap();
    let index = SearchIndex::open(root.path()).unwrap();
    let texts = content();
    let labelled = labelled();
    assert!(labelled.len() >= 120, "{}", labelled.len());
    for answer in labelled.iter().flat_map(|one| &one.answers) {
        assert!(texts.iter().any(|text| text.url == *answer), "no text is {answer}");
    }
    index.rebuild(texts, 0).unwrap();
    let mut by_kind: BTreeMap<&str, Vec<Option<usize>>> = BTreeMap::new();
    for one in &labelled {
        let lang = if matches!(one.kind, "english" | "misspelt") { Lang::En } else { Lang::Ja };
        let page = index.search(&Audience::Partner, lang, &SearchQuery::words(one.typed)).unwrap();
        let urls: Vec<&str> = page.hits.iter().take(10).map(|hit| hit.url.split('#').next().unwrap_or_default()).collect();
        let rank = urls.iter().position(|url| one.answers.contains(url));
        if rank.is_none_or(|rank| rank > 0) {
            println!("{:10} {} {rank:?} {:?}", one.kind, one.typed, &urls[..urls.len().min(3)]);
        }
        by_kind.entry(one.kind).or_default().push(rank);
    }
    for (kind, ranks) in &by_kind {
        println!("{kind:10} {:3} {:.3?}", ranks.len(), measure(ranks));
    }
    let all: Vec<Option<usize>> = by_kind.values().flatten().copied().collect();
    let (reciprocal, recall) = measure(&all);
    assert!(reciprocal >= 0.85 && recall >= 0.95, "{reciprocal:.3} {recall:.3}");
    for (kind, ranks) in &by_kind {
        let (reciprocal, recall) = measure(ranks);
        assert!(reciprocal >= 0.7 && recall >= 0.85, "{kind}: {reciprocal:.3} {recall:.3}");
    }
}
