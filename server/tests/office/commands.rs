//! The command line, as whoever runs a portal meets it.

use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use jiso_store::testing::fresh_folder;

const CONTENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../content");
const FONTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../fonts");

struct Ran {
    ok: bool,
    out: String,
    err: String,
}

fn jiso(data: &Path, args: &[&str], input: &str) -> Ran {
    jiso_with(data, args, input, &[])
}

/// With settings of the environment besides.
fn jiso_with(data: &Path, args: &[&str], input: &str, settings: &[(&str, &str)]) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_jiso"))
        .args(args)
        .env_clear()
        .env("JISO_DATA", data)
        .env("JISO_CONTENT", CONTENT)
        .env("JISO_FONTS", FONTS)
        .envs(settings.iter().copied())
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
fn without_its_fonts_a_portal_does_not_start_and_the_doctor_says_so() {
    let data = fresh_folder("commands");
    for args in [&["serve", "--fonts", "/nowhere"][..], &["serve", "--fonts", CONTENT]] {
        let ran = jiso(&data, args, "");
        assert!(!ran.ok);
        for part in ["setting --fonts:", args[2], "expected a folder with BIZUDPGothic-Regular.ttf"] {
            assert!(ran.err.contains(part), "{part}: {}", ran.err);
        }
    }
    assert!(!data.join("jiso.db").exists(), "nothing is made before it can start");
    let ill = jiso(&data, &["doctor", "--fonts", "/nowhere"], "");
    assert!(ill.out.contains("wrong  fonts") && ill.out.contains("--fonts") && ill.out.contains("/nowhere"), "{}", ill.out);
    let well = jiso(&data, &["doctor"], "");
    assert!(well.out.contains("ok     fonts"), "{}", well.out);
    let migrated = jiso(&data, &["migrate", "--fonts", "/nowhere"], "");
    assert!(migrated.ok, "what prints nothing needs no fonts: {}", migrated.err);
}

