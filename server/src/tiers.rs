//! Use cases: the tiers that companies hold, and the days on which they are looked at.

mod again;
mod benefits;
mod measures;
mod memo;
mod word;

use std::{collections::BTreeMap, sync::Arc};

use jiso::{
    activity::{Activity, ActivityKind, Origin, Subject},
    failure::Answer,
    id::CompanyId,
    phases::Standing,
    points::Hold,
    programme::{Programme, in_force, superseded},
    progress::{Supposition, TierSnapshot},
    tiers::{
        Announcement, Forecast, MeasureNote, ReviewDay, TierDecision, TierFacts, TierName, TierOutcome, TierRules, TierStanding,
        WindowFacts, enter, measures, verdict, window_start, windows,
    },
    time::{Day, Timestamp},
};
use jiso_store::Tx;

pub(crate) use self::again::{decided_again, overtaken, unfounded};
pub use self::memo::TierMemo;
use self::{measures::custom_facts, word::Word};
use crate::{office::Office, standings::certified};

/// How many are looked at in one go; the rest waits for the next.
const AT_A_TIME: i64 = 200;
/// What was begun before midnight is written down by then, so that a review sees all of the day before.
const SLACK_HOURS: i64 = 1;
/// For sums without an end.
const EVER: Timestamp = Timestamp::from_micros(i64::MAX);

/// Everything about a company's tier that pages show.
pub struct TierView {
    pub rules: TierRules,
    pub held: TierStanding,
    pub facts: TierFacts,
    pub snapshot: TierSnapshot,
    gathered: Gathered,
}

impl Office {
    /// Gives a tier to companies that have none, and looks at those whose day has come: days missed are made up for in their
    /// order, each by its own facts and rules. Says how many decisions were taken; called again at once it takes none.
    ///
    /// # Errors
    /// [`jiso::failure::Failure::Unavailable`]
    pub async fn review_tiers(&self) -> Answer<usize> {
        let mut decisions = 0;
        let new = self.store.read().await?.companies_without_tier(AT_A_TIME).await?;
        for company in new {
            let mut tx = self.store.write().await?;
            decisions += usize::from(self.enter_tiers(&mut tx, company).await?);
            tx.commit().await?;
        }
        let (programme, today) = (self.programme(), self.now().plus_hours(-SLACK_HOURS).day());
        let Some(latest) = programme.tier_review.latest_until(&programme.calendar, today) else { return Ok(decisions) };
        let due = self.store.read().await?.tier_reviews_due(latest.day, today, AT_A_TIME).await?;
        for company in due {
            decisions += self.catch_up(company, today).await?;
        }
        Ok(decisions)
    }

    /// A company's first tier, by what it has done so far; `false` when it has one.
    pub(crate) async fn enter_tiers(&self, tx: &mut Tx, company: CompanyId) -> Answer<bool> {
        let now = self.now();
        let rules = self.tier_rules(tx, now).await?;
        let facts = past_facts(tx, &rules, company, now.day(), now).await?;
        let first = enter(&rules, &facts, now.day());
        let new = tx.begin_tier_standing(company, &TierStanding::begun(&first)).await?;
        if new {
            self.decide(tx, company, now, &first).await?;
        }
        Ok(new)
    }

    async fn catch_up(&self, company: CompanyId, today: Day) -> Answer<usize> {
        let programme = self.programme();
        let mut tx = self.store.write().await?;
        let Some(mut held) = tx.tier_standing_to_change(company).await? else { return Ok(0) };
        let (mut decisions, mut word) = (0, None);
        loop {
            let day = programme.tier_review.due(&programme.calendar, &held).day;
            if day > today {
                break;
            }
            let at = day.start();
            let then = self.programme_at(&mut tx, at).await?;
            let on = review_day(&then, day);
            let rules = self.tier_rules(&mut tx, at).await?;
            let facts = past_facts(&mut tx, &rules, company, on.as_of(), at).await?;
            let before = held.tier.clone();
            if let Some(decision) = held.pass(&rules, &facts, on) {
                self.decide(&mut tx, company, at, &decision).await?;
                decisions += 1;
                word = Some(Word { decision, before, rules, axes: then.axes.clone() });
            }
        }
        // Of several days that are made up for, the last says how things are.
        if let Some(word) = word {
            self.tell_leads(&mut tx, company, &held, &word).await?;
        }
        tx.save_tier_standing(company, &held).await?;
        tx.commit().await?;
        Ok(decisions)
    }

