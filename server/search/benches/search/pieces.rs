//! Texts as peers get them: half and full width, upper and lower case as one, Japanese as pairs of neighbours.

use unicode_normalization::UnicodeNormalization;

pub fn normal(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

fn is_japanese(sign: char) -> bool {
    matches!(sign, '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '々' | '\u{3400}'..='\u{9fff}')
}

/// Words, and of Japanese every two neighbours.
pub fn bigrams(text: &str) -> Vec<String> {
    let signs: Vec<char> = normal(text).chars().collect();
    let kind = |sign: &char| (is_japanese(*sign), sign.is_alphanumeric() || is_japanese(*sign));
    let runs = signs.chunk_by(|a, b| kind(a) == kind(b)).filter(|run| run.first().is_some_and(|sign| kind(sign).1));
    let mut out = Vec::new();
    for run in runs {
        if run.len() > 1 && run.first().is_some_and(|sign| is_japanese(*sign)) {
            out.extend(run.windows(2).map(|pair| pair.iter().collect::<String>()));
        } else {
            out.push(run.iter().collect());
        }
    }
    out
}

/// What stands between blanks and signs.
pub fn words(text: &str) -> Vec<String> {
    let text = normal(text);
    text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Every three neighbours, whatever they are.
pub fn trigrams(text: &str) -> Vec<String> {
    let signs: Vec<char> = normal(text).chars().collect();
    signs.windows(3).map(|three| three.iter().collect()).collect()
}

/// Without what was there before.
pub fn distinct(mut pieces: Vec<String>) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    pieces.retain(|piece| seen.insert(piece.clone()));
    pieces.truncate(64);
    pieces
}
