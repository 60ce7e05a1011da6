//! One table.

use std::{fmt::Write as _, time::Duration};

use crate::{
    client::{CONNECTIONS, Measured},
    growth::Size,
    site::{BUDGET, FirstLoad},
    stand::World,
    target::Target,
};

pub struct Row {
    pub world: World,
    pub target: Target,
    pub portal: Measured,
    /// With a single connection; only of pages.
    pub alone: Option<Measured>,
    pub bare: Measured,
}

pub fn text(rows: &[Row], memory: &[(World, u64)], growth: &[Size], site: Option<&FirstLoad>) -> String {
    let mut text = String::from("# The portal under load\n\n");
    _ = writeln!(
        text,
        "{CONNECTIONS} connections, signed in as many people, uncompressed answers; server, limit and client share this machine. The \
         limit is a bare axum handler that knows who asks, runs the same use case with the same SQL and answers as many bytes. \
         Alone means one connection.\n"
    );
    text.push_str("| request | world | requests/s | p50 ms | p99 ms | alone, p50 ms | p99 ms | kB | limit/s | of the limit | odd |\n|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
    for target in Target::ALL {
        for row in rows.iter().filter(|row| row.target == target) {
            line(&mut text, row);
        }
    }
    text.push_str("\n| request | large against demo |\n|---|--:|\n");
    for target in Target::ALL {
        let rate = |name| {
            let row = rows.iter().find(|row| row.target == target && row.world.name() == name);
            row.map(|row| row.portal.per_second)
        };
        if let (Some(demo), Some(large)) = (rate("demo"), rate("large")) {
            _ = writeln!(text, "| {} | {:.0} % |", target.name(), percent(large, demo));
        }
    }
    text.push_str("\n| memory of the server at its highest | MB |\n|---|--:|\n");
    for (world, megabytes) in memory {
        _ = writeln!(text, "| {} | {megabytes} |", world.name());
    }
    grown(&mut text, growth);
    text.push('\n');
    match site {
        Some(site) => first_load(&mut text, site),
        None => text.push_str("The site is not built: no first load to weigh.\n"),
    }
    text
}

/// How cost grows with the number of events.
fn grown(text: &mut String, growth: &[Size]) {
    text.push_str(
        "\n| events | database MB | replayed from zero and compared, s | of the processor, s | µs an event | its memory with the mapped file, MB | one event recorded, p50 ms | p99 ms |\n\
         |--:|--:|--:|--:|--:|--:|--:|--:|\n",
    );
    for size in growth {
        let (seconds, processor) = (size.replay.as_secs_f64(), size.processor.as_secs_f64());
        _ = writeln!(
            text,
            "| {} | {} | {seconds:.2} | {processor:.2} | {:.2} | {} | {:.2} | {:.2} |",
            size.events,
            size.file_megabytes,
            processor * 1_000_000.0 / size.events as f64,
            size.megabytes,
            size.record_p50.as_secs_f64() * 1_000.0,
            size.record_p99.as_secs_f64() * 1_000.0,
        );
    }
}

fn line(text: &mut String, row: &Row) {
    let milliseconds = |time: Duration| time.as_secs_f64() * 1_000.0;
    let Measured { per_second, p50, p99, bytes, odd, .. } = &row.portal;
    let alone = |time: fn(&Measured) -> Duration| {
        row.alone.as_ref().map_or_else(|| "–".to_owned(), |alone| format!("{:.1}", milliseconds(time(alone))))
    };
    _ = writeln!(
        text,
        "| {} | {} | {per_second:.0} | {:.1} | {:.1} | {} | {} | {:.1} | {:.0} | {:.0} % | {} |",
        row.target.name(),
        row.world.name(),
        milliseconds(*p50),
        milliseconds(*p99),
        alone(|alone| alone.p50),
        alone(|alone| alone.p99),
        *bytes as f64 / 1_000.0,
        row.bare.per_second,
        percent(*per_second, row.bare.per_second),
        odd + row.bare.odd,
    );
}

fn percent(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole * 100.0 } else { 0.0 }
}

fn first_load(text: &mut String, site: &FirstLoad) {
    text.push_str("| first load of /, brotli | bytes |\n|---|--:|\n");
    for (name, bytes) in &site.files {
        _ = writeln!(text, "| {name} | {bytes} |");
    }
    let total = site.bytes();
    let verdict = if total <= BUDGET { "within" } else { "over" };
    _ = writeln!(text, "| **{total}, {verdict} the budget** | {BUDGET} |");
}
