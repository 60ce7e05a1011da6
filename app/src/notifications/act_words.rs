//! What a mail's link does, in words made by the server.

use jiso::{
    lang::Lang,
    notifications::{ActSheet, MailAction, TimeWish},
};
use serde::{Deserialize, Serialize};

use crate::{
    format::{day, moment},
    text::notifications as t,
    visits::span,
};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActWords {
    pub headline: String,
    pub lines: Vec<String>,
    /// What to choose from, as it is sent and as it is read.
    pub slots: Vec<(String, String)>,
    /// None where there is nothing to do any more.
    pub button: Option<String>,
    /// The link leads nowhere.
    pub gone: bool,
    /// Where the same stands in the portal, and its name.
    pub href: String,
    pub way: String,
}

impl ActWords {
    pub fn of(l: Lang, sheet: ActSheet) -> Self {
        match sheet {
            ActSheet::ExtendProtection { name, deal, customer, number, last_day, until } => {
                let what = t::act_extend_now(l, &customer, number, day(l, last_day));
                let lines = match until {
                    Some(until) => vec![what, t::act_extend_then(l, day(l, until)), t::act_for(l, name)],
                    None => vec![what, t::act_extend_not(l).into()],
                };
                Self {
                    headline: t::act_extend(l).into(),
                    lines,
                    slots: Vec::new(),
                    button: until.map(|until| t::act_extend_button(l, day(l, until))),
                    gone: false,
                    href: format!("/deals/{deal}"),
                    way: t::act_to_deal(l).into(),
                }
            }
            ActSheet::AcceptVisit { name, visit, customer, minutes, slots } => {
                let what = t::act_visit_now(l, customer);
                let over = slots.is_empty();
                let line = if over { t::act_visit_not(l).to_owned() } else { t::act_for(l, name) };
                Self {
                    headline: t::act_visit(l).into(),
                    lines: vec![what, line],
                    slots: slots.into_iter().map(|at| (at.micros().to_string(), span(l, at, minutes))).collect(),
                    button: (!over).then(|| t::act_visit_button(l).to_owned()),
                    gone: false,
                    href: format!("/visits/{visit}"),
                    way: t::act_to_visit(l).into(),
                }
            }
            ActSheet::GrantExtension { name, deal, customer, number, company, wish } => {
                let what = t::act_grant_now(l, company, customer, number);
                let (lines, button) = grant(l, name, wish);
                Self {
                    headline: t::act_grant(l).into(),
                    lines: [vec![what], lines].concat(),
                    slots: Vec::new(),
                    button,
                    gone: false,
                    href: format!("/console/deals/{deal}"),
                    way: t::act_to_deal(l).into(),
                }
            }
            ActSheet::Done { action, at } => {
                let (href, way) = match action {
                    MailAction::ExtendProtection(deal) => (format!("/deals/{deal}"), t::act_to_deal(l)),
                    MailAction::GrantExtension(deal) => (format!("/console/deals/{deal}"), t::act_to_deal(l)),
                    MailAction::AcceptVisit(visit) => (format!("/visits/{visit}"), t::act_to_visit(l)),
                };
                Self {
                    headline: t::act_used(l).into(),
                    lines: vec![t::act_used_more(l, moment(l, at))],
                    slots: Vec::new(),
                    button: None,
                    gone: false,
                    href,
                    way: way.into(),
                }
            }
            ActSheet::Gone => Self {
                headline: t::act_gone(l).into(),
                lines: vec![t::act_gone_more(l).into()],
                slots: Vec::new(),
                button: None,
                gone: true,
                href: "/".into(),
                way: t::act_to_portal(l).into(),
            },
        }
    }
}

/// What there is to say of a wish for more time, and the button where it waits.
fn grant(l: Lang, name: String, wish: TimeWish) -> (Vec<String>, Option<String>) {
    match wish {
        TimeWish::Waits { reason, by, at, last_day, until } => {
            let lines = vec![
                t::act_grant_asked(l, by, moment(l, at), reason),
                t::act_grant_then(l, day(l, last_day), day(l, until)),
                t::act_for(l, name),
            ];
            (lines, Some(t::act_grant_button(l, day(l, until))))
        }
        TimeWish::Answered { by, at, granted: true } => (vec![t::act_grant_granted(l, by, moment(l, at))], None),
        TimeWish::Answered { by, at, granted: false } => (vec![t::act_grant_declined(l, by, moment(l, at))], None),
        TimeWish::Over => (vec![t::act_grant_over(l).into()], None),
    }
}
