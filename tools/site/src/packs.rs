//! Shared chunks, put together into a few packs.
//!
//! The route splitter makes a chunk for every set of routes that share code: hundreds of small files, a hundred of them for one
//! page, each compressed on its own. A pack is such chunks one behind the other; the script that loads them takes each from its
//! place in the pack.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

/// What one more request is worth, in bytes of wasm before compression: about 7 kB on the wire.
const REQUEST: u64 = 25_000;
const CHUNK: &str = "chunk_";
/// Reads chunks out of packs, for the script that asked for each by its own address.
///
/// What cannot be fetched is asked for again until it comes: without a network, and while a page is being left. What is no longer
/// there belongs to a newer version of the portal, so the page is loaded anew.
const READER: &str = r#"const packs = {};
async function fetched(name) {
    for (let wait = 500; ; wait = Math.min(wait * 2, 8000)) {
        try {
            const response = await fetch(new URL(`./${name}.wasm`, import.meta.url));
            if (response.ok) return await response.arrayBuffer();
            if (response.status === 404) location.reload();
        } catch {}
        await new Promise((done) => setTimeout(done, wait));
    }
}
async function packed(name, from, to) {
    packs[name] ??= fetched(name);
    return new Response((await packs[name]).slice(from, to), { headers: { "content-type": "application/wasm" } });
}
"#;

/// For each route, the files it needs.
pub type Needs = BTreeMap<String, Vec<String>>;

/// A set of routes, by their place among all.
type Routes = u128;

#[derive(Debug, PartialEq, Eq)]
struct Pack {
    routes: Routes,
    bytes: u64,
    chunks: Vec<String>,
}

/// Puts the chunks of `dir` into packs; `link` is its script that loads them.
pub fn pack(dir: &Path, link: &str, needs: &mut Needs) -> Result<()> {
    let mut places = BTreeMap::new();
    for (number, pack) in packs(chunks(dir, needs)?).into_iter().enumerate() {
        let name = format!("pack_{number}");
        let mut whole = Vec::new();
        for chunk in pack.chunks {
            let path = dir.join(format!("{chunk}.wasm"));
            let from = whole.len();
            whole.extend(fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?);
            fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
            places.insert(chunk, (name.clone(), from, whole.len()));
        }
        fs::write(dir.join(format!("{name}.wasm")), whole).with_context(|| format!("cannot write {name}"))?;
    }
    for files in needs.values_mut() {
        for file in files.iter_mut() {
            if let Some((pack, ..)) = places.get(file) {
                file.clone_from(pack);
            }
        }
        files.sort();
        files.dedup();
    }
    let path = dir.join(link);
    let script = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    fs::write(&path, linked(&script, &places)?).with_context(|| format!("cannot write {}", path.display()))
}

fn chunks(dir: &Path, needs: &Needs) -> Result<Vec<Pack>> {
    ensure!(needs.len() <= 128, "more routes ({}) than a set of routes has room for: widen `Routes`", needs.len());
    let mut routes: BTreeMap<&str, Routes> = BTreeMap::new();
    for (route, files) in needs.values().enumerate() {
        for chunk in files.iter().filter(|file| file.starts_with(CHUNK)) {
            *routes.entry(chunk).or_default() |= 1 << route;
        }
    }
    let sized = routes.into_iter().map(|(chunk, routes)| {
        let path = dir.join(format!("{chunk}.wasm"));
        let bytes = fs::metadata(&path).with_context(|| format!("cannot find {}", path.display()))?.len();
        Ok(Pack { routes, bytes, chunks: vec![chunk.to_owned()] })
    });
    sized.collect()
}

/// Merges as long as the requests saved outweigh what routes then load without needing it.
fn packs(mut packs: Vec<Pack>) -> Vec<Pack> {
    let only = |these: Routes, those: Routes| u64::from((these & !those).count_ones());
    let gain = |one: &Pack, two: &Pack| {
        let saved = REQUEST * u64::from((one.routes & two.routes).count_ones());
        saved.saturating_sub(one.bytes * only(two.routes, one.routes) + two.bytes * only(one.routes, two.routes))
    };
    loop {
        let pairs =
            packs.iter().enumerate().flat_map(|(i, one)| packs.iter().enumerate().take(i).map(move |(j, two)| (i, j, one, two)));
        let best = pairs.map(|(i, j, one, two)| (gain(one, two), i, j)).max().filter(|(gain, ..)| *gain > 0);
        let Some((_, later, earlier)) = best else { return packs };
        let merged = packs.remove(later);
        if let Some(pack) = packs.get_mut(earlier) {
            pack.routes |= merged.routes;
            pack.bytes += merged.bytes;
            pack.chunks.extend(merged.chunks);
        }
    }
}

/// The script with every chunk taken from its pack, and without the lists of routes in its comments.
fn linked(script: &str, places: &BTreeMap<String, (String, usize, usize)>) -> Result<String> {
    let mut text = String::new();
    let mut found = 0;
    for line in script.lines().filter(|line| !line.starts_with("/* ")) {
        let file = line.trim_start().strip_prefix("const src = fetch(new URL(\"./").and_then(|rest| rest.split_once(".wasm\""));
        match file.map(|(file, _)| (file, places.get(file))) {
            Some((_, Some((pack, from, to)))) => {
                let _ = writeln!(text, "const src = packed(\"{pack}\", {from}, {to});");
                found += 1;
            }
            Some((own, None)) => {
                let _ = writeln!(text, "const src = packed(\"{own}\");");
            }
            None => {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    ensure!(found == places.len(), "the route splitter's script asks for {found} of {} chunks: it has a new form", places.len());
    text.push_str(READER);
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::{Pack, linked, packs};

    fn chunk(name: &str, routes: u128, bytes: u64) -> Pack {
        Pack { routes, bytes, chunks: vec![name.to_owned()] }
    }

    #[test]
    fn small_chunks_of_the_same_routes_become_one() {
        let made = packs(vec![chunk("a", 0b11, 2_000), chunk("b", 0b111, 1_000), chunk("c", 0b1100, 400_000)]);
        assert_eq!(made.len(), 2, "{made:?}");
        assert_eq!(made.iter().map(|pack| pack.bytes).sum::<u64>(), 403_000);
        assert_eq!(made[0].routes, 0b111);
    }

    #[test]
    fn routes_that_share_nothing_are_not_joined() {
        assert_eq!(packs(vec![chunk("a", 0b01, 10), chunk("b", 0b10, 10)]).len(), 2);
    }

    #[test]
    fn the_script_takes_chunks_from_their_packs() {
        let script = "import { initSync } from \"./x.js\";\n/* a, b */\nconst __chunk_1 = makeLoad(() => {\n    \
                      const src = fetch(new URL(\"./chunk_1.wasm\", import.meta.url));\n}, []);\n    \
                      const src = fetch(new URL(\"./split_a.wasm\", import.meta.url));\n";
        let places = [("chunk_1".to_owned(), ("pack_0".to_owned(), 5, 9))].into();
        let Ok(text) = linked(script, &places) else { panic!("not linked") };
        assert!(text.starts_with("import { initSync }") && text.contains("packed(\"pack_0\", 5, 9)"), "{text}");
        assert!(text.contains("packed(\"split_a\")") && !text.contains("/* a") && !text.contains("chunk_1.wasm"), "{text}");
        assert!(linked("", &places).is_err(), "a script of another form is noticed");
    }
}
