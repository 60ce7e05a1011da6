use jiso::proposals::{DealProposals, ProposalLine};
use leptos::prelude::*;

use crate::{
    format::{day_short, dot, moment},
    frame::lang,
    text::proposals as t,
    ui::{ButtonLink, Sheet},
};

/// The proposals of a deal, on its page.
#[component]
pub fn ProposalsSheet(#[prop(into)] deal: String, proposals: DealProposals) -> impl IntoView {
    let l = lang();
    let DealProposals { lines, may } = proposals;
    let none = lines.is_empty();
    if none && !may {
        return ().into_any();
    }
    let line = move |one: ProposalLine| {
        let state = match (one.sent_on, one.version) {
            (Some(on), _) => t::line_sent(l, day_short(l, on)),
            (None, Some(n)) => t::line_version(l, n),
            (None, None) => t::line_draft(l).to_owned(),
        };
        let facts = [state, t::line_saved(l, one.by, moment(l, one.saved_at))].join(dot(l));
        view! { <li><div><h3><a href=format!("/proposals/{}", one.id)>{one.title}</a></h3><p class="quiet">{facts}</p></div></li> }
    };
    let lead = match (none, may) {
        (true, _) => Some(t::on_deal_lead(l)),
        (false, true) => None,
        (false, false) => Some(t::on_deal_vendor(l)),
    };
    let rows = (!none).then(|| view! { <ul class="rows">{lines.into_iter().map(line).collect_view()}</ul> });
    let make = may.then(|| {
        let href = format!("/proposals/new?deal={deal}");
        view! { <div class="actions"><ButtonLink href icon="file-text">{t::make(l)}</ButtonLink></div> }
    });
    view! { <Sheet title=t::title(l) id="proposals">{lead.map(|lead| view! { <p class="quiet">{lead}</p> })} {rows} {make}</Sheet> }.into_any()
}
