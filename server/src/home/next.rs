//! What the choice of the next action looks at, from the slices that know it.

use jiso::{
    accounts::access::Action,
    activity::{ActivityKind, Subject},
    caller::Caller,
    deals::{DealRegistration, DealStage, RegistrationStatus},
    failure::Answer,
    goals::Side,
    id::{CompanyId, DealId, Id},
    phases::{DealMoment, HomeFacts, NextAction, OpenDeal, PhaseVerdict, ScriptLink, Standing, TargetAhead, judge, next_action},
    publishing::{DocumentKind, Industry},
    targets::FitReason,
    tiers::WinsNeeded,
    time::Timestamp,
};
use jiso_store::{Tx, deals::NamedDeal, partners::Company, published::Published};

use crate::{deals::extension, kits::canonical, office::Office, partners::overdue};

/// What the first page has read already.
pub(super) struct Seen<'a> {
    pub company: &'a Company,
    pub standing: Standing,
    pub phase: PhaseVerdict,
    /// At least the caller's own.
    pub deals: &'a [NamedDeal],
    pub wins_needed: Option<WinsNeeded>,
}

/// A talk script that does not say takes about this long to read.
const SCRIPT_MINUTES: u32 = 5;
/// Only then is it worth asking whether a protection can be extended.
const ENDING_DAYS: i64 = 15;

impl Office {
    /// The next action of a person of a company.
    pub(crate) async fn next_step_of(&self, tx: &mut Tx, caller: &Caller, company: &Company) -> Answer<NextAction> {
        let (programme, now) = (self.programme(), self.now());
        let standing = tx.standing(company.id).await?;
        let deals = tx.open_deals_for(company.id, caller.user).await?;
        let tier = self.tier_view(tx, company.id, &standing).await?;
        let facts = self.phase_facts(tx, company, overdue(&deals, now), &tier.held.tier).await?;
        let phase = judge(&programme, &standing, &facts, now);
        let seen = Seen { company, standing, phase, deals: &deals, wins_needed: tier.snapshot.wins.clone() };
        let home = self.home_facts(tx, caller, seen).await?;
        self.choose_next(tx, caller, company.id, home).await
    }

    pub(super) async fn home_facts(&self, tx: &mut Tx, caller: &Caller, seen: Seen<'_>) -> Answer<HomeFacts> {
        let own: Vec<&DealRegistration> =
            seen.deals.iter().map(|named| &named.deal).filter(|deal| deal.owner == caller.user).collect();
        let industry = own.first().map_or(seen.company.industry.as_str(), |deal| deal.facts.industry.as_str());
        let (script, script_opened) = self.script_for(tx, caller, Industry::parse(industry)).await?;
        let (lesson_in_progress, next_lesson, lessons) = self.lessons_ahead(tx, caller).await?;
        let mut deals = self.draft(tx, caller).await?;
        for deal in own {
            deals.extend(self.open_deal(tx, deal).await?);
        }
        let goal_waits = match caller.may(Action::AgreeGoals) {
            Ok(()) => self.goal_waits(tx, seen.company.id, Side::Partner).await?,
            Err(_) => None,
        };
        let reviewed = tx.reviewed(seen.company.id, Some(caller.user), self.now()).await?;
        Ok(HomeFacts {
            phase: seen.phase,
            standing: seen.standing,
            reviewed,
            deals,
            lesson_in_progress,
            next_lesson,
            lessons,
            script,
            script_opened,
            may_invite: caller.may(Action::InviteColleagues).is_ok(),
            wins_needed: seen.wins_needed,
            goal_waits,
            target: None,
        })
    }

    /// The choice; a target is looked for only where nothing else is due.
    pub(super) async fn choose_next(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        company: CompanyId,
        mut home: HomeFacts,
    ) -> Answer<NextAction> {
        let (programme, now) = (self.programme(), self.now());
        let next = next_action(&home, now, &programme);
        if !next.gives_way_to_a_target() {
            return Ok(next);
        }
        home.target = self.first_target(tx, caller, company).await?;
        Ok(if home.target.is_some() { next_action(&home, now, &programme) } else { next })
    }

