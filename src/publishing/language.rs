//! A text that is missing in one's own language is shown in the other.

use crate::lang::Lang;

/// Of several versions of one text, the one in the `wanted` language, else the other.
pub fn in_language<T>(wanted: Lang, versions: impl IntoIterator<Item = T>, lang: impl Fn(&T) -> Lang) -> Option<T> {
    let mut fallback = None;
    for version in versions {
        if lang(&version) == wanted {
            return Some(version);
        }
        fallback.get_or_insert(version);
    }
    fallback
}

/// The same for a list of many texts; `same` tells which versions belong together. Keeps the order of first appearance.
pub fn each_in_language<T, K: PartialEq>(
    wanted: Lang,
    versions: Vec<T>,
    lang: impl Fn(&T) -> Lang,
    same: impl Fn(&T) -> K,
) -> Vec<T> {
    let mut chosen: Vec<T> = Vec::with_capacity(versions.len());
    for version in versions {
        match chosen.iter_mut().find(|other| same(other) == same(&version)) {
            Some(other) if lang(other) != wanted && lang(&version) == wanted => *other = version,
            Some(_) => {}
            None => chosen.push(version),
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ones_own_language_comes_first() {
        use Lang::{En, Ja};
        let all = vec![("a", Ja), ("a", En), ("b", En), ("c", Ja)];
        let of = |wanted| each_in_language(wanted, all.clone(), |v| v.1, |v| v.0);
        assert_eq!(of(Ja), [("a", Ja), ("b", En), ("c", Ja)]);
        assert_eq!(of(En), [("a", En), ("b", En), ("c", Ja)]);
        assert_eq!(in_language(En, [("c", Ja)], |v| v.1), Some(("c", Ja)));
        assert_eq!(in_language(En, Vec::<(&str, Lang)>::new(), |v| v.1), None);
    }
}
