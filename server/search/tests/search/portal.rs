//! What people type into the portal, and whether the starter programme's texts answer it.

use std::collections::BTreeMap;

use jiso::{
    caller::Audience,
    lang::{Bilingual, Lang},
    search::{SearchQuery, read_synonyms},
};
use jiso_search::{SearchIndex, Synonyms, word_key};

use crate::starter::{content, labelled, labels};

/// Mean reciprocal rank and recall, both at ten.
fn measure(ranks: &[Option<usize>]) -> (f64, f64) {
    let of = |count: usize| f64::from(u32::try_from(count).unwrap());
    let found = ranks.iter().flatten();
    let reciprocal: f64 = found.clone().map(|rank| 1.0 / of(rank + 1)).sum();
    (reciprocal / of(ranks.len()), of(found.count()) / of(ranks.len()))
}

#[test]
fn what_is_typed_into_the_portal_is_answered() {
    let root = tempfile::tempdir().unwrap();
    let index = SearchIndex::open(root.path()).unwrap();
    let texts = content();
    let labelled = labelled();
    assert!(labelled.len() >= 120, "{}", labelled.len());
    for answer in labelled.iter().flat_map(|one| &one.answers) {
        assert!(texts.iter().any(|text| text.url == *answer), "no text is {answer}");
    }
    index.rebuild(texts, 0).unwrap();
    // As a new portal has them.
    let groups = read_synonyms(include_str!("../../../../content/synonyms.txt"), word_key).unwrap();
    index.set_synonyms(Synonyms::of(groups));
    index.set_labels(labels());
    index.set_product(&Bilingual { ja: "クモデスク".into(), en: "Kumo Desk".into() });
    let mut near = 0;
    let mut by_kind: BTreeMap<&str, Vec<Option<usize>>> = BTreeMap::new();
    for one in &labelled {
        let lang = if matches!(one.kind, "english" | "misspelt") { Lang::En } else { Lang::Ja };
        let page = index.search(&Audience::Partner, lang, &SearchQuery::listed(one.typed)).unwrap();
        let urls: Vec<&str> = page.hits.iter().take(10).map(|hit| hit.url.split('#').next().unwrap_or_default()).collect();
        if page.only_near {
            println!("only near  {}", one.typed);
            near += 1;
        }
        let rank = urls.iter().position(|url| one.answers.contains(url));
        if rank.is_none_or(|rank| rank > 0) {
            println!("{:10} {} {rank:?} {:?}", one.kind, one.typed, &urls[..urls.len().min(3)]);
        }
        by_kind.entry(one.kind).or_default().push(rank);
    }
    for (kind, ranks) in &by_kind {
        println!("{kind:10} {:3} {:.3?}", ranks.len(), measure(ranks));
    }
    let all: Vec<Option<usize>> = by_kind.values().flatten().copied().collect();
    let (reciprocal, recall) = measure(&all);
    // A note that nothing answers is wrong beside an answer.
    assert!(near * 5 <= all.len(), "{near} of {} would be told that nothing answers", all.len());
    let odd = [
        "鍵をなくした",
        "カレーの作り方",
        "駐車場の予約",
        "会議室の予約",
        "有給の取り方",
        "経費の申請",
        "天気予報",
        "quantum entanglement",
    ];
    for odd in odd {
        let page = index.search(&Audience::Partner, Lang::Ja, &SearchQuery::listed(odd)).unwrap();
        assert!(page.hits.is_empty() || page.only_near, "{odd}: {:?}", page.hits.first().map(|hit| &hit.url));
    }
    assert!(reciprocal >= 0.9 && recall >= 0.97, "{reciprocal:.3} {recall:.3}");
    for (kind, ranks) in &by_kind {
        let (reciprocal, recall) = measure(ranks);
        assert!(reciprocal >= 0.7 && recall >= 0.85, "{kind}: {reciprocal:.3} {recall:.3}");
    }
}
