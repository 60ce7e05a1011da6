//! Which signs of a paper its faces lack, so that somebody can be told before it is printed.

use std::collections::BTreeSet;

use crate::{
    Paper,
    blocks::{Block, Text, blocks},
    fonts::{FontFiles, Fonts, PaperError},
    lines::is_unseen,
};

/// The signs that both faces have, without the faces: 50 kB that can be kept.
pub struct Repertoire(Vec<char>);

impl Repertoire {
    /// # Errors
    /// [`PaperError::BrokenFont`]
    pub fn of(files: &FontFiles) -> Result<Self, PaperError> {
        let fonts = Fonts::of(files)?;
        let mut signs = BTreeSet::new();
        for table in fonts.regular.face.tables().cmap.iter().flat_map(|cmap| cmap.subtables) {
            if table.is_unicode() {
                table.codepoints(|code| signs.extend(char::from_u32(code)));
            }
        }
        Ok(Self(signs.into_iter().filter(|c| fonts.regular.has(*c) && fonts.bold.has(*c)).collect()))
    }

    /// Each sign of a paper that stands as 〓 in its PDF, once and in order. A DOCX has them all.
    pub fn missing(&self, paper: &Paper) -> Vec<char> {
        let mut missing = BTreeSet::new();
        let mut look = |text: &str| missing.extend(text.chars().filter(|c| self.lacks(*c)));
        let lines = [&paper.title, &paper.date, &paper.footer];
        for line in lines.into_iter().chain(&paper.addressee).chain(&paper.sender) {
            look(line);
        }
        of_blocks(&blocks(&paper.markdown), &mut look);
        missing.into_iter().collect()
    }

    fn lacks(&self, c: char) -> bool {
        !matches!(c, '\n' | '\u{a0}') && !is_unseen(c) && self.0.binary_search(&c).is_err()
    }
}

fn of_blocks(blocks: &[Block], look: &mut impl FnMut(&str)) {
    for block in blocks {
        match block {
            Block::Heading(_, text) | Block::Paragraph(text) => of_text(text, look),
            Block::List(_, items) => {
                for item in items {
                    of_blocks(item, look);
                }
            }
            Block::Table(table) => {
                for cell in table.head.iter().chain(table.rows.iter().flatten()) {
                    of_text(cell, look);
                }
            }
            Block::Quote(blocks) => of_blocks(blocks, look),
            Block::Rule => {}
        }
    }
}

fn of_text(text: &Text, look: &mut impl FnMut(&str)) {
    for run in text {
        look(&run.text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::testing;

    #[test]
    fn each_sign_that_is_not_there_is_named_once() {
        let signs = Repertoire::of(&testing::files()).expect("fonts");
        let paper = |markdown: &str| Paper { markdown: markdown.into(), title: "ご提案①〓".into(), ..Paper::default() };
        assert!(signs.missing(&paper("髙﨑様、㈱の 1\u{a0}― −35% ～ 〜\n\n- 【9】\u{200b}\u{fe0f}")).is_empty());
        let odd = "👍\n\n- 𠮷野家\n- > 👍\n\n| 한 |\n|---|\n| **ก** |\n";
        assert_eq!(signs.missing(&paper(odd)), ['ก', '한', '👍', '𠮷']);
        let head = Paper { addressee: vec!["𠮷田 御中".into()], ..paper("[一](/👍) &#128077;") };
        assert_eq!(signs.missing(&head), ['👍', '𠮷'], "an address is not printed");
    }
}
