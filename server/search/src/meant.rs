//! "Did you mean": words that no text has, or hardly one, and what is near to them in the texts that the reader may read.

use std::{cell::RefCell, cmp::Reverse, ops::Range};

use jiso::caller::Audience;
use tantivy::{
    DocAddress, DocSet, Searcher, TERMINATED, Term,
    schema::{Field, IndexRecordOption},
};

use crate::{
    analysis::{Analysis, end, is_word, runs, start},
    columns::Columns,
    english,
    glyphs::{Class, Glyph, glyphs},
    schema::Fields,
    spelling::{Near, is_repairable, is_within, nearest},
    synonyms::Synonyms,
};

/// Texts are counted so far: more of them say nothing more.
const ENOUGH: u32 = 50;
/// Fewer texts than these were found, and something else may have been meant.
const FEW: usize = 3;
/// A word of hardly any text is taken for a mistake when another, near to it, is in so many.
const COMMON: u32 = 5;
/// A shorter Japanese word is near to too many others.
const SHORTEST: usize = 3;
const LONGEST: usize = 24;
/// A shorter word in kanji is another word with any of them changed: 連絡先 and 連絡日, 部門長 and 部長.
const SHORTEST_KANJI: usize = 5;
/// Of so many signs, two may be wrong.
const LONG: usize = 6;
/// Words of the index that are looked at for one that was typed.
const LOOKED_AT: usize = 10_000;
const LATIN_LOOKED_AT: usize = 30_000;
/// Words of a question that are looked at so; a longer one has others to be found by.
const UNKNOWN: usize = 3;
/// Kana that are words of their own behind kanji; all others may be the end of a verb.
const PARTICLES: [char; 7] = ['の', 'を', 'は', 'へ', 'に', 'と', 'で'];

/// The words of the texts that one audience may read.
pub struct Readable<'a> {
    pub searcher: &'a Searcher,
    pub fields: &'a Fields,
    pub columns: &'a Columns,
    pub audience: Audience,
    /// Words that mean the same; texts need not have all of them.
    pub synonyms: &'a Synonyms,
    /// Latin words that were looked for once, and what is near to them.
    pub mended: RefCell<Vec<(String, Vec<Near>)>>,
    /// And those that were looked for as they were typed.
    pub written: RefCell<Vec<(String, bool)>>,
}

impl<'a> Readable<'a> {
    pub fn of(
        searcher: &'a Searcher,
        fields: &'a Fields,
        columns: &'a Columns,
        audience: Audience,
        synonyms: &'a Synonyms,
    ) -> Self {
        Self { searcher, fields, columns, audience, synonyms, mended: RefCell::default(), written: RefCell::default() }
    }

    /// In how many texts a term stands, counted to [`ENOUGH`].
    pub fn count(&self, text: &str) -> tantivy::Result<u32> {
        let mut count = 0;
        self.each(text, |_| {
            count += 1;
            count < ENOUGH
        })?;
        Ok(count)
    }

    pub fn has(&self, text: &str) -> tantivy::Result<bool> {
        Ok(self.first(text)?.is_some())
    }

    /// Latin words of the index that begin with a letter.
    pub fn words_with(&self, letter: char, mut each: impl FnMut(&str)) -> tantivy::Result<()> {
        let (from, to) = ([letter as u8], [letter as u8 + 1]);
        for field in self.words() {
            for reader in self.searcher.segment_readers() {
                let index = reader.inverted_index(field)?;
                let mut words = index.terms().range().ge(from).lt(to).into_stream()?;
                let mut left = LATIN_LOOKED_AT;
                while words.advance() && left > 0 {
                    left -= 1;
                    if let Ok(word) = std::str::from_utf8(words.key()) {
                        each(word);
                    }
                }
            }
        }
        Ok(())
    }

    fn first(&self, text: &str) -> tantivy::Result<Option<DocAddress>> {
        let mut first = None;
        self.each(text, |at| {
            first = Some(at);
            false
        })?;
        Ok(first)
    }

