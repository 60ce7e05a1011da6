//! Use cases: partner companies.

mod ask;
mod deals;
mod handover;
mod timeline;

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
    sync::Arc,
};

use async_trait::async_trait;
use jiso::{
    accounts::access::Action,
    activity::{Activity, ActivityKind, Origin, Subject},
    caller::{Caller, Role},
    deals::Industry,
    failure::{Answer, Failure, Problem},
    id::CompanyId,
    page::{Page, offset_of},
    partners::{
        BenefitForm, BenefitReturnForm, BoardNameForm, HealthMark, MeasureForm, MyCompanySheet, NewCompany, NewCompanyForm,
        NewPartnerSheet, PartnerFilter, PartnerLine, PartnerList, PartnerSheet, PartnerSort, PartnerType, Partners,
        PendingInvitation, PersonLine,
    },
    phases::{PhaseFacts, PhaseVerdict, Standing, health, judge},
    points::Balance,
    programme::Programme,
    recognition::GiftPolicyForm,
    tiers::{TierName, TierStanding},
    time::Timestamp,
};
use jiso_store::{Tx, accounts::User, partners::Company};

pub(crate) use self::deals::overdue;
use crate::{accounts::pending, office::Office, standings::has_finished};

/// On a page of the list.
const PARTNERS_SHOWN: u32 = 20;

#[async_trait]
impl Partners for Office {
    async fn list(&self, caller: &Caller, filter: PartnerFilter) -> Answer<PartnerList> {
        caller.may(Action::ManagePartners)?;
        let programme = self.programme();
        let mut tx = self.store.read().await?;
        let all = self.judged_companies(&mut tx).await?;
        let companies = u32::try_from(all.len()).unwrap_or(u32::MAX);
        let mut found: Vec<Judged> = all.into_iter().filter(|one| one.is_meant_by(&filter)).collect();
        if let Some(tier) = &filter.tier {
            found.retain(|one| one.held.as_ref().is_some_and(|held| held.tier == *tier));
        }
        let score = |one: &Judged| health(&programme, &one.standing, &one.facts, self.now()).map(HealthMark::from);
        if let Some(band) = filter.health {
            found.retain(|one| score(one).is_some_and(|mark| mark.band == band));
        }
        found.sort_by_cached_key(|one| one.order(&programme));
        if filter.sort == PartnerSort::Health {
            found.sort_by_cached_key(|one| score(one).map(|mark| mark.score));
        }
        let skip = usize::try_from(offset_of(PARTNERS_SHOWN, filter.page)).unwrap_or(usize::MAX);
        let mut lines = Vec::new();
        for one in found.into_iter().skip(skip).take(PARTNERS_SHOWN as usize + 1) {
            let health = score(&one);
            lines.push(self.partner_line(&mut tx, one, health).await?);
        }
        Ok(PartnerList {
            partners: Page::of(PARTNERS_SHOWN, lines, filter.page.max(1)),
            companies,
            today: self.now().day(),
            phases: programme.phases.names(),
            reasons: programme.reason_names(),
            tiers: programme.tiers.iter().map(TierName::from).collect(),
        })
    }

    async fn sheet(&self, caller: &Caller, id: CompanyId) -> Answer<PartnerSheet> {
        caller.may(Action::ManagePartners)?;
        let mut tx = self.store.read().await?;
        self.handover(&mut tx, caller, id).await
    }

    async fn new_sheet(&self, caller: &Caller) -> Answer<NewPartnerSheet> {
        caller.may(Action::ManagePartners)?;
        let programme = self.programme();
        Ok(NewPartnerSheet {
            idempotency_key: self.new_id::<()>().to_string(),
            partner_types: programme.partner_types.clone(),
            industries: programme.industries.clone(),
            today: self.now().day(),
        })
    }

    async fn create(&self, caller: &Caller, form: NewCompanyForm) -> Answer<CompanyId> {
        caller.may(Action::ManagePartners)?;
        let (key, new) = (form.key()?, form.read(&self.programme(), self.now().day())?);
        let mut tx = self.store.write().await?;
        let id = match tx.company(key).await? {
            Some(sent_before) if sent_before.name == new.name => return self.sent_before(&mut tx, key, &new).await,
            // Gone back to a form that was sent, to enter another company with it.
            Some(_) => self.new_id(),
            None => key,
        };
        let company = self.company_of(caller, id, &new);
        if tx.user_by_email(&new.lead_email).await?.is_some() {
            return Err(Failure::invalid("lead_email", Problem::AlreadyTaken));
        }
        match tx.insert_company(&company).await {
            Err(error) if error.is_taken() => return self.sent_at_once(tx, &company).await,
            inserted => inserted?,
        }
        self.record(&mut tx, self.joining(company.id)).await?;
        self.enter_tiers(&mut tx, company.id).await?;
        let (role, name) = (Role::PartnerLead, Some(company.name));
        self.send_invitation(&mut tx, caller, &new.lead_email, role, new.lang, Some(company.id), name).await?;
        tx.commit().await?;
        Ok(company.id)
    }

