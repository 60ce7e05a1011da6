//! A play among the vendor's texts: a draft once both sides consent, shown while they do.

use jiso::{
    caller::Caller,
    failure::{Answer, Failure, Problem},
    goals::Side,
    id::{CompanyId, DealId, DocumentId},
    plays::{Play, PlayWords, play_body, play_front},
    publishing::{Document, DocumentKind, DocumentPath},
};
use jiso_app::text::plays as t;
use jiso_store::Tx;

use crate::{office::Office, publishing::newest};

impl Office {
    /// The companies that a play is about: the customer and the partner.
    pub(super) async fn companies_of(&self, tx: &mut Tx, deal: DealId, company: CompanyId) -> Answer<Vec<String>> {
        let customer = tx.deal(deal).await?.map(|found| found.deal.facts.customer.name);
        let partner = tx.company(company).await?.map(|company| company.name);
        Ok(customer.into_iter().chain(partner).collect())
    }

    /// The text that both consent to, as the newest draft.
    pub(super) async fn draft_of_play(&self, tx: &mut Tx, caller: &Caller, play: &Play) -> Answer<DocumentId> {
        let l = play.lang;
        let credit = match tx.company(play.company).await?.filter(|_| play.is_credited()) {
            Some(company) => t::credit_named(l, &company.name),
            None => t::credit_unnamed(l).to_owned(),
        };
        let words = PlayWords {
            order: t::order(l),
            opening: t::opening(l),
            question: t::question(l),
            material: t::material(l),
            close: t::close(l),
            lesson: t::lesson(l),
            credit: &credit,
        };
        let (front, body) = (play_front(&play.text, t::owner(l), self.now().day()), play_body(&play.text, &words));
        let writer = self.writer_of(tx, caller, play).await?;
        if let Some(id) = play.document {
            let document = tx.document(id).await?.ok_or(Failure::NotFound)?;
            let base = document.standing.newest();
            self.save(tx, &writer, document, base, front, body).await?;
            return Ok(id);
        }
        let hex = play.id.to_string().replace('-', "");
        let slug = format!("play-{}", hex.get(20..).unwrap_or(&hex));
        let path = DocumentPath::single(DocumentKind::Play, &slug, l).map_err(|_| Failure::Malformed)?;
        let (id, first) = (self.new_id(), self.new_id());
        let revision = self.revision(&writer, id, first, 1, front, body);
        match tx.insert_document(&Document::new(id, path, first), &revision).await {
            Err(error) if error.is_taken() => Err(Failure::invalid("title", Problem::AlreadyTaken)),
            other => Ok(other.map(|()| id)?),
        }
    }

    /// Whose name editors see beside the text: a person of the vendor, as the partner's may stay unnamed.
    async fn writer_of(&self, tx: &mut Tx, caller: &Caller, play: &Play) -> Answer<Caller> {
        if Side::of(caller.role) == Side::Vendor {
            return Ok(caller.clone());
        }
        let visit = tx.visit(play.visit).await?.ok_or(Failure::NotFound)?;
        let name = self.vendors_person(tx, &visit).await?.map(|user| user.name).unwrap_or_default();
        Ok(Caller { name, ..caller.clone() })
    }

    pub(super) async fn publish_document_of(&self, tx: &mut Tx, caller: &Caller, play: &Play) -> Answer<()> {
        let document = self.document_of(tx, play).await?.ok_or(Failure::NotFound)?;
        let newest = newest(tx, &document).await?;
        let published = document.publish(newest.id).map_err(|refusal| refusal.failure(&newest))?;
        let meta = newest.publishable(&published.path)?;
        if tx.save_published(&published, &newest, &meta, self.now(), &caller.name).await? {
            return Ok(());
        }
        Err(newest.meanwhile())
    }

    /// Nobody finds it from now on.
    pub(super) async fn hide_document_of(&self, tx: &mut Tx, caller: &Caller, play: &Play) -> Answer<()> {
        let Some(document) = self.document_of(tx, play).await? else { return Ok(()) };
        if document.standing.published().is_none() {
            return Ok(());
        }
        let newest = newest(tx, &document).await?;
        let hidden = document.unpublish(newest.id).map_err(|refusal| refusal.failure(&newest))?;
        let writer = self.writer_of(tx, caller, play).await?;
        if tx.save_unpublished(&hidden, self.now(), &writer.name).await? { Ok(()) } else { Err(newest.meanwhile()) }
    }

    pub(super) async fn document_of(&self, tx: &mut Tx, play: &Play) -> Answer<Option<Document>> {
        match play.document {
            Some(id) => Ok(tx.document(id).await?),
            None => Ok(None),
        }
    }
}
