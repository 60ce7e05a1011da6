//! Whether a partner knows a customer already, told without either side showing its list: both are reduced to marks, and the marks
//! are hashed with a key before anything is kept.

use crate::deals::{CorporateNumber, CustomerIdentity, CustomerKey, Domain};

/// By what a customer is known again, each a short text; any one that is shared means the same customer.
pub type Marks = Vec<String>;

/// The marks of a customer that is known by its parts.
pub fn marks(customer: &CustomerIdentity) -> Marks {
    let number = customer.corporate_number.as_ref().map(|number| format!("n:{number}"));
    let domain = customer.domain.as_ref().and_then(Domain::family).map(|family| format!("d:{family}"));
    let name = (!customer.key.is_empty()).then(|| format!("k:{}", customer.key.as_str()));
    number.into_iter().chain(domain).chain(name).collect()
}

/// The marks of what a partner pastes: a line, or a cell of it, is a corporate number, a domain or a name.
pub fn marks_of_lines<'a>(lines: impl IntoIterator<Item = &'a str>) -> Marks {
    let cells =
        lines.into_iter().flat_map(|line| line.split([',', '\t', '、', '，'])).map(|cell| cell.trim().trim_matches('"').trim());
    let mut all: Marks = cells.filter_map(mark).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn mark(cell: &str) -> Option<String> {
    if let Some(number) = CorporateNumber::parse(cell) {
        return Some(format!("n:{number}"));
    }
    // A name of two words with a full stop is no domain.
    if cell.is_ascii() && cell.contains('.') && !cell.contains(' ') {
        if let Some(domain) = Domain::parse(cell) {
            return domain.family().map(|family| format!("d:{family}"));
        }
    }
    let key = CustomerKey::of(cell);
    // One letter is nobody's name, and digits alone are a postcode or a number of the partner's own.
    let telling = key.as_str().chars().count() >= 2 && key.as_str().chars().any(|c| !c.is_ascii_digit());
    telling.then(|| format!("k:{}", key.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deals::CustomerCard;

    #[test]
    fn a_customer_is_known_again_by_any_of_its_marks() {
        let card = CustomerCard::new(
            "株式会社北浜製作所".into(),
            CorporateNumber::parse("7000012050002"),
            Domain::parse("www.kitahama.co.jp"),
        );
        let target = marks(&card.identity);
        assert_eq!(target.len(), 3);
        for line in ["㈱北浜製作所 御中", "７００００１２０５０００２", "kitahama.co.jp", "001,北浜製作所,大阪"]
        {
            let known = marks_of_lines([line]);
            assert!(known.iter().any(|mark| target.contains(mark)), "{line}: {known:?}");
        }
        for line in ["南港運輸", "7010705000725", "example.com", "", "北", "0012"] {
            let known = marks_of_lines([line]);
            assert!(!known.iter().any(|mark| target.contains(mark)), "{line}: {known:?}");
        }
    }

    #[test]
    fn the_same_customer_twice_is_one_mark() {
        assert_eq!(marks_of_lines(["北浜製作所", "株式会社北浜製作所", "北濱製作所"]).len(), 1);
    }
}
