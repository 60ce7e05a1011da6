use jiso::{
    goals::Side,
    lang::Lang,
    notifications::{MailChoice, NoticeKind, Preferences, ZONES, time_of_day},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::api::ChangeNotices;
use crate::{
    forms::{FormProblems, FormState, PostForm, SelectField, Submit},
    frame::lang,
    text::{form, notifications as t},
    ui::Choice,
};

/// How somebody is told by mail, as fields show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreferencesWords {
    /// A kind's key and words, and the key of what is chosen.
    pub kinds: Vec<(String, String, String)>,
    /// Empty where there are no quiet hours.
    pub quiet_from: String,
    pub quiet_until: String,
    pub zone: String,
    pub digest_at: String,
}

impl PreferencesWords {
    pub fn of(l: Lang, side: Side, preferences: &Preferences) -> Self {
        let line = |kind: &NoticeKind| {
            let (key, choice) = (kind.as_str(), preferences.of(*kind).as_str());
            (key.to_owned(), t::kind(l, key).to_owned(), choice.to_owned())
        };
        let quiet = |minute: fn(jiso::notifications::QuietHours) -> u16| preferences.quiet.map(minute).map(time_of_day);
        Self {
            kinds: NoticeKind::ALL.iter().filter(|kind| kind.concerns(side)).map(line).collect(),
            quiet_from: quiet(|quiet| quiet.from).unwrap_or_default(),
            quiet_until: quiet(|quiet| quiet.until).unwrap_or_default(),
            zone: preferences.zone.clone(),
            digest_at: time_of_day(preferences.digest_at),
        }
    }
}

/// Which notifications come by mail, and when.
#[component]
pub fn MailPreferences(words: PreferencesWords, form: FormState<ChangeNotices>) -> impl IntoView {
    let l = lang();
    let state = form;
    let PreferencesWords { kinds, quiet_from, quiet_until, zone, digest_at } = words;
    let kinds = kinds.into_iter().map(|(key, label, choice)| {
        let name = format!("mail.{key}");
        let options = MailChoice::ALL.iter().map(|one| Choice::new(one.as_str(), t::mail(l, one.as_str()))).collect();
        let (value, problem) = (state.value(&name, choice), state.problem(&name));
        view! { <SelectField name label value options problem/> }
    });
    let kinds = kinds.collect_view();
    let zones = ZONES.iter().map(|zone| Choice::new(*zone, *zone)).collect();
    let (from, until, digest) = (hours(&quiet_from), hours(&quiet_until), hours(&digest_at));
    view! {
        <PostForm form=state plain=true class="sheet form" id="notices" anchor="notices">
            <h2>{t::by_mail(l)}</h2>
            <p class="hint">{t::by_mail_hint(l)}</p>
            <FormProblems failure=state.failure()/>
            <div class="pair">{kinds}</div>
            <div class="pair">
            <SelectField name="quiet_from" label=t::quiet_from(l) hint=t::quiet_hint(l) value=state.value("quiet_from", quiet_from) options=from none=t::quiet_none(l) problem=state.problem("quiet_from")/>
            <SelectField name="quiet_until" label=t::quiet_until(l) value=state.value("quiet_until", quiet_until) options=until none=t::quiet_none(l) problem=state.problem("quiet_until")/>
            <SelectField name="digest_at" label=t::digest_at(l) value=state.value("digest_at", digest_at) options=digest problem=state.problem("digest_at")/>
            <SelectField name="zone" label=t::zone(l) value=state.value("zone", zone) options=zones problem=state.problem("zone")/>
            </div>
            <div class="form-actions"><Submit class="btn" pending=state.pending() label=form::save(l)/></div>
        </PostForm>
    }
}

/// The full hours of a day, and what was chosen between them.
fn hours(chosen: &str) -> Vec<Choice> {
    let mut times: Vec<String> = (0..24).map(|hour| time_of_day(hour * 60)).collect();
    if !chosen.is_empty() && !times.iter().any(|time| time == chosen) {
        times.push(chosen.to_owned());
        times.sort();
    }
    times.into_iter().map(|time| Choice::new(time.clone(), time)).collect()
}
