//! What a reader can follow: a text is written for partners, and the vendor's people read it too.

use jiso::{accounts::access::Action, caller::Caller, id::RevisionId};

use crate::office::Office;

/// Pages that are not for everybody who reads, and what one must be allowed to do to open them.
const PAGES: [(&str, Action); 6] = [
    ("/deals", Action::WorkDeals),
    ("/company", Action::WorkDeals),
    ("/progress", Action::SeeProgress),
    ("/leaderboard", Action::SeeProgress),
    ("/visits", Action::WorkTogether),
    ("/boards", Action::WorkTogether),
];

impl Office {
    /// The body of a revision as HTML; links to pages that the caller may not open are only words.
    pub(crate) fn html_for(&self, caller: &Caller, revision: RevisionId, body: &str) -> String {
        let html = self.html_of(revision, body);
        let closed: Vec<_> = PAGES.into_iter().filter(|(_, action)| caller.may(*action).is_err()).map(|(page, _)| page).collect();
        if closed.is_empty() { html } else { without_links(&html, &closed) }
    }
}

/// HTML of [`crate::markdown::html`] whose links to `pages`, and to what is below them, are only words.
fn without_links(html: &str, pages: &[&str]) -> String {
    const OPEN: &str = "<a href=\"";
    const CLOSE: &str = "</a>";
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, link)) = rest.split_once(OPEN) {
        let Some((inside, after)) = link.split_once(CLOSE) else { break };
        out.push_str(before);
        let address = inside.split(['"', '?', '#']).next().unwrap_or_default();
        let below = |page: &str| address.strip_prefix(page).is_some_and(|more| more.is_empty() || more.starts_with('/'));
        if pages.iter().any(|page| below(page)) {
            out.push_str(inside.split_once('>').map_or("", |(_, words)| words));
        } else {
            out.extend([OPEN, inside, CLOSE]);
        }
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::html;

    #[test]
    fn only_links_to_closed_pages_become_words() {
        let made = html("[*one*](/deals) [two](/deals/new?x=1 \"t\") [three](/kits/a) [four](/dealsmith) <a href=\"/deals\">");
        let expected = "<p><em>one</em> two <a href=\"/kits/a\" rel=\"noopener\">three</a> \
            <a href=\"/dealsmith\" rel=\"noopener\">four</a> &lt;a href=\"/deals\"&gt;</p>\n";
        assert_eq!(without_links(&made, &["/deals", "/progress"]), expected);
    }
}
