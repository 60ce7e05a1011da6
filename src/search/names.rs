//! Names of people and customers in what somebody typed: without the respect that goes with them, in several words, or before
//! what is asked about them.

use crate::deals::CustomerKey;

/// Behind a name, and how many signs it leaves at least. Names end in 君 and くん themselves, hardly after a single sign.
const BEHIND: [(&str, usize); 8] =
    [("さん", 1), ("さま", 1), ("様", 1), ("殿", 1), ("氏", 1), ("御中", 1), ("くん", 2), ("君", 2)];
const BEHIND_LATIN: &str = "-san";
const BEFORE_LATIN: [&str; 3] = ["mr", "mrs", "ms"];
/// What a question goes on with behind a name.
const PARTICLES: [char; 7] = ['の', 'に', 'へ', 'と', 'が', 'を', 'は'];

/// Signs that a word among others has at least to be looked for as a name.
const NAME: usize = 2;
const LATIN_NAME: usize = 4;
/// The same for a question's beginning, which only names that begin so are compared with.
const LATIN_BEGINNING: usize = 3;

/// What was typed without an honorific behind or before it (「田村さん」, "Mr. Tamura"). One that stands alone stays.
pub fn without_honorific(typed: &str) -> &str {
    let name = without_latin(typed.trim());
    let bare = BEHIND.iter().find_map(|(honorific, least)| {
        let rest = name.strip_suffix(*honorific)?.trim_end();
        rest.chars().nth(least - 1).map(|_| rest)
    });
    bare.unwrap_or(name)
}

fn without_latin(name: &str) -> &str {
    let titled = name.split_once(|sign: char| sign == '.' || sign.is_whitespace());
    let untitled = titled.filter(|(title, _)| BEFORE_LATIN.iter().any(|known| known.eq_ignore_ascii_case(title)));
    let name = untitled.map(|(_, rest)| rest.trim_start()).filter(|rest| !rest.is_empty()).unwrap_or(name);
    let parts = name.len().checked_sub(BEHIND_LATIN.len()).and_then(|at| name.split_at_checked(at));
    match parts {
        Some((rest, end)) if end.eq_ignore_ascii_case(BEHIND_LATIN) && !rest.is_empty() => rest,
        _ => name,
    }
}

