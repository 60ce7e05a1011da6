use serde::{Deserialize, Serialize};

use crate::{
    address::address,
    publishing::{CompanySize, Facets, Industry},
};

/// The first mail to a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailDraft {
    pub subject: String,
    pub text: String,
}

impl MailDraft {
    /// As one text; the first line is the subject.
    pub fn written(&self) -> String {
        format!("{}\n\n{}", self.subject, self.text)
    }

    /// Such a text, after somebody has rewritten it.
    pub fn read(written: &str) -> Self {
        let written = written.trim();
        let (subject, text) = written.split_once('\n').unwrap_or((written, ""));
        Self { subject: subject.trim().to_owned(), text: text.trim().to_owned() }
    }

    /// Opens it in a mail program. Whom it goes to is not known.
    pub fn address(&self) -> String {
        // Mail programs expect the line ends of mails.
        let text = self.text.replace("\r\n", "\n").replace('\n', "\r\n");
        address("mailto:", [("subject", self.subject.as_str()), ("body", text.as_str())])
    }
}

/// What a customer may read of a case: the industry and the size of the company, where it is about one. Its title and text say how
/// a deal was won, which is for partners only.
pub fn told_of_case(facets: &Facets) -> Option<(Industry, Option<CompanySize>)> {
    let [industry] = facets.industries[..] else { return None };
    let size = if let [size] = facets.sizes[..] { Some(size) } else { None };
    Some((industry, size))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_has_an_address() {
        let draft = MailDraft { subject: "ご紹介 & more".into(), text: "A\n\nB+C".into() };
        let address = "mailto:?subject=%E3%81%94%E7%B4%B9%E4%BB%8B%20%26%20more&body=A%0D%0A%0D%0AB%2BC";
        assert_eq!(draft.address(), address);
        assert_eq!(MailDraft::read(&draft.written()), draft);
        let one = MailDraft { subject: "A".into(), text: String::new() };
        assert_eq!((MailDraft::read(" A \n"), MailDraft::read("A\r\n\r\n")), (one.clone(), one));
    }

    #[test]
    fn of_a_case_only_facts_are_told() {
        use Industry::{Logistics, Retail};
        let facets = |industries: &[Industry], sizes: &[CompanySize]| Facets {
            industries: industries.to_vec(),
            sizes: sizes.to_vec(),
            ..Facets::default()
        };
        assert_eq!(told_of_case(&facets(&[Retail], &[CompanySize::Large])), Some((Retail, Some(CompanySize::Large))));
        assert_eq!(told_of_case(&facets(&[Retail], &[CompanySize::Small, CompanySize::Large])), Some((Retail, None)));
        assert_eq!(told_of_case(&facets(&[Retail, Logistics], &[CompanySize::Large])), None, "it is about more than one");
        assert_eq!(told_of_case(&facets(&[], &[])), None);
    }
}
