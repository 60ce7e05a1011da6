use async_trait::async_trait;

use super::{
    AcceptForm, FirstAdministratorForm, ForgotForm, InvitationSheet, InviteForm, MySheet, PasswordForm, ProfileForm, ResetForm,
    SignInForm, SignedIn, TeamSheet,
};
use crate::{caller::Caller, failure::Answer, lang::Lang};

/// What the portal can do about people. Those without a [`Caller`] are for people who are not signed in yet; `from` is the network
/// address that they ask from.
#[async_trait]
pub trait Accounts: Send + Sync {
    /// Wrong address and wrong password fail alike and take the same time.
    async fn sign_in(&self, form: SignInForm, from: &str) -> Answer<SignedIn>;
    async fn invitation(&self, token: &str) -> Answer<InvitationSheet>;
    async fn accept(&self, form: AcceptForm, from: &str) -> Answer<SignedIn>;
    /// Answers alike whether or not the address is known.
    async fn forgot(&self, form: ForgotForm, from: &str) -> Answer<()>;
    async fn reset(&self, form: ResetForm, from: &str) -> Answer<SignedIn>;
    /// By the one-time link that the first start prints, which works as long as there is nobody; `lang` is that of the page.
    async fn create_first_administrator(&self, form: FirstAdministratorForm, lang: Lang, from: &str) -> Answer<SignedIn>;

    async fn me(&self, caller: &Caller) -> Answer<MySheet>;
    async fn change_profile(&self, caller: &Caller, form: ProfileForm) -> Answer<()>;
    async fn change_password(&self, caller: &Caller, form: PasswordForm) -> Answer<()>;
    /// The vendor's own people.
    async fn team(&self, caller: &Caller) -> Answer<TeamSheet>;
    async fn invite(&self, caller: &Caller, form: InviteForm) -> Answer<()>;
}
