use jiso::news::NewsSheet;
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_params_map, lazy_route};

use super::{api::news_item, parts::industry_tags};
use crate::{
    format,
    frame::{lang, load, show, title},
    text::news as t,
    ui::{ButtonLink, Crumbs, LinkItem, Notice, PageHead},
};

pub struct NewsItemPage;

#[lazy_route]
impl LazyRoute for NewsItemPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let params = use_params_map();
        let slug = move || params.with(|p| p.get("slug").unwrap_or_default());
        show(load(slug, news_item), |sheet| view! { <Item sheet/> }.into_any())
    }
}

#[component]
fn Item(sheet: NewsSheet) -> impl IntoView {
    let l = lang();
    let NewsSheet { line, html, .. } = sheet;
    let own = line.lang.as_str();
    view! {
        {title(line.title.clone())}
        <div class="page narrow">
            <PageHead
                title=line.title
                lede=line.summary
                above=move || view! { <Crumbs label=t::here(l) links=vec![LinkItem::new("/news", t::news(l))]/> }
            >
                <p class="tags">
                    <small class="quiet"><time datetime=line.date.to_string()>{format::day(l, line.date)}</time></small>
                    {industry_tags(l, &line.industries)}
                </p>
            </PageHead>
            {(line.lang != l).then(|| view! { <Notice><p>{t::other_language(l)}</p></Notice> })}
            <article class="prose" lang=own inner_html=html></article>
            <p class="actions"><ButtonLink href="/news">{t::back(l)}</ButtonLink></p>
        </div>
    }
}
