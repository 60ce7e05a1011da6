//! What this node has read of the published texts. It holds until a text changes, on whichever node: the change feed's last
//! number, read in the same snapshot, says so.

use std::{
    collections::{BTreeSet, HashMap},
    hash::Hash,
    sync::Arc,
};

use jiso::{
    failure::Answer,
    kits::KitLesson,
    lang::Lang,
    learning::Catalogue,
    publishing::{DocumentKind, each_in_language},
};
use jiso_store::{
    Tx,
    published::{Published, PublishedText},
};
use parking_lot::Mutex;

use crate::{
    learning::catalogue,
    markdown::{Lead, leads},
    office::Office,
};

/// Lessons that lead to a kit, by the kit's slug.
type LessonsOfKits = HashMap<String, Vec<KitLesson>>;

const LEARNING: [DocumentKind; 2] = [DocumentKind::Module, DocumentKind::Lesson];

#[derive(Default)]
pub struct PublishedMemo {
    lists: Memo<(&'static [DocumentKind], Lang), Vec<Published>>,
    catalogues: Memo<Lang, Catalogue>,
    lessons: Memo<Lang, LessonsOfKits>,
}

/// Each value with the change after which it was read.
struct Memo<K, V>(Mutex<HashMap<K, (i64, Arc<V>)>>);

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash, V> Memo<K, V> {
    fn recall(&self, key: &K, change: i64) -> Option<Arc<V>> {
        self.0.lock().get(key).filter(|(read_after, _)| *read_after == change).map(|(_, value)| value.clone())
    }

    fn keep(&self, key: K, change: i64, value: V) -> Arc<V> {
        let value = Arc::new(value);
        self.0.lock().insert(key, (change, value.clone()));
        value
    }
}

impl Office {
    /// [`Tx::published`], read once for each change of any text.
    pub(crate) async fn published(&self, tx: &mut Tx, kinds: &'static [DocumentKind], lang: Lang) -> Answer<Arc<Vec<Published>>> {
        let change = tx.last_change().await?;
        if let Some(known) = self.texts.lists.recall(&(kinds, lang), change) {
            return Ok(known);
        }
        Ok(self.texts.lists.keep((kinds, lang), change, tx.published(kinds, lang).await?))
    }

    /// All there is to learn, as a reader of `lang` sees it.
    pub(crate) async fn catalogue(&self, tx: &mut Tx, lang: Lang) -> Answer<Arc<Catalogue>> {
        let change = tx.last_change().await?;
        if let Some(known) = self.texts.catalogues.recall(&lang, change) {
            return Ok(known);
        }
        let made = catalogue(tx.published_versions(&LEARNING).await?, lang);
        Ok(self.texts.catalogues.keep(lang, change, made))
    }

    /// The lessons whose texts lead to kits, as a reader of `lang` sees them.
    pub(crate) async fn lessons_of_kits(&self, tx: &mut Tx, lang: Lang) -> Answer<Arc<LessonsOfKits>> {
        let change = tx.last_change().await?;
        if let Some(known) = self.texts.lessons.recall(&lang, change) {
            return Ok(known);
        }
        let all = tx.published_texts(&[DocumentKind::Lesson]).await?;
        let name = |text: &PublishedText| (text.document.path.module.clone(), text.document.path.slug.clone());
        let mut found = LessonsOfKits::new();
        for text in each_in_language(lang, all, |text| text.document.path.lang, name) {
            let PublishedText { document: Published { path, meta, .. }, body } = text;
            let Some(module) = path.module else { continue };
            let lesson = KitLesson { module, lesson: path.slug, title: meta.title };
            let leads = leads(&body).into_iter().filter_map(|(_, lead)| match lead {
                Lead::Link(address) => address.strip_prefix("/kits/")?.split(['#', '?', '/']).next().map(str::to_owned),
                Lead::Picture(_) => None,
            });
            for kit in leads.collect::<BTreeSet<_>>() {
                found.entry(kit).or_default().push(lesson.clone());
            }
        }
        Ok(self.texts.lessons.keep(lang, change, found))
    }
}
