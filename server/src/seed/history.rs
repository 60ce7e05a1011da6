//! What happened at one company of a large programme, made up from dice.

use jiso::{
    activity::{Activity, ActivityKind, Origin, Subject},
    deals::{
        CompanySize, CustomerCard, Deadlines, DealFacts, DealNumber, DealRegistration, DealStage, Explanation, Granting,
        Industry, LossReason, Refusal, Registering, RejectionReason, StageMove, Transition,
    },
    id::{CompanyId, DocumentId, UserId},
    learning::{LessonKey, ProgressRecord},
    money::Money,
    programme::Programme,
    time::Timestamp,
};
use jiso_store::accounts::User;

use crate::{
    demo::{dice::Dice, words::Words},
    office::Chance,
};

/// What there is to read and to learn.
#[derive(Default)]
pub struct Shelf {
    /// In their order, each with its module's document when it is the module's last.
    pub lessons: Vec<(LessonKey, DocumentId, Option<DocumentId>)>,
    pub kits: Vec<DocumentId>,
}

/// What a history is made from.
pub struct Source<'a> {
    pub programme: &'a Programme,
    pub words: &'a Words,
    pub shelf: &'a Shelf,
    pub chance: &'a Chance,
    pub managers: &'a [UserId],
    pub now: Timestamp,
}

/// An activity, with its deal's product.
pub type Event = (Activity, Option<String>);

pub struct History<'a> {
    source: &'a Source<'a>,
    dice: Dice,
    company: CompanyId,
    joined: Timestamp,
    people: Vec<UserId>,
    pub deals: Vec<(DealRegistration, String)>,
    pub events: Vec<Event>,
    pub progress: Vec<ProgressRecord>,
}

const STAGES: [DealStage; 5] =
    [DealStage::FirstContact, DealStage::Meeting, DealStage::Proposal, DealStage::Quote, DealStage::Contract];

impl<'a> History<'a> {
    pub fn new(source: &'a Source<'a>, dice: Dice, company: CompanyId, joined: Timestamp, people: &[User]) -> Self {
        let mut history = Self {
            source,
            dice,
            company,
            joined,
            people: people.iter().map(|user| user.id).collect(),
            deals: Vec::new(),
            events: Vec::new(),
            progress: Vec::new(),
        };
        history.event(joined, None, ActivityKind::CompanyJoined, Origin::Vendor, Subject::None);
        for user in people {
            history.event(user.created_at, Some(user.id), ActivityKind::PersonJoined, Origin::Requested, Subject::None);
        }
        history
    }

    /// Activities in the order in which they happened.
    pub fn in_order(&mut self) {
        self.events.sort_by_key(|(activity, _)| activity.order());
    }

    fn event(&mut self, at: Timestamp, user: Option<UserId>, kind: ActivityKind, origin: Origin, subject: Subject) {
        let id = self.source.chance.id(at);
        let activity = Activity { id, at, company: self.company, user, kind, origin, subject, amount: None };
        self.events.push((activity, None));
    }

    /// Some moment since the company joined.
    fn some_time(&mut self) -> Timestamp {
        let span = self.joined.seconds_until(self.source.now).max(1);
        let seconds = self.dice.below(u64::try_from(span).unwrap_or(1));
        self.joined + std::time::Duration::from_secs(seconds)
    }

    fn later(&mut self, at: Timestamp, least_hours: i64, most_hours: i64) -> Timestamp {
        at.plus_hours(self.dice.between(least_hours, most_hours))
    }

