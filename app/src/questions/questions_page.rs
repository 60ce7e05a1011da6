use jiso::{
    goals::Side,
    lang::Lang,
    questions::{QuestionRow, QuestionState, QuestionsSheet},
    time::Day,
};
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route, params::ParamsMap};

use super::{
    api::{SetAway, questions},
    faq_parts::frequent,
};
use crate::{
    format::{day, dot, moment},
    forms::{FormProblems, FormState, PostForm, Submit, TextField, use_form},
    frame::{lang, load, show, title},
    text::questions as t,
    ui::{ButtonLink, Empty, Look, More, Notice, PageHead, Sheet, Tag, Tone},
};

/// `/questions`
pub struct QuestionsPage;

#[lazy_route]
impl LazyRoute for QuestionsPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_query_map();
        let form = use_form::<SetAway>();
        let source = move || query.with(ParamsMap::to_query_string);
        show(load(source, |_| questions()), move |sheet| view! { <Questions sheet form/> }.into_any())
    }
}

#[component]
fn Questions(sheet: QuestionsSheet, form: FormState<SetAway>) -> impl IntoView {
    let l = lang();
    let query = use_query_map();
    let QuestionsSheet { reader, may_ask, waiting, answered, done, away, faq } = sheet;
    let told = move || {
        (query.with(|q| q.get("done")).as_deref() == Some("away"))
            .then(|| view! { <Notice tone=Tone::Good title=t::done_away(l)/> })
    };
    let ask = move || may_ask.then(|| view! { <ButtonLink look=Look::Go href="/questions/new">{t::ask_go(l)}</ButtonLink> });
    let lede = if reader == Side::Vendor { t::lede_vendor(l) } else { t::lede(l) };
    let nothing = waiting.is_empty() && answered.is_empty() && done.is_empty();
    let (names, none) = match reader {
        Side::Vendor => ([t::waiting_vendor(l), t::answered_vendor(l)], (t::none_vendor(l), t::none_vendor_text(l))),
        Side::Partner => ([t::waiting(l), t::answered(l)], (t::none(l), t::none_text(l))),
    };
    let none = nothing.then(|| {
        view! { <section class="sheet"><Empty icon="circle-help" title=none.0 text=none.1.to_owned()/></section> }
    });
    let over =
        (!done.is_empty()).then(|| view! { <section class="sheet"><More summary=t::done(l)>{rows(l, done)}</More></section> });
    let group = move |title: &'static str, lines: Vec<QuestionRow>| {
        (!lines.is_empty()).then(|| view! { <Sheet title>{rows(l, lines)}</Sheet> })
    };
    let own = view! { {group(names[0], waiting)} {group(names[1], answered)} {over} {none} }.into_any();
    let absence = (reader == Side::Vendor).then(|| absence(l, away, form));
    let desk_email = faq.desk_email;
    let mail = (reader == Side::Partner).then(|| {
        view! {
            <Sheet title=t::ask(l) id="ask">
                <p>{t::ask_text(l, i64::from(faq.answer_business_days))}</p>
                <p class="actions"><ButtonLink href="/questions/new">{t::ask_go(l)}</ButtonLink></p>
                <p class="quiet">{t::ask_mail(l)} <a class="link" href=format!("mailto:{desk_email}")>{desk_email.clone()}</a></p>
            </Sheet>
        }
    });
    view! {
        {title(t::questions(l))}
        <div class="page narrow">
            <PageHead title=t::headline(l) lede=lede.to_owned() actions=ask/>
            <div role="status" class="live">{told}</div>
            {own}
            {absence}
            <h2 id="faq">{t::faq(l)}</h2>
            {frequent(faq.groups)}
            {mail}
        </div>
    }
}

fn rows(l: Lang, lines: Vec<QuestionRow>) -> impl IntoView {
    let row = move |one: QuestionRow| {
        let late = one.clock.is_some_and(|clock| clock.late);
        let due = one.clock.map(|clock| if late { t::late(l, moment(l, clock.due)) } else { t::due(l, moment(l, clock.due)) });
        let holder = one.holder.filter(|_| one.state == QuestionState::Asked).map(|name| t::holder(l, name));
        let asker = t::asked_by(l, one.asker);
        let note = [one.company_name, Some(asker), one.topic, holder, due].into_iter().flatten().collect::<Vec<_>>().join(dot(l));
        let tone = match one.state {
            _ if late => Tone::Bad,
            QuestionState::Asked => Tone::Wait,
            QuestionState::Answered if one.yours => Tone::Wait,
            QuestionState::Answered | QuestionState::Solved => Tone::Good,
            QuestionState::Withdrawn => Tone::Plain,
        };
        view! {
            <li>
                <div>
                    <h3><a href=format!("/questions/{}", one.id)>{one.title}</a></h3>
                    <p class="quiet">{note}</p>
                </div>
                <Tag tone>{t::state(l, one.state.as_str())}</Tag>
            </li>
        }
    };
    view! { <ul class="rows">{lines.into_iter().map(row).collect_view()}</ul> }
}

fn absence(l: Lang, away: Option<Day>, form: FormState<SetAway>) -> impl IntoView {
    let now = away.map(|until| view! { <Notice tone=Tone::Wait title=t::away_now(l, day(l, until))/> });
    let begin = away.map(|until| until.to_string()).unwrap_or_default();
    let open = form.typed("until").is_some();
    view! {
        <section class="sheet">
            {now}
            <More summary=t::away(l) open>
                <PostForm form class="form">
                    <FormProblems failure=form.failure()/>
                    <p class="quiet">{t::away_lead(l)}</p>
                    <TextField name="until" kind="date" optional=true label=t::away_until(l) hint=t::away_hint(l) value=form.value("until", begin) problem=form.problem("until")/>
                    <div class="form-actions"><Submit class="btn" pending=form.pending() label=t::away_send(l)/></div>
                </PostForm>
            </More>
        </section>
    }
}
