//! Ranks and times.

use std::{
    error::Error,
    time::{Duration, Instant},
};

use crate::{
    engine::Engine,
    texts::{Question, Set},
};

/// All questions once.
const SLOW: Duration = Duration::from_secs(10);

pub struct Row {
    pub set: String,
    pub engine: &'static str,
    pub found: Found,
    /// Of the questions at odd and at even places: how much the figure owes to which ones were asked.
    pub halves: [Found; 2],
    pub times: Times,
    pub build: Duration,
    pub bytes: u64,
    pub documents: usize,
}

#[derive(Clone, Copy)]
pub struct Found {
    pub mrr10: f64,
    pub recall1: f64,
    pub recall10: f64,
}

/// Of one thread.
#[derive(Clone, Copy)]
pub struct Times {
    pub p50: Duration,
    pub p99: Duration,
}

pub fn row(set: &Set, name: &'static str, engine: &mut dyn Engine) -> Result<Row, Box<dyn Error>> {
    eprintln!("{}: {name}", set.name);
    let (built, build) = timed(|| engine.build(&set.texts));
    built?;
    let (ranks, times) = asked(engine, &set.questions)?;
    Ok(Row {
        set: set.name.clone(),
        engine: name,
        found: found(ranks.iter()),
        halves: halves(&ranks),
        times,
        build,
        bytes: engine.bytes()?,
        documents: set.texts.len(),
    })
}

pub fn halves(ranks: &[Option<usize>]) -> [Found; 2] {
    [0, 1].map(|first| found(ranks.iter().skip(first).step_by(2)))
}

/// Where the right document came, question by question; none where it was not found.
pub type Places = Vec<Option<usize>>;

/// Whether every question is answered, and how long a warm engine takes: the questions are asked again for that, where it is
/// not slow.
pub fn asked(engine: &mut dyn Engine, questions: &[Question]) -> Result<(Places, Times), Box<dyn Error>> {
    let mut ranks = Vec::with_capacity(questions.len());
    let mut times = Vec::with_capacity(questions.len());
    for question in questions {
        let (hits, took) = timed(|| engine.ask(&question.typed));
        ranks.push(hits?.iter().take(10).position(|hit| question.answers.contains(hit)));
        times.push(took);
    }
    if times.iter().sum::<Duration>() < SLOW {
        times.clear();
        for question in questions {
            let (hits, took) = timed(|| engine.ask(&question.typed));
            hits?;
            times.push(took);
        }
    }
    Ok((ranks, percentiles(times)))
}

pub fn percentiles(mut times: Vec<Duration>) -> Times {
    times.sort_unstable();
    let at = |percent: usize| times.get(times.len() * percent / 100).copied().unwrap_or_default();
    Times { p50: at(50), p99: at(99) }
}

pub fn found<'r>(ranks: impl Iterator<Item = &'r Option<usize>>) -> Found {
    let (mut asked, mut out) = (0_usize, Found { mrr10: 0.0, recall1: 0.0, recall10: 0.0 });
    for rank in ranks {
        asked += 1;
        if let Some(rank) = rank {
            out.mrr10 += 1.0 / (rank + 1) as f64;
            out.recall1 += f64::from(u8::from(*rank == 0));
            out.recall10 += 1.0;
        }
    }
    let asked = asked.max(1) as f64;
    Found { mrr10: out.mrr10 / asked, recall1: out.recall1 / asked, recall10: out.recall10 / asked }
}

#[allow(clippy::disallowed_methods, reason = "measuring is what a bench is for")]
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let began = Instant::now();
    let out = work();
    (out, began.elapsed())
}
