//! Does what the diary says, through the use cases of the portal, each at its time.

use std::collections::HashMap;

use jiso::{
    accounts::{Accounts, InviteForm, ProfileForm},
    activity::Origin,
    caller::{Caller, Role},
    deals::{Aftercare, AftercareForm, DealAction, DealStage, Deals, RegistrationForm},
    failure::{Answer, Failure},
    id::{CompanyId, DealId},
    kits::{FillForm, Kits},
    lang::Lang,
    learning::{Learning, PositionForm, QuizForm, ReadForm},
    news::News,
    partners::{BenefitForm, BenefitReturnForm, BoardNameForm, MeasureForm, NewCompanyForm, Partners},
    progress::Progress,
    time::Timestamp,
    visits::{VisitAnswerForm, VisitForm, VisitState, Visits},
};

use super::{
    cast::{Cast, LEAD, Person, Who},
    deed::{DealPlan, Deed, Step},
    syllabus::{Lesson, Syllabus},
    words::Words,
};
use crate::office::Office;

pub struct Play<'a> {
    pub office: Office,
    pub words: &'a Words,
    pub cast: &'a Cast,
    pub deals: &'a [DealPlan],
    /// Of everybody: hashing 240 passwords would take longer than all else.
    pub password_hash: String,
    pub(super) vendor: Vec<Caller>,
    pub(super) people: HashMap<Who, Caller>,
    pub(super) companies: HashMap<usize, CompanyId>,
    pub(super) registered: HashMap<usize, DealId>,
    pub(super) syllabus: Syllabus,
}

impl<'a> Play<'a> {
    pub fn new(office: Office, words: &'a Words, cast: &'a Cast, deals: &'a [DealPlan]) -> Self {
        Self {
            office,
            words,
            cast,
            deals,
            password_hash: String::new(),
            vendor: Vec::new(),
            people: HashMap::new(),
            companies: HashMap::new(),
            registered: HashMap::new(),
            syllabus: Syllabus::default(),
        }
    }

    /// The vendor's team: an administrator, who invites the others.
    ///
    /// # Errors
    /// [`Failure`]
    pub async fn open_the_house(&mut self, password: &str) -> Answer<()> {
        let (Some(admin), rest) = (self.cast.vendor.first(), self.cast.vendor.iter().skip(1)) else { return Ok(()) };
        self.office.create_administrator(&admin.email, &admin.name, Lang::Ja, Some(password.to_owned())).await?;
        let user = self.office.store.read().await?.user_by_email(&admin.email).await?.ok_or(Failure::NotFound)?;
        let admin = user.caller();
        self.password_hash = user.password_hash;
        self.syllabus = Syllabus::of(&self.office, &admin).await?;
        self.vendor.push(admin.clone());
        for person in rest {
            self.office.invite(&admin, invitation(person)).await?;
            let joined = self.join(person).await?;
            self.vendor.push(joined);
        }
        Ok(())
    }

