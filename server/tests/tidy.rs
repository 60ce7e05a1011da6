//! The invariants of ARCHITECTURE.md that a compiler does not see.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Every file below `folder` with an ending, as (path below the root, text).
fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())).flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == ending) {
                let name = path.strip_prefix(root()).unwrap().display().to_string();
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "no .{ending} files below {folder}");
    found
}

fn nobody_says(folder: &str, words: &[&str], why: &str) {
    for (name, text) in files(folder, "rs") {
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            for word in words {
                assert!(!code.contains(word), "{name}:{}: `{word}`: {why}", number + 1);
            }
        }
    }
}

#[test]
fn the_programme_knows_nothing_of_machines() {
    nobody_says("src", &["leptos", "axum", "sqlx", "tantivy", "tokio", "SystemTime", "std::fs", "std::env"], "src is pure");
}

#[test]
fn the_screens_know_nothing_of_the_server() {
    nobody_says("app/src", &["sqlx", "axum", "tantivy", "tokio", "cfg(feature", "style=\""], "the screens only show");
}

#[test]
fn only_the_store_speaks_sql() {
    nobody_says("server/src", &["sqlx::", "SELECT ", "INSERT INTO"], "SQL lives in server/store");
    nobody_says("server/search/src", &["sqlx", "leptos", "axum"], "the index knows documents only");
    nobody_says("server/store/src", &["leptos", "axum", "tantivy"], "the store knows rows only");
}

#[test]
fn a_mod_file_is_a_map() {
    for folder in ["src", "app/src", "server/src", "server/store/src"] {
        for (name, text) in files(folder, "rs").into_iter().filter(|(name, _)| name.ends_with("/mod.rs")) {
            for word in ["fn ", "struct ", "enum ", "impl "] {
                let begins = |line: &str| line.starts_with(word) || line.starts_with(&format!("pub {word}"));
                assert!(!text.lines().any(begins), "{name}: mod.rs only declares and re-exports");
            }
        }
    }
}

#[test]
fn a_slice_has_one_name_everywhere() {
    let slices: BTreeSet<String> = fs::read_dir(root().join("src"))
        .unwrap()
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    let ground = ["demo", "forms", "frame", "ui", "http", "jobs", "content", "commands", "seed", "world"];
    for folder in ["app/src", "server/src", "server/store/src"] {
        for entry in fs::read_dir(root().join(folder)).unwrap().flatten().filter(|entry| entry.path().is_dir()) {
            let name = entry.file_name().to_string_lossy().into_owned();
            assert!(slices.contains(&name) || ground.contains(&name.as_str()), "{folder}/{name} is no slice of src");
        }
    }
    for (name, _) in files("app/locales/ja", "toml") {
        let slice = Path::new(&name).file_stem().unwrap().to_string_lossy().into_owned();
        let shared = ["failure", "form", "frame", "mail", "problem", "demo", "widgets", "content"];
        assert!(slices.contains(&slice) || shared.contains(&slice.as_str()), "{name} belongs to no slice");
    }
}

#[test]
fn files_have_one_subject() {
    for folder in ["src", "app/src", "server/src", "server/store/src", "server/search/src"] {
        for (name, text) in files(folder, "rs") {
            let lines = text.split("#[cfg(test)]").next().unwrap_or_default().lines().count();
            assert!(lines <= 450, "{name} has {lines} lines: does it have one subject?");
        }
    }
}

/// Each is a part of the first load.
#[test]
fn every_icon_is_shown_somewhere() {
    let screens: String = files("app/src", "rs").into_iter().map(|(_, text)| text).collect();
    let icons = fs::read_to_string(root().join("static/icons.svg")).unwrap();
    let there: BTreeSet<&str> = icons.split("<symbol id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    for icon in &there {
        assert!(screens.contains(&format!("\"{icon}\"")), "static/icons.svg: no screen shows {icon}");
    }
    for icon in screens.split("<Icon name=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(there.contains(icon), "static/icons.svg has no {icon}");
    }
}

