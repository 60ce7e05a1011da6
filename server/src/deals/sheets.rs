//! What the pages about deals show.

use std::collections::BTreeMap;

use jiso::{
    activity::{Activity, ActivityKind, Subject},
    caller::Caller,
    deals::{
        AftercareLine, Approving, Asking, CorrectionForm, Deadlines, DealAction, DealCard, DealPath, DealRegistration, DealSheet,
        DealWork, Eligibility, ExtensionOffer, Granting, Happening, PointsAhead, PointsHere, ProductLabel, ReviewDesk,
        ReviewLine, ReviewSheet, ReviewShow, ReviewWish, RivalLine, RivalStanding, StatusKey, TimelineEntry, VendorsWord, Yes,
        side_by_side, verdict,
    },
    failure::{Answer, Failure, Problem},
    home::Clock,
    id::{ActivityId, CompanyId, UserId},
    lang::Bilingual,
    page::{PAGE_SIZE, Page, offset},
    phases::Standing,
    points::{Reviewed, expected, paying},
    programme::Programme,
    time::Timestamp,
};
use jiso_store::{Tx, deals::NamedDeal};

use crate::office::Office;

/// Similar claims that a reviewer compares at most.
const RIVALS_SHOWN: usize = 12;

pub fn product_keys(programme: &Programme) -> Vec<&str> {
    programme.products.iter().map(|product| product.key.as_str()).collect()
}

pub fn products(programme: &Programme) -> Vec<ProductLabel> {
    programme.products.iter().map(|p| ProductLabel { key: p.key.clone(), name: p.name.clone() }).collect()
}

/// A product that the programme has dropped is called by its key.
pub fn product(programme: &Programme, key: &str) -> ProductLabel {
    let name = programme.product(key).map(|product| product.name.clone());
    ProductLabel { key: key.to_owned(), name: name.unwrap_or_else(|| Bilingual { ja: key.to_owned(), en: key.to_owned() }) }
}

/// The products that a verdict is about; none while no product of the programme is chosen.
pub fn family(programme: &Programme, product: &str) -> Option<Vec<String>> {
    programme.product(product).map(|product| programme.family(&product.key))
}

pub fn deadlines(programme: &Programme, from: Timestamp) -> Deadlines {
    let promises = &programme.promises;
    Deadlines {
        respond_by: programme.calendar.add_business_days(from, promises.first_response_business_days),
        decide_by: programme.calendar.add_business_days(from, promises.decision_business_days),
    }
}

/// What registering, and what follows, would bring the company now.
pub fn points_ahead(programme: &Programme, standing: &Standing, reviewed: &Reviewed, now: Timestamp) -> Vec<PointsAhead> {
    let ahead = |what| {
        paying(programme, what, standing, reviewed, now).map(move |payment| PointsAhead {
            what,
            points: payment.points,
            rule: payment.rule.name.clone(),
            provisional: payment.rule.is_provisional(),
            hold_days: payment.rule.hold_days,
            cut: payment.cut,
            until: payment.until,
            added: payment.added,
        })
    };
    [ActivityKind::DealRegistered, ActivityKind::DealWon].into_iter().flat_map(ahead).collect()
}

/// A protection is near its end; earlier, more of it would only hide that nothing moves.
pub fn ends_soon(programme: &Programme, deal: &DealRegistration, now: Timestamp) -> bool {
    let promises = &programme.promises;
    let reminder = promises.reminder_days.iter().max().copied().unwrap_or(promises.extension_days);
    let last_day = deal.status.approval().map(|approval| approval.protection.last_day);
    last_day.is_some_and(|last_day| last_day <= now.day().plus(i32::from(reminder)))
}

/// Near the end of a protection whose one extension is unspent.
pub fn extension(
    programme: &Programme,
    deal: &DealRegistration,
    activities: &[Activity],
    now: Timestamp,
) -> Option<ExtensionOffer> {
    let promises = &programme.promises;
    let since = now.plus_days(-i64::from(promises.extension_activity_days));
    let active = activities.iter().any(|activity| activity.kind.is_partners() && activity.at >= since);
    let offer = ExtensionOffer { days: promises.extension_days, active, within_days: promises.extension_activity_days };
    (ends_soon(programme, deal, now) && deal.allows(DealAction::Extend)).then_some(offer)
}

