//! What a company was on a day: the engine's own functions over the events until then, with those events.

use std::collections::{HashMap, hash_map::Entry::Vacant};

use jiso::{
    activity::{Activity, ActivityKind, Subject},
    deals::{DealRegistration, FirstAnswer, RegistrationStatus, overdue_at},
    failure::Failure,
    goals::Side,
    id::{ActivityId, CompanyId, DealId},
    lang::{Bilingual, Lang},
    phases::{Duty, PhaseFacts, PhaseVerdict, judge},
    points::{Balance, Books, Entry},
    programme::{Programme, Versions},
    progress::{AxisBalance, ExplainedDecision, ExplainedLine, ExplainedTier, Explanation, Reason},
    questions::QuestionState,
    tiers::{MeasureNote, Tier, TierDecision, TierFacts, TierRules, TierStanding, measures, verdict, window_start, windows},
    time::{Day, Timestamp},
};
use jiso_store::{StoreError, Tx, partners::Company};

use crate::{
    deals::sheets::deadlines,
    office::{Chance, Office},
    phases::StaleKits,
    programme::{NotInForce, all_versions, in_order, product},
    standings::certified,
    tiers::decided_again,
};

/// More questions of a company than this are not looked at.
const QUESTIONS_SEEN: i64 = 1_000;

/// Names that fit are told up to this many.
const NAMES_TOLD: usize = 10;