    async fn use_benefit(&self, caller: &Caller, form: BenefitForm) -> Answer<CompanyId> {
        caller.may(Action::ManagePartners)?;
        let company = form.company.parse().map_err(|_| Failure::NotFound)?;
        let mut tx = self.store.write().await?;
        self.use_up(&mut tx, company, form.key()?, &form.benefit).await?;
        tx.commit().await?;
        Ok(company)
    }

    async fn ask(&self, caller: &Caller, company: CompanyId) -> Answer<()> {
        caller.may(Action::ManagePartners)?;
        let mut tx = self.store.write().await?;
        self.ask_for_the_next_step(&mut tx, caller, company).await?;
        Ok(tx.commit().await?)
    }

    async fn return_benefit(&self, caller: &Caller, form: BenefitReturnForm) -> Answer<CompanyId> {
        caller.may(Action::ManagePartners)?;
        let company = form.company.parse().map_err(|_| Failure::NotFound)?;
        let used = form.used.parse().map_err(|_| Failure::NotFound)?;
        let mut tx = self.store.write().await?;
        self.take_back(&mut tx, company, used).await?;
        tx.commit().await?;
        Ok(company)
    }

    async fn note_measure(&self, caller: &Caller, form: MeasureForm) -> Answer<CompanyId> {
        caller.may(Action::ManagePartners)?;
        let company = form.company.parse().map_err(|_| Failure::NotFound)?;
        let (key, new) = (form.key()?, form.read(&self.programme(), self.now().day())?);
        let mut tx = self.store.write().await?;
        self.note_measure_of(&mut tx, caller, company, key, &new).await?;
        tx.commit().await?;
        Ok(company)
    }

    async fn my_company(&self, caller: &Caller) -> Answer<MyCompanySheet> {
        let (id, programme) = (caller.own_company()?, self.programme());
        let mut tx = self.store.read().await?;
        let company = tx.company(id).await?.ok_or(Failure::NotFound)?;
        let standing = tx.standing(id).await?;
        let now = self.now();
        let tier = self.tier_of(&mut tx, id, &standing).await?;
        let overdue = overdue(&tx.open_deals_of_company(id).await?, now);
        let facts = self.phase_facts(&mut tx, &company, overdue, &tier.key).await?;
        let self_start = self.self_start_of(&mut tx, id, &standing).await?;
        let (people, invitations) = self.people(&mut tx, id, &standing).await?;
        let partner_type = partner_type(&company);
        Ok(MyCompanySheet {
            partner_type,
            terms: programme.terms(partner_type).map(|terms| terms.name.clone()),
            margin_percent: programme.margin_percent(partner_type, &tier.key),
            industry: industry(&company),
            name: company.name,
            contract_date: company.contract_day,
            phase: judge(&programme, &standing, &facts, now),
            self_start,
            tier,
            people,
            invitations,
            named_on_boards: company.named_on_boards,
            accepts_gifts: tx.accepts_gifts(id).await?,
            leads: caller.may(Action::InviteColleagues).is_ok(),
            today: self.now().day(),
        })
    }

    async fn name_on_boards(&self, caller: &Caller, form: BoardNameForm) -> Answer<()> {
        caller.may(Action::InviteColleagues)?;
        let mut tx = self.store.write().await?;
        tx.name_company_on_boards(caller.own_company()?, form.named_on_boards).await?;
        Ok(tx.commit().await?)
    }

    async fn accept_gifts(&self, caller: &Caller, form: GiftPolicyForm) -> Answer<()> {
        caller.may(Action::InviteColleagues)?;
        let mut tx = self.store.write().await?;
        tx.accept_gifts(caller.own_company()?, form.accepts_gifts).await?;
        Ok(tx.commit().await?)
    }
}

/// A company with the verdict of today.
pub(crate) struct Judged {
    pub company: Company,
    pub points: Balance,
    pub standing: Arc<Standing>,
    pub facts: PhaseFacts,
    pub verdict: PhaseVerdict,
    /// None while nothing was decided about its tier.
    pub held: Option<TierStanding>,
}

impl Judged {
    fn is_meant_by(&self, filter: &PartnerFilter) -> bool {
        let names = [Some(self.company.name.as_str()), self.company.kana.as_deref(), self.company.corporate_number.as_deref()];
        filter.holds(&self.verdict) && filter.names(names.into_iter().flatten())
    }

    /// Those that have stopped first, by the reason that the programme judges first; then the ones that were quiet longest.
    fn order(&self, programme: &Programme) -> (bool, Option<usize>, Option<Timestamp>, String) {
        let reading = self.company.kana.clone().unwrap_or_else(|| self.company.name.clone());
        let reason = self.verdict.reason().and_then(|reason| programme.stalls.iter().position(|rule| rule.key == reason));
        (reason.is_none(), reason, self.standing.last_partner_activity_at, reading)
    }
}

