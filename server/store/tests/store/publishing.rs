//! Documents and revisions, on both databases.

use jiso::{
    id::{DocumentId, Id, RevisionId},
    lang::Lang,
    publishing::{ContentFilter, Document, DocumentKind, DocumentPath, DocumentStatus, FrontMatter, Revision},
    time::{Day, Timestamp},
};
use jiso_store::{Store, Tx, testing};

fn at(minute: i64) -> Timestamp {
    Timestamp::from_seconds(1_800_000_000 + minute * 60)
}

fn id<T>(n: u8) -> Id<T> {
    Id::new(at(0), [n; 10])
}

fn front(kind: DocumentKind, title: &str) -> FrontMatter {
    let mut front = FrontMatter { title: title.into(), summary: "要約".into(), ..FrontMatter::default() };
    match kind {
        DocumentKind::Module => {
            front.position = Some(1);
            front.badge = Some("b".into());
        }
        DocumentKind::Lesson => front.minutes = Some(5),
        DocumentKind::News => front.date = Some("2026-11-01".into()),
        _ => {
            front.owner = Some("team".into());
            front.valid_until = Some("2026-12-31".into());
        }
    }
    front
}

async fn add(tx: &mut Tx, n: u8, path: &str, title: &str) -> (Document, Revision) {
    let path: DocumentPath = path.parse().unwrap();
    let front = front(path.kind, title);
    let revision =
        Revision { id: id(n), document: id(n), number: 1, at: at(0), by: "伊藤".into(), front, body: "本文\n".into() };
    let document = Document::new(id(n), path, revision.id);
    tx.insert_document(&document, &revision).await.unwrap();
    (document, revision)
}

async fn publish(tx: &mut Tx, document: Document, revision: &Revision) -> Document {
    let meta = revision.publishable(&document.path).unwrap();
    let document = document.publish(revision.id).unwrap();
    assert!(tx.save_published(&document, revision, &meta, at(1), "伊藤").await.unwrap());
    document
}

async fn each(test: impl AsyncFn(Store)) {
    for store in testing::stores().await {
        test(store).await;
    }
}

#[tokio::test]
async fn readers_see_the_published_revision_only() {
    each(async |store| {
        let mut tx = store.write().await.unwrap();
        let (document, first) = add(&mut tx, 1, "news/a.ja.md", "最初").await;
        assert_eq!(tx.published_document(document.id).await.unwrap(), None);
        let document = publish(&mut tx, document, &first).await;
        let second = Revision { id: id(9), number: tx.next_number(document.id).await.unwrap(), at: at(2), ..first.clone() };
        let second = Revision { front: front(DocumentKind::News, "次"), body: "新しい本文\n".into(), ..second };
        let changed = document.clone().save(first.id, second.id).unwrap();
        assert!(tx.save_draft(&changed, &second).await.unwrap());
        tx.commit().await.unwrap();

        let mut tx = store.write().await.unwrap();
        let read = tx.published_by_slug(&[DocumentKind::News], "a", Lang::En).await.unwrap().unwrap();
        assert_eq!((read.document.meta.title.as_str(), read.body.as_str(), read.document.number), ("最初", "本文\n", 1));
        assert_eq!((read.document.revision, read.document.updated_at), (first.id, at(1)));
        let history = tx.history(document.id).await.unwrap();
        assert_eq!(history.iter().map(|line| (line.number, line.published)).collect::<Vec<_>>(), [(2, false), (1, true)]);
        assert_eq!(tx.document(document.id).await.unwrap(), Some(changed.clone()));
        assert_eq!(tx.revision(second.id).await.unwrap(), Some(second.clone()));

        let late = document.save(first.id, id(8)).unwrap();
        assert!(!tx.save_draft(&late, &second).await.unwrap(), "the version has moved on");
        let published = publish(&mut tx, changed, &second).await;
        let hidden = published.unpublish(second.id).unwrap();
        assert!(tx.save_unpublished(&hidden, at(3), "伊藤").await.unwrap());
        assert_eq!(tx.published(&[DocumentKind::News], Lang::Ja).await.unwrap(), []);
        tx.commit().await.unwrap();
        let changes = store.read().await.unwrap().changes_after(0, 10).await.unwrap();
        assert_eq!(changes.iter().map(|c| (c.kind.as_str(), c.id)).collect::<Vec<_>>(), [("document", hidden.id.uuid()); 2]);
    })
    .await;
}

