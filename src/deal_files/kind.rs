//! What a file may be, and how one knows.

use serde::{Deserialize, Serialize};

use crate::activity::closed_set;

/// What is taken. Nothing of it runs by being opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    Pdf,
    Docx,
    Xlsx,
    Pptx,
    Png,
    Jpg,
    Webp,
    Csv,
    Txt,
}

closed_set!(FileKind {
    Pdf = "pdf",
    Docx = "docx",
    Xlsx = "xlsx",
    Pptx = "pptx",
    Png = "png",
    Jpg = "jpg",
    Webp = "webp",
    Csv = "csv",
    Txt = "txt",
});

const ZIP: &[u8] = b"PK\x03\x04";

impl FileKind {
    /// By the last part of a name.
    pub fn of_name(name: &str) -> Option<Self> {
        let (stem, extension) = name.rsplit_once('.')?;
        let extension = extension.to_ascii_lowercase();
        let extension = if extension == "jpeg" { "jpg" } else { &extension };
        Self::parse(extension).filter(|_| !stem.is_empty())
    }

    /// What a browser is told.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::Png => "image/png",
            Self::Jpg => "image/jpeg",
            Self::Webp => "image/webp",
            Self::Csv => "text/csv",
            Self::Txt => "text/plain",
        }
    }

    /// Whether what begins with `head` can be such a file.
    pub fn fits(self, head: &[u8]) -> bool {
        match self {
            Self::Pdf => head.starts_with(b"%PDF-"),
            Self::Docx => is_office(head, b"word/"),
            Self::Xlsx => is_office(head, b"xl/"),
            Self::Pptx => is_office(head, b"ppt/"),
            Self::Png => head.starts_with(b"\x89PNG\r\n\x1a\n"),
            Self::Jpg => head.starts_with(b"\xff\xd8\xff"),
            Self::Webp => head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP"),
            Self::Csv | Self::Txt => is_text(head),
        }
    }
}

/// An Office document is an archive with one folder by which one knows it. Its parts may be listed in any order, so the names of
/// all that begin here are looked at.
fn is_office(head: &[u8], folder: &[u8]) -> bool {
    const NAME_AT: usize = 30;
    if !head.starts_with(ZIP) {
        return false;
    }
    let mut parts = (0..head.len().saturating_sub(NAME_AT)).filter(|at| head[*at..].starts_with(ZIP));
    parts.any(|at| head[at + NAME_AT..].starts_with(folder))
}

/// UTF-8 or Shift_JIS: either way, without what no text holds. What another programme would run or show as something else is none.
fn is_text(head: &[u8]) -> bool {
    const OTHERS: [&[u8]; 7] = [b"%PDF-", ZIP, b"MZ", b"<!doctype", b"<html", b"<?xml", b"<svg"];
    let is_character = |byte: &u8| *byte >= 0x20 || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1a);
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let begins = |with: &[u8]| text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    head.iter().all(is_character) && !OTHERS.into_iter().any(begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The beginning of an archive with parts of these names.
    fn archive(names: &[&str]) -> Vec<u8> {
        let part = |name: &&str| {
            let mut part = ZIP.to_vec();
            part.extend([0; 22]);
            part.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
            part.extend([0; 2]);
            part.extend(name.as_bytes());
            part.extend([7; 40]);
            part
        };
        names.iter().flat_map(part).collect()
    }

    #[test]
    fn the_extension_says_what_it_shall_be() {
        for (name, kind) in [
            ("見積書.pdf", Some(FileKind::Pdf)),
            ("提案.最終版.PPTX", Some(FileKind::Pptx)),
            ("写真.JPEG", Some(FileKind::Jpg)),
            ("quote.pdf.exe", None),
            ("quote.docm", None),
            ("page.html", None),
            ("picture.svg", None),
            ("archive.zip", None),
            ("pdf", None),
            (".pdf", None),
            ("quote.", None),
        ] {
            assert_eq!(FileKind::of_name(name), kind, "{name}");
        }
    }

    #[test]
    fn the_first_bytes_say_the_same_or_it_is_not_taken() {
        let word = archive(&["[Content_Types].xml", "_rels/.rels", "word/document.xml"]);
        let excel = archive(&["xl/workbook.xml", "[Content_Types].xml"]);
        let slides = archive(&["docProps/thumbnail.jpeg", "ppt/presentation.xml"]);
        let (jar, shift_jis) = (archive(&["META-INF/MANIFEST.MF", "Word/x"]), b"\x89\xef\x8e\xd0\x96\xbc,\x8b\xc6\x8e\xed\r\n");
        let samples: [(&[u8], &[FileKind]); 15] = [
            (b"%PDF-1.7\n", &[FileKind::Pdf]),
            (&word, &[FileKind::Docx]),
            (&excel, &[FileKind::Xlsx]),
            (&slides, &[FileKind::Pptx]),
            (&jar, &[]),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &[FileKind::Png]),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", &[FileKind::Jpg]),
            (b"RIFF\x24\0\0\0WEBPVP8 ", &[FileKind::Webp]),
            (b"RIFF\x24\0\0\0WAVEfmt ", &[]),
            (b"MZ\x90\0\x03\0", &[]),
            (shift_jis, &[FileKind::Csv, FileKind::Txt]),
            ("\u{feff}会社名,業種\n".as_bytes(), &[FileKind::Csv, FileKind::Txt]),
            ("\u{feff} \n<!DOCTYPE html>".as_bytes(), &[]),
            (b"<svg onload=alert(1)>", &[]),
            (b"a\0b", &[]),
        ];
        for (head, expected) in samples {
            let found: Vec<_> = FileKind::ALL.iter().copied().filter(|kind| kind.fits(head)).collect();
            assert_eq!(found, expected, "{}", String::from_utf8_lossy(head));
        }
        assert!(FileKind::ALL.iter().filter(|kind| !matches!(kind, FileKind::Csv | FileKind::Txt)).all(|kind| !kind.fits(b"")));
    }
}
