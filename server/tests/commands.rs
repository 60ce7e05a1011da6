//! The command line, as whoever runs a portal meets it.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use jiso_store::testing::fresh_folder;

const CONTENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../content");

struct Ran {
    ok: bool,
    out: String,
    err: String,
}

fn jiso(data: &Path, args: &[&str], input: &str) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_jiso"))
        .args(args)
        .env_clear()
        .env("JISO_DATA", data)
        .env("JISO_CONTENT", CONTENT)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let done = child.wait_with_output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ran { ok: done.status.success(), out: text(&done.stdout), err: text(&done.stderr) }
}

#[test]
fn a_wrong_setting_stops_with_its_name_its_value_and_what_is_allowed() {
    let data = fresh_folder("commands");
    let ran = jiso(&data, &["serve", "--public-url", "portal.example/x"], "");
    assert!(!ran.ok);
    for part in ["--public-url", "portal.example/x", "https://host"] {
        assert!(ran.err.contains(part), "{}", ran.err);
    }
}

#[test]
fn an_administrator_is_created_by_password_or_by_link() {
    let data = fresh_folder("commands");
    let create = ["admin", "create", "--email", "root@vendor.example", "--name", "渡辺 統"];
    let short = jiso(&data, &[&create[..], &["--password-stdin"]].concat(), "short\n");
    assert!(!short.ok && short.err.contains("--password"), "{}", short.err);
    let made = jiso(&data, &[&create[..], &["--password-stdin"]].concat(), "長いことばは安全です\n");
    assert!(made.ok, "{}", made.err);
    let again = jiso(&data, &create, "");
    assert!(!again.ok && again.err.contains("--email"), "{}", again.err);
    let linked = jiso(&data, &["admin", "create", "--email", "two@vendor.example", "--name", "Two"], "");
    assert!(linked.ok && linked.out.contains("/reset/"), "{}{}", linked.out, linked.err);
}

#[test]
fn the_doctor_says_what_is_wrong_and_how_to_mend_it() {
    let data = fresh_folder("commands");
    let site = data.join("site").display().to_string();
    let before = jiso(&data, &["doctor", "--site", &site], "");
    assert!(!before.ok);
    assert!(before.out.contains("wrong  database") && before.out.contains("jiso migrate"), "{}", before.out);
    let migrated = jiso(&data, &["migrate"], "");
    assert!(migrated.ok && migrated.out.contains("up to date"), "{}{}", migrated.out, migrated.err);
    let after = jiso(&data, &["doctor", "--site", &site], "");
    assert!(after.out.contains("ok     database"), "{}", after.out);
    assert!(after.out.contains("wrong  site"), "{}", after.out);
}

#[test]
fn search_is_measured_as_json() {
    let data = fresh_folder("commands");
    let (corpus, queries) = (data.join("corpus.jsonl"), data.join("queries.jsonl"));
    std::fs::write(&corpus, "{\"id\":\"a\",\"title\":\"見積\",\"body\":\"見積書の作り方です。\"}\n{\"id\":\"b\",\"title\":\"Demo\",\"body\":\"How to demo.\"}\n")
        .unwrap();
    std::fs::write(&queries, "{\"id\":\"a\",\"query\":\"見積書\"}\n").unwrap();
    let ran =
        jiso(&data, &["search", "evaluate", "--corpus", corpus.to_str().unwrap(), "--queries", queries.to_str().unwrap()], "");
    assert!(ran.ok, "{}", ran.err);
    let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((report["documents"].as_u64(), report["recall1"].as_f64()), (Some(2), Some(1.0)), "{report}");
}
