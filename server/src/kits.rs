//! Use cases: what a rep takes along.

mod at_hand;
mod stale;

use std::collections::HashMap;

use async_trait::async_trait;
use jiso::{
    accounts::access::Action,
    activity::{ActivityKind, Origin},
    caller::Caller,
    failure::{Answer, Failure},
    id::{DealId, DocumentId},
    kits::{
        CaseView, DealChoice, DealUse, FavouriteForm, FillField, FillForm, FillValues, KitCard, KitCounts, KitFilter, KitLink,
        KitList, KitSheet, KitUses, Kits, UseKept, UsedForm, UsedHow, long_date, related,
    },
    lang::Lang,
    money::Money,
    programme::Product,
    publishing::{CaseFacts, DocumentKind, Industry, PlaceholderName, Values, fill, names_used, with_prices},
    scripts::Script,
    time::Day,
};
use jiso_app::{format, text::kits as t};
use jiso_store::{
    Tx,
    kits::KitUse,
    published::{Published, PublishedText},
};

use crate::{markdown, office::Office, plain_text::plain_text};

/// Ends a line within a paragraph.
const HARD_BREAK: &str = "  \n";

#[async_trait]
impl Kits for Office {
    async fn list(&self, caller: &Caller, filter: KitFilter) -> Answer<KitList> {
        caller.may(Action::ReadContent)?;
        let asked = filter.read();
        let mut tx = self.store.read().await?;
        let mut cards = self.kit_cards(&mut tx, caller).await?;
        cards.sort_by_key(|card| (asked.breadth(&card.facets), !card.favourite));
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
        let asked = filled.deal.is_none() && filled.is_filled() && text.document.path.kind.is_filled();
        let sheet = self.kit_sheet(&mut tx, caller, text.clone(), filled).await?;
        if caller.company.is_some() && caller.came != Origin::Vendor {
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

    async fn keep_favourite(&self, caller: &Caller, form: FavouriteForm) -> Answer<()> {
        caller.may(Action::ReadContent)?;
        let mut tx = self.store.write().await?;
        let text = tx.published_by_slug(&DocumentKind::KITS, &form.slug, caller.lang).await?.ok_or(Failure::NotFound)?;
        let kit = canonical(&mut tx, &text.document).await?;
        tx.keep_favourite(caller.user, kit, form.wanted(), self.now()).await?;
        Ok(tx.commit().await?)
    }

    async fn note_used(&self, caller: &Caller, form: UsedForm) -> Answer<()> {
        caller.may(Action::WorkDeals)?;
        let deal = form.read()?;
        let mut tx = self.store.write().await?;
        let (kit, text) = kit_for_deal(&mut tx, caller, &form.slug, deal).await?;
        self.use_kit(&mut tx, caller, kit, &text, (deal, UsedHow::Noted)).await?;
        let is_template = text.path.kind == DocumentKind::Template;
        if is_template && !self.done_today(&mut tx, caller, ActivityKind::TemplateFilled, kit).await? {
            self.record_learning(&mut tx, caller, ActivityKind::TemplateFilled, kit, caller.came).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn take_back_use(&self, caller: &Caller, form: UsedForm) -> Answer<()> {
        caller.may(Action::WorkDeals)?;
        let deal = form.read()?;
        let mut tx = self.store.write().await?;
        let (kit, _) = kit_for_deal(&mut tx, caller, &form.slug, deal).await?;
        tx.take_back_kit_use(kit, deal).await?;
        Ok(tx.commit().await?)
    }
}

impl Office {
    pub(crate) async fn note_use(
        &self,
        caller: &Caller,
        document: DocumentId,
        kinds: &[ActivityKind],
        origin: Origin,
    ) -> Answer<()> {
        if kinds.is_empty() {
            return Ok(());
        }
        let mut tx = self.store.write().await?;
        for kind in kinds {
            self.record_learning(&mut tx, caller, *kind, document, origin).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Keeps that a kit was used for a deal of the caller's company.
    pub(crate) async fn use_kit(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        kit: DocumentId,
        text: &Published,
        (deal, how): (DealId, UsedHow),
    ) -> Answer<()> {
        let (company, user, at) = (caller.own_company()?, caller.user, self.now());
        let used = KitUse { document: kit, deal, how, company, user, lang: text.path.lang, version: text.number, at };
        tx.insert_kit_use(&used).await?;
        Ok(())
    }

    /// All kits, with what the reader keeps at hand and what they have won.
    pub(crate) async fn kit_cards(&self, tx: &mut Tx, caller: &Caller) -> Answer<Vec<KitCard>> {
        let mut cards = cards(&self.published(tx, &DocumentKind::KITS, caller.lang).await?, self.now().day());
        let (ids, favourites) = (self.kit_ids(tx).await?, tx.favourite_kits(caller.user).await?);
        let uses: HashMap<DocumentId, KitUses> = tx.kit_uses().await?.into_iter().collect();
        for card in &mut cards {
            let Some(id) = ids.get(&card.slug) else { continue };
            card.favourite = favourites.contains(id);
            card.won = uses.get(id).map_or(0, |uses| uses.won);
        }
        Ok(cards)
    }

    /// A template as it is read where there is no proposal: of prices it has the list, and the amount that is filled in unless it
    /// says that itself.
    pub(crate) fn template_outside_a_deal(&self, body: &str, lang: Lang) -> String {
        let programme = self.programme();
        let plan = |product: &Product| {
            let price = format::money(&Money::yen(product.user_month_yen));
            t::list_price(lang, product.name.get(lang), price, product.min_users)
        };
        let mut lines = vec![format!("**{}**", t::list_prices(lang))];
        lines.extend(programme.products.iter().map(plan));
        if !names_used(body).contains(&PlaceholderName::Amount) {
            lines.push(format!("{} **{{{{{}}}}}**", t::list_amount(lang), PlaceholderName::Amount.as_str()));
        }
        with_prices(body, &lines.join(HARD_BREAK))
    }

    /// The ids that activities are about, by the addresses of kits.
    pub(crate) async fn kit_ids(&self, tx: &mut Tx) -> Answer<HashMap<String, DocumentId>> {
        let kits = self.published(tx, &DocumentKind::KITS, Lang::Ja).await?;
        Ok(kits.iter().map(|kit| (kit.path.slug.clone(), kit.id)).collect())
    }

    async fn kit_sheet(&self, tx: &mut Tx, caller: &Caller, text: PublishedText, filled: FillValues) -> Answer<KitSheet> {
        let PublishedText { document, body } = text;
        let is_template = document.path.kind == DocumentKind::Template;
        let body = if is_template { self.template_outside_a_deal(&body, document.path.lang) } else { body };
        let today = self.now().day();
        let (Some(facts), Some(mut card)) = (document.meta.kit(), card(&document, today)) else { return Err(Failure::NotFound) };
        let deal_values = self.values_of_deal(tx, caller, filled.deal, document.path.lang).await?;
        let names = if document.path.kind.is_filled() { names_used(&body) } else { Vec::new() };
        let named = filled.deal.map(|deal| (deal, deal_values.get(PlaceholderName::Customer).to_owned()));
        let values = self.values(tx, caller, filled, deal_values, document.path.lang).await?;
        let deals = deals_to_fill_from(tx, caller).await?;
        let kit = canonical(tx, &document).await?;
        let deal = match named {
            Some((deal, customer)) => Some(DealUse { deal, customer, kept: UseKept::of(&tx.ways_used(kit, deal).await?) }),
            None => None,
        };
        let uses = tx.kit_uses().await?.into_iter().find(|(id, _)| *id == kit).map_or_else(KitUses::default, |(_, uses)| uses);
        (card.favourite, card.won) = (tx.favourite_kits(caller.user).await?.contains(&kit), uses.won);
        let lessons = self.lessons_of_kits(tx, caller.lang).await?.get(&card.slug).cloned().unwrap_or_default();
        let markdown = if names.is_empty() { body.clone() } else { fill(&body, &values) };
        let html = if names.is_empty() { self.html_of(document.revision, &body) } else { markdown::html(&markdown) };
        let unmarked = if document.path.kind == DocumentKind::Script { Script::without_marks(&markdown) } else { markdown };
        let all = self.published(tx, &DocumentKind::KITS, caller.lang).await?;
        let case = document.meta.case();
        let mut others = cards(&all, today);
        // A case shows its own kits already.
        others.retain(|other| case.is_none_or(|case| !case.kits.contains(&other.slug)));
        let related = related(&card, &used_in(&card.slug, &all), others);
        Ok(KitSheet {
            html,
            plain: plain_text(&unmarked, document.path.lang),
            owner: facts.owner.clone(),
            valid_until: facts.valid_until,
            version: document.number,
            fields: names.into_iter().map(|name| FillField { name, value: values.get(name).to_owned() }).collect(),
            deals,
            deal,
            plays: document.path.kind == DocumentKind::Script && !Script::read(&body).steps.is_empty(),
            case: case.map(|case| case_view(case, &all)),
            related,
            uses,
            lessons,
            card,
        })
    }

    /// What a deal says of its customer. A deal of another company is not there.
    pub(crate) async fn values_of_deal(&self, tx: &mut Tx, caller: &Caller, deal: Option<DealId>, lang: Lang) -> Answer<Values> {
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
    pub(crate) async fn values(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        filled: FillValues,
        deal: Values,
        lang: Lang,
    ) -> Answer<Values> {
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

/// The id and the text of a kit that was used, when the deal is one of the caller's company.
async fn kit_for_deal(tx: &mut Tx, caller: &Caller, slug: &str, deal: DealId) -> Answer<(DocumentId, Published)> {
    let text = tx.published_by_slug(&DocumentKind::KITS, slug, caller.lang).await?.ok_or(Failure::NotFound)?;
    tx.deal(deal).await?.filter(|found| Some(found.deal.company) == caller.company).ok_or(Failure::NotFound)?;
    Ok((canonical(tx, &text.document).await?, text.document))
}

/// Open deals of the caller's company.
pub(crate) async fn deals_to_fill_from(tx: &mut Tx, caller: &Caller) -> Answer<Vec<DealChoice>> {
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
        favourite: false,
        won: 0,
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