impl Office {
    pub(crate) async fn judged_companies(&self, tx: &mut Tx) -> Answer<Vec<Judged>> {
        let (programme, now) = (self.programme(), self.now());
        let mut standings = self.all_standings(tx).await?;
        let stale = self.stale_kits(tx).await?;
        let mut held: HashMap<CompanyId, TierStanding> = tx.tier_standings().await?.into_iter().collect();
        let mut overdue: HashMap<CompanyId, u32> = tx.overdue_deals_by_company(now).await?.into_iter().collect();
        for (company, late) in tx.late_questions_by_company(now).await? {
            let sum = overdue.entry(company).or_default();
            *sum = sum.saturating_add(late);
        }
        let lost: HashSet<CompanyId> = tx.companies_without_their_champion().await?.into_iter().collect();
        let companies = tx.companies().await?.into_iter().map(|(company, points)| {
            let standing = standings.remove(&company.id).unwrap_or_default();
            let overdue = overdue.get(&company.id).copied().unwrap_or(0);
            let held = held.remove(&company.id);
            let facts = stale.facts(&company, overdue, held.as_ref().map(|held| held.tier.clone()));
            let facts = PhaseFacts { champion_left: lost.contains(&company.id), ..facts };
            Judged { verdict: judge(&programme, &standing, &facts, now), company, points, standing, facts, held }
        });
        Ok(companies.collect())
    }
}

impl Office {
    async fn partner_line(&self, tx: &mut Tx, one: Judged, health: Option<HealthMark>) -> Answer<PartnerLine> {
        Ok(PartnerLine {
            id: one.company.id,
            partner_type: partner_type(&one.company),
            contract_date: one.company.contract_day,
            tier: self.tier_name(tx, one.company.id, one.held.as_ref(), &one.standing).await?,
            tier_grace: one.held.and_then(|held| held.grace),
            points: one.points,
            open_deals: tx.count_open_deals(one.company.id).await?,
            last_partner_activity_at: one.standing.last_partner_activity_at,
            phase: one.verdict,
            health,
            name: one.company.name,
        })
    }

    /// The same form again is no mistake; with another lead it would be a second company of one name.
    async fn sent_before(&self, tx: &mut Tx, id: CompanyId, new: &NewCompany) -> Answer<CompanyId> {
        let invited = tx.invitations_of_company(id, self.now()).await?.iter().any(|token| token.email == new.lead_email);
        let joined = tx.users_of_company(id).await?.iter().any(|user| user.email == new.lead_email);
        if invited || joined { Ok(id) } else { Err(Failure::invalid("name", Problem::AlreadyTaken)) }
    }

    /// Why a company could not be inserted: the same form was quicker, which is no mistake, or the number is another's.
    async fn sent_at_once(&self, tx: Tx, company: &Company) -> Answer<CompanyId> {
        drop(tx);
        let there = self.store.read().await?.company(company.id).await?;
        let same = there.is_some_and(|there| there.name == company.name);
        if same { Ok(company.id) } else { Err(Failure::invalid("corporate_number", Problem::AlreadyTaken)) }
    }

    fn company_of(&self, caller: &Caller, id: CompanyId, new: &NewCompany) -> Company {
        Company {
            id,
            name: new.name.clone(),
            kana: new.kana.clone(),
            corporate_number: new.corporate_number.as_ref().map(ToString::to_string),
            partner_type: new.partner_type.as_str().to_owned(),
            industry: new.industry.as_str().to_owned(),
            contract_day: new.contract_date,
            manager: Some(caller.user),
            // Names on boards are for those who asked for it.
            named_on_boards: false,
            created_at: self.now(),
        }
    }

    fn joining(&self, company: CompanyId) -> Activity {
        Activity {
            id: self.new_id(),
            at: self.now(),
            company,
            user: None,
            kind: ActivityKind::CompanyJoined,
            origin: Origin::Vendor,
            subject: Subject::None,
            amount: None,
        }
    }

    /// The people of a company, those who were active last first, and who was invited and has not come yet.
    async fn people(
        &self,
        tx: &mut Tx,
        company: CompanyId,
        standing: &Standing,
    ) -> Answer<(Vec<PersonLine>, Vec<PendingInvitation>)> {
        let curriculum = tx.curriculum().await?;
        let users = tx.users_of_company(company).await?;
        let mut people: Vec<PersonLine> = users.into_iter().map(|user| person(user, standing, curriculum)).collect();
        people.sort_by_key(|person| Reverse(person.last_active_at));
        let invitations = tx.invitations_of_company(company, self.now()).await?.into_iter().map(pending);
        Ok((people, invitations.collect()))
    }
}

fn person(user: User, standing: &Standing, curriculum: u64) -> PersonLine {
    let trace = standing.people.get(&user.id).copied().unwrap_or_default();
    PersonLine {
        id: user.id,
        name: user.name,
        email: user.email,
        role: user.role,
        joined_at: user.created_at,
        last_active_at: standing.people.get(&user.id).map(|trace| trace.last_active_at),
        lessons: trace.lessons,
        modules: trace.modules,
        deals: trace.deals,
        certified: has_finished(&trace, curriculum),
    }
}

fn partner_type(company: &Company) -> PartnerType {
    PartnerType::parse(&company.partner_type).unwrap_or(PartnerType::Referral)
}

pub(crate) fn industry(company: &Company) -> Industry {
    Industry::parse(&company.industry).unwrap_or(Industry::Other)
}
