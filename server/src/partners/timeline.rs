//! What happened at a company, in lines.

use std::collections::HashMap;

use jiso::{
    activity::Activity,
    caller::Caller,
    failure::Answer,
    id::{ActivityId, CompanyId},
    lang::Bilingual,
    partners::{ActivityLine, Proof},
    phases::{Evidence, PhaseVerdict},
    progress::SubjectLink,
    tiers::TierDecision,
    time::Day,
};
use jiso_store::{Tx, accounts::User};

use crate::office::Office;

/// Events behind one fact; the newest tell enough.
const PROOFS: i64 = 5;

/// Tells activities of one company.
pub(super) struct Teller {
    company: CompanyId,
    people: Vec<User>,
    tiers: HashMap<ActivityId, SubjectLink>,
}

impl Teller {
    /// The facts of a verdict, each with its events.
    pub async fn proofs(&self, office: &Office, tx: &mut Tx, caller: &Caller, verdict: &PhaseVerdict) -> Answer<Vec<Proof>> {
        let mut proofs = Vec::with_capacity(verdict.evidence.len());
        for evidence in &verdict.evidence {
            let found = match evidence.kind() {
                Some(kind) => tx.activities_of_kind(self.company, kind, PROOFS).await?,
                None if matches!(evidence, Evidence::QuietFor { .. }) => self.last_signs(tx).await?,
                None => Vec::new(),
            };
            proofs.push(Proof { evidence: *evidence, events: self.lines(office, tx, caller, found).await? });
        }
        Ok(proofs)
    }

    /// The last things the partner itself did.
    async fn last_signs(&self, tx: &mut Tx) -> Answer<Vec<Activity>> {
        let mut found = tx.activities_of_company(self.company, PROOFS * 8).await?;
        found.retain(Activity::is_partners_own);
        found.truncate(usize::try_from(PROOFS).unwrap_or(usize::MAX));
        Ok(found)
    }

    pub async fn lines(
        &self,
        office: &Office,
        tx: &mut Tx,
        caller: &Caller,
        activities: Vec<Activity>,
    ) -> Answer<Vec<ActivityLine>> {
        let mut lines = Vec::with_capacity(activities.len());
        for activity in activities {
            lines.push(ActivityLine {
                at: activity.at,
                kind: activity.kind,
                origin: activity.origin,
                person: self.people.iter().find(|user| Some(user.id) == activity.user).map(|user| user.name.clone()),
                subject: match self.tiers.get(&activity.id) {
                    Some(tier) => Some(tier.clone()),
                    None => office.subject_link(tx, caller, activity.subject).await?,
                },
            });
        }
        Ok(lines)
    }
}

impl Office {
    pub(super) async fn teller(&self, tx: &mut Tx, caller: &Caller, company: CompanyId) -> Answer<Teller> {
        let people = tx.users_of_company(company).await?;
        Ok(Teller { company, people, tiers: self.about_tiers(tx, caller, company).await? })
    }

    /// The tier of each decision and the benefit of each use, for the timeline.
    async fn about_tiers(&self, tx: &mut Tx, caller: &Caller, company: CompanyId) -> Answer<HashMap<ActivityId, SubjectLink>> {
        let programme = self.programme();
        let link = |name: &Bilingual| SubjectLink {
            label: name.get(caller.lang).to_owned(),
            path: format!("/console/partners/{company}#tier"),
        };
        let decided = |(id, decision): (ActivityId, TierDecision)| Some((id, link(&programme.tier(&decision.tier)?.name)));
        let mut about: HashMap<ActivityId, SubjectLink> =
            tx.tier_decisions(company).await?.into_iter().filter_map(decided).collect();
        for used in tx.benefit_uses(company, Day(0)).await? {
            let Some(allowance) = programme.allowance(&used.benefit) else { continue };
            about.extend([Some(used.activity), used.returned].into_iter().flatten().map(|id| (id, link(&allowance.name))));
        }
        for noted in tx.measure_notes(company).await? {
            about.extend(programme.measure(&noted.note.measure).map(|measure| (noted.activity, link(&measure.name))));
        }
        Ok(about)
    }
}
