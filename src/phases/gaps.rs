//! Which mechanism the vendor lacks for this very company: never the lazy partner, always something the vendor can mend.

use serde::{Deserialize, Serialize};

use super::{StallReason, Standing};
use crate::{
    activity::ActivityKind,
    programme::Programme,
    publishing::{DocumentKind, Industry},
    time::{Day, Timestamp},
};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gap {
    /// Nobody of the company has come in yet.
    NobodyJoined,
    OnePersonOnly,
    /// Nothing of this kind for an industry the company sells to.
    NoKit {
        kind: DocumentKind,
        industry: Industry,
    },
    /// May no longer be used, since that day.
    KitRunOut {
        title: String,
        slug: String,
        since: Day,
    },
    /// Tenths of business days from registration to decision on average, against what is promised.
    SlowReview {
        tenths: u32,
        promised_days: u16,
        reviews: u32,
    },
    /// So many decisions came later than promised.
    LateReviews {
        count: u64,
        last: Timestamp,
    },
    /// Promised for the first deals, and never held.
    NoJointVisit {
        promised: u16,
    },
    /// Nobody has proposed a goal to pursue together.
    NoGoalProposed,
    /// The partner's proposal of a goal waits for the vendor's answer since then.
    GoalUnanswered {
        since: Timestamp,
    },
}

/// What the gaps are looked for in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GapFacts {
    pub people: usize,
    /// The company's own and those of its open deals.
    pub industries: Vec<Industry>,
    pub kits: Vec<KitFact>,
    /// From registration to decision, of the company's last ones.
    pub reviews: Vec<(Timestamp, Timestamp)>,
    /// Since when a goal that the partner proposed waits for the vendor.
    pub goal_waits: Option<Timestamp>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KitFact {
    pub kind: DocumentKind,
    pub title: String,
    pub slug: String,
    /// None means all.
    pub industries: Vec<Industry>,
    /// The last day on which it may be used.
    pub valid_until: Option<Day>,
}

/// What one sells with in an industry.
const NEEDED: [DocumentKind; 3] = [DocumentKind::Script, DocumentKind::Template, DocumentKind::Case];

/// Those that matter most for the reason first.
pub fn gaps(
    programme: &Programme,
    standing: &Standing,
    facts: &GapFacts,
    reason: Option<StallReason>,
    now: Timestamp,
) -> Vec<Gap> {
    let mut found = Vec::new();
    match facts.people {
        0 => found.push(Gap::NobodyJoined),
        1 => found.push(Gap::OnePersonOnly),
        _ => {}
    }
    // Somebody waits for it: it is no lack that grew over time.
    found.extend(facts.goal_waits.map(|since| Gap::GoalUnanswered { since }));
    found.extend(kits(facts, now.day()));
    found.extend(reviews(programme, standing, facts));
    let promised = programme.promises.joint_visit_deals;
    let visited = standing.count(ActivityKind::JointVisitHeld) > 0;
    if promised > 0 && !visited && standing.count(ActivityKind::DealApproved) > 0 {
        found.push(Gap::NoJointVisit { promised });
    }
    if standing.joined_at.is_some() && standing.count(ActivityKind::GoalProposed) == 0 {
        found.push(Gap::NoGoalProposed);
    }
    found.sort_by_key(|gap| !reason.is_some_and(|reason| speaks_to(gap, reason)));
    found
}

fn kits(facts: &GapFacts, today: Day) -> Vec<Gap> {
    let runs_out = |kit: &KitFact| kit.valid_until.filter(|until| *until < today);
    let mut found = Vec::new();
    for industry in &facts.industries {
        for kind in NEEDED {
            let fits = |kit: &&KitFact| kit.kind == kind && kit.industries.contains(industry) && runs_out(kit).is_none();
            if facts.kits.iter().find(fits).is_none() {
                found.push(Gap::NoKit { kind, industry: *industry });
            }
        }
    }
    let meant = |kit: &KitFact| kit.industries.is_empty() || kit.industries.iter().any(|one| facts.industries.contains(one));
    let out = facts.kits.iter().filter(|kit| meant(kit)).filter_map(|kit| {
        Some(Gap::KitRunOut { title: kit.title.clone(), slug: kit.slug.clone(), since: runs_out(kit)?.plus(1) })
    });
    found.extend(out);
    found
}

fn reviews(programme: &Programme, standing: &Standing, facts: &GapFacts) -> Vec<Gap> {
    let mut found = Vec::new();
    let calendar = &programme.calendar;
    let promised_days = programme.promises.decision_business_days;
    let spent: i64 = facts.reviews.iter().map(|(from, to)| calendar.business_seconds_between(*from, *to)).sum();
    let reviews = u32::try_from(facts.reviews.len()).unwrap_or(u32::MAX);
    let tenths = (spent * 10).checked_div(i64::from(reviews) * calendar.day_seconds().max(1)).unwrap_or(0);
    let tenths = u32::try_from(tenths).unwrap_or(0);
    if tenths > u32::from(promised_days) * 10 {
        found.push(Gap::SlowReview { tenths, promised_days, reviews });
    }
    if let Some(late) = standing.tallies.get(&ActivityKind::ReviewLate) {
        found.push(Gap::LateReviews { count: late.count, last: late.last });
    }
    found
}

