//! Names that are safe to show and to save under.

use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// Characters of a name, its extension among them.
pub const NAME_MAX: usize = 120;

/// A file's name as people read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileName(String);

impl FileName {
    /// What remains of a name as it was sent. Some browsers send the folder too, Macs write が as か and a mark, and what turns the
    /// order of letters makes an `exe` look like a `pdf`.
    pub fn of(sent: &str) -> Self {
        let own = sent.rsplit(['/', '\\']).next().unwrap_or_default();
        let shown = own.nfc().filter(|c| !is_unseen(*c)).map(|c| if is_reserved(c) { '_' } else { c });
        let words: String = shown.collect();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = words.trim_matches(['.', ' ']);
        let name = if is_device(name) { format!("_{name}") } else { name.to_owned() };
        Self(shortened(&name))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Controls, marks of direction, and what takes no room.
fn is_unseen(c: char) -> bool {
    let is_mark = matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
    );
    is_mark || (c.is_control() && !c.is_whitespace())
}

/// What some system does not take in a name.
const fn is_reserved(c: char) -> bool {
    matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*')
}

/// Windows opens these instead of a file.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().to_ascii_uppercase();
    let numbered = |word: &str| stem.strip_prefix(word).is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()));
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT")
}

/// The end stays: it says what the file is.
fn shortened(name: &str) -> String {
    let count = name.chars().count();
    if count <= NAME_MAX {
        return name.to_owned();
    }
    let (stem, extension) = name.rsplit_once('.').filter(|(_, end)| end.chars().count() < 10).unwrap_or((name, ""));
    let room = NAME_MAX - extension.chars().count() - usize::from(!extension.is_empty());
    let stem: String = stem.chars().take(room).collect();
    let stem = stem.trim_end_matches(['.', ' ']);
    if extension.is_empty() { stem.to_owned() } else { format!("{stem}.{extension}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_what_it_shows() {
        for (sent, kept) in [
            ("御見積書（北浜製作所）.pdf", "御見積書（北浜製作所）.pdf"),
            ("C:\\Users\\佐藤\\見積 書.pdf", "見積 書.pdf"),
            ("../../etc/passwd", "passwd"),
            ("か\u{3099}いよう.docx", "がいよう.docx"),
            ("見積\u{202e}fdp.exe", "見積fdp.exe"),
            ("a\u{200b}\u{feff}\u{7}b\r\nc.txt", "ab c.txt"),
            ("議事録　11月.txt", "議事録 11月.txt"),
            ("\"q\": <1>?*|.csv", "_q__ _1____.csv"),
            (".htaccess", "htaccess"),
            ("memo.txt. .", "memo.txt"),
            ("nul.txt", "_nul.txt"),
            ("COM1.pdf", "_COM1.pdf"),
            ("common.pdf", "common.pdf"),
            ("", ""),
            ("\u{202e}", ""),
        ] {
            assert_eq!(FileName::of(sent).as_str(), kept, "{sent:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_end() {
        let long = FileName::of(&format!("{}.pdf", "あ".repeat(300)));
        assert_eq!(long.as_str(), format!("{}.pdf", "あ".repeat(NAME_MAX - 4)));
        assert_eq!(FileName::of(&"a.b".repeat(100)).as_str().chars().count(), NAME_MAX);
        assert_eq!(FileName::of(&"あ".repeat(300)).as_str().chars().count(), NAME_MAX);
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_sent_names_no_folder_and_stays_as_it_is(sent in "\\PC*|.*") {
            let once = FileName::of(&sent);
            let outside = ['/', '\\', '\n', '\r', '\0', '\u{202e}', '"'].iter().any(|c| once.as_str().contains(*c));
            proptest::prop_assert!(!outside);
            proptest::prop_assert!(once.as_str().chars().count() <= NAME_MAX + 1);
            let hidden = once.as_str().starts_with('.');
            proptest::prop_assert!(!hidden);
        }
    }
}