#[test]
fn nothing_is_left_half_done() {
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("todo", "!("), concat!("unimplemented", "!(")];
    for (folder, ending) in [("src", "rs"), ("app/src", "rs"), ("server", "rs"), ("style", "css"), ("content", "md")] {
        for (name, text) in files(folder, ending) {
            for mark in marks {
                assert!(!text.contains(mark), "{name} holds {mark}");
            }
        }
    }
}

#[test]
fn what_travels_is_read_by_position() {
    // The front matter of a document is only a file; what an editor's browser gets is the form of it.
    let only_files = ["src/publishing/front_matter.rs"];
    for (name, text) in files("src", "rs").into_iter().chain(files("app/src", "rs")) {
        let named = text.lines().filter(|line| line.trim_start().starts_with("#[serde("));
        for line in named.filter(|_| !only_files.contains(&name.as_str())) {
            for word in ["tag =", "untagged", "flatten", "skip_serializing_if"] {
                assert!(!line.contains(word), "{name}: `{word}` needs names, and a packed answer has none");
            }
        }
    }
}

#[test]
fn lazy_pages_load_in_their_view() {
    for (name, text) in files("app/src", "rs") {
        for data in text.split("fn data() -> Self {").skip(1) {
            let data = data.split("fn view").next().unwrap();
            assert!(!data.contains("load("), "{name}: what `data` loads travels with every first load");
        }
    }
}

/// The first bracket or mark of half width beside a Japanese character, in a line without its code and the targets of its links.
fn half_width(line: &str) -> Option<char> {
    let mut text = String::new();
    for (i, part) in line.split('`').enumerate() {
        for (j, linked) in part.split("](").enumerate() {
            let words = if j > 0 { linked.split_once(')').map_or("", |(_, words)| words) } else { linked };
            text.push_str(if i % 2 > 0 { "-" } else { words });
        }
    }
    // A placeholder stands for Japanese words, and a space between hides nothing.
    let japanese = |c: &char| matches!(c, '、'..='〟' | 'ぁ'..='ヿ' | '㐀'..='鿿' | '！'..='｠' | '{' | '}');
    let letters: Vec<char> = text.chars().collect();
    letters.iter().enumerate().find_map(|(at, mark)| {
        let before = letters[..at].iter().rev().find(|c| **c != ' ');
        let after = letters[at + 1..].iter().find(|c| **c != ' ');
        let beside = "()!?:".contains(*mark) && before.into_iter().chain(after).any(japanese);
        beside.then_some(*mark)
    })
}

#[test]
fn japanese_has_brackets_and_marks_of_full_width() {
    for (text, mark) in [("次: {day}", ':'), ("約(2)件", '('), ("{n}件 !", '!'), ("[費用?](/kits)は", '?')] {
        assert_eq!(half_width(text), Some(mark), "{text}");
    }
    assert_eq!(half_width("[資料](/kits)は10:30から、`x ? y` のとおりです（SSO）。"), None);
    let documents = files("content", "md").into_iter().filter(|(name, _)| name.ends_with(".ja.md"));
    for (name, text) in files("app/locales/ja", "toml").into_iter().chain(documents) {
        for (number, line) in text.lines().enumerate() {
            assert_eq!(half_width(line), None, "{name}:{}", number + 1);
        }
    }
    for (name, text) in files("content", "toml") {
        for words in text.split("ja = \"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert_eq!(half_width(words), None, "{name}");
        }
    }
}

#[test]
fn english_has_no_japanese_marks() {
    for (name, text) in files("app/locales/en", "toml") {
        for (number, line) in text.lines().enumerate() {
            let mark = line.chars().find(|c| matches!(c, '・' | '、' | '。' | '「' | '」' | '！'..='～'));
            assert_eq!(mark, None, "{name}:{}", number + 1);
        }
    }
}
