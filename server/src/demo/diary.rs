//! Writes down who does what when, before anything is done.

use std::collections::{HashMap, HashSet};

use jiso::{
    deals::{Aftercare, DealStage},
    programme::Product,
    time::Timestamp,
};

use super::{
    cast::{Cast, LEAD, Who},
    deed::{DealPlan, Deed, Intention, Step},
    dice::Dice,
    hours::Hours,
    words::Words,
};

pub struct Diary<'a> {
    pub words: &'a Words,
    pub cast: &'a Cast,
    pub products: &'a [Product],
    pub hours: Hours,
    pub dice: Dice,
    pub intentions: Vec<Intention>,
    pub deals: Vec<DealPlan>,
    joined: HashMap<Who, Timestamp>,
    customers: HashSet<String>,
}

/// How a registration goes.
#[derive(Clone, Copy, Debug)]
pub struct Course {
    pub answer: Answer,
    pub ending: Ending,
    /// The partner does nothing after this.
    pub stop: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The vendor has not looked yet.
    None,
    TakenUp,
    Yes,
    /// Yes, after something was corrected.
    YesAfterReturn,
    No,
    /// No, and an appeal that helped.
    YesAfterAppeal,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    Won,
    Lost,
    /// Goes on, or ends when the protection does.
    Open,
    Withdrawn,
    /// Comes through so many stages, and rests.
    Reaches(usize),
    /// Nobody touches it after the approval.
    Untouched,
}

/// Of so many deals one has a joint visit.
const VISITED: usize = 3;
pub(super) const STAGES: [(DealStage, i64, i64); 5] = [
    (DealStage::FirstContact, 1, 3),
    (DealStage::Meeting, 4, 10),
    (DealStage::Proposal, 5, 12),
    (DealStage::Quote, 4, 9),
    (DealStage::Contract, 4, 9),
];

impl<'a> Diary<'a> {
    pub fn new(words: &'a Words, cast: &'a Cast, products: &'a [Product], hours: Hours, dice: Dice) -> Self {
        Self {
            words,
            cast,
            products,
            hours,
            dice,
            intentions: Vec::new(),
            deals: Vec::new(),
            joined: HashMap::new(),
            customers: HashSet::new(),
        }
    }

    pub fn note(&mut self, at: Timestamp, deed: Deed) {
        self.intentions.push(Intention { at, deed });
    }

    /// Somebody does something, at the earliest after they have joined.
    pub fn note_by(&mut self, who: Who, at: Timestamp, deed: Deed) {
        let first = self.joined.get(&who).copied().unwrap_or(self.hours.now);
        let at = if at > first { at } else { self.hours.work(first, 20 + self.dice.between(0, 90)) };
        self.note(at, deed);
    }

    /// The company signs, its lead comes in, and colleagues follow within `days`.
    pub fn sign(&mut self, company: usize, days: i64) {
        let Some(cast) = self.cast.companies.get(company) else { return };
        let signed = self.hours.ago(cast.joined, &mut self.dice);
        self.note(signed, Deed::Sign { company });
        let lead = Who { company, person: LEAD };
        let mut came = self.hours.work(signed, self.dice.between(30, 400));
        self.joined.insert(lead, came);
        self.note(came, Deed::Join { who: lead });
        for person in 1..cast.people.len() {
            let who = Who { company, person };
            let gap = self.dice.between(0, days);
            let invited = self.hours.after(came, if person == 1 { 0 } else { gap }, &mut self.dice);
            self.note(invited, Deed::Invite { who });
            came = self.hours.work(invited, self.dice.between(20, 700));
            self.joined.insert(who, came);
            self.note(came, Deed::Join { who });
        }
    }

    /// Lessons one after the other, from `from` days ago on.
    pub fn study(&mut self, who: Who, from: i64, lessons: std::ops::Range<usize>, pause: i64) {
        let mut at = self.hours.ago(from, &mut self.dice);
        at = at.max(self.joined.get(&who).copied().unwrap_or(at));
        for lesson in lessons {
            let nudged = self.is_nudged(at);
            self.note_by(who, at, Deed::Study { who, lesson, nudged });
            let days = self.dice.between(0, pause);
            at = self.hours.after(self.hours.work(at, 45), days, &mut self.dice);
        }
    }

