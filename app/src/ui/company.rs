use leptos::prelude::*;

const FORM: &str = "株式会社";

/// A company's name for narrow places, which goes on in the next line before or after its legal form, not within it.
pub fn company_name(name: &str) -> AnyView {
    match parts(name) {
        Some([first, last]) => view! { {first.to_owned()} <wbr/> {last.to_owned()} }.into_any(),
        None => name.to_owned().into_any(),
    }
}

fn parts(name: &str) -> Option<[&str; 2]> {
    let parts = match name.strip_suffix(FORM) {
        Some(own) => [own, FORM],
        None => [FORM, name.strip_prefix(FORM)?],
    };
    parts.iter().all(|part| !part.is_empty()).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_two_parts_where_its_legal_form_begins_or_ends() {
        let cases = [
            ("東都システムズ株式会社", Some(["東都システムズ", "株式会社"])),
            ("株式会社みなと情報", Some(["株式会社", "みなと情報"])),
            ("医療法人赤城会", None),
            ("株式会社", None),
        ];
        for (name, expected) in cases {
            assert_eq!(parts(name), expected, "{name}");
        }
    }
}
