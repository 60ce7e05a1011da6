//! How well and how fast the search finds, beside what a portal could use instead: the same texts, the same questions, one table.
//! Then the search alone among very many texts.
//!
//! `make bench-search` asks the labelled questions of the portal about the starter programme. Others: `--corpus=FILE` (lines of
//! `id`, `title`, `body`) with `--queries=FILE` (lines of `id`, `query`), as often as there are languages; both may be packed
//! (.gz). `--documents=0` leaves the many texts out; words narrow the engines down. The report is `target/bench/search.md`.

#![allow(clippy::cast_precision_loss)]

mod engine;
mod jiso;
mod many;
mod measure;
mod pieces;
mod postgres;
mod report;
mod sqlite;
#[path = "../../tests/search/starter.rs"]
mod starter;
mod texts;

use std::{error::Error, path::PathBuf, process::ExitCode};

use engine::{Engine, Given};
use texts::Set;

fn main() -> ExitCode {
    match measure(&std::env::args().skip(1).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn measure(arguments: &[String]) -> Result<(), Box<dyn Error>> {
    let of = |name: &str| -> Vec<PathBuf> {
        arguments.iter().filter_map(|argument| argument.strip_prefix(name)).map(PathBuf::from).collect()
    };
    let (corpora, questions) = (of("--corpus="), of("--queries="));
    if corpora.len() != questions.len() {
        return Err("each --corpus needs its --queries".into());
    }
    let documents = arguments.iter().find_map(|argument| argument.strip_prefix("--documents="));
    let documents: usize = documents.map_or(Ok(100_000), str::parse)?;
    let words: Vec<&str> = arguments.iter().map(String::as_str).filter(|word| !word.starts_with("--")).collect();
    let sets = if corpora.is_empty() {
        vec![Set::starter()]
    } else {
        corpora.iter().zip(&questions).map(|(corpus, queries)| Set::read(corpus, queries)).collect::<Result<_, _>>()?
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (mut rows, mut skipped) = (Vec::new(), Vec::new());
    for set in &sets {
        for given in
            Given::ALL.into_iter().filter(|given| words.is_empty() || words.iter().any(|word| given.name().contains(word)))
        {
            match given.start(&runtime)? {
                Ok(mut engine) => rows.push(measure::row(set, given.name(), engine.as_mut())?),
                Err(missing) => skipped.push((given.name(), missing)),
            }
        }
    }
    let mut large = Vec::new();
    if documents > 0 && (words.is_empty() || words.contains(&Given::Jiso.name())) {
        for set in &sets {
            large.push(many::measure(set, documents)?);
        }
    }
    skipped.dedup();
    let text = report::text(&rows, &skipped, &large);
    println!("\n{text}");
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/bench/search.md");
    std::fs::create_dir_all(file.parent().ok_or("no folder")?)?;
    std::fs::write(&file, text)?;
    println!("Written to target/bench/search.md");
    Ok(())
}

/// What `given` would be measured with, or what is missing here.
type Started<'r> = Result<Box<dyn Engine + 'r>, &'static str>;
