use jiso::accounts::{TeamLine, TeamSheet};
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};

use super::api::{Invite, team};
use crate::{
    format::{day, dot},
    forms::{FormState, use_form},
    frame::{lang, load, show, title},
    partners::{Invitations, InviteSheet, STAFF},
    text::{accounts as t, partners},
    ui::{Avatar, Notice, PageHead, Sheet, Tone},
};

/// `/console/team`: the vendor's own people.
pub struct TeamPage;

#[lazy_route]
impl LazyRoute for TeamPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let invite = use_form::<Invite>();
        show(load(|| (), |()| team()), move |sheet| view! { <Team sheet invite/> }.into_any())
    }
}

#[component]
fn Team(sheet: TeamSheet, invite: FormState<Invite>) -> impl IntoView {
    let l = lang();
    let query = use_query_map();
    let invited = move || query.with(|q| q.get("invited").is_some());
    view! {
        {title(t::team(l))}
        <div class="page">
            <PageHead title=t::team(l) lede=t::team_lede(l)/>
            <div role="status" class="live">
                {move || invited().then(|| view! { <Notice tone=Tone::Good title=partners::invited(l)/> })}
            </div>
            <div class="split">
                <div class="stack">
                    <Sheet title=partners::people(l)>
                        <ul class="rows">{sheet.people.into_iter().map(|line| view! { <Person line/> }).collect_view()}</ul>
                    </Sheet>
                    <Invitations invitations=sheet.invitations/>
                </div>
                <div class="stack">
                    <InviteSheet form=invite company="" roles=STAFF/>
                    <Sheet title=t::team_roles(l)>
                        <dl class="facts lines">
                            {STAFF
                                .iter()
                                .map(|role| view! {
                                    <div><dt>{t::role(l, role.as_str())}</dt><dd>{t::team_may(l, role.as_str())}</dd></div>
                                })
                                .collect_view()}
                        </dl>
                    </Sheet>
                </div>
            </div>
        </div>
    }
}

#[component]
fn Person(line: TeamLine) -> impl IntoView {
    let l = lang();
    let facts = [t::role(l, line.role.as_str()).to_owned(), t::team_since(l, day(l, line.joined_at.day()))];
    let mail = format!("mailto:{}", line.email);
    view! {
        <li>
            <div class="person">
                <Avatar name=line.name.clone()/>
                <div>
                    <h3>{line.name}</h3>
                    <p class="quiet">{facts.join(dot(l))}</p>
                    <p class="quiet"><a href=mail>{line.email}</a></p>
                </div>
            </div>
        </li>
    }
}
