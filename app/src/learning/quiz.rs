use jiso::{
    lang::Lang,
    learning::{Graded, Key, Part, QuestionView, QuizResult, answer_slot},
    publishing::QuestionKind,
};
use leptos::prelude::*;

use super::api::AnswerQuiz;
use crate::{
    forms::{FormProblems, FormState, HiddenField, PostForm, Submit, choice_problem_text, wire_name},
    frame::lang,
    text::learning as t,
    ui::{Notice, Tone, changing},
};

/// What the quiz of a lesson sends along.
#[derive(Clone)]
pub struct QuizTarget {
    pub module: String,
    pub lesson: String,
    pub revision: String,
    pub from: String,
}

/// The questions of a lesson, with the explanation of each once it was answered.
#[component]
pub fn Quiz(
    form: FormState<AnswerQuiz>,
    target: QuizTarget,
    questions: Vec<QuestionView>,
    pass_mark: u8,
    best_score: Option<u8>,
    /// Answers are taken.
    counted: bool,
    /// Answering is the next thing to do.
    #[prop(into)]
    is_next: Signal<bool>,
) -> impl IntoView {
    let l = lang();
    let count = i64::try_from(questions.len()).unwrap_or(0);
    let answered = questions.iter().any(|question| question.graded.is_some());
    let result = move || form.outcome().and_then(Result::ok);
    let answered = move || answered || result().is_some();
    let items =
        questions.into_iter().enumerate().map(|(i, question)| view! { <Question form i question counted/> }).collect_view();
    let submit = move || {
        let class = if is_next.get() { "btn go" } else { "btn" };
        let label = if answered() { t::answer_again(l) } else { t::answer(l) };
        Some(view! { <Submit class pending=form.pending() label/> }.into_any())
    };
    view! {
        <section class="sheet" id="quiz">
            <div class="sheet-head">
                <h2>{t::quiz(l)}</h2>
                {best_score.map(|score| view! { <span class="quiet">{t::best_score(l, score)}</span> })}
            </div>
            <p class="quiet">{t::quiz_lead(l, count, pass_mark)}</p>
            <PostForm form anchor="quiz" class="form">
                <FormProblems failure=form.failure()/>
                <HiddenField name="module" value=target.module/>
                <HiddenField name="lesson" value=target.lesson/>
                <HiddenField name="revision" value=target.revision/>
                <HiddenField name="from" value=target.from/>
                <ol class="quiz">{items}</ol>
                <div role="status" class="live">{changing(move || result().map(|result| view! { <Score result/> }.into_any()))}</div>
                {counted.then(|| view! { <div class="form-actions">{changing(submit)}</div> })}
            </PostForm>
        </section>
    }
}

#[component]
fn Score(result: QuizResult) -> impl IntoView {
    let l = lang();
    let (total, right, percent) = (result.grade.questions.len(), result.grade.right, result.grade.percent);
    if result.grade.passed {
        view! { <Notice tone=Tone::Good title=t::score_passed(l, total, right, percent)/> }.into_any()
    } else {
        view! {
            <Notice tone=Tone::Wait title=t::score_failed(l, total, right, percent, result.pass_mark)>
                <p>{t::score_failed_text(l)}</p>
            </Notice>
        }
        .into_any()
    }
}

#[component]
fn Question(form: FormState<AnswerQuiz>, i: usize, question: QuestionView, counted: bool) -> impl IntoView {
    let l = lang();
    let QuestionView { kind, ask, options, graded, part } = question;
    let graded = Signal::derive(move || match form.outcome() {
        Some(Ok(result)) => result.grade.questions.get(i).cloned(),
        _ => graded.clone(),
    });
    let problem = form.problem(format!("answers.{i}"));
    let problem = Signal::derive(move || problem.get().map(|problem| choice_problem_text(l, &problem)));
    let texts: Vec<String> = options.iter().map(|option| option.text.clone()).collect();
    let count = options.len();
    let hint = match kind {
        QuestionKind::Single => t::choose_one(l),
        QuestionKind::Multiple => t::choose_all(l),
        QuestionKind::Order => t::put_in_order(l),
    };
    let (hint_id, problem_id) = (format!("question-{i}-hint"), format!("question-{i}-problem"));
    let described_by = format!("{hint_id} {problem_id}");
    let inputs = options
        .into_iter()
        .enumerate()
        .map(|(o, option)| {
            let slot = format!("answers.{}", answer_slot(kind, i, o));
            if kind == QuestionKind::Order {
                let place = option.place.map_or_else(String::new, |place| format!("{i}:{o}:{place}"));
                let place = form.value(&slot, place);
                view! { <Placed i o count name=slot text=option.text place graded counted/> }.into_any()
            } else {
                let value = format!("{i}:{o}");
                let checked = form.checked(&slot, &value, option.chosen);
                let many = kind == QuestionKind::Multiple;
                view! { <Pick o name=slot value text=option.text checked many graded counted/> }.into_any()
            }
        })
        .collect_view();
    view! {
        <li>
            <fieldset aria-describedby=described_by>
                <legend>{ask}</legend>
                <p class="quiet" id=hint_id>{hint}</p>
                <div class="choices one">{inputs}</div>
                <p class="problem" id=problem_id aria-live="polite">{problem}</p>
            </fieldset>
            {changing(move || graded.get().map(|graded| view! { <Because kind graded texts=texts.clone() part=part.clone()/> }.into_any()))}
        </li>
    }
}

