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
    let without = |filter: Filter| rows.iter().filter(move |row| row.fails.iter().all(|failed| *failed == filter));
    let mut kinds: BTreeMap<DocumentKind, u32> = BTreeMap::new();
    for kind in without(Filter::Kind).filter_map(|row| row.kind) {
        *kinds.entry(kind).or_default() += 1;
    }
    Facets {
        kinds: kinds.into_iter().collect(),
        industries: values(without(Filter::Industry).map(|row| &row.industries)),
        sizes: values(without(Filter::Size).map(|row| &row.sizes)),
        phases: values(without(Filter::Phase).map(|row| &row.phases)),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Filter {
    Kind,
    Industry,
    Size,
    Phase,
}

struct Row<'a> {
    kind: Option<DocumentKind>,
    industries: Vec<&'a str>,
    sizes: Vec<&'a str>,
    phases: Vec<&'a str>,
    /// The filters that keep it out.
    fails: Vec<Filter>,
}

impl<'a> Row<'a> {
    fn of(columns: &'a Columns, at: DocAddress, query: &SearchQuery) -> Self {
        let kind = columns.kind(at);
        let industries: Vec<&str> = columns.list(List::Industry, at).collect();
        let sizes: Vec<&str> = columns.list(List::Size, at).collect();
        let phases: Vec<&str> = columns.list(List::Phase, at).collect();
        let fits = [
            (Filter::Kind, query.kind.is_none() || query.kind == kind),
            (Filter::Industry, fits(&industries, query.industry.as_deref())),
            (Filter::Size, fits(&sizes, query.size.as_deref())),
            (Filter::Phase, fits(&phases, query.phase.as_deref())),
        ];
        let fails = fits.into_iter().filter(|(_, fits)| !fits).map(|(filter, _)| filter).collect();
        Self { kind, industries, sizes, phases, fails }
    }
}

fn fits(values: &[&str], wanted: Option<&str>) -> bool {
    wanted.is_none_or(|wanted| values.contains(&wanted) || values.contains(&ANY))
}

fn values<'a>(rows: impl Iterator<Item = &'a Vec<&'a str>>) -> Vec<FacetCount> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    let mut for_all = 0;
    for values in rows {
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
