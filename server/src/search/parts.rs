//! What of a question is looked for as a name.

use jiso::{
    deals::CustomerKey,
    search::{NameFirst, name_first, names_in, words_of_name},
};
use jiso_store::search::WORDS_MAX;

/// Names of one company that have what a question begins with, of which those that begin so are chosen.
pub(super) const BEGINNING_READ: i64 = 50;

pub(super) enum Sought {
    /// The whole question is a name, or a part of one.
    All(CustomerKey),
    Parts(Parts),
}

/// Where the whole question names nothing.
pub(super) struct Parts {
    /// A deal has any of these words.
    pub(super) any: Vec<CustomerKey>,
    /// A person has each of these.
    pub(super) each: Vec<CustomerKey>,
    /// What the question begins with.
    pub(super) first: Option<NameFirst>,
}

impl Sought {
    /// `most` words; none where no part of the question may be a name.
    pub(super) fn parts(typed: &str, most: usize) -> Option<Self> {
        let parts = Parts { any: names_in(typed, most), each: words_of_name(typed, WORDS_MAX), first: name_first(typed) };
        let nothing = parts.any.is_empty() && parts.each.is_empty() && parts.first.is_none();
        (!nothing).then_some(Self::Parts(parts))
    }
}
