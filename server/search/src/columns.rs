//! Values of documents, read by column.

use jiso::{lang::Lang, search::DocumentKind};
use tantivy::{
    DocAddress, DocId, Searcher,
    columnar::{Column, StrColumn},
};

use crate::schema::column;

pub struct Columns {
    segments: Vec<Segment>,
}

struct Segment {
    group: Column<u64>,
    kind: Values,
    lang: Values,
    industry: Values,
    size: Values,
    phase: Values,
}

/// A column of a closed set, and its values by number.
struct Values {
    column: Option<StrColumn>,
    names: Vec<String>,
}

/// The lists by which texts are narrowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    Industry,
    Size,
    Phase,
}

impl Columns {
    pub fn open(searcher: &Searcher) -> tantivy::Result<Self> {
        let segments = searcher.segment_readers().iter().map(|reader| {
            let fast = reader.fast_fields();
            Ok(Segment {
                group: fast.u64(column::GROUP)?,
                kind: Values::read(fast.str(column::KIND)?)?,
                lang: Values::read(fast.str(column::LANG)?)?,
                industry: Values::read(fast.str(column::INDUSTRY)?)?,
                size: Values::read(fast.str(column::SIZE)?)?,
                phase: Values::read(fast.str(column::PHASE)?)?,
            })
        });
        Ok(Self { segments: segments.collect::<tantivy::Result<_>>()? })
    }

    pub fn group(&self, at: DocAddress) -> u64 {
        self.segment(at).and_then(|s| s.group.first(at.doc_id)).unwrap_or_default()
    }

    pub fn lang(&self, at: DocAddress) -> Option<Lang> {
        Lang::parse(self.segment(at)?.lang.of(at.doc_id).next()?)
    }

    pub fn kind(&self, at: DocAddress) -> Option<DocumentKind> {
        DocumentKind::parse(self.segment(at)?.kind.of(at.doc_id).next()?)
    }

    pub fn list(&self, list: List, at: DocAddress) -> impl Iterator<Item = &str> {
        let values = self.segment(at).map(|s| match list {
            List::Industry => &s.industry,
            List::Size => &s.size,
            List::Phase => &s.phase,
        });
        values.into_iter().flat_map(move |v| v.of(at.doc_id))
    }

    fn segment(&self, at: DocAddress) -> Option<&Segment> {
        self.segments.get(at.segment_ord as usize)
    }
}

impl Values {
    fn read(column: Option<StrColumn>) -> tantivy::Result<Self> {
        let mut names = Vec::new();
        if let Some(column) = &column {
            for number in 0..column.dictionary().num_terms() as u64 {
                let mut name = String::new();
                column.ord_to_str(number, &mut name)?;
                names.push(name);
            }
        }
        Ok(Self { column, names })
    }

    fn of(&self, doc: DocId) -> impl Iterator<Item = &str> {
        let numbers = self.column.iter().flat_map(move |c| c.ords().values_for_doc(doc));
        numbers.filter_map(|n| self.names.get(usize::try_from(n).ok()?).map(String::as_str))
    }
}
