//! Use cases: what a rep takes along.

use async_trait::async_trait;
use jiso::{
    accounts::access::Action,
    activity::{ActivityKind, Origin},
    caller::Caller,
    failure::{Answer, Failure},
    id::{DealId, DocumentId},
    kits::{
        CaseView, DealChoice, FillField, FillForm, FillValues, KitCard, KitCounts, KitFilter, KitLink, KitList, KitSheet, Kits,
        long_date, related,
    },
    lang::Lang,
    publishing::{CaseFacts, DocumentKind, Industry, PlaceholderName, Values, fill, names_used, without_marks},
    time::Day,
};
use jiso_app::format;
use jiso_store::{
    Tx,
    published::{Published, PublishedText},
};

use crate::{markdown, office::Office};

#[async_trait]
impl Kits for Office {
    async fn list(&self, caller: &Caller, filter: KitFilter) -> Answer<KitList> {
        caller.may(Action::ReadContent)?;
        let asked = filter.read();
        let mut tx = self.store.read().await?;
        let mut cards = cards(&self.published(&mut tx, &DocumentKind::KITS, caller.lang).await?, self.now().day());
        let kits: Vec<_> = cards.iter().map(|card| (card.kind, card.facets.clone())).collect();
        let total = u32::try_from(cards.len()).unwrap_or(u32::MAX);
        cards.retain(|card| asked.matches(card.kind, &card.facets));
        Ok(KitList { asked, cards, total, counts: KitCounts::of(asked, &kits) })
    }

    async fn sheet(&self, caller: &Caller, slug: &str, form: FillForm) -> Answer<KitSheet> {
        caller.may(Action::ReadContent)?;
        let filled = form.read(caller.lang)?;
        let mut tx = self.store.read().await?;
        let text = tx.published_by_slug(&DocumentKind::KITS, slug, caller.lang).await?.ok_or(Failure::NotFound)?;
        let asked = filled.is_filled() && text.document.path.kind.is_filled();
        let sheet = self.kit_sheet(&mut tx, caller, text.clone(), filled).await?;
        if caller.company.is_some() {
            let kinds = [Some(ActivityKind::KitOpened), asked.then_some(ActivityKind::TemplateFilled)];
            let document = canonical(&mut tx, &text.document).await?;
            let mut new = Vec::new();
            for kind in kinds.into_iter().flatten() {
                if !self.done_today(&mut tx, caller, kind, document).await? {
                    new.push(kind);
                }
            }
            drop(tx);
            self.note_use(caller, document, &new, Origin::of_link(&form.from)).await?;
        }
        Ok(sheet)
    }
}

