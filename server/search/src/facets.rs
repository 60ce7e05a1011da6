//! What a list of hits can be narrowed to.

use std::collections::BTreeMap;

use jiso::search::{DocumentKind, FacetCount, Facets, SearchQuery};
use tantivy::DocAddress;

use crate::{
    columns::{Columns, List},
    passage::Candidate,
    schema::ANY,
};

/// Counts candidates that no filter has touched yet; each list under the other lists' filters.
pub fn count(columns: &Columns, found: &[Candidate], query: &SearchQuery) -> Facets {
    let rows: Vec<Row> = found.iter().map(|c| Row::of(columns, c.address, query)).collect();
    Facets {
        kinds: kinds(&rows),
        industries: values(&rows, |r| (&r.industries, r.kind_fits && r.size_fits && r.phase_fits)),
        sizes: values(&rows, |r| (&r.sizes, r.kind_fits && r.industry_fits && r.phase_fits)),
        phases: values(&rows, |r| (&r.phases, r.kind_fits && r.industry_fits && r.size_fits)),
    }
}

struct Row<'a> {
    kind: Option<DocumentKind>,
    industries: Vec<&'a str>,
    sizes: Vec<&'a str>,
    phases: Vec<&'a str>,
    kind_fits: bool,
    industry_fits: bool,
    size_fits: bool,
    phase_fits: bool,
}

impl<'a> Row<'a> {
    fn of(columns: &'a Columns, at: DocAddress, query: &SearchQuery) -> Self {
        let kind = columns.kind(at);
        let industries: Vec<&str> = columns.list(List::Industry, at).collect();
        let sizes: Vec<&str> = columns.list(List::Size, at).collect();
        let phases: Vec<&str> = columns.list(List::Phase, at).collect();
        Self {
            kind_fits: query.kind.is_none() || query.kind == kind,
            industry_fits: fits(&industries, query.industry.as_deref()),
            size_fits: fits(&sizes, query.size.as_deref()),
            phase_fits: fits(&phases, query.phase.as_deref()),
            kind,
            industries,
            sizes,
            phases,
        }
    }
}

fn fits(values: &[&str], wanted: Option<&str>) -> bool {
    wanted.is_none_or(|wanted| values.contains(&wanted) || values.contains(&ANY))
}

fn kinds(rows: &[Row]) -> Vec<(DocumentKind, u32)> {
    let mut counts: BTreeMap<DocumentKind, u32> = BTreeMap::new();
    for row in rows.iter().filter(|r| r.industry_fits && r.size_fits && r.phase_fits) {
        if let Some(kind) = row.kind {
            *counts.entry(kind).or_default() += 1;
        }
    }
    counts.into_iter().collect()
}

fn values<'a>(rows: &'a [Row<'a>], of: impl Fn(&'a Row<'a>) -> (&'a Vec<&'a str>, bool)) -> Vec<FacetCount> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    let mut for_all = 0;
    for (values, _) in rows.iter().map(&of).filter(|(_, fits)| *fits) {
        if values.contains(&ANY) {
            for_all += 1;
            continue;
        }
        for value in values {
            *counts.entry(value).or_default() += 1;
        }
    }
    counts.into_iter().map(|(value, count)| FacetCount { value: value.to_owned(), count: count + for_all }).collect()
}
