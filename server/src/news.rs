//! Use cases: announcements.

use async_trait::async_trait;
use jiso::{
    accounts::access::Action,
    activity::{Activity, ActivityKind, Origin, Subject},
    caller::Caller,
    failure::{Answer, Failure},
    id::DocumentId,
    news::{News, NewsLine, NewsSheet},
    publishing::{Details, DocumentKind},
};
use jiso_store::{Tx, published::Published};

use crate::office::Office;

const NEWS: &[DocumentKind] = &[DocumentKind::News];

#[async_trait]
impl News for Office {
    async fn list(&self, caller: &Caller) -> Answer<Vec<NewsLine>> {
        caller.may(Action::ReadContent)?;
        let mut tx = self.store.read().await?;
        let read = read_by(&mut tx, caller).await?;
        let published = self.published(&mut tx, NEWS, caller.lang).await?;
        let mut lines: Vec<NewsLine> = published.iter().filter_map(|text| line(text, read.as_deref())).collect();
        NewsLine::sort(&mut lines);
        Ok(lines)
    }

    async fn sheet(&self, caller: &Caller, slug: &str) -> Answer<NewsSheet> {
        caller.may(Action::ReadContent)?;
        let mut tx = self.store.read().await?;
        let text = tx.published_by_slug(NEWS, slug, caller.lang).await?.ok_or(Failure::NotFound)?;
        let read = read_by(&mut tx, caller).await?;
        drop(tx);
        let (id, updated_at) = (text.document.id, text.document.updated_at);
        let html = self.html_for(caller, text.document.revision, &text.body);
        let line = line(&text.document, read.as_deref()).ok_or(Failure::NotFound)?;
        if !line.read {
            self.note_news_read(caller, id, slug).await?;
        }
        Ok(NewsSheet { line, html, updated_at })
    }
}

impl Office {
    /// Once for a person, whatever the language and however often it is opened.
    async fn note_news_read(&self, caller: &Caller, document: DocumentId, slug: &str) -> Answer<()> {
        let company = caller.own_company()?;
        let mut tx = self.store.write().await?;
        if tx.news_read_by(caller.user).await?.iter().any(|read| read == slug) {
            return Ok(());
        }
        let read = Activity {
            id: self.new_id(),
            at: self.now(),
            company,
            user: Some(caller.user),
            kind: ActivityKind::NewsRead,
            origin: Origin::SelfStarted,
            subject: Subject::Document(document),
            amount: None,
        };
        self.record(&mut tx, read).await?;
        Ok(tx.commit().await?)
    }
}

/// `None`: the vendor's own people are not told what is new to them.
async fn read_by(tx: &mut Tx, caller: &Caller) -> Answer<Option<Vec<String>>> {
    if caller.company.is_none() {
        return Ok(None);
    }
    Ok(Some(tx.news_read_by(caller.user).await?))
}

fn line(text: &Published, read: Option<&[String]>) -> Option<NewsLine> {
    let Details::News { date, industries } = &text.meta.details else { return None };
    Some(NewsLine {
        read: read.is_none_or(|slugs| slugs.contains(&text.path.slug)),
        slug: text.path.slug.clone(),
        lang: text.path.lang,
        title: text.meta.title.clone(),
        summary: text.meta.summary.clone(),
        date: *date,
        industries: industries.clone(),
    })
}
