//! The content that is traced, with everything that was done with it.

use std::collections::{HashMap, HashSet};

use jiso::{
    accounts::access::Action,
    caller::Caller,
    failure::Answer,
    lang::Lang,
    publishing::{DocumentKind, each_in_language},
    scripts::{Script, path},
    trace::{Funnel, TraceRow, Use},
};
use jiso_app::format::dot;
use jiso_store::{Tx, trace::TracedVersion};

use super::{Content, TALKS_MAX};
use crate::{kits::canonical, office::Office};

impl Office {
    pub(super) async fn traced_lessons(&self, tx: &mut Tx, caller: &Caller) -> Answer<Vec<Content>> {
        let mut finished: HashMap<_, _> = tx.lessons_finished().await?.into_iter().collect();
        let catalogue = self.catalogue(tx, caller.lang).await?;
        let mut all = Vec::new();
        for module in &catalogue.modules {
            for lesson in &module.lessons {
                let by = finished.remove(&lesson.document).unwrap_or_default();
                let people: HashSet<_> = by.iter().map(|(user, _)| *user).collect();
                let row = TraceRow {
                    key: format!("{}.{}", module.slug, lesson.slug),
                    group: module.title.clone(),
                    title: lesson.title.clone(),
                    lang: lesson.lang,
                    version: None,
                    href: format!("/learn/{}/{}", module.slug, lesson.slug),
                    uses: 0,
                    ever: count(people.len()),
                    funnel: Funnel::default(),
                };
                let uses = by.into_iter().map(|(by, at)| Use::Finished { by, at }).collect();
                all.push(Content { row, uses });
            }
        }
        Ok(all)
    }

    /// The branches of all scripts, and how many talks were looked at where there are more.
    pub(super) async fn traced_branches(&self, tx: &mut Tx, caller: &Caller) -> Answer<(Vec<Content>, Option<u32>)> {
        let texts = tx.published_texts(&[DocumentKind::Script]).await?;
        let texts = each_in_language(caller.lang, texts, |text| text.document.path.lang, |text| text.document.path.slug.clone());
        let mut talks = tx.newest_talks(i64::try_from(TALKS_MAX + 1).unwrap_or(i64::MAX)).await?;
        let cut = (talks.len() > TALKS_MAX).then_some(count(TALKS_MAX));
        talks.truncate(TALKS_MAX);
        let mut taken: HashMap<(_, String, String), Vec<Use>> = HashMap::new();
        for talk in &talks {
            let branches: HashSet<_> = path(&talk.talk).into_iter().map(|(from, to, _)| (from, to)).collect();
            for (from, to) in branches {
                let one = Use::Tapped { by: talk.by, at: talk.at, about: talk.about };
                taken.entry((talk.document, from.to_owned(), to.to_owned())).or_default().push(one);
            }
        }
        let edits = caller.may(Action::EditContent).is_ok();
        let mut all = Vec::new();
        for text in texts {
            let document = canonical(tx, &text.document).await?;
            let (slug, lang) = (&text.document.path.slug, text.document.path.lang);
            for step in Script::read(&text.body).steps {
                for answer in &step.answers {
                    let uses = taken.remove(&(document, step.key.clone(), answer.to.clone())).unwrap_or_default();
                    let row = TraceRow {
                        key: format!("{slug}.{}.{}", step.key, answer.to),
                        group: [text.document.meta.title.as_str(), &step.title].join(dot(caller.lang)),
                        title: answer.words.clone(),
                        lang,
                        version: None,
                        href: if edits { format!("/console/scripts?script={slug}") } else { format!("/kits/{slug}") },
                        uses: 0,
                        ever: count(uses.len()),
                        funnel: Funnel::default(),
                    };
                    all.push(Content { row, uses });
                }
            }
        }
        Ok((all, cut))
    }

    /// Every version from which a proposal was made, and those that are out.
    pub(super) async fn traced_versions(&self, tx: &mut Tx, caller: &Caller, used: Vec<TracedVersion>) -> Answer<Vec<Content>> {
        let edits = caller.may(Action::EditContent).is_ok();
        let row = |document: &dyn std::fmt::Display, slug: &str, lang: Lang, number: u32, title: String| TraceRow {
            key: format!("{slug}.{}.{number}", lang.as_str()),
            group: String::new(),
            title,
            lang,
            version: Some(number),
            href: if edits { format!("/console/content/{document}/history") } else { format!("/kits/{slug}") },
            uses: 0,
            ever: 0,
            funnel: Funnel::default(),
        };
        let mut all = Vec::new();
        for version in used {
            let TracedVersion { document, number, slug, lang, title, proposals, .. } = version;
            let uses: Vec<_> = proposals.iter().map(|one| Use::Proposed { about: one.about, at: one.at }).collect();
            let row = TraceRow { ever: count(uses.len()), ..row(&document, &slug, lang, number, title) };
            all.push(Content { row, uses });
        }
        for text in tx.published_versions(&[DocumentKind::Template]).await? {
            let row = row(&text.id, &text.path.slug, text.path.lang, text.number, text.meta.title);
            if all.iter().all(|other| other.row.key != row.key) {
                all.push(Content { row, uses: Vec::new() });
            }
        }
        Ok(all)
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