    /// What cannot be done any more, because something else came before, is left out.
    ///
    /// # Errors
    /// [`Failure`]
    pub async fn perform(&mut self, deed: &Deed) -> Answer<()> {
        match deed {
            Deed::Sign { company } => self.sign(*company).await,
            Deed::Invite { who } => self.invite(*who).await,
            Deed::Join { who } => self.come(*who).await,
            Deed::Study { who, lesson, nudged } => match self.learner(*who, *lesson) {
                Some((learner, lesson)) => self.study(learner, lesson, *nudged).await,
                None => Ok(()),
            },
            Deed::BeginLesson { who, lesson } => match self.learner(*who, *lesson) {
                Some((learner, lesson)) => self.begin(learner, lesson).await,
                None => Ok(()),
            },
            Deed::ReadNews { who, news } => self.read_news(*who, *news).await,
            Deed::LookAtKit { who, kit, nudged } => self.look(*who, *kit, *nudged).await,
            Deed::SeeBenefits { who } => self.see_benefits(*who).await,
            Deed::BeginDraft { who } => self.begin_draft(*who).await,
            Deed::Deal { deal, step: Step::Register } => self.register(*deal).await,
            Deed::Deal { deal, step } => self.step(*deal, step).await,
            Deed::ReportVisit { deal } => self.report_visit(*deal).await,
            Deed::AnswerVisit { deal, held } => self.answer_visit(*deal, *held).await,
            Deed::Tick { deal } => self.tick(*deal).await,
            Deed::QuoteAnew { deal } => self.quote_anew(*deal).await,
            Deed::Visit { company, step } => self.visit(*company, *step).await,
            Deed::Share { company, step } => self.share(*company, *step).await,
            Deed::Pact { company, step } => self.make_pact(*company, *step).await,
            Deed::Inquire { company, step } => self.inquire(*company, *step).await,
            Deed::NoteAftercare { deal, what } => self.note_aftercare(*deal, *what).await,
            Deed::ProposeGoal { company, counted, target, days } => self.propose_goal(*company, *counted, *target, *days).await,
            Deed::AgreeOnGoal { company } => self.agree_on_goal(*company).await,
            Deed::Ask { company } => self.ask(*company).await,
            Deed::DoAsAsked { company, kit } => self.do_as_asked(*company, *kit).await,
            Deed::PublishScript { industry, days } => self.publish_script(industry, *days).await,
            Deed::SignPlan { company } => self.sign_plan(*company).await,
            Deed::ClaimBenefit { company, mistaken } => self.claim(*company, *mistaken).await,
        }
    }

    pub(super) fn now(&self) -> Timestamp {
        self.office.now()
    }

    pub(super) fn manager_of(&self, company: usize) -> Answer<Caller> {
        let manager = self.cast.companies.get(company).map_or(0, |cast| cast.manager);
        self.vendor.get(manager).cloned().ok_or(Failure::NotFound)
    }

    async fn sign(&mut self, number: usize) -> Answer<()> {
        let manager = self.manager_of(number)?;
        let Some((company, lead)) = self.cast.companies.get(number).and_then(|one| Some((one, one.people.first()?))) else {
            return Ok(());
        };
        let form = NewCompanyForm {
            idempotency_key: self.office.new_id::<()>().to_string(),
            name: company.name.clone(),
            kana: company.kana.clone(),
            corporate_number: company.corporate_number.clone(),
            partner_type: company.partner_type.as_str().into(),
            industry: company.industry.into(),
            contract_date: self.now().day().to_string(),
            lead_email: lead.email.clone(),
            lang: Lang::Ja.as_str().into(),
        };
        let id = self.office.create(&manager, form).await?;
        self.companies.insert(number, id);
        Ok(())
    }

    async fn sign_plan(&self, number: usize) -> Answer<()> {
        let Some(company) = self.companies.get(&number) else { return Ok(()) };
        let form = MeasureForm {
            idempotency_key: self.office.new_id::<()>().to_string(),
            company: company.to_string(),
            measure: "joint_plan".into(),
            value: "1".into(),
            since: self.now().day().to_string(),
        };
        self.office.note_measure(&self.manager_of(number)?, form).await.map(drop)
    }

    /// The first that is left, where the tier grants any.
    async fn claim(&self, number: usize, mistaken: bool) -> Answer<()> {
        let (manager, Some(id)) = (self.manager_of(number)?, self.companies.get(&number)) else { return Ok(()) };
        let sheet = Partners::sheet(&self.office, &manager, *id).await?;
        let Some(claim) = sheet.entitlements.iter().find(|claim| claim.left() > 0) else { return Ok(()) };
        let (company, idempotency_key) = (id.to_string(), sheet.benefit_key);
        let form = BenefitForm { idempotency_key, company: company.clone(), benefit: claim.key.clone() };
        self.office.use_benefit(&manager, form).await?;
        if mistaken {
            let sheet = Partners::sheet(&self.office, &manager, *id).await?;
            let used = sheet.uses.first().map(|line| line.used.to_string()).unwrap_or_default();
            self.office.return_benefit(&manager, BenefitReturnForm { company, used }).await?;
        }
        Ok(())
    }

