//! What people type to get in, and what it means. Passwords are compared here and hashed by the server.

use serde::{Deserialize, Serialize};

use crate::{
    caller::Role,
    failure::{Answer, Problem, Reading},
    lang::Lang,
};

/// NIST SP 800-63B: length matters, composition rules do not.
pub const PASSWORD_MIN: u32 = 10;
const PASSWORD_MAX: u32 = 128;
const NAME_MAX: u32 = 60;

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SignInForm {
    pub email: String,
    pub password: String,
    /// Where the person wanted to go.
    pub next: String,
}

pub struct SignIn {
    pub email: String,
    pub password: String,
    /// A path of this portal, never another site's address.
    pub next: String,
}

impl SignInForm {
    /// # Errors
    /// [`crate::failure::Failure::Invalid`]
    pub fn read(&self) -> Answer<SignIn> {
        let mut reading = Reading::default();
        let email = reading.email("email", &self.email);
        if self.password.is_empty() {
            reading.errors.add("password", Problem::Required);
        }
        reading.errors.or(Some(SignIn { email, password: self.password.clone(), next: own_path(&self.next) }))
    }
}

/// `/` unless `path` is a path of this portal.
pub fn own_path(path: &str) -> String {
    let inside = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n']);
    if inside { path.to_owned() } else { "/".to_owned() }
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AcceptForm {
    pub token: String,
    pub name: String,
    pub password: String,
    pub password_again: String,
}

pub struct Acceptance {
    pub name: String,
    pub password: NewPassword,
}

/// A password that may be set.
pub struct NewPassword(pub String);

impl AcceptForm {
    /// # Errors
    /// [`crate::failure::Failure::Invalid`]
    pub fn read(&self) -> Answer<Acceptance> {
        let mut reading = Reading::default();
        let name = reading.required("name", &self.name, NAME_MAX);
        let password = new_password(&mut reading, &self.password, &self.password_again);
        reading.errors.or(Some(Acceptance { name, password }))
    }
}

fn new_password(reading: &mut Reading, password: &str, again: &str) -> NewPassword {
    let length = password.chars().count();
    if length == 0 {
        reading.errors.add("password", Problem::Required);
    } else if length < PASSWORD_MIN as usize {
        reading.errors.add("password", Problem::TooShort { min: PASSWORD_MIN });
    } else if length > PASSWORD_MAX as usize {
        reading.errors.add("password", Problem::TooLong { max: PASSWORD_MAX });
    } else if password != again {
        reading.errors.add("password_again", Problem::PasswordsDiffer);
    }
    NewPassword(password.to_owned())
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct FirstAdministratorForm {
    pub token: String,
    pub name: String,
    pub email: String,
    pub password: String,
    pub password_again: String,
}

impl FirstAdministratorForm {
    /// # Errors
    /// [`crate::failure::Failure::Invalid`]
    pub fn read(&self) -> Answer<(String, Acceptance)> {
        let mut reading = Reading::default();
        let name = reading.required("name", &self.name, NAME_MAX);
        let email = reading.email("email", &self.email);
        let password = new_password(&mut reading, &self.password, &self.password_again);
        reading.errors.or(Some((email, Acceptance { name, password })))
    }
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ForgotForm {
    pub email: String,
}

impl ForgotForm {
    /// # Errors
    /// [`crate::failure::Failure::Invalid`]
    pub fn read(&self) -> Answer<String> {
        let mut reading = Reading::default();
        let email = reading.email("email", &self.email);
        reading.errors.or(Some(email))
    }
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ResetForm {
    pub token: String,
    pub password: String,
    pub password_again: String,
}

impl ResetForm {
    /// # Errors
    /// [`crate::failure::Failure::Invalid`]
    pub fn read(&self) -> Answer<NewPassword> {
        let mut reading = Reading::default();
        let password = new_password(&mut reading, &self.password, &self.password_again);
        reading.errors.or(Some(password))
    }
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PasswordForm {
    pub current: String,
    pub password: String,
    pub password_again: String,
}

impl PasswordForm {
    /// # Errors
    /// [`crate::failure::Failure::Invalid`]
    pub fn read(&self) -> Answer<(String, NewPassword)> {
        let mut reading = Reading::default();
        if self.current.is_empty() {
            reading.errors.add("current", Problem::Required);
        }
        let password = new_password(&mut reading, &self.password, &self.password_again);
        reading.errors.or(Some((self.current.clone(), password)))
    }
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ProfileForm {
    pub name: String,
    pub lang: String,
    /// Shown by name on leaderboards.
    pub named_on_boards: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    pub name: String,
    pub lang: Lang,
    pub named_on_boards: bool,
}

impl ProfileForm {
    /// # Errors
    /// [`crate::failure::Failure::Invalid`]
    pub fn read(&self) -> Answer<Profile> {
        let mut reading = Reading::default();
        let name = reading.required("name", &self.name, NAME_MAX);
        let lang = reading.choice("lang", &self.lang, Lang::parse);
        let profile = lang.map(|lang| Profile { name, lang, named_on_boards: self.named_on_boards });
        reading.errors.or(profile)
    }
}

/// An invitation: by a partner lead into the own company, by the vendor into any company or the vendor itself.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct InviteForm {
    pub email: String,
    pub role: String,
    pub lang: String,
    /// Empty for people of the vendor, and ignored from a partner lead, who invites into the own company.
    pub company: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    pub email: String,
    pub role: Role,
    pub lang: Lang,
}

impl InviteForm {
    /// Whether it is for a person of the vendor.
    pub fn is_for_staff(&self) -> bool {
        Role::parse(self.role.trim()).is_some_and(|role| !role.is_partner())
    }

    /// # Errors
    /// [`crate::failure::Failure::Invalid`]; a role the inviter may not give is "not offered".
    pub fn read(&self, inviter: Role) -> Answer<Invitation> {
        let mut reading = Reading::default();
        let email = reading.email("email", &self.email);
        let role = reading.choice("role", &self.role, |text| Role::parse(text).filter(|role| may_give(inviter, *role)));
        let lang = reading.choice("lang", &self.lang, Lang::parse);
        let invitation = role.zip(lang).map(|(role, lang)| Invitation { email, role, lang });
        reading.errors.or(invitation)
    }
}

/// A partner lead invites partner people, a partner manager too, an administrator everybody.
pub const fn may_give(inviter: Role, role: Role) -> bool {
    match inviter {
        Role::PartnerLead | Role::PartnerManager => role.is_partner(),
        Role::Administrator => true,
        Role::PartnerRep | Role::ContentEditor => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::Failure;

    fn problem_of(failure: Failure, field: &str) -> Option<Problem> {
        match failure {
            Failure::Invalid { errors } => errors.of(field).cloned(),
            _ => None,
        }
    }

    #[test]
    fn passwords_are_long_and_typed_twice() {
        let form = |password: &str, again: &str| AcceptForm {
            name: "佐藤".into(),
            password: password.into(),
            password_again: again.into(),
            ..AcceptForm::default()
        };
        assert!(form("長いことばは安全です", "長いことばは安全です").read().is_ok());
        let short = form("short", "short").read().err().and_then(|f| problem_of(f, "password"));
        assert_eq!(short, Some(Problem::TooShort { min: PASSWORD_MIN }));
        let differ = form("long enough one", "long enough two").read().err().and_then(|f| problem_of(f, "password_again"));
        assert_eq!(differ, Some(Problem::PasswordsDiffer));
    }

    #[test]
    fn the_way_on_stays_inside() {
        assert_eq!(own_path("/deals/new?x=1"), "/deals/new?x=1");
        for evil in ["https://evil.example/", "//evil.example", "/\\evil", "javascript:alert(1)", ""] {
            assert_eq!(own_path(evil), "/", "{evil}");
        }
    }

    #[test]
    fn a_lead_cannot_invite_an_administrator() {
        let form =
            InviteForm { email: "a@b.example".into(), role: "administrator".into(), lang: "ja".into(), ..InviteForm::default() };
        assert!(form.read(Role::PartnerLead).is_err());
        assert!(form.read(Role::Administrator).is_ok());
    }
}
