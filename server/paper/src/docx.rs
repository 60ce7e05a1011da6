//! DOCX: the same text for an office suite, with its own styles, so that a company's template fits over it.

mod letterhead;
mod table;

use std::{
    fmt::Write as _,
    io::{Cursor, Write},
};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::{
    Paper,
    blocks::{Block, Run, Text, blocks},
    fonts::PaperError,
    picture::{Picture, PictureKind},
};

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const SPACES: &str = concat!(
    r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" "#,
    r#"xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" "#,
    r#"xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" "#,
    r#"xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture""#
);
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// Twentieths of a point: between the margins of the page.
const WIDTH: u16 = 9_426;

/// # Errors
/// [`PaperError`]
pub fn docx(paper: &Paper) -> Result<Vec<u8>, PaperError> {
    let mut body = Body::default();
    body.letterhead(paper);
    body.blocks(&blocks(&paper.markdown), 0);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // The same text is the same file.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut put = |name: &str, bytes: &[u8]| -> Result<(), PaperError> {
        zip.start_file(name, options)?;
        Ok(zip.write_all(bytes)?)
    };
    put("[Content_Types].xml", content_types().as_bytes())?;
    put("_rels/.rels", root_relations().as_bytes())?;
    put("docProps/core.xml", core(paper).as_bytes())?;
    put("word/document.xml", body.document().as_bytes())?;
    put("word/styles.xml", styles(paper.lang).as_bytes())?;
    put("word/numbering.xml", numbering(body.numbered).as_bytes())?;
    put("word/footer1.xml", footer(&paper.footer).as_bytes())?;
    put("word/_rels/document.xml.rels", body.relations(paper.logo.as_ref()).as_bytes())?;
    if let Some(logo) = &paper.logo {
        put(&format!("word/{}", logo_file(logo)), &logo.bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

const fn logo_file(logo: &Picture) -> &'static str {
    match logo.kind {
        PictureKind::Png => "media/logo.png",
        PictureKind::Jpeg => "media/logo.jpeg",
    }
}

/// As it stands in XML; what XML cannot hold is left out.
fn escaped(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => made.push_str("&amp;"),
            '<' => made.push_str("&lt;"),
            '>' => made.push_str("&gt;"),
            '"' => made.push_str("&quot;"),
            '\t' => made.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => made.push(c),
        }
    }
    made
}

#[derive(Default)]
struct Body {
    xml: String,
    links: Vec<String>,
    /// Lists with numbers so far; each begins anew.
    numbered: u32,
}

impl Body {
    fn paragraph(&mut self, properties: &str, text: &Text) {
        self.xml.push_str("<w:p>");
        if !properties.is_empty() {
            _ = write!(self.xml, "<w:pPr>{properties}</w:pPr>");
        }
        for run in text {
            self.run(run);
        }
        self.xml.push_str("</w:p>");
    }

