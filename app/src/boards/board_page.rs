use jiso::{
    boards::{BoardSheet, ScoreView, ShareView},
    goals::Side,
    lang::Lang,
};
use leptos::prelude::*;
use leptos_router::{
    LazyRoute,
    hooks::{use_params_map, use_query_map},
    lazy_route,
    params::ParamsMap,
};

use super::{
    api::{ShareBoard, WithdrawShare, first_order_board},
    parts::{cost, days_waited},
    step::{StepForms, step_forms, step_line},
};
use crate::{
    format::day,
    forms::{FormProblems, FormState, HiddenField, PostForm, Submit, use_form},
    frame::{lang, load, show, title},
    text::boards as t,
    ui::{self, ButtonLink, Crumbs, Facts, LinkItem, Notice, PageHead, Sheet, Tone},
};

/// `/boards/:id`
pub struct BoardPage;

#[lazy_route]
impl LazyRoute for BoardPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let (params, query) = (use_params_map(), use_query_map());
        let forms = (step_forms(), use_form::<ShareBoard>(), use_form::<WithdrawShare>());
        let which = move || (params.with(|p| p.get("id")).unwrap_or_default(), query.with(ParamsMap::to_query_string));
        show(load(which, |(id, _)| first_order_board(id)), move |sheet| view! { <Board sheet forms/> }.into_any())
    }
}

type Forms = (StepForms, FormState<ShareBoard>, FormState<WithdrawShare>);

#[component]
fn Board(sheet: BoardSheet, forms: Forms) -> impl IntoView {
    let l = lang();
    let query = use_query_map();
    let told = move || {
        let text = query.with(|q| t::done(l, &q.get("done").unwrap_or_default()));
        (!text.is_empty()).then(|| view! { <Notice tone=Tone::Good title=text/> })
    };
    let (steps_form, share_form, withdraw_form) = forms;
    let BoardSheet { deal, customer, company_name, reader, steps, done, partner, vendor, amount, share, over } = sheet;
    let deal = deal.to_string();
    let headline = t::head(l, &customer);
    let deal_href = match reader {
        Side::Partner => format!("/deals/{deal}"),
        Side::Vendor => format!("/console/deals/{deal}"),
    };
    let crumbs = {
        let links = vec![LinkItem::new("/boards", t::title(l)), LinkItem::new(deal_href, customer)];
        move || view! { <Crumbs label=t::crumbs(l) links=links.clone()/> }
    };
    let all = steps.len();
    let progress = t::progress(l, all, done);
    let label = progress.clone();
    let lines = steps.into_iter().map(|step| step_line(l, &deal, step, steps_form)).collect_view();
    let company = company_name.map(|name| view! { <span class="quiet">{name}</span> });
    let over = over.then(|| view! { <Notice title=t::over(l)/> });
    let waits = amount.map(|amount| view! { <p class="quiet">{cost(l, &amount)}</p> });
    view! {
        {title(headline.clone())}
        <div class="page">
            <PageHead title=headline lede=t::lede(l) above=crumbs><p class="tags">{company}</p></PageHead>
            <div role="status" class="live">{told}</div>
            {over}
            <FormProblems failure=steps_form.finish.failure()/>
            <FormProblems failure=steps_form.take.failure()/>
            <div class="split">
                <div class="stack">
                    <Sheet title=t::steps(l) id="steps">
                        <p class="quiet">{progress}</p>
                        <progress value=done.to_string() max=all.to_string() aria-label=label></progress>
                        <ol class="rows">{lines}</ol>
                    </Sheet>
                </div>
                <div class="stack">
                    <Sheet title=t::kept(l) id="kept">
                        <Facts facts=vec![
                            (t::partner(l).to_owned(), score(l, partner)),
                            (t::vendor(l).to_owned(), score(l, vendor)),
                        ] lines=true/>
                    </Sheet>
                    <Sheet title=t::waiting(l) id="waiting">
                        <Facts facts=vec![
                            (t::partner(l).to_owned(), days_waited(l, partner.waited_tenths)),
                            (t::vendor(l).to_owned(), days_waited(l, vendor.waited_tenths)),
                        ] lines=true/>
                        {waits}
                    </Sheet>
                    <Share deal share form=share_form withdraw=withdraw_form/>
                </div>
            </div>
        </div>
    }
}

fn score(l: Lang, score: ScoreView) -> String {
    score.percent.map_or_else(|| t::kept_none(l).to_owned(), |percent| t::kept_value(l, percent, score.judged, score.kept))
}

/// What the customer sees, and the link to it.
#[component]
fn Share(
    deal: String,
    share: Option<ShareView>,
    form: FormState<ShareBoard>,
    withdraw: FormState<WithdrawShare>,
) -> impl IntoView {
    let l = lang();
    let (preview, other) = (format!("/boards/{deal}/customer"), deal.clone());
    let label = if share.is_some() { t::share_again(l) } else { t::share(l) };
    let there = share.map(|share| {
        let note = t::share_until(l, share.by, day(l, share.until.day()));
        view! {
            <ui::Field name="customer-link" readonly=true label=t::share_link(l) value=share.link/>
            <p class="quiet">{note}</p>
            <PostForm form=withdraw>
                <HiddenField name="deal" value=other/>
                <Submit class="btn quiet" pending=withdraw.pending() label=t::share_withdraw(l)/>
            </PostForm>
        }
    });
    view! {
        <Sheet title=t::share_title(l) id="share">
            <p class="quiet">{t::share_lead(l)}</p>
            <FormProblems failure=form.failure()/>
            {there}
            <div class="actions">
                <ButtonLink href=preview icon="eye">{t::share_preview(l)}</ButtonLink>
                <PostForm form>
                    <HiddenField name="deal" value=deal/>
                    <Submit class="btn quiet" pending=form.pending() label=label/>
                </PostForm>
            </div>
        </Sheet>
    }
}
