//! What was sent, for customers without an account: by a secret address that works for a time and can be taken back.

use jiso::{
    accounts::access::Action,
    caller::Caller,
    failure::{Answer, Failure},
    id::ProposalId,
    kits::long_date,
    proposals::{CustomerLetter, LINK_DAYS, LetterAsked, LinkForm, LinkView, Opening, ProposalFile, Way, counts_as_new},
    time::{Day, Timestamp},
};
use jiso_store::{
    Tx,
    proposals::{LinkLine, NewLink},
};

use super::{
    paper::{picture, picture_of},
    sheets::{Reading, SHOWN, sender, version_reading},
};
use crate::{markdown, office::Office};

/// Openings by the customer's links that a page lists at most.
const READS_SHOWN: i64 = 30;

impl Office {
    pub(super) async fn share_version(&self, caller: &Caller, form: &LinkForm) -> Answer<(ProposalId, Timestamp)> {
        caller.may(Action::WriteProposals)?;
        let ((id, number), at) = (form.read()?, self.now());
        let mut tx = self.store.write().await?;
        self.own_sent_version(&mut tx, caller, id, number).await?;
        let new = NewLink { number, secret: self.chance.secret(), by: caller.user, at, until: at.plus_days(LINK_DAYS) };
        tx.put_proposal_link(id, &new).await?;
        tx.commit().await?;
        Ok((id, at))
    }

    pub(super) async fn withdraw_version(&self, caller: &Caller, form: &LinkForm) -> Answer<ProposalId> {
        caller.may(Action::WriteProposals)?;
        let (id, number) = form.read()?;
        let mut tx = self.store.write().await?;
        self.own_sent_version(&mut tx, caller, id, number).await?;
        tx.withdraw_proposal_link(id, number).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// What was only kept is for nobody outside.
    async fn own_sent_version(&self, tx: &mut Tx, caller: &Caller, id: ProposalId, number: u32) -> Answer<()> {
        self.own_proposal(tx, caller, id).await?;
        let sendings = tx.proposal_sendings(id).await?;
        if sendings.iter().any(|one| one.number == number) { Ok(()) } else { Err(Failure::NotFound) }
    }

    /// The address is for those who hand it over.
    pub(super) fn link_view(&self, link: &LinkLine, may: bool) -> LinkView {
        let address = may.then(|| format!("{}/letters/{}", self.origin, link.secret));
        LinkView { address, by: link.by_name.clone(), until: link.until }
    }

    pub(super) async fn customer_letter(&self, asked: &LetterAsked) -> Answer<CustomerLetter> {
        let mut tx = self.store.read().await?;
        let (reading, until) = self.letter_reading(&mut tx, asked).await?;
        drop(tx);
        self.note_read(asked, &reading, Way::Page).await?;
        let lang = reading.proposal.lang;
        Ok(CustomerLetter {
            lang: lang.as_str().to_owned(),
            addressee: reading.facts.addressee(lang),
            sender: sender(&reading),
            date: long_date(reading.facts.date, lang),
            logo: reading.logo.map(|_| format!("/letters/{}/logo", asked.secret)),
            html: markdown::html(&reading.markdown),
            title: reading.title,
            until,
        })
    }

    /// What was sent, as the PDF that goes with it.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for a link that does not work, [`Failure::TooMany`].
    pub async fn letter_file(&self, asked: &LetterAsked) -> Answer<ProposalFile> {
        let mut tx = self.store.read().await?;
        let (reading, _) = self.letter_reading(&mut tx, asked).await?;
        self.limits.letter_file(&asked.secret)?;
        let logo = picture_of(&mut tx, &reading).await?;
        drop(tx);
        let file = self.file_of(&reading, logo, Way::Pdf).await?;
        self.note_read(asked, &reading, Way::Pdf).await?;
        Ok(file)
    }

    /// The logo on what was sent, with its media type; it is a part of the page and no opening of its own.
    ///
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::TooMany`]
    pub async fn letter_logo(&self, asked: &LetterAsked) -> Answer<(&'static str, Vec<u8>)> {
        let mut tx = self.store.read().await?;
        let (reading, _) = self.letter_reading(&mut tx, asked).await?;
        let logo = reading.logo.ok_or(Failure::NotFound)?;
        let (_, bytes) = tx.logo(logo).await?.ok_or(Failure::NotFound)?;
        picture(bytes)
    }

    /// What a link leads to, and the last day on which it does.
    async fn letter_reading(&self, tx: &mut Tx, asked: &LetterAsked) -> Answer<(Reading, Day)> {
        self.limits.letter(&asked.from)?;
        if asked.secret.contains(char::is_control) {
            return Err(Failure::NotFound);
        }
        let linked = tx.proposal_by_secret(&asked.secret, self.now()).await?.ok_or(Failure::NotFound)?;
        let proposal = tx.proposal(linked.id).await?.ok_or(Failure::NotFound)?;
        Ok((version_reading(tx, proposal, linked.number).await?, linked.until.day()))
    }

    /// Once for each look: whoever opens a page again at once shall not wait for the writer.
    async fn note_read(&self, asked: &LetterAsked, reading: &Reading, way: Way) -> Answer<()> {
        let (id, number, now) = (reading.proposal.id, reading.version.unwrap_or_default(), self.now());
        if !asked.counts {
            return Ok(());
        }
        let last = self.store.read().await?.last_read(id, number, way).await?;
        if !counts_as_new(last, now) {
            return Ok(());
        }
        let mut tx = self.store.write().await?;
        // Of two at once, one.
        if counts_as_new(tx.last_read(id, number, way).await?, now) {
            tx.note_read(id, number, way, now).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}

/// Who opened a proposal, people of the portal and customers, the last first.
pub(super) async fn openings(tx: &mut Tx, id: ProposalId) -> Answer<Vec<Opening>> {
    let people = tx.proposal_openings(id, SHOWN).await?.into_iter().map(|line| Opening {
        who: Some(line.user_name),
        version: (line.number > 0).then_some(line.number),
        way: line.way,
        at: line.at,
    });
    let customers = tx.proposal_reads(id, READS_SHOWN).await?.into_iter().map(|line| Opening {
        who: None,
        version: Some(line.number),
        way: line.way,
        at: line.at,
    });
    let mut all: Vec<Opening> = people.chain(customers).collect();
    all.sort_by_key(|one| std::cmp::Reverse(one.at));
    Ok(all)
}
