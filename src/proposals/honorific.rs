//! The word of respect after a name, as Japanese has it.

/// What a name may end in already.
pub(super) const HONORIFICS: [&str; 6] = ["様", "さま", "殿", "先生", "御中", "各位"];

/// `name` with `honorific` after it, unless whoever typed the name has put one there. Where there is no name, there is nothing.
pub(super) fn honoured(name: &str, honorific: &str) -> String {
    let name = name.trim();
    let done = name.is_empty() || HONORIFICS.iter().any(|word| name.ends_with(word));
    if done { name.to_owned() } else { format!("{name} {honorific}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_honorific_is_added_once() {
        for (name, honorific, expected) in [
            ("総務部 田中", "様", "総務部 田中 様"),
            ("総務部 田中様", "様", "総務部 田中様"),
            ("総務部 田中 様 ", "様", "総務部 田中 様"),
            ("\u{3000}総務部 田中様\u{3000}\u{3000}", "様", "総務部 田中様"),
            ("田中\u{3000}", "様", "田中 様"),
            ("田中さま", "様", "田中さま"),
            ("田中殿", "様", "田中殿"),
            ("田中先生", "様", "田中先生"),
            ("総務部各位", "様", "総務部各位"),
            ("総務部御中", "様", "総務部御中"),
            ("様々な課", "様", "様々な課 様"),
            ("北浜製作所", "御中", "北浜製作所 御中"),
            ("北浜製作所御中", "御中", "北浜製作所御中"),
            ("北浜様", "御中", "北浜様"),
            ("\u{3000}", "様", ""),
        ] {
            assert_eq!(honoured(name, honorific), expected, "{name}");
        }
    }
}