    /// A registration with all that followed until now.
    pub fn deal(&mut self, number: DealNumber) {
        let Some(owner) = self.dice.pick(&self.people).copied() else { return };
        let Some(manager) = self.dice.pick(self.source.managers).copied() else { return };
        let at = self.some_time();
        let facts = self.facts(at, number);
        let new = Registering {
            id: self.source.chance.id(at),
            number,
            company: self.company,
            owner,
            at,
            deadlines: self.deadlines(at),
        };
        let submitted = DealRegistration::submit(new, facts);
        let mut deal = self.happened(submitted, at);
        // A refused step leaves the deal as it was, so a course of steps just runs on.
        let steps = self.course(at, owner, manager);
        for (at, step) in steps {
            if at > self.source.now {
                break;
            }
            if let Ok(transition) = step(deal.clone(), at) {
                deal = self.happened(transition, at);
            }
        }
        if deal.stage == DealStage::Won && self.dice.percent(60) {
            self.launched(&deal);
        }
        self.deals.push((deal, format!("seed-deal-{:010}", number.0)));
    }

    /// The customer of an order works with the product some weeks later.
    fn launched(&mut self, deal: &DealRegistration) {
        let at = deal.changed_at.plus_days(self.dice.between(14, 60));
        if at <= self.source.now {
            self.event(at, Some(deal.owner), ActivityKind::LaunchDone, Origin::Vendor, Subject::Deal(deal.id));
            if let Some((_, product)) = self.events.last_mut() {
                *product = Some(deal.facts.product.clone());
            }
        }
    }

    fn happened(&mut self, Transition { deal, happened }: Transition, at: Timestamp) -> DealRegistration {
        if let Some(kind) = happened {
            let origin = if kind.is_partners() { Origin::SelfStarted } else { Origin::Vendor };
            self.event(at, Some(deal.owner), kind, origin, Subject::Deal(deal.id));
            if let Some((activity, product)) = self.events.last_mut() {
                *product = Some(deal.facts.product.clone());
                activity.amount = (kind == ActivityKind::DealWon).then(|| deal.amount().minor);
            }
            if kind == ActivityKind::StageMoved {
                self.reached(&deal, at);
            }
        }
        deal
    }

    /// Made-up deals go through every stage, so that each milestone comes with its own.
    fn reached(&mut self, deal: &DealRegistration, at: Timestamp) {
        let milestone = deal.stage.milestones().last().filter(|_| deal.stage <= DealStage::Proposal);
        if let Some(kind) = milestone {
            self.event(at, Some(deal.owner), kind, Origin::Vendor, Subject::Deal(deal.id));
            if let Some((_, product)) = self.events.last_mut() {
                *product = Some(deal.facts.product.clone());
            }
        }
    }

    fn course(&mut self, at: Timestamp, owner: UserId, manager: UserId) -> Vec<(Timestamp, Step)> {
        let days = self.source.programme.promises.protection_days;
        let taken = self.later(at, 1, 8);
        let decided = self.later(taken, 4, 30);
        let mut steps: Vec<(Timestamp, Step)> = vec![(taken, Box::new(move |deal, at| deal.take_up(manager, at)))];
        if self.dice.percent(10) {
            steps
                .push((decided, Box::new(move |deal, at| deal.reject(RejectionReason::InsufficientEvidence, no(), manager, at))));
            return steps;
        }
        steps.push((
            decided,
            Box::new(move |deal, at| {
                let granting = Granting { people: 1, days, family: vec![deal.facts.product.clone()] };
                deal.approve(manager, at, granting, &[])
            }),
        ));
        let (far, mut at) = (self.dice.index(STAGES.len() + 1), decided);
        for stage in STAGES.into_iter().take(far) {
            at = self.later(at, 24, 260);
            let step = StageMove { stage, next_step: None, amount: None, expected_close: None };
            steps.push((at, Box::new(move |deal, at| deal.move_stage(step.clone(), owner, at))));
        }
        at = self.later(at, 48, 400);
        match self.dice.below(10) {
            0..4 => steps.push((
                at,
                Box::new(move |deal, at| {
                    let amount = deal.facts.amount.clone();
                    deal.win(amount, owner, at)
                }),
            )),
            4..7 => steps.push((at, Box::new(move |deal, at| deal.lose(LossReason::NoBudget, None, owner, at)))),
            _ => {
                let over = decided.plus_days(i64::from(days) + 1);
                steps.push((over, Box::new(jiso::deals::DealRegistration::expire)));
            }
        }
        steps
    }

