//! Lines of an upload: which column is which, and what is wrong where.

use serde::{Deserialize, Serialize};

use super::{TargetFacts, TargetForm};
use crate::{activity::closed_set, failure::Failure, failure::FieldError};

/// A column of an upload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    Customer,
    CorporateNumber,
    Domain,
    Industry,
    Size,
    Territory,
    Reason,
    Kit,
}

closed_set!(Column {
    Customer = "customer",
    CorporateNumber = "corporate_number",
    Domain = "domain",
    Industry = "industry",
    Size = "size",
    Territory = "territory",
    Reason = "reason",
    Kit = "kit",
});

impl Column {
    /// Without these there is no target.
    pub const NEEDED: [Self; 4] = [Self::Customer, Self::Industry, Self::Size, Self::Reason];
}

/// One line with the number it has in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub line: u64,
    pub form: TargetForm,
}

/// The name under which a mistake of a line is told.
pub fn row_field(line: u64, field: &str) -> String {
    format!("line.{line}.{field}")
}

impl Row {
    /// What the line says, or every mistake of it, named by line and column.
    pub fn read(&self, kits: &[&str]) -> Result<TargetFacts, Vec<FieldError>> {
        self.form.read(kits).map_err(|failure| match failure {
            Failure::Invalid { errors } => errors
                .0
                .into_iter()
                .map(|FieldError { field, problem }| FieldError { field: row_field(self.line, &field), problem })
                .collect(),
            _ => Vec::new(),
        })
    }
}

impl TargetForm {
    pub fn set(&mut self, column: Column, text: String) {
        *match column {
            Column::Customer => &mut self.customer,
            Column::CorporateNumber => &mut self.corporate_number,
            Column::Domain => &mut self.domain,
            Column::Industry => &mut self.industry,
            Column::Size => &mut self.size,
            Column::Territory => &mut self.territory,
            Column::Reason => &mut self.reason,
            Column::Kit => &mut self.kit,
        } = text;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::Problem;

    #[test]
    fn every_mistake_has_its_line_and_column() {
        let mut form = TargetForm::default();
        for (column, text) in
            [(Column::Customer, "北浜製作所"), (Column::Industry, "moon"), (Column::Reason, "十文字より長い理由があります。")]
        {
            form.set(column, text.into());
        }
        let errors = Row { line: 7, form }.read(&[]).unwrap_err();
        let told: Vec<_> = errors.into_iter().map(|error| (error.field, error.problem)).collect();
        assert_eq!(told, [("line.7.industry".to_owned(), Problem::NotOffered), ("line.7.size".to_owned(), Problem::Required)]);
    }
}
