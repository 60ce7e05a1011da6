//! Use cases: proposals.

mod headings;
mod links;
mod paper;
mod sheets;
mod theirs;

use std::time::Duration;

use async_trait::async_trait;
use base64::{Engine, engine::general_purpose::STANDARD};
use jiso::{
    accounts::access::Action,
    activity::ActivityKind,
    caller::Caller,
    deals::{DealRegistration, DealWork},
    failure::{Answer, Conflict, Failure, Problem},
    id::ProposalId,
    kits::{UsedHow, long_date},
    proposals::{
        CustomerLetter, LOGO_MAX, LetterAsked, LinkForm, LogoForm, MakeForm, NewProposalSheet, ProposalFacts, ProposalForm,
        ProposalSheet, ProposalText, Proposals, SaveForm, SendForm, Unfinished, compose, is_untouched, section_gaps,
        suggested_title,
    },
    publishing::{DocumentKind, Industry, PlaceholderName, TemplatePart, body_mistakes, names_used, template_parts, with_blanks},
    time::Timestamp,
};
use jiso_app::{
    format,
    text::{kits::placeholder, proposals as t},
};
use jiso_paper::{Picture, WrongPicture};
use jiso_store::{
    Tx,
    proposals::{Proposal, SendingLine, Version},
};

use crate::{kits::canonical, office::Office};

pub use paper::PaperDesk;
use sheets::{Reading, SHOWN};
use theirs::theirs;

/// Pixels a side of the largest logo.
const LOGO_SIDE: u32 = 3_000;

#[async_trait]
impl Proposals for Office {
    async fn choose(&self, caller: &Caller, deal: &str) -> Answer<NewProposalSheet> {
        caller.may(Action::WriteProposals)?;
        let mut tx = self.store.read().await?;
        let deal = deal.parse().map_err(|_| Failure::NotFound)?;
        let deal = self.deal_for(&mut tx, caller, deal, DealWork::Advance).await?;
        self.template_choices(&mut tx, caller, &deal).await
    }

    async fn make(&self, caller: &Caller, form: MakeForm) -> Answer<ProposalId> {
        caller.may(Action::WriteProposals)?;
        let ((deal, slug, key), lang) = (form.read()?, form.lang(caller.lang)?);
        let mut tx = self.store.write().await?;
        let deal = self.deal_for(&mut tx, caller, deal, DealWork::Advance).await?;
        if let Some(made) = tx.proposal_by_key(caller.user, key).await? {
            return Ok(made);
        }
        let template = tx.published_by_slug(&[DocumentKind::Template], slug, lang).await?;
        let template = template.ok_or_else(|| Failure::invalid("template", Problem::NotOffered))?;
        // One that came in before its mistakes were looked for makes no proposal that says {{custmer}}.
        if let Some(mistake) = body_mistakes(DocumentKind::Template, &template.body).into_iter().next() {
            return Err(Failure::invalid("template", mistake.problem()));
        }
        // What is there in one language only is made in that one.
        let (parts, lang, now) = (template_parts(&template.body), template.document.path.lang, self.now());
        let facts = self.first_facts(&mut tx, caller, &deal, lang).await?;
        let values = facts.values(&long_date(facts.date, lang));
        let title = suggested_title(&parts, &values).unwrap_or_else(|| t::default_title(lang, &facts.product));
        let new = Proposal {
            id: self.new_id(),
            deal: deal.id,
            company: deal.company,
            revision: template.document.revision,
            template: template.document.meta.title.clone(),
            lang,
            title,
            facts,
            regions: editable(&parts).map(str::to_owned).collect(),
            made_by: caller.user,
            made_at: now,
            changed_by: caller.user,
            changed_by_name: String::new(),
            changed_at: now,
        };
        // It says what one that is begun now would say, not the day and the amount of back then.
        if let Some(begun) = untouched_like(&mut tx, &new).await? {
            let (id, title, facts) = (begun.id, new.title, new.facts);
            tx.write_proposal(&Proposal { title, facts, ..begun }).await?;
            tx.commit().await?;
            return Ok(id);
        }
        tx.insert_proposal(&new, key).await?;
        let document = canonical(&mut tx, &template.document).await?;
        self.use_kit(&mut tx, caller, document, &template.document, (deal.id, UsedHow::Filled)).await?;
        if !self.done_today(&mut tx, caller, ActivityKind::TemplateFilled, document).await? {
            self.record_learning(&mut tx, caller, ActivityKind::TemplateFilled, document, caller.came).await?;
        }
        tx.commit().await?;
        Ok(new.id)
    }