/// An option of a single or multiple choice.
#[component]
fn Pick(
    o: usize,
    name: String,
    value: String,
    text: String,
    checked: bool,
    many: bool,
    #[prop(into)] graded: Signal<Option<Graded>>,
    counted: bool,
) -> impl IntoView {
    let l = lang();
    let class = Signal::derive(move || graded.with(|graded| mark(l, o, many, graded.as_ref())).0.to_owned());
    let note = Signal::derive(move || graded.with(|graded| mark(l, o, many, graded.as_ref())).1.to_owned());
    let kind = if many { "checkbox" } else { "radio" };
    view! {
        <label class=class>
            <input type=kind name=wire_name(&name) value=value checked=checked disabled=!counted/>
            <span>{text} <small>{note}</small></span>
        </label>
    }
}

/// The class of an option and the word beside it.
fn mark(l: Lang, o: usize, many: bool, graded: Option<&Graded>) -> (&'static str, &'static str) {
    match graded {
        Some(Graded { key: Some(key), .. }) if key.correct.contains(&o) => ("choice right", t::is_correct(l)),
        // Of several, one may well have been right.
        Some(graded) if graded.given.contains(&o) => {
            (if many && graded.key.is_none() { "choice" } else { "choice wrong" }, t::is_chosen(l))
        }
        _ => ("choice", ""),
    }
}

/// An option to be put in its place.
#[component]
fn Placed(
    i: usize,
    o: usize,
    count: usize,
    name: String,
    text: String,
    place: String,
    #[prop(into)] graded: Signal<Option<Graded>>,
    counted: bool,
) -> impl IntoView {
    let l = lang();
    let at = move |options: &[usize]| options.iter().position(|option| *option == o);
    let mark = move |graded: &Option<Graded>| match graded {
        Some(Graded { key: Some(key), given, .. }) if at(given) == at(&key.correct) => "choice placed right",
        Some(Graded { key: Some(_), .. }) => "choice placed wrong",
        _ => "choice placed",
    };
    let class = Signal::derive(move || graded.with(mark).to_owned());
    let places = (1..=count)
        .map(|n| {
            let value = format!("{i}:{o}:{n}");
            let selected = value == place;
            view! { <option value=value selected=selected>{t::place(l, n)}</option> }
        })
        .collect_view();
    view! {
        <label class=class>
            <span>{text.clone()}</span>
            <select name=wire_name(&name) aria-label=t::place_of(l, text) disabled=!counted>
                <option value="">{t::no_place(l)}</option>
                {places}
            </select>
        </label>
    }
}

/// Right or not, and why; or where to read again before the next try.
#[component]
fn Because(kind: QuestionKind, graded: Graded, texts: Vec<String>, part: Option<Part>) -> impl IntoView {
    let l = lang();
    let (tone, title) = if graded.right { (Tone::Good, t::right(l)) } else { (Tone::Wait, t::wrong(l)) };
    let Some(Key { correct, because }) = graded.key else {
        let (anchor, name) = match part {
            Some(part) => (part.anchor, t::read_part(l, part.title)),
            None => ("text".to_owned(), t::read_again(l).to_owned()),
        };
        return view! { <Notice tone title><p><a href=format!("#{anchor}") rel="external">{name}</a></p></Notice> }.into_any();
    };
    let order = (kind == QuestionKind::Order && !graded.right).then(|| {
        let lines = correct.iter().filter_map(|o| texts.get(*o).cloned()).map(|text| view! { <li>{text}</li> }).collect_view();
        view! {
            <p>{t::right_order(l)}</p>
            <ol class="in-order">{lines}</ol>
        }
    });
    view! {
        <Notice tone title>
            {order}
            <p>{because}</p>
        </Notice>
    }
    .into_any()
}
