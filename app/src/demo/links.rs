//! Addresses in plain text.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    Text(&'a str),
    Link(&'a str),
}

/// A line cut into texts and addresses. An address ends where it could not go on: at white space, or at a letter or mark that is
/// not ASCII.
pub fn pieces(line: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some(start) = [rest.find("https://"), rest.find("http://")].into_iter().flatten().min() {
        let (before, from) = rest.split_at(start);
        let ends = |c: char| c.is_whitespace() || !c.is_ascii() || matches!(c, '<' | '>' | '"');
        let (link, after) = from.split_at(from.find(ends).unwrap_or(from.len()));
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        pieces.push(Piece::Link(link));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_in_a_line() {
        use Piece::{Link, Text};
        assert_eq!(pieces("ことば"), [Text("ことば")]);
        assert_eq!(pieces(""), []);
        assert_eq!(
            pieces("次のリンク：http://a.example/x?y=1。どうぞ"),
            [Text("次のリンク："), Link("http://a.example/x?y=1"), Text("。どうぞ")]
        );
        assert_eq!(
            pieces("https://a.example http://b.example"),
            [Link("https://a.example"), Text(" "), Link("http://b.example")]
        );
    }
}