    /// Calls `go_on` for the texts that have a term, until it answers `false`; once for each field.
    pub fn each(&self, text: &str, mut go_on: impl FnMut(DocAddress) -> bool) -> tantivy::Result<()> {
        for field in self.words() {
            let term = Term::from_field_text(field, text);
            for (segment, reader) in (0_u32..).zip(self.searcher.segment_readers()) {
                let Some(mut postings) = reader.inverted_index(field)?.read_postings(&term, IndexRecordOption::Basic)? else {
                    continue;
                };
                let alive = reader.alive_bitset();
                while postings.doc() != TERMINATED {
                    let (doc, at) = (postings.doc(), DocAddress::new(segment, postings.doc()));
                    let reads = alive.is_none_or(|alive| alive.is_alive(doc)) && self.columns.may_read(self.audience, at);
                    if reads && !go_on(at) {
                        return Ok(());
                    }
                    postings.advance();
                }
            }
        }
        Ok(())
    }

    const fn words(&self) -> [Field; 3] {
        [self.fields.title, self.fields.lead, self.fields.body]
    }

    /// What was typed with words that are in the texts; `None` where there is nothing to mend. `found`: so many texts; where they
    /// are few, also a word of a single text may be a mistake. `known`: stretches of bytes that are words of the vendor's own, in
    /// the texts or not.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn meant(&self, typed: &str, found: usize, known: &[Range<usize>]) -> tantivy::Result<Option<String>> {
        let analysis = Analysis::default();
        let mut out = String::new();
        let (mut from, mut unknown) = (0, 0);
        for run in runs(&glyphs(typed)) {
            let stretches: Vec<&[Glyph]> = if is_word(run) { vec![run] } else { stretches(run) };
            for (at, word) in stretches.iter().enumerate() {
                if is_within(word, known) {
                    continue;
                }
                if unknown >= UNKNOWN {
                    break;
                }
                let behind = Behind::of(word, stretches.get(at + 1).and_then(|next| next.first()));
                unknown += usize::from(self.is_unknown(&analysis, behind.judged(word))?);
                let better =
                    if is_word(word) { self.latin(&analysis, word, found)? } else { self.japanese(word, run, behind, found)? };
                if let Some(better) = better {
                    out.push_str(typed.get(from..start(word)).unwrap_or_default());
                    out.push_str(&better);
                    from = end(word);
                }
            }
        }
        if from == 0 {
            return Ok(None);
        }
        out.push_str(typed.get(from..).unwrap_or_default());
        Ok(Some(out))
    }

    /// Hiragana aside, which is no word of its own in the index.
    fn is_unknown(&self, analysis: &Analysis, word: &[Glyph]) -> tantivy::Result<bool> {
        if is_word(word) {
            return Ok(!self.has(&analysis.word(word))?);
        }
        let word = without_final_mark(word);
        let hiragana = word.first().is_some_and(|g| Class::of(g.ch) == Class::Hiragana);
        Ok(!hiragana && !self.has(&whole(word.iter().map(|g| g.ch)))?)
    }

    fn latin(&self, analysis: &Analysis, run: &[Glyph], found: usize) -> tantivy::Result<Option<String>> {
        let word: String = run.iter().map(|g| g.ch).collect();
        if !is_repairable(&word) || english::is_everyday(&word) {
            return Ok(None);
        }
        let right = self.has_written(analysis, &word)?;
        // A word that only shares its beginning with those of the texts is in none of them.
        let known = if right { self.count(&analysis.stem(&word))? } else { 0 };
        let Some(least) = least(known, found) else { return Ok(None) };
        let most = if right { 1 } else { usize::MAX };
        Ok(nearest(self, analysis, &word, least, most)?.map(|near| near.written))
    }

    fn japanese(&self, word: &[Glyph], run: &[Glyph], behind: Behind, found: usize) -> tantivy::Result<Option<String>> {
        let judged = behind.judged(word);
        let word = without_final_mark(word);
        if !(SHORTEST..=LONGEST).contains(&word.len()) {
            return Ok(None);
        }
        if word.len() < SHORTEST_KANJI && word.iter().all(|g| Class::of(g.ch) == Class::Han) {
            return Ok(None);
        }
        let letters: Vec<char> = word.iter().map(|g| g.ch).collect();
        if word.first().is_some_and(|g| Class::of(g.ch) == Class::Hiragana) {
            // Typed before it became katakana: さーばー.
            if word.len() + 1 < run.len() {
                return Ok(None);
            }
            let katakana = whole(letters.iter().map(|ch| katakana(*ch)));
            return if self.count(&katakana)? > 0 { self.as_written(&katakana) } else { Ok(None) };
        }
        let known = self.count(&whole(letters.iter().copied()))?;
        let Some(least) = least(known, found) else { return Ok(None) };
        if behind == Behind::Okurigana && (judged.len() < SHORTEST || self.has(&whole(judged.iter().map(|g| g.ch)))?) {
            return Ok(None);
        }
        let mut best: Option<(usize, u32, String)> = None;
        for near in self.near(&letters)? {
            let signs: Vec<char> = near.chars().skip(1).collect();
            // What has a sign more is a name, or a longer word.
            let is_beginning = letters.split_last().is_some_and(|(_, rest)| rest == signs);
            if !behind.lets(&letters, &signs) || is_beginning && found > 0 {
                continue;
            }
            let (wrong, count) = (distance(&letters, &signs), self.count(&near)?);
            let better = |(other, most, _): &(usize, u32, String)| (wrong, Reverse(count)) < (*other, Reverse(*most));
            if count >= least && best.as_ref().is_none_or(better) {
                best = Some((wrong, count, near));
            }
        }
        best.map_or(Ok(None), |(.., near)| self.as_written(&near))
    }

    /// Whole words of the index that differ by one sign, long ones by two. The first sign is taken as right.
    fn near(&self, letters: &[char]) -> tantivy::Result<Vec<String>> {
        let Some(first) = letters.first() else { return Ok(Vec::new()) };
        let next = char::from_u32(u32::from(*first) + 1).unwrap_or(char::MAX);
        let (from, to) = (format!("={first}"), format!("={next}"));
        let most = if letters.len() >= LONG { 2 } else { 1 };
        let mut out: Vec<String> = Vec::new();
        let mut looked_at = 0;
        for field in self.words() {
            for reader in self.searcher.segment_readers() {
                let index = reader.inverted_index(field)?;
                let mut words = index.terms().range().ge(from.as_bytes()).lt(to.as_bytes()).into_stream()?;
                while words.advance() && looked_at < LOOKED_AT {
                    looked_at += 1;
                    // Nearly all of these signs are three bytes each.
                    if (words.key().len() / 3).abs_diff(letters.len()) > most + 1 {
                        continue;
                    }
                    let Ok(word) = std::str::from_utf8(words.key()) else { continue };
                    let signs: Vec<char> = word.chars().skip(1).take(LONGEST + most + 1).collect();
                    let alike = signs.len().abs_diff(letters.len()) <= most;
                    let wrong = if alike { distance(letters, &signs) } else { usize::MAX };
                    if (1..=most).contains(&wrong) && !out.iter().any(|known| known == word) {
                        out.push(word.to_owned());
                    }
                }
            }
        }
        Ok(out)
    }
}