    async fn first_target(&self, tx: &mut Tx, caller: &Caller, company: CompanyId) -> Answer<Option<TargetAhead>> {
        if !tx.target_lists().await?.iter().any(|list| list.is_for(company)) {
            return Ok(None);
        }
        let first = self.targets_sheet(tx, caller, company).await?.open.into_iter().next();
        Ok(first.map(|one| TargetAhead {
            target: one.id,
            customer: one.customer,
            word: one.reason,
            fit: one.fits.first().copied().filter(|fit| *fit != FitReason::Doubt),
        }))
    }

    async fn draft(&self, tx: &mut Tx, caller: &Caller) -> Answer<Vec<OpenDeal>> {
        let draft = tx.deal_draft_of(caller.user).await?.map(|draft| OpenDeal {
            // A draft is the person's only one and has no id of its own.
            deal: no_id(),
            customer: draft.form.customer,
            moment: DealMoment::Draft { saved_at: draft.saved_at },
        });
        Ok(draft.into_iter().collect())
    }

    async fn open_deal(&self, tx: &mut Tx, deal: &DealRegistration) -> Answer<Option<OpenDeal>> {
        let moment = match &deal.status {
            RegistrationStatus::NeedsInfo { at, .. } => DealMoment::Returned { at: *at },
            RegistrationStatus::Approved { approval } => DealMoment::Approved {
                approved_at: approval.at,
                contacted: deal.stage != DealStage::Registered,
                last_step_at: deal.changed_at,
                protected_until: approval.protection.expires_at(),
                extensible: self.is_extensible(tx, deal, approval.protection.expires_at()).await?,
            },
            _ => return Ok(None),
        };
        Ok(Some(OpenDeal { deal: deal.id, customer: deal.facts.customer.name.clone(), moment }))
    }

    async fn is_extensible(&self, tx: &mut Tx, deal: &DealRegistration, until: Timestamp) -> Answer<bool> {
        let now = self.now();
        if until > now.plus_days(ENDING_DAYS) {
            return Ok(false);
        }
        let activities = tx.activities_about(deal.company, deal.id.uuid()).await?;
        Ok(extension(&self.programme(), deal, &activities, now).is_some_and(|offer| offer.active))
    }

    /// The script for an industry, else one for all; and whether the caller has opened it.
    async fn script_for(&self, tx: &mut Tx, caller: &Caller, industry: Option<Industry>) -> Answer<(Option<ScriptLink>, bool)> {
        let today = self.now().day();
        let scripts = self.published(tx, &[DocumentKind::Script], caller.lang).await?;
        let usable = || scripts.iter().filter(|script| !script.meta.is_stale(today));
        let names = |script: &&Published| {
            industry.is_some_and(|wanted| script.meta.kit().is_some_and(|kit| kit.facets.industries.contains(&wanted)))
        };
        let for_all = |script: &&Published| script.meta.kit().is_some_and(|kit| kit.facets.industries.is_empty());
        let Some(script) = usable().find(names).or_else(|| usable().find(for_all)).or_else(|| usable().next()) else {
            return Ok((None, false));
        };
        let subject = Subject::Document(canonical(tx, script).await?);
        let opened = tx.happened_since(caller.user, ActivityKind::KitOpened, subject, Timestamp::EPOCH).await?;
        let minutes = script.meta.kit().and_then(|kit| kit.minutes).unwrap_or(SCRIPT_MINUTES);
        let link = ScriptLink {
            slug: script.path.slug.clone(),
            title: script.meta.title.clone(),
            minutes: u16::try_from(minutes).unwrap_or(u16::MAX),
        };
        Ok((Some(link), opened))
    }
}

const fn no_id() -> DealId {
    Id::from_uuid(uuid::Uuid::nil())
}
