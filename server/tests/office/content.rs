//! The content folder: checked as a whole, imported all or nothing, written back as it was.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use jiso::{
    activity::ActivityKind,
    lang::Lang,
    programme::Programme,
    publishing::{DocumentKind, DocumentStatus, EditForm, Revision},
    tiers::TierCriterion,
    time::{Day, Timestamp},
};
use jiso_server::{
    content::{self, Imported, NotImported},
    office::Chance,
    programme,
};
use jiso_store::{Store, testing};

fn starter() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../content")
}

fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inner) = folders.pop() {
        for path in fs::read_dir(&inner).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if inner != folder || path.ends_with("programme.toml") {
                found.push((path.strip_prefix(folder).unwrap().to_owned(), fs::read(&path).unwrap()));
            }
        }
    }
    found.retain(|(path, _)| !path.starts_with("media"));
    found.sort();
    found
}

/// A copy that a test may change.
fn copy() -> PathBuf {
    let folder = testing::fresh_folder("content");
    for (path, text) in files(&starter()) {
        fs::create_dir_all(folder.join(&path).parent().unwrap()).unwrap();
        fs::write(folder.join(path), text).unwrap();
    }
    folder
}

fn edit(folder: &Path, file: &str, from: &str, to: &str) {
    let text = fs::read_to_string(folder.join(file)).unwrap();
    assert!(text.contains(from), "{file}: {from}");
    fs::write(folder.join(file), text.replacen(from, to, 1)).unwrap();
}

fn at(minute: i64) -> Timestamp {
    Timestamp::from_seconds(1_790_000_000 + minute * 60)
}

async fn import(store: &Store, folder: &Path, minute: i64) -> Result<Imported, NotImported> {
    let checked = content::check(folder)?;
    let mut tx = store.write().await?;
    let chance = Chance::from_seed(u64::try_from(minute).unwrap());
    let imported = content::import(&mut tx, &checked.folder, at(minute), &chance).await?;
    tx.commit().await?;
    Ok(imported)
}

fn changed(changed: usize, of: usize) -> Imported {
    Imported { changed, same: of - changed, ..Imported::default() }
}

#[tokio::test]
async fn the_starter_content_comes_back_byte_for_byte() {
    for store in testing::stores().await {
        let first = import(&store, &starter(), 1).await.unwrap();
        assert_eq!((first.programme.map(|taken| taken.version), first.changed, first.same), (Some(1), 0, 0));
        let out = testing::fresh_folder("export");
        let exported = content::export(&mut store.read().await.unwrap(), &out).await.unwrap();
        assert_eq!((exported.documents, exported.drafts), (first.new, 0));
        let (before, after) = (files(&starter()), files(&out));
        assert_eq!(before.iter().map(|f| &f.0).collect::<Vec<_>>(), after.iter().map(|f| &f.0).collect::<Vec<_>>());
        for ((path, before), (_, after)) in before.iter().zip(&after) {
            assert_eq!(String::from_utf8_lossy(before), String::from_utf8_lossy(after), "{}", path.display());
        }
        assert_eq!(import(&store, &out, 2).await.unwrap(), changed(0, first.new), "an unchanged file makes no revision");
    }
}

#[test]
fn the_edit_form_changes_nothing_by_itself() {
    let chance = Chance::from_seed(1);
    for source in content::check(&starter()).unwrap().folder.documents {
        let form = EditForm::of(chance.id(at(0)), chance.id(at(0)), &source.document.front, &source.document.body);
        let draft = form.read(&source.path).unwrap_or_else(|failure| panic!("{}: {failure:?}", source.file));
        assert_eq!((draft.front, draft.body), (source.document.front, source.document.body), "{}", source.file);
    }
}

