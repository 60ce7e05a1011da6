//! The index on disk: opened, fed, replaced.
//!
//! A root directory holds one directory a generation and the file `current`, which names the one in use. Only `current` decides,
//! and it is replaced by renaming: a half-built generation is never read.

use std::{
    fs, io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use jiso::lang::Bilingual;
use parking_lot::{Mutex, RwLock};
use tantivy::{
    Index, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, Term,
    directory::error::LockError,
    error::TantivyError,
    merge_policy::{LogMergePolicy, NoMergePolicy},
    schema::Schema,
    tokenizer::TextAnalyzer,
};

use crate::{
    analysis,
    asking::Product,
    columns::Columns,
    document::{Change, SearchDocument},
    failure::SearchError,
    files::Files,
    named::Labels,
    schema::{Fields, VERSION, schema},
    synonyms::Synonyms,
    typed,
};

const CURRENT: &str = "current";
const WRITER_BYTES: usize = 48_000_000;
const STORE_BLOCK_BYTES: usize = 4_096;

/// The search index of one node.
pub struct SearchIndex {
    root: PathBuf,
    fields: Fields,
    schema: Schema,
    live: RwLock<Arc<Generation>>,
    /// One at a time feeds or replaces.
    feeding: Mutex<()>,
    /// `None` until they are handed in.
    synonyms: RwLock<Option<Arc<Synonyms>>>,
    /// As well.
    labels: RwLock<Option<Arc<Labels>>>,
    /// Of the programme in force.
    product: RwLock<Arc<Product>>,
    /// What is read makes no sense any more; until it is built anew, nothing is found.
    damaged: AtomicBool,
}

/// One directory of the index.
struct Generation {
    name: String,
    reader: IndexReader,
    index: Index,
    writer: Mutex<IndexWriter>,
    view: RwLock<Arc<View>>,
}

/// One committed state, as searches read it.
pub(crate) struct View {
    pub searcher: Searcher,
    pub columns: Columns,
}

impl View {
    fn of(reader: &IndexReader, before: Option<&Self>) -> tantivy::Result<Arc<Self>> {
        let searcher = reader.searcher();
        let columns = Columns::open(&searcher, before.map(|before| &before.columns))?;
        Ok(Arc::new(Self { searcher, columns }))
    }
}

impl SearchIndex {
    /// Opens the index under `root`. One that is missing, damaged or of another version is replaced by an empty one, whose
    /// [`cursor`](Self::cursor) is `None`.
    ///
    /// # Errors
    /// When the directory cannot be written or another process writes it.
    pub fn open(root: &Path) -> Result<Self, SearchError> {
        fs::create_dir_all(root)?;
        let (schema, fields) = schema();
        let found = current(root).filter(|name| name.starts_with(&prefix()));
        let generation = match found.map(|name| Generation::open(root, name, &schema)) {
            Some(Ok(generation)) => generation,
            Some(Err(error @ SearchError::Busy(_))) => return Err(error),
            Some(Err(error)) => {
                tracing::warn!(%error, "the search index is unreadable and starts empty");
                Generation::first(root, &schema)?
            }
            None => Generation::first(root, &schema)?,
        };
        remove_others(root, &generation.name);
        let live = RwLock::new(Arc::new(generation));
        Ok(Self {
            root: root.to_owned(),
            fields,
            schema,
            live,
            feeding: Mutex::new(()),
            synonyms: RwLock::new(None),
            labels: RwLock::new(None),
            product: RwLock::default(),
            damaged: AtomicBool::new(false),
        })
    }

    /// How far the change feed has been taken in; `None` when the index has to be built from everything.
    pub fn cursor(&self) -> Option<i64> {
        let payload = self.live().index.load_metas().ok()?.payload?;
        payload.parse().ok()
    }

    /// Reads the whole index under `root` as [`open`](Self::open) would, but not for writing: another process may use it. Its
    /// [`cursor`](Self::cursor), or `None` where there is none yet.
    ///
    /// # Errors
    /// When it is damaged, and would start empty.
    pub fn examine(root: &Path) -> Result<Option<i64>, SearchError> {
        let Some(name) = current(root).filter(|name| name.starts_with(&prefix())) else { return Ok(None) };
        let index = sound(root, &name, &schema().0)?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        View::of(&reader, None)?;
        Ok(index.load_metas()?.payload.and_then(|payload| payload.parse().ok()))
    }

    /// Takes in a part of the change feed and remembers its end, both or neither.
    ///
    /// # Errors
    /// When it cannot be written; the index is then as before.
    pub fn apply(&self, changes: Vec<Change>, cursor: i64) -> Result<(), SearchError> {
        let _feeding = self.feeding.lock();
        let live = self.live();
        let mut writer = live.writer.lock();
        let fed = changes.into_iter().try_for_each(|change| match change {
            Change::Upsert(document) => {
                writer.delete_term(Term::from_field_text(self.fields.key, &document.key));
                writer.add_document(document.to_index(&self.fields)).map(drop)
            }
            Change::Delete(key) => {
                writer.delete_term(Term::from_field_text(self.fields.key, &key));
                Ok(())
            }
        });
        if let Err(error) = fed.and_then(|()| commit(&mut writer, cursor)) {
            writer.rollback()?;
            return Err(error.into());
        }
        live.refresh()?;
        Ok(())
    }

    /// Builds a new index from all documents beside the one in use and puts it in its place.
    ///
    /// # Errors
    /// When it cannot be written; the index in use stays.
    pub fn rebuild(&self, documents: impl IntoIterator<Item = SearchDocument>, cursor: i64) -> Result<(), SearchError> {
        let _feeding = self.feeding.lock();
        let name = next_name(&self.root);
        let generation = Generation::create(&self.root, name, &self.schema)?;
        {
            let mut writer = generation.writer.lock();
            // A merge of the writer's own would take segments away from the last one, which merges all of them.
            writer.set_merge_policy(Box::new(NoMergePolicy));
            for document in documents {
                writer.add_document(document.to_index(&self.fields))?;
            }
            commit(&mut writer, cursor)?;
            let segments = generation.index.searchable_segment_ids()?;
            if segments.len() > 1 {
                writer.merge(&segments).wait()?;
            }
            writer.set_merge_policy(Box::new(LogMergePolicy::default()));
        }
        generation.refresh()?;
        make_current(&self.root, &generation.name)?;
        remove_others(&self.root, &generation.name);
        *self.live.write() = Arc::new(generation);
        self.damaged.store(false, Ordering::Release);
        Ok(())
    }

    /// Whether it has to be built anew from everything.
    pub fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Acquire)
    }

    /// Somebody found that it cannot be read or written any more.
    pub fn give_up(&self) {
        self.damaged.store(true, Ordering::Release);
    }

    /// Reads for a person. Files that were changed beside us make no sense, and the code that reads them errs or panics: either
    /// way the index is given up, and the person is told that it is not there.
    pub(crate) fn read<T>(&self, read: impl FnOnce() -> Result<T, SearchError>) -> Result<T, SearchError> {
        if self.is_damaged() {
            return Err(SearchError::Damaged);
        }
        let answer = catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(SearchError::Damaged));
        if let Err(error) = &answer {
            tracing::error!(%error, "the search index cannot be read and is built anew");
            self.give_up();
        }
        answer
    }

    /// From now on questions are also asked in these words.
    pub fn set_synonyms(&self, synonyms: Synonyms) {
        *self.synonyms.write() = Some(Arc::new(synonyms));
    }

    /// Whether synonyms were ever handed in.
    pub fn has_synonyms(&self) -> bool {
        self.synonyms.read().is_some()
    }

    pub(crate) fn synonyms(&self) -> Arc<Synonyms> {
        self.synonyms.read().clone().unwrap_or_default()
    }

    /// From now on these words of a question name kinds, industries, sizes and phases.
    pub fn set_labels(&self, labels: Labels) {
        *self.labels.write() = Some(Arc::new(labels));
    }

    /// Whether labels were ever handed in.
    pub fn has_labels(&self) -> bool {
        self.labels.read().is_some()
    }

    /// From now on this is the name of what the vendor sells. It may be told before every question.
    pub fn set_product(&self, name: &Bilingual) {
        if self.product.read().name != *name {
            *self.product.write() = Arc::new(Product::of(name));
        }
    }

    pub(crate) fn product(&self) -> Arc<Product> {
        self.product.read().clone()
    }

    pub(crate) fn labels(&self) -> Arc<Labels> {
        self.labels.read().clone().unwrap_or_default()
    }

    /// How many documents can be found.
    pub fn documents(&self) -> u64 {
        self.view().searcher.num_docs()
    }

    /// The size of the index in use on disk.
    pub fn bytes(&self) -> u64 {
        let directory = self.root.join(&self.live().name);
        let files = fs::read_dir(directory).into_iter().flatten().flatten();
        files.filter_map(|file| file.metadata().ok()).map(|meta| meta.len()).sum()
    }

    pub(crate) fn view(&self) -> Arc<View> {
        Arc::clone(&self.live().view.read())
    }

    pub(crate) const fn fields(&self) -> &Fields {
        &self.fields
    }

    fn live(&self) -> Arc<Generation> {
        Arc::clone(&self.live.read())
    }
}

