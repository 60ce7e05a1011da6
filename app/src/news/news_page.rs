use jiso::news::NewsLine;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::{api::news, parts::industry_tags};
use crate::{
    format,
    frame::{lang, load, show, title},
    text::news as t,
    ui::{Empty, Icon, PageHead, Tag, Tone},
};

pub struct NewsPage;

#[lazy_route]
impl LazyRoute for NewsPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        show(load(|| (), |()| news()), |lines| view! { <News lines/> }.into_any())
    }
}

#[component]
fn News(lines: Vec<NewsLine>) -> impl IntoView {
    let l = lang();
    let unread = i64::try_from(lines.iter().filter(|line| !line.read).count()).unwrap_or(0);
    let lede = if unread == 0 { t::all_read(l).to_owned() } else { t::unread_count(l, unread) };
    view! {
        {title(t::news(l))}
        <div class="page narrow">
            <PageHead title=t::news(l) lede/>
            <section class="sheet">
                {if lines.is_empty() {
                    view! { <Empty icon="newspaper" title=t::empty(l) text=t::empty_text(l).to_owned()/> }.into_any()
                } else {
                    view! { <ul class="rows">{lines.into_iter().map(|line| view! { <Line line/> }).collect_view()}</ul> }.into_any()
                }}
            </section>
        </div>
    }
}

#[component]
fn Line(line: NewsLine) -> impl IntoView {
    let l = lang();
    let unread = !line.read;
    view! {
        <li>
            <div>
                <h3 lang=line.lang.as_str()><a href=format!("/news/{}", line.slug)>{line.title}</a></h3>
                <p class="quiet" lang=line.lang.as_str()>{line.summary}</p>
                <p class="tags">
                    {unread.then(|| view! { <Tag tone=Tone::Good>{t::unread(l)}</Tag> })}
                    {industry_tags(l, &line.industries)}
                    <small class="quiet"><time datetime=line.date.to_string()>{format::day(l, line.date)}</time></small>
                </p>
            </div>
            <Icon name="chevron-right"/>
        </li>
    }
}
