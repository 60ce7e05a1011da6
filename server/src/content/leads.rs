//! Where the links and pictures of a text lead, and which of them lead nowhere: one rule for files and for the console.

use std::collections::HashSet;

use jiso::failure::{FieldErrors, Problem};

use crate::markdown::{Lead, is_own_picture, leads};

/// A link or a picture that readers would miss.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Lost {
    /// From 1, within the body.
    pub line: usize,
    pub address: String,
    pub is_picture: bool,
}

impl Lost {
    pub fn add_to(self, errors: &mut FieldErrors) {
        let (line, name) = (u32::try_from(self.line).unwrap_or(u32::MAX), self.address);
        let problem = if self.is_picture { Problem::PictureElsewhere { line, name } } else { Problem::DeadLink { line, name } };
        errors.add("body", problem);
    }
}

/// Pictures from elsewhere, which the page's policy keeps browsers from showing.
pub(crate) fn pictures_elsewhere(body: &str) -> Vec<Lost> {
    let lost = |(line, lead)| match lead {
        Lead::Picture(address) if !is_own_picture(&address) => Some(Lost { line, address, is_picture: true }),
        _ => None,
    };
    leads(body).into_iter().filter_map(lost).collect()
}

/// The same, and links to texts that are not among `addresses`.
pub(crate) fn lost(body: &str, addresses: &HashSet<String>) -> Vec<Lost> {
    let links = leads(body).into_iter().filter_map(|(line, lead)| match lead {
        Lead::Link(address) if text_named(&address).is_some_and(|text| !addresses.contains(text)) => {
            Some(Lost { line, address, is_picture: false })
        }
        _ => None,
    });
    let mut lost = pictures_elsewhere(body);
    lost.extend(links);
    lost.sort_by_key(|lost| lost.line);
    lost
}

/// The address of the text that a link names; `None` where it leads to something else than a text.
fn text_named(address: &str) -> Option<&str> {
    if address.starts_with("/questions#") {
        return Some(address);
    }
    let ours = ["/kits/", "/learn/", "/news/"].iter().any(|place| address.starts_with(place));
    if ours { address.split(['#', '?']).next() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_names_a_text_or_something_else() {
        let there = HashSet::from(["/kits/a".to_owned(), "/questions#q".to_owned()]);
        let body = "[a](/kits/a) [part](/kits/a#s-x) [q](/questions#q) [deals](/deals/new) [out](https://a.example/kits/b)\n\n\
            [b](/kits/b#s-x) [r](/questions#r)\n![own](/media/a.png) ![else](https://a.example/a.png)";
        let found: Vec<_> = lost(body, &there).into_iter().map(|lost| (lost.line, lost.address, lost.is_picture)).collect();
        let expected = [(3, "/kits/b#s-x", false), (3, "/questions#r", false), (4, "https://a.example/a.png", true)];
        assert_eq!(found, expected.map(|(line, address, is_picture)| (line, address.to_owned(), is_picture)));
    }
}
