use serde::{Deserialize, Serialize};

use crate::{
    accounts::access::{Action, allowed},
    caller::Role,
    id::CompanyId,
};

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

    /// Where a person of the vendor finds what the partner saw; none where that is only the partner's, or not for this role.
    pub fn for_vendor(&self, role: Role, company: CompanyId) -> Option<String> {
        // Where a partner begins something new, the vendor finds what there is already.
        let path = self.path.strip_suffix("/new").unwrap_or(&self.path);
        let (action, href) = match Self::place(path) {
            "deals" => {
                let desk = || String::from("/console/deals");
                (Action::ReviewDeals, Self::deal(path).map_or_else(desk, |id| format!("/console/deals/{id}")))
            }
            "boards" | "visits" => (Action::WorkTogether, path.to_owned()),
            "kits" | "learn" | "news" | "questions" => (Action::ReadContent, path.to_owned()),
            "company" | "goals" | "people" => return Self::partner(role, company),
            _ => return None,
        };
        allowed(role, action).then_some(href)
    }

    /// The vendor's page of a company, for those who look after companies.
    pub fn partner(role: Role, company: CompanyId) -> Option<String> {
        allowed(role, Action::ManagePartners).then(|| format!("/console/partners/{company}"))
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
            ("/deals/new", Some("/console/deals")),
            ("/questions/new", Some("/questions")),
            ("/kits/a", Some("/kits/a")),
            ("/company", Some(partner.as_str())),
            ("/progress", None),
            ("/", None),
        ] {
            let page = PagePath { path: path.into(), label: String::new() };
            assert_eq!(page.for_vendor(Role::PartnerManager, company).as_deref(), found, "{path}");
        }
    }

    #[test]
    fn nobody_is_sent_to_what_is_closed_to_them() {
        let company: CompanyId = Id::new(Timestamp::EPOCH, [1; 10]);
        for (path, found) in [
            ("/deals/0199", None),
            ("/deals", None),
            ("/boards/0199", None),
            ("/visits", None),
            ("/company", None),
            ("/kits/a", Some("/kits/a")),
            ("/learn", Some("/learn")),
        ] {
            let page = PagePath { path: path.into(), label: String::new() };
            assert_eq!(page.for_vendor(Role::ContentEditor, company).as_deref(), found, "{path}");
        }
        assert_eq!(PagePath::partner(Role::ContentEditor, company), None);
    }
}
