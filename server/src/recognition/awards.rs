//! Yearly awards: the rubric's ranking of a year, who was named, and the decision.

use std::collections::{HashMap, hash_map::Entry::Vacant};

use jiso::{
    accounts::access::Action,
    activity::{Activity, ActivityKind, Origin, Subject},
    caller::Caller,
    failure::{Answer, Conflict, Failure, Problem},
    id::{CompanyId, UserId},
    recognition::{
        AwardChoice, AwardLine, AwardMeasure, AwardRule, AwardShown, AwardsDesk, CategoryDesk, Evidence, Granted, NominationForm,
        Nominee, SelfNaming, Words, YearFigures,
    },
    time::{Day, MonthKey, Timestamp},
};
use jiso_store::{
    Tx,
    recognition::{Nomination, NominationRow, StoredAward},
};

use crate::office::Office;

/// How many of a category the rubric names.
const BY_RUBRIC: usize = 3;
/// Events shown behind a nominee's figures.
const EVIDENCE: i64 = 5;
/// Years one may look back.
const YEARS: i32 = 5;
/// Of the hall of fame.
const FIRST_YEAR: i32 = 1970;

impl Office {
    pub(super) async fn awards_desk(&self, caller: &Caller, year: Option<i32>, naming: Option<CompanyId>) -> Answer<AwardsDesk> {
        let (programme, today) = (self.programme(), self.now().day());
        let years: Vec<i32> = (0..YEARS).map(|back| today.year() - back).collect();
        // Before March one looks back at the year that has just ended.
        let year = year.unwrap_or(if today.month() < 3 { today.year() - 1 } else { today.year() });
        if !years.contains(&year) {
            return Err(Failure::NotFound);
        }
        let mut tx = self.store.read().await?;
        let naming = match naming {
            Some(company) => Some((company, tx.company(company).await?.ok_or(Failure::NotFound)?.name)),
            None => None,
        };
        let granted = tx.awards(year, year).await?;
        let named = tx.nominations(year).await?;
        let mut categories = Vec::with_capacity(programme.awards.len());
        let mut figures = Figures::default();
        for rule in &programme.awards {
            let ranking = self.year_ranking(&mut tx, &mut figures, rule, year).await?;
            categories.push(self.category(&mut tx, caller, year, rule, ranking, &granted, &named).await?);
        }
        Ok(AwardsDesk {
            year,
            years,
            over: year < today.year(),
            categories,
            gifts: tx.gifts(super::GIFTS_SHOWN).await?,
            most_yen: programme.recognition.gifts.most_yen,
            naming,
            key: self.new_id::<()>().to_string(),
        })
    }

    #[expect(clippy::too_many_arguments, reason = "everything that was read once for all categories")]
    async fn category(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        year: i32,
        rule: &AwardRule,
        ranking: Vec<AwardLine>,
        granted: &[StoredAward],
        named: &[NominationRow],
    ) -> Answer<CategoryDesk> {
        let granted = granted.iter().find(|award| award.category == rule.key);
        let all: u32 = rule.rubric.iter().map(|line| u32::from(line.weight)).sum::<u32>().max(1);
        let mut nominees = Vec::new();
        for (place, line) in ranking.into_iter().enumerate() {
            let of_it = |one: &&NominationRow| one.category == rule.key && one.company_id == line.company.uuid();
            let words: Vec<Words> = named.iter().filter(of_it).map(words).collect();
            let by_rubric = place < BY_RUBRIC;
            if granted.is_none() && (by_rubric || !words.is_empty()) {
                let events = self.evidence(tx, caller, year, rule, line.company).await?;
                nominees.push(Nominee { line, by_rubric, words, events });
            }
        }
        Ok(CategoryDesk {
            key: rule.key.clone(),
            name: rule.name.clone(),
            rubric: rule.rubric.iter().map(|line| (line.text.clone(), u32::from(line.weight) * 100 / all)).collect(),
            nominees,
            granted: granted.map(|award| Granted {
                line: award.facts.clone(),
                by: award.by.clone(),
                at: award.at,
                reason: award.reason.clone(),
            }),
        })
    }

