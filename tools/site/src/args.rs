//! The command line.

use std::path::PathBuf;

pub const USAGE: &str = "\
Usage: jiso-site build --wasm FILE --name NAME --style DIR --static DIR --out DIR [--work DIR] [--lock FILE] [--fast]

  --wasm    the hydrate crate, built for wasm32-unknown-unknown with relocations kept
  --name    name of the script, the main module and the stylesheet
  --style   folder with main.css, whose local @imports are put in its place
  --static  folder copied as it is
  --out     where pkg-<hash>/ and site.json go
  --work    where finished wasm is kept between builds (default: target/site-work)
  --lock    the portal's Cargo.lock, to compare wasm-bindgen's version (default: Cargo.lock)
  --fast    for development: neither wasm-opt nor compression, and pages load anew after a restart";

#[derive(Debug, PartialEq, Eq)]
pub enum Asked {
    Help,
    Build(Args),
}

#[derive(Debug, PartialEq, Eq)]
pub struct Args {
    pub wasm: PathBuf,
    pub name: String,
    pub style: PathBuf,
    pub statics: PathBuf,
    pub out: PathBuf,
    pub work: PathBuf,
    pub lock: PathBuf,
    pub fast: bool,
}

impl Args {
    pub fn parse(mut words: impl Iterator<Item = String>) -> Result<Asked, String> {
        match words.next().as_deref() {
            Some("build") => {}
            Some("help" | "--help" | "-h") => return Ok(Asked::Help),
            Some(other) => return Err(format!("unknown command {other:?}")),
            None => return Err("no command given".to_owned()),
        }
        let (mut wasm, mut name, mut style, mut statics, mut out) = (None, None, None, None, None);
        let (mut work, mut lock, mut fast) = (None, None, false);
        while let Some(option) = words.next() {
            let place = match option.as_str() {
                "--wasm" => &mut wasm,
                "--name" => &mut name,
                "--style" => &mut style,
                "--static" => &mut statics,
                "--out" => &mut out,
                "--work" => &mut work,
                "--lock" => &mut lock,
                "--fast" => {
                    fast = true;
                    continue;
                }
                "--help" | "-h" => return Ok(Asked::Help),
                other => return Err(format!("unknown option {other:?}")),
            };
            *place = Some(words.next().ok_or_else(|| format!("{option} needs a value"))?);
        }
        let needed = |value: Option<String>, option: &str| value.ok_or_else(|| format!("{option} is missing"));
        let name = needed(name, "--name")?;
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') {
            return Err("--name may hold only ASCII letters, digits, - and _".to_owned());
        }
        Ok(Asked::Build(Self {
            wasm: needed(wasm, "--wasm")?.into(),
            name,
            style: needed(style, "--style")?.into(),
            statics: needed(statics, "--static")?.into(),
            out: needed(out, "--out")?.into(),
            work: work.unwrap_or_else(|| "target/site-work".to_owned()).into(),
            lock: lock.unwrap_or_else(|| "Cargo.lock".to_owned()).into(),
            fast,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::{Args, Asked};

    fn parse(line: &str) -> Result<Asked, String> {
        Args::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn a_full_line_is_understood() {
        let Ok(Asked::Build(args)) = parse("build --wasm a.wasm --name jiso --style s --static t --out o --fast") else {
            panic!("not understood");
        };
        assert_eq!((args.name.as_str(), args.fast), ("jiso", true));
        assert_eq!(args.work.to_str(), Some("target/site-work"));
    }

    #[test]
    fn what_is_missing_is_named() {
        assert_eq!(parse("build --name jiso"), Err("--wasm is missing".to_owned()));
        assert_eq!(parse("build --wasm"), Err("--wasm needs a value".to_owned()));
        assert_eq!(parse("bulid"), Err("unknown command \"bulid\"".to_owned()));
        assert!(parse("build --wasm a --name ../x --style s --static t --out o").is_err());
    }
}
