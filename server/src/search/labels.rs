//! The words by which a question names kinds, industries, sizes and phases: as the portal labels them and as people say them, in
//! both languages, whoever asks.

use jiso::{
    lang::Lang,
    publishing::{CompanySize, Industry, SalesPhase},
    search::Suggested,
};
use jiso_app::text::{kits, search as text};
use jiso_search::{Labels, Named};

use super::FOUND;

/// For an index, once it is there: they never change.
pub(crate) fn labels() -> Labels {
    Labels::of(Lang::ALL.into_iter().flat_map(words))
}

/// The way to all texts of a kind or for an industry, as a line under the search field. Hardly any text is for one size or phase
/// only.
pub(super) fn narrowed(l: Lang, named: &Named) -> Option<Suggested> {
    let (name, key, title) = match named {
        Named::Kind(kind) => ("kind", kind.as_str(), text::kind(l, kind.as_str())),
        Named::Industry(key) => ("industry", key.as_str(), kits::industry(l, key)),
        Named::Size(_) | Named::Phase(_) => return None,
    };
    Some(Suggested { title: title.to_owned(), note: text::narrowed(l).to_owned(), url: format!("/kits?{name}={key}") })
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
    for size in CompanySize::ALL {
        let key = size.as_str();
        words.extend([kits::size(l, key), text::spoken_size(l, key)].map(|word| (word, Named::Size(key.to_owned()))));
    }
    words.extend(SalesPhase::ALL.iter().map(|one| (kits::phase(l, one.as_str()), Named::Phase(one.as_str().to_owned()))));
    words
}

#[cfg(test)]
mod tests {
    use jiso::search::DocumentKind;

    use super::*;

    #[test]
    fn kinds_and_industries_have_a_way_to_all_of_them() {
        let way = |named: Named| narrowed(Lang::Ja, &named).map(|way| (way.title, way.url));
        let template = ("提案書テンプレート".to_owned(), "/kits?kind=template".to_owned());
        assert_eq!(way(Named::Kind(DocumentKind::Template)), Some(template));
        assert_eq!(way(Named::Industry("retail".into())), Some(("小売".to_owned(), "/kits?industry=retail".to_owned())));
        assert_eq!(way(Named::Size("small".into())), None);
    }

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