    /// The newest events of a year that a rubric counts.
    async fn evidence(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        year: i32,
        rule: &AwardRule,
        company: CompanyId,
    ) -> Answer<Vec<Evidence>> {
        let (from, until) = bounds(year);
        let mut kinds: Vec<ActivityKind> = rule.rubric.iter().filter_map(|line| counted(line.measure)).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let mut events = Vec::new();
        for kind in kinds {
            for event in tx.events_of_kind(company, kind, from, until, EVIDENCE).await? {
                let subject = self.subject_link(tx, caller, event.subject).await?;
                events.push(Evidence { at: event.at, kind, subject });
            }
        }
        events.sort_by_key(|event| std::cmp::Reverse(event.at));
        events.truncate(usize::try_from(EVIDENCE).unwrap_or(5));
        Ok(events)
    }

    async fn year_ranking(&self, tx: &mut Tx, read: &mut Figures, rule: &AwardRule, year: i32) -> Answer<Vec<AwardLine>> {
        let last = last_day(year);
        if read.companies.is_empty() {
            read.companies = tx.companies_signed_by(last).await?;
        }
        for line in &rule.rubric {
            if let Vacant(unread) = read.values.entry(line.measure) {
                unread.insert(self.year_values(tx, line.measure, year).await?);
            }
        }
        let value = |measure: AwardMeasure, company: CompanyId| {
            read.values.get(&measure).and_then(|values| values.get(&company)).copied().unwrap_or(0)
        };
        let figures: Vec<YearFigures> = read
            .companies
            .iter()
            .map(|(company, name, contract_day)| YearFigures {
                company: *company,
                name: name.clone(),
                contract_day: *contract_day,
                values: rule.rubric.iter().map(|line| value(line.measure, *company)).collect(),
            })
            .collect();
        Ok(rule.ranking(&figures, last, self.programme().promises.rookie_months.into()))
    }

    async fn year_values(&self, tx: &mut Tx, measure: AwardMeasure, year: i32) -> Answer<HashMap<CompanyId, i64>> {
        let (from, until) = bounds(year);
        let months = (MonthKey(year * 12), MonthKey(year * 12 + 11));
        Ok(match measure {
            AwardMeasure::Points(axis) => tx.points_by_company(axis, months).await?.into_iter().collect(),
            AwardMeasure::Count(kind) => tx.counts_by_company(kind, from, until).await?.into_iter().collect(),
            AwardMeasure::Yen(kind) => tx.amounts_by_company(kind, from, until).await?.into_iter().collect(),
            AwardMeasure::MonthsActive => {
                let active = |id: CompanyId, months: usize| (id, i64::try_from(months).unwrap_or(12));
                let of_year = |month: &&MonthKey| month.year() == year;
                let standings = self.all_standings(tx).await?;
                standings.into_iter().map(|(id, one)| active(id, one.origins.keys().filter(of_year).count())).collect()
            }
        })
    }

