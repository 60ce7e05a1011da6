//! The index from outside: who finds what, and what no input can break.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests stop at once, and measure")]

mod shelf;

use std::{fs, time::Instant};

use jiso::{
    caller::Audience,
    lang::Lang,
    search::{DocumentKind, SearchQuery, plain},
    time::{Day, Timestamp},
};
use jiso_search::{Change, Labels, Named, SearchDocument, SearchError, SearchIndex, Synonyms};
use shelf::{ask, document, found, index};

#[test]
fn nobody_finds_what_is_not_for_them() {
    let root = tempfile::tempdir().unwrap();
    let vendor =
        SearchDocument { audiences: vec![Audience::Vendor], ..document("v", "社内の値引き基準", "値引きの上限") };
    let nobody = SearchDocument { audiences: Vec::new(), ..document("n", "下書きの値引き", "値引き") };
    let index = index(root.path(), vec![document("p", "値引きの相談", "値引きを頼まれたら"), vendor, nobody]);
    for q in ["値引き", "値", "", "値引き 社内 上限", "の"] {
        assert_eq!(found(&ask(&index, q)), ["p"], "{q}");
        assert_eq!(ask(&index, q).total, 1, "{q}");
    }
    assert_eq!(ask(&index, "値引き").facets.kinds, [(DocumentKind::Faq, 1)]);
    let partner = index.suggest(&Audience::Partner, Lang::Ja, "値引").unwrap();
    assert_eq!(partner.iter().map(|s| s.url.as_str()).collect::<Vec<_>>(), ["/faq/p"]);
    let read = index.search(&Audience::Vendor, Lang::Ja, &SearchQuery::listed("値引き")).unwrap();
    assert_eq!(read.total, 2);
    assert_eq!(index.suggest(&Audience::Vendor, Lang::Ja, "値引").unwrap().len(), 2);
}

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
fn filters_narrow_and_facets_count_under_the_others() {
    let root = tempfile::tempdir().unwrap();
    let with = |key: &str, kind, industries: &[&str]| SearchDocument {
        kind,
        industries: industries.iter().map(|i| (*i).to_owned()).collect(),
        ..document(key, "初回訪問の提案", "提案書")
    };
    let index = index(
        root.path(),
        vec![
            with("all", DocumentKind::Template, &[]),
            with("retail", DocumentKind::Template, &["retail"]),
            with("both", DocumentKind::Script, &["retail", "finance"]),
            with("finance", DocumentKind::Script, &["finance"]),
        ],
    );
    for q in ["提案", ""] {
        let narrowed = SearchQuery { industry: Some("finance".into()), ..SearchQuery::listed(q) };
        let page = index.search(&Audience::Partner, Lang::Ja, &narrowed).unwrap();
        let mut keys = found(&page);
        keys.sort_unstable();
        assert_eq!(keys, ["all", "both", "finance"]);
        assert_eq!(page.facets.kinds, [(DocumentKind::Template, 1), (DocumentKind::Script, 2)]);
        let counts: Vec<(&str, u32)> = page.facets.industries.iter().map(|f| (f.value.as_str(), f.count)).collect();
        assert_eq!(counts, [("finance", 3), ("retail", 3)]);
        let narrowed = SearchQuery { kind: Some(DocumentKind::Script), ..narrowed };
        assert_eq!(index.search(&Audience::Partner, Lang::Ja, &narrowed).unwrap().total, 2);
    }
}

/// What the counts promise is what is behind them, also where the answers are very unlike.
#[test]
fn a_facet_leads_to_as_many_as_it_says() {
    let root = tempfile::tempdir().unwrap();
    let of = |kind, key: &str, title: &str, body: &str| SearchDocument { kind, ..document(key, title, body) };
    let mut texts = vec![
        of(DocumentKind::Lesson, "whole", "請求書 電子化 法令 保存 期間", "請求書の電子化と法令と保存期間の話です。"),
        of(DocumentKind::Script, "one", "保存の話", "話の進め方です。"),
        of(DocumentKind::Script, "two", "期間の話", "話の進め方です。"),
    ];
    texts.extend((0..40).map(|n| document(&format!("other{n}"), "別の話", "関係のない文章です。")));
    let index = index(root.path(), texts);
    for q in ["請求書 電子化 法令 保存 期間", "請求書 保存", "保存 期間", "話"] {
        let kinds = ask(&index, q).facets.kinds;
        assert!(!kinds.is_empty(), "{q}");
        for (kind, count) in kinds {
            let narrowed = SearchQuery { kind: Some(kind), ..SearchQuery::listed(q) };
            let page = index.search(&Audience::Partner, Lang::Ja, &narrowed).unwrap();
            assert_eq!(page.total, count, "{q} {kind:?}");
        }
    }
}