    async fn decide(&self, tx: &mut Tx, company: CompanyId, at: Timestamp, decision: &TierDecision) -> Answer<()> {
        let activity = self.of_the_vendor(company, ActivityKind::TierDecided, at);
        let id = activity.id;
        self.record(tx, activity).await?;
        Ok(tx.insert_tier_decision(id, company, decision).await?)
    }

    pub(crate) fn of_the_vendor(&self, company: CompanyId, kind: ActivityKind, at: Timestamp) -> Activity {
        Activity {
            id: self.chance.id(at),
            at,
            company,
            user: None,
            kind,
            origin: Origin::Vendor,
            subject: Subject::None,
            amount: None,
        }
    }

    /// What decides tiers at a moment, with what was asked for a short while before.
    pub(crate) async fn tier_rules(&self, tx: &mut Tx, at: Timestamp) -> Answer<TierRules> {
        let moments = tx.programme_moments().await?;
        self.tier_rules_among(tx, &moments, at).await
    }

    async fn tier_rules_among(&self, tx: &mut Tx, versions: &[(i64, Timestamp)], at: Timestamp) -> Answer<TierRules> {
        let programme = match in_force(versions, at) {
            Some(number) => self.programme_numbered(tx, number).await?,
            None => self.programme(),
        };
        let mut rules = programme.tier_rules(at.day());
        for (number, ended) in superseded(versions, at) {
            if rules.review.grace_from(ended.day()) >= at.day() {
                let before = self.programme_numbered(tx, number).await?;
                rules.spare(&before.tiers, ended.day(), at.day());
            }
        }
        Ok(rules)
    }

    /// The tier a company holds, what it rests on, and what comes next.
    pub(crate) async fn tier_view(&self, tx: &mut Tx, company: CompanyId, standing: &Standing) -> Answer<Arc<TierView>> {
        let now = self.now();
        let basis = tx.tier_basis(company, now).await?;
        if let Some(known) = self.tiers.recall(company, &basis, now.day()) {
            return Ok(known);
        }
        let view = Arc::new(self.look_at_tier(tx, company, standing, basis.held.clone()).await?);
        if tx.is_snapshot() {
            self.tiers.keep(company, basis, now.day(), &view);
        }
        Ok(view)
    }

    async fn look_at_tier(
        &self,
        tx: &mut Tx,
        company: CompanyId,
        standing: &Standing,
        held: Option<TierStanding>,
    ) -> Answer<TierView> {
        let (programme, now) = (self.programme(), self.now());
        let versions = tx.programme_moments().await?;
        let rules = self.tier_rules_among(tx, &versions, now).await?;
        let begun = TierStanding::default();
        let on = programme.tier_review.next_turn(&programme.calendar, held.as_ref().unwrap_or(&begun), now.day());
        // By the rules that hold then, as far as they are known.
        let then = self.tier_rules_among(tx, &versions, on.day.start()).await?;
        let later = self.later_rules(tx, &versions, now).await?;
        let known: Vec<&TierRules> = [&rules, &then].into_iter().chain(later.iter().map(|(_, rules)| rules)).collect();
        let gathered = Gathered::of(tx, company, now, &known).await?;
        let facts = TierFacts {
            certified_people: certified(standing, tx.curriculum().await?),
            ever_won: standing.count(ActivityKind::DealWon) > 0,
            ..TierFacts::default()
        };
        let facts = gathered.on(&rules, &facts, now.day());
        // A company that has just come gets its tier within a minute.
        let held = held.unwrap_or_else(|| TierStanding::begun(&enter(&rules, &facts, now.day())));
        let ahead = gathered.ahead(&then, &facts, on.as_of());
        let announced = |(from, later): &(Day, TierRules)| {
            Announcement::of(&rules, later, *from, &held.tier, &gathered.on(later, &facts, now.day()))
        };
        let snapshot = TierSnapshot {
            lately: lately(tx.last_tier_decision(company).await?, now.day()),
            announced: later.iter().find_map(announced),
            ..TierSnapshot::of(&rules, &held, &facts, Forecast::of(&then, &held, &ahead, on))
        };
        Ok(TierView { rules, held, facts, snapshot, gathered })
    }

