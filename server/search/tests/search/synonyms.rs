//! The vendor's words that mean the same.

use jiso::{
    caller::Audience,
    lang::Lang,
    search::{DocumentKind, SearchQuery},
};
use jiso_search::{SearchDocument, Synonyms};

use crate::shelf::{ask, document, found, index};

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
