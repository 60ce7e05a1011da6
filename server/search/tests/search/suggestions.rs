//! Titles that are offered while somebody types.

use jiso::{caller::Audience, lang::Lang, search::DocumentKind};
use jiso_search::{Labels, Named, Synonyms};

use crate::shelf::{document, index};

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
