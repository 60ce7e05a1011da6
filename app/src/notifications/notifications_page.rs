use jiso::notifications::NoticeKind;
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route, params::ParamsMap};

use super::{
    api::{OpenNotice, ReadAllNotices, notifications},
    words::{NoticeLine, NoticesWords},
};
use crate::{
    forms::{FormProblems, FormState, HiddenField, PostForm, Submit, use_form},
    frame::{lang, load, show, title, unread},
    text::notifications as t,
    ui::{Empty, Icon, More, Notice, PageHead, Sheet, Tone},
};

/// `/notifications`
pub struct NotificationsPage;

#[lazy_route]
impl LazyRoute for NotificationsPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_query_map();
        let (open, read_all) = (use_form(), use_form());
        // What a form has done is told in the query, and the page is read anew.
        let source = move || query.with(ParamsMap::to_query_string);
        show(load(source, |_| notifications()), move |sheet| view! { <Whole sheet open read_all/> }.into_any())
    }
}

#[component]
fn Whole(sheet: NoticesWords, open: FormState<OpenNotice>, read_all: FormState<ReadAllNotices>) -> impl IntoView {
    let l = lang();
    let query = use_query_map();
    let done = move || query.with(|q| q.get("done")).is_some();
    let NoticesWords { unread: new, read, count } = sheet;
    // The number in the header is that of the document's first load.
    Effect::new(move || unread().set(count));
    let newest = new.first().map(|line| line.id.clone());
    let more = i64::from(count) - i64::try_from(new.len()).unwrap_or(0);
    let empty = new.is_empty().then(|| view! { <Empty icon="bell" title=t::none(l) text=t::none_more(l)/> });
    let all = newest.map(|newest| {
        view! {
            <PostForm form=read_all>
                <HiddenField name="newest" value=newest/>
                <Submit class="btn" pending=read_all.pending() label=t::read_all(l)/>
            </PostForm>
        }
    });
    let new = new.into_iter().map(|line| row(line, open)).collect_view();
    let read_lines = (!read.is_empty()).then(|| {
        let lines = read.into_iter().map(|line| row(line, open)).collect_view();
        view! { <More summary=t::read(l)><ul class="rows notices">{lines}</ul></More> }
    });
    view! {
        {title(t::title(l))}
        <div class="page narrow">
            <PageHead title=t::title(l) lede=t::lede(l)/>
            <div role="status" class="live">
                {move || done().then(|| view! { <Notice tone=Tone::Good title=t::all_read(l)/> })}
            </div>
            <Sheet title=t::unread(l, i64::from(count)) id="unread">
                {empty}
                <FormProblems failure=open.failure()/>
                <ul class="rows notices">{new}</ul>
                {(more > 0).then(|| view! { <p class="quiet">{t::older(l, more)}</p> })}
                {all}
                {read_lines}
            </Sheet>
            <p><a class="link" href="/me#notices">{t::settings(l)}</a></p>
        </div>
    }
}

/// The button leads to what it is about, and the notification is read.
fn row(line: NoticeLine, open: FormState<OpenNotice>) -> AnyView {
    let NoticeLine { id, kind, headline, detail, facts } = line;
    view! {
        <li>
            <Icon name=icon(kind)/>
            <div>
                <h3>
                    <PostForm form=open>
                        <HiddenField name="notice" value=id/>
                        <button type="submit" >{headline}</button>
                    </PostForm>
                </h3>
                <p>{detail}</p>
                <p class="quiet terse">{facts}</p>
            </div>
        </li>
    }
    .into_any()
}

const fn icon(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::DealDecided => "circle-check",
        NoticeKind::DealReturned => "pencil",
        NoticeKind::ProtectionEnding | NoticeKind::ProtectionEnded | NoticeKind::Escalated | NoticeKind::MoreTime => "clock",
        NoticeKind::Goal => "target",
        NoticeKind::Tier => "trending-up",
        NoticeKind::Asked => "arrow-right",
        NoticeKind::Praise => "hand-heart",
        NoticeKind::Visit => "calendar",
        NoticeKind::Lead => "inbox",
        NoticeKind::Content => "file-text",
        NoticeKind::Board => "list-checks",
        NoticeKind::Question => "circle-help",
        NoticeKind::KeyPerson => "users",
    }
}