#[test]
fn more_than_can_be_paged_through_are_not_counted() {
    let root = tempfile::tempdir().unwrap();
    let mut texts: Vec<_> = (0..260).map(|n| document(&format!("faq{n}"), "見積書の出し方", "見積書の手順です。")).collect();
    texts.push(SearchDocument {
        kind: DocumentKind::Script,
        ..document("script", "見積書", "見積書の話です。長い話が続きます。")
    });
    let index = index(root.path(), texts);
    for q in ["見積書", ""] {
        let page = ask(&index, q);
        assert!(page.at_least && page.facets.at_least && page.total == 200, "{q}: {}", page.total);
        let narrowed = SearchQuery { kind: Some(DocumentKind::Script), ..SearchQuery::listed(q) };
        let page = index.search(&Audience::Partner, Lang::Ja, &narrowed).unwrap();
        assert_eq!((found(&page), page.at_least, page.facets.at_least), (vec!["script"], false, true), "{q}");
    }
    assert!(!ask(&index, "長い話").at_least);
}

#[test]
fn of_two_languages_the_readers_is_shown() {
    let root = tempfile::tempdir().unwrap();
    let ja = document("sso.ja", "SSO の設定", "SSO");
    let en = SearchDocument { key: "sso.en".into(), lang: Lang::En, ..document("sso.ja", "Setting up SSO", "SSO") };
    let index = index(root.path(), vec![ja, en]);
    for (lang, key) in [(Lang::Ja, "sso.ja"), (Lang::En, "sso.en")] {
        for q in ["sso", ""] {
            let page = index.search(&Audience::Partner, lang, &SearchQuery::listed(q)).unwrap();
            assert_eq!((found(&page), page.total), (vec![key], 1), "{q}");
        }
    }
    let english = index.search(&Audience::Partner, Lang::En, &SearchQuery::listed("設定")).unwrap();
    assert_eq!(found(&english), ["sso.en"], "what only one language says is found for all");
}

#[test]
fn a_first_page_shows_the_best_and_then_each_kind() {
    let root = tempfile::tempdir().unwrap();
    let of = |kind: DocumentKind, from: usize| {
        (from..from + 6).map(move |n| {
            // The longer a text, the less it answers: lessons before scripts.
            SearchDocument {
                kind,
                ..document(&format!("{}-{n}", kind.as_str()), "見積", &format!("見積書{}", "です。".repeat(n)))
            }
        })
    };
    let index = index(root.path(), of(DocumentKind::Lesson, 1).chain(of(DocumentKind::Script, 20)).collect());
    let search = |query: &SearchQuery| index.search(&Audience::Partner, Lang::Ja, query).unwrap();
    let all: Vec<String> =
        found(&search(&SearchQuery { page: 1, ..SearchQuery::listed("見積") })).into_iter().map(str::to_owned).collect();
    let page = search(&SearchQuery::words("見積"));
    assert_eq!(found(&page), all[..3], "the best of all first");
    let groups: Vec<_> = page.groups.iter().map(|group| (group.kind, group.hits.len())).collect();
    assert_eq!(groups, [(DocumentKind::Lesson, 3), (DocumentKind::Script, 3)]);
    assert!(page.groups.iter().all(|group| group.hits.iter().all(|hit| hit.kind == group.kind)));
    assert_eq!((page.total, page.has_more), (12, false));
    let scripts = search(&SearchQuery { kind: Some(DocumentKind::Script), ..SearchQuery::words("見積") });
    assert_eq!((scripts.groups.len(), scripts.hits.len()), (0, 6), "a kind that was asked for is a list");
}

#[test]
fn pages_follow_each_other() {
    let root = tempfile::tempdir().unwrap();
    let index = index(root.path(), (0..25).map(|n| document(&format!("d{n}"), "見積", "見積書")).collect());
    let mut keys = Vec::new();
    for (page, more) in [(1, true), (2, true), (3, false)] {
        let query = SearchQuery { page, ..SearchQuery::listed("見積") };
        let page = index.search(&Audience::Partner, Lang::Ja, &query).unwrap();
        assert_eq!((page.total, page.has_more), (25, more));
        keys.extend(page.hits.into_iter().map(|h| h.doc));
    }
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), 25);
}

