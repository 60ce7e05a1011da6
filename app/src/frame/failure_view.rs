use jiso::{
    failure::{Conflict, Failure},
    lang::Lang,
};
use leptos::prelude::*;

use super::{lang, title};
use crate::{
    format,
    reply::{Instruction, tell},
    text::failure as t,
};

/// One sentence a person can act on.
pub fn failure_text(l: Lang, failure: &Failure) -> String {
    match failure {
        Failure::Invalid { errors } => t::invalid(l, i64::try_from(errors.0.len()).unwrap_or(0)),
        Failure::SignedOut => t::signed_out(l).into(),
        Failure::Forbidden => t::forbidden(l).into(),
        Failure::NotFound => t::not_found(l).into(),
        Failure::Conflict { conflict } => conflict_text(l, conflict),
        Failure::TooMany { retry_after_seconds } => t::too_many(l, i64::from(retry_after_seconds.div_ceil(60))),
        Failure::Malformed => t::malformed(l).into(),
        Failure::TooLarge { max_kilobytes } => t::too_large(l, max_kilobytes),
        Failure::Unavailable { reference } => t::unavailable(l, reference),
        Failure::Offline => t::offline(l).into(),
    }
}

fn conflict_text(l: Lang, conflict: &Conflict) -> String {
    match conflict {
        Conflict::AlreadyDecided { by, at, status } => {
            t::already_decided(l, by, format::moment(l, *at), crate::text::deals::status(l, status))
        }
        Conflict::NotInThisStatus { status } => {
            let word = crate::text::deals::status(l, status);
            // A document's status, or that of an offer, where it is no deal's.
            let others = [crate::text::publishing::status(l, status), crate::text::leads::offer_state(l, status)];
            t::not_in_this_status(l, [word].into_iter().chain(others).find(|word| !word.is_empty()).unwrap_or_default())
        }
        Conflict::EditedMeanwhile { by, at, .. } => t::edited_meanwhile(l, by, format::moment(l, *at)),
        Conflict::Decided { by, at } => t::decided(l, by, format::moment(l, *at)),
        Conflict::LinkSpent => t::link_spent(l).into(),
        Conflict::SignedInSince => t::signed_in_since(l).into(),
    }
}

/// A page that cannot be shown.
#[component]
pub fn FailureView(failure: Failure) -> impl IntoView {
    let l = lang();
    let heading = match failure {
        Failure::NotFound => t::heading_not_found(l),
        Failure::Forbidden => t::heading_forbidden(l),
        Failure::SignedOut => t::heading_signed_out(l),
        Failure::Conflict { conflict: Conflict::LinkSpent } => t::heading_link_spent(l),
        _ => t::heading_other(l),
    };
    let signs_in = matches!(failure, Failure::SignedOut | Failure::Conflict { conflict: Conflict::LinkSpent });
    let (href, action) = if signs_in { ("/sign-in", t::to_sign_in(l)) } else { ("/", t::to_home(l)) };
    let sentence = failure_text(l, &failure);
    view! {
        {title(heading)}
        <div class="page narrow">
            <div class="empty">
                <h1>{heading}</h1>
                <p>{sentence}</p>
                <p><a class="btn" href=href>{action}</a></p>
            </div>
        </div>
    }
}

/// The router's fallback.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    tell(Instruction::Status(404));
    view! { <FailureView failure=Failure::NotFound/> }
}
