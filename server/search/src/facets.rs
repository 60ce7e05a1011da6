//! What a list of hits can be narrowed to.

use std::collections::BTreeMap;

use jiso::search::{DocumentKind, FacetCount, Facets, SearchQuery};
use tantivy::DocAddress;

use crate::{
    candidate::Candidate,
    columns::{Columns, List},
    schema::ANY,
};

/// Counts candidates that no filter has touched yet; each list under the other lists' filters. What is chosen is counted also
/// where no candidate names it: texts that are for all are there for it too, and whoever chose it sees that.
pub fn count(columns: &Columns, found: &[Candidate], query: &SearchQuery) -> Facets {
    let mut kinds: BTreeMap<DocumentKind, u32> = query.kind.into_iter().map(|kind| (kind, 0)).collect();
    let chosen = [&query.industry, &query.size, &query.phase, &query.competitor];
    let [mut industries, mut sizes, mut phases, mut competitors] = chosen.map(|chosen| Values::with(chosen.as_deref()));
    for at in found.iter().map(|c| c.address) {
        let kind = columns.kind(at);
        let fails = [
            query.kind.is_some() && query.kind != kind,
            fails(columns, List::Industry, at, query.industry.as_deref()),
            fails(columns, List::Size, at, query.size.as_deref()),
            fails(columns, List::Phase, at, query.phase.as_deref()),
            fails(columns, List::Competitor, at, query.competitor.as_deref()),
        ];
        let passes_others = |own: usize| fails.iter().enumerate().all(|(at, fails)| at == own || !fails);
        if let (Some(kind), true) = (kind, passes_others(0)) {
            *kinds.entry(kind).or_default() += 1;
        }
        let lists = [
            (List::Industry, &mut industries),
            (List::Size, &mut sizes),
            (List::Phase, &mut phases),
            (List::Competitor, &mut competitors),
        ];
        for (number, (list, values)) in lists.into_iter().enumerate() {
            if passes_others(number + 1) {
                values.add(columns.list(list, at));
            }
        }
    }
    Facets {
        kinds: kinds.into_iter().collect(),
        industries: industries.counts(),
        sizes: sizes.counts(),
        phases: phases.counts(),
        competitors: competitors.counts(),
        at_least: false,
    }
}

/// No filter of the query is against it.
pub fn passes(columns: &Columns, at: DocAddress, query: &SearchQuery) -> bool {
    (query.kind.is_none() || query.kind == columns.kind(at))
        && !fails(columns, List::Industry, at, query.industry.as_deref())
        && !fails(columns, List::Size, at, query.size.as_deref())
        && !fails(columns, List::Phase, at, query.phase.as_deref())
        && !fails(columns, List::Competitor, at, query.competitor.as_deref())
}

fn fails(columns: &Columns, list: List, at: DocAddress, wanted: Option<&str>) -> bool {
    wanted.is_some_and(|wanted| !columns.list(list, at).any(|value| value == wanted || value == ANY))
}

struct Values<'a> {
    each: BTreeMap<&'a str, u32>,
    for_all: u32,
}

impl<'a> Values<'a> {
    fn with(chosen: Option<&'a str>) -> Self {
        Self { each: chosen.into_iter().map(|value| (value, 0)).collect(), for_all: 0 }
    }

    fn add(&mut self, values: impl Iterator<Item = &'a str>) {
        for value in values {
            if value == ANY {
                self.for_all += 1;
            } else {
                *self.each.entry(value).or_default() += 1;
            }
        }
    }

    fn counts(self) -> Vec<FacetCount> {
        let each = self.each.into_iter();
        each.map(|(value, count)| FacetCount { value: value.to_owned(), count: count + self.for_all }).collect()
    }
}