/// Whether mending the gap may well get the company going again.
const fn speaks_to(gap: &Gap, reason: StallReason) -> bool {
    use StallReason as R;
    match gap {
        Gap::NobodyJoined => matches!(reason, R::NotStarted | R::ContactLost),
        Gap::OnePersonOnly => matches!(reason, R::OnePersonOnly | R::ChampionLeft),
        Gap::NoKit { kind: DocumentKind::Script, .. } => {
            matches!(reason, R::BuyerUnclear | R::NoFirstMeeting | R::CustomerUnclear)
        }
        Gap::NoKit { kind: DocumentKind::Case, .. } => matches!(reason, R::NoFirstSuccess | R::ProposalWithoutOrder),
        Gap::NoKit { .. } => matches!(reason, R::MeetingWithoutProposal | R::FirstStepHeavy),
        Gap::KitRunOut { .. } => matches!(reason, R::MaterialOutdated),
        Gap::SlowReview { .. } | Gap::LateReviews { .. } => matches!(reason, R::WaitingForVendor | R::CustomerUnclear),
        Gap::NoGoalProposed | Gap::GoalUnanswered { .. } => matches!(reason, R::NoGoal | R::TierUnreachable),
        Gap::NoJointVisit { .. } => {
            matches!(reason, R::NoFirstMeeting | R::MeetingWithoutProposal | R::NoFirstSuccess | R::SupportGone)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{phases::standing::tests::standing, programme::sample};

    fn at(text: &str, minute: u16) -> Timestamp {
        text.parse::<Day>().expect("day").at_minute(minute)
    }

    fn kit(kind: DocumentKind, slug: &str, industries: &[Industry], until: &str) -> KitFact {
        let valid_until = Some(until.parse().expect("day"));
        KitFact { kind, title: slug.into(), slug: slug.into(), industries: industries.to_vec(), valid_until }
    }

    #[test]
    fn each_gap_names_what_is_missing() {
        use ActivityKind as K;
        use Industry::{Manufacturing, Retail};
        let story = [(K::CompanyJoined, "2026-06-01", 1), (K::DealApproved, "2026-06-12", 1), (K::ReviewLate, "2026-06-12", 1)];
        let facts = GapFacts {
            people: 1,
            industries: vec![Manufacturing, Retail],
            kits: vec![
                kit(DocumentKind::Script, "first-call", &[], "2027-03-31"),
                kit(DocumentKind::Script, "factory", &[Manufacturing], "2027-03-31"),
                kit(DocumentKind::Template, "plant", &[Manufacturing, Retail], "2027-03-31"),
                kit(DocumentKind::Case, "parts-maker", &[Manufacturing], "2026-11-22"),
                kit(DocumentKind::Case, "shop", &[Retail], "2026-11-23"),
            ],
            // A Monday morning to the Thursday evening: four days of nine office hours.
            reviews: vec![(at("2026-11-09", 540), at("2026-11-12", 1_080))],
            goal_waits: None,
        };
        let now = at("2026-11-23", 600);
        let found = |reason| gaps(&sample::programme(), &standing(&story), &facts, reason, now);
        let since = "2026-11-23".parse().expect("day");
        let all = [
            Gap::OnePersonOnly,
            Gap::NoKit { kind: DocumentKind::Case, industry: Manufacturing },
            Gap::NoKit { kind: DocumentKind::Script, industry: Retail },
            Gap::KitRunOut { title: "parts-maker".into(), slug: "parts-maker".into(), since },
            Gap::SlowReview { tenths: 40, promised_days: 2, reviews: 1 },
            Gap::LateReviews { count: 1, last: at("2026-06-12", 600) },
            Gap::NoJointVisit { promised: 2 },
            Gap::NoGoalProposed,
        ];
        assert_eq!(found(None), all);
        assert_eq!(found(Some(StallReason::BuyerUnclear)).first(), Some(&all[2]));
        assert_eq!(found(Some(StallReason::MaterialOutdated)).first(), Some(&all[3]));
        assert_eq!(found(Some(StallReason::NoGoal)).first(), Some(&all[7]));
        let asked = GapFacts { goal_waits: Some(now), ..GapFacts::default() };
        let found = gaps(&sample::programme(), &standing(&[(K::GoalProposed, "2026-11-20", 1)]), &asked, None, now);
        assert_eq!(found, [Gap::NobodyJoined, Gap::GoalUnanswered { since: now }]);
    }

    #[test]
    fn nothing_is_missing_where_all_is_there() {
        let facts = GapFacts { people: 3, ..GapFacts::default() };
        assert_eq!(gaps(&sample::programme(), &Standing::default(), &facts, None, at("2026-11-23", 600)), []);
    }
}
