use jiso::{
    deals::{DealAction, DealCard, ReviewSheet, RivalLine, Sameness, StatusKey, VendorsWord},
    lang::Lang,
};
use leptos::prelude::*;
use leptos_router::{
    LazyRoute,
    hooks::{use_params_map, use_query_map},
    lazy_route,
};

use super::{
    aftercare::AftercareNotes,
    api::deal_to_review,
    deal_word::explanation_facts,
    parts::{CardFacts, StatusTag, Timeline},
    path_view::PathView,
    review_forms::{AnswerExtension, Approve, Decide},
    split_form::Split,
};
use crate::{
    boards::BoardSheetLink,
    deal_files::FilesForVendor,
    format,
    frame::{lang, load, show, title},
    proposals::ProposalsSheet,
    text::deals as t,
    ui::{self, Crumbs, Facts, LinkItem, Notice, PageHead, Tag, Tone},
    visits::VisitsToAnswer,
};

/// `/console/deals/:id`
pub struct ReviewPage;

#[lazy_route]
impl LazyRoute for ReviewPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let (params, query) = (use_params_map(), use_query_map());
        let which = move || {
            let id = params.with(|p| p.get("id")).unwrap_or_default();
            (id, query.with(|q| q.get("after")).unwrap_or_default())
        };
        show(load(which, |(id, _)| deal_to_review(id)), |sheet| view! { <Review sheet/> }.into_any())
    }
}

#[component]
fn Review(sheet: ReviewSheet) -> impl IntoView {
    let l = lang();
    let ReviewSheet {
        card,
        company,
        company_name,
        path,
        word,
        appeal,
        rivals,
        timeline,
        actions,
        split,
        protection_days,
        version,
        visits,
        board,
        proposals,
        aftercare,
        today,
        given,
        people,
        asking,
        extension_days,
        files,
        ..
    } = sheet;
    let query = use_query_map();
    let told = move || {
        let text = query.with(|q| t::done(l, &q.get("done").unwrap_or_default()));
        (!text.is_empty()).then(|| view! { <Notice tone=Tone::Good><p>{text}</p></Notice> })
    };
    let crumbs = {
        let number = card.number.to_string();
        move || view! { <Crumbs label=t::crumbs(l) links=vec![LinkItem::new("/console/deals", t::desk_title(l))] here=number.clone()/> }
    };
    let appealed = appeal.is_some();
    let (in_facts, beside) = (card.clone(), card.clone());
    let id = card.id.to_string();
    let deal_id = id.clone();
    let may_approve = actions.contains(&DealAction::Approve);
    let said = u8::try_from(given.len()).unwrap_or(u8::MAX);
    // Whoever has said yes waits for somebody else's.
    let waits_for_another = !may_approve && said > 0 && card.status == StatusKey::InReview;
    let left = people.saturating_sub(said);
    let in_split = card.clone();
    let split = split.map(|offer| view! { <Split card=in_split version offer company=company_name.clone()/> }.into_any());
    let partner = t::review_by(l, &company_name, &card.owner_name);
    view! {
        {title(card.customer.clone())}
        <div class="page">
            <PageHead title=card.customer.clone() above=crumbs>
                <p class="tags">
                    <StatusTag status=card.status/>
                    {appealed.then(|| view! { <Tag tone=Tone::Wait>{t::desk_appealed(l)}</Tag> })}
                    <a class="link" href=format!("/console/partners/{company}")>{partner}</a>
                </p>
            </PageHead>
            <div class="live" role="status">{told}</div>
            <YesSoFar given=given.clone() people waits=waits_for_another/>
            {may_approve.then(|| view! { <Approve id=id.clone() version protection_days left/> })}
            <div class="split">
                <div class="stack">
                    {appeal.map(|appeal| view! {
                        <ui::Sheet title=t::appeal_made(l, format::moment(l, appeal.at))><p class="quote">{appeal.text}</p></ui::Sheet>
                    })}
                    <ui::Sheet title=t::review_facts(l)><CardFacts card=in_facts/></ui::Sheet>
                    <Rivals card=beside company_name rivals/>
                </div>
                <div class="stack">
                    {asking.map(|asking| view! { <AnswerExtension id=id.clone() version asking days=extension_days/> })}
                    <Decide id version actions status=card.status split/>
                    <VisitsToAnswer deal=deal_id.clone() visits/>
                    <ProposalsSheet deal=deal_id.clone() proposals/>
                    {board.then(|| view! { <BoardSheetLink deal=deal_id.clone()/> })}
                    <FilesForVendor deal=deal_id.clone() sheet=files/>
                    <AftercareNotes deal=deal_id lines=aftercare today/>
                    <Given word=word.clone()/>
                    <PathView card path word to_reviewer=true/>
                    <ui::Sheet title=t::timeline_title(l)><Timeline entries=timeline/></ui::Sheet>
                </div>
            </div>
        </div>
    }
}

/// Who has said yes where several people must.
#[component]
fn YesSoFar(given: Vec<String>, people: u8, waits: bool) -> impl IntoView {
    let l = lang();
    (people > 1 && !given.is_empty()).then(|| {
        let text = t::given_by(l, given.join(t::list_comma(l)), given.len(), people);
        view! {
            <Notice tone=Tone::Plain>
                <p>{text}{waits.then(|| t::given_waits(l))}</p>
            </Notice>
        }
    })
}

