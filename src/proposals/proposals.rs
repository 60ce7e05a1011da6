use async_trait::async_trait;

use super::{
    CustomerLetter, LetterAsked, LinkForm, LogoForm, MakeForm, NewProposalSheet, ProposalForm, ProposalSheet, ProposalText,
    SaveForm, SendForm,
};
use crate::{caller::Caller, failure::Answer, id::ProposalId, time::Timestamp};

/// What the portal can do about proposals: who works on a deal writes them, its company and the vendor read them.
#[async_trait]
pub trait Proposals: Send + Sync {
    /// The templates for a deal's customer.
    async fn choose(&self, caller: &Caller, deal: &str) -> Answer<NewProposalSheet>;
    /// Made twice with one key, it is made once; and as long as nobody has touched it, begun again it is the same one.
    async fn make(&self, caller: &Caller, form: MakeForm) -> Answer<ProposalId>;
    async fn sheet(&self, caller: &Caller, id: &str) -> Answer<ProposalSheet>;
    /// As the customer will read it: what is being written, or a version.
    async fn text(&self, caller: &Caller, id: &str, version: &str) -> Answer<ProposalText>;
    async fn save(&self, caller: &Caller, form: SaveForm) -> Answer<(ProposalId, Timestamp)>;
    /// Signs of what is written that the faces of the PDF lack.
    async fn unprintable(&self, caller: &Caller, id: ProposalId) -> Answer<Vec<char>>;
    /// Makes a version of what is written, where it is not one.
    async fn keep(&self, caller: &Caller, form: ProposalForm) -> Answer<ProposalId>;
    /// Makes a version of what is written, and notes that it was handed over; with gaps in it only when that is meant. For one
    /// person, day and version that is noted once.
    async fn send(&self, caller: &Caller, form: SendForm) -> Answer<ProposalId>;
    /// Makes the link by which the customer opens a version that was sent; the one before works no more. Returns when.
    async fn share(&self, caller: &Caller, form: LinkForm) -> Answer<(ProposalId, Timestamp)>;
    async fn withdraw_link(&self, caller: &Caller, form: LinkForm) -> Answer<ProposalId>;
    /// What was sent, for whoever has the link.
    async fn letter(&self, asked: LetterAsked) -> Answer<CustomerLetter>;
    /// The company's, for all its proposals from now on.
    async fn put_logo(&self, caller: &Caller, form: LogoForm) -> Answer<()>;
}
