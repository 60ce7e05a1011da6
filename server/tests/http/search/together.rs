//! `/console/synonyms`: two who write at the same time, and a word that somebody comes with.

use axum::http::StatusCode;
use jiso::{
    address::address,
    caller::Caller,
    failure::{Conflict, Failure},
};
use jiso_server::testing::{Answered, TestPortal, portal, portals};

const PAGE: &str = "/console/synonyms";

async fn save(portal: &TestPortal, who: &Caller, page: &str, version: &str, text: &str) -> Answered {
    portal.post(Some(who), page, "save_synonyms", &[("version", version), ("text", text)]).await
}

#[tokio::test]
async fn whoever_saves_second_sees_what_the_other_changed_and_saves_on_top() {
    for portal in portals().await {
        let (first, second) = (&portal.manager, &portal.editor);
        let before = "# メモ\n案件 = 商談\n見積 = 見積書";
        assert_eq!(save(&portal, first, PAGE, "0", before).await.status, StatusCode::SEE_OTHER);
        let theirs = "# メモ\n案件 = 商談 = ディール\n納期 = 納品日";
        assert_eq!(save(&portal, first, PAGE, "1", theirs).await.status, StatusCode::SEE_OTHER);

        let mine = "# メモ\n案件 = 商談\n見積 = 見積書\n請求 = 請求書";
        let late = save(&portal, second, PAGE, "1", mine).await;
        let body = late.body.replace("<!>", "");
        assert_eq!(late.status, StatusCode::CONFLICT, "{body}");
        for text in [
            "<del>案件 = 商談</del>",
            "<del>見積 = 見積書</del>",
            "<ins>案件 = 商談 = ディール</ins>",
            "<ins>納期 = 納品日</ins>",
            "請求 = 請求書</textarea>",
            "name=\"form[version]\" value=\"2\"",
        ] {
            assert!(body.contains(text), "{text}: {body}");
        }
        assert_eq!((body.matches("<del>").count(), body.matches("<ins>").count()), (2, 2), "{body}");

        let fields = [("version", "1"), ("text", mine)];
        let Failure::Conflict { conflict: Conflict::EditedMeanwhile { by, newest, .. } } =
            portal.call(Some(second), "save_synonyms", &fields).await.failure()
        else {
            panic!("what another wrote is not written over unseen")
        };
        assert_eq!((by, newest.as_deref()), (first.name.clone(), Some("2")));

        let again = save(&portal, second, PAGE, "2", mine).await;
        assert_eq!((again.status, again.location()), (StatusCode::SEE_OTHER, "/console/synonyms?done=saved&after=3"));
        let page = portal.get(Some(first), PAGE).await.body;
        assert!(page.contains("請求 = 請求書</textarea>") && !page.contains("<ins>"), "{page}");
    }
}

#[tokio::test]
async fn a_word_that_was_not_found_begins_the_last_line() {
    let portal = portal().await;
    let (editor, text) = (&portal.editor, "# メモ\n案件 = Deal");
    assert_eq!(save(&portal, editor, PAGE, "0", text).await.status, StatusCode::SEE_OTHER);
    let with = |word: &str| address(PAGE, [("word", word)]);
    let page = async |word: &str| portal.get(Some(editor), &with(word)).await.body.replace("<!>", "");

    let begun = page("宇宙遊泳").await;
    let told = "「宇宙遊泳」を入力欄のいちばん下の行に入れました";
    assert!(begun.contains("案件 = Deal\n宇宙遊泳 = </textarea>") && begun.contains(told), "{begun}");
    let known = page("ＤＥＡＬ").await;
    assert!(known.contains("案件 = Deal</textarea>") && known.contains("「ＤＥＡＬ」は2行目の組にすでにあります"), "{known}");
    let no_word = page("宇宙 = 遊泳").await;
    assert!(no_word.contains("案件 = Deal</textarea>") && no_word.contains("を加える行を選ぶか"), "{no_word}");
    let plain = portal.get(Some(editor), PAGE).await.body;
    assert!(plain.contains("案件 = Deal</textarea>"), "{plain}");

    let left = save(&portal, editor, &with("宇宙遊泳"), "1", &format!("{text}\n宇宙遊泳 = ")).await;
    assert_eq!(left.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", left.body);
    assert!(left.body.contains("3行目：2つ以上の言葉を「=」でつないでください"), "{}", left.body);
    assert_eq!(left.body.matches("宇宙遊泳 = </textarea>").count(), 1, "{}", left.body);
    assert!(!left.body.replace("<!>", "").contains(told), "it may stand elsewhere by now: {}", left.body);
    let done = save(&portal, editor, &with("宇宙遊泳"), "1", &format!("{text}\n宇宙遊泳 = スペースウォーク")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
}
