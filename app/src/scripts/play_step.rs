//! One step of a talk: what to say, and below, where a thumb is, what the customer may answer.

use jiso::{
    failure::Problem,
    id::DealId,
    lang::Lang,
    scripts::{Ending, PlaySheet, PlayStep, TapForm},
};
use leptos::{ev::MouseEvent, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    api::TapBranch,
    keep::{keep, new_talk},
};
use crate::{
    format::day,
    forms::{FormState, HiddenField, PostForm, TextArea, Typed, wire_name},
    kits::as_blanks,
    text::{kits as k, scripts as t},
    ui::{Icon, More, Notice, Tone},
};

/// Where one stands in a talk, as the address says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stand {
    pub step: String,
    /// Keys of the steps before, the first one first.
    pub way: Vec<String>,
    pub talk: String,
    pub place: String,
    /// A page that was kept without its deal is shown where there is no network: whose talk it is, the address still says.
    pub deal: Option<DealId>,
}

impl Stand {
    pub fn read(value: impl Fn(&str) -> Option<String>) -> Self {
        let value = |name| value(name).unwrap_or_default();
        let way = value("way").split('.').filter(|key| !key.is_empty()).map(str::to_owned).collect();
        Self { step: value("step"), way, talk: value("talk"), place: value("n"), deal: value("deal").parse().ok() }
    }

    /// The address names a step that the script does not have, such as one that was renamed since.
    pub fn is_lost(&self, sheet: &PlaySheet) -> bool {
        !self.step.is_empty() && sheet.steps.iter().all(|step| step.key != self.step)
    }

    /// Where one stands in this script: at its beginning where the step is lost, still in the same talk.
    pub fn within(self, sheet: &PlaySheet) -> Self {
        if self.is_lost(sheet) { Self { step: String::new(), way: Vec::new(), ..self } } else { self }
    }

    /// What a choice of the deal takes along of the address. A talk is about one deal: where it has one, what follows is another
    /// talk.
    pub fn along(&self, sheet: &PlaySheet, turn: Turn) -> Vec<(&'static str, String)> {
        let mut along = vec![("step", self.step.clone()), ("way", self.way.join("."))];
        if sheet.deal.or(self.deal).is_none() && !self.talk.is_empty() {
            along.push(("talk", self.talk.clone()));
            along.push(("n", next_place(turn, &self.talk, &self.place).to_string()));
        }
        along.retain(|(_, value)| !value.is_empty());
        along
    }
}

/// Where a talk goes on that was loaded anew without a network: the player's address with what the worker has put behind it.
pub fn onward_from(page: &str, hash: &str) -> Option<String> {
    hash.strip_prefix("#?").filter(|query| query.contains("step=")).map(|query| format!("{page}?{query}"))
}

/// The talk that was tapped last, and the place of its next tap: whoever goes back by the browser's own button meets an address
/// that has been tapped at already.
pub type Turn = StoredValue<(String, u32)>;

fn next_place(turn: Turn, talk: &str, named: &str) -> u32 {
    let named = named.parse::<u32>().unwrap_or_default();
    turn.with_value(|(last, next)| if last == talk { named.max(*next) } else { named })
}

pub fn step_view(l: Lang, sheet: &PlaySheet, stand: &Stand, form: FormState<TapBranch>, turn: Turn) -> AnyView {
    let Some(step) = sheet.steps.iter().find(|step| step.key == stand.step).or_else(|| sheet.steps.first()) else {
        return ().into_any();
    };
    let deal = sheet.deal.or(stand.deal);
    let here = TapForm {
        talk: if stand.talk.is_empty() { sheet.talk.clone() } else { stand.talk.clone() },
        place: if stand.place.is_empty() { "0".into() } else { stand.place.clone() },
        slug: sheet.slug.clone(),
        lang: sheet.lang.as_str().into(),
        version: sheet.version.to_string(),
        step: step.key.clone(),
        deal: deal.map(|deal| deal.to_string()).unwrap_or_default(),
        way: stand.way.join("."),
        ..TapForm::default()
    };
    // The page's own id is for whoever has no script: a page that was kept is opened more than once.
    let begins = stand.talk.is_empty();
    let html = as_blanks(&step.html, sheet.lang);
    // Before the talk, not in the middle of it.
    let stale = (sheet.stale && stand.way.is_empty()).then(|| {
        let text = k::stale_text(l, &sheet.owner);
        view! { <Notice tone=Tone::Wait title=k::stale_title(l, day(l, sheet.valid_until))><p>{text}</p></Notice> }
    });
    let end = step.ending.map(|ending| end_view(l, (ending, deal), sheet));
    let replies = if step.answers.is_empty() { None } else { Some(replies(l, step, &here, (begins, sheet.counted, turn), form)) };
    let back = stand.way.last().map(|before| {
        let earlier = stand.way[..stand.way.len() - 1].join(".");
        let deal = if here.deal.is_empty() { String::new() } else { format!("&deal={}", here.deal) };
        let talk = if begins { String::new() } else { format!("&talk={}&n={}", here.talk, here.place) };
        format!("/kits/{}/play?step={before}&way={earlier}{talk}{deal}", here.slug)
    });
    let again = if here.deal.is_empty() {
        format!("/kits/{}/play", here.slug)
    } else {
        format!("/kits/{}/play?deal={}", here.slug, here.deal)
    };
    let back = back.map(|href| view! { <a class="btn quiet small back" href=href><Icon name="arrow-left"/>{t::back(l)}</a> });
    let again = (!stand.way.is_empty())
        .then(|| view! { <a class="btn quiet small again" href=again><Icon name="undo-2"/>{t::restart(l)}</a> });
    view! {
        <section class="say" aria-labelledby="step">
            {stale}
            <h2 id="step" tabindex="-1" lang=sheet.lang.as_str()>{step.title.clone()}</h2>
            <div class="prose" lang=sheet.lang.as_str() inner_html=html></div>
            {end}
        </section>
        <div class="reply">
            {replies}
            <div class="turns">{back} {again}</div>
        </div>
    }
    .into_any()
}