    /// A partner names itself for this year, a manager any company for a year that is not decided.
    pub(super) async fn name_for_award(&self, caller: &Caller, form: NominationForm) -> Answer<()> {
        let programme = self.programme();
        let company = if let Some(own) = caller.company {
            own
        } else {
            caller.may(Action::Recognise)?;
            form.company.parse().map_err(|_| Failure::NotFound)?
        };
        let new = form.read(&programme.awards)?;
        let at = self.now();
        let mut tx = self.store.write().await?;
        tx.company(company).await?.ok_or(Failure::NotFound)?;
        let nomination = Nomination {
            id: new.id,
            year: at.day().year(),
            category: new.category,
            company,
            by: caller.user,
            by_partner: caller.company.is_some(),
            text: new.text,
            at,
        };
        if !tx.insert_nomination(&nomination).await? {
            return Err(Failure::invalid("category", Problem::AlreadyTaken));
        }
        let by = caller.company.map(|_| caller.user);
        self.record(&mut tx, self.honour(company, by, ActivityKind::AwardNominated, at)).await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn grant_award(&self, caller: &Caller, choice: AwardChoice) -> Answer<()> {
        let programme = self.programme();
        let rule = programme.awards.iter().find(|rule| rule.key == choice.category).ok_or(Failure::NotFound)?;
        let at = self.now();
        if choice.year >= at.day().year() || choice.year < at.day().year() - YEARS {
            return Err(Failure::NotFound);
        }
        let ranking = {
            let mut tx = self.store.read().await?;
            self.year_ranking(&mut tx, &mut Figures::default(), rule, choice.year).await?
        };
        let line = ranking.into_iter().find(|line| line.company == choice.company);
        let line = line.ok_or_else(|| Failure::invalid("company", Problem::NotOffered))?;
        let mut tx = self.store.write().await?;
        if let Some(before) = tx.awards(choice.year, choice.year).await?.into_iter().find(|award| award.category == rule.key) {
            if before.company == choice.company {
                return Ok(());
            }
            return Err(Failure::Conflict { conflict: Conflict::Decided { by: before.by, at: before.at } });
        }
        let activity = self.honour(choice.company, None, ActivityKind::AwardGranted, at);
        let id = activity.id;
        self.record(&mut tx, activity).await?;
        tx.insert_award(id, choice.year, &rule.key, caller.user, &choice.reason, &line).await?;
        self.plan_gift(&mut tx, caller, id, choice.company, programme.recognition.gifts.award_yen).await?;
        Ok(tx.commit().await?)
    }

    pub(super) fn honour(&self, company: CompanyId, user: Option<UserId>, kind: ActivityKind, at: Timestamp) -> Activity {
        let origin = if user.is_some() { Origin::SelfStarted } else { Origin::Vendor };
        Activity { id: self.chance.id(at), at, company, user, kind, origin, subject: Subject::None, amount: None }
    }

    pub(super) async fn awards_shown(&self, tx: &mut Tx, caller: &Caller) -> Answer<Vec<AwardShown>> {
        let programme = self.programme();
        let shown = |award: StoredAward| {
            let category = programme.awards.iter().find(|rule| rule.key == award.category)?.name.clone();
            let own = caller.company == Some(award.company);
            let may_see = own || award.named || caller.company.is_none();
            Some(AwardShown {
                year: award.year,
                category,
                name: may_see.then_some(award.company_name),
                own,
                // It may name the company.
                reason: may_see.then_some(award.reason),
            })
        };
        let last = self.now().day().year();
        Ok(tx.awards(FIRST_YEAR, last).await?.into_iter().filter_map(shown).collect())
    }

    pub(super) async fn self_naming(&self, tx: &mut Tx, caller: &Caller) -> Answer<Option<SelfNaming>> {
        let Some(company) = caller.company else { return Ok(None) };
        let (programme, year) = (self.programme(), self.now().day().year());
        let named = tx.own_nominations(year, company).await?;
        let category = |rule: &AwardRule| (rule.key.clone(), rule.name.clone(), named.contains(&rule.key));
        let categories = programme.awards.iter().map(category).collect();
        Ok(Some(SelfNaming { year, categories, key: self.new_id::<()>().to_string() }))
    }
}

/// What was read of a year, for all categories.
#[derive(Default)]
struct Figures {
    companies: Vec<(CompanyId, String, Day)>,
    values: HashMap<AwardMeasure, HashMap<CompanyId, i64>>,
}

fn words(one: &NominationRow) -> Words {
    Words { by: one.by_name.clone(), by_partner: one.by_partner, text: one.text.clone() }
}

const fn counted(measure: AwardMeasure) -> Option<ActivityKind> {
    match measure {
        AwardMeasure::Count(kind) | AwardMeasure::Yen(kind) => Some(kind),
        AwardMeasure::Points(_) | AwardMeasure::MonthsActive => None,
    }
}

fn last_day(year: i32) -> Day {
    MonthKey(year * 12 + 12).first_day().plus(-1)
}

fn bounds(year: i32) -> (Timestamp, Timestamp) {
    (MonthKey(year * 12).first_day().start(), MonthKey(year * 12 + 12).first_day().start())
}
