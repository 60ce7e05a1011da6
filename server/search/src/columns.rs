//! Values of documents, read by column.

use jiso::{caller::Audience, lang::Lang, search::DocumentKind};
use tantivy::{
    BitSet, DocAddress, DocId, DocSet, Searcher, SegmentReader, TERMINATED, Term,
    columnar::{Column, StrColumn},
    schema::{Field, IndexRecordOption},
};

use crate::schema::column;

pub struct Columns {
    segments: Vec<Segment>,
}

struct Segment {
    /// What each audience may read.
    readable: Vec<(Audience, BitSet)>,
    group: Column<u64>,
    kind: Values,
    lang: Values,
    industry: Values,
    size: Values,
    phase: Values,
    competitor: Values,
    title: Option<StrColumn>,
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
    Competitor,
}

impl Columns {
    pub fn open(searcher: &Searcher) -> tantivy::Result<Self> {
        let audience = searcher.schema().get_field(column::AUDIENCE)?;
        let segments = searcher.segment_readers().iter().map(|reader| {
            let fast = reader.fast_fields();
            let readable = [Audience::Partner, Audience::Vendor].map(|a| Ok((a, readable(reader, audience, a)?)));
            Ok(Segment {
                readable: readable.into_iter().collect::<tantivy::Result<_>>()?,
                group: fast.u64(column::GROUP)?,
                kind: Values::read(fast.str(column::KIND)?)?,
                lang: Values::read(fast.str(column::LANG)?)?,
                industry: Values::read(fast.str(column::INDUSTRY)?)?,
                size: Values::read(fast.str(column::SIZE)?)?,
                phase: Values::read(fast.str(column::PHASE)?)?,
                competitor: Values::read(fast.str(column::COMPETITOR)?)?,
                title: fast.str(column::TITLE)?,
            })
        });
        Ok(Self { segments: segments.collect::<tantivy::Result<_>>()? })
    }

    pub fn may_read(&self, audience: Audience, at: DocAddress) -> bool {
        let all = self.segment(at).and_then(|s| s.readable.iter().find(|(who, _)| *who == audience));
        all.is_some_and(|(_, readable)| readable.contains(at.doc_id))
    }

    pub fn group(&self, at: DocAddress) -> u64 {
        self.segment(at).and_then(|s| s.group.first(at.doc_id)).unwrap_or_default()
    }

    pub fn title(&self, at: DocAddress) -> tantivy::Result<String> {
        let mut out = String::new();
        if let Some(titles) = self.segment(at).and_then(|s| s.title.as_ref())
            && let Some(number) = titles.term_ords(at.doc_id).next()
        {
            titles.ord_to_str(number, &mut out)?;
        }
        Ok(out)
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
            List::Competitor => &s.competitor,
        });
        values.into_iter().flat_map(move |v| v.of(at.doc_id))
    }

    fn segment(&self, at: DocAddress) -> Option<&Segment> {
        self.segments.get(at.segment_ord as usize)
    }
}

fn readable(reader: &SegmentReader, field: Field, audience: Audience) -> tantivy::Result<BitSet> {
    let mut out = BitSet::with_max_value(reader.max_doc());
    let index = reader.inverted_index(field)?;
    for read in audience.reads() {
        let term = Term::from_field_text(field, read.as_str());
        if let Some(mut postings) = index.read_postings(&term, IndexRecordOption::Basic)? {
            while postings.doc() != TERMINATED {
                out.insert(postings.doc());
                postings.advance();
            }
        }
    }
    Ok(out)
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
