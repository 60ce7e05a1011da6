//! Modules, lessons and what a person has learnt of them.

mod catalogue;
mod learning;
mod sheet;

pub(crate) use self::catalogue::catalogue;
