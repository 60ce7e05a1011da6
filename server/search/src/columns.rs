//! Values of documents, read by column.

use std::sync::Arc;

use jiso::{caller::Audience, lang::Lang, search::DocumentKind};
use tantivy::{
    BitSet, DocAddress, DocId, DocSet, Searcher, SegmentReader, TERMINATED, Term,
    columnar::{Column, StrColumn},
    index::SegmentId,
    schema::{Field, IndexRecordOption},
};

use crate::{common::CommonTerms, letters::letters, schema::column};

pub struct Columns {
    segments: Vec<Arc<Segment>>,
    /// By segment, what each audience does not find: what it may not read, and what is deleted.
    hidden: Vec<(Audience, Vec<Vec<DocId>>)>,
}

/// Never changes: texts that are deleted are only not asked about any more.
struct Segment {
    id: SegmentId,
    /// What each audience may read.
    readable: Vec<(Audience, BitSet)>,
    group: Column<u64>,
    /// The same by group, in order.
    groups: Vec<(u64, DocId)>,
    kind: Values,
    lang: Values,
    industry: Values,
    size: Values,
    phase: Values,
    competitor: Values,
    titles: Titles,
    common: CommonTerms,
}

/// The letters of all titles, one title after the other: a dictionary of them takes longer to ask than to keep.
#[derive(Default)]
struct Titles {
    letters: Vec<u8>,
    ends: Vec<usize>,
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
    /// Of the segments that were there `before`, they are kept.
    pub fn open(searcher: &Searcher, before: Option<&Self>) -> tantivy::Result<Self> {
        let audience = searcher.schema().get_field(column::AUDIENCE)?;
        let segments = searcher.segment_readers().iter().map(|reader| {
            let known = before.and_then(|before| before.segments.iter().find(|segment| segment.id == reader.segment_id()));
            known.map_or_else(|| Ok(Arc::new(Segment::read(reader, audience)?)), |segment| Ok(Arc::clone(segment)))
        });
        let segments: Vec<Arc<Segment>> = segments.collect::<tantivy::Result<_>>()?;
        let hidden = |audience| {
            let readers = segments.iter().zip(searcher.segment_readers());
            (audience, readers.map(|(segment, reader)| segment.hidden(reader, audience)).collect())
        };
        let hidden = [Audience::Partner, Audience::Vendor].map(hidden).into();
        Ok(Self { segments, hidden })
    }

    pub fn may_read(&self, audience: Audience, at: DocAddress) -> bool {
        self.segment(at).is_some_and(|s| s.may_read(audience, at.doc_id))
    }

    /// By segment, the texts that are not there for an audience.
    pub fn hidden(&self, audience: Audience) -> &[Vec<DocId>] {
        self.hidden.iter().find(|(who, _)| *who == audience).map_or(&[], |(_, hidden)| hidden)
    }

    pub fn group(&self, at: DocAddress) -> u64 {
        self.segment(at).and_then(|s| s.group.first(at.doc_id)).unwrap_or_default()
    }

    /// The text of a group that is in a language, if the audience finds it.
    pub fn version(&self, audience: Audience, group: u64, lang: Lang) -> Option<DocAddress> {
        let hidden = self.hidden(audience);
        (0_u32..).zip(&self.segments).find_map(|(number, segment)| {
            let hidden = hidden.get(number as usize).map_or(&[][..], Vec::as_slice);
            let found = segment.of_group(group).filter(|doc| hidden.binary_search(doc).is_err());
            found.map(|doc| DocAddress::new(number, doc)).find(|at| self.lang(*at) == Some(lang))
        })
    }

    /// Of the title.
    pub fn letters(&self, at: DocAddress) -> &[u8] {
        self.segment(at).map_or(&[], |s| s.titles.of(at.doc_id))
    }

    /// By segment.
    pub fn common(&self) -> impl Iterator<Item = &CommonTerms> {
        self.segments.iter().map(|segment| &segment.common)
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
        self.segments.get(at.segment_ord as usize).map(Arc::as_ref)
    }
}

impl Segment {
    fn read(reader: &SegmentReader, audience: Field) -> tantivy::Result<Self> {
        let fast = reader.fast_fields();
        let group = fast.u64(column::GROUP)?;
        let mut groups: Vec<(u64, DocId)> = (0..reader.max_doc()).filter_map(|doc| Some((group.first(doc)?, doc))).collect();
        groups.sort_unstable();
        let readable = [Audience::Partner, Audience::Vendor].map(|a| Ok((a, readable(reader, audience, a)?)));
        Ok(Self {
            id: reader.segment_id(),
            readable: readable.into_iter().collect::<tantivy::Result<_>>()?,
            group,
            groups,
            kind: Values::read(fast.str(column::KIND)?)?,
            lang: Values::read(fast.str(column::LANG)?)?,
            industry: Values::read(fast.str(column::INDUSTRY)?)?,
            size: Values::read(fast.str(column::SIZE)?)?,
            phase: Values::read(fast.str(column::PHASE)?)?,
            competitor: Values::read(fast.str(column::COMPETITOR)?)?,
            titles: Titles::read(fast.str(column::TITLE)?, reader.max_doc())?,
            common: CommonTerms::of(reader),
        })
    }

    fn of_group(&self, group: u64) -> impl Iterator<Item = DocId> {
        let from = self.groups.partition_point(|(other, _)| *other < group);
        self.groups.iter().skip(from).take_while(move |(other, _)| *other == group).map(|(_, doc)| *doc)
    }

    fn may_read(&self, audience: Audience, doc: DocId) -> bool {
        self.readable.iter().any(|(who, readable)| *who == audience && readable.contains(doc))
    }

    fn hidden(&self, reader: &SegmentReader, audience: Audience) -> Vec<DocId> {
        let alive = |doc| reader.alive_bitset().is_none_or(|alive| alive.is_alive(doc));
        (0..reader.max_doc()).filter(|doc| !(alive(*doc) && self.may_read(audience, *doc))).collect()
    }
}

impl Titles {
    fn read(column: Option<StrColumn>, end: DocId) -> tantivy::Result<Self> {
        let Some(column) = column else { return Ok(Self::default()) };
        let mut out = Self { letters: Vec::new(), ends: Vec::with_capacity(end as usize) };
        let mut title = String::new();
        for doc in 0..end {
            if let Some(number) = column.term_ords(doc).next() {
                title.clear();
                column.ord_to_str(number, &mut title)?;
                out.letters.extend(letters(&title));
            }
            out.ends.push(out.letters.len());
        }
        Ok(out)
    }

    fn of(&self, doc: DocId) -> &[u8] {
        let end = |doc: Option<usize>| doc.and_then(|doc| self.ends.get(doc)).copied().unwrap_or_default();
        let doc = doc as usize;
        self.letters.get(end(doc.checked_sub(1))..end(Some(doc))).unwrap_or_default()
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
