use std::fmt::Write as _;

use jiso::{lang::Lang, partners::PartnerFilterForm, time::Day};

use crate::text::partners as t;

/// The list with another filter; the page begins anew.
pub fn filtered(form: &PartnerFilterForm, change: impl FnOnce(&mut PartnerFilterForm)) -> String {
    let mut form = PartnerFilterForm { page: String::new(), ..form.clone() };
    change(&mut form);
    address(&form)
}

/// The list's address: only what is set, and what is typed encoded.
pub fn address(form: &PartnerFilterForm) -> String {
    let parts = [
        ("text", &form.text),
        ("phase", &form.phase),
        ("stall", &form.stall),
        ("health", &form.health),
        ("sort", &form.sort),
        ("tier", &form.tier),
        ("page", &form.page),
    ];
    let set = parts.iter().filter(|(_, value)| !value.is_empty());
    let query = set.map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&");
    if query.is_empty() { "/console/partners".into() } else { format!("/console/partners?{query}") }
}

fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') {
            out.push(char::from(byte));
        } else {
            _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// How long ago a day was, in words.
pub fn days_ago(l: Lang, today: Day, then: Day) -> String {
    match today.0 - then.0 {
        ..=0 => t::today(l).into(),
        days => t::days_ago(l, i64::from(days)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_what_is_set() {
        let form = PartnerFilterForm { text: "東都 &".into(), page: "3".into(), ..PartnerFilterForm::default() };
        assert_eq!(address(&form), "/console/partners?text=%E6%9D%B1%E9%83%BD%20%26&page=3");
        assert_eq!(filtered(&form, |form| form.text.clear()), "/console/partners");
        let stalled = filtered(&form, |form| form.stall = "not_started".into());
        assert_eq!(stalled, "/console/partners?text=%E6%9D%B1%E9%83%BD%20%26&stall=not_started");
    }
}
