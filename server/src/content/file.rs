//! The text of a file, or why it has none.

use std::{fs, path::Path};

use super::{Mistake, What, line_at};

/// # Errors
/// The file cannot be read, or the line where it is no UTF-8.
pub fn text_of(file: &Path) -> Result<String, Mistake> {
    let shown = file.display().to_string();
    let bytes = fs::read(file).map_err(|error| Mistake::unreadable(&shown, &error))?;
    String::from_utf8(bytes).map_err(|error| {
        let before = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(error.as_bytes());
        Mistake::new(&shown, line_at(&text, before), What::NotUtf8)
    })
}

#[cfg(test)]
mod tests {
    use jiso_store::testing::fresh_folder;

    use super::*;

    #[test]
    fn what_is_no_text_is_named_with_its_line() {
        let folder = fresh_folder("content_file");
        let file = folder.join("a.txt");
        for (bytes, line) in [(&b"a\xff"[..], 1), (&b"a\n\xe3\x81\x82\nb\x82\xa0\n"[..], 3)] {
            fs::write(&file, bytes).unwrap();
            let mistake = text_of(&file).unwrap_err();
            assert_eq!((mistake.line, mistake.what), (line, What::NotUtf8));
        }
        fs::write(&file, "あ\n").unwrap();
        assert_eq!(text_of(&file).unwrap(), "あ\n");
        assert_eq!(text_of(&folder.join("b.txt")).unwrap_err().what, What::NotThere);
    }
}
