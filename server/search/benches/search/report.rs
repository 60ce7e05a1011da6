//! One table, and what was measured among many texts.

use std::{fmt::Write as _, time::Duration};

use crate::{many::Large, measure::Row};

pub fn text(rows: &[Row], skipped: &[(&str, &str)], large: &[Large]) -> String {
    let mut text = String::from(
        "# The search\n\nThe same texts and questions for all; a single thread that asks one question after the other. Peers answer with \
         the ids of the ten best texts, the portal's own search with a whole page: excerpts, counts, what else was meant.\n\n\
         | texts | engine | MRR@10 | of the halves | recall@1 | recall@10 | p50 ms | p99 ms | built in s | MB | documents |\n\
         |---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n",
    );
    for row in rows {
        let [odd, even] = &row.halves;
        _ = writeln!(
            text,
            "| {} | {} | {:.3} | {:.3}, {:.3} | {:.3} | {:.3} | {:.2} | {:.2} | {:.1} | {:.1} | {} |",
            row.set,
            row.engine,
            row.found.mrr10,
            odd.mrr10,
            even.mrr10,
            row.found.recall1,
            row.found.recall10,
            milliseconds(row.times.p50),
            milliseconds(row.times.p99),
            row.build.as_secs_f64(),
            megabytes(row.bytes),
            row.documents,
        );
    }
    for (engine, missing) in skipped {
        _ = writeln!(text, "\nSkipped: {engine}; it needs {missing}.");
    }
    if !large.is_empty() {
        text.push_str(
            "\n| jiso among many texts | documents | MRR@10 | recall@10 | p50 ms | p99 ms | typeahead p50 ms | p99 ms | built in s | MB |\n\
             |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n",
        );
    }
    for one in large {
        _ = writeln!(
            text,
            "| {} | {} | {:.3} | {:.3} | {:.2} | {:.2} | {:.2} | {:.2} | {:.0} | {:.0} |",
            one.set,
            one.documents,
            one.found.mrr10,
            one.found.recall10,
            milliseconds(one.times.p50),
            milliseconds(one.times.p99),
            milliseconds(one.typeahead.p50),
            milliseconds(one.typeahead.p99),
            one.build.as_secs_f64(),
            megabytes(one.bytes),
        );
    }
    text
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1_000_000.0
}
