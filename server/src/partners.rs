//! Use cases: partner companies.

mod deals;

use std::{cmp::Reverse, collections::HashMap, sync::Arc};

use async_trait::async_trait;
use jiso::{
    accounts::access::Action,
    activity::{Activity, ActivityKind, Origin, Subject},
    caller::{Caller, Role},
    deals::{CorporateNumber, Industry},
    failure::{Answer, Failure, Problem},
    id::{ActivityId, CompanyId},
    lang::Bilingual,
    page::{Page, offset_of},
    partners::{
        ActivityLine, BenefitForm, BenefitReturnForm, BoardNameForm, MeasureForm, MyCompanySheet, NewCompany, NewCompanyForm,
        NewPartnerSheet, PartnerFilter, PartnerLine, PartnerList, PartnerSheet, PartnerType, Partners, PendingInvitation,
        PersonLine,
    },
    phases::{PhaseVerdict, StallReason, Standing, judge},
    points::Balance,
    progress::SubjectLink,
    recognition::GiftPolicyForm,
    tiers::{TierDecision, TierName, TierStanding},
    time::{Day, Timestamp},
};
use jiso_store::{Tx, accounts::User, partners::Company};

use self::deals::deal_lines;
pub(crate) use self::deals::overdue;
use crate::{accounts::pending, office::Office, standings::has_finished};

/// On a page of the list.
const PARTNERS_SHOWN: u32 = 20;
const TIMELINE: i64 = 40;
const ORIGIN_DAYS: i64 = 90;

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
        found.sort_by_cached_key(Judged::order);
        let skip = usize::try_from(offset_of(PARTNERS_SHOWN, filter.page)).unwrap_or(usize::MAX);
        let mut lines = Vec::new();
        for one in found.into_iter().skip(skip).take(PARTNERS_SHOWN as usize + 1) {
            lines.push(self.partner_line(&mut tx, one).await?);
        }
        Ok(PartnerList {
            partners: Page::of(PARTNERS_SHOWN, lines, filter.page.max(1)),
            companies,
            today: self.now().day(),
            phases: programme.phases.names(),
            tiers: programme.tiers.iter().map(TierName::from).collect(),
        })
    }

    async fn sheet(&self, caller: &Caller, id: CompanyId) -> Answer<PartnerSheet> {
        caller.may(Action::ManagePartners)?;
        let (programme, now) = (self.programme(), self.now());
        let mut tx = self.store.read().await?;
        let company = tx.company(id).await?.ok_or(Failure::NotFound)?;
        let standing = tx.standing(id).await?;
        let tier = self.tier_view(&mut tx, id, &standing).await?;
        let entitlements = self.entitlements(&mut tx, id, &tier.held.tier).await?;
        let deals = tx.open_deals_of_company(id).await?;
        let (people, invitations) = self.people(&mut tx, id, &standing).await?;
        Ok(PartnerSheet {
            id,
            partner_type: partner_type(&company),
            industry: industry(&company),
            corporate_number: company.corporate_number.as_deref().and_then(CorporateNumber::parse),
            name: company.name,
            kana: company.kana,
            contract_date: company.contract_day,
            phase: judge(&programme, &standing, overdue(&deals, now), now),
            tier: tier.snapshot,
            entitlements,
            benefit_key: self.new_id::<()>().to_string(),
            uses: self.use_lines(&mut tx, id).await?,
            measures: self.measure_lines(&mut tx, id).await?,
            measure_key: self.new_id::<()>().to_string(),
            points: tx.company_points(id).await?,
            origins: tx.origins_since(id, now.plus_days(-ORIGIN_DAYS)).await?,
            people,
            invitations,
            deals: deal_lines(deals),
            activities: self.timeline(&mut tx, caller, id).await?,
            today: now.day(),
        })
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
        let tier = self.tier_of(&mut tx, id, &standing).await?;
        let (people, invitations) = self.people(&mut tx, id, &standing).await?;
        let partner_type = partner_type(&company);
        Ok(MyCompanySheet {
            partner_type,
            terms: programme.terms(partner_type).map(|terms| terms.name.clone()),
            margin_percent: programme.margin_percent(partner_type, &tier.key),
            industry: industry(&company),
            name: company.name,
            contract_date: company.contract_day,
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
    pub verdict: PhaseVerdict,
    /// None while nothing was decided about its tier.
    pub held: Option<TierStanding>,
}

impl Judged {
    fn is_meant_by(&self, filter: &PartnerFilter) -> bool {
        let names = [Some(self.company.name.as_str()), self.company.kana.as_deref(), self.company.corporate_number.as_deref()];
        filter.holds(&self.verdict) && filter.names(names.into_iter().flatten())
    }

    /// Those that have stopped first, by the reason that most needs the vendor; then the ones that were quiet longest.
    fn order(&self) -> (bool, Option<StallReason>, Option<Timestamp>, String) {
        let reading = self.company.kana.clone().unwrap_or_else(|| self.company.name.clone());
        (self.verdict.stall.is_none(), self.verdict.stall, self.standing.last_partner_activity_at, reading)
    }
}

impl Office {
    pub(crate) async fn judged_companies(&self, tx: &mut Tx) -> Answer<Vec<Judged>> {
        let (programme, now) = (self.programme(), self.now());
        let mut standings = self.all_standings(tx).await?;
        let mut held: HashMap<CompanyId, TierStanding> = tx.tier_standings().await?.into_iter().collect();
        let overdue: HashMap<CompanyId, u32> = tx.overdue_deals_by_company(now).await?.into_iter().collect();
        let companies = tx.companies().await?.into_iter().map(|(company, points)| {
            let standing = standings.remove(&company.id).unwrap_or_default();
            let overdue = overdue.get(&company.id).copied().unwrap_or(0);
            let held = held.remove(&company.id);
            Judged { verdict: judge(&programme, &standing, overdue, now), company, points, standing, held }
        });
        Ok(companies.collect())
    }
}

impl Office {
    async fn partner_line(&self, tx: &mut Tx, one: Judged) -> Answer<PartnerLine> {
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

    async fn timeline(&self, tx: &mut Tx, caller: &Caller, company: CompanyId) -> Answer<Vec<ActivityLine>> {
        let names = tx.users_of_company(company).await?;
        let tiers = self.about_tiers(tx, caller, company).await?;
        let mut lines = Vec::new();
        for activity in tx.activities_of_company(company, TIMELINE).await? {
            let decided = tiers.get(&activity.id).cloned();
            lines.push(ActivityLine {
                at: activity.at,
                kind: activity.kind,
                origin: activity.origin,
                person: names.iter().find(|user| Some(user.id) == activity.user).map(|user| user.name.clone()),
                subject: match decided {
                    Some(tier) => Some(tier),
                    None => self.subject_link(tx, caller, activity.subject).await?,
                },
            });
        }
        Ok(lines)
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