#[tokio::test]
async fn a_changed_file_is_a_new_revision_and_a_draft_stays() {
    for store in testing::stores().await {
        let folder = copy();
        let all = import(&store, &folder, 1).await.unwrap().new;
        let path = "faq/trial-how.ja.md".parse().unwrap();

        let mut tx = store.write().await.unwrap();
        let before = tx.document_at(&path).await.unwrap().unwrap();
        let published = tx.revision(before.standing.newest()).await.unwrap().unwrap();
        let draft = Revision { id: Chance::from_seed(9).id(at(2)), number: 2, body: "編集中\n".into(), ..published };
        let document = before.save(published.id, draft.id).unwrap();
        assert!(tx.save_draft(&document, &draft).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(import(&store, &folder, 3).await.unwrap(), changed(0, all));
        let status = store.read().await.unwrap().document_at(&path).await.unwrap().unwrap().status();
        assert_eq!(status, DocumentStatus::Changed, "an unchanged file does not touch a draft");

        edit(&folder, "faq/trial-how.ja.md", "30日間無料", "45日間無料");
        fs::rename(folder.join("modules/demo/03-after-the-demo.ja.md"), folder.join("modules/demo/04-after-the-demo.ja.md"))
            .unwrap();
        assert_eq!(import(&store, &folder, 4).await.unwrap(), changed(2, all));
        let mut tx = store.read().await.unwrap();
        let read = tx.published_by_slug(&[DocumentKind::Faq], "trial-how", Lang::Ja).await.unwrap().unwrap();
        assert!(read.document.meta.summary.starts_with("45日間"));
        assert_eq!((read.document.number, read.document.updated_at), (3, at(4)));
        assert_eq!(tx.history(document.id).await.unwrap().len(), 3, "the draft is in the history");
        let lesson = tx.published_lesson("demo", "after-the-demo", Lang::Ja).await.unwrap().unwrap();
        assert_eq!(lesson.document.path.position, Some(4));
    }
}

#[tokio::test]
async fn one_mistake_and_nothing_is_taken() {
    for store in testing::stores().await {
        let folder = copy();
        let all = import(&store, &folder, 1).await.unwrap().new;
        edit(&folder, "faq/trial-how.ja.md", "30日間無料", "45日間無料");
        edit(&folder, "programme.toml", "stale_days = 21", "stale_days = 0");
        edit(&folder, "news/first-deal-campaign.ja.md", "date = \"2026-10-01\"", "date = \"soon\"");
        let NotImported::Refused(refused) = import(&store, &folder, 2).await.unwrap_err() else { panic!("refused") };
        let lines: Vec<String> = refused.0.iter().map(|m| format!("{}:{}", m.line, m.what.text(Lang::En))).collect();
        assert_eq!(lines[0], "4:`date`: expected a day as YYYY-MM-DD");
        assert!(lines[1].ends_with(":promises.stale_days is 0; expected at least 1"), "{lines:?}");
        assert_eq!(lines.len(), 2);
        assert!(refused.to_string().starts_with(&format!("{}/news/first-deal-campaign.ja.md:4: ", folder.display())));

        edit(&folder, "news/first-deal-campaign.ja.md", "date = \"soon\"", "date = \"2026-10-01\"");
        edit(&folder, "programme.toml", "stale_days = 0", "stale_days = 14");
        let NotImported::Refused(refused) = import(&store, &folder, 3).await.unwrap_err() else { panic!("refused") };
        assert!(refused.to_string().ends_with("version is 1; expected more than 1, the version of another text"), "{refused}");
        let day = Day::from_ymd(2026, 11, 16).unwrap();
        let noon = |day: Day| day.at_minute(720);
        assert_eq!(programme::in_force(&store, noon(day)).await.unwrap().promises.stale_days, 21);

        edit(&folder, "programme.toml", "version = 1", "version = 2");
        edit(&folder, "programme.toml", "effective_from = \"2026-04-01\"", "effective_from = \"2026-12-01\"");
        let taken = content::Taken { version: 2, valid_from: Day::from_ymd(2026, 12, 1).unwrap().start() };
        assert_eq!(import(&store, &folder, 4).await.unwrap(), Imported { programme: Some(taken), ..changed(1, all) });
        assert_eq!(programme::in_force(&store, noon(day)).await.unwrap().version, 1, "its day has not come");
        assert_eq!(programme::in_force(&store, noon(day.plus(30))).await.unwrap().version, 2);
    }
}

#[test]
fn names_that_lead_nowhere_are_found() {
    let folder = copy();
    edit(&folder, "kits/cases/clinic-group.ja.md", "\"security-concern\"", "\"security-konzern\"");
    fs::remove_file(folder.join("modules/demo/module.ja.md")).unwrap();
    fs::remove_file(folder.join("modules/demo/module.en.md")).unwrap();
    fs::write(folder.join("faq/notes.txt"), "x").unwrap();
    let refused = content::check(&folder).unwrap_err().to_string();
    assert!(refused.ends_with("/faq/notes.txt:1: expected <name>.<lang>.md with the language ja or en"), "{refused}");
    fs::remove_file(folder.join("faq/notes.txt")).unwrap();
    fs::copy(folder.join("kits/cases/clinic-group.en.md"), folder.join("kits/cases/retail-chain.en.md")).unwrap();
    edit(&folder, "news/first-deal-campaign.ja.md", "[進捗](/progress)", "[資料](/kits/nothing)");
    let refused = content::check(&folder).unwrap_err();
    let lines: Vec<String> = refused.0.iter().map(|m| format!("{}:{}", m.line, m.what.text(Lang::En))).collect();
    assert_eq!(lines[0], "11:expected the slug of a kit, there is no security-konzern");
    assert!(lines.iter().any(|line| line == "1:expected a file module.ja.md or module.en.md in modules/demo"), "{lines:?}");
    assert!(lines.iter().any(|line| line.ends_with("expected a link to a document, there is no /kits/nothing")), "{lines:?}");
    assert!(lines.iter().any(|line| line.starts_with("1:expected another slug, ")), "{lines:?}");
}

#[test]
fn the_command_says_what_is_wrong_and_fails() {
    let (folder, data) = (copy(), testing::fresh_folder("data"));
    let run = |args: &[&str]| {
        let done = Command::new(env!("CARGO_BIN_EXE_jiso")).args(args).env_clear().env("JISO_DATA", &data).output().unwrap();
        (done.status.success(), String::from_utf8(done.stdout).unwrap() + &String::from_utf8(done.stderr).unwrap())
    };
    let dir = folder.to_str().unwrap();
    assert!(run(&["content", "check", dir]).0);
    assert!(run(&["content", "import", dir]).0);
    edit(&folder, "faq/trial-how.ja.md", "topic = \"product\"", "topic = \"weather\"");
    for command in ["check", "import"] {
        let (ok, said) = run(&["content", command, dir]);
        assert!(!ok && said.contains("/faq/trial-how.ja.md:4: `topic`: expected one of deals, "), "{said}");
    }
    let (ok, said) = run(&["content", "export", dir]);
    assert!(ok && said.contains("documents and the programme are in"), "{said}");
    assert!(fs::read_to_string(folder.join("faq/trial-how.ja.md")).unwrap().contains("topic = \"product\""));
}

/// What the command prints, in the language of a shell.
fn said(args: &[&str], locale: &str, data: &Path) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jiso"));
    let done = command.args(args).env_clear().env("LANG", locale).env("JISO_DATA", data).output().unwrap();
    (done.status.success(), String::from_utf8(done.stdout).unwrap() + &String::from_utf8(done.stderr).unwrap())
}