    async fn invite(&mut self, who: Who) -> Answer<()> {
        let lead = self.people.get(&Who { person: LEAD, ..who });
        let (Some(lead), Some(person)) = (lead, self.cast.person(who)) else { return Ok(()) };
        self.office.invite(lead, invitation(person)).await
    }

    async fn come(&mut self, who: Who) -> Answer<()> {
        let Some(person) = self.cast.person(who) else { return Ok(()) };
        let caller = self.join(person).await?;
        if person.named {
            let profile = ProfileForm { name: person.name.clone(), lang: Lang::Ja.as_str().into(), named_on_boards: true };
            self.office.change_profile(&caller, profile).await?;
            if caller.role == Role::PartnerLead {
                self.office.name_on_boards(&caller, BoardNameForm { named_on_boards: true }).await?;
            }
        }
        self.people.insert(who, caller);
        Ok(())
    }

    /// Takes up the newest invitation of an address.
    async fn join(&self, person: &Person) -> Answer<Caller> {
        let token = self.office.store.read().await?.invitation_of(&person.email, self.now()).await?.ok_or(Failure::NotFound)?;
        let user = self.office.join_with(&token, person.name.clone(), self.password_hash.clone()).await?;
        Ok(user.caller())
    }

    fn learner(&self, who: Who, lesson: usize) -> Option<(&Caller, &Lesson)> {
        Some((self.people.get(&who)?, self.syllabus.lessons.get(lesson)?))
    }

    async fn study(&self, learner: &Caller, lesson: &Lesson, nudged: bool) -> Answer<()> {
        let (module, slug) = (lesson.module.clone(), lesson.slug.clone());
        let from = way(nudged);
        self.office.lesson(learner, &module, &slug, Origin::of_link(&from)).await?;
        let read = ReadForm { module: module.clone(), lesson: slug.clone(), from: from.clone() };
        self.office.mark_read(learner, read).await?;
        if !lesson.answers.is_empty() {
            let (revision, answers) = (lesson.revision.to_string(), lesson.answers.clone());
            self.office.answer_quiz(learner, QuizForm { module, lesson: slug, revision, from, answers }).await?;
        }
        Ok(())
    }

    async fn begin(&self, learner: &Caller, lesson: &Lesson) -> Answer<()> {
        let (module, slug) = (lesson.module.clone(), lesson.slug.clone());
        self.office.lesson(learner, &module, &slug, Origin::SelfStarted).await?;
        let position = PositionForm { module, lesson: slug, percent: "40".into(), from: String::new() };
        self.office.keep_position(learner, position).await.map(drop)
    }

    /// One of those that are out.
    async fn read_news(&self, who: Who, news: usize) -> Answer<()> {
        let today = self.now().day();
        let out: Vec<&str> =
            self.syllabus.news.iter().filter(|(_, date)| *date <= today).map(|(slug, _)| slug.as_str()).collect();
        let (Some(reader), Some(slug)) = (self.people.get(&who), out.get(news % out.len().max(1))) else { return Ok(()) };
        News::sheet(&self.office, reader, slug).await.map(drop)
    }

    async fn look(&self, who: Who, kit: usize, nudged: bool) -> Answer<()> {
        let kits = &self.syllabus.kits;
        let (Some(reader), Some(slug)) = (self.people.get(&who), kits.get(kit % kits.len().max(1))) else { return Ok(()) };
        // Now and then one fills it in for a customer.
        let plan = self.deals.iter().enumerate().filter(|(_, plan)| plan.owner == who).nth(kit / kits.len().max(1));
        let deal = plan.and_then(|(number, _)| self.registered.get(&number));
        let form = FillForm {
            from: way(nudged),
            deal: deal.map(ToString::to_string).unwrap_or_default(),
            customer: plan.map(|(_, plan)| plan.customer.clone()).unwrap_or_default(),
            ..FillForm::default()
        };
        match Kits::sheet(&self.office, reader, slug, form).await {
            // The deal goes on at another company.
            Err(Failure::NotFound) => return Ok(()),
            shown => shown.map(drop)?,
        }
        let seed = (who.company * 1_000 + who.person * 100 + kit) as u64;
        self.talk(reader, slug, seed).await
    }

