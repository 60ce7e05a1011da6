use jiso::{caller::Role, lang::Lang};
use leptos::prelude::*;
use leptos_router::components::A;

use crate::{text::frame as t, ui::Icon};

/// One place in the navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub href: &'static str,
    pub label: &'static str,
    pub icon: &'static str,
    /// In the phone's bottom bar, which holds five.
    pub tab: bool,
}

const fn place(href: &'static str, label: &'static str, icon: &'static str, tab: bool) -> Place {
    Place { href, label, icon, tab }
}

/// Where a role goes every day.
pub fn links(l: Lang, role: Role) -> Vec<Place> {
    let home = place("/", t::home(l), "house", true);
    let kits = |tab| place("/kits", t::kits(l), "file-text", tab);
    let content = |tab| place("/console/content", t::content(l), "pencil", tab);
    let review = place("/console/deals", t::review(l), "inbox", true);
    let recognition = place("/console/recognition", t::recognition(l), "award", false);
    let partners = place("/console/partners", t::partners(l), "building-2", true);
    let questions = place("/questions", t::questions(l), "circle-help", false);
    let programme = place("/console/programme", t::rules(l), "sliders-horizontal", false);
    let scripts = place("/console/scripts", t::scripts(l), "phone", false);
    let targets = place("/console/targets", t::targets(l), "target", false);
    match role {
        Role::PartnerRep | Role::PartnerLead => vec![
            home,
            place("/learn", t::learn(l), "book-open", true),
            kits(true),
            place("/deals", t::deals(l), "briefcase", true),
            place("/targets", t::targets(l), "target", false),
            place("/progress", t::progress(l), "trending-up", true),
            place("/leaderboard", t::leaderboard(l), "trophy", false),
            place("/recognition", t::recognition(l), "award", false),
            questions,
        ],
        Role::PartnerManager => {
            let news = place("/news", t::news(l), "newspaper", true);
            vec![home, review, partners, kits(true), news, questions, targets, programme, recognition]
        }
        Role::ContentEditor => {
            vec![
                home,
                content(true),
                kits(true),
                place("/learn", t::learn(l), "book-open", true),
                place("/news", t::news(l), "newspaper", true),
                scripts,
                questions,
                place("/console/searches", t::searches(l), "search", false),
            ]
        }
        Role::Administrator => {
            vec![
                home,
                review,
                partners,
                content(true),
                kits(true),
                scripts,
                questions,
                targets,
                programme,
                recognition,
                place("/console/team", t::team(l), "users", false),
            ]
        }
    }
}

#[component]
pub fn TopNavigation(links: Vec<Place>) -> impl IntoView {
    view! {
        <nav class="nav" aria-label=t::main_navigation(super::lang())>
            {links.into_iter().map(|p| view! { <A href=p.href exact={p.href == "/"}>{p.label}</A> }).collect_view()}
        </nav>
    }
}

#[component]
pub fn BottomTabs(links: Vec<Place>) -> impl IntoView {
    view! {
        <nav class="tabs" aria-label=t::main_navigation(super::lang())>
            {links
                .into_iter()
                .filter(|p| p.tab)
                .map(|p| view! { <A href=p.href exact={p.href == "/"}><Icon name=p.icon/>{p.label}</A> })
                .collect_view()}
        </nav>
    }
}

/// All places of a role, on the page to which the header leads from everywhere: for screens on which the header itself has
/// no room for them and the bottom bar holds five.
#[component]
pub fn Places(role: Role) -> impl IntoView {
    let l = super::lang();
    view! {
        <nav class="places" aria-labelledby="places">
            <h2 id="places">{t::places(l)}</h2>
            <ul>
                {links(l, role)
                    .into_iter()
                    .map(|p| view! { <li><a href=p.href><Icon name=p.icon/>{p.label}</a></li> })
                    .collect_view()}
            </ul>
        </nav>
    }
}
