//! Every widget in its states, light beside dark: the page to open when a widget or a style changes.

use jiso::lang::Lang;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::widgets_samples as samples;
use crate::{
    format::{moment, number, signed},
    frame::{NotFoundPage, lang, title, visit},
    points::pt,
    text::{
        accounts, deal_files, deals, failure, form, home, leaderboards, learning, phases, points, problem, progress, publishing,
        targets, widgets as t,
    },
    ui::{
        Avatar, BarChart, Button, ButtonLink, Check, Choices, Clock, Crumbs, Dialog, Diff, Empty, Explain, Facets, Facts, Field,
        LineChart, LinkItem, Look, More, NextAction, Notice, PageHead, Pager, PathLine, Problems, Reward, Ring, Select, Sheet,
        Skeleton, Steps, TabsLine, Tag, TextArea, Tone, Track,
    },
};

/// The design page.
pub struct WidgetsPage;

#[lazy_route]
impl LazyRoute for WidgetsPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        if visit().demo { view! { <Widgets/> }.into_any() } else { view! { <NotFoundPage/> }.into_any() }
    }
}

#[component]
fn Widgets() -> impl IntoView {
    let l = lang();
    view! {
        {title(t::title(l))}
        <div class="page">
            <PageHead title=t::title(l) lede=t::lede(l) />
            <div class="split even">
                <div class="stack" data-theme="light">{theme(l, "light")}</div>
                <div class="stack" data-theme="dark">{theme(l, "dark")}</div>
            </div>
        </div>
    }
}

/// All widgets once; `theme` keeps the names of the two columns apart.
fn theme(l: Lang, theme: &'static str) -> impl IntoView {
    view! {
        {next_action(l)}
        {marks_and_buttons(l, theme)}
        {journeys(l)}
        {fields(l, theme)}
        {lists(l)}
        {charts(l)}
        {states(l, theme)}
    }
}

fn next_action(l: Lang) -> impl IntoView {
    view! {
        <NextAction
            kick=move || view! { {home::next(l)} <Tag icon="clock">{home::minutes(l, 5)}</Tag> }
            title=t::next_title(l)
            actions=move || {
                view! {
                    <ButtonLink href="#" look=Look::Go icon="mail">{t::next_mail(l)}</ButtonLink>
                    <ButtonLink href="#">{phases::button_open_script(l)}</ButtonLink>
                }
            }
        >
            <div class="why">
                <p><b>{home::why_now(l)}</b>{t::next_why(l)}</p>
            </div>
            <p class="tags">
                <Tag tone=Tone::Good>{home::gain_provisional(l, points::kind_meeting_held(l), number(80))}</Tag>
                <Tag>{t::next_help(l, t::manager(l))}</Tag>
            </p>
        </NextAction>
    }
}

fn marks_and_buttons(l: Lang, theme: &'static str) -> impl IntoView {
    view! {
        <Sheet title=t::marks(l) aside=move || view! { <a class="link" href="#">{home::all(l)}</a> }>
            <p class="tags">
                <Tag>{deals::status_draft(l)}</Tag>
                <Tag tone=Tone::Good>{deals::status_approved(l)}</Tag>
                <Tag tone=Tone::Wait>{deals::status_in_review(l)}</Tag>
                <Tag tone=Tone::Hot>{t::mark_here(l)}</Tag>
                <Tag tone=Tone::Bad>{home::late(l)}</Tag>
            </p>
            <div class="actions">
                <Button look=Look::Go>{targets::register(l)}</Button>
                <Button>{deals::save_draft(l)}</Button>
                <Button look=Look::Quiet>{form::cancel(l)}</Button>
                <Button look=Look::Danger icon="trash-2">{deal_files::remove(l)}</Button>
                <Button small=true>{t::button_small(l)}</Button>
                <Button small=true busy=true>{t::button_busy(l)}</Button>
                <Button small=true disabled=true>{t::button_done(l)}</Button>
                <Dialog
                    id=format!("withdraw-{theme}")
                    open_label=deals::withdraw_open(l)
                    title=deals::withdraw_title(l)
                    close_label=deals::close(l)
                    small=true
                >
                    <p>{deals::withdraw_text(l)}</p>
                </Dialog>
            </div>
            <p class="figure">{number(960)} <small>{points::unit(l)}</small></p>
            <Explain summary=t::health(l, 72)>{t::health_text(l)}</Explain>
            <More summary=t::more(l)>
                <p class="quiet">{t::more_text(l)}</p>
            </More>
        </Sheet>
    }
}

