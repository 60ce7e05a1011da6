use jiso::home::HomeSheet;
use leptos::prelude::*;

use super::{api::home, editor_home::editors_home, partner_home::PartnersHome, vendor_home::vendors_home};
use crate::{
    frame::{lang, load, show, title},
    text::home as t,
};

/// The one page that is there at once: its code travels with the first load.
#[component]
pub fn HomePage() -> impl IntoView {
    show(load(|| (), |()| home()), |sheet| {
        let (whose, own) = match sheet {
            HomeSheet::Partner(home) => ("partner", view! { <PartnersHome home=*home/> }.into_any()),
            HomeSheet::Vendor(home) => ("vendor", Suspend::new(vendors_home(home)).into_any()),
            HomeSheet::Editor(home) => ("editor", Suspend::new(editors_home(home)).into_any()),
        };
        view! {
            {title(t::title(lang()))}
            <div class="page home" data-part=whose>{own}</div>
        }
        .into_any()
    })
}
