//! Headings within texts that are suggested where few titles are.

use jiso::{caller::Audience, lang::Lang, search::DocumentKind};
use jiso_search::{Heading, SearchDocument, SearchIndex, Synonyms};

use crate::shelf::{document, index};

fn with(headings: &[(u32, &str)], kind: DocumentKind, key: &str, title: &str) -> SearchDocument {
    let url = format!("/kits/{key}");
    let headings = headings.iter().map(|(block, heading)| (*block, (*heading).to_owned())).collect();
    SearchDocument { headings, kind, url, ..document(key, title, "") }
}

fn script(headings: &[(u32, &str)], key: &str, title: &str) -> SearchDocument {
    with(headings, DocumentKind::Script, key, title)
}

fn headings(index: &SearchIndex, lang: Lang, typed: &str) -> Vec<Heading> {
    let titles = index.suggest(&Audience::Partner, lang, typed).unwrap();
    index.suggest_headings(&Audience::Partner, lang, typed, &titles).unwrap()
}

fn urls(index: &SearchIndex, typed: &str) -> Vec<String> {
    headings(index, Lang::Ja, typed).into_iter().map(|one| one.url).collect()
}

#[test]
fn headings_go_on_from_what_was_typed() {
    let root = tempfile::tempdir().unwrap();
    let texts = vec![
        script(&[(0, "準備"), (3, "受付で断られそうなとき"), (7, "受付で")], "clinic", "クリニックへの電話"),
        script(&[(4, "社内の稟議"), (9, "見積の出し方")], "order", "注文書まで"),
        script(&[(2, "総合受付")], "desk", "代表電話"),
        with(&[(5, "稟議の前に")], DocumentKind::Lesson, "lesson", "決裁の道筋"),
        with(&[(0, "アポの取り方")], DocumentKind::Case, "case", "病院の事例"),
    ];
    let index = index(root.path(), texts);
    for (typed, expected) in [
        ("受付", "/kits/clinic#p-7 /kits/desk#p-2"),
        ("うけ", ""),
        ("受付 断ら", "/kits/clinic#p-3"),
        ("稟議", "/kits/lesson#p-5 /kits/order#p-4"),
        ("社", "/kits/order#p-4"),
        ("付", ""),
        ("見積もり", "/kits/order#p-9"),
        ("あぽ", "/kits/case"),
        ("アポ", "/kits/case"),
        ("受注付", ""),
        ("", ""),
        ("((", ""),
    ] {
        assert_eq!(urls(&index, typed).join(" "), expected, "{typed}");
    }
    let found = headings(&index, Lang::Ja, "稟議");
    let first = Heading {
        heading: "稟議の前に".into(),
        url: "/kits/lesson#p-5".into(),
        title: "決裁の道筋".into(),
        kind: DocumentKind::Lesson,
    };
    assert_eq!(found.first(), Some(&first));
    index.set_synonyms(Synonyms::of(vec![vec!["稟議".into(), "りんぎ".into()], vec!["受付".into(), "窓口".into()]]));
    assert_eq!(urls(&index, "りん"), ["/kits/lesson#p-5", "/kits/order#p-4"]);
    assert_eq!(urls(&index, "窓口"), ["/kits/clinic#p-7", "/kits/desk#p-2"]);
}

#[test]
fn an_address_within_a_page_is_kept() {
    let root = tempfile::tempdir().unwrap();
    let text = SearchDocument {
        url: "/questions#trial".into(),
        ..with(&[(3, "延長のしかた")], DocumentKind::Faq, "trial", "トライアルとは")
    };
    assert_eq!(urls(&index(root.path(), vec![text]), "延長"), ["/questions#trial"]);
}

#[test]
fn headings_show_nobody_more() {
    let root = tempfile::tempdir().unwrap();
    let vendor =
        SearchDocument { audiences: vec![Audience::Vendor], ..script(&[(1, "稟議の社内基準")], "secret", "社内向け") };
    let nobody = SearchDocument { audiences: Vec::new(), ..script(&[(1, "稟議の下書き")], "draft", "下書き") };
    let index = index(root.path(), vec![vendor, nobody]);
    assert!(urls(&index, "稟議").is_empty());
    let read = index.suggest_headings(&Audience::Vendor, Lang::Ja, "稟議", &[]).unwrap();
    assert_eq!(read.iter().map(|one| one.url.as_str()).collect::<Vec<_>>(), ["/kits/secret#p-1"]);
}

#[test]
fn headings_are_in_the_reader_s_language() {
    let root = tempfile::tempdir().unwrap();
    let ja = script(&[(2, "受付で")], "call", "最初の電話");
    let en = SearchDocument {
        key: "call.en".into(),
        lang: Lang::En,
        ..script(&[(2, "At the gatekeeper's desk")], "call", "First call")
    };
    let index = index(root.path(), vec![ja, en]);
    let found = headings(&index, Lang::En, "gatek");
    assert_eq!(found.iter().map(|one| one.title.as_str()).collect::<Vec<_>>(), ["First call"]);
    assert!(headings(&index, Lang::Ja, "gatek").is_empty() && headings(&index, Lang::En, "受付").is_empty());
}

#[test]
fn titles_come_first_and_what_tells_nothing_is_left_out() {
    let root = tempfile::tempdir().unwrap();
    let mut texts: Vec<SearchDocument> =
        (0..4).map(|n| script(&[(3, "まとめ"), (5, "契約書")], &format!("many{n}"), "いろいろ")).collect();
    texts.push(script(&[(3, "まとめ方"), (8, "契約書")], "one", "議事録"));
    texts.push(script(&[(2, "議事録"), (4, "議事録の書き方"), (6, "契約の解除")], "contract", "解約"));
    texts.extend((0..5).map(|n| script(&[(1, format!("料金{n}").as_str())], &format!("price{n}"), "表")));
    texts.extend((0..7).map(|n| document(&format!("visit{n}"), &format!("訪問{n}"), "")));
    texts.extend((0..2).map(|n| script(&[(1, format!("訪問の記録{n}").as_str())], &format!("note{n}"), "記")));
    let index = index(root.path(), texts);
    assert_eq!(urls(&index, "まとめ"), ["/kits/one#p-3"], "what many have tells none of them apart");
    assert_eq!(urls(&index, "契約"), ["/kits/contract#p-6"]);
    assert_eq!(urls(&index, "議事"), ["/kits/contract#p-4"], "a title says the same");
    assert_eq!(urls(&index, "料金").len(), 3, "a few");
    assert_eq!(urls(&index, "訪問").len(), 1, "as many as titles leave room for");
}
