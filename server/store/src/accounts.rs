//! People and the one-time links that let them in.

use jiso::{
    activity::Origin,
    caller::{Caller, Role},
    deals::CustomerKey,
    id::{CompanyId, UserId},
    lang::Lang,
    time::Timestamp,
};
use uuid::Uuid;

use crate::{StoreError, Tx};

/// A person with what the portal knows about them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    pub id: UserId,
    pub email: String,
    pub name: String,
    pub role: Role,
    pub company: Option<CompanyId>,
    pub company_name: Option<String>,
    pub lang: Lang,
    pub named_on_boards: bool,
    pub password_hash: String,
    pub created_at: Timestamp,
}

impl User {
    pub fn caller(&self) -> Caller {
        let came = Origin::SelfStarted;
        Caller { user: self.id, name: self.name.clone(), role: self.role, company: self.company, lang: self.lang, came }
    }
}

/// What a one-time link is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// SHA-256 of the secret, in hexadecimal.
    pub hash: String,
    pub purpose: TokenPurpose,
    pub email: String,
    pub role: Option<Role>,
    pub company: Option<CompanyId>,
    pub lang: Lang,
    /// Whose password a reset link resets.
    pub user: Option<UserId>,
    pub invited_by: String,
    pub expires_at: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenPurpose {
    Invitation,
    Reset,
    Setup,
}

impl TokenPurpose {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reset => "reset",
            Self::Setup => "setup",
        }
    }
}

#[derive(sqlx::FromRow)]
struct UserRow {
    id: Uuid,
    email: String,
    name: String,
    role: String,
    company_id: Option<Uuid>,
    company_name: Option<String>,
    lang: String,
    named_on_boards: bool,
    password_hash: String,
    created_at: i64,
}

#[derive(sqlx::FromRow)]
struct VisitorRow {
    #[sqlx(flatten)]
    user: UserRow,
    unread: i64,
}

impl TryFrom<UserRow> for User {
    type Error = StoreError;
    fn try_from(row: UserRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: UserId::from_uuid(row.id),
            email: row.email,
            name: row.name,
            role: role(row.role)?,
            company: row.company_id.map(CompanyId::from_uuid),
            company_name: row.company_name,
            lang: lang(row.lang)?,
            named_on_boards: row.named_on_boards,
            password_hash: row.password_hash,
            created_at: Timestamp::from_micros(row.created_at),
        })
    }
}

#[derive(sqlx::FromRow)]
struct TokenRow {
    email: String,
    role: Option<String>,
    company_id: Option<Uuid>,
    lang: String,
    user_id: Option<Uuid>,
    invited_by: String,
    expires_at: i64,
}

fn role(text: String) -> Result<Role, StoreError> {
    Role::try_from(text).map_err(|value| StoreError::broken("users", "role", value))
}

fn lang(text: String) -> Result<Lang, StoreError> {
    Lang::try_from(text).map_err(|value| StoreError::broken("users", "lang", value))
}