    /// Looks at sales material every now and then, from `from` to `until` days ago.
    pub fn browse(&mut self, who: Who, from: i64, until: i64, pause: i64) {
        let mut day = from;
        while day >= until {
            let at = self.hours.ago(day, &mut self.dice);
            let nudged = self.is_nudged(at);
            let chosen = self.dice.index(64);
            // News is read while it is new.
            let deed = match day {
                0..45 if self.dice.percent(25) => Deed::ReadNews { who, news: chosen },
                _ => Deed::LookAtKit { who, kit: chosen, nudged },
            };
            self.note_by(who, at, deed);
            day -= self.dice.between(pause / 2 + 1, pause + pause / 2);
        }
    }

    /// The longer ago, the more the portal had to suggest: partners learn to run on their own.
    fn is_nudged(&mut self, at: Timestamp) -> bool {
        let months_ago = u64::try_from(at.seconds_until(self.hours.now) / 2_592_000).unwrap_or(0);
        self.dice.percent(22 + 2 * months_ago)
    }

    /// A customer nobody of this world has.
    pub fn customer(&mut self, industry: &str) -> String {
        for _ in 0..1_000 {
            let (Some(place), Some(pattern)) =
                (self.dice.pick(&self.words.places), self.words.customers.get(industry).and_then(|all| self.dice.pick(all)))
            else {
                break;
            };
            let name = pattern.replace("{}", place);
            if self.customers.insert(name.clone()) {
                return name;
            }
        }
        // All names of the industry are taken.
        let name = format!("{industry} {}", self.customers.len());
        self.customers.insert(name.clone());
        name
    }

    /// A deal of somebody, mostly in their company's industry.
    pub fn plan(&mut self, owner: Who) -> DealPlan {
        let home = self.cast.companies.get(owner.company).map_or("manufacturing", |company| company.industry);
        let industries: Vec<&String> = self.words.customers.keys().collect();
        let other = self.dice.pick(&industries).map_or(home, |key| key.as_str());
        let industry = if self.dice.percent(60) { home } else { other };
        let customer = self.customer(industry);
        self.plan_for(owner, industry, customer)
    }

    pub fn plan_for(&mut self, owner: Who, industry: &str, customer: String) -> DealPlan {
        self.customers.insert(customer.clone());
        let users = [(5, 15), (16, 50), (51, 180)];
        let (least, most) = users[self.dice.index(5).saturating_sub(2)];
        let users = self.dice.between(least, most);
        let product = match users {
            ..20 => self.products.first(),
            20..80 => self.products.get(1).or(self.products.first()),
            _ => self.products.get(2).or(self.products.first()),
        };
        let need = self.words.needs.get(industry).and_then(|all| self.dice.pick(all)).cloned().unwrap_or_default();
        DealPlan {
            owner,
            customer,
            industry: industry.to_owned(),
            product: product.map(|product| product.key.clone()).unwrap_or_default(),
            users,
            yen: users * 12 * product.map_or(3_600, |product| product.user_month_yen),
            need,
            close_in: self.dice.between(45, 95),
        }
    }

    /// A registration `days` ago and everything that follows.
    pub fn deal(&mut self, plan: DealPlan, days: i64, course: Course) {
        let at = self.hours.ago(days, &mut self.dice);
        self.deal_at(plan, at, course);
    }

    pub fn deal_at(&mut self, plan: DealPlan, at: Timestamp, course: Course) {
        let deal = self.deals.len();
        let owner = plan.owner;
        let joined = self.joined.get(&owner).copied().unwrap_or(self.hours.now);
        let at = if at > joined { at } else { self.hours.work(joined, 60) };
        self.deals.push(plan);
        let step = |step| Deed::Deal { deal, step };
        self.note(at, step(Step::Register));
        if course.answer == Answer::None {
            return;
        }
        let taken = self.hours.work(at, self.dice.between(40, 300));
        self.note(taken, step(Step::TakeUp));
        let decided = self.decision_after(taken);
        let approved = match course.answer {
            Answer::Yes => decided,
            Answer::YesAfterReturn => {
                let note = self.dice.index(self.words.returns.len());
                self.note(decided, step(Step::Return(note)));
                self.again(deal, decided, Step::Correct)
            }
            Answer::YesAfterAppeal => {
                let reason = self.dice.index(self.words.rejections.len());
                self.note(decided, step(Step::Reject(reason)));
                let appeal = Step::Appeal(self.dice.index(self.words.appeals.len()));
                self.again(deal, decided, appeal)
            }
            Answer::No => {
                let reason = self.dice.index(self.words.rejections.len());
                return self.note(decided, step(Step::Reject(reason)));
            }
            Answer::None | Answer::TakenUp => return,
        };
        self.note(approved, step(Step::Approve));
        let met = self.work_on(deal, approved, course);
        self.tick_first_steps(deal, approved, met, course.stop);
    }

