use std::collections::BTreeMap;

use super::Deadlines;
use crate::{
    activity::{Activity, ActivityKind, Subject},
    id::DealId,
    time::Timestamp,
};

/// What is known of the vendor's first answer to a submission. Taking up is no event, and a deal that went on does not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstAnswer {
    NotYet,
    At(Timestamp),
    /// Late when the partner was compensated for it.
    Untold,
}

/// The submissions that the vendor had not answered in time at a moment, from a company's events, the oldest first.
pub fn overdue_at(
    events: &[Activity],
    at: Timestamp,
    deadlines: impl Fn(Timestamp) -> Deadlines,
    answer: impl Fn(DealId, Timestamp) -> FirstAnswer,
) -> Vec<Activity> {
    let mut found: Vec<Activity> = Vec::new();
    for (deal, one) in waiting_at(events, at).into_iter().filter(|(_, one)| !one.returned) {
        let (since, due) = (one.submission.at, deadlines(one.submission.at));
        let unanswered = || match answer(deal, since) {
            FirstAnswer::NotYet => true,
            FirstAnswer::At(answered) => answered > at,
            FirstAnswer::Untold => one.compensated.is_some_and(|paid| paid > due.respond_by),
        };
        if due.decide_by < at || (!one.in_review && due.respond_by < at && unanswered()) {
            found.push(one.submission.clone());
        }
    }
    found.sort_by_key(|submission| (submission.at, submission.id));
    found
}

struct Waiting<'a> {
    submission: &'a Activity,
    /// The answer to a reviewer's question goes back into the review; an appeal begins anew.
    in_review: bool,
    /// Waits for the partner.
    returned: bool,
    compensated: Option<Timestamp>,
}

fn waiting_at(events: &[Activity], at: Timestamp) -> BTreeMap<DealId, Waiting<'_>> {
    let mut waiting: BTreeMap<DealId, Waiting<'_>> = BTreeMap::new();
    for event in events.iter().filter(|event| event.at <= at) {
        let Subject::Deal(deal) = event.subject else { continue };
        match (event.kind, waiting.get_mut(&deal)) {
            (ActivityKind::DealRegistered | ActivityKind::DealResubmitted, before) => {
                let in_review = before.is_some_and(|before| before.returned);
                waiting.insert(deal, Waiting { submission: event, in_review, returned: false, compensated: None });
            }
            (ActivityKind::DealReturned, Some(one)) => one.returned = true,
            (ActivityKind::ReviewLate, Some(one)) => one.compensated = Some(event.at),
            (
                ActivityKind::DealApproved
                | ActivityKind::DealRejected
                | ActivityKind::DealConflicted
                | ActivityKind::DealWithdrawn,
                Some(_),
            ) => drop(waiting.remove(&deal)),
            _ => {}
        }
    }
    waiting
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{activity::Origin, id::Id, time::Day};

    fn day(text: &str) -> Timestamp {
        text.parse::<Day>().expect("day").at_minute(600)
    }

    fn event(kind: ActivityKind, on: &str) -> Activity {
        Activity {
            id: Id::new(day(on), [kind as u8; 10]),
            at: day(on),
            company: Id::new(Timestamp::EPOCH, [1; 10]),
            user: None,
            kind,
            origin: Origin::Vendor,
            subject: Subject::Deal(Id::new(Timestamp::EPOCH, [2; 10])),
            amount: None,
        }
    }

    /// One day to answer, five to decide.
    #[test]
    fn a_submission_is_overdue_until_it_is_answered() {
        use ActivityKind as K;
        use FirstAnswer::{At, NotYet, Untold};
        type Case<'a> = (&'a [(K, &'a str)], FirstAnswer, &'a str, usize, &'a str);
        let registered = (K::DealRegistered, "2026-11-02");
        let cases: [Case; 11] = [
            (&[registered], NotYet, "2026-11-03", 0, "in time"),
            (&[registered], NotYet, "2026-11-05", 1, "no first answer"),
            (&[registered], At(day("2026-11-03")), "2026-11-05", 0, "taken up, not yet to be decided"),
            (&[registered], At(day("2026-11-03")), "2026-11-08", 1, "and not decided"),
            (&[registered], At(day("2026-11-06")), "2026-11-05", 1, "taken up later"),
            (&[registered], Untold, "2026-11-05", 0, "nobody was compensated"),
            (&[registered, (K::ReviewLate, "2026-11-04")], Untold, "2026-11-05", 1, "somebody was"),
            (&[registered, (K::DealApproved, "2026-11-08")], Untold, "2026-11-09", 0, "decided"),
            (&[registered, (K::DealReturned, "2026-11-03")], Untold, "2026-11-09", 0, "the partner's turn"),
            (
                &[registered, (K::DealReturned, "2026-11-03"), (K::DealResubmitted, "2026-11-06")],
                NotYet,
                "2026-11-09",
                0,
                "straight to the reviewer",
            ),
            (
                &[registered, (K::DealRejected, "2026-11-03"), (K::DealResubmitted, "2026-11-06")],
                NotYet,
                "2026-11-09",
                1,
                "appeal",
            ),
        ];
        for (story, answer, at, late, why) in cases {
            let events: Vec<Activity> = story.iter().map(|(kind, on)| event(*kind, on)).collect();
            let deadlines = |from: Timestamp| Deadlines { respond_by: from.plus_days(1), decide_by: from.plus_days(5) };
            let found = overdue_at(&events, day(at), deadlines, |_, _| answer);
            assert_eq!(found.len(), late, "{why}");
        }
    }
}
