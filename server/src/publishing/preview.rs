//! A text beside its form. Of a template it is to be seen what a partner may rewrite and where the prices go.

use jiso::{
    lang::Lang,
    proposals::{OwnProduct, ProposalFacts, VendorProduct, compose},
    publishing::{DocumentKind, TemplatePart, template_parts},
};
use jiso_app::text::{proposals, publishing as t};

use crate::{markdown, office::Office};

impl Office {
    pub(super) fn previewed(&self, l: Lang, kind: Option<DocumentKind>, body: &str) -> String {
        if kind != Some(DocumentKind::Template) {
            return markdown::html(body);
        }
        let (mut shown, mut is_headed) = (String::new(), false);
        for part in template_parts(body) {
            match part {
                TemplatePart::Locked(text) => {
                    shown.push_str(&framed("locked-part", t::preview_locked(l), &text));
                    is_headed = text.lines().next_back().is_some_and(|line| line.starts_with("## "));
                }
                TemplatePart::Editable { text, .. } => {
                    shown.push_str(&framed("editable-part", t::preview_editable(l), &text));
                    is_headed = false;
                }
                TemplatePart::Bundle => {
                    let prices = self.sample_prices(l);
                    // Under a heading of the template the table needs none of its own.
                    let table = prices.split_once("\n\n").filter(|_| is_headed).map_or(prices.as_str(), |(_, table)| table);
                    shown.push_str(&framed("locked-part", t::preview_prices(l), table));
                    is_headed = false;
                }
            }
        }
        shown
    }

    /// The table as a proposal has it, of a product on the list and one that a partner might add. The amount stays a
    /// placeholder, as all others do beside the form.
    fn sample_prices(&self, l: Lang) -> String {
        let programme = self.programme();
        let ours = programme.vendor.product.get(l);
        let own = OwnProduct {
            name: t::sample_own(l).to_owned(),
            line: t::sample_own_line(l).to_owned(),
            price: t::sample_own_price(l).to_owned(),
        };
        let facts = ProposalFacts {
            customer: String::new(),
            contact: String::new(),
            industry: String::new(),
            employees: String::new(),
            product: String::new(),
            amount: String::new(),
            partner: t::placeholder(l, "partner").to_owned(),
            rep: String::new(),
            date: self.now().day(),
            own: vec![own],
        };
        let vendor = VendorProduct {
            vendor: programme.vendor.name.get(l).to_owned(),
            name: programme.products.first().map_or(ours, |product| product.name.get(l)).to_owned(),
            line: proposals::vendor_line_unlisted(l, ours),
        };
        compose(&[TemplatePart::Bundle], &[], &facts, "", &vendor, l)
    }
}

/// Who does not see the frame is told where it begins and ends.
fn framed(class: &str, label: &str, text: &str) -> String {
    let html = markdown::html(text);
    format!(
        "<div class=\"{class}\" role=\"group\" aria-label=\"{label}\"><p class=\"quiet\" aria-hidden=\"true\">{label}</p>\
         <div class=\"prose\">{html}</div></div>"
    )
}
