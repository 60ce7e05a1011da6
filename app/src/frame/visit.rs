use jiso::{caller::Role, lang::Lang, time::Day};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What every page knows about the visit; fixed for one load of the document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    pub lang: Lang,
    /// `light`, `dark`, or empty for the system's choice.
    pub theme: String,
    pub person: Option<Person>,
    /// The vendor's name for its programme, a setting.
    pub programme_name: String,
    /// Path of the built site's folder, without a slash at the end.
    pub assets: String,
    /// The portal shows a demo world and lets one become its personas.
    pub demo: bool,
    /// Notifications the person has not read; more than a hundred are a hundred.
    pub unread: u32,
    /// The day in Japan. It comes with the document, as the browser's clock may be in another year than what the server wrote.
    pub today: Day,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Keeps apart what a browser stores for the people who use it.
    pub id: String,
    pub name: String,
    pub role: Role,
    pub company: Option<String>,
}

/// Where icons and pictures are.
#[derive(Clone, Debug)]
pub struct Assets {
    pub base: String,
}

/// The present visit. Provided by the app's root, so it is there on every page.
pub fn visit() -> Visit {
    use_context::<StoredValue<Visit>>().map(|visit| visit.get_value()).unwrap_or_default()
}

pub fn lang() -> Lang {
    use_context::<StoredValue<Visit>>().map_or_else(Lang::default, |visit| visit.with_value(|v| v.lang))
}

/// The day on which the page or the server function was asked for; none where nobody asks, as in a mail that a job writes.
pub fn today() -> Option<Day> {
    let on_page = use_context::<StoredValue<Visit>>().and_then(|visit| visit.try_with_value(|v| v.today));
    // A server function has no root of the app above it.
    on_page.or_else(|| with_context::<Visit, _>(|visit| visit.today))
}
