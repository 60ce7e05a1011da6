//! The whole programme in words, part by part.

use jiso::{
    deals::{ApprovalRule, Approving},
    lang::{Bilingual, Lang},
    money::Money,
    phases::{HealthRules, PhaseRule, StallRule},
    programme::{BusinessCalendar, MonthDay, Part, PartLine, Programme},
    questions::QuestionTopic,
    tiers::Tier,
    time::Day,
};

use super::{
    changes::{hours, often, reminders, rubric},
    phases::{health_sentence, leaving_text, stall_when},
    rules::{campaign_days, criteria_text, quality_text},
};
use crate::{
    deals::{approval_how, approval_what},
    format::{money, month_day, number},
    points::rule_text,
    questions::answer_time,
    text::programme as t,
};

/// How far ahead holidays are named.
const MONTHS_AHEAD: i32 = 12;

pub fn programme_parts(l: Lang, programme: &Programme, today: Day) -> Vec<Part> {
    let part = |key: &str, lines: Vec<PartLine>| Part { key: key.to_owned(), title: t::part(l, key).to_owned(), lines };
    let parts = [
        part("tiers", programme.tiers.iter().map(|tier| tier_line(l, programme, tier)).collect()),
        part("review", numbers(l, &programme.tier_review.numbers())),
        part("measures", programme.measures.iter().map(|one| line(&one.name, l, vec![t::measure_noted(l).to_owned()])).collect()),
        part("points", programme.incentives.iter().map(|rule| line(&rule.name, l, vec![rule_text(l, rule)])).collect()),
        part("quality", quality(l, programme)),
        part("campaigns", campaigns(l, programme)),
        part("phases", programme.phases.named().map(|(_, rule)| line(&rule.name, l, phase(l, rule))).collect()),
        part("stalls", programme.stalls.iter().map(|rule| line(&rule.name, l, stall(l, rule))).collect()),
        part("health", programme.health.iter().map(|rules| health(l, rules)).collect()),
        part("approvals", approvals(l, programme)),
        part("promises", promises(l, programme)),
        part("questions", programme.question_topics.iter().map(|one| line(&one.name, l, vec![topic_text(l, one)])).collect()),
        part("recognition", numbers(l, &programme.recognition.numbers().map(|number| (number.key, number.value)))),
        part("awards", programme.awards.iter().map(|award| line(&award.name, l, vec![rubric(l, award)])).collect()),
        part("terms", terms(l, programme)),
        part("calendar", calendar(l, &programme.calendar, today)),
    ];
    parts.into_iter().filter(|part| !part.lines.is_empty()).collect()
}

fn line(name: &Bilingual, l: Lang, sentences: Vec<String>) -> PartLine {
    PartLine { name: name.get(l).to_owned(), sentences }
}

fn tier_line(l: Lang, programme: &Programme, tier: &Tier) -> PartLine {
    let asks = |criteria| t::tier_asks(l, criteria_text(l, programme, criteria));
    let asked = Some(&tier.criteria[..]).filter(|criteria| !criteria.is_empty());
    let mut told = vec![asked.map_or_else(|| t::tier_everybody(l).to_owned(), asks)];
    if !tier.benefits.is_empty() {
        told.push(t::tier_gives(l, listed(l, tier.benefits.iter().map(|benefit| benefit.get(l).to_owned()))));
    }
    told.extend(tier.allowances.iter().map(|allowance| t::tier_allows(l, allowance.name.get(l), often(l, allowance))));
    if tier.extra_margin_percent > 0 {
        told.push(t::tier_margin(l, tier.extra_margin_percent));
    }
    told.push(t::tier_open(l, tier.open_registrations));
    line(&tier.name, l, told)
}

