//! The portal under load: `target/release/jiso` on the demo world and on a large seeded database, beside a bare axum handler that
//! runs the same use cases and answers as many bytes. Absolute figures depend on the machine, ratios of one run hardly do. Then how
//! long it takes to replay everything and to record one event, and how both grow with the number of events.
//!
//! `cargo bench --bench portal` (or `make bench`) after `make site server`; words after `--` narrow the requests down, and
//! `--events=10000000` makes the large database larger. The report is `target/bench/report.md`.

#![allow(clippy::cast_precision_loss)]

mod bare;
mod client;
mod crowd;
mod growth;
mod proposed;
mod report;
mod seeded;
mod site;
mod stand;
mod target;

use std::{error::Error, path::PathBuf, process::ExitCode};

use stand::World;
use target::Target;

/// Everything of the bench is kept here.
fn folder() -> PathBuf {
    root().join("target/bench")
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = runtime.map_err(Into::into).and_then(|runtime| {
        runtime.block_on(async {
            match arguments.first().map(String::as_str) {
                Some("--bare") => bare::serve(&arguments[1..]).await,
                _ => measure(&arguments).await,
            }
        })
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

/// How many the large database has.
fn events(arguments: &[String]) -> Result<usize, Box<dyn Error>> {
    let given = arguments.iter().find_map(|argument| argument.strip_prefix("--events="));
    let events = given.map_or(Ok(1_000_000), str::parse)?;
    if events < 1_000 { Err("--events: at least 1000".into()) } else { Ok(events) }
}

/// Of the requests that contain an argument's word; of all when there is none.
async fn measure(arguments: &[String]) -> Result<(), Box<dyn Error>> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).filter(|word| !word.starts_with("--")).collect();
    let targets: Vec<Target> = Target::ALL
        .into_iter()
        .filter(|target| {
            words.is_empty() || words.iter().any(|word| target.name() == *word || (*word != "/" && target.name().contains(word)))
        })
        .collect();
    let mut rows = Vec::new();
    let mut memory = Vec::new();
    let events = events(arguments)?;
    if !targets.is_empty() {
        for world in [World::Demo, World::Large { events }] {
            let measured = stand::measure(world, &targets).await?;
            memory.push((world, measured.megabytes));
            rows.extend(measured.rows);
        }
    }
    let growth = if words.is_empty() || words.contains(&"growth") { growth::measure(events).await? } else { Vec::new() };
    let text = report::text(&rows, &memory, &growth, site::first_load(&root().join("target/site")).as_ref());
    println!("\n{text}");
    let file = folder().join("report.md");
    std::fs::write(&file, text)?;
    println!("Written to {}", file.display());
    Ok(())
}
