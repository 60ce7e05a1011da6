//! The administrator has a change of the programme in mind, and has tried it on the two years.

use jiso::{
    demo::PersonaKey,
    failure::Answer,
    lang::Lang,
    programme::{DraftForm, NumberField, NumberForm, Programmes},
};
use tokio::sync::watch;

use crate::office::Office;

/// Dearer gold, and more for who registers: where each stands in the file, and what it becomes in percent.
const CHANGES: [(&str, i64); 2] = [("tiers[2].criteria[0].points.min", 200), ("incentives[2].points", 120)];

/// Drafts a change and tries it, as somebody does in the console.
///
/// # Errors
/// When the store fails.
pub async fn try_a_change(office: &Office) -> Answer<()> {
    let Some(admin) = office.persona(PersonaKey::Admin).await?.map(|user| user.caller()) else { return Ok(()) };
    let sheet = office.draft(&admin, Lang::default()).await?;
    let change = |(path, percent): (&str, i64)| {
        let number: &NumberField = sheet.numbers.iter().find(|number| number.path == path)?;
        let value = (number.value.saturating_mul(percent) / 100).to_string();
        Some(NumberForm { path: path.to_owned(), was: number.value.to_string(), value })
    };
    let number = CHANGES.into_iter().filter_map(change).collect();
    let form = DraftForm { base: sheet.newest.number.to_string(), number, text: sheet.text.clone() };
    office.set_numbers(&admin, form).await?;
    office.begin_what_if(&admin).await?;
    let (_stop, stopping) = watch::channel(false);
    office.run_what_if(&stopping).await?;
    Ok(())
}
