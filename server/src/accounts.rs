//! Use cases: getting in, and one's own settings.

mod administrators;
mod links;

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
};
use jiso_store::accounts::{Token, TokenPurpose, User};

pub(crate) use self::links::FORGOTTEN;
pub(crate) use self::links::hash_of;
use crate::{office::Office, password};

/// Invitations and the links of the first start.
pub const INVITATION_DAYS: i64 = 14;

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
        self.limits.sign_in(from, &wanted.email)?;
        let user = self.store.read().await?.user_by_email(&wanted.email).await?;
        let right = password::verify(wanted.password, user.as_ref().map(|u| u.password_hash.clone())).await?;
        let left = match &user {
            Some(user) => self.store.read().await?.has_left(user.id).await?,
            None => false,
        };
        match user {
            Some(user) if right && !left => Ok(SignedIn { user: user.id, next: wanted.next }),
            _ => Err(Failure::invalid("password", Problem::WrongSignIn)),
        }
    }

    async fn invitation(&self, token: &str) -> Answer<InvitationSheet> {
        let mut tx = self.store.read().await?;
        let token = self.open_link(&mut tx, token, TokenPurpose::Invitation).await?;
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

    async fn accept(&self, form: AcceptForm, from: &str) -> Answer<SignedIn> {
        let acceptance = form.read()?;
        self.limits.link(from)?;
        let user = self.join(&form.token, TokenPurpose::Invitation, None, acceptance).await?;
        Ok(SignedIn { user: user.id, next: "/".into() })
    }

    async fn forgot(&self, form: ForgotForm, from: &str) -> Answer<()> {
        let email = form.read()?;
        self.limits.reset(from, &email)?;
        // Whether there is such a person is looked up later, so that the answer takes as long for an unknown address.
        let mut tx = self.store.write().await?;
        tx.enqueue(self.new_id(), FORGOTTEN, &email, self.now()).await?;
        Ok(tx.commit().await?)
    }

    async fn reset(&self, form: ResetForm, from: &str) -> Answer<SignedIn> {
        let NewPassword(password) = form.read()?;
        self.limits.link(from)?;
        self.still_open(&form.token, TokenPurpose::Reset).await?;
        let hash = self.hash_password(password).await?;
        let mut tx = self.store.write().await?;
        let token = tx.spend_token(&hash_of(&form.token), TokenPurpose::Reset, self.now()).await?.ok_or(LINK_SPENT)?;
        let user = token.user.ok_or(LINK_SPENT)?;
        tx.change_password(user, &hash).await?;
        tx.delete_sessions_of(user).await?;
        tx.commit().await?;
        Ok(SignedIn { user, next: "/".into() })
    }

    async fn create_first_administrator(&self, form: FirstAdministratorForm, lang: Lang, from: &str) -> Answer<SignedIn> {
        let (email, acceptance) = form.read()?;
        self.limits.link(from)?;
        let first = First { email, lang };
        let user = self.join(&form.token, TokenPurpose::Setup, Some(first), acceptance).await?;
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
        self.limits.password(caller.user)?;
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
        self.limits.invite(caller.user)?;
        let mut tx = self.store.write().await?;
        // A partner learns this of colleagues only: who else has an account is not theirs to find out.
        if tx.user_by_email(&invitation.email).await?.is_some_and(|known| !caller.role.is_partner() || known.company == company) {
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

/// What the first administrator says and an invitation knows.
struct First {
    email: String,
    lang: Lang,
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

    /// Turns a one-time link into a person. The link is looked at before the password is hashed: whoever has none costs no hash.
    async fn join(&self, secret: &str, purpose: TokenPurpose, first: Option<First>, acceptance: Acceptance) -> Answer<User> {
        self.still_open(secret, purpose).await?;
        let hash = self.hash_password(acceptance.password.0).await?;
        self.admit(&hash_of(secret), purpose, first, acceptance.name, hash).await
    }

    /// Takes up the invitation behind a link's hash, with a password that is hashed already.
    pub(crate) async fn join_with(&self, link_hash: &str, name: String, password_hash: String) -> Answer<User> {
        self.admit(link_hash, TokenPurpose::Invitation, None, name, password_hash).await
    }

    async fn admit(
        &self,
        link_hash: &str,
        purpose: TokenPurpose,
        first: Option<First>,
        name: String,
        password_hash: String,
    ) -> Answer<User> {
        let now = self.now();
        let mut tx = self.store.write().await?;
        let token = tx.spend_token(link_hash, purpose, now).await?.ok_or(LINK_SPENT)?;
        if purpose == TokenPurpose::Setup && !tx.is_empty().await? {
            return Err(LINK_SPENT);
        }
        let First { email, lang } = first.unwrap_or(First { email: token.email, lang: token.lang });
        // Another company's invitation has let them in.
        if tx.user_by_email(&email).await?.is_some() {
            return Err(LINK_SPENT);
        }
        let user = User {
            id: self.new_id(),
            email,
            name,
            role: token.role.unwrap_or(Role::Administrator),
            company: token.company,
            company_name: None,
            lang,
            named_on_boards: false,
            password_hash,
            created_at: now,
        };
        match tx.insert_user(&user).await {
            Err(error) if error.is_taken() => return Err(LINK_SPENT),
            inserted => inserted?,
        }
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
}
