//! What the pages show of proposals.

use jiso::{
    accounts::access::Action,
    caller::Caller,
    deals::{DealRegistration, DealWork},
    failure::{Answer, Failure},
    id::DealId,
    kits::long_date,
    lang::Lang,
    money::Money,
    proposals::{
        DealProposals, NewProposalSheet, OWN_MAX, OwnForm, ProposalLine, ProposalPart, ProposalSheet, ProposalText, SaveForm,
        TemplateChoice, VendorProduct, VersionLine, Way, gaps,
    },
    publishing::{DocumentKind, Industry, TemplatePart, fill},
};
use jiso_app::{format, text::proposals as t};
use jiso_store::{
    Tx,
    proposals::{Proposal, Version},
};

use super::{headings::headings, links::openings, visible};
use crate::{markdown, office::Office};

/// Proposals of a deal, and openings of a proposal, that a page lists at most.
pub(super) const SHOWN: i64 = 50;

/// A proposal as it is to be read: what is being written, or a version.
pub(super) struct Reading {
    pub proposal: Proposal,
    pub version: Option<u32>,
    pub title: String,
    pub facts: jiso::proposals::ProposalFacts,
    pub markdown: String,
    pub logo: Option<jiso::id::LogoId>,
}

impl Office {
    pub(super) async fn template_choices(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        deal: &DealRegistration,
    ) -> Answer<NewProposalSheet> {
        let texts = self.published(tx, &[DocumentKind::Template], caller.lang).await?;
        let others = self.published(tx, &[DocumentKind::Template], caller.lang.other()).await?;
        let (industry, today) = (Industry::parse(deal.facts.industry.as_str()), self.now().day());
        let mut templates: Vec<_> = texts
            .iter()
            .filter_map(|text| {
                let facets = &text.meta.kit()?.facets;
                let fits =
                    !facets.industries.is_empty() && industry.is_some_and(|industry| facets.industries.contains(&industry));
                let suits = facets.suits(industry, None, None);
                // Each list has a text in its own language where there is one, and else in the other.
                let only = others.iter().any(|other| other.path.slug == text.path.slug && other.path.lang == text.path.lang);
                Some((
                    suits,
                    TemplateChoice {
                        slug: text.path.slug.clone(),
                        title: text.meta.title.clone(),
                        summary: text.meta.summary.clone(),
                        fits,
                        stale: text.meta.is_stale(today),
                        only: only.then_some(text.path.lang),
                    },
                ))
            })
            .collect();
        templates.sort_by_key(|(suits, choice)| (choice.stale, !choice.fits, !*suits));
        Ok(NewProposalSheet {
            deal: deal.id,
            customer: deal.facts.customer.name.clone(),
            key: self.new_id::<()>().to_string(),
            templates: templates.into_iter().map(|(_, choice)| choice).collect(),
        })
    }

    /// What the vendor brings, as the programme says it.
    pub(super) fn vendor_product(&self, deal: &DealRegistration, lang: Lang) -> VendorProduct {
        let programme = self.programme();
        let product = programme.product(&deal.facts.product);
        let name = product.map_or_else(|| deal.facts.product.clone(), |product| product.name.get(lang).to_owned());
        let ours = programme.vendor.product.get(lang);
        let line = match product {
            Some(product) => t::vendor_line(lang, ours, format::money(&Money::yen(product.user_month_yen))),
            None => t::vendor_line_unlisted(lang, ours),
        };
        VendorProduct { vendor: programme.vendor.name.get(lang).to_owned(), name, line }
    }

    async fn may_write(&self, tx: &mut Tx, caller: &Caller, deal: DealId) -> Answer<bool> {
        match self.deal_for(tx, caller, deal, DealWork::Advance).await {
            Ok(_) => Ok(true),
            Err(Failure::Forbidden | Failure::NotFound) => Ok(false),
            Err(failure) => Err(failure),
        }
    }

