//! Lists that are longer than a screen.

use serde::{Deserialize, Serialize};

pub const PAGE_SIZE: u32 = 30;

/// One screenful of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// From 1.
    pub number: u32,
    pub has_more: bool,
}

impl<T> Page<T> {
    /// From one row more than a page holds, which tells whether there is another page.
    pub fn from_rows(rows: Vec<T>, number: u32) -> Self {
        Self::of(PAGE_SIZE, rows, number)
    }

    /// The same for pages of another length.
    pub fn of(size: u32, mut rows: Vec<T>, number: u32) -> Self {
        let has_more = rows.len() > size as usize;
        rows.truncate(size as usize);
        Self { items: rows, number, has_more }
    }
}

/// How many rows to skip for page `number`, counted from 1.
pub fn offset(number: u32) -> i64 {
    offset_of(PAGE_SIZE, number)
}

/// The same for pages of another length.
pub fn offset_of(size: u32, number: u32) -> i64 {
    i64::from(number.max(1) - 1) * i64::from(size)
}