    async fn see_benefits(&self, who: Who) -> Answer<()> {
        let Some(reader) = self.people.get(&who) else { return Ok(()) };
        Progress::sheet(&self.office, reader, 1).await.map(drop)
    }

    async fn begin_draft(&self, who: Who) -> Answer<()> {
        let Some(writer) = self.people.get(&who) else { return Ok(()) };
        let industry = self.cast.companies.get(who.company).map_or("", |company| company.industry);
        let form = RegistrationForm {
            idempotency_key: format!("demo-world-draft-{:05}", who.company),
            industry: industry.into(),
            need: self.words.needs.get(industry).and_then(|all| all.first()).cloned().unwrap_or_default(),
            ..RegistrationForm::default()
        };
        self.office.save_draft(writer, form).await.map(drop)
    }

    /// What a company's people have registered.
    pub(super) fn registered_by(&self, company: usize) -> Vec<DealId> {
        let of = |number: &usize| self.deals.get(*number).is_some_and(|plan| plan.owner.company == company);
        self.registered.iter().filter(|(number, _)| of(number)).map(|(_, id)| *id).collect()
    }

    /// The deal with its owner and the vendor's person for it.
    pub(super) fn those_of(&self, number: usize) -> Option<(DealId, Caller, Caller)> {
        let plan = self.deals.get(number)?;
        let owner = self.people.get(&plan.owner)?;
        Some((*self.registered.get(&number)?, owner.clone(), self.manager_of(plan.owner.company).ok()?))
    }

    async fn report_visit(&self, number: usize) -> Answer<()> {
        let Some((deal, owner, _)) = self.those_of(number) else { return Ok(()) };
        let found = self.office.store.read().await?.deal(deal).await?;
        if found.is_none_or(|found| !found.deal.allows(DealAction::MoveStage)) {
            return Ok(());
        }
        let notes = self.words.next_steps(DealStage::Meeting);
        let note = notes.get(number % notes.len().max(1)).cloned().unwrap_or_default();
        let form = VisitForm { deal: deal.to_string(), visited_on: self.now().day().to_string(), note };
        self.office.report(&owner, form).await.map(drop)
    }

    async fn answer_visit(&self, number: usize, held: bool) -> Answer<()> {
        let Some((deal, _, manager)) = self.those_of(number) else { return Ok(()) };
        let visits = self.office.store.read().await?.visits_of_deal(deal).await?;
        let Some(visit) = visits.into_iter().find(|visit| visit.state == VisitState::Confirmed) else { return Ok(()) };
        let held = if held { "yes" } else { "no" };
        let form = VisitAnswerForm { visit: visit.id.to_string(), held: held.into(), ..VisitAnswerForm::default() };
        self.office.answer(&manager, form).await.map(drop)
    }

    async fn note_aftercare(&self, number: usize, what: Aftercare) -> Answer<()> {
        let Some((deal, _, manager)) = self.those_of(number) else { return Ok(()) };
        let won = self.office.store.read().await?.deal(deal).await?.is_some_and(|found| found.deal.stage == DealStage::Won);
        if !won {
            return Ok(());
        }
        let form = AftercareForm { deal: deal.to_string(), what: what.as_str().into(), undo: String::new() };
        self.office.note_aftercare(&manager, form).await.map(drop)
    }
}

/// By the portal's suggestion, or on one's own.
fn way(nudged: bool) -> String {
    if nudged { Origin::NUDGE.into() } else { String::new() }
}

fn invitation(person: &Person) -> InviteForm {
    InviteForm {
        email: person.email.clone(),
        role: person.role.as_str().into(),
        lang: Lang::Ja.as_str().into(),
        company: String::new(),
    }
}