/// What the programme gives a partner for a late review.
fn late_points(programme: &Programme, now: Timestamp) -> i64 {
    expected(programme, ActivityKind::ReviewLate, &Standing::default(), &Reviewed::default(), now).points
}

async fn name_of(tx: &mut Tx, user: Option<UserId>) -> Answer<String> {
    Ok(match user {
        Some(id) => tx.user(id).await?.map(|user| user.name).unwrap_or_default(),
        None => String::new(),
    })
}

async fn words(tx: &mut Tx, deal: &DealRegistration) -> Answer<VendorsWord> {
    let name = name_of(tx, deal.status.speaker()).await?;
    Ok(VendorsWord::of(&deal.status, |_| name.clone()))
}

impl Office {
    /// The vendor's promises, and the room the company's tier gives it.
    pub(super) async fn eligibility(&self, tx: &mut Tx, company: CompanyId, standing: &Standing) -> Answer<Eligibility> {
        let programme = self.programme();
        let tier = self.tier_of(tx, company, standing).await?;
        let promises = &programme.promises;
        Ok(Eligibility {
            open_registrations: tx.count_open_deals(company).await?,
            capacity: programme.tier(&tier.key).map(|tier| tier.open_registrations),
            protection_days: promises.protection_days,
            respond_within: promises.first_response_business_days,
            decide_within: promises.decision_business_days,
        })
    }

    /// # Errors
    /// [`Failure::Invalid`] when the tier's number of open registrations is reached.
    pub(super) async fn has_room(&self, tx: &mut Tx, company: CompanyId, open: u32) -> Answer<()> {
        // Few companies come near their number, and only of those the tier has to be found.
        let least = self.programme().tiers.iter().map(|tier| tier.open_registrations).min();
        if least.is_some_and(|least| open < least) {
            return Ok(());
        }
        let standing = tx.standing(company).await?;
        let eligibility = self.eligibility(tx, company, &standing).await?;
        let full = eligibility.capacity.filter(|_| !eligibility.has_room());
        full.map_or(Ok(()), |max| Err(Failure::invalid("customer", Problem::NoRoom { max })))
    }

    /// What a registration takes to be approved. Only where a rule may be about it, the tier has to be found.
    pub(super) async fn approving(&self, tx: &mut Tx, deal: &DealRegistration) -> Answer<Approving> {
        let (programme, facts) = (self.programme(), &deal.facts);
        let mut rules = programme.approvals.iter().filter(|rule| rule.fits(&facts.product, facts.territory, facts.amount.minor));
        if rules.all(|rule| rule.approving() == Approving::By(1)) {
            return Ok(Approving::By(1));
        }
        let standing = tx.standing(deal.company).await?;
        let tier = self.tier_of(tx, deal.company, &standing).await?;
        Ok(programme.approving(facts, &tier.key))
    }

    pub(super) async fn granting(&self, tx: &mut Tx, deal: &DealRegistration) -> Answer<Granting> {
        let programme = self.programme();
        Ok(Granting {
            people: self.approving(tx, deal).await?.people(),
            days: programme.promises.protection_days,
            family: programme.family(&deal.facts.product),
        })
    }

    pub(super) async fn deal_sheet(&self, tx: &mut Tx, caller: &Caller, found: NamedDeal) -> Answer<DealSheet> {
        let (programme, now) = (self.programme(), self.now());
        let NamedDeal { deal, owner_name, .. } = found;
        let activities = tx.activities_about(deal.company, deal.id.uuid()).await?;
        let extension = extension(&programme, &deal, &activities, now);
        let aftercare = AftercareLine::all(&deal, &activities, programme.promises.healthy_months);
        let part = self.part(tx, caller, &deal).await?;
        let mut timeline = timeline(tx, &programme, &deal, activities).await?;
        timeline.append(&mut self.noted(tx, &deal, part).await?);
        let (files, mut filed) = self.files_for_part(tx, &deal, part).await?;
        timeline.append(&mut filed);
        timeline.append(&mut self.splits(tx, &programme, &deal, Some(deal.company)).await?);
        timeline.sort_by_key(|entry| std::cmp::Reverse(entry.at));
        let mut actions = deal.actions(true);
        actions.retain(|action| part.may(action.work()));
        let people = self.approving(tx, &deal).await?.people();
        Ok(DealSheet {
            card: DealCard::of(&deal, owner_name, product(&programme, &deal.facts.product)),
            path: DealPath::of(&deal, now, late_points(&programme, now), people),
            word: words(tx, &deal).await?,
            timeline,
            version: deal.version,
            correction: (!deal.open_fields().is_empty() && part.may(DealWork::Advance)).then(|| CorrectionForm::of(&deal)),
            appeal: deal.appeal.clone(),
            extension: extension.filter(|_| part.may(DealWork::Decide)),
            visits: self.deal_visits(tx, &deal, caller).await?,
            board: tx.has_board(deal.id).await?,
            aftercare,
            products: products(&programme),
            may_ask: ends_soon(&programme, &deal, now) && actions.contains(&DealAction::AskExtension),
            actions,
            asking: Asking::of(&deal),
            declined: deal.status.approval().and_then(|approval| approval.declined.clone()),
            stale_days: Some(programme.promises.stale_days).filter(|days| deal.is_stale(now.day(), *days)),
            colleagues: self.colleagues(tx, caller, &deal).await?,
            team: self.team(tx, &deal, part).await?,
            proposals: self.proposals_of(tx, caller, deal.id).await?,
            files,
        })
    }

