//! What stands above what.

use jiso::{
    caller::Audience,
    lang::Lang,
    search::{DocumentKind, SearchQuery},
};
use jiso_search::{Labels, Named, SearchDocument};

use crate::shelf::{ask, document, found, index};

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
fn a_title_has_a_word_as_it_was_typed() {
    let root = tempfile::tempdir().unwrap();
    let mut texts = vec![document("stores", "Our stores", ""), document("stored", "Our stored", "")];
    texts.extend((0..8).map(|n| document(&format!("other{n}"), "Invoices", "An address.")));
    let index = index(root.path(), texts);
    for (q, first) in [("stored", "stored"), ("stores", "stores"), ("store", "stores")] {
        assert_eq!(found(&ask(&index, q)).first(), Some(&first), "{q}");
    }
}

/// Of texts that say the same, the one whose name says it in Latin letters: as katakana sounds, or as the words mean.
#[test]
fn a_name_in_latin_letters_answers_japanese() {
    let root = tempfile::tempdir().unwrap();
    let body = "設定の変更とテンプレートの価格を、この画面で確認します。";
    let named = |key, title| document(key, title, body);
    let texts = vec![named("a", "getconf"), named("b", "pricelist"), named("c", "Template"), named("d", "news")];
    let index = index(root.path(), texts);
    for (q, first) in [("テンプレート", "c"), ("価格の確認", "b"), ("設定の変更", "a")] {
        let page = ask(&index, q);
        assert_eq!((found(&page)[0], page.total), (first, 4), "{q}");
    }
}
