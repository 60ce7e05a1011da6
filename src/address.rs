//! Addresses of our own pages, with queries.

use std::fmt::Write;

/// `path` with the pairs as its query; values are UTF-8 and percent-encoded.
pub fn address<'a>(path: &str, pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut address = path.to_owned();
    for (i, (name, value)) in pairs.into_iter().enumerate() {
        address.push(if i == 0 { '?' } else { '&' });
        encode(&mut address, name);
        address.push('=');
        encode(&mut address, value);
    }
    address
}

fn encode(address: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            address.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            _ = write!(address, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_cannot_leave_their_place() {
        assert_eq!(address("/kits", []), "/kits");
        let pairs = [("q", "値引き & 5%"), ("kind", "script")];
        assert_eq!(address("/kits", pairs), "/kits?q=%E5%80%A4%E5%BC%95%E3%81%8D%20%26%205%25&kind=script");
    }
}
