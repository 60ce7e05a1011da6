use serde::{Deserialize, Serialize};

use crate::{
    lang::Lang,
    publishing::Industry,
    time::{Day, Timestamp},
};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewsLine {
    pub slug: String,
    /// Of the text shown.
    pub lang: Lang,
    pub title: String,
    pub summary: String,
    pub date: Day,
    /// Whom it concerns most; empty means all.
    pub industries: Vec<Industry>,
    /// The caller has opened it.
    pub read: bool,
}

impl NewsLine {
    /// Newest first; of one day by name, so that the order does not jump.
    pub fn sort(lines: &mut [Self]) {
        lines.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.slug.cmp(&b.slug)));
    }
}

/// `/news/:slug`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewsSheet {
    pub line: NewsLine,
    pub html: String,
    pub updated_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_comes_first() {
        let line = |slug: &str, day: i32| NewsLine {
            slug: slug.into(),
            lang: Lang::Ja,
            title: String::new(),
            summary: String::new(),
            date: Day(day),
            industries: Vec::new(),
            read: false,
        };
        let mut lines = [line("b", 1), line("c", 2), line("a", 1)];
        NewsLine::sort(&mut lines);
        assert_eq!(lines.map(|line| line.slug), ["c", "a", "b"]);
    }
}
