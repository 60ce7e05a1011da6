//! How texts get into the index: the feed's cursor, one writer, a rebuild beside readers.

use std::fs;

use jiso_search::{Change, SearchError, SearchIndex};

use crate::shelf::{ask, document, index};

#[test]
fn the_feed_is_taken_in_with_its_cursor() {
    let root = tempfile::tempdir().unwrap();
    let index = SearchIndex::open(root.path()).unwrap();
    assert_eq!(index.cursor(), None);
    index.apply(vec![Change::Upsert(Box::new(document("a", "見積", "")))], 7).unwrap();
    assert_eq!(index.cursor(), Some(7));
    let changes = vec![Change::Upsert(Box::new(document("a", "請求", ""))), Change::Upsert(Box::new(document("b", "契約", "")))];
    index.apply(changes, 9).unwrap();
    assert_eq!((ask(&index, "見積").total, ask(&index, "請求").total), (0, 1));
    index.apply(vec![Change::Delete("b".into())], 10).unwrap();
    assert_eq!(ask(&index, "契約").total, 0);
    drop(index);
    let again = SearchIndex::open(root.path()).unwrap();
    assert_eq!((again.cursor(), again.documents()), (Some(10), 1));
}

#[test]
fn a_second_writer_is_refused_and_breaks_nothing() {
    let root = tempfile::tempdir().unwrap();
    let index = index(root.path(), vec![document("a", "見積", "")]);
    assert!(matches!(SearchIndex::open(root.path()), Err(SearchError::Busy(_))));
    assert_eq!(ask(&index, "見積").total, 1);
}

#[test]
fn a_rebuild_replaces_everything_while_the_old_one_answers() {
    let root = tempfile::tempdir().unwrap();
    let index = index(root.path(), vec![document("a", "見積", "")]);
    let during = std::iter::from_fn({
        let (index, mut left) = (&index, 1);
        move || {
            assert_eq!(ask(index, "見積").total, 1);
            left -= 1;
            (left >= 0).then(|| document("b", "請求", ""))
        }
    });
    index.rebuild(during, 5).unwrap();
    assert_eq!((ask(&index, "見積").total, ask(&index, "請求").total, index.cursor()), (0, 1, Some(5)));
    drop(index);
    assert_eq!(ask(&SearchIndex::open(root.path()).unwrap(), "請求").total, 1);
    let directories = fs::read_dir(root.path()).unwrap().flatten().filter(|e| e.path().is_dir()).count();
    assert_eq!(directories, 1, "the old generation is gone");
}
