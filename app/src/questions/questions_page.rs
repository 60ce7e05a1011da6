use jiso::questions::{FaqGroup, FaqItem, FaqSheet};
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_location, lazy_route};

use super::api::faq;
use crate::{
    frame::{lang, load, show, title},
    text::{publishing, questions as t},
    ui::{ButtonLink, Empty, Facets, LinkItem, Look, PageHead, Sheet},
};

pub struct QuestionsPage;

#[lazy_route]
impl LazyRoute for QuestionsPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        show(load(|| (), |()| faq()), |sheet| view! { <Questions sheet/> }.into_any())
    }
}

#[component]
fn Questions(sheet: FaqSheet) -> impl IntoView {
    let l = lang();
    let FaqSheet { groups, desk_email, answer_business_days } = sheet;
    let topics = groups
        .iter()
        .map(|group| {
            let key = group.topic.as_str();
            LinkItem::new(format!("#topic-{key}"), publishing::topic(l, key)).count(group.items.len().to_string())
        })
        .collect();
    let body = if groups.is_empty() {
        view! { <section class="sheet"><Empty icon="circle-help" title=t::empty(l) text=t::empty_text(l).to_owned()/></section> }
            .into_any()
    } else {
        view! { <Facets label=t::topics(l) links=topics/> {groups.into_iter().map(|group| view! { <Group group/> }).collect_view()} }.into_any()
    };
    view! {
        {title(t::questions(l))}
        <div class="page narrow">
            <PageHead title=t::headline(l) lede=t::lede(l).to_owned()/>
            {body}
            <Sheet title=t::ask(l) id="ask">
                <p>{t::ask_text(l, i64::from(answer_business_days))}</p>
                <p class="actions">
                    <ButtonLink look=Look::Go icon="mail" href=format!("mailto:{desk_email}")>{t::ask_go(l)}</ButtonLink>
                    <span class="quiet">{desk_email}</span>
                </p>
            </Sheet>
        </div>
    }
}

#[component]
fn Group(group: FaqGroup) -> impl IntoView {
    let key = group.topic.as_str();
    view! {
        <Sheet title=publishing::topic(lang(), key) id=format!("topic-{key}")>
            {group.items.into_iter().map(|item| view! { <Item item/> }).collect_view()}
        </Sheet>
    }
}

/// A link to an answer opens it.
#[component]
fn Item(item: FaqItem) -> impl IntoView {
    let hash = use_location().hash;
    let open = RwSignal::new(false);
    let own = format!("#{}", item.slug);
    Effect::new(move |_| {
        if hash.get() == own {
            open.set(true);
        }
    });
    view! {
        <details class="more faq" id=item.slug lang=item.lang.as_str() open=move || open.get()>
            <summary>{item.title}</summary>
            <div class="prose" inner_html=item.html></div>
        </details>
    }
}
