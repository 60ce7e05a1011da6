//! How well known documents are found: every question goes through the search that people use.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::Path,
};

use flate2::read::MultiGzDecoder;
use jiso::{
    caller::Audience,
    lang::Lang,
    search::{DocumentKind, SearchQuery},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    document::SearchDocument, failure::SearchError, glyphs::Class, index::SearchIndex, stopwatch::Stopwatch, synonyms::Synonyms,
};

/// Characters of a body that stand for summary, headings and first paragraph.
const LEAD: usize = 400;

/// What was measured.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    pub mrr10: f64,
    pub recall1: f64,
    pub recall10: f64,
    pub p50_us: u64,
    pub p99_us: u64,
    pub index_bytes: u64,
    pub build_ms: u64,
    pub documents: u64,
    pub queries: u64,
}

#[derive(Deserialize)]
struct Text {
    id: String,
    title: String,
    body: String,
}

/// A question and the one document that answers it.
#[derive(Deserialize)]
struct Known {
    id: String,
    query: String,
}

/// Indexes a corpus (lines of `id`, `title`, `body`) in a directory that goes away again, and asks every question (lines of
/// `id`, `query`), also in other words where there are `synonyms`. Files ending in `.gz` are unpacked.
///
/// # Errors
/// When a file is unreadable or the index cannot be written.
pub fn evaluate(corpus: &Path, queries: &Path, synonyms: Synonyms) -> Result<Report, SearchError> {
    let texts: Vec<Text> = lines(corpus)?;
    let questions: Vec<Known> = lines(queries)?;
    let japanese = texts.iter().filter(|t| language(t) == Lang::Ja).count();
    let lang = if japanese * 2 >= texts.len() { Lang::Ja } else { Lang::En };
    let directory = tempfile::tempdir()?;
    let index = SearchIndex::open(directory.path())?;
    index.set_synonyms(synonyms);
    let began = Stopwatch::start();
    index.rebuild(texts.into_iter().map(document), 0)?;
    let build_ms = began.read().as_millis();
    let mut report = ask(&index, lang, &questions)?;
    report.build_ms = u64::try_from(build_ms).unwrap_or(u64::MAX);
    report.index_bytes = index.bytes();
    report.documents = index.documents();
    Ok(report)
}

fn ask(index: &SearchIndex, lang: Lang, questions: &[Known]) -> Result<Report, SearchError> {
    let mut ranks = Vec::with_capacity(questions.len());
    let mut times = Vec::with_capacity(questions.len());
    for question in questions {
        let query = SearchQuery::listed(&question.query);
        let began = Stopwatch::start();
        let page = index.search(&Audience::Partner, lang, &query)?;
        times.push(u64::try_from(began.read().as_micros()).unwrap_or(u64::MAX));
        ranks.push(page.hits.iter().take(10).position(|hit| hit.doc == question.id));
    }
    times.sort_unstable();
    Ok(Report {
        mrr10: share(&ranks, |rank| 1.0 / f64::from(rank + 1)),
        recall1: share(&ranks, |rank| if rank == 0 { 1.0 } else { 0.0 }),
        recall10: share(&ranks, |_| 1.0),
        p50_us: percentile(&times, 50),
        p99_us: percentile(&times, 99),
        queries: questions.len() as u64,
        ..Report::default()
    })
}

fn share(ranks: &[Option<usize>], worth: impl Fn(u32) -> f64) -> f64 {
    let worths = ranks.iter().flatten().map(|rank| worth(u32::try_from(*rank).unwrap_or(u32::MAX)));
    // The sum of nothing would be -0.
    let sum = worths.fold(0.0, |sum, worth| sum + worth);
    let asked = u32::try_from(ranks.len().max(1)).unwrap_or(u32::MAX);
    (sum / f64::from(asked) * 10_000.0).round() / 10_000.0
}

/// Of sorted values.
fn percentile(sorted: &[u64], percent: usize) -> u64 {
    let at = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
    sorted.get(at).copied().unwrap_or_default()
}

fn document(text: Text) -> SearchDocument {
    let lead = text.body.chars().take(LEAD).collect();
    let (lang, url) = (language(&text), format!("/{}", text.id));
    SearchDocument { lead, ..SearchDocument::for_partners(text.id, DocumentKind::Faq, lang, url, text.title, text.body) }
}

/// Japanese when kana are among its first characters.
fn language(text: &Text) -> Lang {
    let kana = |c: char| matches!(Class::of(c), Class::Hiragana | Class::Katakana);
    if text.body.chars().take(4 * LEAD).any(kana) { Lang::Ja } else { Lang::En }
}

fn lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, SearchError> {
    let name = || path.display().to_string();
    let unreadable = |error: io::Error| SearchError::Unreadable { file: name(), cause: error };
    let file = File::open(path).map_err(unreadable)?;
    let packed = path.extension().is_some_and(|e| e == "gz");
    let reader: Box<dyn Read> = if packed { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    let mut out = Vec::new();
    for (at, line) in BufReader::new(reader).lines().enumerate() {
        let line = line.map_err(unreadable)?;
        if line.trim().is_empty() {
            continue;
        }
        let read = serde_json::from_str(&line);
        out.push(read.map_err(|error| SearchError::Data { file: name(), line: at + 1, cause: error.to_string() })?);
    }
    if out.is_empty() {
        return Err(SearchError::Data { file: name(), line: 1, cause: "expected at least one line".into() });
    }
    Ok(out)
}
