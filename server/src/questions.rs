//! Use cases: frequent questions.

use async_trait::async_trait;
use jiso::{
    accounts::access::Action,
    caller::Caller,
    failure::Answer,
    publishing::{Details, DocumentKind, FaqTopic, each_in_language},
    questions::{FaqItem, FaqSheet, Questions, grouped},
};
use jiso_store::published::PublishedText;

use crate::office::Office;

#[async_trait]
impl Questions for Office {
    async fn faq(&self, caller: &Caller) -> Answer<FaqSheet> {
        caller.may(Action::ReadContent)?;
        let all = self.store.read().await?.published_texts(&[DocumentKind::Faq]).await?;
        let texts = each_in_language(caller.lang, all, |text| text.document.path.lang, |text| text.document.path.slug.clone());
        let programme = self.programme();
        Ok(FaqSheet {
            groups: grouped(texts.into_iter().filter_map(|text| self.faq_item(caller, text)).collect()),
            desk_email: programme.vendor.desk_email.clone(),
            answer_business_days: programme.promises.answer_business_days,
        })
    }
}

impl Office {
    fn faq_item(&self, caller: &Caller, text: PublishedText) -> Option<(FaqTopic, FaqItem)> {
        let PublishedText { document, body } = text;
        let Details::Faq { topic } = document.meta.details else { return None };
        let html = self.html_for(caller, document.revision, &body);
        let (slug, lang) = (document.path.slug, document.path.lang);
        Some((topic, FaqItem { slug, lang, title: document.meta.title, summary: document.meta.summary, html }))
    }
}