#[test]
fn the_feed_is_taken_in_with_its_cursor() {
    let root = tempfile::tempdir().unwrap();
    let index = SearchIndex::open(root.path()).unwrap();
    assert_eq!(index.cursor(), None);
    index.apply(vec![Change::Upsert(Box::new(document("a", "見積", "")))], 7).unwrap();
    assert_eq!(index.cursor(), Some(7));
    let changes = vec![Change::Upsert(Box::new(document("a", "請求", ""))), Change::Upsert(Box::new(document("b", "契約", "")))];
    index.apply(changes, 9).unwrap();
    assert_eq!((ask(&index, "見積").total, ask(&index, "請求").total), (0, 1));
    index.apply(vec![Change::Delete("b".into())], 10).unwrap();
    assert_eq!(ask(&index, "契約").total, 0);
    drop(index);
    let again = SearchIndex::open(root.path()).unwrap();
    assert_eq!((again.cursor(), again.documents()), (Some(10), 1));
}

#[test]
fn a_second_writer_is_refused_and_breaks_nothing() {
    let root = tempfile::tempdir().unwrap();
    let index = index(root.path(), vec![document("a", "見積", "")]);
    assert!(matches!(SearchIndex::open(root.path()), Err(SearchError::Busy(_))));
    assert_eq!(ask(&index, "見積").total, 1);
}

#[test]
fn a_rebuild_replaces_everything_while_the_old_one_answers() {
    let root = tempfile::tempdir().unwrap();
    let index = index(root.path(), vec![document("a", "見積", "")]);
    let during = std::iter::from_fn({
        let (index, mut left) = (&index, 1);
        move || {
            assert_eq!(ask(index, "見積").total, 1);
            left -= 1;
            (left >= 0).then(|| document("b", "請求", ""))
        }
    });
    index.rebuild(during, 5).unwrap();
    assert_eq!((ask(&index, "見積").total, ask(&index, "請求").total, index.cursor()), (0, 1, Some(5)));
    drop(index);
    assert_eq!(ask(&SearchIndex::open(root.path()).unwrap(), "請求").total, 1);
    let directories = fs::read_dir(root.path()).unwrap().flatten().filter(|e| e.path().is_dir()).count();
    assert_eq!(directories, 1, "the old generation is gone");
}

#[test]
fn suggestions_begin_with_the_first_character() {
    let root = tempfile::tempdir().unwrap();
    let texts = vec![
        document("server", "サーバーの引っ越し", ""),
        document("security", "Security sheet", ""),
        document("sheet", "セキュリティシートの書き方", ""),
        document("deal", "案件登録のしかた", ""),
        document("register", "はじめての案件登録", ""),
    ];
    let index = index(root.path(), texts);
    let suggested = |typed: &str| -> Vec<String> {
        index.suggest(&Audience::Partner, Lang::Ja, typed).unwrap().into_iter().map(|s| s.title).collect()
    };
    for (typed, first) in [
        ("さ", "サーバーの引っ越し"),
        ("サ", "サーバーの引っ越し"),
        ("さーば", "サーバーの引っ越し"),
        ("ｻｰ", "サーバーの引っ越し"),
        ("s", "Security sheet"),
        ("SEC", "Security sheet"),
        ("sheet sec", "Security sheet"),
        ("せきゅ", "セキュリティシートの書き方"),
        ("シート", "セキュリティシートの書き方"),
        ("案", "案件登録のしかた"),
        ("案件登", "案件登録のしかた"),
    ] {
        assert_eq!(suggested(typed).first().map(String::as_str), Some(first), "{typed}");
    }
    assert_eq!(suggested("案件").len(), 2);
    assert!(suggested("").is_empty() && suggested("  ").is_empty() && suggested("((").is_empty());
    assert!(suggested("案山子").is_empty());
}

