use serde::{Deserialize, Serialize};

use super::{
    seen::seen,
    synonyms::{WORD_MAX, group_lines, words},
};

/// A word that somebody did not find, and where it is among the synonyms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WantedWord {
    pub word: String,
    pub place: WantedPlace,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WantedPlace {
    /// A group has it already.
    Known { line: u32 },
    /// The last line begins with it, and waits for what means the same.
    Begun,
    /// It can be no word of a group as it is.
    Nowhere,
}

impl WantedWord {
    /// `None` where nothing was asked. `key` is that of [`super::read_synonyms`].
    pub fn among(text: &str, asked: &str, key: impl Fn(&str) -> String) -> Option<Self> {
        let line: String = seen(asked).collect();
        let word = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if word.is_empty() {
            return None;
        }
        let own = key(&word);
        let known = || group_lines(text).find(|(_, line)| words(line).any(|other| key(other) == own));
        let place = if !fits(&word, &own) {
            WantedPlace::Nowhere
        } else if let Some((line, _)) = known() {
            WantedPlace::Known { line }
        } else {
            WantedPlace::Begun
        };
        Some(Self { word, place })
    }

    /// The lines, with the one that it begins.
    pub fn added_to(&self, text: &str) -> String {
        match self.place {
            WantedPlace::Begun if text.trim().is_empty() => format!("{} = ", self.word),
            WantedPlace::Begun => format!("{}\n{} = ", text.trim_end(), self.word),
            WantedPlace::Known { .. } | WantedPlace::Nowhere => text.to_owned(),
        }
    }
}

/// Whether a line that begins with it lacks nothing but another word.
fn fits(word: &str, key: &str) -> bool {
    let is_one = !word.starts_with(['#', '＃']) && !word.contains(['=', '＝']);
    is_one && word.chars().count() <= WORD_MAX && key.chars().nth(1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::{SynonymMistake, Wrong, read_synonyms};

    fn key(word: &str) -> String {
        word.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
    }

    #[test]
    fn a_word_begins_a_line_unless_a_group_has_it() {
        let text = "# CRM = CRM\n案件 = deal\n";
        for (asked, place) in [
            ("crm", WantedPlace::Begun),
            (" 宇宙\n 遊泳 ", WantedPlace::Begun),
            ("Deal", WantedPlace::Known { line: 2 }),
            ("a1 = b1", WantedPlace::Nowhere),
            ("#宇宙", WantedPlace::Nowhere),
            ("宇", WantedPlace::Nowhere),
            ("😀", WantedPlace::Nowhere),
            (&"長".repeat(41), WantedPlace::Nowhere),
        ] {
            let wanted = WantedWord::among(text, asked, key).unwrap();
            assert_eq!(wanted.place, place, "{asked}");
            let added = wanted.added_to(text);
            if place == WantedPlace::Begun {
                let left = read_synonyms(&added, key).unwrap_err();
                assert_eq!(left, [SynonymMistake { line: 3, wrong: Wrong::Alone }], "{added}");
            } else {
                assert_eq!(added, text);
            }
        }
        assert_eq!(WantedWord::among(text, " 宇宙\n 遊泳 ", key).unwrap().added_to(" \n"), "宇宙 遊泳 = ");
        assert_eq!(WantedWord::among(text, "　\n", key), None);
    }
}
