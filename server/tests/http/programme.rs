mod what_if;

use axum::http::StatusCode;
use jiso::{failure::Failure, programme::Checked, time::Day};
use jiso_server::testing::{Answered, TestPortal, portal, portals};

const PAGES: [&str; 4] =
    ["/console/programme", "/console/programme/history", "/console/programme/edit", "/console/programme/publish"];

fn starter(portal: &TestPortal) -> String {
    std::fs::read_to_string(portal.settings.content.join("programme.toml")).unwrap()
}

/// The starter with gold for 1,500 points.
fn dearer(portal: &TestPortal) -> String {
    starter(portal).replacen("min = 1200,", "min = 1500,", 1)
}

async fn ready() -> Vec<TestPortal> {
    let portals = portals().await;
    for portal in &portals {
        portal.import_content().await;
    }
    portals
}

async fn newest(portal: &TestPortal) -> jiso_store::programmes::ProgrammeVersion {
    portal.office.store.read().await.unwrap().newest_programme().await.unwrap().unwrap()
}

async fn save(portal: &TestPortal, text: &str, base: &str) -> Answered {
    let fields = [("text", text), ("base", base)];
    portal.post(Some(&portal.admin), "/console/programme/edit", "save_programme_draft", &fields).await
}

async fn publish(portal: &TestPortal, text: &str, base: &str, day: &str) -> Answered {
    let fields = [("text", text), ("base", base), ("day", day), ("note", "来期の基準")];
    portal.post(Some(&portal.admin), "/console/programme/publish", "publish_programme", &fields).await
}

#[tokio::test]
async fn the_rules_in_force_read_as_sentences() {
    for portal in ready().await {
        let page = portal.get(Some(&portal.manager), "/console/programme").await;
        assert_eq!(page.status, StatusCode::OK);
        for told in [
            "第1版のプログラムを実施しています",
            "条件は「12か月の販売ポイントが300以上、かつ修了者が1名以上」です。",
            "「案件の登録」で50 pt。",
            "期間：2026年10月1日から（終了日なし）",
            "「受注」で次のフェーズに進みます。目安は90日です。",
            "マージンは20%です。",
            "1月1日（元日）",
        ] {
            assert!(page.body.contains(told), "{told}: {}", page.body);
        }
        let english = portal.get(Some(&portal.admin), "/console/programme?lang=en").await;
        assert!(english.body.contains("Version 1 of the programme is in force"), "{}", english.body);
        assert!(english.body.contains("Asks for at least 300 Sales points in 12 months"), "{}", english.body);
        assert!(english.body.contains("(Culture Day)"), "{}", english.body);
    }
}