#[derive(Debug, thiserror::Error)]
pub enum NotExplained {
    #[error("there is no company with the name or the id {0}")]
    NoCompany(String),
    #[error("{given} may mean several companies: {}", .names.join(", "))]
    Several { given: String, names: Vec<String> },
    #[error("{0} has not come yet; the latest day that can be explained is today, {1}")]
    Ahead(Day, Day),
    #[error("{name} was not there yet on {on}; its first event is of {first}")]
    Before { name: String, on: Day, first: Day },
    #[error("nothing has ever happened at {0}")]
    Nothing(String),
    #[error(transparent)]
    NotInForce(#[from] NotInForce),
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Failed(#[from] Failure),
}

/// A company by its id, its name, or a part of its name that no other has.
///
/// # Errors
/// When none fits, or several do.
pub async fn find(tx: &mut Tx, given: &str) -> Result<Company, NotExplained> {
    let given = given.trim();
    let companies = tx.companies().await?.into_iter().map(|(company, _)| company);
    let id: Option<CompanyId> = given.parse().ok();
    let mut fitting: Vec<Company> =
        companies.filter(|company| Some(company.id) == id || (!given.is_empty() && company.name.contains(given))).collect();
    if let Some(exact) = fitting.iter().position(|company| Some(company.id) == id || company.name == given) {
        return Ok(fitting.swap_remove(exact));
    }
    match fitting.len() {
        0 => Err(NotExplained::NoCompany(given.to_owned())),
        1 => Ok(fitting.swap_remove(0)),
        _ => {
            let names = fitting.into_iter().map(|company| company.name).take(NAMES_TOLD).collect();
            Err(NotExplained::Several { given: given.to_owned(), names })
        }
    }
}

/// A company as it was at the end of a day, or is now.
///
/// # Errors
/// When the day lies ahead or before the company's first event, or the store fails.
pub async fn explain(office: &Office, company: &Company, on: Day, lang: Lang) -> Result<Explanation, NotExplained> {
    let today = office.now().day();
    if on > today {
        return Err(NotExplained::Ahead(on, today));
    }
    let now = if on == today { office.now() } else { on.plus(1).start() };
    let mut tx = office.store.read().await?;
    let versions = all_versions(&mut tx).await?;
    let mut events = tx.activities_of_company(company.id, i64::MAX).await?;
    in_order(&mut events);
    let Some(first) = events.first().map(|event| event.at.day()) else {
        return Err(NotExplained::Nothing(company.name.clone()));
    };
    // The end of a past day belongs to the next; the present moment is the last of today.
    events.retain(|event| event.at < now || (on == today && event.at == now));
    if events.is_empty() {
        return Err(NotExplained::Before { name: company.name.clone(), on, first });
    }
    let products: HashMap<DealId, String> = tx.deal_products(company.id).await?.into_iter().collect();
    let (mut books, chance) = (Books::new(&versions), Chance::from_seed(0));
    for event in &events {
        books.enter(event, product(&products, event), &mut |at| chance.id(at));
    }
    let case = Case { versions: &versions, programme: versions.at(now), books: &books, events: &events, on, now };
    let tier = case.tier(&mut tx, company.id).await?;
    let held = tier.as_ref().map(|tier| tier.held.tier.clone());
    let stale = office.stale_kits_on(&mut tx, on).await?;
    let (phase, reasons) = case.phase(&mut tx, company, &stale, held).await?;
    Ok(Explanation {
        company: company.id,
        name: company.name.clone(),
        on,
        events: events.len(),
        version: case.programme.version,
        tier,
        axes: case.axes(),
        lines: case.lines(&mut tx, lang).await?,
        duty: phase.reason().and_then(|reason| case.programme.stall(reason)).map(Duty::from),
        phase,
        reasons,
    })
}

struct Case<'a> {
    versions: &'a Versions,
    programme: &'a Programme,
    books: &'a Books<'a>,
    events: &'a [Activity],
    on: Day,
    now: Timestamp,
}

impl Case<'_> {
    /// The sum of the decisions until then: each is an event, and the last is decided again.
    async fn tier(&self, tx: &mut Tx, company: CompanyId) -> Result<Option<ExplainedTier>, NotExplained> {
        let happened = |id: ActivityId| self.events.iter().find(|event| event.id == id);
        let mut decisions: Vec<(ActivityId, TierDecision)> = tx.tier_decisions(company).await?;
        decisions.retain(|(id, _)| happened(*id).is_some());
        let Some((event, last)) = decisions.pop() else { return Ok(None) };
        let earlier: Vec<TierDecision> = decisions.into_iter().map(|(_, decision)| decision).collect();
        let mut held = TierStanding::of(&earlier);
        let at = happened(event).map_or(self.now, |event| event.at);
        let notes: Vec<MeasureNote> = tx.measure_notes(company).await?.into_iter().map(|one| one.note).collect();
        let again = decided_again(self.versions, self.books, self.events, &notes, held.as_ref(), at, &last);
        match &mut held {
            Some(held) => held.absorb(&last),
            None => held = Some(TierStanding::begun(&last)),
        }
        let Some(held) = held else { return Ok(None) };
        let (then, rules) = (self.versions.tier_rules(at), self.versions.tier_rules(self.now));
        let facts = self.facts(&rules, &notes, tx.curriculum().await?);
        let verdict = verdict(&rules.tiers, &held.tier, &facts);
        let asked = |tiers: &[Tier], facts: &TierFacts| {
            tiers.iter().find(|tier| tier.key == held.tier).map(|tier| tier.progress(facts)).unwrap_or_default()
        };
        Ok(Some(ExplainedTier {
            decision: ExplainedDecision {
                event,
                criteria: asked(&then.tiers, &last.facts),
                same: again.as_ref() == Some(&last),
                decision: last,
            },
            keeps: asked(&rules.tiers, &facts),
            name: verdict.current,
            next: verdict.next,
            held,
        }))
    }

    fn facts(&self, rules: &TierRules, notes: &[MeasureNote], curriculum: u64) -> TierFacts {
        let window = |months: u32| (months, self.books.window(self.events, window_start(self.on, months), self.now));
        TierFacts {
            as_of: self.on,
            certified_people: certified(self.books.standing(), curriculum),
            ever_won: self.books.standing().count(ActivityKind::DealWon) > 0,
            windows: windows(rules).into_iter().map(window).collect(),
            custom: MeasureNote::values(notes, measures(rules), self.on, self.now),
        }
    }

    fn axes(&self) -> Vec<AxisBalance> {
        let entries = || self.books.entries().map(|line| &line.entry);
        let balance = |axis| Balance::of(entries().filter(|entry| entry.axis == axis));
        let named = self.programme.axes.iter();
        named.map(|named| AxisBalance { axis: named.axis, name: named.name.clone(), balance: balance(named.axis) }).collect()
    }

