//! The text of a closed set is the same in columns, in forms and on the wire.

use crate::deals::*;

macro_rules! same_text {
    ($($set:ident),*) => { $(
        for value in $set::ALL {
            let text = value.as_str();
            assert_eq!(serde_json::to_string(value).unwrap(), format!("\"{text}\""));
            assert_eq!($set::parse(text), Some(*value));
        }
    )* };
}

#[test]
fn closed_sets_have_one_text() {
    same_text!(CompanySize, DealAction, DealField, DealStage, Industry, LossReason, RejectionReason, StatusKey);
}

#[test]
fn a_status_is_tagged_with_its_key() {
    for status in StatusKey::ALL {
        let text = serde_json::to_string(&super::fixtures::deal_in(*status).status).unwrap();
        assert!(text.trim_start_matches('{').starts_with(&format!("\"{}\"", status.as_str())), "{text}");
    }
}
