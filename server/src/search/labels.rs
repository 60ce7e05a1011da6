//! The words by which a question names kinds, industries, sizes and phases: as the portal labels them and as people say them, in
//! both languages, whoever asks.

use jiso::{
    lang::Lang,
    publishing::{CompanySize, Industry, SalesPhase},
};
use jiso_app::text::{kits, search as text};
use jiso_search::{Labels, Named};

use super::FOUND;

/// For an index, once it is there: they never change.
pub(crate) fn labels() -> Labels {
    Labels::of(Lang::ALL.into_iter().flat_map(words))
}

fn words(l: Lang) -> Vec<(&'static str, Named)> {
    let mut words = Vec::new();
    for kind in FOUND.into_iter().flatten().copied() {
        let key = kind.as_str();
        words.extend([text::kind(l, key), text::spoken_kind(l, key)].map(|word| (word, Named::Kind(kind))));
    }
    for industry in Industry::ALL {
        let key = industry.as_str();
        let said = [kits::industry(l, key), industry.word(l), text::spoken_industry(l, key)];
        words.extend(said.map(|word| (word, Named::Industry(key.to_owned()))));
    }
    words.extend(CompanySize::ALL.iter().map(|size| (kits::size(l, size.as_str()), Named::Size(size.as_str().to_owned()))));
    words.extend(SalesPhase::ALL.iter().map(|one| (kits::phase(l, one.as_str()), Named::Phase(one.as_str().to_owned()))));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_that_is_found_is_said_somehow() {
        for l in Lang::ALL {
            for kind in FOUND.into_iter().flatten().copied() {
                let said = words(l).into_iter().filter(|(word, named)| *named == Named::Kind(kind) && !word.is_empty());
                assert_eq!(said.count(), 2, "{kind:?}");
            }
            assert!(words(l).iter().all(|(word, _)| !word.is_empty()), "{l:?}");
        }
    }
}
