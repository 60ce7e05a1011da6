//! Latin words that were typed as one: ISO27001, pricelist.

use std::ops::Range;

use crate::{
    analysis::{Analysis, end, is_word, runs, start},
    english::is_everyday,
    glyphs::{Glyph, glyphs},
    meant::Readable,
    spelling::is_within,
};

/// Letters of a word that may be two, and of the shorter of them.
const SHORTEST: usize = 6;
const SHORTER: usize = 2;

/// What was typed, with blanks where a word that no text has is made of words that texts have: between letters and digits, or
/// else between two words of letters. `known`: stretches of bytes that are no mistakes. `None` when there is no such word.
pub fn parted(readable: &Readable, typed: &str, known: &[Range<usize>]) -> tantivy::Result<Option<String>> {
    let analysis = Analysis::default();
    let (mut out, mut from) = (String::new(), 0);
    for run in runs(&glyphs(typed)).filter(|run| is_word(run) && !is_within(run, known)) {
        let word: String = run.iter().map(|glyph| glyph.ch).collect();
        if !word.bytes().all(|byte| byte.is_ascii_alphanumeric()) || is_everyday(&word) || readable.has(&analysis.stem(&word))? {
            continue;
        }
        let Some(parts) = parts(readable, &analysis, run, &word)? else { continue };
        for part in parts {
            out.push_str(typed.get(from..start(part)).unwrap_or_default());
            if from > 0 && !out.ends_with(' ') {
                out.push(' ');
            }
            out.push_str(typed.get(start(part)..end(part)).unwrap_or_default());
            from = end(part);
        }
    }
    if from == 0 {
        return Ok(None);
    }
    out.push_str(typed.get(from..).unwrap_or_default());
    Ok(Some(out))
}

fn parts<'g>(
    readable: &Readable,
    analysis: &Analysis,
    run: &'g [Glyph],
    word: &str,
) -> tantivy::Result<Option<Vec<&'g [Glyph]>>> {
    let has = |part: &str| readable.has_written(analysis, part);
    let by_kind: Vec<&[Glyph]> = run.chunk_by(|a, b| a.ch.is_ascii_digit() == b.ch.is_ascii_digit()).collect();
    if by_kind.len() > 1 {
        for part in &by_kind {
            if !has(&part.iter().map(|glyph| glyph.ch).collect::<String>())? {
                return Ok(None);
            }
        }
        return Ok(Some(by_kind));
    }
    if word.len() < SHORTEST {
        return Ok(None);
    }
    // The longer the first word, the likelier it was meant.
    for at in (SHORTER..=word.len() - SHORTER).rev() {
        let (Some((first, second)), Some((one, other))) = (word.split_at_checked(at), run.split_at_checked(at)) else { continue };
        if has(first)? && has(second)? {
            return Ok(Some(vec![one, other]));
        }
    }
    Ok(None)
}