/// Of a question with several words, the first `most` that may be names, or parts of names. A single sign or a few Latin letters
/// are in many names, and say nothing.
pub fn names_in(typed: &str, most: usize) -> Vec<CustomerKey> {
    if typed.split_whitespace().nth(1).is_none() {
        return Vec::new();
    }
    let mut names = Vec::new();
    for name in typed.split_whitespace().map(key).filter(|key| is_telling(key, LATIN_NAME)) {
        if names.len() < most && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The words of a question that may be one person's family and given names, in whatever order. None where it is one word only,
/// or more than `most`, or where all of them are short.
pub fn words_of_name(typed: &str, most: usize) -> Vec<CustomerKey> {
    let words: Vec<_> = without_honorific(typed).split_whitespace().map(key).filter(|key| !key.is_empty()).collect();
    let telling = words.iter().any(|word| is_telling(word, LATIN_NAME));
    if telling && (2..=most).contains(&words.len()) { words } else { Vec::new() }
}

/// The beginning of a question that may be a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameFirst {
    pub name: CustomerKey,
    /// What follows, where it may as well be a given name: only a blank stands before it.
    pub rest: Option<String>,
}

/// What stands before the first particle that follows a name (「丸菱商事の案件」), or before a blank.
pub fn name_first(typed: &str) -> Option<NameFirst> {
    let typed = without_honorific(typed);
    let (named, rest) = match before_particle(typed) {
        Some(named) => (named, None),
        None => typed.split_once(char::is_whitespace).map(|(named, rest)| (named, Some(rest.trim())))?,
    };
    let name = key(named);
    let honoured = is_honoured(named);
    let telling = if honoured { !name.is_empty() } else { is_telling(&name, LATIN_BEGINNING) };
    telling.then(|| NameFirst { name, rest: rest.filter(|_| !honoured).map(str::to_owned) })
}

/// A particle's sign is in names, too (みなと). One follows a name where the name ends in anything but hiragana or in an
/// honorific; else the first の does. A name has a blank at most.
fn before_particle(typed: &str) -> Option<&str> {
    let at = |(at, sign): (usize, char)| Some((typed.get(..at)?, sign)).filter(|_| PARTICLES.contains(&sign));
    let within = |before: &str| before.split_whitespace().nth(2).is_none() && !before.ends_with(char::is_whitespace);
    let all: Vec<_> = typed.char_indices().filter_map(at).filter(|(before, _)| within(before)).collect();
    let ends = |before: &str| is_honoured(before) || before.ends_with(|sign: char| !matches!(sign, 'ぁ'..='ゖ'));
    let sure = all.iter().find(|(before, _)| ends(before));
    let found = sure.or_else(|| all.iter().find(|(before, sign)| *sign == 'の' && before.chars().nth(NAME - 1).is_some()));
    found.map(|(before, _)| *before)
}

fn is_honoured(name: &str) -> bool {
    without_honorific(name) != name.trim()
}

fn key(name: &str) -> CustomerKey {
    CustomerKey::of(without_honorific(name))
}

fn is_telling(key: &CustomerKey, latin: usize) -> bool {
    key.as_str().chars().count() >= if key.as_str().is_ascii() { latin } else { NAME }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(keys: &[CustomerKey]) -> String {
        keys.iter().map(CustomerKey::as_str).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn an_honorific_is_no_part_of_a_name() {
        for (typed, name) in [
            ("田村さん", "田村"),
            ("田村 さん ", "田村"),
            ("森さん", "森"),
            ("佐藤さま", "佐藤"),
            ("丸菱商事様", "丸菱商事"),
            ("田村殿", "田村"),
            ("田村氏", "田村"),
            ("丸菱商事　御中", "丸菱商事"),
            ("田村くん", "田村"),
            ("中野君", "中野"),
            ("王君", "王君"),
            ("Mr. Tamura", "Tamura"),
            ("mr.Tamura", "Tamura"),
            ("MS TAMURA", "TAMURA"),
            ("Tamura-san", "Tamura"),
            ("田村 真", "田村 真"),
            ("さん", "さん"),
            ("様", "様"),
            ("Mr.", "Mr."),
            ("-san", "-san"),
            ("Mrコンサル", "Mrコンサル"),
            ("見積", "見積"),
            ("", ""),
        ] {
            assert_eq!(without_honorific(typed), name, "{typed}");
        }
    }

    #[test]
    fn a_word_among_others_may_be_a_name() {
        for (typed, names) in [
            ("江東精密　見積", "江東精密 見積"),
            ("江東精密さん　見積", "江東精密 見積"),
            ("江東 見", "江東"),
            ("㈱江東精密 江東精密㈱ 見積", "江東精密 見積"),
            ("how to reach Müller & Toyota", "reach müller toyota"),
            ("北浜 江東 房総 丸菱", "北浜 江東 房総"),
            ("江東", ""),
            ("( * 😀", ""),
            ("", ""),
        ] {
            assert_eq!(joined(&names_in(typed, 3)), names, "{typed}");
        }
    }

    #[test]
    fn a_name_has_all_of_its_words() {
        for (typed, words) in [
            ("中野 瞳", "中野 瞳"),
            ("中野　瞳さん", "中野 瞳"),
            ("Mr. Conor O'Brien", "conor obrien"),
            ("中野瞳", ""),
            ("中野 !!", ""),
            ("一 二 三 四郎", ""),
            ("go on", ""),
            ("", ""),
        ] {
            assert_eq!(joined(&words_of_name(typed, 3)), words, "{typed}");
        }
    }

    #[test]
    fn a_question_may_begin_with_a_name() {
        for (typed, name, rest) in [
            ("丸菱商事の案件", "丸菱商事", None),
            ("丸菱商事様への提案", "丸菱商事", None),
            ("㈱丸菱商事に送る見積", "丸菱商事", None),
            ("丸菱商事 案件", "丸菱商事", Some("案件")),
            ("丸菱商事様 案件", "丸菱商事", None),
            ("田村さんの連絡先", "田村", None),
            ("森さんはどこ", "森", None),
            ("中野 瞳の連絡先", "中野瞳", None),
            ("中野 瞳", "中野", Some("瞳")),
            ("みなと情報の案件", "みなと情報", None),
            ("みなとの案件", "みなと", None),
            ("はとやさんの案件", "はとや", None),
            ("ABCの案件", "abc", None),
        ] {
            let found = name_first(typed).unwrap_or_else(|| panic!("{typed}"));
            assert_eq!((found.name.as_str(), found.rest.as_deref()), (name, rest), "{typed}");
        }
        for typed in ["", "の", "丸菱商事", "木の案件", "ITの案件", "みなと", "森 千尋", "さん", "(( の"] {
            assert_eq!(name_first(typed), None, "{typed}");
        }
    }
}
