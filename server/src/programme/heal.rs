//! Every value that has the wrong shape, not only the first: each is replaced by one that would do, and the rest is read again.

use std::ops::Range;

use jiso::{
    activity::ActivityKind,
    phases::{HealthPart, StallReason},
    points::{Axis, OncePer},
    programme::{ProgrammeFile, Wrong},
};
use serde::Deserialize;
use toml::{
    Spanned,
    de::{DeTable, DeValue, Deserializer, Error},
};

use crate::content::taken_apart;

/// A file with more than this is no programme.
const MOST: usize = 200;

/// Where stand-ins are: no text is that long, so what is wrong within one is told apart from what is wrong in the file.
const NOWHERE: Range<usize> = usize::MAX..usize::MAX;

/// Where in the text, and what is wrong with it.
pub type Found = (usize, Wrong);

/// The file as far as it can be read, and everything in it that has the wrong shape.
pub fn read(root: &Spanned<DeTable<'_>>) -> (Option<ProgrammeFile>, Vec<Found>) {
    let mut tree = root.clone();
    let mut wrong = Vec::new();
    for _ in 0..MOST {
        let error = match attempt(&tree) {
            Ok(file) => return (Some(file), wrong),
            Err(error) => error,
        };
        wrong.push((error.span().map_or(0, |span| span.start), taken_apart(error.message())));
        let Some(healed) = heal(&tree, &error) else { break };
        tree = healed;
    }
    (None, wrong)
}

fn attempt(tree: &Spanned<DeTable<'_>>) -> Result<ProgrammeFile, Error> {
    ProgrammeFile::deserialize(Deserializer::from(tree.clone()))
}

/// The tree without what the error is about; none when nothing takes its place.
fn heal<'a>(tree: &Spanned<DeTable<'a>>, error: &Error) -> Option<Spanned<DeTable<'a>>> {
    let span = error.span()?;
    let message = error.message();
    if message.starts_with("unknown field") {
        let mut healed = tree.clone();
        return forget(healed.get_mut(), &span).then_some(healed);
    }
    let missing = message.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
    stand_ins().find_map(|value| {
        let mut healed = tree.clone();
        let done = match missing {
            Some(key) if span == tree.span() => {
                healed.get_mut().insert(Spanned::new(span.clone(), key.to_owned().into()), Spanned::new(span.clone(), value));
                true
            }
            Some(key) => values(healed.get_mut()).any(|place| add(place, &span, key, &value)),
            None => values(healed.get_mut()).any(|place| replace(place, &span, &value)),
        };
        let next = attempt(&healed).err();
        let moved_on = next.as_ref().is_none_or(|next| match next.span() {
            Some(at) if at == NOWHERE => false,
            // Another key of the same table may be missing as well.
            Some(at) if at == span => {
                missing.is_some() && next.message() != message && next.message().starts_with("missing field")
            }
            at => at.is_some(),
        });
        (done && moved_on).then_some(healed)
    })
}

/// One of each shape that a programme holds.
fn stand_ins() -> impl Iterator<Item = DeValue<'static>> {
    const SHAPES: [&str; 13] = [
        "1",
        "\"2026-01-01\"",
        "\"09:00\"",
        "\"01-01\"",
        "true",
        "[]",
        "{ ja = \"x\", en = \"x\" }",
        "{ certified_people = { min = 1 } }",
        "{ min = 1 }",
        "{ axis = \"sales\", min = 1, months = 1 }",
        "{}",
        "{ all = [] }",
        "\"person\"",
    ];
    let words = [
        ActivityKind::CompanyJoined.as_str(),
        Axis::Sales.as_str(),
        OncePer::Event.as_str(),
        StallReason::WaitingForVendor.as_str(),
        HealthPart::Activity.as_str(),
        "referral",
        "other",
    ];
    let texts = SHAPES.iter().map(|shape| (*shape).to_owned()).chain(words.into_iter().map(|word| format!("\"{word}\"")));
    texts.filter_map(|text| {
        let mut value = DeValue::parse(&text).ok()?.into_inner();
        value.make_owned();
        // Owned by now: what was borrowed from `text` has been copied.
        Some(owned(value))
    })
}

fn owned(value: DeValue<'_>) -> DeValue<'static> {
    match value {
        DeValue::String(text) => DeValue::String(text.into_owned().into()),
        DeValue::Boolean(yes) => DeValue::Boolean(yes),
        DeValue::Datetime(at) => DeValue::Datetime(at),
        DeValue::Array(_) => DeValue::Array(toml::de::DeArray::new()),
        DeValue::Table(table) => DeValue::Table(
            table
                .into_iter()
                .map(|(key, value)| {
                    let key = key.into_inner().into_owned();
                    (Spanned::new(NOWHERE, key.into()), Spanned::new(NOWHERE, owned(value.into_inner())))
                })
                .collect(),
        ),
        // The only numbers among the stand-ins are ones.
        DeValue::Integer(_) | DeValue::Float(_) => DeValue::parse("1").map_or(DeValue::Boolean(true), Spanned::into_inner),
    }
}

fn values<'t, 'a>(table: &'t mut DeTable<'a>) -> impl Iterator<Item = &'t mut Spanned<DeValue<'a>>> {
    table.iter_mut().map(|(_, value)| value)
}

/// Takes a key out that nothing knows.
fn forget(table: &mut DeTable<'_>, span: &Range<usize>) -> bool {
    let unknown = table.keys().find(|key| key.span() == *span).map(|key| key.get_ref().clone().into_owned());
    match unknown {
        Some(key) => table.remove(key.as_str()).is_some(),
        None => values(table).any(|value| forget_in(value, span)),
    }
}

fn forget_in(value: &mut Spanned<DeValue<'_>>, span: &Range<usize>) -> bool {
    match value.get_mut() {
        DeValue::Table(table) => forget(table, span),
        DeValue::Array(items) => items.iter_mut().any(|item| forget_in(item, span)),
        _ => false,
    }
}

/// Puts `new` where the wrong value stands; for a wrong key, in the place of its whole table.
fn replace<'a>(place: &mut Spanned<DeValue<'a>>, span: &Range<usize>, new: &DeValue<'a>) -> bool {
    let is_key = matches!(place.get_ref(), DeValue::Table(table) if table.keys().any(|key| key.span() == *span));
    if place.span() == *span || is_key {
        *place.get_mut() = new.clone();
        return true;
    }
    match place.get_mut() {
        DeValue::Table(table) => values(table).any(|inner| replace(inner, span, new)),
        DeValue::Array(items) => items.iter_mut().any(|inner| replace(inner, span, new)),
        _ => false,
    }
}

/// Adds a missing key to the table at `span`.
fn add<'a>(place: &mut Spanned<DeValue<'a>>, span: &Range<usize>, key: &str, new: &DeValue<'a>) -> bool {
    let here = place.span() == *span;
    match place.get_mut() {
        DeValue::Table(table) if here => {
            table.insert(Spanned::new(span.clone(), key.to_owned().into()), Spanned::new(span.clone(), new.clone()));
            true
        }
        DeValue::Table(table) => values(table).any(|inner| add(inner, span, key, new)),
        DeValue::Array(items) => items.iter_mut().any(|inner| add(inner, span, key, new)),
        _ => false,
    }
}
