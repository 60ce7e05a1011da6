//! Words that are written in another way than in the text, or wrongly, find it all the same.

use crate::shelf::{ask, document, found, index};
use jiso::{caller::Audience, lang::Lang, search::Fallback};

#[test]
fn writing_differences_do_not_matter() {
    let root = tempfile::tempdir().unwrap();
    let texts = vec![
        document("server", "サーバーの引っ越し", "新しい環境"),
        document("sso", "SSOの設定", "シングルサインオン"),
        document("deal", "案件登録", "Register a deal"),
    ];
    let index = index(root.path(), texts);
    for (q, key) in [
        ("サーバ", "server"),
        ("サーバー", "server"),
        ("ｻｰﾊﾞｰ", "server"),
        ("ＳＳＯ", "sso"),
        ("sso設定", "sso"),
        ("設定", "sso"),
        ("シングル・サインオン", "sso"),
        ("registered deals", "deal"),
        ("ＤＥＡＬ", "deal"),
    ] {
        assert_eq!(found(&ask(&index, q)).first(), Some(&key), "{q}");
    }
}

#[test]
fn a_typing_mistake_is_forgiven_when_no_text_has_the_word() {
    let root = tempfile::tempdir().unwrap();
    let index = index(root.path(), vec![document("a", "Security sheet", "questions"), document("b", "Price list", "plans")]);
    let page = ask(&index, "secuirty");
    assert_eq!((found(&page), page.fallback), (vec!["a"], Some(Fallback::NearSpelling)));
    let page = ask(&index, "secuirty price");
    assert_eq!((page.total, page.fallback), (2, Some(Fallback::NearSpelling)), "one word wrong, the other right");
    let page = ask(&index, "security");
    assert_eq!((found(&page), page.fallback), (vec!["a"], None));
    let page = ask(&index, "zzzzzz");
    assert_eq!((page.total, page.fallback), (0, None));
}

#[test]
fn two_letters_of_a_long_latin_word_are_forgiven() {
    let root = tempfile::tempdir().unwrap();
    let texts = vec![
        document("a", "Deal registration", "Register a deal before you quote."),
        document("b", "Two-factor authentication", "How people sign in."),
        document("c", "Price list", "plans"),
    ];
    let index = index(root.path(), texts);
    for (typed, key, meant) in [
        ("regsitratoin", "a", "registration"),
        ("registrtoin", "a", "registration"),
        ("authentcaton", "b", "authentication"),
        ("autehnticatoin", "b", "authentication"),
    ] {
        let page = ask(&index, typed);
        assert_eq!((found(&page), page.fallback), (vec![key], Some(Fallback::NearSpelling)), "{typed}");
        assert_eq!(page.meant.as_deref(), Some(meant), "{typed}");
    }
    for typed in ["prcie", "pirec", "rgsttrtn", "zzzzzzzzzz"] {
        let near = typed == "prcie";
        assert_eq!(ask(&index, typed).total, u32::from(near), "a short word, or three letters: {typed}");
    }
}

#[test]
fn okurigana_costs_nothing() {
    let root = tempfile::tempdir().unwrap();
    let texts = vec![
        document("apply", "お申し込みの流れ", "はじめにお読みください。"),
        document("move", "引越しの手順", "新しい環境へ。"),
        document("receipt", "受付の時間", "平日のみです。"),
        document("change", "切り替えの日", "月末です。"),
        document("other", "請求書の宛名", "宛名の変更。"),
    ];
    let index = index(root.path(), texts);
    for (typed, key) in [
        ("申込", "apply"),
        ("申込み", "apply"),
        ("申し込み", "apply"),
        ("引っ越し", "move"),
        ("引越", "move"),
        ("受け付け", "receipt"),
        ("受付け", "receipt"),
        ("切替", "change"),
        ("切替え", "change"),
    ] {
        assert_eq!(found(&ask(&index, typed)).first(), Some(&key), "{typed}");
    }
    let page = ask(&index, "申込");
    assert!(page.hits[0].title.iter().any(|s| s.mark && s.text == "申し込"), "{:?}", page.hits[0].title);
}

#[test]
fn kana_and_kanji_variants_and_long_vowels_cost_nothing() {
    let root = tempfile::tempdir().unwrap();
    let texts = vec![
        document("software", "ソフトウエアの更新", "手順"),
        document("version", "バージョンの違い", "比べます"),
        document("months", "三か月の無料期間", "はじめる"),
        document("name", "高橋様の事例", "製造業"),
        document("server", "サーバの場所", "国内"),
        document("other", "請求書の宛名", "宛名の変更"),
    ];
    let index = index(root.path(), texts);
    for (typed, key) in [
        ("ソフトウェア", "software"),
        ("ｿﾌﾄｳｪｱ", "software"),
        ("ヴァージョン", "version"),
        ("三ヶ月", "months"),
        ("三ヵ月", "months"),
        ("三カ月", "months"),
        ("髙橋", "name"),
        ("サーバー", "server"),
        ("サ―バ", "server"),
    ] {
        assert_eq!(found(&ask(&index, typed)).first(), Some(&key), "{typed}");
        let suggested = index.suggest(&Audience::Partner, Lang::Ja, typed).unwrap();
        assert_eq!(suggested.first().map(|s| s.url.clone()), Some(format!("/faq/{key}")), "half-typed {typed}");
    }
}