sql! {
    INSERT_USER = "INSERT INTO users (id, email, name, name_key, role, company_id, lang, named_on_boards, password_hash, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    USER = "SELECT u.id, u.email, u.name, u.role, u.company_id, c.name AS company_name, u.lang, u.named_on_boards, u.password_hash, u.created_at
        FROM users u LEFT JOIN companies c ON c.id = u.company_id WHERE u.id = $1";
    // The unread notifications stand on every page of the person, and come along. More than a hundred are a hundred.
    VISITOR = "SELECT u.id, u.email, u.name, u.role, u.company_id, c.name AS company_name, u.lang, u.named_on_boards, u.password_hash, u.created_at,
        (SELECT CAST(COUNT(*) AS BIGINT) FROM (SELECT 1 FROM notices n WHERE n.user_id = u.id AND n.read_at IS NULL LIMIT 100) newest) AS unread
        FROM users u LEFT JOIN companies c ON c.id = u.company_id
        WHERE u.id = $1 AND NOT EXISTS (SELECT 1 FROM departures d WHERE d.user_id = u.id)";
    USER_BY_EMAIL = "SELECT u.id, u.email, u.name, u.role, u.company_id, c.name AS company_name, u.lang, u.named_on_boards, u.password_hash, u.created_at
        FROM users u LEFT JOIN companies c ON c.id = u.company_id WHERE u.email = $1";
    FIRST_USER_OF_ROLE = "SELECT u.id, u.email, u.name, u.role, u.company_id, c.name AS company_name, u.lang, u.named_on_boards, u.password_hash, u.created_at
        FROM users u LEFT JOIN companies c ON c.id = u.company_id WHERE u.role = $1 ORDER BY u.created_at, u.id LIMIT 1";
    USERS_OF_COMPANY = "SELECT u.id, u.email, u.name, u.role, u.company_id, c.name AS company_name, u.lang, u.named_on_boards, u.password_hash, u.created_at
        FROM users u LEFT JOIN companies c ON c.id = u.company_id 
        WHERE u.company_id = $1 AND NOT EXISTS (SELECT 1 FROM departures d WHERE d.user_id = u.id) ORDER BY u.created_at, u.id";
    STAFF = "SELECT u.id, u.email, u.name, u.role, u.company_id, c.name AS company_name, u.lang, u.named_on_boards, u.password_hash, u.created_at
        FROM users u LEFT JOIN companies c ON c.id = u.company_id WHERE u.company_id IS NULL ORDER BY u.created_at, u.id";
    ANY_USER = "SELECT CAST(COUNT(*) AS BIGINT) FROM (SELECT 1 FROM users LIMIT 1) one";
    CHANGE_PROFILE = "UPDATE users SET name = $2, name_key = $3, lang = $4, named_on_boards = $5 WHERE id = $1";
    CHANGE_LANGUAGE = "UPDATE users SET lang = $2 WHERE id = $1";
    CHANGE_PASSWORD = "UPDATE users SET password_hash = $2 WHERE id = $1";
    INSERT_TOKEN = "INSERT INTO tokens (hash, purpose, email, role, company_id, lang, user_id, invited_by, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    OPEN_TOKEN = "SELECT email, role, company_id, lang, user_id, invited_by, expires_at FROM tokens
        WHERE hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3";
    INVITATION_OF = "SELECT hash FROM tokens WHERE email = $1 AND purpose = 'invitation' AND used_at IS NULL AND expires_at > $2";
    // Only one of two simultaneous uses gets a row back.
    SPEND_TOKEN = "UPDATE tokens SET used_at = $3 WHERE hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3
        RETURNING email, role, company_id, lang, user_id, invited_by, expires_at";
    DELETE_OPEN_TOKENS_FOR = "DELETE FROM tokens WHERE purpose = $1 AND email = $2 AND used_at IS NULL";
    DELETE_OPEN_INVITATIONS = "DELETE FROM tokens
        WHERE purpose = 'invitation' AND email = $1 AND company_id IS NOT DISTINCT FROM $2 AND used_at IS NULL";
    INVITATIONS_OF_COMPANY = "SELECT email, role, company_id, lang, user_id, invited_by, expires_at FROM tokens
        WHERE company_id = $1 AND purpose = 'invitation' AND used_at IS NULL AND expires_at > $2 ORDER BY expires_at DESC";
    STAFF_INVITATIONS = "SELECT email, role, company_id, lang, user_id, invited_by, expires_at FROM tokens
        WHERE company_id IS NULL AND purpose = 'invitation' AND used_at IS NULL AND expires_at > $1 ORDER BY expires_at DESC";
}

/// People are found as customers are, however a name is written. Empty where it has no letter.
pub(crate) fn name_key(name: &str) -> String {
    CustomerKey::of(name).as_str().to_owned()
}

fn token(hash: &str, purpose: TokenPurpose, row: TokenRow) -> Result<Token, StoreError> {
    Ok(Token {
        hash: hash.to_owned(),
        purpose,
        email: row.email,
        role: row.role.map(role).transpose()?,
        company: row.company_id.map(CompanyId::from_uuid),
        lang: lang(row.lang)?,
        user: row.user_id.map(UserId::from_uuid),
        invited_by: row.invited_by,
        expires_at: Timestamp::from_micros(row.expires_at),
    })
}

