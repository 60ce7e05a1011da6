//! Turns `locales/{ja,en}/*.toml` into typed functions, so that a missing key or parameter is a compile error and only the
//! texts of a page travel with that page's chunk.
//!
//! | in the file | becomes |
//! |---|---|
//! | `title = "案件"` | `fn title(l: Lang) -> &'static str` |
//! | `due = "あと {days} 日"` | `fn due(l: Lang, days: impl Display) -> String`, parameters in the order of the Japanese text |
//! | `left = { one = "{n} day", other = "{n} days" }` | `fn left(l: Lang, n: i64) -> String` |
//! | `[stage]` with plain texts | also `fn stage(l: Lang, key: &str) -> &'static str`, empty for an unknown key |

// A build script has nobody to answer to but the person who builds.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

use std::{
    collections::BTreeMap,
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

enum Entry {
    Text(String),
    Plural { one: String, other: String },
}

type Entries = BTreeMap<String, Entry>;

fn main() {
    println!("cargo:rerun-if-changed=locales");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap()).join("locales");
    let mut code = String::new();
    let mut files: Vec<_> = fs::read_dir(root.join("ja")).unwrap().map(|f| f.unwrap().file_name()).collect();
    files.sort();
    for file in &files {
        let module = Path::new(file).file_stem().unwrap().to_string_lossy().into_owned();
        let (ja, tables) = read(&root.join("ja").join(file));
        let (en, _) = read(&root.join("en").join(file));
        for key in ja.keys().chain(en.keys()) {
            assert!(ja.contains_key(key) && en.contains_key(key), "locales: `{module}.{key}` is missing in one language");
        }
        writeln!(
            code,
            "pub mod {module} {{ #![allow(dead_code)] #[allow(unused_imports)] use std::fmt::Display; use jiso::lang::Lang;"
        )
        .unwrap();
        for (key, text) in &ja {
            function(&mut code, &module, key, text, &en[key]);
        }
        for table in tables {
            lookup(&mut code, &table, &ja, &en);
        }
        code.push_str("}\n");
    }
    let strays: Vec<_> =
        fs::read_dir(root.join("en")).unwrap().map(|f| f.unwrap().file_name()).filter(|f| !files.contains(f)).collect();
    assert!(strays.is_empty(), "locales: only in English: {strays:?}");
    let out = PathBuf::from(env::var("OUT_DIR").unwrap()).join("text.rs");
    // A file of its own: in a copy of a build folder that was made by hard links, writing over it would write into the original.
    _ = fs::remove_file(&out);
    fs::write(out, code).unwrap();
}

/// The entries of one file, `table.key` flattened to `table_key`, and the names of its tables.
fn read(path: &Path) -> (Entries, Vec<String>) {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("locales: {}: {e}", path.display()));
    let file: toml::Table = text.parse().unwrap_or_else(|e| panic!("locales: {}: {e}", path.display()));
    let (mut entries, mut tables) = (Entries::new(), Vec::new());
    for (key, value) in file {
        match value {
            toml::Value::Table(table) if !is_plural(&table) => {
                for (inner, value) in table {
                    entries.insert(format!("{key}_{inner}"), entry(&value, path));
                }
                tables.push(key);
            }
            value => {
                entries.insert(key, entry(&value, path));
            }
        }
    }
    (entries, tables)
}

fn is_plural(table: &toml::Table) -> bool {
    table.len() == 2 && table.contains_key("one") && table.contains_key("other")
}

fn entry(value: &toml::Value, path: &Path) -> Entry {
    let text = |v: &toml::Value| {
        let text = v.as_str().unwrap_or_else(|| panic!("locales: {}: not a text: {v}", path.display()));
        // A line never ends between a number and its unit, nor before the dot between two facts.
        text.replace("} pt", "}\u{a0}pt").replace(" ・ ", "\u{a0}・ ").replace(" · ", "\u{a0}· ")
    };
    match value {
        toml::Value::Table(table) => Entry::Plural { one: text(&table["one"]), other: text(&table["other"]) },
        value => Entry::Text(text(value)),
    }
}

fn params(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for part in text.split('{').skip(1) {
        let name = part.split('}').next().unwrap_or_default().to_owned();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn texts(entry: &Entry) -> Vec<&str> {
    match entry {
        Entry::Text(text) => vec![text],
        Entry::Plural { one, other } => vec![one, other],
    }
}

fn function(code: &mut String, module: &str, key: &str, ja: &Entry, en: &Entry) {
    let names = params(texts(ja)[texts(ja).len() - 1]);
    let plural = matches!(ja, Entry::Plural { .. }) || matches!(en, Entry::Plural { .. });
    for text in texts(ja).iter().chain(&texts(en)) {
        for name in params(text) {
            assert!(names.contains(&name), "locales: `{module}.{key}` has {{{name}}} in one text only");
        }
    }
    if names.is_empty() {
        let (Entry::Text(ja), Entry::Text(en)) = (ja, en) else { panic!("locales: `{module}.{key}`: a plural needs {{n}}") };
        writeln!(code, "pub const fn {key}(l: Lang) -> &'static str {{ match l {{ Lang::Ja => {ja:?}, Lang::En => {en:?} }} }}")
            .unwrap();
        return;
    }
    let args: Vec<_> =
        names.iter().map(|n| format!("{n}: {}", if plural && n == "n" { "i64" } else { "impl Display" })).collect();
    let arm = |entry: &Entry| match entry {
        Entry::Text(text) => format!("format!({text:?})"),
        Entry::Plural { one, other } => format!("if n == 1 {{ format!({one:?}) }} else {{ format!({other:?}) }}"),
    };
    writeln!(
        code,
        "pub fn {key}(l: Lang, {}) -> String {{ match l {{ Lang::Ja => {}, Lang::En => {} }} }}",
        args.join(", "),
        arm(ja),
        arm(en)
    )
    .unwrap();
}

fn lookup(code: &mut String, table: &str, ja: &Entries, en: &Entries) {
    let prefix = format!("{table}_");
    let keys: Vec<_> = ja.keys().filter_map(|k| k.strip_prefix(&prefix)).collect();
    let plain = |key: &&str| {
        let name = format!("{prefix}{key}");
        [&ja[&name], &en[&name]].iter().all(|e| matches!(e, Entry::Text(t) if params(t).is_empty()))
    };
    if !keys.iter().all(plain) {
        return;
    }
    writeln!(code, "pub fn {table}(l: Lang, key: &str) -> &'static str {{ match key {{").unwrap();
    for key in keys {
        writeln!(code, "{key:?} => {prefix}{key}(l),").unwrap();
    }
    code.push_str("_ => \"\" } }\n");
}
