use serde::{Deserialize, Serialize};

use super::{Cohort, Measure, Period};
use crate::activity::closed_set;

/// Who competes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Board {
    #[default]
    Companies,
    People,
}

closed_set!(Board { Companies = "companies", People = "people" });

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct BoardQuery {
    pub board: Board,
    pub measure: Measure,
    pub period: Period,
    pub cohort: Cohort,
}

/// The page's address as text; what it does not understand is the default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BoardForm {
    pub board: String,
    pub measure: String,
    pub period: String,
    pub cohort: String,
}

impl BoardForm {
    pub fn read(&self) -> BoardQuery {
        BoardQuery {
            board: Board::parse(&self.board).unwrap_or_default(),
            measure: Measure::parse(&self.measure).unwrap_or_default(),
            period: Period::parse(&self.period).unwrap_or_default(),
            cohort: Cohort::parse(&self.cohort).unwrap_or_default(),
        }
    }
}