fn journeys(l: Lang) -> impl IntoView {
    view! {
        <Sheet title=t::journeys(l)>
            <PathLine steps=samples::path(l) />
            <Steps label=t::steps(l) names=samples::steps(l) here=1 />
            <Track
                stops=samples::stops(l)
                value=960
                value_text=pt(l, 960)
                reach=1120
                label=progress::track(l, t::tier_silver(l), t::tier_gold(l), pt(l, 240))
            />
            <Track
                stops=samples::stops(l)
                value=0
                value_text=pt(l, 0)
                label=progress::track(l, t::tier_registered(l), t::tier_silver(l), pt(l, 600))
            />
            <Track
                stops=samples::stops(l)
                value=2600
                value_text=pt(l, 2_600)
                label=progress::track_top(l, t::tier_platinum(l))
            />
            <ul class="rows">
                <Clock
                    title=home::waiting_title(l, t::customer(l))
                    href="#"
                    note=home::waiting_note(l, home::step_decision(l), accounts::role_partner_manager(l), moment(l, samples::due()))
                    remaining=home::left_days(l, 1)
                    progress=(1, 2)
                    label=home::clock(l, 50)
                />
                <Clock
                    title=home::step_visit_answer(l)
                    note=t::clock_late(l)
                    remaining=home::late(l)
                    tone=Tone::Bad
                    progress=(2, 2)
                    label=home::clock(l, 100)
                />
                <Clock title=home::step_answer(l) remaining=t::clock_kept(l) tone=Tone::Good />
            </ul>
            <p class="actions">
                <Ring percent=0 text=home::percent(l, 0) label=t::ring(l, 0) />
                <Ring percent=60 text=home::percent(l, 60) label=t::ring(l, 60) />
                <Ring percent=100 text=home::percent(l, 100) label=learning::state_completed(l) />
                <Ring percent=72 text=number(72) label=t::health(l, 72) big=true />
            </p>
        </Sheet>
    }
}

fn fields(l: Lang, theme: &'static str) -> impl IntoView {
    let name = |field: &str| format!("{theme}_{field}");
    let wrong = |text: &str| Signal::stored(Some(text.to_owned()));
    view! {
        <form class="form sheet">
            <Problems
                title=failure::invalid(l, 1)
                problems=vec![(name("customer"), deals::field_customer(l).to_owned())]
            />
            <Field
                name=name("customer")
                label=deals::field_customer(l)
                mark=t::required(l)
                value=t::customer(l)
                required=true
                hint=deals::customer_hint(l)
                problem=wrong(problem::already_ours(l))
            />
            <div class="pair">
                <Field
                    name=name("amount")
                    label=deals::field_amount(l)
                    before="¥"
                    inputmode="numeric"
                    value=number(samples::AMOUNT)
                />
                <Field
                    name=name("close")
                    label=deals::field_expected_close(l)
                    kind="date"
                    value=samples::expected_close().to_string()
                />
                <Field
                    name=name("email")
                    label=accounts::email(l)
                    kind="email"
                    autocomplete="email"
                    placeholder=t::email_example(l)
                />
                <Select
                    name=name("industry")
                    label=deals::field_industry(l)
                    options=samples::industries(l)
                    value="retail"
                    none=form::choose(l)
                />
            </div>
            <Choices
                name=name("stage")
                label=deals::move_stage(l)
                choices=samples::stages(l)
                selected=vec!["contact".to_owned()]
            />
            <Choices
                name=name("themes[]")
                label=publishing::field_industries(l)
                choices=samples::industries(l)
                many=true
                one_column=true
                problem=wrong(problem::choose(l))
            />
            <TextArea
                name=name("memo")
                label=deals::note_text(l)
                mark=form::optional(l)
                value=t::memo(l)
                hint=t::memo_hint(l)
            />
            <Check name=name("visit") label=t::visit(l, t::manager(l)) note=t::visit_note(l) checked=true />
            <div class="form-actions">
                <Button look=Look::Go>{targets::register(l)}</Button>
                <span class="quiet">{deals::draft_saved_on(l, moment(l, samples::sent()))}</span>
            </div>
        </form>
    }
}

