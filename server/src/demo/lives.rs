//! How each company came to stand where it stands.

use jiso::{deals::DealStage, goals::Counted, time::Timestamp};

use super::{
    cast::{LEAD, PERSONA, Who},
    deed::{Deed, Step},
    diary::{Answer, Course, Diary, Ending},
    story::Story,
};

/// Lessons of the whole curriculum; who has fewer to choose from stops earlier.
const ALL_LESSONS: usize = 24;

/// A stretch of steady selling, in days ago.
struct Stretch {
    from: i64,
    until: i64,
    /// Registrations in a hundred days.
    deals: i64,
    /// How many people sell, the lead first.
    sellers: usize,
    /// Orders out of a hundred approvals.
    won: u64,
}

impl Diary<'_> {
    pub fn live(&mut self, company: usize) {
        let Some(cast) = self.cast.companies.get(company) else { return };
        let (joined, story) = (cast.joined, cast.story);
        self.sign(company, if joined > 200 { 25 } else { 3 });
        self.share_goals(company, joined, story);
        self.visit(company, story);
        self.inquire(company, story);
        self.make_pact(company, story);
        match story {
            Story::JustSigned => self.browse(Who { company, person: LEAD }, joined - 1, 0, 2),
            Story::NotStarted => {}
            Story::Preparing => self.prepare(company, joined - 1, 0),
            Story::FirstStepHeavy => self.hesitate(company, joined),
            Story::BenefitUnseen => self.look_around(company, joined - 2, 1),
            Story::ProductUnclear => self.dabble(company, joined),
            Story::NoGoal | Story::BuyerUnclear => self.prepare(company, joined - 2, 1),
            Story::QuietBeginner => self.prepare(company, joined - 2, joined - 30),
            Story::Persona => self.persona(),
            Story::Activating => self.activate(company, joined),
            Story::WaitingForVendor => self.wait(company, joined),
            Story::CustomerUnclear => self.miss(company, joined),
            Story::NoFirstMeeting => self.stick(company, joined, Ending::Untouched),
            Story::MeetingWithoutProposal => self.stick(company, joined, Ending::Reaches(2)),
            Story::ProposalWithoutOrder => self.stick(company, joined, Ending::Reaches(3)),
            Story::NoFirstSuccess => self.lose_all(company, joined, 3),
            Story::SoleSeller => self.lose_all(company, joined, 1),
            Story::QuietSeller => self.fall_silent(company, joined),
            Story::Thriving => {
                self.thrive(company, joined, 0);
                self.look_after(company, joined);
            }
            Story::SoleChampion => self.champion(company, joined),
            Story::ChampionLeft => self.lose_champion(company, joined),
            Story::TierUnreachable => self.sell_little(company, joined),
            Story::MaterialOutdated => self.wait_for_material(company, joined, cast.industry),
            Story::Resting => self.rest(company, joined),
            Story::Dormant => self.thrive(company, joined, 65),
        }
    }

    /// Nearly every company agrees on a first goal in its first week, and who sells on another; the persona's lead has one to answer.
    fn share_goals(&mut self, company: usize, joined: i64, story: Story) {
        let propose = |counted, target, days| Deed::ProposeGoal { company, counted, target, days };
        let first = propose(Counted::RegisteredDeals, 3, 90);
        let at = |days: i64, minutes: i64| self.hours.work(self.days_ago(days), minutes);
        let agreed = |from: i64, goal: Deed| [(at(from, 45), goal), (at((from - 4).max(1), 90), Deed::AgreeOnGoal { company })];
        let mut deeds = Vec::new();
        match story {
            Story::NotStarted | Story::NoGoal | Story::BenefitUnseen => {}
            Story::JustSigned => deeds.push((at(joined - 1, 45), first)),
            Story::Persona => {
                deeds.extend(agreed(joined - 1, first));
                deeds.extend(agreed(34, propose(Counted::RegisteredDeals, 5, 90)));
                deeds.push((at(3, 45), propose(Counted::JointVisits, 2, 60)));
            }
            Story::Thriving => {
                deeds.extend(agreed(joined - 1, first));
                deeds.extend(agreed(50, propose(Counted::WonDeals, 3, 90)));
            }
            _ => deeds.extend(agreed(joined - 1, first)),
        }
        for (at, deed) in deeds {
            self.note(at, deed);
        }
    }

    /// A deal that takes longer than its protection and the one extension: the partner asks for more time this morning.
    pub fn need_more_time(&mut self, companies: &[usize]) {
        let thrives = |company: &usize| self.cast.companies.get(*company).is_some_and(|one| one.story == Story::Thriving);
        let Some(company) = companies.iter().copied().find(thrives) else { return };
        let owner = Self::who(company, LEAD);
        let plan = self.plan_for(owner, "logistics", "株式会社川崎港運".into());
        let deal = self.deals.len();
        let registered = self.hours.work(self.days_ago(108), 60);
        self.deal_at(plan, registered, Course { answer: Answer::Yes, ending: Ending::Untouched, stop: self.now() });
        let steps = [(35, Step::Move(DealStage::Quote, 0)), (30, Step::Extend)];
        for (days, step) in steps {
            let at = self.hours.work(self.days_ago(days), 90);
            self.note(at, Deed::Deal { deal, step });
        }
        let asked = self.last_morning();
        self.note(asked, Deed::Deal { deal, step: Step::AskExtension(0) });
    }

    /// What the vendor does for a partner that sells: a plan after half a year, and a benefit claimed every month since, and now and
    /// then a step that it asks for.
    fn look_after(&mut self, company: usize, joined: i64) {
        if joined < 300 {
            return;
        }
        let at = |days: i64| self.hours.work(self.days_ago(days), 30);
        let plan = (at(joined - 180), Deed::SignPlan { company });
        let claims = [95, 62, 33].map(|days| (at(days), Deed::ClaimBenefit { company, mistaken: days == 62 }));
        let asked = [40, 19].map(|days| (at(days), Deed::Ask { company }));
        let done = [39, 18].map(|days| (at(days), Deed::DoAsAsked { company, kit: company }));
        for (at, deed) in [plan].into_iter().chain(claims).chain(asked).chain(done) {
            self.note(at, deed);
        }
    }

    fn now(&self) -> Timestamp {
        self.hours.now
    }

    fn days_ago(&self, days: i64) -> Timestamp {
        self.now().plus_days(-days)
    }

    fn who(company: usize, person: usize) -> Who {
        Who { company, person }
    }

    /// Two or three learn and look around, and the lead looks at what it brings.
    fn prepare(&mut self, company: usize, from: i64, until: i64) {
        let seen = self.hours.ago(from - 1, &mut self.dice);
        self.note_by(Self::who(company, LEAD), seen, Deed::SeeBenefits { who: Self::who(company, LEAD) });
        self.look_around(company, from, until);
    }

    fn look_around(&mut self, company: usize, from: i64, until: i64) {
        for person in 0..3 {
            let lessons = usize::try_from(self.dice.between(2, 7)).unwrap_or(2);
            let last = usize::try_from((from - until).max(0)).unwrap_or(0);
            self.study(Self::who(company, person), from, 0..lessons.min(last), 2);
            if person < 2 {
                self.browse(Self::who(company, person), from, until, 6);
            }
        }
    }

    fn register(&mut self, owner: Who, days: i64, answer: Answer, ending: Ending, stop: Timestamp) {
        let plan = self.plan(owner);
        self.deal(plan, days, Course { answer, ending, stop });
    }

    fn activate(&mut self, company: usize, joined: i64) {
        self.prepare(company, joined - 2, 1);
        self.study(Self::who(company, LEAD), joined - 3, 0..ALL_LESSONS, 2);
        let first = (joined - 25).min(70);
        for (days, ending) in [(first, Ending::Lost), (first / 2, Ending::Open), (16, Ending::Open), (9, Ending::Open)] {
            let person = self.dice.index(3);
            let answer = if self.dice.percent(25) { Answer::YesAfterReturn } else { Answer::Yes };
            self.register(Self::who(company, person), days, answer, ending, self.now());
        }
    }

    fn wait(&mut self, company: usize, joined: i64) {
        self.prepare(company, joined - 2, 1);
        self.register(Self::who(company, 1), joined - 30, Answer::Yes, Ending::Open, self.now());
        // Registered and not looked at: five office days are more than any promise.
        self.register(Self::who(company, LEAD), 8, Answer::None, Ending::Open, self.now());
    }

    fn miss(&mut self, company: usize, joined: i64) {
        self.prepare(company, joined - 2, 1);
        for days in [joined - 28, 24, 11] {
            let person = self.dice.index(2);
            self.register(Self::who(company, person), days, Answer::No, Ending::Open, self.now());
        }
    }

    /// Deals come as far as `ending`, and rest there.
    fn stick(&mut self, company: usize, joined: i64, ending: Ending) {
        self.prepare(company, joined - 2, 1);
        for days in [80, 74, 68] {
            let person = self.dice.index(3);
            self.register(Self::who(company, person), days, Answer::Yes, ending, self.now());
        }
    }

    /// Learns, and leaves the first registration half-written.
    fn hesitate(&mut self, company: usize, joined: i64) {
        self.prepare(company, joined - 2, 1);
        let (who, begun) = (Self::who(company, 1), self.hours.ago(8, &mut self.dice));
        self.note_by(who, begun, Deed::BeginDraft { who });
    }

    /// Opens much and finishes little.
    fn dabble(&mut self, company: usize, joined: i64) {
        let lead = Self::who(company, LEAD);
        let seen = self.hours.ago(joined - 3, &mut self.dice);
        self.note_by(lead, seen, Deed::SeeBenefits { who: lead });
        self.study(lead, joined - 3, 0..2, 2);
        let begun = self.hours.ago(joined - 10, &mut self.dice);
        self.note_by(lead, begun, Deed::BeginLesson { who: lead, lesson: 2 });
        self.browse(lead, joined - 4, 1, 5);
    }

    /// Tries for long, with a few people or, in the end, with one.
    fn lose_all(&mut self, company: usize, joined: i64, people: usize) {
        self.prepare(company, joined - 2, joined - 60);
        let mut days = joined - 40;
        while days > 50 {
            let person = self.dice.index(if days > 110 { 3 } else { people });
            self.register(Self::who(company, person), days, Answer::Yes, Ending::Lost, self.now());
            days -= self.dice.between(18, 35);
        }
        self.register(Self::who(company, LEAD), 18, Answer::Yes, Ending::Open, self.now());
        for person in 0..people {
            self.browse(Self::who(company, person), joined - 30, 1, 10);
        }
    }

    fn fall_silent(&mut self, company: usize, joined: i64) {
        self.prepare(company, joined - 2, joined - 60);
        let stop = self.days_ago(42);
        for days in [joined - 50, 110, 75] {
            let person = self.dice.index(3);
            self.register(Self::who(company, person), days, Answer::Yes, Ending::Open, stop);
        }
    }

    fn thrive(&mut self, company: usize, joined: i64, until: i64) {
        self.learn(company, joined, until);
        let deals = self.dice.between(6, 11);
        self.sell(company, &Stretch { from: joined - 14, until, deals, sellers: 4, won: 52 });
    }

    fn champion(&mut self, company: usize, joined: i64) {
        self.learn(company, joined, 110);
        self.sell(company, &Stretch { from: joined - 14, until: 110, deals: 6, sellers: 3, won: 50 });
        self.sell(company, &Stretch { from: 95, until: 0, deals: 7, sellers: 1, won: 50 });
    }

    /// Nearly all was sold by the lead, who has been silent for long; two others try on.
    fn lose_champion(&mut self, company: usize, joined: i64) {
        self.learn(company, joined, 110);
        self.sell(company, &Stretch { from: joined - 14, until: 66, deals: 6, sellers: 1, won: 50 });
        for (days, person) in [(38, 1), (17, 2)] {
            self.register(Self::who(company, person), days, Answer::Yes, Ending::Open, self.now());
        }
        for person in 1..3 {
            self.browse(Self::who(company, person), 60, 1, 7);
        }
    }

    /// One order long ago, a deal now and then, none of late.
    fn sell_little(&mut self, company: usize, joined: i64) {
        self.learn(company, joined, 110);
        self.sell(company, &Stretch { from: joined - 14, until: 64, deals: 2, sellers: 3, won: 0 });
        for person in 0..3 {
            self.browse(Self::who(company, person), 60, 1, 9);
        }
    }

    /// Sells, and stops when the script for its industry has run out.
    fn wait_for_material(&mut self, company: usize, joined: i64, industry: &'static str) {
        let written = self.hours.work(self.days_ago(100), 30);
        self.note(written, Deed::PublishScript { industry, days: 75 });
        self.learn(company, joined, 110);
        self.sell(company, &Stretch { from: joined - 14, until: 26, deals: 6, sellers: 3, won: 50 });
        for person in 0..3 {
            self.browse(Self::who(company, person), 30, 1, 9);
        }
    }

    fn rest(&mut self, company: usize, joined: i64) {
        self.learn(company, joined, 110);
        self.sell(company, &Stretch { from: joined - 14, until: 108, deals: 6, sellers: 3, won: 50 });
        for person in 0..3 {
            self.browse(Self::who(company, person), 100, 1, 9);
        }
    }

    /// Some learn everything, some a little.
    fn learn(&mut self, company: usize, joined: i64, until: i64) {
        let people = self.cast.companies.get(company).map_or(0, |cast| cast.people.len());
        for person in 0..people {
            let from = self.dice.between((joined - 90).max(until + 20).min(joined - 2), joined - 2);
            let lessons = match person {
                0 | 1 => ALL_LESSONS,
                2 | 3 if self.dice.percent(55) => ALL_LESSONS,
                _ => self.dice.index(10),
            };
            self.study(Self::who(company, person), from, 0..lessons, 3);
        }
    }

    /// Registers, works on it, wins some; the first of all is an order.
    fn sell(&mut self, company: usize, stretch: &Stretch) {
        let stop = if stretch.until == 0 { self.now() } else { self.days_ago(stretch.until) };
        let count = ((stretch.from - stretch.until) * stretch.deals / 100).max(2);
        for i in 0..count {
            let days = if i == 0 { stretch.from } else { self.dice.between(stretch.until + 1, stretch.from) };
            let person = self.dice.index(stretch.sellers);
            let answer = match self.dice.below(100) {
                _ if i == 0 => Answer::Yes,
                0..8 => Answer::No,
                8..11 => Answer::YesAfterAppeal,
                11..25 => Answer::YesAfterReturn,
                _ => Answer::Yes,
            };
            let ending = if i == 0 { Ending::Won } else { self.ending(stretch.won) };
            self.register(Self::who(company, person), days, answer, ending, stop);
        }
        for person in 0..stretch.sellers {
            self.browse(Self::who(company, person), stretch.from, stretch.until + 1, 16);
        }
    }

    fn ending(&mut self, won: u64) -> Ending {
        match self.dice.below(100) {
            roll if roll < won => Ending::Won,
            roll if roll < won + 28 => Ending::Lost,
            roll if roll < won + 32 => Ending::Withdrawn,
            _ => Ending::Open,
        }
    }

    /// The company of two personas: selling for some weeks, no order yet, one deal approved two days ago, one in review.
    fn persona(&mut self) {
        let (rep, lead) = (PERSONA, Who { person: LEAD, ..PERSONA });
        let third = Who { person: 2, ..PERSONA };
        self.study(lead, 124, 0..ALL_LESSONS, 3);
        self.study(rep, 118, 0..10, 4);
        self.study(third, 90, 0..5, 5);
        for who in [rep, lead, third] {
            self.browse(who, 120, 1, 11);
        }
        let lost = self.plan_for(third, "retail", "株式会社湘南ストア".into());
        self.deal(lost, 82, Course { answer: Answer::Yes, ending: Ending::Lost, stop: self.days_ago(40) });
        let going = [
            (rep, "manufacturing", "江東精密工業株式会社", 47, Answer::Yes),
            (lead, "construction", "武蔵野建設株式会社", 61, Answer::YesAfterReturn),
            (rep, "logistics", "房総運輸株式会社", 31, Answer::Yes),
            (third, "healthcare", "医療法人富士見会", 24, Answer::Yes),
        ];
        for (owner, industry, customer, days, answer) in going {
            let plan = self.plan_for(owner, industry, customer.into());
            self.deal(plan, days, Course { answer, ending: Ending::Open, stop: self.days_ago(3) });
        }
        let approved = self.plan_for(rep, "manufacturing", "丸菱商事株式会社".into());
        let at = self.hours.ago(5, &mut self.dice);
        self.deal_at(approved, at, Course { answer: Answer::Yes, ending: Ending::Untouched, stop: self.now() });
        let review = self.plan_for(rep, "manufacturing", "株式会社北浜製作所".into());
        let at = self.last_morning();
        self.deal_at(review, at, Course { answer: Answer::TakenUp, ending: Ending::Open, stop: self.now() });
        let begun = self.hours.ago(2, &mut self.dice);
        self.note(begun, Deed::BeginLesson { who: rep, lesson: 10 });
    }

    /// Twelve past ten on the last open day that is over.
    pub(super) fn last_morning(&self) -> Timestamp {
        let mut day = self.now().day().plus(-1);
        while !self.hours.calendar.is_business_day(day) {
            day = day.plus(-1);
        }
        day.at_minute(612)
    }
}
