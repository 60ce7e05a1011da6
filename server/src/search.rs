//! Use cases: finding a text; and how a published text becomes a document of the index.

use async_trait::async_trait;
use jiso::{
    accounts::access::Action,
    caller::{Audience, Caller},
    failure::{Answer, Failure},
    publishing::{Details, DocumentKind, Facets, Meta, without_marks},
    search::{Search, SearchPage, SearchQuery, Suggestion},
};
use jiso_search::{SearchDocument, SearchError, SearchIndex};
use jiso_store::published::PublishedText;

use crate::{markdown, office::Office};

#[async_trait]
impl Search for Office {
    async fn search(&self, caller: &Caller, query: SearchQuery) -> Answer<SearchPage> {
        caller.may(Action::ReadContent)?;
        self.index()?.search(&caller.audience(), caller.lang, &query).map_err(|error| unavailable(&error))
    }

    async fn suggest(&self, caller: &Caller, typed: &str) -> Answer<Vec<Suggestion>> {
        caller.may(Action::ReadContent)?;
        self.index()?.suggest(&caller.audience(), caller.lang, &SearchQuery::cut(typed)).map_err(|error| unavailable(&error))
    }
}

impl Office {
    fn index(&self) -> Answer<&SearchIndex> {
        self.index.as_deref().ok_or(Failure::Unavailable { reference: "search".into() })
    }
}

fn unavailable(error: &SearchError) -> Failure {
    tracing::error!(reference = "search", %error, "search");
    Failure::Unavailable { reference: "search".into() }
}

/// What the index holds of a published text; nothing of one without a page of its own.
pub(crate) fn document_of(text: &PublishedText) -> Option<SearchDocument> {
    let PublishedText { document, body } = text;
    let url = document.path.address()?;
    let Meta { title, summary, details } = &document.meta;
    let plain = markdown::plain(&without_marks(body));
    let facets = facets(details);
    let keys = |all: Vec<&'static str>| all.into_iter().map(str::to_owned).collect::<Vec<_>>();
    Some(SearchDocument {
        key: document.id.to_string(),
        kind: document.path.kind,
        lang: document.path.lang,
        audiences: vec![Audience::Partner],
        title: title.clone(),
        lead: [summary.as_str(), &plain.headings.join(" "), &plain.first_paragraph].join("\n"),
        body: plain.text,
        url,
        industries: keys(facets.industries.iter().map(|one| one.as_str()).collect()),
        sizes: keys(facets.sizes.iter().map(|one| one.as_str()).collect()),
        phases: keys(facets.phases.iter().map(|one| one.as_str()).collect()),
        minutes: document.meta.minutes().and_then(|minutes| u16::try_from(minutes).ok()),
        updated_at: document.updated_at,
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
