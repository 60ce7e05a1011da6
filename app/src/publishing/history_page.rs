use jiso::publishing::{DiffKind, DiffLine, RevisionDiff, RevisionLine};
use leptos::prelude::*;
use leptos_router::{
    LazyRoute,
    hooks::{use_params_map, use_query_map},
    lazy_route,
};

use super::{
    api::{RestoreRevision, compare_revisions},
    parts::writer,
};
use crate::{
    format,
    forms::{FormProblems, HiddenField, PostForm, Submit, use_form},
    frame::{lang, load, show, title},
    text::publishing as t,
    ui::{self, Button, Choice, Crumbs, Diff, Empty, LinkItem, PageHead, Select, Sheet},
};

/// Unchanged lines shown around a change.
const AROUND: usize = 3;

pub struct HistoryPage;

#[lazy_route]
impl LazyRoute for HistoryPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let (params, query) = (use_params_map(), use_query_map());
        let asked = move || {
            let part = |name: &str| query.with(|q| q.get(name).unwrap_or_default());
            (params.with(|p| p.get("id").unwrap_or_default()), part("from"), part("to"))
        };
        show(load(asked, |(id, from, to)| compare_revisions(id, from, to)), |diff| view! { <History diff/> }.into_any())
    }
}

#[component]
fn History(diff: RevisionDiff) -> impl IntoView {
    let l = lang();
    let RevisionDiff { document, title: own, from, to, lines, history } = diff;
    let editor = format!("/console/content/{document}");
    let back = editor.clone();
    let here = own.clone();
    let newest = history.first().map(|line| line.id);
    let same = lines.iter().all(|line| line.kind == DiffKind::Same);
    let several = history.len() > 1;
    let label = if several { t::comparison(l, from.number, to.number) } else { t::revision(l, from.number) };
    let body = if !several {
        view! { <Empty icon="clock" title=t::only_one(l) text=t::only_one_text(l).to_owned()/> }.into_any()
    } else if same {
        view! { <Empty icon="check" title=t::same(l) text=t::same_text(l).to_owned()/> }.into_any()
    } else {
        view! { <Diff label=label.clone() lines=folded(lines)/> }.into_any()
    };
    view! {
        {title(t::history_title(l, &own))}
        <div class="page">
            <PageHead
                title=t::history_title(l, &own)
                above=move || view! {
                    <Crumbs
                        label=t::here(l)
                        links=vec![LinkItem::new("/console/content", t::content(l)), LinkItem::new(back.clone(), here.clone())]
                        here=t::history(l).to_owned()
                    />
                }
            />
            <div class:split=several class:aside-first=several class:stack=!several>
                <div class="stack">
                    {several.then(|| view! { <Chooser history=history.clone() from=from.clone() to/> })}
                    {newest.filter(|newest| *newest != from.id).map(|newest| view! {
                        <Restore document=document.to_string() base=newest.to_string() old=from.clone()/>
                    })}
                </div>
                <Sheet title=label>{body}</Sheet>
            </div>
        </div>
    }
}

/// A plain form: the comparison's address can be shared.
#[component]
fn Chooser(history: Vec<RevisionLine>, from: RevisionLine, to: RevisionLine) -> impl IntoView {
    let l = lang();
    let options: Vec<Choice> = history
        .iter()
        .map(|line| {
            let now = if line.published { t::shown_now(l) } else { "" };
            let label =
                format!("{} {} {} {now}", t::revision(l, line.number), format::moment(l, line.at), writer(l, line.by.clone()));
            Choice::new(line.id.to_string(), label.trim())
        })
        .collect();
    view! {
        <form method="get" class="sheet form">
            <Select name="from" label=t::from(l) options=options.clone() value=from.id.to_string()/>
            <Select name="to" label=t::to(l) options value=to.id.to_string()/>
            <div class="form-actions"><Button>{t::compare(l)}</Button></div>
        </form>
    }
}

#[component]
fn Restore(document: String, base: String, old: RevisionLine) -> impl IntoView {
    let l = lang();
    let form = use_form::<RestoreRevision>();
    view! {
        <PostForm form class="sheet form">
            <FormProblems failure=form.failure()/>
            <p>{t::restore_text(l, old.number)}</p>
            <HiddenField name="document" value=document/>
            <HiddenField name="base" value=base/>
            <HiddenField name="revision" value=old.id.to_string()/>
            <div class="form-actions"><Submit class="btn" pending=form.pending() label=t::restore(l, old.number)/></div>
        </PostForm>
    }
}

/// Long unchanged parts become a gap.
fn folded(lines: Vec<DiffLine>) -> Vec<ui::DiffLine> {
    let changed: Vec<usize> = lines.iter().enumerate().filter(|(_, line)| line.kind != DiffKind::Same).map(|(i, _)| i).collect();
    let near = |i: usize| changed.iter().any(|at| at.abs_diff(i) <= AROUND);
    let mut folded = Vec::new();
    for (i, line) in lines.into_iter().enumerate() {
        if near(i) {
            folded.push(match line.kind {
                DiffKind::Same => ui::DiffLine::Same(line.text),
                DiffKind::Added => ui::DiffLine::Added(line.text),
                DiffKind::Removed => ui::DiffLine::Removed(line.text),
            });
        } else if folded.last() != Some(&ui::DiffLine::Gap) {
            folded.push(ui::DiffLine::Gap);
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn far_from_changes_is_a_gap() {
        let mut lines: Vec<DiffLine> = (0..20).map(|i| DiffLine { kind: DiffKind::Same, text: i.to_string() }).collect();
        lines[10].kind = DiffKind::Added;
        let folded = folded(lines);
        assert_eq!(folded.len(), 9);
        assert_eq!(
            (&folded[0], &folded[4], &folded[8]),
            (&ui::DiffLine::Gap, &ui::DiffLine::Added("10".into()), &ui::DiffLine::Gap)
        );
    }
}
