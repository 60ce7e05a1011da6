//! A proposal that somebody is writing.

use std::error::Error;

use jiso::{
    deals::DealRegistration,
    id::{Id, ProposalId, UserId},
    lang::Lang,
    proposals::ProposalFacts,
    publishing::{DocumentKind, TemplatePart, template_parts},
    time::Timestamp,
};
use jiso_store::{Tx, proposals::Proposal};

const TEMPLATE: &str = "first-proposal";
/// The same in every database.
const CHANCE: [u8; 10] = [7; 10];

/// Made for a deal and not changed since.
pub async fn make(tx: &mut Tx, deal: &DealRegistration, by: UserId, now: Timestamp) -> Result<ProposalId, Box<dyn Error>> {
    let template = tx.published_by_slug(&[DocumentKind::Template], TEMPLATE, Lang::Ja).await?.ok_or(TEMPLATE)?;
    let editable = template_parts(&template.body).into_iter().filter_map(|part| match part {
        TemplatePart::Editable { text, .. } => Some(text),
        _ => None,
    });
    let proposal = Proposal {
        id: Id::new(now, CHANCE),
        deal: deal.id,
        company: deal.company,
        revision: template.document.revision,
        template: template.document.meta.title.clone(),
        lang: template.document.path.lang,
        title: template.document.meta.title.clone(),
        facts: ProposalFacts {
            customer: deal.facts.customer.name.clone(),
            contact: "佐藤 花子".into(),
            industry: "小売".into(),
            employees: "120".into(),
            product: "クモデスク".into(),
            amount: "864,000".into(),
            partner: "北関東システム販売".into(),
            rep: "田中 一郎".into(),
            date: now.day(),
            own: Vec::new(),
        },
        regions: editable.collect(),
        made_by: by,
        made_at: now,
        changed_by: by,
        changed_by_name: String::new(),
        changed_at: now,
    };
    tx.insert_proposal(&proposal, "bench-proposal").await?;
    Ok(proposal.id)
}