#[test]
fn half_a_word_suggests_titles_with_another_word_for_it() {
    let root = tempfile::tempdir().unwrap();
    let texts = vec![
        document("excel", "Excelで足りています", ""),
        document("line", "LINE連携を更新しました", ""),
        document("trial", "トライアルの始め方", ""),
        document("login", "ログインできないとき", ""),
        document("reply", "返事をもらいたいとき", ""),
        document("invite", "How to invite a colleague", ""),
    ];
    let index = index(root.path(), texts);
    let groups = [&["エクセル", "Excel"][..], &["ライン", "LINE"], &["ログイン", "sign in"]];
    let groups = groups.map(|words| words.iter().map(|word| (*word).to_owned()).collect());
    index.set_synonyms(Synonyms::of(groups.to_vec()));
    index.set_labels(Labels::of([("テンプレート|ひな形", Named::Kind(DocumentKind::Template))]));
    for (typed, expected) in
        [("エク", "/faq/excel"), ("えくせ", "/faq/excel"), ("ライ", "/faq/line /faq/trial"), ("sign", "/faq/login"), ("hol", "")]
    {
        let suggested = index.suggest(&Audience::Partner, Lang::Ja, typed).unwrap();
        assert_eq!(suggested.iter().map(|one| one.url.as_str()).collect::<Vec<_>>().join(" "), expected, "{typed}");
    }
    for typed in ["テン", "テンプレ", "ひな"] {
        assert_eq!(index.suggest_named(typed), [Named::Kind(DocumentKind::Template)], "{typed}");
    }
    assert!(index.suggest_named("テ").is_empty() && index.suggest_named("Excel").is_empty());
}

