//! The programme: its file read and checked, and the version of the database that is in force.

pub mod command;
mod desk;
mod fallers;
mod heal;
mod replay;
mod runs;
mod stamp;
mod tongue;
mod versions;
mod what_if;

pub use fallers::{Faller, fallers, fallers_among};
pub use replay::{Found, replay};
pub(crate) use replay::{in_order, product};
pub use versions::{VersionMemo, all_versions, parse_version};
pub use what_if::try_out;

use std::{path::Path, time::Duration};

use jiso::{
    programme::{Expected, Misfit, Programme, ProgrammeFile, Wrong},
    time::{Day, Timestamp},
};
use jiso_store::{Store, StoreError};
use tokio::sync::watch;
use toml::de::DeTable;

use crate::{
    content::{Lines, Mistake, Refused, first_of_lines, line_at, text_of},
    office::Office,
};

/// How soon a portal notices that another process imported a new version, or that a version's day has come.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// # Errors
/// Every mistake with its line.
pub fn read(file: &Path) -> Result<Programme, Refused> {
    read_text(file).map(|(programme, _)| programme)
}

/// The programme with the text it was read from.
///
/// # Errors
/// Every mistake with its line.
pub fn read_text(file: &Path) -> Result<(Programme, String), Refused> {
    let shown = file.display().to_string();
    let text = text_of(file).map_err(|mistake| Refused(vec![mistake]))?;
    Ok((parse(&shown, &text)?, text))
}

/// # Errors
/// Every mistake with its line; `file` is what they are reported under.
pub fn parse(file: &str, text: &str) -> Result<Programme, Refused> {
    examine(text).map_err(|found| refused(file, found))
}

fn refused(file: &str, found: Vec<Misfit>) -> Refused {
    Refused::of(found.into_iter().map(|misfit| Mistake::of(file, misfit)).collect())
}

/// Reads a text and checks all of it.
///
/// # Errors
/// Every mistake, in the order of the text.
pub fn examine(text: &str) -> Result<Programme, Vec<Misfit>> {
    let (root, broken) = DeTable::parse_recoverable(text);
    if !broken.is_empty() {
        return Err(first_of_lines(text, &broken));
    }
    let lines = Lines::of(text).map_err(|misfit| vec![misfit])?;
    let (written, wrong) = heal::read(&root);
    let misfit = |(offset, wrong)| Misfit { line: line_at(text, offset), column: None, wrong };
    let mut found: Vec<Misfit> = wrong.into_iter().map(misfit).collect();
    let checked = written.map(ProgrammeFile::check);
    if let Some(Err(mistakes)) = &checked {
        let shapeless: Vec<usize> = found.iter().map(|one| one.line).collect();
        let values = mistakes.iter().map(|mistake| unfit(&lines, &mistake.path, mistake.expected));
        // What stands in a line that could not be read is only a stand-in.
        found.extend(values.filter(|one| !shapeless.contains(&one.line)));
    }
    match checked {
        Some(Ok(programme)) if found.is_empty() => Ok(programme),
        _ => {
            found.sort_by(|one, other| (one.line, one.column, &one.wrong).cmp(&(other.line, other.column, &other.wrong)));
            found.dedup();
            Err(found)
        }
    }
}

/// A value of the file that cannot be as it is.
fn unfit(lines: &Lines<'_>, path: &str, expected: Expected) -> Misfit {
    let value = lines.value(path).map(str::to_owned);
    Misfit { line: lines.line(path), column: None, wrong: Wrong::Value { path: path.to_owned(), value, expected } }
}

/// Looks at a change beside what it changes: its number rises, and it never reaches back.
///
/// # Errors
/// What is wrong, with its line.
pub fn dated(file: &str, text: &str, programme: &Programme, newest: &Programme, today: Day) -> Result<(), Refused> {
    let lines = Lines::of(text).map_err(|misfit| refused(file, vec![misfit]))?;
    let mut found = Vec::new();
    if programme.version <= newest.version {
        found.push(unfit(&lines, "version", Expected::MoreThan(newest.version)));
    }
    if let Some(day) = programme.effective_from {
        // The date may stay in the file when the next change takes effect at once.
        let earliest = newest.effective_from.map_or(today, |before| today.max(before));
        if day < earliest && programme.effective_from != newest.effective_from {
            let key = if lines.has("valid_from") { "valid_from" } else { "effective_from" };
            found.push(unfit(&lines, key, Expected::NotBefore(earliest)));
        }
    }
    if found.is_empty() { Ok(()) } else { Err(refused(file, found)) }
}

/// The version in force at a moment.
///
/// # Errors
/// When there is none, or this program does not understand it.
pub async fn in_force(store: &Store, at: Timestamp) -> Result<Programme, NotInForce> {
    let mut tx = store.read().await?;
    let number = tx.programme_number_at(at).await?.ok_or(NotInForce::None)?;
    let version = tx.programme_numbered(number).await?.ok_or(NotInForce::None)?;
    Ok(parse_version(&version)?)
}

#[derive(Debug, thiserror::Error)]
pub enum NotInForce {
    #[error("there is no programme in the database")]
    None,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("reading was interrupted: {0}")]
    Interrupted(String),
}

/// Keeps the office's rules those in force, until the portal stops. What cannot be read is logged, and the rules stay.
pub async fn follow(office: Office, mut stopping: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            _ = stopping.changed() => return,
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
        match in_force(&office.store, office.now()).await {
            Ok(programme) if programme != *office.programme() => {
                tracing::info!(version = programme.version, "the programme changed");
                office.programme.store(programme.into());
            }
            Ok(_) => {}
            Err(error) => tracing::error!(%error, "the programme in force stays"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn starter() -> String {
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../content/programme.toml")).unwrap()
    }

    fn wrong(text: &str) -> Vec<String> {
        parse("p.toml", text).unwrap_err().0.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_starter_programme_is_in_order() {
        parse("p.toml", &starter()).unwrap_or_else(|refused| panic!("{refused}"));
    }

    #[test]
    fn a_broken_file_names_its_line() {
        assert!(
            wrong("version = 1\neffective_from = ")[0].starts_with("p.toml:2:18: "),
            "{:?}",
            wrong("version = 1\neffective_from = ")
        );
        let text = starter();
        let line = |needle: &str| text.lines().position(|line| line.contains(needle)).unwrap() + 1;
        let broken = text.replacen("stale_days = 21", "stale_days = 0", 1).replacen(
            "typical_deal_yen = 864000",
            "typical_deal_yen = 0",
            1,
        );
        let expected = [("typical_deal_yen", "typical_deal_yen"), ("stale_days", "promises.stale_days")]
            .map(|(needle, path)| format!("p.toml:{}: {path} is 0; expected at least 1", line(needle)));
        assert_eq!(wrong(&broken), expected);
        let unknown = text.replacen("contact_days = 2", "contakt_days = 2", 1);
        let said = format!("p.toml:{}: unknown key `contakt_days`", line("contact_days"));
        assert!(wrong(&unknown).iter().any(|wrong| wrong.starts_with(&said)), "{:?}", wrong(&unknown));
    }
}
