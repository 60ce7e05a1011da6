//! Use cases: getting in, and one's own settings.

use async_trait::async_trait;
use jiso::{
    accounts::{
        AcceptForm, Acceptance, Accounts, FirstAdministratorForm, ForgotForm, InvitationSheet, InviteForm, MySheet, NewPassword,
        PasswordForm, ProfileForm, ResetForm, SignInForm, SignedIn, TeamLine, TeamSheet, access::Action,
    },
    activity::{Activity, ActivityKind, Origin, Subject},
    caller::{Caller, Role},
    failure::{Answer, Conflict, Failure, Problem},
    id::CompanyId,
    lang::Lang,
    partners::PendingInvitation,
    time::Timestamp,
};
use jiso_app::text::mail as t;
use jiso_store::{
    Tx,
    accounts::{Token, TokenPurpose, User},
};
use sha2::{Digest, Sha256};

use crate::{jobs::mail::Mail, office::Office, password};

/// Invitations and the links of the first start.
pub const INVITATION_DAYS: i64 = 14;
const RESET_HOURS: i64 = 2;

fn hash_of(secret: &str) -> String {
    use std::fmt::Write;
    Sha256::digest(secret.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// An open invitation as those see it who may invite.
pub(crate) fn pending(token: Token) -> PendingInvitation {
    PendingInvitation {
        email: token.email,
        role: token.role.unwrap_or(Role::PartnerRep),
        invited_by: token.invited_by,
        expires_at: token.expires_at,
    }
}

const LINK_SPENT: Failure = Failure::Conflict { conflict: Conflict::LinkSpent };

#[async_trait]
impl Accounts for Office {
    async fn sign_in(&self, form: SignInForm, from: &str) -> Answer<SignedIn> {
        let wanted = form.read()?;
        self.limits.sign_in(&format!("{from} {}", wanted.email))?;
        let user = self.store.read().await?.user_by_email(&wanted.email).await?;
        let right = password::verify(wanted.password, user.as_ref().map(|u| u.password_hash.clone())).await?;
        match user {
            Some(user) if right => Ok(SignedIn { user: user.id, next: wanted.next }),
            _ => Err(Failure::invalid("password", Problem::WrongSignIn)),
        }
    }

    async fn invitation(&self, token: &str) -> Answer<InvitationSheet> {
        let mut tx = self.store.read().await?;
        let token = tx.open_token(&hash_of(token), TokenPurpose::Invitation, self.now()).await?.ok_or(LINK_SPENT)?;
        let company = match token.company {
            Some(id) => tx.company(id).await?,
            None => None,
        };
        Ok(InvitationSheet {
            email: token.email,
            role: token.role.ok_or(Failure::NotFound)?,
            company_name: company.map(|c| c.name),
            invited_by: token.invited_by,
            expires_at: token.expires_at,
        })
    }

    async fn accept(&self, form: AcceptForm) -> Answer<SignedIn> {
        let acceptance = form.read()?;
        let user = self.join(&form.token, TokenPurpose::Invitation, None, acceptance).await?;
        Ok(SignedIn { user: user.id, next: "/".into() })
    }

    async fn forgot(&self, form: ForgotForm, from: &str) -> Answer<()> {
        let email = form.read()?;
        self.limits.reset(&format!("{from} {email}"))?;
        let mut tx = self.store.write().await?;
        if let Some(user) = tx.user_by_email(&email).await? {
            let link = self.reset_link(&mut tx, &user, self.now().plus_hours(RESET_HOURS)).await?;
            let mail =
                Mail { to: email, subject: t::reset_subject(user.lang).into(), text: t::reset_text(user.lang, user.name, link) };
            self.enqueue_mail(&mut tx, &mail).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn reset(&self, form: ResetForm) -> Answer<SignedIn> {
        let NewPassword(password) = form.read()?;
        let hash = self.hash_password(password).await?;
        let mut tx = self.store.write().await?;
        let token = tx.spend_token(&hash_of(&form.token), TokenPurpose::Reset, self.now()).await?.ok_or(LINK_SPENT)?;
        let user = token.user.ok_or(LINK_SPENT)?;
        tx.change_password(user, &hash).await?;
        tx.delete_sessions_of(user).await?;
        tx.commit().await?;
        Ok(SignedIn { user, next: "/".into() })
    }

    async fn create_first_administrator(&self, form: FirstAdministratorForm) -> Answer<SignedIn> {
        let (email, acceptance) = form.read()?;
        let user = self.join(&form.token, TokenPurpose::Setup, Some(email), acceptance).await?;
        Ok(SignedIn { user: user.id, next: "/".into() })
    }

    async fn me(&self, caller: &Caller) -> Answer<MySheet> {
        let user = self.store.read().await?.user(caller.user).await?.ok_or(Failure::SignedOut)?;
        Ok(MySheet {
            name: user.name,
            email: user.email,
            role: user.role,
            company_name: user.company_name,
            lang: user.lang,
            named_on_boards: user.named_on_boards,
        })
    }

    async fn change_profile(&self, caller: &Caller, form: ProfileForm) -> Answer<()> {
        let profile = form.read()?;
        let mut tx = self.store.write().await?;
        tx.change_profile(caller.user, &profile.name, profile.lang, profile.named_on_boards).await?;
        Ok(tx.commit().await?)
    }

    async fn change_password(&self, caller: &Caller, form: PasswordForm) -> Answer<()> {
        let (current, NewPassword(new)) = form.read()?;
        let user = self.store.read().await?.user(caller.user).await?.ok_or(Failure::SignedOut)?;
        self.limits.sign_in(&user.email)?;
        if !password::verify(current, Some(user.password_hash)).await? {
            return Err(Failure::invalid("current", Problem::WrongPassword));
        }
        let hash = self.hash_password(new).await?;
        let mut tx = self.store.write().await?;
        tx.change_password(caller.user, &hash).await?;
        tx.delete_sessions_of(caller.user).await?;
        Ok(tx.commit().await?)
    }

    async fn team(&self, caller: &Caller) -> Answer<TeamSheet> {
        caller.may(Action::InviteStaff)?;
        let mut tx = self.store.read().await?;
        let line = |user: User| TeamLine { name: user.name, email: user.email, role: user.role, joined_at: user.created_at };
        let people = tx.staff().await?.into_iter().map(line).collect();
        let invitations = tx.staff_invitations(self.now()).await?.into_iter().map(pending).collect();
        Ok(TeamSheet { people, invitations })
    }

    async fn invite(&self, caller: &Caller, form: InviteForm) -> Answer<()> {
        let invitation = form.read(caller.role)?;
        let company = if invitation.role.is_partner() {
            Some(Self::company_to_invite_into(caller, &form.company)?)
        } else {
            caller.may(Action::InviteStaff)?;
            None
        };
        let mut tx = self.store.write().await?;
        if tx.user_by_email(&invitation.email).await?.is_some() {
            return Err(Failure::invalid("email", Problem::AlreadyTaken));
        }
        let company_name = match company {
            Some(id) => Some(tx.company(id).await?.ok_or(Failure::NotFound)?.name),
            None => None,
        };
        self.send_invitation(&mut tx, caller, &invitation.email, invitation.role, invitation.lang, company, company_name).await?;
        Ok(tx.commit().await?)
    }
}

impl Office {
    fn company_to_invite_into(caller: &Caller, wanted: &str) -> Answer<CompanyId> {
        if caller.role.is_partner() {
            caller.may(Action::InviteColleagues)?;
            return caller.own_company();
        }
        caller.may(Action::ManagePartners)?;
        wanted.parse().map_err(|_| Failure::NotFound)
    }

    /// Writes the link and the mail; the newest invitation of an address is the one that works.
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
        tx.delete_open_tokens_for(TokenPurpose::Invitation, email).await?;
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
        let link = format!("{}/invite/{secret}?lang={}", self.origin, lang.as_str());
        let until = jiso_app::format::day(lang, expires_at.day());
        let text = match company_name {
            Some(company) => t::invitation_text(lang, &caller.name, company, link, until),
            None => t::vendor_invitation_text(lang, &caller.name, link, until),
        };
        let mail = Mail { to: email.to_owned(), subject: t::invitation_subject(lang, &caller.name), text };
        self.enqueue_mail(tx, &mail).await
    }

    /// Turns a one-time link into a person; `email` is given where the link has none.
    async fn join(&self, secret: &str, purpose: TokenPurpose, email: Option<String>, acceptance: Acceptance) -> Answer<User> {
        let hash = self.hash_password(acceptance.password.0).await?;
        self.admit(&hash_of(secret), purpose, email, acceptance.name, hash).await
    }

    /// Takes up the invitation behind a link's hash, with a password that is hashed already.
    pub(crate) async fn join_with(&self, link_hash: &str, name: String, password_hash: String) -> Answer<User> {
        self.admit(link_hash, TokenPurpose::Invitation, None, name, password_hash).await
    }

    async fn admit(
        &self,
        link_hash: &str,
        purpose: TokenPurpose,
        email: Option<String>,
        name: String,
        password_hash: String,
    ) -> Answer<User> {
        let now = self.now();
        let mut tx = self.store.write().await?;
        let token = tx.spend_token(link_hash, purpose, now).await?.ok_or(LINK_SPENT)?;
        let email = email.unwrap_or(token.email);
        if tx.user_by_email(&email).await?.is_some() {
            return Err(Failure::invalid("email", Problem::AlreadyTaken));
        }
        let user = User {
            id: self.new_id(),
            email,
            name,
            role: token.role.unwrap_or(Role::Administrator),
            company: token.company,
            company_name: None,
            lang: token.lang,
            named_on_boards: false,
            password_hash,
            created_at: now,
        };
        tx.insert_user(&user).await?;
        if let Some(company) = token.company {
            let joined = Activity {
                id: self.new_id(),
                at: now,
                company,
                user: Some(user.id),
                kind: ActivityKind::PersonJoined,
                origin: Origin::Requested,
                subject: Subject::None,
                amount: None,
            };
            self.record(&mut tx, joined).await?;
        }
        tx.commit().await?;
        Ok(user)
    }

    pub(crate) async fn hash_password(&self, password: String) -> Answer<String> {
        let mut salt = [0; 16];
        salt[..8].copy_from_slice(&self.chance.below(u64::MAX).to_le_bytes());
        salt[8..].copy_from_slice(&self.chance.below(u64::MAX).to_le_bytes());
        password::hash(password, salt).await
    }

    /// An administrator, by whoever runs the portal's machine. Without a password, answers with a link to set one.
    ///
    /// # Errors
    /// [`Failure::Invalid`], [`Failure::Unavailable`]
    pub async fn create_administrator(&self, email: &str, name: &str, password: Option<String>) -> Answer<Option<String>> {
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
            lang: Lang::Ja,
            named_on_boards: false,
            password_hash: hash,
            created_at: self.now(),
        };
        tx.insert_user(&user).await?;
        let link = if open { Some(self.reset_link(&mut tx, &user, self.now().plus_days(INVITATION_DAYS)).await?) } else { None };
        tx.commit().await?;
        Ok(link)
    }

    /// A link by which a person sets a new password, once. An older one stops working.
    async fn reset_link(&self, tx: &mut Tx, user: &User, expires_at: Timestamp) -> Answer<String> {
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