    fn deadlines(&self, at: Timestamp) -> Deadlines {
        let (promises, calendar) = (&self.source.programme.promises, &self.source.programme.calendar);
        Deadlines {
            respond_by: calendar.add_business_days(at, promises.first_response_business_days),
            decide_by: calendar.add_business_days(at, promises.decision_business_days),
        }
    }

    fn facts(&mut self, at: Timestamp, number: DealNumber) -> DealFacts {
        let words = self.source.words;
        let industries: Vec<&String> = words.customers.keys().collect();
        let industry = self.dice.pick(&industries).map_or("manufacturing", |key| key.as_str());
        let pattern = words.customers.get(industry).and_then(|all| self.dice.pick(all)).map_or("{}", String::as_str);
        let [first, second] = [0, 1].map(|_| self.dice.pick(&words.places).map_or("", String::as_str));
        let need = words.needs.get(industry).and_then(|all| self.dice.pick(all)).cloned().unwrap_or_default();
        let product = self.dice.pick(&self.source.programme.products);
        let users = self.dice.between(5, 120);
        DealFacts {
            customer: CustomerCard::new(pattern.replace("{}", &format!("{first}{second}{}", number.0 % 97)), None, None),
            industry: Industry::parse(industry).unwrap_or(Industry::Other),
            size: CompanySize::Medium,
            territory: None,
            amount: Money::yen(users * 12 * product.map_or(3_600, |product| product.user_month_yen)),
            product: product.map(|product| product.key.clone()).unwrap_or_default(),
            expected_close: at.day().plus(60),
            need,
            next_step: None,
        }
    }

    /// Learning and reading, until there are so many events.
    pub fn fill(&mut self, events: usize) {
        let mut next = vec![0; self.people.len()];
        while self.events.len() < events && !self.people.is_empty() {
            let person = self.dice.index(self.people.len());
            let Some(user) = self.people.get(person).copied() else { return };
            let at = self.some_time();
            let lesson = next.get(person).and_then(|lesson: &usize| self.source.shelf.lessons.get(*lesson));
            match lesson {
                Some(lesson) if self.dice.percent(45) => {
                    self.learn(user, at, lesson);
                    next[person] += 1;
                }
                _ => self.read(user, at),
            }
        }
    }

    fn learn(&mut self, user: UserId, at: Timestamp, (key, lesson, module): &(LessonKey, DocumentId, Option<DocumentId>)) {
        let origin = if self.dice.percent(35) { Origin::Nudged } else { Origin::SelfStarted };
        let done = at + std::time::Duration::from_mins(15);
        self.event(at, Some(user), ActivityKind::LessonOpened, origin, Subject::Document(*lesson));
        self.event(done, Some(user), ActivityKind::LessonCompleted, origin, Subject::Document(*lesson));
        if let Some(module) = module {
            self.event(done, Some(user), ActivityKind::ModuleCompleted, origin, Subject::Document(*module));
        }
        let mut record = ProgressRecord::new(user, key.clone(), at);
        record.reach(100, done);
        record.best_score = Some(100);
        record.passed_at = Some(done);
        record.completed_at = Some(done);
        self.progress.push(record);
    }

    fn read(&mut self, user: UserId, at: Timestamp) {
        let kit = self.dice.pick(&self.source.shelf.kits).copied();
        let origin = if self.dice.percent(30) { Origin::Nudged } else { Origin::SelfStarted };
        self.event(at, Some(user), ActivityKind::KitOpened, origin, kit.map_or(Subject::None, Subject::Document));
    }
}

type Step = Box<dyn Fn(DealRegistration, Timestamp) -> Result<Transition, Refusal>>;

fn no() -> Explanation {
    Explanation { text: "—".into(), what_would_change: "—".into() }
}
