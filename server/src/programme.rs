//! The programme's file: read, checked, and refused with the line that is wrong.

use std::{fmt, path::Path};

use jiso::programme::{Programme, ProgrammeFile};

/// Why a programme was refused. The one in force stays.
#[derive(Debug)]
pub struct Refused {
    pub file: String,
    pub mistakes: Vec<String>,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for mistake in &self.mistakes {
            writeln!(f, "{}: {mistake}", self.file)?;
        }
        Ok(())
    }
}

/// # Errors
/// Every mistake, with its line where TOML knows it.
pub fn read(file: &Path) -> Result<Programme, Refused> {
    let refused = |mistakes| Refused { file: file.display().to_string(), mistakes };
    let text = std::fs::read_to_string(file).map_err(|e| refused(vec![e.to_string()]))?;
    parse(&text).map_err(refused)
}

/// # Errors
/// Every mistake.
pub fn parse(text: &str) -> Result<Programme, Vec<String>> {
    let file: ProgrammeFile = toml::from_str(text).map_err(|error| {
        let line = error.span().map(|span| text[..span.start.min(text.len())].lines().count().max(1));
        vec![line.map_or_else(|| error.message().to_owned(), |line| format!("line {line}: {}", error.message()))]
    })?;
    file.check().map_err(|mistakes| mistakes.iter().map(|m| format!("{}: expected {:?}", m.path, m.expected)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_starter_programme_is_in_order() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content/programme.toml");
        read(&file).unwrap_or_else(|refused| panic!("{refused}"));
    }

    #[test]
    fn a_broken_file_names_its_line() {
        let mistakes = parse("version = 1\neffective_from = ").unwrap_err();
        assert!(mistakes[0].starts_with("line 2"), "{mistakes:?}");
    }
}
