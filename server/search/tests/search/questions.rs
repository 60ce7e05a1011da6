//! Questions that ask little or nothing, and what no input can break.

use std::time::Instant;

use jiso::{caller::Audience, lang::Lang, search::SearchQuery, time::Timestamp};
use jiso_search::SearchDocument;

use crate::shelf::{ask, document, found, index};

#[test]
fn no_question_breaks_it() {
    let root = tempfile::tempdir().unwrap();
    let index = index(root.path(), vec![document("a", "a (b) [c] *", "audience:vendor NOT \"x\" 鍵のかけ方から")]);
    let questions = [
        "(".repeat(1_000),
        "あいうえお".repeat(2_000),
        "x".repeat(10_000),
        "a b ".repeat(2_500),
        "*".into(),
        "?".into(),
        "a*".into(),
        "\"".into(),
        "\"a".into(),
        "audience:vendor".into(),
        "title:* OR *:*".into(),
        "-a +b ~c^2 {d TO e} [f TO g] \\ / && || !".into(),
        "a AND NOT a".into(),
        "😀👨‍👩‍👧‍👦🇯🇵".into(),
        "\u{202e}鍵\u{202c}\u{200f}".into(),
        "e\u{301}\u{301}\u{301}".into(),
        "\u{301}".repeat(5_000),
        "\0\u{1}\u{7f}\u{fffd}\u{10ffff}".into(),
        ".*鍵|.".into(),
        "ｶﾞｶﾞ".into(),
        "𠮷".into(),
        "ー".into(),
        "ーーーー".into(),
    ];
    for q in &questions {
        for page in [0, 1, 7, u32::MAX] {
            let query = SearchQuery { page, ..SearchQuery::listed(q) };
            index.search(&Audience::Partner, Lang::En, &query).unwrap();
        }
        index.suggest(&Audience::Partner, Lang::En, q).unwrap();
    }
    assert_eq!(ask(&index, &questions[0]).total, 0);
    assert_eq!(ask(&index, "audience:vendor").total, 1, "the words are in the text");
}

#[test]
fn one_sign_finds_titles_first_and_then_the_newest() {
    let root = tempfile::tempdir().unwrap();
    let old = document("old", "入退室", "鍵を返す");
    let new = SearchDocument { updated_at: Timestamp::from_seconds(9), ..document("new", "退去", "最後は鍵") };
    let title = document("title", "鍵の受け渡し", "手順");
    let other = document("other", "請求", "支払い");
    let index = index(root.path(), vec![old, new, title, other]);
    let page = ask(&index, "鍵");
    assert_eq!(found(&page), ["title", "new", "old"]);
    assert!(page.hits[1].excerpt.iter().any(|s| s.mark && s.text == "鍵"));
}

#[test]
fn particles_alone_are_answered() {
    let root = tempfile::tempdir().unwrap();
    let index = index(root.path(), vec![document("a", "見積から受注まで", "流れ"), document("b", "請求", "支払い")]);
    for q in ["から", "まで", "からまで"] {
        let page = ask(&index, q);
        assert_eq!(found(&page), ["a"], "{q}");
        assert_eq!(page.hits[0].title.iter().any(|s| s.mark), q != "からまで", "{q}");
    }
}

#[test]
fn words_between_words_answer_nothing() {
    let root = tempfile::tempdir().unwrap();
    let texts = vec![
        document("plan", "What is the plan?", "The plan is what we do at the end of a year."),
        document("trial", "How long is the trial?", "The trial is a month long."),
        document("pay", "What we pay", "It is to be paid."),
    ];
    let index = index(root.path(), texts);
    for (q, near) in
        [("what is the weather", true), ("what is the plan", false), ("how long is the trial", false), ("the of a", false)]
    {
        let page = ask(&index, q);
        assert!(page.total > 0 && page.only_near == near, "{q}: {:?}", found(&page));
    }
    let page = ask(&index, "what is the plan");
    let marks: Vec<&str> = page.hits[0].title.iter().filter(|s| s.mark).map(|s| s.text.as_str()).collect();
    assert_eq!(marks, ["plan"]);
}

#[test]
fn a_search_takes_milliseconds_at_most() {
    let root = tempfile::tempdir().unwrap();
    let body = "見積書の有効期限は三十日です。値引きは承認が要ります。Security sheet and single sign-on. ".repeat(20);
    let texts = (0..500).map(|n| document(&format!("d{n}"), &format!("資料{n} の見積"), &body)).collect();
    let index = index(root.path(), texts);
    let mut times: Vec<_> = (0..40)
        .map(|n| {
            let began = Instant::now();
            ask(&index, &format!("見積書の有効期限 値引き security {n}"));
            began.elapsed()
        })
        .collect();
    times.sort();
    assert!(times[20].as_millis() < 50, "{:?}", times[20]);
}
