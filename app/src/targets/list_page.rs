use jiso::{
    lang::Lang,
    targets::{TargetLine, TargetListSheet},
};
use leptos::prelude::*;
use leptos_router::{
    LazyRoute,
    hooks::{use_params_map, use_query_map},
    lazy_route,
    params::ParamsMap,
};

use super::{
    api::{SaveTarget, TakeOffTarget, UploadTargets, target_list},
    desk_page::whom,
    line_form::LineForm,
    parts::profile,
    upload_form::Upload,
};
use crate::{
    format::dot,
    forms::{FormProblems, FormState, HiddenField, PostForm, use_form},
    frame::{lang, load, show, title},
    text::targets as t,
    ui::{Crumbs, LinkItem, Notice, PageHead, Sheet, Tag, Tone},
};

/// `/console/targets/:id`
pub struct TargetListPage;

#[lazy_route]
impl LazyRoute for TargetListPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let (params, query) = (use_params_map(), use_query_map());
        let forms = Forms { save: use_form(), upload: use_form(), off: use_form() };
        let which = move || (params.with(|p| p.get("id")).unwrap_or_default(), query.with(ParamsMap::to_query_string));
        show(load(which, |(id, _)| target_list(id)), move |sheet| view! { <List sheet forms/> }.into_any())
    }
}

#[derive(Clone, Copy)]
struct Forms {
    save: FormState<SaveTarget>,
    upload: FormState<UploadTargets>,
    off: FormState<TakeOffTarget>,
}

#[component]
fn List(sheet: TargetListSheet, forms: Forms) -> impl IntoView {
    let l = lang();
    let query = use_query_map();
    let told = move || {
        let said = |name: &str| query.with(|q| q.get(name)).unwrap_or_default();
        let text = match said("done").as_str() {
            "uploaded" => t::told_uploaded(l, said("new"), said("changed"), said("left")),
            done => t::done(l, done).to_owned(),
        };
        (!text.is_empty()).then(|| view! { <Notice tone=Tone::Good title=text/> })
    };
    let TargetListSheet { id, name, companies, lines, kits, overlap, counted } = sheet;
    let id = id.to_string();
    let crumbs = move || view! { <Crumbs label=t::crumbs(l) links=vec![LinkItem::new("/console/targets", t::desk_title(l))]/> };
    let overlap = if counted == 0 { t::overlap_count_none(l).to_owned() } else { t::overlap_count(l, counted, overlap) };
    let rows = if lines.is_empty() {
        view! { <p class="quiet">{t::lines_none(l)}</p> }.into_any()
    } else {
        let rows = lines.into_iter().map(|line| row(l, line, forms.off)).collect_view();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! {
        {title(name.clone())}
        <div class="page">
            <PageHead title=name lede=t::list_lede(l, whom(l, &companies)) above=crumbs/>
            <div role="status" class="live">{told}</div>
            <FormProblems failure=forms.off.failure()/>
            <div class="split">
                <div class="stack">
                    <Sheet title=t::lines(l) id="lines">
                        <p class="quiet">{overlap}</p>
                        {rows}
                    </Sheet>
                </div>
                <div class="stack">
                    <LineForm form=forms.save list=id.clone() kits/>
                    <Upload form=forms.upload list=id/>
                </div>
            </div>
        </div>
    }
}

fn row(l: Lang, line: TargetLine, form: FormState<TakeOffTarget>) -> AnyView {
    let TargetLine { id, customer, corporate_number, domain, industry, size, territory, reason, kit, registered, passes, notes } =
        line;
    let facts = [Some(profile(l, industry, size, territory)), corporate_number, domain].into_iter().flatten();
    let facts = facts.collect::<Vec<_>>().join(dot(l));
    let kit = kit
        .map(|kit| view! { <p class="quiet"><a class="link" href=format!("/kits/{}", kit.slug)>{t::kit(l, kit.title)}</a></p> });
    let registered = registered.into_iter().map(|(deal, company)| {
        let href = format!("/console/deals/{deal}");
        view! { <p><Tag tone=Tone::Good><a href=href>{t::registered_by(l, company)}</a></Tag></p> }
    });
    let passes: Vec<String> = passes.iter().map(|pass| t::passes_line(l, t::why(l, pass.reason.as_str()), pass.times)).collect();
    let passes = (!passes.is_empty()).then(|| view! { <p class="quiet">{t::passed(l)} " " {passes.join(dot(l))}</p> });
    let notes = notes.into_iter().map(|(company, note)| view! { <p class="quiet">{t::note_line(l, company, note)}</p> });
    let (named, pending) = (t::take_off_named(l, &customer), form.pending());
    view! {
        <li>
            <div>
                <h3>{customer}</h3>
                <p class="quiet">{facts}</p>
                <p>{reason}</p>
                {kit}
                {registered.collect_view()}
                {passes}
                {notes.collect_view()}
            </div>
            <PostForm form>
                <HiddenField name="target" value=id.to_string()/>
                <button type="submit" class="btn quiet small" aria-label=named aria-busy=move || pending.get().to_string()>{t::take_off(l)}</button>
            </PostForm>
        </li>
    }
    .into_any()
}
