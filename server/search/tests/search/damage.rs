//! What is left of an index whose files were damaged, and that it is fed again.

use std::{fs, path::Path};

use crate::shelf::{ask, document, index};
use jiso::{caller::Audience, lang::Lang, search::SearchQuery};
use jiso_search::{Change, SearchError, SearchIndex};

/// Every file of the index in turn, cut in half, emptied, or filled with noise.
#[test]
fn a_damaged_index_starts_empty_and_is_fed_again() {
    let files = |root: &Path| -> Vec<_> {
        let current = root.join(fs::read_to_string(root.join("current")).unwrap());
        let files = fs::read_dir(current).unwrap().flatten().map(|e| e.path());
        files.filter(|p| !p.file_name().is_some_and(|n| n.to_string_lossy().starts_with(".tantivy"))).collect()
    };
    let root = tempfile::tempdir().unwrap();
    drop(index(root.path(), vec![document("a", "見積", "本文")]));
    let count = files(root.path()).len();
    assert!(count > 3);
    for number in 0..count {
        for damage in 0..3 {
            let root = tempfile::tempdir().unwrap();
            drop(index(root.path(), vec![document("a", "見積", "本文")]));
            let mut all = files(root.path());
            all.sort_by_key(|p| (p.extension().map(ToOwned::to_owned), p.clone()));
            let bytes = fs::read(&all[number]).unwrap();
            let broken = match damage {
                0 => bytes[..bytes.len() / 2].to_vec(),
                1 => Vec::new(),
                _ => bytes.iter().map(|b| !b).collect(),
            };
            fs::write(&all[number], broken).unwrap();
            let index = SearchIndex::open(root.path()).unwrap();
            assert_eq!((index.cursor(), index.documents()), (None, 0), "{:?} {damage}", all[number]);
            index.rebuild([document("a", "見積", "")], 3).unwrap();
            assert_eq!(ask(&index, "見積").total, 1);
        }
    }
}

#[test]
fn an_index_of_another_version_starts_empty() {
    let root = tempfile::tempdir().unwrap();
    drop(index(root.path(), vec![document("a", "見積", "")]));
    let current = fs::read_to_string(root.path().join("current")).unwrap();
    fs::rename(root.path().join(&current), root.path().join("v0-1")).unwrap();
    fs::write(root.path().join("current"), "v0-1").unwrap();
    let index = SearchIndex::open(root.path()).unwrap();
    assert_eq!((index.cursor(), index.documents()), (None, 0));
    assert!(!root.path().join("v0-1").exists());
}

/// Somebody empties the folder, cuts its files short or fills them with noise while the portal runs.
#[test]
fn damage_while_it_runs_is_survived() {
    for damage in 0..3 {
        let root = tempfile::tempdir().unwrap();
        let index =
            index(root.path(), (0..200).map(|n| document(&format!("d{n}"), &format!("見積{n}"), "見積書の本文")).collect());
        let current = root.path().join(fs::read_to_string(root.path().join("current")).unwrap());
        for file in fs::read_dir(&current).unwrap().flatten().map(|entry| entry.path()) {
            match damage {
                0 => fs::write(&file, b"x").unwrap(),
                1 => fs::write(&file, vec![0xa5; usize::try_from(fs::metadata(&file).unwrap().len()).unwrap()]).unwrap(),
                _ => {}
            }
        }
        if damage == 2 {
            fs::remove_dir_all(root.path()).unwrap();
        }
        for q in ["見積", "見積書 本文", "見", "mitumori"] {
            _ = index.search(&Audience::Partner, Lang::Ja, &SearchQuery::words(q));
            _ = index.suggest(&Audience::Partner, Lang::Ja, q);
        }
        if index.apply(vec![Change::Upsert(Box::new(document("new", "請求", "")))], 9).is_err() {
            index.give_up();
            assert!(matches!(index.search(&Audience::Partner, Lang::Ja, &SearchQuery::words("見積")), Err(SearchError::Damaged)));
        }
        index.rebuild([document("a", "見積", "")], 10).unwrap();
        assert!(!index.is_damaged());
        assert_eq!((ask(&index, "見積").total, index.cursor()), (1, Some(10)), "{damage}");
    }
}
