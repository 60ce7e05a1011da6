//! Who writes to whom, when, and about what: side by side as in the PDF, in a table without lines.

use std::fmt::Write as _;

use super::{Body, WIDTH, escaped};
use crate::{Paper, picture::Picture};

/// English metric units of a point.
const EMU: f32 = 12_700.0;
/// The column of the sender, in twentieths of a point.
const SENDER: u16 = 3_560;

impl Body {
    pub(super) fn letterhead(&mut self, paper: &Paper) {
        let addressee = WIDTH - SENDER;
        let lines: String =
            ["top", "left", "bottom", "right", "insideH", "insideV"].map(|side| format!(r#"<w:{side} w:val="none"/>"#)).concat();
        _ = write!(
            self.xml,
            r#"<w:tbl><w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{addressee}"/><w:gridCol w:w="{SENDER}"/></w:tblGrid>"#
        );
        // The date has a row of its own: addressee and sender begin below it, at one height.
        self.side_by_side(|body| body.xml.push_str("<w:p/>"), |body| body.styled("Sender", &paper.date));
        self.side_by_side(|body| body.addressee(paper), |body| body.sender(paper));
        self.xml.push_str("</w:tbl>");
        self.styled("Title", &paper.title);
    }

    fn side_by_side(&mut self, left: impl FnOnce(&mut Self), right: impl FnOnce(&mut Self)) {
        _ = write!(self.xml, r#"<w:tr><w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/></w:tcPr>"#, WIDTH - SENDER);
        left(self);
        _ = write!(self.xml, r#"</w:tc><w:tc><w:tcPr><w:tcW w:w="{SENDER}" w:type="dxa"/></w:tcPr>"#);
        right(self);
        self.xml.push_str("</w:tc></w:tr>");
    }

    fn addressee(&mut self, paper: &Paper) {
        for (place, line) in paper.addressee.iter().enumerate() {
            self.styled(if place == 0 { "Addressee" } else { "Contact" }, line);
        }
        // No cell is without a paragraph.
        if paper.addressee.is_empty() {
            self.xml.push_str("<w:p/>");
        }
    }

    fn sender(&mut self, paper: &Paper) {
        if let Some(logo) = &paper.logo {
            self.logo(logo, paper.sender.first().map_or("", String::as_str));
        }
        for line in &paper.sender {
            self.styled("Sender", line);
        }
        if paper.sender.is_empty() {
            self.xml.push_str("<w:p/>");
        }
    }

    #[allow(clippy::cast_possible_truncation, reason = "a logo is at most 150 points wide")]
    fn logo(&mut self, logo: &Picture, name: &str) {
        let (width, height) = logo.within(150.0, 40.0);
        let (width, height) = ((width * EMU) as i64, (height * EMU) as i64);
        let name = escaped(name);
        _ = write!(
            self.xml,
            r#"<w:p><w:pPr><w:pStyle w:val="Sender"/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/><wp:docPr id="1" name="Logo" descr="{name}"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="Logo"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="logo"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"#
        );
    }
}
