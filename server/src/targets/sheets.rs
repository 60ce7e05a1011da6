//! What the pages show of targets.

use std::collections::{BTreeMap, HashMap};

use jiso::{
    caller::Caller,
    deals::{Claim, RivalClaim, Verdict, verdict},
    failure::Answer,
    id::{CompanyId, TargetId},
    lang::Lang,
    publishing::DocumentKind,
    targets::{
        Fit, KitName, Known, ListLine, OverlapKept, PassCount, PassReason, PassedView, Standing, TargetAccount, TargetDesk,
        TargetLine, TargetList, TargetListSheet, TargetView, TargetsSheet, fit, ranked,
    },
};
use jiso_store::{Tx, targets::Pass};

use crate::{kits::canonical, office::Office};

impl Office {
    pub(crate) async fn targets_sheet(&self, tx: &mut Tx, caller: &Caller, company: CompanyId) -> Answer<TargetsSheet> {
        let today = self.now().day();
        let lists: Vec<_> =
            tx.target_lists().await?.into_iter().filter(|list| list.is_for(company)).map(|list| list.id).collect();
        let targets = tx.targets().await?.into_iter().filter(|target| lists.contains(&target.list));
        let passes = tx.passes_of_company(company).await?;
        let rivals = tx.target_rivals(today).await?;
        let known = self.known_of(tx, company).await?;
        let hashes = self.hashes_of(tx, company).await?;
        let kits = self.kit_names(tx, caller.lang).await?;
        let mut sheet =
            TargetsSheet { open: Vec::new(), pipeline: Vec::new(), taken: Vec::new(), passed: Vec::new(), overlap: None };
        let (mut fits, mut overlapping) = (Vec::new(), 0);
        for target in targets {
            let customer = hashes.as_ref().is_some_and(|(hashes, _)| hashes.know(&target));
            overlapping += u32::from(customer);
            let told = verdict_on(&target, company, rivals.get(&target.id).map_or(&[], Vec::as_slice), today);
            fits.push((fit(&target.facts, &known, told, customer), target));
        }
        sheet.overlap =
            hashes.map(|(hashes, kept)| OverlapKept { at: kept.at, hashes: number(hashes.count()), targets: overlapping });
        let fits = fits.into_iter().map(|(fit, target)| (target, fit)).collect();
        for (target, fit) in ranked(fits, |target: &TargetAccount| (target.added_at, target.id)) {
            let passed = passes.iter().find(|pass| pass.target == target.id);
            match (fit.standing, passed) {
                (Standing::Ours(_), _) => sheet.pipeline.push(view(target, fit, &kits)),
                (_, Some(pass)) => sheet.passed.push(PassedView {
                    id: target.id,
                    customer: target.facts.customer.name,
                    reason: pass.reason,
                    by: pass.by.clone(),
                    at: pass.at,
                }),
                (Standing::Taken(_), _) => sheet.taken.push(view(target, fit, &kits)),
                (Standing::Open, _) => sheet.open.push(view(target, fit, &kits)),
            }
        }
        Ok(sheet)
    }

    async fn known_of(&self, tx: &mut Tx, company: CompanyId) -> Answer<Known> {
        let done = tx.done_by_company(company).await?;
        let trade = tx.company(company).await?.map(|company| company.industry).unwrap_or_default();
        let mut known = Known { trade, areas: done.areas.into_iter().collect(), ..Known::default() };
        for (industry, size, orders) in done.won {
            *known.won.entry(industry).or_default() += orders;
            *known.won_sizes.entry(size).or_default() += orders;
        }
        let scripts = self.published(tx, &[DocumentKind::Script], Lang::Ja).await?;
        for script in scripts.iter() {
            let read = done.opened.contains(&canonical(tx, script).await?);
            let industries = script.meta.kit().map(|kit| kit.facets.industries.clone()).unwrap_or_default();
            for industry in industries.iter().filter_map(|one| jiso::deals::Industry::parse(one.as_str())) {
                if read { known.read.push(industry) } else { known.scripts.push(industry) }
            }
        }
        Ok(known)
    }

    /// Published kits that one can open, by title.
    pub(crate) async fn kit_names(&self, tx: &mut Tx, lang: Lang) -> Answer<Vec<KitName>> {
        let kits = self.published(tx, &DocumentKind::KITS, lang).await?;
        let mut names: Vec<KitName> =
            kits.iter().map(|text| KitName { slug: text.path.slug.clone(), title: text.meta.title.clone() }).collect();
        names.sort_by(|a, b| a.title.cmp(&b.title).then_with(|| a.slug.cmp(&b.slug)));
        Ok(names)
    }

