//! The browser module: cut at the lazy routes, bound to JavaScript, made small.

use std::env;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::time::Instant;

use anyhow::{Context, Result, anyhow, ensure};
use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

use crate::args::Args;
use crate::packs::{self, Needs};
use crate::{folder, is_wasm, kilobytes, say};

/// Leptos asks for these two names when it preloads a lazy route's chunk.
pub const LINK_FILE: &str = "__wasm_split.______________________.js";
const MANIFEST_FILE: &str = "__wasm_split_manifest.json";

/// The three skipped passes make a module smaller on disk and larger on the wire: with them, brotli had 224.3 kB of
/// main module left, without any wasm-opt 218.5 kB, with these flags 213.9 kB.
const OPT_FLAGS: [&str; 10] = [
    "-Oz",
    "--skip-pass=inlining-optimizing",
    "--skip-pass=local-cse",
    "--skip-pass=reorder-functions",
    "--enable-bulk-memory",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-mutable-globals",
    "--enable-multivalue",
];

/// Smaller chunks gain less than starting the optimiser costs.
const OPT_FROM_BYTES: usize = 8_000;

/// Binaryen's `wasm-opt`.
pub struct Optimiser {
    program: PathBuf,
    version: String,
}

impl Optimiser {
    /// `$WASM_OPT`, else the pinned one of end2end, else the one on PATH if it is not too old for today's Rust.
    pub fn find() -> Result<Option<Self>> {
        if let Some(program) = env::var_os("WASM_OPT").filter(|program| !program.is_empty()) {
            let found = Self::at(PathBuf::from(&program));
            ensure!(found.is_some(), "$WASM_OPT is {}, which does not run", program.display());
            return Ok(found);
        }
        let pinned = Self::at("end2end/node_modules/.bin/wasm-opt".into());
        Ok(pinned.or_else(|| Self::at("wasm-opt".into()).filter(|found| found.number() >= 121)))
    }

    /// The 132 of "wasm-opt version 132".
    fn number(&self) -> u32 {
        self.version.split_whitespace().find_map(|word| word.parse().ok()).unwrap_or(0)
    }

    fn at(program: PathBuf) -> Option<Self> {
        let answer = Command::new(&program).arg("--version").output().ok().filter(|answer| answer.status.success())?;
        Some(Self { program, version: String::from_utf8_lossy(&answer.stdout).trim().to_owned() })
    }

    fn run(&self, path: &Path) -> Result<()> {
        let smaller = path.with_extension("wasm.part");
        let answer = Command::new(&self.program).args(OPT_FLAGS).arg(path).arg("-o").arg(&smaller).output();
        let answer = answer.with_context(|| format!("cannot start {}", self.program.display()))?;
        ensure!(
            answer.status.success(),
            "{} ({}) failed on {}:\n{}",
            self.program.display(),
            self.version,
            path.display(),
            String::from_utf8_lossy(&answer.stderr).trim()
        );
        fs::rename(&smaller, path).with_context(|| format!("cannot replace {}", path.display()))
    }
}

/// What a build for development adds to the main script.
const RELOAD: &str = include_str!("reload.js");

/// Everything that [`make`] depends on.
pub fn key(module: &[u8], name: &str, optimiser: Option<&Optimiser>, fast: bool) -> String {
    let mut hasher = Sha256::new();
    let flags = OPT_FLAGS.join(" ");
    let optimiser = optimiser.map_or("", |optimiser| &optimiser.version);
    for part in
        [env!("CARGO_PKG_VERSION"), &wasm_bindgen_shared::version(), name, optimiser, &flags, if fast { RELOAD } else { "" }]
    {
        folder::feed(&mut hasher, part.as_bytes());
    }
    folder::feed(&mut hasher, module);
    folder::short(hasher)
}

/// Fills `dir`, which appears only when it is complete.
pub fn make(module: &[u8], args: &Args, optimiser: Option<&Optimiser>, dir: &Path) -> Result<()> {
    let part = dir.with_extension("part");
    folder::clear(&part)?;

    let started = Instant::now();
    let (main, mut needs) = split(module, &args.name, &part)?;
    bind(main, &args.name, &part, args.fast)?;
    let files = wasm_files(&part)?;
    say(&format!(
        "{} of wasm cut into the main module and {} lazy chunks ({:.1} s)",
        kilobytes(module.len()),
        files.len().saturating_sub(1),
        started.elapsed().as_secs_f64()
    ));

    if args.fast {
        let script = part.join(format!("{}.js", args.name));
        let bound = fs::read_to_string(&script).context("cannot read the main script")?;
        fs::write(&script, bound + RELOAD).context("cannot write the main script")?;
    } else {
        let started = Instant::now();
        shrink(files, optimiser)?;
        if let Some(optimiser) = optimiser {
            say(&format!("{} ({:.1} s)", optimiser.version, started.elapsed().as_secs_f64()));
        }
    }
    packs::pack(&part, LINK_FILE, &mut needs)?;
    fs::write(part.join(MANIFEST_FILE), serde_json::to_vec(&needs)?).context("cannot write the list of what to preload")?;
    fs::rename(&part, dir).with_context(|| format!("cannot put {} in its place", dir.display()))
}

