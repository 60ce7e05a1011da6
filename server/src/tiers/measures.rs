//! Numbers that the vendor notes for companies, as far as the programme has measures for them.

use std::collections::BTreeMap;

use jiso::{
    activity::ActivityKind,
    caller::Caller,
    failure::{Answer, Failure},
    id::{CompanyId, Id},
    partners::{MeasureLine, NewMeasure},
    tiers::{MeasureNote, TierRules, measures},
    time::{Day, Timestamp},
};
use jiso_store::Tx;

use crate::office::Office;

impl Office {
    /// Each measure of the programme with what was noted for a company, the newest note first.
    pub(crate) async fn measure_lines(&self, tx: &mut Tx, company: CompanyId) -> Answer<Vec<MeasureLine>> {
        let programme = self.programme();
        if programme.measures.is_empty() {
            return Ok(Vec::new());
        }
        let notes = tx.measure_notes(company).await?;
        let line = |measure: &jiso::tiers::CustomMeasure| MeasureLine {
            measure: measure.clone(),
            last: notes.iter().rev().find(|one| one.note.measure == measure.key).map(|one| (one.note.value, one.note.day)),
            by: notes.iter().rev().find(|one| one.note.measure == measure.key).map(|one| one.by.clone()),
        };
        Ok(programme.measures.iter().map(line).collect())
    }

    /// Notes a number. Noted twice by one form, it is one note.
    pub(crate) async fn note_measure_of(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        company: CompanyId,
        form: Id<()>,
        new: &NewMeasure,
    ) -> Answer<()> {
        tx.tier_standing_to_change(company).await?.ok_or(Failure::NotFound)?;
        if tx.measure_is_noted(company, form).await? {
            return Ok(());
        }
        let noted = self.of_the_vendor(company, ActivityKind::MeasureNoted, self.now());
        let id = noted.id;
        self.record(tx, noted).await?;
        Ok(tx.insert_measure_note(id, company, (&new.measure, new.value, new.since), caller.user, form).await?)
    }
}

/// What was noted before a moment for what the rules ask for, as it holds on a day.
pub(super) async fn custom_facts(
    tx: &mut Tx,
    rules: &TierRules,
    company: CompanyId,
    as_of: Day,
    before: Timestamp,
) -> Answer<BTreeMap<String, i64>> {
    let asked = measures(rules);
    if asked.is_empty() {
        return Ok(BTreeMap::new());
    }
    let notes: Vec<MeasureNote> = tx.measure_notes(company).await?.into_iter().map(|one| one.note).collect();
    Ok(MeasureNote::values(&notes, asked, as_of, before))
}
