use jiso::questions::{AskSheet, Similar, TopicView};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};

use super::{
    answer_time,
    api::{AskQuestion, question_to_ask, similar_questions},
    similar_view::similar_rows,
};
use crate::{
    forms::{FormProblems, FormState, HiddenField, PostForm, Radios, Submit, TextArea, TextField, use_form},
    frame::{lang, load, show, title},
    text::questions as t,
    ui::{Choice, Crumbs, Facts, LinkItem, PageHead},
};

/// `/questions/new?about=…&title=…`
pub struct AskPage;

#[lazy_route]
impl LazyRoute for AskPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_query_map();
        let form = use_form::<AskQuestion>();
        let about = move || query.with(|q| q.get("about")).unwrap_or_default();
        let begun = query.with_untracked(|q| q.get("title")).unwrap_or_default();
        show(load(about, question_to_ask), move |sheet| view! { <Ask sheet begun=begun.clone() form/> }.into_any())
    }
}

#[component]
fn Ask(sheet: AskSheet, begun: String, form: FormState<AskQuestion>) -> impl IntoView {
    let l = lang();
    let AskSheet { key, topics, topic, about, desk_email } = sheet;
    let similar = RwSignal::new(Vec::<Similar>::new());
    let latest = StoredValue::new(String::new());
    let typed = Callback::new(move |typed: String| {
        latest.set_value(typed.clone());
        spawn_local(async move {
            let found = similar_questions(typed.clone()).await.unwrap_or_default();
            // An answer to what is no longer in the field comes too late.
            if latest.try_with_value(|latest| *latest == typed) == Some(true) {
                similar.set(found);
            }
        });
    });
    let crumbs = move || view! { <Crumbs label=t::crumbs(l) links=vec![LinkItem::new("/questions", t::questions(l))] here=t::new_title(l)/> };
    let page =
        about.as_ref().map(|(_, page)| view! { <Facts facts=vec![(t::about(l).to_owned(), page.label.clone())] lines=true/> });
    let about = about.map(|(path, _)| path).unwrap_or_default();
    let choices: Vec<Choice> = topics.into_iter().map(|one| choice(l, one)).collect();
    let first = form.value("topic", topic);
    let topics = (!choices.is_empty()).then(|| {
        view! { <Radios name="topic" one_column=true label=t::topic(l) value=first options=choices problem=form.problem("topic")/> }
    });
    view! {
        {title(t::new_title(l))}
        <div class="page narrow">
            <PageHead title=t::new_title(l) lede=t::new_lede(l) above=crumbs/>
            <section class="sheet">
                <PostForm form class="form">
                    <FormProblems failure=form.failure()/>
                    <HiddenField name="idempotency_key" value=form.value("idempotency_key", key)/>
                    <HiddenField name="about" value=form.value("about", about)/>
                    {page}
                    <TextField name="title" autocomplete="off" label=t::question(l) hint=t::question_hint(l) value=form.value("title", begun) problem=form.problem("title") on_typed=typed/>
                    <div class="live" role="status">
                        {move || {
                            let found = similar.get();
                            (!found.is_empty()).then(|| view! {
                                <p><strong>{t::similar(l)}</strong>" "<span class="quiet">{t::similar_lead(l)}</span></p>
                                {similar_rows(l, found)}
                            })
                        }}
                    </div>
                    <TextArea name="text" optional=true label=t::details(l) hint=t::details_hint(l) value=form.value("text", "") problem=form.problem("text")/>
                    {topics}
                    <div class="form-actions"><Submit pending=form.pending() label=t::send(l)/></div>
                    <p class="quiet">{t::ask_mail(l)} <a class="link" href=format!("mailto:{desk_email}")>{desk_email.clone()}</a></p>
                </PostForm>
            </section>
        </div>
    }
}

fn choice(l: jiso::lang::Lang, topic: TopicView) -> Choice {
    let within = answer_time(l, topic.within);
    let note = match (topic.person, topic.stands_in) {
        (Some(person), false) => t::topic_hint(l, person, within),
        (Some(person), true) => t::topic_hint_stand_in(l, person, within),
        (None, _) => t::topic_hint_nobody(l, within),
    };
    Choice::new(topic.key, topic.name).note(note)
}
