use serde::{Deserialize, Serialize};

use crate::id::CompanyId;

const PATH_MAX: usize = 200;

/// A page of the portal from which somebody asks, and what it is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PagePath {
    pub path: String,
    pub label: String,
}

impl PagePath {
    /// The path of a page, from what an address or a form says; none for what is not one of the portal's own.
    pub fn read(text: &str) -> Option<&str> {
        let path = text.split(['?', '#']).next()?.trim();
        let plain = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'/' | b'-' | b'_' | b'.');
        let own = path.starts_with('/') && !path.starts_with("//") && path.len() <= PATH_MAX && path.bytes().all(plain);
        (own && !path.starts_with("/api/") && !path.contains("..")).then_some(path)
    }

    /// The first part of a path, by which places are named.
    pub fn place(path: &str) -> &str {
        path.trim_start_matches('/').split('/').next().unwrap_or_default()
    }

    /// The id of the deal that a page is about.
    pub fn deal(path: &str) -> Option<&str> {
        path.strip_prefix("/deals/").or_else(|| path.strip_prefix("/boards/")).map(|rest| rest.split('/').next().unwrap_or(rest))
    }

    /// Where a person of the vendor finds what the partner saw; none where that is only the partner's.
    pub fn for_vendor(&self, company: CompanyId) -> Option<String> {
        match Self::place(&self.path) {
            "deals" => Some(Self::deal(&self.path).map_or_else(|| "/console/deals".into(), |id| format!("/console/deals/{id}"))),
            "boards" | "visits" | "kits" | "learn" | "news" | "questions" => Some(self.path.clone()),
            "company" | "goals" | "people" => Some(format!("/console/partners/{company}")),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{id::Id, time::Timestamp};

    #[test]
    fn only_pages_of_the_portal_are_kept() {
        for (text, path) in [
            ("/kits/first-proposal", Some("/kits/first-proposal")),
            ("/deals/0199?done=x#visits", Some("/deals/0199")),
            ("/", Some("/")),
            ("", None),
            ("kits", None),
            ("//evil.example/x", None),
            ("https://evil.example", None),
            ("/api/sign_out", None),
            ("/a/../b", None),
            ("/<script>", None),
        ] {
            assert_eq!(PagePath::read(text), path, "{text}");
        }
    }

    #[test]
    fn the_vendor_finds_the_same_thing() {
        let company: CompanyId = Id::new(Timestamp::EPOCH, [1; 10]);
        let partner = format!("/console/partners/{company}");
        for (path, found) in [
            ("/deals/0199", Some("/console/deals/0199")),
            ("/deals", Some("/console/deals")),
            ("/kits/a", Some("/kits/a")),
            ("/company", Some(partner.as_str())),
            ("/progress", None),
            ("/", None),
        ] {
            let page = PagePath { path: path.into(), label: String::new() };
            assert_eq!(page.for_vendor(company).as_deref(), found, "{path}");
        }
    }
}