impl Office {
    async fn note_use(&self, caller: &Caller, document: DocumentId, kinds: &[ActivityKind], origin: Origin) -> Answer<()> {
        if kinds.is_empty() {
            return Ok(());
        }
        let mut tx = self.store.write().await?;
        for kind in kinds {
            self.record_learning(&mut tx, caller, *kind, document, origin).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn kit_sheet(&self, tx: &mut Tx, caller: &Caller, text: PublishedText, filled: FillValues) -> Answer<KitSheet> {
        let PublishedText { document, body } = text;
        let body = if document.path.kind == DocumentKind::Template { without_marks(&body) } else { body };
        let today = self.now().day();
        let (Some(facts), Some(card)) = (document.meta.kit(), card(&document, today)) else { return Err(Failure::NotFound) };
        let deal_values = self.values_of_deal(tx, caller, filled.deal, document.path.lang).await?;
        let names = if document.path.kind.is_filled() { names_used(&body) } else { Vec::new() };
        let deal = filled.deal;
        let values = self.values(tx, caller, filled, deal_values, document.path.lang).await?;
        let deals = if names.is_empty() { Vec::new() } else { deals_to_fill_from(tx, caller).await? };
        let markdown = if names.is_empty() { body.clone() } else { fill(&body, &values) };
        let html = if names.is_empty() { self.html_of(document.revision, &body) } else { markdown::html(&markdown) };
        let all = self.published(tx, &DocumentKind::KITS, caller.lang).await?;
        let case = document.meta.case();
        let mut others = cards(&all, today);
        // A case shows its own kits already.
        others.retain(|other| case.is_none_or(|case| !case.kits.contains(&other.slug)));
        let related = related(&card, &used_in(&card.slug, &all), others);
        Ok(KitSheet {
            html,
            markdown,
            owner: facts.owner.clone(),
            valid_until: facts.valid_until,
            version: document.number,
            fields: names.into_iter().map(|name| FillField { name, value: values.get(name).to_owned() }).collect(),
            deals,
            deal,
            case: case.map(|case| case_view(case, &all)),
            related,
            card,
        })
    }

    /// What a deal says of its customer. A deal of another company is not there.
    async fn values_of_deal(&self, tx: &mut Tx, caller: &Caller, deal: Option<DealId>, lang: Lang) -> Answer<Values> {
        let Some(deal) = deal else { return Ok(Values::default()) };
        let found = tx.deal(deal).await?.map(|found| found.deal).filter(|deal| Some(deal.company) == caller.company);
        let facts = found.ok_or(Failure::NotFound)?.facts;
        let programme = self.programme();
        let product = programme.product(&facts.product).map_or("", |product| product.name.get(lang));
        let industry = Industry::parse(facts.industry.as_str()).map_or("", |industry| industry.word(lang));
        Ok(Values::default()
            .with(PlaceholderName::Customer, &facts.customer.name)
            .with(PlaceholderName::Industry, industry)
            .with(PlaceholderName::Product, product)
            .with(PlaceholderName::Amount, &format::money(&facts.amount)))
    }

    /// What is typed, else what the deal says, else what the portal knows.
    async fn values(&self, tx: &mut Tx, caller: &Caller, filled: FillValues, deal: Values, lang: Lang) -> Answer<Values> {
        let company = match caller.company {
            Some(company) => tx.company(company).await?.map(|company| company.name),
            None => None,
        };
        let programme = self.programme();
        let known = Values::default()
            .with(PlaceholderName::Product, programme.vendor.product.get(lang))
            .with(PlaceholderName::Date, &long_date(self.now().day(), lang));
        Ok(filled.complete(deal.or(known), &caller.name, &company.unwrap_or_default()))
    }
}

/// Open deals of the caller's company.
async fn deals_to_fill_from(tx: &mut Tx, caller: &Caller) -> Answer<Vec<DealChoice>> {
    let Some(company) = caller.company else { return Ok(Vec::new()) };
    let deals = tx.open_deals_of_company(company).await?.into_iter();
    Ok(deals.map(|found| DealChoice { deal: found.deal.id, customer: found.deal.facts.customer.name }).collect())
}

/// The id that activities are about: that of the Japanese text, so that both languages of a kit are one kit.
pub(crate) async fn canonical(tx: &mut Tx, document: &Published) -> Answer<DocumentId> {
    if document.path.lang == Lang::Ja {
        return Ok(document.id);
    }
    Ok(tx.document_at(&document.path.translated()).await?.map_or(document.id, |japanese| japanese.id))
}

fn cards(texts: &[Published], today: Day) -> Vec<KitCard> {
    texts.iter().filter_map(|text| card(text, today)).collect()
}

fn card(text: &Published, today: Day) -> Option<KitCard> {
    let facts = text.meta.kit()?;
    Some(KitCard {
        kind: text.path.kind,
        slug: text.path.slug.clone(),
        lang: text.path.lang,
        title: text.meta.title.clone(),
        summary: text.meta.summary.clone(),
        minutes: facts.minutes,
        facets: facts.facets.clone(),
        updated_at: text.updated_at,
        stale: text.meta.is_stale(today),
    })
}

/// The cases in which a kit was used.
fn used_in(slug: &str, all: &[Published]) -> Vec<String> {
    let cases = all.iter().filter(|text| text.meta.case().is_some_and(|case| case.kits.iter().any(|kit| kit == slug)));
    cases.map(|text| text.path.slug.clone()).collect()
}

fn case_view(case: &CaseFacts, all: &[Published]) -> CaseView {
    let link = |slug: &String| {
        let text = all.iter().find(|text| text.path.slug == *slug)?;
        Some(KitLink { kind: text.path.kind, slug: slug.clone(), title: text.meta.title.clone() })
    };
    CaseView { customer: case.customer.clone(), days_to_win: case.days_to_win, kits: case.kits.iter().filter_map(link).collect() }
}
