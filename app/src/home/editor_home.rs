use jiso::{
    home::EditorHome,
    page::Page,
    publishing::{ContentLine, DocumentStatus},
};
use leptos::prelude::*;

use crate::{
    format::{day, dot, moment},
    frame::{failed, lang},
    publishing::writer,
    text::{accounts, home as t},
    ui::{ButtonLink, Look, PageHead, Sheet, Tag, Tone},
    wire::{Fault, unpack},
};

/// Lines of each list; the rest is on the page of all content.
const SHOWN: usize = 8;

/// Its code travels when it is needed, as the vendor's.
#[lazy]
pub fn editors_home(packed: Vec<u8>) -> AnyView {
    match unpack(&packed) {
        Ok(home) => shown(home),
        Err(Fault(failure)) => failed(failure),
    }
}

fn shown(home: EditorHome) -> AnyView {
    let l = lang();
    let EditorHome { person, unpublished, stale, misses } = home;
    let count = |page: &Page<ContentLine>| format!("{}{}", page.items.len(), if page.has_more { "+" } else { "" });
    let clear = unpublished.items.is_empty() && stale.items.is_empty() && misses == 0;
    let head = if clear { t::editor_clear(l).to_owned() } else { t::editor_head(l, count(&unpublished), count(&stale), misses) };
    view! {
        <PageHead
            title=head
            lede=t::editor_lede(l, person)
            actions=move || view! { <ButtonLink href="/console/content" look=Look::Go icon="pencil">{t::editor_open(l)}</ButtonLink> }
        />
        <Misses misses/>
        <div class="split even">
            <Texts title=t::editor_drafts(l) none=t::editor_drafts_none(l) href="/console/content?status=changed" texts=unpublished.items/>
            <Texts title=t::editor_stale(l) none=t::editor_stale_none(l) href="/console/content?stale=true" texts=stale.items/>
        </div>
    }
    .into_any()
}

/// What partners did not find waits for a text or a synonym.
#[component]
fn Misses(misses: u32) -> impl IntoView {
    let l = lang();
    (misses > 0).then(|| {
        view! {
            <Sheet title=t::editor_misses(l)>
                <p>{t::editor_misses_waiting(l, misses.into())}</p>
                <p><a class="link" href="/console/searches">{t::editor_misses_open(l)}</a></p>
            </Sheet>
        }
    })
}

#[component]
fn Texts(title: &'static str, none: &'static str, href: &'static str, texts: Vec<ContentLine>) -> impl IntoView {
    let l = lang();
    let line = move |text: ContentLine| {
        let (tone, mark) = match text.status {
            _ if text.stale => (Tone::Bad, t::stale(l)),
            DocumentStatus::Draft => (Tone::Wait, t::draft(l)),
            _ => (Tone::Wait, t::changed(l)),
        };
        let until =
            text.valid_until.filter(|_| text.stale).map(|until| format!("{}{}", dot(l), t::editor_until(l, day(l, until))));
        let language = accounts::lang(l, text.lang.as_str());
        view! {
            <li>
                <div>
                    <h3><a href=format!("/console/content/{}", text.document)>{text.title}</a></h3>
                    <p class="quiet">{language} {dot(l)} {t::editor_line(l, moment(l, text.updated_at), writer(l, text.by))} {until}</p>
                </div>
                <Tag tone>{mark}</Tag>
            </li>
        }
    };
    let body = if texts.is_empty() {
        view! { <p class="quiet">{none}</p> }.into_any()
    } else {
        view! { <ul class="rows">{texts.into_iter().take(SHOWN).map(line).collect_view()}</ul> }.into_any()
    };
    view! { <Sheet title aside=move || view! { <a class="link" href=href>{t::all(l)}</a> }>{body}</Sheet> }
}
