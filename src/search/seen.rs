//! What was typed, as it is read and as it is shown again.

/// Its signs, in one line: without those that nobody sees, that turn around what stands after them, or that would be boxes. They
/// come along with what is copied, and within a word they would make two of it.
pub(super) fn seen(typed: &str) -> impl Iterator<Item = char> {
    let in_a_line = |sign: char| if sign.is_control() && sign.is_whitespace() { ' ' } else { sign };
    typed.chars().map(in_a_line).filter(|sign| !sign.is_control() && !is_unseen(*sign))
}

/// What turns the text around it, or joins nothing.
const fn is_unseen(sign: char) -> bool {
    matches!(sign, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_signs_that_are_seen_are_left_of_what_was_typed() {
        for (typed, left) in [
            ("値\u{7}引き", "値引き"),
            ("\u{0}値\u{1b}引\u{7f}き\u{9f}", "値引き"),
            ("\u{feff}見\u{200b}積\u{200e}\u{200f}", "見積"),
            ("\u{202a}a\u{202b}b\u{202c}c\u{202d}d\u{202e}", "abcd"),
            ("\u{2066}a\u{2067}b\u{2068}c\u{2069}", "abc"),
            ("見積\t値引き\r\n期限\u{85}延長", "見積 値引き  期限 延長"),
            ("見積　値引き ", "見積　値引き "),
            ("\u{7}\u{202e}\u{200b}", ""),
        ] {
            assert_eq!(seen(typed).collect::<String>(), left, "{typed:?}");
        }
    }
}
