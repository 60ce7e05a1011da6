//! Use cases: finding a text; and how a published text becomes a document of the index.

mod beside;
mod kept;
pub(crate) mod labels;
mod misses;
mod parts;
mod people;
pub(crate) mod synonyms;

use async_trait::async_trait;
use jiso::{
    accounts::access::Action,
    caller::{Audience, Caller},
    failure::{Answer, Failure},
    publishing::{Details, DocumentKind, Facets, Meta, placeholders, with_prices},
    search::{
        CloseMissForm, ForgetSearchForm, KeptSearches, MissesSheet, SaveSearchForm, Search, SearchPage, SearchQuery, Suggested,
        SynonymsForm, SynonymsSheet,
    },
    time::Day,
};
use jiso_app::{format::dot, text::search as text};
use jiso_search::{SearchDocument, SearchError, SearchIndex};
use jiso_store::published::PublishedText;

use crate::{markdown, office::Office};

/// Lines under the search field.
const SUGGESTED: usize = 8;
/// Of these, as many that lead to all of a kind, or all for an industry.
const SUGGESTED_NARROWED: usize = 2;

#[async_trait]
impl Search for Office {
    async fn search(&self, caller: &Caller, query: SearchQuery) -> Answer<SearchPage> {
        let mut page = self.find(caller, &query)?;
        let mut tx = self.store.read().await?;
        page.beside = self.beside(&mut tx, caller, &query).await?;
        page.saved = self.is_saved(&mut tx, caller, &query).await?;
        drop(tx);
        // Who asks for a deal or a person by name misses no text.
        page.only_near &= !page.beside.iter().any(|group| group.named);
        if page.only_near {
            // A name among the words is nearer than texts that have only some of them.
            page.beside.iter_mut().for_each(|group| group.named = true);
        }
        if page.beside.is_empty() && (page.hits.is_empty() || page.only_near) {
            self.note_missed(caller, &query, !page.hits.is_empty()).await;
        }
        Ok(page)
    }

    async fn suggest(&self, caller: &Caller, typed: &str) -> Answer<Vec<Suggested>> {
        caller.may(Action::ReadContent)?;
        let typed = SearchQuery::cut(typed);
        if typed.trim().is_empty() {
            return self.suggest_kept(caller).await;
        }
        let index = self.index()?;
        let texts = index.suggest(&caller.audience(), caller.lang, &typed).map_err(|error| unavailable(&error))?;
        let headings =
            index.suggest_headings(&caller.audience(), caller.lang, &typed, &texts).map_err(|error| unavailable(&error))?;
        let named = index.suggest_named(&typed);
        let narrowed = named.iter().filter_map(|named| labels::narrowed(caller.lang, named)).take(SUGGESTED_NARROWED);
        let narrowed: Vec<Suggested> = narrowed.collect();
        let beside = self.suggest_beside(caller, &typed).await?;
        let left = SUGGESTED.saturating_sub(narrowed.len() + beside.len());
        let word = |kind: DocumentKind| text::kind(caller.lang, kind.as_str()).to_owned();
        let texts = texts.into_iter().map(|text| Suggested { title: text.title, note: word(text.kind), url: text.url });
        let headings = headings.into_iter().map(|one| Suggested {
            note: [word(one.kind), one.title].join(dot(caller.lang)),
            title: one.heading,
            url: one.url,
        });
        Ok(texts.chain(headings).take(left).chain(narrowed).chain(beside).collect())
    }

    async fn kept(&self, caller: &Caller) -> Answer<KeptSearches> {
        self.kept_by(caller).await
    }

    async fn save_search(&self, caller: &Caller, form: SaveSearchForm) -> Answer<String> {
        self.save_this_search(caller, form).await
    }

    async fn forget_search(&self, caller: &Caller, form: ForgetSearchForm) -> Answer<()> {
        self.forget_searches(caller, form).await
    }

