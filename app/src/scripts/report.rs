//! One script, branch by branch: how often each was taken, how those talks ended, and which are weak.

use jiso::{
    lang::Lang,
    scripts::{BranchView, Ending, SAMPLE_MIN, ScriptReport, StepView, UnansweredView, Weakness},
};
use leptos::prelude::*;

use super::{api::SettleUnanswered, desk_page::in_words};
use crate::{
    format::{dot, moment},
    forms::{FormProblems, FormState, HiddenField, PostForm},
    text::scripts as t,
    ui::{Facets, LinkItem, Notice, Sheet, Tag, Tone},
};

pub fn report_view(l: Lang, report: ScriptReport, form: FormState<SettleUnanswered>) -> AnyView {
    let ScriptReport { slug, lang, version, versions, count, steps, unanswered, .. } = report;
    let here = |wanted: Option<(Lang, u32)>| {
        let suffix = wanted.map(|(lang, number)| format!("&version={}.{number}", lang.as_str())).unwrap_or_default();
        format!("/console/scripts?script={slug}{suffix}")
    };
    let mut links = vec![LinkItem::new(here(None), t::all_versions(l)).here(version.is_none())];
    links.extend(versions.iter().map(|(lang, number, talks)| {
        let wanted = Some((*lang, *number));
        LinkItem::new(here(wanted), t::version(l, t::language(l, lang.as_str()), number))
            .count(talks.to_string())
            .here(version == wanted)
    }));
    let few = (count.talks < SAMPLE_MIN).then(|| view! { <Notice title=t::few(l, count.talks, SAMPLE_MIN)/> });
    let summary = in_words(l, &count);
    let played = format!("/kits/{slug}/play");
    let steps = steps.into_iter().map(|step| step_view(l, lang, step)).collect_view();
    let waiting = unanswered.into_iter().map(|one| unanswered_row(l, lang, &slug, one, form)).collect::<Vec<_>>();
    let unanswered = if waiting.is_empty() {
        view! { <p class="quiet">{t::unanswered_none(l)}</p> }.into_any()
    } else {
        view! { <p class="quiet">{t::unanswered_lead(l)}</p> <ul class="rows">{waiting.collect_view()}</ul> }.into_any()
    };
    view! {
        <Facets label=t::versions(l) links/>
        {few}
        <FormProblems failure=form.failure()/>
        <div class="split">
            <div class="stack">
                <Sheet title=t::branches(l) id="branches">
                    <p class="quiet">{summary}</p>
                    <p class="quiet">{t::sample_note(l, SAMPLE_MIN)}</p>
                    <p><a class="link" href=played>{t::see_script(l)}</a></p>
                </Sheet>
                {steps}
            </div>
            <div class="stack"><Sheet title=t::unanswered(l) id="unanswered">{unanswered}</Sheet></div>
        </div>
    }
    .into_any()
}

fn step_view(l: Lang, lang: Lang, step: StepView) -> AnyView {
    let facts = [
        Some(t::seen(l, i64::from(step.seen))),
        (step.stopped > 0).then(|| t::stopped(l, i64::from(step.stopped))),
        (step.other > 0).then(|| t::said_other(l, i64::from(step.other))),
    ];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(dot(l));
    let end = step.ending.map(|ending| {
        let (tone, word) = match ending {
            Ending::Goal => (Tone::Good, t::end_goal(l)),
            Ending::Later => (Tone::Wait, t::end_later(l)),
            Ending::No => (Tone::Plain, t::end_no(l)),
        };
        view! { <Tag tone>{word}</Tag> }
    });
    let table = (!step.branches.is_empty()).then(|| {
        let rows = step.branches.into_iter().map(|branch| branch_row(l, lang, branch)).collect_view();
        view! {
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{t::answer(l)}</th>
                        <th scope="col" class="num">{t::taken(l)}</th>
                        <th scope="col" class="num">{t::to_goal(l)}</th>
                        <th scope="col" class="num">{t::to_later(l)}</th>
                        <th scope="col" class="num">{t::to_no(l)}</th>
                        <th scope="col" class="num">{t::to_left(l)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
    });
    view! {
        <section class="sheet">
            <div class="sheet-head"><h3 lang=lang.as_str()>{step.title}</h3> {end}</div>
            <p class="quiet">{facts}</p>
            {table}
        </section>
    }
    .into_any()
}

fn branch_row(l: Lang, lang: Lang, branch: BranchView) -> AnyView {
    let BranchView { words, to, count, weak } = branch;
    let weak = weak.map(|weak| {
        let word = match weak {
            Weakness::FewGoals => t::weak_few_goals(l),
            Weakness::ManyExits => t::weak_many_exits(l),
        };
        view! { <Tag tone=Tone::Wait>{word}</Tag> }
    });
    let goal = match count.goal_percent() {
        Some(percent) => t::count_with_rate(l, count.goal, percent),
        None => count.goal.to_string(),
    };
    view! {
        <tr>
            <th scope="row"><span lang=lang.as_str()>{words}</span> <br/> <small class="quiet">{t::leads_to(l, to)}</small> " " {weak}</th>
            <td class="num" data-label=t::taken(l)>{count.talks}</td>
            <td class="num" data-label=t::to_goal(l)>{goal}</td>
            <td class="num" data-label=t::to_later(l)>{count.later}</td>
            <td class="num" data-label=t::to_no(l)>{count.no}</td>
            <td class="num" data-label=t::to_left(l)>{count.left}</td>
        </tr>
    }
    .into_any()
}

fn unanswered_row(l: Lang, lang: Lang, slug: &str, one: UnansweredView, form: FormState<SettleUnanswered>) -> AnyView {
    let facts = [one.step, one.company, moment(l, one.at)].join(dot(l));
    let (id, named, pending) = (one.id.to_string(), t::settle_named(l, &one.said), form.pending());
    let slug = slug.to_owned();
    view! {
        <li>
            <div>
                <p lang=lang.as_str()>{t::quoted(l, one.said)}</p>
                <p class="quiet terse">{facts}</p>
            </div>
            <PostForm form>
                <HiddenField name="id" value=id/>
                <HiddenField name="script" value=slug/>
                <button type="submit" class="btn quiet small" aria-label=named aria-busy=move || pending.get().to_string()>{t::settle(l)}</button>
            </PostForm>
        </li>
    }
    .into_any()
}
