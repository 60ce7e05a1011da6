use jiso::proposals::LinkView;
use leptos::{html, prelude::*};

use super::api::{ShareProposal, WithdrawLetter};
use crate::{
    format::day,
    forms::{FormProblems, FormState, HiddenField, PostForm, Submit},
    frame::lang,
    text::proposals as t,
    ui::{CopyButton, field_id},
};

/// The forms about links of all versions.
#[derive(Clone, Copy)]
pub struct LinkForms {
    pub share: FormState<ShareProposal>,
    pub withdraw: FormState<WithdrawLetter>,
}

/// What links are, and why the last one could not be made or withdrawn.
#[component]
pub fn AboutLinks(forms: LinkForms) -> impl IntoView {
    view! {
        <p class="quiet">{t::link_lead(lang())}</p>
        <FormProblems failure=forms.share.failure()/>
        <FormProblems failure=forms.withdraw.failure()/>
    }
}

/// The customer's link to a version, for those who hand it over.
#[component]
pub fn CustomerLink(id: String, number: u32, link: Option<LinkView>, forms: LinkForms) -> impl IntoView {
    let l = lang();
    let LinkForms { share, withdraw } = forms;
    let label = if link.is_some() { t::link_again(l, number) } else { t::link_make(l, number) };
    let ends_the_last = link.is_some().then(|| view! { <p class="quiet">{t::link_again_ends(l)}</p> });
    let other = id.clone();
    let there = link.and_then(|link| {
        let LinkView { address, by, until } = link;
        address.map(|address| view! { <Address number address note=t::link_until(l, by, day(l, until.day()))/> })
    });
    let take_back = there.is_some().then(|| {
        view! {
            <PostForm form=withdraw anchor="versions">
                <HiddenField name="id" value=other/>
                <HiddenField name="version" value=number.to_string()/>
                <Submit class="btn small quiet" pending=withdraw.pending() label=t::link_withdraw(l, number)/>
            </PostForm>
        }
    });
    view! {
        <div class="customer-link">
            {there}
            <div class="actions">
                <PostForm form=share anchor="versions">
                    <HiddenField name="id" value=id/>
                    <HiddenField name="version" value=number.to_string()/>
                    <Submit class="btn small" pending=share.pending() label=label/>
                </PostForm>
                {take_back}
            </div>
            {ends_the_last}
        </div>
    }
}

#[component]
fn Address(number: u32, address: String, note: String) -> impl IntoView {
    let l = lang();
    let field = NodeRef::<html::Input>::new();
    let id = field_id(&format!("customer-link-{number}"));
    view! {
        <div class="field">
            <label for=id.clone()>{t::link_of(l, number)}</label>
            <input type="text" id=id readonly=true value=address node_ref=field/>
        </div>
        <p class="quiet">{note}</p>
        <div class="tools">
            <CopyButton target=field label=t::link_copy(l, number) done=t::link_copied(l) failed=t::link_copy_failed(l)/>
        </div>
    }
}