fn numbers(l: Lang, numbers: &[(&'static str, u16)]) -> Vec<PartLine> {
    let told = |(key, n): &(&'static str, u16)| PartLine {
        name: t::promised(l, key).to_owned(),
        sentences: vec![t::measured(l, number(i64::from(*n)), unit(l, key, *n)).trim_end().to_owned()],
    };
    numbers.iter().map(told).collect()
}

/// English names one thing by another word than several.
fn unit(l: Lang, key: &str, n: u16) -> String {
    let several = t::unit(l, key);
    let one = match (l, n) {
        (Lang::En, 1) => {
            several.strip_suffix("ies").map(|stem| format!("{stem}y")).or_else(|| several.strip_suffix('s').map(str::to_owned))
        }
        _ => None,
    };
    one.unwrap_or_else(|| several.to_owned())
}

fn quality(l: Lang, programme: &Programme) -> Vec<PartLine> {
    let steps = Some(&programme.quality).filter(|quality| !quality.steps.is_empty());
    let told = steps.map(|quality| PartLine { name: t::quality_name(l).to_owned(), sentences: vec![quality_text(l, quality)] });
    told.into_iter().collect()
}

fn campaigns(l: Lang, programme: &Programme) -> Vec<PartLine> {
    let told = programme.campaigns.iter().map(|campaign| {
        let days = campaign_days(l, (campaign.starts, campaign.ends));
        line(&campaign.rule.name, l, vec![t::campaign_runs(l, days), rule_text(l, &campaign.rule)])
    });
    told.collect()
}

fn phase(l: Lang, rule: &PhaseRule) -> Vec<String> {
    let aim = match rule.leaving() {
        None => t::phase_rhythm(l, rule.target_days),
        leaving => t::phase_aim(l, leaving_text(l, leaving.as_ref()), rule.target_days),
    };
    vec![aim, t::phase_silence(l, rule.quiet_days)]
}

/// When a company has stopped for it, and what the vendor does then.
fn stall(l: Lang, rule: &StallRule) -> Vec<String> {
    vec![t::stall_holds(l, stall_when(l, rule)), t::stall_then(l, rule.remedy.get(l))]
}

fn health(l: Lang, rules: &HealthRules) -> PartLine {
    PartLine { name: t::part(l, "health").to_owned(), sentences: vec![health_sentence(l, rules)] }
}

fn promises(l: Lang, programme: &Programme) -> Vec<PartLine> {
    let mut told = numbers(l, &programme.promises.numbers());
    let reminded = reminders(l, &programme.promises.reminder_days);
    told.push(PartLine { name: t::reminded(l).to_owned(), sentences: vec![reminded] });
    told
}

fn terms(l: Lang, programme: &Programme) -> Vec<PartLine> {
    let kinds = programme.partner_types.iter().map(|terms| {
        let mut told = vec![t::terms_margin(l, terms.margin_percent)];
        told.extend(terms.tier_adds.then(|| t::terms_tier(l).to_owned()));
        line(&terms.name, l, told)
    });
    let products = programme.products.iter().map(|product| {
        let price = t::product_price(l, money(&Money::yen(product.user_month_yen)), number(product.min_users.into()));
        let others = programme.products.iter().filter(|other| other.key != product.key && other.shares_family(product));
        let others: Vec<&str> = others.map(|other| other.name.get(l)).collect();
        let family =
            if others.is_empty() { t::product_alone(l).to_owned() } else { t::product_family(l, others.join(t::list(l))) };
        line(&product.name, l, vec![price, family])
    });
    let typical = money(&Money::yen(programme.typical_deal_yen));
    let typical = PartLine { name: t::typical(l).to_owned(), sentences: vec![typical] };
    kinds.chain(products).chain([typical]).collect()
}

fn approvals(l: Lang, programme: &Programme) -> Vec<PartLine> {
    let rule =
        |rule: &ApprovalRule| PartLine { name: approval_of(l, programme, rule), sentences: vec![how(l, rule.approving())] };
    let rest = PartLine { name: t::approval_rest(l).to_owned(), sentences: vec![how(l, Approving::By(1))] };
    programme.approvals.iter().map(rule).chain([rest]).collect()
}

/// Who answers, and how soon.
pub fn topic_text(l: Lang, topic: &QuestionTopic) -> String {
    let within = answer_time(l, topic.within);
    match &topic.substitute {
        Some(substitute) => t::topic_both(l, &topic.person, substitute, within),
        None => t::topic_one(l, &topic.person, within),
    }
}

fn how(l: Lang, approving: Approving) -> String {
    t::approval_takes(l, approval_how(l, approving))
}

/// The registrations a rule is about.
fn approval_of(l: Lang, programme: &Programme, rule: &ApprovalRule) -> String {
    let products: Vec<&str> = rule.products.iter().filter_map(|key| programme.product(key)).map(|one| one.name.get(l)).collect();
    let tiers: Vec<&str> = rule.tiers.iter().filter_map(|key| programme.tier(key)).map(|tier| tier.name.get(l)).collect();
    approval_what(l, rule, &products, &tiers)
}

pub fn approval_sentence(l: Lang, programme: &Programme, rule: &ApprovalRule) -> String {
    t::approval_sentence(l, approval_of(l, programme, rule), approval_how(l, rule.approving()))
}

fn calendar(l: Lang, calendar: &BusinessCalendar, today: Day) -> Vec<PartLine> {
    let plain = |name: &str, sentence: String| PartLine { name: name.to_owned(), sentences: vec![sentence] };
    let mut told = vec![plain(t::open_hours(l), hours(l, (calendar.opens, calendar.closes)))];
    let month_day = |day: MonthDay| month_day(l, day.month, day.day);
    told.extend(calendar.year_end.map(|shut| plain(t::year_end(l), t::span(l, month_day(shut.from), month_day(shut.to)))));
    let end = today.plus_months(MONTHS_AHEAD);
    let ahead = calendar.holidays.iter().filter(|holiday| (today..end).contains(&holiday.day));
    // Within a year from today, none needs its year.
    let ahead = ahead.map(|holiday| {
        let on = MonthDay { month: holiday.day.month(), day: holiday.day.day_of_month() };
        t::holiday(l, month_day(on), holiday.name.get(l))
    });
    let ahead: Vec<String> = ahead.collect();
    if !ahead.is_empty() {
        told.push(plain(t::holidays_ahead(l), ahead.join(t::list(l))));
    }
    told
}

fn listed(l: Lang, words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(t::list(l))
}
