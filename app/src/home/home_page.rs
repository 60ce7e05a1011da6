use leptos::prelude::*;

use super::{api::home, editor_home::editors_home, partner_home::PartnersHome, vendor_home::vendors_home, words::HomeWords};
use crate::{
    frame::{lang, load, show, title},
    text::home as t,
};

/// The one page that is there at once: its code travels with the first load.
#[component]
pub fn HomePage() -> impl IntoView {
    show(load(|| (), |()| home()), |words| {
        let (whose, own) = match words {
            HomeWords::Partner(words) => ("partner", view! { <PartnersHome words=*words/> }.into_any()),
            HomeWords::Vendor(packed) => ("vendor", Suspend::new(vendors_home(packed)).into_any()),
            HomeWords::Editor(packed) => ("editor", Suspend::new(editors_home(packed)).into_any()),
        };
        view! {
            {title(t::title(lang()))}
            <div class="page home" data-part=whose>{own}</div>
        }
        .into_any()
    })
}
