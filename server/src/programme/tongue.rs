//! In which language a command answers.

use clap::{Args, ValueEnum};
use jiso::lang::Lang;

/// The language of what is printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Tongue {
    Ja,
    En,
}

impl From<Tongue> for Lang {
    fn from(tongue: Tongue) -> Self {
        match tongue {
            Tongue::Ja => Self::Ja,
            Tongue::En => Self::En,
        }
    }
}

/// For commands that answer in the language of the shell they are called from.
#[derive(Args, Clone, Copy, Debug)]
pub struct Answering {
    /// Language of what is printed; without it, that of the environment (LC_ALL, LC_MESSAGES, LANG)
    #[arg(long, value_enum)]
    lang: Option<Tongue>,
}

impl Answering {
    /// What is asked for, or what the environment speaks.
    pub fn lang(self) -> Lang {
        self.lang.map_or_else(|| spoken(variable), Lang::from)
    }
}

/// What the system says of whoever calls, and no setting of the portal.
#[allow(clippy::disallowed_methods)]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// As POSIX has it: the first that is set counts, and one that is empty is not.
fn spoken(variable: impl Fn(&str) -> Option<String>) -> Lang {
    let set = |name| variable(name).filter(|locale| !locale.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set);
    if locale.is_some_and(|locale| locale.starts_with("ja")) { Lang::Ja } else { Lang::En }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_variable_that_is_set_counts() {
        for (all, messages, lang, expected) in [
            ("", "", "", Lang::En),
            ("", "", "C.UTF-8", Lang::En),
            ("", "", "ja_JP.UTF-8", Lang::Ja),
            ("", "ja", "en_GB.UTF-8", Lang::Ja),
            ("C", "ja_JP.UTF-8", "ja_JP.UTF-8", Lang::En),
        ] {
            let variables = [("LC_ALL", all), ("LC_MESSAGES", messages), ("LANG", lang)];
            let variable = |name: &str| variables.iter().find(|(other, _)| *other == name).map(|(_, value)| (*value).to_owned());
            assert_eq!(spoken(variable), expected, "{variables:?}");
        }
        assert_eq!(spoken(|_| None), Lang::En);
    }
}