impl Tx {
    /// # Errors
    /// [`StoreError::is_taken`] when the address is in use.
    pub async fn insert_user(&mut self, user: &User) -> Result<(), StoreError> {
        execute!(
            self,
            q::INSERT_USER,
            user.id.uuid(),
            &user.email,
            &user.name,
            name_key(&user.name),
            user.role.as_str(),
            user.company.map(CompanyId::uuid),
            user.lang.as_str(),
            user.named_on_boards,
            &user.password_hash,
            user.created_at.micros(),
        )
        .map(drop)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn user(&mut self, id: UserId) -> Result<Option<User>, StoreError> {
        fetch_optional!(self, UserRow, q::USER, id.uuid())?.map(User::try_from).transpose()
    }

    /// A person with the number of notifications they have not read.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn visitor(&mut self, id: UserId) -> Result<Option<(User, u32)>, StoreError> {
        let row = fetch_optional!(self, VisitorRow, q::VISITOR, id.uuid())?;
        row.map(|row| Ok((User::try_from(row.user)?, u32::try_from(row.unread).unwrap_or_default()))).transpose()
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn user_by_email(&mut self, email: &str) -> Result<Option<User>, StoreError> {
        fetch_optional!(self, UserRow, q::USER_BY_EMAIL, email)?.map(User::try_from).transpose()
    }

    /// The person of a role who came first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn first_user_of_role(&mut self, role: Role) -> Result<Option<User>, StoreError> {
        fetch_optional!(self, UserRow, q::FIRST_USER_OF_ROLE, role.as_str())?.map(User::try_from).transpose()
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn users_of_company(&mut self, company: CompanyId) -> Result<Vec<User>, StoreError> {
        fetch_all!(self, UserRow, q::USERS_OF_COMPANY, company.uuid())?.into_iter().map(User::try_from).collect()
    }

    /// The vendor's own people.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn staff(&mut self) -> Result<Vec<User>, StoreError> {
        fetch_all!(self, UserRow, q::STAFF)?.into_iter().map(User::try_from).collect()
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn is_empty(&mut self) -> Result<bool, StoreError> {
        Ok(fetch_one!(self, (i64,), q::ANY_USER)?.0 == 0)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn change_profile(
        &mut self,
        user: UserId,
        name: &str,
        lang: Lang,
        named_on_boards: bool,
    ) -> Result<(), StoreError> {
        execute!(self, q::CHANGE_PROFILE, user.uuid(), name, name_key(name), lang.as_str(), named_on_boards).map(drop)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn change_language(&mut self, user: UserId, lang: Lang) -> Result<(), StoreError> {
        execute!(self, q::CHANGE_LANGUAGE, user.uuid(), lang.as_str()).map(drop)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn change_password(&mut self, user: UserId, hash: &str) -> Result<(), StoreError> {
        execute!(self, q::CHANGE_PASSWORD, user.uuid(), hash).map(drop)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn insert_token(&mut self, token: &Token) -> Result<(), StoreError> {
        execute!(
            self,
            q::INSERT_TOKEN,
            &token.hash,
            token.purpose.as_str(),
            &token.email,
            token.role.map(Role::as_str),
            token.company.map(CompanyId::uuid),
            token.lang.as_str(),
            token.user.map(UserId::uuid),
            &token.invited_by,
            token.expires_at.micros(),
        )
        .map(drop)
    }

    /// A link that still works.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn open_token(&mut self, hash: &str, purpose: TokenPurpose, now: Timestamp) -> Result<Option<Token>, StoreError> {
        let row = fetch_optional!(self, TokenRow, q::OPEN_TOKEN, hash, purpose.as_str(), now.micros())?;
        row.map(|row| token(hash, purpose, row)).transpose()
    }

    /// The hash of an address's open invitation.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn invitation_of(&mut self, email: &str, now: Timestamp) -> Result<Option<String>, StoreError> {
        Ok(fetch_optional!(self, (String,), q::INVITATION_OF, email, now.micros())?.map(|(hash,)| hash))
    }

    /// Uses a link up; `None` when it was used or has expired.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn spend_token(&mut self, hash: &str, purpose: TokenPurpose, now: Timestamp) -> Result<Option<Token>, StoreError> {
        let row = fetch_optional!(self, TokenRow, q::SPEND_TOKEN, hash, purpose.as_str(), now.micros())?;
        row.map(|row| token(hash, purpose, row)).transpose()
    }

    /// An older link for the same purpose stops working when a new one is sent.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn delete_open_tokens_for(&mut self, purpose: TokenPurpose, email: &str) -> Result<(), StoreError> {
        execute!(self, q::DELETE_OPEN_TOKENS_FOR, purpose.as_str(), email).map(drop)
    }

    /// An older invitation of an address into the same company, or to the vendor's own people, stops working when a new one is sent.
    /// Those of other companies are not this one's to end.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn delete_open_invitations(&mut self, email: &str, company: Option<CompanyId>) -> Result<(), StoreError> {
        execute!(self, q::DELETE_OPEN_INVITATIONS, email, company.map(CompanyId::uuid)).map(drop)
    }

    /// Invitations of a company that are still open.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn invitations_of_company(&mut self, company: CompanyId, now: Timestamp) -> Result<Vec<Token>, StoreError> {
        let rows = fetch_all!(self, TokenRow, q::INVITATIONS_OF_COMPANY, company.uuid(), now.micros())?;
        rows.into_iter().map(|row| token("", TokenPurpose::Invitation, row)).collect()
    }

    /// Invitations of the vendor's own people that are still open.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn staff_invitations(&mut self, now: Timestamp) -> Result<Vec<Token>, StoreError> {
        let rows = fetch_all!(self, TokenRow, q::STAFF_INVITATIONS, now.micros())?;
        rows.into_iter().map(|row| token("", TokenPurpose::Invitation, row)).collect()
    }
}
