use jiso::failure::Failure;
use leptos::{
    ev::SubmitEvent,
    form::form_data_from_event,
    server_fn::{
        ContentType, client::Client, codec::PostcardEncoding, error::FromServerFnError, redirect::call_redirect_hook,
        request::ClientReq, response::ClientRes,
    },
    web_sys::{FormData, UrlSearchParams},
};

use crate::wire::{Fault, Reply};

/// The fields of a submitted form as a browser would encode them.
pub fn fields(event: &SubmitEvent) -> Reply<String> {
    let malformed = || Fault(Failure::Malformed);
    let form = form_data_from_event(event).map_err(|_| malformed())?;
    encoded(&form).ok_or_else(malformed)
}

pub fn encoded(form: &FormData) -> Option<String> {
    UrlSearchParams::new_with_str_sequence_sequence(form).ok()?.to_string().as_string()
}

/// Posts the fields of a form to the server function at `path`; the answer as it came, packed.
pub async fn send<C: Client<Fault>>(path: &'static str, fields: String) -> Reply<Vec<u8>> {
    let request = C::Request::try_new_post(path, "application/x-www-form-urlencoded", PostcardEncoding::CONTENT_TYPE, fields)?;
    let response = C::send(request).await?;
    let (status, location, redirected) = (response.status(), response.location(), response.has_redirect());
    let body = response.try_into_bytes().await?;
    if (400..=599).contains(&status) {
        return Err(Fault::de(body));
    }
    if redirected {
        call_redirect_hook(&location);
    }
    Ok(body.to_vec())
}
