use std::collections::HashSet;

/// A line of the synonyms that somebody else put in or took out, for whoever saves on top of an older version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OthersLine {
    Added(String),
    Removed(String),
}

impl OthersLine {
    /// What came to `base` or left it in `theirs`, as far as `mine` does not have it so. A group means the same wherever it
    /// stands, so no order and no empty line is a difference.
    pub fn between(base: &str, theirs: &str, mine: &str) -> Vec<Self> {
        let (before, now, own) = (set(base), set(theirs), set(mine));
        let removed = lines(base).filter(|line| !now.contains(line) && own.contains(line));
        let added = lines(theirs).filter(|line| !before.contains(line) && !own.contains(line));
        removed.map(|line| Self::Removed(line.to_owned())).chain(added.map(|line| Self::Added(line.to_owned()))).collect()
    }

    /// As a conflict carries them.
    pub fn pack(lines: &[Self]) -> String {
        let packed = lines.iter().map(|line| match line {
            Self::Added(text) => format!("+{text}"),
            Self::Removed(text) => format!("-{text}"),
        });
        packed.collect::<Vec<_>>().join("\n")
    }

    pub fn unpack(packed: &str) -> Vec<Self> {
        let line = |line: &str| {
            let added = line.strip_prefix('+').map(|text| Self::Added(text.to_owned()));
            added.or_else(|| line.strip_prefix('-').map(|text| Self::Removed(text.to_owned())))
        };
        packed.lines().filter_map(line).collect()
    }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

fn set(text: &str) -> HashSet<&str> {
    lines(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_another_changed_and_the_writer_lacks_is_told() {
        let base = "# メモ\n案件 = 商談\n見積 = 見積書\n納期 = 納品日";
        let theirs = "納期 = 納品日\n\n案件 = 商談 = deal\n# メモ\n-請求 = 請求書\n契約 = 契約書";
        let mine = "# メモ\n案件 = 商談\n契約 = 契約書\n納期 = 納品日\n自分 = わたし";
        let told = OthersLine::between(base, theirs, mine);
        let expected = [
            OthersLine::Removed("案件 = 商談".into()),
            OthersLine::Added("案件 = 商談 = deal".into()),
            OthersLine::Added("-請求 = 請求書".into()),
        ];
        assert_eq!(told, expected);
        assert_eq!(OthersLine::unpack(&OthersLine::pack(&told)), told);
        assert!(OthersLine::between(base, base, mine).is_empty() && OthersLine::unpack("").is_empty());
    }
}
