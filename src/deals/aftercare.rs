use serde::{Deserialize, Serialize};

use super::{DealRegistration, RegistrationStatus};
use crate::{
    activity::{Activity, ActivityKind, closed_set},
    failure::{Answer, Failure, Reading},
    id::DealId,
    time::{Day, Timestamp},
};

/// What becomes of a customer after the order, as a partner manager notes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aftercare {
    Launch,
    Renewal,
    /// Some months after the order the customer uses what it bought.
    Healthy,
}

closed_set!(Aftercare { Launch = "launch", Renewal = "renewal", Healthy = "healthy" });

impl Aftercare {
    pub const fn noted_by(self) -> ActivityKind {
        match self {
            Self::Launch => ActivityKind::LaunchDone,
            Self::Renewal => ActivityKind::ContractRenewed,
            Self::Healthy => ActivityKind::CustomerHealthy,
        }
    }

    /// Notes are never deleted: a wrong one is followed by this.
    pub const fn undone_by(self) -> ActivityKind {
        match self {
            Self::Launch => ActivityKind::LaunchUndone,
            Self::Renewal => ActivityKind::RenewalUndone,
            Self::Healthy => ActivityKind::HealthUndone,
        }
    }

    /// Since when it is noted, by what happened to the deal.
    pub fn noted_at(self, activities: &[Activity]) -> Option<Timestamp> {
        let about = activities.iter().filter(|activity| [self.noted_by(), self.undone_by()].contains(&activity.kind));
        let last = about.max_by_key(|activity| activity.order())?;
        (last.kind == self.noted_by()).then_some(last.at)
    }
}

/// A note that is there or may be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AftercareLine {
    pub what: Aftercare,
    pub noted_at: Option<Timestamp>,
    /// The first day on which it can be noted.
    pub from: Day,
}

impl AftercareLine {
    /// Of a won deal, all there may be; of any other, none.
    pub fn all(deal: &DealRegistration, activities: &[Activity], healthy_months: u16) -> Vec<Self> {
        let RegistrationStatus::Won { at, .. } = &deal.status else { return Vec::new() };
        let won = at.day();
        let line = |what: &Aftercare| Self {
            what: *what,
            noted_at: what.noted_at(activities),
            from: if *what == Aftercare::Healthy { won.plus_months(healthy_months.into()) } else { won },
        };
        Aftercare::ALL.iter().map(line).collect()
    }
}

/// Notes something, or takes a note back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AftercareForm {
    pub deal: String,
    pub what: String,
    /// `yes` takes it back.
    pub undo: String,
}

impl AftercareForm {
    /// # Errors
    /// [`Failure::Malformed`] where no deal is named, [`Failure::Invalid`] for what there is not.
    pub fn read(&self) -> Answer<(DealId, Aftercare, bool)> {
        let deal = self.deal.parse().map_err(|_| Failure::Malformed)?;
        let mut reading = Reading::default();
        let what = reading.choice("what", &self.what, Aftercare::parse);
        reading.errors.or(what.map(|what| (deal, what, self.undo == "yes")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        activity::{Origin, Subject},
        id::Id,
    };

    #[test]
    fn the_last_word_counts() {
        let happened = |number: u8, kind| Activity {
            id: Id::new(Timestamp::EPOCH, [number; 10]),
            at: Timestamp::EPOCH.plus_days(number.into()),
            company: Id::new(Timestamp::EPOCH, [0; 10]),
            user: None,
            kind,
            origin: Origin::Vendor,
            subject: Subject::None,
            amount: None,
        };
        let (noted, undone) = (ActivityKind::LaunchDone, ActivityKind::LaunchUndone);
        let mut story = vec![happened(1, ActivityKind::DealWon)];
        for (number, kind, since) in [(2, noted, Some(2)), (3, undone, None), (4, noted, Some(4)), (5, noted, Some(5))] {
            story.insert(0, happened(number, kind));
            let since = since.map(|days| Timestamp::EPOCH.plus_days(days));
            assert_eq!(Aftercare::Launch.noted_at(&story), since, "after {number}");
            assert_eq!(Aftercare::Renewal.noted_at(&story), None);
        }
    }

    #[test]
    fn a_form_names_a_deal_and_a_note() {
        let deal = DealId::new(Timestamp::EPOCH, [1; 10]);
        let read = |what: &str, undo: &str| AftercareForm { deal: deal.to_string(), what: what.into(), undo: undo.into() }.read();
        assert_eq!(read("healthy", ""), Ok((deal, Aftercare::Healthy, false)));
        assert_eq!(read("renewal", "yes"), Ok((deal, Aftercare::Renewal, true)));
        assert!(matches!(read("party", ""), Err(Failure::Invalid { .. })));
        assert_eq!(AftercareForm::default().read(), Err(Failure::Malformed));
    }
}
