//! A paper is opened again, and says what it was given.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::{io::Read, path::Path};

use jiso_paper::{FontFiles, Paper, Picture, docx, pdf};
use lopdf::Document;

fn fonts() -> FontFiles {
    FontFiles::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fonts")).unwrap()
}

fn paper() -> Paper {
    Paper {
        lang: "ja",
        title: "お客様対応の改善のご提案".into(),
        addressee: vec!["株式会社北浜製作所 御中".into(), "総務部 髙﨑様".into()],
        date: "2026年11月16日".into(),
        sender: vec!["青葉商会株式会社".into(), "担当：佐藤 健".into()],
        logo: Some(Picture::read(logo()).unwrap()),
        footer: "お客様対応の改善のご提案｜株式会社北浜製作所 御中".into(),
        markdown: include_str!("paper.md").into(),
    }
}

fn logo() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 120, 40);
    encoder.set_color(png::ColorType::Rgba);
    let data: Vec<u8> = (0..4_800_u32).flat_map(|at| [31, 58, 95, if at % 40 < 20 { 255 } else { 90 }]).collect();
    encoder.write_header().unwrap().write_image_data(&data).unwrap();
    bytes
}

/// The body of a DOCX, as XML.
fn document_of(docx: &[u8]) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    let mut text = String::new();
    zip.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_pdf_has_real_text_in_parts_of_fonts() {
    let made = pdf(&paper(), &fonts()).unwrap();
    assert!(made.len() < 200_000, "{} bytes", made.len());
    let document = Document::load_mem(&made).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    assert!(pages.len() >= 2, "{pages:?}");
    let text: String = document.extract_text(&pages).unwrap().split_whitespace().collect();
    for said in ["株式会社北浜製作所御中", "髙﨑様", "青葉商会株式会社", "2026年11月16日", "対応漏れは92%減", "72,000円", "1/3"]
    {
        assert!(text.contains(said), "{said} in {text}");
    }
    let mut fonts = 0;
    for object in document.objects.values() {
        let Ok(dictionary) = object.as_dict() else { continue };
        if dictionary.has(b"FontFile2") {
            let name = String::from_utf8_lossy(dictionary.get(b"FontName").unwrap().as_name().unwrap()).into_owned();
            assert!(name.chars().position(|c| c == '+') == Some(6) && name.contains("BIZUDPGothic"), "{name}");
            fonts += 1;
        }
    }
    assert_eq!(fonts, 2);
    assert_eq!(made, pdf(&paper(), &self::fonts()).unwrap(), "the same text is the same file");
}

#[test]
fn what_is_copied_is_what_is_seen() {
    let markdown = "😀と𠮷\u{a0}野家 **👍** 一 二".into();
    let paper = Paper { addressee: vec!["𠮷田商店 御中".into()], markdown, ..paper() };
    let document = Document::load_mem(&pdf(&paper, &fonts()).unwrap()).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    let text: String = document.extract_text(&pages).unwrap().split_whitespace().collect();
    assert!(text.contains("〓田商店御中") && text.contains("〓と〓野家〓一二"), "{text}");
    assert!(!text.contains(['😀', '𠮷', '👍', '\u{a0}']), "{text}");
}

#[test]
fn what_a_picture_shows_stands_in_both_files() {
    let markdown = "![担当者ごとの受信箱](/media/inbox.png)\n\n| 画面 |\n|---|\n| ![件数の推移](/media/counts.png) |\n";
    let paper = Paper { markdown: markdown.into(), ..paper() };
    let document = Document::load_mem(&pdf(&paper, &fonts()).unwrap()).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    let printed: String = document.extract_text(&pages).unwrap().split_whitespace().collect();
    let written = document_of(&docx(&paper).unwrap());
    for text in [printed, written] {
        assert!(text.contains("[担当者ごとの受信箱]") && text.contains("[件数の推移]"), "{text}");
    }
}

#[test]
fn what_hardly_fits_on_a_page_is_set_closer() {
    let pages = |paragraphs: usize| {
        let paper = Paper { markdown: "1行の段落です。\n\n".repeat(paragraphs), ..paper() };
        Document::load_mem(&pdf(&paper, &fonts()).unwrap()).unwrap().get_pages().len()
    };
    assert_eq!((pages(15), pages(30), pages(42)), (1, 1, 2));
}

#[test]
fn what_no_reader_would_finish_is_refused() {
    let long = Paper { markdown: "段落です。\n\n".repeat(5_000), ..paper() };
    assert_eq!(pdf(&long, &fonts()).unwrap_err().to_string(), "more pages than anybody reads");
    let odd = Paper {
        markdown: "𠮷野家 👍 \u{0}\u{7}\n\n|||\n|-|-|\n\n- \n\n####### x\n\n> - > 1. a\n".into(),
        ..Paper::default()
    };
    assert!(pdf(&odd, &fonts()).unwrap().starts_with(b"%PDF"));
}

#[test]
fn a_docx_says_the_same() {
    let text = document_of(&docx(&paper()).unwrap());
    for said in ["株式会社北浜製作所 御中", "対応漏れは92%減", "72,000円", "Heading1", "w:tbl", "r:embed=\"logo\""]
    {
        assert!(text.contains(said), "{said}");
    }
    let head = text.split("</w:tbl>").next().unwrap();
    let at = |said: &str| head.find(said).unwrap_or_else(|| panic!("{said}: {head}"));
    assert!(head.matches("<w:tc>").count() == 4 && head.contains(r#"<w:insideV w:val="none"/>"#), "{head}");
    let (to, logo, from) = (at("株式会社北浜製作所 御中"), at("r:embed=\"logo\""), at(">青葉商会株式会社<"));
    assert!(to < logo && logo < from, "{head}");
    assert!(head.contains("2026年11月16日") && head.contains(r#"descr="青葉商会株式会社""#), "{head}");
    let text = document_of(&docx(&Paper { title: "A & B <c>".into(), ..Paper::default() }).unwrap());
    assert!(text.contains("A &amp; B &lt;c&gt;"), "{text}");
}

#[test]
fn columns_of_a_docx_are_as_wide_as_what_they_hold() {
    let markdown = "| 製品 | 内容 | 価格 |\n|---|---|--:|\n| 標準 | 受信箱を担当者ごとに分け、返信の期限と進み具合を全員で確かめられるようにします。 | 72,000円 |\n";
    let text = document_of(&docx(&Paper { markdown: markdown.into(), ..Paper::default() }).unwrap());
    let grid = text.rsplit("<w:tblGrid>").next().unwrap().split("</w:tblGrid>").next().unwrap();
    let widths: Vec<u32> = grid.split("w:w=\"").skip(1).map(|part| part.split('"').next().unwrap().parse().unwrap()).collect();
    assert!(widths[0] < widths[2] && widths[2] * 3 < widths[1], "{widths:?}");
    assert!((9_300..=9_426).contains(&widths.iter().sum::<u32>()), "{widths:?}");
    assert_eq!(text.matches(&format!(r#"<w:tcW w:w="{}" w:type="dxa"/>"#, widths[1])).count(), 2, "each cell says so");
}
