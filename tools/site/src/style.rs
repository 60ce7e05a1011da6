//! The stylesheet: `@import`s of local files are put in their place, so that one request brings all of it.
//!
//! Comments and runs of white space go; nothing else is rewritten. A full minifier was not worth its compile time:
//! brotli takes most of what it would save.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

/// `main` and what it imports. With `verbatim`, comments and white space stay.
pub fn bundle(main: &Path, verbatim: bool) -> Result<String> {
    let whole = inline(main, &mut Vec::new())?;
    Ok(if verbatim { whole } else { compact(&whole) })
}

fn inline(path: &Path, above: &mut Vec<PathBuf>) -> Result<String> {
    let here = path.display();
    let real = path.canonicalize().with_context(|| format!("cannot read the stylesheet {here}"))?;
    ensure!(!above.contains(&real), "{here} imports itself");
    let text = fs::read_to_string(&real).with_context(|| format!("cannot read the stylesheet {here}"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    balanced(text).with_context(|| format!("in {here}"))?;

    above.push(real);
    let mut out = String::new();
    let mut rest = text;
    loop {
        let (between, head) = rest.split_at(blank_len(rest));
        out.push_str(between);
        rest = head;
        let statement = &head[..statement_len(head)];
        if keyword(statement, "@import") {
            let import = Import::parse(statement).with_context(|| format!("in {here}"))?;
            let inner = inline(&path.with_file_name(&import.file), above).with_context(|| format!("imported by {here}"))?;
            let _ = write!(out, "{}{inner}\n{}", import.open, import.close);
        } else if keyword(statement, "@charset") {
            // The server names the encoding.
        } else if keyword(statement, "@layer") && statement.ends_with(';') {
            out.push_str(statement);
        } else {
            break;
        }
        rest = &head[statement.len()..];
    }
    above.pop();

    for (place, _) in rest.match_indices("@import") {
        ensure!(!is_code(rest, place), "in {here}: an @import after other rules has no effect: move it to the top");
    }
    out.push_str(rest);
    Ok(out)
}

struct Import {
    file: String,
    open: String,
    close: String,
}

impl Import {
    /// `@import "x.css" layer(name) supports(…) media;`: only the first part is needed.
    fn parse(statement: &str) -> Result<Self> {
        let body = statement.strip_suffix(';').with_context(|| format!("{statement:?} does not end"))?;
        let body = body.get("@import".len()..).unwrap_or_default().trim();
        let (quoted, mut rest) = match (body.strip_prefix("url("), body.chars().next()) {
            (Some(inside), _) => inside.split_once(')').with_context(|| format!("{statement:?} does not close url("))?,
            (None, Some(quote @ ('"' | '\''))) => body.split_at(string_len(body, quote)),
            _ => ("", body),
        };
        let file = quoted.trim().trim_matches(['"', '\'']).to_owned();
        ensure!(!file.is_empty(), "{statement:?} names no file");
        if file.contains("//") || file.starts_with(['/', '\\']) || file.contains(':') {
            bail!("{statement:?}: only files of this folder can be imported");
        }

        let mut import = Self { file, open: String::new(), close: String::new() };
        rest = rest.trim();
        if let Some(after) = rest.strip_prefix("layer(") {
            let (name, after) = after.split_once(')').with_context(|| format!("{statement:?} does not close layer("))?;
            import.wrap(&format!("@layer {}", name.trim()));
            rest = after.trim();
        } else if let Some(after) = rest.strip_prefix("layer").filter(|after| after.is_empty() || after.starts_with(' ')) {
            import.wrap("@layer");
            rest = after.trim();
        }
        if let Some(after) = rest.strip_prefix("supports(") {
            let end = closing(after).with_context(|| format!("{statement:?} does not close supports("))?;
            import.wrap(&format!("@supports ({})", &after[..end]));
            rest = after[end + 1..].trim();
        }
        if !rest.is_empty() {
            import.wrap(&format!("@media {rest}"));
        }
        Ok(import)
    }

    fn wrap(&mut self, rule: &str) {
        let _ = writeln!(self.open, "{rule} {{");
        self.close.push_str("}\n");
    }
}

fn keyword(statement: &str, word: &str) -> bool {
    statement.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
        && statement[word.len()..].starts_with(|c: char| c.is_whitespace() || c == '"' || c == '\'' || c == '(')
}

/// A piece of CSS that is not looked into, or one character of it.
enum Piece {
    Comment,
    Text,
    Char(char),
}

/// Splits into comments, strings (and escapes) and single characters.
fn pieces(css: &str) -> impl Iterator<Item = (usize, Piece, &str)> {
    let mut place = 0;
    std::iter::from_fn(move || {
        let rest = &css[place..];
        let first = rest.chars().next()?;
        let (piece, len) = if rest.starts_with("/*") {
            (Piece::Comment, rest.get(2..).and_then(|text| text.find("*/")).map_or(rest.len(), |end| end + 4))
        } else if first == '"' || first == '\'' {
            (Piece::Text, string_len(rest, first))
        } else if first == '\\' {
            (Piece::Text, 1 + rest[1..].chars().next().map_or(0, char::len_utf8))
        } else {
            (Piece::Char(first), first.len_utf8())
        };
        let found = (place, piece, &rest[..len]);
        place += len;
        Some(found)
    })
}

/// Up to and with the closing quote; a string without one ends with its line.
fn string_len(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (place, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' => return place,
            c if c == quote => return place + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

/// White space and comments at the start.
fn blank_len(css: &str) -> usize {
    pieces(css)
        .find(|(_, piece, _)| !matches!(piece, Piece::Comment) && !matches!(piece, Piece::Char(c) if c.is_whitespace()))
        .map_or(css.len(), |(place, ..)| place)
}

/// Up to and with the first `;`, or up to the `{` of a rule.
fn statement_len(css: &str) -> usize {
    let mut depth = 0_usize;
    for (place, piece, _) in pieces(css) {
        match piece {
            Piece::Char('(') => depth += 1,
            Piece::Char(')') => depth = depth.saturating_sub(1),
            Piece::Char(';') if depth == 0 => return place + 1,
            Piece::Char('{') if depth == 0 => return place,
            _ => {}
        }
    }
    css.len()
}

/// Where the bracket that is already open closes.
fn closing(css: &str) -> Option<usize> {
    let mut depth = 1_usize;
    for (place, piece, _) in pieces(css) {
        match piece {
            Piece::Char('(') => depth += 1,
            Piece::Char(')') if depth == 1 => return Some(place),
            Piece::Char(')') => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Whether the character at `place` is neither in a comment nor in a string.
fn is_code(css: &str, place: usize) -> bool {
    pieces(css).any(|(start, piece, _)| start == place && matches!(piece, Piece::Char(_)))
}

/// An open brace in one file must not swallow the next.
fn balanced(css: &str) -> Result<()> {
    let mut open = Vec::new();
    for (place, piece, text) in pieces(css) {
        let line = || css[..place].matches('\n').count() + 1;
        match piece {
            Piece::Comment => ensure!(text.len() >= 4 && text.ends_with("*/"), "line {}: a comment that does not end", line()),
            Piece::Char('{') => open.push(line()),
            Piece::Char('}') => ensure!(open.pop().is_some(), "line {}: a }} that closes nothing", line()),
            _ => {}
        }
    }
    match open.pop() {
        Some(line) => bail!("line {line}: a {{ that is never closed"),
        None => Ok(()),
    }
}

/// Drops comments and makes one character of every run of white space.
fn compact(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut gap = None;
    for (_, piece, text) in pieces(css) {
        match piece {
            Piece::Comment => gap = gap.or(Some(' ')),
            Piece::Char('\n') => gap = Some('\n'),
            Piece::Char(c) if c.is_ascii_whitespace() => gap = gap.or(Some(' ')),
            Piece::Text | Piece::Char(_) => {
                if let Some(gap) = gap.take().filter(|_| !out.is_empty()) {
                    out.push(gap);
                }
                out.push_str(text);
            }
        }
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::{Import, balanced, bundle, compact};
    use std::fs;
    use std::path::PathBuf;

    fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
        let dir = std::env::temp_dir().join(format!("jiso-site-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&dir);
        for (file, text) in files {
            let path = dir.join(file);
            fs::create_dir_all(path.parent().unwrap_or(&dir)).ok();
            fs::write(path, text).ok();
        }
        dir
    }

    fn bundled(name: &str, files: &[(&str, &str)]) -> Result<String, String> {
        let dir = folder(name, files);
        let result =
            bundle(&dir.join("main.css"), false).map_err(|error| format!("{error:#}").replace(&dir.display().to_string(), ""));
        let _ = fs::remove_dir_all(dir);
        result
    }

    #[test]
    fn imports_stand_in_order_inside_their_layers() {
        let css = bundled(
            "order",
            &[
                (
                    "main.css",
                    "@charset \"utf-8\";\n/* look */ @layer a, b;\n@import url(\"a.css\") layer(a);\n@import 'w/b.css' layer(b) print;\np{top:0}",
                ),
                ("a.css", "a { color: red } /* not @import this */"),
                ("w/b.css", "@import \"c.css\";\nb::before { content: \"@import } \\\" /*\" }"),
                ("w/c.css", "c{}"),
            ],
        );
        assert_eq!(
            css.as_deref(),
            Ok(
                "@layer a, b;\n@layer a {\na { color: red }\n}\n@layer b {\n@media print {\nc{}\nb::before { content: \"@import } \\\" /*\" }\n}\n}\np{top:0}\n"
            )
        );
    }

    #[test]
    fn what_would_silently_fail_in_a_browser_is_an_error() {
        let wrong = [
            ("late", "p{}\n@import \"a.css\";", "after other rules"),
            ("remote", "@import url(//else.where/a.css);", "only files of this folder"),
            ("absent", "@import \"b.css\";", "cannot read the stylesheet /b.css"),
            ("open", "p{", "line 1: a { that is never closed"),
            ("self", "@import \"main.css\";", "imports itself"),
            ("nameless", "@import ;", "names no file"),
            ("empty", "@import \"\";", "names no file"),
            ("half", "@import \"a.css", "does not end"),
        ];
        for (name, main, message) in wrong {
            let result = bundled(name, &[("main.css", main), ("a.css", "")]);
            assert!(result.as_ref().is_err_and(|error| error.contains(message)), "{name}: {result:?}");
        }
    }

    #[test]
    fn comments_go_and_strings_stay() {
        assert_eq!(compact("/* x */\na/**/b {\n   c : \"  /* d */  \" ;\n\n}\n"), "a b {\nc : \"  /* d */  \" ;\n}\n");
        assert_eq!(compact(".\\31 0\\/x { }"), ".\\31 0\\/x { }\n");
        assert_eq!(compact("日 本  語"), "日 本 語\n");
    }

    #[test]
    fn odd_text_is_no_reason_to_panic() {
        for odd in [
            "",
            "@import",
            "@import;",
            "@import \"",
            "/*",
            "/*/",
            "\\",
            "\"",
            "'日",
            "@import url(",
            "}",
            "@import \"日.css\" layer(;",
        ] {
            let _ = (balanced(odd), compact(odd), Import::parse(odd));
        }
        for odd in ["@import \"日\" layer(本;", "@import 日;", "@import\u{3000};", "@import url(日;"] {
            assert!(Import::parse(odd).is_err(), "{odd}");
        }
    }
}
