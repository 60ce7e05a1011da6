//! Scripts without what only their readers need.

use std::path::Path;

use crate::folder::Files;

pub fn compact_all(files: &mut Files) {
    for (name, bytes) in files.iter_mut().filter(|(name, _)| Path::new(name).extension().is_some_and(|end| end == "js")) {
        match std::str::from_utf8(bytes) {
            Ok(script) => *bytes = compact(script).into_bytes(),
            Err(_) => eprintln!("jiso-site: {name} is not UTF-8 and stays as it is"),
        }
    }
}

/// Drops lines that are nothing but a comment, and white space around all others. A script with a text that may go on over lines
/// is left as it is, because only a parser knows what belongs to the text.
fn compact(script: &str) -> String {
    lines(script).unwrap_or_else(|| script.to_owned())
}

fn lines(script: &str) -> Option<String> {
    let mut out = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        in_comment |= line.starts_with("/*");
        if in_comment {
            if let Some((_, after)) = line.split_once("*/") {
                in_comment = false;
                if !after.is_empty() {
                    return None;
                }
            }
        } else if !line.is_empty() && !line.starts_with("//") {
            if line.ends_with('\\') || line.matches('`').count() % 2 == 1 {
                return None;
            }
            out.push_str(line);
            out.push('\n');
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::compact;

    #[test]
    fn comments_and_white_space_go() {
        let script = "// why\nexport class A {\n    /**\n     * @returns {number}\n     */\n    b() { // here\n\n        return `x` // 1;\n    }\n}\n";
        assert_eq!(compact(script), "export class A {\nb() { // here\nreturn `x` // 1;\n}\n}\n");
        assert_eq!(compact("/* one line */\na();"), "a();\n");
    }

    #[test]
    fn a_text_over_several_lines_stays_as_it_is() {
        for script in ["  a(`one\n  // two`);\n", "  a('one\\\n  two');\n", "  /* here */ a();\n  b();\n"] {
            assert_eq!(compact(script), script);
        }
    }
}