    /// Within the promise, except now and then; never late today.
    fn decision_after(&mut self, taken: Timestamp) -> Timestamp {
        let in_time = self.hours.work(taken, self.dice.between(90, 600));
        let late = self.hours.work(taken, self.dice.between(1_500, 2_200));
        let fits = late < self.hours.now.plus_days(-7);
        if fits && self.dice.percent(5) { late } else { in_time }
    }

    /// The partner answers, the vendor looks again: when it decides.
    fn again(&mut self, deal: usize, after: Timestamp, answer: Step) -> Timestamp {
        let days = self.dice.between(1, 3);
        let answered = self.hours.after(after, days, &mut self.dice);
        self.note(answered, Deed::Deal { deal, step: answer });
        self.hours.work(answered, self.dice.between(60, 480))
    }

    /// When the first meeting was, if there was one.
    fn work_on(&mut self, deal: usize, approved: Timestamp, course: Course) -> Option<Timestamp> {
        if course.ending == Ending::Untouched {
            return None;
        }
        let far = match course.ending {
            Ending::Won => STAGES.len(),
            Ending::Withdrawn => 1,
            Ending::Reaches(stages) => stages,
            _ => 1 + self.dice.index(STAGES.len()),
        };
        let (mut at, mut extended, mut met) = (approved, false, None);
        for (stage, least, most) in STAGES.into_iter().take(far) {
            let days = self.dice.between(least, most);
            at = self.hours.after(at, days, &mut self.dice);
            if at > course.stop {
                return met;
            }
            // The one extension, while the protection still runs.
            if at > approved.plus_days(80) && !extended {
                extended = true;
                let asked = self.hours.ago(approved.plus_days(78).seconds_until(self.hours.now) / 86_400, &mut self.dice);
                self.note(asked, Deed::Deal { deal, step: Step::Extend });
            }
            let next = self.dice.index(self.words.next_steps(stage).len());
            self.note(at, Deed::Deal { deal, step: Step::Move(stage, next) });
            if stage == DealStage::Meeting {
                met = Some(at);
                if deal.is_multiple_of(VISITED) {
                    self.visit_together(deal, at);
                }
            }
        }
        let days = self.dice.between(2, 8);
        at = self.hours.after(at, days, &mut self.dice);
        let last = match course.ending {
            Ending::Won => Step::Win,
            Ending::Lost => Step::Lose(self.dice.index(self.words.losses.len())),
            Ending::Withdrawn => Step::Withdraw,
            Ending::Open | Ending::Reaches(_) | Ending::Untouched => return met,
        };
        if at <= course.stop {
            self.note(at, Deed::Deal { deal, step: last });
            if course.ending == Ending::Won {
                self.tick_after_the_order(deal, at, course.stop);
                self.care(deal, at);
            }
        }
        met
    }

    /// The first meeting is held together, now and then only by the partner's account.
    fn visit_together(&mut self, deal: usize, met: Timestamp) {
        let reported = self.hours.work(met, 20);
        self.note(reported, Deed::ReportVisit { deal });
        let held = !deal.is_multiple_of(VISITED * 5);
        self.note(self.hours.work(reported, 300), Deed::AnswerVisit { deal, held });
    }

    /// The vendor looks after the customer of an order: the launch, half a year later, and the renewal.
    fn care(&mut self, deal: usize, won: Timestamp) {
        for (what, days) in [(Aftercare::Launch, 30), (Aftercare::Healthy, 190), (Aftercare::Renewal, 370)] {
            let at = self.hours.work(won.plus_days(days), 60);
            self.note(at, Deed::NoteAftercare { deal, what });
        }
    }

    /// What will have happened by now, in order.
    pub fn finish(mut self) -> (Vec<Intention>, Vec<DealPlan>) {
        let now = self.hours.now;
        self.intentions.retain(|intention| intention.at <= now);
        self.intentions.sort_by_key(|intention| intention.at);
        self.keep_to_first_deals();
        (self.intentions, self.deals)
    }
}
