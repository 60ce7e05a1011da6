use jiso::{
    address::address,
    page::Page,
    publishing::{ContentFilter, ContentLine, DocumentKind, DocumentStatus},
};
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};

use super::{
    api::content,
    parts::{langs, status_tag, writer},
};
use crate::{
    format,
    frame::{lang, load, show, title},
    text::{publishing as t, trace},
    ui::{Button, ButtonLink, Check, Empty, Facets, Field, Icon, LinkItem, Look, PageHead, Pager, Select, TabsLine, Tag, Tone},
};

pub struct ContentPage;

#[lazy_route]
impl LazyRoute for ContentPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_query_map();
        let filter = move || {
            let part = |name: &str| query.with(|q| q.get(name).unwrap_or_default());
            ContentFilter {
                kind: part("kind"),
                lang: part("written"),
                status: part("status"),
                text: part("text"),
                stale: part("stale") == "true",
                page: part("page"),
            }
        };
        show(load(filter, content), move |page| {
            let filter = untrack(filter);
            view! { <Content page filter/> }.into_any()
        })
    }
}

fn href(filter: &ContentFilter) -> String {
    let ContentFilter { kind, lang, status, text, stale, page } = filter;
    let stale = if *stale { "true" } else { "" };
    // Not `lang`: that is the language of the portal itself.
    let all = [("kind", kind.as_str()), ("written", lang), ("status", status), ("text", text), ("stale", stale), ("page", page)];
    address("/console/content", all.into_iter().filter(|(_, value)| !value.is_empty()))
}

/// The list with another filter begins at its first page.
fn with(filter: &ContentFilter, change: impl FnOnce(&mut ContentFilter)) -> String {
    let mut other = ContentFilter { page: String::new(), ..filter.clone() };
    change(&mut other);
    href(&other)
}

#[component]
fn Content(page: Page<ContentLine>, filter: ContentFilter) -> impl IntoView {
    let l = lang();
    let mut kinds = vec![LinkItem::new(with(&filter, |f| f.kind.clear()), t::all(l)).here(filter.kind.is_empty())];
    kinds.extend(DocumentKind::ALL.iter().map(|kind| {
        let key = kind.as_str();
        LinkItem::new(with(&filter, |f| f.kind = key.into()), t::kind(l, key)).here(filter.kind == key)
    }));
    let statuses = DocumentStatus::ALL.iter().map(|status| {
        let (key, here) = (status.as_str(), filter.status == status.as_str());
        LinkItem::new(with(&filter, |f| f.status = if here { String::new() } else { key.into() }), t::status(l, key)).here(here)
    });
    let mut marks: Vec<LinkItem> = statuses.collect();
    marks.push(LinkItem::new(with(&filter, |f| f.stale = !f.stale), t::stale(l)).here(filter.stale));
    let turn = |number: u32| href(&ContentFilter { page: number.to_string(), ..filter.clone() });
    let (previous, next) = ((page.number > 1).then(|| turn(page.number - 1)), page.has_more.then(|| turn(page.number + 1)));
    let number = page.number;
    view! {
        {title(t::content(l))}
        <div class="page">
            <PageHead
                title=t::headline(l)
                lede=t::lede(l).to_owned()
                actions=move || {
                    view! {
                        <ButtonLink href="/console/trace" look=Look::Quiet icon="trending-up">{trace::link(l)}</ButtonLink>
                        <ButtonLink href="/console/content/new" look=Look::Go icon="plus">{t::new(l)}</ButtonLink>
                    }
                }
            />
            <div class="stack tight">
                <TabsLine label=t::kind_label(l) links=kinds/>
                <Facets label=t::status_label(l) links=marks/>
                <Finder filter/>
            </div>
            <section class="sheet">
                {if page.items.is_empty() {
                    view! { <Empty icon="file-text" title=t::empty(l) text=t::empty_text(l).to_owned()/> }.into_any()
                } else {
                    view! { <ul class="rows">{page.items.into_iter().map(|line| view! { <Line line/> }).collect_view()}</ul> }.into_any()
                }}
            </section>
            <Pager label=t::pages(l) previous_label=t::previous(l) next_label=t::next(l) previous next position=t::page(l, number)/>
        </div>
    }
}

/// A plain form: its address is the filter, so that it can be shared and works without JavaScript.
#[component]
fn Finder(filter: ContentFilter) -> impl IntoView {
    let l = lang();
    let narrowed = filter != ContentFilter::default();
    view! {
        <form method="get" action="/console/content" class="finder sheet" role="search" aria-label=t::find(l)>
            <Field name="text" kind="search" label=t::text(l) value=filter.text autocomplete="off"/>
            <Select name="written" label=t::language(l) options=langs(l) none=t::all(l) value=filter.lang/>
            <input type="hidden" name="kind" value=filter.kind/>
            <input type="hidden" name="status" value=filter.status/>
            {filter.stale.then(|| view! { <Check name="stale" label=t::stale(l) checked=true/> })}
            <div class="actions">
                <Button icon="search">{t::find_go(l)}</Button>
                {narrowed.then(|| view! { <a class="link" href="/console/content">{t::clear(l)}</a> })}
            </div>
        </form>
    }
}

#[component]
fn Line(line: ContentLine) -> impl IntoView {
    let l = lang();
    let place = match (&line.module, line.position) {
        (Some(module), Some(position)) => format!("{module} / {position:02}-{}", line.slug),
        _ => line.slug.clone(),
    };
    let facts = [t::kind(l, line.kind.as_str()), t::lang(l, line.lang.as_str())].join(format::dot(l));
    let title = if line.title.is_empty() { t::untitled(l).to_owned() } else { line.title };
    view! {
        <li>
            <div>
                <h3 lang=line.lang.as_str()><a href=format!("/console/content/{}", line.document)>{title}</a></h3>
                <p class="tags">
                    {status_tag(l, line.status)}
                    <span class="quiet">{facts}</span>
                    {line.valid_until.filter(|_| line.stale).map(|day| view! {
                        <Tag tone=Tone::Wait icon="clock">{t::stale_since(l, format::day(l, day))}</Tag>
                    })}
                </p>
                <p class="quiet place">
                    <span>{place}</span>
                    <span class="terse">{t::edited(l, format::moment(l, line.updated_at), writer(l, line.by))}</span>
                </p>
            </div>
            <Icon name="chevron-right"/>
        </li>
    }
}
