use jiso::{
    lang::Lang,
    targets::{KitPart, MailDraft, TargetKit},
};
use leptos::{ev::Event, html, prelude::*};
use leptos_router::{LazyRoute, hooks::use_params_map, lazy_route};

use super::api::kit_for_target;
use crate::{
    format::day,
    frame::{lang, load, show, title},
    text::{kits, scripts, targets as t},
    ui::{CopyButton, Crumbs, Icon, LinkItem, More, Notice, PageHead, PrintButton, Tag, Tone, escaped},
};

/// `/targets/:id/kit`
pub struct TargetKitPage;

#[lazy_route]
impl LazyRoute for TargetKitPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let params = use_params_map();
        let which = move || params.with(|p| p.get("id")).unwrap_or_default();
        show(load(which, kit_for_target), move |kit| view! { <Kit kit/> }.into_any())
    }
}

#[component]
fn Kit(kit: TargetKit) -> impl IntoView {
    let l = lang();
    let TargetKit { target, customer, parts, mail } = kit;
    let headline = t::kit_title(l, &customer);
    let file = format!("/targets/{target}/kit.html");
    let register = format!("/deals/new?target={target}");
    let above = move || view! { <Crumbs label=t::here(l) links=vec![LinkItem::new("/targets", t::title(l))]/> };
    let actions = move || {
        view! {
            <a class="btn go" href=file.clone() rel="external" download=true><Icon name="download"/>{t::kit_download(l)}</a>
            <a class="btn" href=register.clone()>{t::register(l)}</a>
            <PrintButton label=kits::print(l)/>
        }
    };
    let none = parts.is_empty().then(|| view! { <Notice title=t::kit_parts_none(l)/> });
    let parts = parts.into_iter().map(|part| part_view(l, part)).collect_view();
    view! {
        {title(headline.clone())}
        <div class="page narrow">
            <PageHead title=headline lede=t::kit_lede(l) above actions/>
            {none}
            {mail_view(l, &mail)}
            {parts}
        </div>
    }
}

fn mail_view(l: Lang, mail: &MailDraft) -> AnyView {
    let field = NodeRef::<html::Textarea>::new();
    let address = RwSignal::new(mail.address());
    let edit = move |event: Event| address.set(MailDraft::read(&event_target_value(&event)).address());
    view! {
        <section class="sheet mail" id="mail">
            <h2>{t::kit_mail(l)}</h2>
            <p class="quiet no-print" id="mail-lead">{t::kit_mail_lead(l)}</p>
            <textarea
                rows="24"
                autocomplete="off"
                aria-label=t::kit_mail(l)
                aria-describedby="mail-lead"
                node_ref=field
                on:input=edit
                inner_html=escaped(&mail.written())
            ></textarea>
            <div class="tools no-print">
                <a class="btn small" rel="external" href=move || address.get()><Icon name="mail"/>{t::kit_mail_open(l)}</a>
                <CopyButton
                    target=field
                    label=t::kit_mail_copy(l)
                    done=t::kit_mail_copied(l)
                    failed=t::kit_mail_copy_failed(l)
                />
            </div>
        </section>
    }
    .into_any()
}

fn part_view(l: Lang, part: KitPart) -> AnyView {
    let page = format!("/kits/{}", part.slug);
    let play = part.plays.then(|| {
        let href = format!("/kits/{}/play", part.slug);
        view! { <div class="tools no-print"><a class="btn small" href=href><Icon name="play"/>{scripts::play(l)}</a></div> }
    });
    let mark = part.stale.then(|| view! { <Tag tone=Tone::Wait>{kits::stale(l)}</Tag> });
    let stale = part.stale.then(|| {
        let text = kits::stale_text(l, &part.owner);
        view! { <Notice tone=Tone::Wait title=kits::stale_title(l, day(l, part.valid_until))><p>{text}</p></Notice> }
    });
    view! {
        <section class="sheet paper">
            <p class="tags"><Tag>{kits::kind(l, part.kind.as_str())}</Tag> {mark}</p>
            <h2 lang=part.lang.as_str()><a href=page>{part.title}</a></h2>
            {stale}
            {play}
            <More summary=t::kit_read(l)>
                <div class="tools no-print">
                    <CopyButton target=part.plain label=kits::copy(l) done=kits::copied(l) failed=t::kit_copy_failed(l)/>
                </div>
                <article class="prose" lang=part.lang.as_str() inner_html=part.html></article>
            </More>
        </section>
    }
    .into_any()
}