/// What the customer may answer; each a button that is sent as it stands, or kept where a script runs.
fn replies(
    l: Lang,
    step: &PlayStep,
    here: &TapForm,
    (begins, counted, turn): (bool, bool, Turn),
    form: FormState<TapBranch>,
) -> AnyView {
    let lang = here.lang.clone();
    let missing = RwSignal::new(None::<Problem>);
    let go = onward(here.clone(), (begins, counted, turn), missing);
    let buttons = step.answers.iter().map(|answer| {
        let (go, to) = (go.clone(), answer.to.clone());
        let press = move |event: MouseEvent| go(&event, Some(to.clone()));
        view! { <button type="submit" class="btn" name=wire_name("to") value=answer.to.clone() lang=lang.clone() on:click=press>{answer.words.clone()}</button> }
    });
    let buttons = buttons.collect_view();
    let many = step.answers.len() > 3;
    let (hidden, other) = (hidden(here), hidden(here));
    let failed = form.problem("said");
    let problem = Signal::derive(move || missing.get().or_else(|| failed.get()));
    let refused = failed.get_untracked().is_some();
    let press = move |event: MouseEvent| go(&event, None);
    view! {
        <PostForm form plain=true class=if many { "replies many" } else { "replies" }>
            {hidden}
            <p class="quiet" id="replies">{t::replies(l)}</p>
            {buttons}
        </PostForm>
        <More summary=t::other(l) open=refused>
            <PostForm form plain=true class="form">
                {other}
                <TextArea name="said" rows=2 label=t::said(l) hint=t::said_hint(l) value=form.value("said", "") problem/>
                <div class="form-actions"><button type="submit" class="btn" on:click=press>{t::note(l)}</button></div>
            </PostForm>
        </More>
    }
    .into_any()
}

fn hidden(here: &TapForm) -> AnyView {
    let TapForm { talk, place, slug, lang, version, step, deal, way, .. } = here.clone();
    view! {
        <HiddenField name="talk" value=talk/>
        <HiddenField name="place" value=place/>
        <HiddenField name="slug" value=slug/>
        <HiddenField name="lang" value=lang/>
        <HiddenField name="version" value=version/>
        <HiddenField name="step" value=step/>
        <HiddenField name="deal" value=deal/>
        <HiddenField name="way" value=way/>
    }
    .into_any()
}

/// Keeps a tap and goes on without the server. Where the tap cannot be kept, the form is sent as without a script.
fn onward(
    here: TapForm,
    (begins, counted, turn): (bool, bool, Turn),
    missing: RwSignal<Option<Problem>>,
) -> impl Fn(&MouseEvent, Option<String>) + Clone + 'static {
    let navigate = use_navigate();
    move |event, to| {
        let said =
            if to.is_some() { String::new() } else { Typed::by(event).map(|typed| typed.value("said")).unwrap_or_default() };
        if to.is_none() && said.trim().is_empty() {
            event.prevent_default();
            missing.set(Some(Problem::Required));
            return;
        }
        let talk = if begins { new_talk() } else { here.talk.clone() };
        let place = next_place(turn, &talk, &here.place);
        turn.set_value((talk.clone(), place.saturating_add(1)));
        let (to, place) = (to.unwrap_or_default(), place.to_string());
        let tap = TapForm { talk, place, to, said, ..here.clone() };
        if counted && !keep(&tap) {
            return;
        }
        event.prevent_default();
        navigate(&tap.onward(), NavigateOptions::default());
    }
}

fn end_view(l: Lang, (ending, deal): (Ending, Option<DealId>), sheet: &PlaySheet) -> AnyView {
    let (tone, name) = match ending {
        Ending::Goal => (Tone::Good, t::end_goal(l)),
        Ending::Later => (Tone::Wait, t::end_later(l)),
        Ending::No => (Tone::Plain, t::end_no(l)),
    };
    let next = match (ending, deal) {
        (Ending::No, _) => None,
        (_, Some(deal)) => Some((format!("/deals/{deal}"), t::to_deal(l))),
        (_, None) => Some(("/deals/new".to_owned(), t::register_deal(l))),
    };
    let next = next.filter(|_| sheet.counted).map(|(href, label)| view! { <p><a class="btn go" href=href>{label}</a></p> });
    view! { <Notice tone title=name/> {next} }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_where_one_stands() {
        let deal = "019a0000-0000-7000-8000-000000000001";
        let pairs = [("step", "c"), ("way", "a.b"), ("n", "2"), ("deal", deal)];
        let stand = Stand::read(|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()));
        assert_eq!((stand.step.as_str(), stand.way.len(), stand.place.as_str(), stand.talk.as_str()), ("c", 2, "2", ""));
        assert_eq!(stand.deal.map(|deal| deal.to_string()).as_deref(), Some(deal));
        assert!(Stand::read(|_| None).way.is_empty());
        assert_eq!(Stand::read(|name| (name == "deal").then(|| "x".to_owned())).deal, None);
    }

    #[test]
    fn what_the_worker_puts_behind_an_address_is_where_the_talk_goes_on() {
        let onward = |hash| onward_from("/kits/call/play", hash);
        assert_eq!(onward("#?step=c&way=a.b&talk=t&n=2").as_deref(), Some("/kits/call/play?step=c&way=a.b&talk=t&n=2"));
        for hash in ["", "#", "#step", "#?", "#?deal=x"] {
            assert_eq!(onward(hash), None, "{hash}");
        }
    }
}
