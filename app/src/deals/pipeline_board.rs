//! The pipeline as a board: a column a stage. A card is moved by dragging it, or by the small form that it carries.

use jiso::{
    deals::{DealLine, DealStage, StageGroup},
    lang::Lang,
    money::Money,
};
use leptos::{ev::DragEvent, prelude::*};

use super::{
    api::MoveCard,
    parts::{Seen, stages},
    pipeline_list::{marks, more_of, next, stage_totals},
};
use crate::{
    format,
    forms::{FormProblems, FormState, HiddenField, PostForm, SelectField, Submit, encoded_fields, use_form},
    frame::lang,
    text::deals as t,
    ui::Icon,
};

/// The card that is being dragged.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Held {
    deal: String,
    version: i64,
    stage: DealStage,
}

/// What all cards and columns share.
#[derive(Clone, Copy)]
struct Table {
    form: FormState<MoveCard>,
    held: RwSignal<Option<Held>>,
    over: RwSignal<Option<DealStage>>,
    /// The deal of a card that waits for the server's word in its old place.
    waits: RwSignal<String>,
    mine: bool,
}

impl Table {
    const fn owner(self) -> &'static str {
        if self.mine { "mine" } else { "all" }
    }

    /// The card stays where it is until the server has taken it; then the board is loaded anew.
    fn put(self, held: &Held, stage: DealStage) {
        let version = held.version.to_string();
        let fields = [("deal", held.deal.as_str()), ("version", &version), ("stage", stage.as_str()), ("owner", self.owner())];
        if let Some(fields) = encoded_fields(&fields)
            && !self.form.pending().get_untracked()
        {
            self.waits.set(held.deal.clone());
            self.form.send(fields);
        }
    }
}

/// Stages beside each other where there is room, below each other on a phone.
#[component]
pub fn Board(groups: Vec<StageGroup>, mine: bool) -> impl IntoView {
    let l = lang();
    let form = use_form::<MoveCard>();
    let table = Table { form, held: RwSignal::new(None), over: RwSignal::new(None), waits: RwSignal::new(String::new()), mine };
    let mut groups = groups;
    let columns = DealStage::ALL
        .iter()
        .filter(|stage| !stage.is_outcome())
        .map(|stage| {
            let place = groups.iter().position(|group| group.stage == *stage);
            let group = place.map(|place| groups.swap_remove(place));
            column(l, table, *stage, group)
        })
        .collect_view();
    view! {
        <p class="quiet only-wide">{t::board_lead(l)}</p>
        <FormProblems failure=form.failure()/>
        <div class="lanes deals board">{columns}</div>
    }
}

fn column(l: Lang, table: Table, stage: DealStage, group: Option<StageGroup>) -> impl IntoView {
    let Table { held, over, .. } = table;
    let takes = move || held.with(|held| held.as_ref().is_some_and(|held| held.stage != stage));
    let hover = move |event: DragEvent| {
        if takes() {
            event.prevent_default();
            if over.get_untracked() != Some(stage) {
                over.set(Some(stage));
            }
        }
    };
    let leave = move |_: DragEvent| {
        if over.get_untracked() == Some(stage) {
            over.set(None);
        }
    };
    let drop = move |event: DragEvent| {
        over.set(None);
        if let Some(card) = held.get_untracked().filter(|card| card.stage != stage) {
            event.prevent_default();
            table.put(&card, stage);
        }
        held.set(None);
    };
    let class = if group.is_some() { "" } else { "none" };
    let sums = group.as_ref().map(|group| {
        let weighted = t::board_weighted(l, format::money(&Money::yen(group.totals.weighted)));
        view! { <p class="quiet num">{stage_totals(l, group)}<br/>{weighted}</p> }
    });
    let more = group.as_ref().and_then(|group| more_of(group, table.mine));
    let cards = group.map(|group| group.lines.into_iter().map(|line| card(l, table, line)).collect_view());
    let none = cards.is_none().then(|| view! { <p class="quiet">{t::board_none(l)}</p> });
    let heading = format!("stage-{}", stage.as_str());
    let named = heading.clone();
    view! {
        <section
            aria-labelledby=named
            class=class
            class:over=move || over.get() == Some(stage)
            on:dragover=hover
            on:dragleave=leave
            on:drop=drop
        >
            <div>
                <h2 id=heading>{t::stage(l, stage.as_str())} <span class="quiet num">{t::percent(l, stage.probability())}</span></h2>
                {sums}
            </div>
            {cards}
            {none}
            {more}
        </section>
    }
}

fn card(l: Lang, table: Table, line: DealLine) -> impl IntoView {
    let Table { held, waits, form, .. } = table;
    let id = line.id.to_string();
    let may = line.may_move;
    let this = Held { deal: id.clone(), version: line.version, stage: line.stage };
    let customer = line.customer.clone();
    let lift = move |event: DragEvent| {
        // Firefox drags only what carries something.
        if let Some(load) = event.data_transfer() {
            load.set_effect_allowed("move");
            _ = load.set_data("text/plain", &customer);
        }
        held.set(Some(this.clone()));
    };
    let locked = (!may).then(|| {
        let why = if line.status.waits_for_vendor() || line.status == jiso::deals::StatusKey::NeedsInfo {
            t::board_locked(l)
        } else {
            t::board_others(l)
        };
        view! { <p class="quiet"><Icon name="lock"/> {why}</p> }
    });
    let quick = may.then(|| quick(l, table, &line));
    let (mark, own) = (marks(l, &line), id.clone());
    let moving = move || form.pending().get() && waits.with(|waits| *waits == own);
    view! {
        <article
            class="sheet deal-card"
            class:moving=moving
            draggable=if may { "true" } else { "false" }
            on:dragstart=lift
            on:dragend=move |_| held.set(None)
        >
            <h3><a href=format!("/deals/{id}") draggable="false">{line.customer.clone()}</a></h3>
            <p class="num tags"><b>{format::money(&line.amount)}</b><span class="quiet terse">{t::card_close(l, format::day_short(l, line.expected_close))}</span></p>
            <p class="quiet">{next(l, &line)}</p>
            {mark}
            {locked}
            {quick}
        </article>
    }
}

/// For thumbs, keys and browsers without a script.
fn quick(l: Lang, table: Table, line: &DealLine) -> AnyView {
    let form = table.form;
    let deal = line.id.to_string();
    let tried = form.typed("deal").is_some_and(|typed| typed == deal);
    let value = if tried { form.value("stage", line.stage.as_str()) } else { line.stage.as_str().to_owned() };
    let (customer, version) = (line.customer.clone(), line.version);
    let problem = if tried { form.problem("stage") } else { Signal::derive(|| None) };
    view! {
        <details class="more quick" open=tried>
            <summary>{t::board_move(l)} <span class="unseen">{customer}</span></summary>
            <PostForm form class="form">
                <Seen deal=deal.clone() version/>
                <HiddenField name="owner" value=table.owner().to_owned()/>
                <SelectField name="stage" id=format!("stage-of-{deal}") label=t::move_stage(l) options=stages(l) value problem/>
                <Submit class="btn small" pending=form.pending() label=t::board_move_send(l)/>
            </PostForm>
        </details>
    }
    .into_any()
}