/// The words that went with the present decision.
#[component]
fn Given(word: VendorsWord) -> impl IntoView {
    let l = lang();
    let (heading, by, facts) = match word {
        VendorsWord::NeedsInfo { fields, note, by } => {
            let fields: Vec<_> = fields.iter().map(|field| t::field(l, field.as_str())).collect();
            let facts =
                vec![(t::return_fields(l).to_owned(), fields.join(t::list_comma(l))), (t::return_note(l).to_owned(), note)];
            (t::status(l, StatusKey::NeedsInfo.as_str()), Some(by), facts)
        }
        VendorsWord::Rejected { reason, explanation, by } => {
            let facts = explanation_facts(Some(t::rejection(l, reason.as_str())), Some(explanation));
            (t::status(l, StatusKey::Rejected.as_str()), Some(by), facts)
        }
        VendorsWord::Conflicted { explanation, by, .. } => {
            (t::status(l, StatusKey::Conflicted.as_str()), by, explanation_facts(None, explanation))
        }
        VendorsWord::Protected { by, last_day, .. } => {
            let until = (t::fact_protected(l).to_owned(), format::day(l, last_day));
            let how = by.is_none().then(|| (t::approved_how(l).to_owned(), t::approved_at_once(l).to_owned()));
            (t::status(l, StatusKey::Approved.as_str()), by, how.into_iter().chain([until]).collect())
        }
        _ => return ().into_any(),
    };
    view! {
        <ui::Sheet title=heading aside=move || by.clone().map(|name| view! { <span class="quiet">{t::word_by(l, name)}</span> })>
            <Facts facts lines=true/>
        </ui::Sheet>
    }
    .into_any()
}

/// This registration above those that may mean the same customer, so that the eye compares down the columns.
#[component]
fn Rivals(card: DealCard, company_name: String, rivals: Vec<RivalLine>) -> impl IntoView {
    let l = lang();
    if rivals.is_empty() {
        return view! { <ui::Sheet title=t::review_rivals(l)><p class="quiet">{t::review_rivals_none(l)}</p></ui::Sheet> }
            .into_any();
    }
    let missing = || t::review_number_missing(l).to_owned();
    let own = view! {
        <tr aria-current="true">
            <th scope="row"><span>{card.number.to_string()}</span>" "<Tag tone=Tone::Hot>{t::review_this(l)}</Tag></th>
            <td data-label=t::fact_company(l)>{company_name}</td>
            <td data-label=t::field_customer(l)>{card.customer}</td>
            <td data-label=t::field_corporate_number(l) class="num">{card.corporate_number.unwrap_or_else(missing)}</td>
            <td data-label=t::field_domain(l)>{card.domain.unwrap_or_else(missing)}</td>
            <td data-label=t::review_status(l)><StatusTag status=card.status/></td>
            <td data-label=t::fact_submitted(l)><span class="when">{format::moment(l, card.submitted_at)}</span></td>
        </tr>
    };
    let rows = rivals.into_iter().map(|rival| rival_row(l, rival)).collect_view();
    view! {
        <ui::Sheet title=t::review_rivals(l)>
            <div class="scroll">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{t::review_claim(l)}</th>
                            <th scope="col">{t::fact_company(l)}</th>
                            <th scope="col">{t::field_customer(l)}</th>
                            <th scope="col">{t::field_corporate_number(l)}</th>
                            <th scope="col">{t::field_domain(l)}</th>
                            <th scope="col">{t::review_status(l)}</th>
                            <th scope="col">{t::fact_submitted(l)}</th>
                        </tr>
                    </thead>
                    <tbody>{own}{rows}</tbody>
                </table>
            </div>
        </ui::Sheet>
    }
    .into_any()
}

fn rival_row(l: Lang, rival: RivalLine) -> impl IntoView {
    let missing = || t::review_number_missing(l).to_owned();
    let (sameness, tone) = match rival.sameness {
        Sameness::Same => (t::review_same(l), Tone::Bad),
        _ => (t::review_similar(l), Tone::Wait),
    };
    let protected = rival.protected_until.map(|day| t::card_protected(l, format::day_short(l, day)));
    view! {
        <tr>
            <th scope="row">
                <a class="link" href=format!("/console/deals/{}", rival.id)>{rival.number.to_string()}</a>" "
                <Tag tone>{sameness}</Tag>
            </th>
            <td data-label=t::fact_company(l)>{rival.company_name}</td>
            <td data-label=t::field_customer(l)>{rival.customer}</td>
            <td data-label=t::field_corporate_number(l) class="num">{rival.corporate_number.unwrap_or_else(missing)}</td>
            <td data-label=t::field_domain(l)>{rival.domain.unwrap_or_else(missing)}</td>
            <td data-label=t::review_status(l)>
                <StatusTag status=rival.status/>
                {protected.map(|text| view! { " "<span class="quiet when">{text}</span> })}
            </td>
            <td data-label=t::fact_submitted(l)><span class="when">{format::moment(l, rival.submitted_at)}</span></td>
        </tr>
    }
}
