//! What the console writes into a programme's text without touching anything else of it.

use jiso::time::Day;

use crate::content::Lines;

/// The text with this number and this first day. Whoever writes a change need not keep count.
pub fn stamped(text: &str, number: i64, from: Day) -> String {
    let text = put(text, &["version"], &number.to_string());
    put(&text, &["effective_from", "valid_from"], &format!("\"{from}\""))
}

/// In the place of the value of the first of `keys` that is there; without any, on a line of its own at the top.
pub fn put(text: &str, keys: &[&str], value: &str) -> String {
    let Ok(lines) = Lines::of(text) else { return text.to_owned() };
    match keys.iter().find_map(|key| lines.span(key)) {
        Some(span) => format!("{}{value}{}", &text[..span.start], &text[span.end..]),
        None => format!("{} = {value}\n{text}", keys[0]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_and_day_are_written_where_they_stand() {
        let day = "2027-04-01".parse().unwrap();
        for (text, expected) in [
            (
                "# a\nversion = 1 # b\neffective_from = \"2026-04-01\"\n[x]\n",
                "# a\nversion = 7 # b\neffective_from = \"2027-04-01\"\n[x]\n",
            ),
            ("version = 1\nvalid_from = \"2026-04-01\"\n", "version = 7\nvalid_from = \"2027-04-01\"\n"),
            ("version = 1\n[x]\nversion = 3\n", "effective_from = \"2027-04-01\"\nversion = 7\n[x]\nversion = 3\n"),
        ] {
            assert_eq!(stamped(text, 7, day), expected);
        }
    }
}