/// What follows a stretch of one script, as far as it says where the word ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Behind {
    /// Nothing, or what says nothing about it.
    Other,
    /// A particle: the kanji before it are a word.
    Particle,
    /// Kana that may belong to the last kanji, as in 学校向け; the word ends before that.
    Okurigana,
}

impl Behind {
    fn of(word: &[Glyph], next: Option<&Glyph>) -> Self {
        let is_han = word.first().is_some_and(|g| Class::of(g.ch) == Class::Han);
        match next.filter(|g| is_han && Class::of(g.ch) == Class::Hiragana) {
            None => Self::Other,
            Some(next) if PARTICLES.contains(&next.ch) => Self::Particle,
            Some(_) => Self::Okurigana,
        }
    }

    /// The part of a stretch that the texts must have.
    const fn judged(self, word: &[Glyph]) -> &[Glyph] {
        match (self, word) {
            (Self::Okurigana, [rest @ .., _]) if !rest.is_empty() => rest,
            _ => word,
        }
    }

    /// Whether a word can stand before the same kana as the typed one.
    fn lets(self, typed: &[char], other: &[char]) -> bool {
        match self {
            Self::Other => true,
            Self::Particle => typed.len() == other.len(),
            Self::Okurigana => typed.len() == other.len() && typed.last() == other.last(),
        }
    }
}

