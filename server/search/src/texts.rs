//! What the texts of a list have of a question's terms, read from the index term by term.

use tantivy::{
    DocId, DocSet, SegmentReader, TERMINATED, fieldnorm::FieldNormReader, postings::Postings, schema::IndexRecordOption,
};

use crate::side::{Listed, Side};

/// Of one term, in one text, no more places than this are looked at.
const MOST_PLACES: usize = 32;
/// A term's number in a set of terms is a bit.
pub const BITS: usize = 64;

/// The question's terms in a field of one document.
#[derive(Clone, Default)]
pub struct Text {
    /// Term and how often it stands there.
    pub counts: Vec<(u8, u32)>,
    /// These terms, as bits.
    pub terms: u64,
    /// Place and term, in order, where they were read.
    pub places: Vec<(u32, u8)>,
    pub length: f32,
}

impl Text {
    /// How often the terms stand in the field of each of the sorted `docs`.
    pub fn counted(reader: &SegmentReader, segment: u32, side: &Side, docs: &[DocId]) -> tantivy::Result<Vec<Self>> {
        let norms = reader.get_fieldnorms_reader(side.field)?;
        let listed = side.listed(segment);
        let mut out: Vec<Self> = docs.iter().map(|doc| Self { length: length(&norms, *doc), ..Self::default() }).collect();
        if listed.is_empty() {
            return Ok(out);
        }
        let index = side.index(reader)?;
        let mut block = None;
        for Listed { term, info, counts } in listed {
            if let Some(counts) = counts {
                for (doc, text) in docs.iter().zip(&mut out) {
                    text.add(*term, counts.get(*doc as usize).copied().unwrap_or_default().into(), listed.len());
                }
                continue;
            }
            let block = match &mut block {
                Some(block) => {
                    index.reset_block_postings_from_terminfo(info, block)?;
                    block
                }
                None => block.insert(index.read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?),
            };
            for (doc, text) in docs.iter().zip(&mut out) {
                let at = block.seek(*doc);
                let (Some(found), Some(count)) = (block.docs().get(at), block.freqs().get(at)) else { break };
                if found == doc {
                    text.add(*term, *count, listed.len());
                }
            }
        }
        Ok(out)
    }

    /// Reads where those of the counted terms that are `wanted`, as bits, stand in these texts, which are sorted by their document.
    pub fn place(
        reader: &SegmentReader,
        segment: u32,
        side: &Side,
        wanted: u64,
        texts: &mut [(DocId, &mut Self)],
    ) -> tantivy::Result<()> {
        let terms: Vec<u64> = texts.iter().map(|(_, text)| text.terms).collect();
        let any = wanted & terms.iter().fold(0, |any, terms| any | terms);
        let index = side.index(reader)?;
        let mut buffer = Vec::new();
        for Listed { term, info, .. } in side.listed(segment).iter().filter(|listed| any & bit(listed.term) != 0) {
            let mut postings = index.read_postings_from_terminfo(info, IndexRecordOption::WithFreqsAndPositions)?;
            for (doc, text) in texts.iter_mut().zip(&terms).filter(|(_, terms)| **terms & bit(*term) != 0).map(|(text, _)| text) {
                let now = if postings.doc() < *doc { postings.seek(*doc) } else { postings.doc() };
                if now == TERMINATED {
                    break;
                }
                if now == *doc {
                    postings.positions(&mut buffer);
                    text.places.extend(buffer.iter().take(MOST_PLACES).map(|place| (*place, *term)));
                }
            }
        }
        for (_, text) in texts {
            text.places.sort_unstable();
        }
        Ok(())
    }

    /// A term that is written in two ways is one.
    /// `most`: how many terms there may be.
    fn add(&mut self, term: u8, count: u32, most: usize) {
        match self.counts.last_mut() {
            _ if count == 0 => return,
            Some((last, counted)) if *last == term => *counted += count,
            Some(_) => self.counts.push((term, count)),
            // Most texts have none of them in their titles.
            None => {
                self.counts.reserve_exact(most);
                self.counts.push((term, count));
            }
        }
        self.terms |= bit(term);
    }
}

fn bit(term: u8) -> u64 {
    1 << (usize::from(term) % BITS)
}

#[allow(clippy::cast_precision_loss)]
fn length(norms: &FieldNormReader, doc: DocId) -> f32 {
    norms.fieldnorm(doc) as f32
}