    async fn sheet(&self, caller: &Caller, id: &str) -> Answer<ProposalSheet> {
        let mut tx = self.store.read().await?;
        let proposal = visible(&mut tx, caller, id).await?;
        self.proposal_sheet(&mut tx, caller, proposal).await
    }

    async fn text(&self, caller: &Caller, id: &str, version: &str) -> Answer<ProposalText> {
        self.proposal_text(caller, id, version).await
    }

    async fn save(&self, caller: &Caller, form: SaveForm) -> Answer<(ProposalId, Timestamp)> {
        caller.may(Action::WriteProposals)?;
        let id = form.id()?;
        let mut tx = self.store.write().await?;
        let (before, _) = self.own_proposal(&mut tx, caller, id).await?;
        let parts = self.parts_of(&mut tx, &before).await?;
        let saving = form.read(editable(&parts).count())?;
        let facts = ProposalFacts {
            customer: saving.customer,
            contact: saving.contact,
            industry: saving.industry,
            employees: saving.employees,
            amount: saving.amount,
            rep: saving.rep,
            date: saving.date,
            own: saving.own,
            ..before.facts.clone()
        };
        let (title, regions) = (saving.title, saving.regions);
        // Saves are told apart by their moments: each has its own, also where a clock is slow.
        let changed_at = self.now().max(before.changed_at + Duration::from_micros(1));
        let after = Proposal { title, facts, regions, changed_by: caller.user, changed_at, ..before.clone() };
        // Whoever got no answer sends the same again.
        if (&before.title, &before.facts, &before.regions) == (&after.title, &after.facts, &after.regions) {
            return Ok((id, before.changed_at));
        }
        if before.changed_at.micros() > form.seen() {
            let (theirs, at) = (theirs(caller.lang, &parts, &before, &after), before.changed_at);
            // No revision is newest: once it is seen, the next save names this moment.
            let conflict = Conflict::EditedMeanwhile { by: before.changed_by_name, at, theirs, newest: None };
            return Err(Failure::Conflict { conflict });
        }
        tx.write_proposal(&after).await?;
        tx.commit().await?;
        Ok((id, changed_at))
    }

    async fn unprintable(&self, caller: &Caller, id: ProposalId) -> Answer<Vec<char>> {
        let mut tx = self.store.read().await?;
        let reading = self.reading(&mut tx, caller, &id.to_string(), "").await?;
        drop(tx);
        Ok(self.unprintable_in(&reading).await)
    }

    async fn keep(&self, caller: &Caller, form: ProposalForm) -> Answer<ProposalId> {
        caller.may(Action::WriteProposals)?;
        let mut tx = self.store.write().await?;
        let (proposal, _) = self.own_proposal(&mut tx, caller, form.read()?).await?;
        self.version_of(&mut tx, caller, &proposal).await?;
        tx.commit().await?;
        Ok(proposal.id)
    }

    async fn send(&self, caller: &Caller, form: SendForm) -> Answer<ProposalId> {
        caller.may(Action::WriteProposals)?;
        let (sending, now) = (form.read(self.now().day())?, self.now());
        let mut tx = self.store.write().await?;
        let (proposal, deal) = self.own_proposal(&mut tx, caller, sending.id).await?;
        if tx.is_sending_noted(proposal.id, &sending.key).await? {
            return Ok(proposal.id);
        }
        sending.check_day(proposal.id.made_at().day())?;
        // Where something is asked back, no version was made: nothing is committed.
        let number = self.version_of(&mut tx, caller, &proposal).await?;
        let noted = tx.proposal_sendings(proposal.id).await?;
        if noted.iter().any(|line| sending.repeats(number, (line.number, &line.to, line.on))) {
            return Ok(proposal.id);
        }
        if sending.asks_back() {
            sending.check_left(&self.unfinished(&mut tx, &proposal).await?)?;
        }
        let line = SendingLine { number, to: sending.to, on: sending.on };
        tx.note_sending(proposal.id, &line, caller.user, now, &sending.key).await?;
        self.note_proposal_made(&mut tx, caller, &deal).await?;
        tx.commit().await?;
        Ok(proposal.id)
    }

