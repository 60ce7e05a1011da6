//! The two faces a paper is set in.

use std::{io, path::Path};

use ttf_parser::{Face, GlyphId};

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    #[error("font {file}: {source}")]
    NoFont { file: String, source: io::Error },
    #[error("font: {0}")]
    BrokenFont(String),
    #[error("writing: {0}")]
    Writing(#[from] io::Error),
    #[error("packing: {0}")]
    Packing(#[from] zip::result::ZipError),
    #[error("more pages than anybody reads")]
    TooLong,
}

/// The files of both faces, read for one paper and let go of with it: together they are 7 MB.
pub struct FontFiles {
    pub regular: Vec<u8>,
    pub bold: Vec<u8>,
}

impl FontFiles {
    /// # Errors
    /// [`PaperError::NoFont`]
    pub fn read(folder: &Path) -> Result<Self, PaperError> {
        let read = |name: &str| {
            let file = folder.join(name);
            std::fs::read(&file).map_err(|source| PaperError::NoFont { file: file.display().to_string(), source })
        };
        Ok(Self { regular: read("BIZUDPGothic-Regular.ttf")?, bold: read("BIZUDPGothic-Bold.ttf")? })
    }

    /// Whether papers can be set in what a folder holds.
    ///
    /// # Errors
    /// [`PaperError::NoFont`], [`PaperError::BrokenFont`]
    pub fn check(folder: &Path) -> Result<(), PaperError> {
        let files = Self::read(folder)?;
        Fonts::of(&files).map(drop)
    }
}

pub struct Fonts<'a> {
    pub regular: Font<'a>,
    pub bold: Font<'a>,
}

pub struct Font<'a> {
    pub data: &'a [u8],
    pub face: Face<'a>,
    /// Units of an em.
    pub units: f32,
}

impl<'a> Fonts<'a> {
    pub fn of(files: &'a FontFiles) -> Result<Self, PaperError> {
        Ok(Self { regular: Font::of(&files.regular)?, bold: Font::of(&files.bold)? })
    }

    pub const fn font(&self, bold: bool) -> &Font<'a> {
        if bold { &self.bold } else { &self.regular }
    }

    /// In ems.
    pub fn advance(&self, c: char, bold: bool) -> f32 {
        let font = self.font(bold);
        font.advance(font.glyph(c))
    }
}

impl<'a> Font<'a> {
    fn of(data: &'a [u8]) -> Result<Self, PaperError> {
        let face = Face::parse(data, 0).map_err(|error| PaperError::BrokenFont(error.to_string()))?;
        let units = f32::from(face.units_per_em());
        Ok(Self { data, face, units })
    }

    pub fn has(&self, c: char) -> bool {
        self.face.glyph_index(c).is_some_and(|glyph| glyph.0 != 0)
    }

    /// What stands on the paper for a letter: of one that the face lacks, the mark that printers in Japan put in its place (〓).
    pub fn shown(&self, c: char) -> char {
        match c {
            '\u{a0}' => ' ',
            c if self.has(c) => c,
            _ => '〓',
        }
    }

    pub fn glyph(&self, c: char) -> GlyphId {
        self.face.glyph_index(self.shown(c)).unwrap_or_default()
    }

    pub fn advance(&self, glyph: GlyphId) -> f32 {
        f32::from(self.face.glyph_hor_advance(glyph).unwrap_or_default()) / self.units
    }
}

#[cfg(test)]
pub mod testing {
    use super::FontFiles;

    pub fn files() -> FontFiles {
        FontFiles::read(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fonts")).expect("fonts")
    }
}