    fn run(&mut self, run: &Run) {
        if let Some(target) = &run.link {
            self.links.push(target.clone());
            _ = write!(self.xml, r#"<w:hyperlink r:id="link{}">"#, self.links.len());
        }
        self.xml.push_str("<w:r>");
        let marks = [(run.link.is_some(), r#"<w:rStyle w:val="Link"/>"#), (run.bold, "<w:b/>"), (run.strike, "<w:strike/>")];
        let marks: String = marks.into_iter().filter(|(is, _)| *is).map(|(_, mark)| mark).collect();
        if !marks.is_empty() {
            _ = write!(self.xml, "<w:rPr>{marks}</w:rPr>");
        }
        for (place, line) in run.text.split('\n').enumerate() {
            if place > 0 {
                self.xml.push_str("<w:br/>");
            }
            _ = write!(self.xml, r#"<w:t xml:space="preserve">{}</w:t>"#, escaped(line));
        }
        self.xml.push_str("</w:r>");
        if run.link.is_some() {
            self.xml.push_str("</w:hyperlink>");
        }
    }

    fn styled(&mut self, style: &str, text: &str) {
        let text = vec![Run { text: text.to_owned(), ..Run::default() }];
        self.paragraph(&format!(r#"<w:pStyle w:val="{style}"/>"#), &text);
    }

    fn blocks(&mut self, blocks: &[Block], depth: usize) {
        for block in blocks {
            match block {
                Block::Heading(level, text) => self.paragraph(&format!(r#"<w:pStyle w:val="Heading{level}"/>"#), text),
                Block::Paragraph(text) => self.paragraph("", text),
                Block::List(first, items) => self.list(first.is_some(), items, depth),
                Block::Table(table) => self.table(table),
                Block::Quote(blocks) => {
                    for block in blocks {
                        if let Block::Paragraph(text) = block {
                            self.paragraph(r#"<w:pStyle w:val="Quote"/>"#, text);
                        } else {
                            self.blocks(std::slice::from_ref(block), depth);
                        }
                    }
                }
                Block::Rule => self.paragraph(
                    r#"<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="CCD1D9"/></w:pBdr>"#,
                    &Text::new(),
                ),
            }
        }
    }

    fn list(&mut self, numbered: bool, items: &[Vec<Block>], depth: usize) {
        let list = if numbered {
            self.numbered += 1;
            self.numbered + 1
        } else {
            1
        };
        let level = depth.min(3);
        for item in items {
            for (place, block) in item.iter().enumerate() {
                match block {
                    Block::Paragraph(text) if place == 0 => {
                        self.paragraph(&format!(r#"<w:pStyle w:val="ListParagraph"/><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>"#), text);
                    }
                    other => self.blocks(std::slice::from_ref(other), depth + 1),
                }
            }
        }
    }

    fn document(&self) -> String {
        format!(
            r#"{HEAD}<w:document {SPACES}><w:body>{}<w:sectPr><w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1160" w:right="1240" w:bottom="1300" w:left="1240" w:header="600" w:footer="600" w:gutter="0"/></w:sectPr></w:body></w:document>"#,
            self.xml
        )
    }

    fn relations(&self, logo: Option<&Picture>) -> String {
        let mut lines = String::new();
        let mut add = |id: &str, kind: &str, target: &str, mode: &str| {
            _ = write!(lines, r#"<Relationship Id="{id}" Type="{RELATIONS}/{kind}" Target="{}"{mode}/>"#, escaped(target));
        };
        add("styles", "styles", "styles.xml", "");
        add("numbering", "numbering", "numbering.xml", "");
        add("footer", "footer", "footer1.xml", "");
        if let Some(logo) = logo {
            add("logo", "image", logo_file(logo), "");
        }
        for (number, link) in (1..).zip(&self.links) {
            add(&format!("link{number}"), "hyperlink", link, r#" TargetMode="External""#);
        }
        format!(
            r#"{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>"#
        )
    }
}

fn content_types() -> String {
    const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let part = |name: &str, kind: &str| format!(r#"<Override PartName="/word/{name}.xml" ContentType="{WORD}.{kind}+xml"/>"#);
    format!(
        r#"{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="jpeg" ContentType="image/jpeg"/>{}{}{}{}<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#,
        part("document", "document.main"),
        part("styles", "styles"),
        part("numbering", "numbering"),
        part("footer1", "footer"),
    )
}

fn root_relations() -> String {
    format!(
        r#"{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="document" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/><Relationship Id="core" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#
    )
}

fn core(paper: &Paper) -> String {
    let author = paper.sender.first().map_or("", String::as_str);
    format!(
        r#"{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title><dc:creator>{}</dc:creator><dc:language>{}</dc:language></cp:coreProperties>"#,
        escaped(&paper.title),
        escaped(author),
        paper.lang
    )
}

/// Windows and Office bring the font.
fn styles(lang: &str) -> String {
    let tag = if lang == "ja" { "ja-JP" } else { "en-GB" };
    let style = |id: &str, name: &str, paragraph: &str, run: &str| {
        format!(
            r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"#
        )
    };
    let head = |level: usize, size: usize, colour: &str| {
        let paragraph = format!(r#"<w:keepNext/><w:spacing w:before="300" w:after="100"/><w:outlineLvl w:val="{}"/>"#, level - 1);
        let run = format!(r#"<w:b/><w:color w:val="{colour}"/><w:sz w:val="{size}"/>"#);
        style(&format!("Heading{level}"), &format!("heading {level}"), &paragraph, &run)
    };
    let made = [
        head(1, 27, "1F3D66"),
        head(2, 23, "222226"),
        head(3, 20, "222226"),
        style(
            "Title",
            "Title",
            r#"<w:pBdr><w:left w:val="single" w:sz="36" w:space="10" w:color="1F3D66"/></w:pBdr><w:shd w:val="clear" w:fill="F0F2F7"/><w:spacing w:before="400" w:after="300"/>"#,
            r#"<w:b/><w:color w:val="1F3D66"/><w:sz w:val="38"/>"#,
        ),
        style(
            "Addressee",
            "Addressee",
            r#"<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="2" w:color="1F3D66"/></w:pBdr><w:ind w:right="360"/>"#,
            r#"<w:b/><w:sz w:val="28"/>"#,
        ),
        style("Contact", "Contact", "", r#"<w:sz w:val="21"/>"#),
        style("Sender", "Sender", r#"<w:spacing w:before="0" w:after="0"/><w:jc w:val="right"/>"#, ""),
        style(
            "Cell",
            "Cell",
            r#"<w:spacing w:before="40" w:after="40" w:line="280" w:lineRule="auto"/>"#,
            r#"<w:sz w:val="18"/>"#,
        ),
        style(
            "Quote",
            "Quote",
            r#"<w:pBdr><w:left w:val="single" w:sz="18" w:space="10" w:color="CCD1D9"/></w:pBdr><w:ind w:left="280"/>"#,
            "",
        ),
        style("ListParagraph", "List Paragraph", r#"<w:spacing w:before="20" w:after="20"/>"#, ""),
        style(
            "Footer",
            "footer",
            r#"<w:tabs><w:tab w:val="right" w:pos="9400"/></w:tabs>"#,
            r#"<w:color w:val="6B6E75"/><w:sz w:val="16"/>"#,
        ),
    ];
    format!(
        r#"{HEAD}<w:styles {SPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="BIZ UDPGothic" w:hAnsi="BIZ UDPGothic" w:eastAsia="BIZ UDPゴシック" w:cs="BIZ UDPGothic"/><w:sz w:val="20"/><w:lang w:val="{tag}" w:eastAsia="ja-JP"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:kinsoku/><w:spacing w:before="60" w:after="60" w:line="340" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style><w:style w:type="character" w:styleId="Link"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="1F3D66"/><w:u w:val="single"/></w:rPr></w:style>{}<w:style w:type="table" w:styleId="Table"><w:name w:val="Proposal Table"/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="8" w:color="1F3D66"/><w:bottom w:val="single" w:sz="4" w:color="CCD1D9"/><w:insideH w:val="single" w:sz="4" w:color="CCD1D9"/></w:tblBorders></w:tblPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="1F3D66"/></w:rPr><w:tcPr><w:shd w:val="clear" w:fill="F0F2F7"/></w:tcPr></w:tblStylePr></w:style></w:styles>"#,
        made.concat()
    )
}

fn numbering(numbered: u32) -> String {
    let level = |level: usize, format: &str, text: &str| {
        format!(
            r#"<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{}" w:hanging="300"/></w:pPr></w:lvl>"#,
            300 + level * 300
        )
    };
    let bullets: String = (0..4).map(|at| level(at, "bullet", "・")).collect();
    let numbers: String = (0..4).map(|at| level(at, "decimal", &format!("%{}.", at + 1))).collect();
    let restart = r#"<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>"#;
    let mut lists = String::new();
    for list in 0..numbered {
        _ = write!(lists, r#"<w:num w:numId="{}"><w:abstractNumId w:val="1"/>{restart}</w:num>"#, list + 2);
    }
    format!(
        r#"{HEAD}<w:numbering {SPACES}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{bullets}</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>{numbers}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{lists}</w:numbering>"#
    )
}

fn footer(text: &str) -> String {
    let field = |name: &str| format!(r#"<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>"#);
    format!(
        r#"{HEAD}<w:ftr {SPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:t xml:space="preserve">{}</w:t></w:r><w:r><w:tab/></w:r>{}<w:r><w:t xml:space="preserve"> / </w:t></w:r>{}</w:p></w:ftr>"#,
        escaped(text),
        field("PAGE"),
        field("NUMPAGES")
    )
}