    pub(super) async fn desk(&self, tx: &mut Tx, wish: ReviewWish) -> Answer<ReviewDesk> {
        let (programme, now) = (self.programme(), self.now());
        let (limit, skip) = (i64::from(PAGE_SIZE) + 1, offset(wish.page));
        let deals = match wish.show {
            ReviewShow::WaitingForUs => tx.deals_waiting(limit, skip).await?,
            ReviewShow::Status(status) => tx.deals_by_change(Some(status), limit, skip).await?,
            ReviewShow::Stale => tx.stale_deals(now.day(), programme.promises.stale_days, limit, skip).await?,
            ReviewShow::All => tx.deals_by_change(None, limit, skip).await?,
        };
        let mut lines = Vec::with_capacity(deals.len());
        for NamedDeal { deal, company_name, .. } in deals {
            let reviewer = deal.status.speaker();
            lines.push(ReviewLine {
                id: deal.id,
                number: deal.number,
                company: deal.company,
                company_name,
                customer: deal.facts.customer.name.clone(),
                amount: deal.amount().clone(),
                status: deal.status.key(),
                submitted_at: deal.submitted_at,
                due: DealPath::of(&deal, now, late_points(&programme, now), 1).due.filter(|_| deal.promise().is_some()),
                clock: deal.promise().map(|(_, due)| Clock::read(&programme.calendar, deal.promised_since(), due, now)),
                reviewer: if reviewer.is_some() { Some(name_of(tx, reviewer).await?) } else { None },
                appealed: deal.appeal.is_some(),
                still_since: (wish.show == ReviewShow::Stale).then(|| deal.changed_at.day()),
                given: u32::try_from(given_so_far(&deal).len()).unwrap_or(u32::MAX),
            });
        }
        let (waiting, overdue) = tx.count_waiting_deals(now).await?;
        let visits = if wish.show == ReviewShow::WaitingForUs { self.visit_lines(tx).await? } else { Vec::new() };
        let questions = self.many_questions(tx).await?;
        Ok(ReviewDesk { lines: Page::from_rows(lines, wish.page), waiting, overdue, visits, questions })
    }