impl Generation {
    /// An empty one, made current.
    fn first(root: &Path, schema: &Schema) -> Result<Self, SearchError> {
        let generation = Self::create(root, next_name(root), schema)?;
        make_current(root, &generation.name)?;
        Ok(generation)
    }

    fn create(root: &Path, name: String, schema: &Schema) -> Result<Self, SearchError> {
        let directory = root.join(&name);
        fs::create_dir_all(&directory)?;
        let settings = IndexSettings { docstore_blocksize: STORE_BLOCK_BYTES, ..IndexSettings::default() };
        Self::with(name, Index::create(Files::open(&directory)?, schema.clone(), settings)?)
    }

    fn open(root: &Path, name: String, schema: &Schema) -> Result<Self, SearchError> {
        let index = sound(root, &name, schema)?;
        Self::with(name, index)
    }

    fn with(name: String, index: Index) -> Result<Self, SearchError> {
        index.tokenizers().register(analysis::NAME, TextAnalyzer::from(analysis::Terms));
        index.tokenizers().register(typed::NAME, TextAnalyzer::from(typed::Typed));
        let writer = index.writer_with_num_threads(1, WRITER_BYTES).map_err(|error| match error {
            TantivyError::LockFailure(LockError::LockBusy, _) => SearchError::Busy(name.clone()),
            other => other.into(),
        })?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let view = RwLock::new(View::of(&reader, None)?);
        Ok(Self { name, reader, index, writer: Mutex::new(writer), view })
    }

