//! What a review decided, told to those who lead the company: what, why, and the next step.

use jiso::{
    caller::Role,
    failure::Answer,
    id::CompanyId,
    lang::Lang,
    notifications::NoticeText,
    points::{Balance, PointAxis},
    progress::{AxisBalance, TierSnapshot},
    tiers::{CriterionProgress, Forecast, TierDecision, TierFacts, TierOutcome, TierRules, TierStanding},
};
use jiso_app::{
    format,
    progress::{criterion_state, tier_headline, tier_lede},
    text::mail as t,
};
use jiso_store::Tx;

use crate::{
    notifications::{Letter, Notice},
    office::Office,
};

/// A decision with what it changed.
pub(super) struct Word {
    pub decision: TierDecision,
    /// The tier held before.
    pub before: String,
    /// By which it was decided.
    pub rules: TierRules,
    pub axes: Vec<PointAxis>,
}

impl Office {
    /// Enqueues the mails in the transaction of the decision.
    pub(super) async fn tell_leads(&self, tx: &mut Tx, company: CompanyId, held: &TierStanding, word: &Word) -> Answer<()> {
        let Some(found) = tx.company(company).await? else { return Ok(()) };
        let calendar = &self.programme().calendar;
        let on = word.rules.review.next_turn(calendar, held, word.decision.day);
        let ahead = Forecast::of(&word.rules, held, &word.decision.facts, on);
        let tier = TierSnapshot::of(&word.rules, held, &word.decision.facts, ahead);
        let link = format!("{}/progress", self.origin);
        for lead in tx.users_of_company(company).await?.into_iter().filter(|user| user.role == Role::PartnerLead) {
            let l = lead.lang;
            let (subject, changed) = changed(l, word, &tier, &found.name);
            let (why, next) = (why(l, word), format!("{}\n{}", tier_headline(l, &tier), tier_lede(l, &tier)));
            let text = t::tier_text(l, &lead.name, changed, why, next, &link);
            let decided = &word.decision;
            let notice = Notice {
                to: &lead,
                text: NoticeText::TierDecided {
                    tier: tier.verdict.current.name.clone(),
                    outcome: decided.outcome,
                    on: decided.day,
                },
                link: "/progress".into(),
                once_key: format!("tier:{company}:{}:{}", decided.day, decided.tier),
                letter: Letter { subject, text },
            };
            self.tell(tx, notice).await?;
        }
        Ok(())
    }
}

fn changed(l: Lang, word: &Word, tier: &TierSnapshot, company: &str) -> (String, String) {
    let (name, on) = (tier.verdict.current.name.get(l), format::day(l, word.decision.day));
    match word.decision.outcome {
        TierOutcome::Entered => (t::tier_entered_subject(l, name), t::tier_entered(l, on, company, name)),
        TierOutcome::Raised => (t::tier_raised_subject(l, name), t::tier_raised(l, on, company, name)),
        TierOutcome::Grace { until } => {
            let until = format::day(l, until);
            (t::tier_grace_subject(l, name, &until), t::tier_grace(l, on, company, name, &until))
        }
        TierOutcome::Kept => (t::tier_kept_subject(l, name), t::tier_kept(l, on, company, name)),
        TierOutcome::Lowered => (t::tier_lowered_subject(l, name), t::tier_lowered(l, on, company, name)),
    }
}

/// What the tier asks for that was reached, kept or lost, and how much of it was there.
fn why(l: Lang, word: &Word) -> String {
    let about = if word.decision.outcome == TierOutcome::Lowered { &word.before } else { &word.decision.tier };
    let named = |axis: &PointAxis| AxisBalance { axis: axis.axis, name: axis.name.clone(), balance: Balance::default() };
    let axes: Vec<AxisBalance> = word.axes.iter().map(named).collect();
    let lines = asked(&word.rules, about, &word.decision.facts);
    lines.iter().map(|line| criterion_state(l, line, &axes)).collect::<Vec<_>>().join("\n")
}

fn asked(rules: &TierRules, tier: &str, facts: &TierFacts) -> Vec<CriterionProgress> {
    rules.tiers.iter().find(|one| one.key == tier).map(|tier| tier.progress(facts)).unwrap_or_default()
}
