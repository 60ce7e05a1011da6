//! Administrators whom nobody invites: the first one, and those made by whoever runs the portal's machine.

use jiso::{
    accounts::FirstAdministratorForm,
    caller::Role,
    failure::{Answer, Failure, Problem},
    lang::Lang,
};
use jiso_store::accounts::{Token, TokenPurpose, User};

use super::{INVITATION_DAYS, links::hash_of};
use crate::office::Office;

impl Office {
    /// An administrator, by whoever runs the portal's machine. Without a password, answers with a link to set one.
    ///
    /// # Errors
    /// [`Failure::Invalid`], [`Failure::Unavailable`]
    pub async fn create_administrator(
        &self,
        email: &str,
        name: &str,
        lang: Lang,
        password: Option<String>,
    ) -> Answer<Option<String>> {
        let open = password.is_none();
        // Nobody knows the secret that stands in: only the link leads in.
        let password = password.unwrap_or_else(|| self.chance.secret());
        let form = FirstAdministratorForm {
            token: String::new(),
            name: name.into(),
            email: email.into(),
            password: password.clone(),
            password_again: password,
        };
        let (email, acceptance) = form.read()?;
        let hash = self.hash_password(acceptance.password.0).await?;
        let mut tx = self.store.write().await?;
        if tx.user_by_email(&email).await?.is_some() {
            return Err(Failure::invalid("email", Problem::AlreadyTaken));
        }
        let user = User {
            id: self.new_id(),
            email,
            name: acceptance.name,
            role: Role::Administrator,
            company: None,
            company_name: None,
            lang,
            named_on_boards: false,
            password_hash: hash,
            created_at: self.now(),
        };
        tx.insert_user(&user).await?;
        tx.delete_open_tokens_for(TokenPurpose::Setup, "").await?;
        let link = if open { Some(self.reset_link(&mut tx, &user, self.now().plus_days(INVITATION_DAYS)).await?) } else { None };
        tx.commit().await?;
        Ok(link)
    }

    /// The link that creates the first administrator, printed once by the first start.
    ///
    /// # Errors
    /// [`Failure::Unavailable`]
    pub async fn first_administrator_link(&self) -> Answer<Option<String>> {
        let mut tx = self.store.write().await?;
        if !tx.is_empty().await? {
            return Ok(None);
        }
        let secret = self.chance.secret();
        let token = Token {
            hash: hash_of(&secret),
            purpose: TokenPurpose::Setup,
            email: String::new(),
            role: Some(Role::Administrator),
            company: None,
            lang: Lang::Ja,
            user: None,
            invited_by: String::new(),
            expires_at: self.now().plus_days(INVITATION_DAYS),
        };
        tx.delete_open_tokens_for(TokenPurpose::Setup, "").await?;
        tx.insert_token(&token).await?;
        tx.commit().await?;
        Ok(Some(format!("{}/setup/{secret}", self.origin)))
    }
}