#[test]
fn titles_win_and_excerpts_are_text() {
    let root = tempfile::tempdir().unwrap();
    let texts = vec![
        document("body", "請求について", "契約更新の前に<script>alert(1)</script>請求を確かめます。"),
        document("title", "契約更新", "一年前に始めます。"),
    ];
    let index = index(root.path(), texts);
    let page = ask(&index, "契約更新");
    assert_eq!(found(&page), ["title", "body"]);
    assert!(plain(&page.hits[1].excerpt).contains("<script>alert(1)</script>"), "escaping is the page's");
    assert!(page.hits[0].title.iter().any(|s| s.mark && s.text == "契約更新"));
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

#[test]
fn words_that_mean_the_same_find_the_same() {
    let root = tempfile::tempdir().unwrap();
    let texts = vec![
        document("deal", "案件登録のしかた", "案件を登録します。"),
        document("talk", "商談の進め方", "初回の商談で聞くこと。"),
        document("other", "請求書の宛名", "宛名の変更。"),
    ];
    let index = index(root.path(), texts);
    assert_eq!(found(&ask(&index, "ディール")), Vec::<&str>::new());
    let words = |all: &[&str]| all.iter().map(|word| (*word).to_owned()).collect();
    index.set_synonyms(Synonyms::of(vec![words(&["案件", "商談", "ディール", "あんけん"])]));
    for (q, first) in [("ディール", "deal"), ("案件", "deal"), ("商談", "talk"), ("ﾃﾞｨｰﾙ 登録", "deal"), ("あんけん登録", "deal")]
    {
        let page = ask(&index, q);
        assert_eq!(found(&page).first(), Some(&first), "{q}");
        assert!(!found(&page).contains(&"other"), "{q}");
    }
    assert_eq!(ask(&index, "案件").total, 2);
    let page = ask(&index, "ディール");
    assert!(page.hits[0].title.iter().any(|s| s.mark && s.text == "案件"), "the other word is marked: {:?}", page.hits[0].title);
    let suggested = index.suggest(&Audience::Partner, Lang::Ja, "ディール").unwrap();
    assert_eq!(suggested.len(), 2);
    index.set_synonyms(Synonyms::default());
    assert_eq!(ask(&index, "ディール").total, 0, "at once");
}

/// "Sign in on Monday" says nothing about single sign-on.
#[test]
fn words_in_others_place_stand_whole() {
    let root = tempfile::tempdir().unwrap();
    let texts = vec![
        document("sso", "シングルサインオンの設定", "設定の手順。"),
        document("en", "Setting up", "How single sign-on is set up."),
        document("sign", "Sign the agreement", "Sign on Monday. A single page."),
        document("login", "サインインとシングルルーム", "サインインの手順。"),
        document("word", "ワードのひな型", "ひな型です。"),
        document("password", "パスワードを忘れたら", "パスワードの手順。"),
    ];
    let index = index(root.path(), texts);
    let words = |all: &[&str]| all.iter().map(|word| (*word).to_owned()).collect();
    index.set_synonyms(Synonyms::of(vec![
        words(&["SSO", "single sign-on", "シングルサインオン"]),
        words(&["ワード", "Word", "ぶんしょ"]),
    ]));
    for (typed, expected) in
        [("SSO", &["en", "sso"][..]), ("Word", &["word"][..]), ("ﾌﾞﾝｼｮ", &["word"][..]), ("ぶんしょ", &["word"][..])]
    {
        let page = ask(&index, typed);
        let mut keys = found(&page);
        keys.sort_unstable();
        assert_eq!(keys, expected, "{typed}");
    }
    let narrowed = SearchQuery { kind: Some(DocumentKind::News), ..SearchQuery::listed("SSO") };
    assert_eq!(index.search(&Audience::Partner, Lang::Ja, &narrowed).unwrap().total, 0);
}

#[test]
fn suggestions_go_on_from_a_reading() {
    let root = tempfile::tempdir().unwrap();
    let texts = vec![
        document("deal", "案件登録のしかた", ""),
        document("safe", "あんしんサポート", ""),
        document("quote", "見積書の作り方", ""),
        document("quoting", "見積りの直し方", ""),
    ];
    let index = index(root.path(), texts);
    let words = |all: &[&str]| all.iter().map(|word| (*word).to_owned()).collect();
    let suggested = |typed: &str| -> Vec<String> {
        index.suggest(&Audience::Partner, Lang::Ja, typed).unwrap().into_iter().map(|s| s.title).collect()
    };
    assert_eq!(suggested("見積もり").len(), 2);
    assert_eq!(suggested("みつ"), Vec::<String>::new());
    index.set_synonyms(Synonyms::of(vec![words(&["案件", "商談", "あんけん"]), words(&["見積", "quote", "みつもり"])]));
    assert_eq!(suggested("あん"), ["あんしんサポート", "案件登録のしかた"], "what was typed comes first");
    assert_eq!(suggested("アンケ"), ["案件登録のしかた"]);
    assert_eq!(suggested("みつ").len(), 2);
    assert!(suggested("あ").iter().all(|title| title == "あんしんサポート"), "too many begin with one sign");
}

#[test]
fn a_loop_of_synonyms_has_an_end() {
    let root = tempfile::tempdir().unwrap();
    let index = index(root.path(), vec![document("deal", "案件登録", ""), document("talk", "商談", "")]);
    let words = |all: &[&str]| all.iter().map(|word| (*word).to_owned()).collect();
    let chain =
        vec![words(&["案件", "商談"]), words(&["商談", "ディール"]), words(&["ディール", "案件"]), words(&["案件", "案件"])];
    index.set_synonyms(Synonyms::of(chain));
    for typed in ["案件", "商談", "ディール"] {
        assert!(ask(&index, typed).total > 0, "{typed}");
    }
    ask(&index, &"案件 商談 ディール ".repeat(100));
}

#[test]
fn synonyms_show_nobody_more() {
    let root = tempfile::tempdir().unwrap();
    let vendor = SearchDocument { audiences: vec![Audience::Vendor], ..document("v", "案件の社内基準", "") };
    let index = index(root.path(), vec![vendor]);
    index.set_synonyms(Synonyms::of(vec![vec!["案件".into(), "商談".into()]]));
    assert_eq!(ask(&index, "商談").total, 0);
    assert!(index.suggest(&Audience::Partner, Lang::Ja, "商談").unwrap().is_empty());
}

#[test]
fn what_is_named_stands_above_texts_that_say_the_word() {
    let root = tempfile::tempdir().unwrap();
    let script = |key, title| SearchDocument { kind: DocumentKind::Script, ..document(key, title, "電話で話すこと。") };
    let texts = vec![
        document("said", "電話の前に", "スクリプトを読みます。"),
        document("titled", "スクリプトの選び方", "選びます。"),
        script("call", "最初の電話"),
        SearchDocument { industries: vec!["public".into()], ..script("city", "役所への電話") },
        document("other", "請求書", "宛名。"),
    ];
    let index = index(root.path(), texts);
    assert!(!found(&ask(&index, "スクリプト")).contains(&"call"));
    let (script, public) = (Named::Kind(DocumentKind::Script), Named::Industry("public".into()));
    index.set_labels(Labels::of([("スクリプト", script), ("官公庁・自治体", public)]));
    let page = ask(&index, "スクリプト");
    assert_eq!((page.total, found(&page).last()), (4, Some(&"said")), "{:?}", found(&page));
    assert!(!page.only_near && found(&page)[0] == "titled", "{:?}", found(&page));
    for (q, first) in
        [("自治体 スクリプト", "city"), ("スクリプト 役所", "city"), ("自治体", "city"), ("スクリプト 最初", "call")]
    {
        let page = ask(&index, q);
        assert_eq!(found(&page).first(), Some(&first), "{q}");
        assert!(!page.only_near, "{q}");
    }
    let faq = SearchQuery { kind: Some(DocumentKind::Faq), ..SearchQuery::listed("スクリプト") };
    let page = index.search(&Audience::Partner, Lang::Ja, &faq).unwrap();
    assert_eq!(found(&page), ["titled", "said"], "the filters hold");
}

#[test]
fn a_kind_is_not_lost_beside_words_that_nothing_of_it_has() {
    let root = tempfile::tempdir().unwrap();
    let case = |key, title| SearchDocument { kind: DocumentKind::Case, ..document(key, title, "導入の経緯。") };
    let texts = vec![
        case("plant", "部品メーカー"),
        case("school", "私立学校"),
        document("said", "事例の読み方", "読みます。"),
        document("other", "請求書の宛名", "宛名。"),
    ];
    let index = index(root.path(), texts);
    index.set_labels(Labels::of([("成功事例|事例", Named::Kind(DocumentKind::Case))]));
    for q in ["事例が知りたい", "事例を教えてほしい", "成功した事例", "事例 短い"] {
        let page = ask(&index, q);
        assert!(["plant", "school"].iter().all(|case| found(&page).contains(case)), "{q}: {:?}", found(&page));
        assert!(!page.only_near, "{q}: nothing else is asked");
    }
    let page = ask(&index, "事例 宇宙船 私立");
    assert_eq!(found(&page).first(), Some(&"school"), "{:?}", found(&page));
    assert!(page.only_near && found(&page).contains(&"plant"), "{:?}", found(&page));
    let page = ask(&index, "事例 請求書の宛名");
    assert_eq!(found(&page).first(), Some(&"other"), "what answers everything stays: {:?}", found(&page));
}

#[test]
fn a_part_of_the_question_is_only_near() {
    let root = tempfile::tempdir().unwrap();
    let texts = ["請求書の宛名", "見積の期限", "更新の面談", "同行の依頼", "同僚の招待"];
    let texts = texts.iter().enumerate().map(|(n, title)| document(&n.to_string(), title, ""));
    let index = index(root.path(), texts.collect());
    for (q, near) in
        [("請求書", false), ("請求書の宛名", false), ("請求書 宇宙遊泳", true), ("宇宙遊泳", false), ("", false), ("請", false)]
    {
        let page = ask(&index, q);
        assert_eq!(page.only_near, near, "{q}: {:?}", found(&page));
    }
}

#[test]
fn another_language_raises_nothing() {
    let root = tempfile::tempdir().unwrap();
    let mut texts = vec![
        document("a", "パートナーの質問", "この中に SSO のことも少し。"),
        SearchDocument { key: "a.en".into(), lang: Lang::En, ..document("a", "SSO", "SSO SSO") },
        document("b", "SSO の設定", "SSO を使います。"),
    ];
    texts.extend((0..8).map(|n| document(&format!("other{n}"), "請求書の宛名", "宛名を変えます。")));
    let index = index(root.path(), texts);
    assert_eq!(found(&ask(&index, "sso")), ["b", "a"], "each at its own place");
    let suggested = index.suggest(&Audience::Partner, Lang::Ja, "sso").unwrap();
    let titles: Vec<&str> = suggested.iter().map(|one| one.title.as_str()).collect();
    assert_eq!(titles, ["SSO の設定", "パートナーの質問"], "found in English, shown in Japanese");
}

#[test]
fn what_was_meant_is_offered() {
    let root = tempfile::tempdir().unwrap();
    let secret = SearchDocument {
        audiences: vec![Audience::Vendor],
        ..document("secret", "Margins", "Margins of プレミアムパートナー")
    };
    let mut texts = vec![
        document("security", "セキュリティチェックシート", "セキュリティの質問。Security questions"),
        document("trial", "トライアルの始め方", "Start a trial subscription today."),
        document("server", "サーバーの場所", "国内のサーバーです。"),
        document("agreement", "秘密保持契約", "契約の前に。"),
        secret,
    ];
    texts.extend((0..6).map(|n| document(&format!("quote{n}"), "見積書の出し方", "Quotation steps")));
    let index = index(root.path(), texts);
    for (typed, meant) in [
        ("セキリティ", Some("セキュリティ")),
        ("トライヤル 始め方", Some("トライアル 始め方")),
        ("さーばー", Some("サーバー")),
        ("secuirty", Some("security")),
        ("Subscripton price", Some("subscription price")),
        ("秘密保待契約", Some("秘密保持契約")),
        ("セキュリティ", None),
        ("security", None),
        ("から", None),
        ("zzzzzz", None),
        ("margjns", None),
        ("プレミアムパトナー", None),
        ("😀", None),
        ("", None),
    ] {
        assert_eq!(ask(&index, typed).meant.as_deref(), meant, "{typed}");
        if let Some(meant) = meant {
            assert!(ask(&index, meant).total > 0, "{meant}");
        }
    }
    // Beside a word that has others in its place; the vendor's own words are no mistakes.
    index.set_synonyms(Synonyms::of(vec![vec!["見積".into(), "クォート".into()]]));
    for (typed, meant) in [("見積 セキリティ", Some("見積 セキュリティ")), ("クォート", None), ("見積", None)]
    {
        assert_eq!(ask(&index, typed).meant.as_deref(), meant, "{typed}");
    }
    let vendor = index.search(&Audience::Vendor, Lang::Ja, &SearchQuery::listed("margjns")).unwrap();
    assert_eq!(vendor.meant.as_deref(), Some("margins"), "only who may read it is told that it is there");
}

#[test]
fn a_word_that_is_right_is_never_replaced() {
    let root = tempfile::tempdir().unwrap();
    let texts = vec![
        document("referral", "Referral from a customer", "Ask for a referral after the first month."),
        document("reference", "Kept for reference", "Keep it for reference. Data is encrypted at rest."),
        document("rest", "The rest of the questions", "Where to ask for the rest at once."),
        document("stores", "Three stores", "Two stores tell their story."),
        document("annual", "Annual payment", "An annual payment is cheaper."),
    ];
    let index = index(root.path(), texts);
    for (typed, meant) in [
        // It begins as "reference" does, for the index.
        ("referal reward", Some("referral reward")),
        ("refferal", Some("referral")),
        ("anual payment", Some("annual payment")),
        ("encryptd", Some("encrypted")),
        ("reference", None),
        ("encrypting", None),
        ("reset password", None),
        ("where is data stored", None),
        ("storing", None),
        ("wher", None),
    ] {
        assert_eq!(ask(&index, typed).meant.as_deref(), meant, "{typed}");
    }
    for (typed, first) in [("referal reward", "referral"), ("refferal", "referral"), ("anual payment", "annual")] {
        assert_eq!(found(&ask(&index, typed)).first(), Some(&first), "{typed}");
    }
    assert!(found(&ask(&index, "reset")).is_empty());
}

/// A reader sees their own language wherever there is one, and nothing that only other words in another language led to.
#[test]
fn a_text_is_shown_in_the_readers_language() {
    let root = tempfile::tempdir().unwrap();
    let english = |key: &str, of: &str, title: &str, body: &str| SearchDocument {
        key: key.into(),
        lang: Lang::En,
        ..document(of, title, body)
    };
    let mut texts = vec![
        document("quote", "見積の出し方", "見積を作ります。"),
        document("points", "ポイントの確定", "いつ確定するかの話。"),
        english("points.en", "points", "When points are confirmed", "First line.\nSend it in, and quote it."),
        english("api.en", "api", "A quote by machine", "Ask for a quote."),
        document("grants", "IT の補助金", "IT を導入します。"),
    ];
    texts.extend((0..6).map(|n| document(&format!("other{n}"), "請求書の宛名", "宛名を変えます。")));
    let index = index(root.path(), texts);
    index.set_synonyms(Synonyms::of(vec![vec!["見積".into(), "quote".into()]]));
    let found_in = |lang: Lang, q: &str| index.search(&Audience::Partner, lang, &SearchQuery::listed(q)).unwrap();
    assert_eq!(found(&found_in(Lang::Ja, "見積")), ["quote", "api.en"], "what has a version says nothing about it");
    assert_eq!(found(&found_in(Lang::Ja, "IT")), ["grants"], "the word it is in every English text");
    let page = found_in(Lang::Ja, "confirmed");
    assert_eq!((found(&page), page.hits[0].lang), (vec!["points"], Lang::Ja));
    assert_eq!((plain(&page.hits[0].title).as_str(), page.hits[0].url.as_str()), ("ポイントの確定", "/faq/points"));
    let page = found_in(Lang::En, "確定");
    assert_eq!((found(&page), page.hits[0].url.as_str()), (vec!["points.en"], "/faq/points"));
    assert!(!found(&found_in(Lang::En, "quote")).contains(&"points"));
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
fn a_title_has_a_word_as_it_was_typed() {
    let root = tempfile::tempdir().unwrap();
    let mut texts = vec![document("stores", "Our stores", ""), document("stored", "Our stored", "")];
    texts.extend((0..8).map(|n| document(&format!("other{n}"), "Invoices", "An address.")));
    let index = index(root.path(), texts);
    for (q, first) in [("stored", "stored"), ("stores", "stores"), ("store", "stores")] {
        assert_eq!(found(&ask(&index, q)).first(), Some(&first), "{q}");
    }
}

#[test]
fn parts_of_other_katakana_are_not_found() {
    let root = tempfile::tempdir().unwrap();
    let mut texts = vec![
        document("alone", "ラインの話", "ラインを引きます。"),
        document("online", "オンラインの商談", "画面で話します。"),
        document("point", "ポイントの確定", "ポイントは月末に確定します。"),
        document("line", "LINE 連携", "LINE の設定。"),
    ];
    texts.extend((0..8).map(|n| document(&format!("other{n}"), "請求書の宛名", "宛名を変えます。")));
    let index = index(root.path(), texts);
    let keys = |q: &str| {
        let page = ask(&index, q);
        let mut keys: Vec<String> = found(&page).into_iter().map(str::to_owned).collect();
        keys.sort_unstable();
        keys
    };
    assert_eq!(keys("ライン"), ["alone", "online"]);
    index.set_synonyms(Synonyms::of(vec![vec!["ライン".into(), "LINE".into()]]));
    assert_eq!(keys("ライン"), ["alone", "line"], "a word of its own is no part of another");
    assert!(keys("ライン 確定").contains(&"point".to_owned()), "it has the other word");
}

/// サポート and レポート end alike, and say nothing about each other: the vendor's synonyms tell that each is a word of its own.
#[test]
fn ends_of_other_katakana_are_not_found() {
    let root = tempfile::tempdir().unwrap();
    let mut texts = vec![
        document("support", "サポートの連絡先", "電話は平日です。"),
        document("desk", "サポートデスク", "平日です。"),
        document("report", "レポートの出し方", "月末に出します。"),
        document("port", "ポートの設定", "通信の設定です。"),
    ];
    texts.extend((0..8).map(|n| document(&format!("other{n}"), "請求書の宛名", "宛名を変えます。")));
    let index = index(root.path(), texts);
    let words = |one: &str, other: &str| vec![one.to_owned(), other.to_owned()];
    index.set_synonyms(Synonyms::of(vec![words("サポート", "support"), words("レポート", "report")]));
    for (q, expected) in [
        ("サポート", &["desk", "support"][..]),
        ("サポート時間", &["desk", "support"][..]),
        ("レポート", &["report"][..]),
        ("サポート 月末", &["desk", "report", "support"][..]),
    ] {
        let page = ask(&index, q);
        let mut keys = found(&page);
        keys.sort_unstable();
        assert_eq!(keys, expected, "{q}");
    }
}

#[test]
fn news_have_a_date() {
    let root = tempfile::tempdir().unwrap();
    let day = Day(20_000);
    let of = |kind, key| SearchDocument { kind, updated_at: day.start(), ..document(key, "見積", "見積書") };
    let index = index(root.path(), vec![of(DocumentKind::News, "news"), of(DocumentKind::Faq, "faq")]);
    let page = ask(&index, "見積");
    let mut dates: Vec<_> = page.hits.iter().map(|hit| (hit.doc.as_str(), hit.date)).collect();
    dates.sort_unstable();
    assert_eq!(dates, [("faq", None), ("news", Some(day))]);
}