    async fn misses(&self, caller: &Caller) -> Answer<MissesSheet> {
        self.misses_sheet(caller).await
    }

    async fn close_miss(&self, caller: &Caller, form: CloseMissForm) -> Answer<()> {
        self.say_of_miss(caller, form).await
    }

    async fn synonyms(&self, caller: &Caller, wanted: &str) -> Answer<SynonymsSheet> {
        self.synonyms_sheet(caller, wanted).await
    }

    async fn save_synonyms(&self, caller: &Caller, form: SynonymsForm) -> Answer<i64> {
        self.take_synonyms(caller, form).await
    }
}

impl Office {
    /// [`Search::search`] for what nobody sent off: nothing is noted of it.
    pub(crate) fn find(&self, caller: &Caller, query: &SearchQuery) -> Answer<SearchPage> {
        caller.may(Action::ReadContent)?;
        let index = self.index()?;
        index.set_product(&self.programme().vendor.product);
        index.search(&caller.audience(), caller.lang, query).map_err(|error| unavailable(&error))
    }

    fn index(&self) -> Answer<&SearchIndex> {
        self.index.as_deref().ok_or(Failure::Unavailable { reference: "search".into() })
    }
}

fn unavailable(error: &SearchError) -> Failure {
    tracing::error!(reference = "search", %error, "search");
    Failure::Unavailable { reference: "search".into() }
}

/// Stands in the index where a page has a template's prices, which change without the template: one block, nothing to be found.
const PRICES: &str = "–";

/// The body of a text, block by block as its page has it.
pub(crate) fn indexed(body: &str) -> String {
    with_prices(body, PRICES)
}

/// What the index holds of a published text; nothing of one without a page of its own.
pub(crate) fn document_of(published: &PublishedText) -> Option<SearchDocument> {
    let PublishedText { document, body } = published;
    let url = document.path.address()?;
    let Meta { title, summary, details } = &document.meta;
    let plain = markdown::plain(&indexed(body));
    let said: Vec<&str> = plain.headings.iter().map(|(_, heading)| heading.as_str()).collect();
    let lead = [summary.as_str(), &said.join(dot(document.path.lang)), &plain.first_paragraph].join("\n");
    // A line under the search field has no customer's name to put in.
    let headings = plain.headings.into_iter().filter(|(_, heading)| placeholders(heading).is_empty()).collect();
    let facets = facets(details);
    let date = if let Details::News { date, .. } = details { Some(*date) } else { None };
    let keys = |all: Vec<&'static str>| all.into_iter().map(str::to_owned).collect::<Vec<_>>();
    Some(SearchDocument {
        key: document.id.to_string(),
        kind: document.path.kind,
        lang: document.path.lang,
        audiences: vec![Audience::Partner],
        title: title.clone(),
        lead,
        body: plain.text,
        headings,
        url,
        industries: keys(facets.industries.iter().map(|one| one.as_str()).collect()),
        sizes: keys(facets.sizes.iter().map(|one| one.as_str()).collect()),
        phases: keys(facets.phases.iter().map(|one| one.as_str()).collect()),
        competitors: keys(facets.competitors.iter().map(|one| one.as_str()).collect()),
        minutes: document.meta.minutes().and_then(|minutes| u16::try_from(minutes).ok()),
        updated_at: date.map_or(document.updated_at, Day::start),
    })
}

fn facets(details: &Details) -> Facets {
    match details {
        Details::Kit { kit } | Details::Case { kit, .. } => kit.facets.clone(),
        Details::News { industries, .. } => Facets { industries: industries.clone(), ..Facets::default() },
        _ => Facets::default(),
    }
}

/// The kinds that are found, in the portions the store reads them.
pub(crate) const FOUND: [&[DocumentKind]; 2] =
    [&[DocumentKind::Module, DocumentKind::Lesson, DocumentKind::Faq, DocumentKind::News], &DocumentKind::KITS];