    /// From now on searches read the last commit.
    fn refresh(&self) -> Result<(), SearchError> {
        self.reader.reload()?;
        let before = Arc::clone(&self.view.read());
        *self.view.write() = View::of(&self.reader, Some(&before))?;
        Ok(())
    }
}

/// One generation, if every file of it is as it was written.
fn sound(root: &Path, name: &str, schema: &Schema) -> Result<Index, SearchError> {
    let index = Index::open(Files::open(&root.join(name))?)?;
    if index.schema() != *schema {
        return Err(TantivyError::SchemaError("other fields".into()).into());
    }
    let damaged = index.validate_checksum()?;
    if !damaged.is_empty() {
        return Err(io::Error::new(io::ErrorKind::InvalidData, format!("{damaged:?}")).into());
    }
    Ok(index)
}

fn commit(writer: &mut IndexWriter<TantivyDocument>, cursor: i64) -> tantivy::Result<()> {
    let mut prepared = writer.prepare_commit()?;
    prepared.set_payload(&cursor.to_string());
    prepared.commit()?;
    Ok(())
}

fn prefix() -> String {
    format!("v{VERSION}-")
}

fn current(root: &Path) -> Option<String> {
    let name = fs::read_to_string(root.join(CURRENT)).ok()?.trim().to_owned();
    let plain = name.starts_with('v') && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    plain.then_some(name)
}

fn make_current(root: &Path, name: &str) -> io::Result<()> {
    let draft = root.join(format!("{CURRENT}.new"));
    fs::write(&draft, name)?;
    fs::File::open(&draft)?.sync_all()?;
    fs::rename(draft, root.join(CURRENT))
}

/// Generations found under `root`, of any version.
fn generations(root: &Path) -> impl Iterator<Item = String> {
    let entries = fs::read_dir(root).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().into_string().ok()).filter(|name| number(name).is_some())
}

/// 7 of `v1-7`.
fn number(name: &str) -> Option<u64> {
    let (version, number) = name.strip_prefix('v')?.split_once('-')?;
    version.parse::<u32>().ok()?;
    number.parse().ok()
}

fn next_name(root: &Path) -> String {
    let last = generations(root).filter_map(|name| number(&name)).max().unwrap_or(0);
    format!("{}{}", prefix(), last + 1)
}

/// Best effort: what cannot be removed now is removed at the next start.
fn remove_others(root: &Path, keep: &str) {
    for name in generations(root).filter(|name| name != keep) {
        if let Err(error) = fs::remove_dir_all(root.join(&name)) {
            tracing::warn!(%error, name, "an old search index stays on disk");
        }
    }
}
