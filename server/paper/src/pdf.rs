//! PDF: real text in embedded fonts that hold what is used and no more, with an outline of the headings.

use std::{collections::BTreeMap, io::Write};

use flate2::{Compression, write::ZlibEncoder};
use pdf_writer::{
    Content, Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr,
    types::{ActionType, AnnotationType, CidFontType, FontFlags, SystemInfo, TabOrder, UnicodeCmap},
    writers::StructTreeRoot,
};
use subsetter::GlyphRemapper;

use crate::{
    Paper,
    fonts::{Font, FontFiles, Fonts, PaperError},
    layout::{Mark, PAGE, Pages, Part, lay_out},
    picture::{Picture, PictureKind, decode},
};

const IDENTITY: SystemInfo<'_> = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };
const LOGO: Name<'_> = Name(b"Logo");

/// # Errors
/// [`PaperError`]
pub fn pdf(paper: &Paper, files: &FontFiles) -> Result<Vec<u8>, PaperError> {
    let fonts = Fonts::of(files)?;
    let Pages { pages, places, parts } = lay_out(paper, &fonts)?;
    let mut writer = Writer {
        pdf: Pdf::new(),
        next: Ref::new(1),
        regular: Used::default(),
        bold: Used::default(),
        said: parts.iter().map(|_| Vec::new()).collect(),
        parents: Vec::new(),
    };
    let (catalog, tree, info, outline) = (writer.id(), writer.id(), writer.id(), writer.id());
    let (regular, bold) = (writer.id(), writer.id());
    let logo = match &paper.logo {
        Some(picture) => Some(writer.picture(picture)?),
        None => None,
    };
    let ids: Vec<Ref> = pages.iter().map(|_| writer.id()).collect();
    for (page, id) in pages.iter().zip(&ids) {
        writer.page(page, *id, tree, (&fonts, regular, bold), logo, &parts)?;
    }
    writer.pdf.pages(tree).kids(ids.iter().copied()).count(i32::try_from(ids.len()).unwrap_or(i32::MAX));
    let used = std::mem::take(&mut writer.regular);
    writer.font(&fonts.regular, "BIZUDPGothic", &used, regular)?;
    let used = std::mem::take(&mut writer.bold);
    writer.font(&fonts.bold, "BIZUDPGothic-Bold", &used, bold)?;

    let items: Vec<Ref> = places.iter().map(|_| writer.id()).collect();
    for (number, (place, id)) in places.iter().zip(&items).enumerate() {
        let mut item = writer.pdf.outline_item(*id);
        item.parent(outline).title(TextStr(&place.title));
        if number > 0 {
            item.prev(items[number - 1]);
        }
        if let Some(next) = items.get(number + 1) {
            item.next(*next);
        }
        item.dest().page(ids[place.page]).xyz(0.0, PAGE.1 - place.y, None);
    }
    let mut whole = writer.pdf.outline(outline);
    if let (Some(first), Some(last)) = (items.first(), items.last()) {
        whole.first(*first).last(*last).count(i32::try_from(items.len()).unwrap_or(i32::MAX));
    }
    whole.finish();
    let author = paper.sender.first().map_or("", String::as_str);
    writer.pdf.document_info(info).title(TextStr(&paper.title)).author(TextStr(author)).creator(TextStr("Jiso"));
    let structure_id = writer.id();
    let (root_part, parent_tree) = writer.structure(&parts, &ids, structure_id);
    {
        let mut structure: StructTreeRoot<'_> = writer.pdf.indirect(structure_id).start();
        structure.child(root_part);
        let mut tree = structure.parent_tree();
        let mut numbers = tree.nums();
        for (number, parents) in (0..).zip(parent_tree) {
            numbers.insert(number, parents);
        }
    }
    let mut root = writer.pdf.catalog(catalog);
    root.pair(Name(b"StructTreeRoot"), structure_id);
    root.mark_info().marked(true);
    root.pages(tree).outlines(outline).lang(TextStr(paper.lang));
    root.viewer_preferences().display_doc_title(true);
    root.finish();
    Ok(writer.pdf.finish())
}

/// The glyphs of a face that a paper uses, and what each stands for.
#[derive(Default)]
struct Used {
    glyphs: GlyphRemapper,
    letters: BTreeMap<u16, char>,
}

struct Writer {
    pdf: Pdf,
    next: Ref,
    regular: Used,
    bold: Used,
    /// For each part, on which pages and under which numbers its text stands.
    said: Vec<Vec<(Ref, i32)>>,
    /// For each page, the parts of its texts in the order of their numbers.
    parents: Vec<Vec<usize>>,
}

impl Writer {
    fn id(&mut self) -> Ref {
        self.next.bump()
    }