#[tokio::test]
async fn a_text_comes_in_the_readers_language_or_the_other() {
    each(async |store| {
        let mut tx = store.write().await.unwrap();
        let paths = [
            "modules/demo/module.ja.md",
            "modules/demo/02-b.ja.md",
            "modules/demo/01-a.ja.md",
            "modules/demo/01-a.en.md",
            "modules/other/01-a.ja.md",
            "kits/scripts/x.en.md",
        ];
        for (n, path) in (1..).zip(paths) {
            let (document, revision) = add(&mut tx, n, path, path).await;
            publish(&mut tx, document, &revision).await;
        }
        let titles = |texts: Vec<jiso_store::published::Published>| -> Vec<String> {
            texts.into_iter().map(|text| text.meta.title).collect()
        };
        assert_eq!(titles(tx.lessons_of("demo", Lang::En).await.unwrap()), [paths[3], paths[1]]);
        assert_eq!(titles(tx.lessons_of("demo", Lang::Ja).await.unwrap()), [paths[2], paths[1]]);
        assert_eq!(titles(tx.published(&[DocumentKind::Lesson], Lang::Ja).await.unwrap()), [paths[2], paths[1], paths[4]]);
        assert_eq!(titles(tx.published(&DocumentKind::KITS, Lang::Ja).await.unwrap()), [paths[5]]);
        assert_eq!(tx.published_versions(&[DocumentKind::Lesson, DocumentKind::Module]).await.unwrap().len(), 5);
        let lesson = tx.published_lesson("demo", "b", Lang::En).await.unwrap().unwrap();
        assert_eq!(lesson.document.path.lang, Lang::Ja);
        assert_eq!(tx.published_lesson("demo", "c", Lang::En).await.unwrap(), None);
        assert_eq!(tx.versions_of(id(4)).await.unwrap(), [id::<_>(3), id(4)] as [DocumentId; 2]);
        assert_eq!(tx.document_at(&"modules/demo/07-b.ja.md".parse().unwrap()).await.unwrap().map(|d| d.id), Some(id(2)));
        tx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn one_name_is_one_text() {
    each(async |store| {
        let pairs = [
            ("news/a.ja.md", "news/a.ja.md"),
            ("kits/cases/k.ja.md", "kits/scripts/k.ja.md"),
            ("modules/demo/01-l.ja.md", "modules/demo/02-l.ja.md"),
        ];
        for (n, (first, second)) in (1..).zip(pairs) {
            let mut tx = store.write().await.unwrap();
            add(&mut tx, n, first, "一").await;
            let path: DocumentPath = second.parse().unwrap();
            let front = front(path.kind, "二");
            let taken: RevisionId = id(100 + n);
            let revision =
                Revision { id: taken, document: id(100 + n), number: 1, at: at(0), by: "x".into(), front, body: String::new() };
            let error = tx.insert_document(&Document::new(id(100 + n), path, taken), &revision).await.unwrap_err();
            assert!(error.is_taken(), "{second}: {error}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_editors_list_is_narrowed() {
    each(async |store| {
        let mut tx = store.write().await.unwrap();
        let (kit, revision) = add(&mut tx, 1, "kits/scripts/first-call.ja.md", "最初の電話 100%").await;
        publish(&mut tx, kit, &revision).await;
        add(&mut tx, 2, "news/price.en.md", "Price_list").await;
        tx.commit().await.unwrap();
        let mut tx = store.read().await.unwrap();
        let today = Day::from_ymd(2027, 1, 1).unwrap();
        let all = ContentFilter::default();
        let cases = [
            (all.clone(), 2),
            (ContentFilter { kind: "script".into(), ..all.clone() }, 1),
            (ContentFilter { kind: "poem".into(), ..all.clone() }, 2),
            (ContentFilter { lang: "en".into(), ..all.clone() }, 1),
            (ContentFilter { status: "draft".into(), ..all.clone() }, 1),
            (ContentFilter { status: "changed".into(), ..all.clone() }, 0),
            (ContentFilter { text: "電話".into(), ..all.clone() }, 1),
            (ContentFilter { text: "FIRST-call".into(), ..all.clone() }, 1),
            (ContentFilter { text: "0%".into(), ..all.clone() }, 1),
            (ContentFilter { text: "e_l".into(), ..all.clone() }, 1),
            (ContentFilter { text: "x_l".into(), ..all.clone() }, 0),
            (ContentFilter { stale: true, ..all.clone() }, 1),
            (ContentFilter { page: "2".into(), ..all.clone() }, 0),
        ];
        for (filter, count) in cases {
            let lines = tx.content(&filter.read(), today).await.unwrap();
            assert_eq!(lines.len(), count, "{filter:?}");
        }
        let first = tx.content(&ContentFilter { kind: "script".into(), ..all }.read(), today).await.unwrap().remove(0);
        assert_eq!((first.status, first.stale, first.by.as_str()), (DocumentStatus::Published, true, "伊藤"));
    })
    .await;
}