    /// The rules of the versions that are still to come, each with its first day.
    async fn later_rules(&self, tx: &mut Tx, versions: &[(i64, Timestamp)], now: Timestamp) -> Answer<Vec<(Day, TierRules)>> {
        let mut later = Vec::new();
        for (number, begins) in versions.iter().filter(|(_, begins)| *begins > now) {
            // What a newer one takes the place of before it begins will never hold.
            if in_force(versions, *begins) == Some(*number) {
                later.push((begins.day(), self.tier_rules_among(tx, versions, *begins).await?));
            }
        }
        Ok(later)
    }

    /// The name of the tier that a company holds.
    pub(crate) async fn tier_of(&self, tx: &mut Tx, company: CompanyId, standing: &Standing) -> Answer<TierName> {
        let held = tx.tier_standing(company).await?;
        self.tier_name(tx, company, held.as_ref(), standing).await
    }

    /// [`Office::tier_of`] a standing that has been read.
    pub(crate) async fn tier_name(
        &self,
        tx: &mut Tx,
        company: CompanyId,
        held: Option<&TierStanding>,
        standing: &Standing,
    ) -> Answer<TierName> {
        let programme = self.programme();
        if let Some(tier) = held.and_then(|held| programme.tier(&held.tier)) {
            return Ok(tier.into());
        }
        let rules = programme.tier_rules(self.now().day());
        let facts = self.tier_facts(tx, &rules, company, standing).await?;
        Ok(verdict(&rules.tiers, "", &facts).current)
    }

    /// What a company's tier would be decided on now.
    async fn tier_facts(&self, tx: &mut Tx, rules: &TierRules, company: CompanyId, standing: &Standing) -> Answer<TierFacts> {
        let facts = TierFacts {
            certified_people: certified(standing, tx.curriculum().await?),
            ever_won: standing.count(ActivityKind::DealWon) > 0,
            ..TierFacts::default()
        };
        facts_ahead(tx, rules, company, &facts, self.now().day()).await
    }
}

impl TierView {
    /// The facts on each day the simulator looks at, if nothing more happens.
    pub(crate) fn outlook(&self) -> BTreeMap<u32, TierFacts> {
        let day = |months: u32| self.facts.as_of.plus_months(i32::try_from(months).unwrap_or_default());
        let facts = |months: u32| match months {
            0 => self.facts.clone(),
            _ => self.gathered.ahead(&self.rules, &self.facts, day(months)),
        };
        Supposition::MONTHS.into_iter().map(|months| (months, facts(months))).collect()
    }

    /// The days ahead that may bring a decision, with the facts they will see if nothing more happens.
    pub(crate) fn course(&self, programme: &Programme) -> Vec<(ReviewDay, TierFacts)> {
        let months = Supposition::MONTHS.into_iter().max().unwrap_or_default();
        let reviews = programme.tier_review.ahead(&programme.calendar, &self.held, self.facts.as_of, months);
        reviews.into_iter().map(|on| (on, self.gathered.ahead(&self.rules, &self.facts, on.as_of()))).collect()
    }
}

/// What a company has gathered as far back as today's windows reach, and so all windows that end later.
struct Gathered {
    lines: Vec<(Timestamp, WindowFacts)>,
    /// What holds will confirm if nothing is taken back.
    held: Vec<(Timestamp, WindowFacts)>,
    /// Read where a tier asks for any.
    notes: Vec<MeasureNote>,
}