    fn page(
        &mut self,
        marks: &[Mark],
        id: Ref,
        tree: Ref,
        (fonts, regular, bold): (&Fonts<'_>, Ref, Ref),
        logo: Option<Ref>,
        parts: &[Part],
    ) -> Result<(), PaperError> {
        let (content_id, mut links) = (self.id(), Vec::new());
        let mut content = Content::new();
        let (mut open, mut parents) = (None, Vec::new());
        for mark in marks {
            let part = if let Mark::Text { part, .. } = mark { *part } else { None };
            if open != Some(part) {
                if open.is_some() {
                    content.end_marked_content();
                }
                open = Some(part);
                if let Some((part, role)) = part.and_then(|part| Some((part, parts.get(part)?.role))) {
                    let number = i32::try_from(parents.len()).unwrap_or(i32::MAX);
                    content.begin_marked_content_with_properties(role.to_name()).properties().identify(number);
                    parents.push(part);
                    self.said[part].push((id, number));
                } else {
                    content.begin_marked_content(Name(b"Artifact"));
                }
            }
            match mark {
                Mark::Fill { x, y, width, height, colour: [r, g, b] } => {
                    content.set_fill_rgb(*r, *g, *b).rect(*x, PAGE.1 - y - height, *width, *height).fill_nonzero();
                }
                Mark::Logo { x, y, width, height } if logo.is_some() => {
                    content.save_state().transform([*width, 0.0, 0.0, *height, *x, PAGE.1 - y - height]);
                    content.x_object(LOGO).restore_state();
                }
                Mark::Logo { .. } => {}
                Mark::Text { .. } => self.text(&mut content, mark, fonts),
                Mark::Link { x, y, width, height, target } => {
                    let link = self.id();
                    let mut annotation = self.pdf.annotation(link);
                    annotation.subtype(AnnotationType::Link).border(0.0, 0.0, 0.0, None);
                    annotation.rect(Rect::new(*x, PAGE.1 - y - height, x + width, PAGE.1 - y));
                    annotation.action().action_type(ActionType::Uri).uri(Str(target.as_bytes()));
                    links.push(link);
                }
            }
        }
        if open.is_some() {
            content.end_marked_content();
        }
        let packed = packed(&content.finish())?;
        self.pdf.stream(content_id, &packed).filter(Filter::FlateDecode);
        let mut page = self.pdf.page(id);
        page.parent(tree).media_box(Rect::new(0.0, 0.0, PAGE.0, PAGE.1)).contents(content_id);
        page.struct_parents(i32::try_from(self.parents.len()).unwrap_or(i32::MAX)).tab_order(TabOrder::StructureOrder);
        self.parents.push(parents);
        if !links.is_empty() {
            page.annotations(links);
        }
        let mut resources = page.resources();
        resources.fonts().pair(Name(b"F1"), regular).pair(Name(b"F2"), bold);
        if let Some(logo) = logo {
            resources.x_objects().pair(LOGO, logo);
        }
        Ok(())
    }

    /// Answers the document's part, and for each page the list of the parts on it.
    fn structure(&mut self, parts: &[Part], pages: &[Ref], root: Ref) -> (Ref, Vec<Ref>) {
        let ids: Vec<Ref> = parts.iter().map(|_| self.id()).collect();
        for ((part, id), said) in parts.iter().zip(&ids).zip(&self.said) {
            let mut element = self.pdf.struct_element(*id);
            element.kind(part.role).parent(part.within.map_or(root, |within| ids[within]));
            let mut children = element.children();
            for (page, number) in said {
                children.marked_content_ref().page(*page).marked_content_id(*number);
            }
            for child in &part.parts {
                children.struct_element(ids[*child]);
            }
        }
        let lists: Vec<Ref> = pages.iter().map(|_| self.id()).collect();
        for (list, parents) in lists.iter().zip(&self.parents) {
            self.pdf.indirect(*list).array().items(parents.iter().map(|part| ids[*part]));
        }
        (ids[0], lists)
    }

    fn text(&mut self, content: &mut Content, mark: &Mark, fonts: &Fonts<'_>) {
        let Mark::Text { x, y, size, colour: [r, g, b], letters, spread, .. } = mark else { return };
        let Some(first) = letters.first() else { return };
        let (used, name) = if first.bold { (&mut self.bold, Name(b"F2")) } else { (&mut self.regular, Name(b"F1")) };
        let font = fonts.font(first.bold);
        let mut text = Vec::with_capacity(letters.len() * 2);
        for letter in letters {
            let glyph = used.glyphs.remap(font.glyph(letter.c).0);
            // What is copied from the page is what is seen on it: one mark stands for every letter that the face lacks.
            used.letters.entry(glyph).or_insert_with(|| font.shown(letter.c));
            text.extend_from_slice(&glyph.to_be_bytes());
        }
        content.begin_text().set_font(name, *size).set_fill_rgb(*r, *g, *b);
        content.set_char_spacing(spread * size).set_text_matrix([1.0, 0.0, 0.0, 1.0, *x, PAGE.1 - y]);
        content.show(Str(&text)).end_text();
    }

    fn font(&mut self, font: &Font<'_>, name: &str, used: &Used, id: Ref) -> Result<(), PaperError> {
        let (cid, descriptor, cmap, data) = (self.id(), self.id(), self.id(), self.id());
        let subset = subsetter::subset(font.data, 0, &used.glyphs).map_err(|error| PaperError::BrokenFont(error.to_string()))?;
        // Six letters say that it is a part of the font, and which.
        let tag: String = (0..6_u32).map(|place| letter_of(used.glyphs.num_gids().into(), place)).collect();
        let name = format!("{tag}+{name}");
        let base = Name(name.as_bytes());
        self.pdf.type0_font(id).base_font(base).encoding_predefined(Name(b"Identity-H")).descendant_font(cid).to_unicode(cmap);
        let mut face = self.pdf.cid_font(cid);
        face.subtype(CidFontType::Type2).base_font(base).system_info(IDENTITY).font_descriptor(descriptor);
        face.default_width(1_000.0).cid_to_gid_map_predefined(Name(b"Identity"));
        let widths = used.glyphs.remapped_gids().map(|glyph| font.advance(ttf_parser::GlyphId(glyph)) * 1_000.0);
        face.widths().consecutive(0, widths.collect::<Vec<_>>());
        face.finish();
        let scaled = |value: i16| f32::from(value) / font.units * 1_000.0;
        let area = font.face.global_bounding_box();
        let mut described = self.pdf.font_descriptor(descriptor);
        described.name(base).flags(FontFlags::SYMBOLIC).italic_angle(0.0).stem_v(80.0);
        described.bbox(Rect::new(scaled(area.x_min), scaled(area.y_min), scaled(area.x_max), scaled(area.y_max)));
        described.ascent(scaled(font.face.ascender())).descent(scaled(font.face.descender()));
        described.cap_height(scaled(font.face.capital_height().unwrap_or(font.face.ascender()))).font_file2(data);
        described.finish();
        let mut map: UnicodeCmap = UnicodeCmap::new(Name(b"Letters"), IDENTITY);
        for (glyph, letter) in &used.letters {
            map.pair(*glyph, *letter);
        }
        let map = packed(&map.finish())?;
        self.pdf.stream(cmap, &map).filter(Filter::FlateDecode);
        let file = packed(&subset)?;
        let mut stream = self.pdf.stream(data, &file);
        stream.filter(Filter::FlateDecode);
        stream.pair(Name(b"Length1"), i32::try_from(subset.len()).unwrap_or(i32::MAX));
        Ok(())
    }

    fn picture(&mut self, picture: &Picture) -> Result<Ref, PaperError> {
        let id = self.id();
        let pixels = |side: u32| i32::try_from(side).unwrap_or(i32::MAX);
        if picture.kind == PictureKind::Jpeg {
            let mut image = self.pdf.image_xobject(id, &picture.bytes);
            image.filter(Filter::DctDecode);
            image.width(pixels(picture.width)).height(pixels(picture.height)).bits_per_component(8);
            if picture.is_gray() {
                image.color_space().device_gray();
            } else {
                image.color_space().device_rgb();
            }
            return Ok(id);
        }
        let decoded = decode(&picture.bytes).map_err(|error| PaperError::Writing(std::io::Error::other(error)))?;
        let (width, height) = (pixels(decoded.width), pixels(decoded.height));
        let mask = match &decoded.alpha {
            Some(alpha) => Some((self.id(), packed(alpha)?)),
            None => None,
        };
        let data = packed(&decoded.rgb)?;
        let mut image = self.pdf.image_xobject(id, &data);
        image.filter(Filter::FlateDecode);
        image.width(width).height(height).bits_per_component(8).color_space().device_rgb();
        if let Some((mask, _)) = &mask {
            image.s_mask(*mask);
        }
        image.finish();
        if let Some((mask, data)) = &mask {
            let mut image = self.pdf.image_xobject(*mask, data);
            image.filter(Filter::FlateDecode);
            image.width(width).height(height).bits_per_component(8).color_space().device_gray();
        }
        Ok(id)
    }
}

fn letter_of(seed: u32, place: u32) -> char {
    let scattered = seed.wrapping_mul(2_654_435_761).rotate_left(place * 5);
    char::from(b'A' + u8::try_from(scattered % 26).unwrap_or_default())
}

fn packed(bytes: &[u8]) -> Result<Vec<u8>, PaperError> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}
