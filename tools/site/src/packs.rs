//! Shared chunks, put together into a few packs.
//!
//! The route splitter makes a chunk for every set of routes that share code: hundreds of small files, a hundred of them for one
//! page, each compressed on its own. A pack is such chunks one behind the other, loaded as one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

/// What one more request is worth, in bytes of wasm before compression: about 7 kB on the wire.
const REQUEST: u64 = 25_000;
const CHUNK: &str = "chunk_";
/// Loads packs and what is a route's own, for the script that loaded every chunk by its own address. All chunks of a pack begin to
/// work together: a route that needs one needs nearly all of them, and a list of packs is a tenth of a list of chunks.
///
/// What cannot be fetched is asked for again until it comes: without a network, and while a page is being left. What is no longer
/// there belongs to a newer version of the portal, so the page is loaded anew.
const READER: &str = r#"async function fetched(name) {
    for (let wait = 500; ; wait = Math.min(wait * 2, 8000)) {
        try {
            const response = await fetch(new URL(`./${name}.wasm`, import.meta.url));
            if (response.ok) return await response.arrayBuffer();
            if (response.status === 404) location.reload();
        } catch {}
        await new Promise((done) => setTimeout(done, wait));
    }
}
async function own(name) {
    return new Response(await fetched(name), { headers: { "content-type": "application/wasm" } });
}
function pack(name, lengths) {
    return makeLoad(() => {
        const whole = fetched(name);
        return async (imports) => {
            const bytes = await whole;
            let from = 0;
            const chunk = (length) => new Uint8Array(bytes, (from += length) - length, length);
            await Promise.all(lengths.map((length) => WebAssembly.instantiate(chunk(length), imports)));
        };
    }, []);
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
    let mut made = Vec::new();
    for (number, pack) in packs(chunks(dir, needs)?).into_iter().enumerate() {
        let name = format!("pack_{number}");
        let mut whole = Vec::new();
        let mut pieces = Vec::new();
        for chunk in pack.chunks {
            let path = dir.join(format!("{chunk}.wasm"));
            let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
            pieces.push((chunk, bytes.len()));
            whole.extend(bytes);
        }
        fs::write(dir.join(format!("{name}.wasm")), whole).with_context(|| format!("cannot write {name}"))?;
        made.push(pieces);
    }
    let places: BTreeMap<&str, usize> =
        made.iter().enumerate().flat_map(|(pack, pieces)| pieces.iter().map(move |(chunk, _)| (chunk.as_str(), pack))).collect();
    for files in needs.values_mut() {
        for file in files.iter_mut() {
            if let Some(pack) = places.get(file.as_str()) {
                *file = format!("pack_{pack}");
            }
        }
        files.sort();
        files.dedup();
    }
    let path = dir.join(link);
    let script = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    fs::write(&path, linked(&script, &made)?).with_context(|| format!("cannot write {}", path.display()))
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

/// The script with packs in the place of chunks, and without its comments. Each pack is its chunks with their lengths.
fn linked(script: &str, packs: &[Vec<(String, usize)>]) -> Result<String> {
    let places: BTreeMap<&str, usize> =
        packs.iter().enumerate().flat_map(|(pack, chunks)| chunks.iter().map(move |(chunk, _)| (chunk.as_str(), pack))).collect();
    // The script's own name for each chunk.
    let mut named: BTreeMap<&str, usize> = BTreeMap::new();
    let mut text = String::new();
    let mut lines = script.lines().filter(|line| !line.starts_with("/* ") && !line.trim_start().starts_with("//"));
    while let Some(line) = lines.next() {
        if let Some(name) =
            line.strip_prefix("const __chunk_").and_then(|rest| rest.split_once(" = makeLoad(")).map(|(name, _)| name)
        {
            let loading: Vec<&str> = lines.by_ref().take_while(|line| *line != ", []);").collect();
            let pack = loading.iter().find_map(|line| places.get(file(line)?));
            named.insert(name, *pack.with_context(|| format!("the script's chunk {name} is in no pack"))?);
        } else if let Some((before, chunks)) = line.split_once("[__chunk_") {
            let (chunks, after) = chunks.split_once(']').context("a list of chunks that does not end")?;
            let found: Option<BTreeSet<usize>> =
                chunks.split(", ").map(|name| named.get(name.trim_start_matches("__chunk_")).copied()).collect();
            let found = found.context("the script asks for a chunk it does not name")?;
            let list: Vec<String> = found.into_iter().map(|pack| format!("p{pack}")).collect();
            let _ = writeln!(text, "{before}[{}]{after}", list.join(","));
        } else if let Some(own) = file(line) {
            let _ = writeln!(text, "const src = own(\"{own}\");");
        } else {
            text.push_str(line);
            text.push('\n');
        }
        // Packs stand before the routes that need them, which are all that follows.
        if named.len() == places.len() && !text.contains("const p0 ") {
            for (number, chunks) in packs.iter().enumerate() {
                let lengths: Vec<String> = chunks.iter().map(|(_, length)| length.to_string()).collect();
                let _ = writeln!(text, "const p{number} = pack(\"pack_{number}\", [{}]);", lengths.join(","));
            }
        }
    }
    ensure!(
        named.len() == places.len(),
        "the route splitter's script asks for {} of {} chunks: it has a new form",
        named.len(),
        places.len()
    );
    text.push_str(READER);
    Ok(text)
}

/// The file that a line of the script fetches.
fn file(line: &str) -> Option<&str> {
    line.trim_start().strip_prefix("const src = fetch(new URL(\"./")?.split_once(".wasm\"").map(|(file, _)| file)
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
        let chunk = |name: &str| {
            format!(
                "/* a, b */\nconst __chunk_{name} = makeLoad(() => {{\n    const src = fetch(new URL(\"./chunk_{name}.wasm\", import.meta.url));\n    \
                 src.catch(() => {{}});\n}}\n, []);\n"
            )
        };
        let script = format!(
            "import {{ initSync }} from \"./x.js\";\n{}{}{}export const a = wrap(makeLoad(() => {{\n    \
             const src = fetch(new URL(\"./split_a.wasm\", import.meta.url));\n}}\n, [__chunk_3, __chunk_1, __chunk_2]));\n",
            chunk("1"),
            chunk("2"),
            chunk("3")
        );
        let packs = [vec![("chunk_1".to_owned(), 5), ("chunk_3".to_owned(), 9)], vec![("chunk_2".to_owned(), 7)]];
        let Ok(text) = linked(&script, &packs) else { panic!("not linked") };
        let expected = "import { initSync } from \"./x.js\";\nconst p0 = pack(\"pack_0\", [5,9]);\nconst p1 = pack(\"pack_1\", [7]);\n\
                        export const a = wrap(makeLoad(() => {\nconst src = own(\"split_a\");\n}\n, [p0,p1]));\n";
        assert!(text.starts_with(expected), "{text}");
        assert!(linked("", &packs).is_err(), "a script of another form is noticed");
    }
}
