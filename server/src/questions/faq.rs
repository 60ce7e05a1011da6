//! Frequent questions: as they are read, and a draft from a question that was answered.

use jiso::{
    caller::Caller,
    failure::{Answer, Failure, Problem},
    goals::Side,
    id::DocumentId,
    lang::Lang,
    publishing::{Details, Document, DocumentKind, DocumentPath, FaqTopic, FrontMatter, each_in_language},
    questions::{FaqItem, FaqSheet, PostKind, Question, faq_text, grouped, without_names},
};
use jiso_store::{Tx, published::PublishedText};

use crate::{office::Office, places::without_places};

impl Office {
    pub(super) async fn faq_sheet(&self, tx: &mut Tx, caller: &Caller) -> Answer<FaqSheet> {
        let all = tx.published_texts(&[DocumentKind::Faq]).await?;
        let texts = each_in_language(caller.lang, all, |text| text.document.path.lang, |text| text.document.path.slug.clone());
        let programme = self.programme();
        Ok(FaqSheet {
            groups: grouped(texts.into_iter().filter_map(|text| self.faq_item(caller, text)).collect()),
            desk_email: programme.vendor.desk_email.clone(),
            answer_business_days: programme.promises.answer_business_days,
        })
    }

    fn faq_item(&self, caller: &Caller, text: PublishedText) -> Option<(FaqTopic, FaqItem)> {
        let PublishedText { document, body } = text;
        let Details::Faq { topic } = document.meta.details else { return None };
        let html = without_places(&self.html_for(caller, document.revision, &body));
        let (slug, lang) = (document.path.slug, document.path.lang);
        Some((topic, FaqItem { slug, lang, title: document.meta.title, summary: document.meta.summary, html }))
    }

    /// Question and answer without names, as an editor's draft in the language of whoever asked.
    pub(super) async fn draft_faq(&self, tx: &mut Tx, caller: &Caller, question: &Question) -> Answer<DocumentId> {
        let posts = tx.posts_of(question.id).await?;
        let answers = || posts.iter().filter(|post| post.kind == PostKind::Answer);
        let answer = answers()
            .find(|post| Some(post.id) == question.accepted)
            .or_else(|| answers().rfind(|post| post.side == Side::Vendor))
            .ok_or(Failure::NotFound)?;
        let details = posts.first().filter(|post| post.kind == PostKind::Words).map_or("", |post| post.text.as_str());
        let mut names: Vec<String> = tx.company(question.company).await?.map(|company| company.name).into_iter().collect();
        let asker = tx.user(question.asker).await?;
        let lang = asker.as_ref().map_or(Lang::Ja, |user| user.lang);
        names.extend(asker.map(|user| user.name));
        for post in &posts {
            names.push(self.person(tx, post.by).await?);
        }
        if let Some(label) = question.page.as_ref().filter(|page| page.path.starts_with("/deals/")).map(|page| page.label.clone())
        {
            names.push(label);
        }
        let hex = question.id.to_string().replace('-', "");
        let slug = format!("question-{}", hex.get(20..).unwrap_or(&hex));
        let path = DocumentPath::single(DocumentKind::Faq, &slug, lang).map_err(|_| Failure::Malformed)?;
        let front = FrontMatter {
            title: without_names(&question.title, &names),
            topic: FaqTopic::parse(&question.topic).map(|topic| topic.as_str().to_owned()),
            ..FrontMatter::default()
        };
        let (id, first) = (self.new_id(), self.new_id());
        let revision = self.revision(caller, id, first, 1, front, faq_text(details, &answer.text, &names));
        match tx.insert_document(&Document::new(id, path, first), &revision).await {
            Err(error) if error.is_taken() => Err(Failure::invalid("slug", Problem::AlreadyTaken)),
            other => Ok(other.map(|()| id)?),
        }
    }
}