    async fn share(&self, caller: &Caller, form: LinkForm) -> Answer<(ProposalId, Timestamp)> {
        self.share_version(caller, &form).await
    }

    async fn withdraw_link(&self, caller: &Caller, form: LinkForm) -> Answer<ProposalId> {
        self.withdraw_version(caller, &form).await
    }

    async fn letter(&self, asked: LetterAsked) -> Answer<CustomerLetter> {
        self.customer_letter(&asked).await
    }

    async fn put_logo(&self, caller: &Caller, form: LogoForm) -> Answer<()> {
        caller.may(Action::WriteProposals)?;
        let company = caller.own_company()?;
        let bytes = if form.remove.is_empty() { logo_bytes(&form.file)? } else { Vec::new() };
        let mut tx = self.store.write().await?;
        let before = tx.logo_of(company).await?.map(|(_, bytes)| bytes).unwrap_or_default();
        if before != bytes {
            tx.put_logo(self.new_id(), company, &bytes, caller.user, self.now()).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}

/// A picture as a form brings it, in the words of the form where it cannot be printed.
fn logo_bytes(file: &str) -> Answer<Vec<u8>> {
    let wrong = |problem| Failure::invalid("file", problem);
    let encoded = file.strip_prefix("data:").and_then(|rest| rest.split_once(";base64,")).map(|(_, encoded)| encoded);
    let bytes = encoded.and_then(|encoded| STANDARD.decode(encoded).ok()).ok_or_else(|| wrong(Problem::NotAPicture))?;
    if bytes.len() > LOGO_MAX as usize * 1024 {
        return Err(wrong(Problem::LogoTooLarge { max_kilobytes: LOGO_MAX }));
    }
    match Picture::read(bytes) {
        Ok(picture) => Ok(picture.bytes),
        Err(WrongPicture::TooLarge) => Err(wrong(Problem::PictureTooLarge { max: LOGO_SIDE })),
        Err(_) => Err(wrong(Problem::NotAPicture)),
    }
}

/// The texts of the parts that may be written, as the template has them.
fn editable(parts: &[TemplatePart]) -> impl Iterator<Item = &str> {
    parts.iter().filter_map(|part| match part {
        TemplatePart::Editable { text, .. } => Some(text.as_str()),
        _ => None,
    })
}

/// A proposal of the reader's company, or of any for the vendor.
async fn visible(tx: &mut Tx, caller: &Caller, id: &str) -> Answer<Proposal> {
    caller.may(Action::ReadProposals)?;
    let id = id.parse().map_err(|_| Failure::NotFound)?;
    let ours = |one: &Proposal| caller.company.is_none_or(|company| company == one.company);
    tx.proposal(id).await?.filter(ours).ok_or(Failure::NotFound)
}

/// One that was begun from the same for the same, and that nobody has touched since.
async fn untouched_like(tx: &mut Tx, new: &Proposal) -> Answer<Option<Proposal>> {
    for one in tx.proposals_of_deal(new.deal, SHOWN).await? {
        let alike = (one.company, one.revision, one.lang) == (new.company, new.revision, new.lang);
        if alike && is_untouched(one.made_at, one.changed_at, tx.proposal_versions(one.id).await?.len()) {
            return Ok(Some(one));
        }
    }
    Ok(None)
}

impl Office {
    /// A proposal that the caller may write, with its deal.
    async fn own_proposal(&self, tx: &mut Tx, caller: &Caller, id: ProposalId) -> Answer<(Proposal, DealRegistration)> {
        let proposal = tx.proposal(id).await?.ok_or(Failure::NotFound)?;
        let deal = self.deal_for(tx, caller, proposal.deal, DealWork::Advance).await?;
        Ok((proposal, deal))
    }

    /// The template as it was when the proposal was made.
    async fn parts_of(&self, tx: &mut Tx, proposal: &Proposal) -> Answer<Vec<TemplatePart>> {
        let revision = tx.revision(proposal.revision).await?.ok_or(Failure::NotFound)?;
        Ok(template_parts(&revision.body))
    }

    /// What is written, as one text.
    async fn markdown_of(&self, tx: &mut Tx, proposal: &Proposal) -> Answer<String> {
        Ok(self.text_and_blanks(tx, proposal).await?.0)
    }

    /// What stands open in what is written.
    async fn unfinished(&self, tx: &mut Tx, proposal: &Proposal) -> Answer<Unfinished> {
        let (markdown, blanks) = self.text_and_blanks(tx, proposal).await?;
        let parts = self.parts_of(tx, proposal).await?;
        let (lang, facts) = (proposal.lang, proposal.facts.clone());
        let values = facts.values(&long_date(facts.date, lang));
        let blanks: Vec<String> = blanks.into_iter().map(|name| t::gap(lang, placeholder(lang, name.as_str()))).collect();
        let sections = section_gaps(&markdown, &parts, &proposal.regions, &values, &blanks);
        let (title, proposal) = (proposal.title.clone(), proposal.clone());
        let reading = Reading { proposal, version: None, title, facts, markdown, logo: None };
        Ok(Unfinished { sections, signs: self.unprintable_in(&reading).await })
    }

    /// What is written, as one text, and what of the form it names in vain.
    async fn text_and_blanks(&self, tx: &mut Tx, proposal: &Proposal) -> Answer<(String, Vec<PlaceholderName>)> {
        let parts = self.parts_of(tx, proposal).await?;
        let deal = tx.deal(proposal.deal).await?.ok_or(Failure::NotFound)?.deal;
        let vendor = self.vendor_product(&deal, proposal.lang);
        let date = long_date(proposal.facts.date, proposal.lang);
        let text = compose(&parts, &proposal.regions, &proposal.facts, &date, &vendor, proposal.lang);
        // What nobody has said yet stands as a gap, and is counted as one.
        let shown = with_blanks(&text, |name| Some(t::gap(proposal.lang, placeholder(proposal.lang, name.as_str()))));
        Ok((shown, names_used(&text)))
    }

    /// The number of the version that says what is written now; it is made where there is none.
    async fn version_of(&self, tx: &mut Tx, caller: &Caller, proposal: &Proposal) -> Answer<u32> {
        let markdown = self.markdown_of(tx, proposal).await?;
        let logo = tx.logo_of(proposal.company).await?.map(|(id, _)| id);
        let last = tx.proposal_versions(proposal.id).await?.into_iter().next();
        let is = |version: &Version| {
            (&version.title, &version.facts, &version.markdown, version.logo)
                == (&proposal.title, &proposal.facts, &markdown, logo)
        };
        if let Some(same) = last.as_ref().filter(|last| is(last)) {
            return Ok(same.number);
        }
        let new = Version {
            number: last.map_or(1, |last| last.number + 1),
            title: proposal.title.clone(),
            facts: proposal.facts.clone(),
            markdown,
            logo,
            by_name: String::new(),
            at: self.now(),
        };
        tx.insert_proposal_version(proposal.id, &new, caller.user).await?;
        Ok(new.number)
    }

    /// What a new proposal begins with: the deal, the company, and the company's own products as the last one in its language
    /// said them.
    async fn first_facts(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        deal: &DealRegistration,
        lang: jiso::lang::Lang,
    ) -> Answer<ProposalFacts> {
        let programme = self.programme();
        let last = tx.last_proposal_facts(deal.company, lang).await?;
        let company = tx.company(deal.company).await?.map(|company| company.name).unwrap_or_default();
        let industry = Industry::parse(deal.facts.industry.as_str()).map_or("", |industry| industry.word(lang));
        Ok(ProposalFacts {
            customer: deal.facts.customer.name.clone(),
            contact: String::new(),
            industry: industry.to_owned(),
            employees: String::new(),
            product: programme.vendor.product.get(lang).to_owned(),
            amount: format::money(&deal.facts.amount),
            partner: company,
            rep: caller.name.clone(),
            date: self.now().day(),
            own: last.map(|last| last.own).unwrap_or_default(),
        })
    }
}