fn lists(l: Lang) -> impl IntoView {
    view! {
        <Sheet title=t::lists(l)>
            <Crumbs label=deals::crumbs(l) links=vec![LinkItem::new("#", deals::deals(l))] here=t::customer(l) />
            <TabsLine label=deals::views(l) links=samples::tabs(l) />
            <Facets label=deals::desk_filter(l) links=samples::tabs(l) />
            <Facts facts=samples::facts(l) />
            <Facts facts=samples::facts(l) lines=true />
            <div class="person">
                <Avatar name=t::manager(l) />
                <div>
                    <h3>{t::manager(l)}</h3>
                    <p class="quiet">{accounts::role_partner_manager(l)}</p>
                </div>
            </div>
            <ol class="near">
                <li>
                    <span>{number(6)}</span>
                    <span class="hid">{leaderboards::hidden(l)}</span>
                    <span>{number(1_020)}</span>
                    <span></span>
                </li>
                <li class="me">
                    <span>{number(7)}</span>
                    <span>{t::company(l)}</span>
                    <span>{number(960)}</span>
                    <span class="up">"▲ 3"</span>
                </li>
                <li>
                    <span>{number(8)}</span>
                    <span>{t::company_below(l)}</span>
                    <span>{number(915)}</span>
                    <span class="down">"▼ 1"</span>
                </li>
            </ol>
            <Diff label=t::diff(l) lines=samples::changes(l) />
            <Pager
                label=deals::pages(l)
                previous_label=deals::page_previous(l)
                next_label=deals::page_next(l)
                previous=None
                next=Some("#".to_owned())
                position=t::position(l, number(1), number(20), number(40))
            />
        </Sheet>
    }
}

fn charts(l: Lang) -> impl IntoView {
    let heads = move || (home::month(l).to_owned(), deals::points(l).to_owned());
    let label = move || t::chart(l, number(20), number(106));
    view! {
        <Sheet title=t::charts(l)>
            <BarChart points=samples::months(l) label=label() table_label=home::as_table(l) heads=heads() />
            <LineChart points=samples::months(l) top=120 label=label() table_label=home::as_table(l) heads=heads() />
        </Sheet>
    }
}

fn states(l: Lang, theme: &'static str) -> impl IntoView {
    view! {
        <Notice tone=Tone::Good title=deals::verdict_clear(l)>
            <p>{deals::verdict_clear_text(l)}</p>
        </Notice>
        <Notice tone=Tone::Wait title=deals::verdict_similar(l) />
        <Notice tone=Tone::Bad title=t::failed(l) />
        <Notice>
            <p>{t::notice(l, t::theme(l, theme))}</p>
        </Notice>
        <Reward
            amount=deals::pt(l, signed(l, 80))
            title=deals::reward_title(l)
            rule=deals::reward_provisional(l, points::kind_deal_approved(l))
        />
        <section class="sheet">
            <Empty icon="briefcase" title=deals::empty_title(l) text=deals::empty_text(l)>
                <ButtonLink href="#">{deals::to_new(l)}</ButtonLink>
            </Empty>
        </section>
        <section class="sheet">
            <Skeleton />
        </section>
    }
}
