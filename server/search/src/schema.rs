//! The fields of the index.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
};

use crate::{analysis, typed};

/// Raised with every change of fields, of analysis or of what is written into a field: an index of another version is built anew.
pub const VERSION: u32 = 8;

/// In a list field: for every value of it.
pub const ANY: &str = "*";

#[derive(Clone, Debug)]
pub struct Fields {
    pub key: Field,
    pub url: Field,
    /// One number for all languages of a document.
    pub group: Field,
    pub kind: Field,
    pub lang: Field,
    pub audience: Field,
    pub industry: Field,
    pub size: Field,
    pub phase: Field,
    pub competitor: Field,
    pub title: Field,
    pub lead: Field,
    pub body: Field,
    /// As much of the body as excerpts are cut from.
    pub shown: Field,
    /// The title for half-typed words.
    pub typed: Field,
    /// The headings, as well.
    pub headings: Field,
    /// The same as they are shown, one a line, behind the number of its block.
    pub heading_lines: Field,
    pub minutes: Field,
    pub updated_at: Field,
}

/// The names of fields that are read by column.
pub mod column {
    pub const AUDIENCE: &str = "audience";
    pub const GROUP: &str = "group";
    pub const KIND: &str = "kind";
    pub const LANG: &str = "lang";
    pub const INDUSTRY: &str = "industry";
    pub const SIZE: &str = "size";
    pub const PHASE: &str = "phase";
    pub const COMPETITOR: &str = "competitor";
    pub const TITLE: &str = "title";
    pub const UPDATED_AT: &str = "updated_at";
}

pub fn schema() -> (Schema, Fields) {
    let mut builder = SchemaBuilder::new();
    let value = |builder: &mut SchemaBuilder, name: &str| builder.add_text_field(name, STRING | FAST | STORED);
    let fields = Fields {
        key: builder.add_text_field("key", STRING | STORED),
        url: builder.add_text_field("url", STORED),
        group: builder.add_u64_field(column::GROUP, FAST),
        kind: value(&mut builder, column::KIND),
        lang: value(&mut builder, column::LANG),
        audience: builder.add_text_field(column::AUDIENCE, STRING),
        industry: value(&mut builder, column::INDUSTRY),
        size: value(&mut builder, column::SIZE),
        phase: value(&mut builder, column::PHASE),
        competitor: value(&mut builder, column::COMPETITOR),
        title: builder.add_text_field(column::TITLE, text(analysis::NAME).set_stored() | FAST),
        lead: builder.add_text_field("lead", text(analysis::NAME).set_stored()),
        body: builder.add_text_field("body", text(analysis::NAME)),
        shown: builder.add_text_field("shown", STORED),
        typed: builder.add_text_field("typed", text(typed::NAME)),
        headings: builder.add_text_field("headings", text(typed::NAME)),
        heading_lines: builder.add_text_field("heading_lines", STORED),
        minutes: builder.add_u64_field("minutes", STORED),
        updated_at: builder.add_i64_field(column::UPDATED_AT, FAST | STORED | INDEXED),
    };
    (builder.build(), fields)
}

fn text(analysis: &str) -> TextOptions {
    let indexing =
        TextFieldIndexing::default().set_tokenizer(analysis).set_index_option(IndexRecordOption::WithFreqsAndPositions);
    TextOptions::default().set_indexing_options(indexing)
}
