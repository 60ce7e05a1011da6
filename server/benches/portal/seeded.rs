//! Databases of any size, each made once by `jiso seed`.

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use crate::{folder, root};

/// A database larger than this is worked on as it is: there may be no room for two.
const COPIED_BYTES: u64 = 3_000_000_000;

/// `command` on the data of a folder.
pub fn at<'a>(command: &'a mut Command, data: &Path) -> &'a mut Command {
    command.current_dir(root()).env("JISO_DATA", data).env("RUST_LOG", "error")
}

/// The folder of a database of so many events: a thousand a company, ten people and a hundred deals each.
pub fn folder_of(events: usize) -> PathBuf {
    folder().join(format!("seeded-{events}"))
}

/// [`folder_of`], with the database in it.
pub fn made(events: usize) -> Result<PathBuf, Box<dyn Error>> {
    let kept = folder_of(events);
    if !kept.join("complete").exists() {
        let _ = fs::remove_dir_all(&kept);
        fs::create_dir_all(&kept)?;
        eprintln!("Making a database of {events} events in {} (once)", kept.display());
        let number = |name: &str, all: usize| [format!("--{name}"), all.max(1).to_string()];
        let sizes = [("companies", events / 1_000), ("users", events / 100), ("deals", events / 10), ("events", events)];
        let arguments = sizes.into_iter().flat_map(|(name, all)| number(name, all));
        if !at(Command::new(root().join("target/release/jiso")).arg("seed").args(arguments), &kept).status()?.success() {
            return Err("`jiso seed` failed".into());
        }
        fs::write(kept.join("complete"), "")?;
    }
    Ok(kept)
}

/// A copy to work on.
pub fn copy(kept: &Path, data: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let file = kept.join("jiso.db");
    if fs::metadata(&file)?.len() > COPIED_BYTES {
        return Ok(kept.to_owned());
    }
    let _ = fs::remove_dir_all(data);
    fs::create_dir_all(data)?;
    fs::copy(file, data.join("jiso.db"))?;
    // What the system still had to write of it would be written by the first commits of the portal.
    fs::File::open(data.join("jiso.db"))?.sync_all()?;
    Ok(data.to_owned())
}

/// Resident memory of a process, at its highest.
pub fn megabytes(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or_default() / 1_000
}

/// What the processor has spent on a process, in hundredths of a second as Linux counts.
pub fn processor(process: u32) -> Duration {
    let status = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The name before it may hold anything.
    let fields = status.rsplit(')').next().unwrap_or_default().split_whitespace();
    let hundredths: u64 = fields.skip(11).take(2).filter_map(|spent| spent.parse::<u64>().ok()).sum();
    Duration::from_millis(hundredths * 10)
}