/// Writes a chunk for each lazy route and each set of them, and the script that loads them; returns the main module and what
/// each route needs.
fn split(module: &[u8], name: &str, dir: &Path) -> Result<(Vec<u8>, Needs)> {
    let main_path = dir.join("main.part");
    let main_module = format!("./{name}.js");
    let link_name = format!("./{LINK_FILE}");
    let mut options = wasm_split_cli_support::Options::new(module);
    options.output_dir = dir;
    options.main_out_path = &main_path;
    options.main_module = &main_module;
    options.link_name = &link_name;
    let done = catch_unwind(AssertUnwindSafe(|| wasm_split_cli_support::transform(options)))
        .map_err(|_| anyhow!("the route splitter gave up on this module (its own words are above)"))?
        .map_err(|error| {
            anyhow!(
                "cannot cut the module at its lazy routes: {error:#}\n(the relocations come from .cargo/config.toml; a RUSTFLAGS in the environment would switch that off)"
            )
        })?;

    let main = fs::read(&main_path).context("the route splitter wrote no main module")?;
    fs::remove_file(&main_path).context("cannot remove the unbound main module")?;
    Ok((main, done.prefetch_map.into_iter().collect()))
}

/// Chunks link to the main module by its exports and mangled names: both must survive.
fn bind(main: Vec<u8>, name: &str, dir: &Path, fast: bool) -> Result<()> {
    let bound = catch_unwind(AssertUnwindSafe(|| {
        Bindgen::new()
            .input_bytes(name, main)
            .web(true)?
            .keep_lld_exports(true)
            .demangle(false)
            .typescript(false)
            .remove_name_section(!fast)
            .generate(dir)
    }));
    bound
        .map_err(|_| anyhow!("wasm-bindgen gave up on this module (its own words are above)"))?
        .with_context(|| format!("wasm-bindgen {} cannot bind this module", wasm_bindgen_shared::version()))
}

fn wasm_files(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut sized = Vec::new();
    for entry in fs::read_dir(dir).with_context(|| format!("cannot read the folder {}", dir.display()))? {
        let entry = entry?;
        if entry.file_name().to_str().is_some_and(is_wasm) {
            sized.push((entry.metadata()?.len(), entry.path()));
        }
    }
    sized.sort();
    Ok(sized.into_iter().map(|(_, path)| path).collect())
}

/// Largest first, on all cores.
fn shrink(files: Vec<PathBuf>, optimiser: Option<&Optimiser>) -> Result<()> {
    let queue = Mutex::new(files);
    folder::on_all_cores(&|| {
        loop {
            let next = queue.lock().map_err(|_| anyhow!("another module failed"))?.pop();
            let Some(path) = next else { return Ok(()) };
            let read = || fs::read(&path).with_context(|| format!("cannot read {}", path.display()));
            let mut module = read()?;
            if let Some(optimiser) = optimiser.filter(|_| module.len() >= OPT_FROM_BYTES) {
                optimiser.run(&path)?;
                module = read()?;
            }
            let stripped = without_custom_sections(&module).with_context(|| format!("{} is no wasm module", path.display()))?;
            fs::write(&path, stripped).with_context(|| format!("cannot write {}", path.display()))?;
        }
    })
}

/// Names, producers and feature lists are for tools, not for a browser.
fn without_custom_sections(module: &[u8]) -> Option<Vec<u8>> {
    const HEADER: usize = 8;
    let mut kept = module.get(..HEADER).filter(|header| header.starts_with(b"\0asm"))?.to_vec();
    let mut place = HEADER;
    while place < module.len() {
        let (len, len_bytes) = leb128(module.get(place + 1..)?)?;
        let end = place.checked_add(1 + len_bytes)?.checked_add(len)?;
        let section = module.get(place..end)?;
        if section.first() != Some(&0) {
            kept.extend_from_slice(section);
        }
        place = end;
    }
    Some(kept)
}

/// A number of at most 32 bits, and how many bytes it took.
fn leb128(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut value = 0_u64;
    for (place, byte) in bytes.iter().take(5).enumerate() {
        value |= u64::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return Some((usize::try_from(value).ok()?, place + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{leb128, without_custom_sections};

    const HEADER: [u8; 8] = *b"\0asm\x01\0\0\0";

    #[test]
    fn only_custom_sections_go() {
        let module = [&HEADER[..], &[0, 3, 1, b'x', 9], &[1, 1, 0], &[0, 0x82, 0x00, 1, b'y']].concat();
        assert_eq!(without_custom_sections(&module), Some([&HEADER[..], &[1, 1, 0]].concat()));
    }

    #[test]
    fn a_cut_off_module_is_noticed() {
        assert_eq!(without_custom_sections(b"\0asm"), None);
        assert_eq!(without_custom_sections(&[&HEADER[..], &[1, 9, 0]].concat()), None);
        assert_eq!(leb128(&[0xff; 9]), None);
        assert_eq!(leb128(&[0xe5, 0x8e, 0x26]), Some((624_485, 3)));
    }
}
