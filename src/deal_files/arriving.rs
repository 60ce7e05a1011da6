//! A file while it arrives: refused as soon as it is known that it cannot be taken.

use super::{FileKind, FileName};
use crate::{
    failure::{Answer, Failure, Problem},
    id::DealFileId,
};

/// Bytes of a file.
pub const BYTES_MAX: u64 = 10 * 1024 * 1024;
/// Files that a deal has at once.
pub const FILES_MAX: u32 = 20;
/// By so many first bytes one knows what a file is.
pub const HEAD_BYTES: usize = 64 * 1024;

const FIELD: &str = "file";

/// What has come of a file so far.
#[derive(Clone, Debug)]
pub struct Arriving {
    name: FileName,
    kind: FileKind,
    bytes: u64,
    /// Until it is long enough to be judged.
    head: Option<Vec<u8>>,
}

/// A file that is there as a whole, stored under its id and named by nobody yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrived {
    pub id: DealFileId,
    pub name: FileName,
    pub kind: FileKind,
    pub bytes: u64,
}

impl Arriving {
    /// A file of this name, as sent.
    ///
    /// # Errors
    /// [`Failure::Invalid`] when files of this name are not taken.
    pub fn named(sent: &str) -> Answer<Self> {
        let name = FileName::of(sent);
        let kind = FileKind::of_name(name.as_str()).ok_or_else(|| refused(Problem::FileType))?;
        Ok(Self { name, kind, bytes: 0, head: Some(Vec::new()) })
    }

    /// More of it.
    ///
    /// # Errors
    /// [`Failure::Invalid`] when it is too large, or not what its name says.
    pub fn take(&mut self, more: &[u8]) -> Answer<()> {
        self.bytes = self.bytes.saturating_add(more.len() as u64);
        if self.bytes > BYTES_MAX {
            let megabytes = u32::try_from(BYTES_MAX / 1024 / 1024).unwrap_or(u32::MAX);
            return Err(refused(Problem::AttachmentTooLarge { megabytes }));
        }
        let Some(head) = &mut self.head else { return Ok(()) };
        head.extend(more.iter().take(HEAD_BYTES - head.len()));
        if head.len() == HEAD_BYTES { self.judge() } else { Ok(()) }
    }

    /// That was all of it.
    ///
    /// # Errors
    /// [`Failure::Invalid`] when there was nothing, or it is not what its name says.
    pub fn end(mut self, id: DealFileId) -> Answer<Arrived> {
        if self.bytes == 0 {
            return Err(refused(Problem::FileEmpty));
        }
        self.judge()?;
        Ok(Arrived { id, name: self.name, kind: self.kind, bytes: self.bytes })
    }

    fn judge(&mut self) -> Answer<()> {
        let fits = self.head.take().is_none_or(|head| self.kind.fits(&head));
        if fits { Ok(()) } else { Err(refused(Problem::FileContent { extension: self.kind.as_str().to_owned() })) }
    }
}

/// `there`: how many files a deal has.
///
/// # Errors
/// [`Failure::Invalid`] when it has as many as may be.
pub fn room_for_one(there: u32) -> Answer<()> {
    if there < FILES_MAX { Ok(()) } else { Err(refused(Problem::TooManyFiles { max: FILES_MAX })) }
}

impl Arrived {
    /// When no file came with a form.
    pub fn missing() -> Failure {
        refused(Problem::FileMissing)
    }
}

fn refused(problem: Problem) -> Failure {
    Failure::invalid(FIELD, problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem<T: std::fmt::Debug>(answer: Answer<T>) -> Problem {
        match answer {
            Err(Failure::Invalid { errors }) => errors.of("file").cloned().unwrap(),
            other => panic!("{other:?}"),
        }
    }

    fn all(name: &str, bytes: &[u8]) -> Answer<Arrived> {
        let mut arriving = Arriving::named(name)?;
        for part in bytes.chunks(7_000) {
            arriving.take(part)?;
        }
        arriving.end(DealFileId::from_uuid(uuid::Uuid::nil()))
    }

    #[test]
    fn a_file_is_taken_for_what_it_is() {
        let quote = all("見積書.pdf", b"%PDF-1.7\nhello").unwrap();
        assert_eq!((quote.name.as_str(), quote.kind, quote.bytes), ("見積書.pdf", FileKind::Pdf, 14));
        assert_eq!(problem(all("tool.exe", b"MZ")), Problem::FileType);
        assert_eq!(problem(all("", b"%PDF-")), Problem::FileType);
        assert_eq!(problem(all("quote.pdf", b"")), Problem::FileEmpty);
        let lie = Problem::FileContent { extension: "pdf".into() };
        assert_eq!(problem(all("quote.pdf", b"MZ\x90\0")), lie);
        assert_eq!(problem(all("quote.pdf", &vec![b'x'; HEAD_BYTES * 2])), lie);
    }

    #[test]
    fn it_is_refused_at_the_byte_that_is_too_many() {
        let mut large = Arriving::named("a.txt").unwrap();
        let part = vec![b'a'; 1024 * 1024];
        for _ in 0..10 {
            large.take(&part).unwrap();
        }
        assert!(large.clone().end(DealFileId::from_uuid(uuid::Uuid::nil())).is_ok());
        assert_eq!(problem(large.take(b"a")), Problem::AttachmentTooLarge { megabytes: 10 });
    }

    #[test]
    fn a_deal_has_so_many_files() {
        assert_eq!(room_for_one(FILES_MAX - 1), Ok(()));
        assert_eq!(problem(room_for_one(FILES_MAX)), Problem::TooManyFiles { max: FILES_MAX });
    }
}