impl Gathered {
    async fn of(tx: &mut Tx, company: CompanyId, now: Timestamp, rules: &[&TierRules]) -> Answer<Self> {
        let longest = rules.iter().flat_map(|rules| windows(rules)).max();
        let lines = match longest {
            Some(months) => tx.gathered_since(company, window_start(now.day(), months)).await?,
            None => Vec::new(),
        };
        let held = match longest {
            Some(_) => Hold::due(&tx.entries_held_after(company, now).await?, now),
            None => Vec::new(),
        };
        let held = held.into_iter().map(|(until, axis, points)| {
            let mut facts = WindowFacts::default();
            facts.add_points(axis, points);
            (until, facts)
        });
        let asked = rules.iter().any(|rules| !measures(rules).is_empty());
        let notes = if asked { tx.measure_notes(company).await? } else { Vec::new() };
        Ok(Self { lines, held: held.collect(), notes: notes.into_iter().map(|one| one.note).collect() })
    }

    /// [`Gathered::on`] a day to come, when the holds that are over by its end have confirmed what they held.
    fn ahead(&self, rules: &TierRules, today: &TierFacts, day: Day) -> TierFacts {
        let mut facts = self.on(rules, today, day);
        for (months, window) in &mut facts.windows {
            *window = *window + WindowFacts::between(&self.held, window_start(day, *months), day.plus(1).start());
        }
        facts
    }

    /// `today`'s facts with windows that end on another day, on what is confirmed.
    fn on(&self, rules: &TierRules, today: &TierFacts, day: Day) -> TierFacts {
        let sum = |months: u32| (months, WindowFacts::between(&self.lines, window_start(day, months), EVER));
        let windows = windows(rules).into_iter().map(sum).collect();
        let custom = MeasureNote::values(&self.notes, measures(rules), day, EVER);
        TierFacts { as_of: day, windows, custom, ..today.clone() }
    }
}

/// A change of the tier stays on the pages for so many days.
const LATELY_DAYS: i32 = 30;

/// What was decided lately; a first tier is no news.
fn lately(last: Option<(Day, TierOutcome)>, today: Day) -> Option<(Day, TierOutcome)> {
    last.filter(|(day, outcome)| today.0 - day.0 <= LATELY_DAYS && *outcome != TierOutcome::Entered)
}

/// What a day is under a programme.
pub(crate) fn review_day(programme: &Programme, day: Day) -> ReviewDay {
    programme.tier_review.on(&programme.calendar, day)
}

/// The facts as they were at a moment, with windows that end on a day.
pub(crate) async fn past_facts(
    tx: &mut Tx,
    rules: &TierRules,
    company: CompanyId,
    as_of: Day,
    until: Timestamp,
) -> Answer<TierFacts> {
    let modules = tx.curriculum().await?;
    let certified_people = if modules == 0 { 0 } else { tx.certified_before(company, until, modules).await? };
    let ever_won = tx.had_won_before(company, until).await?;
    let custom = custom_facts(tx, rules, company, as_of, until).await?;
    let mut facts = TierFacts { as_of, certified_people, ever_won, custom, ..TierFacts::default() };
    for months in windows(rules) {
        facts.windows.insert(months, tx.window_facts(company, window_start(as_of, months), until).await?);
    }
    Ok(facts)
}

/// `today`'s facts with windows that end on another day, if nothing more happens until then.
async fn facts_ahead(tx: &mut Tx, rules: &TierRules, company: CompanyId, today: &TierFacts, as_of: Day) -> Answer<TierFacts> {
    let custom = custom_facts(tx, rules, company, as_of, EVER).await?;
    let mut facts = TierFacts { as_of, custom, windows: BTreeMap::new(), ..today.clone() };
    for months in windows(rules) {
        facts.windows.insert(months, tx.window_facts(company, window_start(as_of, months), EVER).await?);
    }
    Ok(facts)
}
