//! Sentences that both sides read about an offer.

use jiso::{lang::Lang, leads::OfferState};

use crate::{text::leads as t, ui::Tone};

/// Why it was this company's turn.
pub fn why(l: Lang, weight: u32, credit: i64, among: u32, widened: bool) -> String {
    let turn = t::why(l, among, weight, credit);
    if widened { [turn.as_str(), t::why_widened(l)].join(if l == Lang::Ja { "" } else { " " }) } else { turn }
}

pub const fn tone(state: OfferState) -> Tone {
    match state {
        OfferState::Waiting => Tone::Wait,
        OfferState::Accepted => Tone::Good,
        OfferState::Declined | OfferState::TimedOut | OfferState::Withdrawn => Tone::Plain,
    }
}