    async fn lines(&self, tx: &mut Tx, lang: Lang) -> Result<Vec<ExplainedLine>, NotExplained> {
        let events: HashMap<ActivityId, &Activity> = self.events.iter().map(|event| (event.id, event)).collect();
        let mut names: HashMap<Subject, Option<String>> = HashMap::new();
        let mut lines = Vec::new();
        for entry in self.books.entries().map(|line| &line.entry) {
            let Some(event) = events.get(&entry.activity) else { continue };
            if let Vacant(unnamed) = names.entry(entry.subject) {
                unnamed.insert(about(tx, entry.subject, lang).await?);
            }
            lines.push(ExplainedLine {
                rule: self.rule(entry),
                event: (*event).clone(),
                about: names.get(&entry.subject).cloned().flatten(),
                entry: entry.clone(),
            });
        }
        lines.reverse();
        Ok(lines)
    }

    fn rule(&self, entry: &Entry) -> Option<Bilingual> {
        let version = self.versions.all().find(|version| version.version == entry.rule_version)?;
        Some(version.rule(&entry.rule)?.name.clone())
    }

    async fn phase(
        &self,
        tx: &mut Tx,
        company: &Company,
        stale: &StaleKits,
        held: Option<String>,
    ) -> Result<(PhaseVerdict, Vec<Reason>), NotExplained> {
        let open: Vec<DealRegistration> = tx.open_deals_of_company(company.id).await?.into_iter().map(|open| open.deal).collect();
        let answer = |deal: DealId, since: Timestamp| first_answer(open.iter().find(|one| one.id == deal), since);
        let mut late = overdue_at(self.events, self.now, |from| deadlines(self.versions.at(from), from), answer);
        late.append(&mut self.late_questions(tx, company.id).await?);
        let overdue = u32::try_from(late.len()).unwrap_or(u32::MAX);
        let champion_left = tx.is_without_its_champion(company.id, self.now).await?;
        let facts = PhaseFacts { champion_left, ..stale.facts(company, overdue, held) };
        let phase = judge(self.programme, self.books.standing(), &facts, self.now);
        let reason = |evidence: &_| Reason::behind(*evidence, &phase, self.events, &late, self.now);
        let reasons = phase.evidence.iter().map(reason).collect();
        Ok((phase, reasons))
    }
}

impl Case<'_> {
    /// The questions that the vendor had not answered in time, by their last turn: of earlier ones the promised time is not kept.
    async fn late_questions(&self, tx: &mut Tx, company: CompanyId) -> Result<Vec<Activity>, NotExplained> {
        let mut late = Vec::new();
        for question in tx.questions_of_company(company, QUESTIONS_SEEN).await? {
            if question.since > self.now || question.due >= self.now || question.state == QuestionState::Withdrawn {
                continue;
            }
            let posts = tx.posts_of(question.id).await?;
            let answered = posts.iter().any(|post| post.side == Side::Vendor && post.at >= question.since && post.at <= self.now);
            let solved = question.state == QuestionState::Solved && question.moved_at <= self.now;
            if !answered && !solved {
                let asked = |event: &&Activity| event.kind == ActivityKind::QuestionAsked && event.at == question.asked_at;
                late.extend(self.events.iter().find(asked).cloned());
            }
        }
        Ok(late)
    }
}

/// As the registration itself tells, while it waits for the same decision.
fn first_answer(deal: Option<&DealRegistration>, submitted: Timestamp) -> FirstAnswer {
    match deal.map(|deal| (&deal.status, deal.promised_since())) {
        Some((RegistrationStatus::Submitted, since)) if since == submitted => FirstAnswer::NotYet,
        Some((RegistrationStatus::InReview { since, .. }, _)) if *since >= submitted => FirstAnswer::At(*since),
        _ => FirstAnswer::Untold,
    }
}

async fn about(tx: &mut Tx, subject: Subject, lang: Lang) -> Result<Option<String>, StoreError> {
    Ok(match subject {
        Subject::None => None,
        Subject::Deal(deal) => tx.deal_name(deal).await?,
        Subject::Document(document) => tx.document_name(document, lang).await?.map(|(_, title)| title),
    })
}