#[test]
fn mistakes_are_named_in_the_language_of_whoever_calls() {
    let (clean, broken, lost) = (copy(), copy(), copy());
    edit(&broken, "programme.toml", "opens = \"09:00\"", "opens = \"09:00");
    edit(&broken, "faq/trial-how.ja.md", "topic = \"product\"", "topic = \"product");
    edit(&broken, "faq/trial-how.en.md", "topic = ", "topics = ");
    edit(&broken, "news/first-deal-campaign.ja.md", "date = \"2026-10-01\"", "date = \"soon\"");
    edit(&broken, "kits/scripts/first-call-retail.ja.md", "{{contact}}", "{{contakt}}");
    fs::write(broken.join("faq/trial-how-long.ja.md"), b"+++\ntitle = \"t\"\nsummary = \"\x82\xa0\"\n+++\n").unwrap();
    edit(&lost, "news/first-deal-campaign.ja.md", "[進捗](/progress)", "[資料](/kits/nothing)");
    let check = |folder: &Path, lang: &[&str], locale: &str| {
        said(&[&["content", "check", folder.to_str().unwrap()][..], lang].concat(), locale, folder)
    };
    for (lang, locale) in [(&["--lang", "ja"][..], "C.UTF-8"), (&[][..], "ja_JP.UTF-8")] {
        let (ok, told) = check(&clean, lang, locale);
        assert!(ok && told.contains("誤りはありません。文書は"), "{told}");
        let (ok, told) = check(&broken, lang, locale);
        assert!(!ok && told.contains("か所あります。何も変更していません。\n"), "{told}");
        for (at, expected) in [
            ("/programme.toml:", "引用符（\"）が閉じられていません。文字の最後に \" を書いてください。"),
            ("/faq/trial-how.ja.md:4:", "引用符（\"）が閉じられていません。"),
            ("/faq/trial-how-long.ja.md:3: ", "UTF-8の文字ではありません。"),
            ("/faq/trial-how.en.md:4: ", "項目「topics」はありません。使えるのは、「title」、「summary」、"),
            ("/news/first-deal-campaign.ja.md:4: ", "`date`：YYYY-MM-DD形式の日付を書いてください。"),
            ("/kits/scripts/first-call-retail.ja.md:20: ", "差し込み項目 {{contakt}} はありません。使えるのは、{{customer}}、"),
        ] {
            assert!(told.lines().any(|line| line.contains(at) && line.contains(expected)), "{at} {expected} is not in\n{told}");
        }
        let (ok, told) = check(&lost, lang, locale);
        assert!(!ok && told.contains("リンク先 /kits/nothing の文書がありません。"), "{told}");
    }
    let (ok, told) = check(&lost, &["--lang", "en"], "ja_JP.UTF-8");
    assert!(!ok && told.contains("one mistake; nothing was changed\n"), "{told}");
    assert!(told.contains(": expected a link to a document, there is no /kits/nothing"), "{told}");
}

