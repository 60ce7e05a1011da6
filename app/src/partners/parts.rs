use jiso::{
    partners::{PendingInvitation, PersonLine},
    time::Day,
};
use leptos::prelude::*;

use super::filters::days_ago;
use crate::{
    format::{day, dot},
    frame::lang,
    text::{accounts, key_persons, partners as t},
    ui::{Avatar, Sheet, Tag, Tone},
};

/// The people of a company, each with what they do.
#[component]
pub fn People(
    people: Vec<PersonLine>,
    today: Day,
    #[prop(optional, into)] note: String,
    /// Where their roles are.
    #[prop(into)]
    roles: String,
) -> impl IntoView {
    let l = lang();
    let body = if people.is_empty() {
        view! { <p class="quiet">{t::people_none(l)}</p> }.into_any()
    } else {
        view! { <ul class="rows">{people.into_iter().map(|person| view! { <Person person today/> }).collect_view()}</ul> }
            .into_any()
    };
    view! { <Sheet title=t::people(l) aside=move || view! { <span class="quiet">{note.clone()}</span> }>{body} <p><a class="link" href=roles>{key_persons::link(l)}</a></p></Sheet> }
}

#[component]
fn Person(person: PersonLine, today: Day) -> impl IntoView {
    let l = lang();
    let active = person.last_active_at.map_or_else(|| t::never(l).to_owned(), |at| days_ago(l, today, at.day()));
    let facts = [
        accounts::role(l, person.role.as_str()).to_owned(),
        t::learnt(l, person.lessons, person.modules),
        t::registered_n(l, person.deals),
    ];
    let mail = format!("mailto:{}", person.email);
    view! {
        <li>
            <div class="person">
                <Avatar name=person.name.clone()/>
                <div>
                    <h3>
                        {person.name} " "
                        {person.certified.then(|| view! { <Tag tone=Tone::Good icon="award">{t::certified(l)}</Tag> })}
                    </h3>
                    <p class="quiet">{facts.join(dot(l))}</p>
                    <p class="quiet"><a href=mail>{person.email}</a></p>
                </div>
            </div>
            <span class="quiet">{active}</span>
        </li>
    }
}

/// Who was invited and has not come yet.
#[component]
pub fn Invitations(invitations: Vec<PendingInvitation>) -> impl IntoView {
    let l = lang();
    let line = move |one: PendingInvitation| {
        let note = t::invitation_line(l, accounts::role(l, one.role.as_str()), one.invited_by, day(l, one.expires_at.day()));
        view! { <li><div><h3>{one.email}</h3><p class="quiet">{note}</p></div></li> }
    };
    (!invitations.is_empty()).then(|| {
        view! {
            <Sheet title=t::invitations(l)>
                <ul class="rows">{invitations.into_iter().map(line).collect_view()}</ul>
            </Sheet>
        }
    })
}
