//! A customer's internet domain, taken from whatever a person pastes.

use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// Endings under which everybody may register; the label before them is the owner's. Not the whole public suffix list: the ones
/// customers of a Japanese vendor have.
const SHARED_ENDINGS: &str = "co.jp or.jp ne.jp ac.jp ad.jp ed.jp go.jp gr.jp co.uk ac.uk org.uk co.kr com.cn com.tw com.hk com.sg com.au \
    co.nz co.th com.vn co.id com.my com.ph co.in com.br";
/// Mail and site hosts that thousands of companies share: they identify nobody.
const EVERYBODYS: &str = "gmail.com googlemail.com outlook.com outlook.jp hotmail.com hotmail.co.jp live.jp icloud.com me.com yahoo.com \
    yahoo.co.jp ymail.ne.jp docomo.ne.jp ezweb.ne.jp au.com softbank.ne.jp ocn.ne.jp nifty.com biglobe.ne.jp \
    so-net.ne.jp plala.or.jp wixsite.com jimdo.com jimdofree.com facebook.com instagram.com";
const PREFECTURES: &str = "hokkaido aomori iwate miyagi akita yamagata fukushima ibaraki tochigi gunma saitama chiba tokyo kanagawa niigata \
    toyama ishikawa fukui yamanashi nagano gifu shizuoka aichi mie shiga kyoto osaka hyogo nara wakayama tottori \
    shimane okayama hiroshima yamaguchi tokushima kagawa ehime kochi fukuoka saga nagasaki kumamoto oita miyazaki \
    kagoshima okinawa";

/// A host name in lower case without `www.`.
///
/// Travels as it is: only the portal writes one, and checking again would take the browser the tables of Unicode.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Domain(String);

impl Domain {
    /// From a host name, a web address or a mail address.
    pub fn parse(text: &str) -> Option<Self> {
        let text: String = text.trim().nfkc().flat_map(char::to_lowercase).collect();
        let after_scheme = text.split_once("://").map_or(text.as_str(), |(_, rest)| rest);
        let authority = after_scheme.split(['/', '?', '#']).next()?;
        let host = authority.rsplit('@').next()?.split(':').next()?.trim_end_matches('.');
        let host = host.strip_prefix("www.").unwrap_or(host);
        let labels: Vec<&str> = host.split('.').collect();
        let last = labels.last()?;
        let named = last.chars().count() >= 2 && !last.chars().any(|c| c.is_ascii_digit()) || last.starts_with("xn--");
        let well_formed = labels.len() >= 2 && host.len() <= 253 && labels.iter().all(|label| is_label(label));
        (named && well_formed).then(|| Self(host.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What all hosts of one owner have in common (`mail.example.co.jp` → `example.co.jp`); `None` for hosts that are everybody's.
    pub fn family(&self) -> Option<&str> {
        let family = self.registered();
        (!lists(EVERYBODYS, family)).then_some(family)
    }

    fn registered(&self) -> &str {
        let second = self.last_labels(2);
        // Municipalities and schools own the name before the city's or prefecture's, at a depth that varies: keep it whole.
        let local = second.strip_suffix(".jp").is_some_and(|label| label == "lg" || lists(PREFECTURES, label));
        if local {
            return &self.0;
        }
        if lists(SHARED_ENDINGS, second) { self.last_labels(3) } else { second }
    }

    fn last_labels(&self, count: usize) -> &str {
        let start = self.0.rmatch_indices('.').nth(count - 1).map_or(0, |(at, _)| at + 1);
        self.0.get(start..).unwrap_or(&self.0)
    }
}

fn lists(names: &str, name: &str) -> bool {
    names.split(' ').any(|listed| listed == name)
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Domain {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or(text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn whatever_is_pasted() {
        for (text, host) in [
            ("kitahama.example", "kitahama.example"),
            ("https://www.Kitahama.co.jp/company/?a=1#b", "kitahama.co.jp"),
            ("sato@mail.kitahama.co.jp", "mail.kitahama.co.jp"),
            ("ｋｉｔａｈａｍａ．ｊｐ", "kitahama.jp"),
            ("kitahama.jp:8443/", "kitahama.jp"),
            ("北浜.jp", "北浜.jp"),
        ] {
            assert_eq!(Domain::parse(text).map(|d| d.to_string()), Some(host.to_owned()), "{text}");
        }
        for text in ["", "kitahama", "http://", "a b.jp", "-a.jp", "192.168.0.1", ".jp", "a..jp", "北浜製作所"] {
            assert_eq!(Domain::parse(text), None, "{text}");
        }
    }

    #[test]
    fn families() {
        for (host, family) in [
            ("mail.kitahama.co.jp", Some("kitahama.co.jp")),
            ("kitahama.co.jp", Some("kitahama.co.jp")),
            ("shop.kitahama.com", Some("kitahama.com")),
            ("kitahama.jp", Some("kitahama.jp")),
            ("city.osaka.lg.jp", Some("city.osaka.lg.jp")),
            ("pref.osaka.lg.jp", Some("pref.osaka.lg.jp")),
            ("kitahama.osaka.jp", Some("kitahama.osaka.jp")),
            ("gmail.com", None),
            ("yahoo.co.jp", None),
        ] {
            assert_eq!(Domain::parse(host).as_ref().and_then(Domain::family), family, "{host}");
        }
    }

    proptest! {
        #[test]
        fn a_domain_is_read_back_as_itself(text in "\\PC{0,30}|[a-z]{1,5}(\\.[a-z]{2,4}){1,3}") {
            if let Some(domain) = Domain::parse(&text) {
                prop_assert!(domain.family().is_none_or(|family| domain.as_str().ends_with(family)));
                // A second `www.` is a label like any other.
                if !domain.as_str().starts_with("www.") {
                    prop_assert_eq!(Domain::parse(domain.as_str()), Some(domain));
                }
            }
        }
    }
}
