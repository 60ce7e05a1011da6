//! The pipeline as a file for spreadsheets.

use std::io;

use csv::Writer;
use jiso::{
    caller::Caller,
    deals::PipelineFilter,
    failure::{Answer, Failure},
    lang::Lang,
};
use jiso_app::text::deals as t;
use jiso_store::deals::NamedDeal;

use crate::office::Office;

/// Without it, Excel in Japan takes UTF-8 for Shift JIS.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

impl Office {
    /// What the page shows under `filter`, all of it, as comma-separated values that Excel opens.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] for who has no deals.
    pub async fn pipeline_file(&self, caller: &Caller, filter: &PipelineFilter) -> Answer<Vec<u8>> {
        let rows = self.rows_of_pipeline(caller, filter).await?;
        let programme = self.programme();
        let product =
            |key: &str| programme.product(key).map_or_else(|| key.to_owned(), |product| product.name.get(caller.lang).to_owned());
        written(caller.lang, &rows, product).map_err(|error| {
            tracing::error!(reference = "export", %error, "pipeline as a file");
            Failure::Unavailable { reference: "export".into() }
        })
    }
}

fn written(l: Lang, rows: &[NamedDeal], product: impl Fn(&str) -> String) -> Result<Vec<u8>, io::Error> {
    let mut file = Writer::from_writer(BYTE_ORDER_MARK.to_vec());
    file.write_record([
        t::export_number(l),
        t::field_customer(l),
        t::move_stage(l),
        t::review_status(l),
        t::export_amount(l),
        t::export_probability(l),
        t::export_weighted(l),
        t::field_expected_close(l),
        t::field_next_step(l),
        t::export_next_on(l),
        t::fact_owner(l),
        t::field_product(l),
        t::field_industry(l),
        t::fact_submitted(l),
        t::fact_protected(l),
    ])?;
    for NamedDeal { deal, owner_name, .. } in rows {
        let (facts, amount) = (&deal.facts, deal.amount().minor);
        let probability = deal.stage.probability();
        let (step, on) = match &facts.next_step {
            Some(step) => (step.text.as_str(), step.on.map(|on| on.to_string())),
            None => ("", None),
        };
        let protected = deal.status.approval().map(|approval| approval.last_day().to_string());
        file.write_record([
            deal.number.to_string(),
            harmless(&facts.customer.name),
            t::stage(l, deal.stage.as_str()).to_owned(),
            t::status(l, deal.status.key().as_str()).to_owned(),
            amount.to_string(),
            probability.to_string(),
            (amount.saturating_mul(i64::from(probability)) / 100).to_string(),
            facts.expected_close.to_string(),
            harmless(step),
            on.unwrap_or_default(),
            harmless(owner_name),
            harmless(&product(&facts.product)),
            t::industry(l, facts.industry.as_str()).to_owned(),
            deal.submitted_at.day().to_string(),
            protected.unwrap_or_default(),
        ])?;
    }
    file.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

/// A text that a spreadsheet would take for a formula, marked as a text.
fn harmless(text: &str) -> String {
    let first = text.trim_start().chars().next();
    // Excel in Japan takes the wide signs for the narrow ones.
    let formula = matches!(first, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'));
    if formula || text.starts_with(['\t', '\r', '\n']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn no_text_is_a_formula() {
        for text in ["=1+1", "+81", "-1", "@SUM(A1)", "＝1", " =1", "\t=1", "\r1"] {
            assert_eq!(harmless(text), format!("'{text}"), "{text:?}");
        }
        for text in ["株式会社北浜製作所", "A=B", "", "1 - 2"] {
            assert_eq!(harmless(text), text);
        }
    }
}
