//! Mistakes in what was typed: what is offered for them, and what is found all the same.

use crate::shelf::{ask, document, found, index};
use jiso::search::Fallback;
use jiso_search::{Labels, Named, Synonyms};

/// 学校向け is no mistake for 学校け.
#[test]
fn kana_behind_kanji_stay_with_them() {
    let root = tempfile::tempdir().unwrap();
    let texts = vec![
        document("shop", "店舗の資料", "店舗での使い方と、学校での使い方。"),
        document("boss", "社長の提案書", "社長と営業部長への提案書。"),
        document("agreement", "秘密保持契約の期限", "秘密保持契約は一年です。"),
        document("invoice", "請求書の宛名", "請求書を直します。"),
        document("days", "営業日と連絡日", "営業日の表、利用料、管理表。"),
    ];
    let index = index(root.path(), texts);
    for (typed, meant) in [
        ("店舗向け資料", None),
        ("学校向け資料", None),
        ("社長向け提案書", None),
        ("営業部向け資料", None),
        ("営業部の資料", None),
        // Wrong in the middle, or before a particle, they are mistakes as ever.
        ("秘密保待契約", Some("秘密保持契約")),
        ("秘密保待契約の期限", Some("秘密保持契約の期限")),
        // A short word in kanji is another one, be it near.
        ("連絡先", None),
        ("サポートの連絡先", None),
        ("営業所", None),
        ("利用者", None),
        ("管理者", None),
        ("社内長", None),
    ] {
        assert_eq!(ask(&index, typed).meant.as_deref(), meant, "{typed}");
    }
}

#[test]
fn what_the_portal_calls_things_is_no_mistake() {
    let root = tempfile::tempdir().unwrap();
    let texts = vec![document("coach", "Coaching", "A plan for coaching."), document("other", "Plan", "The plan of the year.")];
    let index = index(root.path(), texts);
    let page = ask(&index, "coasting plan");
    assert_eq!((page.meant.as_deref(), page.fallback), (Some("coaching plan"), Some(Fallback::NearSpelling)));
    // Beside another word it names no phase, and is still a word.
    index.set_labels(Labels::of([("Coasting", Named::Phase("coasting".into()))]));
    let page = ask(&index, "coasting plan");
    assert_eq!((page.meant.as_deref(), page.fallback), (None, None));
    let page = ask(&index, "tell me about coachign");
    assert_eq!(page.meant.as_deref(), Some("tell me about coaching"), "all that was typed, mended");
}

/// Of two words that are as near, the one of more texts stands for what was typed, which counts no more.
#[test]
fn a_mended_question_is_answered_whole() {
    let root = tempfile::tempdir().unwrap();
    let texts = vec![
        document("centre", "The data centre", "Data is kept in a centre in this country."),
        document("centres", "Two sites", "Our second data centre has data too."),
        document("horse", "A ride", "At a canter."),
        document("other", "Invoices", "Where they go."),
    ];
    let index = index(root.path(), texts);
    let page = ask(&index, "data center");
    assert_eq!((page.meant.as_deref(), page.fallback), (Some("data centre"), Some(Fallback::NearSpelling)));
    assert_eq!(found(&page).first(), Some(&"centre"));
    assert!(!page.only_near && !found(&page).contains(&"horse"), "{:?}", found(&page));
}

#[test]
fn a_misspelt_synonym_finds_what_the_others_do() {
    let root = tempfile::tempdir().unwrap();
    let texts = vec![document("quote", "見積書の出し方", "見積書の手順。"), document("other", "契約の更新", "一年ごとです。")];
    let index = index(root.path(), texts);
    assert_eq!((ask(&index, "quotaton").total, ask(&index, "quotaton").meant), (0, None));
    let words = |all: &[&str]| all.iter().map(|word| (*word).to_owned()).collect();
    index.set_synonyms(Synonyms::of(vec![words(&["見積", "見積書", "Quotation"]), words(&["契約", "order"])]));
    for typed in ["quotaton", "Qoutation", "quotationn"] {
        let page = ask(&index, typed);
        assert_eq!((page.meant.as_deref(), found(&page)), (Some("quotation"), vec!["quote"]), "{typed}");
        assert_eq!((page.fallback, page.only_near), (Some(Fallback::NearSpelling), false), "{typed}");
    }
    assert_eq!(ask(&index, "quotation").fallback, None);
    // Too short to tell what was meant.
    assert_eq!((ask(&index, "ordre").total, ask(&index, "ordre").meant), (0, None));
}

#[test]
fn a_name_is_no_mistake_for_its_beginning() {
    let root = tempfile::tempdir().unwrap();
    let texts = vec![document("system", "東都システムの紹介", "システムの紹介です。"), document("other", "請求", "支払い")];
    let index = index(root.path(), texts);
    let page = ask(&index, "東都システムズ");
    assert_eq!((page.meant.as_deref(), found(&page).first()), (None, Some(&"system")));
}
