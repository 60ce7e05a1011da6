use jiso::targets::TargetsSheet;
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route, params::ParamsMap};

use super::{
    api::{BringBackTarget, ForgetOverlap, KeepOverlap, PassTarget, targets},
    overlap::Overlap,
    target_row::{passed_row, target_row},
};
use crate::{
    forms::{FormProblems, FormState, use_form},
    frame::{lang, load, show, title},
    text::targets as t,
    ui::{ButtonLink, Empty, More, Notice, PageHead, Sheet, Tone},
};

/// `/targets`
pub struct TargetsPage;

#[lazy_route]
impl LazyRoute for TargetsPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_query_map();
        let forms = Forms { pass: use_form(), back: use_form(), keep: use_form(), forget: use_form() };
        let asked = move || query.with(ParamsMap::to_query_string);
        show(load(asked, |_| targets()), move |sheet| view! { <Targets sheet forms/> }.into_any())
    }
}

#[derive(Clone, Copy)]
struct Forms {
    pass: FormState<PassTarget>,
    back: FormState<BringBackTarget>,
    keep: FormState<KeepOverlap>,
    forget: FormState<ForgetOverlap>,
}

#[component]
fn Targets(sheet: TargetsSheet, forms: Forms) -> impl IntoView {
    let l = lang();
    let query = use_query_map();
    let told = move || {
        let (done, after) = query.with(|q| (q.get("done").unwrap_or_default(), q.get("after").unwrap_or_default()));
        let text = match done.as_str() {
            "kept" => t::overlap_saved(l, after),
            "forgotten" => t::overlap_forgotten(l).into(),
            done => t::done(l, done).into(),
        };
        (!text.is_empty()).then(|| view! { <Notice tone=Tone::Good title=text/> })
    };
    let TargetsSheet { open, pipeline, taken, passed, overlap } = sheet;
    let none = open.is_empty().then(|| {
        view! {
            <section class="sheet">
                <Empty icon="target" title=t::open_none(l) text=t::open_none_text(l)><ButtonLink href="/deals">{t::to_deals(l)}</ButtonLink></Empty>
            </section>
        }
    });
    let open = (!open.is_empty()).then(|| {
        let rows = open.into_iter().map(|target| target_row(l, target, Some(forms.pass))).collect_view();
        view! { <Sheet title=t::open(l) id="open"><ol class="rows">{rows}</ol></Sheet> }
    });
    let pipeline = (!pipeline.is_empty()).then(|| {
        let rows = pipeline.into_iter().map(|target| target_row(l, target, None)).collect_view();
        view! { <Sheet title=t::pipeline(l) id="pipeline"><ul class="rows">{rows}</ul></Sheet> }
    });
    let taken = (!taken.is_empty()).then(|| {
        let rows = taken.into_iter().map(|target| target_row(l, target, None)).collect_view();
        view! { <Sheet title=t::taken(l) id="taken"><p class="quiet">{t::taken_text(l)}</p><ul class="rows">{rows}</ul></Sheet> }
    });
    let passed = (!passed.is_empty()).then(|| {
        let rows = passed.into_iter().map(|one| passed_row(l, one, forms.back)).collect_view();
        view! { <section class="sheet"><More summary=t::passed(l)><ul class="rows">{rows}</ul></More></section> }
    });
    view! {
        {title(t::title(l))}
        <div class="page">
            <PageHead title=t::title(l) lede=t::lede(l) actions=move || view! { <ButtonLink href="/leads" icon="inbox">{t::to_leads(l)}</ButtonLink> }/>
            <div role="status" class="live">{told}</div>
            <FormProblems failure=forms.pass.failure()/>
            <FormProblems failure=forms.back.failure()/>
            <div class="split">
                <div class="stack">{none} {open} {pipeline} {taken} {passed}</div>
                <div class="stack"><Overlap kept=overlap keep=forms.keep forget=forms.forget/></div>
            </div>
        </div>
    }
}
