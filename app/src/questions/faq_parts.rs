use jiso::questions::{FaqGroup, FaqItem};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{
    frame::lang,
    text::{publishing, questions as t},
    ui::{Empty, Facets, LinkItem, Sheet},
};

/// The frequent questions, by topic.
pub fn frequent(groups: Vec<FaqGroup>) -> AnyView {
    let l = lang();
    let topics = groups
        .iter()
        .map(|group| {
            let key = group.topic.as_str();
            LinkItem::new(format!("#topic-{key}"), publishing::topic(l, key)).count(group.items.len().to_string())
        })
        .collect();
    if groups.is_empty() {
        return view! { <section class="sheet"><Empty icon="circle-help" title=t::empty(l) text=t::empty_text(l).to_owned()/></section> }
            .into_any();
    }
    view! { <Facets label=t::topics(l) links=topics/> {groups.into_iter().map(|group| view! { <Group group/> }).collect_view()} }
        .into_any()
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
