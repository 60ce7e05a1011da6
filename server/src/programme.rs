//! The programme: its file read and checked, and the version of the database that is in force.

use std::{path::Path, time::Duration};

use jiso::{
    programme::{Programme, ProgrammeFile},
    time::Day,
};
use jiso_store::{Store, StoreError};
use tokio::sync::watch;

use crate::{
    content::{Lines, Mistake, Refused, located},
    office::Office,
};

/// How soon a portal notices that another process imported a new version, or that a version's day has come.
const LOOK_EVERY: Duration = Duration::from_secs(15);

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
    let text = std::fs::read_to_string(file).map_err(|e| Refused(vec![Mistake::new(&shown, 1, e.to_string())]))?;
    Ok((parse(&shown, &text)?, text))
}

/// # Errors
/// Every mistake with its line; `file` is what they are reported under.
pub fn parse(file: &str, text: &str) -> Result<Programme, Refused> {
    let at = |line: usize, what: String| Mistake::new(file, line, what);
    let lines = Lines::of(text).map_err(|(line, what)| Refused(vec![at(line, what)]))?;
    let written: ProgrammeFile = toml::from_str(text).map_err(|error| {
        let (line, what) = located(text, &error);
        Refused(vec![at(line, what)])
    })?;
    written.check().map_err(|mistakes| Refused(mistakes.iter().map(|m| at(lines.line(&m.path), m.to_string())).collect()))
}

/// The version in force on a day.
///
/// # Errors
/// When there is none, or this program does not understand it.
pub async fn in_force(store: &Store, day: Day) -> Result<Programme, NotInForce> {
    let text = store.read().await?.programme_on(day).await?.ok_or(NotInForce::None)?;
    Ok(parse(&format!("version {} of the programme in the database", text.version), &text.text)?)
}

#[derive(Debug, thiserror::Error)]
pub enum NotInForce {
    #[error("there is no programme in the database")]
    None,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("{0}")]
    Store(#[from] StoreError),
}

/// Keeps the office's rules those in force, until the portal stops. What cannot be read is logged, and the rules stay.
pub async fn follow(office: Office, mut stopping: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            _ = stopping.changed() => return,
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
        match in_force(&office.store, office.now().day()).await {
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
        assert!(wrong("version = 1\neffective_from = ")[0].starts_with("p.toml:2: "));
        let text = starter();
        let line = |needle: &str| text.lines().position(|line| line.contains(needle)).unwrap() + 1;
        let broken = text.replacen("stale_days = 21", "stale_days = 0", 1).replacen(
            "typical_deal_yen = 864000",
            "typical_deal_yen = 0",
            1,
        );
        let expected = [("typical_deal_yen", "typical_deal_yen"), ("stale_days", "promises.stale_days")]
            .map(|(needle, path)| format!("p.toml:{}: {path}: expected at least 1", line(needle)));
        assert_eq!(wrong(&broken), expected);
        let unknown = text.replacen("contact_days = 2", "contakt_days = 2", 1);
        assert!(wrong(&unknown)[0].starts_with(&format!("p.toml:{}: unknown field `contakt_days`", line("contact_days"))));
    }
}
