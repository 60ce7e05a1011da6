//! People and how they get in: invitation, sign-in, password, preferences.

mod accounts;
pub mod access;
mod form;
mod view;

pub use accounts::Accounts;
pub use form::{
    AcceptForm, Acceptance, FirstAdministratorForm, ForgotForm, InviteForm, Invitation, NewPassword, PasswordForm, Profile,
    ProfileForm, ResetForm, SignIn, SignInForm, own_path,
};
pub use view::{InvitationSheet, MySheet, SignedIn};
