//! Words that were typed without the blank between them.

use jiso::{
    caller::Audience,
    lang::Lang,
    search::{DocumentKind, SearchQuery},
};
use jiso_search::{SearchDocument, SearchIndex};

#[test]
fn words_typed_as_one_are_found() {
    let root = tempfile::tempdir().unwrap();
    let index = SearchIndex::open(root.path()).unwrap();
    let texts = [
        ("iso", "データの保管場所", "認証：ISO/IEC 27001と27017。通信はTLS 1.2以上です。"),
        ("live", "稼働の日", "On the day you go live, call before noon."),
        ("list", "Three plans", "The price list for partners."),
        ("word", "Passwords", "ABC123 is no good password."),
    ];
    let document = |(key, title, body): (&str, &str, &str)| {
        SearchDocument::for_partners(key.into(), DocumentKind::Faq, Lang::Ja, format!("/{key}"), title.into(), body.into())
    };
    index.rebuild(texts.map(document), 0).unwrap();
    for (typed, expected) in [
        ("ISO27001", Some("/iso")),
        ("ＩＳＯ２７００１の取得", Some("/iso")),
        ("TLS1.2", Some("/iso")),
        ("golive", Some("/live")),
        ("the pricelist", Some("/list")),
        ("abc123", Some("/word")),
        ("password", Some("/word")),
        ("ISO9999", None),
        ("listprix", None),
    ] {
        let page = index.search(&Audience::Partner, Lang::Ja, &SearchQuery::listed(typed)).unwrap();
        let first = page.hits.first().map(|hit| hit.url.split('#').next().unwrap_or_default());
        assert_eq!(first, expected, "{typed}");
    }
}