#[tokio::test]
async fn managers_look_and_try_and_only_administrators_publish() {
    let portal = portal().await;
    portal.import_content().await;
    let text = dearer(&portal);
    let draft = [("text", text.as_str()), ("base", "1")];
    let release = [("text", text.as_str()), ("base", "1"), ("day", "2026-12-01")];
    for who in [&portal.rep, &portal.lead, &portal.editor] {
        for page in PAGES {
            assert_eq!(portal.get(Some(who), page).await.status, StatusCode::FORBIDDEN, "{page}");
        }
        for action in ["save_programme_draft", "drop_programme_draft"] {
            assert_eq!(portal.call(Some(who), action, &draft).await.failure(), Failure::Forbidden, "{action}");
        }
        assert_eq!(portal.call(Some(who), "publish_programme", &release).await.failure(), Failure::Forbidden);
    }
    for page in &PAGES[..3] {
        assert_eq!(portal.get(Some(&portal.manager), page).await.status, StatusCode::OK, "{page}");
    }
    assert_eq!(portal.get(Some(&portal.manager), PAGES[3]).await.status, StatusCode::FORBIDDEN);
    let checked: Checked = portal.call(Some(&portal.manager), "save_programme_draft", &draft).await.read();
    assert_eq!(checked.changes.len(), 1);
    assert_eq!(portal.call(Some(&portal.manager), "publish_programme", &release).await.failure(), Failure::Forbidden);
    assert!(portal.get(Some(&portal.admin), PAGES[2]).await.body.contains("まだ変更はありません"), "a draft is its owner's");
    for missing in ["/console/programme/history?to=7", "/console/programme/history?from=7"] {
        assert_eq!(portal.get(Some(&portal.admin), missing).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn every_mistake_of_a_draft_is_told_with_its_line() {
    for portal in ready().await {
        let text = starter(&portal);
        let line = |needle: &str| text.lines().position(|line| line.contains(needle)).unwrap() + 1;
        let broken = text
            .replacen("stale_days = 21", "stale_days = 0", 1)
            .replacen("contact_days = 2", "contakt_days = 2", 1)
            .replacen("points = 80", "points = \"viel\"", 1);
        let saved = save(&portal, &broken.replace('\n', "\r\n"), "1").await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
        let page = portal.get(Some(&portal.admin), "/console/programme/edit").await;
        for told in [
            format!("{}行目", line("stale_days = 21")),
            "promises.stale_days が 0 になっています。1以上にしてください。".into(),
            "項目「contakt_days」はありません。".into(),
            format!("{}行目", line("points = 80")),
            "整数を書いてください。".into(),
            "contakt_days = 2".into(),
        ] {
            assert!(page.body.contains(&told), "{told}: {}", page.body);
        }
        assert!(!page.body.contains("公開の準備へ進む"));
        let release = portal.get(Some(&portal.admin), "/console/programme/publish").await;
        assert!(release.body.contains("改定案に誤りが残っています"), "{}", release.body);
        let refused = publish(&portal, &broken, "1", "2026-12-01").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let no_toml: Checked = {
            let fields = [("text", "version = 1\nvendor = [\n"), ("base", "1")];
            portal.call(Some(&portal.admin), "save_programme_draft", &fields).await.read()
        };
        let told: Vec<_> = no_toml.flaws.iter().map(|flaw| (flaw.line, flaw.text.as_str())).collect();
        assert_eq!(told, [(2, "ここまでの [ が閉じられていません。対になる ] を書いてください。")]);
        assert_eq!(newest(&portal).await.number, 1, "the running programme is untouched");
        let empty = save(&portal, " ", "1").await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn numbers_are_written_into_the_text_and_nothing_else() {
    for portal in ready().await {
        let text = starter(&portal);
        let gold = "tiers[2].criteria[0].points.min";
        let typed = |value: &'static str| {
            [
                ("text", text.clone()),
                ("base", "1".into()),
                ("number.0.path", "incentives[0].points".into()),
                ("number.0.was", "5".into()),
                ("number.0.value", "5".into()),
                ("number.1.path", gold.into()),
                ("number.1.was", "1200".into()),
                ("number.1.value", value.into()),
                ("number.2.path", "vendor.desk_email".into()),
                ("number.2.was", "1".into()),
                ("number.2.value", "2".into()),
            ]
        };
        let set = async |value: &'static str| {
            let fields = typed(value);
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            portal.post(Some(&portal.admin), "/console/programme/edit", "set_programme_numbers", &fields).await
        };
        let wrong = set("たくさん").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("数字で入力してください。") && wrong.body.contains("たくさん"), "{}", wrong.body);
        let done = set("1,500").await;
        assert_eq!(done.location(), "/console/programme/edit?done=numbers", "{}", done.body);
        let mut tx = portal.office.store.read().await.unwrap();
        let draft = tx.programme_draft(portal.admin.user).await.unwrap().unwrap();
        assert_eq!(draft.text, dearer(&portal), "comments and order stay");
        drop(tx);
        let page = portal.get(Some(&portal.admin), done.location()).await;
        assert!(page.body.contains("ゴールドの条件：12か月の販売ポイントが1,500以上"), "{}", page.body);
    }
}

#[tokio::test]
async fn a_draft_becomes_the_version_of_its_day() {
    for portal in ready().await {
        let text = dearer(&portal).replace("# 20 users", "# 二十人 users");
        assert_eq!(save(&portal, &text, "1").await.status, StatusCode::SEE_OTHER);
        let edit = portal.get(Some(&portal.admin), "/console/programme/edit").await;
        assert!(
            edit.body.contains("ゴールドの条件が『12か月の販売ポイントが1,200以上』から『1,500以上』に上がります。"),
            "{}",
            edit.body
        );
        let page = portal.get(Some(&portal.admin), "/console/programme/publish").await;
        assert!(page.body.contains("2社のうち、新しい条件でランクが下がるのは0社です。"), "{}", page.body);

        for (day, told) in [("2026-11-15", "今日以降の日付を入力してください。"), ("x", "日付は2026-11-23のように")]
        {
            let refused = publish(&portal, &text, "1", day).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{day}");
            assert!(refused.body.contains(told) && refused.body.contains("来期の基準"), "{}", refused.body);
        }
        let done = publish(&portal, &text, "1", "2027-04-01").await;
        assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/console/programme?published=2"), "{}", done.body);
        let again = publish(&portal, &text, "1", "2027-04-01").await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "sent twice, it is published once");
        let version = newest(&portal).await;
        assert_eq!(version.valid_from, "2027-04-01".parse::<Day>().unwrap().start());
        assert!(version.text.contains("version = 2\neffective_from = \"2027-04-01\"\n\n# 二十人 users"), "comments stay");
        assert_eq!((version.by.as_deref(), version.note.as_str()), (Some("渡辺 統"), "来期の基準"));

        let page = portal.get(Some(&portal.manager), done.location()).await;
        for told in ["第2版を公開しました", "2027年4月1日から第2版に変わります。", "次は第2版", "渡辺 統さんが", "来期の基準"]
        {
            assert!(page.body.contains(told), "{told}: {}", page.body);
        }
        assert_eq!(portal.office.programme().version, 1, "not before its day");
        let diff = portal.get(Some(&portal.manager), "/console/programme/history").await;
        assert!(diff.body.contains("第1版から第2版への変更") && diff.body.contains("『1,500以上』に上がります"), "{}", diff.body);
        let back = portal.get(Some(&portal.manager), "/console/programme/history?from=2&to=1").await;
        assert!(back.body.contains("『1,200以上』に下がります"), "{}", back.body);
        let more = text.replacen("points = 80", "points = 85", 1);
        save(&portal, &more, "2").await;
        let earlier = publish(&portal, &more, "2", "2026-12-01").await;
        assert!(earlier.body.contains("2027年4月1日以降の日付を入力してください。"), "{}", earlier.body);
    }
}

#[tokio::test]
async fn what_is_published_for_today_holds_at_once() {
    for portal in ready().await {
        let text = starter(&portal).replacen("points = 80", "points = 90", 1);
        assert_eq!(publish(&portal, &text, "1", "2026-11-16").await.status, StatusCode::SEE_OTHER);
        assert_eq!((portal.office.programme().version, newest(&portal).await.valid_from), (2, portal.office.now()));
        let page = portal.get(Some(&portal.manager), "/console/programme").await;
        assert!(
            page.body.contains("第2版のプログラムを実施しています") && page.body.contains("「商談同行の報告」で90 pt。"),
            "{}",
            page.body
        );
    }
}

#[tokio::test]
async fn of_two_who_publish_at_once_the_second_is_told_and_loses_nothing() {
    for portal in ready().await {
        let (mine, theirs) = (dearer(&portal), starter(&portal).replacen("points = 80", "points = 90", 1));
        assert_eq!(save(&portal, &mine, "1").await.status, StatusCode::SEE_OTHER);
        let both = tokio::join!(publish(&portal, &theirs, "1", "2026-12-01"), publish(&portal, &mine, "1", "2027-04-01"));
        let mut status = [both.0.status, both.1.status];
        status.sort();
        assert_eq!(status, [StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY], "one of them");
        let mine_first = both.1.status == StatusCode::SEE_OTHER;
        let second = if mine_first { both.0 } else { both.1 };
        assert!(second.body.contains("渡辺 統さんが先に第2版を公開しました。"), "{}", second.body);
        let version = newest(&portal).await;
        assert_eq!(version.number, 2);
        assert_eq!(version.text.contains("points = 90"), !mine_first);

        for page in ["/console/programme/edit", "/console/programme/publish"] {
            let page = portal.get(Some(&portal.admin), page).await;
            assert!(page.body.contains("改定案を書いている間に、第2版が公開されました"), "{}", page.body);
            let change = if mine_first {
                "『1,500以上』に上がります"
            } else {
                "「商談同行」のポイントが80 ptから90 ptに上がります"
            };
            assert!(page.body.contains(change), "their change is shown: {}", page.body);
        }
        // By the one who came second: the first one's own press once more would be a double submit.
        let (text, day) = if mine_first { (&theirs, "2026-12-01") } else { (&mine, "2027-04-01") };
        let blind = publish(&portal, text, "1", day).await;
        assert_eq!(blind.status, StatusCode::UNPROCESSABLE_ENTITY, "still not looked at");
        assert_eq!(save(&portal, &mine.replacen("points = 80", "points = 85", 1), "2").await.status, StatusCode::SEE_OTHER);
        let draft = mine.replacen("points = 80", "points = 85", 1);
        let done = publish(&portal, &draft, "2", "2027-04-01").await;
        assert_eq!(done.location(), "/console/programme?published=3", "{}", done.body);
    }
}

#[tokio::test]
async fn a_draft_can_be_thrown_away() {
    for portal in ready().await {
        save(&portal, &dearer(&portal), "1").await;
        assert!(portal.get(Some(&portal.admin), "/console/programme").await.body.contains("改定案を続ける"));
        let dropped = portal.post(Some(&portal.admin), "/console/programme/edit", "drop_programme_draft", &[]).await;
        assert_eq!(dropped.location(), "/console/programme/edit?done=dropped", "{}", dropped.body);
        let page = portal.get(Some(&portal.admin), dropped.location()).await;
        assert!(page.body.contains("改定案を破棄しました") && page.body.contains("まだ変更はありません"), "{}", page.body);
    }
}
