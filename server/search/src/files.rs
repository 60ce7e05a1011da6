//! The files of an index, so held that what happens to them on disk does not stop the process that reads them.
//!
//! A mapped file that somebody cuts short ends the whole process at the next read beyond its end. Files of a portal's size are
//! therefore read into memory; only those of a large index, which would be too much for that, are mapped.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use tantivy::{
    directory::{
        Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, OwnedBytes, WatchCallback, WatchHandle, WritePtr,
        error::{DeleteError, LockError, OpenReadError, OpenWriteError},
    },
    error::TantivyError,
};

/// Larger files are mapped.
const IN_MEMORY: u64 = 512 * 1024;

#[derive(Clone, Debug)]
pub struct Files {
    folder: PathBuf,
    mapped: MmapDirectory,
}

impl Files {
    pub fn open(folder: &Path) -> tantivy::Result<Self> {
        let mapped = MmapDirectory::open(folder).map_err(TantivyError::from)?;
        Ok(Self { folder: folder.to_owned(), mapped })
    }
}

impl Directory for Files {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let file = self.folder.join(path);
        let wrong = |error: io::Error| OpenReadError::wrap_io_error(error, path.to_owned());
        match std::fs::metadata(&file) {
            Ok(meta) if meta.len() <= IN_MEMORY => Ok(Arc::new(OwnedBytes::new(std::fs::read(&file).map_err(wrong)?))),
            _ => self.mapped.get_file_handle(path),
        }
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.mapped.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.mapped.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.mapped.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.mapped.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.mapped.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.mapped.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.mapped.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.mapped.watch(callback)
    }
}
