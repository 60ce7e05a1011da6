//! `jiso programme …`, as whoever writes the programme meets it.

use std::{fs, path::PathBuf, process::Command};

use jiso_store::testing::fresh_folder;

const CONTENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../content");

fn jiso(args: &[&str]) -> (bool, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_jiso")).args(args).env_clear().env("JISO_CONTENT", CONTENT).output().unwrap();
    let told = String::from_utf8(done.stdout).unwrap() + &String::from_utf8(done.stderr).unwrap();
    // A space is a space, whether a line may end there or not.
    (done.status.success(), told.replace('\u{a0}', " "))
}

fn starter() -> String {
    fs::read_to_string(format!("{CONTENT}/programme.toml")).unwrap()
}

/// A copy of the starter programme with some things replaced, each once.
fn edited(edits: &[(&str, &str)]) -> PathBuf {
    let mut text = starter();
    for (from, to) in edits {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    let file = fresh_folder("programme").join("p.toml");
    fs::write(&file, text).unwrap();
    file
}

fn line(needle: &str) -> usize {
    starter().lines().position(|line| line.contains(needle)).unwrap() + 1
}

#[test]
fn the_starter_programme_is_in_order() {
    let (ok, said) = jiso(&["programme", "check"]);
    assert!(ok && said.contains("In order: version 1"), "{said}");
}

#[test]
fn who_would_fall_is_asked_of_the_database() {
    let (data, new) = (fresh_folder("programme"), edited(&[("version = 1", "version = 2"), ("min = 300,", "min = 400,")]));
    let (ok, said) = jiso(&["programme", "fallers", new.to_str().unwrap(), "--data", data.to_str().unwrap()]);
    assert!(ok && said.contains("0社のうち、新しい条件でランクが下がるのは0社です。"), "{said}");
}

#[test]
fn every_mistake_is_named_with_its_line() {
    let file = edited(&[
        ("on = \"module_completed\"", "on = \"module_liked\""),
        ("axis = \"helping\"\npoints = 20", "axis = \"helpful\"\npoints = 20"),
        ("kind = \"referral\"", "kind = \"friend\""),
        ("contact_days = 2", "contakt_days = 2"),
        ("points = 80", "points = -80"),
        ("points = 200", "points = 99999999999999999999"),
        ("typical_deal_yen = 864000", "typical_deal_yen = 9223372036854775807"),
        ("{ certified_people = { min = 4 } }", "{ certified_people = { min = 50000 } }"),
        ("axis = \"sales\", min = 3000, months = 12", "axis = \"sales\", min = 3000, months = 0"),
        ("2024-01-08", "2024-02-30"),
    ]);
    let (ok, said) = jiso(&["programme", "check", file.to_str().unwrap()]);
    assert!(!ok, "{said}");
    let at = |needle: &str, parts: &[&str]| {
        let start = format!("{}:{}: ", file.display(), line(needle));
        let found = said.lines().any(|line| line.starts_with(&start) && parts.iter().all(|part| line.contains(part)));
        assert!(found, "{start} {parts:?} is not in\n{said}");
    };
    at("on = \"module_completed\"", &["module_liked", "; expected one of", "lesson_completed"]);
    at("kind = \"referral\"", &["friend", "; expected"]);
    at("contact_days = 2", &["unknown key `contakt_days`", "; expected"]);
    at("points = 80", &["points is -80; expected at least 1"]);
    at("points = 200", &["; expected"]);
    at("typical_deal_yen = 864000", &["typical_deal_yen is 9223372036854775807; expected at most 1000000000000"]);
    at("{ certified_people = { min = 4 } }", &["min is 50000; expected at most 10000"]);
    at("min = 3000, months = 12", &["months is 0; expected at least 1"]);
    at("2024-01-08", &["; expected"]);
    assert!(said.contains("helpful"), "{said}");
}

#[test]
fn campaigns_may_not_pay_twice_and_no_criterion_is_out_of_reach() {
    let campaign = "[[campaigns]]\nstarts = \"2026-11-01\"\n[campaigns.rule]\nkey = \"again\"\nname = { ja = \"二つ目\", en = \"Again\" }\n\
                    on = \"deal_registered\"\naxis = \"sales\"\npoints = 10\nonce_per = \"company\"\nto = \"person\"\n\n# ── Tiers";
    let file = edited(&[
        ("# ── Tiers", campaign),
        ("min = 300, months = 12", "min = 300, months = 12 }  }, { points = { axis = \"helping\", min = 2000000000, months = 1"),
    ]);
    let (ok, said) = jiso(&["programme", "check", file.to_str().unwrap()]);
    assert!(
        !ok && said.contains("campaigns[1].starts is \"2026-11-01\"; expected a start after the end of campaigns[0]"),
        "{said}"
    );
    assert!(said.contains("criteria[1].points.min is 2000000000; expected at most 1000000000"), "{said}");
}

#[test]
fn broken_toml_names_its_column() {
    let file = edited(&[("opens = \"09:00\"", "opens = \"09:00")]);
    let (ok, said) = jiso(&["programme", "check", file.to_str().unwrap()]);
    assert!(!ok && said.contains(&format!("p.toml:{}:", line("opens = "))) && said.contains("A text is not closed."), "{said}");
}

#[test]
fn mistakes_are_told_in_japanese_where_it_is_asked_for() {
    let (ok, said) = jiso(&["programme", "check", "--lang", "ja"]);
    assert!(ok && said.contains("誤りはありません。第1版、"), "{said}");
    let check = |edits: &[(&str, &str)]| jiso(&["programme", "check", edited(edits).to_str().unwrap(), "--lang", "ja"]);
    let (ok, said) = check(&[("points = 80", "points = -80")]);
    assert!(!ok && said.contains("誤りが1か所あります\n"), "{said}");
    assert!(said.contains("points が -80 になっています。1以上にしてください。"), "{said}");
    let (ok, said) = check(&[("opens = \"09:00\"", "opens = \"09:00")]);
    assert!(!ok && said.contains(&format!("p.toml:{}:", line("opens = "))) && said.contains("を書いてください。"), "{said}");
}

#[test]
fn a_change_dated_in_the_past_is_refused() {
    let old = format!("{CONTENT}/programme.toml");
    let check = |edits: &[(&str, &str)]| jiso(&["programme", "check", edited(edits).to_str().unwrap(), "--against", &old]);
    let (ok, said) = check(&[("version = 1", "version = 2"), ("effective_from = \"2026-04-01\"", "valid_from = \"2026-03-01\"")]);
    assert!(!ok && said.contains("valid_from is \"2026-03-01\"; expected 20"), "{said}");
    let (ok, said) = check(&[("stale_days = 21", "stale_days = 14")]);
    assert!(!ok && said.contains("version is 1; expected more than 1"), "{said}");
    let (ok, said) = check(&[("version = 1", "version = 2"), ("effective_from = \"2026-04-01\"\n", "")]);
    assert!(ok, "{said}");
}

#[test]
fn changes_are_told_in_both_languages() {
    let old = format!("{CONTENT}/programme.toml");
    let new = edited(&[
        ("min = 1200, months", "min = 1500, months"),
        ("points = 80", "points = 60"),
        ("protection_days = 90", "protection_days = 120"),
    ]);
    let new = new.to_str().unwrap();
    let (_, ja) = jiso(&["programme", "diff", &old, new]);
    let expected = "ゴールドの条件が『12か月の販売ポイントが1,200以上』から『1,500以上』に上がります。\n\
                    「商談同行」のポイントが80 ptから60 ptに下がります。\n案件の保護期間が90日から120日に変わります。\n";
    assert_eq!(ja, expected);
    let (_, en) = jiso(&["programme", "diff", &old, new, "--lang", "en"]);
    let expected = "What Gold asks for rises from “at least 1,200 Sales points in 12 months” to “at least 1,500”.\n\
                    “Joint visit” falls from 80 pt to 60 pt.\nThe protection of a deal changes from 90 to 120 days.\n";
    assert_eq!(en, expected);
    assert_eq!(jiso(&["programme", "diff", &old, &old]).1, "変更はありません。\n");
}
