//! A company's own standing: balances, tier, and the ledger line by line, each with the rule that made it.

mod explanation;
mod progress;
mod series;
mod suppose;
mod view;

pub use explanation::{ExplainedDecision, ExplainedLine, ExplainedTier, Explanation, Reason};
pub use progress::Progress;
pub use series::{MonthPoints, month_series};
pub use suppose::{Fate, Shift, SimulatedDeal, Simulator, Supposition};
pub use view::{AxisBalance, LEDGER_LINES, LedgerLine, ProgressSheet, SUPPOSED_WINS, SubjectLink, TierGrants, TierSnapshot};
