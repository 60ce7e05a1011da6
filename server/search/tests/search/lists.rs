//! What a list shows: who sees what, how it narrows, and how its pages follow each other.

use jiso::{
    caller::Audience,
    lang::Lang,
    search::{DocumentKind, SearchQuery, plain},
    time::Day,
};
use jiso_search::{SearchDocument, Synonyms};

use crate::shelf::{ask, document, found, index};

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

#[test]
fn what_is_chosen_is_among_the_facets_whatever_its_count() {
    let root = tempfile::tempdir().unwrap();
    let retail = SearchDocument { industries: vec!["retail".into()], ..document("retail", "値引きの相談", "値引き") };
    let index = index(root.path(), vec![document("all", "値引きの相談", "値引き"), retail]);
    let counts = |query: &SearchQuery| {
        let facets = index.search(&Audience::Partner, Lang::Ja, query).unwrap().facets;
        let industries: Vec<_> = facets.industries.into_iter().map(|one| (one.value, one.count)).collect();
        (facets.kinds, industries)
    };
    let construction = SearchQuery { industry: Some("construction".into()), ..SearchQuery::listed("値引き") };
    let industries = vec![("construction".to_owned(), 1), ("retail".to_owned(), 2)];
    assert_eq!(counts(&construction), (vec![(DocumentKind::Faq, 1)], industries), "what is for all is for it too");
    let scripts = SearchQuery { kind: Some(DocumentKind::Script), ..construction };
    let kinds = vec![(DocumentKind::Script, 0), (DocumentKind::Faq, 1)];
    assert_eq!(counts(&scripts), (kinds, vec![("construction".to_owned(), 0)]));
    let unasked = SearchQuery { size: Some("small".into()), ..SearchQuery::listed("宇宙遊泳") };
    assert_eq!(index.search(&Audience::Partner, Lang::Ja, &unasked).unwrap().facets.sizes.len(), 1, "nor where nothing answers");
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