/// In how many texts another word must be, when so many were found; `None`: the typed one is right.
const fn least(known: u32, found: usize) -> Option<u32> {
    match known {
        0 => Some(1),
        1 if found < FEW => Some(COMMON),
        _ => None,
    }
}

/// Parts of one script; a prolonged mark is of the script before it.
fn stretches(run: &[Glyph]) -> Vec<&[Glyph]> {
    let mut out = Vec::new();
    let (mut from, mut before) = (0, None);
    for (at, class) in run.iter().map(|g| Class::of(g.ch)).enumerate().filter(|(_, class)| *class != Class::Prolonged) {
        if before.is_some_and(|before| before != class) {
            out.extend(run.get(from..at));
            from = at;
        }
        before = Some(class);
    }
    out.extend(run.get(from..));
    out
}

fn without_final_mark(word: &[Glyph]) -> &[Glyph] {
    match word {
        [rest @ .., last] if rest.len() > 1 && Class::of(last.ch) == Class::Prolonged => rest,
        _ => word,
    }
}

fn whole(letters: impl Iterator<Item = char>) -> String {
    std::iter::once('=').chain(letters).collect()
}

fn katakana(ch: char) -> char {
    match ch {
        'ぁ'..='ゖ' => char::from_u32(u32::from(ch) + 0x60).unwrap_or(ch),
        _ => ch,
    }
}

/// Signs to be left out, added, changed or swapped with the next.
pub fn distance(a: &[char], b: &[char]) -> usize {
    distances(a, b).last().copied().unwrap_or_default()
}

/// From all of `a` to each beginning of `b`, the empty one first.
pub fn distances(a: &[char], b: &[char]) -> Vec<usize> {
    let mut rows: [Vec<usize>; 3] = [Vec::new(), (0..=b.len()).collect(), vec![0; b.len() + 1]];
    for (i, own) in a.iter().enumerate() {
        let [before, last, row] = &mut rows;
        row.clear();
        row.push(i + 1);
        for (j, other) in b.iter().enumerate() {
            let at = |row: &Vec<usize>, j: usize| row.get(j).copied().unwrap_or(usize::MAX / 2);
            let mut least = (at(last, j) + usize::from(own != other)).min(at(last, j + 1) + 1).min(at(row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(other) && b.get(j - 1) == Some(own);
            if swapped {
                least = least.min(at(before, j - 1) + 1);
            }
            row.push(least);
        }
        rows.rotate_left(1);
    }
    let [_, last, _] = rows;
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_count_mistakes() {
        for (a, b, expected) in [
            ("セキリティ", "セキュリティ", 1),
            ("パトーナー", "パートナー", 1),
            ("サーバ", "サーバ", 0),
            ("トライヤル", "トライアル", 1),
            ("", "あ", 1),
            ("あいう", "", 3),
            ("secuirty", "security", 1),
        ] {
            let signs = |text: &str| text.chars().collect::<Vec<_>>();
            assert_eq!(distance(&signs(a), &signs(b)), expected, "{a} {b}");
        }
    }
}