#[test]
fn import_and_export_answer_in_japanese() {
    let (folder, data) = (copy(), testing::fresh_folder("data"));
    let run = |command: &str| said(&["content", command, folder.to_str().unwrap()], "ja_JP.UTF-8", &data);
    let (ok, told) = run("import");
    assert!(ok && told.contains("文書は、新規") && told.contains("プログラムの第1版は、"), "{told}");
    let (ok, told) = run("export");
    assert!(ok && told.contains("に書き出しました。"), "{told}");
    edit(&folder, "programme.toml", "stale_days = 21", "stale_days = 14");
    let (ok, told) = run("import");
    assert!(!ok && told.contains("誤りが1か所あります。"), "{told}");
    assert!(told.contains(": version が 1 になっています。1より大きくしてください。"), "{told}");
}

const POINTS_AND_TIERS: &str = "modules/working-with-us/02-points-and-tiers";

fn numbers_of_the_programme() -> Programme {
    programme::read(&starter().join("programme.toml")).unwrap()
}

fn text(document: &str, lang: Lang) -> String {
    fs::read_to_string(starter().join(format!("{document}.{}.md", lang.as_str()))).unwrap()
}

/// The rows of the table whose first heading is `first`, headings and the line below them included.
fn table(text: &str, first: &str) -> Vec<Vec<String>> {
    let head = format!("| {first} |");
    let rows = text.lines().skip_while(|line| !line.starts_with(&head)).take_while(|line| line.starts_with('|'));
    rows.map(|row| row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// The numbers in a text; "3,000" is one.
fn numbers(text: &str) -> Vec<i64> {
    let parts = text.split(|c: char| !c.is_ascii_digit() && c != ',');
    parts.filter_map(|part| part.replace(',', "").parse().ok()).collect()
}

/// What the rules pay for these activities, the least first.
fn paid(programme: &Programme, on: impl Fn(ActivityKind) -> bool) -> Vec<i64> {
    let mut points: Vec<i64> = programme.all_rules().filter(|rule| on(rule.on)).map(|rule| rule.points).collect();
    points.sort_unstable();
    points
}

#[test]
fn the_texts_name_every_number_that_a_tier_asks_for() {
    let programme = numbers_of_the_programme();
    let facts = fs::read_to_string(starter().join("PRODUCT.md")).unwrap();
    let facts = facts.lines().find_map(|line| line.strip_prefix("- Tiers ")?.split_once("): ")).unwrap().1;
    for tier in &programme.tiers {
        let asked: Vec<i64> = tier.criteria.iter().map(TierCriterion::need).collect();
        let fact = facts.split("; ").find(|fact| fact.starts_with(tier.name.get(Lang::En))).unwrap();
        assert_eq!(numbers(fact), asked, "PRODUCT.md: {fact}");
        for (lang, first, benefits) in [(Lang::Ja, "ランク", "主な特典"), (Lang::En, "Tier", "Main benefits")] {
            for document in ["faq/tier-how-decided", POINTS_AND_TIERS] {
                let rows = table(&text(document, lang), first);
                let criteria = rows[0].iter().take_while(|heading| *heading != benefits).count();
                let row = rows.iter().find(|row| row[0] == tier.name.get(lang));
                let stated: Vec<i64> = row.into_iter().flat_map(|row| &row[1..criteria]).flat_map(|cell| numbers(cell)).collect();
                assert_eq!(stated, asked, "{document} in {lang:?}: {}", tier.name.get(lang));
            }
        }
    }
}

#[test]
fn the_texts_promise_what_the_rules_pay() {
    let programme = numbers_of_the_programme();
    let path = paid(&programme, |on| matches!(on, ActivityKind::DealRegistered | ActivityKind::DealWon));
    let visit = paid(&programme, |on| on == ActivityKind::JointVisitReported);
    let alone: i64 = path.iter().sum();
    let together = alone + visit.iter().sum::<i64>();
    let promised = [[path, vec![alone]].concat(), [visit, vec![together]].concat()];
    let hold = programme.rule("deal_won").unwrap().hold_days;
    for (lang, act, action, total, win) in
        [(Lang::Ja, "行動", "行動", "合計", "受注"), (Lang::En, "Act", "Action", "Total", "Won order")]
    {
        // Each total stands below what it adds up.
        let campaign = table(&text("news/first-deal-campaign", lang), action);
        let parts = campaign[2..].split_inclusive(|row| row[0].contains(total));
        let stated: Vec<Vec<i64>> = parts
            .map(|part| {
                let mut points: Vec<i64> = part.iter().flat_map(|row| numbers(&row[1])).collect();
                points.sort_unstable();
                points
            })
            .collect();
        assert_eq!(stated, promised, "the campaign in {lang:?}");

        let lesson = text(POINTS_AND_TIERS, lang);
        let both = lesson.lines().map(numbers).filter(|line| line.contains(&alone) && line.contains(&together));
        assert_eq!(both.count(), 2, "the quiz and the lesson in {lang:?} name both sums");
        let mut points: Vec<i64> = table(&lesson, act)[2..].iter().flat_map(|row| numbers(&row[1])).collect();
        points.sort_unstable();
        assert_eq!(points, paid(&programme, |_| true), "the lesson's points in {lang:?}");

        let confirmed = table(&text("faq/points-when-confirmed", lang), action);
        let win = confirmed.iter().find(|row| row[0] == win).unwrap();
        assert_eq!(numbers(&win[2]), [i64::from(hold)], "how long an order is provisional, in {lang:?}");
    }
}