    pub(super) async fn sheet_to_review(&self, tx: &mut Tx, caller: &Caller, found: NamedDeal) -> Answer<ReviewSheet> {
        let (programme, now) = (self.programme(), self.now());
        let NamedDeal { deal, company_name, owner_name } = found;
        let activities = tx.activities_about(deal.company, deal.id.uuid()).await?;
        let aftercare = AftercareLine::all(&deal, &activities, programme.promises.healthy_months);
        let claim = deal.claim(programme.family(&deal.facts.product));
        let claims = tx.rivals(&claim, now.day()).await?;
        let mut rivals = Vec::new();
        for (rival, sameness) in side_by_side(&claim, &claims, now.day()).into_iter().take(RIVALS_SHOWN) {
            let Some(NamedDeal { deal, company_name, .. }) = tx.deal(rival.deal).await? else { continue };
            let identity = deal.facts.customer.identity;
            rivals.push(RivalLine {
                id: deal.id,
                number: deal.number,
                company: deal.company,
                company_name,
                customer: deal.facts.customer.name,
                corporate_number: identity.corporate_number.map(|number| number.to_string()),
                domain: identity.domain.map(|domain| domain.to_string()),
                status: deal.status.key(),
                stage: deal.stage,
                submitted_at: deal.submitted_at,
                protected_until: match rival.standing {
                    RivalStanding::Protected { last_day } => Some(last_day),
                    _ => None,
                },
                sameness,
            });
        }
        let people = self.approving(tx, &deal).await?.people();
        let mut given = Vec::new();
        for yes in given_so_far(&deal) {
            given.push(name_of(tx, Some(yes.by)).await?);
        }
        let mut actions = deal.actions(false);
        // One's own yes is given; the next must be another's.
        let waits = given_so_far(&deal).iter().any(|yes| yes.by == caller.user) && given.len() < usize::from(people);
        actions.retain(|action| !waits || *action != DealAction::Approve);
        let mut timeline = timeline(tx, &programme, &deal, activities).await?;
        let (files, mut filed) = self.files_for_vendor(tx, &deal).await?;
        timeline.append(&mut filed);
        timeline.append(&mut self.splits(tx, &programme, &deal, None).await?);
        timeline.sort_by_key(|entry| std::cmp::Reverse(entry.at));
        Ok(ReviewSheet {
            card: DealCard::of(&deal, owner_name, product(&programme, &deal.facts.product)),
            company: deal.company,
            company_name,
            path: DealPath::of(&deal, now, late_points(&programme, now), people),
            word: words(tx, &deal).await?,
            appeal: deal.appeal.clone(),
            verdict: verdict(&claim, &claims, now.day()),
            rivals,
            timeline,
            split: self.split_offer(&programme, &deal),
            actions,
            asking: Asking::of(&deal),
            extension_days: programme.promises.extension_days,
            given,
            people,
            visits: self.deal_visits(tx, &deal, caller).await?,
            board: tx.has_board(deal.id).await?,
            aftercare,
            today: now.day(),
            protection_days: programme.promises.protection_days,
            version: deal.version,
            proposals: self.proposals_of(tx, caller, deal.id).await?,
            files,
        })
    }
}

/// Who has said yes to what is still being decided.
fn given_so_far(deal: &DealRegistration) -> &[Yes] {
    if deal.status.key() == StatusKey::InReview { deal.status.given() } else { &[] }
}

/// What happened to a deal and what it earned, newest first.
async fn timeline(
    tx: &mut Tx,
    programme: &Programme,
    deal: &DealRegistration,
    activities: Vec<Activity>,
) -> Answer<Vec<TimelineEntry>> {
    let about = Subject::Deal(deal.id);
    let mut points: BTreeMap<ActivityId, Vec<PointsHere>> = BTreeMap::new();
    for line in tx.entries_around(deal.company, about, &[], None).await?.into_iter().filter(|line| line.entry.subject == about) {
        let key = &line.entry.rule;
        let name = programme.rule(key).map(|rule| rule.name.clone());
        let here = PointsHere::of(&line.entry, name.unwrap_or_else(|| Bilingual { ja: key.clone(), en: key.clone() }));
        points.entry(line.entry.activity).or_default().push(here);
    }
    let mut names: BTreeMap<UserId, String> = BTreeMap::new();
    let mut entries = Vec::with_capacity(activities.len());
    // Files are told of by their names, to who may read them,
    // and splits by what they are of.
    let is_filing = |activity: &Activity| {
        use ActivityKind as K;
        matches!(activity.kind, K::DealFiled | K::DealUnfiled | K::DealSplit | K::DealSplitOff)
    };
    for activity in activities.into_iter().rev().filter(|activity| !is_filing(activity)) {
        // A milestone counts as the step that led there, but the person who took it is known.
        let partners =
            activity.kind.is_partners() || matches!(activity.kind, ActivityKind::MeetingHeld | ActivityKind::ProposalMade);
        let who = activity.user.filter(|_| partners);
        if let Some(user) = who
            && !names.contains_key(&user)
        {
            let name = name_of(tx, who).await?;
            names.insert(user, name);
        }
        entries.push(TimelineEntry {
            at: activity.at,
            what: Happening::Deed(activity.kind),
            who: who.and_then(|user| names.get(&user).cloned()),
            amount: activity.amount,
            points: points.remove(&activity.id).unwrap_or_default(),
        });
    }
    Ok(entries)
}
