//! The administrator has a change of the programme in mind, and has tried it on the two years.

use jiso::{
    demo::PersonaKey,
    failure::Answer,
    lang::Lang,
    programme::{DraftForm, Number, NumberForm, NumberOf, Programmes, numbers},
    tiers::TierCriterion,
};
use tokio::sync::watch;

use crate::office::Office;

/// Drafts a change and tries it, as somebody does in the console.
///
/// # Errors
/// When the store fails.
pub async fn try_a_change(office: &Office) -> Answer<()> {
    let Some(admin) = office.persona(PersonaKey::Admin).await?.map(|user| user.caller()) else { return Ok(()) };
    let (sheet, programme) = (office.draft(&admin, Lang::default()).await?, office.programme());
    let number = numbers(&programme).iter().filter_map(changed).collect();
    let form = DraftForm { base: sheet.newest.number.to_string(), number, text: sheet.text };
    office.set_numbers(&admin, form).await?;
    office.begin_what_if(&admin).await?;
    let (_stop, stopping) = watch::channel(false);
    office.run_what_if(&stopping).await?;
    Ok(())
}

/// Gold for twice as many points, and a fifth more for who registers.
fn changed(number: &Number<'_>) -> Option<NumberForm> {
    let percent = match number.of {
        NumberOf::Criterion(tier, TierCriterion::Points { .. }) if tier.key == "gold" => 200,
        NumberOf::Rule(rule) if rule.key == "deal_registered" => 120,
        _ => return None,
    };
    let value = (number.value.saturating_mul(percent) / 100).to_string();
    Some(NumberForm { path: number.path.clone(), was: number.value.to_string(), value })
}
