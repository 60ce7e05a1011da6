use jiso::{
    lang::Lang,
    leaderboards::{AgeBand, Measure},
    money::Money,
    recognition::{AwardMeasure, Effect, Figure, KudosLine, MvpShown, Reason, Share, StepLine},
};

use crate::{
    format::{day_short, money, month, number},
    leaderboards::band_text,
    points::kind_name,
    text::{leaderboards, recognition as t},
};

/// What speaks for a company, with what it was compared with.
pub fn reason_text(l: Lang, reason: &Reason) -> String {
    let name = leaderboards::measure(l, reason.measure.as_str());
    let value = if reason.measure == Measure::Growth {
        t::reason_growth(l, number(reason.value))
    } else {
        t::reason_points(l, number(reason.value))
    };
    t::reason(l, name, value, reason.among, reason.rank)
}

/// Whom a company was compared with.
pub fn field_text(l: Lang, band: AgeBand, with_everyone: bool) -> String {
    if with_everyone { t::among_all(l, band_text(l, Some(band))) } else { t::among(l, band_text(l, Some(band))) }
}

/// The partner of a month as a sentence.
pub fn mvp_headline(l: Lang, mvp: &MvpShown) -> String {
    let name = mvp.name.clone().unwrap_or_else(|| t::unnamed(l).to_owned());
    t::mvp_headline(l, month(l, mvp.month), name)
}

/// Who thanks whom.
pub fn from_whom(l: Lang, kudos: &KudosLine) -> String {
    let who = |name: &str, company: &Option<String>| match company {
        Some(company) => t::who(l, name, company),
        None => t::who_vendor(l, name),
    };
    let to = if kudos.to_me { t::to_you(l).to_owned() } else { who(&kudos.to, &kudos.to_company) };
    t::from_to(l, who(&kudos.from, &kudos.from_company), to)
}

/// A small step as a fact, for the manager.
pub fn step_text(l: Lang, step: &StepLine) -> String {
    let (on, person) = (day_short(l, step.at.day()), &step.person);
    match step.kind.as_str() {
        "came_back" => t::fact_came_back(l, on, person, step.number),
        "weeks_in_a_row" => t::fact_weeks_in_a_row(l, on, step.number, person),
        kind => t::fact(l, on, person, t::did(l, kind)),
    }
}

/// Praise with the fact filled in, in the language of the one who reads it.
pub fn praise_text(step: &StepLine) -> String {
    let l = step.lang;
    let name = if l == Lang::Ja { step.person.split([' ', '\u{3000}']).next().unwrap_or(&step.person) } else { &step.person };
    match step.kind.as_str() {
        "came_back" => t::praise_came_back(l, name),
        "weeks_in_a_row" => t::praise_weeks_in_a_row(l, name, step.number),
        kind => t::praise(l, name, t::praised_for(l, kind)),
    }
}

/// Whether praise moved anybody, with how many it is told of.
pub fn effect_text(l: Lang, effect: &Effect) -> String {
    let share =
        |share: Share| share.percent().map_or_else(|| t::share_none(l).to_owned(), |n| t::share(l, n, share.of, share.active));
    let told = t::effect(l, effect.days, share(effect.praised), share(effect.unpraised));
    if effect.says_something() { told } else { format!("{told}{}{}", t::join(l), t::too_few(l)) }
}

/// A figure of a year, with where it stands.
pub fn figure_text(l: Lang, figure: &Figure) -> String {
    let (name, value) = match figure.measure {
        AwardMeasure::Points(axis) => (t::axis(l, axis.as_str()).to_owned(), t::reason_points(l, number(figure.value))),
        AwardMeasure::Count(kind) => (kind_name(l, kind).to_owned(), t::times(l, number(figure.value))),
        AwardMeasure::Yen(kind) => (kind_name(l, kind).to_owned(), money(&Money::yen(figure.value))),
        AwardMeasure::MonthsActive => (t::months_active(l).to_owned(), t::months_n(l, number(figure.value))),
    };
    if figure.value > 0 { t::reason(l, name, value, figure.among, figure.rank) } else { t::figure_none(l, name) }
}
