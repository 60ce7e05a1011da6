//! People and how they get in: invitation, sign-in, password, preferences.

pub mod access;
mod accounts;
mod form;
mod view;

pub use accounts::Accounts;
pub use form::{
    AcceptForm, Acceptance, FirstAdministratorForm, ForgotForm, Invitation, InviteForm, NewPassword, PasswordForm, Profile,
    ProfileForm, ResetForm, SignIn, SignInForm, own_path,
};
pub use view::{InvitationSheet, MySheet, SignedIn, TeamLine, TeamSheet};