    pub(crate) async fn proposals_of(&self, tx: &mut Tx, caller: &Caller, deal: DealId) -> Answer<DealProposals> {
        if caller.may(Action::ReadProposals).is_err() {
            return Ok(DealProposals::default());
        }
        let mut lines = Vec::new();
        for one in tx.proposals_of_deal(deal, SHOWN).await? {
            let version = tx.proposal_versions(one.id).await?.first().map(|version| version.number);
            let sent_on = tx.proposal_sendings(one.id).await?.last().map(|line| line.on);
            let (title, saved_at, by) = (one.title, one.changed_at, one.changed_by_name);
            lines.push(ProposalLine { id: one.id, title, saved_at, by, version, sent_on });
        }
        Ok(DealProposals { lines, may: self.may_write(tx, caller, deal).await? })
    }

    pub(super) async fn proposal_sheet(&self, tx: &mut Tx, caller: &Caller, proposal: Proposal) -> Answer<ProposalSheet> {
        let (markdown, blanks) = self.text_and_blanks(tx, &proposal).await?;
        let versions = tx.proposal_versions(proposal.id).await?;
        let logo = tx.logo_of(proposal.company).await?.map(|(id, _)| id);
        let kept = versions.first().is_some_and(|last| {
            (&last.title, &last.markdown, &last.facts, last.logo) == (&proposal.title, &markdown, &proposal.facts, logo)
        });
        let sendings = tx.proposal_sendings(proposal.id).await?;
        let may = self.may_write(tx, caller, proposal.deal).await?;
        let links = tx.proposal_links(proposal.id, self.now()).await?;
        let shares = may && caller.may(Action::WriteProposals).is_ok();
        let version_line = |version: Version| VersionLine {
            number: version.number,
            by: version.by_name,
            at: version.at,
            sent: sendings.iter().filter(|one| one.number == version.number).map(|one| (one.to.clone(), one.on)).collect(),
            link: links.iter().find(|link| link.number == version.number).map(|link| self.link_view(link, shares)),
        };
        let versions = versions.into_iter().map(version_line).collect();
        let openings = openings(tx, proposal.id).await?;
        let found = tx.deal(proposal.deal).await?.ok_or(Failure::NotFound)?;
        let parts = self.parts_of(tx, &proposal).await?;
        let gaps = gaps(&markdown);
        let (title, facts) = (proposal.title.clone(), proposal.facts.clone());
        let reading = Reading { proposal, version: None, title, facts, markdown, logo };
        let unprintable = self.unprintable_in(&reading).await;
        let proposal = reading.proposal;
        Ok(ProposalSheet {
            id: proposal.id,
            deal: proposal.deal,
            company_name: caller.company.is_none().then_some(found.company_name),
            parts: shown_parts(&parts, &proposal),
            form: form_of(&proposal),
            template: proposal.template,
            lang: proposal.lang,
            saved_at: proposal.changed_at,
            saved_by: proposal.changed_by_name,
            gaps,
            blanks: blanks.into_iter().map(|name| name.as_str().to_owned()).collect(),
            unprintable,
            may,
            versions,
            kept,
            openings,
            logo: logo.map(|id| format!("/logos/{id}")),
            today: self.now().day(),
            key: self.new_id::<()>().to_string(),
        })
    }

    /// # Errors
    /// [`Failure::NotFound`] also for a version that there is not.
    pub(super) async fn reading(&self, tx: &mut Tx, caller: &Caller, id: &str, version: &str) -> Answer<Reading> {
        let proposal = visible(tx, caller, id).await?;
        if version.trim().is_empty() {
            let markdown = self.markdown_of(tx, &proposal).await?;
            let logo = tx.logo_of(proposal.company).await?.map(|(id, _)| id);
            let (title, facts) = (proposal.title.clone(), proposal.facts.clone());
            return Ok(Reading { proposal, version: None, title, facts, markdown, logo });
        }
        let number: u32 = version.trim().parse().map_err(|_| Failure::NotFound)?;
        version_reading(tx, proposal, number).await
    }

