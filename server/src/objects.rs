//! Where the bytes of files are: a folder beside the database, or a storage that speaks the language of S3.

use std::{fs, path::PathBuf, sync::Arc, time::Duration};

use axum::body::Bytes;
use futures::{StreamExt, stream::BoxStream};
use jiso::{
    failure::{Answer, Failure},
    id::DealFileId,
};
use object_store::{
    BackoffConfig, ClientOptions, ObjectStore, ObjectStoreExt, PutPayload, RetryConfig, aws::AmazonS3Builder,
    buffered::BufWriter, local::LocalFileSystem, path::Path, prefix::PrefixStore,
};
use tokio::io::AsyncWriteExt;

use crate::{bucket::Bucket, config::Settings};

/// S3 takes no smaller parts than this, but for the last.
const BUCKET_PART: usize = 5 * 1024 * 1024;
const FOLDER_PART: usize = 256 * 1024;
/// A person waits for it.
const PATIENCE: Duration = Duration::from_secs(20);

/// The objects of this portal.
#[derive(Clone, Debug)]
pub struct Objects {
    store: Arc<dyn ObjectStore>,
    /// Bytes that are held in memory while an object is written.
    part: usize,
    /// Where they are on this machine's disk.
    folder: Option<PathBuf>,
}

/// An object while it is written.
pub struct Writing(BufWriter);

impl Objects {
    /// Opens the storage of the settings; a folder is made if it is not there.
    ///
    /// # Errors
    /// In plain words, what is wrong and with which setting.
    pub fn open(settings: &Settings) -> Result<Self, String> {
        if let Some(url) = &settings.files_url {
            let bucket = Bucket::read(url).ok_or_else(|| format!("setting --files-url: {}", Bucket::EXPECTED))?;
            return Self::in_bucket(&bucket).map_err(|error| format!("setting --files-url: {error}"));
        }
        let folder = settings.files_folder();
        Self::in_folder(folder.clone()).map_err(|error| format!("setting --data: {}: {error}", folder.display()))
    }

    fn in_folder(folder: PathBuf) -> Result<Self, String> {
        fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        // What is answered as kept survives a power cut.
        let store = LocalFileSystem::new_with_prefix(&folder).map_err(|error| error.to_string())?.with_fsync(true);
        Ok(Self { store: Arc::new(store), part: FOLDER_PART, folder: Some(folder) })
    }

    fn in_bucket(bucket: &Bucket) -> Result<Self, object_store::Error> {
        // Taken by the connections below; whoever installed one first, it is the same.
        _ = rustls::crypto::ring::default_provider().install_default();
        let retry = RetryConfig { backoff: BackoffConfig::default(), max_retries: 3, retry_timeout: PATIENCE };
        let client =
            ClientOptions::new().with_timeout(PATIENCE).with_connect_timeout(PATIENCE / 4).with_allow_http(!bucket.secure);
        let mut builder = AmazonS3Builder::new()
            .with_endpoint(bucket.endpoint())
            .with_region(&bucket.region)
            .with_bucket_name(&bucket.name)
            .with_virtual_hosted_style_request(false)
            // Of the core of S3, which every storage that speaks it has.
            .with_disable_bulk_delete(true)
            .with_retry(retry)
            .with_client_options(client);
        if let Some((key, secret)) = &bucket.key {
            builder = builder.with_access_key_id(key).with_secret_access_key(secret);
        }
        let store = builder.build()?;
        let store: Arc<dyn ObjectStore> = match bucket.prefix.as_str() {
            "" => Arc::new(store),
            prefix => Arc::new(PrefixStore::new(store, prefix)),
        };
        Ok(Self { store, part: BUCKET_PART, folder: None })
    }

    /// Begins an object. It is there when [`Writing::end`] says so, as a whole or not at all.
    pub fn write(&self, id: DealFileId) -> Writing {
        Writing(BufWriter::with_capacity(self.store.clone(), place(id), self.part).with_max_concurrency(1))
    }

    /// What is in an object.
    ///
    /// # Errors
    /// [`Failure::Unavailable`]
    pub async fn read(&self, id: DealFileId) -> Answer<BoxStream<'static, object_store::Result<Bytes>>> {
        let found = self.store.get(&place(id)).await.map_err(|error| unavailable(id, &error))?;
        Ok(found.into_stream().boxed())
    }

    /// Takes an object away, and what was left of writing it. Taken away twice, it is gone.
    ///
    /// # Errors
    /// [`Failure::Unavailable`]
    pub async fn discard(&self, id: DealFileId) -> Answer<()> {
        match self.store.delete(&place(id)).await {
            Err(object_store::Error::NotFound { .. }) | Ok(()) => {}
            Err(error) => return Err(unavailable(id, &error)),
        }
        let Some(folder) = self.folder.clone() else { return Ok(()) };
        let unfinished = move || {
            let begun = format!("{id}#");
            let files = fs::read_dir(folder.join(FOLDER)).into_iter().flatten().flatten();
            files
                .filter(|file| file.file_name().to_string_lossy().starts_with(&begun))
                .try_for_each(|file| fs::remove_file(file.path()))
        };
        tokio::task::spawn_blocking(unfinished).await.map_err(|_| Failure::Unavailable { reference: "objects".into() })?.map_err(
            |error| {
                tracing::error!(object = %id, %error, "objects");
                Failure::Unavailable { reference: "objects".into() }
            },
        )
    }

    /// Writes, reads and deletes something, as `jiso doctor` does.
    ///
    /// # Errors
    /// In plain words.
    pub async fn try_out(&self) -> Result<(), String> {
        let trial = Path::from(".doctor");
        let tried = async {
            self.store.put(&trial, PutPayload::from_static(b"1")).await?;
            self.store.get(&trial).await?.bytes().await?;
            self.store.delete(&trial).await
        };
        tried.await.map_err(|error| error.to_string())
    }
}

impl Writing {
    /// # Errors
    /// [`Failure::Unavailable`]
    pub async fn more(&mut self, id: DealFileId, bytes: Bytes) -> Answer<()> {
        self.0.put(bytes).await.map_err(|error| unavailable(id, &error))
    }

    /// From here on it survives a power cut.
    ///
    /// # Errors
    /// [`Failure::Unavailable`]
    pub async fn end(mut self, id: DealFileId) -> Answer<()> {
        self.0.shutdown().await.map_err(|error| unavailable(id, &error))
    }

    /// Leaves nothing behind, as far as the storage can be reached.
    pub async fn give_up(mut self, id: DealFileId) {
        if let Err(error) = self.0.abort().await {
            tracing::warn!(object = %id, %error, "objects: a part of it stays until it is swept");
        }
    }
}

const FOLDER: &str = "deal_files";

/// Names say nothing about what is in an object, or whose it is.
fn place(id: DealFileId) -> Path {
    Path::from(format!("{FOLDER}/{id}"))
}

/// The cause goes to the log under a reference, the reference to the person.
fn unavailable(id: DealFileId, error: &dyn std::error::Error) -> Failure {
    let reference: String = id.to_string().chars().rev().take(8).collect();
    tracing::error!(reference, object = %id, %error, "objects");
    Failure::Unavailable { reference }
}
