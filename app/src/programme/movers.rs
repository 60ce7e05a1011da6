use jiso::{
    lang::Lang,
    programme::{Mover, Way},
};

use crate::{format::day, progress::missing_all, text::programme as t};

/// Why a draft puts a company elsewhere.
pub fn mover_text(l: Lang, mover: &Mover) -> String {
    let lacks = missing_all(l, &mover.lacks);
    let (from, to) = (mover.from.get(l), mover.to.get(l));
    match mover.way {
        Way::Down if mover.lacks.is_empty() => t::mover_gone(l, from),
        Way::Down if lacks.is_empty() => t::mover_late(l, from),
        Way::Down => t::mover_lacks(l, from, lacks),
        Way::Grace => match mover.until {
            Some(until) => t::mover_grace(l, day(l, until), lacks),
            None => t::mover_lacks(l, from, lacks),
        },
        Way::Up if lacks.is_empty() => t::mover_meets(l, to),
        Way::Up => t::mover_reaches(l, to, lacks),
    }
}