    pub(super) async fn proposal_text(&self, caller: &Caller, id: &str, version: &str) -> Answer<ProposalText> {
        let mut tx = self.store.read().await?;
        let reading = self.reading(&mut tx, caller, id, version).await?;
        drop(tx);
        self.note_opened(caller, &reading, Way::Page).await?;
        let lang = reading.proposal.lang;
        let unprintable = self.unprintable_in(&reading).await;
        Ok(ProposalText {
            id: reading.proposal.id,
            version: reading.version,
            lang: lang.as_str().to_owned(),
            addressee: reading.facts.addressee(lang),
            sender: sender(&reading),
            date: long_date(reading.facts.date, lang),
            logo: reading.logo.map(|id| format!("/logos/{id}")),
            html: markdown::html(&reading.markdown),
            title: reading.title,
            unprintable,
        })
    }

    /// Once a day: opening a page again shall not wait for the writer.
    pub(super) async fn note_opened(&self, caller: &Caller, reading: &Reading, way: Way) -> Answer<()> {
        let (id, number, now) = (reading.proposal.id, reading.version.unwrap_or_default(), self.now());
        let mut tx = self.store.read().await?;
        if tx.was_opened(id, number, caller.user, way, now.day()).await? {
            return Ok(());
        }
        drop(tx);
        let mut tx = self.store.write().await?;
        tx.note_opening(id, number, caller.user, way, now).await?;
        Ok(tx.commit().await?)
    }
}

/// A version as it is to be read, by whoever may.
pub(super) async fn version_reading(tx: &mut Tx, proposal: Proposal, number: u32) -> Answer<Reading> {
    let versions = tx.proposal_versions(proposal.id).await?;
    let Version { title, facts, markdown, logo, .. } =
        versions.into_iter().find(|one| one.number == number).ok_or(Failure::NotFound)?;
    Ok(Reading { proposal, version: Some(number), title, facts, markdown, logo })
}

pub(super) fn sender(reading: &Reading) -> Vec<String> {
    let facts = &reading.facts;
    vec![facts.partner.clone(), t::sender_rep(reading.proposal.lang, &facts.rep)]
}

/// What is locked is shown as it will be read.
fn shown_parts(parts: &[TemplatePart], proposal: &Proposal) -> Vec<ProposalPart> {
    let values = proposal.facts.values(&long_date(proposal.facts.date, proposal.lang));
    let mut place = 0;
    let shown = parts.iter().map(|part| match part {
        TemplatePart::Locked(text) => {
            let html = markdown::html(&fill(text, &values));
            let headings = headings(&html);
            ProposalPart::Locked(html, headings)
        }
        TemplatePart::Bundle => ProposalPart::Bundle,
        TemplatePart::Editable { heading, .. } => {
            let written = proposal.regions.get(place).map_or(0, |text| text.lines().count());
            let rows = u32::try_from(written + 1).unwrap_or(u32::MAX).clamp(4, 16);
            place += 1;
            ProposalPart::Editable(u32::try_from(place - 1).unwrap_or_default(), fill(heading, &values), rows)
        }
    });
    let mut shown: Vec<_> = shown.collect();
    if !shown.contains(&ProposalPart::Bundle) {
        shown.push(ProposalPart::Bundle);
    }
    shown
}

fn form_of(proposal: &Proposal) -> SaveForm {
    let facts = &proposal.facts;
    let line =
        |one: &jiso::proposals::OwnProduct| OwnForm { name: one.name.clone(), line: one.line.clone(), price: one.price.clone() };
    let mut own: Vec<OwnForm> = facts.own.iter().map(line).collect();
    own.resize(OWN_MAX, OwnForm::default());
    SaveForm {
        id: proposal.id.to_string(),
        seen: proposal.changed_at.micros().to_string(),
        title: proposal.title.clone(),
        customer: facts.customer.clone(),
        contact: facts.contact.clone(),
        industry: facts.industry.clone(),
        employees: facts.employees.clone(),
        amount: facts.amount.clone(),
        rep: facts.rep.clone(),
        date: facts.date.to_string(),
        own,
        regions: proposal.regions.clone(),
    }
}