#[test]
fn the_help_shows_no_password_of_the_environment() {
    let data = fresh_folder("commands");
    let settings = [
        ("JISO_DATABASE_URL", "postgres://jiso:hidden@db.example/jiso"),
        ("JISO_SMTP_URL", "smtp://jiso:hidden@mail.example:587"),
        ("JISO_FILES_URL", "s3://jiso:hidden@s3.example/files"),
    ];
    for command in ["serve", "migrate", "doctor"] {
        let help = jiso_with(&data, &[command, "--help"], "", &settings);
        assert!(help.ok, "{}", help.err);
        for (name, _) in settings {
            assert!(help.out.contains(name), "{name}: {}", help.out);
        }
        assert!(!help.out.contains("hidden") && !help.err.contains("hidden"), "{}", help.out);
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
    assert!(short.err.contains("at least 10 characters") && !short.err.contains("TooShort"), "{}", short.err);
    let again = jiso(&data, &create, "");
    assert!(!again.ok && again.err.contains("--email: This is already in use"), "{}", again.err);
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
    assert!(after.out.contains("ok     files"), "{}", after.out);
    let far = jiso(&data, &["doctor", "--site", &site, "--files-url", "s3+http://jiso:hidden@127.0.0.1:9/files"], "");
    assert!(far.out.contains("wrong  files      http://127.0.0.1:9/files"), "{}", far.out);
    assert!(!far.out.contains("hidden"), "{}", far.out);
}

#[test]
fn the_doctor_sees_a_damaged_database_and_a_damaged_index() {
    let data = fresh_folder("commands");
    assert!(jiso(&data, &["reindex"], "").ok);
    let doctor = || jiso(&data, &["doctor"], "").out;
    let well = doctor();
    assert!(well.contains("ok     database") && well.contains("ok     search"), "{well}");

    let index = data.join("search").join(std::fs::read_to_string(data.join("search/current")).unwrap().trim());
    let terms = std::fs::read_dir(index).unwrap().flatten().find(|file| file.path().extension().is_some_and(|e| e == "term"));
    std::fs::remove_file(terms.unwrap().path()).unwrap();
    let told = doctor();
    assert!(told.contains("wrong  search") && told.contains("the next start builds it anew"), "{told}");

    let file = data.join("jiso.db");
    let mut bytes = std::fs::read(&file).unwrap();
    let pages = bytes.len() / 4096;
    for page in pages / 2..pages {
        bytes[page * 4096..page * 4096 + 2048].fill(0xA5);
    }
    std::fs::write(&file, bytes).unwrap();
    let told = doctor();
    assert!(told.contains("wrong  database") && told.contains("restore jiso.db from a backup"), "{told}");
    std::fs::write(&file, vec![0xA5; 40_960]).unwrap();
    let told = doctor();
    assert!(told.contains("wrong  database") && told.contains("restore jiso.db from a backup"), "{told}");
    assert!(!told.contains("jiso migrate"), "{told}");
}

#[test]
fn what_cannot_work_says_which_setting_and_what_is_allowed() {
    let data = fresh_folder("commands");
    let closed = "postgres://jiso:secret@127.0.0.1:9/jiso";
    let ran = jiso(&data, &["migrate", "--database-url", closed], "");
    assert!(!ran.ok && ran.err.contains("--database-url") && ran.err.contains("127.0.0.1:9/jiso"), "{}", ran.err);
    assert!(!ran.err.contains("secret") && ran.err.contains("refused"), "{}", ran.err);

    let ran = jiso(&data, &["serve", "--files-url", "s3://jiso:hidden@s3.example"], "");
    assert!(!ran.ok && ran.err.contains("--files-url: \"s3.example\" is not allowed; expected s3://"), "{}", ran.err);
    assert!(!ran.err.contains("hidden"), "{}", ran.err);

    let site = data.join("site");
    std::fs::create_dir_all(&site).unwrap();
    std::fs::write(site.join("site.json"), "{}").unwrap();
    let site = site.display().to_string();
    let ran = jiso(&data, &["serve", "--site", &site], "");
    assert!(!ran.ok && ran.err.contains("setting --site:") && ran.err.contains("make run"), "{}", ran.err);

    std::fs::write(data.join("site/site.json"), "{\"pkg\":\"pkg\"}").unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let listen = taken.local_addr().unwrap().to_string();
    let ran = jiso(&data, &["serve", "--site", &site, "--listen", &listen], "");
    assert!(!ran.ok && ran.err.contains("--listen") && ran.err.contains(&listen), "{}", ran.err);
    assert!(!data.join("jiso.db").exists(), "nothing is made before it can start");
}

#[test]
fn an_export_is_of_a_database_that_is_there_and_names_what_is_not_its_own() {
    let data = fresh_folder("commands");
    let out = data.join("out");
    let shown = out.display().to_string();
    let missing = jiso(&data.join("nowhere"), &["content", "export", &shown], "");
    assert!(!missing.ok && missing.err.contains("--data") && missing.err.contains("no database"), "{}", missing.err);
    assert!(!data.join("nowhere").exists() && !out.exists());

    let imported = jiso(&data, &["content", "import", CONTENT], "");
    assert!(imported.ok && imported.out.contains("of the programme holds from"), "{}{}", imported.out, imported.err);
    std::fs::create_dir_all(out.join("news")).unwrap();
    std::fs::write(out.join("news/mine.ja.md"), "mine").unwrap();
    let exported = jiso(&data, &["content", "export", &shown], "");
    assert!(exported.ok && exported.out.contains("news/mine.ja.md was there before"), "{}{}", exported.out, exported.err);
    assert_eq!(exported.out.matches("was there before").count(), 1, "{}", exported.out);
}

#[test]
fn a_measurement_names_the_file_that_is_wrong() {
    let data = fresh_folder("commands");
    let (corpus, queries) = (data.join("corpus.jsonl"), data.join("queries.jsonl"));
    std::fs::write(&corpus, "{\"id\":\"a\",\"title\":\"t\",\"body\":\"b\"}\n").unwrap();
    for (text, told) in [("", "queries.jsonl:1: expected at least one line"), ("nonsense\n", "queries.jsonl:1: ")] {
        std::fs::write(&queries, text).unwrap();
        let args = ["search", "evaluate", "--corpus", corpus.to_str().unwrap(), "--queries", queries.to_str().unwrap()];
        let ran = jiso(&data, &args, "");
        assert!(!ran.ok && ran.err.contains(told), "{}{}", ran.out, ran.err);
    }
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
