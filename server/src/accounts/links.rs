//! One-time links: made, mailed, and asked whether they still lead anywhere.

use jiso::{
    caller::{Caller, Role},
    failure::Answer,
    id::{CompanyId, JobId},
    lang::Lang,
    time::Timestamp,
};
use jiso_app::text::mail as t;
use jiso_store::{
    Tx,
    accounts::{Token, TokenPurpose, User},
};
use sha2::{Digest, Sha256};

use super::{INVITATION_DAYS, LINK_SPENT};
use crate::{jobs::mail::Mail, office::Office};

/// The job of a wish for a new password; its payload is an address, known or not.
pub const FORGOTTEN: &str = "forgotten_password";

const RESET_HOURS: i64 = 2;

pub(crate) fn hash_of(secret: &str) -> String {
    use std::fmt::Write;
    Sha256::digest(secret.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        _ = write!(hex, "{byte:02x}");
        hex
    })
}

impl Office {
    /// Whether a one-time link still works.
    ///
    /// # Errors
    /// [`jiso::failure::Conflict::LinkSpent`]
    pub async fn still_open(&self, secret: &str, purpose: TokenPurpose) -> Answer<()> {
        let mut tx = self.store.read().await?;
        self.open_link(&mut tx, secret, purpose).await.map(drop)
    }

    /// What a one-time link is for. An invitation is over once its address has an account, whoever invited.
    pub(super) async fn open_link(&self, tx: &mut Tx, secret: &str, purpose: TokenPurpose) -> Answer<Token> {
        let token = tx.open_token(&hash_of(secret), purpose, self.now()).await?.ok_or(LINK_SPENT)?;
        let is_over = match purpose {
            TokenPurpose::Invitation => tx.user_by_email(&token.email).await?.is_some(),
            TokenPurpose::Setup => !tx.is_empty().await?,
            TokenPurpose::Reset => false,
        };
        if is_over { Err(LINK_SPENT) } else { Ok(token) }
    }

    /// Writes the link and the mail; of the invitations of one company to an address the newest is the one that works. Somebody who
    /// has an account already is told so by mail, and nobody else is.
    #[allow(clippy::too_many_arguments, reason = "one sentence: who invites whom as what, in which language, into which company")]
    pub(crate) async fn send_invitation(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        email: &str,
        role: Role,
        lang: Lang,
        company: Option<CompanyId>,
        company_name: Option<String>,
    ) -> Answer<()> {
        let secret = self.chance.secret();
        let expires_at = self.now().plus_days(INVITATION_DAYS);
        tx.delete_open_invitations(email, company).await?;
        let token = Token {
            hash: hash_of(&secret),
            purpose: TokenPurpose::Invitation,
            email: email.to_owned(),
            role: Some(role),
            company,
            lang,
            user: None,
            invited_by: caller.name.clone(),
            expires_at,
        };
        tx.insert_token(&token).await?;
        let known = tx.user_by_email(email).await?;
        let lang = known.as_ref().map_or(lang, |person| person.lang);
        let link = format!("{}/invite/{secret}?lang={}", self.origin, lang.as_str());
        let until = jiso_app::format::day(lang, expires_at.day());
        let text = match (company_name, known) {
            (company, Some(_)) => t::known_invitation_text(lang, &caller.name, company.unwrap_or_default(), &*self.origin),
            (Some(company), None) => t::invitation_text(lang, &caller.name, company, link, until),
            (None, None) => t::vendor_invitation_text(lang, &caller.name, link, until),
        };
        let mail = Mail { to: email.to_owned(), subject: t::invitation_subject(lang, &caller.name), text };
        self.enqueue_mail(tx, &mail).await
    }

    /// Mails a link to set a new password, if there is such a person. The job that asks for it ends in the same transaction: done
    /// again after a crash, it would send a second mail whose link ends the first one's.
    pub(crate) async fn send_reset_link(&self, job: JobId, email: &str) -> Answer<()> {
        let mut tx = self.store.write().await?;
        let Some(user) = tx.user_by_email(email).await? else { return Ok(()) };
        if tx.has_left(user.id).await? {
            return Ok(());
        }
        let link = self.reset_link(&mut tx, &user, self.now().plus_hours(RESET_HOURS)).await?;
        let subject = t::reset_subject(user.lang).into();
        let mail = Mail { to: user.email, subject, text: t::reset_text(user.lang, user.name, link) };
        self.enqueue_mail(&mut tx, &mail).await?;
        tx.finish_job(job, self.now()).await?;
        Ok(tx.commit().await?)
    }

    /// A link by which a person sets a new password, once. An older one stops working.
    pub(super) async fn reset_link(&self, tx: &mut Tx, user: &User, expires_at: Timestamp) -> Answer<String> {
        let secret = self.chance.secret();
        tx.delete_open_tokens_for(TokenPurpose::Reset, &user.email).await?;
        let token = Token {
            hash: hash_of(&secret),
            purpose: TokenPurpose::Reset,
            email: user.email.clone(),
            role: None,
            company: None,
            lang: user.lang,
            user: Some(user.id),
            invited_by: String::new(),
            expires_at,
        };
        tx.insert_token(&token).await?;
        Ok(format!("{}/reset/{secret}", self.origin))
    }
}
