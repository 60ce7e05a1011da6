//! Folders: read, hash, compress, publish.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use anyhow::{Context, Result, anyhow, bail};
use sha2::{Digest, Sha256};

/// Contents by name relative to the folder, with `/` between the parts.
pub type Files = BTreeMap<String, Vec<u8>>;

pub struct Sizes {
    pub raw: usize,
    /// What travels to a browser that takes brotli; equal to `raw` where compressing gains nothing.
    pub br: usize,
}

/// File types that are compressed inside.
const DENSE: [&str; 18] = [
    "avif", "br", "docx", "gif", "gz", "jpeg", "jpg", "mp3", "mp4", "ogg", "pdf", "png", "pptx", "webm", "webp", "woff2", "xlsx",
    "zip",
];

/// Reads a whole folder; names that begin with a dot are left out.
pub fn read_into(files: &mut Files, dir: &Path) -> Result<()> {
    read_below(files, dir, "")
}

fn read_below(files: &mut Files, dir: &Path, prefix: &str) -> Result<()> {
    let entries = fs::read_dir(dir).with_context(|| format!("cannot read the folder {}", dir.display()))?;
    for entry in entries {
        let path = entry.with_context(|| format!("cannot read the folder {}", dir.display()))?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            bail!("{} has a name that is not UTF-8", path.display());
        };
        if name.starts_with('.') {
            continue;
        }
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            read_below(files, &path, &format!("{name}/"))?;
        } else {
            files.insert(name, fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?);
        }
    }
    Ok(())
}

/// 16 hex digits over names and contents.
pub fn hash(files: &Files, salt: &str) -> String {
    let mut hasher = Sha256::new();
    feed(&mut hasher, salt.as_bytes());
    for (name, bytes) in files {
        feed(&mut hasher, name.as_bytes());
        feed(&mut hasher, bytes);
    }
    short(hasher)
}

/// With its length before it, so that no two lists of parts feed the same bytes.
pub fn feed(hasher: &mut Sha256, bytes: &[u8]) {
    hasher.update((bytes.len() as u64).to_le_bytes());
    hasher.update(bytes);
}

pub fn short(hasher: Sha256) -> String {
    let digest = hasher.finalize();
    let mut text = String::new();
    for byte in digest.iter().take(8) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The published folder's name, if it was made from these inputs and every file is still there.
pub fn up_to_date(out: &Path, inputs: &str) -> Option<String> {
    let site: serde_json::Value = serde_json::from_slice(&fs::read(out.join("site.json")).ok()?).ok()?;
    if site.get("inputs")?.as_str()? != inputs {
        return None;
    }
    let pkg = site.get("pkg")?.as_str()?;
    let whole = site.get("files")?.as_object()?.iter().all(|(name, sizes)| {
        let written = fs::metadata(out.join(pkg).join(name)).ok().map(|meta| meta.len());
        written.is_some() && written == sizes.get("raw").and_then(serde_json::Value::as_u64)
    });
    whole.then(|| pkg.to_owned())
}

/// Writes the folder under its hash, then names it in site.json, then removes its predecessors.
pub fn publish(files: Files, out: &Path, inputs: &str, fast: bool) -> Result<(String, BTreeMap<String, Sizes>)> {
    let pkg = format!("pkg-{}", hash(&files, if fast { "plain" } else { "compressed" }));
    let dir = out.join(&pkg);
    let fresh = out.join(format!(".{pkg}.part"));
    clear(&fresh)?;
    let sizes = write_all(files, &fresh, fast)?;
    clear(&dir)?;
    fs::rename(&fresh, &dir).with_context(|| format!("cannot put {} in its place", dir.display()))?;

    let listed: serde_json::Map<String, serde_json::Value> =
        sizes.iter().map(|(name, size)| (name.clone(), serde_json::json!({ "raw": size.raw, "br": size.br }))).collect();
    let site = serde_json::json!({ "pkg": pkg, "inputs": inputs, "files": listed });
    let part = out.join(".site.json.part");
    fs::write(&part, format!("{site:#}\n"))
        .and_then(|()| fs::rename(&part, out.join("site.json")))
        .context("cannot write site.json")?;
    remove_others(out, "pkg-", &dir)?;
    Ok((pkg, sizes))
}

/// On all cores, largest file first: the main module takes longest.
fn write_all(files: Files, dir: &Path, fast: bool) -> Result<BTreeMap<String, Sizes>> {
    let mut queue: Vec<(String, Vec<u8>)> = files.into_iter().collect();
    queue.sort_by_key(|(_, bytes)| bytes.len());
    let queue = Mutex::new(queue);
    let done = Mutex::new(BTreeMap::new());
    let work = || -> Result<()> {
        loop {
            let next = queue.lock().map_err(|_| anyhow!("another file failed"))?.pop();
            let Some((name, bytes)) = next else {
                return Ok(());
            };
            let sizes =
                write_one(dir, &name, &bytes, fast).with_context(|| format!("cannot write {name} into {}", dir.display()))?;
            done.lock().map_err(|_| anyhow!("another file failed"))?.insert(name, sizes);
        }
    };
    on_all_cores(&work)?;
    done.into_inner().map_err(|_| anyhow!("a file was not finished"))
}

/// Runs the same work on every core until each copy of it has nothing left to do.
pub fn on_all_cores(work: &(impl Fn() -> Result<()> + Sync)) -> Result<()> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| worker.join().map_err(|_| anyhow!("a worker gave up"))?)
    })
}

fn write_one(dir: &Path, name: &str, bytes: &[u8], fast: bool) -> Result<Sizes> {
    let path = dir.join(name);
    fs::create_dir_all(path.parent().unwrap_or(dir))?;
    fs::write(&path, bytes)?;
    let raw = bytes.len();
    let dense = path.extension().and_then(|ending| ending.to_str()).is_some_and(|ending| DENSE.contains(&ending));
    if fast || dense {
        return Ok(Sizes { raw, br: raw });
    }

    let gzipped = gzip(bytes)?;
    if gzipped.len() < raw {
        fs::write(beside(&path, "gz"), gzipped)?;
    }
    let brotli = brotli(bytes)?;
    let br = brotli.len();
    if br >= raw {
        return Ok(Sizes { raw, br: raw });
    }
    fs::write(beside(&path, "br"), brotli)?;
    Ok(Sizes { raw, br })
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &params)?;
    Ok(packed)
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

/// An empty folder where there may have been a full one.
pub fn clear(dir: &Path) -> Result<()> {
    if dir.exists() {
        fs::remove_dir_all(dir).with_context(|| format!("cannot remove {}", dir.display()))?;
    }
    fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))
}

/// Removes the folders with this prefix other than `keep`, and what broken-off runs left.
pub fn remove_others(dir: &Path, prefix: &str, keep: &Path) -> Result<()> {
    for entry in fs::read_dir(dir).with_context(|| format!("cannot read the folder {}", dir.display()))? {
        let path = entry?.path();
        let ours =
            path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.trim_start_matches('.').starts_with(prefix));
        if ours && path != keep && path.is_dir() {
            fs::remove_dir_all(&path).with_context(|| format!("cannot remove {}", path.display()))?;
        }
    }
    Ok(())
}
