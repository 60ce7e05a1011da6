//! `jiso-site` turns the portal's browser build into the one folder that the server serves.
//!
//! It calls the libraries behind `wasm-split-cli` and `wasm-bindgen` instead of installing those programs,
//! because a newcomer would wait many minutes for them to compile.
//!
//! What it leaves behind:
//!
//! ```text
//! target/site/site.json       {"pkg": "pkg-<hash>", "inputs": "…", "files": {name: {"raw": n, "br": n}}}
//! target/site/pkg-<hash>/     jiso.js, jiso_bg.wasm, one .wasm a lazy route, jiso.css, everything of static/,
//!                             and beside each file its .br and .gz where they are smaller
//! ```
//!
//! The hash is over the folder's contents, so the folder may be served as immutable.

mod args;
mod folder;
mod packs;
mod script;
mod style;
mod wasm;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;
use std::{env, fs};

use anyhow::{Context, Result, bail};

use args::{Args, Asked};
use folder::{Files, Sizes};

fn main() -> ExitCode {
    let asked = match Args::parse(env::args().skip(1)) {
        Ok(asked) => asked,
        Err(message) => {
            eprintln!("jiso-site: {message}\n\n{}", args::USAGE);
            return ExitCode::from(2);
        }
    };
    match asked {
        Asked::Help => {
            println!("{}", args::USAGE);
            ExitCode::SUCCESS
        }
        Asked::Build(args) => match build(&args) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("jiso-site: {error:#}");
                ExitCode::FAILURE
            }
        },
    }
}

/// Does nothing when neither the inputs nor the tools have changed since the folder was made.
fn build(args: &Args) -> Result<()> {
    let started = Instant::now();
    same_bindgen_version(&args.lock)?;

    let module = fs::read(&args.wasm).with_context(|| {
        format!("cannot read the browser build {}: build the hydrate crate for wasm32-unknown-unknown first", args.wasm.display())
    })?;
    let optimiser = if args.fast { None } else { wasm::Optimiser::find()? };
    let module_key = wasm::key(&module, &args.name, optimiser.as_ref(), args.fast);

    let mut own = Files::new();
    let stylesheet = style::bundle(&args.style.join("main.css"), args.fast)?;
    own.insert(format!("{}.css", args.name), stylesheet.into_bytes());
    folder::read_into(&mut own, &args.statics)?;
    if !args.fast {
        script::compact_all(&mut own);
    }

    let inputs = folder::hash(&own, &module_key);
    if let Some(pkg) = folder::up_to_date(&args.out, &inputs) {
        say(&format!("{pkg} is up to date"));
        return Ok(());
    }

    let module_dir = args.work.join(format!("wasm-{module_key}"));
    if !module_dir.is_dir() {
        if !args.fast && optimiser.is_none() {
            say("wasm-opt is not here: the site works, but its wasm stays larger (`npm ci` in end2end brings it)");
        }
        wasm::make(&module, args, optimiser.as_ref(), &module_dir)?;
        folder::remove_others(&args.work, "wasm-", &module_dir)?;
    }

    let mut files = Files::new();
    folder::read_into(&mut files, &module_dir)?;
    if !args.fast {
        script::compact_all(&mut files);
    }
    for (name, bytes) in own {
        if files.contains_key(&name) {
            bail!("static/{name} has the name of a file that the build makes: rename it");
        }
        files.insert(name, bytes);
    }

    let (pkg, sizes) = folder::publish(files, &args.out, &inputs, args.fast)?;
    report(&pkg, &sizes, &args.name, started);
    Ok(())
}

/// The libraries refuse a foreign `wasm-bindgen` too, but deep inside and with less to go by.
fn same_bindgen_version(lock: &Path) -> Result<()> {
    let Ok(text) = fs::read_to_string(lock) else {
        return Ok(());
    };
    let ours = wasm_bindgen_shared::version();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line != "name = \"wasm-bindgen\"" {
            continue;
        }
        let theirs = lines.next().and_then(|line| line.strip_prefix("version = \"")).and_then(|line| line.strip_suffix('"'));
        if let Some(theirs) = theirs.filter(|theirs| *theirs != ours) {
            bail!(
                "{} has wasm-bindgen {theirs}, but this tool was built for {ours}: set both to one version \
                 (Cargo.toml, tools/site/Cargo.toml, tools/versions.mk)",
                lock.display()
            );
        }
    }
    Ok(())
}

fn report(pkg: &str, sizes: &BTreeMap<String, Sizes>, name: &str, started: Instant) {
    let first = [format!("{name}.js"), format!("{name}_bg.wasm"), wasm::LINK_FILE.to_owned(), format!("{name}.css")];
    let first_load: usize = first.iter().filter_map(|file| sizes.get(file)).map(|size| size.br).sum();
    let chunks = sizes.keys().filter(|file| is_wasm(file)).count().saturating_sub(1);
    say(&format!(
        "{pkg}: {} files, {chunks} lazy chunks; script, wasm and style of a first load: {}",
        sizes.len(),
        kilobytes(first_load)
    ));
    say(&format!("done in {:.1} s", started.elapsed().as_secs_f64()));
}

fn is_wasm(file: &str) -> bool {
    Path::new(file).extension().is_some_and(|extension| extension == "wasm")
}

fn kilobytes(bytes: usize) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}

fn say(line: &str) {
    println!("jiso-site: {line}");
}