    pub(super) async fn target_desk(&self, tx: &mut Tx) -> Answer<TargetDesk> {
        let names = company_names(tx).await?;
        let (targets, passes) = (tx.targets().await?, tx.passes().await?);
        let rivals = tx.target_rivals(self.now().day()).await?;
        let line = |list: TargetList| {
            let of_list: Vec<&TargetAccount> = targets.iter().filter(|target| target.list == list.id).collect();
            ListLine {
                id: list.id,
                accounts: number(of_list.len()),
                registered: number(of_list.iter().filter(|target| !registered(target, &rivals).is_empty()).count()),
                passes: number(passes.iter().filter(|pass| of_list.iter().any(|target| target.id == pass.target)).count()),
                companies: named(&list.companies, &names),
                name: list.name,
            }
        };
        let lists = tx.target_lists().await?.into_iter().map(line).collect();
        Ok(TargetDesk { lists, key: self.new_id::<()>().to_string(), companies: names })
    }

    pub(super) async fn target_list_sheet(&self, tx: &mut Tx, caller: &Caller, list: TargetList) -> Answer<TargetListSheet> {
        let names = company_names(tx).await?;
        let rivals = tx.target_rivals(self.now().day()).await?;
        let passes = tx.passes().await?;
        let kits = self.kit_names(tx, caller.lang).await?;
        let targets: Vec<_> = tx.targets().await?.into_iter().filter(|target| target.list == list.id).collect();
        let asked: Vec<_> = self.all_hashes(tx).await?.into_iter().filter(|hashes| list.is_for(hashes.company())).collect();
        let overlap = asked.iter().map(|hashes| targets.iter().filter(|target| hashes.know(target)).count()).sum();
        Ok(TargetListSheet {
            id: list.id,
            companies: named(&list.companies, &names),
            name: list.name,
            lines: targets.into_iter().map(|target| line(target, &rivals, &passes, &names, &kits)).collect(),
            kits,
            overlap: number(overlap),
            counted: number(asked.len()),
        })
    }
}

/// What a company would be told when it registered a target.
fn verdict_on(target: &TargetAccount, company: CompanyId, rivals: &[RivalClaim], today: jiso::time::Day) -> Verdict {
    let customer = target.facts.customer.identity.clone();
    verdict(&Claim { deal: None, company, customer, products: None }, rivals, today)
}

fn view(target: TargetAccount, fit: Fit, kits: &[KitName]) -> TargetView {
    let facts = target.facts;
    TargetView {
        id: target.id,
        customer: facts.customer.name,
        industry: facts.industry,
        size: facts.size,
        territory: facts.territory,
        reason: facts.reason,
        kit: kit(facts.kit.as_deref(), kits),
        fits: fit.reasons,
        deal: if let Standing::Ours(deal) = fit.standing { Some(deal) } else { None },
        until: if let Standing::Taken(month) = fit.standing { Some(month) } else { None },
    }
}

fn line(
    target: TargetAccount,
    rivals: &HashMap<TargetId, Vec<RivalClaim>>,
    passes: &[Pass],
    names: &[(CompanyId, String)],
    kits: &[KitName],
) -> TargetLine {
    let said: Vec<&Pass> = passes.iter().filter(|pass| pass.target == target.id).collect();
    let mut counts: BTreeMap<PassReason, u32> = BTreeMap::new();
    for pass in &said {
        *counts.entry(pass.reason).or_default() += 1;
    }
    let who = |rival: &&RivalClaim| (rival.deal, named(&[rival.company], names).pop().unwrap_or_default());
    let registered = registered(&target, rivals).iter().map(who).collect();
    let facts = target.facts;
    TargetLine {
        id: target.id,
        customer: facts.customer.name,
        corporate_number: facts.customer.identity.corporate_number.map(|number| number.to_string()),
        domain: facts.customer.identity.domain.map(|domain| domain.to_string()),
        industry: facts.industry,
        size: facts.size,
        territory: facts.territory,
        reason: facts.reason,
        kit: kit(facts.kit.as_deref(), kits),
        registered,
        passes: counts.into_iter().map(|(reason, times)| PassCount { reason, times }).collect(),
        notes: said.into_iter().filter_map(|pass| Some((pass.company_name.clone(), pass.note.clone()?))).collect(),
    }
}

/// Registrations of the very same customer.
fn registered<'a>(target: &TargetAccount, rivals: &'a HashMap<TargetId, Vec<RivalClaim>>) -> Vec<&'a RivalClaim> {
    let customer = &target.facts.customer.identity;
    let same = |rival: &&RivalClaim| customer.sameness(&rival.customer) == jiso::deals::Sameness::Same;
    rivals.get(&target.id).map(|rivals| rivals.iter().filter(same).collect()).unwrap_or_default()
}

fn kit(slug: Option<&str>, kits: &[KitName]) -> Option<KitName> {
    slug.and_then(|slug| kits.iter().find(|kit| kit.slug == slug)).cloned()
}

/// Every partner company, by name.
pub(crate) async fn company_names(tx: &mut Tx) -> Answer<Vec<(CompanyId, String)>> {
    let mut names: Vec<_> = tx.companies().await?.into_iter().map(|(company, _)| (company.id, company.name)).collect();
    names.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(names)
}

fn named(companies: &[CompanyId], names: &[(CompanyId, String)]) -> Vec<String> {
    companies.iter().filter_map(|id| names.iter().find(|(other, _)| other == id).map(|(_, name)| name.clone())).collect()
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
